"""A briefing from a store: documents and tasks of one directive, the links between them, coverage and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import networkx as nx

from graph.audit import Finding, audit
from graph.links import Decision, Link, LinkStatus, Verdict
from graph.model import Relation
from graph.references import references_of
from graph.store import Store
from graph.stored_links import stored_decisions, stored_links
from viz.briefing import Briefing, TaskLink
from viz.collect.agencies import agencies_of
from viz.collect.coverage import coverage_tables
from viz.collect.documents import document_map_data
from viz.collect.references import files_of
from viz.collect.tasks import task_map_data
from viz.labels import say
from viz.model import DocumentMapData, DocumentNode, TaskMapData
from viz.panel import name_of

_SHOWN = (LinkStatus.CONFIRMED, LinkStatus.PROPOSED)
_CHAIN = (Relation.IMPLEMENTS, Relation.BASIS)


def gather(store: Store, directive: str | None, *, as_of: date | None = None, maps_only: bool = False) -> Briefing:
    """The briefing of `directive`, an identifier; without one, all documents, and the tasks of the one that most held
    ones stand under.

    With maps_only coverage and findings are left out, which only the other pages show. Raises UsageError when the store
    has no such document, QueryError and StoreError as queries do.
    """
    references = references_of(store)
    everything = document_map_data(store, references)
    tasks = task_map_data(store, everything, directive)
    papers = everything if directive is None else lineage_of(everything, tasks.directive)
    held = [document for document in tasks.documents if document.held]
    briefing = Briefing(
        directive=tasks.directive,
        as_of=as_of,
        papers=papers,
        tasks=tasks,
        links=tuple(_links(store, held, tasks, papers)),
        coverage=() if maps_only else tuple(coverage_tables(store, held)),
        findings=() if maps_only else _findings(store, tasks, as_of),
        agencies=() if maps_only else agencies_of(store, tasks),
    )
    return replace(briefing, references=references.among(files_of(briefing)))


def lineage_of(data: DocumentMapData, directive: str) -> DocumentMapData:
    """The documents above and below `directive`, and those that any of these cites."""
    chains = nx.DiGraph((edge.cited, edge.citing) for edge in data.edges if edge.relation in _CHAIN)
    chains.add_node(directive)
    line = {directive, *nx.descendants(chains, directive), *nx.ancestors(chains, directive)}
    there = line | {edge.cited for edge in data.edges if edge.citing in line}
    return DocumentMapData(
        tuple(document for document in data.documents if document.id in there),
        tuple(edge for edge in data.edges if there.issuperset((edge.citing, edge.cited))),
    )


def _links(store: Store, held: list[DocumentNode], tasks: TaskMapData, papers: DocumentMapData) -> Iterator[TaskLink]:
    known = {task.id for task in tasks.tasks}
    names = {document.id: say(name_of(document), "vi") for document in papers.documents}
    decided = {decision.about: decision for decision in stored_decisions(store) if decision.child}
    for document in sorted(held, key=lambda one: one.id):
        for link in stored_links(store, document.id):
            if link.status in _SHOWN and known.issuperset((link.child, link.parent)):
                yield _link(link, names, decided.get((link.child, link.parent)))


def _link(link: Link, names: Mapping[str, str], decision: Decision | None) -> TaskLink:
    settled = decision if decision is not None and decision.verdict is Verdict.CONFIRM else None
    return TaskLink(
        child=link.child,
        parent=link.parent,
        relation=link.relation,
        score=link.score,
        status=link.status,
        suspect=link.suspect,
        phrases=link.evidence.phrases,
        documents=tuple(names.get(document, document) for document in link.evidence.documents),
        against=link.evidence.against,
        reviewer=settled.reviewer if settled else link.reviewer,
        decided_on=settled.decided_on if settled else None,
        note=settled.note if settled else None,
        duties=tuple(sorted({upper for _, upper in link.duties})),
    )


def _findings(store: Store, tasks: TaskMapData, as_of: date | None) -> tuple[Finding, ...]:
    return audit(store, as_of=as_of, documents=[document.id for document in tasks.documents])
