"""The model as named graphs of triples, under the ontology of ontology/lineage.ttl.

Each held document has a graph of its own, named after its source: all that its text says, of itself and of others, and
the words it says it with. One further graph, the collection's, holds what follows from all texts together: the records
of documents that are cited and not held, and the organisations and territories named. So a document is described in
one graph only, and replacing a document's graph replaces all it said; the collection's graph is written anew with it.
A last graph holds the ontology itself. Pure functions of the collection: no blank nodes, sorted, the same bytes on
every run.
"""

from graph.rdf.graphs import COLLECTION_GRAPH, collection_graph, document_graph, graph_iri, graphs_of
from graph.rdf.ontology import ONTOLOGY_GRAPH, SHAPES, ontology_graph
from graph.rdf.surroundings import Surroundings

__all__ = [
    "COLLECTION_GRAPH",
    "ONTOLOGY_GRAPH",
    "SHAPES",
    "Surroundings",
    "collection_graph",
    "document_graph",
    "graph_iri",
    "graphs_of",
    "ontology_graph",
]
