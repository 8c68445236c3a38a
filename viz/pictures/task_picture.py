"""The task map as one picture: documents with their sections and counts, and their tasks' links summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from graph.links import LinkStatus
from graph.messages import Language
from graph.model import Relation, TaskKind
from viz import panel
from viz.briefing import Briefing
from viz.labels import LANGUAGES, Text, day, join, label, level_name, say
from viz.layout.ordering import Box
from viz.layout.text import LINE_HEIGHT, width, wrap
from viz.maps.boxes import BAND, INSET, PAD, RIGHT, Lines, merged
from viz.maps.document_scenes import LEVELS, NARROW_ROW, Line, Scenes, lanes_of_levels, within_lanes
from viz.model import DocumentEdge, DocumentNode, TaskGroup
from viz.pictures.picture import picture
from viz.pictures.vector import Picture
from viz.relations import acyclic, reduced, strongest

_WIDTH = 340
_MOST_SECTIONS = 14
_ROOM = _WIDTH - INSET - RIGHT
Summed = Mapping[tuple[str, str], Counter[LinkStatus]]
"""How many links of each status run from tasks of one document (child) to those of another (parent)."""


def task_picture(briefing: Briefing, *, title: str, lang: Language) -> Picture:
    """The picture. A line stands for all links between the tasks of two documents; its words count them."""
    documents = sorted(briefing.tasks.documents, key=lambda one: (one.date or date.max, one.id))
    known = {document.id: document for document in documents}
    nodes = {document.id: _node(document, briefing) for document in documents}
    summed = links_between(briefing)
    papers = tuple(
        edge
        for edge in reduced(strongest(briefing.tasks.edges, frozenset(known)))
        if (edge.citing, edge.cited) not in summed and edge.relation in (Relation.IMPLEMENTS, Relation.BASIS)
    )
    edges: list[dict[str, object]] = []
    lines: list[Line] = []
    for (child, parent), counts in sorted(summed.items()):
        status = "confirmed" if set(counts) == {LinkStatus.CONFIRMED} else "proposed"
        lines.append(Line(child, parent, len(edges), Relation.IMPLEMENTS, f"{status} {child}", _counted(counts)))
        edges.append({"from": child, "to": parent, "relation": status})
    for edge in papers:
        bundle = f"{edge.relation} {edge.reported_by or ''}"
        words = panel.witness_text(edge, known) if edge.reported_by else None
        lines.append(Line(edge.citing, edge.cited, len(edges), edge.relation, bundle, words))
        edges.append({"from": edge.citing, "to": edge.cited, "relation": edge.relation, "reported": edge.reported_by})
    boxes = [Box(one.id, LEVELS.index(one.level), _WIDTH, _height(nodes[one.id])) for one in documents]
    every = [*(DocumentEdge(*pair, Relation.IMPLEMENTS) for pair in sorted(summed)), *papers]
    scenes = Scenes()
    scenes.add(
        boxes,
        lines,
        within_lanes(boxes, every, acyclic(every)),
        row_limit=NARROW_ROW,
        lanes=lanes_of_levels(),
    )
    return picture(
        list(nodes.values()), edges, scenes.made[0], title=title, legend=_legend(documents, edges), lang=lang
    )


def links_between(briefing: Briefing) -> Summed:
    """The links between tasks, summed up by (child's document, parent's document)."""
    summed: dict[tuple[str, str], Counter[LinkStatus]] = {}
    for link in briefing.links:
        pair = (briefing.task[link.child].document, briefing.task[link.parent].document)
        if pair[0] != pair[1]:
            summed.setdefault(pair, Counter())[link.status] += 1
    return summed


def _counted(counts: Counter[LinkStatus]) -> Text:
    """ "3 đã xác nhận · 20 đề xuất"."""
    keys = [(LinkStatus.CONFIRMED, "picture.confirmed"), (LinkStatus.PROPOSED, "picture.proposed")]
    return join([label(key, count=counts[status]) for status, key in keys if counts[status]])


def _node(document: DocumentNode, briefing: Briefing) -> dict[str, object]:
    lines: dict[str, Lines] = {lang: _lines(document, briefing, lang) for lang in LANGUAGES}
    return {
        "id": document.id,
        "name": panel.name_of(document),
        "heading": level_name(document.level),
        "box": {
            "w": _WIDTH,
            "h": max(map(len, lines.values())) * LINE_HEIGHT + 2 * PAD,
            "band": BAND,
            "pad": PAD,
            "inset": INSET,
            "branch": document.branch or "unknown",
            "held": document.held,
            "lines": merged(lines),
        },
    }


def _lines(document: DocumentNode, briefing: Briefing, lang: Language) -> Lines:
    name = say(panel.name_of(document), lang)
    lines: Lines = [(line, "strong") for line in wrap(name, _ROOM, lines=2, bold=True)]
    if document.issuer and document.issuer not in name:
        lines += [(line, "muted") for line in wrap(document.issuer, _ROOM, lines=1)]
    facts: list[Text] = [day(document.date)] if document.date else []
    if document.held:
        own = [task for task in briefing.tasks.tasks if task.document == document.id]
        objectives = sum(task.kind is TaskKind.OBJECTIVE for task in own)
        facts.append(panel.counted(len(own) - objectives, objectives))
    else:
        facts.append(label("not-held.short"))
    lines += [(line, "plain") for line in wrap(say(join(facts), lang), _ROOM, lines=2)]
    groups = [group for group in briefing.tasks.groups if group.document == document.id]
    inside = Counter(task.group for task in briefing.tasks.tasks)
    lines += [(_section(group, inside[group.id], lang), "muted") for group in groups[:_MOST_SECTIONS]]
    if len(groups) > _MOST_SECTIONS:
        lines.append((say(label("more-sections", count=len(groups) - _MOST_SECTIONS), lang), "strong"))
    return lines


def _section(group: TaskGroup, count: int, lang: Language) -> str:
    """ "II/1 Hoàn thiện thể chế… (12)", in one line."""
    tail = f" ({count})"
    said = f"{'/'.join(group.path)} {group.heading or say(label('no-heading'), lang)}".strip()
    return wrap(said, _ROOM - width(tail), lines=1)[0] + tail


def _height(node: Mapping[str, object]) -> float:
    box = node["box"]
    return float(box["h"]) if isinstance(box, Mapping) else 0.0


def _legend(documents: Sequence[DocumentNode], edges: Sequence[Mapping[str, object]]) -> list[str]:
    keys = [branch for branch in ("party", "state", "front") if any(one.branch == branch for one in documents)]
    keys += ["absent"] if any(not document.held for document in documents) else []
    stated = {str(edge["relation"]) for edge in edges if not edge.get("reported")}
    keys += [key for key in ("confirmed", "proposed", "implements", "basis") if key in stated]
    keys += ["reported"] if any(edge.get("reported") for edge in edges) else []
    return [*keys, "arrow-up", *(["leads"] if "proposed" in stated else [])]
