"""What people settled of one document serves every other under the same directive.

A task is also scored through its most similar reviewed siblings: those whose link to a requirement was confirmed speak
for the same link, those whose link was rejected against it. It is evidence for the link upward only; nothing is claimed
between siblings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.align.features import Requirements, compare
from graph.align.scorer import Scorer, log_odds, sigmoid
from graph.align.sparse import Matrix
from graph.align.units import Unit

MOST = 12
"""Reviewed tasks that are kept for a requirement and a verdict, so that the cost doesn't grow with what is reviewed."""


class Siblings:
    """The reviewed tasks below one upper document, and what was settled of each with its requirements."""

    def __init__(
        self,
        units: Mapping[str, Unit],
        parents: Sequence[Unit],
        confirmed: Iterable[tuple[str, str]],
        rejected: Iterable[tuple[str, str]],
    ) -> None:
        """`units` are the reviewed tasks; confirmed and rejected are pairs (child, parent) of identifiers."""
        self._column = {parent.id: index for index, parent in enumerate(parents)}
        kept = [_kept(pairs, units, self._column) for pairs in (confirmed, rejected)]
        self._units = tuple(units[child] for child in sorted({child for pairs in kept for child, _ in pairs}))
        row = {unit.id: index for index, unit in enumerate(self._units)}
        self._confirmed, self._rejected = (np.zeros((len(self._units), len(parents))) for _ in range(2))
        for pairs, settled in zip(kept, (self._confirmed, self._rejected), strict=True):
            for child, parent in pairs:
                settled[row[child], self._column[parent]] = 1.0
        self._compared = Requirements(self._units) if self._units else None

    def applied(self, groups: Sequence[Sequence[Unit]], scores: Sequence[Matrix], scorer: Scorer) -> list[Matrix]:
        """The scores [child, parent] of some documents' tasks with what the siblings say.

        A task is no sibling of its own document's tasks.
        """
        if self._compared is None:
            return list(scores)
        compared = self._compared
        pairs = (compare(children, compared) for children in groups)
        likenesses = scorer.scores_of_each((one.names, one.values) for one in pairs)
        found = []
        for children, table, alike in zip(groups, scores, likenesses, strict=True):
            likeness = alike * ~self._own(children)
            confirmed, rejected = (strongest(likeness, settled) for settled in (self._confirmed, self._rejected))
            found.append(with_settled(table, confirmed, rejected, scorer))
        return found

    def _own(self, children: Sequence[Unit]) -> NDArray[np.bool_]:
        """True where child and sibling are of one document."""
        ours, theirs = (np.array([_document(unit.id) for unit in units]) for units in (children, self._units))
        same: NDArray[np.bool_] = ours[:, None] == theirs[None, :]
        return same


def with_settled(scores: Matrix, confirmed: Matrix, rejected: Matrix, scorer: Scorer) -> Matrix:
    """Scores with the likeness of the most similar siblings whose link was confirmed and rejected.

    A confirmed link is a ground beside the texts' own: the link fails only where both fail (noisy or).
    """
    share, takes = scorer.siblings
    raised = 1 - (1 - scores) * (1 - share * confirmed)
    return np.where(rejected > 0, sigmoid(log_odds(raised) - takes * rejected), raised)


def strongest(alike: Matrix, settled: Matrix) -> Matrix:
    """For each child and requirement the likeness of the most similar sibling of which the link is settled."""
    best = np.zeros((len(alike), settled.shape[1]))
    for sibling, requirement in np.argwhere(settled > 0):
        best[:, requirement] = np.maximum(best[:, requirement], alike[:, sibling])
    return best


def _kept(
    pairs: Iterable[tuple[str, str]], units: Mapping[str, Unit], column: Mapping[str, int]
) -> list[tuple[str, str]]:
    """Of each requirement the first `MOST` by fingerprint and identifier: a sample that stays the same."""
    by_parent: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for child, parent in pairs:
        if child in units and parent in column:
            by_parent[parent].append((units[child].fingerprint, child))
    return [
        (child, parent) for parent, children in sorted(by_parent.items()) for _, child in sorted(set(children))[:MOST]
    ]


def _document(task: str) -> str:
    return task.partition("/task/")[0]
