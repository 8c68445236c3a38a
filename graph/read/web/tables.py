"""Tables of a page: those that set words in two columns, those that hold data, and those that only lay out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import islice

from lxml import etree

from graph.model import Position
from graph.read.tabular.grid import WIDEST, Cell, Grid, grid_of
from graph.read.tabular.writing import ends_table, headed
from graph.read.web.content import fact_label
from graph.read.web.parsing import beginning
from graph.spelling import fold

_MOST_ROWS = 100_000
_LONG = 700
"""Characters of a cell beyond which a table of two columns or less lays out a page."""
_HEADING = ("cộng hòa xã hội chủ nghĩa việt nam", "đảng cộng sản việt nam", "độc lập - tự do - hạnh phúc")
_MOST_SIDES = 12
"""Rows of a heading or a signature."""

Words = Callable[[etree._Element], str]


class Kind(StrEnum):
    """What a table is for."""

    SIDES = "sides"  # head or signature of a document: what stands in the columns belongs side by side
    FACTS = "facts"  # a site's table about the document: label and value
    DATA = "data"
    LAYOUT = "layout"


def cells_of(table: etree._Element) -> Iterator[tuple[etree._Element, int, int, int, int]]:
    """The table's own cells, with row, column, and how many rows and columns each covers."""
    taken: dict[int, int] = {}
    lines = list(islice(_rows(table), _MOST_ROWS))
    for row, line in enumerate(lines):
        column = 0
        for cell in line:
            if cell.tag not in {"td", "th"}:
                continue
            while taken.get(column, 0) > row:
                column += 1
            if column >= WIDEST:
                break
            rows, columns = min(_span(cell, "rowspan"), len(lines) - row), _span(cell, "colspan")
            for place in range(column, min(column + columns, WIDEST)):
                taken[place] = row + rows
            yield cell, row, column, rows, columns
            column += columns


def lays_out_a_page(table: etree._Element) -> bool:
    """True for a table with tables in it and more words than a table of data has: told before its words are read."""
    inner = any(_lays_out(cell) for cell, *_ in cells_of(table))
    return inner and len(beginning(table, _MOST_WORDS)) >= _MOST_WORDS


_MOST_WORDS = 20_000
"""Characters of a table that has tables in its cells."""


def grid(table: etree._Element, words: Words) -> Grid:
    """The table as a grid, its cells' words as `words` gives them."""
    cells = [Cell(words(cell), row, column, rows, columns) for cell, row, column, rows, columns in cells_of(table)]
    return grid_of(cells, [Position()] * (max((cell.row for cell in cells), default=-1) + 1))


def kind_of(found: Grid, table: etree._Element) -> Kind:
    """What the table is for: by its words first, then by its form."""
    cells = [cell for index in range(len(found.rows)) for cell in found.own(index)]
    if headed(found):
        return Kind.DATA
    if found.width <= 3 and any(ends_table(line) for cell in cells for line in cell.lines[:1]):
        return Kind.SIDES
    if found.width <= 3 and len(found.rows) <= _MOST_SIDES and _is_heading(cells):
        return Kind.SIDES
    if sum(fact_label(cell) is not None for cell, *_ in cells_of(table)) > 1:
        return Kind.FACTS
    if found.width <= 1 or len(found.rows) <= 1 or any(_lays_out(cell) for cell, *_ in cells_of(table)):
        return Kind.LAYOUT
    if found.width == 2 and any(len(cell.text) > _LONG for cell in cells):
        return Kind.LAYOUT
    return Kind.DATA


def _is_heading(cells: list[Cell]) -> bool:
    """True when some cell, none of them long, holds the national heading or the Party's."""
    if any(len(cell.text) > _LONG for cell in cells):
        return False
    return any(mark in fold(" ".join(cell.lines)) for cell in cells for mark in _HEADING)


def _lays_out(cell: etree._Element) -> bool:
    """True for a cell that holds a table with words of its own."""
    return any(any(text.strip() for text in inner.itertext()) for inner in cell.iter("table"))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _span(cell: etree._Element, name: str) -> int:
    """How many rows or columns a cell says that it covers; 0 rows means all that follow."""
    text = cell.get(name, "").strip()[:6]
    count = int(text) if text.isascii() and text.isdigit() else 1
    if name == "rowspan" and count == 0:
        return _MOST_ROWS
    return max(1, min(count, WIDEST if name == "colspan" else _MOST_ROWS))
