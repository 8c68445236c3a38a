"""Coverage as the matrix page shows it: by document and by territory, with duties and reviewers' decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph import query
from graph.coverage import TERRITORY, coverage
from graph.links import Decision, Verdict
from graph.model import Level
from graph.store import Store
from graph.stored_links import stored_decisions
from viz.briefing import CoverageTable
from viz.model import DocumentNode

_LEVELS = list(Level)
_SETTLING = (Verdict.GAP, Verdict.EXCEPTION)


def coverage_tables(store: Store, held: Sequence[DocumentNode]) -> Iterator[CoverageTable]:
    """A table for each document that has others below it: the highest level first, in it the most rows."""
    above = {str(one["upper"]) for one in query.run(store, query.find("descents")).records()}
    tables = [(document, coverage(store, document.id).rows) for document in held if document.id in above]
    ranked = sorted(tables, key=lambda one: (_rank(one[0].level), -len(one[1]), one[0].id))
    decided = [one for one in stored_decisions(store) if one.document is not None and one.verdict in _SETTLING]
    for document, rows in ranked:
        if rows:
            yield CoverageTable(
                document.id,
                rows,
                territories=coverage(store, document.id, by=TERRITORY).rows,
                duties=duties_of(store, document.id),
                decisions=_latest(decided, {str(row.requirement["requirement"]) for row in rows}),
            )


def duties_of(store: Store, document: str) -> dict[str, tuple[str, ...]]:
    """The words of each requirement's duties, in their order; links name them by their place in it."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in query.run(store, query.find("coverage-duties"), {"document": document}).records():
        found[str(one["requirement"])].append(str(one["text"]))
    return {requirement: tuple(texts) for requirement, texts in found.items()}


def _latest(decided: Sequence[Decision], requirements: set[str]) -> tuple[Decision, ...]:
    """Of decisions about the same requirement and document the last one holds."""
    latest = {one.about: one for one in decided if one.parent in requirements}
    return tuple(latest[about] for about in sorted(latest))


def _rank(level: Level | None) -> int:
    return len(_LEVELS) if level is None else _LEVELS.index(level)
