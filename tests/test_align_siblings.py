"""What is settled of one document's task speaks for and against the same link of its like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from align_texts import DONE, REQUIREMENTS, unit

from graph.align.features import Requirements, compare
from graph.align.scorer import shipped_scorer
from graph.align.siblings import MOST, Siblings, strongest
from graph.align.sparse import Matrix
from graph.align.units import Unit

PARENTS = tuple(unit(f"p/task/{number}", text) for number, text in enumerate(REQUIREMENTS))
CHILDREN = tuple(unit(f"c/task/{number}", text) for number, text in enumerate(DONE))
REVIEWED = {one.id: one for one in (unit(f"d/task/{number}", text) for number, text in enumerate(DONE))}
HALF = np.full((len(CHILDREN), len(PARENTS)), 0.5)
ODD = ("d/task/4", "p/task/7")
"""A pair that the texts say nothing for: the lesson is the reviewer's."""


def applied(
    confirmed: Iterable[tuple[str, str]] = (),
    rejected: Iterable[tuple[str, str]] = (),
    reviewed: Mapping[str, Unit] = REVIEWED,
) -> Matrix:
    siblings = Siblings(reviewed, PARENTS, confirmed, rejected)
    return siblings.applied([CHILDREN], [HALF], shipped_scorer())[0]


def test_nothing_settled_changes_nothing() -> None:
    assert np.array_equal(applied(), HALF)


def test_a_confirmed_link_raises_the_same_link_of_its_like() -> None:
    change = applied(confirmed=[ODD]) - HALF
    assert change[4, 7] > 0.05
    assert change[:, 7].argmax() == 4
    assert np.allclose(np.delete(change, 7, axis=1), 0)
    assert (change >= 0).all()


def test_a_rejected_link_lowers_it() -> None:
    change = applied(rejected=[ODD]) - HALF
    assert change[4, 7] < -0.05
    assert np.allclose(np.delete(change, 7, axis=1), 0)
    assert (change <= 1e-12).all()


def test_both_are_weighed() -> None:
    both = applied(confirmed=[ODD], rejected=[("d/task/0", "p/task/7")])[4, 7]
    assert applied(rejected=[ODD])[4, 7] < both <= applied(confirmed=[ODD])[4, 7] + 1e-12


def test_a_task_is_no_sibling_of_its_own_document() -> None:
    own = {one.id: one for one in CHILDREN}
    assert np.allclose(applied(confirmed=[("c/task/4", "p/task/7")], reviewed=own), HALF)


@pytest.mark.parametrize("pair", [("d/task/9", "p/task/7"), ("d/task/4", "p/task/99"), ("", "")])
def test_pairs_of_unknown_tasks_teach_nothing(pair: tuple[str, str]) -> None:
    assert np.array_equal(applied(confirmed=[pair], rejected=[pair]), HALF)


def test_several_documents_at_once_are_each_by_itself() -> None:
    siblings = Siblings(REVIEWED, PARENTS, [ODD, ("d/task/0", "p/task/0")], [("d/task/1", "p/task/1")])
    groups = [CHILDREN, CHILDREN[:2], CHILDREN[3:]]
    together = siblings.applied(groups, [HALF[: len(group)] for group in groups], shipped_scorer())
    assert len(together) == 3
    for group, found in zip(groups, together, strict=True):
        alone = siblings.applied([group], [HALF[: len(group)]], shipped_scorer())
        assert np.allclose(found, alone[0], atol=1e-12)
    assert siblings.applied([], [], shipped_scorer()) == []


def test_no_more_than_a_fixed_number_is_kept_for_a_requirement() -> None:
    many = {f"d{number}/task/1": unit(f"d{number}/task/1", f"{DONE[4]} lần {number}") for number in range(3 * MOST)}
    pairs = [(child, "p/task/7") for child in many]
    siblings = Siblings(many, PARENTS, pairs, [(child, "p/task/6") for child in many])
    assert siblings._confirmed.sum() == siblings._rejected.sum() == MOST
    assert len(siblings._units) == MOST
    again = Siblings(dict(reversed(many.items())), PARENTS, pairs[::-1], [])
    assert [one.id for one in again._units] == [one.id for one in siblings._units]


def test_the_most_similar_one_counts() -> None:
    alike = np.array([[0.2, 0.9, 0.5]])
    settled = np.array([[1.0, 0, 0], [0, 1.0, 0], [1.0, 0, 0]])
    assert strongest(alike, settled).tolist() == [[0.5, 0.9, 0.0]]
    assert strongest(alike, np.zeros((3, 2))).tolist() == [[0.0, 0.0]]


def test_like_tasks_are_found_alike() -> None:
    pairs = compare(CHILDREN, Requirements(tuple(REVIEWED.values())))
    alike = shipped_scorer().scores(pairs.names, pairs.values)
    assert alike.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]
