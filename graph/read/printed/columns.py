"""Words set in two columns: the head and the tail of a document (Nghị định 30/2020/NĐ-CP, Appendix I).

A blank strip that several rows leave free parts the columns. Rows with words on one side only belong to them while they
stand like that side's lines; a title in the middle of the page ends them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.read.printed.lines import Line, Row, around, joined
from graph.read.printed.margins import Area
from graph.read.printed.page import Box
from graph.spelling import fold

_STRIP = 0.4
"""Narrowest strip between columns, in heights of type."""
_SURE_STRIP = 2.5
"""Strip, in heights of type, that parts two columns even in one row only."""
_NARROWEST = 40.0
"""Points that a column takes at least: less is the mark of an item."""
_LEAP = 9.0
"""Empty height inside the columns, in heights of type: the room for a signature."""
_STEP = 2.6
"""Distance of the feet of lines, in heights of type, up to which a line belongs to the columns below it."""
_MARK = re.compile(r"(?:[-–+•*]|\(?[\dIVXLa-zđ]{1,4}(?:\.\d{1,3}){0,3}[.)\-]?|Điều \d+[.:]?|\W+)", re.IGNORECASE)
_ITEM = re.compile(r"[-–+•*] ?\S")
_RECIPIENTS = "nơi nhận"


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines of two columns, each from the top."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]

    @property
    def box(self) -> Box:
        """The outline of both."""
        return around(line.box for line in (*self.left, *self.right))


@dataclass(frozen=True, slots=True)
class _Strip:
    left: float
    right: float

    def narrowed(self, row: Row) -> _Strip | None:
        """What a row leaves free of the strip; None where its words cross it."""
        low, high = self.left, self.right
        middle = (low + high) / 2
        for line in row:
            if line.box.x1 <= low or line.box.x0 >= high:
                continue
            if line.box.x0 > low and line.centre >= middle:
                high = min(high, line.box.x0)
            elif line.box.x1 < high and line.centre < middle:
                low = max(low, line.box.x1)
            else:
                return None
        return _Strip(low, high) if high - low >= _STRIP * max(line.size for line in row) else None


def columns_in(rows: Sequence[Row], area: Area, size: float) -> list[tuple[range, Columns]]:
    """The two-column parts among the rows of a page, with the rows that each takes. size is that of the body's type."""
    found: list[tuple[range, Columns]] = []
    index = 0
    while index < len(rows):
        taken = _best(rows, index, area) if len(rows[index]) > 1 else None
        if taken is None:
            index += 1
            continue
        stop, strip = taken
        first = found[-1][0].stop if found else 0
        start = _upwards(rows, range(first, index), stop, strip, area, size)
        found.append((range(start, stop), _parted(rows[start:stop], strip)))
        index = stop
    return found


def more_of(columns: Columns, after: Columns) -> bool:
    """True when `after` is the rest of `columns` on the next page: items at the same left edge."""
    first, more = columns.left[-1], after.left[0]
    return more.page == first.page + 1 and abs(more.box.x0 - first.box.x0) < first.size and bool(_ITEM.match(more.text))


def _best(rows: Sequence[Row], start: int, area: Area) -> tuple[int, _Strip] | None:
    """The end and the strip of the columns that begin in row `start`, by the strip that most rows share."""
    best: tuple[int, int, _Strip] | None = None
    row = rows[start]
    for before, after in pairwise(row):
        grown = _grown(rows, start, _Strip(before.box.x1, after.box.x0), area)
        if grown is not None and (best is None or grown[:2] > best[:2]):
            best = grown
    return (best[1], best[2]) if best else None


def _grown(rows: Sequence[Row], start: int, strip: _Strip, area: Area) -> tuple[int, int, _Strip] | None:
    """Number of rows with words on both sides, the end, and the strip; None where these are no columns."""
    both, stop, foot = 0, start, rows[start][0].box.top
    gap, size = strip.right - strip.left, rows[start][0].size
    members: list[Row] = []
    for index in range(start, len(rows)):
        row = rows[index]
        narrowed = strip.narrowed(row)
        if narrowed is None or row[0].box.top - foot > _LEAP * size:
            break
        sides = _sides(row, narrowed)
        if all(sides):
            both += 1
        elif not _stands(row, sides, _parted(members, narrowed), area):
            break
        members.append(row)
        strip, stop, foot = narrowed, index + 1, max(line.box.bottom for line in row)
    if not members or (both < 2 and (gap < _SURE_STRIP * size)):
        return None
    columns = _parted(members, strip)
    boxes = [around(line.box for line in side) for side in (columns.left, columns.right)]
    wide = all(box.x1 - box.x0 >= _NARROWEST for box in boxes)
    marks = all(_MARK.fullmatch(line.text) for line in columns.left)
    return (both, stop, strip) if wide and not marks else None


def _sides(row: Row, strip: _Strip) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    left = tuple(line for line in row if line.centre < (strip.left + strip.right) / 2)
    return left, row[len(left) :]


def _parted(rows: Sequence[Row], strip: _Strip) -> Columns:
    sides = [_sides(row, strip) for row in rows]
    return Columns(
        tuple(joined(left) for left, _ in sides if left),
        tuple(joined(right) for _, right in sides if right),
    )


def _stands(row: Row, sides: tuple[tuple[Line, ...], tuple[Line, ...]], columns: Columns, area: Area) -> bool:
    """True when a row with words on one side stands like the lines of that side above it."""
    line = joined(row)
    column = columns.right if sides[1] else columns.left
    edge = min(abs(line.box.x0 - other.box.x0) for other in column)
    box = around(other.box for other in column)
    centre = abs(line.centre - (box.x0 + box.x1) / 2)
    in_the_middle = abs(line.centre - area.centre)
    if in_the_middle < centre and in_the_middle < 0.06 * area.width and edge > 3:
        return False
    if sides[1]:
        return True
    same_type = abs(line.size - column[-1].size) <= 0.08 * line.size
    near = line.box.top - column[-1].box.bottom < line.size
    centred = centre < 0.35 * (box.x1 - box.x0) and line.box.x0 >= box.x0 - 0.5 * (box.x1 - box.x0)
    return same_type and near and (edge < 0.6 * line.size or centred)


def _upwards(rows: Sequence[Row], above: range, stop: int, strip: _Strip, area: Area, size: float) -> int:
    """Where the columns begin that were found from row `above.stop` on: lines of one side may stand above."""
    start = above.stop
    columns = _parted(rows[start:stop], strip)
    foot = rows[start][0].box.bottom
    while start > above.start:
        row = rows[start - 1]
        line = joined(row)
        narrowed = strip.narrowed(row)
        if narrowed is None or foot - line.box.bottom > _STEP * line.size:
            break
        sides = _sides(row, narrowed)
        if not all(sides) and not _opens(line, bool(sides[1]), columns, area, size, at_top=start - 1 == 0):
            break
        start, foot = start - 1, line.box.bottom
    return start


def _opens(line: Line, right: bool, columns: Columns, area: Area, size: float, *, at_top: bool) -> bool:
    """True for a line of one side that stands above the columns and belongs to them."""
    column = columns.right if right else columns.left
    box = around(other.box for other in column)
    centre = abs(line.centre - (box.x0 + box.x1) / 2)
    if right:
        return centre < abs(line.centre - area.centre) and line.box.x0 >= box.x0 - 0.3 * (box.x1 - box.x0)
    if fold(line.text).startswith(_RECIPIENTS):
        return True
    small = line.size < size - 0.8 and abs(line.size - column[0].size) < 0.5
    return (at_top and centre < 0.25 * (box.x1 - box.x0)) or (small and abs(line.box.x0 - box.x0) < line.size)
