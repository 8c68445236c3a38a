"""What a document says of itself: symbol, type, issuer, territory, place and date, title, signer, recipients.

Every value carries the span that states it. The document's own head comes first, then its signature and its opening
sentence, then the notes above its annexes, and last the table of the web page that the copy was taken from. What
none of them says stays None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.extract.columns import extent
from graph.extract.dating import find_dates
from graph.extract.frame import Frame
from graph.extract.issuer import (
    Found,
    Issuer,
    branch_of,
    issuer_of_heading,
    issuer_of_sentence,
    issuer_word,
    level_of,
    spelled,
    territory_of,
)
from graph.extract.letterhead import Letterhead, read_letterhead
from graph.extract.opening import addressee_of_letter, authority_above_grounds, dates_of_grounds, issuing_paragraph
from graph.extract.signature import Signature, is_person, read_signature
from graph.extract.titles import TitleFacts, read_title
from graph.extract.witnesses import OwnStatement, read_introduction, read_own_statement, read_portal
from graph.identity import Symbol, find_symbols
from graph.lexicon import territories, types
from graph.model import Branch, Header, Level, Source, Span, Stated, Status, Witness
from graph.read.lines import Line
from graph.read.passage import Passage
from graph.spelling import fold

_LONGEST_BODY = 60


@dataclass(frozen=True, slots=True)
class _Evidence:
    """All that was found, before it is weighed."""

    source: Source
    head: Letterhead
    title: TitleFacts
    signature: Signature
    own: OwnStatement
    portal: Mapping[str, Passage]
    introduction: Passage | None
    authority: Passage | None
    addressee: Passage | None
    opening: Passage
    cited: tuple[date, ...]


def read_header(source: Source, lines: Sequence[Line], frame: Frame) -> Header:
    """What the document states of itself; a field is None when the text gives nothing."""
    head = read_letterhead(source, lines, frame.head)
    title = read_title(lines, frame.title, head.symbol.value.type_code if head.symbol else None)
    evidence = _Evidence(
        source=source,
        head=head,
        title=title,
        signature=read_signature(source, lines, frame.tail),
        own=read_own_statement(lines, frame, title.type.value if title.type else None),
        portal=read_portal(lines, frame),
        introduction=read_introduction(lines, frame),
        authority=authority_above_grounds(lines, frame),
        addressee=addressee_of_letter(lines, frame),
        opening=issuing_paragraph(lines, frame),
        cited=dates_of_grounds(lines, frame),
    )
    symbol = _symbol(evidence)
    issued = _date(evidence)
    issuer = _issuer(evidence)
    name = issuer.name if issuer else ""
    parent = issuer.parent.text if issuer and issuer.parent else ""
    level = level_of(name, parent) or (Level.CENTRAL if symbol and symbol.value.body_code in _CENTRAL else None)
    place = evidence.head.place
    names = [text for text in (name, parent, *_opening_names(evidence)) if text]
    on = issued.value if issued else _day_without_date(evidence)
    found = territory_of(names, place.value if place else None, level, on) if names else None
    tier = found.level if found else level
    ground = extent(issuer.passage) if issuer else None if symbol is None else symbol.span
    return Header(
        symbol=Stated(symbol.value.text, symbol.span) if symbol else None,
        type=_type(evidence, symbol),
        issuer=Stated(name, ground) if issuer else None,
        territory=_territory(found, ground, place),
        level=Stated(tier, ground) if tier else None,
        branch=_branch(evidence, name, ground, symbol),
        place=place,
        date=issued,
        title=evidence.title.title or evidence.head.subject,
        signer=evidence.signature.signer or _portal_signer(evidence.portal),
        capacity=evidence.signature.capacity,
        status=_status(evidence, symbol),
        recipients=evidence.signature.recipients,
    )


_CENTRAL = frozenset({"TW", "QH", "UBTVQH", "CP", "TTg"})


def _symbol(evidence: _Evidence) -> Stated[Symbol] | None:
    if evidence.head.symbol is not None:
        return evidence.head.symbol
    if not evidence.head.numbered and evidence.own.symbol is not None:
        return evidence.own.symbol
    return _symbol_in(evidence.portal.get("symbol")) or _symbol_in(evidence.introduction)


def _symbol_in(passage: Passage | None) -> Stated[Symbol] | None:
    if passage is None:
        return None
    found = next(find_symbols(passage.text), None)
    return Stated(found[0], passage.span(found[1], found[2])) if found else None


def _date(evidence: _Evidence) -> Stated[date] | None:
    if evidence.head.date is not None:
        return evidence.head.date
    own, stated = evidence.own, evidence.head.symbol
    agrees = own.symbol is not None and (stated is None or stated.value.key == own.symbol.value.key)
    if own.date is not None and agrees:
        return own.date
    passage = evidence.portal.get("date")
    found = next(find_dates(passage.text), None) if passage else None
    if passage is None or found is None or found.value is None:
        return None
    return Stated(found.value, passage.span(found.start, found.end))


def _day_without_date(evidence: _Evidence) -> date | None:
    """A day that settles which of a place's two periods is meant, for an undated document.

    A document is not older than those it rests on, and none sent to districts is younger than the last of them.
    """
    year = evidence.head.year
    latest = max([*evidence.cited, *([date(year, 1, 1)] if year else [])], default=None)
    if latest is not None and latest >= territories.FIRST_DAY_WITHOUT_DISTRICTS:
        return latest
    districts = any("huyện" in fold(line.value) for line in evidence.signature.recipients)
    return territories.LAST_DAY_OF_DISTRICTS if districts or (year is not None and year < 2025) else None


def _type(evidence: _Evidence, symbol: Stated[Symbol] | None) -> Stated[str] | None:
    """The type by its title; a consolidated text by its symbol, for its title is that of the text consolidated."""
    by_code = _type_by_code(evidence, symbol)
    if by_code is not None and symbol is not None and symbol.value.type_code == "VBHN":
        return by_code
    if evidence.title.type is not None:
        return evidence.title.type
    if evidence.addressee is not None:
        return Stated("Công văn", None, (_witness(evidence.source, "letter-by-addressee", evidence.addressee.span()),))
    if by_code is not None:
        return by_code
    passage = evidence.portal.get("type")
    if passage is not None and types.by_name(passage.text) is not None:
        return Stated(passage.text, passage.span())
    return None


def _type_by_code(evidence: _Evidence, symbol: Stated[Symbol] | None) -> Stated[str] | None:
    if symbol is None or symbol.span is None:
        return None
    code = symbol.value.type_code
    if code is None:
        name = None if symbol.value.assembly_term is not None or symbol.value.year else "Công văn"
    else:
        entry = types.by_code(code, symbol.value.branch)
        name = entry.name if entry else None
    return Stated(name, None, (_witness(evidence.source, "type-by-symbol", symbol.span),)) if name else None


def _issuer(evidence: _Evidence) -> Issuer | None:
    """The first that names one: head, deciding body above the grounds, opening sentence, signature, annex, web page.

    The Central Committee's letterhead serves the Politburo and the Secretariat too: there title or signature decide.
    """
    candidates = [
        issuer_of_heading(evidence.head.names),
        issuer_of_heading([evidence.authority]) if evidence.authority else None,
        issuer_of_sentence(evidence.opening),
        _signing_issuer(evidence.signature),
        Issuer(evidence.own.issuer, evidence.own.issuer.text) if evidence.own.issuer else None,
        _portal_issuer(evidence.portal),
    ]
    found = [candidate for candidate in candidates if candidate is not None]
    if not found:
        return None
    chosen = found[0]
    if _is_central_letterhead(chosen):
        chosen = _titled_issuer(evidence.title.passage) or candidates[3] or chosen
    text = evidence.source.text
    return Issuer(chosen.passage, spelled(chosen.name, text, chosen.head), chosen.parent)


def _is_central_letterhead(issuer: Issuer) -> bool:
    row = issuer_word(issuer.name)
    return row is not None and row.words == "ban chấp hành trung ương" and len(issuer.name) <= len(row.words)


def _titled_issuer(title: Passage | None) -> Issuer | None:
    """The body that a Party title begins with: "CỦA BỘ CHÍNH TRỊ về ..."."""
    if title is None or not fold(title.text).startswith("của "):
        return None
    end = fold(title.text).find(" về ")
    body = title.cut(4, end if end > 0 else None).strip()
    return Issuer(body, body.text) if len(body) < _LONGEST_BODY and issuer_word(body.text) is not None else None


def _signing_issuer(signature: Signature) -> Issuer | None:
    """The body that the signature stands for: "TM. ỦY BAN NHÂN DÂN"."""
    passage = signature.authority
    if passage is None:
        return None
    start = passage.text.find(" ") + 1
    body = passage.cut(start).strip()
    whole_body = passage.text.upper().startswith(("TM", "T/M"))
    return Issuer(body, body.text) if whole_body and issuer_word(body.text) is not None else None


def _portal_issuer(portal: Mapping[str, Passage]) -> Issuer | None:
    passage = portal.get("issuer")
    return Issuer(passage, passage.text) if passage is not None and issuer_word(passage.text) is not None else None


def _portal_signer(portal: Mapping[str, Passage]) -> Stated[str] | None:
    passage = portal.get("signer")
    return Stated(passage.text, passage.span()) if passage is not None and is_person(passage.text) else None


def _opening_names(evidence: _Evidence) -> list[str]:
    """Further texts that may name the issuer's territory."""
    sentence = issuer_of_sentence(evidence.opening)
    portal = evidence.portal.get("issuer")
    authority = evidence.authority
    return [passage.text for passage in (sentence.passage if sentence else None, authority, portal) if passage]


def _territory(found: Found | None, ground: Span | None, place: Stated[str] | None) -> Stated[str] | None:
    if found is None:
        return None
    by_place = place is not None and found.text == place.value
    return Stated(found.id, place.span if by_place and place else ground)


def _branch(
    evidence: _Evidence, name: str, ground: Span | None, symbol: Stated[Symbol] | None
) -> Stated[Branch] | None:
    """By the issuer's name, then by the heading, then by the form of the symbol."""
    by_name = branch_of(name) if name else None
    if by_name is not None:
        return Stated(by_name, ground)
    if evidence.head.branch is not None:
        return evidence.head.branch
    return Stated(symbol.value.branch, symbol.span) if symbol else None


def _status(evidence: _Evidence, symbol: Stated[Symbol] | None) -> Stated[Status] | None:
    """A draft where the text says so; else issued, where a number, a signer or a type makes it a document."""
    if evidence.head.draft is not None:
        return Stated(Status.DRAFT, evidence.head.draft.span())
    for ground in (symbol, evidence.signature.signer, evidence.title.type):
        if ground is not None and ground.span is not None:
            return Stated(Status.ISSUED, None, (_witness(evidence.source, "no-draft-mark", ground.span),))
    return None


def _witness(source: Source, rule: str, span: Span) -> Witness:
    return Witness(rule, source.name, span, source.quote(span))
