"""Where the papers of a text were issued: the territory of a local issuer, as far as texts settle it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from graph.extract.issuer import level_of, territory_of
from graph.lexicon import issuers, territories
from graph.model import Header, Level, ParsedDocument, Source, Span, Stated, Witness
from graph.resolve_mentions import Cited
from graph.spelling import fold

NATION = territories.NATION
_DEPTH = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 4}
_BEFORE_NAME = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|ủy|uỷ) (?=\w)")
_FEWEST_DISTRICTS = 2
_MOST_WITNESSES = 4
# The province's own paper and station: their names hold the province's without a word for its kind.
_ORGAN = re.compile(
    r"(?<!\w)(?:Báo|Đài Phát thanh và Truyền hình|Báo và Đài Phát thanh, truyền hình|Cổng thông tin điện tử) "
)
_NAME_WORDS = 4


def with_territory(parsed: ParsedDocument) -> Header:
    """The header, its territory inferred where "Ủy ban nhân dân tỉnh" leaves the province open and the text settles it.

    It settles it when all districts that it names with the word for their kind lie in one province and there are two
    at least, or when a local organ bears the province's name and nothing speaks against it.
    """
    header = parsed.header
    level = header.level.value if header.level else level_of(header.issuer.value if header.issuer else "")
    if header.territory is not None or level is not Level.PROVINCE:
        return header
    on = header.date.value if header.date else None
    by_district = _provinces_of_districts(parsed.source, on)
    by_organ = _provinces_of_organs(parsed.source, on)
    found = _settled(by_district, by_organ)
    if found is None:
        return header
    province, witnesses = found
    return replace(
        header,
        territory=Stated(province, witnesses=witnesses),
        level=header.level or Stated(level, witnesses=witnesses),
    )


def _settled(
    by_district: dict[str, list[Witness]], by_organ: dict[str, list[Witness]]
) -> tuple[str, tuple[Witness, ...]] | None:
    everything = sorted({*by_district, *by_organ})
    if len(everything) != 1:
        return None
    province = everything[0]
    districts, organs = by_district.get(province, []), by_organ.get(province, [])
    enough = len({fold(witness.quote) for witness in districts}) >= _FEWEST_DISTRICTS
    if not enough and not organs:
        return None
    return province, (*organs[:_MOST_WITNESSES], *districts[:_MOST_WITNESSES])


def _provinces_of_districts(source: Source, on: date | None) -> dict[str, list[Witness]]:
    """Provinces that the districts named lie in; a name that several provinces have counts for none."""
    found: dict[tuple[int, int], set[str]] = {}
    for unit, start, end in territories.named_in(source.text, Level.DISTRICT, on):
        province = territories.province_of(unit.id)
        if province:
            found.setdefault((start, end), set()).add(province)
    provinces: dict[str, list[Witness]] = {}
    seen: set[str] = set()
    for (start, end), choices in sorted(found.items()):
        name = fold(source.text[start:end])
        if len(choices) == 1 and name not in seen:
            seen.add(name)
            witness = _witness("districts-of-one-province", source, Span(start, end))
            provinces.setdefault(choices.pop(), []).append(witness)
    return provinces


def _provinces_of_organs(source: Source, on: date | None) -> dict[str, list[Witness]]:
    provinces: dict[str, list[Witness]] = {}
    for match in _ORGAN.finditer(source.text):
        words = re.split(r"[ \u00a0]", source.text[match.end() : match.end() + 40])[:_NAME_WORDS]
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count]).rstrip(",.;:")
            units = territories.find(name, Level.PROVINCE, None, on) if name[:1].isupper() else ()
            if len(units) == 1:
                span = Span(match.start(), match.end() + len(name))
                provinces.setdefault(units[0].id, []).append(_witness("name-of-local-organ", source, span))
                break
    return provinces


def cited_level(cited: Cited) -> Level | None:
    """The tier of a cited document's issuer, by its name or its code."""
    if cited.law is not None:
        return Level.CENTRAL
    if cited.symbol is not None:
        by_code = _level_of_code(cited.symbol.body_code)
        if by_code is not None:
            return by_code
    return level_of(cited.issuer) if cited.issuer else None


def _level_of_code(code: str) -> Level | None:
    found = issuers.level_of(code)
    return found if found is not None or "-" not in code else issuers.level_of(code.split("-", maxsplit=1)[0])


def cited_territory(cited: Cited, home: Header) -> str | None:
    """Where a cited document's issuer sits: named with it, or the citing document's own province, district or commune.

    None where the text leaves it open, as for a "Quyết định số 5/QĐ-UBND" without issuer in a district's plan.
    """
    level = cited_level(cited)
    if level is Level.CENTRAL:
        return NATION
    if cited.issuer:
        named = territory_of([cited.issuer], None, level, _day_of(cited, home))
        if named is not None:
            return named.id
        if _names_a_place(cited.issuer):
            return None
    own = home.territory.value if home.territory else None
    if own is None:
        return None
    if level is None:
        return own if _same_series(cited, home) or _same_kind(cited, own) else None
    steps = own.split("/")
    depth = _DEPTH[level]
    return "/".join(steps[:depth]) if len(steps) >= depth else None


def _same_kind(cited: Cited, own: str) -> bool:
    """True for "Ủy ban nhân dân thành phố" in the paper of a centrally run city: its own committee is meant."""
    unit = territories.get(own)
    return unit is not None and cited.issuer is not None and fold(cited.issuer).endswith(f" {unit.kind}")


def _day_of(cited: Cited, home: Header) -> date | None:
    """A day on which the cited issuer stood: by its date, its symbol's year, or when the citing issuer stood."""
    if cited.dates:
        return cited.dates[0]
    if cited.symbol is not None and cited.symbol.year not in (None, territories.LAST_DAY_OF_DISTRICTS.year):
        return date(cited.symbol.year or 1, 1, 1)
    if home.date is not None:
        return home.date.value
    if home.territory is None or home.territory.value == NATION:
        return None
    unit = territories.get(home.territory.value)
    return (unit.valid_from or unit.valid_until) if unit else None


def _names_a_place(issuer: str) -> bool:
    """True for "UBND tỉnh Sơn La", False for "UBND tỉnh": then the citing document's own place is not meant."""
    return not issuer.isupper() and any(issuer[match.end()].isupper() for match in _BEFORE_NAME.finditer(issuer))


def _same_series(cited: Cited, home: Header) -> bool:
    """A province's own "…/KH-UBND" beside another "…/QĐ-UBND" without issuer is taken for the same body's."""
    if cited.symbol is None or home.symbol is None or cited.issuer or home.level is None:
        return False
    return home.level.value is Level.PROVINCE and home.symbol.value.endswith(cited.symbol.issuer_code)


def _witness(rule: str, source: Source, span: Span) -> Witness:
    return Witness(rule, source.name, span, source.quote(span))
