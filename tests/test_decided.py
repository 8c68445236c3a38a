"""What decisions come to when texts change, move, vanish and come back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.align.decided import Settled, settled
from graph.links import Decision, SetRelation, Verdict

LOWER, UPPER = "doc/lower", "doc/upper"
A, B, C = (f"{LOWER}/task/II/{number}" for number in "123")
APPENDIX = f"{LOWER}/task/PL/7"
P, Q = f"{UPPER}/task/I/1", f"{UPPER}/task/I/2"
TASKS = {A: (LOWER, "aaa"), B: (LOWER, "bbb"), P: (UPPER, "ppp"), Q: (UPPER, "qqq")}


def decision(
    number: int = 1,
    verdict: Verdict = Verdict.CONFIRM,
    child: str | None = A,
    parent: str = P,
    marks: tuple[str, str] = ("aaa", "ppp"),
) -> Decision:
    link = child is not None
    return Decision(
        number, verdict, parent, "requirement", marks[1], "Lê Văn Cường", date(2024, 5, 6),
        child=child, child_text="task" if link else None, child_fingerprint=marks[0] if link else None,
        document=None if link else LOWER, relation=SetRelation.EQUAL if verdict is Verdict.CONFIRM else None,
    )  # fmt: skip


def test_a_decision_on_unchanged_words_holds() -> None:
    assert settled([decision()], TASKS) == (Settled(decision(), A, P),)


CHANGED = [
    pytest.param({A: (LOWER, "xxx")}, A, P, True, id="child changed"),
    pytest.param({P: (UPPER, "xxx")}, A, P, True, id="parent changed"),
    pytest.param({A: (LOWER, "new"), B: (LOWER, "aaa"), C: (LOWER, "bbb")}, B, P, False, id="item inserted before"),
    pytest.param({P: (UPPER, "qqq"), Q: (UPPER, "ppp")}, A, Q, False, id="parents swapped"),
    pytest.param({A: (LOWER, "xxx"), APPENDIX: (LOWER, "aaa")}, A, P, True, id="appendix repeats the old words"),
    pytest.param({A: (LOWER, "xxx"), B: (LOWER, "aaa"), C: (LOWER, "aaa")}, A, P, True, id="two places fit"),
    pytest.param(
        {A: (LOWER, "xxx"), "doc/other/task/II/1": ("doc/other", "aaa")}, A, P, True, id="another document's words"
    ),
    pytest.param({A: (LOWER, "new"), B: (LOWER, "aaa"), P: (UPPER, "x")}, B, P, True, id="one moved, one changed"),
]


@pytest.mark.parametrize(("changes", "child", "parent", "suspect"), CHANGED)
def test_a_decision_goes_with_its_words(
    changes: dict[str, tuple[str, str]], child: str, parent: str, suspect: bool
) -> None:
    assert settled([decision()], TASKS | changes) == (Settled(decision(), child, parent, suspect),)


def test_a_task_that_is_gone_is_found_by_its_words_or_reported() -> None:
    without = {task: place for task, place in TASKS.items() if task != A}
    assert settled([decision()], without) == (Settled(decision(), A, P, lost=True),)
    assert settled([decision()], without | {APPENDIX: (LOWER, "aaa")}) == (Settled(decision(), APPENDIX, P),)
    assert settled([decision()], {}) == (Settled(decision(), A, P, lost=True),)


def test_the_last_decision_of_a_pair_holds_whatever_the_order_given() -> None:
    first, last = decision(1), decision(2, Verdict.REJECT)
    assert settled([last, first], TASKS) == settled([first, last], TASKS) == (Settled(last, A, P),)


def test_decisions_of_one_place_with_different_words_both_hold() -> None:
    inserted = TASKS | {A: (LOWER, "new"), B: (LOWER, "aaa")}
    of_old_words, of_new_words = decision(1), decision(2, Verdict.REJECT, marks=("new", "ppp"))
    assert settled([of_old_words, of_new_words], inserted) == (
        Settled(of_old_words, B, P),
        Settled(of_new_words, A, P),
    )


def test_deciding_anew_settles_a_suspect() -> None:
    changed = TASKS | {A: (LOWER, "xxx")}
    again = decision(2, marks=("xxx", "ppp"))
    assert settled([decision(1), again], changed) == (Settled(again, A, P),)


def test_a_later_decision_supersedes_a_lost_one() -> None:
    moved = {APPENDIX: (LOWER, "later"), P: (UPPER, "ppp")}
    assert settled([decision(1), decision(2, marks=("later", "ppp"))], moved) == (
        Settled(decision(2, marks=("later", "ppp")), APPENDIX, P),
    )


def test_gap_and_exception() -> None:
    gap = decision(1, Verdict.GAP, child=None)
    assert settled([gap], TASKS) == (Settled(gap, None, P),)
    assert settled([gap], TASKS | {P: (UPPER, "xxx")}) == (Settled(gap, None, P, suspect=True),)
    assert settled([gap], {A: TASKS[A]}) == (Settled(gap, None, P, lost=True),)
    exception = decision(2, Verdict.EXCEPTION, child=None)
    assert settled([gap, exception], TASKS) == (Settled(exception, None, P),)


def test_a_gap_ends_with_a_later_confirmation_and_with_no_rejection() -> None:
    gap, confirmed, rejected = decision(1, Verdict.GAP, child=None), decision(2), decision(2, Verdict.REJECT)
    assert settled([gap, confirmed], TASKS) == (Settled(confirmed, A, P),)
    assert settled([gap, rejected], TASKS) == (Settled(gap, None, P), Settled(rejected, A, P))
    assert settled([gap, decision(2, child=A, parent=Q, marks=("aaa", "qqq"))], TASKS)[0].decision == gap


IDS = st.sampled_from([A, B, C, APPENDIX])
MARKS = st.sampled_from(["aaa", "bbb", "ccc"])


@given(
    st.dictionaries(IDS, MARKS.map(lambda mark: (LOWER, mark))),
    st.lists(st.tuples(IDS, MARKS, st.sampled_from([Verdict.CONFIRM, Verdict.REJECT])), max_size=8),
)
def test_one_pair_has_one_decision_and_what_is_said_of_it_is_true(
    lower: dict[str, tuple[str, str]], made: list[tuple[str, str, Verdict]]
) -> None:
    tasks = {**lower, P: (UPPER, "ppp")}
    decisions = [decision(n, verdict, child, P, (mark, "ppp")) for n, (child, mark, verdict) in enumerate(made, 1)]
    found = settled(decisions, tasks)
    held = [one for one in found if not one.lost]
    assert len({(one.child, one.parent) for one in held}) == len(held)
    for one in held:
        assert one.child is not None
        assert one.suspect == (tasks[one.child][1] != one.decision.child_fingerprint)
    for one in found:
        if one.lost:
            assert one.child not in tasks
