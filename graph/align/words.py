"""Words of a task made comparable: folded, abbreviations spelled out, variants made one, each with its place.

Vietnamese writes syllables apart, so a "word" here is a syllable; meaning sits in runs of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from graph.lexicon.abbreviations import all_abbreviations
from graph.lexicon.tables import read_rows
from graph.model import Span
from graph.spelling import fold, fold_in_place

TITLE_RUN = 5
"""Syllables in a row shared with a directive's title that count as naming it (measured on plans that repeat it)."""

_WORD = re.compile(r"\w+(?:[/&.-]\w+)*")
_PART = re.compile(r"[\w&]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A syllable as compared, and where it stands in the text; several share a place where one was spelled out.

    masked: part of a directive's title or of a list of organisations, which say nothing of the duty.
    """

    text: str
    span: Span
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """A row of data/lexicon/variants.csv: two spellings or wordings of one thing, as syllables."""

    variant: str
    standard: str
    example: str


def variants() -> tuple[Variant, ...]:
    """All rows of the word list."""
    return read_rows("variants.csv", Variant)


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text`, in order."""
    folded = fold_in_place(text)
    return tuple(_standard(list(_words(text, folded))))


def masked(words: Sequence[Word], titles: Iterable[Sequence[str]]) -> tuple[Word, ...]:
    """`words` with those masked that belong to a run of at least `TITLE_RUN` also found in one of the titles."""
    runs = {tuple(title[i : i + TITLE_RUN]) for title in titles for i in range(len(title) - TITLE_RUN + 1)}
    if not runs:
        return tuple(words)
    texts = [word.text for word in words]
    hidden = [word.masked for word in words]
    for start in range(len(texts) - TITLE_RUN + 1):
        if tuple(texts[start : start + TITLE_RUN]) in runs:
            hidden[start : start + TITLE_RUN] = [True] * TITLE_RUN
    return tuple(replace(word, masked=hide) if hide else word for word, hide in zip(words, hidden, strict=True))


def _words(text: str, folded: str) -> Iterator[Word]:
    spelled_out = _abbreviations()
    for match in _WORD.finditer(folded):
        start, end = match.span()
        whole = text[start:end]
        if whole in spelled_out:
            span = Span(start, end)
            yield from (Word(part, span) for part in spelled_out[whole])
        elif whole.isalnum() or "/" in whole:
            yield Word(match.group(), Span(start, end))
        else:
            yield from (Word(part.group(), Span(*part.span())) for part in _PART.finditer(folded, start, end))


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    return {row.short: tuple(fold(row.full).split()) for row in all_abbreviations() if not row.word}


def _standard(words: list[Word]) -> Iterator[Word]:
    known, standards = _variants(), _standards()
    index = 0
    while index < len(words):
        for length in known.get(words[index].text, ()):
            run = words[index : index + length]
            standard = standards.get(tuple(word.text for word in run))
            if standard is not None:
                span = Span(run[0].span.start, run[-1].span.end)
                yield from (Word(part, span) for part in standard)
                index += length
                break
        else:
            yield words[index]
            index += 1


@cache
def _standards() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {tuple(fold(row.variant).split()): tuple(fold(row.standard).split()) for row in variants()}


@cache
def _variants() -> dict[str, tuple[int, ...]]:
    """Lengths of the variants that begin with a syllable, the longest first."""
    lengths: dict[str, set[int]] = {}
    for run in _standards():
        lengths.setdefault(run[0], set()).add(len(run))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
