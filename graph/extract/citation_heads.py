"""Beginnings of citations in a paragraph: symbols with the type before them, laws by name, types alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from graph.identity import Symbol, find_symbols
from graph.lexicon.citing import law_pattern, laws, pattern
from graph.model import CitationForm
from graph.spelling import fold_in_place


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph's text and its folded twin of the same length, in which phrases are looked up.

    capital is True when the paragraph is printed in capitals, so that capitals tell nothing; lettered is where the
    first word of two letters has begun, behind the end where there is none.
    """

    text: str
    folded: str
    capital: bool
    lettered: int

    @staticmethod
    def of(text: str) -> Words:
        """Folded character by character, so that places in both agree."""
        letters = [c for c in text if c.isalpha()]
        capital = len(letters) > _FEW_LETTERS and sum(c.isupper() for c in letters) > _MOSTLY * len(letters)
        word = _LETTERS.search(text)
        return Words(text, fold_in_place(text), capital, word.end() if word else len(text) + 1)


@dataclass(frozen=True, slots=True)
class Named:
    """A document named at text[start:end]; its description goes on to `reach`, and may name others.

    `within` is the index of the one whose description this is part of.
    """

    start: int
    end: int
    reach: int
    form: CitationForm
    symbol: Symbol | None = None
    type: str | None = None
    issuer: str | None = None
    date: date | None = None
    title: str | None = None
    within: int | None = None
    alias: str | None = None
    """What stands for the symbol in a short form: a number ("Nghị quyết 18"), or nothing in a definition."""


_LETTERS = re.compile(r"[^\W\d_]{2}")
_FEW_LETTERS = 8
_MOSTLY = 0.8
_KINDS = ("directive", "plan", "rule", "paper")
_NUMBER_GAP = re.compile(r"(?: số| sô)? ?:? ?")
_NUMBER_ONLY = re.compile(r"(?: số)? ?(?P<number>[0-9]{1,4}[a-z]?)(?![\w/]|[.,][0-9]| ?[-/]|-[0-9])")
_SELF = re.compile(r" này(?!\w)")
_NAME_BEFORE = re.compile(r"(?:(?<!\w)(?:bộ|sở|phòng|ngành|cục|vụ|ban) |[-–&] ?)$")
_BLANK_NUMBER = re.compile(r" ?số ?:? ?(?:[.…_]{2,}|/)")
_NUMBERED_LAW = re.compile(r"(?<!\w)(?:bộ luật|luật|pháp lệnh)(?= )")
_AMENDING = re.compile(r"(?<!\w)luật sửa đổi, bổ sung (?:một số điều|các điều) của (?:các )?$")
_LAW_GAP = re.compile(r"(?:,? \((?:bộ luật|luật|pháp lệnh) số| số) ?:? ?$")
_LONGEST_GAP = 24
_LAW_REACH = 120


def heads_in(reading: Words) -> list[Named]:
    """Beginnings of citations by symbol, law or type alone; a type that a symbol follows is part of that."""
    laws_by_end = {law.end: law for law in _law_heads(reading)}
    symbols = list(_symbol_heads(reading, laws_by_end))
    if not symbols and not laws_by_end:
        return sorted(_type_heads(reading), key=lambda head: (head.start, -head.reach))
    taken = _Ranges([(head.start, head.end) for head in symbols])
    named_laws = [law for law in laws_by_end.values() if law.start not in taken]
    named_laws += [law for law in _amending_laws(reading, named_laws) if law.start not in taken]
    taken = _Ranges([(one.start, one.end) for one in (*symbols, *named_laws)])
    types = [head for head in _type_heads(reading) if head.start not in taken]
    return sorted([*symbols, *named_laws, *types], key=lambda head: (head.start, -head.reach))


class _Ranges:
    """Stretches of a text that do not overlap but where one begins within another's description."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in sorted(ranges)]
        self._ends = list(accumulate((end for _, end in sorted(ranges)), max))

    def __contains__(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]


def _symbol_heads(reading: Words, laws_by_end: Mapping[int, Named]) -> Iterator[Named]:
    types = {match.end(): match.start() for match in pattern(*_KINDS).finditer(reading.folded)}
    for symbol, start, end in find_symbols(reading.text):
        law = _law_before(reading, start, symbol, laws_by_end)
        begin = next((types[gap] for gap in _gaps(reading.folded, start) if gap in types), None)
        head = Named(start, end, end, CitationForm.SYMBOL, symbol)
        if law is not None:
            head = replace(head, start=law.start, type=law.type, title=law.title)
        elif begin is not None:
            name = reading.folded[begin : _type_end(reading.folded, begin, start)]
            head = replace(head, start=begin, type=_as_name(name))
        yield head


def _type_end(folded: str, begin: int, start: int) -> int:
    return next(gap for gap in _gaps(folded, start) if begin < gap and pattern(*_KINDS).fullmatch(folded, begin, gap))


def _gaps(folded: str, start: int) -> Iterator[int]:
    """Places where a type's name may end before a symbol: directly, or before "số" and a colon."""
    for width in range(7):
        place = start - width
        if place >= 0 and (found := _NUMBER_GAP.fullmatch(folded, place, start)) and found:
            yield place


def _law_before(reading: Words, start: int, symbol: Symbol, laws_by_end: Mapping[int, Named]) -> Named | None:
    """The law whose number the symbol is ("Luật Giá số", "Luật Giá (Luật số"), by a known name or by its capital."""
    if symbol.body_code not in ("QH", "UBTVQH"):
        return None
    gap = _LAW_GAP.search(reading.folded, max(0, start - _LONGEST_GAP), start)
    known = laws_by_end.get(gap.start()) if gap else None
    if known is not None:
        return next(_amending_laws(reading, [known]), known)
    return _law_by_capital(reading, start)


def _law_by_capital(reading: Words, start: int) -> Named | None:
    """A law that no list holds: from the capital "Luật" up to "số"."""
    lowest = max(0, start - _LAW_REACH)
    places = [
        match
        for match in _NUMBERED_LAW.finditer(reading.folded, lowest, start)
        if reading.text[match.start()].isupper()
    ]
    gap = _LAW_GAP.search(reading.folded, max(0, start - _LONGEST_GAP), start)
    if not places or gap is None or places[-1].end() >= gap.start():
        return None
    kind, place = places[-1].group(), places[-1].start()
    name = reading.text[place : gap.start()]
    if ";" in name or any(c.isdigit() for c in name):
        return None
    return Named(place, gap.start(), gap.start(), CitationForm.LAW, type=_as_name(kind), title=name)


def _law_heads(reading: Words) -> Iterator[Named]:
    for match in law_pattern().finditer(reading.folded):
        start, end = match.span()
        name = start + len(laws()[match.group()].kind) + 1
        if reading.text[start].isupper() or reading.text[name].isupper():
            row = laws()[match.group()]
            yield Named(start, end, end, CitationForm.LAW, type=row.kind, title=f"{row.kind} {row.name}")


def _amending_laws(reading: Words, named_laws: list[Named]) -> Iterator[Named]:
    """ "Luật sửa đổi, bổ sung một số điều của Luật Giá": a law of its own, whose description is the other's name."""
    for law in named_laws:
        found = _AMENDING.search(reading.folded, max(0, law.start - 60), law.start)
        if found:
            title = reading.text[found.start() : law.end]
            yield Named(found.start(), law.start, law.end, CitationForm.LAW, type="Luật", title=title)


def _type_heads(reading: Words) -> Iterator[Named]:
    for match in pattern("directive", "plan", "rule").finditer(reading.folded):
        start, end = match.span()
        if _NAME_BEFORE.search(reading.folded, max(0, start - 8), start) or _BLANK_NUMBER.match(reading.folded, end):
            continue
        name = _as_name(reading.folded[start:end])
        short = _NUMBER_ONLY.match(reading.folded, end)
        if short and (reading.text[start].isupper()):
            yield Named(start, short.end(), short.end(), CitationForm.ALIAS, type=name, alias=short.group("number"))
        elif _SELF.match(reading.folded, end):
            yield Named(start, end + 4, end + 4, CitationForm.SELF, type=name)
        else:
            yield Named(start, end, end, CitationForm.BARE, type=name)


def _as_name(folded: str) -> str:
    """A type's name in usual spelling: first letter capital, the rest small."""
    return folded[:1].upper() + folded[1:]
