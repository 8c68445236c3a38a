"""Lines that print as one paragraph, as one string: hyphens at their ends, raised marks of notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from graph.read.printed.lines import Line, height_of
from graph.read.printed.page import Word
from graph.read.printed.syllables import is_syllable

_SOFT_HYPHEN = "\u00ad"
_LAST_LETTERS = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-\u2010]$")
_FIRST_LETTERS = re.compile(r"([^\W\d_]+)")
_BOUND_END = re.compile(r"(?<=[^\s\-/(])[-/\u2010]$")
"""A hyphen or slash at the end of a line that belongs to the word before it: "18-", "07/2012/"."""
_VOWELS = frozenset("aeiouy")
_MARK = re.compile(r"[\d*]{1,3}")


def text_of(lines: Sequence[Line]) -> str:
    """The words of all lines in reading order."""
    text = ""
    for line in lines:
        text = _append(text, words_of(line))
    return text


def words_of(line: Line) -> str:
    """The line's words; the raised number of a note stands in brackets."""
    return " ".join(f"[{word.text}]" if is_raised(word, line) else word.text for word in line.words)


def is_raised(word: Word, line: Line) -> bool:
    """True for a small number above the foot of the line: the mark of a note."""
    if word.confidence is not None or not _MARK.fullmatch(word.text):
        return False
    feet = [other.box.bottom for other in line.words if other is not word]
    if not feet or height_of(word) > 0.8 * line.size:
        return False
    return word.box.bottom < max(feet) - 0.12 * line.size


def is_broken_off(text: str) -> bool:
    """True when a line ends within a word: with a hyphen or slash that belongs to what follows."""
    return text.endswith(_SOFT_HYPHEN) or _BOUND_END.search(text) is not None


def confidence_of(words: Iterable[Word]) -> float | None:
    """The mean of what recognition gives for its words, None where there was none."""
    values = [word.confidence for word in words if word.confidence is not None]
    return round(sum(values) / len(values), 4) if values else None


def _append(text: str, more: str) -> str:
    if not text or not more:
        return text or more
    if text.endswith(_SOFT_HYPHEN):
        return text[:-1] + more
    if _BOUND_END.search(text) and not more[:1].isspace():
        return (text[:-1] if _splits_syllable(text, more) else text) + more
    return f"{text} {more}"


def _splits_syllable(text: str, more: str) -> bool:
    """True when the hyphen only breaks a word: its halves make a syllable, and the second can't well be one itself."""
    before, after = _LAST_LETTERS.search(text[-12:]), _FIRST_LETTERS.match(more)
    if not before or not after or not after.group(1)[:1].islower():
        return False
    first, second = before.group(1), after.group(1)
    whole = is_syllable(first) and is_syllable(second) and unicodedata.normalize("NFD", second)[0] not in _VOWELS
    return is_syllable(first + second) and not whole
