"""What headings of sections, heads of columns and labelled lines announce."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows
from graph.spelling import fold

_EDGES = re.compile(r"^[\s\d.)(:*/-]+|[\s.:)(*]+$")
_COLUMN_ORDER = (
    "time",
    "finish",
    "coordinating",
    "consulted",
    "basis",
    "lead",
    "deciding",
    "product",
    "status",
    "note",
    "content",
)
"""Which role a head is taken for when it holds the words of several ("Cơ quan chủ trì thực hiện nhiệm vụ")."""
LONGEST_HEAD = 90
"""Longest head of a column, in characters; longer cells are content."""


@dataclass(frozen=True, slots=True)
class LayoutWord:
    """A phrase and the role it gives to the section, column or line that carries it."""

    role: str
    pattern: str
    example: str


@cache
def layout_words(name: str) -> tuple[LayoutWord, ...]:
    """Rows of the word list `name`: "columns", "labels" or "sections"."""
    return read_rows(f"{name}.csv", LayoutWord)


def column_role(head: str) -> str | None:
    """What a column holds by its head: "number", "content", "lead", ..., or None.

    "finish" is a day of completion: by which, or, where another column gives that day or the state, on which.

    A phrase that stands inside a longer one says nothing: "Mức độ hoàn thành" is no date of completion.
    """
    if len(head) > LONGEST_HEAD:
        return None
    words = _core(head)
    said = [word for word in layout_words("columns") if _says(words, word)]
    found = {word.role for word in said if not any(_lies_in(word, other) for other in said)}
    if "number" in found:
        return "number"
    return next((role for role in _COLUMN_ORDER if role in found), None)


def label_role(label: str) -> str | None:
    """What follows a labelled line by the words before its colon: "lead", "time", ..., or None."""
    words = _core(label)
    return next((word.role for word in layout_words("labels") if words == word.pattern), None)


def section_role(heading: str) -> str | None:
    """What a section holds by its heading: "purpose", "objective", "general-objective", "task", or None.

    The longest phrase that the heading begins with decides.
    """
    words = _core(heading)
    roles = _sections()
    return next(
        (roles[words[:end]] for end in _lengths() if words[:end] in roles and words[end : end + 1] in _BOUNDARIES), None
    )


_BOUNDARIES = ("", " ", ",")
"""What may follow the phrase with which a heading begins."""


@cache
def _sections() -> dict[str, str]:
    return {word.pattern: word.role for word in reversed(layout_words("sections"))}


@cache
def _lengths() -> tuple[int, ...]:
    """Lengths of the phrases of headings, the longest first."""
    return tuple(sorted({len(pattern) for pattern in _sections()}, reverse=True))


def _says(words: str, word: LayoutWord) -> bool:
    return words == word.pattern if word.role == "number" else word.pattern in words


def _lies_in(word: LayoutWord, other: LayoutWord) -> bool:
    return len(word.pattern) < len(other.pattern) and word.pattern in other.pattern


def _core(text: str) -> str:
    folded = fold(text)
    while (shorter := _EDGES.sub("", folded)) != folded:
        folded = shorter
    return folded
