"""Checks of tasks within one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from graph.audit.check import Audited, Check, Row, finding_of
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


def several_leads(code: str, called: bool, audited: Audited) -> Iterator[Finding]:
    """Tasks laid on several organisations that the text calls lead (called), or that it only names as those who act.

    A label or a column for the lead calls them so, and a sentence that says "chủ trì" of each of them. The subject of a
    sentence, a heading or an introduction may address each for its own part.
    """
    for row in audited.rows("several-leads"):
        if (row["rule"] in _CALLING_RULES or _called_lead(row)) is called:
            yield finding_of(code, row)


TASK_CHECKS = (
    Check("end-before-begin", query="end-before-begin"),
    Check("no-lead", query="lead-missing"),
    Check("several-leads", function=partial(several_leads, "several-leads", True)),
    Check("several-addressees", function=partial(several_leads, "several-addressees", False)),
    Check("repeated-roles", query="repeated-roles"),
    Check("repeated-deadline", query="repeated-deadlines"),
    Check("overdue", query="overdue", dated=True),
    Check("condition-open", function=conditions_open),
    Check("no-deadline", query="deadline-missing"),
)
"""Checks of tasks within one document."""


_CALLING_RULES = frozenset({"label", "column"})
_CALLED = r"[\s,]*(?:\([^()]{0,300}\)\s*)?(?:cùng |đồng |làm |là )?(?:cơ quan |đơn vị )?(?:chủ trì|đầu mối)(?!\w)"
_CALLED_BEFORE = r"(?<!\w)chủ trì của "
_JOINED = r"[\s,;]*(?:và |cùng )?"


def _called_lead(row: Row) -> bool:
    """True when the sentence says of each of its organisations, or of the list that it ends, that it leads."""
    if row["rule"] != "sentence":
        return False
    names = [fold(name) for name in str(row["leads"]).split("; ")]
    return _each_called(" ".join(fold(str(row["quote"])).split()), names)


def _each_called(text: str, names: Sequence[str]) -> bool:
    called, following = False, ""
    for name in map(re.escape, reversed(names)):
        patterns = [name + _CALLED, _CALLED_BEFORE + name]
        if called:  # "A, B chủ trì": what is said of the last of a list is said of those before it
            patterns.append(name + _JOINED + following)
        called = any(re.search(pattern, text) for pattern in patterns)
        if not called:
            return False
        following = name
    return called
