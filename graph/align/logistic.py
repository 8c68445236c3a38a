"""Logistic regression with a Gaussian prior, by Newton's method: small enough to need no library at run time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.align.sparse import Matrix

_STEPS = 60
_CLOSE = 1e-8


@dataclass(frozen=True, slots=True)
class Fit:
    """What was fitted: mean and scale of each feature, its coefficient, and the intercept."""

    mean: Matrix
    scale: Matrix
    coefficients: Matrix
    intercept: float


def fit(values: Matrix, wanted: Matrix, weights: Matrix, *, strength: float, prior: Fit | None = None) -> Fit:
    """The most probable coefficients for rows of features, answers 0 or 1 and weights of rows.

    `strength` is how firmly coefficients of standardised features are held to those of `prior`, or to nought; with a
    prior its means and scales are kept.
    """
    mean = prior.mean if prior else np.average(values, axis=0, weights=weights)
    scale = prior.scale if prior else np.sqrt(np.average((values - mean) ** 2, axis=0, weights=weights))
    scale = np.where(scale > _CLOSE, scale, 1.0)
    rows = np.hstack([(values - mean) / scale, np.ones((len(values), 1))])
    centre = np.append(prior.coefficients, prior.intercept) if prior else np.zeros(rows.shape[1])
    hold = np.full(rows.shape[1], strength)
    hold[-1] = strength if prior else 0.0
    found = centre.copy()
    cost = _cost(rows, wanted, weights, found, hold * (found - centre) ** 2)
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-np.clip(rows @ found, -40, 40)))
        slope = rows.T @ (weights * (likely - wanted)) + hold * (found - centre)
        curve = (rows * (weights * likely * (1 - likely))[:, None]).T @ rows + np.diag(hold + _CLOSE)
        step = np.linalg.solve(curve, slope)
        share = 1.0
        while share > _CLOSE:  # a whole step may lead too far where all answers are told with certainty
            moved = found - share * step
            new_cost = _cost(rows, wanted, weights, moved, hold * (moved - centre) ** 2)
            if new_cost <= cost:
                break
            share /= 2
        else:
            break
        done = float(np.abs(moved - found).max()) < _CLOSE
        found, cost = moved, new_cost
        if done:
            break
    return Fit(mean, scale, found[:-1], float(found[-1]))


def _cost(rows: Matrix, wanted: Matrix, weights: Matrix, found: Matrix, held: Matrix) -> float:
    """What the fit makes as small as can be: the negative logarithm of how probable answers and coefficients are."""
    margin = rows @ found
    return float((weights * (np.logaddexp(0.0, margin) - wanted * margin)).sum() + held.sum() / 2)
