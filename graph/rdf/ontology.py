"""The ontology and its concept schemes as a graph of their own, so that a store explains its own terms.

The scheme of document types has no file: it is made from the word list of types, which stays the one place to add one.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from graph.errors import LineageError
from graph.identity import ONTOLOGY
from graph.lexicon.types import all_types
from graph.rdf.statements import concept, name
from graph.resources import folder
from graph.terms import NamedGraph, literal, named_graph

ONTOLOGY_GRAPH = ONTOLOGY.rstrip("#")
"""Graph of the ontology; its IRI is the ontology's."""
SHAPES = "shapes.ttl"
"""The SHACL shapes, which stand beside the ontology and are no part of it."""


def ontology_graph() -> NamedGraph:
    """The ontology, the concept schemes of ontology/*.ttl, and the scheme of document types."""
    triples = set(_types())
    for path in sorted(folder("ontology").glob("*.ttl")):
        if path.name != SHAPES:
            try:
                triples.update(f"{quad.triple} ." for quad in ox.parse(path=str(path)))
            except (OSError, SyntaxError) as error:
                raise LineageError(
                    f"the ontology cannot be read: {error}", where=path.name, remedy="Install the package again"
                ) from error
    return named_graph(ONTOLOGY_GRAPH, triples)


def _types() -> Iterator[str]:
    scheme = name("dl:types")
    yield f"{scheme} {name('rdf:type')} {name('skos:ConceptScheme')} ."
    for language, label, definition in (
        ("vi", "Loại văn bản", "Các loại văn bản trong bảng từ."),
        ("en", "Document types", "The types of documents of the word list."),
    ):
        yield f"{scheme} {name('skos:prefLabel')} {literal(label, language)} ."
        yield f"{scheme} {name('skos:definition')} {literal(definition, language)} ."
    named: set[str] = set()
    for row in all_types():
        subject = concept("type", row.name)
        if row.code:
            yield f"{subject} {name('skos:notation')} {literal(row.code)} ."
        if row.name not in named:  # a name that Party and State share is one concept
            named.add(row.name)
            yield f"{subject} {name('rdf:type')} {name('skos:Concept')} ."
            yield f"{subject} {name('skos:inScheme')} {scheme} ."
            yield f"{subject} {name('skos:prefLabel')} {literal(row.name, 'vi')} ."
            yield f"{subject} {name('skos:prefLabel')} {literal(row.english, 'en')} ."
