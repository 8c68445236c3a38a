"""The map of tasks under one directive: levels as columns; in each the documents, their sections and their tasks.

Links go from document to section to task, from a document to the one it carries out, and from an appendix row to the
body task that it repeats. Tasks of different documents are not linked here: likeness is not lineage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.errors import UsageError
from graph.model import Level, Relation, Role, TaskKind
from viz import panel
from viz.boxes import PAD, RIGHT, document_node
from viz.labels import LANGUAGES, Language, Text, both, label, say
from viz.model import DocumentEdge, DocumentMapData, DocumentNode, TaskGroup, TaskMapData, TaskNode
from viz.page import Page, render
from viz.relations import reduced, strongest
from viz.text import ELLIPSIS, width, wrap

COLUMN_WIDTH, INDENT = 318, 20
BOX_BUDGET, PAGE_SIZE = 60, 16
_GROUP_INSET = 12
_LEVELS: tuple[Level | None, ...] = (*Level, None)


def task_map(data: TaskMapData, *, lang: Language = "vi", as_of: date | None = None) -> str:
    """The task map as one HTML file. Raises UsageError when the directive is not among the documents."""
    if all(document.id != data.directive for document in data.documents):
        raise UsageError("the directive is not in this collection", where=data.directive)
    data = shortened(data)
    documents = {document.id: document for document in data.documents}
    edges = reduced([edge for edge in strongest(data.edges, frozenset(documents)) if _is_chain(edge)])
    top = panel.name_of(documents[data.directive])
    titles = {language: say(label("title.tasks", directive=say(top, language)), language) for language in LANGUAGES}
    nodes, carried = task_network(data, edges)
    columns = [level for level in _LEVELS if any(document.level == level for document in data.documents)]
    order = _documents_in_order(data)
    page = Page(
        name="tasks",
        title=both(titles["vi"], titles["en"]),
        script="task-map.js",
        nodes=nodes,
        edges=carried,
        drawing={
            "columns": [
                {
                    "name": label(f"level.{level or 'unknown'}"),
                    "documents": [document.id for document in order if document.level == level],
                }
                for level in columns
            ],
            "box": {
                "w": COLUMN_WIDTH - 2 * INDENT,
                "band": 0,
                "pad": PAD,
                "inset": _GROUP_INSET,
                "held": True,
                "line": 1.2,
            },
            "measures": {"column": COLUMN_WIDTH, "indent": INDENT, "budget": BOX_BUDGET, "page": PAGE_SIZE},
            "more": {key: label(f"more-{key}", count="#") for key in ("tasks", "sections", "documents")},
        },
        legend=_legend(data, edges),
    )
    return render(page, lang=lang, as_of=as_of)


def shortened(data: TaskMapData) -> TaskMapData:
    """The same with ids that are short and hold within one page: a map repeats each many times."""
    names = {
        "d": [document.id for document in data.documents],
        "s": [group.id for group in data.groups],
        "t": [task.id for task in data.tasks],
    }
    ids = {name: f"{letter}{number}" for letter, some in names.items() for number, name in enumerate(some)}
    return TaskMapData(
        directive=ids[data.directive],
        documents=tuple(replace(document, id=ids[document.id]) for document in data.documents),
        edges=tuple(
            replace(
                edge,
                citing=ids[edge.citing],
                cited=ids[edge.cited],
                reported_by=edge.reported_by and ids.get(edge.reported_by, edge.reported_by),
            )
            for edge in data.edges
            if edge.citing in ids and edge.cited in ids
        ),
        groups=tuple(replace(group, id=ids[group.id], document=ids[group.document]) for group in data.groups),
        tasks=tuple(
            replace(
                task,
                id=ids[task.id],
                document=ids[task.document],
                group=ids[task.group],
                same_as=task.same_as and ids.get(task.same_as),
            )
            for task in data.tasks
        ),
    )


def task_network(
    data: TaskMapData, edges: Sequence[DocumentEdge]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Nodes and edges as pyvis carries them: documents, sections, tasks; chains, holdings, repetitions."""
    documents = {document.id: document for document in data.documents}
    papers = DocumentMapData(data.documents, data.edges)
    tasks = {task.id: task for task in data.tasks}
    kinds = {group.id: [task.kind for task in data.tasks if task.group == group.id] for group in data.groups}
    nodes = [
        document_node(document, papers, box_width=COLUMN_WIDTH) | {"kind": "document"}
        for document in _documents_in_order(data)
    ]
    nodes += [_group_node(group, kinds[group.id]) for group in data.groups if kinds[group.id]]
    nodes += [_task_node(task, tasks) for task in data.tasks]
    carried: list[dict[str, object]] = [
        {
            "from": edge.citing,
            "to": edge.cited,
            "arrows": "to",
            "relation": edge.relation,
            "name": _edge_name(edge, documents),
            "panel": panel.compact(panel.edge_entries(edge, documents)),
        }
        | ({"reported": True} if edge.reported_by else {})
        for edge in edges
    ]
    holding = [(group.document, group.id) for group in data.groups if kinds[group.id]]
    holding += [(task.group, task.id) for task in data.tasks]
    carried += [{"from": holder, "to": held} for holder, held in holding]
    carried += [
        {"from": task.id, "to": task.same_as, "arrows": "to", "relation": "same-as"}
        for task in data.tasks
        if task.same_as in tasks
    ]
    return nodes, carried


def _group_node(group: TaskGroup, kinds: Sequence[TaskKind]) -> dict[str, object]:
    name: Text = " ".join([*group.path[-1:], group.heading]) if group.heading else label("no-heading")
    count = _count(kinds)
    across = COLUMN_WIDTH - INDENT
    wrapped = {lang: wrap(say(name, lang), across - _GROUP_INSET - 46, lines=2, bold=True) for lang in LANGUAGES}
    headings = zip(wrapped["vi"], wrapped["en"], strict=True)
    lines: list[object] = [*((both(*heading), "strong") for heading in headings), (count, "muted")]
    return {
        "id": group.id,
        "label": "/".join(group.path),
        "kind": "group",
        "name": name,
        "box": {"w": across, "lines": lines, "fill": "#fdfdf8", "size": len(kinds)},
        "panel": panel.compact(
            [
                panel.entry("document", to=group.document),
                panel.entry("section", quotes=panel.quotes([group.evidence]))
                if group.evidence
                else panel.entry("section", name),
                panel.entry("tasks", count),
            ]
        ),
    }


def _count(kinds: Sequence[TaskKind]) -> Text:
    return panel.counted(kinds.count(TaskKind.TASK), kinds.count(TaskKind.OBJECTIVE))


def _task_node(task: TaskNode, tasks: Mapping[str, TaskNode]) -> dict[str, object]:
    across = COLUMN_WIDTH - 2 * INDENT
    return {
        "id": task.id,
        "label": "/".join(task.path),
        "box": {"lines": _task_lines(task, across - _GROUP_INSET - RIGHT)},
        "panel": panel.compact(panel.task_entries(task, tasks)),
    }


def _task_lines(task: TaskNode, room: float) -> list[object]:
    """Lines of a task's box. Lines of its quote are given by where they end in it, which keeps the page small.

    0 stands for the path. A number n ends a line after n characters of the quote (its spaces made one), -n the last
    one, cut there. A line may be the name of a field of the panel, whose values it shows, cut after so many characters.
    """
    kind = "kind.appendix" if task.table_row else "kind.objective" if task.kind is TaskKind.OBJECTIVE else None
    heads = {lang: "/".join(task.path) + (f" · {say(label(kind), lang)}" if kind else "") for lang in LANGUAGES}
    cut = {lang: "".join(wrap(head, room, lines=1, bold=True)) for lang, head in heads.items()}
    plain = cut["vi"] == "/".join(task.path)
    lines: list[object] = [0 if plain else (both(cut["vi"], cut["en"]), "strong")]
    quote = " ".join(task.evidence.quote.split())
    end = 0
    for line in wrap(quote, room, lines=3):
        whole = quote.find(line, end)
        body = line if whole >= 0 else line.removesuffix(ELLIPSIS)
        end = quote.index(body, end) + len(body)
        lines.append(end if whole >= 0 else -end)
    leads = "; ".join(part.name for part in task.parts if part.role is Role.LEAD)
    for field, value in (("lead", leads), ("deadline", task.deadline or "")):
        if value:
            margin = max(width(f"{say(label(f'field.{field}'), lang)}: ") for lang in LANGUAGES)
            shown = wrap(value, room - margin, lines=1)[0]
            whole = shown == " ".join(value.split())
            lines.append([field] if whole else [field, len(shown.removesuffix(ELLIPSIS))])
    return lines


def _documents_in_order(data: TaskMapData) -> list[DocumentNode]:
    """By level, then by date; one without a date after the latest that it cites, or else at the end, by name."""
    dates = {document.id: document.date for document in data.documents}
    cited: dict[str, date] = {}
    for edge in data.edges:
        known = dates.get(edge.cited)
        if known is not None:
            cited[edge.citing] = max(known, cited.get(edge.citing, known))
    return sorted(
        data.documents,
        key=lambda document: (
            _LEVELS.index(document.level),
            document.date or cited.get(document.id, date.max),
            document.date is None,
            say(panel.name_of(document), "vi"),
            document.id,
        ),
    )


def _edge_name(edge: DocumentEdge, documents: Mapping[str, DocumentNode]) -> Text:
    citing, cited = panel.name_of(documents[edge.citing]), panel.name_of(documents[edge.cited])
    return both(*(f"{say(citing, lang)} \u2192 {say(cited, lang)}" for lang in LANGUAGES))


def _is_chain(edge: DocumentEdge) -> bool:
    return edge.relation in (Relation.IMPLEMENTS, Relation.BASIS)


def _legend(data: TaskMapData, edges: Sequence[DocumentEdge]) -> list[str]:
    keys = [branch for branch in ("party", "state") if any(document.branch == branch for document in data.documents)]
    keys += ["absent"] if any(not document.held for document in data.documents) else []
    stated = {edge.relation for edge in edges if edge.reported_by is None}
    keys += [relation for relation in ("implements", "basis") if relation in stated]
    keys += ["reported"] if any(edge.reported_by for edge in edges) else []
    keys += ["holds"] if data.tasks else []
    keys += ["same-as"] if any(task.same_as for task in data.tasks) else []
    return [*keys, "no-claim"]
