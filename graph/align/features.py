"""What is measured of a child and a parent: an array of numbers for each pair of two documents' tasks.

All is matrix products over the grams and concepts of the parent document, so the cost is linear in the pairs of tasks,
and the parent document is prepared once for all that stand below it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from math import fsum, log
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.align.concepts import ConceptKind, kind_of
from graph.align.frequencies import rarity
from graph.align.sparse import Matrix, Sparse
from graph.align.units import Bag, Unit
from graph.model import Level

COMMON = 0.4
"""Share of the background in a gram's weight; the rest is how rare it is within the parent document."""
_GROUPS = {
    "action": frozenset({ConceptKind.ACTION}),
    "object": frozenset(ConceptKind) - {ConceptKind.ACTION, ConceptKind.AIM, ConceptKind.SCOPE},
    "meaning": frozenset(ConceptKind) - {ConceptKind.AIM, ConceptKind.SCOPE},
    "aim": frozenset({ConceptKind.AIM, ConceptKind.SCOPE}),
}
_TINY = 1e-9
_Name = TypeVar("_Name")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Features of all pairs: values[child, parent, feature]; names of the features; which duties meet best.

    duty_scores[a, b] is the likeness of the children's duty a and the parents' duty b; child_starts and parent_starts
    say where each task's duties begin.
    """

    names: tuple[str, ...]
    values: Matrix
    duty_scores: Matrix
    child_starts: NDArray[np.intp]
    parent_starts: NDArray[np.intp]


class Requirements:
    """The tasks of an upper document, prepared once."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        count = len(self.units)
        seen = Counter(gram for unit in self.units for gram in unit.whole.grams)
        self._grams = {gram: index for index, gram in enumerate(sorted(seen))}
        self._weights = [_weight(gram, seen[gram], count) for gram in self._grams]
        held = Counter(concept for unit in self.units for concept in unit.whole.concepts)
        self._concepts = {concept: index for index, concept in enumerate(sorted(held))}
        self._concept_weights = [max(log((count + 3) / (held[one] + 1)), 0.05) for one in self._concepts]
        self._unseen = log(count + 3)
        self.named = Counter(document for unit in self.units for document in unit.documents)
        self._columns = {
            group: np.array([kind_of(concept) in kinds for concept in self._concepts], dtype=bool)
            for group, kinds in _GROUPS.items()
        }
        self.parts = tuple(Upper.of(texts, self._columns) for texts in self.texts(parts_of(self.units)))
        self.duty_starts = starts_of([len(unit.duties) for unit in self.units])
        self.clause_starts = starts_of([len(unit.clauses) for unit in self.units])

    def texts(self, parts: Sequence[Sequence[Bag]]) -> list[Texts]:
        """Lists of bags as rows over this document's grams and concepts; what it lacks counts in the totals only.

        A task of one duty has one bag for all its parts, which is read once.
        """
        read: dict[int, _Row] = {}
        for bag in chain(*parts):
            if id(bag) not in read:
                read[id(bag)] = self._row(bag)
        return [self._texts([read[id(bag)] for bag in bags]) for bags in parts]

    def _row(self, bag: Bag) -> _Row:
        columns = [column for gram in bag.grams if (column := self._grams.get(gram)) is not None]
        others = [_weight(gram, 0, len(self.units)) for gram in bag.grams if gram not in self._grams]
        concepts: dict[int, float] = {}
        beside = dict.fromkeys(_GROUPS, 0.0)
        for concept, weight in bag.concepts.items():
            place = self._concepts.get(concept)
            if place is not None:
                concepts[place] = weight * self._concept_weights[place]
                continue
            for group in _groups_of(concept):
                beside[group] += (weight * self._unseen) ** 2
        grams = {column: self._weights[column] for column in columns}
        return _Row(grams, concepts, fsum(others), fsum(value * value for value in others), beside)

    def _texts(self, rows: Sequence[_Row]) -> Texts:
        grams = Sparse.of([row.grams for row in rows], len(self._grams))
        concepts = Sparse.of([row.concepts for row in rows], len(self._concepts))
        total = grams.sums() + np.array([row.total for row in rows])
        norm = np.sqrt(grams.squares() + np.array([row.square for row in rows]))
        norms = {
            group: np.sqrt(concepts.only(columns).squares() + np.array([row.beside[group] for row in rows]))
            for group, columns in self._columns.items()
        }
        return Texts(grams, total, norm, concepts, norms)


@dataclass(frozen=True, slots=True)
class _Row:
    """A bag over an upper document: weights by column, and sums and squares of what that document lacks."""

    grams: Mapping[int, float]
    concepts: Mapping[int, float]
    total: float
    square: float
    beside: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Texts:
    """Rows of weighted grams and concepts, with the sum and the norm of all grams, and norms of concepts by group."""

    grams: Sparse
    total: Matrix
    norm: Matrix
    concepts: Sparse
    concept_norms: Mapping[str, Matrix]


@dataclass(frozen=True, slots=True)
class Upper:
    """Texts of the upper document, turned round for products: by gram their weights, and by concept, group by group."""

    texts: Texts
    weights: Sparse
    present: Sparse
    concepts: Mapping[str, Sparse]

    @staticmethod
    def of(texts: Texts, columns: Mapping[str, NDArray[np.bool_]]) -> Upper:
        """The texts turned round; `columns` tell which concepts belong to a group."""
        by_gram = texts.grams.transposed()
        by_concept = {group: texts.concepts.only(kept).transposed() for group, kept in columns.items()}
        return Upper(texts, by_gram, by_gram.present(), by_concept)


def parts_of(units: Sequence[Unit]) -> tuple[list[Bag], list[Bag], list[Bag]]:
    """The texts of tasks as wholes, by duty and by clause."""
    return (
        [unit.whole for unit in units],
        [duty for unit in units for duty in unit.duties],
        [clause for unit in units for clause in unit.clauses],
    )


def starts_of(lengths: Sequence[int]) -> NDArray[np.intp]:
    """Where each unit's parts begin in the list of all parts, by their numbers."""
    return np.cumsum([0, *lengths[:-1]]).astype(np.intp) if lengths else np.zeros(0, dtype=np.intp)


def compare(children: Sequence[Unit], requirements: Requirements) -> Pairs:
    """The features of each child with each requirement."""
    parents = requirements.units
    duty_starts = starts_of([len(child.duties) for child in children])
    clause_starts = starts_of([len(child.clauses) for child in children])
    whole, by_duty, by_clause = (
        _likeness(texts, upper)
        for texts, upper in zip(requirements.texts(parts_of(children)), requirements.parts, strict=True)
    )
    found: dict[str, Matrix] = {}
    found |= {f"unit-{name}": value for name, value in whole.items()}
    found |= _best_of_parts("duty", by_duty, duty_starts, requirements.duty_starts)
    found |= _best_of_parts("clause", by_clause, clause_starts, requirements.clause_starts)
    for name in [name for name in found if name.endswith("-sum")]:
        found[name] = np.log1p(found[name])
    found |= _surroundings(children, parents, requirements.named)
    for name in ("unit-words", "duty-words", "unit-meaning", "duty-meaning", "duty-pair-sum"):
        found |= {f"{name}-{kind}": value for kind, value in _standing(found[name]).items()}
    names = tuple(sorted(found))
    values = np.stack([found[name] for name in names], axis=-1)
    return Pairs(names, values, (by_duty["words"] + by_duty["meaning"]) / 2, duty_starts, requirements.duty_starts)


def _weight(gram: str, seen: int, count: int) -> float:
    return (1 - COMMON) * log((count + 2) / (seen + 1)) + COMMON * max(rarity(gram), 0.0)


def _likeness(children: Texts, upper: Upper) -> dict[str, Matrix]:
    """Likeness of each text of the children and each of the parents."""
    parents = upper.texts
    words = children.grams.times(upper.weights)
    shared = children.grams.times(upper.present)
    of_child = shared / (children.total[:, None] + _TINY)
    of_parent = shared / (parents.total[None, :] + _TINY)
    found = {
        "words": words / (children.norm[:, None] * parents.norm[None, :] + _TINY),
        "of-child": of_child,
        "of-parent": of_parent,
        "both-ways": np.minimum(of_child, of_parent),
        "words-sum": shared,
    }
    for group in _GROUPS:
        common = children.concepts.times(upper.concepts[group])
        norms = children.concept_norms[group][:, None] * parents.concept_norms[group][None, :]
        found[group] = common / (norms + _TINY)
        if group != "aim":
            found[f"{group}-sum"] = common
    return found


def _best_of_parts(
    part: str, likeness: dict[str, Matrix], child_starts: NDArray[np.intp], parent_starts: NDArray[np.intp]
) -> dict[str, Matrix]:
    """For each pair of tasks the best of their parts in each respect, and as one action on one object."""
    likeness = likeness | {
        "pair": np.sqrt(likeness["action"] * likeness["object"]),
        "pair-sum": np.sqrt(likeness["action-sum"] * likeness["object-sum"]),
    }
    return {f"{part}-{name}": _best(value, child_starts, parent_starts) for name, value in likeness.items()}


def _best(values: Matrix, child_starts: NDArray[np.intp], parent_starts: NDArray[np.intp]) -> Matrix:
    """The best over the duties of each child and each parent."""
    by_child = _best_rows(values, child_starts)
    return _best_rows(by_child.T, parent_starts).T


def _best_rows(values: Matrix, starts: NDArray[np.intp]) -> Matrix:
    """The greatest of each run of rows; run by run NumPy's own reduceat takes several times as long."""
    lengths = np.diff(starts, append=len(values))
    best: Matrix = values[starts]
    for step in range(1, int(lengths.max(initial=0))):
        longer = np.flatnonzero(lengths > step)
        best[longer] = np.maximum(best[longer], values[starts[longer] + step])
    return best


def _standing(values: Matrix) -> dict[str, Matrix]:
    """How a pair stands among the child's others and the parent's others: ranks, and share of the best.

    What differs by less than a billionth is a tie, and the first one goes before: no noise of rounding may decide.
    """
    values = values.round(9)
    of_child = (-values).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    of_parent = (-values).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    best = values.max(axis=1, keepdims=True) if values.shape[1] else values
    return {"rank": 1 / (1.0 + of_child), "rank-back": 1 / (1.0 + of_parent), "share": values / (best + _TINY)}


def _surroundings(children: Sequence[Unit], parents: Sequence[Unit], named: Mapping[str, int]) -> dict[str, Matrix]:
    shape = (len(children), len(parents))
    count = len(parents)
    documents, figures, bodies = (np.zeros(shape) for _ in range(3))
    for row, column, name in _in_common([one.documents for one in children], [one.documents for one in parents]):
        documents[row, column] += log((count + 1) / named[name])
    for row, column, _ in _in_common([one.figures for one in children], [one.figures for one in parents]):
        figures[row, column] = 1.0
    for row, column, _ in _in_common([one.leads for one in children], [one.leads for one in parents]):
        bodies[row, column] = 1.0
    strengths = {
        level: [parent.strengths.get(level, 0.5) for parent in parents]
        for level in {child.level or Level.PROVINCE for child in children}
    }
    addressed = np.array([strengths[child.level or Level.PROVINCE] for child in children]).reshape(shape)
    led = _columns([float(parent.central_lead) for parent in parents], shape)
    local = _columns([float(parent.local) for parent in parents], shape)
    return {
        "documents": np.log1p(documents),
        "figures": figures,
        "bodies": bodies,
        "addressed": addressed,
        "central-lead": led,
        "central-partners": _columns([min(float(parent.central_partners), 3.0) for parent in parents], shape),
        "local": local,
        "central-lead-local": led * local,
        "objective": _rows([float(child.objective) for child in children], shape),
        "child-size": _rows([log(child.whole.size + 1) for child in children], shape),
        "parent-size": _columns([log(parent.whole.size + 1) for parent in parents], shape),
        "child-duties": _rows([log(len(child.duties)) for child in children], shape),
        "parent-duties": _columns([log(len(parent.duties)) for parent in parents], shape),
    }


def _in_common(
    children: Sequence[frozenset[_Name]], parents: Sequence[frozenset[_Name]]
) -> Iterator[tuple[int, int, _Name]]:
    """(row, column, name) for each name that a child and a parent both have, in a fixed order."""
    having: dict[_Name, list[int]] = defaultdict(list)
    for column, names in enumerate(parents):
        for name in names:
            having[name].append(column)
    for row, names in enumerate(children):
        for name in sorted(names & having.keys(), key=str):
            yield from ((row, column, name) for column in having[name])


@cache
def _groups_of(concept: str) -> tuple[str, ...]:
    return tuple(group for group, kinds in _GROUPS.items() if kind_of(concept) in kinds)


def _rows(values: Sequence[float], shape: tuple[int, int]) -> Matrix:
    return np.tile(np.array(values).reshape(-1, 1), (1, shape[1]))


def _columns(values: Sequence[float], shape: tuple[int, int]) -> Matrix:
    return np.tile(np.array(values).reshape(1, -1), (shape[0], 1))
