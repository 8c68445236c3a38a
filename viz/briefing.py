"""All that the pages of one briefing show, as plain frozen values gathered once (`viz.collect.briefing`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.audit import Finding
from graph.coverage import Row
from graph.links import Decision, LinkStatus, SetRelation
from graph.references import References
from viz.agencies import Agency
from viz.model import DocumentMapData, DocumentNode, TaskMapData, TaskNode


@dataclass(frozen=True, slots=True)
class TaskLink:
    """A link from a task (child) up to a requirement (parent), both among the briefing's tasks.

    status is proposed (a machine's lead) or confirmed (a person decided); suspect: a text changed since. score (0 to 1)
    reads as a probability. phrases are words of the child that both texts share; documents the names of those that both
    cite; against codes of doubts ("addressee"). reviewer, decided_on and note are those of the decision, if any.
    duties are places (from 0) of the parent's duties that the child meets.
    """

    child: str
    parent: str
    relation: SetRelation
    score: float
    status: LinkStatus
    suspect: bool = False
    phrases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    reviewer: str | None = None
    decided_on: date | None = None
    note: str | None = None
    duties: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """How far the requirements of `document` are taken up by each document below it: rows of `graph.coverage`.

    territories are the rows of the same by territory; duties the words of each requirement's single duties; decisions
    those of gaps and exceptions that hold.
    """

    document: str
    rows: tuple[Row, ...]
    territories: tuple[Row, ...] = ()
    duties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """One directive, and everything that its pages show.

    directive is the identifier of the document at the top; papers are the documents of its lineage with what they cite;
    tasks those of the held documents at or below it; coverage has one table for each held document that has documents
    below it, the highest first. as_of is the day that counts as today, or None. references say where words stand in the
    files that all these were read from.
    """

    directive: str
    as_of: date | None
    papers: DocumentMapData
    tasks: TaskMapData
    links: tuple[TaskLink, ...] = ()
    coverage: tuple[CoverageTable, ...] = ()
    findings: tuple[Finding, ...] = ()
    agencies: tuple[Agency, ...] = ()
    references: References = field(default_factory=References)

    @cached_property
    def documents(self) -> Mapping[str, DocumentNode]:
        """Every document of `papers` by its identifier."""
        return {document.id: document for document in self.papers.documents}

    @cached_property
    def task(self) -> Mapping[str, TaskNode]:
        """Every task by its identifier."""
        return {task.id: task for task in self.tasks.tasks}
