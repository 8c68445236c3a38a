"""Learning the scorer from documents whose links careful readers have drawn.

Everything here is done before the program is shipped, or again with labels of one's own; nothing of it runs when links
are made. Boosted trees are grown with LightGBM (extra "train"); all else is numpy. The same labels give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from graph.align.features import Pairs, Requirements, compare
from graph.align.logistic import Fit, fit
from graph.align.scorer import Rule, log_odds, scorer_of
from graph.align.sparse import Matrix
from graph.align.units import Unit
from graph.links import SetRelation

LINEAR_SHARE, TREES_SHARE = 0.3, 0.35
LINEAR_STRENGTH, RELATION_STRENGTH = 33.0, 20.0
GROUPS = 5
ROUNDS = 250
FOLDS = 5
RULE = Rule(certain=0.42, share=0.5, first=0.3, most=4)
"""A task carries out few requirements, and one that stands far behind another is seldom meant (measured: up to .05)."""
SIBLINGS = (0.5, 1.0)
"""What a confirmed and a rejected link of a task that surely does the same count (see `Scorer`). Measured on each of
three documents from another one's links: shares from .3 to .7 all raise average precision."""
RESTATED_WEIGHT = 0.3
"""Weight of a requirement beside its own restatement, when the relations are learned."""
OTHER_WORDING = 0.5
"""Weight of a pair of which either text is a restatement of the original."""
_TREES: Mapping[str, Any] = {
    "objective": "binary", "num_leaves": 5, "max_depth": 4, "learning_rate": 0.05, "feature_fraction": 0.3,
    "feature_fraction_bynode": 0.5, "lambda_l2": 5, "min_child_samples": 20, "bagging_fraction": 0.7,
    "bagging_freq": 1, "num_threads": 1, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A lower and an upper document with the links that readers drew.

    links maps (index of child, index of parent) to the relation; unsure are pairs on which readers differed, left out.
    weight is how much each pair counts.
    """

    children: tuple[Unit, ...]
    parents: tuple[Unit, ...]
    links: Mapping[tuple[int, int], SetRelation]
    unsure: frozenset[tuple[int, int]] = frozenset()
    weight: float = 1.0


Restated = tuple[Sequence[Unit], Sequence[Unit]]
"""The tasks of one document in two wordings, in the same order."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """An example as arrays: features, answers and a mask of the pairs that count; each [child, parent(, feature)]."""

    example: Example
    pairs: Pairs
    wanted: Matrix
    counted: NDArray[np.bool_]


def train(examples: Sequence[Example], version: str, restated: Sequence[Restated] = ()) -> dict[str, Any]:
    """The scorer's record (as data/alignment/scorer.json holds it) learned from `examples`.

    `restated` are wordings of one document: of what it looks like when two texts ask for just the same.
    """
    rows = [_rows(example) for example in examples]
    names = rows[0].pairs.names
    members = _members(names, rows, [np.ones(len(one.wanted), dtype=bool) for one in rows])
    held_out = _held_out(names, rows)
    calibration = _calibration(rows, held_out)
    record: dict[str, Any] = {
        "version": version,
        **members,
        "calibration": calibration,
        "rule": {"certain": RULE.certain, "share": RULE.share, "first": RULE.first, "most": RULE.most},
        "relations": _relations(names, rows, restated),
        "siblings": list(SIBLINGS),
    }
    rounded: dict[str, Any] = _rounded(record)
    return rounded


def _rows(example: Example) -> _Rows:
    pairs = compare(example.children, Requirements(example.parents))
    wanted = np.zeros(pairs.values.shape[:2])
    counted = np.ones(wanted.shape, dtype=bool)
    for pair in example.links:
        wanted[pair] = 1.0
    for pair in example.unsure:
        counted[pair] = False
    return _Rows(example, pairs, wanted, counted)


def _gathered(rows: Sequence[_Rows], children: Sequence[NDArray[np.bool_]]) -> tuple[Matrix, Matrix, Matrix]:
    values, wanted, weights = [], [], []
    for one, kept in zip(rows, children, strict=True):
        mask = one.counted & kept[:, None]
        values.append(one.pairs.values[mask])
        wanted.append(one.wanted[mask])
        weights.append(np.full(int(mask.sum()), one.example.weight))
    return np.concatenate(values), np.concatenate(wanted), np.concatenate(weights)


def _members(
    names: tuple[str, ...], rows: Sequence[_Rows], children: Sequence[NDArray[np.bool_]], groups: int = GROUPS
) -> dict[str, Any]:
    values, wanted, weights = _gathered(rows, children)
    coarse = tuple(name for name in names if not name.startswith("clause-"))
    linear = _member(names, LINEAR_SHARE, fit(values, wanted, weights, strength=LINEAR_STRENGTH))
    trees = [_grown(names, features, values, wanted, weights, groups) for features in (names, coarse)]
    return {"linear": [linear], "trees": trees}


def _member(features: Sequence[str], weight: float, fitted: Fit) -> dict[str, Any]:
    return {
        "features": list(features),
        "weight": weight,
        "mean": fitted.mean.tolist(),
        "scale": fitted.scale.tolist(),
        "coefficients": fitted.coefficients.tolist(),
        "intercept": fitted.intercept,
    }


def _grown(
    names: tuple[str, ...], features: tuple[str, ...], values: Matrix, wanted: Matrix, weights: Matrix, groups: int
) -> dict[str, Any]:
    columns = [names.index(name) for name in features]
    trees = []
    for seed in range(groups):
        data = lightgbm.Dataset(values[:, columns], wanted, weight=weights)
        booster = lightgbm.train({**_TREES, "seed": seed}, data, ROUNDS)
        trees += [_flat(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    return {"features": list(features), "weight": TREES_SHARE, "groups": groups, "trees": trees}


def _flat(root: Mapping[str, Any]) -> list[list[float]]:
    """A tree as five lists with an entry for every node; a leaf goes on to itself."""
    feature: list[float] = []
    threshold: list[float] = []
    left: list[float] = []
    right: list[float] = []
    value: list[float] = []

    def add(node: Mapping[str, Any]) -> int:
        place = len(feature)
        leaf = "leaf_value" in node
        feature.append(0 if leaf else int(node["split_feature"]))
        threshold.append(0.0 if leaf else float(node["threshold"]))
        value.append(float(node["leaf_value"]) if leaf else 0.0)
        left.append(place)
        right.append(place)
        if not leaf:
            left[place] = add(node["left_child"])
            right[place] = add(node["right_child"])
        return place

    add(root)
    return [feature, threshold, left, right, value]


def _held_out(names: tuple[str, ...], rows: Sequence[_Rows]) -> list[Matrix]:
    """The uncalibrated score of each pair by a committee that has not seen the child, in any wording."""
    scores = [np.zeros(one.wanted.shape) for one in rows]
    for fold in range(FOLDS):
        out = [np.arange(len(one.wanted)) % FOLDS == fold for one in rows]
        members = _members(names, rows, [~one for one in out], groups=1)
        scorer = scorer_of(_bare(members), "")
        for one, score, left_out in zip(rows, scores, out, strict=True):
            score[left_out] = scorer.scores(names, one.pairs.values[left_out])
    return scores


def _bare(members: Mapping[str, Any]) -> dict[str, Any]:
    """A record with these members and nothing learned beside them."""
    rule = {"certain": 0.5, "share": 0.0, "first": 1.0, "most": 1}
    return {
        **members, "version": "", "calibration": [1.0, 0.0], "rule": rule, "relations": {},
        "siblings": [0.0, 0.0],
    }  # fmt: skip


def _calibration(rows: Sequence[_Rows], held_out: Sequence[Matrix]) -> list[float]:
    """Slope and intercept on the log odds, from scores of children that the committee had not seen (after Platt)."""
    odds = np.concatenate([log_odds(score)[one.counted] for one, score in zip(rows, held_out, strict=True)])
    wanted = np.concatenate([one.wanted[one.counted] for one in rows])
    weights = np.concatenate([np.full(int(one.counted.sum()), one.example.weight) for one in rows])
    fitted = fit(odds[:, None], wanted, weights, strength=1.0)
    slope = float(fitted.coefficients[0] / fitted.scale[0])
    return [slope, fitted.intercept - slope * float(fitted.mean[0])]


def _relations(names: tuple[str, ...], rows: Sequence[_Rows], restated: Sequence[Restated]) -> dict[str, Any]:
    """One member for each set relation, learned from the pairs that are linked and from restated requirements."""
    values = [one.pairs.values[pair] for one in rows for pair in sorted(one.example.links)]
    weights = [one.example.weight for one in rows for _ in one.example.links]
    drawn = [one.example.links[pair] for one in rows for pair in sorted(one.example.links)]
    for first, second in restated:
        same = compare(first, Requirements(second)).values.diagonal().T
        values += list(same)
        weights += [RESTATED_WEIGHT] * len(same)
        drawn += [SetRelation.EQUAL] * len(same)
    table, scale = np.array(values), np.array(weights)
    return {
        relation.value: _member(names, 1.0, fit(table, _is(relation, drawn), scale, strength=RELATION_STRENGTH))
        for relation in SetRelation
        if relation in drawn
    }


def _is(relation: SetRelation, drawn: Sequence[SetRelation]) -> Matrix:
    return np.array([float(one is relation) for one in drawn])


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.7g}")
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list) else value
