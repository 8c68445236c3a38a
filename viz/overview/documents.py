"""What the collection holds of a lineage and what it lacks, level by level, as the overview shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.coverage_states import State
from graph.model import Level, Relation, Status
from viz.briefing import Briefing
from viz.findings.ranking import blocked_by, blocked_pairs
from viz.findings.records import short_name
from viz.labels import Text, day, label, level_name
from viz.model import DocumentNode
from viz.panel import name_of, tasks_of
from viz.provinces import provinces

_CHAIN = (Relation.IMPLEMENTS, Relation.BASIS)
_MOST = 12
"""From more documents of a level on, provinces stand for them with counts."""


def documents_by_level(briefing: Briefing) -> list[dict[str, object]]:
    """One record for each level that has documents of the lineage, the highest first.

    Not held and only mentioned are counted, not listed: they bear on no task. What blocks coverage stands first.
    """
    blocks = blocked_by(briefing)
    chained = {end for edge in briefing.papers.edges if edge.relation in _CHAIN for end in (edge.citing, edge.cited)}
    levels = []
    for level in (*Level, None):
        there = [document for document in briefing.papers.documents if document.level == level]
        held = sorted((one for one in there if one.held), key=_by_date)
        away = [one for one in there if not one.held]
        missing = sorted(
            (one for one in away if one.id in chained or one.id in blocks or one.id == briefing.directive),
            key=lambda one: (-blocks.get(one.id, 0), *_by_date(one)),
        )
        if there:
            levels.append(
                {
                    "level": level,
                    "name": level_name(level),
                    "inside": label(f"level.{level}"),
                    "held": len(held),
                    "missing": len(missing),
                    "mentioned": len(away) - len(missing),
                    **_listed(briefing, held, missing, blocks),
                }
            )
    return levels


def blocked_together(briefing: Briefing) -> dict[str, object] | None:
    """What all blocking documents keep from being judged, where it is the same for each of them; else None.

    elsewhere: each of these requirements is judged in some other place.
    """
    pairs = blocked_pairs(briefing)
    if len(set(pairs.values())) != 1:
        return None
    (same,) = set(pairs.values())
    judged = {
        str(row.requirement["requirement"])
        for table in briefing.coverage
        for row in table.rows
        if row.addressed and row.state is not State.BLOCKED
    }
    requirements = {requirement for _, requirement in same}
    lowers = [briefing.documents.get(lower) for lower in sorted({lower for lower, _ in same})]
    return {
        "documents": len(pairs),
        "requirements": len(requirements),
        "places": [short_name(lower) for lower in lowers if lower is not None],
        "elsewhere": requirements <= judged,
    }


def brief_name(document: DocumentNode) -> Text:
    """The symbol; without one the type with the file that was read, or what else names it."""
    if document.symbol or not document.source:
        return document.symbol or name_of(document)
    return f"{document.type} ({document.source})" if document.type else document.source


def marks_of(document: DocumentNode, field: str) -> list[Text]:
    """What is to be said of a field: that it is inferred, that texts contradict each other."""
    marks = [label("inferred-short")] if any(one.field == field for one in document.inferred) else []
    return [*marks, label("overview.disputed")] if field == "date" and document.disputed else marks


def _listed(
    briefing: Briefing, held: Sequence[DocumentNode], missing: Sequence[DocumentNode], blocks: Mapping[str, int]
) -> dict[str, object]:
    """The documents themselves, or where they are many those that block, and provinces with counts."""
    if len(held) + len(missing) <= _MOST:
        return {"documents": [_held(one) for one in held], "absent": [_missing(one, blocks) for one in missing]}
    blocking = [one for one in missing if one.id in blocks][:_FEW]
    return {"areas": _areas(briefing, held), "absent": [_missing(one, blocks) for one in blocking]}


_FEW = 4


def _areas(briefing: Briefing, held: Sequence[DocumentNode]) -> list[dict[str, object]]:
    """The known provinces with the numbers of their documents held, those with most first."""
    areas = (area for area in provinces(held, briefing.papers.edges) if area.key)
    ranked = sorted(areas, key=lambda area: -len(area.documents))
    return [{"name": area.name, "held": len(area.documents)} for area in ranked]


def _held(document: DocumentNode) -> dict[str, object]:
    return {
        **_named(document),
        "issuer": document.issuer,
        "tasks": tasks_of(document),
        "draft": document.status is Status.DRAFT,
    }


def _missing(document: DocumentNode, blocks: Mapping[str, int]) -> dict[str, object]:
    return {**_named(document), "blocks": blocks.get(document.id, 0)}


def _named(document: DocumentNode) -> dict[str, object]:
    return {
        "id": document.id,
        "name": brief_name(document),
        "nameMarks": marks_of(document, "symbol") if document.held else [],
        "date": day(document.date) if document.date else None,
        "dateMarks": marks_of(document, "date") if document.held else [],
    }


def _by_date(document: DocumentNode) -> tuple[date, str]:
    return (document.date or date.max, document.id)
