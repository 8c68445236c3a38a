"""Made-up printed pages: words set in lines as a typesetter would, with widths that depend on their letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graph.read.printed.page import Box, Page, Word

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP = 85.0, 540.0, 60.0
_LETTER = 0.48
"""Width of a letter in heights of type, and of a blank, about those of Times New Roman."""
_BLANK = 0.26


def length(text: str, size: float) -> float:
    """How wide words are printed, in points."""
    words = text.split(" ")
    return sum(len(word) * _LETTER * size for word in words) + (len(words) - 1) * _BLANK * size


def words_at(
    text: str,
    x: float,
    top: float,
    size: float = 14,
    *,
    bold: bool = False,
    stretch: float = 0.0,
    sure: float | None = None,
) -> Iterator[Word]:
    """The words of a line that starts at x; stretch is added to each blank."""
    for part in text.split(" "):
        width = len(part) * _LETTER * size
        if part:
            yield Word(part, Box(x, top, x + width, top + size), size, bold, sure)
        x += width + _BLANK * size + stretch


def wrapped(text: str, width: float, size: float, indent: float = 0.0) -> list[str]:
    """Lines of a paragraph whose first one is indented."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        room = width - (indent if not lines else 0.0)
        if line and length(longer, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


@dataclass
class Sheet:
    """A page that is being set from the top down."""

    number: int = 1
    size: float = 14
    left: float = LEFT
    right: float = RIGHT
    pitch: float = 1.2
    after: float = 6.0
    justified: bool = True
    sure: float | None = None
    width: float = WIDTH
    height: float = HEIGHT
    y: float = TOP
    words: list[Word] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)

    def paragraph(self, text: str, *, indent: float = 28, hang: float = 0.0, bold: bool = False) -> Sheet:
        """A paragraph; hang indents the lines below the first."""
        lines = wrapped(text, self.right - self.left - hang, self.size, indent - hang)
        for index, line in enumerate(lines):
            x = self.left + (indent if index == 0 else hang)
            last = index == len(lines) - 1
            blanks = line.count(" ")
            free = self.right - x - length(line, self.size)
            self.put(line, x, bold=bold, stretch=free / blanks if self.justified and blanks and not last else 0.0)
            self.y += self.pitch * self.size
        self.y += self.after
        return self

    def lines(self, *texts: str, x: float | None = None, size: float | None = None, bold: bool = False) -> Sheet:
        """Lines, centred where no x is given."""
        size = size or self.size
        for text in texts:
            start = x if x is not None else (self.left + self.right - length(text, size)) / 2
            self.put(text, start, size=size, bold=bold)
            self.y += self.pitch * size
        self.y += self.after
        return self

    def columns(self, left: Sequence[str], right: Sequence[str], *, split: float, sizes: tuple[float, float]) -> Sheet:
        """Two columns of centred lines beside each other, parted at `split`."""
        feet: list[float] = []
        for texts, start, end, size in ((left, self.left, split, sizes[0]), (right, split, self.right, sizes[1])):
            y = self.y
            for text in texts:
                x = (start + end - length(text, size)) / 2
                self.words += words_at(text, x, y, size, sure=self.sure)
                y += self.pitch * size
            feet.append(y)
        self.y = max(feet) + self.after
        return self

    def tail(self, left: Sequence[str], right: Sequence[str], *, split: float = 300) -> Sheet:
        """Recipients at the left edge in small type, the signature centred beside them."""
        start, y = self.y, self.y
        for text in left:
            self.put(text, self.left, size=11)
            self.y += self.pitch * 11
        foot = self.y
        for text in right:
            if text:
                self.words += words_at(
                    text, (split + self.right - length(text, 14)) / 2, y, 14, bold=True, sure=self.sure
                )
            y += self.pitch * 14
        self.y = max(foot, y, start) + self.after
        return self

    def put(self, text: str, x: float, *, size: float | None = None, bold: bool = False, stretch: float = 0.0) -> None:
        """A line at the present height."""
        self.words += words_at(text, x, self.y, size or self.size, bold=bold, stretch=stretch, sure=self.sure)

    def foot(self, text: str) -> Sheet:
        """A line in the middle of the foot of the page."""
        x = (self.left + self.right - length(text, 13)) / 2
        self.words += words_at(text, x, self.height - 50, 13, sure=self.sure)
        return self

    def head(self, text: str) -> Sheet:
        """A line in the middle of the top margin."""
        x = (self.left + self.right - length(text, 11)) / 2
        self.words += words_at(text, x, 25, 11, sure=self.sure)
        return self

    def table(
        self, rows: Sequence[Sequence[str | None]], widths: Sequence[float], *, outer: bool = True, size: float = 12
    ) -> Sheet:
        """A ruled table. None: the cell belongs to the one above it; "<": to the one on its left."""
        xs = [self.left]
        for width in widths:
            xs.append(xs[-1] + width)
        tops = [self.y]
        for row in rows:
            depth = 1
            for column, text in enumerate(row):
                if text and text != "<":
                    end = _span(row, column)
                    cell = wrapped(text, xs[end] - xs[column] - 10, size)
                    for index, line in enumerate(cell):
                        self.words += words_at(
                            line, xs[column] + 5, tops[-1] + 3 + index * 1.2 * size, size, sure=self.sure
                        )
                    depth = max(depth, len(cell))
            tops.append(tops[-1] + depth * 1.2 * size + 6)
        self.rules += _borders(rows, xs, tops, outer=outer)
        self.y = tops[-1] + self.after
        return self

    def page(self) -> Page:
        """The page as set."""
        return Page(self.number, self.width, self.height, tuple(self.words), tuple(self.rules))


def _span(row: Sequence[str | None], column: int) -> int:
    end = column + 1
    while end < len(row) and row[end] == "<":
        end += 1
    return end


def _borders(
    rows: Sequence[Sequence[str | None]], xs: Sequence[float], tops: Sequence[float], *, outer: bool
) -> Iterable[Box]:
    columns = len(xs) - 1
    for index in range(len(rows) + 1):
        for column in range(columns):
            edge = index in (0, len(rows))
            if (edge and outer) or (not edge and rows[index][column] is not None):
                yield Box(xs[column], tops[index], xs[column + 1], tops[index])
    for index in range(len(rows)):
        for column in range(columns + 1):
            edge = column in (0, columns)
            if (edge and outer) or (not edge and rows[index][column] != "<"):
                yield Box(xs[column], tops[index], xs[column], tops[index + 1])
