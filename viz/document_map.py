"""The map of documents: levels as lanes, what each document cites, what is cited and not held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import networkx as nx

from graph.model import Level, Relation
from viz import layers, ordering, panel
from viz.boxes import BOX_WIDTH, box_height, document_node
from viz.labels import Language, Text, both, label, say
from viz.model import DocumentEdge, DocumentMapData, DocumentNode
from viz.page import Page, render
from viz.relations import acyclic, reduced, strongest
from viz.routes import LabelPlacer, path_of
from viz.text import FONT_SIZE

_LEVELS: tuple[Level | None, ...] = (*Level, None)
_NARROW_ROW = 3  # boxes side by side that a screen 1366 pixels wide shows in type of `_SMALLEST_TYPE`
_NARROW_GAP = 64  # links swing further across where rows are many: more height keeps them apart
_SMALLEST_TYPE = 13  # pixels


def document_map(data: DocumentMapData, *, lang: Language = "vi", as_of: date | None = None) -> str:
    """The document map as one HTML file. `as_of` is named in the title if given; `lang` is the language it opens in."""
    documents = sorted(data.documents, key=_by_date)
    nodes = {document.id: document for document in documents}
    edges = strongest(data.edges, frozenset(nodes))
    core = tuple(edge for edge in edges if edge.relation is not Relation.MENTIONS)
    drawn_and_shaping = {
        "core": (reduced(core), core),
        "core-all": (core, core),
        "mentions": (reduced(edges), edges),
        "mentions-all": (edges, edges),
    }
    scenes, narrow = (
        {
            name: _scene(documents, drawn, edges, shaping, nodes, narrow_screen)
            for name, (drawn, shaping) in drawn_and_shaping.items()
        }
        for narrow_screen in (False, True)
    )
    page = Page(
        name="documents",
        title=label("title.documents"),
        script="document-map.js",
        nodes=[document_node(document, data) for document in sorted(documents, key=_by_level)],
        edges=[_edge(edge, nodes) for edge in edges],
        drawing={"scenes": scenes, "narrow": narrow, "readable": _SMALLEST_TYPE / FONT_SIZE},
        switches=_switches(edges, core),
        legend=_legend(documents, edges),
    )
    return render(page, lang=lang, as_of=as_of)


def _edge(edge: DocumentEdge, nodes: Mapping[str, DocumentNode]) -> dict[str, object]:
    citing, cited = panel.name_of(nodes[edge.citing]), panel.name_of(nodes[edge.cited])
    names = {lang: f"{say(citing, lang)} \u2192 {say(cited, lang)}" for lang in ("vi", "en")}
    made: dict[str, object] = {
        "from": edge.citing,
        "to": edge.cited,
        "arrows": "to",
        "relation": edge.relation,
        "chained": edge.relation in (Relation.IMPLEMENTS, Relation.BASIS),
        "name": both(names["vi"], names["en"]),
        "panel": panel.compact(panel.edge_entries(edge, nodes)),
    }
    return made | ({"reported": True} if edge.reported_by else {})


def _scene(
    documents: Sequence[DocumentNode],
    drawn: Sequence[DocumentEdge],
    edges: Sequence[DocumentEdge],
    shaping: Sequence[DocumentEdge],
    nodes: Mapping[str, DocumentNode],
    narrow: bool = False,
) -> dict[str, object]:
    """One layout: `shaping` says which documents are there and in which row, `drawn` which relations are drawn."""
    there = {end for edge in shaping for end in (edge.citing, edge.cited)}
    boxes = [
        ordering.Box(document.id, _LEVELS.index(document.level), BOX_WIDTH, box_height(document))
        for document in documents
        if document.held or document.id in there
    ]
    order = acyclic(shaping)
    lane_of = {box.id: box.lane for box in boxes}
    inside = [
        (edge.cited, edge.citing) if nx.has_path(order, edge.cited, edge.citing) else (edge.citing, edge.cited)
        for edge in shaping
        if lane_of[edge.cited] == lane_of[edge.citing]
    ]
    pairs = {(edge.cited, edge.citing): edge for edge in drawn}
    made = layers.arrange(
        boxes,
        sorted(pairs),
        within=inside,
        row_limit=_NARROW_ROW if narrow else None,
        row_gap=_NARROW_GAP if narrow else layers.ROW_GAP,
    )
    index = {(edge.cited, edge.citing): place for place, edge in enumerate(edges)}
    labels = LabelPlacer()
    routes = [
        {"edge": index[pair], **path_of(made.routes[pair], downwards=made.places[pair[0]].y > made.places[pair[1]].y)}
        | labels.place(_edge_label(pairs[pair], nodes), made.routes[pair])
        for pair in sorted(made.routes, key=lambda pair: (pairs[pair].relation is Relation.IMPLEMENTS, pair))
    ]
    return {
        "w": made.width,
        "h": made.height,
        "lanes": [_lane(lane, made.width) for lane in made.lanes],
        "at": {box.id: [made.places[box.id].x, made.places[box.id].y] for box in boxes},
        "edges": routes,
    }


def _lane(lane: layers.Lane, right: float) -> dict[str, object]:
    return {
        "x": 0,
        "y": lane.top,
        "w": right,
        "h": round(lane.bottom - lane.top, 1),
        "name": label(f"level.{_LEVELS[lane.lane] or 'unknown'}"),
        "turned": True,
    }


def _edge_label(edge: DocumentEdge, nodes: Mapping[str, DocumentNode]) -> Text | None:
    """Words on the line itself: the witness of hearsay, and relations too rare for the reader to know their line."""
    if edge.reported_by is not None:
        return panel.witness_text(edge, nodes)
    return label(f"relation.{edge.relation}") if edge.relation in (Relation.AMENDS, Relation.REPLACES) else None


def _switches(edges: Sequence[DocumentEdge], core: Sequence[DocumentEdge]) -> list[tuple[str, int]]:
    """Switches that change something, with how many relations each adds."""
    counts = [("all-citations", len(core) - len(reduced(core))), ("mentions", len(edges) - len(core))]
    return [(key, count) for key, count in counts if count]


def _legend(documents: Sequence[DocumentNode], edges: Sequence[DocumentEdge]) -> list[str]:
    """What this map has, and no more."""
    keys = [branch for branch in ("party", "state") if any(document.branch == branch for document in documents)]
    keys += ["absent"] if any(not document.held for document in documents) else []
    relations = {edge.relation for edge in edges if edge.reported_by is None}
    keys += [relation for relation in ("implements", "basis", "mentions") if relation in relations]
    keys += ["reported"] if any(edge.reported_by for edge in edges) else []
    return [*keys, *(["arrow"] if edges else [])]


def _by_level(document: DocumentNode) -> tuple[int, date, str]:
    return (_LEVELS.index(document.level), *_by_date(document))


def _by_date(document: DocumentNode) -> tuple[date, str]:
    return (document.date or date.max, document.id)
