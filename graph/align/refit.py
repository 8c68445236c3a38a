"""The scorer fitted again from what reviewers decided: the linear member moves, held to what it was before.

Trees stay as they are; the calibration is fitted last. Nothing but numpy is needed, so any office can do it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.align.features import Requirements, compare
from graph.align.logistic import Fit, fit
from graph.align.scorer import Linear, Scorer, log_odds
from graph.align.sparse import Matrix
from graph.align.units import title_of, units_of
from graph.errors import UsageError
from graph.model import Collection

LEAST = 10
"""Confirmed links, and rejected ones, that there must be: fewer say more of the reviewer than of the text."""
STRENGTH = 10.0
"""How firmly coefficients are held to the shipped ones; a hundred decisions move them a little."""
CALIBRATION_STRENGTH = 20.0
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Refit:
    """What came of it: decisions used, and the Brier score of decisions held out, before and after (0 is best)."""

    scorer: Scorer
    confirmed: int
    rejected: int
    before: float
    after: float

    @property
    def better(self) -> bool:
        """True when decisions that were held out are told better than before."""
        return self.after < self.before


@dataclass(frozen=True, slots=True)
class _Decided:
    names: tuple[str, ...]
    values: Matrix
    wanted: Matrix


def refit(scorer: Scorer, collection: Collection, confirmed: Iterable[tuple[str, str]],
          rejected: Iterable[tuple[str, str]]) -> Refit:  # fmt: skip
    """The scorer after the decisions on pairs (child, parent). Raises UsageError when there are too few of either."""
    answers = dict.fromkeys(confirmed, 1.0) | dict.fromkeys(rejected, 0.0)
    yes, no = sum(answers.values()), len(answers) - sum(answers.values())
    if yes < LEAST or no < LEAST:
        raise UsageError(
            f"too few decisions to learn from: {int(yes)} confirmed and {int(no)} rejected",
            where="review refit",
            remedy=f"Decide at least {LEAST} links each way",
        )
    decided = _rows(collection, answers)
    folds = np.arange(len(decided.wanted)) % FOLDS
    before = _scores(scorer, decided, np.ones(len(folds), dtype=bool))
    after = np.zeros(len(folds))
    for fold in range(FOLDS):
        held_out = folds == fold
        after[held_out] = _scores(_fitted(scorer, decided, ~held_out), decided, held_out)
    brier = [float(np.mean((scores - decided.wanted) ** 2)) for scores in (before, after)]
    everything = np.ones(len(folds), dtype=bool)
    return Refit(_fitted(scorer, decided, everything), int(yes), int(no), brier[0], brier[1])


def change_of(scorer: Scorer) -> str:
    """What distinguishes a refitted scorer from the shipped one, as JSON text for the store."""
    member = scorer.linear[0]
    record = {
        "mean": member.mean.tolist(),
        "scale": member.scale.tolist(),
        "coefficients": [float(f"{one:.7g}") for one in member.coefficients],
        "intercept": float(f"{member.intercept:.7g}"),
        "calibration": [float(f"{one:.7g}") for one in scorer.calibration],
        "features": list(member.features),
    }
    return json.dumps(record, sort_keys=True, separators=(",", ":"))


def changed(scorer: Scorer, change: str) -> Scorer:
    """The shipped scorer with a change that `change_of` wrote. Raises UsageError when it fits another scorer."""
    record: dict[str, Any] = json.loads(change)
    member = scorer.linear[0]
    if tuple(record["features"]) != member.features:
        raise UsageError("the refitted scorer is of another version", where="store", remedy="Run lineage review refit")
    fitted = replace(
        member,
        mean=np.array(record["mean"]),
        scale=np.array(record["scale"]),
        coefficients=np.array(record["coefficients"]),
        intercept=float(record["intercept"]),
    )
    slope, intercept = record["calibration"]
    mark = sha256(change.encode("utf-8")).hexdigest()[:8]
    return replace(scorer, name=f"{scorer.name}+{mark}", linear=(fitted,), calibration=(float(slope), float(intercept)))


def _rows(collection: Collection, answers: Mapping[tuple[str, str], float]) -> _Decided:
    """The features of the pairs that were decided, by child and parent."""
    held = {one.record.id: one for one in collection.held}
    below: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for child, parent in sorted(answers):
        below[_document(parent), _document(child)].append((child, parent))
    names: tuple[str, ...] = ()
    values, wanted = [], []
    for (upper, lower), pairs in sorted(below.items()):
        if upper not in held or lower not in held:
            continue
        above = title_of(held[upper])
        parents = units_of(held[upper], (above,))
        children = units_of(held[lower], (above, title_of(held[lower])))
        row = {unit.id: index for index, unit in enumerate(children)}
        column = {unit.id: index for index, unit in enumerate(parents)}
        compared = compare(children, Requirements(parents))
        names = compared.names
        for child, parent in pairs:
            if child in row and parent in column:
                values.append(compared.values[row[child], column[parent]])
                wanted.append(answers[child, parent])
    return _Decided(names, np.array(values), np.array(wanted))


def _fitted(scorer: Scorer, decided: _Decided, kept: NDArray[np.bool_]) -> Scorer:
    member = scorer.linear[0]
    columns = [decided.names.index(name) for name in member.features]
    prior = Fit(member.mean, member.scale, member.coefficients, member.intercept)
    weights = np.ones(int(kept.sum()))
    moved = fit(decided.values[kept][:, columns], decided.wanted[kept], weights, strength=STRENGTH, prior=prior)
    linear = Linear(member.features, member.weight, moved.mean, moved.scale, moved.coefficients, moved.intercept)
    again = replace(scorer, linear=(linear,), calibration=(1.0, 0.0))
    odds = log_odds(_scores(again, decided, kept))
    slope, intercept = scorer.calibration
    held = Fit(np.zeros(1), np.ones(1), np.array([slope]), intercept)
    settled = fit(odds[:, None], decided.wanted[kept], weights, strength=CALIBRATION_STRENGTH, prior=held)
    return replace(again, calibration=(float(settled.coefficients[0]), settled.intercept))


def _scores(scorer: Scorer, decided: _Decided, kept: NDArray[np.bool_]) -> Matrix:
    """One score for each row, each as a child's only requirement, so that the trees look at all of them."""
    return scorer.scores(decided.names, decided.values[kept][:, None, :])[:, 0]


def _document(task: str) -> str:
    return task.partition("/task/")[0]
