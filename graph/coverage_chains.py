"""Chains of links: a requirement, a task that carries it out, a task that carries out that one, down to the district.

A chain is worth as much as its weakest link. Links that go round in a circle are followed once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.coverage_states import FOUND, State, Tie, degree

Chain = tuple[Tie, ...]
"""Links from the requirement downwards."""
Graded = Mapping[str, Sequence[tuple[int, Tie]]]
"""Links by their parent, best first, each with what it alone is worth."""
LONGEST = 12
"""Links of a chain at most; there are four levels, and a level may hold documents one below another."""


def best_chains(requirement: str, below: Graded) -> dict[str, tuple[State, Chain]]:
    """For each document that chains from `requirement` reach, the best chain and the state of its weakest link.

    Of chains of equal worth a shortest holds, of those the first by the order of their links.
    """
    found: dict[str, tuple[State, Chain]] = {}
    for floor in FOUND:
        for document, chain in _reached(requirement, below, worth(floor)).items():
            found.setdefault(document, (floor, chain))
    return found


def graded(below: Mapping[str, Sequence[Tie]], duties: Mapping[str, int]) -> Graded:
    """Links by their parent, each with its worth; duties gives the number of duties of each parent."""
    return {
        parent: tuple((worth(degree((tie,), duties.get(parent, 0))), tie) for tie in ties)
        for parent, ties in below.items()
    }


def worth(state: State | None) -> int:
    """Rank of a state by its links: 3 for confirmed, 2 for proposed, 1 for partly, 0 for all others."""
    return _WORTH.get(state, 0)


_WORTH: Mapping[State | None, int] = {state: len(FOUND) - place for place, state in enumerate(FOUND)}


def _reached(start: str, below: Graded, floor: int) -> dict[str, Chain]:
    """Documents that chains reach of which no link is worth less than `floor`, each with a shortest."""
    found: dict[str, Chain] = {}
    ways: dict[str, Chain] = {start: ()}
    here = [start]
    for _ in range(LONGEST):
        there = []
        for task in here:
            for value, tie in below.get(task, ()):
                if value >= floor and tie.child not in ways:
                    ways[tie.child] = (*ways[task], tie)
                    found.setdefault(tie.document, ways[tie.child])
                    there.append(tie.child)
        here = there
    return found
