"""Marks of items ("II.", "3-", "a)") and Roman numbers, which stand alone and are read badly: looked at a second time.

The Vietnamese data of Tesseract knows words; the English one, which Debian's package always brings, tells single digits
and strokes better. What it reads counts only where it is a mark. Strokes get lost and are never added: of two Roman
numbers the longer one holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from graph.lexicon.tables import read_rows
from graph.read.ocr.engine import ENGLISH, Recognised, has_language, recognise
from graph.read.ocr.preparation import library
from graph.read.ocr.sheet import INK, Field, stacked

DOUBTED = 0.94
"""Confidence below which a mark is looked at again."""
UNSURE = 0.6
"""Below this a first reading does not hold against a second one."""
_ROMAN = re.compile(r"\(?[IVX]{1,6}[.)-]?")
_NUMBER = re.compile(r"\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)-]?")
_BARE = re.compile(r"[IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}")
_LETTER = re.compile(r"[a-zđ]\)")
_ROMAN_LIKE = re.compile(r"[IVXHL]{2,6}\W?")
_LONGEST = 5
_DASHES = frozenset("-–—+•*")


@dataclass(frozen=True, slots=True)
class Slip:
    """What recognition makes of a stroke of a Roman number (kind "roman"), or of the point behind a mark ("end")."""

    kind: str
    read: str
    meant: str
    example: str
    mended: str


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A word to look at again: its line, its place there, where it and the word behind it stand, where that begins."""

    line: int
    word: int
    field: Field
    behind: int


@cache
def slips() -> tuple[Slip, ...]:
    """The rows of data/lexicon/ocr_marks.csv."""
    return read_rows("ocr_marks.csv", Slip)


def is_mark(text: str) -> bool:
    """True for "II.", "3-", "2.1.", "a)"."""
    return any(form.fullmatch(text) for form in (_ROMAN, _NUMBER, _LETTER))


def as_mark(text: str) -> str | None:
    """The mark that `text` is or is mistaken for; None where it is none."""
    if is_mark(text):
        return text
    ends = {slip.read: slip.meant for slip in slips() if slip.kind == "end"}
    strokes = {slip.read: slip.meant for slip in slips() if slip.kind == "roman"}
    last = ends.get(text[-1:], text[-1:])
    for stem in (
        text[:-1] + last,
        "".join(strokes.get(letter, letter) for letter in text[:-1]) + strokes.get(last, last),
    ):
        if is_mark(stem):
            return stem
    return None


def with_marks(
    lines: Sequence[Sequence[Recognised]], grey: Any, where: str, *, seconds: float
) -> list[list[Recognised]]:
    """The lines with the marks that were doubtful read again from the page."""
    result = [list(line) for line in lines]
    doubts = [doubt for index, line in enumerate(result) for doubt in _doubts(index, line, grey)]
    if not doubts or not has_language(ENGLISH):
        return result
    sheet = stacked(grey, [doubt.field for doubt in doubts])
    second: dict[int, Recognised] = {}
    for word in recognise(sheet.picture, where, seconds=seconds, language=ENGLISH):
        strip, moved = sheet.on_page(word)
        doubt = doubts[sheet.cells[strip]]
        if _covers(result[doubt.line][doubt.word], moved):
            second.setdefault(sheet.cells[strip], moved)
    for index, doubt in enumerate(doubts):
        first = result[doubt.line][doubt.word]
        settled = _settled(first, second.get(index))
        result[doubt.line][doubt.word] = _with_point(settled, grey, doubt.behind)
    return result


def _doubts(index: int, line: Sequence[Recognised], grey: Any) -> list[_Doubt]:
    found: list[_Doubt] = []
    leftmost = min(range(len(line)), key=lambda place: line[place].left)
    for place, word in enumerate(line):
        if word.confidence >= DOUBTED or word.text in _DASHES:
            continue
        if (place == leftmost and len(word.text) <= _LONGEST) or _ROMAN_LIKE.fullmatch(word.text):
            behind = line[place + 1] if place + 1 < len(line) else word
            height, width = grey.shape
            margin = max(word.line_height // 6, 3)
            top = min(word.top, behind.top) - margin
            bottom = max(word.bottom, behind.bottom) + margin
            right = max(word.right, behind.right) + margin
            field = Field(max(word.left - margin, 0), max(top, 0), min(right, width), min(bottom, height))
            found.append(_Doubt(index, place, field, behind.left if behind is not word else word.right))
    return found


def _covers(first: Recognised, second: Recognised) -> bool:
    middle = (second.left + second.right) / 2
    return first.left - 4 <= middle <= first.right + 4


def _settled(first: Recognised, second: Recognised | None) -> Recognised:
    """The first reading of a word, or what the second makes of it."""
    one, other = as_mark(first.text), as_mark(second.text) if second is not None else None
    if other is not None and second is not None and _holds(first, one, second, other):
        return replace(first, text=other, confidence=min(second.confidence, UNSURE))
    if one is not None and one != first.text and first.confidence < DOUBTED:
        return replace(first, text=one, confidence=min(first.confidence, UNSURE))
    return first


def _with_point(word: Recognised, grey: Any, behind: int) -> Recognised:
    """A mark without an end, with the point that the picture shows behind it."""
    if not (_BARE.fullmatch(word.text) and word.confidence < DOUBTED):
        return word
    height = word.bottom - word.top
    ink = np.where(grey[word.top : word.bottom + 3, word.left : behind - 2] < INK, np.uint8(255), np.uint8(0))
    if not ink.size:
        return word
    _, _, facts, _ = library().connectedComponentsWithStats(ink, connectivity=8)
    shapes = [tuple(int(value) for value in row[:4]) for row in facts[1:] if int(row[4]) > 3]
    if len(shapes) < 2:
        return word
    _, top, across, down = max(shapes)
    small = max(across, down) < 0.3 * height and top > 0.6 * height
    return replace(word, text=f"{word.text}.") if small else word


def _holds(first: Recognised, one: str | None, second: Recognised, other: str) -> bool:
    if one is None:
        return first.confidence < UNSURE or not any(map(str.isalpha, first.text)) or bool(_ROMAN.fullmatch(other))
    if one == other:
        return first.text != other
    if _ROMAN.fullmatch(one) and _ROMAN.fullmatch(other):
        return len(other) > len(one)
    return second.confidence > first.confidence or first.confidence < UNSURE
