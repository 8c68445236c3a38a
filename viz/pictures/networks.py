"""Both maps as graphs with all their attributes, for programs that draw or count elsewhere (GraphML, GEXF).

The same briefing gives the same bytes: nodes and edges are sorted, and nothing says when or by what they were written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date

import networkx as nx

from graph.messages import Language
from graph.model import Role, TaskKind
from graph.references import References, position_record
from viz.briefing import Briefing
from viz.labels import say
from viz.model import DocumentEdge, DocumentNode, Evidence, TaskGroup, TaskNode
from viz.panel import name_of
from viz.pictures.vector import xml_text

_META = re.compile(r"\s*<meta\b.*?</meta>|\s*<meta\b[^>]*/>", re.DOTALL)
Values = Mapping[str, object]


def documents_network(briefing: Briefing, lang: Language) -> nx.MultiDiGraph[str]:
    """Documents, and what each says of others: an edge runs from the citing to the cited."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for document in sorted(briefing.papers.documents, key=lambda one: one.id):
        _node(graph, document.id, _document(document, lang))
    _relate(graph, briefing.papers.edges, briefing.references)
    return graph


def tasks_network(briefing: Briefing, lang: Language) -> nx.MultiDiGraph[str]:
    """Documents, their sections and tasks, and the links from tasks to the requirements that they carry out."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    tasks = briefing.tasks
    for document in sorted(tasks.documents, key=lambda one: one.id):
        _node(graph, document.id, _document(document, lang))
    for group in sorted(tasks.groups, key=lambda one: one.id):
        _node(graph, group.id, _section(group) | _at(group.evidence, briefing.references))
    for task in sorted(tasks.tasks, key=lambda one: one.id):
        _node(graph, task.id, _task(task) | _at(task.evidence, briefing.references))
    _relate(graph, tasks.edges, briefing.references)
    for group in sorted(tasks.groups, key=lambda one: one.id):
        _edge(graph, group.document, group.id, {"relation": "holds"})
    for task in sorted(tasks.tasks, key=lambda one: one.id):
        _edge(graph, task.group, task.id, {"relation": "holds"})
        if task.same_as:
            _edge(graph, task.id, task.same_as, {"relation": "same-as"})
    for link in sorted(briefing.links, key=lambda one: (one.child, one.parent)):
        values = {
            "relation": "carries-out",
            "status": str(link.status),
            "set_relation": str(link.relation),
            "score": link.score,
            "suspect": link.suspect,
            "reviewer": link.reviewer,
            "decided": _day(link.decided_on),
        }
        _edge(graph, link.child, link.parent, values)
    return graph


def graphml(graph: nx.MultiDiGraph[str]) -> bytes:
    """The graph as GraphML."""
    stream = io.BytesIO()
    nx.write_graphml_xml(graph, stream, encoding="utf-8", prettyprint=True)
    return stream.getvalue()


def gexf(graph: nx.MultiDiGraph[str]) -> bytes:
    """The graph as GEXF 1.2, without the day of writing that networkx would put into it."""
    written = "\n".join(nx.generate_gexf(graph, encoding="utf-8", prettyprint=True))
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return (head + _META.sub("", written, count=1) + "\n").encode("utf-8")


def _document(document: DocumentNode, lang: Language) -> Values:
    return {
        "kind": "document",
        "label": say(name_of(document), lang),
        "symbol": document.symbol,
        "type": document.type,
        "issuer": document.issuer,
        "title": document.title,
        "level": None if document.level is None else str(document.level),
        "branch": None if document.branch is None else str(document.branch),
        "territory": document.territory,
        "date": _day(document.date),
        "dates_conflict": document.disputed,
        "held": document.held,
        "status": None if document.status is None else str(document.status),
        "inferred": "; ".join(sorted({one.field for one in document.inferred})),
        "source": document.source,
        "tasks": document.task_count,
        "objectives": document.objective_count,
    }


def _section(group: TaskGroup) -> dict[str, object]:
    place = group.evidence
    return {
        "kind": "section",
        "label": group.heading or "/".join(group.path),
        "path": "/".join(group.path),
        "words": group.heading,
        "file": place.file if place else None,
        "line": place.line if place else None,
    }


def _task(task: TaskNode) -> dict[str, object]:
    parts = {
        str(role): "; ".join(dict.fromkeys(part.name for part in task.parts if part.role is role)) for role in Role
    }
    return {
        "kind": "objective" if task.kind is TaskKind.OBJECTIVE else "task",
        "label": "/".join(task.path),
        "path": "/".join(task.path),
        "table_row": task.table_row,
        "words": task.evidence.quote,
        "file": task.evidence.file,
        "line": task.evidence.line,
        **parts,
        "deadline": task.deadline,
        "begin": _day(task.begin),
        "due": _day(task.due),
        "recurrence": None if task.recurrence is None else str(task.recurrence),
        "condition": task.condition,
        "names": "; ".join(task.cites),
    }


def _at(words: Evidence | None, references: References) -> dict[str, object]:
    """Where words stand in a file that is no plain text: page, last_page, sheet, row, confidence."""
    return {} if words is None else dict(position_record(references.position(words.file, words.line)))


def _relate(graph: nx.MultiDiGraph[str], edges: tuple[DocumentEdge, ...], references: References) -> None:
    for edge in sorted(edges, key=lambda one: (one.citing, one.cited, str(one.relation), one.reported_by or "")):
        first = edge.evidence[0] if edge.evidence else None
        values = {
            "relation": str(edge.relation),
            "reported_by": edge.reported_by,
            "words": first.quote if first else None,
            "file": first.file if first else None,
            "line": first.line if first else None,
            "places": len(edge.evidence),
            **_at(first, references),
        }
        _edge(graph, edge.citing, edge.cited, values)


def _node(graph: nx.MultiDiGraph[str], identity: str, values: Values) -> None:
    graph.add_node(xml_text(identity), **_kept(values))


def _edge(graph: nx.MultiDiGraph[str], start: str, end: str, values: Values) -> None:
    """An edge between nodes that are there; its key is its number, which makes its identifier in both formats."""
    start, end = xml_text(start), xml_text(end)
    if start in graph and end in graph:
        graph.add_edge(start, end, key=graph.number_of_edges(), **_kept(values))


def _kept(values: Values) -> dict[str, str | int | float | bool]:
    """What has a value; texts without the characters that XML does not allow."""
    kept: dict[str, str | int | float | bool] = {}
    for name, value in values.items():
        if isinstance(value, str) and value:
            kept[name] = xml_text(value)
        elif isinstance(value, int | float):
            kept[name] = value
    return kept


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
