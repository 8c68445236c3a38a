"""The state of one requirement in one place below: the rules that queries/coverage-matrix.rq states in SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.links import LinkStatus, SetRelation, Verdict


class State(StrEnum):
    """How far a requirement is taken up, as in section 6 of the design notes; in the order in which they are listed."""

    CONFIRMED = "confirmed"  # all its duties are met by links that a person confirmed
    PROPOSED = "proposed"  # all are met, some only by links that the machine proposes
    PARTLY = "partly"  # only some are met, or there are only overlapping links
    NONE_FOUND = "none-found"  # addressed, and nothing was found in this collection
    CONFIRMED_GAP = "confirmed-gap"  # a reviewer looked and nothing carries it out
    JUSTIFIED = "justified"  # a reviewer decided that nothing has to
    NOT_ADDRESSED = "not-addressed"  # it does not speak to that level
    BLOCKED = "blocked"  # addressed, nothing found, and a document between is not held


FOUND = (State.CONFIRMED, State.PROPOSED, State.PARTLY)
"""States with a link."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link, confirmed or proposed, from a task up to a requirement, as coverage needs it.

    settled: a person confirmed it, and neither text changed since. duties are indexes of the parent's duties it meets.
    """

    parent: str
    child: str
    document: str
    relation: SetRelation
    score: float
    settled: bool
    duties: frozenset[int] = frozenset()

    @property
    def status(self) -> LinkStatus:
        """Confirmed where it is settled; a confirmed link of which a text changed counts as proposed."""
        return LinkStatus.CONFIRMED if self.settled else LinkStatus.PROPOSED

    @property
    def rank(self) -> tuple[bool, int, float, str]:
        """What the best of several links has most of."""
        return (self.settled, _NEARNESS[self.relation], self.score, self.child)


_NEARNESS = {SetRelation.EQUAL: 2, SetRelation.NARROWER: 1, SetRelation.OVERLAPS: 0}


def degree(ties: Sequence[Tie], duties: int) -> State | None:
    """Confirmed, proposed or partly, by the links alone; None without a link. duties is the requirement's number."""
    if _whole([tie for tie in ties if tie.settled], duties):
        return State.CONFIRMED
    if _whole(ties, duties):
        return State.PROPOSED
    return State.PARTLY if ties else None


def state_of(ties: Sequence[Tie], duties: int, verdict: Verdict | None, *, addressed: bool, blocked: bool) -> State:
    """The state; verdict is a reviewer's latest of gap or exception. What people decided outranks the machine."""
    found = degree(ties, duties)
    if found is not None and any(tie.settled for tie in ties):
        return found
    if verdict is not None:
        return State.CONFIRMED_GAP if verdict is Verdict.GAP else State.JUSTIFIED
    if found is not None:
        return found
    if not addressed:
        return State.NOT_ADDRESSED
    return State.BLOCKED if blocked else State.NONE_FOUND


def met(ties: Sequence[Tie], duties: int) -> int:
    """How many of the requirement's duties are met; overlapping links meet none."""
    return duties if _whole(ties, duties) else len(_met(ties))


def _met(ties: Iterable[Tie]) -> frozenset[int]:
    return frozenset().union(*(tie.duties for tie in ties if tie.relation is not SetRelation.OVERLAPS))


def _whole(ties: Sequence[Tie], duties: int) -> bool:
    nearest = max((_NEARNESS[tie.relation] for tie in ties), default=0)
    return nearest == 2 or (nearest == 1 and (duties <= 1 or len(_met(ties)) >= duties))
