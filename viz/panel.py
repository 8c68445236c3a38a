"""What the side panel says of documents and relations: every fact with its words and their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.messages import translated
from graph.model import Role
from viz.labels import LANGUAGES, Text, both, day, join, label, level_name, say, titled
from viz.model import DocumentEdge, DocumentMapData, DocumentNode, Evidence, Part, TaskNode
from viz.relations import preference

_LONGEST_NAME = 90
_MOST_GROUNDS = 3
_MOST_PLACES = 2
_MOST_REMARKS = 8
_PLACES = ("key", "value", "quotes", "to", "note", "warning")

Entry = Mapping[str, object]
"""One line of the panel: key, value; and where there is one: note, quotes, to (id of a box), warning.

Without a value it shows the name of the box that `to` leads to.
"""


def name_of(document: DocumentNode) -> Text:
    """Type and symbol; else type and title; else what is left to name a document by."""
    kind = document.type or ""
    if document.symbol:
        return f"{kind} {document.symbol}".strip()
    if document.title:
        title = " ".join(document.title.split())
        title = title if title.casefold().startswith(kind.casefold()) else f"{kind} {title}".strip()
        return title if len(title) <= _LONGEST_NAME else f"{title[:_LONGEST_NAME].rstrip()}\u2026"
    return f"{kind} ({document.issuer})" if kind and document.issuer else kind or label("unnamed")


def tasks_of(document: DocumentNode) -> Text | None:
    """ "70 nhiệm vụ (20 dòng phụ lục nhắc lại) · 9 mục tiêu"; None where nothing was counted."""
    if document.task_count is None:
        return None
    return counted(document.task_count, document.objective_count or 0, document.repeated_count or 0)


def counted(tasks: int, objectives: int, repeated: int = 0) -> Text:
    """ "25 nhiệm vụ · 9 mục tiêu", without what there is none of; "0 nhiệm vụ" where there is nothing.

    repeated is how many of the tasks are rows of an appendix that repeat another one.
    """
    counts = [(name, count) for name, count in (("task", tasks), ("objective", objectives)) if count]
    said = [label(name) if count == 1 else label(f"{name}s", count=count) for name, count in counts]
    if repeated:
        again = label("repeated") if repeated == 1 else label("repeated-many", count=repeated)
        said[0] = both(*(f"{say(said[0], lang)} ({say(again, lang)})" for lang in LANGUAGES))
    return join(said or [label("tasks", count=0)])


def entry(key: str, value: Text | None = None, **rest: object) -> Entry:
    """One line of the panel under the label field.`key`; what is None or empty in `rest` is left out."""
    made: dict[str, object] = {"key": key}
    if value is not None:
        made["value"] = value
    made.update({name: item for name, item in rest.items() if item})
    return made


def compact(entries: Iterable[Entry]) -> list[list[object]]:
    """Entries as lists in the order of `_PLACES`, cut after the last value: a map holds thousands of them."""
    rows = []
    for one in entries:
        row = [one.get(place) for place in _PLACES]
        while row[-1] is None:
            row.pop()
        rows.append(row)
    return rows


def quotes(evidence: Iterable[Evidence | None]) -> list[list[object]]:
    """Evidence as the page reads it: [file, line or None, words]."""
    return [[one.file, one.line, one.quote] for one in evidence if one is not None]


def document_entries(document: DocumentNode) -> list[Entry]:
    """What is known of a document, field by field, with what was inferred marked as such."""
    level = level_name(document.level)
    branch = label(f"branch.{document.branch or 'unknown'}")
    fields: list[tuple[str, Text | None]] = [
        ("type", document.type),
        ("symbol", document.symbol),
        ("issuer", document.issuer),
        ("title", document.title),
        ("date", day(document.date) if document.date else None),
        ("level", level),
        ("branch", branch),
        ("territory", document.territory),
        ("status", titled(label(f"status.{document.status}")) if document.status else None),
    ]
    shown: set[Evidence] = set()
    entries = [_field(document, key, value, shown) for key, value in fields if value]
    if document.disputed:
        entries += [
            entry("claims", day(claim.value), quotes=quotes([claim.evidence]), warning=True)
            for claim in document.claims
        ]
    entries.append(entry("held", label("held" if document.held else "not-held")))
    if document.source:
        entries.append(entry("source", document.source, quotes=quotes([document.stated])))
        entries += _remarks(document)
    if (tasks := tasks_of(document)) is not None:
        entries.append(entry("tasks", tasks))
    return entries


def relation_entries(document: DocumentNode, data: DocumentMapData) -> list[Entry]:
    """Whom a document cites and who cites it, with the words; stated before reported, the strongest relation first."""
    nodes = {node.id: node for node in data.documents}
    edges = sorted(data.edges, key=preference)
    cites = [edge for edge in edges if edge.citing == document.id and edge.cited in nodes]
    cited = [edge for edge in edges if edge.cited == document.id and edge.citing in nodes]
    return [
        *(_relation("cites", edge, nodes[edge.cited], nodes) for edge in cites),
        *(_relation("cited-by", edge, nodes[edge.citing], nodes) for edge in cited),
    ]


def edge_entries(edge: DocumentEdge, nodes: Mapping[str, DocumentNode]) -> list[Entry]:
    """Both ends of a relation and the words that carry it."""
    citing, cited = nodes[edge.citing], nodes[edge.cited]
    return [
        entry("document", name_of(citing), to=citing.id),
        entry("between", relation_text(edge, nodes)),
        entry("document", name_of(cited), to=cited.id, quotes=quotes(edge.evidence)),
    ]


def task_entries(task: TaskNode, tasks: Mapping[str, TaskNode], repeated: Iterable[TaskNode]) -> list[Entry]:
    """A task's words and place first; then who, until when, on what condition, and which documents it names.

    repeated are the appendix rows that say the same.
    """
    kind = "appendix" if task.table_row else str(task.kind)
    entries = [
        entry("quote", quotes=quotes([task.evidence])),
        *([entry("kind", titled(label(f"kind.{kind}")))] if kind != "task" else []),
    ]
    for role in Role:
        entries += [entry(role, part.name, quotes=_apart(part, task)) for part in task.parts if part.role is role]
    facts: list[tuple[str, Text | None]] = [
        ("deadline", task.deadline),
        ("begin", day(task.begin) if task.begin else None),
        ("due", day(task.due) if task.due else None),
        ("recurrence", label(f"recurrence.{task.recurrence}") if task.recurrence else None),
        ("condition", task.condition),
    ]
    entries += [entry(key, value) for key, value in facts if value]
    entries += [entry("names", name) for name in task.cites]
    body = tasks.get(task.same_as or "")
    if body is not None:
        entries.append(entry("same-as", "/".join(body.path), to=body.id))
    return entries + [entry("repeated-by", "/".join(other.path), to=other.id) for other in repeated]


def relation_text(edge: DocumentEdge, nodes: Mapping[str, DocumentNode]) -> Text:
    """ "implements", or "implements, according to 207/KH-UBND"."""
    relation = label(f"relation.{edge.relation}")
    if edge.reported_by is None:
        return relation
    said = witness_text(edge, nodes)
    return both(f"{say(relation, 'vi')}, {say(said, 'vi')}", f"{say(relation, 'en')}, {say(said, 'en')}")


def witness_text(edge: DocumentEdge, nodes: Mapping[str, DocumentNode]) -> Text:
    """ "according to" the symbol of the document that reports the relation."""
    witness = nodes.get(edge.reported_by or "")
    name: Text = (witness.symbol or name_of(witness)) if witness else (edge.reported_by or "")
    return both(
        say(label("according-to", witness=say(name, "vi")), "vi"),
        say(label("according-to", witness=say(name, "en")), "en"),
    )


def _relation(key: str, edge: DocumentEdge, other: DocumentNode, nodes: Mapping[str, DocumentNode]) -> Entry:
    """One relation with its first words; those of every place are in the panel of the line itself."""
    relation = relation_text(edge, nodes)
    more = len(edge.evidence) - _MOST_PLACES
    if more > 0:
        relation = join([relation, label("places", count=len(edge.evidence))])
    return entry(key, name_of(other), to=other.id, note=relation, quotes=quotes(edge.evidence[:_MOST_PLACES]))


def _field(document: DocumentNode, key: str, value: Text, shown: set[Evidence]) -> Entry:
    """A field, and what it was inferred from; words that another field has shown already stand there only once."""
    inferred = next((one for one in document.inferred if one.field == key), None)
    if inferred is None:
        return entry(key, value)
    grounds = [
        Evidence(one.file, one.line, "" if one in shown else one.quote) for one in inferred.evidence[:_MOST_GROUNDS]
    ]
    shown.update(inferred.evidence[:_MOST_GROUNDS])
    note = label("inferred" if grounds else "inferred-unsaid")
    return {**entry(key, note=note, quotes=quotes(grounds)), "value": value}


def _remarks(document: DocumentNode) -> list[Entry]:
    """What reading the document's file changed or could not read; of very many the first, and how many there are."""
    said = [both(translated(remark, "vi"), remark) for remark in document.remarks[:_MOST_REMARKS]]
    more = len(document.remarks) - len(said)
    return [entry("remarks", one) for one in (*said, *([label("more-remarks", count=more)] if more else []))]


def _apart(part: Part, task: TaskNode) -> list[list[object]]:
    """The words that give an organisation its part, where they stand elsewhere than in the task itself."""
    if part.evidence is None or part.evidence.quote in task.evidence.quote:
        return []
    return [[part.evidence.file, part.evidence.line, "" if part.evidence.quote == part.name else part.evidence.quote]]
