"""What is wrong with documents taken together, for the one who loads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from graph.errors import IdentityError, LineageError, UsageError
from graph.identity import FILE_PREFIX as UNIDENTIFIED
from graph.links import Alignment
from graph.model import Collection


def left_out(collection: Collection) -> Iterable[LineageError]:
    """Files that claim to be a document that another file is already."""
    for one in collection.duplicates:
        yield IdentityError(
            f"claims to be {one.claim}, which {one.first} is already; it was left out",
            where=one.source,
            remedy="Remove one of them, or settle symbol, date or territory in documents.toml",
        )


def future_dates(collection: Collection, as_of: date | None) -> Iterable[LineageError]:
    """Documents that are dated after the day that counts as today."""
    for held in collection.held:
        stated = held.record.header.date
        if as_of is not None and stated is not None and stated.value > as_of:
            yield UsageError(
                f"is dated {stated.value.isoformat()}, after {as_of.isoformat()}",
                where=held.parsed.source.name,
                remedy="Check the date, or give a later --as-of",
            )


def replaced_documents(
    before: Mapping[str, str | None], collection: Collection, new: Iterable[str]
) -> Iterable[LineageError]:
    """Files that held another document when they were read before: it has left the store with this reading.

    before gives the document of each file of the store, new the files that were read now. A document of the same
    number, or one without any, is the same one, known better or worse.
    """
    wanted = frozenset(new)
    present = {held.record.id for held in collection.held}
    for held in collection.held:
        name = held.parsed.source.name
        earlier = before.get(name)
        if name not in wanted or earlier is None or earlier in present:
            continue
        numbers = {one.rpartition("/")[2] for one in (earlier, held.record.id)}
        if len(numbers) > 1 and not any(one.startswith(UNIDENTIFIED) for one in (earlier, held.record.id)):
            yield IdentityError(
                f"held another document before, {earlier}, which has left the store",
                where=name,
                remedy="If both are needed, give their files different names",
            )


def circles(collection: Collection, alignment: Alignment) -> Iterable[LineageError]:
    """Documents that carry out one another."""
    records = [*(held.record for held in collection.held), *collection.cited]
    symbols = {record.id: record.header.symbol.value for record in records if record.header.symbol}
    files = {held.record.id: held.parsed.source.name for held in collection.held}
    for circle in alignment.cycles:
        names = ", ".join(symbols.get(one, one) for one in circle)
        yield LineageError(
            f"documents carry out one another in a circle: {names}",
            where=", ".join(files[one] for one in circle if one in files),
            remedy="None of them is taken to stand below another; check their citations",
        )
