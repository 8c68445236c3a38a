"""Words that begin an organisation's name, words that end a list of names, and words that give a role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows


@dataclass(frozen=True, slots=True)
class OrganisationHead:
    """Words that begin the name of an organisation, a group or a post.

    kind is "unit", "group", "post" or "holder" (a post that holds the names after it: "bí thư tỉnh ủy, thành ủy").
    followed_by says what must come next: "any", "capital" (a capital letter: "Ban Tổ chức", never "Ban hành"),
    "end" (the end of the name) or "start" (only as first of a list).
    """

    words: str
    kind: str
    followed_by: str
    example: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A word with which a duty, or what is said of one, begins; so a list of names ends before it.

    kind is "verb", "order" (what follows is laid on somebody else) or "link" (a preposition or conjunction). After
    unless_previous or before unless_next (divided by ";") the word belongs to a name or a noun: "cơ quan tham mưu",
    "tổ chức liên quan".
    """

    word: str
    kind: str
    unless_previous: str
    unless_next: str
    example: str


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """Words that give the organisation beside them a role.

    pattern: "after" (names follow), "assign" (names follow, at the start of a sentence), "submit" (names follow and
    then the word for what they do: "quyết định", "cho ý kiến"), "noun" (the words only name cooperation and give no
    role: "quy chế phối hợp").
    """

    phrase: str
    role: str
    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class NameTail:
    """Words beside a name that are no part of it: after it in a cell ("theo quy định"), before it in a heading."""

    words: str
    example: str


@cache
def organisation_heads() -> tuple[OrganisationHead, ...]:
    """All head words, longest first."""
    return tuple(sorted(read_rows("organisation_heads.csv", OrganisationHead), key=lambda head: -len(head.words)))


@cache
def verbs() -> tuple[Verb, ...]:
    """All verbs and links, longest first."""
    return tuple(sorted(read_rows("verbs.csv", Verb), key=lambda verb: -len(verb.word)))


@cache
def role_phrases() -> tuple[RolePhrase, ...]:
    """All role phrases, longest first."""
    return tuple(sorted(read_rows("roles.csv", RolePhrase), key=lambda row: -len(row.phrase)))


@cache
def name_tails() -> tuple[NameTail, ...]:
    """All tails, longest first."""
    return tuple(sorted(read_rows("name_tails.csv", NameTail), key=lambda row: -len(row.words)))


@cache
def heading_leads() -> tuple[NameTail, ...]:
    """Words before the names in a heading that address those named ("Đề nghị ...", "Trách nhiệm của ...")."""
    return read_rows("heading_leads.csv", NameTail)


@cache
def head_pattern() -> re.Pattern[str]:
    """Finds a head word at a place of folded text."""
    return _alternatives(head.words for head in organisation_heads())


@cache
def verb_pattern() -> re.Pattern[str]:
    """Finds a verb or link in folded text."""
    return _alternatives(verb.word for verb in verbs())


@cache
def role_pattern() -> re.Pattern[str]:
    """Finds a role phrase in folded text."""
    return _alternatives(row.phrase for row in role_phrases())


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in ordered)})(?!\w)")
