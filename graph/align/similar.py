"""Tasks of different territories that say much the same. A relation of its own, off by default: it is no lineage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

import numpy as np

from graph.align.features import Requirements, compare
from graph.align.lineage import within
from graph.align.units import Unit, units_of
from graph.links import Descent, Similarity
from graph.model import Collection, ResolvedDocument

ALIKE = 0.5
"""Mean likeness of words and of meaning (0 to 1) from which two tasks count as saying much the same."""


def similar_of(collection: Collection, descents: Iterable[Descent]) -> tuple[Similarity, ...]:
    """Pairs of like tasks of documents that stand below one document, are of one level, and of territories apart.

    The cost grows with the square of the documents below one: ask for it on a chosen collection.
    """
    held = {one.record.id: one for one in collection.held}
    below: dict[str, set[str]] = defaultdict(set)
    for descent in descents:
        below[descent.upper].add(descent.lower)
    pairs = {pair for lowers in below.values() for pair in combinations(sorted(lowers), 2)}
    apart = sorted(pair for pair in pairs if _apart(held[pair[0]], held[pair[1]]))
    units = {identity: units_of(held[identity], _titles(held[identity])) for pair in apart for identity in pair}
    return tuple(one for first, second in apart for one in _alike(units[first], units[second]))


def _alike(first: tuple[Unit, ...], second: tuple[Unit, ...]) -> Iterable[Similarity]:
    if not first or not second:
        return
    pairs = compare(first, Requirements(second))
    words, meaning = (pairs.values[:, :, pairs.names.index(name)] for name in ("unit-words", "unit-meaning"))
    likeness = (words + meaning) / 2
    for row, column in np.argwhere(likeness >= ALIKE):
        yield Similarity(first[row].id, second[column].id, round(float(likeness[row, column]), 4))


def _apart(one: ResolvedDocument, other: ResolvedDocument) -> bool:
    header, other_header = one.record.header, other.record.header
    if header.territory is None or other_header.territory is None:
        return False
    if header.level is None or other_header.level is None or header.level.value is not other_header.level.value:
        return False
    here, there = header.territory.value, other_header.territory.value
    return not within(here, there) and not within(there, here)


def _titles(document: ResolvedDocument) -> tuple[str, ...]:
    return (document.record.header.title.value,) if document.record.header.title else ()
