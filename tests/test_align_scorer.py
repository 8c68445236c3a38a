"""The scorer held against numbers worked out by hand, damaged weights, and the logistic regression that fits it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.align.logistic import Fit, fit
from graph.align.scorer import (
    FAR,
    MOST_DIVISIONS,
    Linear,
    Rule,
    Trees,
    log_odds,
    read_scorer,
    scorer_of,
    shipped_scorer,
    sigmoid,
)
from graph.errors import LexiconError

# x0 <= 0.5 ? (x1 <= 2 ? -1 : +1) : 3, its nodes in the order in which training writes them
TREE: list[list[float]] = [
    [0, 1, 0, 0, 0],
    [0.5, 2.0, 0, 0, 0],
    [1, 2, 2, 3, 4],
    [4, 3, 2, 3, 4],
    [0.0, 0.0, -1.0, 1.0, 3.0],
]
STUMP = [[1, 0, 0], [0.0, 0, 0], [1, 1, 2], [2, 1, 2], [0.0, 5.0, -5.0]]
LEAF = [[0], [0.0], [0], [0], [0.25]]
ROWS = [
    pytest.param([0.0, 0.0], -1.0, id="left, left"),
    pytest.param([0.5, 2.0], -1.0, id="a threshold goes left"),
    pytest.param([0.5, 2.1], 1.0, id="left, right"),
    pytest.param([0.6, 0.0], 3.0, id="right"),
    pytest.param([9.0, -9.0], 3.0, id="far right"),
]


def record(**changes: object) -> dict[str, Any]:
    linear: dict[str, Any] = {
        "features": ["x"],
        "weight": 1.0,
        "mean": [1.0],
        "scale": [2.0],
        "coefficients": [4.0],
        "intercept": 0.5,
    }
    return {
        "version": 7,
        "linear": [linear],
        "trees": [],
        "calibration": [1.0, 0.0],
        "rule": {"certain": 0.5, "share": 0.5, "first": 0.3, "most": 2},
        "relations": {"equal": linear, "narrower": {**linear, "coefficients": [-4.0]}},
        "likeness": linear,
        "siblings": [0.5, 1.0],
        **changes,
    }


def trees(*given: object, groups: int = 1) -> Trees:
    read = scorer_of(
        record(trees=[{"features": ["x0", "x1"], "weight": 1.0, "groups": groups, "trees": list(given)}]), "m"
    )
    return read.trees[0]


@pytest.mark.parametrize(("row", "margin"), ROWS)
def test_a_tree(row: list[float], margin: float) -> None:
    assert trees(TREE).probability(np.array([row])) == pytest.approx([1 / (1 + np.exp(-margin))])


def test_trees_of_a_group_add_up_and_groups_are_averaged() -> None:
    row = np.array([[0.0, 0.0]])  # -1, 5 and a quarter
    assert trees(TREE, STUMP).probability(row) == pytest.approx(sigmoid(np.array([4.0])))
    assert trees(TREE, STUMP, LEAF, STUMP, groups=2).probability(row) == pytest.approx(
        (sigmoid(np.array([4.0])) + sigmoid(np.array([5.25]))) / 2
    )


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), max_size=30))
def test_all_rows_at_once_are_each_row_by_itself(rows: list[tuple[float, float]]) -> None:
    def by_hand(row: tuple[float, float]) -> float:
        node = 0
        while TREE[2][node] != node:
            node = int(TREE[2][node] if row[int(TREE[0][node])] <= TREE[1][node] else TREE[3][node])
        return float(TREE[4][node])

    values = np.array(rows).reshape(-1, 2)
    assert np.allclose(trees(TREE).probability(values), [1 / (1 + np.exp(-by_hand(row))) for row in rows])


def test_a_linear_member() -> None:
    member = scorer_of(record(), "m").linear[0]
    assert isinstance(member, Linear)
    assert member.probability(np.array([[1.0], [2.0]])) == pytest.approx(
        [1 / (1 + np.exp(-0.5)), 1 / (1 + np.exp(-2.5))]
    )


def test_members_are_weighed_and_calibrated() -> None:
    member = {"features": ["x"], "weight": 3.0, "groups": 1, "trees": [LEAF]}
    scorer = scorer_of(record(trees=[member], calibration=[2.0, -1.0], linear=record()["linear"]), "m")
    linear, tree = 1 / (1 + np.exp(-0.5)), 1 / (1 + np.exp(-0.25))
    mean = linear * 1.0 + tree * 3.0
    expected = sigmoid(2 * log_odds(np.array([mean])) - 1)
    assert scorer.scores(("x",), np.array([[[1.0]]])) == pytest.approx(expected.reshape(1, 1))
    assert scorer.name == "committee-7-m"


def test_trees_only_look_at_the_likeliest() -> None:
    member = {"features": ["x"], "weight": 0.5, "groups": 1, "trees": [[[0], [0.0], [0], [0], [-9.0]]]}
    base = {**record()["linear"][0], "weight": 0.5}
    scorer, alone = scorer_of(record(trees=[member], linear=[base]), "m"), scorer_of(record(linear=[base]), "m")
    values = np.linspace(0.0, 1.0, 20).reshape(1, 20, 1)
    changed = ~np.isclose(scorer.scores(("x",), values), alone.scores(("x",), values))[0]
    assert changed.nonzero()[0].tolist() == list(range(20 - FAR, 20))
    few = values[:, :FAR]
    assert not np.isclose(scorer.scores(("x",), few), alone.scores(("x",), few)).any()


def test_tables_one_by_one_or_together_give_the_same() -> None:
    scorer = shipped_scorer()
    names = sorted({name for member in scorer.trees for name in member.features})
    chance = np.random.default_rng(5)
    tables = [
        chance.random((children, parents, len(names))) for children, parents in ((3, 20), (1, 4), (0, 20), (2, 1))
    ]
    together = scorer.scores_of_each((names, table) for table in tables)
    assert [one.shape for one in together] == [(3, 20), (1, 4), (0, 20), (2, 1)]
    for one, table in zip(together, tables, strict=True):
        assert np.allclose(one, scorer.scores(names, table), atol=1e-12)
        assert ((one >= 0) & (one <= 1)).all()
    assert scorer.scores_of_each([]) == []


def test_the_relation_is_the_likeliest() -> None:
    scorer = scorer_of(record(), "m")
    assert scorer.relation_of_each(("x",), np.array([[2.0], [0.0], [1.0]])) == ["equal", "narrower", "equal"]
    assert scorer.relation_of_each(("x",), np.array([[0.0]])) == ["narrower"]


RULE = Rule(certain=0.5, share=0.8, first=0.3, most=2)
PROPOSED = [
    pytest.param([0.9, 0.8, 0.7], [1, 1, 0], id="share of the best"),
    pytest.param([0.9, 0.9, 0.9], [1, 1, 0], id="no more than two, the first ones"),
    pytest.param([0.4, 0.2, 0.1], [1, 0, 0], id="the best one is enough"),
    pytest.param([0.4, 0.4, 0.4], [1, 0, 0], id="the best one is one"),
    pytest.param([0.29, 0.2, 0.1], [0, 0, 0], id="none is enough"),
    pytest.param([0.1, 0.5, 0.55], [0, 1, 1], id="wherever they stand"),
    pytest.param([], [], id="no requirement"),
]


@pytest.mark.parametrize(("scores", "expected"), PROPOSED)
def test_the_rule(scores: list[float], expected: list[int]) -> None:
    table = np.array([scores, scores]).reshape(2, len(scores))
    assert RULE.proposed(table).astype(int).tolist() == [expected, expected]


BIG = MOST_DIVISIONS + 1
DAMAGED: list[Any] = [
    pytest.param(lambda whole: "", id="empty"),
    pytest.param(lambda whole: "{", id="cut off"),
    pytest.param(lambda whole: "[]", id="another shape"),
    pytest.param(lambda whole: json.dumps({key: value for key, value in whole.items() if key != "rule"}), id="no rule"),
    pytest.param(lambda whole: json.dumps({**whole, "siblings": [1]}), id="a number lost"),
    pytest.param(lambda whole: json.dumps({**whole, "calibration": ["a", "b"]}), id="words for numbers"),
    pytest.param(lambda whole: json.dumps({**whole, "rule": {"certain": 1}}), id="half a rule"),
    pytest.param(lambda whole: json.dumps({**whole, "siblings": [1.5, 1.0]}), id="more than all of a likeness"),
    pytest.param(lambda whole: json.dumps(with_tree(whole, [[0], [0.0], [0], [0]])), id="a tree without values"),
    pytest.param(lambda whole: json.dumps(with_tree(whole, [[0, 0], [0, 0], [1, 0], [1, 0], [0, 0]])), id="a circle"),
    pytest.param(lambda whole: json.dumps(with_tree(whole, [[0], [0], [5], [6], [0]])), id="a node that is not there"),
    pytest.param(
        lambda whole: json.dumps(
            with_tree(
                whole,
                [
                    [0] * (2 * BIG + 1),
                    [0.0] * (2 * BIG + 1),
                    [*range(1, BIG + 1), *range(BIG, 2 * BIG + 1)],
                    [*range(BIG + 1, 2 * BIG + 1), *range(BIG, 2 * BIG + 1)],
                    [0.0] * (2 * BIG + 1),
                ],
            )
        ),
        id="a tree too large",
    ),
]


def with_tree(whole: Mapping[str, Any], tree: object) -> dict[str, Any]:
    return {**whole, "trees": [{"features": ["x"], "weight": 1.0, "groups": 1, "trees": [tree]}]}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_weights_are_named(damage: Callable[[Mapping[str, Any]], str], tmp_path: Path) -> None:
    path = tmp_path / "scorer.json"
    path.write_text(damage(record()), encoding="utf-8")
    with pytest.raises(LexiconError, match="missing or damaged"):
        read_scorer(path)


def test_missing_weights_and_good_ones(tmp_path: Path) -> None:
    with pytest.raises(LexiconError):
        read_scorer(tmp_path / "nowhere.json")
    path = tmp_path / "scorer.json"
    path.write_text(json.dumps(record()), encoding="utf-8")
    assert read_scorer(path).name.startswith("committee-7-")
    assert (len(ROWS), len(PROPOSED), len(DAMAGED)) == (5, 7, 12)


def test_odds_and_back() -> None:
    values = np.array([0.0, 1e-9, 0.25, 0.5, 1.0])
    assert sigmoid(log_odds(values)) == pytest.approx([1e-6, 1e-6, 0.25, 0.5, 1 - 1e-6])
    assert np.isfinite(sigmoid(np.array([-1e9, 1e9]))).all()


def sample(count: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(20171127)
    values = chance.normal([1.0, -2.0, 0.0], [1.0, 3.0, 1.0], (count, 3))
    likely = 1 / (1 + np.exp(-(0.5 + 1.5 * values[:, 0] - 0.4 * values[:, 1])))
    return values, (chance.random(count) < likely).astype(float)


def slopes(fitted: Fit) -> tuple[np.ndarray, float]:
    """Coefficients and intercept over the features as they are."""
    found = fitted.coefficients / fitted.scale
    return found, fitted.intercept - float(fitted.mean @ found)


def test_fitting_finds_the_coefficients_that_made_the_answers() -> None:
    values, wanted = sample()
    found, intercept = slopes(fit(values, wanted, np.ones(len(values)), strength=0.01))
    assert found == pytest.approx([1.5, -0.4, 0.0], abs=0.1)
    assert intercept == pytest.approx(0.5, abs=0.1)


def test_weights_count_rows() -> None:
    values, wanted = sample(300)
    weights = np.where(np.arange(300) < 100, 3.0, 1.0)
    repeated = np.concatenate([np.arange(300), np.arange(100), np.arange(100)])
    one = fit(values, wanted, weights, strength=1.0)
    other = fit(values[repeated], wanted[repeated], np.ones(500), strength=1.0)
    assert one.coefficients == pytest.approx(other.coefficients, abs=1e-6)
    assert one.intercept == pytest.approx(other.intercept, abs=1e-6)


def test_strength_holds_to_nought_or_to_the_prior() -> None:
    values, wanted = sample(500)
    ones = np.ones(500)
    assert np.abs(fit(values, wanted, ones, strength=1e7).coefficients).max() < 1e-3
    prior = Fit(np.zeros(3), np.ones(3), np.array([7.0, 8.0, 9.0]), -3.0)
    held = fit(values, wanted, ones, strength=1e7, prior=prior)
    assert held.coefficients == pytest.approx(prior.coefficients, abs=0.01)
    assert held.intercept == pytest.approx(-3.0, abs=0.01)
    assert np.array_equal(held.mean, prior.mean)
    freed = fit(values, wanted, ones, strength=1e-3, prior=prior)
    assert slopes(freed)[0] == pytest.approx(slopes(fit(values, wanted, ones, strength=1e-3))[0], abs=0.05)


def test_answers_all_alike_and_features_that_never_change_do_no_harm() -> None:
    values = np.ones((40, 2))
    for wanted in (np.zeros(40), np.ones(40)):
        fitted = fit(values, wanted, np.ones(40), strength=1.0)
        assert np.isfinite(fitted.coefficients).all()
        assert np.isfinite(fitted.intercept)
        assert (fitted.intercept > 3) is bool(wanted[0])
