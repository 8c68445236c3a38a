"""How a document is set: size of type, distance of lines, edges of the printed area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from graph.read.printed.lines import Line
from graph.read.printed.marks import mark_of

_LONG = 0.5
"""Share of the page's width from which a line says where the edges of the printed area are."""
_SAME_EDGE = 5.0
_ENOUGH = 8
"""Long lines on a page from which its own edges are believed."""
_SAME_STOP = 2.0
_SINGLE = 1.15
"""Distance of lines in heights of type where none was measured: single spacing."""


@dataclass(frozen=True, slots=True)
class Area:
    """The left and right edge of the printed area of a page, in points."""

    left: float
    right: float

    @property
    def centre(self) -> float:
        """The middle between both."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """The length of a full line."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Setting:
    """Size of type and distance of the feet of lines inside a paragraph, in points; the printed area of each page.

    hang: how far right of the area's edge lines start that go on with a sentence; stops: where many lines start, both
    in points from that edge. items_shifted: lines with the mark of an item start elsewhere than those that go on.
    """

    size: float
    pitch: float
    areas: dict[int, Area]
    hang: float = 0.0
    stops: tuple[float, ...] = ()
    items_shifted: bool = False

    def at_stop(self, line: Line) -> bool:
        """True when the line starts where many do: it stands there because of an indent, not because it is centred."""
        offset = line.box.x0 - self.areas[line.page].left
        return any(abs(offset - stop) <= _SAME_STOP for stop in self.stops)


def body_size(lines: Iterable[Line]) -> float:
    """The size of type that most letters have."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
    return max(weights, key=lambda size: (weights[size], -size)) if weights else 0.0


def area_of(lines: Sequence[Line], width: float) -> Area | None:
    """The edges that several long lines share; None when there are too few."""
    long = [line for line in lines if line.box.x1 - line.box.x0 >= _LONG * width]
    if len(long) < 2:
        return None
    left = _edge(sorted(line.box.x0 for line in long))
    right = -_edge(sorted(-line.box.x1 for line in long))
    return Area(left, right)


def setting_of(pages: Sequence[tuple[int, float, Sequence[Line]]]) -> Setting:
    """The setting of a document. pages: number, width, and the lines that stand in no table or column, of each."""
    size = body_size(line for _, _, lines in pages for line in lines)
    areas: dict[int, Area] = {}
    for number, width, lines in pages:
        alike = [line for _, other, held in pages if abs(other - width) < 2 for line in held]
        own = [line for line in lines if line.box.x1 - line.box.x0 >= _LONG * width]
        area = area_of(lines if len(own) >= _ENOUGH else alike, width)
        areas[number] = area or Area(0.12 * width, 0.93 * width)
    relative = [(line, areas[number]) for number, _, lines in pages for line in lines]
    hang = _hang(relative, size)
    return Setting(
        size, _pitch(pages, areas, size), areas, hang, _stops(relative), _items_shifted(relative, hang, size)
    )


def _edge(places: Sequence[float]) -> float:
    """The outermost place, from below, that others share."""
    needed = max(2, len(places) // 10)
    for index, place in enumerate(places):
        if sum(1 for other in places[index : index + needed] if other - place <= _SAME_EDGE) >= needed:
            return place
    return places[0]


def _pitch(pages: Sequence[tuple[int, float, Sequence[Line]]], areas: dict[int, Area], size: float) -> float:
    """The middle distance between a full line and the one below it that starts at the left edge."""
    inside: list[float] = []
    for number, _, lines in pages:
        area = areas[number]
        for before, line in pairwise(lines):
            step = line.box.bottom - before.box.bottom
            full = before.box.x1 >= area.right - 2 * size and line.box.x0 <= area.left + size / 2
            if full and 0.8 * size < step < 3 * size:
                inside.append(step)
    return median(inside) if inside else _SINGLE * size


def _hang(lines: Sequence[tuple[Line, Area]], size: float) -> float:
    """The middle offset of lines that go on with a sentence: their line before is full and stops in its midst."""
    offsets = [
        line.box.x0 - area.left
        for (before, _), (line, area) in pairwise(lines)
        if before.page == line.page
        and before.box.x1 >= area.right - size
        and before.text[-1:].isalnum()
        and line.text[:1].islower()
    ]
    offset = median(offsets) if offsets else 0.0
    return offset if offset > size / 2 else 0.0


def _stops(lines: Sequence[tuple[Line, Area]]) -> tuple[float, ...]:
    """Offsets from the left edge at which at least one line in twenty starts."""
    counts = Counter(round(line.box.x0 - area.left) for line, area in lines)
    needed = max(5, len(lines) // 20)
    near = (sum(counts[other] for other in range(offset - 2, offset + 3)) for offset in counts)
    return tuple(sorted(float(offset) for offset, count in zip(counts, near, strict=True) if count >= needed))


def _items_shifted(lines: Sequence[tuple[Line, Area]], hang: float, size: float) -> bool:
    """True when at least four in five of the lines with an item's mark start elsewhere than those that go on."""
    marked = [line.box.x0 - area.left for line, area in lines if mark_of(line.text) is not None]
    shifted = sum(abs(offset - hang) > size / 2 for offset in marked)
    return len(marked) > 4 and shifted >= 0.8 * len(marked)
