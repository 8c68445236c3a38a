"""Collecting statements about nodes, and the words that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from graph.identity import INSTANCES, iri, segment, term_iri
from graph.model import Position, Span, Witness
from graph.rdf.lines import LineIndex
from graph.spelling import slug
from graph.terms import literal, resource, typed

DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SEMAPV = "https://w3id.org/semapv/vocab/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SSSOM = "https://w3id.org/sssom/"

_PREFIXES = {
    "dcterms": DCTERMS, "oa": OA, "org": ORG, "rdf": RDF, "rdfs": RDFS, "schema": SCHEMA, "semapv": SEMAPV,
    "skos": SKOS, "sssom": SSSOM,
}  # fmt: skip


@lru_cache(maxsize=512)
def name(compact: str) -> str:
    """A class or property as a term: "dl:Task", "rdfs:label"."""
    prefix, _, local = compact.partition(":")
    return resource(term_iri(local) if prefix == "dl" else _PREFIXES[prefix] + local)


@lru_cache(maxsize=4096)
def node(identity: str) -> str:
    """An individual as a term, by its identifier ("doc/vn/tw/nq/xii/18")."""
    return resource(iri(identity))


@lru_cache(maxsize=512)
def concept(scheme: str, code: str) -> str:
    """A concept of a scheme as a term: ("level", "central") -> dl:level-central, ("type", "Đề án") -> dl:type-de-an."""
    return resource(term_iri(f"{scheme}-{slug(code) or 'other'}"))


def source_iri(source: str) -> str:
    """IRI of a file as read, by its name: "source/68-KH-UBND.txt". Different names never meet."""
    return INSTANCES + "source/" + "/".join(segment(part) for part in source.split("/"))


def evidence_node(source: str, span: Span) -> str:
    """The words at `span` as a term: the file's IRI with a character range as RFC 5147 writes it."""
    return f"<{source_iri(source)}#char={span.start},{span.end}>"


class Statements:
    """Statements of one graph, and which words of which source they were read from."""

    def __init__(self) -> None:
        self.triples: set[str] = set()

    def add(self, subject: str, predicate: str, *objects: str) -> None:
        """State `subject predicate object` for each of `objects`; subject and objects are terms."""
        verb = name(predicate)
        self.triples.update(f"{subject} {verb} {value} ." for value in objects)

    def add_class(self, subject: str, *classes: str) -> None:
        """State what kind of thing `subject` is."""
        self.add(subject, "rdf:type", *map(name, classes))

    def add_text(self, subject: str, predicate: str, text: str | None) -> None:
        """State a text, unless there is none."""
        if text:
            self.add(subject, predicate, literal(text))

    def add_evidence(
        self, source: str, span: Span, quote: str, line: int | None, position: Position | None = None
    ) -> str:
        """Describe the words at `span` and return their node. position is that of `line` in the file."""
        words = evidence_node(source, span)
        self.add_class(words, "oa:TextQuoteSelector", "oa:TextPositionSelector")
        self.add(words, "oa:exact", literal(quote))
        self.add(words, "oa:start", typed(span.start))
        self.add(words, "oa:end", typed(span.end))
        self.add(words, "dl:source", literal(source))
        if line is not None:
            self.add(words, "dl:line", typed(line))
        if position is not None:
            self._add_position(words, position)
        return words

    def add_words(self, subject: str, lines: LineIndex, spans: Iterable[Span]) -> None:
        """Link `subject` to the words at `spans` of the document that this graph is about."""
        source = lines.source
        for span in spans:
            quote, at = source.quote(span), lines.position(span)
            words = self.add_evidence(source.name, span, quote, lines.line(span), at)
            self.add(subject, "dl:evidence", words)

    def add_witness(self, subject: str, witness: Witness) -> None:
        """Link `subject` to a witness's words, which the graph of the witness's own source describes."""
        self.add(subject, "dl:evidence", evidence_node(witness.source, witness.span))

    def _add_position(self, words: str, position: Position) -> None:
        """State the place in the file; of words that run on to another page the first."""
        if position.page is not None:
            self.add(words, "dl:page", typed(position.page))
        if position.sheet is not None:
            self.add(words, "dl:sheet", literal(position.sheet))
        if position.row is not None:
            self.add(words, "dl:row", typed(position.row))
        if position.confidence is not None:
            self.add(words, "dl:confidence", typed(Decimal(f"{position.confidence:.4f}")))
