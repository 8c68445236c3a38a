"""Which task of the body an appendix row repeats, by the words they share and who leads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from graph.lexicon.abbreviations import expand
from graph.model import Role, Task
from graph.spelling import fold

SHARE = 0.72
"""Least share of the row's pairs of syllables that the body task must hold, weighted by rarity within the document."""

MOST_HOLDERS = 60
"""Tasks of one document that may hold a pair of syllables before it says nothing about which of them is meant."""

Pair = tuple[str, str]
_SYLLABLE = re.compile(r"\w+")
_LEAD_BONUS = 0.1
_EXTENT = 0.2


def repeated(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """The tasks, each appendix row with `same_as` set to the path of the body task that says the same, if one does."""
    pairs = [_pairs(task.text) for task in tasks]
    spread = Counter(pair for held in pairs for pair in held)
    holders = _holders(tasks, pairs, spread)
    result = list(tasks)
    for place, task in enumerate(tasks):
        if not task.table_row:
            continue
        near = sorted({other for pair in pairs[place] for other in holders.get(pair, ())})
        scores = ((_score(task, tasks[other], pairs[place], pairs[other], spread), -other) for other in near)
        score, best = max(scores, default=(0.0, 0))
        if score >= SHARE:
            result[place] = replace(task, same_as=tasks[-best].path)
    return tuple(result)


def _holders(tasks: Sequence[Task], pairs: Sequence[frozenset[Pair]], spread: Counter[Pair]) -> dict[Pair, list[int]]:
    """Body tasks by the pairs they hold; a pair that many hold finds nothing, so that the cost stays linear."""
    holders: dict[Pair, list[int]] = {}
    for place, task in enumerate(tasks):
        if not task.table_row:
            for pair in pairs[place]:
                if spread[pair] <= MOST_HOLDERS:
                    holders.setdefault(pair, []).append(place)
    return holders


def _pairs(text: str) -> frozenset[Pair]:
    syllables = _SYLLABLE.findall(fold(expand(text)))
    return frozenset(pairwise(syllables))


def _score(
    row: Task,
    task: Task,
    row_pairs: frozenset[Pair],
    pairs: frozenset[Pair],
    spread: Counter[Pair],
) -> float:
    if not pairs:
        return 0.0
    weight = {pair: 1.0 / spread[pair] for pair in row_pairs | pairs}
    shared = sum(weight[pair] for pair in row_pairs & pairs)
    held = shared / sum(weight[pair] for pair in row_pairs)
    extent = shared / sum(weight[pair] for pair in pairs)
    leads = {fold(expand(name)) for name in row.organisations(Role.LEAD)[:1]}
    same_lead = bool(leads & {fold(expand(name)) for name in task.organisations(Role.LEAD)})
    return (1 - _EXTENT) * held + _EXTENT * extent + (_LEAD_BONUS if same_lead else 0.0)
