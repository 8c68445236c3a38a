"""Checks of documents: their dates and symbols, and what they say of each other."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.blanks import blanks_of
from graph.audit.check import Audited, Check, Row, finding_of
from graph.audit.model import Finding
from graph.lexicon import issuers, types
from graph.model import Branch
from graph.symbols import Symbol, parse_symbol


def wrong_form(audited: Audited) -> Iterator[Finding]:
    """Symbols written in the Party's form for a State body ("68-KH/UBND") or in the State's for a Party body.

    Forms: Quy định 66-QĐ/TW and 399-QĐ/TW (number-type/body), Nghị định 30/2020/NĐ-CP (number/type-body). Bodies whose
    system is not known or not one, and those of the Front, are left alone.
    """
    seen: set[tuple[str, str]] = set()
    for row in audited.rows("citations"):
        symbol = parse_symbol(str(row["cited_symbol"] or ""))
        pair = (str(row["cited"]), str(row["stated_by"]))
        if symbol is None or pair in seen or not _form_contradicts(symbol):
            continue
        seen.add(pair)
        values = {"subject": pair[0], "cited": symbol.text}
        yield finding_of("symbol-form", {**_at(row, pair[1], audited), **values})


def without_identity(audited: Audited) -> Iterator[Finding]:
    """Held documents of which neither they nor others give the symbol or the date."""
    for row in audited.contents.documents:
        if not row["held"]:
            continue
        for field in ("symbol", "date"):
            if row[field] is None and not (field == "date" and row["disputed"]):
                place = {name: row[name] for name in ("document", "symbol", "source")}
                values = {"subject": row["document"], "field": f"field.{field}"}
                yield finding_of("identity-missing", {**place, **values})


def blank_numbers(audited: Audited) -> Iterator[Finding]:
    """Numbers of documents left blank in a text ("số:    /KH-UBND")."""
    return _blanks(audited, "blank-number", "number")


def blank_dates(audited: Audited) -> Iterator[Finding]:
    """Dates left blank in a text ("ngày    tháng 7 năm 2031")."""
    return _blanks(audited, "blank-date", "date")


DOCUMENT_CHECKS = (
    Check("date-conflict", query="date-conflicts"),
    Check("cites-later", query="cites-later"),
    Check("symbol-slip", query="symbol-slips"),
    Check("symbol-form", function=wrong_form),
    Check("blank-number", function=blank_numbers),
    Check("blank-date", function=blank_dates),
    Check("cited-not-held", query="cited-not-held"),
    Check("circle", query="circles"),
    Check("draft", query="drafts"),
    Check("identity-inferred", query="inferred-identity"),
    Check("identity-missing", function=without_identity),
)
"""Checks of documents."""


def _blanks(audited: Audited, code: str, kind: str) -> Iterator[Finding]:
    by_source = {str(row["source"]): row for row in audited.contents.documents if row["held"]}
    for source in audited.rows("sources"):
        row = by_source.get(str(source["name"]))
        if row is None:
            continue
        for line, words in blanks_of(str(source["text"]), kind):
            place = {"document": row["document"], "symbol": row["symbol"], "source": row["source"], "line": line}
            yield finding_of(code, {**place, "subject": row["document"], "quote": words})


def _form_contradicts(symbol: Symbol) -> bool:
    branch = issuers.branch_of(symbol.issuer_code)
    if symbol.type_code is None or types.by_code(symbol.type_code) is None or symbol.year is not None:
        return False
    return branch is (Branch.STATE if symbol.hyphened else Branch.PARTY)


def _at(row: Row, document: str, audited: Audited) -> Row:
    """Source, line and quote of a row, as a place in `document`."""
    place = {"document": document, "symbol": audited.symbol(document)}
    return {**place, **{name: row[name] for name in ("source", "line", "quote")}}
