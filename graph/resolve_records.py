"""Records of documents from what others say of them: header fields, dates, and the identity of an unnumbered one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from graph.lexicon import types
from graph.model import (
    Branch,
    DateClaim,
    DocumentRecord,
    Header,
    Level,
    ParsedDocument,
    Source,
    Span,
    Stated,
    Witness,
)
from graph.resolve_grounds import in_telling_order, stating
from graph.resolve_mentions import Cited, same_issuer, same_title, same_type
from graph.resolve_places import cited_level

Value = TypeVar("Value")
_MOST_WITNESSES = 4


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one held document says of a cited one; territory and period are settled by the whole collection."""

    parsed: ParsedDocument
    home: Header
    cited: Cited
    territory: str | None
    period: str | None

    @property
    def source(self) -> Source:
        """The text that speaks."""
        return self.parsed.source

    @property
    def known_date(self) -> date | None:
        """The citing document's own date, not an inferred one."""
        own = self.home.date
        return own.value if own is not None and not own.inferred else None

    def witness(self, rule: str, field: str, value: object) -> Witness:
        """The words that state `value` as the document's `field`, of the most telling mention that does.

        Where no mention states it in these words, because it follows from the whole, the most telling one witnesses.
        """
        mentions = self.parsed.mentions
        order = in_telling_order(self.source, mentions, self.cited.mentions)
        spans = (stating(self.source, mentions[index], field, value) for index in order)
        span = next(filter(None, spans), mentions[order[0]].span)
        return Witness(rule, self.source.name, span, self.source.quote(span))

    def dated_witness(self, day: date, mention: int) -> Witness:
        """The words of the mention that gives the date `day`."""
        one = self.parsed.mentions[mention]
        span = stating(self.source, one, "date", day) or one.span
        return Witness("date-in-citation", self.source.name, span, self.source.quote(span))


def record_of(identity: str, testimonies: Sequence[Testimony]) -> DocumentRecord:
    """The record of a document that is cited and not held."""
    claims = claims_of(testimonies)
    first = testimonies[0].cited
    branch = first.symbol.branch if first.symbol else None
    issued = inferred_date(testimonies)
    return DocumentRecord(
        id=identity,
        held=False,
        header=Header(
            symbol=_agreed("symbol", testimonies, lambda one: one.cited.symbol.text if one.cited.symbol else None),
            type=_agreed("type", testimonies, lambda one: _type(one.cited)),
            issuer=_agreed("issuer", testimonies, lambda one: one.cited.issuer),
            territory=_agreed("territory", testimonies, lambda one: one.territory),
            level=_agreed("level", testimonies, _level),
            branch=_agreed("branch", testimonies, lambda one: branch or _branch(one.cited)),
            date=issued,
            title=_agreed("title", testimonies, lambda one: one.cited.title or one.cited.law),
        ),
        period=testimonies[0].period,
        date_claims=claims,
    )


def claims_of(testimonies: Iterable[Testimony]) -> tuple[DateClaim, ...]:
    """Every date that a text gives, once for each text, sorted."""
    claims: dict[tuple[date, str], DateClaim] = {}
    for one in testimonies:
        for day, mention in one.cited.dated:
            claims.setdefault((day, one.source.name), DateClaim(day, one.dated_witness(day, mention)))
    return tuple(claims[key] for key in sorted(claims))


def own_claim(header: Header, source: Source) -> tuple[DateClaim, ...]:
    """The date that a held document states itself, as a claim beside those of others."""
    own = header.date
    if own is None or own.span is None:
        return ()
    return (DateClaim(own.value, Witness("own-date", source.name, own.span, source.quote(own.span))),)


def inferred_date(testimonies: Sequence[Testimony]) -> Stated[date] | None:
    """The one date given that is not later than any document which cites it; None when none or several are possible."""
    claims = claims_of(testimonies)
    latest = min((one.known_date for one in testimonies if one.known_date), default=None)
    possible = sorted({claim.value for claim in claims if latest is None or claim.value <= latest})
    if len(possible) != 1:
        return None
    witnesses = [claim.witness for claim in claims if claim.value == possible[0]]
    return Stated(possible[0], witnesses=tuple(witnesses[:_MOST_WITNESSES]))


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """A held document without symbol, with the identifiers of what it carries out."""

    parsed: ParsedDocument
    header: Header
    carries_out: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cited, not held document, with what others report that it carries out."""

    identity: str
    testimonies: tuple[Testimony, ...]
    carries_out: frozenset[str]


def identified(held: Sequence[Unnumbered], candidates: Sequence[Candidate]) -> dict[str, Candidate]:
    """Source name to the cited document that an unnumbered one is, where each fits the other alone."""
    fitting = {one.parsed.source.name: [c for c in candidates if _fits(one, c)] for one in held}
    wanted = Counter(candidate.identity for found in fitting.values() for candidate in found)
    return {name: found[0] for name, found in fitting.items() if len(found) == 1 and wanted[found[0].identity] == 1}


def _fits(held: Unnumbered, candidate: Candidate) -> bool:
    """Same type and issuer, and it carries out the same, or its title is given."""
    header = held.header
    if header.type is None or header.issuer is None:
        return False
    citeds = [one.cited for one in candidate.testimonies]
    if not any(same_type(one.type, header.type.value) for one in citeds):
        return False
    if not any(one.issuer and same_issuer(one.issuer, header.issuer.value) for one in citeds):
        return False
    places = {one.territory for one in candidate.testimonies}
    if header.territory is None or places != {header.territory.value}:
        return False
    titled = header.title is not None and any(one.title and same_title(one.title, header.title.value) for one in citeds)
    return titled or bool(held.carries_out & candidate.carries_out)


def completed(header: Header, candidate: Candidate) -> Header:
    """The header of an unnumbered document with the symbol, and the date where certain, that its citations give."""
    symbol = candidate.testimonies[0].cited.symbol
    if symbol is None:
        return header
    testimonies = candidate.testimonies[:_MOST_WITNESSES]
    witnesses = tuple(one.witness("symbol-from-citations", "symbol", symbol.text) for one in testimonies)
    return replace(
        header,
        symbol=Stated(symbol.text, witnesses=witnesses),
        date=header.date or inferred_date(candidate.testimonies),
        branch=header.branch or Stated(symbol.branch, witnesses=witnesses),
    )


def _agreed(
    field: str, testimonies: Sequence[Testimony], value_of: Callable[[Testimony], Value | None]
) -> Stated[Value] | None:
    """The value that most texts give, the first of them on a tie, with the words of those that give it."""
    given = [(value, one) for one in testimonies if (value := value_of(one)) is not None]
    if not given:
        return None
    counts = Counter(str(value) for value, _ in given)
    chosen = max(given, key=lambda pair: counts[str(pair[0])])[0]
    witnesses = tuple(one.witness("citation", field, value) for value, one in given if str(value) == str(chosen))
    return Stated(chosen, witnesses=witnesses[:_MOST_WITNESSES])


def _type(cited: Cited) -> str | None:
    if cited.type is not None or cited.symbol is None or cited.symbol.type_code is None:
        return cited.type
    found = types.by_code(cited.symbol.type_code, cited.symbol.branch)
    return found.name if found else None


def _level(one: Testimony) -> Level | None:
    return cited_level(one.cited)


def _branch(cited: Cited) -> Branch | None:
    return Branch.STATE if cited.law else None


def spanned(first: Span, last: Span) -> Span:
    """From the beginning of one to the end of the other."""
    return Span(min(first.start, last.start), max(first.end, last.end))
