"""Ruled tables: the words of their cells, head rows made one, and tables that go on over pages put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.lexicon.layout import column_role
from graph.model import Position
from graph.read.content import Cells
from graph.read.printed.grids import Grid
from graph.read.printed.joining import confidence_of
from graph.read.printed.lines import joined, rows_of
from graph.read.printed.page import Box, Word
from graph.read.printed.wording import cell_text
from graph.read.wording import HOLDING, together, worded

_HEAD_ROWS = 4
"""Rows from the top among which the head is looked for."""


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in one row and column: words of the cell, and whether the cell begins in this row and column."""

    text: str = ""
    begins_row: bool = True
    begins_column: bool = True
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of fields, the first and the last page that it stands on."""

    fields: tuple[Field, ...]
    page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table on one page or more: its rows, which of them are its head, the borders of its columns in points."""

    rows: tuple[TableRow, ...]
    head: range
    borders: tuple[float, ...]
    box: Box

    @property
    def roles(self) -> tuple[str | None, ...]:
        """What each column holds, by its head."""
        if not self.head:
            return (None,) * (len(self.borders) - 1)
        return tuple(column_role(head) for head in self.heads)

    @property
    def heads(self) -> tuple[str, ...]:
        """The words over each column; those over several columns for each of them."""
        rows = self.rows[self.head.start : self.head.stop]
        return tuple(_head_text(rows, column) for column in range(len(self.borders) - 1))

    @property
    def body(self) -> tuple[TableRow, ...]:
        """The rows below the head."""
        return self.rows[self.head.stop :]


def table_of(page: int, grid: Grid, words: Iterable[Word]) -> PrintedTable:
    """The table that the grid and the words in it make."""
    held: dict[int, list[Word]] = {}
    for word in words:
        field = grid.field(*centre_of(word))
        if field is not None:
            held.setdefault(grid.cells[field[0]][field[1]], []).append(word)
    sides, tops = _sides(grid), _tops(grid)
    texts = {cell: _words_of(page, inside, *sides[cell]) for cell, inside in held.items()}
    rows = [
        TableRow(tuple(_field(grid, row, column, texts, tops) for column in range(grid.columns)), page, page)
        for row in range(len(grid.ys) - 1)
    ]
    kept = [row for row in rows if any(field.text for field in row.fields)]
    return PrintedTable(tuple(kept), _head_rows(kept), grid.xs, grid.box)


def centre_of(word: Word) -> tuple[float, float]:
    """The middle of a word's box."""
    return (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2


def cells_of(table: PrintedTable) -> list[Cells]:
    """The rows as they are written: the head in one row; a cell of several rows in each where it speaks for each."""
    roles = table.roles
    rows = [Cells(_texts(row, ()), _position([row])) for row in table.rows[: table.head.start]]
    if table.head:
        rows.append(Cells(table.heads, _position(table.rows[table.head.start : table.head.stop])))
    for duty in _duties(table.body, roles):
        texts = [_texts(row, roles) for row in duty]
        rows.append(Cells(tuple(together(column) for column in zip(*texts, strict=True)), _position(duty)))
    return rows


def _duties(rows: Sequence[TableRow], roles: Sequence[str | None]) -> list[list[TableRow]]:
    """Rows by duty: those that a cell with content spans are one."""
    contents = [column for column, role in enumerate(roles) if role == "content"]
    duties: list[list[TableRow]] = []
    for row in rows:
        if duties and contents and all(not row.fields[column].begins_row for column in contents):
            duties[-1].append(row)
        else:
            duties.append([row])
    return duties


def _texts(row: TableRow, roles: Sequence[str | None]) -> tuple[str, ...]:
    texts: list[str] = []
    for column, field in enumerate(row.fields):
        role = roles[column] if roles else None
        held = field.begins_column and (field.begins_row or role in HOLDING)
        texts.append(worded(field.text, role) if held else "")
    return tuple(texts)


def _position(rows: Sequence[TableRow]) -> Position:
    page, last = rows[0].page, rows[-1].last_page
    values = [field.confidence for row in rows for field in row.fields if field.confidence is not None]
    confidence = round(sum(values) / len(values), 4) if values else None
    return Position(page, last if last != page else None, confidence=confidence)


def _sides(grid: Grid) -> dict[int, tuple[float, float]]:
    """The left and right border of each cell."""
    sides: dict[int, tuple[float, float]] = {}
    for row in grid.cells:
        for column, cell in enumerate(row):
            left, right = sides.get(cell, (grid.xs[column], grid.xs[column + 1]))
            sides[cell] = min(left, grid.xs[column]), max(right, grid.xs[column + 1])
    return sides


def _words_of(page: int, words: Sequence[Word], left: float, right: float) -> Field:
    lines = [joined(row) for row in rows_of(page, words)]
    return Field(cell_text(lines, right, right - left), confidence=confidence_of(words))


def _field(grid: Grid, row: int, column: int, texts: dict[int, Field], tops: dict[int, int]) -> Field:
    cell = grid.cells[row][column]
    held = texts.get(cell, Field())
    left = column > 0 and grid.cells[row][column - 1] == cell
    return Field(held.text, tops[cell] == row, not left, held.confidence)


def _tops(grid: Grid) -> dict[int, int]:
    """The row in which each cell begins."""
    tops: dict[int, int] = {}
    for index, row in enumerate(grid.cells):
        for cell in row:
            tops.setdefault(cell, index)
    return tops


def _head_rows(rows: Sequence[TableRow]) -> range:
    """Which rows are the head, a title may stand above it; none where nothing looks like one."""
    for start in range(min(_HEAD_ROWS, len(rows))):
        end = start + 1
        while end < len(rows) and end - start < _HEAD_ROWS and _below_head(rows[start], rows[end]):
            end += 1
        roles = {column_role(_head_text(rows[start:end], column)) for column in range(len(rows[start].fields))}
        if "content" in roles and len(roles - {None}) > 1:
            return range(start, end)
    return range(0)


def _below_head(head: TableRow, row: TableRow) -> bool:
    """True when a row divides cells of the head row above it: every other column goes on from above or is empty."""
    shared = [
        not field.begins_column or (column + 1 < len(head.fields) and not head.fields[column + 1].begins_column)
        for column, field in enumerate(head.fields)
    ]
    reaches = any(not field.begins_row for field in row.fields)
    if not any(shared) and not reaches:
        return False
    return all(under or not field.begins_row or not field.text for under, field in zip(shared, row.fields, strict=True))


def _head_text(rows: Sequence[TableRow], column: int) -> str:
    texts: list[str] = []
    for row in rows:
        field = row.fields[column]
        if field.begins_row and field.text:
            texts.append(worded(field.text, None))
    return " ".join(texts)
