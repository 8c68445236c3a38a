"""The documents of a store, read again from the texts that it keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from graph import query
from graph.extract.document import parse
from graph.lexicon import territories
from graph.model import Header, Level, ParsedDocument, Source, Stated
from graph.read.sidecar import Settlement
from graph.store import Store

Value = TypeVar("Value")


def stored_documents(store: Store, *, without: Iterable[str] = ()) -> tuple[ParsedDocument, ...]:
    """The documents whose sources the store keeps, but for the files named in `without`, with what was settled of them.

    A parse is a pure function of the text, so this gives what was loaded.
    """
    left_out = set(without)
    documents: list[ParsedDocument] = []
    for row in query.run(store, query.find("sources")).records():
        if row["name"] in left_out:
            continue
        source = Source(str(row["name"]), str(row["text"]), str(row["encoding"]), str(row["sha256"]))
        day = date.fromisoformat(str(row["date"])) if row["date"] else None
        texts = {key: str(row[key]) if row[key] else None for key in ("symbol", "issuer", "territory")}
        documents.append(settled(parse(source), Settlement(source.name, date=day, **texts)))
    return tuple(documents)


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


def _chosen(settled_value: Value | None, stated: Stated[Value] | None) -> Stated[Value] | None:
    return stated if settled_value is None else Stated(settled_value, settled=True)


def _with_level(header: Header) -> Header:
    """A settled territory settles the level too, where the text gives none."""
    territory = territories.get(header.territory.value) if header.territory else None
    if header.level is None and territory is not None:
        return replace(header, level=Stated(Level(territory.level), settled=True))
    return header
