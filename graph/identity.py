"""Who is who among documents: the periods that symbols are counted in, and identifiers.

A symbol (số, ký hiệu) is no identity: "68/KH-UBND" exists in every province every year, "07-KH/TW" once per term of
the Central Committee. The key is type, number, issuer code, territory, and year (State) or term (Party, legislature).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import quote

from graph.lexicon.tables import read_rows
from graph.model import Branch
from graph.spelling import slug
from graph.symbols import Symbol, code_rows, find_symbols, padded, parse_symbol

__all__ = [
    "FILE_PREFIX", "INSTANCES", "ONTOLOGY", "UNKNOWN", "Symbol", "TermRow", "agency_id", "agency_iri", "central_terms",
    "child_id", "code_rows", "description_id", "document_id", "file_id", "find_symbols", "identifier", "iri", "law_id",
    "padded", "parse_symbol", "period_of", "segment", "task_id", "term_iri", "term_on", "territory_id", "type_slug",
]  # fmt: skip

ONTOLOGY = "https://w3id.org/directive-lineage/ontology#"
"""Namespace of the classes and properties."""
INSTANCES = "https://w3id.org/directive-lineage/id/"
"""Namespace of documents, tasks, agencies and all else that is an individual."""
UNKNOWN = "khong-ro"
"""Stands in an identifier where the period or the territory is not known."""
FILE_PREFIX = "doc/file/"
"""Begins the identifier of a held document that nothing identifies but its file."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """A row of data/lexicon/terms.csv: a Central Committee's term and the ISO date of its first day."""

    term: str
    begin: str
    example: str
    expected: str


def period_of(symbol: Symbol, issued: date | None) -> str | None:
    """The period that the number is counted in: "2018", or a term ("xii"), or None when it cannot be known.

    State and Front papers are counted by year, Party papers by the term of the Central Committee, those of the
    National Assembly by its own term. Local Party committees are held to the central terms by date, although theirs
    begin some months earlier.
    """
    if symbol.assembly_term is not None:
        return _roman(symbol.assembly_term)
    if symbol.branch is Branch.PARTY:
        return term_on(issued) if issued else None
    if symbol.year is not None:
        return str(symbol.year)
    return str(issued.year) if issued else None


def term_on(day: date) -> str | None:
    """The Central Committee's term on a day, as lower-case Roman number; None before the first known."""
    label = None
    for term, begin in central_terms():
        if begin <= day:
            label = term
    return label


@cache
def central_terms() -> tuple[tuple[str, date], ...]:
    """Terms of the Central Committee with their first days, oldest first."""
    return tuple((row.term, date.fromisoformat(row.begin)) for row in read_rows("terms.csv", TermRow))


def document_id(symbol: Symbol, territory: str | None, issued: date | None, *, source: str = "") -> str:
    """Identifier of a document, the tail of its IRI: "doc/vn/tuyen-quang/ubnd/kh/2018/68".

    Central issuers have the territory "vn". Where a local issuer's territory is not known, `source` (the file that
    names the document) keeps two provinces' papers apart.
    """
    return identifier(symbol, territory, period_of(symbol, issued), source=source)


def identifier(symbol: Symbol, territory: str | None, period: str | None, *, source: str = "") -> str:
    """As `document_id`, with the period already known."""
    place = territory or "/".join(filter(None, (UNKNOWN, slug(source))))
    parts = ("doc", "vn", "tw") if symbol.issuer_code == "TW" else ("doc", place, _code_slug(symbol.body_code))
    number = slug(padded(symbol.number)) + (f"-{slug(symbol.tail)}" if symbol.tail else "")
    return "/".join((*parts, type_slug(symbol), period or UNKNOWN, number))


def type_slug(symbol: Symbol) -> str:
    """The part of an identifier for the type: "kh"; "cv" for State letters; "vb" for laws, whose symbol tells none."""
    if symbol.type_code is None:
        return "vb" if symbol.assembly_term is not None or symbol.year else "cv"
    return _code_slug(symbol.type_code)


def file_id(source_name: str) -> str:
    """Identifier of a held document that nothing identifies: its file's name."""
    return f"{FILE_PREFIX}{segment(slug(source_name) or source_name)}"


def description_id(territory: str | None, issuer: str | None, kind: str, *, source: str = "") -> str:
    """Identifier of a document that is only described: "Kế hoạch của Tỉnh ủy" -> "doc/vn/lai-chau/mo-ta/...".

    `source` is part of it: two texts that speak of "Kế hoạch của Bộ Chính trị" need not mean the same plan.
    """
    origin = slug(source) or UNKNOWN
    return f"doc/{territory or UNKNOWN}/mo-ta/{origin}/{slug(f'{kind} {issuer or UNKNOWN}')}"


def law_id(name: str) -> str:
    """Identifier of a law cited by its name alone; which version is meant stays open."""
    return f"doc/vn/luat/{slug(name)}"


def task_id(document: str, path: Sequence[str]) -> str:
    """Identifier of a task: the document's with the way through the outline; different paths never meet."""
    return f"{document}/task/{'/'.join(map(segment, path))}"


def child_id(parent: str, kind: str, index: int | str) -> str:
    """Identifier of a part of something ("…/deadline/1")."""
    return f"{parent}/{kind}/{segment(str(index))}"


def agency_id(name: str, territory: str | None = None) -> str:
    """Identifier of an organisation by its full name and where it is: "agency/vn/lai-chau/so-noi-vu"."""
    return f"agency/{territory or UNKNOWN}/{segment(slug(name) or name)}"


def territory_id(territory: str) -> str:
    """Identifier of a territory: "territory/vn/lai-chau"."""
    return f"territory/{territory}"


def iri(identity: str) -> str:
    """The full IRI of an identifier; characters that an IRI cannot hold are percent-encoded."""
    return INSTANCES + quote(identity, safe="/%~()@,;:+=!$&'*")


def term_iri(name: str) -> str:
    """The full IRI of a class or property of the ontology."""
    return ONTOLOGY + name


def agency_iri(name: str, territory: str | None = None) -> str:
    """The full IRI of `agency_id`."""
    return iri(agency_id(name, territory))


def segment(text: str) -> str:
    """One step of an identifier: letters beyond ASCII and signs percent-encoded, "#" (a repeated number) as "~"."""
    return "~".join(quote(part, safe="()").replace("~", "%7E") for part in text.split("#")) if text else "_"


def _code_slug(code: str) -> str:
    """Slug of a code in which Đ stays apart from D where both exist: "HĐ" (Hợp đồng) is not "HD" (Hướng dẫn)."""
    return {"HĐ": "hdd", "ĐA": "dda"}.get(code, slug(code))


def _roman(number: int) -> str:
    tens, units = divmod(number, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[units]
