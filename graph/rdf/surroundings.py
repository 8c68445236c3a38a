"""What one document's graph needs to know of the rest of the collection, gathered in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from graph.model import Collection, DateClaim, DocumentRecord, Header, Stated, Witness


@dataclass(frozen=True, slots=True)
class Surroundings:
    """For each source: the witnesses that records elsewhere call from it, and the dates it gives for documents.

    date_claims holds pairs (identifier of the document dated, claim). Both are in a fixed order.
    """

    witnesses: Mapping[str, tuple[Witness, ...]]
    date_claims: Mapping[str, tuple[tuple[str, DateClaim], ...]]

    @staticmethod
    def of(collection: Collection) -> Surroundings:
        """The surroundings of every document of the collection."""
        witnesses: dict[str, set[Witness]] = defaultdict(set)
        claims: dict[str, list[tuple[str, DateClaim]]] = defaultdict(list)
        for record in records_of(collection):
            for witness in witnesses_of(record):
                witnesses[witness.source].add(witness)
            for claim in record.date_claims:
                if not _is_own_date(record, claim):
                    claims[claim.witness.source].append((record.id, claim))
        return Surroundings(
            {source: tuple(sorted(found, key=_place)) for source, found in witnesses.items()},
            {source: tuple(sorted(set(found), key=_dated)) for source, found in claims.items()},
        )


def records_of(collection: Collection) -> Iterator[DocumentRecord]:
    """Records of all documents, held and only cited."""
    yield from (resolved.record for resolved in collection.held)
    yield from collection.cited


def stated_fields(header: Header) -> Iterator[tuple[str, Stated[object]]]:
    """Names and values of the fields of a header that have a value, recipients left out."""
    for field in fields(header):
        value = getattr(header, field.name)
        if isinstance(value, Stated):
            yield field.name, value


def witnesses_of(record: DocumentRecord) -> Iterator[Witness]:
    """All witnesses that the values of a record's header were inferred from."""
    for _, stated in stated_fields(record.header):
        yield from stated.witnesses


def _is_own_date(record: DocumentRecord, claim: DateClaim) -> bool:
    """True when the claim only repeats the date in the document's own header, which its graph states already."""
    own = record.header.date
    return own is not None and own.value == claim.value and claim.witness.source == record.source


def _place(witness: Witness) -> tuple[int, int, str]:
    return (witness.span.start, witness.span.end, witness.rule)


def _dated(pair: tuple[str, DateClaim]) -> tuple[str, str, int, int, str]:
    identity, claim = pair
    return (identity, claim.value.isoformat(), claim.witness.span.start, claim.witness.span.end, claim.witness.rule)
