"""Which mark a word is that was read several times: the readings weighed.

What a reading says counts only where it is a mark. Strokes get lost and are never added: of two Roman numbers the
longer one holds. A mark that comes next in its list counts more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from graph.read.ocr.engine import Recognised
from graph.read.ocr.marks import as_mark, as_number, end, is_roman, stem

DOUBTED = 0.94
"""Confidence below which a mark is looked at again."""
UNSURE = 0.6
"""Confidence at most of a mark that was settled; below it a first reading is no word that has to be outweighed."""
_NOTHING = 0.3
"""Below this the reading of a number says nothing, unless that number comes next."""
_FAINT = 0.1
"""Below this the reading of a Roman number says nothing."""
_LEAST = 0.05
"""What a reading counts of which recognition gives no confidence at all."""
_NEXT = 0.5
"""What a mark that comes next in its list counts more."""
_ENOUGH = 0.9
"""Weight from which on readings are a mark though the first is none: one that is certain, or more than one."""
_SETTLED = 1.6
"""Weight from which on no further reading is needed."""
_IN_WORDS = re.compile(r"[IVX]{2,6}[,;]")
_FIGURES = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}")


def is_open(first: Recognised, others: Sequence[Recognised | None]) -> bool:
    """True when the readings of a word that may be a mark leave open which one."""
    votes = _votes(first, others, ())
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
    return f"{bracket}{chosen}{next((end(mark) for mark in marks if end(mark)), '')}"
