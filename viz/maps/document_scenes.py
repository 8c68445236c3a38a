"""Layouts of the document map: all documents at once, or provinces first and one of them unfolded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import networkx as nx

from graph.model import Level, Relation
from viz.labels import Text, label, level_name
from viz.layout import layers, ordering
from viz.layout.routes import LabelPlacer, branch, path_of
from viz.model import DocumentEdge

LEVELS: tuple[Level | None, ...] = (*Level, None)
"""Lanes from the top; documents of no known level stand in the last."""
NARROW_ROW = 4
"""Boxes side by side that a screen 1366 pixels wide shows in readable type, unless all of them are wide."""
_NARROW_WIDTH = 1100  # pixels, those of that screen beside the panel, at a type of 14


@dataclass(frozen=True, slots=True)
class Line:
    """A relation as it is drawn: index is its place among the page's edges; lines of one bundle to one box merge."""

    citing: str
    cited: str
    index: int
    relation: Relation
    bundle: str
    label: Text | None = None


@dataclass(slots=True)
class Scenes:
    """Layouts without doubles: what two settings or two screens draw alike is there once."""

    made: list[dict[str, object]] = field(default_factory=list)
    _known: dict[object, int] = field(default_factory=dict)

    def add(
        self,
        boxes: Sequence[ordering.Box],
        lines: Sequence[Line],
        within: Sequence[layers.Pair],
        *,
        row_limit: int,
        lanes: Mapping[int, Text],
    ) -> int:
        """The number of the layout of these boxes and lines; within says which of a lane's boxes stand above others."""
        key = (tuple(boxes), tuple(line.index for line in lines), tuple(within), row_limit)
        if key not in self._known:
            scene = _scene(boxes, lines, within, row_limit, lanes)
            if row_limit == NARROW_ROW and cast("float", scene["w"]) > _NARROW_WIDTH:
                scene = _scene(boxes, lines, within, row_limit - 1, lanes)
            self._known[key] = len(self.made)
            self.made.append(scene)
        return self._known[key]


def lanes_of_levels() -> dict[int, Text]:
    """The names of the lanes."""
    return {index: level_name(level) for index, level in enumerate(LEVELS)}


def within_lanes(
    boxes: Iterable[ordering.Box], edges: Iterable[DocumentEdge], order: nx.DiGraph[str]
) -> list[layers.Pair]:
    """Pairs (upper, lower) of boxes of one lane: what is cited above what cites it, as `order` (acyclic) has it."""
    lane_of = {box.id: box.lane for box in boxes}
    return sorted(
        {
            (edge.cited, edge.citing) if nx.has_path(order, edge.cited, edge.citing) else (edge.citing, edge.cited)
            for edge in edges
            if edge.cited in lane_of and lane_of[edge.cited] == lane_of.get(edge.citing)
        }
    )


def _scene(
    boxes: Sequence[ordering.Box],
    lines: Sequence[Line],
    within: Sequence[layers.Pair],
    row_limit: int,
    lanes: Mapping[int, Text],
) -> dict[str, object]:
    pairs = {(line.cited, line.citing): line for line in lines}
    bundles = {pair: line.bundle for pair, line in pairs.items()}
    made = layers.arrange(boxes, sorted(pairs), within=within, bundles=bundles, row_limit=row_limit)
    return {
        "w": made.width,
        "h": made.height,
        "lanes": [_lane(lane, made.width, lanes) for lane in made.lanes],
        "at": {box.id: [made.places[box.id].x, made.places[box.id].y] for box in boxes},
        "edges": list(_routes(boxes, pairs, made)),
    }


def _routes(
    boxes: Sequence[ordering.Box], pairs: Mapping[layers.Pair, Line], made: layers.Arrangement
) -> Iterator[dict[str, object]]:
    """Every line with its path; a label stands once for all lines of a bundle."""
    frames = [_frame(box, made.places[box.id]) for box in boxes]
    placer = LabelPlacer(frames, list(made.routes.values()), left=layers.LANE_HEADING, right=made.width)
    bundles: dict[tuple[str, str], list[layers.Pair]] = {}
    for pair in made.routes:
        bundles.setdefault((pair[0], pairs[pair].bundle), []).append(pair)
    labels = {
        members[0]: placer.place(pairs[members[0]].label, [made.routes[pair] for pair in members])
        for _, members in sorted(bundles.items())
    }
    drawn: dict[tuple[str, str], set[str]] = {}
    for pair in sorted(made.routes, key=lambda pair: (pairs[pair].relation is Relation.IMPLEMENTS, pair)):
        downwards = made.places[pair[0]].y > made.places[pair[1]].y
        path = path_of(made.routes[pair], downwards=downwards)
        own = branch(path["d"], drawn.setdefault((pair[0], pairs[pair].bundle), set()))
        yield {"edge": pairs[pair].index, **path, **({"own": own} if own else {}), **labels.get(pair, {})}


def _frame(box: ordering.Box, place: layers.Place) -> tuple[float, float, float, float]:
    half, tall = box.width / 2, box.height / 2
    return (place.x - half, place.y - tall, place.x + half, place.y + tall)


def _lane(lane: layers.Lane, right: float, names: Mapping[int, Text]) -> dict[str, object]:
    return {
        "x": 0,
        "y": lane.top,
        "w": right,
        "h": round(lane.bottom - lane.top, 1),
        "name": names.get(lane.lane, label("level.None")),
        "turned": True,
    }
