"""Layout in layers, after Sugiyama: rows within lanes, few crossings, links routed around boxes. Pure geometry.

Rows are topological (what is cited stands above what cites it, within its lane); within a row boxes stand in the order
given (by date), and a swap wins over that order only where it removes crossings. A link that passes a row between its
ends gets a slot of its own there, so that no link ever runs behind a box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import networkx as nx

from viz.ordering import Box, Grid, mean, reorder

BOX_GAP = 22
ROW_GAP = 40
LANE_PADDING = 13
LANE_HEADING = 46
_SETTLINGS = 24
_ROW_LIMIT = 5
_SCREEN_SHAPE = 0.74  # boxes across, squared, for each box: a screen is about 1.6 wide, a box with its gap about 2.1
_NARROWEST = 1000
_PORT_SPREAD = 22


@dataclass(frozen=True, slots=True)
class Place:
    """Centre of a box."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """Vertical extent of one lane."""

    lane: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where everything stands. A route runs downwards, from the bottom of the upper box to the top of the lower one.

    Each route is a list of points; between points 1-2, 3-4 ... it runs straight down through a row, between the
    others it swings across the gap between two rows.
    """

    width: float
    height: float
    lanes: tuple[Lane, ...]
    places: Mapping[str, Place]
    routes: Mapping[tuple[str, str], tuple[Place, ...]]


def arrange(
    boxes: Sequence[Box],
    links: Sequence[tuple[str, str]],
    *,
    within: Sequence[tuple[str, str]],
    row_limit: int | None = None,
    row_gap: float = ROW_GAP,
) -> Arrangement:
    """Place `boxes` (in the order wanted within a row) and route `links`, pairs (cited, citing) of their ids.

    `within` are pairs (upper, lower) of boxes of one lane that say which stands above; they form no circle. A row
    holds `row_limit` boxes, or as many as fit the shape of a screen; what is over goes to a further row.
    `row_gap` pixels at least stand between rows.
    """
    limit = row_limit or max(_ROW_LIMIT, round(sqrt(_SCREEN_SHAPE * len(boxes))))
    rows, lane_of_row = _rows(boxes, within, limit)
    row_of = {box: index for index, row in enumerate(rows) for box in row}
    grid = Grid([list(row) for row in rows], {box.id: box for box in boxes})
    chains = {pair: _chain(grid, pair, row_of) for pair in sorted(set(links)) if row_of[pair[0]] != row_of[pair[1]]}
    reorder(grid)
    xs = _columns(grid)
    bands, lanes, height = _bands(grid, lane_of_row, row_gap)
    left = min((xs[box.id] - box.width / 2 for box in boxes), default=0)
    shift = LANE_HEADING + LANE_PADDING - min([left, *xs.values()], default=0)
    xs = {item: x + shift for item, x in xs.items()}
    places = {box.id: Place(_round(xs[box.id]), _round(sum(bands[row_of[box.id]]) / 2)) for box in boxes}
    right = max((xs[item] + grid.width(item) / 2 for item in xs), default=0)
    return Arrangement(
        width=_round(right + LANE_PADDING),
        height=_round(height),
        lanes=lanes,
        places=places,
        routes=_routes(grid, chains, xs, places, bands),
    )


def _rows(boxes: Sequence[Box], within: Sequence[tuple[str, str]], limit: int) -> tuple[list[list[str]], list[int]]:
    """Boxes in rows, each as low in its lane as what cites it there allows; and the lane of each row."""
    lane_of = {box.id: box.lane for box in boxes}
    rows: list[list[str]] = []
    lanes: list[int] = []
    for lane in sorted(set(lane_of.values())):
        inside: nx.DiGraph[str] = nx.DiGraph()
        inside.add_nodes_from(box.id for box in boxes if box.lane == lane)
        inside.add_edges_from(pair for pair in within if lane_of[pair[0]] == lane)
        depth: dict[str, int] = {}
        for item in reversed(list(nx.lexicographical_topological_sort(inside))):
            depth[item] = 1 + max((depth[lower] for lower in inside.successors(item)), default=-1)
        for level in range(max(depth.values()), -1, -1):
            row = [box.id for box in boxes if box.lane == lane and depth[box.id] == level]
            size = -(-len(row) // -(-len(row) // limit))
            pieces = [row[start : start + size] for start in range(0, len(row), size)]
            rows.extend(pieces)
            lanes.extend([lane] * len(pieces))
    return rows, lanes


def _chain(grid: Grid, pair: tuple[str, str], row_of: Mapping[str, int]) -> tuple[object, ...]:
    """The link's ends, upper first, with a new slot in every row between them."""
    upper, lower = sorted(pair, key=lambda item: row_of[item])
    slots = [(upper, lower, row) for row in range(row_of[upper] + 1, row_of[lower])]
    for slot in slots:
        grid.rows[slot[2]].append(slot)
    chain: tuple[object, ...] = (upper, *slots, lower)
    for high, low in pairwise(chain):
        if low not in grid.below.setdefault(high, []):
            grid.below[high].append(low)
            grid.above.setdefault(low, []).append(high)
    return chain


def _columns(grid: Grid) -> dict[object, float]:
    """Horizontal centres: each item near its neighbours, rows kept in order and apart."""
    xs: dict[object, float] = {}
    for row in grid.rows:
        cursor = -_tight(grid, row) / 2
        for index, item in enumerate(row):
            cursor += _gap(row[index - 1], item) if index else 0
            xs[item] = cursor + grid.width(item) / 2
            cursor += grid.width(item)
    room = max([_NARROWEST, *(1.03 * _tight(grid, row) for row in grid.rows)]) / 2
    for sweep in range(_SETTLINGS):
        rows = grid.rows if sweep % 2 == 0 else grid.rows[::-1]
        for row in rows:
            _settle(grid, row, xs, room)
    return xs


def _tight(grid: Grid, row: list[object]) -> float:
    """Width of a row whose items stand as near to each other as they may."""
    return sum(grid.width(item) for item in row) + sum(_gap(left, right) for left, right in pairwise(row))


def _settle(grid: Grid, row: list[object], xs: dict[object, float], room: float) -> None:
    """Move a row's items as near as possible to the mean of their neighbours, and no further out than `room`.

    Least squares under the row's order and gaps, by pooling items that would overlap into blocks.
    """
    offset = 0.0
    blocks: list[tuple[float, float, int]] = []  # weighted sum of wishes, weight, items
    offsets = []
    for index, item in enumerate(row):
        if index:
            offset += (grid.width(row[index - 1]) + grid.width(item)) / 2 + _gap(row[index - 1], item)
        offsets.append(offset)
        near = [*grid.above.get(item, ()), *grid.below.get(item, ())]
        weight = 0.3 if not near else (1.0 if isinstance(item, str) else 4.0)
        wish = mean([xs[other] for other in near], xs[item]) - offset
        blocks.append((wish * weight, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, heft, count = blocks.pop()
            blocks[-1] = (blocks[-1][0] + total, blocks[-1][1] + heft, blocks[-1][2] + count)
    start = 0
    first, last = grid.width(row[0]) / 2 - room, room - grid.width(row[-1]) / 2 - offsets[-1]
    for total, heft, count in blocks:
        base = min(max(total / heft, first), last)
        for index in range(start, start + count):
            xs[row[index]] = base + offsets[index]
        start += count


def _gap(left: object, right: object) -> float:
    return BOX_GAP if isinstance(left, str) and isinstance(right, str) else BOX_GAP / 2


def _bands(
    grid: Grid, lane_of_row: Sequence[int], row_gap: float
) -> tuple[list[tuple[float, float]], tuple[Lane, ...], float]:
    """Top and bottom of each row, of each lane, and the height of all. Busy gaps are higher."""
    bands: list[tuple[float, float]] = []
    lanes: list[Lane] = []
    y = 0.0
    for index, row in enumerate(grid.rows):
        new_lane = index == 0 or lane_of_row[index] != lane_of_row[index - 1]
        busy = sum(len(grid.below.get(item, ())) for item in grid.rows[index - 1]) if index else 0
        gap = (row_gap if index else 0) + min(3 * max(busy - 4, 0), 40)
        if new_lane:
            if index:
                lanes[-1] = Lane(lanes[-1].lane, lanes[-1].top, _round(y + gap / 2 - 3))
            lanes.append(Lane(lane_of_row[index], _round(y + gap / 2 + 3 if index else 0), 0))
            gap = max(gap, 2 * LANE_PADDING) if index else LANE_PADDING
        top = y + gap
        y = top + max((grid.boxes[item].height for item in row if isinstance(item, str)), default=0)
        bands.append((top, y))
    if lanes:
        lanes[-1] = Lane(lanes[-1].lane, lanes[-1].top, _round(y + LANE_PADDING))
    return bands, tuple(lanes), y + LANE_PADDING


def _routes(
    grid: Grid,
    chains: Mapping[tuple[str, str], tuple[object, ...]],
    xs: Mapping[object, float],
    places: Mapping[str, Place],
    bands: Sequence[tuple[float, float]],
) -> dict[tuple[str, str], tuple[Place, ...]]:
    leaving = _ports(grid, {pair: (chain[0], chain[1]) for pair, chain in chains.items()}, xs)
    arriving = _ports(grid, {pair: (chain[-1], chain[-2]) for pair, chain in chains.items()}, xs)
    row_of = {item: index for index, row in enumerate(grid.rows) for item in row}
    routes = {}
    for pair, chain in chains.items():
        upper, lower = str(chain[0]), str(chain[-1])
        points = [
            Place(leaving[pair], _round(places[upper].y + grid.boxes[upper].height / 2)),
            Place(leaving[pair], _round(bands[row_of[upper]][1])),
        ]
        for slot in chain[1:-1]:
            top, bottom = bands[row_of[slot]]
            points += [Place(_round(xs[slot]), _round(top)), Place(_round(xs[slot]), _round(bottom))]
        points += [
            Place(arriving[pair], _round(bands[row_of[lower]][0])),
            Place(arriving[pair], _round(places[lower].y - grid.boxes[lower].height / 2)),
        ]
        routes[pair] = tuple(points)
    return routes


def _ports(
    grid: Grid, ends: Mapping[tuple[str, str], tuple[object, object]], xs: Mapping[object, float]
) -> dict[tuple[str, str], float]:
    """Where along a box's edge each link leaves it: spread out, in the order of the links' next points."""
    by_box: dict[object, list[tuple[float, tuple[str, str]]]] = {}
    for pair, (box, next_item) in ends.items():
        by_box.setdefault(box, []).append((xs[next_item], pair))
    ports = {}
    for box, links in by_box.items():
        spread = min(_PORT_SPREAD, grid.width(box) * 0.7 / len(links))
        for index, (_, pair) in enumerate(sorted(links)):
            ports[pair] = _round(xs[box] + (index - (len(links) - 1) / 2) * spread)
    return ports


def _round(value: float) -> float:
    """Tenths of a pixel: the same digits on every machine."""
    return round(value, 1) + 0.0
