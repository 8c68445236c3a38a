"""The made-up collection of `factories` as files that offices have: a scan, a workbook, a Word file without pages."""

from __future__ import annotations

from dataclasses import replace

import factories
import link_factories

from graph.model import Collection, Place, Position, ResolvedDocument
from graph.rdf.decisions import decisions_graph
from graph.rdf.links import alignment_graphs
from graph.terms import NamedGraph

SCAN, WORKBOOK, WORD = "huyen.md", "tinh/ke hoach 40.txt", "trung-uong.txt"
"""Names of the files; what they end with says nothing, as it says nothing of files that people have."""
SHEET = 'Nhiệm vụ "2018" <b>'
PLACES = {
    SCAN: (
        Place(1, Position(page=1)),
        Place(4, Position(page=1, last_page=2)),
        Place(5, Position()),
        Place(6, Position(page=2, confidence=0.914)),
    ),
    WORKBOOK: (
        Place(1, Position(sheet=SHEET, row=3)),
        *(Place(n, Position(sheet=SHEET, row=n + 2)) for n in range(5, 9)),
    ),
    WORD: (),
}
FORMATS = {SCAN: "pdf", WORKBOOK: "xlsx", WORD: "docx"}
REMARKS = {WORD: ("2 tracked changes were taken as accepted",), SCAN: tuple(f"page {n} was read" for n in range(1, 10))}


def collection() -> Collection:
    """The collection with places and remarks."""
    made = factories.collection()
    return replace(made, held=tuple(map(_placed, made.held)))


def graphs() -> tuple[NamedGraph, ...]:
    """The graphs of the collection with its links and decisions."""
    links = link_factories.alignment()
    return (
        *factories.graphs(collection(), links.addressings),
        *alignment_graphs(links),
        decisions_graph(link_factories.decisions()),
    )


def _placed(held: ResolvedDocument) -> ResolvedDocument:
    name = held.parsed.source.name
    source = replace(held.parsed.source, format=FORMATS[name], places=PLACES[name], remarks=REMARKS.get(name, ()))
    return replace(held, parsed=replace(held.parsed, source=source))
