"""Coverage of one document in a few numbers, each of its requirements counted once.

Rule: only places count that the requirement is addressed to. Over these, a requirement is

- confirmed, else proposed, else partly, by the best that one of them reaches;
- none-found where nothing was found at any, and at least one was searched without a reviewer's word;
- confirmed-gap, else justified, where a reviewer decided for all places that could be searched: a gap outranks
  an exception, so that no exception elsewhere hides it;
- blocked where all its places are blocked by documents not held: nothing can be said;
- not-addressed where it speaks to the level of no place, even if some document took it up unasked.

The parts add up to the number of requirements.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.coverage import Row
from graph.coverage_states import FOUND, State

_ORDER = (*FOUND, State.NONE_FOUND, State.CONFIRMED_GAP, State.JUSTIFIED, State.BLOCKED)
"""Of several places, the state that comes first here is the requirement's."""


@dataclass(frozen=True, slots=True)
class CoverageSummary:
    """Numbers of requirements: all of them, and of these as the module's rule divides them.

    unasked, a part of not_addressed, counts those that some document took up although nothing asks its level to.
    """

    requirements: int = 0
    confirmed: int = 0
    proposed: int = 0
    partly: int = 0
    none_found: int = 0
    confirmed_gap: int = 0
    justified: int = 0
    blocked: int = 0
    not_addressed: int = 0
    unasked: int = 0

    @property
    def addressed(self) -> int:
        """Requirements that speak to the level of at least one place."""
        return self.requirements - self.not_addressed

    def count(self, state: State) -> int:
        """The number of requirements in `state`."""
        return int(getattr(self, state.replace("-", "_")))


def summary(rows: Iterable[Row]) -> CoverageSummary:
    """The numbers for the rows of one document, whatever they are held against."""
    kept = list(rows)
    states = summary_states(kept)
    linked = {_identity(row) for row in kept if row.state in FOUND}
    counted = Counter(states.values())
    return CoverageSummary(
        requirements=len(states),
        unasked=sum(state is State.NOT_ADDRESSED and one in linked for one, state in states.items()),
        **{state.replace("-", "_"): counted[state] for state in State},
    )


def summary_states(rows: Iterable[Row]) -> dict[str, State]:
    """The state of each requirement over all places that it is addressed to, by the module's rule."""
    found: dict[str, set[State]] = defaultdict(set)
    for row in rows:
        found[_identity(row)].update([row.state] if row.addressed else [])
    return {one: _first(states) for one, states in found.items()}


def _first(states: set[State]) -> State:
    return next((state for state in _ORDER if state in states), State.NOT_ADDRESSED)


def _identity(row: Row) -> str:
    return str(row.requirement["requirement"])
