"""The order of items in rows that makes few links cross (after Sugiyama, Tagawa and Toda, 1981)."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SLOT_WIDTH = 14
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Box:
    """Something to place: its lane (0 at the top) and its size in pixels."""

    id: str
    lane: int
    width: float
    height: float


@dataclass(slots=True)
class Grid:
    """Rows of boxes and slots while they are being ordered. A slot is (upper, name of its bundle, row)."""

    rows: list[list[object]]
    boxes: Mapping[str, Box]
    above: dict[object, list[object]] = field(default_factory=dict)
    below: dict[object, list[object]] = field(default_factory=dict)
    slots: set[object] = field(default_factory=set)

    def width(self, item: object) -> float:
        """Width in pixels that a box or slot takes in its row."""
        return self.boxes[item].width if isinstance(item, str) else SLOT_WIDTH


def reorder(grid: Grid) -> None:
    """Reorder rows so that fewer links cross; the order given stands where nothing is gained."""
    best, fewest = [list(row) for row in grid.rows], _crossings(grid)
    for sweep in range(_SWEEPS):
        if fewest == 0 and sweep > 1:
            break
        downwards = sweep % 2 == 0
        indexes = range(1, len(grid.rows)) if downwards else range(len(grid.rows) - 2, -1, -1)
        for index in indexes:
            neighbours = grid.above if downwards else grid.below
            _by_barycentre(grid.rows[index], grid.rows[index - 1 if downwards else index + 1], neighbours)
        _swap(grid)
        count = _crossings(grid)
        if count < fewest:
            best, fewest = [list(row) for row in grid.rows], count
    grid.rows = best


def _by_barycentre(row: list[object], fixed: list[object], neighbours: Mapping[object, list[object]]) -> None:
    position = {item: (index + 0.5) / len(fixed) for index, item in enumerate(fixed)}
    middle = {
        item: mean([position[other] for other in neighbours.get(item, ())], (index + 0.5) / len(row))
        for index, item in enumerate(row)
    }
    row.sort(key=lambda item: middle[item])


def _swap(grid: Grid) -> None:
    """Swap neighbours in a row wherever that removes crossings."""
    for index, row in enumerate(grid.rows):
        above = {item: place for place, item in enumerate(grid.rows[index - 1])} if index else {}
        below = {item: place for place, item in enumerate(grid.rows[index + 1])} if index + 1 < len(grid.rows) else {}
        for place in range(len(row) - 1):
            left, right = row[place], row[place + 1]
            gain = _inversions(grid.above, above, left, right) + _inversions(grid.below, below, left, right)
            loss = _inversions(grid.above, above, right, left) + _inversions(grid.below, below, right, left)
            if loss < gain:
                row[place], row[place + 1] = right, left


def _inversions(
    neighbours: Mapping[object, list[object]], places: Mapping[object, int], left: object, right: object
) -> int:
    return sum(
        places[one] > places[other]
        for one in neighbours.get(left, ())
        if one in places
        for other in neighbours.get(right, ())
        if other in places
    )


def _crossings(grid: Grid) -> int:
    total = 0
    for upper, lower in pairwise(grid.rows):
        place = {item: index for index, item in enumerate(lower)}
        seen: list[int] = []
        for item in upper:
            ends = sorted(place[low] for low in grid.below.get(item, ()) if low in place)
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def mean(values: Sequence[float], otherwise: float) -> float:
    """Mean of `values`, or `otherwise` where there are none."""
    return sum(values) / len(values) if values else otherwise
