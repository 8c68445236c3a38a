"""The timeline: what each task says of its time, level by level, held against the requirements above it."""

from __future__ import annotations

from collections.abc import Mapping

from graph.audit import Finding
from graph.audit.wording import message
from graph.messages import Language
from graph.model import Level, Role, TaskKind
from viz import panel
from viz.briefing import Briefing, TaskLink
from viz.frame import Section, fragment
from viz.labels import LANGUAGES, Text, both, label, level_name, say
from viz.link_records import record
from viz.model import DocumentNode
from viz.timeline.counts import counts, sentence
from viz.timeline.rows import Mark, Requirement, TimelineRow, timeline_rows, years

LEGEND = ("bar", "due", "open", "standing", "recurring", "later-confirmed", "later-proposed", "issued")
_SHARED = ("phrases", "documents")
_LEVELS: tuple[Level | None, ...] = (*Level, None)


def timeline(briefing: Briefing, lang: Language = "vi") -> Section:
    """The page of the timeline."""
    rows = timeline_rows(briefing)
    axis = years(rows, briefing)
    documents = _documents(briefing, rows)
    top = briefing.documents[briefing.directive]
    titles = (say(label("timeline.title", directive=say(panel.name_of(top), one)), one) for one in LANGUAGES)
    return Section(
        name="timeline",
        title=both(*titles),
        bar=fragment("timeline-bar.html", lang=lang),
        markup=fragment("timeline.html", lang=lang, legend=LEGEND, dated=briefing.as_of is not None),
        data={
            "counted": sentence(counts(rows)),
            "documents": [_document(document, briefing) for document in documents],
            "rows": _in_order(rows, documents),
            "links": [_link(link) for link in briefing.links],
            "years": list(axis) if axis else None,
            "recurrence": {str(row.task.recurrence): _recurrence(row) for row in rows if row.task.recurrence},
        },
        scripts=tuple(f"timeline{part}.js" for part in ("-scale", "-rows", "-panel", "-filters", "-csv", "")),
        styles=("timeline.css",),
        search="timeline.search",
        words=("timeline",),
    )


def _documents(briefing: Briefing, rows: tuple[TimelineRow, ...]) -> list[DocumentNode]:
    """Documents that hold tasks: by level, then by date, those without a date last."""
    there = {row.task.document for row in rows}
    return sorted(
        (document for document in briefing.tasks.documents if document.id in there),
        key=lambda one: (
            _LEVELS.index(one.level),
            one.date is None,
            one.date.isoformat() if one.date else "",
            say(panel.name_of(one), "vi"),
            one.id,
        ),
    )


def _document(document: DocumentNode, briefing: Briefing) -> dict[str, object]:
    """claims are the days that texts give for it, where they contradict each other."""
    about = [one for one in briefing.findings if one.code == "issued-after-due" and one.subject == document.id]
    claims = sorted({claim.value for claim in document.claims}) if document.disputed else []
    full: dict[str, object] = {
        "id": document.id,
        "name": panel.name_of(document),
        "level": str(document.level),
        "levelName": level_name(document.level),
        "date": document.date.isoformat() if document.date else None,
        "inferred": any(one.field == "date" for one in document.inferred),
        "claims": [claim.isoformat() for claim in claims],
        "notes": [_said(finding) for finding in about],
    }
    return _held(full)


def _in_order(rows: tuple[TimelineRow, ...], documents: list[DocumentNode]) -> list[dict[str, object]]:
    place = {document.id: number for number, document in enumerate(documents)}
    ordered = sorted(rows, key=lambda row: place[row.task.document])
    return [_record(row, place) for row in ordered]


def _record(row: TimelineRow, place: Mapping[str, int]) -> dict[str, object]:
    """A task as the page reads it, with only what it has."""
    task = row.task
    appendix = "appendix" if task.table_row else None
    path = "/".join(task.path)
    full: dict[str, object] = {
        "id": task.id,
        # Most identifiers end with the path: the page takes it from there.
        "path": None if task.id == f"{task.document}/task/{path}" else path,
        "quote": [task.evidence.file, task.evidence.line, task.evidence.quote],
        "kind": "objective" if task.kind is TaskKind.OBJECTIVE else appendix,
        "sameAs": task.same_as,
        "lead": [part.name for part in task.parts if part.role is Role.LEAD],
        "deadline": row.phrases,
        "begin": task.begin.isoformat() if task.begin else None,
        "due": task.due.isoformat() if task.due else None,
        "recurrence": str(task.recurrence) if task.recurrence else None,
        "condition": task.condition,
        "kinds": [str(kind) for kind in row.kinds],
        "marks": [_mark(mark) for mark in row.marks],
        "later": [_above(one) for one in row.later],
        "dropped": [_above(one) for one in row.dropped],
        "overdue": row.overdue,
        "notes": [_said(finding) for finding in row.contradicted],
        "drawn": row.is_drawn,
        "untimed": row.untimed,
    }
    return {"document": place[task.document], **_held(full)}


def _mark(mark: Mark) -> list[str | None]:
    """[shape, first day or None, last day or None]."""
    return [mark.shape, *(day.isoformat() if day else None for day in (mark.start, mark.end))]


def _link(link: TaskLink) -> dict[str, object]:
    """A link as the panel tells it here; the words that both texts share are on the page of the tasks."""
    return {key: value for key, value in record(link).items() if key not in _SHARED}


def _above(one: Requirement) -> dict[str, object]:
    full: dict[str, object] = {
        "id": one.id,
        "name": one.symbol or one.evidence.file,
        "path": one.path,
        "deadline": one.phrases,
        "due": one.due.isoformat() if one.due else None,
        "status": str(one.status),
    }
    return _held(full)


def _recurrence(row: TimelineRow) -> Text:
    return label(f"recurrence.{row.task.recurrence}")


def _said(finding: Finding) -> Text:
    return both(message(finding, "vi"), message(finding, "en"))


def _held(full: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in full.items() if value not in (None, False, [], ())}
