"""The number and the date that an office writes by hand into a printed letterhead: "Số: 07/CT-UBND", "ngày 20 tháng 3".

Recognition of print makes anything of them. The words around say where they stand; there the strokes are taken apart
and told digit by digit. What cannot be told stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any

import numpy as np

from graph.read.ocr.digits import Digit, digits_of
from graph.read.ocr.engine import Recognised
from graph.read.ocr.preparation import library

LEAST = 0.35
"""How sure all digits together have to be."""
READ = 0.85
"""Confidence from which a number was printed, and read."""
_UPPER = 0.45
"""Share of the page from its top in which a letterhead stands."""
_BETWEEN = 3
"""Words that recognition makes of a number at most."""
_INK = 140
_WIDE = 1.1
"""Times as wide as high, from which strokes are two digits."""
_CUTS = (0.38, 0.44, 0.5, 0.56, 0.62)
_SLANTS = (0.0, 0.25, 0.5)
"""Where and how slanted a cut between two digits is tried, in shares of the width, and of each step down."""
_DIGITS = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where a number stands: behind the word that `before` finds, in front of what `after` finds; its bounds.

    width: what the words before it take, in heights of type, where the number is stuck to them.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    words: str
    width: float
    largest: int
    most_digits: int


_GAPS = (
    _Gap(re.compile(r"^[SŠ][ốôoóồỐÔO]"), re.compile(r"[/⁄-]\s?[A-ZĐ]{2,}[-/][A-ZĐ]{2,}"), "Số:", 1.25, 99999, 5),
    _Gap(re.compile(r"^ng[àaáâ](?!i)"), re.compile(r"^th[áaâ]ng", re.IGNORECASE), "ngày", 1.9, 31, 2),
    _Gap(re.compile(r"^th[áaâ]ng$", re.IGNORECASE), re.compile(r"^n[ăaâ]m", re.IGNORECASE), "tháng", 2.3, 12, 2),
)


def with_numbers(line: Sequence[Recognised], grey: Any, size: float, foot: float) -> list[Recognised]:
    """The words of a line of the page, with the numbers told that are written into it by hand.

    size is the height of the line's type in pixels, foot where its letters stand.
    """
    words = list(line)
    if foot > _UPPER * grey.shape[0]:
        return words
    for gap in _GAPS:
        place = _place(words, gap)
        if place is not None:
            words = _told(words, *place, gap, grey, size, foot)
    return words


def _place(words: Sequence[Recognised], gap: _Gap) -> tuple[int, int] | None:
    """The words before and after a number that was not read, if the line has one."""
    for start, word in enumerate(words):
        if not gap.before.search(word.text):
            continue
        for end in range(start + 1, min(start + _BETWEEN + 2, len(words))):
            found = gap.after.search(words[end].text)
            if found:
                between = [*words[start + 1 : end]]
                read = "".join(one.text for one in between) + words[end].text[: found.start()]
                sure = min(
                    (one.confidence for one in (*between, *([words[end]] if found.start() else ()))), default=0.0
                )
                return None if _DIGITS.fullmatch(read) and sure >= READ else (start, end)
    return None


def _told(
    words: list[Recognised], start: int, end: int, gap: _Gap, grey: Any, size: float, foot: float
) -> list[Recognised]:
    first, last = words[start], words[end]
    found = gap.after.search(last.text)
    offset = found.start() if found else 0
    stuck = len(first.text) > len(gap.words)
    left = round(first.left + gap.width * size) if stuck else first.right + 1
    right = last.left if not offset else round(last.left + offset / len(last.text) * (last.right - last.left))
    number = _number(grey, left, right, size, foot, gap)
    if number is None:
        return words
    text, sure = number
    before = replace(first, text=gap.words, right=left) if stuck else first
    symbol = last.text[offset:].replace("⁄", "/")
    if symbol.startswith(("/", "-")):
        joined = replace(
            last, text=text + symbol, left=max(left, before.right + 2), confidence=min(sure, last.confidence)
        )
        return [*words[:start], before, joined, *words[end + 1 :]]
    told = replace(first, text=text, left=left, right=right, confidence=sure)
    return [*words[:start], before, told, *words[end:]]


def _number(grey: Any, left: int, right: int, size: float, foot: float, gap: _Gap) -> tuple[str, float] | None:
    """The number written between two places of a line, and how sure it is."""
    top, bottom = max(round(foot - 1.25 * size), 0), round(foot + 0.5 * size)
    beside = round(0.5 * size)  # boxes of words are not exact: what lies mostly between the words belongs there whole
    start = max(left - beside, 0)
    ink = np.where(grey[top:bottom, start : right + beside] < _INK, np.uint8(255), np.uint8(0))
    shapes = list(_shapes(ink, size, left - start, right - start))
    if not shapes or len(shapes) > gap.most_digits:
        return None
    best: tuple[float, str] | None = None
    for choice in product(*(digits_of(shape)[:4] for shape in shapes)):
        text = _text(choice)
        if text and 1 <= int(text) <= gap.largest and len(text) <= gap.most_digits:
            candidate = (prod(digit.confidence for digit in choice), text)
            best = max(best, candidate) if best else candidate
    return (best[1], round(best[0], 2)) if best and best[0] >= LEAST else None


def _text(choice: Sequence[Digit]) -> str:
    return "".join(str(digit.value) for digit in choice if digit.value is not None)


def _shapes(ink: Any, size: float, left_end: int, right_end: int) -> Iterator[Any]:
    """The strokes from left to right between two ends; those over each other together, no specks."""
    cv = library()
    if not ink.size:
        return
    _, labels, facts, _ = cv.connectedComponentsWithStats(ink, connectivity=8)
    groups: list[list[int]] = []
    for start, index in sorted((int(facts[index][0]), index) for index in range(1, len(facts))):
        across, height = int(facts[index][2]), int(facts[index][3])
        left, width = start, across
        if start + 0.3 * across < left_end or start + 0.7 * across > right_end:  # stuck to the print beside it
            for outside in (labels[:, :left_end], labels[:, right_end:]):
                outside[outside == index] = 0
            left = max(start, left_end)
            width = min(start + across, right_end) - left
        if width < 0.1 * size or not 0.4 * size <= height <= 1.6 * size:
            continue
        if groups and left < groups[-1][0] + 0.6 * groups[-1][1] and left + width <= sum(groups[-1][:2]) + 0.2 * size:
            groups[-1].append(index)
            continue
        groups.append([left, width, index])
    for _, _, *members in groups:
        shape = np.where(np.isin(labels, members), np.uint8(255), np.uint8(0))
        yield from _apart(_cut_out(shape))


def _apart(shape: Any) -> list[Any]:
    """Two digits that touch, parted where both halves are most surely digits; a single one as it is."""
    height, width = shape.shape
    if width < _WIDE * height:
        return [shape]
    rows, columns = np.indices(shape.shape)
    best: tuple[float, list[Any]] = (0.0, [shape])
    for share, slant in product(_CUTS, _SLANTS):
        left = columns < share * width + slant * (height / 2 - rows)
        parts = [_cut_out(np.where(side, shape, np.uint8(0))) for side in (left, ~left)]
        if all(part.size for part in parts):
            sure = prod(max(digit.confidence for digit in digits_of(part) if digit.value is not None) for part in parts)
            best = max(best, (sure, parts), key=lambda found: found[0])
    return best[1]


def _cut_out(shape: Any) -> Any:
    """The strokes without the paper around them."""
    rows, columns = np.flatnonzero(shape.any(axis=1)), np.flatnonzero(shape.any(axis=0))
    return shape[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else shape[:0]
