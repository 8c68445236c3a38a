"""Which mark a word is that was read several times: the readings weighed, and the strokes and points of the picture.

What a reading says counts only where it is a mark. Strokes get lost and are never added: of two Roman numbers the
longer one holds, and the picture shows how many stand side by side. A mark that comes next in its list counts more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from graph.read.ocr.engine import Recognised
from graph.read.ocr.marks import as_mark, as_number, is_bare, is_roman, stem
from graph.read.ocr.preparation import library
from graph.read.ocr.sheet import INK

DOUBTED = 0.94
"""Confidence below which a mark is looked at again."""
UNSURE = 0.6
"""Confidence at most of a mark that was settled; below it a first reading is no word that has to be outweighed."""
_NOTHING = 0.3
"""Below this the reading of a number says nothing, unless that number comes next."""
_FAINT = 0.1
"""Below this the reading of a Roman number says nothing."""
_NEXT = 0.5
"""What a mark that comes next in its list counts more."""
_ENOUGH = 0.9
"""Weight from which on readings are a mark though the first is none: one that is certain, or more than one."""
_SETTLED = 1.6
"""Weight from which on no further reading is needed."""
_IN_WORDS = re.compile(r"[IVX]{2,6}[,;]")
_FIGURES = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}")
_STROKES = re.compile(r"(?:I{1,2}|1{1,2})(?=[.)-]?$)")
_MOST_STROKES = 3
_SOLID = 0.6
"""Share of the rows across the middle of a letter that the stroke of one fills."""
_THIN, _NEAR = 0.3, 0.65
"""How broad a stroke is at most, and how near its neighbour, in heights; figures one in a row stand further apart."""
_FLAG = 0.07
"""What the flag of a one reaches to the left at least, in heights."""
_NARROW = 0.25
"""Heights up to which a word is a single stroke, its serifs lost."""


def is_open(first: Recognised, others: Sequence[Recognised | None], expected: Collection[str] = ()) -> bool:
    """True when the readings of a word that may be a mark leave open which one."""
    votes = _votes(first, others, expected)
    if not votes:
        return first.confidence < UNSURE
    weights = sorted(votes.values())
    return weights[-1] - sum(weights[:-1]) < _SETTLED


def settled(
    first: Recognised, others: Sequence[Recognised | None], *, begins: bool, expected: Collection[str] = ()
) -> Recognised:
    """The first reading of a word, or what the others make of it.

    begins: it is the first word of its line; expected: stems of the marks that may come next.
    """
    if first.text[-1:] in ",;" and (not begins or (_IN_WORDS.match(first.text) and first.confidence >= UNSURE)):
        return first  # "Khóa XII;" is no mark
    votes = _votes(first, others, expected)
    if not votes:
        return first
    chosen = max(sorted(votes), key=lambda one: votes[one])
    weight = votes[chosen]
    if weight < _needed(first, others, chosen):
        return first
    if chosen == "I" and "1" in expected and "I" not in expected:
        chosen = "1"
    text = _ended(chosen, [first, *(one for one in others if one is not None)])
    return first if text == first.text else replace(first, text=text, confidence=min(weight, UNSURE))


def with_strokes(word: Recognised, grey: Any, behind: int) -> Recognised:
    """A number of strokes only ("II.", "1.") as the picture shows them, left of the pixel `behind`.

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
        number = _single(word, grey, places[0], widths[0]) or number
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


def _single(word: Recognised, grey: Any, place: int, width: int) -> str | None:
    """A single stroke by its top: a one has a flag on its left, a Roman one serifs on both sides; None for neither."""
    height = word.bottom - word.top
    top = (grey[word.top : word.top + max(height // 8, 1)] < INK).any(axis=0)
    left = next((step for step in range(height) if place - step < 1 or not top[place - step - 1]), 0)
    right = bool(place + width < len(top) and top[place + width])
    if right:
        return "I" if left else None
    flag = max(_FLAG * height, 1) if word.right - word.left >= _NARROW * height else 1
    return "1" if left >= flag else None


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


def _votes(first: Recognised, others: Sequence[Recognised | None], expected: Collection[str]) -> dict[str, float]:
    """What each mark weighs, by its stem: the confidences of the readings that it is, and whether it comes next."""
    votes: dict[str, float] = {}
    whole: set[str] = set()
    for one in (first, *others):
        mark = None if one is None else as_mark(one.text) or _begun(one.text, expected)
        if one is None or mark is None:
            continue
        says = one.confidence >= (_FAINT if is_roman(mark) else _NOTHING) or stem(mark) in expected
        if one is first or says or (stem(mark).isdigit() and first.text.startswith(stem(mark))):
            votes[stem(mark)] = votes.get(stem(mark), 0.0) + max(one.confidence, _LEAST)
        if is_roman(one.text) and one.confidence >= UNSURE:
            whole.add(stem(mark))
    _join_romans(votes, whole)
    return {one: weight + _NEXT * (one in expected) for one, weight in votes.items()}


def _begun(text: str, expected: Collection[str]) -> str | None:
    """The number with which a reading begins, where it comes next and one letter more was read ("3s" for "3.")."""
    number = _FIGURES.match(text)
    return number.group() if number and number.group() in expected and len(text) - number.end() <= 1 else None


_LEAST = 0.05
"""What a reading counts of which recognition gives no confidence at all."""


def _join_romans(votes: dict[str, float], whole: Collection[str]) -> None:
    """Shorter Roman numbers count for the longest, which lost no stroke; a single stroke for the figure one.

    whole are those that were read as such, without a letter taken for strokes: where there are any, only they hold.
    """
    romans = sorted((one for one in votes if is_roman(one)), key=lambda one: (one in whole, len(one)))
    if romans and romans[-1] == "I" and "1" in votes:
        romans.append("1")
    for shorter in romans[:-1]:
        votes[romans[-1]] += votes.pop(shorter)


def _needed(first: Recognised, others: Sequence[Recognised | None], chosen: str) -> float:
    """The weight from which on a mark holds against the first reading."""
    if as_mark(first.text) is not None:
        return 0.0
    if first.confidence < UNSURE and (is_roman(chosen) or first.text.startswith(chosen)):
        return 0.0
    alike = as_number(first.text)
    if alike is not None and stem(alike) == chosen:
        return first.confidence
    if first.confidence < UNSURE or not any(map(str.isalpha, first.text)):
        return _ENOUGH
    return _ENOUGH + sum(one.confidence for one in (first, *others) if one is not None and one.text == first.text)


def _ended(chosen: str, readings: Sequence[Recognised]) -> str:
    """The mark with its brackets and end: those of the first reading, or of others where that is unsure."""
    first = as_mark(readings[0].text)
    if first is not None and stem(first) == chosen and readings[0].confidence >= UNSURE:
        return first
    marks = [mark for one in readings if (mark := as_mark(one.text)) and (stem(mark) == chosen or chosen in "1I")]
    bracket = "(" if any(mark.startswith("(") for mark in marks) else ""
    end = next((end for mark in marks if (end := mark[len(mark.rstrip(".)-")) :])), "")
    return f"{bracket}{chosen}{end}"
