"""Words on a page put together: stretches of words that stand close, rows of such stretches, lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from graph.read.printed.page import Box, Word

_WIDE_GAP = 0.9
"""Blank between two words, in heights of type, from which they may belong to different columns."""
_SAME_LINE = 0.5
"""Share of the lower one's height that two words on one line have in common."""
_BUCKET = 8.0
"""Height in points of the strips in which neighbours of a word are looked for."""


@dataclass(frozen=True)
class Line:
    """Words that stand beside each other, from left to right, on the page of this number."""

    page: int
    words: tuple[Word, ...]

    @cached_property
    def box(self) -> Box:
        """The smallest box around the words."""
        return around(word.box for word in self.words)

    @cached_property
    def size(self) -> float:
        """Height of type in points: the middle one of the words'."""
        return median(height_of(word) for word in self.words)

    @cached_property
    def bold(self) -> bool:
        """True when every word with letters stands in bold."""
        lettered = [word.bold for word in self.words if any(map(str.isalpha, word.text))]
        return bool(lettered) and all(lettered)

    @cached_property
    def text(self) -> str:
        """The words with a blank between."""
        return " ".join(word.text for word in self.words)

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.box.x0 + self.box.x1) / 2

    @property
    def recognised(self) -> bool:
        """True for words of a picture, whose boxes are less exact than those of a text layer."""
        return self.words[0].confidence is not None


Row = tuple[Line, ...]
"""Stretches at one height, from left to right."""


def height_of(word: Word) -> float:
    """Height of the word's type in points; where it is not known, of its box."""
    return word.size or word.box.bottom - word.box.top


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them."""
    held = list(boxes)
    return Box(
        min(box.x0 for box in held),
        min(box.top for box in held),
        max(box.x1 for box in held),
        max(box.bottom for box in held),
    )


def shared_height(one: Box, other: Box) -> float:
    """Which share of the lower box's height both boxes have in common, 0 to 1."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return max(0.0, common / lower) if lower > 0 else float(common >= 0)


def rows_of(page: int, words: Iterable[Word]) -> list[Row]:
    """All words in rows from the top; inside a row, words far apart are stretches of their own."""
    rows: list[list[Line]] = []
    open_rows: list[list[Line]] = []
    for stretch in sorted(_stretches(page, words), key=lambda line: (line.box.top, line.box.x0)):
        open_rows = [row for row in open_rows if row[0].box.bottom > stretch.box.top]
        beside = [row for row in open_rows if _beside(row, stretch)]
        if beside:
            max(beside, key=lambda row: shared_height(row[0].box, stretch.box)).append(stretch)
        else:
            open_rows.append([stretch])
            rows.append(open_rows[-1])
    return [tuple(sorted(row, key=lambda line: (line.box.x0, line.box.x1))) for row in rows]


def joined(row: Sequence[Line]) -> Line:
    """All stretches of a row as one line."""
    words = (word for line in row for word in line.words)
    return Line(row[0].page, tuple(sorted(words, key=lambda word: (word.box.x0, word.box.x1))))


def _beside(row: Sequence[Line], stretch: Line) -> bool:
    """True when a stretch stands at the height of a row, in a place that the row's words leave free."""
    if shared_height(row[0].box, stretch.box) < _SAME_LINE:
        return False
    near = [line for line in row if line.box.x0 < stretch.box.x1 and stretch.box.x0 < line.box.x1]
    return not any(
        other.box.x1 > word.box.x0 + 2 and word.box.x1 > other.box.x0 + 2
        for line in near
        for other in line.words
        for word in stretch.words
    )


def _stretches(page: int, words: Iterable[Word]) -> list[Line]:
    """Words chained from left to right, each to the nearest one before it on its line."""
    chains: list[list[Word]] = []
    strips: defaultdict[int, list[int]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (word.box.x0, word.box.top, word.text)):
        low, high = int(word.box.top // _BUCKET), int(word.box.bottom // _BUCKET)
        near = {index for strip in range(low, min(high, low + 20) + 1) for index in strips[strip]}
        fitting = [index for index in sorted(near) if _follows(chains[index][-1], word)]
        if fitting:
            index = max(fitting, key=lambda index: chains[index][-1].box.x1)
            chains[index].append(word)
        else:
            index = len(chains)
            chains.append([word])
        for strip in range(low, min(high, low + 20) + 1):
            strips[strip] = [one for one in strips[strip] if one != index and _open(chains[one], word)] + [index]
    return [Line(page, tuple(chain)) for chain in chains]


def _open(chain: Sequence[Word], word: Word) -> bool:
    """False once a chain ended so far to the left that no later word can belong to it."""
    return chain[-1].box.x1 > word.box.x0 - 100


def _follows(before: Word, word: Word) -> bool:
    size = max(height_of(before), height_of(word))
    gap = word.box.x0 - before.box.x1
    return -0.5 * size <= gap <= _WIDE_GAP * size and shared_height(before.box, word.box) >= _SAME_LINE
