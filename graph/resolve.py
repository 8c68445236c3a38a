"""Documents held against each other: who is who, who cites whom, and what each reports of others.

A pure function of the parsed documents: the same set in any order gives the same collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.identity import Symbol, file_id, identifier, padded, parse_symbol, period_of, term_on
from graph.model import (
    Branch,
    Collection,
    DocumentRecord,
    Duplicate,
    Header,
    ParsedDocument,
    Relation,
    ResolvedDocument,
)
from graph.resolve_citations import Held, citations_of, identity_of, reports_of, task_cites_of
from graph.resolve_mentions import Cited, cited_by, stated_term
from graph.resolve_places import NATION, cited_territory, with_territory
from graph.resolve_records import (
    Candidate,
    Testimony,
    Unnumbered,
    claims_of,
    completed,
    identified,
    inferred_date,
    own_claim,
    record_of,
)


def resolve(documents: Sequence[ParsedDocument]) -> Collection:
    """The collection that the documents make; settled headers are already in the parses.

    Held documents keep what their texts say; what is inferred carries its witnesses. Two files that claim to be one
    document are a fault: the first by name stays, the other is left out.
    """
    held = [_prepared(parsed) for parsed in sorted(documents, key=lambda one: one.source.name)]
    held = _with_periods(held)
    said = _said(held)
    about = _by_series(said)
    held = [_dated(one, about) for one in held]
    held = _numbered(held, said)
    held, duplicates = _distinct([replace(one, identity=_own_identity(one)) for one in held])
    said = _said(held)
    ids = {one.identity for one in held}
    records = tuple(record_of(key, ones) for key, ones in sorted(said.items()) if key not in ids)
    return Collection(tuple(_resolved(one, said) for one in held), records, tuple(duplicates))


def _prepared(parsed: ParsedDocument) -> Held:
    header = with_territory(parsed)
    citeds, meant = cited_by(parsed)
    return Held(parsed, header, tuple(_testimony(parsed, header, cited) for cited in citeds), meant)


def _testimony(parsed: ParsedDocument, header: Header, cited: Cited) -> Testimony:
    """What the text says of another document, or of itself where it gives its own symbol and no other date."""
    own = parse_symbol(header.symbol.value) if header.symbol else None
    if own is not None and cited.symbol is not None and own.key == cited.symbol.key:
        day = header.date.value if header.date else None
        if day is None or not cited.dates or day in cited.dates:
            return Testimony(parsed, header, cited, _territory(header), period_of(own, day))
    return Testimony(parsed, header, cited, cited_territory(cited, header), _period(cited))


def _period(cited: Cited) -> str | None:
    """By the first date given; the text that disputes its own dates still means one document."""
    if cited.symbol is None:
        return None
    day = cited.dated[0][0] if cited.dated else None
    return period_of(cited.symbol, day) or stated_term(cited.symbol, cited.issuer)


def _series(symbol: Symbol, territory: str | None, source: str) -> tuple[str, ...]:
    """Key of a document but for the period."""
    place = NATION if symbol.issuer_code == "TW" else territory or f"?{source}"
    return place, symbol.body_code, symbol.type_code or "", padded(symbol.number), symbol.tail


def _with_periods(held: list[Held]) -> list[Held]:
    """Citations without date get the one period that the collection knows for their symbol, where that is plausible."""
    periods = _known_periods(held)
    return [
        replace(one, testimonies=tuple(_placed_in_time(testimony, periods) for testimony in one.testimonies))
        for one in held
    ]


def _known_periods(held: Iterable[Held]) -> dict[tuple[str, ...], set[str]]:
    periods: dict[tuple[str, ...], set[str]] = {}
    for one in held:
        if one.symbol is not None and one.header.date is not None:
            own = period_of(one.symbol, one.header.date.value)
            if own:
                periods.setdefault(_series(one.symbol, _territory(one.header), one.name), set()).add(own)
        for testimony in one.testimonies:
            if testimony.cited.symbol is not None and testimony.period is not None:
                key = _series(testimony.cited.symbol, testimony.territory, one.name)
                periods.setdefault(key, set()).add(testimony.period)
    return periods


def _placed_in_time(one: Testimony, periods: Mapping[tuple[str, ...], set[str]]) -> Testimony:
    symbol = one.cited.symbol
    if symbol is None or one.period is not None:
        return one
    known = periods.get(_series(symbol, one.territory, one.source.name), set())
    if len(known) != 1:
        return one
    period = next(iter(known))
    return replace(one, period=period) if _plausible(symbol, period, one) else one


def _plausible(symbol: Symbol, period: str, one: Testimony) -> bool:
    """A paper cited without date is of the citing one's own period; where that is unknown, Party papers pass."""
    citing = one.known_date
    if symbol.branch is Branch.PARTY:
        return citing is None or term_on(citing) == period
    return citing is not None and str(citing.year) == period


def _own_identity(one: Held) -> str:
    if one.symbol is None:
        return file_id(one.name)
    return identifier(one.symbol, _territory(one.header), one.period, source=one.name)


def _territory(header: Header) -> str | None:
    return header.territory.value if header.territory else None


def _said(held: Iterable[Held]) -> dict[str, tuple[Testimony, ...]]:
    """All testimonies by the document that they are about, in the order of the sources."""
    said: dict[str, list[Testimony]] = {}
    for one in held:
        for testimony in one.testimonies:
            said.setdefault(identity_of(testimony), []).append(testimony)
    return {identity: tuple(ones) for identity, ones in said.items()}


def _by_series(said: Mapping[str, tuple[Testimony, ...]]) -> dict[tuple[str, ...], list[tuple[Testimony, ...]]]:
    """The testimonies of each document by its key without the period."""
    found: dict[tuple[str, ...], list[tuple[Testimony, ...]]] = {}
    for ones in said.values():
        symbol = ones[0].cited.symbol
        if symbol is not None:
            found.setdefault(_series(symbol, ones[0].territory, ones[0].source.name), []).append(ones)
    return found


def _dated(one: Held, by_series: Mapping[tuple[str, ...], list[tuple[Testimony, ...]]]) -> Held:
    """A numbered document without date gets the one that its citations give, where only one period is cited."""
    if one.symbol is None or one.header.date is not None or (one.header.territory is None and not _central(one.symbol)):
        return one
    about = by_series.get(_series(one.symbol, _territory(one.header), one.name), [])
    if len(about) != 1:
        return one
    testimonies = tuple(t for t in about[0] if t.source.name != one.name)
    if not testimonies:
        return one
    header = replace(one.header, date=inferred_date(testimonies))
    return replace(one, header=header, cited_period=testimonies[0].period)


def _central(symbol: Symbol) -> bool:
    return symbol.issuer_code == "TW" or symbol.assembly_term is not None


def _numbered(held: list[Held], said: Mapping[str, tuple[Testimony, ...]]) -> list[Held]:
    """Unnumbered documents that are certainly one which others cite get its symbol."""
    taken = {_own_identity(one) for one in held if one.symbol is not None}
    carried = _carried_out(held)
    candidates = [
        Candidate(identity, ones, frozenset(carried.get(identity, ())))
        for identity, ones in sorted(said.items())
        if identity not in taken and ones[0].cited.symbol is not None
    ]
    unnumbered = [Unnumbered(one.parsed, one.header, _aims(one)) for one in held if one.symbol is None]
    found = identified(unnumbered, candidates)
    return [_as_cited(one, found[one.name]) if one.name in found else one for one in held]


def _as_cited(one: Held, candidate: Candidate) -> Held:
    return replace(one, header=completed(one.header, candidate), cited_period=candidate.testimonies[0].period)


def _aims(one: Held) -> frozenset[str]:
    return frozenset(identity_of(t) for t in one.testimonies if t.cited.relation is Relation.IMPLEMENTS)


def _carried_out(held: Iterable[Held]) -> dict[str, set[str]]:
    """What cited documents carry out, as others report."""
    found: dict[str, set[str]] = {}
    for one in held:
        for report in reports_of(one):
            if report.relation is Relation.IMPLEMENTS:
                found.setdefault(report.subject, set()).add(report.object)
    return found


def _distinct(held: list[Held]) -> tuple[list[Held], list[Duplicate]]:
    kept: dict[str, Held] = {}
    duplicates: list[Duplicate] = []
    for one in held:
        first = kept.setdefault(one.identity, one)
        if first is not one:
            symbol = one.header.symbol.value if one.header.symbol else one.identity
            duplicates.append(Duplicate(one.name, first.name, symbol, one.parsed))
    return list(kept.values()), duplicates


def _resolved(one: Held, said: Mapping[str, tuple[Testimony, ...]]) -> ResolvedDocument:
    header = one.header
    about = [t for t in said.get(one.identity, ()) if t.source.name != one.name]
    claims = sorted(
        (*own_claim(header, one.parsed.source), *claims_of(about)), key=lambda c: (c.value, c.witness.source)
    )
    record = DocumentRecord(
        id=one.identity,
        held=True,
        header=header,
        source=one.name,
        period=one.period,
        date_claims=tuple(sorted(claims, key=lambda claim: (claim.value, claim.witness.source))),
    )
    return ResolvedDocument(
        record=record,
        parsed=one.parsed,
        citations=citations_of(one),
        reported=reports_of(one),
        task_cites=tuple(task_cites_of(one, task.mentions) for task in one.parsed.tasks),
    )
