"""One lower document held against one upper document: scores, which links are proposed, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.align.evidence import doubts, shared
from graph.align.features import Pairs, Requirements, compare, starts_of
from graph.align.scorer import Scorer, log_odds, sigmoid
from graph.align.siblings import Siblings
from graph.align.sparse import Matrix
from graph.align.units import Unit
from graph.identity import task_id
from graph.links import Evidence, Link, LinkStatus, SetRelation
from graph.model import ResolvedDocument

Meaning = Callable[[Sequence[str], Sequence[str]], Matrix]
"""One more signal: texts of the children's duties and of the parents', to their likeness from -1 to 1."""
SHOWN = 5
"""Requirements that a reviewer is shown for a task, whatever their scores."""
KEPT = 0.03
"""Score from which a candidate further down is kept as well, up to `MOST_KEPT` for a task."""
MOST_KEPT = 8
EXPLAINED = 0.1
"""Score from which a link that is not proposed carries its evidence, too."""
GROUND = 0.1
"""Score that a link needs from its own two texts to be proposed: a sibling's link alone proposes nothing."""
MEANING_WEIGHT = 3.0
"""What likeness of meaning above a child's average counts, in log odds. Cautious: models differ."""
MEET = 0.75
"""Share of the best pair of duties from which another pair counts as meeting as well."""


class Matcher:
    """An upper document made ready for all that stand below it."""

    def __init__(
        self,
        upper: ResolvedDocument,
        parents: Sequence[Unit],
        reviewed: Mapping[str, Unit],
        confirmed: Iterable[tuple[str, str]],
        rejected: Iterable[tuple[str, str]],
        scorer: Scorer,
        meaning: Meaning | None = None,
    ) -> None:
        self.upper = upper
        self._texts = {task_id(upper.record.id, task.path): task.text for task in upper.parsed.tasks}
        self._duties = [duty.text for task in upper.parsed.tasks for duty in task.duties or (task,)]
        self._parents = tuple(parents)
        self._requirements = Requirements(parents)
        self._siblings = Siblings(reviewed, parents, confirmed, rejected)
        self._scorer = scorer
        self._meaning = meaning
        self._method = scorer.name if meaning is None else f"{scorer.name} + meaning"

    def links(self, lowers: Sequence[tuple[ResolvedDocument, Sequence[Unit]]]) -> Iterator[Link]:
        """The proposed links of the tasks of some lower documents, and for each task its best candidates.

        The scorer is fastest for some documents at a time; what is found of one does not depend on the others.
        """
        held = [(lower, children) for lower, children in lowers if children]
        groups = [children for _, children in held]
        pairs = [compare(children, self._requirements) for children in groups]
        scored = self._scorer.scores_of_each((one.names, one.values) for one in pairs)
        taught = self._siblings.applied(groups, scored, self._scorer)
        for (lower, children), one, own, scores in zip(held, pairs, scored, taught, strict=True):
            meant = self._with_meaning(lower, children, one, scores)
            proposed = self._scorer.rule.proposed(meant) & (self._with_meaning(lower, children, one, own) >= GROUND)
            yield from self._links(lower, children, one, meant, proposed)

    def _links(
        self,
        lower: ResolvedDocument,
        children: Sequence[Unit],
        pairs: Pairs,
        scores: Matrix,
        proposed: NDArray[np.bool_],
    ) -> Iterator[Link]:
        texts = {task_id(lower.record.id, task.path): task.text for task in lower.parsed.tasks}
        kept = _kept(scores, proposed)
        values = pairs.values[[row for row, _ in kept], [column for _, column in kept]]
        relations = self._scorer.relation_of_each(pairs.names, values)
        for (row, column), relation in zip(kept, relations, strict=True):
            text = texts[children[row].id]
            yield self._link(
                children[row], row, column, pairs, scores, bool(proposed[row, column]), SetRelation(relation), text
            )

    def _with_meaning(self, lower: ResolvedDocument, children: Sequence[Unit], pairs: Pairs, scores: Matrix) -> Matrix:
        if self._meaning is None:
            return scores
        likeness = self._meaning([d.text for task in lower.parsed.tasks for d in task.duties or (task,)], self._duties)
        starts = starts_of([len(child.duties) for child in children])
        best = np.maximum.reduceat(np.maximum.reduceat(likeness, starts, axis=0), pairs.parent_starts, axis=1)
        return sigmoid(log_odds(scores) + MEANING_WEIGHT * (best - best.mean(axis=1, keepdims=True)))

    def _link(
        self,
        child: Unit,
        row: int,
        column: int,
        pairs: Pairs,
        scores: Matrix,
        proposed: bool,
        relation: SetRelation,
        text: str,
    ) -> Link:
        parent, score = self._parents[column], float(scores[row, column])
        duties = _meeting(pairs, row, column)
        evidence = Evidence()
        if proposed or score >= EXPLAINED:
            rivals = np.delete(scores[row], column).tolist()
            met = child.duties[duties[0][0]], parent.duties[duties[0][1]]
            marks = shared(text, self._texts[parent.id])
            evidence = Evidence(
                tuple(sorted({text[mark.child.start : mark.child.end] for mark in marks})),
                tuple(sorted(child.documents & parent.documents)),
                doubts(child, parent, score, rivals, met),
            )
        return Link(
            child.id, parent.id, relation, round(score, 4), LinkStatus.PROPOSED if proposed else LinkStatus.CANDIDATE,
            self._method, child.fingerprint, parent.fingerprint, duties, evidence,
        )  # fmt: skip


def _kept(scores: Matrix, proposed: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The pairs (row, column) that become links: those proposed, and the best candidates of each task."""
    found = []
    for row, columns in enumerate(np.argsort(-scores, axis=1, kind="stable").tolist()):
        for rank, column in enumerate(columns):
            kept = rank < SHOWN or (rank < MOST_KEPT and scores[row, column] >= KEPT)
            if not kept and not proposed[row, column]:
                break
            found.append((row, column))
    return found


def _meeting(pairs: Pairs, row: int, column: int) -> tuple[tuple[int, int], ...]:
    """The pairs of duties that meet, the best first: (index of the child's duty, index of the parent's)."""
    rows = slice(*_ends(pairs.child_starts, row, pairs.duty_scores.shape[0]))
    columns = slice(*_ends(pairs.parent_starts, column, pairs.duty_scores.shape[1]))
    scores: list[list[float]] = pairs.duty_scores[rows, columns].tolist()
    least = max(MEET * max(max(line) for line in scores), 1e-9)
    met = [(-score, a, b) for a, line in enumerate(scores) for b, score in enumerate(line) if score >= least]
    return tuple((a, b) for _, a, b in sorted(met)) or ((0, 0),)


def _ends(starts: NDArray[np.intp], index: int, count: int) -> tuple[int, int]:
    return int(starts[index]), int(starts[index + 1]) if index + 1 < len(starts) else count
