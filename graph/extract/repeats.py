"""Which task of the body an appendix row repeats, by the words they share and who leads."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
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
    if not any(task.table_row for task in tasks):
        return tasks
    pairs = [_pairs(task.text) for task in tasks]
    spread = Counter(pair for held in pairs for pair in held)
    weight = {pair: 1.0 / count for pair, count in spread.items()}
    extents = [math.fsum(map(weight.__getitem__, held)) for held in pairs]
    holders = _holders(tasks, pairs, spread)
    result = list(tasks)
    for place, task in enumerate(tasks):
        if not task.table_row:
            continue
        near = sorted({other for pair in pairs[place] for other in holders.get(pair, ())})
        score, best = 0.0, 0
        for other in near:
            shared = math.fsum(map(weight.__getitem__, pairs[place] & pairs[other]))
            likeness = (1 - _EXTENT) * shared / extents[place] + _EXTENT * shared / extents[other]
            if likeness + _LEAD_BONUS >= SHARE and (here := likeness + _lead_bonus(task, tasks[other])) > score:
                score, best = here, other
        if score >= SHARE:
            result[place] = replace(task, same_as=tasks[best].path)
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


def _lead_bonus(row: Task, task: Task) -> float:
    """What it adds to the likeness that the first who leads the row also leads the task."""
    lead = next(iter(row.organisations(Role.LEAD)), None)
    same = lead is not None and _plain(lead) in {_plain(name) for name in task.organisations(Role.LEAD)}
    return _LEAD_BONUS if same else 0.0


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return fold(expand(name))
