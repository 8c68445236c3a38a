"""Checks between the levels: what a lower document makes of the requirements above it.

All rest on links that people confirmed or that the machine proposed; a finding says which. What is "not found" was not
found in this collection: a lead for whoever looks, never a verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from graph.audit.across import by_requirement, each_pair, each_requirement, finding_across
from graph.audit.check import Audited, Check, Row
from graph.audit.checks_coverage import COVERAGE_CHECKS
from graph.audit.checks_leads import LEAD_CHECKS
from graph.audit.model import Finding


def late_documents(audited: Audited) -> Iterator[Finding]:
    """Lower documents issued when requirements that they take up were due already: one finding for two documents.

    Shown is the requirement that was due first; the message counts all of them.
    """
    rows_of: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in audited.rows("late-documents"):
        rows_of[str(row["document"]), str(row["other_document"])].append(row)
    for (document, _), rows in rows_of.items():
        first = min(rows, key=lambda row: (str(row["other_due"]), str(row["requirement"]), str(row["subject"])))
        count = len({row["requirement"] for row in rows})
        yield replace(finding_across("issued-after-due", {**first, "count": count}), subject=document)


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
    Check("condition-added", function=each_requirement("condition-added", "conditions-added")),
    Check("reference-dropped", function=each_requirement("reference-dropped", "references-dropped", "named")),
    Check("link-suspect", function=each_pair("link-suspect", "suspect-links")),
    Check("decision-changed", function=each_pair("decision-changed", "decisions-changed")),
)
"""Checks between the levels."""
