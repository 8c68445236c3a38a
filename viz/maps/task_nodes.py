"""Nodes and edges of the task map as pyvis carries them, in the order of the texts.

A node says which one holds it (`holder`): a task's section, a section's document. Edges are relations of documents,
links between tasks (with the `link` that templates/links.js reads), and repetitions of a body task in an appendix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.model import Status, TaskKind
from viz import panel
from viz.briefing import Briefing
from viz.labels import LANGUAGES, Text, both, day, label, level_name, say, titled
from viz.link_records import record
from viz.maps.task_between import missing_between
from viz.model import DocumentEdge, DocumentMapData, DocumentNode, TaskGroup, TaskNode

Item = dict[str, object]


def task_network(briefing: Briefing, edges: Sequence[DocumentEdge]) -> tuple[list[Item], list[Item]]:
    """Nodes and edges; `edges` are the relations of documents to draw."""
    data = briefing.tasks
    papers = DocumentMapData(data.documents, data.edges)
    kinds: dict[str, list[TaskKind]] = defaultdict(list)
    repeated: dict[str, list[TaskNode]] = defaultdict(list)
    tasks = {task.id: task for task in data.tasks}
    for task in data.tasks:
        kinds[task.group].append(task.kind)
        if task.same_as in tasks:
            repeated[task.same_as].append(task)
    nodes = [_document(document, papers) for document in data.documents]
    nodes += [_group(group, kinds[group.id]) for group in data.groups if kinds[group.id]]
    nodes += [_task(task, tasks, repeated[task.id]) for task in data.tasks]
    return nodes, [*_relations(briefing, edges), *_links(briefing), *_repetitions(data.tasks, tasks)]


def _document(document: DocumentNode, papers: DocumentMapData) -> Item:
    return {
        "id": document.id,
        "label": say(panel.name_of(document), "vi"),
        "kind": "document",
        "name": panel.name_of(document),
        "short": _short(document),
        "heading": level_name(document.level),
        "branch": document.branch or "unknown",
        "held": document.held,
        "source": document.source,
        "lines": _document_lines(document),
        "panel": panel.compact([*panel.document_entries(document), *panel.relation_entries(document, papers)]),
    }


def _short(document: DocumentNode) -> Text:
    """The symbol; of a document without one its type and who issued it."""
    if document.symbol or not (document.type and document.issuer):
        return document.symbol or panel.name_of(document)
    return f"{document.type} ({document.issuer})"


def _document_lines(document: DocumentNode) -> list[list[object]]:
    """[text, tone, most lines]: the page breaks them to the width that it has. A list of texts stands side by side."""
    name = panel.name_of(document)
    lines: list[list[object]] = [[name, "strong", 2 if document.symbol else 3]]
    if document.issuer and document.issuer not in say(name, "vi"):
        lines.append([document.issuer, "muted", 2])
    facts = _facts(document)
    lines += [[facts, "plain", 2]] if facts else []
    lines += [[label("disputed"), "warning", 1]] if document.disputed else []
    return lines + ([[titled(label("status.draft")), "warning", 1]] if document.status is Status.DRAFT else [])


def _facts(document: DocumentNode) -> list[Text]:
    """The date, marked where only other documents give it; how many tasks; that it is not held."""
    facts: list[Text] = []
    if document.date:
        inferred = document.held and any(one.field == "date" for one in document.inferred)
        note = [f" ({say(label('inferred-short'), lang)})" if inferred else "" for lang in LANGUAGES]
        facts.append(both(*(day(document.date) + words for words in note)))
    if document.task_count or document.objective_count:
        facts.append(panel.counted(document.task_count or 0, document.objective_count or 0))
    return facts if document.held else [*facts, label("not-held.short") if facts else label("not-held")]


def _group(group: TaskGroup, kinds: Sequence[TaskKind]) -> Item:
    name: Text = f"{outline_place(group.path)} {group.heading}".strip() if group.heading else label("no-heading")
    count = panel.counted(kinds.count(TaskKind.TASK), kinds.count(TaskKind.OBJECTIVE))
    words = (
        panel.entry("section", quotes=panel.quotes([group.evidence]))
        if group.evidence
        else panel.entry("section", name)
    )
    return {
        "id": group.id,
        "label": "/".join(group.path),
        "kind": "section",
        "holder": group.document,
        "name": name,
        "count": count,
        "panel": panel.compact([panel.entry("document", to=group.document), words, panel.entry("tasks", count)]),
    }


def outline_place(path: Sequence[str]) -> str:
    """A place in the outline as documents print it: ("III", "2", "2.1") is "III.2.1"."""
    parts: list[str] = []
    for part in path:
        if parts and part.startswith(f"{parts[-1]}."):
            parts.pop()
        parts.append(part)
    return ".".join(parts)


def _task(task: TaskNode, tasks: dict[str, TaskNode], repeated: Sequence[TaskNode]) -> Item:
    kind = "appendix" if task.table_row else "objective" if task.kind is TaskKind.OBJECTIVE else None
    made: Item = {
        "id": task.id,
        "label": "/".join(task.path),
        "holder": task.group,
        "panel": panel.compact(panel.task_entries(task, tasks, repeated)),
    }
    return made | ({"mark": kind} if kind else {})


def _relations(briefing: Briefing, edges: Sequence[DocumentEdge]) -> Iterator[Item]:
    documents = {document.id: document for document in briefing.tasks.documents}
    for edge in edges:
        citing, cited = panel.name_of(documents[edge.citing]), panel.name_of(documents[edge.cited])
        yield {
            "from": edge.citing,
            "to": edge.cited,
            "arrows": "to",
            "relation": edge.relation,
            "name": both(*(f"{say(citing, lang)} \u2192 {say(cited, lang)}" for lang in LANGUAGES)),
            "panel": panel.compact(panel.edge_entries(edge, documents)),
        } | ({"reported": True} if edge.reported_by else {})


def _links(briefing: Briefing) -> Iterator[Item]:
    """Links from task to requirement; through are the documents between that are not held."""
    missing = missing_between(briefing)
    tasks = briefing.task
    for link in briefing.links:
        through = missing.get((tasks[link.parent].document, tasks[link.child].document))
        full = record(link)
        yield {
            "from": full.pop("child"),
            "to": full.pop("parent"),
            "arrows": "to",
            "relation": link.status,
            "link": full,
        } | ({"through": through} if through else {})


def _repetitions(tasks: Sequence[TaskNode], known: dict[str, TaskNode]) -> Iterator[Item]:
    for task in tasks:
        if task.same_as in known:
            yield {"from": task.id, "to": task.same_as, "arrows": "to", "relation": "same-as"}
