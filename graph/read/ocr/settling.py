"""Which mark a word is that was read several times: the readings weighed, and the strokes and points of the picture.

What a second reading says counts only where it is a mark. Strokes get lost and are never added: of two Roman numbers
the longer one holds, and the picture shows how many stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from graph.read.ocr.engine import Recognised
from graph.read.ocr.marks import as_mark, as_number, is_bare, is_roman
from graph.read.ocr.preparation import library
from graph.read.ocr.sheet import INK

DOUBTED = 0.94
"""Confidence below which a mark is looked at again, and from which on a second reading holds against a word."""
UNSURE = 0.6
"""Below this a first reading does not hold against a second one."""
_NOTHING = 0.3
"""Below this a second reading of a number says nothing."""
_ONE_STROKE = re.compile(r"I[.)-]?")
_IN_WORDS = re.compile(r"[IVX]{2,6}[,;]")
_STROKES = re.compile(r"I{1,2}(?![VXI\d])")
_MOST_STROKES = 3
_SOLID = 0.6
"""Share of the rows across the middle of a letter that the stroke of one fills."""
_THIN, _NEAR = 0.3, 0.65
"""How broad a stroke is at most, and how near its neighbour, in heights; figures one in a row stand further apart."""
_NARROW = 0.25
"""Heights up to which a word is a single stroke, its serifs lost."""


def is_open(first: Recognised, others: Sequence[Recognised | None]) -> bool:
    """True when the readings leave open which mark it is: none is one, or only one of two that are both certain."""
    if as_mark(first.text) is not None or _agreed(first, others) is not None:
        return False
    if not any(one is not None and as_mark(one.text) is not None for one in others):
        return first.confidence < UNSURE
    return first.confidence >= UNSURE and any(map(str.isalpha, first.text))


def settled(first: Recognised, others: Sequence[Recognised | None], *, begins: bool) -> Recognised:
    """The first reading of a word, or what the others make of it; begins: it is the first word of its line."""
    if first.text[-1:] in ",;" and (not begins or (_IN_WORDS.match(first.text) and first.confidence >= UNSURE)):
        return first  # "Khóa XII;" is no mark
    one, second = as_mark(first.text), others[0] if others else None
    if one is None and (mark := _agreed(first, others)) is not None:
        return replace(first, text=mark, confidence=UNSURE)
    other = as_mark(second.text) if second is not None else None
    if other is not None and second is not None and _holds(first, one, second, other):
        return replace(first, text=_ended_alike(one, other), confidence=min(second.confidence, UNSURE))
    if one is not None and one != first.text and first.confidence < DOUBTED:
        return replace(first, text=one, confidence=min(first.confidence, UNSURE))
    return first


def with_strokes(word: Recognised, grey: Any, behind: int) -> Recognised:
    """A number of strokes only ("II.") as the picture shows them, left of the pixel `behind`.

    Strokes of a Roman number stand close; two that stand apart are the figures of eleven, and a single one with a flag
    on its left is a one.
    """
    match = _STROKES.match(word.text)
    if match is None:
        return word
    height = word.bottom - word.top
    places, widths = _strokes(word, grey, behind)
    if not 0 < len(places) <= _MOST_STROKES or max(widths) > _THIN * height:
        return word
    number = match.group()
    if len(places) == 1:
        narrow = word.right - word.left < _NARROW * height
        number = "1" if narrow and _has_flag(word, grey, places[0], widths[0]) else number
    elif max(np.diff(places)) <= _NEAR * height:
        number = max("I" * len(places), number, key=len)
    elif len(places) == 2 == len(number) and min(np.diff(places)) > _NEAR * height:
        number = "11"
    if number == match.group():
        return word
    return replace(word, text=f"{number}{word.text[match.end() :]}", confidence=min(word.confidence, UNSURE))


def _strokes(word: Recognised, grey: Any, behind: int) -> tuple[list[int], list[int]]:
    """Where upright strokes cross the middle of a word, in pixels of the page, and how broad they are."""
    height, left = word.bottom - word.top, max(word.left - 2, 0)
    band = grey[word.top + int(0.4 * height) : word.top + int(0.62 * height), left : behind - 2]
    if not band.size:
        return [], []
    edges = np.flatnonzero(np.diff(((band < INK).mean(axis=0) > _SOLID).astype(np.int8), prepend=0, append=0))
    return [left + int(edge) for edge in edges[::2]], [int(width) for width in edges[1::2] - edges[::2]]


def _has_flag(word: Recognised, grey: Any, place: int, width: int) -> bool:
    """True when the top of a stroke reaches to the left and not to the right, where a Roman one has serifs on both."""
    top = (grey[word.top : word.top + max((word.bottom - word.top) // 8, 1)] < INK).any(axis=0)
    right = place + width
    return place > 0 and bool(top[place - 1]) and right < len(top) and not bool(top[right])


def with_point(word: Recognised, grey: Any, behind: int) -> Recognised:
    """A mark without an end, with the point that the picture shows behind it, left of the pixel `behind`."""
    if not is_bare(word.text) or word.confidence >= DOUBTED:
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


def _agreed(first: Recognised, others: Sequence[Recognised | None]) -> str | None:
    """The mark that readings are certain of: one of them where the first is unsure, two where it is not."""
    found = [mark for one in others if one is not None and one.confidence >= DOUBTED and (mark := as_mark(one.text))]
    needed = 1 if first.confidence < UNSURE else 2
    return found[0] if len(found) >= needed and len(set(found)) == 1 else None


def _holds(first: Recognised, one: str | None, second: Recognised, other: str) -> bool:
    if one is None and is_roman(other):
        return True
    if one is None and as_number(first.text) == other:
        return second.confidence > first.confidence
    if one is None:
        says = second.confidence >= _NOTHING or first.text.startswith(other.rstrip(".)-"))
        return says and (first.confidence < UNSURE or not any(map(str.isalpha, first.text)))
    if one == other:
        return first.text != other
    if _is_figure_one(one, other):
        return one[1:] != other[1:]
    if is_roman(one) and is_roman(other):
        return len(other) > len(one)
    return second.confidence > first.confidence or first.confidence < UNSURE


def _is_figure_one(one: str, other: str) -> bool:
    """The figure one, which the second reading takes for a stroke."""
    return one[0] == "1" and _ONE_STROKE.fullmatch(other) is not None


def _ended_alike(one: str | None, other: str) -> str:
    """The second reading; of a figure one only the end that it saw."""
    return f"{one[0]}{other[1:]}" if one is not None and _is_figure_one(one, other) else other
