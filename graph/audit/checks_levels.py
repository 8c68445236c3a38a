"""Checks between the levels: what a lower document makes of the requirements above it.

All rest on links that people confirmed or that the machine proposed; a finding says which. What is "not found" was not
found in this collection: a lead for whoever looks, never a verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from graph.audit.across import by_requirement, each_pair, each_requirement, finding_across, sureness
from graph.audit.check import Audited, Check, Row
from graph.audit.checks_coverage import COVERAGE_CHECKS
from graph.audit.checks_leads import LEAD_CHECKS
from graph.audit.model import Finding
from graph.links import LinkStatus


def late_documents(audited: Audited) -> Iterator[Finding]:
    """Lower documents dated after requirements linked with them were due: one finding for two documents.

    The message counts requirements with a confirmed link and those with proposed links only apart. Shown is the one
    that was due first, a confirmed one where there is any.
    """
    rows_of: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in audited.rows("late-documents"):
        rows_of[str(row["document"]), str(row["other_document"])].append(row)
    for (document, _), rows in rows_of.items():
        first = min(rows, key=_shown_first)
        confirmed = {row["requirement"] for row in rows if row["status"] == LinkStatus.CONFIRMED}
        counts = {"confirmed": len(confirmed), "proposed": len({row["requirement"] for row in rows} - confirmed)}
        dated = "dated.draft" if first["draft"] else "dated.issued"
        yield replace(finding_across("issued-after-due", {**first, **counts, "dated": dated}), subject=document)


def conditions_added(audited: Audited) -> Iterator[Finding]:
    """Tasks whose words hold a condition, where the requirement that they are linked with has none.

    Of a task with several duties the message says that a part of it has the condition. Where the text does not divide
    duties it only says that the words hold one: it may belong to a single clause.
    """
    for rows in by_requirement(audited.rows("conditions-added")).values():
        scope = "condition.part" if rows[0]["partial"] else "condition.words"
        yield finding_across("condition-added", {**rows[0], "scope": scope})


def target_changes(code: str, weaker: bool, audited: Audited) -> Iterator[Finding]:
    """Targets of requirements for which the tasks below set a weaker figure, or none at all."""
    for rows in by_requirement(audited.rows("quantity-changes"), ["other_figure"]).values():
        if (rows[0]["figures"] is not None) is weaker:
            yield finding_across(code, rows[0])


LEVEL_CHECKS: tuple[Check, ...] = (
    *COVERAGE_CHECKS,
    Check("no-mandate", query="orphan-tasks"),
    Check("due-later", function=each_pair("due-later", "deadline-conflicts")),
    Check("deadline-dropped", function=each_requirement("deadline-dropped", "deadlines-dropped")),
    Check("issued-after-due", function=late_documents),
    *LEAD_CHECKS,
    Check("target-weakened", function=partial(target_changes, "target-weakened", True)),
    Check("target-dropped", function=partial(target_changes, "target-dropped", False)),
    Check("condition-added", function=conditions_added),
    Check("reference-dropped", function=each_requirement("reference-dropped", "references-dropped", "named")),
    Check("link-suspect", function=each_pair("link-suspect", "suspect-links")),
    Check("decision-changed", function=each_pair("decision-changed", "decisions-changed")),
)
"""Checks between the levels."""


def _shown_first(row: Row) -> tuple[object, ...]:
    return (row["status"] != LinkStatus.CONFIRMED, str(row["other_due"]), *sureness(row), str(row["requirement"]))
