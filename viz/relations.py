"""Which relations between documents a map draws: everything cited, or only what nothing else already implies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx

from graph.model import Relation
from viz.model import DocumentEdge

STRENGTH: dict[Relation, int] = {relation: rank for rank, relation in enumerate(Relation)}
"""Order of `graph.model.Relation`: the strongest first."""


def preference(edge: DocumentEdge) -> tuple[bool, int, str, str, str]:
    """Order of edges: what a document says itself before hearsay, then the strongest, then by ids."""
    return (edge.reported_by is not None, STRENGTH[edge.relation], edge.citing, edge.cited, edge.reported_by or "")


def strongest(edges: Iterable[DocumentEdge], known: frozenset[str]) -> tuple[DocumentEdge, ...]:
    """One edge for each pair of documents: what a document says itself before hearsay, then the strongest relation.

    Leaves out edges from a document to itself and those with an end that is not in `known`. Evidence of edges of
    the same kind is kept together.
    """
    best: dict[tuple[str, str], DocumentEdge] = {}
    for edge in sorted(edges, key=preference):
        pair = (edge.citing, edge.cited)
        if edge.citing != edge.cited and known.issuperset(pair):
            best.setdefault(pair, edge)
    return tuple(best[pair] for pair in sorted(best))


def acyclic(edges: Sequence[DocumentEdge]) -> nx.DiGraph[str]:
    """Graph from cited to citing document; an edge that would close a circle is left out, the weakest first."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for edge in sorted(edges, key=preference):
        graph.add_nodes_from((edge.cited, edge.citing))
        if not nx.has_path(graph, edge.citing, edge.cited):
            graph.add_edge(edge.cited, edge.citing)
    return graph


def reduced(edges: Sequence[DocumentEdge]) -> tuple[DocumentEdge, ...]:
    """`edges` (one for each pair) without those that a chain of others implies (transitive reduction).

    What a document says itself is implied only by what documents say themselves; hearsay by both. Mentions, amendments
    and replacements are never chained: "A mentions B, B mentions C" says nothing of A and C.
    """
    kinds = (Relation.IMPLEMENTS, Relation.BASIS)
    chained = [edge for edge in edges if edge.relation in kinds]
    stated = _kept([edge for edge in chained if edge.reported_by is None])
    every = _kept(chained)
    return tuple(
        edge
        for edge in edges
        if edge.relation not in kinds or (edge.citing, edge.cited) in (stated if edge.reported_by is None else every)
    )


def _kept(edges: Sequence[DocumentEdge]) -> frozenset[tuple[str, str]]:
    """Pairs (citing, cited) that remain; an edge on a circle is always kept, for no order is known there."""
    graph = acyclic(edges)
    remaining = {(citing, cited) for cited, citing in nx.transitive_reduction(graph).edges}
    circular = {(e.citing, e.cited) for e in edges if not graph.has_edge(e.cited, e.citing)}
    return frozenset(remaining | circular)
