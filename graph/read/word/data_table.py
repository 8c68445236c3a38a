"""Tables of duties as rows: what merged cells say is said in each row it holds for.

A head of several rows is read as one; its cells hold for each column below them. A cell that spans rows holds for each
when its column names who acts or when; where the content itself spans rows, these are one duty. Everything else stands
once, in its first row and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from graph.lexicon.layout import column_role
from graph.read.content import Cells
from graph.read.word.blocks import Cell, Row, Table
from graph.read.wording import HOLDING, together, worded

TextOf = Callable[[Cell], str]
_HEAD_WITHIN, _TALLEST_HEAD = 4, 4


def rows_of(table: Table, text_of: TextOf) -> list[Cells]:
    """The rows of the table, each with one text per column. text_of gives a cell's words, one line a paragraph."""
    start, height, roles = _head(table, text_of)
    rows: list[Cells] = []
    for row in table.rows[:start]:
        rows.append(Cells(_once(row, table.width, roles, text_of), row.at))
    if height:
        rows.append(_head_row(table, start, height, text_of))
    grid = [list(_once(row, table.width, roles, text_of)) for row in table.rows]
    _say_downwards(table, grid, roles, text_of)
    for first, last in _duties(table, start + height, roles):
        joined = [together([grid[index][column] for index in range(first, last)]) for column in range(table.width)]
        rows.append(Cells(tuple(joined), table.rows[first].at))
    return rows


def looks_like_duties(table: Table, text_of: TextOf) -> bool:
    """Whether a row of the table is the head of a table of duties."""
    return _head(table, text_of)[1] > 0


def _head(table: Table, text_of: TextOf) -> tuple[int, int, list[str | None]]:
    """Where the head begins, how many rows it takes (0 for no head), and what its columns hold."""
    for start in range(min(_HEAD_WITHIN, len(table.rows))):
        height = _head_height(table, start)
        roles = [column_role(text) for text in _head_row(table, start, height, text_of).cells]
        if "content" in roles and len(set(roles) - {None}) > 1:
            return start, height, roles
    return 0, 0, [None] * table.width


def _head_height(table: Table, start: int) -> int:
    """A head goes on below while cells that divide a wide one stand beside cells that span the rows."""
    cells = table.rows[start].cells
    tallest = max((cell.rows for cell in cells), default=1)
    divided = any(cell.columns > 1 and cell.rows < tallest for cell in cells)
    return min(tallest, _TALLEST_HEAD, len(table.rows) - start) if divided else 1


def _head_row(table: Table, start: int, height: int, text_of: TextOf) -> Cells:
    texts: list[list[str]] = [[] for _ in range(table.width)]
    for row in table.rows[start : start + height]:
        for cell in row.cells:
            for column in range(cell.column, min(cell.column + cell.columns, table.width)):
                texts[column].append(text_of(cell))
    return Cells(tuple(" ".join(parts) for parts in texts), table.rows[start].at)


def _once(row: Row, width: int, roles: Sequence[str | None], text_of: TextOf) -> tuple[str, ...]:
    """The texts of a row's own cells in their first columns."""
    texts = [""] * width
    for cell in row.cells:
        if cell.column < width:
            texts[cell.column] = worded(text_of(cell), roles[cell.column])
    return tuple(texts)


def _say_downwards(table: Table, grid: list[list[str]], roles: Sequence[str | None], text_of: TextOf) -> None:
    for row in table.rows:
        for cell in row.cells:
            if cell.rows > 1 and roles[cell.column] in HOLDING:
                for index in range(cell.row + 1, min(cell.row + cell.rows, len(grid))):
                    grid[index][cell.column] = worded(text_of(cell), roles[cell.column])


def _duties(table: Table, start: int, roles: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """Ranges of rows that are one duty: those over which every cell with content spans."""
    contents = {column for column, role in enumerate(roles) if role == "content"}
    index = start
    while index < len(table.rows):
        spans = [cell.rows for cell in table.rows[index].cells if cell.column in contents]
        taken = min(spans, default=1) if len(spans) == len(contents) else 1
        end = min(index + max(taken, 1), len(table.rows))
        yield index, end
        index = end
