"""What people's decisions come to on the texts as they stand now: which hold, of which tasks, and which want a look.

A decision is about words. Where these words stand at another place of the same document now (items were numbered anew),
the decision goes with them; where the place has other words now, it stays there and is suspect; where neither is left
it is lost, which is told, and kept for the day when the words come back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.links import Decision, Verdict

_OF_DOCUMENTS = (Verdict.GAP, Verdict.EXCEPTION)


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision that holds, and the tasks that it is about now.

    child is None for a gap or an exception (their lower document stands in the decision). suspect: the words of an end
    are not those that were decided on. lost: an end is in no document any more; child and parent are then as recorded.
    """

    decision: Decision
    child: str | None
    parent: str
    suspect: bool = False
    lost: bool = False


def settled(decisions: Iterable[Decision], tasks: Mapping[str, tuple[str, str]]) -> tuple[Settled, ...]:
    """The decisions that hold on `tasks`, by number. `tasks` maps a task's id to its document's id and fingerprint.

    Of those about the same present pair the last one holds; a gap or an exception ends with a later confirmation of a
    link from that document to that requirement. A lost one gives way to a later one of the pair that it was made for.
    """
    places = _Places(tasks)
    holding: dict[tuple[str, str], Settled] = {}
    lost: dict[tuple[str, str], Settled] = {}
    for decision in sorted(decisions, key=lambda one: one.number):
        found = _place(decision, places)
        if found.lost:
            lost[decision.about] = found
            continue
        lost.pop(decision.about, None)
        if decision.verdict is Verdict.CONFIRM and found.child is not None:
            holding.pop((places.document(found.child), found.parent), None)
        holding[found.child or decision.document or "", found.parent] = found
    return tuple(sorted((*holding.values(), *lost.values()), key=lambda one: one.decision.number))


class _Places:
    """Where tasks stand, by identifier and by words."""

    def __init__(self, tasks: Mapping[str, tuple[str, str]]) -> None:
        self._tasks = tasks
        self._with_words: dict[tuple[str, str], list[str]] = defaultdict(list)
        for task, place in tasks.items():
            self._with_words[place].append(task)

    def document(self, task: str) -> str:
        """The document of a task, also of one that is gone."""
        return self._tasks[task][0] if task in self._tasks else task.partition("/task/")[0]

    def present(self, task: str, fingerprint: str | None) -> tuple[str, bool] | None:
        """Where the task with these words is now, and whether the words are others; None when it is gone.

        While its place is taken by other words, only a task that one step of the outline tells from it counts as the
        same one, numbered anew: an appendix that repeats the words is another place, not where they went.
        """
        known = self._tasks.get(task)
        if fingerprint is None or (known is not None and known[1] == fingerprint):
            return (task, False) if known is not None else None
        same = self._with_words.get((self.document(task), fingerprint), [])
        if len(same) == 1 and (known is None or _one_step_apart(task, same[0])):
            return same[0], False
        return (task, True) if known is not None else None


def _place(decision: Decision, places: _Places) -> Settled:
    parent = places.present(decision.parent, decision.parent_fingerprint)
    if decision.verdict in _OF_DOCUMENTS or decision.child is None:
        if parent is None:
            return Settled(decision, None, decision.parent, lost=True)
        return Settled(decision, None, parent[0], parent[1])
    child = places.present(decision.child, decision.child_fingerprint)
    if parent is None or child is None:
        return Settled(decision, decision.child, decision.parent, lost=True)
    return Settled(decision, child[0], parent[0], child[1] or parent[1])


def _one_step_apart(one: str, other: str) -> bool:
    ours, theirs = one.split("/"), other.split("/")
    return len(ours) == len(theirs) and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1
