"""Concepts of a text by a word list of the domain: which action, on which object, by which words.

data/lexicon/concepts.csv holds the phrases; one concept has many. Where the list hits nothing the words alone decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from graph.align.words import Word, words_of
from graph.errors import LexiconError
from graph.lexicon.tables import read_rows
from graph.model import Span

GAP = 3
"""Syllables that may stand where a phrase has "*"."""


class ConceptKind(StrEnum):
    """What a concept is; an aim or a scope named in passing says little of the duty."""

    ACTION = "action"
    OBJECT = "object"
    POST = "post"
    BODY = "body"
    FUND = "fund"
    INSTRUMENT = "instrument"
    PEOPLE = "people"
    AIM = "aim"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A row of concepts.csv: one phrase of a concept; broader is the concept above it, if any."""

    concept: str
    kind: str
    broader: str | None
    phrase: str
    example: str


@dataclass(frozen=True, slots=True)
class Found:
    """A concept and the words that give it: indexes first to last (not included) of the words searched."""

    concept: str
    first: int
    last: int

    def span(self, words: Sequence[Word]) -> Span:
        """The place of the words in their text."""
        return Span(words[self.first].span.start, words[self.last - 1].span.end)


def concept_rows() -> tuple[ConceptRow, ...]:
    """All rows of the word list. Raises LexiconError when the file is missing or malformed."""
    return read_rows("concepts.csv", ConceptRow)


def concepts_in(words: Sequence[Word]) -> tuple[Found, ...]:
    """The concepts whose phrases stand in `words`, masked words left out, by place; overlapping ones all count."""
    first = _trie()
    starts = [index for index, word in enumerate(words) if word.text in first and not word.masked]
    found = {one for start in starts for one in _from(words, start)}
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.concept)))


@cache
def kind_of(concept: str) -> ConceptKind:
    """What the concept is. Raises KeyError for one that is not in the list."""
    return _catalogue()[concept][0]


@cache
def with_broader(concept: str) -> tuple[str, ...]:
    """The concept, the one above it, and so on up."""
    chain = [concept]
    while (above := _catalogue()[chain[-1]][1]) is not None and above not in chain:
        chain.append(above)
    return tuple(chain)


def _from(words: Sequence[Word], start: int) -> Iterator[Found]:
    waiting: list[tuple[dict[str, Any], int]] = [(_trie(), start)]
    while waiting:
        node, index = waiting.pop()
        for concept in node.get("", ()):
            yield Found(concept, start, index)
        if "*" in node:
            waiting.append((node["*"], index))
        for skipped in range(GAP + 1 if node.get("#gap") else 1):
            place = index + skipped
            if place < len(words) and not words[place].masked and words[place].text in node:
                waiting.append((node[words[place].text], place + 1))


@cache
def _trie() -> dict[str, Any]:
    """Phrases by syllable: a key "" holds concepts, "*" leads to what may follow a gap, marked "#gap"."""
    root: dict[str, Any] = {}
    for row in concept_rows():
        node = root
        for part in row.phrase.split("*"):
            if node is not root:
                node = node.setdefault("*", {"#gap": True})
            for word in words_of(part):
                node = node.setdefault(word.text, {})
        node.setdefault("", []).append(row.concept)
    return root


@cache
def _catalogue() -> dict[str, tuple[ConceptKind, str | None]]:
    catalogue: dict[str, tuple[ConceptKind, str | None]] = {}
    for row in concept_rows():
        kind = ConceptKind(row.kind)
        known = catalogue.setdefault(row.concept, (kind, row.broader))
        if known[0] is not kind:
            raise LexiconError(f"the concept '{row.concept}' has two kinds", where="concepts.csv", remedy="Mend a row")
        if known[1] is None and row.broader is not None:
            catalogue[row.concept] = (kind, row.broader)
    for concept, (_, broader) in catalogue.items():
        if broader is not None and broader not in catalogue:
            raise LexiconError(
                f"the broader concept '{broader}' has no row", where=f"concepts.csv, {concept}", remedy="Add one"
            )
    return catalogue
