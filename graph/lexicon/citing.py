"""Words by which documents cite each other: triggers of relations, laws by name, and what heads or ends a citation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows
from graph.spelling import fold


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A row of relations.csv: a phrase before a cited document and the relation that it gives in a zone.

    zone is "opening" (title, preamble, closing sentence), "acting" (an article, or a sentence about the document
    itself), "guard" (a word that makes a changing verb a task for somebody) or "review" (the opening looks back).
    """

    phrase: str
    zone: str
    relation: str
    example: str
    expected: str


@dataclass(frozen=True, slots=True)
class LawRow:
    """A row of laws.csv: kind ("Luật", "Bộ luật", "Pháp lệnh") and name without it."""

    kind: str
    name: str
    example: str
    expected: str


@dataclass(frozen=True, slots=True)
class CitationWord:
    """A row of citation_words.csv: a phrase and the part that it plays in naming a document."""

    kind: str
    phrase: str
    example: str


@cache
def relation_rows() -> tuple[RelationRow, ...]:
    """All rows of relations.csv."""
    return read_rows("relations.csv", RelationRow)


@cache
def law_rows() -> tuple[LawRow, ...]:
    """All rows of laws.csv."""
    return read_rows("laws.csv", LawRow)


@cache
def citation_words() -> tuple[CitationWord, ...]:
    """All rows of citation_words.csv."""
    return read_rows("citation_words.csv", CitationWord)


@cache
def words(*kinds: str) -> frozenset[str]:
    """Folded phrases of these kinds."""
    return frozenset(fold(row.phrase) for row in citation_words() if row.kind in kinds)


@cache
def pattern(*kinds: str) -> re.Pattern[str]:
    """One pattern over folded text for all phrases of these kinds, the longest first, as whole words."""
    return alternation(words(*kinds))


@cache
def relation_pattern(zone: str) -> re.Pattern[str]:
    """One pattern over folded text for the phrases of a zone of relations.csv."""
    return alternation(frozenset(relation_of(zone)))


@cache
def relation_of(zone: str) -> dict[str, str]:
    """Folded phrase to relation in a zone of relations.csv."""
    return {fold(row.phrase): row.relation for row in relation_rows() if row.zone == zone}


@cache
def laws() -> dict[str, LawRow]:
    """Folded full name ("luật viên chức") to row."""
    return {fold(f"{row.kind} {row.name}"): row for row in law_rows()}


@cache
def law_pattern() -> re.Pattern[str]:
    """One pattern over folded text for the laws known by name."""
    return alternation(frozenset(laws()))


def alternation(phrases: frozenset[str]) -> re.Pattern[str]:
    """A pattern of whole phrases, the longest first; it never looks back, so matching stays linear."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
