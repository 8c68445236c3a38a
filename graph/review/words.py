"""The words of a review sheet for decisions, relations, statuses and doubts, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from graph.lexicon.tables import read_rows
from graph.messages import Language
from graph.spelling import bare

Kind = Literal["decision", "relation", "status", "doubt"]


@dataclass(frozen=True, slots=True)
class ReviewWord:
    """A row of review_words.csv: a code, the words that the sheet shows for it, and others that are taken for it."""

    kind: str
    code: str
    vi: str
    en: str
    also: tuple[str, ...]
    example: str


@cache
def review_words() -> tuple[ReviewWord, ...]:
    """All rows of review_words.csv."""
    return read_rows("review_words.csv", ReviewWord)


def shown(kind: Kind, code: str, language: Language) -> str:
    """The words for a code. Raises KeyError for a code that no row has."""
    row = _by_code()[kind, code]
    return row.vi if language == "vi" else row.en


def choices(kind: Kind, language: Language) -> tuple[str, ...]:
    """What a drop-down of this kind offers."""
    return tuple(shown(kind, row.code, language) for row in review_words() if row.kind == kind)


def code_of(kind: Kind, typed: str) -> str | None:
    """The code that somebody means who typed this, in either language and without regard to accents; None if none."""
    return _by_word().get((kind, bare(typed)))


@cache
def _by_code() -> Mapping[tuple[str, str], ReviewWord]:
    return {(row.kind, row.code): row for row in review_words()}


@cache
def _by_word() -> Mapping[tuple[str, str], str]:
    return {
        (row.kind, bare(word)): row.code for row in review_words() for word in (row.code, row.vi, row.en, *row.also)
    }
