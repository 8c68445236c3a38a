"""To whom a requirement speaks: the levels below its document's own (design notes, section 2, rule 3).

The lead that its sentence, label, column, heading or introduction names decides, then those on whom it lays the duty
("giao các địa phương ...") and, unless the lead is a body of the document's own level, the words of level in the text
("cấp huyện"). Those whom a higher body is told to urge on ("đôn đốc các tỉnh ủy ...") or who coordinate are drawn in,
which a score may count, but the duty is that body's: the requirement is not addressed to them. A requirement that names
no lead excludes nobody. Words and what they mean are data/lexicon/addressing.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from graph.identity import task_id
from graph.lexicon import agencies
from graph.lexicon.tables import read_rows
from graph.links import Addressing
from graph.model import Collection, Header, Level, ResolvedDocument, Role, Task
from graph.spelling import fold_in_place

BELOW = "below"
"""In the column levels: every level below the document's own."""
NAMED, OPEN, REMOTE, EXCLUDED = 1.0, 0.5, 0.25, 0.0
"""Strengths: named or generally addressed; left open; hardly (see `address_strengths`); another's work."""


@dataclass(frozen=True, slots=True)
class AddressWord:
    """A row of data/lexicon/addressing.csv; words are folded.

    kind: "general" (every level), "body" (an organisation), "level" (a level or its units), "charge" (a verb that lays
    the duty on others), "urge" (one that only directs or helps them), "list" (what may stand before a body in a list),
    "own" (a verb for the making of rules and staff work), "other" (words that hold one of the rest and mean something
    else). levels: codes, or "below".
    """

    words: str
    kind: str
    levels: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Address:
    """What decides for one level: strength from 0 to 1, the words that say so, and whether the level counts."""

    strength: float
    words: str | None = None
    addressed: bool = False


def address_words() -> tuple[AddressWord, ...]:
    """All rows of the word list. Raises LexiconError when the file is missing or malformed."""
    return read_rows("addressing.csv", AddressWord)


def addressings_of(collection: Collection) -> tuple[Addressing, ...]:
    """For each task of each held document the levels below the document's own to which it speaks, sorted.

    words are None where the text names no lead, and so excludes no level.
    """
    return tuple(sorted(_addressings(collection.held), key=lambda one: (one.task, _RANK[one.level])))


def address_strengths(document: ResolvedDocument) -> tuple[dict[Level, float], ...]:
    """For each task of the document, in their order, how far it speaks to each level below the document's own.

    1: named or generally addressed. 0.5: left open (no lead is named; a local lead, and another local level; a higher
    body's own task that names the level). 0.25: a higher body's own task that does not name the level, or its
    rule-making that does. 0: its rule-making or staff work. Levels not below the document's own are left out.
    """
    return tuple({level: one.strength for level, one in found.items()} for found in addresses(document))


def addresses(document: ResolvedDocument) -> tuple[dict[Level, Address], ...]:
    """For each task of the document, in their order, what decides for each level below the document's own."""
    setting = _Setting.of(document.record.header)
    short_forms = _short_forms(document.parsed.tasks, setting)
    return tuple(_addresses(task, setting, short_forms) for task in document.parsed.tasks)


_LEVELS = tuple(Level)
_RANK = {level: rank for rank, level in enumerate(_LEVELS)}


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where a document speaks from; below are the levels that it may speak to, all where its own is not known."""

    territory: str | None
    level: Level | None
    on: date | None
    below: tuple[Level, ...]

    @staticmethod
    def of(header: Header) -> _Setting:
        level = header.level.value if header.level else None
        below = _LEVELS if level is None else _LEVELS[_RANK[level] + 1 :]
        territory = header.territory.value if header.territory else None
        return _Setting(territory, level, header.date.value if header.date else None, below)


def _addressings(documents: Iterable[ResolvedDocument]) -> Iterator[Addressing]:
    for document in documents:
        for task, found in zip(document.parsed.tasks, addresses(document), strict=True):
            identity = task_id(document.record.id, task.path)
            yield from (Addressing(identity, level, one.words) for level, one in found.items() if one.addressed)


def _addresses(task: Task, setting: _Setting, short_forms: Mapping[str, Sequence[Level]]) -> dict[Level, Address]:
    folded = fold_in_place(task.text)
    leads = [(name, _levels_of(name, setting, short_forms)) for name in task.organisations(Role.LEAD)]
    local = any(levels for _, levels in leads)
    named = _first(_named(task.text, folded, setting))
    said = _first(leads)
    if local or not leads:
        said = named | said
    said = _first(_directed(task.text, folded, setting, charged=True)) | said
    drawn_in = _first(_coordinating(task, setting)) | _first(_directed(task.text, folded, setting, charged=False))
    return {
        level: _address(level, said, drawn_in, named, folded, led=bool(leads), local=local) for level in setting.below
    }


def _address(
    level: Level,
    said: Mapping[Level, str],
    drawn_in: Mapping[Level, str],
    named: Mapping[Level, str],
    folded: str,
    *,
    led: bool,
    local: bool,
) -> Address:
    if level in said:
        return Address(NAMED, said[level], addressed=True)
    if level in drawn_in:
        return Address(NAMED, drawn_in[level], addressed=not led)
    if not led:
        return Address(OPEN, None, addressed=True)
    if local:
        return Address(OPEN)
    makes_rules = any(row.kind == "own" for row, _, _ in _found(folded[: _first_clause(folded)]))
    if level in named:
        return Address(REMOTE if makes_rules else OPEN)
    return Address(EXCLUDED if makes_rules else REMOTE)


def _first(said: Iterable[tuple[str, Iterable[Level]]]) -> dict[Level, str]:
    """The words that name each level; those that name few levels before those that name many, then the first."""
    words: dict[Level, str] = {}
    for text, levels in sorted(((text, tuple(levels)) for text, levels in said), key=lambda one: len(one[1])):
        for level in levels:
            words.setdefault(level, text)
    return words


def _levels_of(name: str, setting: _Setting, short_forms: Mapping[str, Sequence[Level]]) -> Sequence[Level]:
    """The levels below the document's own that an organisation named in it belongs to."""
    return short_forms.get(fold_in_place(name)) or _levels_of_name(name, setting)


@lru_cache(maxsize=65536)
def _levels_of_name(name: str, setting: _Setting) -> tuple[Level, ...]:
    found = agencies.resolve(name, setting.territory, setting.level, setting.on)
    if found.level in setting.below:
        return (found.level,) if found.level else ()
    if found.level is None and setting.level is Level.CENTRAL:
        return setting.below  # a general address: "các cấp ủy"
    folded = fold_in_place(name)
    whole = _body().fullmatch(folded.removeprefix("các "))
    rows = [row for row, _, _ in _found(folded) if row.kind == "general" or (whole and row.kind == "body")]
    return _below(rows, setting)


def _short_forms(tasks: Sequence[Task], setting: _Setting) -> Mapping[str, Sequence[Level]]:
    """Levels of what a task defines for the whole document: "Các sở, UBND các huyện (gọi tắt là các cơ quan)"."""
    forms: dict[str, Sequence[Level]] = {}
    for task in tasks:
        for match in _SHORT_FORM.finditer(fold_in_place(task.text)):
            names = [one.name for one in task.assignments if one.name in task.text[: match.start()]]
            levels = {level for name in names for level in _levels_of_name(name, setting)}
            if levels:
                forms[match["form"].strip()] = tuple(sorted(levels, key=_RANK.__getitem__))
    return forms


_SHORT_FORM = re.compile(r"\([^()]{0,40}gọi (?:tắt|chung) là:? (?P<form>[^()]{2,80})\)")


def _coordinating(task: Task, setting: _Setting) -> Iterator[tuple[str, Sequence[Level]]]:
    """Those who are to help; "các cơ quan liên quan" names no level."""
    for name in task.organisations(Role.COORDINATING):
        rows = [row for row, _, _ in _found(fold_in_place(name)) if row.kind in ("general", "body")]
        yield name, _below(rows, setting)


def _directed(text: str, folded: str, setting: _Setting, *, charged: bool) -> Iterator[tuple[str, Sequence[Level]]]:
    """Bodies on which a higher one lays a duty ("giao các địa phương ..."), or that it urges on ("đôn đốc ...")."""
    for match in _directing().finditer(folded):
        if charged == bool(_laying().search(match.group("verbs"))):
            for row, start, end in _found(folded, match.start("body"), match.end("body")):
                yield text[start:end], _below([row], setting)


def _named(text: str, folded: str, setting: _Setting) -> Iterator[tuple[str, Sequence[Level]]]:
    for row, start, end in _found(folded):
        if row.kind in ("general", "level") or (row.kind == "body" and BELOW not in row.levels):
            yield text[start:end], _below([row], setting)


def _below(rows: Iterable[AddressWord], setting: _Setting) -> tuple[Level, ...]:
    codes = {code for row in rows for code in row.levels}
    return tuple(level for level in setting.below if BELOW in codes or level.value in codes)


def _first_clause(folded: str) -> int:
    found = re.search(r"[;.]\s", folded)
    return found.start() if found else len(folded)


def _found(folded: str, start: int = 0, end: int | None = None) -> Iterator[tuple[AddressWord, int, int]]:
    """The listed words that stand in a folded text, the longest at each place, with their places."""
    for match in _pattern().finditer(folded, start, len(folded) if end is None else end):
        yield _by_words()[match.group()], match.start(), match.end()


@cache
def _by_words() -> Mapping[str, AddressWord]:
    return {row.words: row for row in address_words()}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_any("general", "body", "level", "own", "other"))


@cache
def _body() -> re.Pattern[str]:
    return re.compile(_any("body"))


@cache
def _laying() -> re.Pattern[str]:
    return re.compile(_any("charge"))


@cache
def _directing() -> re.Pattern[str]:
    """A verb or several, then words of a list, then a body: "chỉ đạo, đôn đốc các sở, các huyện ủy"."""
    joint = r"(?:\s*,\s*|\s+và\s+|\s+)(?:cho |các )?"
    verb = _any("charge", "urge")
    verbs = rf"(?P<verbs>{verb}(?:(?:\s*,\s*|\s+và\s+){verb}){{0,3}})"
    return re.compile(rf"{verbs}\s+(?:cho |các )*(?:{_any('list')}{joint}){{0,6}}(?P<body>{_any('general', 'body')})")


def _any(*kinds: str) -> str:
    words = sorted((row.words for row in address_words() if row.kind in kinds), key=lambda one: (-len(one), one))
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"
