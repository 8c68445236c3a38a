"""Columns and cells in the head and the tail of a document.

Place: head and tail are set as tables of two columns (Nghị định 30/2020/NĐ-CP, Appendix I). Copies keep them as text
with runs of blanks, as table rows with "|", or as one cell after another between lines that hold only "|".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.model import Source, Span
from graph.read.lines import Line
from graph.read.passage import Passage

_GAP = 3
_BEFORE_ROOM = ("số", "số:", "ngày", "tháng", "năm")
_AFTER_ROOM = ("tháng ", "năm ", "/", "-")
_LONGEST_LINE = 2000  # a longer line is no part of a table


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line in one column. column is the offset of its first character in the line."""

    passage: Passage
    line: int
    column: int

    @property
    def text(self) -> str:
        """The words."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class ColumnBlock:
    """Pieces that stand below each other in one column, with nothing between."""

    pieces: tuple[Piece, ...]

    @property
    def passage(self) -> Passage:
        """All words of the block."""
        return Passage.join(piece.passage for piece in self.pieces)


def column_blocks(source: Source, lines: Sequence[Line], indexes: Iterable[int]) -> tuple[ColumnBlock, ...]:
    """The blocks of these lines, in the order of their first lines; the left column before the right."""
    rows = [(index, _pieces(source, lines[index], index)) for index in indexes]
    wide = [row[-1].column for _, row in rows if len(row) > 1]
    split = min(wide) if wide else None
    open_blocks: dict[bool, list[Piece]] = {False: [], True: []}
    blocks: list[ColumnBlock] = []

    def close(side: bool) -> None:
        if open_blocks[side]:
            blocks.append(ColumnBlock(tuple(open_blocks[side])))
            open_blocks[side] = []

    for _, row in rows:
        if not row:
            close(False)
            close(True)
        for number, piece in enumerate(row):
            right = number > 0 if len(row) > 1 else split is not None and piece.column >= split - _GAP
            if is_ornament(piece.text):
                close(right)
            else:
                open_blocks[right].append(piece)
    close(False)
    close(True)
    return tuple(sorted(blocks, key=lambda block: (block.pieces[0].line, block.pieces[0].column)))


def extent(passage: Passage) -> Span:
    """The span from the first to the last word of a passage whose parts may stand in any order in the source."""
    return Span(min(passage.offsets), max(passage.offsets) + 1) if passage.offsets else Span(0, 0)


def is_ornament(text: str) -> bool:
    """True for rules and asterisks below a heading."""
    return not any(character.isalnum() for character in text)


class _Accentless(dict[int, str]):
    """Translation table filled as characters turn up: small letters without accents, one for one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0].lower()
        self[code] = "d" if base == "đ" else base if len(base) == 1 else character
        return self[code]


_ACCENTLESS = _Accentless()


def plain(text: str) -> str:
    """Small letters without accents, one character for each character of `text`."""
    return text.translate(_ACCENTLESS)


def _pieces(source: Source, line: Line, index: int) -> list[Piece]:
    """The line's words cut at "|" and at runs of blanks."""
    passage = line.passage
    if len(passage) > _LONGEST_LINE:
        return [Piece(passage, index, line.indent)]
    cuts = [0, *_cuts(source, passage), len(passage)]
    parts = (passage.cut(start, end) for start, end in pairwise(cuts))
    pieces = (_without_bars(part) for part in parts)
    return [Piece(piece, index, piece.offsets[0] - line.raw.start) for piece in pieces if piece.text]


def _cuts(source: Source, passage: Passage) -> Iterator[int]:
    for place, character in enumerate(passage.text):
        if character == "|":
            yield place
        elif character == " " and place + 1 < len(passage):
            between = source.text[passage.offsets[place] : passage.offsets[place + 1]]
            if sum(mark.isspace() for mark in between) >= _GAP and not _left_blank(passage.text, place):
                yield place


def _left_blank(text: str, place: int) -> bool:
    """True when the run of blanks at `place` is room for a number: "Số      /KH-UBND", "ngày     tháng 8"."""
    return text[:place].lower().endswith(_BEFORE_ROOM) or text[place + 1 :].lower().startswith(_AFTER_ROOM)


def _without_bars(passage: Passage) -> Passage:
    start = len(passage.text) - len(passage.text.lstrip("| \\"))
    end = len(passage.text.rstrip("| \\"))
    return passage.cut(start, max(start, end))
