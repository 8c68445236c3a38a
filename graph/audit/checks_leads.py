"""Checks of who leads and who coordinates, a requirement held against the tasks that take it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.audit.across import by_requirement, each_requirement, finding_across
from graph.audit.check import Audited, Check, Row
from graph.audit.model import Finding
from graph.lexicon.agencies import GENERIC, GROUP, listed
from graph.lexicon.functions import functions_of, share_function
from graph.model import Branch

_ENTRIES = "; "
"""Divides the names in a column of lead-changes.rq."""


def leads_changed(audited: Audited) -> Iterator[Finding]:
    """Requirements whose lead has a counterpart below, and that the lower document gives to bodies of other functions.

    Only bodies of one system (Party, State, Front) can be told from each other so: that a State plan gives a Party
    commission's work to a State department is no change. Where a task that takes the requirement up names the
    counterpart as a lead, or names several bodies at once ("các cơ quan, đơn vị") or one whose function is not known,
    nothing is found.
    """
    for rows in by_requirement(audited.rows("lead-changes")).values():
        asked = _names(rows[0], "other_leads")
        named = [name for row in rows for name in _names(row, "leads")]
        known = all(map(functions_of, [*asked, *named]))
        if known and _branches(asked) & _branches(named) and not share_function(asked, named):
            yield finding_across("lead-changed", rows[0])


def coordination_dropped(audited: Audited) -> Iterator[Finding]:
    """Requirements that name a coordinating body whose counterpart no task below names.

    Only bodies of the system that the tasks' own leads belong to; tasks that name several bodies at once ("các cơ quan
    liên quan") may mean it.
    """
    for rows in by_requirement(audited.rows("lead-changes")).values():
        named = [name for row in rows for column in ("leads", "others") for name in _names(row, column)]
        own = _branches(name for row in rows for name in _names(row, "leads"))
        if any(map(_is_several, named)):
            continue
        for asked in _names(rows[0], "other_others"):
            if _branches([asked]) & own and not share_function([asked], named):
                yield finding_across("coordination-dropped", {**rows[0], "dropped": asked})


LEAD_CHECKS = (
    Check("lead-dropped", function=each_requirement("lead-dropped", "leads-dropped")),
    Check("lead-changed", function=leads_changed),
    Check("coordination-dropped", function=coordination_dropped),
)
"""Checks of leads and coordinating bodies between the levels."""


def _names(row: Row, column: str) -> list[str]:
    return str(row[column]).split(_ENTRIES) if row[column] else []


def _branches(names: Iterable[str]) -> frozenset[Branch]:
    return frozenset(function.branch for name in names for function in functions_of(name))


def _is_several(name: str) -> bool:
    """True for a name that may mean any body: a listed group, or what no list knows."""
    row = listed(name)
    return row is None or row.kind in (GROUP, GENERIC)
