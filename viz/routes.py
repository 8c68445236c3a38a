"""Routes as paths of SVG: the swing between rows, the arrow, and a label where there is room for it."""

from __future__ import annotations

from collections.abc import Sequence

from viz import layers
from viz.labels import LANGUAGES, Text, say
from viz.text import width

_ARROW_LENGTH, _ARROW_HALF = 11, 5.5
_LABEL_SIZE, _LABEL_HEIGHT = 14, 19


class LabelPlacer:
    """Puts labels into the gaps between rows, where no box stands, and never one upon another."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float, float]] = []  # centre x, centre y, half width

    def place(self, text: Text | None, points: Sequence[layers.Place]) -> dict[str, object]:
        """{"label": ...} for the page, or {} where there is no text or no room; the panel says it in any case."""
        if text is None:
            return {}
        wide = {lang: round(width(say(text, lang), size=_LABEL_SIZE), 1) for lang in LANGUAGES}
        half = max(wide.values()) / 2 + 4
        gaps = [(points[index], points[index + 1]) for index in range(1, len(points) - 1, 2)]
        for above, below in reversed(gaps):
            x, y = round((above.x + below.x) / 2, 1), round((above.y + below.y) / 2, 1)
            if all(abs(x - ox) >= half + other or abs(y - oy) >= _LABEL_HEIGHT for ox, oy, other in self._taken):
                self._taken.append((x, y, half))
                return {"label": {"text": text, "at": [x, y], "w": wide}}
        return {}


def path_of(points: Sequence[layers.Place], *, downwards: bool) -> dict[str, object]:
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
