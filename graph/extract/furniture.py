"""What stands around a document's provisions: the parts' opening words, and what web pages put about a copy.

The words are data/lexicon/furniture.csv; a row's kind says what a line that holds the phrase is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows
from graph.spelling import fold

KEY_LENGTH = 240
"""Characters of a line that are compared; no phrase is longer, and a line may hold a whole document."""

PORTAL_FIELDS = ("symbol", "type", "issuer", "signer", "date", "other")
"""Rows of kind "portal-..." that label a field of a web page's table about the document."""

_MARGIN = " |"
_SIGNS = " .:*-"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row: phrase in small letters, match where it must stand ("starts", "ends", "contains", "whole")."""

    kind: str
    phrase: str
    match: str
    example: str

    def fits(self, key: str) -> bool:
        """True when a line with this key holds the phrase in its place, at the borders of words."""
        if self.match == "whole":
            return key.strip(_SIGNS) == self.phrase.strip(_SIGNS)
        if self.match == "contains":
            return self.phrase in key
        length = len(self.phrase)
        if self.match == "starts":
            return key.startswith(self.phrase) and not key[length : length + 1].isalnum()
        inside_word = self.phrase[0].isalnum() and key[-length - 1 : -length].isalnum()
        return key.endswith(self.phrase) and not inside_word


def key_of(text: str) -> str:
    """The start of a line made comparable, without the marks of table cells."""
    return fold(text[:KEY_LENGTH]).strip(_MARGIN)


def end_key_of(text: str) -> str:
    """The end of a line made comparable, without the marks of table cells."""
    return fold(text[-KEY_LENGTH:]).strip(_MARGIN)


@cache
def phrases(kind: str = "") -> tuple[Phrase, ...]:
    """Rows of this kind, or all of them. Raises LexiconError for a row that is not usable."""
    return tuple(row for row in read_rows("furniture.csv", Phrase) if not kind or row.kind == kind)


def holds(kind: str, key: str) -> bool:
    """True when a line with this key holds a phrase of this kind."""
    opens, ends, within, whole = _places(kind)
    likely = (
        key.startswith(opens) or key.endswith(ends) or key.strip(_SIGNS) in whole or any(map(key.__contains__, within))
    )
    return likely and any(phrase.fits(key) for phrase in phrases(kind))


@cache
def _places(kind: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Phrases of this kind by where they stand, so that a line without any is passed over at once."""
    rows = phrases(kind)
    opens, ends, within = (
        tuple(row.phrase for row in rows if row.match == match) for match in ("starts", "ends", "contains")
    )
    return opens, ends, within, frozenset(row.phrase.strip(_SIGNS) for row in rows if row.match == "whole")
