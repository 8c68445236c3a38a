"""Words that stand alone and are read badly, marks of items before all: looked at a second time, away from the page.

The Vietnamese data of Tesseract knows words; the English one, which Debian's package always brings, tells single digits
and strokes better. Where both leave a mark open, what was doubted on the page is read again, and once more enlarged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.read.ocr.dirt import is_dirt
from graph.read.ocr.engine import ENGLISH, LANGUAGE, Recognised, has_language, recognise
from graph.read.ocr.expecting import Numbering
from graph.read.ocr.marks import is_mark
from graph.read.ocr.preparation import library
from graph.read.ocr.settling import DOUBTED, is_open, settled
from graph.read.ocr.sheet import Field, stacked
from graph.read.ocr.strokes import with_point, with_strokes

_ROMAN_LIKE = re.compile(r"[IVXHL]{2,6}\W?")
_LONGEST = 5
_LONGEST_MARK = 4
_DASHES = frozenset("-–—+•*")


@dataclass(frozen=True, slots=True)
class _Look:
    """A way to look again: in which language, how many times enlarged, for which letters, without the word behind."""

    language: str
    enlarged: float = 1.0
    only: str = ""
    alone: bool = False


_OF_MARKS = "0123456789.IVX)-"
_LOOKS = (
    _Look(ENGLISH),
    _Look(LANGUAGE),
    _Look(ENGLISH, enlarged=1.5),
    _Look(ENGLISH, only=_OF_MARKS, alone=True),
    _Look(ENGLISH, enlarged=1.5, only=_OF_MARKS),
)
"""The second look, and those that follow while a mark is open."""


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

    @property
    def end(self) -> int:
        """Where the word's own part of the field ends."""
        return max(self.behind - 3, self.first.right) if self.behind > self.first.right else self.field.right


def with_marks(
    lines: Sequence[Sequence[Recognised]], grey: Any, where: str, numbering: Numbering, *, seconds: float
) -> list[list[Recognised]]:
    """The lines with the marks that were doubtful read again from the page; numbering learns the marks."""
    result = [list(line) for line in lines]
    doubts = [doubt for index, line in enumerate(result) for doubt in _doubts(index, line, grey)]
    readings = _readings(doubts, grey, where, seconds) if doubts and has_language(ENGLISH) else []
    others = [[one.get(index) for one in readings] for index in range(len(doubts))]
    _settle(result, list(zip(doubts, others, strict=True)) if readings else [], grey, numbering)
    return result


def _readings(doubts: Sequence[_Doubt], grey: Any, where: str, seconds: float) -> list[dict[int, Recognised]]:
    """What was read in the place of each doubtful word, look by look, until none that begins a line is open."""
    readings: list[dict[int, Recognised]] = []
    for look in _LOOKS:
        # All of them each time, since recognition tells figures better among other words.
        readings.append(_again(doubts, grey, where, look, seconds))
        if not any(
            doubt.begins and is_open(doubt.first, [one.get(index) for one in readings])
            for index, doubt in enumerate(doubts)
        ):
            break
    return readings


def _settle(
    lines: Sequence[list[Recognised]],
    doubts: Sequence[tuple[_Doubt, Sequence[Recognised | None]]],
    grey: Any,
    numbering: Numbering,
) -> None:
    """Put what the doubtful words are into the lines, from the top, so that it is known which mark comes next."""
    of_line: dict[int, list[tuple[_Doubt, Sequence[Recognised | None]]]] = {}
    for doubt, others in doubts:
        of_line.setdefault(doubt.line, []).append((doubt, others))
    for index, line in enumerate(lines):
        for doubt, others in of_line.get(index, ()):
            line[doubt.place] = _decided(doubt, others, grey, numbering.next() if doubt.begins else ())
        first = line[_leftmost(line)]
        if len(line) > 1 and is_mark(first.text):  # alone on its line it is the number of the page
            numbering.see(first.text)


def _decided(doubt: _Doubt, others: Sequence[Recognised | None], grey: Any, expected: Collection[str]) -> Recognised:
    word = settled(doubt.first, others, begins=doubt.begins, expected=expected)
    if doubt.begins:
        word = with_strokes(word, grey, doubt.behind)
    return with_point(word, grey, doubt.behind)


def _again(doubts: Sequence[_Doubt], grey: Any, where: str, look: _Look, seconds: float) -> dict[int, Recognised]:
    """What is read in the places of doubtful words when they stand alone, or with the words behind them."""
    sheet = stacked(grey, [replace(doubt.field, right=doubt.end) if look.alone else doubt.field for doubt in doubts])
    picture = sheet.picture
    if look.enlarged != 1:
        cv = library()
        picture = cv.resize(picture, None, fx=look.enlarged, fy=look.enlarged, interpolation=cv.INTER_CUBIC)
    found: dict[int, Recognised] = {}
    for word in recognise(picture, where, seconds=seconds, language=look.language, only=look.only):
        strip, moved = sheet.on_page(_smaller(word, look.enlarged))
        index = sheet.cells[strip]
        if _covers(doubts[index].first, moved):
            found.setdefault(index, moved)
    if look.only:  # a word of many letters is none of these, whatever it is taken for
        found = {index: word for index, word in found.items() if len(doubts[index].first.text) <= _LONGEST_MARK}
    return found


def _smaller(word: Recognised, enlarged: float) -> Recognised:
    """The word in the places that it has where nothing is enlarged."""
    left, top, right, bottom = (round(value / enlarged) for value in (word.left, word.top, word.right, word.bottom))
    return replace(word, left=left, top=top, right=right, bottom=bottom)


def _doubts(index: int, line: Sequence[Recognised], grey: Any) -> list[_Doubt]:
    found: list[_Doubt] = []
    leftmost = _leftmost(line)
    for place, word in enumerate(line):
        if word.confidence >= DOUBTED or word.text in _DASHES:
            continue
        if (place == leftmost and len(word.text) <= _LONGEST) or _ROMAN_LIKE.fullmatch(word.text):
            behind = next((line[after] for after in range(place + 1, len(line)) if not is_dirt(line[after])), word)
            height, width = grey.shape
            margin = max(word.line_height // 6, 3)
            top = min(word.top, behind.top) - margin
            bottom = max(word.bottom, behind.bottom) + margin
            right = max(word.right, behind.right) + margin
            field = Field(max(word.left - margin, 0), max(top, 0), min(right, width), min(bottom, height))
            end = behind.left if behind is not word else word.right
            found.append(_Doubt(index, place, word, field, end, place == leftmost))
    return found


def _leftmost(line: Sequence[Recognised]) -> int:
    return min(range(len(line)), key=lambda place: line[place].left)


def _covers(first: Recognised, second: Recognised) -> bool:
    middle = (second.left + second.right) / 2
    return first.left - 4 <= middle <= first.right + 4
