"""Documents not held that stand between a requirement's document and a lower one, told apart by who cites them.

Rows of coverage name them by symbol, which several provinces share: meant is the one that the lower document cites,
itself or through others. What cannot be told apart keeps its name.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import networkx as nx

from graph.model import Relation
from viz.briefing import Briefing
from viz.model import DocumentEdge, TaskMapData

_CHAIN = (Relation.IMPLEMENTS, Relation.BASIS)


class Between:
    """What the names in rows of coverage mean."""

    def __init__(self, briefing: Briefing) -> None:
        self._cited: nx.DiGraph[str] = nx.DiGraph((edge.citing, edge.cited) for edge in briefing.papers.edges)
        self._bearing: dict[str, set[str]] = defaultdict(set)
        for document in briefing.papers.documents:
            if not document.held:
                self._bearing[document.symbol or document.id].add(document.id)
        self._known: dict[tuple[str, str], list[str]] = {}

    def named(self, lower: str, missing: str) -> list[str]:
        """The documents that `missing` (names with "; " between) names in a row about `lower`, each once: identifiers,
        and the name itself where none or several could be meant."""
        if (lower, missing) not in self._known:
            reached = nx.descendants(self._cited, lower) if lower in self._cited else set()
            found = [self._one(name, reached) for name in missing.split("; ")]
            self._known[lower, missing] = list(dict.fromkeys(found))
        return self._known[lower, missing]

    def _one(self, name: str, reached: set[str]) -> str:
        bearing = self._bearing.get(name, set())
        meant = bearing & reached or bearing
        return next(iter(meant)) if len(meant) == 1 else name


def missing_between(briefing: Briefing) -> dict[tuple[str, str], list[str]]:
    """By (upper, lower) document: the documents between them that are not held, as `Between` tells them."""
    between = Between(briefing)
    return {
        (table.document, row.lower): between.named(row.lower, row.missing)
        for table in briefing.coverage
        for row in table.rows
        if row.lower is not None and row.missing
    }


def with_between(briefing: Briefing) -> TaskMapData:
    """The documents and tasks of the briefing, and with them the documents between, which a lower one may only mention.

    The relations are those of a chain, and what the lower document says of one that stands between.
    """
    data = briefing.tasks
    named = {(lower, one) for (_, lower), found in missing_between(briefing).items() for one in found}
    there = {document.id for document in data.documents}
    wanted = {one for _, one in named} - there
    more = tuple(document for document in briefing.papers.documents if document.id in wanted)
    known = there | {document.id for document in more}

    def drawn(edge: DocumentEdge) -> bool:
        pair = (edge.citing, edge.cited)
        return known.issuperset(pair) and (edge.relation in _CHAIN or pair in named)

    edges = [edge for edge in data.edges if drawn(edge)]
    edges += [edge for edge in briefing.papers.edges if drawn(edge) and not there.issuperset((edge.citing, edge.cited))]
    return replace(data, documents=(*data.documents, *more), edges=tuple(edges))
