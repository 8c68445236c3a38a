"""Checks of what no task of a lower document takes up, as the coverage of each requirement tells.

A requirement that does not speak to the lower document's level, one that a document not held may have taken up, and one
for which somebody recorded an exception is no finding; nor, in these cases, is the rest of one that is met in part.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from graph import query
from graph.audit.check import Audited, Check, Row, finding_of
from graph.audit.model import Finding

UNCOVERED, PARTLY, GAP = "none-found", "partly", "confirmed-gap"
"""States of coverage that are findings (design notes, section 6)."""


def in_state(state: str, code: str, audited: Audited) -> Iterator[Finding]:
    """A finding for each requirement and lower document in this state of coverage.

    Its place is the task that comes nearest, or where there is none the lower document itself, without words.
    """
    matrix = query.find("coverage-matrix")
    for upper in sorted({str(row["upper"]) for row in audited.rows("descents")}):
        for row in query.run(audited.store, matrix, {"document": upper, "only_state": state}).records():
            if state == GAP or (row["addressed"] and not row["missing"]):
                yield finding_of(code, _ends(row, upper, audited))


COVERAGE_CHECKS = (
    Check("uncovered", function=partial(in_state, UNCOVERED, "uncovered")),
    Check("partly-covered", function=partial(in_state, PARTLY, "partly-covered")),
    Check("gap-confirmed", function=partial(in_state, GAP, "gap-confirmed")),
)
"""Checks of coverage."""


def _ends(row: Row, upper: str, audited: Audited) -> Row:
    lower = str(row["lower"])
    return {
        "subject": row["requirement"],
        "document": lower,
        "symbol": row["lower_symbol"],
        "source": row["child_source"] or audited.source(lower),
        "line": row["child_line"],
        "path": row["child_path"],
        "quote": row["child_text"],
        "other_document": upper,
        "other_symbol": audited.symbol(upper),
        "other_source": row["source"],
        "other_line": row["line"],
        "other_path": row["path"],
        "other_quote": row["text"],
        "lower": row["lower_symbol"] or audited.source(lower),
        "upper": audited.symbol(upper) or row["source"],
        "duties": row["duties"],
        "met": row["met"],
        "confirmed": row["confirmed"],
        "proposed": row["proposed"],
        "status": row["status"] and f"link-status.{row['status']}",
        "score": row["score"],
    }
