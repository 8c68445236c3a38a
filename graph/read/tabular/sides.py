"""Heading, signature and other words around a table: side by side where they stand so, else as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model import Position
from graph.read.content import Cells, Composer
from graph.read.tabular.grid import Cell, Grid


def write_beside(grid: Grid, rows: range, composer: Composer) -> None:
    """Write these rows as paragraphs; rows with two cells, and those between them, as two columns."""
    index = rows.start
    while index < rows.stop:
        end = _last_of_rows(grid, index, rows.stop)
        if end > index:
            composer.table(plain_rows(grid, range(index, end)))
            index = end
            continue
        end = _last_of_sides(grid, index, rows.stop)
        if end > index:
            _sides(grid, range(index, end), composer)
            index = end
            continue
        for cell in grid.own(index):
            composer.paragraph("\n".join(cell.lines), grid.at[index])
        index += 1


def plain_rows(grid: Grid, rows: range) -> Iterator[Cells]:
    """Rows of a table without a known head, each cell once."""
    for index in rows:
        own = {id(cell): cell for cell in grid.own(index)}
        places = (own.pop(id(cell), None) for cell in grid.rows[index])
        yield Cells(tuple(" ".join(cell.lines) if cell else "" for cell in places), grid.at[index])


def _last_of_rows(grid: Grid, start: int, stop: int) -> int:
    """Row behind the last of those from `start` on that have three cells or more: a table of whatever kind."""
    index = start
    while index < stop and len(grid.own(index)) > 2:
        index += 1
    return index


def _last_of_sides(grid: Grid, start: int, stop: int) -> int:
    """Row behind the last that belongs to the two columns that begin in row `start`; `start` where none begin."""
    if len(grid.own(start)) < 2:
        return start
    right = _right_column(grid, range(start, start + 1))
    end = start + 1
    for index in range(start + 1, stop):
        cells = grid.own(index)
        if any(_spans(cell, right) for cell in cells):
            break
        if len(cells) > 1:
            right = min(right, _right_column(grid, range(index, index + 1)))
        if len(cells) > 1 or (cells and cells[0].column >= right):
            end = index + 1
    return end


def _right_column(grid: Grid, rows: range) -> int:
    return min(cells[1].column for index in rows if len(cells := grid.own(index)) > 1)


def _spans(cell: Cell, right: int) -> bool:
    return cell.column < right < cell.column + cell.columns


def _sides(grid: Grid, rows: range, composer: Composer) -> None:
    right = min(_right_column(grid, range(index, index + 1)) for index in rows if len(grid.own(index)) > 1)
    pairs: list[tuple[list[str], list[str], Position]] = []
    for index in rows:
        cells = grid.own(index)
        left_lines = [line for cell in cells if cell.column < right for line in cell.lines]
        right_lines = [line for cell in cells if cell.column >= right for line in cell.lines]
        pairs.append((left_lines, right_lines, grid.at[index]))
    write_columns(pairs, composer)


def write_columns(rows: Sequence[tuple[Sequence[str], Sequence[str], Position]], composer: Composer) -> None:
    """Rows of two columns, each row beginning on a line of its own on both sides."""
    left: list[str] = []
    right: list[str] = []
    for first, second, _ in rows:
        height = max(len(first), len(second))
        left.extend([*first, *[""] * (height - len(first))])
        right.extend([*second, *[""] * (height - len(second))])
    while left and not left[-1] and not right[-1]:
        del left[-1], right[-1]
    composer.columns(left, right, rows[0][2] if rows else Position())
