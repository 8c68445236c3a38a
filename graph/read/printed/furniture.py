"""What pages carry beside the document: page numbers, running heads and feet, stamps of digital signatures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows
from graph.read.printed.lines import Line, Row, joined
from graph.spelling import fold

_PAGE_NUMBER = re.compile(
    r"[-–—~ ]{0,9}(?:trang|page|tr\.?)?\s{0,3}(?P<number>\d{1,3})(?:\s{0,3}(?:/|of|trên)\s{0,3}\d{1,3})?[-–—~ ]{0,9}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.14
"""Share of the page's height at top and foot where its number and running heads stand."""
_EDGE_ROWS = 3
_FREE = 0.9
"""Heights of the body's type that are free around a lone page number."""
_SMALL = 0.86
"""Share of the body's type that the type of a signature stamp does not exceed."""
_LONGEST_STAMP = 8
"""Lines of a stamp, wrapped ones counted."""


@dataclass(frozen=True, slots=True)
class StampWord:
    """A phrase with which a line of a signature stamp begins, and such a line."""

    phrase: str
    example: str


@cache
def stamp_words() -> tuple[StampWord, ...]:
    """The rows of data/lexicon/signature_stamps.csv."""
    return read_rows("signature_stamps.csv", StampWord)


def without_furniture(pages: Sequence[tuple[int, float, Sequence[Row]]], size: float) -> list[list[Row]]:
    """The rows of each page without furniture.

    pages: number, height and rows of each; size: type of the body in points.
    """
    kept = [(number, height, _without_stamps(rows, size)) for number, height, rows in pages]
    edges = [_edges(rows, height) for _, height, rows in kept]
    known = _Known(
        frozenset(_repeated(edges)),
        Counter(value - number for (number, _, _), rows in zip(kept, edges, strict=True) for value in _numbers(rows)),
    )
    result: list[list[Row]] = []
    for (number, _, rows), edge in zip(kept, edges, strict=True):
        head = _margin(rows, edge, number, known, size)
        foot = _margin(rows[head:][::-1], edge, number, known, size)
        result.append(rows[head : len(rows) - foot])
    return result


@dataclass(frozen=True, slots=True)
class _Known:
    """Keys of lines that most pages repeat, and how often a printed number differs by how much from the page's."""

    repeated: frozenset[str]
    offsets: Counter[int]


def _margin(rows: Sequence[Row], edge: Sequence[Row], number: int, known: _Known, size: float) -> int:
    """How many rows from the outermost one on are furniture."""
    held = set(map(id, edge))
    count = 0
    for place, row in enumerate(rows, start=1):
        value = _number(row)
        if id(row) not in held or (value is None and _key(row) not in known.repeated):
            break
        numbered = value is not None and known.offsets[value - number] > 1
        alone = place == len(rows)
        if numbered or row[0].size < _SMALL * size or (not alone and _free(row, rows[place]) > _FREE * size):
            count = place
    return count


def _free(row: Row, after: Row) -> float:
    """Points between two rows."""
    return max(after[0].box.top - row[0].box.bottom, row[0].box.top - after[0].box.bottom)


def _repeated(edges: Sequence[Sequence[Row]]) -> Iterable[str]:
    counts = Counter(key for rows in edges for key in {_key(row) for row in rows})
    needed = max(2, (len(edges) + 1) // 2)
    return (key for key, count in counts.items() if count >= needed)


def _numbers(rows: Sequence[Row]) -> set[int]:
    return {value for row in rows if (value := _number(row)) is not None}


def page_number(text: str) -> int | None:
    """The number in "2", "- 2 -", "Trang 2/15"; None for any other text."""
    match = _PAGE_NUMBER.fullmatch(text.strip())
    return int(match["number"]) if match else None


def _edges(rows: Sequence[Row], height: float) -> list[Row]:
    """The first and last rows that stand in the margins of the page."""
    top = [row for row in rows[:_EDGE_ROWS] if row[0].box.bottom < _MARGIN * height]
    foot = [row for row in rows[-_EDGE_ROWS:] if row[0].box.top > (1 - _MARGIN) * height]
    return top + [row for row in foot if row not in top]


def _number(row: Row) -> int | None:
    return page_number(joined(row).text)


def _key(row: Row) -> str:
    return _DIGITS.sub("#", fold(joined(row).text))


def _without_stamps(rows: Sequence[Row], size: float) -> list[Row]:
    stretches = [line for row in rows for line in row]
    stamped = {id(line) for line in _stamped(stretches, size)}
    left = (tuple(line for line in row if id(line) not in stamped) for row in rows)
    return [row for row in left if row]


def _stamped(stretches: Sequence[Line], size: float) -> Iterable[Line]:
    """The lines of signature stamps: small, below each other, at least two of them with words of a stamp."""
    small = [line for line in stretches if line.size <= _SMALL * size]
    for place, first in enumerate(small):
        if not _is_stamp(first.text):
            continue
        block = [first]
        for line in small[place + 1 :]:
            near = 0 <= line.box.top - block[-1].box.top < 2.2 * first.size
            if near and abs(line.box.x0 - first.box.x0) < first.size and len(block) < _LONGEST_STAMP:
                block.append(line)
        marked = [index for index, line in enumerate(block) if _is_stamp(line.text)]
        if len(marked) > 1:
            end = marked[-1] + 1
            while end < len(block) and _DIGITS.search(block[end].text):
                end += 1
            yield from block[:end]


def _is_stamp(text: str) -> bool:
    key = fold(text)
    return any(key.startswith(word.phrase) for word in stamp_words())
