"""What an audit gives: findings, each with its words, their place, and what would settle it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.query import Cell


class Severity(StrEnum):
    """How much a finding matters: high (must be put right), medium (must be looked at), low (good to know)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Words and where they stand: document (identifier), symbol, file, 1-based line, place in the outline ("B/II/1").

    symbol, line and path are None where they are not known; quote is empty where no words can be shown.
    """

    document: str
    symbol: str | None
    source: str
    line: int | None
    path: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. code is that of its check; subject is the identifier of the task or document it is about.

    at holds the words found, against the words at the other end (the contradicting text, the requirement above).
    values are what the message's {placeholders} stand for, by name: texts and numbers, ISO dates, and codes of
    `graph.messages` ("role.lead"), which are put into the reader's language. Title, message and what would settle it
    stand in data/lexicon/findings.csv (`graph.audit.wording`).
    """

    code: str
    severity: Severity
    subject: str
    at: Place
    against: Place | None = None
    values: tuple[tuple[str, Cell], ...] = ()

    @property
    def documents(self) -> frozenset[str]:
        """Identifiers of the documents whose finding this is: that of the subject and that of its words."""
        return frozenset({self.subject.partition("/task/")[0], self.at.document})

    @property
    def order(self) -> tuple[object, ...]:
        """Gravest first, then by check, document, line and words: the same findings always come in the same order."""
        at, other = self.at, self.against
        ends = (other.source, other.line or 0, other.quote) if other is not None else ("", 0, "")
        written = tuple((name, str(value)) for name, value in self.values)
        return (self.severity.rank, self.code, at.source, at.line or 0, self.subject, at.quote, *ends, written)
