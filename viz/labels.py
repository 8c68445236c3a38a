"""Every word that a view adds of its own, in Vietnamese and English. Words of the documents are never translated.

The words are rows of viz/words/*.csv, a list for what all pages share and one for each page. What stands in neither is
a code that the command line knows, too ("level.district"), and has its words in `graph.messages`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources
from typing import TypeAlias

from graph import messages
from graph.errors import LexiconError
from graph.messages import Language
from graph.model import Level

LANGUAGES: tuple[Language, ...] = ("vi", "en")
COMMON = "common"
"""The word list that every page has."""

Text: TypeAlias = str | dict[str, str]
"""A text for the page: one string where both languages read the same, else one for each language."""


def label(key: str, **values: object) -> Text:
    """The words called `key` with `values` filled in, in both languages. Raises KeyError for an unknown key."""
    pair = _every_word().get(key)
    if pair is None:
        return both(*(messages.say(key, lang, **values) for lang in LANGUAGES))
    return both(*(text.format(**values) for text in pair))


def titled(text: Text) -> Text:
    """The text with a capital at its beginning."""
    return both(*(f"{say(text, lang)[:1].upper()}{say(text, lang)[1:]}" for lang in LANGUAGES))


def level_name(level: Level | None) -> Text:
    """The name of a level as a heading."""
    return titled(label(f"level.{level}"))


def both(vietnamese: str, english: str) -> Text:
    """One string where the two are the same."""
    return vietnamese if vietnamese == english else {"vi": vietnamese, "en": english}


def say(text: Text, lang: Language) -> str:
    """The text in one language."""
    return text if isinstance(text, str) else text[lang]


def join(parts: list[Text], separator: str = " · ") -> Text:
    """Several texts in one line."""
    return both(separator.join(say(part, "vi") for part in parts), separator.join(say(part, "en") for part in parts))


def day(value: date) -> str:
    """A date as Vietnamese documents write it: 27/11/2017."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def words(lists: Iterable[str]) -> dict[str, Text]:
    """All words of `lists` for the page's own script. Raises LexiconError for a list that is not there."""
    return {key: both(*pair) for name in sorted(set(lists)) for key, pair in word_list(name).items()}


@cache
def word_list(name: str) -> dict[str, tuple[str, str]]:
    """The rows of viz/words/`name`.csv: key -> (Vietnamese, English). Raises LexiconError when it is malformed."""
    source = resources.files("viz").joinpath("words", f"{name}.csv")
    try:
        rows = list(csv.reader(source.read_text(encoding="utf-8").splitlines(), strict=True))
    except (OSError, csv.Error) as error:
        raise LexiconError(
            "the word list cannot be read", where=str(source), remedy="Install the package again"
        ) from error
    if rows[:1] != [["key", "vi", "en"]] or any(len(row) != 3 or not all(row) for row in rows):
        raise LexiconError("each row needs key, vi and en", where=str(source), remedy="Complete the list")
    return {key: (vietnamese, english) for key, vietnamese, english in rows[1:]}


@cache
def word_lists() -> tuple[str, ...]:
    """Names of the word lists there are, sorted."""
    folder = resources.files("viz").joinpath("words")
    return tuple(sorted(entry.name.removesuffix(".csv") for entry in folder.iterdir() if entry.name.endswith(".csv")))


@cache
def _every_word() -> dict[str, tuple[str, str]]:
    return {key: pair for name in word_lists() for key, pair in word_list(name).items()}
