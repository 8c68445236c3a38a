"""All citations of a document: from its paragraphs to mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from graph.extract.citation_heads import Named, Words
from graph.extract.mentions import named_in
from graph.extract.relations import Carried, Zone, relations_in
from graph.identity import Symbol, padded, parse_symbol
from graph.model import CitationForm, Header, Mention, Relation
from graph.read.passage import Passage
from graph.spelling import fold

_FURTHEST_DEFINITION = 1500
_COMMITTEE = re.compile(r"^(?:ban thường vụ|ban chấp hành|thường trực|đảng bộ|bch|btv) ")


@dataclass(frozen=True, slots=True)
class PassageContext:
    """A paragraph, wrapped lines joined, and the zone it stands in: "title", "preamble", "body" or "annex"."""

    passage: Passage
    zone: Zone


@dataclass(frozen=True, slots=True)
class _Place:
    """A document named in a paragraph, with what it needs to become a mention."""

    context: PassageContext
    named: Named
    relation: Relation


def mentions_of(passages: Sequence[PassageContext], header: Header | None = None) -> tuple[Mention, ...]:
    """Every place where the paragraphs name a document, in their order; no duplicates are removed.

    header tells what the document itself is, so that its own type and symbol are known as such. A nested mention's
    `within` is an index into the result.
    """
    places = _short_forms(list(_places(_joined_titles(passages), header)))
    return tuple(_mention(place) for place in _shared_issuers(places))


def _joined_titles(passages: Sequence[PassageContext]) -> Iterator[PassageContext]:
    """The lines of a title are one paragraph."""
    for zone, group in groupby(passages, key=lambda one: one.zone):
        members = [one for one in group if one.passage.text.strip()]
        if zone == "title" and members:
            yield PassageContext(Passage.join(one.passage for one in members), zone)
        else:
            yield from members


def _places(passages: Iterator[PassageContext], header: Header | None) -> Iterator[_Place]:
    is_own = _own_test(header) if header else None
    carried = Carried()
    count = 0
    for context in passages:
        reading = Words.of(context.passage.text)
        named = named_in(reading, is_own)
        relations, carried = relations_in(reading, named, context.zone, carried)
        for one, relation in zip(named, relations, strict=True):
            within = None if one.within is None else one.within + count
            yield _Place(context, replace(one, within=within), relation)
        count += len(named)


def _short_forms(places: list[_Place]) -> list[_Place]:
    """Short forms get the symbol that they stand for: a number ("Nghị quyết 18"), or a name defined in the text."""
    symbols = _by_number(places)
    defined: dict[str, Symbol] = {}
    done: list[_Place] = []
    for place in places:
        named = place.named
        kind = fold(named.type or "")
        if named.form is CitationForm.ALIAS and named.symbol is None:
            meant = symbols.get((kind, padded(named.alias))) if named.alias else _defining(done, place)
            if meant is not None and not named.alias:
                defined[kind] = meant
            named = replace(named, symbol=meant)
        elif named.form is CitationForm.BARE and kind in defined:
            named = replace(named, form=CitationForm.ALIAS, symbol=defined[kind])
        done.append(replace(place, named=named))
    return done


def _by_number(places: Sequence[_Place]) -> dict[tuple[str, str], Symbol]:
    """Type and number to the one symbol of the document that has them."""
    found: dict[tuple[str, str], dict[str, Symbol]] = {}
    for place in places:
        symbol = place.named.symbol
        if symbol is not None and place.named.type:
            found.setdefault((fold(place.named.type), padded(symbol.number)), {})[symbol.key] = symbol
    return {key: next(iter(symbols.values())) for key, symbols in found.items() if len(symbols) == 1}


def _defining(before: Sequence[_Place], alias: _Place) -> Symbol | None:
    """The symbol of the document whose description ends where the parenthesis with `alias` begins."""
    for place in reversed(before):
        if place.context is not alias.context:
            return None
        if place.named.end < alias.named.start - _FURTHEST_DEFINITION:
            return None
        if place.named.within is None and place.named.symbol is not None:
            gap = alias.context.passage.text[place.named.reach : alias.named.start]
            return place.named.symbol if gap.lstrip().startswith("(") else None
    return None


def _own_test(header: Header) -> Callable[[Named], bool]:
    """Tells the citing document's own name: its symbol, its type alone, or its type and issuer."""
    symbol = parse_symbol(header.symbol.value) if header.symbol else None
    kind = fold(header.type.value) if header.type else None
    issuer = fold(header.issuer.value) if header.issuer else None
    return lambda named: _is_own(named, symbol, kind, issuer, header)


def _is_own(named: Named, symbol: Symbol | None, kind: str | None, issuer: str | None, header: Header) -> bool:
    if named.symbol is not None:
        dated = named.date is None or header.date is None or named.date == header.date.value
        return symbol is not None and named.symbol.key == symbol.key and dated
    if named.type is None or kind is None or not _same_type(fold(named.type), kind):
        return False
    if named.form is CitationForm.DESCRIPTIVE:
        return issuer is not None and _same_body(fold(named.issuer or ""), issuer)
    return named.form is CitationForm.BARE and not named.title


def _same_type(one: str, other: str) -> bool:
    return one == other or (one.startswith("chương trình") and other.startswith("chương trình"))


def _same_body(one: str, other: str) -> bool:
    """True for the same body in long or short form; a committee and its standing board count as one issuer."""
    long_one, long_other = (_COMMITTEE.sub("", text.replace("ubnd", "ủy ban nhân dân")) for text in (one, other))
    return (bool(one) and f"{long_one} ".startswith(f"{long_other} ")) or f"{long_other} ".startswith(f"{long_one} ")


def _shared_issuers(places: list[_Place]) -> list[_Place]:
    """In "Quy định số 1-QĐ/TW và Kết luận số 2-KL/TW của Bộ Chính trị" both are the Politburo's."""
    done = list(places)
    for index in range(len(done) - 2, -1, -1):
        one, following = done[index], done[index + 1]
        first, second = one.named, following.named
        if first.symbol is None or second.symbol is None or first.issuer or one.context is not following.context:
            continue
        between = fold(one.context.passage.text[first.end : second.start])
        if (
            second.issuer
            and first.symbol.issuer_code == second.symbol.issuer_code
            and between in (",", "và", ", và", "")
        ):
            done[index] = replace(one, named=replace(first, issuer=second.issuer))
    return done


def _mention(place: _Place) -> Mention:
    named = place.named
    return Mention(
        span=place.context.passage.span(named.start, named.end),
        form=named.form,
        relation=place.relation,
        symbol=named.symbol.text if named.symbol else None,
        type=named.type,
        issuer=named.issuer,
        date=named.date,
        title=named.title,
        within=named.within,
    )
