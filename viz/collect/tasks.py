"""The tasks under one directive, by the queries queries/map-*.rq."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import networkx as nx

from graph.errors import UsageError
from graph.identity import child_id
from graph.model import Recurrence, Relation, Role, TaskKind
from graph.store.base import Store
from viz.collect.cells import Row, asked, day_of, evidence_of, maybe, text_of
from viz.labels import say
from viz.model import DocumentMapData, DocumentNode, Evidence, Part, TaskGroup, TaskMapData, TaskNode
from viz.panel import name_of

_MOST_GROUPS = 16
_CHAIN = (Relation.IMPLEMENTS, Relation.BASIS)


def task_map_data(store: Store, everything: DocumentMapData, directive: str | None) -> TaskMapData:
    """Of `everything` the documents that carry out `directive`, straight or through others, and their tasks.

    directive is an identifier or a symbol; without one it is the document that most held documents stand under. A
    document not held is there only where a held one stands under it. Raises UsageError when there is no such document,
    or when several have that symbol.
    """
    documents = {document.id: document for document in everything.documents}
    chains = nx.DiGraph(
        (edge.cited, edge.citing) for edge in everything.edges if edge.relation in _CHAIN and edge.citing in documents
    )
    top = _directive(documents, chains, directive)
    below = {top, *(nx.descendants(chains, top) if top in chains else ())}
    held = {identity for identity in below if documents[identity].held}
    there = {
        identity
        for identity in below
        if identity == top or identity in held or (identity in chains and nx.descendants(chains, identity) & held)
    }
    groups: list[TaskGroup] = []
    tasks: list[TaskNode] = []
    for identity in sorted(held):
        more_groups, more_tasks = _tasks_of(store, identity, documents)
        groups += more_groups
        tasks += more_tasks
    return TaskMapData(
        directive=top,
        documents=tuple(document for document in everything.documents if document.id in there),
        edges=tuple(edge for edge in everything.edges if there.issuperset((edge.citing, edge.cited))),
        groups=tuple(groups),
        tasks=tuple(tasks),
    )


def _directive(documents: Mapping[str, DocumentNode], chains: nx.DiGraph[str], wanted: str | None) -> str:
    if wanted is None:
        weight = {identity: _held_below(documents, chains, identity) for identity in documents}
        if not weight:
            raise UsageError("the store has no documents", remedy="Build it with: lineage build")
        return min(documents, key=lambda identity: (-weight[identity], documents[identity].date or date.max, identity))
    if wanted in documents:
        return wanted
    named = sorted(identity for identity, document in documents.items() if document.symbol == wanted)
    if len(named) == 1:
        return named[0]
    if named:
        choice = ", ".join(named)
        raise UsageError("several documents have this symbol", where=wanted, remedy=f"Name one: {choice}")
    raise UsageError("no document has this symbol or identifier", where=wanted, remedy="List them: lineage documents")


def _held_below(documents: Mapping[str, DocumentNode], chains: nx.DiGraph[str], identity: str) -> int:
    below = nx.descendants(chains, identity) if identity in chains else set()
    return sum(documents[other].held for other in below)


def _tasks_of(
    store: Store, document: str, documents: Mapping[str, DocumentNode]
) -> tuple[list[TaskGroup], list[TaskNode]]:
    sections = asked(store, "map-sections", document=document)
    rows: dict[str, Row] = {}
    for row in asked(store, "map-tasks", document=document):
        rows.setdefault(text_of(row, "task"), row)
    parts: dict[str, list[Part]] = defaultdict(list)
    for row in asked(store, "map-assignments", document=document):
        part = Part(
            Role(text_of(row, "role")),
            text_of(row, "name"),
            evidence_of(row),
            maybe(row, "agency"),
            maybe(row, "rule"),
        )
        if part not in parts[text_of(row, "task")]:
            parts[text_of(row, "task")].append(part)
    names: dict[str, list[str]] = defaultdict(list)
    for row in asked(store, "map-task-names", document=document):
        named = documents.get(text_of(row, "named"))
        names[text_of(row, "task")] += [say(name_of(named), "vi")] if named else []
    groups, group_of = _groups(document, sections, rows)
    tasks = [
        _task(row, document, group_of[identity], parts[identity], names[identity]) for identity, row in rows.items()
    ]
    return groups, tasks


def _task(row: Row, document: str, group: str, parts: Sequence[Part], names: Sequence[str]) -> TaskNode:
    text = text_of(row, "text")
    place = evidence_of(row)
    return TaskNode(
        id=text_of(row, "task"),
        document=document,
        group=group,
        path=tuple(text_of(row, "path").split("/")),
        evidence=place or Evidence("", None, text),
        kind=TaskKind.OBJECTIVE if text_of(row, "kind").lower() == "objective" else TaskKind.TASK,
        table_row=row["table_row"] is True,
        parts=tuple(parts),
        deadline=maybe(row, "deadline"),
        begin=day_of(row, "begin"),
        due=day_of(row, "due"),
        recurrence=Recurrence(cycle) if (cycle := maybe(row, "recurrence")) else None,
        condition=maybe(row, "condition"),
        cites=tuple(names),
        same_as=maybe(row, "repeats"),
    )


def _groups(document: str, sections: Iterable[Row], tasks: Mapping[str, Row]) -> tuple[list[TaskGroup], dict[str, str]]:
    """The nearest heading over each task; where there are too many, the smallest gather under one above."""
    headings = {tuple(text_of(row, "path").split("/")): row for row in sections if row["heading"]}
    above = {identity: _above(tuple(text_of(row, "path").split("/")), headings) for identity, row in tasks.items()}
    while len(set(above.values())) > _MOST_GROUPS and (heading := _smallest(above.values(), headings)):
        above = {key: heading if path[: len(heading)] == heading else path for key, path in above.items()}
    groups = {path: _group(document, path, headings.get(path)) for path in dict.fromkeys(above.values())}
    return list(groups.values()), {identity: groups[path].id for identity, path in above.items()}


def _above(path: tuple[str, ...], headings: Mapping[tuple[str, ...], Row]) -> tuple[str, ...]:
    """The nearest heading over `path`, itself left out; the empty path where there is none."""
    for length in range(len(path) - 1, 0, -1):
        if path[:length] in headings:
            return path[:length]
    return ()


def _smallest(paths: Iterable[tuple[str, ...]], headings: Mapping[tuple[str, ...], Row]) -> tuple[str, ...]:
    """The heading over some of `paths` that would gather the fewest tasks; the empty path where there is none."""
    counts = Counter(paths)
    over = {_above(path, headings) for path in counts} - {()}
    sizes = {
        heading: sum(count for path, count in counts.items() if path[: len(heading)] == heading) for heading in over
    }
    return min(sizes, key=lambda heading: (sizes[heading], -len(heading), heading), default=())


def _group(document: str, path: tuple[str, ...], row: Row | None) -> TaskGroup:
    identity = text_of(row, "section") if row else child_id(document, "section", "none")
    return TaskGroup(
        identity, document, path, text_of(row, "heading") if row else "", evidence_of(row) if row else None
    )
