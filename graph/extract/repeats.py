"""Which task of the body an appendix row repeats, by the words they share and who leads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from graph.model import Role, Task
from graph.spelling import fold

SHARE = 0.72
"""Least share of the row's pairs of syllables that the body task must hold, weighted by rarity within the document."""

_SYLLABLE = re.compile(r"\w+")
_LEAD_BONUS = 0.1
_EXTENT = 0.2


def repeated(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """The tasks, each appendix row with `same_as` set to the path of the body task that says the same, if one does."""
    pairs = [_pairs(task.text) for task in tasks]
    spread = Counter(pair for held in pairs for pair in held)
    body = [place for place, task in enumerate(tasks) if not task.table_row]
    result = list(tasks)
    for place, task in enumerate(tasks):
        if task.table_row and pairs[place]:
            best = max(
                ((_score(task, tasks[other], pairs[place], pairs[other], spread), -other) for other in body),
                default=(0.0, 0),
            )
            if best[0] >= SHARE:
                result[place] = replace(task, same_as=tasks[-best[1]].path)
    return tuple(result)


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    syllables = _SYLLABLE.findall(fold(text))
    return frozenset(pairwise(syllables))


def _score(
    row: Task,
    task: Task,
    row_pairs: frozenset[tuple[str, str]],
    pairs: frozenset[tuple[str, str]],
    spread: Counter[tuple[str, str]],
) -> float:
    if not pairs:
        return 0.0
    weight = {pair: 1.0 / spread[pair] for pair in row_pairs | pairs}
    shared = sum(weight[pair] for pair in row_pairs & pairs)
    held = shared / sum(weight[pair] for pair in row_pairs)
    extent = shared / sum(weight[pair] for pair in pairs)
    leads = {fold(name) for name in row.organisations(Role.LEAD)[:1]}
    same_lead = bool(leads & {fold(name) for name in task.organisations(Role.LEAD)})
    return (1 - _EXTENT) * held + _EXTENT * extent + (_LEAD_BONUS if same_lead else 0.0)
