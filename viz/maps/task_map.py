"""The map of tasks under one directive: levels as columns, focus on one chain of requirements and what carries it out.

The page gets the network itself: documents with their relations, sections, tasks, and the links between tasks. What is
drawn of it, and where, is worked out in the page (templates/task-*.js), for at most about sixty boxes are drawn of
what may be twenty thousand.
"""

from __future__ import annotations

from dataclasses import replace

from graph.errors import UsageError
from graph.links import LinkStatus
from graph.messages import Language
from viz import panel
from viz.briefing import Briefing
from viz.frame import Section
from viz.labels import LANGUAGES, both, label, say
from viz.maps import carrier
from viz.maps.task_between import with_between
from viz.maps.task_columns import columns
from viz.maps.task_gaps import TOLD, gaps
from viz.maps.task_nodes import task_network
from viz.maps.task_packing import packed
from viz.model import DocumentEdge, TaskMapData
from viz.relations import reduced, strongest

BOX_BUDGET, PAGE_SIZE = 60, 12
SCRIPTS = (
    "task-data.js",
    "task-boxes.js",
    "task-layout.js",
    "task-outline.js",
    "task-chain.js",
    "task-panel.js",
    "task-keys.js",
)


def task_map(briefing: Briefing, lang: Language = "vi") -> Section:
    """The page of the task map. Raises UsageError when the directive is not among the documents."""
    if all(document.id != briefing.tasks.directive for document in briefing.tasks.documents):
        raise UsageError("the directive is not in this collection", where=briefing.tasks.directive)
    data = with_between(briefing)
    briefing = replace(briefing, tasks=data)
    documents = {document.id: document for document in data.documents}
    edges = reduced(strongest(data.edges, frozenset(documents)))
    top = panel.name_of(documents[data.directive])
    titles = {language: say(label("title.tasks", directive=say(top, language)), language) for language in LANGUAGES}
    nodes, links = task_network(briefing, edges)
    found = columns(data)
    places = {identity: place for place, identity in enumerate(one for column in found for one in column.documents)}
    return carrier.section(
        "tasks",
        both(titles["vi"], titles["en"]),
        carrier.network(nodes, links),
        {
            "columns": [column.record() for column in found],
            "gaps": gaps(briefing, places),
            "measures": {"budget": BOX_BUDGET, "page": PAGE_SIZE},
        },
        script="task-map.js",
        before=SCRIPTS,
        packed=packed(nodes, links),
        lang=lang,
        legend=_legend(data, edges, briefing),
    )


def _legend(data: TaskMapData, edges: tuple[DocumentEdge, ...], briefing: Briefing) -> list[str]:
    """What this map has, and no more."""
    keys = [branch for branch in ("party", "state", "front") if any(one.branch == branch for one in data.documents)]
    keys += ["absent"] if any(not document.held for document in data.documents) else []
    stated = {edge.relation for edge in edges if edge.reported_by is None}
    keys += [relation for relation in ("implements", "basis", "mentions") if relation in stated]
    keys += ["reported"] if any(edge.reported_by for edge in edges) else []
    keys += ["same-as"] if any(task.same_as for task in data.tasks) else []
    statuses = {link.status for link in briefing.links}
    keys += [status for status in (LinkStatus.CONFIRMED, LinkStatus.PROPOSED) if status in statuses]
    keys += ["suspect"] if any(link.suspect for link in briefing.links) else []
    relations = {link.relation for link in briefing.links}
    keys += [relation for relation in ("equal", "narrower", "overlaps") if relation in relations]
    keys += _gap_keys(briefing)
    keys += ["more"] if briefing.links else []
    return [*keys, *(["arrow-up"] if edges or briefing.links else []), *(["leads"] if briefing.links else [])]


def _gap_keys(briefing: Briefing) -> list[str]:
    """A key for each state of a place without a link that there is, and one for the line that leads to it."""
    states = {row.state for table in briefing.coverage for row in table.rows}
    found = [f"gap-{state}" for state in TOLD if state in states]
    return [*found, "gap-line"] if found else []
