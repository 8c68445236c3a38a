"""Which statements stand in which named graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.identity import INSTANCES, segment
from graph.links import Addressing
from graph.model import Collection, ParsedDocument, ResolvedDocument, Witness
from graph.rdf.documents import (
    claim_date,
    describe_citation,
    describe_document,
    describe_outline,
    describe_report,
    describe_settled,
    describe_source,
)
from graph.rdf.lines import LineIndex
from graph.rdf.links import addressings_by_document, describe_addressings
from graph.rdf.ontology import ontology_graph
from graph.rdf.parties import AgencyOf, Parties, TerritoryName, describe_type
from graph.rdf.statements import Statements, source_iri
from graph.rdf.surroundings import Surroundings, records_of
from graph.rdf.tasks import describe_tasks
from graph.terms import NamedGraph, named_graph, stamped

COLLECTION_GRAPH = INSTANCES + "graph/collection"
"""Graph of what follows from all documents together."""


SOURCES = INSTANCES + "graph/source/"
"""What the names of the graphs of files begin with."""


def graph_iri(source: str) -> str:
    """IRI of the graph of the document read from the file `source`: ".../id/graph/source/68-KH-UBND.txt"."""
    return INSTANCES + "graph/" + source_iri(source).removeprefix(INSTANCES)


def graphs_of(
    collection: Collection,
    agency_of: AgencyOf,
    territory_name: TerritoryName = lambda _: None,
    addressings: Iterable[Addressing] = (),
) -> Iterator[NamedGraph]:
    """The graphs of held documents in the order of the collection, of files left out, the collection's, the ontology's.

    agency_of and territory_name are the directories of organisations and territories; addressings say which levels the
    documents' requirements speak to.
    """
    surroundings = Surroundings.of(collection)
    parties = Parties(agency_of, territory_name)
    addressed: Mapping[str, Sequence[Addressing]] = addressings_by_document(addressings)
    for resolved in collection.held:
        yield stamped(document_graph(resolved, surroundings, parties, addressed.get(resolved.record.id, ())))
    for one in collection.duplicates:
        yield stamped(left_out_graph(one.parsed))
    yield stamped(collection_graph(collection, surroundings, parties))
    yield stamped(ontology_graph())


def document_graph(
    resolved: ResolvedDocument, surroundings: Surroundings, parties: Parties, addressings: Iterable[Addressing] = ()
) -> NamedGraph:
    """All that one held document says, with its words; `parties` remembers whom it names."""
    out = Statements()
    identity, source = resolved.record.id, resolved.parsed.source
    lines = LineIndex(source)
    describe_source(identity, source, out)
    describe_document(resolved.record, lines, out)
    describe_outline(identity, resolved.parsed.provisions, lines, out)
    describe_tasks(resolved, lines, parties, out)
    describe_addressings(addressings, out)
    for number, citation in enumerate(resolved.citations, start=1):
        describe_citation(identity, number, citation, lines, out)
    for number, report in enumerate(resolved.reported, start=1):
        describe_report(identity, number, report, out)
        _add_witness_words(source.name, [report.witness], lines, out)
    for number, (dated, claim) in enumerate(surroundings.date_claims.get(source.name, ()), start=1):
        claim_date(identity, number, dated, claim, out)
        _add_witness_words(source.name, [claim.witness], lines, out)
    _add_witness_words(source.name, surroundings.witnesses.get(source.name, ()), lines, out)
    return named_graph(graph_iri(source.name), out.triples)


def left_out_graph(parsed: ParsedDocument) -> NamedGraph:
    """The text of a file that was left out, and what was settled of it: should the other one go, it is a document."""
    out = Statements()
    describe_source(None, parsed.source, out)
    describe_settled(f"source/{'/'.join(map(segment, parsed.source.name.split('/')))}", parsed.header, out)
    return named_graph(graph_iri(parsed.source.name), out.triples)


def collection_graph(collection: Collection, surroundings: Surroundings, parties: Parties) -> NamedGraph:
    """What follows from all documents: records of those not held, organisations, territories, types.

    `parties` must have seen the held documents before (as `graphs_of` does).
    """
    out = Statements()
    for record in records_of(collection):
        if record.header.type is not None:
            describe_type(record.header.type.value, out)
        if record.header.territory is not None:
            parties.see_territory(record.header.territory.value)
    for record in collection.cited:
        describe_document(record, None, out)
    held = {resolved.parsed.source.name for resolved in collection.held}
    _describe_orphans(surroundings, held, out)
    parties.describe(out)
    return named_graph(COLLECTION_GRAPH, out.triples)


def _add_witness_words(source: str, witnesses: Iterable[Witness], lines: LineIndex | None, out: Statements) -> None:
    """Describe the words of those witnesses that stand in `source`; lines is None where its text is not held."""
    for witness in witnesses:
        if witness.source == source:
            if lines is None:
                out.add_evidence(source, witness.span, witness.quote, None)
                continue
            # One span has one quote: that of the text as read, where we hold it.
            quote, at = lines.source.quote(witness.span), lines.position(witness.span)
            out.add_evidence(source, witness.span, quote, lines.line(witness.span), at)


def _describe_orphans(surroundings: Surroundings, held: set[str], out: Statements) -> None:
    """State what comes from sources that are no held document's, such as a sidecar file."""
    for source in sorted((surroundings.witnesses.keys() | surroundings.date_claims.keys()) - held):
        _add_witness_words(source, surroundings.witnesses.get(source, ()), None, out)
        for number, (dated, claim) in enumerate(surroundings.date_claims.get(source, ()), start=1):
            claim_date(f"source/{segment(source)}", number, dated, claim, out)
            _add_witness_words(source, [claim.witness], None, out)
