"""Types of documents (thể loại văn bản) and their codes in symbols.

Sources: Nghị định 30/2020/NĐ-CP, Article 7 and Appendix III (29 administrative types and three kinds of copies); the
laws on normative documents (80/2015/QH13, 64/2025/QH15); Quy định 399-QĐ/TW with Hướng dẫn 05-HD/VPTW (Party types).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows
from graph.model import Branch
from graph.spelling import fold, fold_in_place

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A row of types.csv: a type by its Vietnamese name.

    code is None for a type that symbols do not name (State letters, laws); branch is None where Party and State both
    use it with this code; aliases are other names and codes of it.
    """

    name: str
    code: str | None
    branch: Branch | None
    english: str
    aliases: tuple[str, ...]
    example: str


@cache
def all_types() -> tuple[DocumentType, ...]:
    """All rows, in the order of the list: where two share a name or a code, the first is the common one."""
    return read_rows("types.csv", DocumentType)


def by_name(text: str) -> DocumentType | None:
    """The type called `text`, whatever its case, tone placement and blanks: "KẾ  HOẠCH" -> Kế hoạch."""
    return _names().get(fold(text))


def by_code(code: str, branch: Branch | None = None) -> DocumentType | None:
    """The type that a code stands for ("KH" -> Kế hoạch), in one system where `branch` is given.

    The Party writes QĐ for Quy định too: only the word before the symbol tells, so QĐ gives Quyết định.
    """
    fitting = [row for row in all_types() if branch is None or row.branch in (None, branch)]
    return next(
        (row for row in fitting if row.code == code), next((row for row in fitting if code in row.aliases), None)
    )


def starting(text: str) -> tuple[DocumentType, int] | None:
    """The longest type name that `text` begins with, in any case, and how many characters it takes."""
    found = _pattern().match(fold_in_place(text[:_LONGEST]))
    if found is None:
        return None
    return _names()[fold(found.group())], found.end()


@cache
def _names() -> dict[str, DocumentType]:
    names: dict[str, DocumentType] = {}
    for row in all_types():
        names.setdefault(fold(row.name), row)
    for row in all_types():
        for alias in row.aliases:
            names.setdefault(fold(alias), row)
    return names


@cache
def _pattern() -> re.Pattern[str]:
    """Names, the longest first; codes among the aliases ("CTHĐ") are no words that begin a text."""
    codes = {fold(alias) for row in all_types() for alias in row.aliases if _is_code(alias)}
    ordered = sorted(set(_names()) - codes, key=lambda name: (-len(name), name))
    return re.compile("|".join(r"[^\S\n]+".join(map(re.escape, name.split())) + r"(?!\w)" for name in ordered))


def _is_code(alias: str) -> bool:
    return " " not in alias and sum(letter.isupper() for letter in alias) > 1
