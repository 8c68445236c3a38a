"""What readers of all formats make of a file: lines of text, each with its position, in the one form that is parsed.

Paragraphs stand on lines of their own with a blank line after each; tables as Markdown rows; what is set in two columns
(head and tail of a document, Nghị định 30/2020/NĐ-CP, Appendix I) side by side with a run of blanks between, as copies
in plain text have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from graph.model import Place, Position

_GUTTER = 6
"""Blanks between two columns: more than the words of one column ever have between them."""
_MARKDOWN = ("#", ">")
NOWHERE = Position()
"""The position of words whose place in the file cannot be told."""


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, where its lines stand, and what reading changed or could not read."""

    text: str
    places: tuple[Place, ...] = ()
    remarks: tuple[str, ...] = ()
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of a table: the words of its cells, and where the row stands. A cell that several columns share, once."""

    cells: tuple[str, ...]
    at: Position = NOWHERE


class Composer:
    """Gathers paragraphs, tables and columns in their order, and gives the content."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._places: list[Place] = []

    def paragraph(self, text: str, at: Position = NOWHERE) -> None:
        """A paragraph; line breaks inside it are kept as lines of their own. Nothing for blank text."""
        lines = [_plain(line) for line in text.splitlines()]
        lines = [line for line in lines if line]
        for line in lines:
            self._line(line, at)
        if lines:
            self._blank()

    def table(self, rows: Iterable[Cells]) -> None:
        """A table whose rows have cells in the order of its columns. Rows without words are left out."""
        filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
        for row in filled:
            self._line(f"| {' | '.join(_cell(cell) for cell in row.cells)} |", row.at)
        if filled:
            self._blank()

    def columns(self, left: Sequence[str], right: Sequence[str], at: Position = NOWHERE) -> None:
        """Two columns side by side, line by line; the right one begins at the same place in each line."""
        left, right = [_one_line(line) for line in left], [_one_line(line) for line in right]
        width = max((len(line) for line in left), default=0) + _GUTTER
        for first, second in zip_longest(left, right, fillvalue=""):
            self._line(f"{first:<{width}}{second}".rstrip(), at)
        if left or right:
            self._blank()

    def content(self, remarks: Iterable[str] = (), *, encoding: str = "") -> Content:
        """All that was gathered."""
        text = "\n".join(self._lines).rstrip("\n")
        return Content(f"{text}\n" if text else "", tuple(self._places), tuple(remarks), encoding)

    def _line(self, text: str, at: Position) -> None:
        self._lines.append(text)
        known = self._places[-1].at if self._places else NOWHERE
        if at != known:
            self._places.append(Place(len(self._lines), at))

    def _blank(self) -> None:
        self._lines.append("")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """One line, that is not taken for Markdown."""
    line = _one_line(text)
    return f"\\{line}" if line.startswith(_MARKDOWN) else line


def _cell(text: str) -> str:
    return _one_line(text).replace("|", "\\|")
