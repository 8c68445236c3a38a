"""What is known of links between tasks: which document stands below which, who carries out what, what people decided.

A link goes up, from a task or objective of a lower document (the child) to one of an upper document (the parent, a
requirement). Identifiers are tails of IRIs, as everywhere. A machine's link is a lead, not a verdict: only a decision
makes it confirmed or rejected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model import Level, Span


class SetRelation(StrEnum):
    """How the child stands to the parent, as sets of actions (after NIST IR 8477)."""

    EQUAL = "equal"
    NARROWER = "narrower"  # the child does part of the parent, or does it for its own level
    OVERLAPS = "overlaps"


class LinkStatus(StrEnum):
    """Candidate: only shown for choice. Proposed: the machine holds it for true. The others: a person decided."""

    CANDIDATE = "candidate"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What a reviewer may decide: confirm or reject a link; of a requirement and a lower document, gap or exception."""

    CONFIRM = "confirm"  # also of a pair that the machine missed; with a relation
    REJECT = "reject"
    GAP = "gap"  # looked, and nothing carries it out: confirmed gap
    EXCEPTION = "exception"  # nothing has to: justified


class DescentRule(StrEnum):
    """Why one document stands below another (design notes, section 2, rule 1)."""

    CITES = "cites"  # cites it as carried out or as its basis
    CHAIN = "chain"  # the same through other documents
    SHARED = "shared"  # both carry out one directive, and the upper one applies to the lower one's territory


@dataclass(frozen=True, slots=True, order=True)
class Descent:
    """The document `lower` stands below `upper`.

    between are the documents on the way, from lower to upper; missing those on the way that are not held, which may
    have taken up what lower does not. directive is the document that both carry out where the rule is SHARED.
    """

    lower: str
    upper: str
    rule: DescentRule
    between: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    directive: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Addressing:
    """A requirement speaks to a level (cấp); `words` are those that say so, None where no level is excluded."""

    task: str
    level: Level
    words: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Shared:
    """Words of two texts that say the same. kind: "words", "concept", "document" or "figure"; label names it.

    child and parent are places within the two tasks' own texts (not within the source).
    """

    child: Span
    parent: Span
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a link, and what against.

    phrases are words as they stand in the child; documents the identifiers of documents that both name; against are
    codes of concept scheme "doubt": "addressee", "action", "object", "twin", "documents", "weak".
    """

    phrases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link from a child task up to a parent task.

    score (0 to 1) is the calibrated probability that a careful reader would draw it. duties are pairs (index of the
    child's duty, index of the parent's) that meet. Fingerprints are of the two texts as linked. reviewer is None while
    nobody decided; suspect is True when a text changed since the decision.
    """

    child: str
    parent: str
    relation: SetRelation
    score: float
    status: LinkStatus
    method: str
    child_fingerprint: str
    parent_fingerprint: str
    duties: tuple[tuple[int, int], ...] = ()
    evidence: Evidence = Evidence()
    reviewer: str | None = None
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, with the words as they stood then. Never changed; a later one of the same pair holds.

    Of a link, child is a task. Of a gap or an exception, document is the lower document and child is None. number
    counts decisions of a store from 1, in the order in which they were recorded.
    """

    number: int
    verdict: Verdict
    parent: str
    parent_text: str
    parent_fingerprint: str
    reviewer: str
    decided_on: date
    child: str | None = None
    child_text: str | None = None
    child_fingerprint: str | None = None
    document: str | None = None
    relation: SetRelation | None = None
    note: str | None = None

    @property
    def about(self) -> tuple[str, str]:
        """What it is about: (child task, parent task), or (lower document, parent task)."""
        return (self.child or self.document or "", self.parent)


@dataclass(frozen=True, slots=True)
class Similarity:
    """Tasks of different territories that say much the same; no lineage is claimed (similarContent)."""

    one: str
    other: str
    score: float


@dataclass(frozen=True, slots=True)
class Matched:
    """The links that a machine found from one lower to one upper document, and the digest of what it found them by."""

    lower: str
    key: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """All that aligning a collection gives, in a fixed order. cycles are circles of "implements" that were found.

    matched has, before any decision, the links of each pair of documents whose digest can be told.
    """

    descents: tuple[Descent, ...] = ()
    addressings: tuple[Addressing, ...] = ()
    links: tuple[Link, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()
    similar: tuple[Similarity, ...] = ()
    matched: tuple[Matched, ...] = ()
