"""The listed organisations, and words that tell what a name means: agencies, agency_heads and general_words.csv."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.lexicon.agency_names import COMMITTEES, WrittenName, key_of, parse
from graph.lexicon.tables import read_rows
from graph.model import Branch, Level

AGENCY, GROUP, POST, GENERIC = "agency", "group", "post", "generic"
"""The four kinds: a body, several bodies, an office that a person holds, a role ("cấp có thẩm quyền")."""
BODIES = "bodies"
"""In the column kind: a group of bodies that stand at the document's own level ("ban cán sự đảng").

A GROUP without a level is a general address: in a central document it means bodies of every level.
"""
COMMITTEE = "Cấp ủy"
"""In the column parent: the Party committee of the same place."""


@dataclass(frozen=True, slots=True)
class Head:
    """A row of agency_heads.csv: words that begin a name, and what they say; branch and level None where nothing."""

    words: str
    kind: str
    branch: Branch | None
    level: Level | None
    example: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A row of agencies.csv. level is None for a body that several levels have, or a group that any has.

    parent is the name of the body above it ("Cấp ủy": the Party committee of the same place); successor that of the
    body that took over its main duties. Local bodies were merged on different days of early 2025: their valid_until
    is the last day that the Government had set.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    branch: Branch | None
    level: Level | None
    parent: str | None
    english: str
    valid_from: date | None
    valid_until: date | None
    successor: str | None
    example: str


@dataclass(frozen=True, slots=True)
class GeneralWords:
    """A row of general_words.csv: words by which a group's name means bodies of every level.

    kind is "group" where they make a group of any body ("hội phụ nữ các cấp"), None where they may be part of a name.
    """

    words: str
    kind: str | None
    example: str


@cache
def general_words() -> tuple[GeneralWords, ...]:
    """All rows of general_words.csv."""
    return read_rows("general_words.csv", GeneralWords)


@cache
def heads() -> tuple[Head, ...]:
    """All head words, longest first."""
    return tuple(sorted(read_rows("agency_heads.csv", Head), key=lambda head: (-len(head.words), head.words)))


@cache
def catalogue() -> tuple[AgencyRow, ...]:
    """All rows of agencies.csv."""
    return read_rows("agencies.csv", AgencyRow)


def head_of(name: str) -> Head | None:
    """The longest head word that a name begins with, or None."""
    key = key_of(name)
    return next((head for words, head in _heads() if key == words or key.startswith(f"{words} ")), None)


def listed(name: str) -> AgencyRow | None:
    """The row of agencies.csv that a name means, its tier and place left aside: "UBND huyện" -> Ủy ban nhân dân."""
    written = parse(name)
    return row_by_key(written.key) or row_of(written)


def row_of(written: WrittenName) -> AgencyRow | None:
    """The row of a name by the words before its tier; a committee named alone has its own ("Tỉnh ủy")."""
    if written.tier is None:
        return None
    if written.committee and not written.base:
        return row_by_key(key_of(COMMITTEES[written.tier]))
    row = row_by_key(f"{written.base} {written.tier}".strip()) or row_by_key(written.base)
    if row is None and written.committee:
        row = row_by_key(f"{written.base} {COMMITTEE.lower()}")
    return row


def row_by_key(key: str) -> AgencyRow | None:
    """The row that has this key (`agency_names.key_of`) as name or alias."""
    return _rows().get(key)


def is_general(key: str, kind: str) -> bool:
    """True when the name of something of this kind says that it means every level: "lãnh đạo tổ chức các cấp"."""
    rows = (row for row in general_words() if row.kind == GROUP or kind in (GROUP, GENERIC))
    return any(f" {key_of(row.words)} " in f" {key} " for row in rows)


def is_central(key: str) -> bool:
    """True when a name with this key holds that of a central body or "Trung ương" itself."""
    return any(f" {name} " in f" {key} " for name in _central_names())


@cache
def _central_names() -> tuple[str, ...]:
    """Keys of central bodies, posts and roles: names of one word ("Tỉnh") tell too little."""
    rows = (row for row in catalogue() if row.level is Level.CENTRAL and row.kind != GROUP)
    names = [name for row in rows for name in (row.name, *row.aliases)]
    names += [head.words for head in heads() if head.level is Level.CENTRAL and head.kind != GROUP]
    return tuple(key for name in names if " " in (key := key_of(name)))


@cache
def _heads() -> tuple[tuple[str, Head], ...]:
    return tuple((key_of(head.words), head) for head in heads())


@cache
def _rows() -> dict[str, AgencyRow]:
    rows = {key_of(row.name): row for row in catalogue()}
    for row in catalogue():
        for alias in row.aliases:
            rows.setdefault(key_of(alias), row)
    return rows
