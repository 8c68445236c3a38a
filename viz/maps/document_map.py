"""The map of documents: levels as lanes, what each document cites, what is cited and not held."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from graph.audit import Finding, Severity
from graph.messages import Language
from graph.model import Relation
from viz import panel
from viz.briefing import Briefing
from viz.frame import Section
from viz.labels import Text, both, label, say
from viz.layout import layers
from viz.layout.ordering import Box
from viz.layout.text import FONT_SIZE
from viz.maps import carrier
from viz.maps.boxes import ABSENT_WIDTH, BOX_WIDTH, document_node
from viz.maps.document_groups import Grouping
from viz.maps.document_scenes import LEVELS, NARROW_ROW, Line, Scenes, lanes_of_levels, within_lanes
from viz.model import DocumentEdge, DocumentMapData, DocumentNode
from viz.relations import acyclic, reduced, strongest

BUDGET = 60
"""Boxes that can still be told apart. A map of more documents shows provinces, and one of them unfolded."""
SETTINGS = ("core", "core-all", "mentions", "mentions-all")
"""Settings of the two switches: with mere mentions or not, with every citation or not."""
_SMALLEST_TYPE = 14  # pixels


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the page draws: nodes and edges as pyvis carries them, and layouts by setting and by unfolded province.

    layouts and narrow hold numbers of scenes: for a wide screen and for one that shows `NARROW_ROW` boxes side by side.
    """

    nodes: Sequence[dict[str, object]]
    edges: Sequence[dict[str, object]]
    scenes: Sequence[dict[str, object]]
    layouts: Mapping[str, Mapping[str, int]]
    narrow: Mapping[str, Mapping[str, int]]
    switches: Sequence[tuple[str, int]]
    legend: Sequence[str]

    @property
    def opening(self) -> dict[str, object]:
        """The layout that the map opens with on a wide screen."""
        return self.scenes[self.layouts["core"][""]]


def document_page(briefing: Briefing, lang: Language) -> Section:
    """The page of the document map of a briefing."""
    rows = [row for table in briefing.coverage for row in table.rows]
    covered = {table.document for table in briefing.coverage} | {row.lower for row in rows if row.lower}
    return document_map(briefing.papers, lang=lang, findings=briefing.findings, covered=covered)


def document_map(
    data: DocumentMapData,
    *,
    lang: Language = "vi",
    findings: Sequence[Finding] = (),
    covered: Collection[str] = (),
    budget: int = BUDGET,
) -> Section:
    """The page of the document map; `lang` is the language it opens in.

    findings mark the documents that they are about; covered are the ids of documents that the coverage page shows.
    """
    drawing = draw(data, findings=findings, covered=covered, budget=budget)
    carried = carrier.network(drawing.nodes, drawing.edges)
    return carrier.section(
        "documents",
        label("title.documents"),
        carried,
        {
            "scenes": drawing.scenes,
            "layouts": drawing.layouts,
            "narrow": drawing.narrow,
            "readable": _SMALLEST_TYPE / FONT_SIZE,
            "box": {},
        },
        before=("stamps.js",),
        script="document-map.js",
        lang=lang,
        switches=drawing.switches,
        legend=drawing.legend,
        words=("documents",),
    )


def draw(
    data: DocumentMapData,
    *,
    findings: Sequence[Finding] = (),
    covered: Collection[str] = (),
    budget: int = BUDGET,
) -> Drawing:
    """Boxes, lines and layouts of the map, as the page and the picture of it draw them."""
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
    index = {(edge.citing, edge.cited): place for place, edge in enumerate(edges)}
    carried = [_edge(edge, nodes) for edge in edges]
    ranked = sorted(documents, key=_by_level)
    boxes = {document.id: _node(document, data, findings, covered) for document in ranked}
    scenes = Scenes()
    grouping = Grouping.of(documents, edges) if len(documents) > budget else None
    layouts: dict[str, dict[str, int]] = {}
    narrow: dict[str, dict[str, int]] = {}
    for setting, (drawn, shaping) in drawn_and_shaping.items():
        order = acyclic(shaping)
        there = {end for edge in shaping for end in (edge.citing, edge.cited)}
        placed = [_box(one, boxes[one.id]) for one in documents if one.held or one.id in there]
        lines = [_line(edge, index, nodes) for edge in drawn]
        within = within_lanes(placed, shaping, order)
        views = grouping.views(placed, lines, within, carried) if grouping else {"": (placed, lines, within)}
        for made, limit in ((layouts, None), (narrow, NARROW_ROW)):
            made[setting] = {
                view: scenes.add(
                    *parts,
                    row_limit=grouping.row(limit, view) if grouping else limit or layers.row_size(len(parts[0])),
                    lanes=grouping.lanes(view) if grouping else lanes_of_levels(),
                )
                for view, parts in views.items()
            }
    return Drawing(
        nodes=[*boxes.values(), *(grouping.nodes() if grouping else ())],
        edges=carried,
        scenes=scenes.made,
        layouts=layouts,
        narrow=narrow,
        switches=_switches(documents, edges, core),
        legend=_legend(documents, edges, boxes.values(), grouped=grouping is not None),
    )


def _node(
    document: DocumentNode, data: DocumentMapData, findings: Sequence[Finding], covered: Collection[str]
) -> dict[str, object]:
    """A document with its badges, and with what the panel links to on other pages."""
    about = [one for one in findings if one.subject.partition("/task/")[0] == document.id]
    high = [one for one in about if one.severity is Severity.HIGH]
    untold = [one for one in high if not (document.disputed and one.code == "date-conflict")]
    text = label("documents.high-one") if len(untold) == 1 else label("documents.high", count=len(untold))
    box_width = BOX_WIDTH if document.held else ABSENT_WIDTH
    node = document_node(document, data, box_width=box_width, warnings=[text] if untold else [])
    links: dict[str, object] = {}
    if document.held and (document.task_count or document.objective_count):
        links["tasks"] = True
    if document.held and document.id in covered:
        links["coverage"] = True
    if about:
        links["findings"] = [len(high), len(about)]
    return node | ({"links": links} if links else {})


def _box(document: DocumentNode, node: Mapping[str, object]) -> Box:
    box = cast("Mapping[str, int]", node["box"])
    return Box(document.id, LEVELS.index(document.level), box["w"], box["h"])


def _line(edge: DocumentEdge, index: Mapping[tuple[str, str], int], nodes: Mapping[str, DocumentNode]) -> Line:
    bundle = f"{edge.relation} {edge.reported_by or ''}"
    return Line(
        edge.citing, edge.cited, index[edge.citing, edge.cited], edge.relation, bundle, _edge_label(edge, nodes)
    )


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


def _edge_label(edge: DocumentEdge, nodes: Mapping[str, DocumentNode]) -> Text | None:
    """Words on the line itself: the witness of hearsay, and relations too rare for the reader to know their line."""
    if edge.reported_by is not None:
        return panel.witness_text(edge, nodes)
    return label(f"relation.{edge.relation}") if edge.relation in (Relation.AMENDS, Relation.REPLACES) else None


def _switches(
    documents: Sequence[DocumentNode], edges: Sequence[DocumentEdge], core: Sequence[DocumentEdge]
) -> list[tuple[str, int]]:
    """Switches that change something, with how much each adds: relations, or documents that are only mentioned."""
    related = {end for edge in core for end in (edge.citing, edge.cited)}
    mentioned = {end for edge in edges for end in (edge.citing, edge.cited)} - related
    more = sum(one.id in mentioned and not one.held for one in documents)
    implied = len(core) - len(reduced(core))
    switches = [("all-citations", implied, implied > 0), ("mentions", more, len(edges) > len(core))]
    return [(key, count) for key, count, changes in switches if changes]


def _legend(
    documents: Sequence[DocumentNode],
    edges: Sequence[DocumentEdge],
    boxes: Collection[Mapping[str, object]],
    *,
    grouped: bool,
) -> list[str]:
    """What this map has, and no more."""
    keys = [branch for branch in ("party", "state", "front") if any(one.branch == branch for one in documents)]
    keys += ["absent"] if any(not document.held for document in documents) else []
    keys += ["province"] if grouped else []
    relations = {edge.relation for edge in edges if edge.reported_by is None}
    keys += [relation for relation in ("implements", "basis", "mentions") if relation in relations]
    keys += ["reported"] if any(edge.reported_by for edge in edges) else []
    keys += ["warning"] if any("'warning'" in str(box["box"]) for box in boxes) else []
    return [*keys, *(["arrow"] if edges else [])]


def _by_level(document: DocumentNode) -> tuple[int, date, str]:
    return (LEVELS.index(document.level), *_by_date(document))


def _by_date(document: DocumentNode) -> tuple[date, str]:
    return (document.date or date.max, document.id)
