"""Decisions that want another look: their words have changed since, or are gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from graph.align.decided import Settled
from graph.align.fingerprints import fingerprint
from graph.links import Decision

MOST_WORDS = 2000
"""Words of a changed stretch that are compared one by one; a longer stretch counts as replaced as a whole."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text compared with an earlier one. kind: "same", "removed" or "added"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One end of a decision: its task, its words when it was decided and now; after is None when it is gone."""

    task: str
    before: str
    after: str | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What was removed and what was added, word by word."""
        return pieces(self.before, self.after or "")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A decision of which an end has changed, or is gone. An end that is as it was is None."""

    decision: Decision
    lost: bool
    child: Change | None
    parent: Change | None


def suspects(settled: Iterable[Settled], texts: Mapping[str, str]) -> tuple[Suspect, ...]:
    """The suspect and the lost among the decisions that hold, by number. `texts` are the present tasks', by id.

    Differences that the fingerprint leaves out (spacing, tone placement, case, numbering) are none.
    """
    found = []
    for one in settled:
        if one.suspect or one.lost:
            decision = one.decision
            child = _change(one.child, decision.child_text, texts) if one.child is not None else None
            parent = _change(one.parent, decision.parent_text, texts)
            found.append(Suspect(decision, one.lost, child, parent))
    return tuple(sorted(found, key=lambda one: one.decision.number))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """`before` and `after` compared word by word. Quick for all texts: long stretches are not compared in detail."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    head, tail = old[:start], old[len(old) - end :]
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    found: list[tuple[str, list[str]]] = [("same", head)]
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        found += [("removed", old), ("added", new)]
    else:
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
            found += [("same", old[a:b])] if kind == "equal" else [("removed", old[a:b]), ("added", new[c:d])]
    found.append(("same", tail))
    return tuple(Piece(kind, " ".join(words)) for kind, words in found if words)


def _change(task: str, before: str | None, texts: Mapping[str, str]) -> Change | None:
    before, after = before or "", texts.get(task)
    return None if after is not None and fingerprint(before) == fingerprint(after) else Change(task, before, after)


def _common(one: list[str], other: list[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
