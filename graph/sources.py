"""The files that a store holds: texts as read, what the user settled of them, and the documents that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from graph import query
from graph.extract.document import parse
from graph.kept import Kept, Kind, decoded, kept_in
from graph.lexicon import territories
from graph.model import Header, Level, ParsedDocument, Source, Stated
from graph.program import program_digest
from graph.rdf.places import places_in
from graph.read.sidecar import Settlement
from graph.store import Store

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file as the store holds it, what the user settled of it, and its document; None for a file left out."""

    source: Source
    settlement: Settlement
    document: str | None = None


def stored_sources(store: Store) -> dict[str, StoredSource]:
    """The files whose texts the store holds, by name; those left out as duplicates are among them."""
    found: dict[str, StoredSource] = {}
    for row in query.run(store, query.find("sources")).records():
        source = _source(row)
        day = date.fromisoformat(str(row["date"])) if row["date"] else None
        texts = {key: _text(row[key]) for key in ("symbol", "issuer", "territory")}
        found[source.name] = StoredSource(source, Settlement(source.name, date=day, **texts), _text(row["document"]))
    return found


def kept_parses(store: Store) -> dict[str, Kept]:
    """The parses that the store keeps, by name of the file."""
    return {one.about: one for one in kept_in(store, Kind.PARSE)}


def known_parse(source: Source, kept: Kept | None) -> ParsedDocument | None:
    """The document that a stored text makes, where this program kept it from just this text; else None."""
    if kept is None or not kept.key.startswith(program_digest()):
        return None
    known = decoded(kept.content, ParsedDocument)
    return known if known is not None and known.source == source else None


def parsed_again(source: Source, kept: Kept | None) -> ParsedDocument:
    """The document that a stored text makes: as kept, or parsed again."""
    return known_parse(source, kept) or parse(source)


def stored_documents(store: Store) -> tuple[ParsedDocument, ...]:
    """The documents whose sources the store holds, with what was settled of them.

    A parse is a pure function of the text, so this gives what was loaded.
    """
    kept = kept_parses(store)
    return tuple(
        settled(parsed_again(one.source, kept.get(name)), one.settlement) for name, one in stored_sources(store).items()
    )


def settled(document: ParsedDocument, settlement: Settlement | None) -> ParsedDocument:
    """The document with what the user settled in place of what its text says or leaves open."""
    if settlement is None:
        return document
    header = document.header
    header = replace(
        header,
        symbol=_chosen(settlement.symbol, header.symbol),
        date=_chosen(settlement.date, header.date),
        issuer=_chosen(settlement.issuer, header.issuer),
        territory=_chosen(settlement.territory, header.territory),
    )
    return replace(document, header=_with_level(header))


def _source(row: Mapping[str, query.Cell]) -> Source:
    return Source(
        name=str(row["name"]),
        text=str(row["text"]),
        encoding=str(row["encoding"]),
        sha256=str(row["sha256"]),
        format=str(row["format"] or "text"),
        places=places_in(str(row["places"] or "")),
        remarks=tuple(str(row["remarks"] or "").splitlines()),
    )


def _text(cell: query.Cell) -> str | None:
    return str(cell) if cell else None


def _chosen(settled_value: Value | None, stated: Stated[Value] | None) -> Stated[Value] | None:
    return stated if settled_value is None else Stated(settled_value, settled=True)


def _with_level(header: Header) -> Header:
    """A settled territory settles the level too, where the text gives none."""
    territory = territories.get(header.territory.value) if header.territory else None
    if header.level is None and territory is not None:
        return replace(header, level=Stated(Level(territory.level), settled=True))
    return header
