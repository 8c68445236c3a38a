"""Ruled lines put together to grids, and the cells between them.

Borders come as lines, as thin filled boxes, as strokes of dashes, and with the outer ones missing; a cell that covers
several rows or columns is known by the border that it lacks inside.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.read.printed.lines import around
from graph.read.printed.page import Box

_THICKNESS = 4.0
"""Points; a thicker box is no rule."""
_NEAR = 3.0
"""Points within which two rules count as one, or as touching."""
_DASH_GAP = 4.0
"""Points between the strokes of one dashed rule."""
_SMALLEST_COLUMN = 5.0
_COVERED = 0.5
"""Share of a cell's side along which a rule has to run."""
_MOST_CROSSINGS = 1_000_000
"""Pairs of rules that are compared on one page: a page with more is a drawing, not a table."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on a page: the places of its columns and rows, and which cell holds each of its fields.

    xs and ys are borders in points; cells[row][column] is the number of the cell, the same for all fields it covers.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """The outline of the grid."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    def field(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point; None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1


@dataclass(frozen=True, slots=True)
class _Rule:
    """A straight rule: its place across its direction, and from where to where it runs."""

    place: float
    start: float
    end: float


def grids_of(rules: Iterable[Box]) -> list[Grid]:
    """All grids of at least two columns that the rules of a page make, the smallest first."""
    thin = [box for box in rules if min(box.x1 - box.x0, box.bottom - box.top) <= _THICKNESS]
    level = _merged(_Rule((b.top + b.bottom) / 2, b.x0, b.x1) for b in thin if b.x1 - b.x0 >= b.bottom - b.top)
    upright = _merged(_Rule((b.x0 + b.x1) / 2, b.top, b.bottom) for b in thin if b.x1 - b.x0 < b.bottom - b.top)
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return []
    grids = [_grid(rows, columns) for rows, columns in _connected(level, upright)]
    found = [grid for grid in grids if grid is not None]
    return sorted(found, key=lambda grid: (_area(grid.box), grid.ys[0], grid.xs[0]))


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _merged(rules: Iterable[_Rule]) -> list[_Rule]:
    """Strokes of one rule made one, and what is too short for a cell's side left out."""
    merged: list[_Rule] = []
    for place, group in _levels(sorted(rules, key=lambda rule: rule.place)):
        for rule in sorted(group, key=lambda rule: rule.start):
            last = merged[-1] if merged and merged[-1].place == place else None
            if last and rule.start <= last.end + _DASH_GAP:
                merged[-1] = _Rule(place, last.start, max(last.end, rule.end))
            else:
                merged.append(_Rule(place, rule.start, rule.end))
    return [rule for rule in merged if rule.end - rule.start >= _SMALLEST_COLUMN]


def _levels(rules: Sequence[_Rule]) -> list[tuple[float, list[_Rule]]]:
    """Rules in order of their places, those that lie on each other together under one place."""
    levels: list[tuple[float, list[_Rule]]] = []
    for rule in rules:
        if levels and rule.place - levels[-1][1][-1].place <= _NEAR / 2 and rule.place - levels[-1][0] <= _NEAR:
            levels[-1][1].append(rule)
        else:
            levels.append((rule.place, [rule]))
    return levels


def _connected(level: Sequence[_Rule], upright: Sequence[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Rules in groups of those that touch, straight or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, row in enumerate(level):
        for second, column in enumerate(upright, start=len(level)):
            if _touch(row, column):
                parent[root(first)] = root(second)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for index, rule in enumerate([*level, *upright]):
        groups.setdefault(root(index), ([], []))[index >= len(level)].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _touch(row: _Rule, column: _Rule) -> bool:
    return (
        row.start - _NEAR <= column.place <= row.end + _NEAR and column.start - _NEAR <= row.place <= column.end + _NEAR
    )


def _grid(level: Sequence[_Rule], upright: Sequence[_Rule]) -> Grid | None:
    box = around(
        [Box(rule.start, rule.place, rule.end, rule.place) for rule in level]
        + [Box(rule.place, rule.start, rule.place, rule.end) for rule in upright]
    )
    xs = _borders([rule.place for rule in upright], box.x0, box.x1)
    ys = _borders([rule.place for rule in level], box.top, box.bottom)
    if len(xs) < 3 or len(ys) < 2:
        return None
    cells = _cells(xs, ys, level, upright)
    if len({cell for row in cells for cell in row}) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), cells)


def _borders(places: Iterable[float], first: float, last: float) -> list[float]:
    """Places of borders, close ones as one; the outline counts where its rule was left out."""
    borders: list[float] = []
    for place in sorted([first, *places, last]):
        if not borders or place - borders[-1] > _SMALLEST_COLUMN:
            borders.append(place)
    return borders


def _cells(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[_Rule], upright: Sequence[_Rule]
) -> tuple[tuple[int, ...], ...]:
    """Numbers of the cells of all fields: fields without a rule between are one cell."""
    columns, rows = len(xs) - 1, len(ys) - 1
    cell = list(range(rows * columns))

    def root(index: int) -> int:
        while cell[index] != index:
            cell[index] = cell[cell[index]]
            index = cell[index]
        return index

    walls = [[rule for rule in upright if abs(rule.place - x) <= _SMALLEST_COLUMN] for x in xs]
    floors = [[rule for rule in level if abs(rule.place - y) <= _SMALLEST_COLUMN] for y in ys]
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            here = row * columns + column
            if column + 1 < columns and not _runs(walls[column + 1], top, bottom):
                cell[root(here + 1)] = root(here)
            if row + 1 < rows and not _runs(floors[row + 1], left, right):
                cell[root(here + columns)] = root(here)
    return tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))


def _runs(rules: Sequence[_Rule], start: float, end: float) -> bool:
    """True when rules cover at least half of the side from `start` to `end`."""
    return sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules) >= _COVERED * (end - start)
