"""What one held document says of others: its citations, what it reports in passing, and what its tasks name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.identity import Symbol, description_id, identifier, law_id, parse_symbol, period_of
from graph.model import Citation, Header, ParsedDocument, Relation, ReportedRelation, Witness
from graph.resolve_grounds import best_ground, grounds_of
from graph.resolve_records import Testimony, spanned


@dataclass(frozen=True, slots=True)
class Held:
    """A held document on its way: what it cites, whom each mention means, and its identifier."""

    parsed: ParsedDocument
    header: Header
    testimonies: tuple[Testimony, ...]
    meant: tuple[int | None, ...]
    identity: str = ""
    cited_period: str | None = None
    """The period that its citations give, where its own text gives no date."""

    @property
    def symbol(self) -> Symbol | None:
        """Its symbol, stated or inferred."""
        return parse_symbol(self.header.symbol.value) if self.header.symbol else None

    @property
    def period(self) -> str | None:
        """What its number is counted in, by its own date or else by what cites it."""
        if self.symbol is None:
            return None
        own = period_of(self.symbol, self.header.date.value if self.header.date else None)
        return own or self.cited_period

    @property
    def name(self) -> str:
        """Name of its file."""
        return self.parsed.source.name


def identity_of(one: Testimony) -> str:
    """Identifier of the document that a testimony is about."""
    cited, source = one.cited, one.source.name
    if cited.symbol is not None:
        return identifier(cited.symbol, one.territory, one.period, source=source)
    if cited.law is not None:
        return law_id(cited.law)
    return description_id(one.territory, cited.issuer, cited.type or "", source=source)


def citations_of(one: Held) -> tuple[Citation, ...]:
    """One for each document cited, itself excepted; testimonies of one document by different words are joined."""
    joined: dict[str, list[Testimony]] = {}
    for testimony in one.testimonies:
        identity = identity_of(testimony)
        if identity != one.identity:
            joined.setdefault(identity, []).append(testimony)
    return tuple(_citation(identity, ones) for identity, ones in joined.items())


def _citation(identity: str, ones: Sequence[Testimony]) -> Citation:
    parsed = ones[0].parsed
    strength = tuple(Relation)
    relation = min((one.cited.relation for one in ones), key=strength.index)
    indexes = sorted({index for one in ones for index in one.cited.mentions})
    grounds = grounds_of(parsed.mentions, indexes, relation)
    telling = best_ground(parsed.source, parsed.mentions, grounds)
    first = ones[0].cited
    return Citation(
        cited=identity,
        relation=relation,
        symbol=first.symbol.text if first.symbol else None,
        type=next((one.cited.type for one in ones if one.cited.type), None),
        issuer=next((one.cited.issuer for one in ones if one.cited.issuer), None),
        dates=tuple(sorted({day for one in ones for day in one.cited.dates})),
        mentions=tuple(indexes),
        spans=tuple(parsed.mentions[index].span for index in indexes),
        quote=parsed.source.quote(parsed.mentions[telling].span),
        grounds=tuple(parsed.mentions[index].span for index in grounds),
    )


def reports_of(one: Held) -> tuple[ReportedRelation, ...]:
    """What the text says in passing of two other documents, each statement once with its first words."""
    mentions, source = one.parsed.mentions, one.parsed.source
    found: dict[tuple[str, Relation, str], ReportedRelation] = {}
    for index, mention in enumerate(mentions):
        outer = mention.within
        if outer is None or one.meant[index] is None or one.meant[outer] is None:
            continue
        subject = identity_of(one.testimonies[_place(one.meant[outer])])
        inner = identity_of(one.testimonies[_place(one.meant[index])])
        if subject == inner or one.identity in (subject, inner):
            continue
        span = spanned(mentions[outer].span, mention.span)
        witness = Witness("second-hand", source.name, span, source.quote(span))
        key = (subject, mention.relation, inner)
        found.setdefault(key, ReportedRelation(subject, mention.relation, inner, witness))
    return tuple(found.values())


def _place(index: int | None) -> int:
    if index is None:
        raise ValueError("the mention means no document")
    return index


def task_cites_of(one: Held, mentions: Iterable[int]) -> tuple[str, ...]:
    """Documents that a task names itself, in order: by symbol, or those that have none, by law's name or description.

    A bare "Nghị quyết" or "Nghị quyết của Trung ương" leads to a numbered document only through the rest of the text;
    that is a mention of the document, not of the task.
    """
    return tuple(dict.fromkeys(_named(one, mentions)))


def _named(one: Held, mentions: Iterable[int]) -> Iterator[str]:
    for index in mentions:
        meant = one.meant[index]
        if meant is None:
            continue
        testimony = one.testimonies[meant]
        identity = identity_of(testimony)
        by_itself = one.parsed.mentions[index].symbol is not None or testimony.cited.symbol is None
        if by_itself and identity != one.identity:
            yield identity
