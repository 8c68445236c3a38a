"""The scorer that a store uses: the shipped one, with what was learned from the store's own decisions."""

from __future__ import annotations

from graph import query
from graph.align.refit import change_of, changed
from graph.align.scorer import Scorer, shipped_scorer
from graph.identity import INSTANCES
from graph.rdf.statements import Statements, node
from graph.store import Store
from graph.terms import literal, named_graph, stamped

SCORER_GRAPH = INSTANCES + "graph/scorer"
"""Graph of what was learned; no build drops it."""


def stored_scorer(store: Store) -> Scorer:
    """The scorer for the documents of `store`. Raises UsageError when what it learned fits another version."""
    changes = query.run(store, query.find("scorer")).records()
    return changed(shipped_scorer(), str(changes[0]["change"])) if changes else shipped_scorer()


def keep_scorer(store: Store, scorer: Scorer) -> None:
    """Make `store` use a refitted scorer from now on. Raises StoreError when it cannot be written."""
    out = Statements()
    subject = node("scorer")
    out.add_class(subject, "dl:Scorer")
    out.add(subject, "dl:text", literal(change_of(scorer)))
    store.replace_graph(stamped(named_graph(SCORER_GRAPH, out.triples)))


def forget_scorer(store: Store) -> None:
    """Make `store` use the shipped scorer again."""
    store.drop_graph(SCORER_GRAPH)
