"""The numbers of the overview: each requirement once, and the parts add up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.coverage import Row
from graph.coverage_states import State
from graph.coverage_summary import CoverageSummary, summary, summary_states

Place = tuple[State, bool]


def row(requirement: str, lower: int, state: State, *, addressed: bool) -> Row:
    return Row(
        {"requirement": requirement}, f"doc/{lower}", f"{lower}/KH", "district", None, state, 0, 0, 1, 0, addressed
    )


def rows(**requirements: list[Place]) -> list[Row]:
    return [
        row(name, number, state, addressed=addressed)
        for name, places in requirements.items()
        for number, (state, addressed) in enumerate(places)
    ]


ASKED = [(state, True) for state in State if state is not State.NOT_ADDRESSED]
UNASKED = [(State.NOT_ADDRESSED, False), (State.PROPOSED, False), (State.CONFIRMED_GAP, False)]

CASES: dict[str, tuple[list[Place], State]] = {
    "the best of two": ([(State.PARTLY, True), (State.PROPOSED, True)], State.PROPOSED),
    "one confirmed is enough": ([(State.NONE_FOUND, True), (State.CONFIRMED, True)], State.CONFIRMED),
    "partly outranks a gap": ([(State.CONFIRMED_GAP, True), (State.PARTLY, True)], State.PARTLY),
    "nothing found at one, the other blocked": ([(State.BLOCKED, True), (State.NONE_FOUND, True)], State.NONE_FOUND),
    "blocked everywhere": ([(State.BLOCKED, True), (State.BLOCKED, True)], State.BLOCKED),
    "blocked where addressed": ([(State.BLOCKED, True), (State.NOT_ADDRESSED, False)], State.BLOCKED),
    "a gap at one, not decided elsewhere": ([(State.CONFIRMED_GAP, True), (State.NONE_FOUND, True)], State.NONE_FOUND),
    "an exception at one, none elsewhere": ([(State.JUSTIFIED, True), (State.NONE_FOUND, True)], State.NONE_FOUND),
    "an exception hides no gap": ([(State.JUSTIFIED, True), (State.CONFIRMED_GAP, True)], State.CONFIRMED_GAP),
    "decided where it could be searched": ([(State.JUSTIFIED, True), (State.BLOCKED, True)], State.JUSTIFIED),
    "addressed to nobody": ([(State.NOT_ADDRESSED, False)], State.NOT_ADDRESSED),
    "taken up unasked": ([(State.NOT_ADDRESSED, False), (State.PROPOSED, False)], State.NOT_ADDRESSED),
    "unasked help does not count": ([(State.NONE_FOUND, True), (State.CONFIRMED, False)], State.NONE_FOUND),
}  # fmt: skip


@pytest.mark.parametrize(("places", "wanted"), CASES.values(), ids=CASES)
def test_the_state_over_all_places(places: list[Place], wanted: State) -> None:
    assert summary_states(rows(one=places)) == {"one": wanted}
    assert summary_states(rows(one=places[::-1])) == {"one": wanted}


@pytest.mark.parametrize("state", State)
def test_each_state_is_counted_under_its_own_name(state: State) -> None:
    asked = state is not State.NOT_ADDRESSED
    found = summary(rows(one=[(state, asked)]))
    assert [found.count(one) for one in State] == [int(one is state) for one in State]
    assert (found.requirements, found.addressed, found.not_addressed) == (1, int(asked), int(not asked))


def test_what_was_taken_up_unasked_is_said_apart() -> None:
    found = summary(rows(one=UNASKED[:1], two=UNASKED[:2], three=UNASKED[2:], four=[ASKED[0], UNASKED[1]]))
    assert found == CoverageSummary(requirements=4, confirmed=1, not_addressed=3, unasked=1)


def test_no_rows_give_zeros() -> None:
    assert summary([]) == CoverageSummary()


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.lists(st.sampled_from(ASKED + UNASKED), min_size=1)))
def test_the_parts_add_up(places: dict[str, list[Place]]) -> None:
    found = summary(rows(**places))
    assert found.requirements == len(places)
    assert sum(found.count(state) for state in State) == found.requirements
    assert sum(found.count(state) for state in State if state is not State.NOT_ADDRESSED) == found.addressed
    assert found.addressed == sum(any(addressed for _, addressed in some) for some in places.values())
    assert found.unasked <= found.not_addressed


def test_all_cases_ran() -> None:
    assert len(CASES) == 13
    assert {state for _, state in CASES.values()} == set(State)
