"""The maps' data from a store, by the queries queries/map-*.rq: rows in, values of `viz.model` out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import networkx as nx

from graph import query
from graph.errors import UsageError
from graph.identity import child_id
from graph.model import Branch, Level, Recurrence, Relation, Role, Status, TaskKind
from graph.query import Cell
from graph.store.base import Store
from viz.labels import say
from viz.model import (
    DatedClaim,
    DocumentEdge,
    DocumentMapData,
    DocumentNode,
    Evidence,
    Inference,
    Part,
    TaskGroup,
    TaskMapData,
    TaskNode,
)
from viz.panel import name_of

Row = Mapping[str, Cell]
_MOST_GROUPS = 16
_CHAIN = (Relation.IMPLEMENTS, Relation.BASIS)


def document_map_data(store: Store) -> DocumentMapData:
    """All documents of the store, held and cited, and all that they say of each other."""
    claims: dict[str, list[Row]] = defaultdict(list)
    for row in _ask(store, "map-claims"):
        claims[_text(row, "document")].append(row)
    counts = {_text(row, "document"): (row["tasks"], row["objectives"]) for row in _ask(store, "map-task-counts")}
    territories = {_text(row, "territory"): row["name"] for row in _ask(store, "map-territories")}
    seen: dict[str, Row] = {}
    for row in _ask(store, "map-documents"):
        seen.setdefault(_text(row, "document"), {**row, "territory": territories.get(_text(row, "territory"))})
    documents = [_document(row, claims[identity], counts.get(identity, (0, 0))) for identity, row in seen.items()]
    return DocumentMapData(tuple(documents), tuple(_edges(_ask(store, "map-citations"))))


def task_map_data(store: Store, directive: str | None) -> TaskMapData:
    """The documents that carry out `directive` (its id or symbol), straight or through a chain, and their tasks.

    Without a directive, the one that most held documents stand under. A document not held is there only where a held
    one stands under it. Raises UsageError when the store has no such document, or several of that symbol.
    """
    everything = document_map_data(store)
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


def _ask(store: Store, name: str, **parameters: str) -> tuple[Row, ...]:
    return query.run(store, query.find(name), parameters).records()


# ---- documents ----


def _document(row: Row, claims: Sequence[Row], counts: tuple[Cell, Cell]) -> DocumentNode:
    held = row["held"] is True
    tasks, objectives = counts
    dated = {
        DatedClaim(date.fromisoformat(_text(claim, "value")), _evidence(claim))
        for claim in claims
        if claim["field"] == "date"
    }
    own = [claim for claim in claims if claim["field"] in {"title", "symbol", "type"} and claim["inferred"] is False]
    return DocumentNode(
        id=_text(row, "document"),
        held=held,
        symbol=_maybe(row, "symbol"),
        type=_maybe(row, "type"),
        issuer=_maybe(row, "issuer"),
        title=_maybe(row, "title"),
        level=Level(level) if (level := _maybe(row, "level")) else None,
        branch=Branch(branch) if (branch := _maybe(row, "branch")) else None,
        territory=_maybe(row, "territory"),
        date=_day(row, "date"),
        claims=tuple(sorted(dated, key=_by_value)),
        status=Status(status) if (status := _maybe(row, "status")) else None,
        source=_maybe(row, "source"),
        stated=next((words for claim in own if (words := _evidence(claim))), None) if held else None,
        inferred=_inferences(claims),
        task_count=tasks if held and isinstance(tasks, int) else None,
        objective_count=objectives if held and isinstance(objectives, int) else None,
    )


def _inferences(claims: Iterable[Row]) -> tuple[Inference, ...]:
    grounds: dict[str, list[Evidence]] = defaultdict(list)
    for claim in claims:
        if claim["inferred"] is True:
            words = _evidence(claim)
            grounds[_text(claim, "field")] += [words] if words else []
    return tuple(Inference(field, tuple(dict.fromkeys(words))) for field, words in sorted(grounds.items()))


def _by_value(claim: DatedClaim) -> tuple[date, str, int]:
    words = claim.evidence
    return (claim.value, words.file if words else "", words.line or 0 if words else 0)


def _edges(rows: Iterable[Row]) -> Iterable[DocumentEdge]:
    """One edge for what one document says of another; its evidence is each place, the fullest quote first."""
    places: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        key = (_text(row, "citing"), _text(row, "cited"), _text(row, "relation"), _text(row, "stated_by"))
        places[key].append(row)
    for (citing, cited, relation, stated_by), found in sorted(places.items()):
        reporter = None if stated_by == citing else stated_by
        yield DocumentEdge(citing, cited, Relation(relation), _quoted(found), reporter)


def _quoted(rows: Sequence[Row]) -> tuple[Evidence, ...]:
    """The words of each place; where the citation's sentence holds them, the sentence at its first place."""
    quoted: list[Evidence] = []
    used: set[str] = set()
    for row in rows:
        words, sentence = _evidence(row), _maybe(row, "text")
        if words is None:
            continue
        if sentence and sentence not in used and _plain(words.quote) in _plain(sentence):
            used.add(sentence)
            quoted.insert(0, Evidence(words.file, words.line, sentence))
        else:
            quoted.append(words)
    return tuple(dict.fromkeys(quoted))


# ---- tasks ----


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
    sections = _ask(store, "map-sections", document=document)
    rows: dict[str, Row] = {}
    for row in _ask(store, "map-tasks", document=document):
        rows.setdefault(_text(row, "task"), row)
    parts: dict[str, list[Part]] = defaultdict(list)
    for row in _ask(store, "map-assignments", document=document):
        part = Part(Role(_text(row, "role")), _text(row, "name"), _evidence(row))
        if part not in parts[_text(row, "task")]:
            parts[_text(row, "task")].append(part)
    names: dict[str, list[str]] = defaultdict(list)
    for row in _ask(store, "map-task-names", document=document):
        named = documents.get(_text(row, "named"))
        names[_text(row, "task")] += [say(name_of(named), "vi")] if named else []
    groups, group_of = _groups(document, sections, rows)
    tasks = [
        _task(row, document, group_of[identity], parts[identity], names[identity]) for identity, row in rows.items()
    ]
    return groups, tasks


def _task(row: Row, document: str, group: str, parts: Sequence[Part], names: Sequence[str]) -> TaskNode:
    text = _text(row, "text")
    place = _evidence(row)
    return TaskNode(
        id=_text(row, "task"),
        document=document,
        group=group,
        path=tuple(_text(row, "path").split("/")),
        evidence=place or Evidence("", None, text),
        kind=TaskKind.OBJECTIVE if _text(row, "kind").lower() == "objective" else TaskKind.TASK,
        table_row=row["table_row"] is True,
        parts=tuple(parts),
        deadline=_maybe(row, "deadline"),
        begin=_day(row, "begin"),
        due=_day(row, "due"),
        recurrence=Recurrence(cycle) if (cycle := _maybe(row, "recurrence")) else None,
        condition=_maybe(row, "condition"),
        cites=tuple(names),
        same_as=_maybe(row, "repeats"),
    )


def _groups(document: str, sections: Iterable[Row], tasks: Mapping[str, Row]) -> tuple[list[TaskGroup], dict[str, str]]:
    """The nearest heading over each task; where there are too many, the smallest gather under one above."""
    headings = {tuple(_text(row, "path").split("/")): row for row in sections if row["heading"]}
    above = {identity: _above(tuple(_text(row, "path").split("/")), headings) for identity, row in tasks.items()}
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
    identity = _text(row, "section") if row else child_id(document, "section", "none")
    return TaskGroup(identity, document, path, _text(row, "heading") if row else "", _evidence(row) if row else None)


# ---- cells ----


def _text(row: Row, column: str) -> str:
    value = row[column]
    return "" if value is None else str(value)


def _maybe(row: Row, column: str) -> str | None:
    return _text(row, column) or None


def _day(row: Row, column: str) -> date | None:
    value = _maybe(row, column)
    return date.fromisoformat(value) if value else None


def _evidence(row: Row) -> Evidence | None:
    line = row["line"]
    if not row["file"]:
        return None
    return Evidence(_text(row, "file"), line if isinstance(line, int) else None, _text(row, "quote"))


def _plain(text: str) -> str:
    return " ".join(text.split())
