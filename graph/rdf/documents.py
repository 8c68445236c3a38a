"""Triples of documents: what is known of each, what each says of others, and its outline."""

from __future__ import annotations

from datetime import date

from graph.identity import child_id, segment
from graph.model import (
    Citation,
    DateClaim,
    DocumentRecord,
    Header,
    Provision,
    Relation,
    ReportedRelation,
    Source,
    Stated,
)
from graph.rdf.lines import LineIndex
from graph.rdf.places import places_text
from graph.rdf.statements import Statements, concept, node, source_iri
from graph.rdf.surroundings import stated_fields
from graph.terms import literal, typed

RELATIONS = {
    Relation.IMPLEMENTS: "dl:implements",
    Relation.BASIS: "dl:basedOn",
    Relation.AMENDS: "dl:amends",
    Relation.REPLACES: "dl:replaces",
    Relation.MENTIONS: "dl:mentions",
}
"""The direct property for each relation between documents."""
_CARRIES_DOWN = (Relation.IMPLEMENTS, Relation.BASIS)
_LITERAL_FIELDS = ("symbol", "issuer", "title", "signer")
_CONCEPT_FIELDS = ("level", "branch", "status")


def describe_source(document: str | None, source: Source, out: Statements) -> None:
    """State the text that a document was read from, so that it can be read again without the file.

    document is None for the text of a file that was left out.
    """
    subject = f"<{source_iri(source.name)}>"
    if document is not None:
        out.add(node(document), "dcterms:source", subject)
    out.add_class(subject, "dl:Source")
    out.add(subject, "dl:source", literal(source.name))
    out.add(subject, "dl:text", literal(source.text))
    out.add(subject, "dl:encoding", literal(source.encoding))
    out.add(subject, "schema:sha256", literal(source.sha256))
    out.add(subject, "dl:format", literal(source.format))
    out.add_text(subject, "dl:places", places_text(source.places))
    out.add_text(subject, "dl:remarks", "\n".join(source.remarks))


def describe_document(record: DocumentRecord, lines: LineIndex | None, out: Statements) -> None:
    """State the record of a document, with a claim for each field that says whence the field is known."""
    document = node(record.id)
    header = record.header
    out.add_class(document, "dl:Document")
    out.add(document, "dl:held", typed(record.held))
    out.add_text(document, "dl:source", record.source)
    for field, stated in stated_fields(header):
        if field in _LITERAL_FIELDS:
            out.add_text(document, f"dl:{field}", str(stated.value))
        elif field in _CONCEPT_FIELDS:
            out.add(document, f"dl:{field}", concept(field, str(stated.value)))
        _claim_field(record.id, field, stated, lines, out)
    if header.type is not None:
        kind = concept("type", header.type.value)
        out.add(document, "dl:type", kind)
        out.add(document, "dl:typeName", literal(header.type.value))
    if header.territory is not None:
        out.add(document, "dl:territory", node(f"territory/{header.territory.value}"))
    if header.date is not None:
        out.add(document, "dl:date", typed(header.date.value))


def describe_settled(identity: str, header: Header, out: Statements) -> None:
    """State what the user settled of a header, as claims about `identity`."""
    for field, stated in stated_fields(header):
        if stated.settled:
            _claim_field(identity, field, stated, None, out)


def _claim_field(identity: str, field: str, stated: Stated[object], lines: LineIndex | None, out: Statements) -> None:
    claim = node(child_id(identity, "claim", field))
    out.add_class(claim, "dl:Claim")
    out.add(claim, "dl:about", node(identity))
    out.add(claim, "dl:field", literal(field))
    value = stated.value
    out.add(claim, "schema:value", typed(value) if isinstance(value, date) else literal(str(value)))
    out.add(claim, "dl:inferred", typed(stated.inferred))
    for rule in sorted({witness.rule for witness in stated.witnesses}) or ["settled" if stated.settled else "stated"]:
        out.add(claim, "dl:rule", literal(rule))
    if stated.span is not None and lines is not None:
        out.add_words(claim, lines, (stated.span,))
    for witness in stated.witnesses:
        out.add_witness(claim, witness)


def claim_date(witness_document: str, number: int, identity: str, claim: DateClaim, out: Statements) -> None:
    """State a date that the text of `witness_document` gives for the document `identity`."""
    subject = node(child_id(witness_document, "date-claim", number))
    out.add_class(subject, "dl:Claim")
    out.add(subject, "dl:about", node(identity))
    out.add(subject, "dl:field", literal("date"))
    out.add(subject, "schema:value", typed(claim.value))
    out.add(subject, "dl:inferred", typed(False))
    out.add(subject, "dl:rule", literal(claim.witness.rule))
    out.add_witness(subject, claim.witness)


def describe_citation(identity: str, number: int, citation: Citation, lines: LineIndex, out: Statements) -> None:
    """State what a document says of another: the direct property, and a node that carries the words."""
    out.add(node(identity), RELATIONS[citation.relation], node(citation.cited))
    subject = node(child_id(identity, "citation", number))
    _relate(subject, out, citing=identity, relation=citation.relation, cited=citation.cited, stated_by=identity)
    out.add(subject, "schema:position", typed(number))
    out.add_text(subject, "dl:symbol", citation.symbol)
    out.add_text(subject, "dl:typeName", citation.type)
    out.add_text(subject, "dl:issuer", citation.issuer)
    out.add_text(subject, "dl:text", citation.quote)
    for day in citation.dates:
        out.add(subject, "dl:date", typed(day))
    out.add_words(subject, lines, citation.evidence)
    for span in citation.mentioned_at:
        quote, at = lines.source.quote(span), lines.position(span)
        words = out.add_evidence(lines.source.name, span, quote, lines.line(span), at)
        out.add(subject, "dl:mentionedAt", words)


def describe_report(identity: str, number: int, report: ReportedRelation, out: Statements) -> None:
    """State a relation between two others that the text of `identity` reports.

    It never gets the property of a relation that a document states of itself; the one direct property, for chains, is
    dl:reportedlyUnder.
    """
    subject = node(child_id(identity, "report", number))
    _relate(subject, out, citing=report.subject, relation=report.relation, cited=report.object, stated_by=identity)
    out.add_text(subject, "dl:text", report.witness.quote)
    out.add_witness(subject, report.witness)
    if report.relation in _CARRIES_DOWN:
        out.add(node(report.subject), "dl:reportedlyUnder", node(report.object))


def _relate(subject: str, out: Statements, *, citing: str, relation: Relation, cited: str, stated_by: str) -> None:
    out.add_class(subject, "dl:Citation")
    out.add(subject, "dl:citing", node(citing))
    out.add(subject, "dl:relation", concept("relation", relation.value))
    out.add(subject, "dl:cited", node(cited))
    out.add(subject, "dl:statedBy", node(stated_by))


def provision_id(document: str, path: tuple[str, ...]) -> str:
    """Identifier of a unit of a document's outline."""
    return f"{document}/provision/{'/'.join(map(segment, path))}"


def describe_outline(identity: str, provisions: tuple[Provision, ...], lines: LineIndex, out: Statements) -> None:
    """State the units of the outline; only headings carry their text, the words of the rest are in their evidence."""
    for order, provision in enumerate(provisions):
        subject = node(provision_id(identity, provision.path))
        above = identity if provision.parent is None else provision_id(identity, provisions[provision.parent].path)
        out.add_class(subject, "dl:Provision")
        out.add(subject, "dl:partOf", node(above))
        out.add(subject, "dl:path", literal("/".join(provision.path)))
        out.add(subject, "schema:position", typed(order))
        out.add_text(subject, "skos:notation", provision.label)
        if provision.heading:
            out.add_text(subject, "dl:text", provision.text)
        out.add_words(subject, lines, (provision.span,))
