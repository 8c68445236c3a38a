"""Which mentions of one document mean the same other document, seen from that document alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.identity import Symbol, parse_symbol, period_of
from graph.model import CitationForm, Mention, ParsedDocument, Relation
from graph.spelling import fold, slug


@dataclass(frozen=True, slots=True)
class Cited:
    """All that one text says of one document that it cites.

    symbol is None for a law by its name (`law`) and for what is only described; mentions are indexes in order;
    dated pairs each date given with the mention that gives it. relation is the strongest of the direct mentions.
    """

    mentions: tuple[int, ...]
    relation: Relation
    symbol: Symbol | None = None
    law: str | None = None
    type: str | None = None
    issuer: str | None = None
    title: str | None = None
    dated: tuple[tuple[date, int], ...] = ()

    @property
    def dates(self) -> tuple[date, ...]:
        """The different dates given, sorted."""
        return tuple(sorted({day for day, _ in self.dated}))


_STRENGTH = tuple(Relation)
_ABBREVIATIONS = (
    ("ubnd", "ủy ban nhân dân"), ("hđnd", "hội đồng nhân dân"), ("bch", "ban chấp hành"), ("btv", "ban thường vụ"),
    ("tw", "trung ương"), ("bct", "bộ chính trị"),
)  # fmt: skip
_PLENUM = re.compile(r"^hội nghị lần thứ (?:mười )?\w+,? (?:của )?")
_TERM = re.compile(r" \(?khóa [ivxl]+\)?$")
_STATED_TERM = re.compile(r"(?<!\w)khóa (?P<term>[ivxl]+)(?!\w)")
_BODY_CODES = {
    "tỉnh ủy": "TU", "thành ủy": "TU", "huyện ủy": "HU", "trung ương": "TW", "chính phủ": "CP", "quốc hội": "QH",
    "thủ tướng chính phủ": "TTg", "ban chấp hành trung ương đảng": "TW", "ban chấp hành trung ương": "TW",
}  # fmt: skip


def cited_by(parsed: ParsedDocument) -> tuple[tuple[Cited, ...], tuple[int | None, ...]]:
    """What the document cites, in the order of first mention, and for each mention the index of what it means.

    A mention means nothing known (None) when it is the document itself or a type that several documents share.
    """
    mentions = parsed.mentions
    keys: list[str | None] = _by_symbol(mentions)
    groups = _grouped(mentions, keys)
    for index, mention in enumerate(mentions):
        if keys[index] is None and mention.symbol is None:
            keys[index] = _key_without_symbol(mention, groups)
    order = list(dict.fromkeys(key for key in keys if key is not None))
    final = _grouped(mentions, keys)
    cited = tuple(final[key] for key in order)
    places = {key: index for index, key in enumerate(order)}
    return cited, tuple(None if key is None else places[key] for key in keys)


def _by_symbol(mentions: Sequence[Mention]) -> list[str | None]:
    """Symbol and period; a mention without date joins the first of its symbol that has one."""
    periods: dict[str, list[str]] = {}
    found: list[tuple[str, str | None] | None] = []
    for mention in mentions:
        symbol = parse_symbol(mention.symbol) if mention.symbol else None
        if symbol is None:
            found.append(None)
            continue
        period = period_of(symbol, mention.date) or stated_term(symbol, mention.issuer)
        found.append((symbol.key, period))
        if period is not None and period not in periods.setdefault(symbol.key, []):
            periods[symbol.key].append(period)
    keys: list[str | None] = []
    for one in found:
        if one is None:
            keys.append(None)
        else:
            period = one[1] or next(iter(periods.get(one[0], ())), "")
            keys.append(f"{one[0]} {period}")
    return keys


def _grouped(mentions: Sequence[Mention], keys: Sequence[str | None]) -> dict[str, Cited]:
    members: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if key is not None:
            members.setdefault(key, []).append(index)
    return {key: _summed(mentions, indexes) for key, indexes in members.items()}


def _summed(mentions: Sequence[Mention], indexes: Sequence[int]) -> Cited:
    ones = [mentions[index] for index in indexes]
    direct = [one.relation for one in ones if one.within is None] or [Relation.MENTIONS]
    best = sorted(ones, key=_informative)
    symbol = next((one.symbol for one in ones if one.symbol), None)
    laws = [one.title for one in ones if one.form is CitationForm.LAW and one.title]
    return Cited(
        mentions=tuple(indexes),
        relation=min(direct, key=_STRENGTH.index),
        symbol=parse_symbol(symbol) if symbol else None,
        law=laws[0] if laws and symbol is None else None,
        type=next((one.type for one in best if one.type), None),
        issuer=next((one.issuer for one in best if one.issuer), None),
        title=next((one.title for one in best if one.title and one.form is not CitationForm.BARE), None),
        dated=tuple((mentions[index].date, index) for index in indexes if mentions[index].date is not None),  # type: ignore[misc]
    )


def _informative(mention: Mention) -> tuple[bool, bool, bool]:
    """Full citations first, those in ordinary letters before capitals, those with a title before those without."""
    words = f"{mention.issuer or ''}{mention.title or ''}"
    return mention.form is not CitationForm.FULL, words.isupper(), mention.title is None


def _key_without_symbol(mention: Mention, groups: dict[str, Cited]) -> str | None:
    if mention.form is CitationForm.LAW and mention.title:
        return f"law {slug(mention.title)}"
    if mention.form is CitationForm.BARE:
        return _governing(mention, groups)
    if mention.form is CitationForm.DESCRIPTIVE:
        found = _described(mention, groups)
        return found or f"described {slug(mention.type or '')} {slug(plain_issuer(mention.issuer or ''))}"
    return None


def _governing(mention: Mention, groups: dict[str, Cited]) -> str | None:
    """The single document of that type that the text carries out, or else the single one that it names."""
    alike = {key: one for key, one in groups.items() if same_type(one.type, mention.type)}
    if mention.title:
        titled = [key for key, one in alike.items() if one.title and same_title(one.title, mention.title)]
        if len(titled) == 1:
            return titled[0]
    return _single(alike, (Relation.IMPLEMENTS,)) or (next(iter(alike)) if len(alike) == 1 else None)


def _described(mention: Mention, groups: dict[str, Cited]) -> str | None:
    """The document of that type and issuer that the text cites by symbol, the carried out before the rest."""
    alike = {
        key: one
        for key, one in groups.items()
        if same_type(one.type, mention.type) and _issued_by(one, mention.issuer or "")
    }
    if len(alike) == 1:
        return next(iter(alike))
    return _single(alike, (Relation.IMPLEMENTS,)) or _single(alike, (Relation.IMPLEMENTS, Relation.BASIS))


def _single(groups: dict[str, Cited], relations: tuple[Relation, ...]) -> str | None:
    fitting = [key for key, one in groups.items() if one.relation in relations]
    return fitting[0] if len(fitting) == 1 else None


def _issued_by(cited: Cited, name: str) -> bool:
    code = cited.symbol.body_code if cited.symbol else None
    if cited.issuer:
        if plain_issuer(name) == "trung ương":
            return code == "TW" and not fold(cited.issuer).startswith(("bộ chính trị", "ban bí thư"))
        return same_issuer(cited.issuer, name)
    return code is not None and _BODY_CODES.get(plain_issuer(name)) == code


def stated_term(symbol: Symbol, issuer: str | None) -> str | None:
    """The Central Committee's term that the issuer's name states ("khóa XII"); local terms are counted otherwise."""
    found = _STATED_TERM.search(fold(issuer or "")) if symbol.issuer_code == "TW" else None
    return found.group("term") if found else None


def same_type(one: str | None, other: str | None) -> bool:
    """True for equal types; "Chương trình" and "Chương trình hành động" share their code and count as one."""
    first, second = fold(one or ""), fold(other or "")
    return bool(first) and (first == second or {first, second} == {"chương trình", "chương trình hành động"})


def same_issuer(one: str, other: str) -> bool:
    """True for one body in different words: short forms, with or without term, plenum or place."""
    first, second = plain_issuer(one), plain_issuer(other)
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    return long == short or long.startswith(f"{short} ") or (long.endswith(f" {short}") and short.endswith(" ủy"))


def plain_issuer(name: str) -> str:
    """Folded name, short forms written out, without plenum and term."""
    text = _PLENUM.sub("", _TERM.sub("", fold(name)))
    for short, long in _ABBREVIATIONS:
        text = re.sub(rf"(?<!\w){short}(?!\w)", long, text)
    return text


def same_title(one: str, other: str) -> bool:
    """True when one title begins with the other, "về (việc)" aside, over six words at least."""
    first, second = (re.sub(r"^(?:về việc|về) ", "", re.sub(r"[^\w ]", "", fold(text))) for text in (one, other))
    short, long = sorted((first, second), key=len)
    return len(short.split()) >= 6 and long.startswith(short)
