"""The parts that the overview divides requirements into: states, and whose word a part of a match stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graph.coverage import Row
from graph.coverage_states import State
from graph.coverage_summary import summary_states
from viz.labels import Text, label

GAPS = (State.NONE_FOUND, State.CONFIRMED_GAP)
"""States of a place where nothing that carries out the requirement is known."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Requirements in `state`; with `linked`, which only partly ones are, a person confirmed one of their links."""

    state: State
    linked: bool = False

    @property
    def key(self) -> str:
        """The piece's name on the page: "partly-confirmed", else that of the state."""
        return f"{self.state}-confirmed" if self.linked else self.state.value

    @property
    def word(self) -> Text:
        """What the piece is called."""
        return label(f"overview.state-{self.key}")


PIECES = (
    Piece(State.CONFIRMED),
    Piece(State.PROPOSED),
    Piece(State.PARTLY, linked=True),
    Piece(State.PARTLY),
    Piece(State.NONE_FOUND),
    Piece(State.CONFIRMED_GAP),
    Piece(State.JUSTIFIED),
    Piece(State.BLOCKED),
)
"""All pieces, in the order in which they are shown."""
DECIDED = (Piece(State.PARTLY, linked=True), Piece(State.CONFIRMED_GAP), Piece(State.JUSTIFIED))
"""Pieces that only people's decisions make: shown where there are any. The others are shown with a 0, too."""


def counted(rows: Iterable[Row]) -> Counter[Piece]:
    """How many requirements of `rows` are in each piece, over all places that they are addressed to."""
    kept = list(rows)
    linked = {_identity(row) for row in kept if row.addressed and row.state is State.PARTLY and row.confirmed}
    return Counter(
        Piece(state, linked=state is State.PARTLY and requirement in linked)
        for requirement, state in summary_states(kept).items()
        if state is not State.NOT_ADDRESSED
    )


def with_gaps(rows: Iterable[Row]) -> int:
    """How many requirements have a gap in at least one place that they are addressed to."""
    return len({_identity(row) for row in rows if row.addressed and row.state in GAPS})


def _identity(row: Row) -> str:
    return str(row.requirement["requirement"])
