"""What coverage says where a task has no link: not found here, blocked by a document not held, or decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graph.coverage_states import State
from viz.briefing import Briefing
from viz.maps.task_between import Between

TOLD = (State.NONE_FOUND, State.BLOCKED, State.CONFIRMED_GAP, State.JUSTIFIED)


def gaps(briefing: Briefing, places: Mapping[str, int]) -> dict[str, list[list[object]]]:
    """By requirement: [state, document's place in `places`, the documents between that are not held]."""
    between = Between(briefing)
    found: dict[str, list[list[object]]] = defaultdict(list)
    for table in briefing.coverage:
        for row in table.rows:
            if row.state in TOLD and row.lower is not None and row.lower in places:
                missing = [between.named(row.lower, row.missing)] if row.state is State.BLOCKED and row.missing else []
                found[str(row.requirement["requirement"])].append([row.state, places[row.lower], *missing])
    return {requirement: sorted(rows, key=lambda row: (str(row[0]), row[1])) for requirement, rows in found.items()}
