"""The coverage matrix: each requirement of a document against the documents, or the territories, below it.

A cell has the state that `graph.coverage` gives; the page's script filters, sorts and adds up, and the numbers over
all places follow the rule of `graph.coverage_summary`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.coverage import Row
from graph.coverage_states import State
from graph.links import Decision, SetRelation, Verdict
from graph.messages import Language
from viz.briefing import Briefing, CoverageTable, TaskLink
from viz.coverage.columns import Place, document_places, level_text, place_key, territory_places
from viz.coverage.workbook import is_large, workbook
from viz.frame import Section, fragment
from viz.labels import LANGUAGES, Text, both, day, join, label, say
from viz.link_records import record
from viz.model import TaskGroup
from viz.panel import name_of

WORKBOOK = "coverage.xlsx"
STATES = tuple(State)
_LEVELS = ("central", "province", "district", "commune", None)


def coverage_matrix(briefing: Briefing, lang: Language = "vi") -> Section:
    """The page, which opens with the first of the briefing's coverage tables."""
    return Section(
        name="coverage",
        title=_title(briefing),
        bar=fragment("coverage-bar.html", lang=lang),
        markup=fragment("coverage.html", lang=lang),
        data=matrix(briefing),
        scripts=("coverage-model.js", "coverage-marks.js", "coverage-table.js", "coverage-panel.js", "coverage.js"),
        styles=("coverage.css",),
        search="coverage.search",
        words=("coverage",),
        files={WORKBOOK: workbook(briefing, lang)} if briefing.coverage else {},
    )


def matrix(briefing: Briefing) -> dict[str, object]:
    """What the page's script reads: tables, and the links and tasks that stand behind their cells."""
    requirements = {str(row.requirement["requirement"]) for table in briefing.coverage for row in table.rows}
    links = [link for link in briefing.links if _requirement(link, briefing) in requirements]
    return {
        "states": [{"code": state, "long": label(f"state.{state}")} for state in STATES],
        "large": is_large(briefing),
        "levels": {str(level): level_text(level) for level in _LEVELS},
        "tables": [_table(table, briefing) for table in briefing.coverage],
        "documents": _documents(briefing),
        "links": [_link(link, briefing) for link in links],
        "tasks": {
            child: _task(child, briefing) for child in sorted({link.child for link in links}) if child in briefing.task
        },
    }


def _title(briefing: Briefing) -> Text:
    if not briefing.coverage:
        return label("coverage.title-empty")
    return _table_title(briefing.coverage[0], briefing)


def _table_title(table: CoverageTable, briefing: Briefing) -> Text:
    name = name_of(briefing.documents[table.document])
    vietnamese, english = (label("coverage.title", upper=say(name, lang)) for lang in LANGUAGES)
    return both(say(vietnamese, "vi"), say(english, "en"))


def _title_as_of(table: CoverageTable, briefing: Briefing) -> Text:
    """What the page calls itself once it shows `table`: with the day, as the frame does for the page's own title."""
    title = _table_title(table, briefing)
    return title if briefing.as_of is None else join([title, label("as-of", date=day(briefing.as_of))], ", ")


def _table(table: CoverageTable, briefing: Briefing) -> dict[str, object]:
    records = {str(row.requirement["requirement"]): row for row in table.rows}
    documents = document_places(table.rows, briefing.documents)
    territories = territory_places(table.territories, documents)
    groups = list(dict.fromkeys(_group(one, briefing) for one in records))
    headings = {group.id: group for group in briefing.tasks.groups}
    views = {"document": _view(records, documents, {(_of(row), row.lower or ""): row for row in table.rows})}
    if table.territories:
        by_territory = {(_of(row), place_key(row)): row for row in table.territories}
        views["territory"] = _view(records, territories, by_territory)
    return {
        "id": table.document,
        "name": name_of(briefing.documents[table.document]),
        "title": _title_as_of(table, briefing),
        "groups": [_heading(headings.get(group)) for group in groups],
        "requirements": [
            _requirement_record(one, row, groups.index(_group(one, briefing)), table, briefing)
            for one, row in records.items()
        ],
        "by": views,
        "decisions": [_decision(one) for one in table.decisions],
    }


def _view(
    requirements: Iterable[str], places: Sequence[Place], rows: Mapping[tuple[str, str], Row]
) -> dict[str, object]:
    """Columns and, for each requirement, a cell for each: [state, confirmed, proposed, duties met, addressed]."""
    return {
        "columns": [_column(place) for place in places],
        "cells": [[_cell(rows[one, place.id]) for place in places] for one in requirements],
    }


def _column(place: Place) -> dict[str, object]:
    full = {
        "id": place.id,
        "short": place.short,
        "name": place.name,
        "level": str(place.level),
        "territory": place.territory,
        "area": place.area,
        "date": None if place.date is None else day(place.date),
        "documents": list(place.documents),
        "missing": place.missing,
    }
    return {key: value for key, value in full.items() if value is not None}


def _cell(row: Row) -> list[int]:
    return [STATES.index(row.state), row.confirmed, row.proposed, row.met, int(row.addressed)]


def _requirement_record(
    identity: str, row: Row, group: int, table: CoverageTable, briefing: Briefing
) -> dict[str, object]:
    task = briefing.task.get(identity)
    full = {
        "id": identity,
        "path": row.requirement["path"],
        "text": row.requirement["text"],
        "file": row.requirement["source"],
        "line": row.requirement["line"],
        "group": group,
        "leads": [lead for lead in str(row.requirement["leads"] or "").split("; ") if lead],
        "deadline": task.deadline if task else None,
        "due": task.due.isoformat() if task and task.due else None,
        "levels": str(row.requirement["addressed"] or "").split(),
        "duties": row.duties,
        "texts": [_within(duty, str(row.requirement["text"])) for duty in table.duties.get(identity, ())]
        if row.duties > 1
        else None,
    }
    return {key: value for key, value in full.items() if value is not None}


def _group(requirement: str, briefing: Briefing) -> str:
    task = briefing.task.get(requirement)
    return task.group if task else ""


def _heading(group: TaskGroup | None) -> dict[str, object]:
    if group is None:
        return {"path": "", "heading": label("no-heading")}
    return {"path": "/".join(group.path), "heading": group.heading or label("no-heading")}


def _requirement(link: TaskLink, briefing: Briefing) -> str:
    """The requirement of a link: a row of an appendix stands for the task that it repeats."""
    parent = briefing.task.get(link.parent)
    return parent.same_as if parent and parent.same_as else link.parent


def _link(link: TaskLink, briefing: Briefing) -> dict[str, object]:
    """The link with its requirement, and which of its duties it meets: their places, or "all"."""
    parent = _requirement(link, briefing)
    met: object = list(link.duties)
    if link.relation is SetRelation.EQUAL:
        met = "all"
    elif link.relation is SetRelation.OVERLAPS:
        met = []
    full = record(link) | {"parent": parent, "met": met, "score": round(link.score, 2)}
    if link.phrases and link.child in briefing.task:
        full["phrases"] = [_within(phrase, briefing.task[link.child].evidence.quote) for phrase in link.phrases]
    return full


def _within(phrase: str, words: str) -> object:
    """A phrase as its place in a task's words, in units of UTF-16, so that the page does not carry them twice."""
    start = words.find(phrase)
    if start < 0:
        return phrase
    before = _units(words[:start])
    return [before, before + _units(phrase)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _task(identity: str, briefing: Briefing) -> list[object]:
    """Document, place, file, line and words of a task below."""
    task = briefing.task[identity]
    place = task.evidence
    return [task.document, "/".join(task.path), place.file, place.line, place.quote]


def _documents(briefing: Briefing) -> dict[str, Text]:
    """Names of the documents that stand below others."""
    lowers = {row.lower for table in briefing.coverage for row in table.rows if row.lower}
    return {one: name_of(briefing.documents[one]) for one in sorted(lowers & briefing.documents.keys())}


def _decision(decision: Decision) -> dict[str, object]:
    full = {
        "requirement": decision.parent,
        "document": decision.document,
        "verdict": "gap" if decision.verdict is Verdict.GAP else "exception",
        "reviewer": decision.reviewer,
        "date": day(decision.decided_on),
        "note": decision.note,
    }
    return {key: value for key, value in full.items() if value is not None}


def _of(row: Row) -> str:
    return str(row.requirement["requirement"])
