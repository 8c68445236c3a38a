"""Checks of tasks within one document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.audit.check import Audited, Check, finding_of
from graph.audit.model import Finding
from graph.lexicon.tables import read_rows
from graph.spelling import fold


@dataclass(frozen=True, slots=True)
class Awaited:
    """A row of data/lexicon/awaited.csv: words that say that a condition waits for a paper or an act of others."""

    words: str
    meaning: str
    example: str
    counterexample: str

    def stands_in(self, text: str) -> bool:
        """True when the words stand in `text` as whole syllables."""
        return f" {fold(self.words)} " in f" {' '.join(fold(text).replace(',', ' ').split())} "


def all_awaited() -> tuple[Awaited, ...]:
    """The rows of the word list. Raises LexiconError when it cannot be read."""
    return read_rows("awaited.csv", Awaited)


def conditions_open(audited: Audited) -> Iterator[Finding]:
    """Tasks that wait for a paper or an act of which the collection holds nothing.

    A condition that names a document which is held is not open; one that waits for no paper ("where there are enough
    people") is none of an archive's business.
    """
    for row in audited.rows("conditions"):
        condition = str(row["condition"])
        named = str(row["named_held"] or "").split("; ")
        held = any(symbol and symbol in condition.replace(" ", "") for symbol in named)
        if not held and any(one.stands_in(condition) for one in all_awaited()):
            yield finding_of("condition-open", row)


TASK_CHECKS = (
    Check("end-before-begin", query="end-before-begin"),
    Check("no-lead", query="lead-missing"),
    Check("several-leads", query="several-leads"),
    Check("repeated-roles", query="repeated-roles"),
    Check("repeated-deadline", query="repeated-deadlines"),
    Check("overdue", query="overdue", dated=True),
    Check("condition-open", function=conditions_open),
    Check("no-deadline", query="deadline-missing"),
)
"""Checks of tasks within one document."""
