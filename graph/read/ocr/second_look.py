"""Words that stand alone and are read badly, marks of items before all: looked at a second time, away from the page.

The Vietnamese data of Tesseract knows words; the English one, which Debian's package always brings, tells single digits
and strokes better. Where both leave a mark open, what was doubted on the page is read again, and once more enlarged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.read.ocr.dirt import is_dirt
from graph.read.ocr.engine import ENGLISH, LANGUAGE, Recognised, has_language, recognise
from graph.read.ocr.preparation import library
from graph.read.ocr.settling import DOUBTED, is_open, settled, with_point, with_strokes
from graph.read.ocr.sheet import Field, stacked

_ROMAN_LIKE = re.compile(r"[IVXHL]{2,6}\W?")
_LOOKS = ((ENGLISH, 1.0), (LANGUAGE, 1.0), (ENGLISH, 1.5))
"""Language and enlargement of the second look, and of those that follow while a mark is open."""
_LONGEST = 5
_DASHES = frozenset("-–—+•*")


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A word to look at again: its line and place there, the word, and where it and the word behind it stand.

    behind is where that begins; begins: the word is the first of its line.
    """

    line: int
    place: int
    first: Recognised
    field: Field
    behind: int
    begins: bool


def with_marks(
    lines: Sequence[Sequence[Recognised]], grey: Any, where: str, *, seconds: float
) -> list[list[Recognised]]:
    """The lines with the marks that were doubtful read again from the page."""
    result = [list(line) for line in lines]
    doubts = [doubt for index, line in enumerate(result) for doubt in _doubts(index, line, grey)]
    if not doubts or not has_language(ENGLISH):
        return result
    readings: list[dict[int, Recognised]] = []
    for language, enlarged in _LOOKS:
        # All of them each time, since recognition tells figures better among other words.
        readings.append(_again(doubts, grey, where, seconds=seconds, language=language, enlarged=enlarged))
        if not any(_still_open(doubt, [one.get(index) for one in readings]) for index, doubt in enumerate(doubts)):
            break
    for index, doubt in enumerate(doubts):
        word = settled(doubt.first, [reading.get(index) for reading in readings], begins=doubt.begins)
        if doubt.begins:
            word = with_strokes(word, grey, doubt.behind)
        result[doubt.line][doubt.place] = with_point(word, grey, doubt.behind)
    return result


def _still_open(doubt: _Doubt, readings: Sequence[Recognised | None]) -> bool:
    return doubt.begins and is_open(doubt.first, readings)


def _again(
    doubts: Sequence[_Doubt], grey: Any, where: str, *, seconds: float, language: str, enlarged: float
) -> dict[int, Recognised]:
    """What is read in the places of doubtful words when they stand alone with the words behind them."""
    sheet = stacked(grey, [doubt.field for doubt in doubts])
    picture = sheet.picture
    if enlarged != 1:
        cv = library()
        picture = cv.resize(picture, None, fx=enlarged, fy=enlarged, interpolation=cv.INTER_CUBIC)
    found: dict[int, Recognised] = {}
    for word in recognise(picture, where, seconds=seconds, language=language):
        strip, moved = sheet.on_page(_smaller(word, enlarged))
        index = sheet.cells[strip]
        if _covers(doubts[index].first, moved):
            found.setdefault(index, moved)
    return found


def _smaller(word: Recognised, enlarged: float) -> Recognised:
    """The word in the places that it has where nothing is enlarged."""
    left, top, right, bottom = (round(value / enlarged) for value in (word.left, word.top, word.right, word.bottom))
    return replace(word, left=left, top=top, right=right, bottom=bottom)


def _doubts(index: int, line: Sequence[Recognised], grey: Any) -> list[_Doubt]:
    found: list[_Doubt] = []
    leftmost = min(range(len(line)), key=lambda place: line[place].left)
    for place, word in enumerate(line):
        if word.confidence >= DOUBTED or word.text in _DASHES:
            continue
        if (place == leftmost and len(word.text) <= _LONGEST) or _ROMAN_LIKE.fullmatch(word.text):
            behind = next((after for after in line[place + 1 :] if not is_dirt(after)), word)
            height, width = grey.shape
            margin = max(word.line_height // 6, 3)
            top = min(word.top, behind.top) - margin
            bottom = max(word.bottom, behind.bottom) + margin
            right = max(word.right, behind.right) + margin
            field = Field(max(word.left - margin, 0), max(top, 0), min(right, width), min(bottom, height))
            end = behind.left if behind is not word else word.right
            found.append(_Doubt(index, place, word, field, end, place == leftmost))
    return found


def _covers(first: Recognised, second: Recognised) -> bool:
    middle = (second.left + second.right) / 2
    return first.left - 4 <= middle <= first.right + 4
