"""The scorer: from features to the probability that a careful reader would draw the link.

Its weights are data (data/alignment/scorer.json), made by one command (graph/align/train.py). A committee of members,
each with its own features: linear ones (logistic regression) and boosted trees; their mean is calibrated in the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.align.sparse import Matrix
from graph.errors import LexiconError
from graph.resources import folder

FILE = "scorer.json"
FAR = 12
"""Requirements of a child, the best by the linear members, that the trees look at; the others keep the linear score."""
MOST_DIVISIONS = 8
"""Divisions of a tree at the most (training makes four): the ways they can turn out are a table of 2 to that power."""
_SMALL = 1e-6


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression over standardised features."""

    features: tuple[str, ...]
    weight: float
    mean: Matrix
    scale: Matrix
    coefficients: Matrix
    intercept: float

    def probability(self, values: Matrix) -> Matrix:
        """One probability for each row of features."""
        slopes = self.coefficients / self.scale
        margin = np.einsum("rf,f->r", values, slopes)  # one thread, whereas "@" may take all cores in each worker
        return sigmoid(margin + (self.intercept - float(self.mean @ slopes)))


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted decision trees, those that were grown together in one of `groups` after another."""

    features: tuple[str, ...]
    weight: float
    trees: tuple[Tree, ...]
    groups: int

    def probability(self, values: Matrix) -> Matrix:
        """One probability for each row of features: the mean over the groups. Best for thousands of rows at once."""
        size = len(self.trees) // self.groups
        columns = np.ascontiguousarray(values.T)
        total = np.zeros(len(values))
        for start in range(0, len(self.trees), size):
            margin = np.zeros(len(values))
            for tree in self.trees[start : start + size]:
                margin += tree.values(columns)
            total += sigmoid(margin)
        return total / self.groups


@dataclass(frozen=True, slots=True)
class Tree:
    """One small tree: its divisions (feature, threshold), and the value of the leaf for each way they can turn out.

    A row answers each division with yes (at most the threshold: to the left) or no; the answers, as the bits of a
    number, are its place in `leaves`. That is far faster for many rows than to go down division by division.
    """

    divisions: tuple[tuple[int, float], ...]
    leaves: Matrix

    def values(self, columns: Matrix) -> Matrix:
        """The value of the leaf that each row falls into; `columns` are features by rows."""
        answers = np.zeros(columns.shape[1], dtype=np.uint8)
        for bit, (feature, threshold) in enumerate(self.divisions):
            answers |= (columns[feature] <= threshold).view(np.uint8) << bit
        found: Matrix = self.leaves[answers]
        return found


@dataclass(frozen=True, slots=True)
class Rule:
    """Which links are proposed: those at least as probable as `certain` and as `share` of the child's best, `most` at
    the most for a child; and its best one from `first` on."""

    certain: float
    share: float
    first: float
    most: int

    def proposed(self, scores: Matrix) -> NDArray[np.bool_]:
        """True for each pair [child, parent] that is proposed."""
        if not scores.size:
            return np.zeros(scores.shape, dtype=bool)
        rank = (-scores).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
        best = scores.max(axis=1, keepdims=True)
        proposed: NDArray[np.bool_] = (scores >= self.certain) & (scores >= self.share * best) & (rank < self.most)
        proposed |= (rank == 0) & (scores >= self.first)
        return proposed


@dataclass(frozen=True, slots=True)
class Scorer:
    """All that was learned. calibration is (slope, intercept) on the log odds; relations decide the set relation.

    siblings says what a settled link of a task that does the same counts: the share of its likeness that a confirmed
    one adds as ground of its own, and what a rejected one takes from the log odds.
    """

    name: str
    linear: tuple[Linear, ...]
    trees: tuple[Trees, ...]
    calibration: tuple[float, float]
    rule: Rule
    relations: Mapping[str, Linear]
    siblings: tuple[float, float]

    def scores(self, names: Sequence[str], values: Matrix) -> Matrix:
        """The probability of each pair; values[child, parent, feature], features called `names`."""
        return self.scores_of_each([(names, values)])[0]

    def scores_of_each(self, tables: Iterable[tuple[Sequence[str], Matrix]]) -> list[Matrix]:
        """The same for some tables (names, values): the trees look at all at once, which is much faster."""
        means, nears, looked_at = [], [], []
        place: dict[str, int] = {}
        for names, values in tables:
            place = {name: index for index, name in enumerate(names)}
            means.append(self._linear(place, values))
            nears.append(_near(means[-1]))
            looked_at.append(values.reshape(-1, len(names))[nears[-1]])
        if not means:
            return []
        rows = np.concatenate(looked_at)
        added = np.zeros(len(rows))
        for member in self.trees:
            added += member.weight * member.probability(rows[:, _columns(place, member)])
        slope, intercept = self.calibration
        ends = np.cumsum([len(near) for near in nears])[:-1]
        for mean, near, part in zip(means, nears, np.split(added, ends), strict=True):
            mean.ravel()[near] = mean.ravel()[near] * sum(member.weight for member in self.linear) + part
        return [sigmoid(slope * log_odds(mean) + intercept) for mean in means]

    def relation_of_each(self, names: Sequence[str], values: Matrix) -> list[str]:
        """The set relation of each pair, by its row of features."""
        place = {name: index for index, name in enumerate(names)}
        relations = sorted(self.relations)
        members = [self.relations[relation] for relation in relations]
        scored = np.stack([member.probability(values[:, _columns(place, member)]) for member in members])
        return [relations[best] for best in scored.argmax(axis=0)]

    def _linear(self, place: Mapping[str, int], values: Matrix) -> Matrix:
        """The mean of the linear members, as a table [child, parent] of its own."""
        rows = values.reshape(-1, len(place))
        weight = sum(member.weight for member in self.linear)
        total = np.zeros(len(rows))
        for member in self.linear:
            total += member.weight * member.probability(rows[:, _columns(place, member)])
        return total.reshape(values.shape[:2]) / weight


def _near(linear: Matrix) -> NDArray[np.intp]:
    """Rows of the pairs that the trees look at."""
    if linear.shape[1] <= FAR:
        return np.arange(linear.size)
    best = np.argpartition(-linear, FAR - 1, axis=1)[:, :FAR]
    near: NDArray[np.intp] = (best + np.arange(len(linear))[:, None] * linear.shape[1]).ravel()
    return near


def sigmoid(values: Matrix) -> Matrix:
    """Log odds to probabilities."""
    result: Matrix = 1.0 / (1.0 + np.exp(-np.clip(values, -40, 40)))
    return result


def log_odds(values: Matrix) -> Matrix:
    """Probabilities to log odds, kept within what they can tell."""
    clipped = np.clip(values, _SMALL, 1 - _SMALL)
    result: Matrix = np.log(clipped / (1 - clipped))
    return result


@cache
def shipped_scorer() -> Scorer:
    """The scorer of data/alignment. Raises LexiconError when the file is missing or damaged."""
    return read_scorer(folder("data/alignment") / FILE)


def read_scorer(path: Path) -> Scorer:
    """The scorer in a file. Raises LexiconError when it is missing or damaged."""
    try:
        text = path.read_text(encoding="utf-8")
        return scorer_of(json.loads(text), sha256(text.encode("utf-8")).hexdigest()[:8])
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise LexiconError(
            "the weights of the scorer are missing or damaged", where=path.name, remedy="Install the package again"
        ) from error


def scorer_of(record: Mapping[str, Any], mark: str) -> Scorer:
    """The scorer that a JSON object describes; `mark` tells its weights from others in a link's method.

    Raises ValueError where a share is none: a confirmed link can add no more than all of its likeness.
    """
    share, taken = (float(one) for one in record["siblings"])
    if not 0 <= share <= 1:
        raise ValueError(f"a share of likeness is between 0 and 1, not {share}")
    return Scorer(
        f"committee-{record['version']}-{mark}",
        tuple(_linear(one) for one in record["linear"]),
        tuple(_trees(one) for one in record["trees"]),
        (float(record["calibration"][0]), float(record["calibration"][1])),
        Rule(**record["rule"]),
        {relation: _linear(one) for relation, one in record["relations"].items()},
        (share, taken),
    )


def _columns(place: Mapping[str, int], member: Linear | Trees) -> list[int] | slice:
    """Where the member's features stand; all of them in their order need no copy."""
    columns = [place[name] for name in member.features]
    return slice(None) if columns == list(range(len(place))) else columns


def _linear(record: Mapping[str, Any]) -> Linear:
    return Linear(
        tuple(record["features"]),
        float(record["weight"]),
        np.array(record["mean"]),
        np.array(record["scale"]),
        np.array(record["coefficients"]),
        float(record["intercept"]),
    )


def _trees(record: Mapping[str, Any]) -> Trees:
    return Trees(
        tuple(record["features"]),
        float(record["weight"]),
        tuple(_tree(one) for one in record["trees"]),
        int(record["groups"]),
    )


def _tree(record: Sequence[Sequence[float]]) -> Tree:
    """A tree as five lists: feature, threshold, left, right, value, each with an entry for every node.

    A leaf points to itself. Raises ValueError for more than `MOST_DIVISIONS` divisions or a node that leads back.
    """
    feature, threshold, left, right, value = record
    inner = [node for node in range(len(feature)) if left[node] != node]
    if len(inner) > MOST_DIVISIONS or any(min(left[node], right[node]) <= node for node in inner):
        raise ValueError("not a small tree")
    bit = {node: place for place, node in enumerate(inner)}
    leaves = np.zeros(1 << len(inner))
    for answers in range(len(leaves)):
        node = 0
        while node in bit:
            node = int(left[node] if answers >> bit[node] & 1 else right[node])
        leaves[answers] = value[node]
    return Tree(tuple((int(feature[node]), float(threshold[node])) for node in inner), leaves)
