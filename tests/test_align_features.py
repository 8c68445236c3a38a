"""What is measured of pairs: shapes, standing, documents that are small or empty; and products of sparse tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from align_texts import DONE, REQUIREMENTS, unit
from hypothesis import given
from hypothesis import strategies as st

from graph.align.features import Requirements, compare, starts_of
from graph.align.sparse import Matrix, Sparse
from graph.align.units import Unit
from graph.model import Level

PARENTS = tuple(unit(f"p/task/{number}", text) for number, text in enumerate(REQUIREMENTS))
CHILDREN = tuple(unit(f"c/task/{number}", text) for number, text in enumerate(DONE))
CELLS = st.dictionaries(st.integers(0, 6), st.integers(-4, 4).map(float), max_size=7)


def feature(name: str, children: Sequence[Unit] = CHILDREN, parents: Sequence[Unit] = PARENTS) -> Matrix:
    pairs = compare(children, Requirements(parents))
    return pairs.values[:, :, pairs.names.index(name)]


SIZES = [(5, 8), (1, 8), (5, 1), (1, 1), (0, 8), (5, 0), (0, 0)]


@pytest.mark.parametrize(("children", "parents"), SIZES)
def test_shapes(children: int, parents: int) -> None:
    pairs = compare(CHILDREN[:children], Requirements(PARENTS[:parents]))
    assert pairs.values.shape == (children, parents, len(pairs.names))
    assert list(pairs.names) == sorted(set(pairs.names))
    assert len(pairs.names) >= 60
    assert np.isfinite(pairs.values).all()


def test_how_many_sizes() -> None:
    assert len(SIZES) == 7


def test_what_says_the_same_stands_first() -> None:
    pairs = compare(CHILDREN[:4], Requirements(PARENTS))
    for name in ("unit-words", "duty-words", "unit-words-share", "unit-words-rank"):
        values = pairs.values[:, :, pairs.names.index(name)]
        assert values.argmax(axis=1).tolist() == [0, 1, 2, 3], name


def test_identical_texts_are_as_like_as_can_be() -> None:
    for name in ("unit-words", "unit-of-child", "unit-both-ways", "unit-words-rank", "unit-words-rank-back"):
        assert np.allclose(feature(name, PARENTS).diagonal(), 1.0), name


def test_the_best_duty_counts() -> None:
    two = unit("c/task/9", DONE[4], DONE[0])
    assert feature("duty-words", (two,))[0].argmax() == 0
    pairs = compare((two,), Requirements(PARENTS))
    assert pairs.duty_scores.shape == (2, 8)
    assert (pairs.child_starts.tolist(), pairs.parent_starts.tolist()) == ([0], list(range(8)))
    best = pairs.duty_scores[:, 0]
    assert best[1] > best[0]


def test_ties_go_to_the_first_and_nothing_is_shared_with_other_words() -> None:
    strange = unit("c/task/9", "zzz yyy xxx")
    assert feature("unit-words", (strange,)).max() == 0
    assert np.allclose(feature("unit-words-rank", (strange,))[0], 1 / np.arange(1, 9))
    twins = (PARENTS[0], PARENTS[0], PARENTS[1])
    assert np.allclose(feature("unit-words-rank", CHILDREN[:1], twins)[0], [1, 1 / 2, 1 / 3])


def test_what_is_known_beside_the_words() -> None:
    child = unit("c/task/1", "họp", documents=frozenset({"doc/a", "doc/b"}), figures=frozenset({(10.0, "%")}))
    parents = (
        unit("p/task/1", "họp", documents=frozenset({"doc/a"}), strengths={Level.DISTRICT: 0.25}),
        unit("p/task/2", "họp", documents=frozenset({"doc/c"}), figures=frozenset({(10.0, "%"), (1.0, "xã")})),
        unit("p/task/3", "họp", leads=frozenset({"noi vu"}), central_lead=True, local=True),
    )
    leading = unit("c/task/2", "họp", leads=frozenset({"noi vu"}), level=None)
    both = (child, leading)
    assert np.allclose(feature("documents", both, parents), [[np.log1p(np.log(4)), 0, 0], [0, 0, 0]])
    assert feature("figures", both, parents).tolist() == [[0, 1, 0], [0, 0, 0]]
    assert feature("bodies", both, parents).tolist() == [[0, 0, 0], [0, 0, 1]]
    assert feature("addressed", both, parents).tolist() == [[0.25, 1, 1], [0.5, 1, 1]]
    assert feature("central-lead-local", both, parents).tolist() == [[0, 0, 1], [0, 0, 1]]


@given(st.permutations(range(5)))
def test_the_order_of_the_children_only_moves_the_rows(order: list[int]) -> None:
    moved = feature("duty-meaning", tuple(CHILDREN[index] for index in order))
    assert np.allclose(moved, feature("duty-meaning")[order], atol=1e-12)


@pytest.mark.parametrize(("lengths", "starts"), [([], []), ([3], [0]), ([1, 2, 4], [0, 1, 3])])
def test_starts(lengths: list[int], starts: list[int]) -> None:
    assert starts_of(lengths).tolist() == starts


@given(st.lists(CELLS, max_size=6), st.lists(CELLS, min_size=7, max_size=7))
def test_sparse_products_are_those_of_full_tables(left: list[dict[int, float]], right: list[dict[int, float]]) -> None:
    ours, theirs = Sparse.of(left, 7), Sparse.of(right, 7)
    full_left, full_right = full(left), full(right)
    assert np.array_equal(ours.times(theirs), full_left @ full_right)
    assert np.array_equal(ours.transposed().times(ours), full_left.T @ full_left)
    assert np.array_equal(ours.sums(), full_left.sum(axis=1))
    assert np.array_equal(ours.squares(), (full_left**2).sum(axis=1))
    assert np.array_equal(ours.times(theirs.present()), full_left @ (full_right > 0))
    kept = np.array([True, False] * 3 + [True])
    assert np.array_equal(ours.only(kept).times(theirs), (full_left * kept) @ full_right)


def full(rows: list[dict[int, float]]) -> Matrix:
    table = np.zeros((len(rows), 7))
    for row, cells in enumerate(rows):
        for column, value in cells.items():
            table[row, column] = value
    return table
