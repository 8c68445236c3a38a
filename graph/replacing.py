"""Putting graphs into a store so that only what changed is written, and so that being killed loses nothing.

The mark of a finished build is taken away before the first graph is written and put back after the last: a build that
was killed between is never taken for a finished one, and whatever it left is made anew by the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.kept import Kind, graph_name
from graph.store import Store
from graph.terms import NamedGraph
from graph.watching import Watch

BUILD_MARK = graph_name(Kind.BUILD, "last")
"""The graph that says of what the last build made the store."""


def replace_graphs(
    store: Store,
    graphs: Iterable[NamedGraph],
    *,
    replaced: tuple[str, ...],
    total: int = 0,
    watch: Watch | None = None,
) -> int:
    """Write the graphs that differ from what the store has, and return the number of statements written.

    Of the store's other graphs those whose IRIs begin with one of `replaced` are dropped.
    """
    known = frozenset(store.graphs())
    if BUILD_MARK in known:
        store.drop_graph(BUILD_MARK)
    seen: set[str] = set()
    statements = store.load_many(_changed(store, known, _watched(graphs, seen, total, watch)))
    for stale in sorted(one for one in known - seen if one.startswith(replaced)):
        store.drop_graph(stale)
    return statements


def _changed(store: Store, known: frozenset[str], graphs: Iterable[NamedGraph]) -> Iterator[NamedGraph]:
    """The graphs that differ from what the store has; one that is the same is not written again."""
    return (graph for graph in graphs if graph.iri not in known or not store.holds(graph))


def _watched(graphs: Iterable[NamedGraph], seen: set[str], total: int, watch: Watch | None) -> Iterator[NamedGraph]:
    """The graphs, each noted in `seen`, one at a time so that no more than one need be in memory."""
    for graph in graphs:
        seen.add(graph.iri)
        if watch is not None:
            watch("load", len(seen), max(total, len(seen)))
        yield graph
