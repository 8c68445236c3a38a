"""How blocks of a Word file are set: the lines of a paragraph, what stands side by side, what only frames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows
from graph.read.word.blocks import Block, Cell, Paragraph, Table
from graph.read.word.data_table import looks_like_duties
from graph.spelling import fold

_GAP = re.compile(r"[ \u00a0]*\t[\t \u00a0]*|[ \u00a0]{6,}")
_LONGEST_COLUMN = 120
"""Characters of a line in a head or a signature; longer ones are running text."""
_SHORTEST_SIDE = 3
_MOST_SIDES, _TALLEST_FRAME = 3, 6
"""Columns with words, and rows, that a head or a signature has at most."""
_SHORT_LINE = 110
"""Longest line, in characters, of a text that was copied line by line."""
_FEWEST_LINES = 20
_MARK_ALONE = re.compile(r"(?:\W{1,3}|[\dIVXivx]{1,5}(?:\.\d{1,3})*[.)/]?|[A-Za-zđĐ][.)]|\(\w{1,3}\))")
_ROOM = ("số", "số:", "ngày", "tháng", "năm")
"""After these words blanks are room for what is written in by hand."""
_MARKED = re.compile(r"[-–+•*(]|[\dIVX]{1,5}(?:\.\d{1,3})*[.)/-]|[A-Za-zđĐ][.)-]")
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$|[”\"]$")
_SHORTEST_FULL = 60
"""Characters of a line that a line break in mid-sentence may end; shorter ones are lines of a title or of a list."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: str
    phrase: str


def lines_in(paragraph: Paragraph) -> list[str]:
    """The lines of a paragraph; one that only a line break cut in mid-sentence is whole again."""
    lines: list[str] = []
    for line in paragraph.text.split("\n"):
        if not line.strip():
            continue
        if lines and _runs_on(lines[-1], line.strip()):
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line)
    return lines


def _runs_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the one before; lines in capitals are headings."""
    if before.isupper() or line.isupper() or _MARKED.match(line):
        return False
    full = len(before) > _SHORTEST_FULL and not _SENTENCE_END.search(before.rstrip()[-8:])
    return line[0].islower() or full


def is_line_by_line(blocks: Sequence[Block]) -> bool:
    """Whether each paragraph is one printed line, as in files made from a PDF: short ones that stop in mid-sentence."""
    texts = [block.text.strip() for block in blocks if isinstance(block, Paragraph) and len(block.text.strip()) > 25]
    if len(texts) < _FEWEST_LINES:
        return False
    short = sum(len(text) <= _SHORT_LINE for text in texts)
    low = sum(text[0].islower() for text in texts)
    return short >= 0.95 * len(texts) and low >= 0.25 * len(texts)


def text_of(cell: Cell) -> str:
    """The words of a cell, paragraphs and nested rows as lines; a mark alone counts, since numbers stand so."""
    lines: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            lines.extend(" ".join(line.split()) for line in lines_in(block))
        else:
            for row in block.rows:
                texts = (" ".join(text_of(inner).split()) for inner in row.cells)
                lines.append(" ".join(text for text in texts if text))
    return "\n".join(line for line in lines if line)


def is_letterhead(text: str) -> bool:
    """Whether the words hold the national or Party heading, or a symbol's opening."""
    return any(_holds("national", line) for line in text.splitlines())


def columns_in(line: str) -> tuple[str, str] | None:
    """The two sides of a line that tabs or many blanks divide; None for running text. The left side may be empty."""
    parts = _GAP.split(line.rstrip().replace("\u00a0", " "))
    worded = [part.strip() for part in parts if part.strip()]
    if len(parts) < 2 or not worded or len(worded) > 2 or max(map(len, worded)) > _LONGEST_COLUMN:
        return None
    if len(worded) == 1:
        return ("", worded[0]) if not parts[0].strip() and len(worded[0]) < _LONGEST_COLUMN // 2 else None
    left, right = worded
    if (
        len(left) < _SHORTEST_SIDE
        or _MARK_ALONE.fullmatch(left)
        or left.lower().endswith(_ROOM)
        or right.startswith(("/", "-"))
        or "..." in line
    ):
        return None
    return left, right


def is_side_by_side(table: Table, columns: int) -> bool:
    """Heads and signatures: few columns, and the words of such, or no lines between cells."""
    if columns > _MOST_SIDES:
        return False
    texts = [text_of(cell) for row in table.rows for cell in row.cells]
    if len(table.rows) <= _TALLEST_FRAME and any(_opens_frame(text) for text in texts):
        return True
    return not table.ruled and not looks_like_duties(table, text_of) and not is_running_text(table)


def is_running_text(table: Table) -> bool:
    """Whether a cell holds sentences rather than lines of a head or of a signature."""
    lines = [line for row in table.rows for cell in row.cells for line in text_of(cell).splitlines()]
    return any(len(line) > _LONGEST_COLUMN for line in lines)


def _opens_frame(text: str) -> bool:
    lines = text.splitlines()
    return is_letterhead(text) or any(_holds("recipients", line) for line in lines[:2])


def _holds(kind: str, line: str) -> bool:
    key = fold(line[:200]).strip()
    return any(key.startswith(phrase) for phrase in _phrases(kind))


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    """Words that open a part of a document, as data/lexicon/furniture.csv lists them."""
    return tuple(row.phrase for row in read_rows("furniture.csv", _Phrase) if row.kind == kind)
