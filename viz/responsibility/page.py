"""The responsibility map: who has which part in how many tasks, at which level, and which tasks have no one lead.

What is counted is a task of a document's body, or a row of a table that repeats none. A row that repeats a body task
is merged into it: the task counts once, with the parts that either gives. Objectives are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.messages import Language
from graph.model import Role, TaskKind
from viz import frame
from viz.briefing import Briefing
from viz.frame import Section
from viz.labels import label, level_name, say
from viz.model import Evidence, Part, TaskNode
from viz.panel import name_of
from viz.responsibility.places import LEVELS, Pool, agencies_with_parts, key_of, places_of, rank_of

NAME = "responsibility"
SCRIPTS = (
    "marks.js",
    "responsibility-counts.js",
    "responsibility-pictures.js",
    "responsibility-table.js",
    "responsibility-panel.js",
    "responsibility.js",
)
ROLES = tuple(Role)
RULES = ("sentence", "label", "column", "heading", "introduction")


@dataclass(frozen=True, slots=True)
class Duty:
    """A task as this page counts it: `task`, and the rows of tables that repeat it."""

    task: TaskNode
    rows: tuple[TaskNode, ...] = ()


def responsibility(briefing: Briefing, lang: Language = "vi") -> Section:
    """The page; `lang` is the language it opens in."""
    return Section(
        name=NAME,
        title=label("responsibility.title", directive=_directive(briefing, lang)),
        bar=frame.fragment("responsibility-bar.html", lang=lang),
        markup=frame.fragment("responsibility.html", lang=lang),
        data=contents(briefing),
        scripts=SCRIPTS,
        styles=("responsibility.css",),
        search="responsibility.search",
        words=(NAME,),
    )


def duties(tasks: Sequence[TaskNode]) -> tuple[Duty, ...]:
    """What is counted, in the order of the texts: tasks, each with the rows that repeat it; no objectives."""
    known = {task.id: task for task in tasks if task.kind is TaskKind.TASK}
    rows: dict[str, list[TaskNode]] = {}
    for task in known.values():
        body = known.get(task.same_as or "")
        if body is not None and body.same_as is None:
            rows.setdefault(body.id, []).append(task)
    merged = {row.id for some in rows.values() for row in some}
    return tuple(Duty(task, tuple(rows.get(task.id, ()))) for task in known.values() if task.id not in merged)


def contents(briefing: Briefing) -> dict[str, object]:
    """The page's data: documents, agencies, places, names and files, and tasks that refer to them by number."""
    counted = duties(briefing.tasks.tasks)
    held = sorted(
        (document for document in briefing.tasks.documents if document.held),
        key=lambda one: (rank_of(one.level), one.date or date.max, one.id),
    )
    documents = {document.id: number for number, document in enumerate(held)}
    agencies = agencies_with_parts(briefing, (task for duty in counted for task in (duty.task, *duty.rows)))
    places, place_of = places_of(agencies.values())
    numbers = {identity: number for number, identity in enumerate(agencies)}
    names, files = Pool(), Pool()
    headings = _Headings(briefing)
    tasks = [
        _task(duty, documents, numbers, names, files, headings, briefing.as_of)
        for duty in sorted(counted, key=lambda duty: documents.get(duty.task.document, len(held)))
        if duty.task.document in documents
    ]
    return {
        "documents": [[one.id, name_of(one), str(one.level or "unknown")] for one in held],
        "levels": [
            [str(level or "unknown"), level_name(level)] for level in LEVELS if any(one.level is level for one in held)
        ],
        "roles": list(ROLES),
        "rules": list(RULES),
        "places": places,
        "agencies": [
            [one.id, one.name, one.kind, one.branch or "unknown", place_of[identity], one.function]
            for identity, one in agencies.items()
        ],
        "tasks": tasks,
        "names": names.values,
        "files": files.values,
        "headings": headings.pool.values,
        "objectives": sum(task.kind is TaskKind.OBJECTIVE for task in briefing.tasks.tasks),
        "repeated": sum(len(duty.rows) for duty in counted),
        "dated": briefing.as_of is not None,
    }


def _directive(briefing: Briefing, lang: Language) -> str:
    document = briefing.documents.get(briefing.directive)
    return say(name_of(document), lang) if document else briefing.directive


# ---- tasks ----


class _Headings:
    """The headings as written, by file and line: a part that a heading gives shows the heading's words."""

    def __init__(self, briefing: Briefing) -> None:
        said = [group.evidence for group in briefing.tasks.groups if group.evidence]
        self._at: Mapping[tuple[str, int | None], str] = {(one.file, one.line): one.quote for one in said}
        self.pool = Pool()

    def number(self, part: Part) -> int | None:
        words = part.evidence
        heading = self._at.get((words.file, words.line)) if words and part.rule in ("heading", "introduction") else None
        return None if heading is None else self.pool.number(heading)


def _task(
    duty: Duty,
    documents: Mapping[str, int],
    agencies: Mapping[str, int],
    names: Pool,
    files: Pool,
    headings: _Headings,
    as_of: date | None,
) -> list[object]:
    """A task as the page's script reads it (templates/responsibility-counts.js); parts of its rows say which row."""
    task = duty.task
    parts = [
        _part(part, agencies[key_of(part, one)], row, one, names, files, headings)
        for row, one in enumerate((task, *duty.rows))
        for part in _once(one.parts)
    ]
    due = next((one.due for one in (task, *duty.rows) if one.due is not None), None)
    return [
        task.id,
        documents[task.document],
        "/".join(task.path),
        *_place(task.evidence, files),
        task.evidence.quote,
        parts,
        _deadline(duty),
        due.isoformat() if due else None,
        bool(as_of and due and due < as_of),
        [[row.id, "/".join(row.path), *_place(row.evidence, files)] for row in duty.rows],
        task.condition,
    ]


def _once(parts: Iterable[Part]) -> list[Part]:
    """Parts without those that only repeat another's role, organisation and words at a further place."""
    kept: dict[object, Part] = {}
    for part in parts:
        kept.setdefault((part.role, part.agency, part.name, part.rule), part)
    return list(kept.values())


def _part(
    part: Part, agency: int, row: int, task: TaskNode, names: Pool, files: Pool, headings: _Headings
) -> list[object]:
    words = part.evidence
    quote = words.quote if words and words.quote != part.name else None
    made: list[object] = [
        agency,
        ROLES.index(part.role),
        names.number(part.name),
        RULES.index(part.rule) if part.rule in RULES else None,
        row,
        *(_place(words, files) if words else (None, None)),
        headings.number(part),
        quote,
    ]
    while made[-1] is None:
        made.pop()
    return made


def _deadline(duty: Duty) -> str | None:
    """The words that give the time: the task's own, and those of a row where they differ."""
    said = [one.deadline for one in (duty.task, *duty.rows) if one.deadline]
    return "; ".join(dict.fromkeys(said)) or None


def _place(words: Evidence, files: Pool) -> tuple[int, int | None]:
    return files.number(words.file), words.line
