"""The head of a table: its row or rows that name what the columns hold, found by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.lexicon import layout
from graph.lexicon.layout import LONGEST_HEAD
from graph.read.tabular.grid import Cell, Grid
from graph.spelling import fold

_DEEPEST = 3
"""Rows that a head may take."""
_LONGEST_REPEATED = 60
_COUNTING = re.compile(r"\(?(?:\d{1,2}|[A-Za-zĐđ]|[IVX]{1,4})\)?(?:\s?=.{0,20})?")
"""What a row below a head may hold that only numbers the columns: "(1)", "A", "5=3+4"."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head in the rows from `start` to `stop`: names as written into each column's head, roles what they mean."""

    start: int
    stop: int
    names: tuple[str, ...]
    roles: tuple[str | None, ...]
    marks: tuple[str, ...]

    def columns(self, role: str) -> tuple[int, ...]:
        """The columns of this role."""
        return tuple(index for index, one in enumerate(self.roles) if one == role)


def head_at(grid: Grid, index: int, *, further: bool = False) -> Head | None:
    """The head that begins in row `index`, if one does.

    A head names the content and something else, and at least half of its cells are known words. further=True asks for
    more, for a second head below rows of a table: three roles at least, and no other cell.
    """
    cells = grid.own(index)
    if len(cells) < 2 or any(len(cell.words) > LONGEST_HEAD for cell in cells) or not _may_name_content(cells):
        return None
    if further and cells[0].text.strip()[:1].isdigit():
        return None
    stop = _stop(grid, index)
    names, marks = zip(*(_name(grid, index, stop, column) for column in range(grid.width)), strict=True)
    roles = tuple(column_role(name) if name else None for name in names)
    known = set(roles) - {None}
    named = [column_role(cell.words) is not None or cell.columns > 1 for cell in cells]
    if "content" not in known or len(known) < 2 or sum(named) * 2 < len(named):
        return None
    if further and (len(known) < 3 or not all(named) or any(len(cell.text) > _LONGEST_REPEATED for cell in cells)):
        return None
    stop = stop + 1 if _only_counts(grid, stop) else stop
    return Head(index, stop, names, roles, marks)


def _may_name_content(cells: Iterable[Cell]) -> bool:
    """False for rows that hold no word for content, which is quickly seen: most rows of most files."""
    return _content_words().search(fold(" ".join(cell.text for cell in cells))) is not None


@cache
def _content_words() -> re.Pattern[str]:
    patterns = (re.escape(word.pattern) for word in layout.layout_words("columns") if word.role == "content")
    return re.compile("|".join(sorted(patterns)))


@lru_cache(maxsize=4096)
def column_role(head: str) -> str | None:
    """What a column holds by its head; the same few words stand in the cells of long registers again and again."""
    return layout.column_role(head)


def _stop(grid: Grid, index: int) -> int:
    """Row behind the head's last: where its merged cells end, or behind one more row that names parts of a column."""
    last = min(index + _DEEPEST, len(grid.rows))
    reach = max((cell.row + cell.rows for cell in grid.own(index)), default=index + 1)
    if reach > index + 1:
        return min(reach, last)
    while index + 1 < last and _divides(grid, index):
        index += 1
    return index + 1


def _divides(grid: Grid, index: int) -> bool:
    """True when the cells of the row below all name parts of the columns of row `index`, under shared cells."""
    below = grid.own(index + 1)
    if not below or any(len(cell.text) > _LONGEST_REPEATED for cell in below):
        return False
    above = grid.rows[index]
    columns = [column for cell in below for column in _columns(grid, index + 1, cell)]
    shared = [cell is None or not cell.text.strip() or cell.columns > 1 for cell in (above[one] for one in columns)]
    heads = [column_role(cell.words) is not None for cell in below]
    starts = [above[column] for column in columns]
    adjoining = any(cell is None or not cell.text.strip() or cell.columns > 1 for cell in starts)
    return adjoining and (all(shared) or all(heads)) and not any(cell.text.strip()[:1].isdigit() for cell in below)


def _columns(grid: Grid, index: int, cell: Cell) -> Iterator[int]:
    return (column for column, one in enumerate(grid.rows[index]) if one is cell)


def _name(grid: Grid, start: int, stop: int, column: int) -> tuple[str, str]:
    """The words of a column's head, and its lowest ones alone where there are some above them."""
    words: list[str] = []
    for row in range(start, stop):
        cell = grid.rows[row][column]
        text = cell.words if cell is not None else ""
        if text and text not in words:
            words.append(text)
    if not words:
        return "", ""
    lowest = words[-1]
    whole = " - ".join(words)
    name = lowest if column_role(lowest) is not None or len(whole) > LONGEST_HEAD else whole
    return name, lowest if len(words) > 1 else ""


def _only_counts(grid: Grid, index: int) -> bool:
    if index >= len(grid.rows):
        return False
    cells = grid.own(index)
    return len(cells) > 2 and all(_COUNTING.fullmatch(cell.text.strip()) for cell in cells)
