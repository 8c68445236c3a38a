"""A grid written for the parser: its tables as Markdown rows under one head each, all else as paragraphs.

What is merged is written out: a lead that stands for several rows is repeated in each, a task that several rows share
becomes one row with all that they say of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from graph.lexicon.organisations import head_pattern
from graph.lexicon.tables import read_rows
from graph.read.content import Cells, Composer
from graph.read.tabular.grid import Cell, Grid
from graph.read.tabular.heads import Head, head_at
from graph.read.tabular.sides import write_beside
from graph.read.wording import HOLDING, NAMING
from graph.spelling import fold

_NUMBERED = re.compile(r"(?P<number>(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}|[A-ZĐ]))(?:[.)/:]\s*|\s+[-–]\s+)(?=\S)")
_DECIMAL = re.compile(r"\d{1,3}(?:,\d{1,3})+")
_TICK = frozenset({"x", "×", "✓", "✔", "√", "●"})
RULE = "---"
"""A line between two tables, which would be one otherwise; it is no text of the document."""
_OF_ROWS = HOLDING | {"note"}
"""Roles of the columns whose merged cells hold for each of their rows."""


@dataclass(frozen=True, slots=True)
class _End:
    """A row of data/lexicon/register_ends.csv: what stands below a table, and not in it."""

    phrase: str
    example: str


@dataclass
class _Body:
    """Rows of one table while they are gathered."""

    head: Head
    rows: list[tuple[list[str], int]] = field(default_factory=list)


def write_grid(grid: Grid, composer: Composer, *, after_table: bool = False) -> bool:
    """Write all words of the grid; True when a table stands last. after_table: what was written before is one."""
    index = 0
    while index < len(grid.rows):
        head = next((found for row in range(index, len(grid.rows)) if (found := head_at(grid, row))), None)
        free = range(index, head.start if head else len(grid.rows))
        if any(grid.own(row) for row in free):
            write_beside(grid, free, composer)
            after_table = False
        if head is None:
            break
        index, after_table = _write_tables(grid, head, composer, after_table), True
    return after_table


def headed(grid: Grid) -> bool:
    """True when some row is the head of a table of tasks."""
    return any(head_at(grid, row) is not None for row in range(len(grid.rows)))


def ends_table(text: str) -> bool:
    """True for a cell that stands below a table: recipients, a signature, who drew the table up."""
    key = fold(text[:_LONGEST_END])
    return any(
        key.startswith(end) and not (end[-1].isalnum() and key[len(end) : len(end) + 1].isalnum()) for end in _ends()
    )


_LONGEST_END = 40


@cache
def _ends() -> tuple[str, ...]:
    return tuple(row.phrase for row in read_rows("register_ends.csv", _End))


def _write_tables(grid: Grid, head: Head, composer: Composer, after_table: bool) -> int:
    """Write the table below `head` and those that follow with heads of their own; the row behind the last."""
    body = _Body(head)
    index = head.stop
    last = _last_begun(grid, head)
    while index < len(grid.rows):
        cells = grid.own(index)
        if _stands_below(grid, body.head, index, cells) or (cells and _stands_apart(grid, index, last)):
            break
        other = head_at(grid, index, further=True)
        if other is not None:
            if other.names != body.head.names:
                after_table = _write(grid, body, composer, after_table)
                body = _Body(other)
            index = other.stop
            continue
        if cells:
            _add(grid, body, index)
        index += 1
    _write(grid, body, composer, after_table)
    return index


def _stands_below(grid: Grid, head: Head, index: int, cells: Sequence[Cell]) -> bool:
    """True for a row that no longer belongs to the table: no numbered one, and one of its cells says so."""
    if not any(ends_table(cell.text) for cell in cells):
        return False
    row = grid.rows[index]
    numbers = [cell for column in head.columns("number") if (cell := row[column]) in cells and cell is not None]
    contents = [cell for column in head.columns("content") if (cell := row[column]) in cells and cell is not None]
    return all(ends_table(cell.text) for cell in (*numbers, *contents))


def _last_begun(grid: Grid, head: Head) -> int:
    """The last row below the head that has a number or a content of its own."""
    columns = (*head.columns("number"), *head.columns("content"))
    below = range(len(grid.rows) - 1, head.stop - 1, -1)
    rows = ((index, grid.own(index)) for index in below)
    return next((index for index, own in rows if any(grid.rows[index][one] in own for one in columns)), head.start)


def _stands_apart(grid: Grid, index: int, last: int) -> bool:
    """True for a row below a blank one and below all that begin: place, date and signature, not more of the last."""
    return index > last and not grid.own(index - 1)


def _write(grid: Grid, body: _Body, composer: Composer, after_table: bool) -> bool:
    if after_table:
        composer.paragraph(RULE)
    rows = [body.head.names, *(cells for cells, _ in body.rows)]
    kept = [column for column in range(grid.width) if any(row[column] for row in rows)]
    at = [grid.at[body.head.start], *(grid.at[index] for _, index in body.rows)]
    composer.table(Cells(tuple(row[column] for column in kept), place) for row, place in zip(rows, at, strict=True))
    return True


def _add(grid: Grid, body: _Body, index: int) -> None:
    head = body.head
    content = head.columns("content")
    cells = grid.own(index)
    numbered = any(grid.rows[index][column] in cells for column in head.columns("number"))
    begins = any(grid.rows[index][column] in cells for column in content)
    if len(cells) == 1 and (_wide(grid, index, cells[0]) or (numbered and not begins)):
        body.rows.append((_section(grid, head, cells[0]), index))
    elif begins or numbered or not body.rows:
        body.rows.append(([_text(grid, head, index, column) for column in range(grid.width)], index))
    else:
        _join(body.rows[-1][0], grid, head, index)


def _wide(grid: Grid, index: int, cell: Cell) -> bool:
    return sum(one is cell for one in grid.rows[index]) * 2 > grid.width


def _section(grid: Grid, head: Head, cell: Cell) -> list[str]:
    """A row of one cell names a section: its words belong into the column of the content."""
    text = " ".join(cell.lines)
    row = [""] * grid.width
    mark = _NUMBERED.match(text)
    numbers = head.columns("number")
    if mark and numbers:
        row[numbers[0]] = mark["number"]
        text = text[mark.end() :]
    row[head.columns("content")[0]] = text
    return row


def _text(grid: Grid, head: Head, index: int, column: int) -> str:
    """The words of a place: a merged cell's once, those of a role in each row; a tick under a date is that date."""
    cell = grid.rows[index][column]
    if cell is None or (column and grid.rows[index][column - 1] is cell):
        return ""
    role = head.roles[column]
    if cell.row != index and role not in _OF_ROWS:
        return ""
    text = _joined(cell, role)
    if role == "number" and _DECIMAL.fullmatch(text):
        return text.replace(",", ".")
    if role == "time" and head.marks[column] and fold(text) in _TICK:
        return head.marks[column]
    return text


def _joined(cell: Cell, role: str | None) -> str:
    """The cell's paragraphs in one line; organisations on lines of their own are told apart."""
    if role not in NAMING:
        return " ".join(cell.lines)
    text = ""
    for line in cell.lines:
        parted = text and text[-1].isalnum() and bool(head_pattern().match(fold(line)))
        text = f"{text}; {line}" if parted else f"{text} {line}".strip()
    return text


def _join(row: list[str], grid: Grid, head: Head, index: int) -> None:
    """What a further row says of the task above it, added to that task's cells."""
    for column in range(grid.width):
        cell = grid.rows[index][column]
        text = _text(grid, head, index, column) if cell is not None and cell.row == index else ""
        if text and fold(text) not in _parts(row[column]):
            row[column] = f"{row[column]}; {text}" if row[column] else text


def _parts(text: str) -> Iterator[str]:
    return (fold(part).strip() for part in text.split(";"))
