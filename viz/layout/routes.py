"""Routes as paths of SVG: the swing between rows, the arrow, and a label where there is room for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from viz.labels import LANGUAGES, Text, say
from viz.layout import layers
from viz.layout.text import width

_ARROW_LENGTH, _ARROW_HALF = 11, 5.5
LABEL_SIZE = 15
"""Type size of a label in pixels."""
_LABEL_HEIGHT, _LABEL_MARGIN = 20, 5
_STEPS = 12  # points of a swing at which a label is tried and a line is looked for
_STEP = re.compile("[MLC][^MLC]*")
Frame = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class LabelPlacer:
    """Puts labels where no box stands, never one upon another: on their line, or beside it to cover fewer others.

    They stay between `left` and `right`.
    """

    def __init__(
        self, boxes: Sequence[Frame], routes: Sequence[Sequence[layers.Place]], *, left: float, right: float
    ) -> None:
        self._left, self._right = left, right
        self._taken: list[Frame] = list(boxes)
        self._lines = [(route, [_frame(*ends) for ends in pairwise(_sampled(route))]) for route in routes]

    def place(self, text: Text | None, routes: Sequence[Sequence[layers.Place]]) -> dict[str, object]:
        """{"label": ...} for lines that share it, or {} where there is no text or no room; the panel says it anyway."""
        if text is None:
            return {}
        wide = {lang: round(width(say(text, lang), size=LABEL_SIZE), 1) for lang in LANGUAGES}
        half = max(wide.values()) / 2 + _LABEL_MARGIN
        best: tuple[int, int, float, float] | None = None
        spots = list(dict.fromkeys(spot for route in routes for spot in _spots(route)))
        beside = [(round(x + side * half, 1), y) for x, y in spots for side in (1, -1)]
        others = [line for route, line in self._lines if route not in routes]
        for order, (x, y) in enumerate([*spots, *beside]):
            frame = (x - half, y - _LABEL_HEIGHT / 2, x + half, y + _LABEL_HEIGHT / 2)
            if frame[0] < self._left or frame[2] > self._right or any(_meet(frame, one) for one in self._taken):
                continue
            crossed = sum(any(_meet(frame, piece) for piece in line) for line in others)
            if best is None or (crossed, order) < best[:2]:
                best = (crossed, order, x, y)
        if best is None:
            return {}
        _, _, x, y = best
        self._taken.append((x - half, y - _LABEL_HEIGHT / 2, x + half, y + _LABEL_HEIGHT / 2))
        return {"label": {"text": text, "at": [x, y], "w": wide}}


def path_of(points: Sequence[layers.Place], *, downwards: bool) -> dict[str, str]:
    """A route as a path of SVG, with its arrow at the upper end, or at the lower where the cited stands below."""
    start, end = points[0], points[-1]
    tip, way = (end, 1) if downwards else (start, -1)
    base = round(tip.y - way * _ARROW_LENGTH, 1)
    first = start if downwards else layers.Place(start.x, round(start.y + _ARROW_LENGTH - 2, 1))
    last = layers.Place(end.x, round(end.y - _ARROW_LENGTH + 2, 1)) if downwards else end
    path = [f"M{first.x:g} {first.y:g}"]
    for index in range(1, len(points)):
        here = first if index == 1 else points[index - 1]
        there = last if index == len(points) - 1 else points[index]
        if index % 2 == 0:
            bend = round((there.y - here.y) * 0.55, 1)
            path.append(f"C{here.x:g} {here.y + bend:g} {there.x:g} {there.y - bend:g} {there.x:g} {there.y:g}")
        elif there.y > here.y:
            path.append(f"L{there.x:g} {there.y:g}")
    arrow = f"M{tip.x:g} {tip.y:g} L{tip.x - _ARROW_HALF:g} {base:g} L{tip.x + _ARROW_HALF:g} {base:g} Z"
    return {"d": " ".join(path), "arrow": arrow}


def branch(path: str, drawn: set[str]) -> str:
    """What a path has of its own, after what it shares from its beginning with others of its bundle; "" for all of it.

    drawn holds the beginnings of the paths before it, and gets those of this one.
    """
    steps = _STEP.findall(path)
    beginnings = ["".join(steps[: count + 1]) for count in range(len(steps))]
    shared = sum(beginning in drawn for beginning in beginnings)
    drawn.update(beginnings)
    if shared < 2:
        return ""
    at = " ".join(steps[shared - 1][1:].split()[-2:])
    return f"M{at} {''.join(steps[shared:])}".strip()


def _spots(points: Sequence[layers.Place]) -> Iterator[tuple[float, float]]:
    """Points of a route where a label may sit, from the upper end: along its swings and its straight pieces."""
    for index, (here, there) in enumerate(pairwise(points)):
        if index % 2 and there.y - here.y >= _LABEL_HEIGHT:
            inside = [_on_swing(here, there, step / _STEPS) for step in range(2, _STEPS - 1)]
            yield from ((round(spot.x, 1), round(spot.y, 1)) for spot in inside)
        elif there.y - here.y > 2 * _LABEL_HEIGHT:
            yield (here.x, round((here.y + there.y) / 2, 1))


def _sampled(points: Sequence[layers.Place]) -> list[layers.Place]:
    sampled = [points[0]]
    for index, (here, there) in enumerate(pairwise(points)):
        sampled += [_on_swing(here, there, step / _STEPS) for step in range(1, _STEPS)] if index % 2 else []
        sampled.append(there)
    return sampled


def _on_swing(here: layers.Place, there: layers.Place, share: float) -> layers.Place:
    """A point of the curve that `path_of` draws between two rows; share runs from 0 to 1."""
    bend = (there.y - here.y) * 0.55
    ys = (here.y, here.y + bend, there.y - bend, there.y)
    xs = (here.x, here.x, there.x, there.x)
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    return layers.Place(
        sum(weight * x for weight, x in zip(weights, xs, strict=True)),
        sum(weight * y for weight, y in zip(weights, ys, strict=True)),
    )


def _frame(one: layers.Place, other: layers.Place) -> Frame:
    return (min(one.x, other.x), min(one.y, other.y), max(one.x, other.x), max(one.y, other.y))


def _meet(one: Frame, other: Frame) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
