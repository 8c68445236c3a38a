"""Accents that recognition mistakes, mended where the words beside leave no doubt.

Small marks are the first thing that a scan loses: "tổ chức" is read "tố chức". A word is mended only when the pair that
it makes with a neighbour stands in no passage of official Vietnamese, and the pair with one letter changed, as a row of
data/lexicon/ocr_letters.csv says letters are mistaken, stands in many; or when the pair is one of
data/lexicon/ocr_words.csv, which nobody writes. Names are left alone. A word that was mended is
less sure than it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import prod

from graph.lexicon.frequencies import passages_with
from graph.lexicon.tables import read_rows
from graph.read.printed.page import Word
from graph.spelling import fold

MANY = 8
"""Passages in which the mended pair stands at least (measured: of 396,000 words of 180 typed documents 5 are changed
and 13 parted, all of them slips of the texts)."""
SHARE = 0.01
"""Of the passages with the neighbour, how many have it in the mended pair: beside a common word much may stand."""
SURER = 20.0
"""How many times as often as the words read the mended ones stand beside their neighbours."""
MENDED = 0.5
"""Confidence of a mended word, at most."""
PARTED = 40
"""Passages in which the two halves of a word stand beside each other at least, for it to be parted."""
SURE = 0.985
"""Confidence from which a word is not doubted."""
_WHOLE = re.compile(r"^(\W*)([^\W\d_]+)(\W*)$")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A letter that recognition writes for another: words as read, and as they stand on the page."""

    read: str
    meant: str
    example: str
    mended: str


@dataclass(frozen=True, slots=True)
class MistakenWords:
    """Two syllables, as long as those that they are read for, that no one writes side by side."""

    read: str
    meant: str
    example: str
    mended: str


@cache
def mistaken_words() -> tuple[MistakenWords, ...]:
    """The rows of data/lexicon/ocr_words.csv."""
    return read_rows("ocr_words.csv", MistakenWords)


@cache
def mistakes() -> tuple[Mistake, ...]:
    """The rows of data/lexicon/ocr_letters.csv."""
    return read_rows("ocr_letters.csv", Mistake)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A word's letters, the marks before and after them, and its neighbours folded, empty where there is none."""

    letters: str
    before: str
    after: str
    left: str
    right: str

    def support(self, letters: str) -> tuple[int, ...]:
        """How many passages have the pairs that these letters make with the neighbours."""
        key = fold(letters)
        pairs = [f"{self.left} {key}"] if self.left else []
        pairs += [f"{key} {self.right}"] if self.right else []
        return tuple(passages_with(pair) for pair in pairs)

    @property
    def neighbours(self) -> tuple[int, ...]:
        """How many passages have the neighbours, in the same order."""
        return tuple(passages_with(word) for word in (self.left, self.right) if word)


def mended(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, given in the order of reading, with mistaken accents put right."""
    result = [part for word in words for part in _parted(word)]
    for index, word in enumerate(result):
        letters = _known(result, index) or _mended(result, index)
        if letters is not None:
            result[index] = replace(word, text=letters, confidence=min(word.confidence or MENDED, MENDED))
    return tuple(result)


@cache
def _slips() -> dict[tuple[str, str], tuple[str, str]]:
    pairs = ((row.read.split(), row.meant.split()) for row in mistaken_words())
    return {(first, second): (one, other) for (first, second), (one, other) in pairs}


def _known(words: Sequence[Word], index: int) -> str | None:
    """The word at `index` where it and a neighbour are a pair that nobody writes."""
    whole = _WHOLE.match(words[index].text)
    if whole is None:
        return None
    letters = whole.group(2)
    right = "" if whole.group(3) else _letters(words, index + 1, end=False)
    left = "" if whole.group(1) else _letters(words, index - 1, end=True)
    for pair, place in (((letters, right), 0), ((left, letters), 1)):
        meant = _slips().get((pair[0].lower(), pair[1].lower()))
        if meant is not None and meant[place] != letters.lower():
            return f"{whole.group(1)}{_as_high(meant[place], letters)}{whole.group(3)}"
    return None


def _as_high(text: str, like: str) -> str:
    """Capitals where the word as read has them."""
    return "".join(letter.upper() if other.isupper() else letter for letter, other in zip(text, like, strict=True))


def _parted(word: Word) -> tuple[Word, ...]:
    """Two syllables that lost the blank between them ("CHỈTHỊ"), where they are a common pair and nothing else."""
    whole = _WHOLE.match(word.text)
    if whole is None or passages_with(fold(whole.group(2))):
        return (word,)
    letters = whole.group(2)
    cuts = [(passages_with(f"{fold(letters[:cut])} {fold(letters[cut:])}"), cut) for cut in range(2, len(letters) - 1)]
    count, cut = max(cuts, default=(0, 0))
    if count < PARTED:
        return (word,)
    cut += len(whole.group(1))
    edge = word.box.x0 + (word.box.x1 - word.box.x0) * cut / len(word.text)
    confidence = min(word.confidence or MENDED, MENDED)
    return (
        replace(word, text=word.text[:cut], box=replace(word.box, x1=edge), confidence=confidence),
        replace(word, text=word.text[cut:], box=replace(word.box, x0=edge + 0.1), confidence=confidence),
    )


def _mended(words: Sequence[Word], index: int) -> str | None:
    word = words[index]
    reading = _reading(words, index)
    if reading is None or (word.confidence is not None and word.confidence >= SURE):
        return None
    read = reading.support(reading.letters)
    if not read or all(read):
        return None
    weighed = [(_weight(found), text) for text, found in _others(reading) if _surely(reading, read, found)]
    if not weighed or max(weighed)[0] < SURER * _weight(read):
        return None
    return f"{reading.before}{max(weighed)[1]}{reading.after}"


def _others(reading: _Reading) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The letters with one of them changed, and the support of each."""
    letters = reading.letters
    for mistake in mistakes():
        for index, letter in enumerate(letters):
            if letter.lower() == mistake.read:
                meant = mistake.meant.upper() if letter.isupper() else mistake.meant
                text = letters[:index] + meant + letters[index + 1 :]
                yield text, reading.support(text)


def _surely(reading: _Reading, read: Sequence[int], found: Sequence[int]) -> bool:
    """True when a pair that nobody writes becomes one that is common, and common where the neighbour stands."""
    return any(
        was == 0 and now >= max(MANY, SHARE * beside)
        for was, now, beside in zip(read, found, reading.neighbours, strict=True)
    )


def _weight(support: Sequence[int]) -> float:
    """How well the pairs are supported together; one that was never seen counts as a third of a passage."""
    return prod(count or 1 / 3 for count in support)


def _reading(words: Sequence[Word], index: int) -> _Reading | None:
    """The word at `index`; None for numbers, symbols and what may be part of a name."""
    whole = _WHOLE.match(words[index].text)
    if whole is None:
        return None
    before, letters, after = whole.groups()
    left = "" if before else _letters(words, index - 1, end=True)
    right = "" if after else _letters(words, index + 1, end=False)
    if _is_name(letters) and (_is_name(left) or _is_name(right)):
        return None
    return _Reading(letters, before, after, fold(left), fold(right))


def _letters(words: Sequence[Word], index: int, *, end: bool) -> str:
    """The letters of a neighbour, empty when a mark stands between or it has none."""
    if not 0 <= index < len(words):
        return ""
    whole = _WHOLE.match(words[index].text)
    if whole is None or whole.group(3 if end else 1):
        return ""
    return str(whole.group(2))


def _is_name(letters: str) -> bool:
    return letters[:1].isupper() and letters[1:].islower()
