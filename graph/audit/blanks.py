"""Numbers and dates that a text leaves blank, by the patterns of data/lexicon/blanks.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph.errors import LexiconError
from graph.lexicon.tables import read_rows


@dataclass(frozen=True, slots=True)
class Blank:
    """A row: a regular expression of what is left blank, a text that it finds, and one that it must not.

    kind is "number" or "date". Every repetition in a pattern is bounded, so that search is linear.
    """

    id: str
    kind: str
    pattern: str
    example: str
    counterexample: str

    def finds(self, text: str) -> bool:
        """True when the pattern fits somewhere in `text`."""
        return _compiled(self.pattern).search(text) is not None


def all_blanks() -> tuple[Blank, ...]:
    """The rows of the word list. Raises LexiconError when it cannot be read."""
    return read_rows("blanks.csv", Blank)


def blanks_of(text: str, kind: str) -> Iterator[tuple[int, str]]:
    """Lines (1-based) in which something of this kind is left blank, with their words, cut to what stands near it."""
    patterns = [_compiled(row.pattern) for row in all_blanks() if row.kind == kind]
    for number, line in enumerate(text.split("\n"), start=1):
        found = [match.start() for pattern in patterns if (match := pattern.search(line))]
        if found:
            yield number, _near(line, min(found))


NEAR = 90
"""Characters on both sides of a blank that are quoted."""


def _near(line: str, place: int) -> str:
    return line[max(0, place - NEAR) : place + NEAR].strip()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise LexiconError(f"is no pattern: {error}", where=f"blanks.csv, {pattern}", remedy="Mend the row") from error
