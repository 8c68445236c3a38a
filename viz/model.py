"""What the maps show, as plain frozen values: nothing here knows of a store, a layout or HTML.

Every statement carries `Evidence`, so that the reader of a map can see its words and where they stand. A field is
None or empty where the documents say nothing; what was inferred stands in `inferred` with what it was inferred from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.model import Branch, Level, Recurrence, Relation, Role, Status, TaskKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words and where they stand: source file, 1-based line, and the quote as written."""

    file: str
    line: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """One date that some text gives for a document. Claims of different values contradict each other."""

    value: date
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Inference:
    """A field that the document itself does not state, and the words that it was inferred from.

    field is a name of `DocumentNode` ("symbol", "date", "level" ...).
    """

    field: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentNode:
    """A document held, or only cited (held is False).

    level and branch are None where nothing gives them. task_count and objective_count are None where they were not
    counted, which is always so for a document not held; objectives are not among the tasks. repeated_count says how
    many of the tasks are rows of an appendix that repeat one of the body. remarks are what reading its file changed or
    could not read, in English (`graph.messages.translated`).
    """

    id: str
    held: bool
    symbol: str | None = None
    type: str | None = None
    issuer: str | None = None
    title: str | None = None
    level: Level | None = None
    branch: Branch | None = None
    territory: str | None = None
    date: date | None = None
    claims: tuple[DatedClaim, ...] = ()
    status: Status | None = None
    source: str | None = None
    stated: Evidence | None = None
    inferred: tuple[Inference, ...] = ()
    task_count: int | None = None
    objective_count: int | None = None
    repeated_count: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def disputed(self) -> bool:
        """True when texts give different dates for this document."""
        return len({claim.value for claim in self.claims} | ({self.date} if self.date else set())) > 1


@dataclass(frozen=True, slots=True)
class DocumentEdge:
    """What one document says of another: `citing` implements, is based on, amends, replaces or mentions `cited`.

    reported_by is the id of the document that reports the relation in passing, or None when the citing document
    says it itself.
    """

    citing: str
    cited: str
    relation: Relation
    evidence: tuple[Evidence, ...] = ()
    reported_by: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentMapData:
    """Documents and the relations between them. Edges to documents that are not among them are left out."""

    documents: tuple[DocumentNode, ...] = ()
    edges: tuple[DocumentEdge, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An organisation's part in a task, as written.

    agency is the identifier of the organisation that the name means (`viz.agencies`), rule how the part was read:
    "sentence", "label", "column", "heading" or "introduction". Both are None where the collection does not say.
    """

    role: Role
    name: str
    evidence: Evidence | None = None
    agency: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """A section of a document: its path in the outline and its heading as written (empty where it has none)."""

    id: str
    document: str
    path: tuple[str, ...]
    heading: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class TaskNode:
    """A task or objective: `evidence.quote` is its text as written.

    group is a `TaskGroup.id`; same_as the id of the body task that this appendix row repeats; cites the names of the
    documents that it names.
    """

    id: str
    document: str
    group: str
    path: tuple[str, ...]
    evidence: Evidence
    kind: TaskKind = TaskKind.TASK
    table_row: bool = False
    parts: tuple[Part, ...] = ()
    deadline: str | None = None
    begin: date | None = None
    due: date | None = None
    recurrence: Recurrence | None = None
    condition: str | None = None
    cites: tuple[str, ...] = ()
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class TaskMapData:
    """One directive and the documents that carry it out, with their sections and tasks in the order of the texts.

    directive is the id of the document at the top; edges are the implements and basis relations among documents.
    """

    directive: str
    documents: tuple[DocumentNode, ...] = ()
    edges: tuple[DocumentEdge, ...] = ()
    groups: tuple[TaskGroup, ...] = ()
    tasks: tuple[TaskNode, ...] = ()
