"""A part of a Word file as blocks: paragraphs with their marks, and tables with the blocks of their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import ReadError
from graph.model import Position
from graph.read.limits import Limits
from graph.read.word.counts import Counts
from graph.read.word.fields import Fields
from graph.read.word.names import Element, child, name_of, number, value
from graph.read.word.numbering import Numbering
from graph.read.word.pages import Pages, position
from graph.read.word.runs import Runs, Words, is_removed
from graph.read.word.styles import Styles

_THROUGH = frozenset({"customXml", "ins", "moveTo"})
_EDGES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_NO_LINE = frozenset({"nil", "none", None})
_WIDEST = 200
"""Columns that are believed; a span that goes beyond is a fault of the file."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """mark is what Word numbers it with, with the blank after it; words may hold line ends and tabs."""

    mark: str
    words: str
    at: Position

    @property
    def text(self) -> str:
        """The paragraph as printed."""
        return self.mark + self.words


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its place, counted from 0, the columns and rows it takes, what stands in it, whether it has lines."""

    row: int
    column: int
    columns: int
    rows: int
    blocks: tuple[Block, ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its own cells in the order of the columns, and where it stands."""

    cells: tuple[Cell, ...]
    at: Position


@dataclass(frozen=True, slots=True)
class Table:
    """A table: width is the number of its columns, ruled is True when lines are drawn between its cells."""

    rows: tuple[Row, ...]
    width: int
    ruled: bool


Block = Paragraph | Table


class Story:
    """Reads the blocks of one part, in their order. notes are the references to notes met so far, with their pages.

    stated is the number of pages that the file is said to have, 0 where nothing is said.
    """

    def __init__(
        self, root: Element, styles: Styles, numbering: Numbering, counts: Counts, limits: Limits, stated: int = 0
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._pages = Pages(root, stated)
        self.fields = Fields(root)
        self._runs = Runs(styles, self._pages, self.fields, counts)
        self._limits = limits
        self._depth = 0
        self._counts = counts
        self.notes: list[tuple[str, str, Position]] = []

    def blocks(self, container: Element, where: str) -> Iterator[Block]:
        """The blocks of `container`; a paragraph whose mark was deleted runs into the next one."""
        if self._depth > self._limits.depth:
            raise ReadError(
                f"its tables are nested more than {self._limits.depth} deep",
                where=where,
                remedy="Split it, or raise the limit: --limit depth=NUMBER",
            )
        self._depth += 1
        pending = Words()
        for one in _elements(container):
            if name_of(one) == "tbl":
                yield from self._rest(pending)
                pending = Words()
                yield self._table(one, where)
                continue
            words = self._runs.words(one)
            joined = _joined(pending, words)
            if is_removed(child(one, "pPr")):
                pending = joined
                continue
            pending = Words()
            yield from self._paragraph(one, joined, where)
        yield from self._rest(pending)
        self._depth -= 1

    def _rest(self, words: Words) -> Iterator[Block]:
        if words.text.strip():
            yield Paragraph("", words.text, position(words.first, words.last))

    def _paragraph(self, element: Element, words: Words, where: str) -> Iterator[Block]:
        properties = child(element, "pPr")
        at = position(words.first, words.last)
        shown = bool(words.text.strip()) or not self._styles.run_switch("vanish", child(properties, "rPr"), properties)
        mark = self._numbering.mark(properties) if shown and self.fields.shown else ""
        yield Paragraph(mark, words.text, at)
        self.notes.extend((kind, identity, at) for kind, identity in words.notes)
        for box in words.boxes:
            yield from self.blocks(box, where)
        if child(properties, "sectPr") is not None and _turns_page(child(properties, "sectPr")):
            self._pages.broken()

    def _table(self, element: Element, where: str) -> Table:
        rows: list[Row] = []
        above: dict[int, tuple[int, int]] = {}
        self._pages.tables += 1
        for one in _below(element, "tr"):
            if is_removed(child(one, "trPr")):
                continue
            rows.append(self._row(one, len(rows), rows, above, where))
        self._pages.tables -= 1
        width = max((cell.column + cell.columns for row in rows for cell in row.cells), default=0)
        return Table(tuple(rows), width, self._is_ruled(element, rows))

    def _row(self, element: Element, index: int, rows: list[Row], above: dict[int, tuple[int, int]], where: str) -> Row:
        """One row; `above` says for each column which cell, by row and place, may go on downwards."""
        properties = child(element, "trPr")
        cells: list[Cell] = []
        column = min(number(properties, "gridBefore") or 0, _WIDEST)
        for one in _below(element, "tc"):
            settings = child(one, "tcPr")
            if child(settings, "cellDel") is not None:
                continue
            span = min(max(number(settings, "gridSpan") or 1, 1), _WIDEST)
            blocks = tuple(self.blocks(one, where))
            down = _merge(settings, "vMerge")
            if _merge(settings, "hMerge") == "continue" and cells:
                cells[-1] = _wider(cells[-1], span)
            elif down == "continue" and column in above:
                _lengthen(rows, above[column])
            else:
                above.pop(column, None)
                if down == "restart":
                    above[column] = index, len(cells)
                cells.append(Cell(index, column, span, 1, blocks, _has_lines(settings)))
            column += span
        return Row(tuple(cells), _extent(cells, self._pages.page))

    def _is_ruled(self, element: Element, rows: list[Row]) -> bool:
        properties = child(element, "tblPr")
        borders = child(properties, "tblBorders")
        if borders is not None and len(borders):
            ruled = _drawn(borders) > 2
        else:
            chain = self._styles.chain(value(properties, "tblStyle"), "table")
            ruled = any(_drawn(child(style, "tblPr", "tblBorders")) > 2 for _, style in chain)
        cells = [cell for row in rows for cell in row.cells]
        return ruled or 2 * sum(cell.ruled for cell in cells) > len(cells)


def _elements(container: Element) -> Iterator[Element]:
    """Paragraphs and tables of a container, also those in content controls and the like."""
    for one in container:
        name = name_of(one)
        if name in {"p", "tbl"}:
            yield one
        elif name in _THROUGH:
            yield from _elements(one)
        elif name == "sdt" and child(one, "sdtPr", "showingPlcHdr") is None:
            content = child(one, "sdtContent")
            if content is not None:
                yield from _elements(content)


def _below(container: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also those in content controls."""
    for one in container:
        here = name_of(one)
        if here == name:
            yield one
        elif here in {"sdt", "sdtContent", "customXml"}:
            yield from _below(one, name)


def _joined(before: Words, after: Words) -> Words:
    if not before.text and not before.notes and not before.boxes:
        return after
    return Words(
        before.text + after.text, before.first, after.last, before.boxes + after.boxes, before.notes + after.notes
    )


def _merge(settings: Element | None, name: str) -> str | None:
    """How a cell is merged: "restart" begins, "continue" goes on (also where the value is left out), None neither."""
    if child(settings, name) is None:
        return None
    return "restart" if value(settings, name) == "restart" else "continue"


def _wider(cell: Cell, span: int) -> Cell:
    return Cell(cell.row, cell.column, cell.columns + span, cell.rows, cell.blocks, cell.ruled)


def _lengthen(rows: list[Row], place: tuple[int, int]) -> None:
    """One row more for the cell at `place`."""
    index, order = place
    row = rows[index]
    old = row.cells[order]
    longer = Cell(old.row, old.column, old.columns, old.rows + 1, old.blocks, old.ruled)
    rows[index] = Row((*row.cells[:order], longer, *row.cells[order + 1 :]), row.at)


def _extent(cells: Sequence[Cell], page: int | None) -> Position:
    """Where the words of a row stand; `page` where it has none. A row begins on the page of its first words."""
    places = [
        block.at for cell in cells for block in cell.blocks if isinstance(block, Paragraph) and block.words.strip()
    ]
    pages = [one for at in places for one in (at.page, at.last_page) if one is not None]
    return position(min(pages), max(pages)) if pages else position(page, page)


def _drawn(borders: Element | None) -> int:
    return sum(value(borders, edge) not in _NO_LINE for edge in _EDGES)


def _has_lines(settings: Element | None) -> bool:
    """Whether a cell has lines of its own on two sides at least: one alone is an ornament below a heading."""
    return _drawn(child(settings, "tcBorders")) > 1


def _turns_page(section: Element | None) -> bool:
    return value(section, "type") not in {"continuous", "nextColumn"}
