"""Blocks of a Word file given to the composer: paragraphs, what stands side by side, tables, and what frames hold."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Position
from graph.read.content import Composer
from graph.read.word.blocks import Block, Paragraph, Table
from graph.read.word.data_table import looks_like_duties, rows_of
from graph.read.word.layout import (
    columns_in,
    is_line_by_line,
    is_running_text,
    is_side_by_side,
    lines_in,
    text_of,
)


def write(blocks: Iterable[Block], composer: Composer) -> None:
    """Give the blocks to the composer, in their order."""
    given = list(blocks)
    _Writer(composer, line_by_line=is_line_by_line(given)).write(given)


class _Writer:
    """Holds back what may go on: sides that tabs divide, and lines where each paragraph is one printed line."""

    def __init__(self, composer: Composer, *, line_by_line: bool) -> None:
        self._composer = composer
        self._line_by_line = line_by_line
        self._sides: list[tuple[str, str]] = []
        self._lines: list[str] = []
        self._at = Position()

    def write(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self._flush()
                self._table(block)
            elif not self._beside(block):
                self._paragraph(block)
        self._flush()

    def _beside(self, paragraph: Paragraph) -> bool:
        """Hold back a paragraph that tabs divide, or an empty one between such. False for others."""
        pairs = [columns_in(line) for line in lines_in(paragraph)]
        if not pairs:
            return bool(self._sides)
        if any(pair is None or not (pair[0] or self._sides) for pair in pairs):
            return False
        if not self._sides:
            self._flush()
            self._at = paragraph.at
        self._sides.extend(pair for pair in pairs if pair is not None)
        return True

    def _paragraph(self, paragraph: Paragraph) -> None:
        if self._sides or not self._line_by_line or not paragraph.words.strip() or paragraph.at != self._at:
            self._flush()
        if paragraph.words.strip():
            self._at = paragraph.at
            self._lines.extend(lines_in(paragraph))
            if not self._line_by_line:
                self._flush()

    def _flush(self) -> None:
        if self._sides:
            self._composer.columns([left for left, _ in self._sides], [right for _, right in self._sides], self._at)
        self._composer.paragraph("\n".join(self._lines), self._at)
        self._sides, self._lines = [], []

    def _table(self, table: Table) -> None:
        worded = sorted({cell.column for row in table.rows for cell in row.cells if text_of(cell)})
        if not worded:
            return
        if len(worded) == 1 and not (table.ruled and len(table.rows) > 1 and table.width > 1):
            for row in table.rows:
                for cell in row.cells:
                    write(cell.blocks, self._composer)
        elif is_side_by_side(table, len(worded)):
            self._columns(table, worded[0])
        elif not table.ruled and not looks_like_duties(table, text_of) and is_running_text(table):
            for row in table.rows:
                texts = (" ".join(text_of(cell).split()) for cell in row.cells)
                self._composer.paragraph(" ".join(text for text in texts if text), row.at)
        else:
            self._composer.table(rows_of(table, text_of))

    def _columns(self, table: Table, first: int) -> None:
        """The column `first` on the left, the others on the right; each row begins on a line of its own."""
        left: list[str] = []
        right: list[str] = []
        for row in table.rows:
            sides: tuple[list[str], list[str]] = ([], [])
            for cell in row.cells:
                sides[cell.column > first].extend(text_of(cell).splitlines())
            height = max(map(len, sides))
            left.extend(sides[0] + [""] * (height - len(sides[0])))
            right.extend(sides[1] + [""] * (height - len(sides[1])))
        self._composer.columns(left, right, table.rows[0].at)
