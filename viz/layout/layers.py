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

from viz.layout.columns import columns
from viz.layout.ordering import Box, Grid, mean, reorder
from viz.layout.rows import in_rows

Pair = tuple[str, str]
"""A link by its ends: (cited, citing)."""

ROW_GAP = 31
LANE_PADDING = 6
LANE_HEADING = 30
_ROW_LIMIT = 4
_SCREEN_SHAPE = 0.74  # boxes across, squared, for each box: a screen is about 1.6 wide, a box with its gap about 2.1
_PORT_SPREAD = 24


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
    others it swings across the gap between two rows. Routes of one bundle run together from their upper end.
    """

    width: float
    height: float
    lanes: tuple[Lane, ...]
    places: Mapping[str, Place]
    routes: Mapping[Pair, tuple[Place, ...]]


def arrange(
    boxes: Sequence[Box],
    links: Sequence[Pair],
    *,
    within: Sequence[Pair],
    bundles: Mapping[Pair, str] | None = None,
    row_limit: int | None = None,
    row_gap: float = ROW_GAP,
) -> Arrangement:
    """Place `boxes` (in the order wanted within a row) and route `links`, pairs (cited, citing) of their ids.

    `within` are pairs (upper, lower) of boxes of one lane that say which stands above; they form no circle. Links to
    one upper box that have the same name in `bundles` leave it as one line. A row holds `row_limit` boxes, or as many
    as fit the shape of a screen; what is over goes to a further row. `row_gap` pixels at least stand between rows.
    """
    limit = row_limit or row_size(len(boxes))
    rows, lane_of_row = in_rows(boxes, within, limit)
    row_of = {box: index for index, row in enumerate(rows) for box in row}
    grid = Grid([list(row) for row in rows], {box.id: box for box in boxes})
    crossing = [pair for pair in sorted(set(links)) if row_of[pair[0]] != row_of[pair[1]]]
    names = _bundled(crossing, bundles or {}, row_of)
    chains = {pair: _chain(grid, pair, row_of, names[pair]) for pair in crossing}
    reorder(grid)
    xs = columns(grid)
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
        routes=_routes(grid, chains, names, xs, places, bands),
    )


def row_size(count: int) -> int:
    """How many boxes of `count` stand side by side, so that all of them have the shape of a screen."""
    return max(_ROW_LIMIT, round(sqrt(_SCREEN_SHAPE * count)))


def _bundled(links: Sequence[Pair], bundles: Mapping[Pair, str], row_of: Mapping[str, int]) -> dict[Pair, str]:
    """The bundle of each link; what is in none, or would part from its arrow, goes by the name of its lower end."""
    return {
        (cited, citing): (bundles.get((cited, citing)) or citing) if row_of[cited] < row_of[citing] else cited
        for cited, citing in links
    }


def _chain(grid: Grid, pair: Pair, row_of: Mapping[str, int], bundle: str) -> tuple[object, ...]:
    """The link's ends, upper first, with a slot in every row between them: its own, or that of its bundle."""
    upper, lower = sorted(pair, key=lambda item: row_of[item])
    slots = [(upper, bundle, row) for row in range(row_of[upper] + 1, row_of[lower])]
    for slot in slots:
        if slot not in grid.slots:
            grid.slots.add(slot)
            grid.rows[slot[2]].append(slot)
    chain: tuple[object, ...] = (upper, *slots, lower)
    for high, low in pairwise(chain):
        if low not in grid.below.setdefault(high, []):
            grid.below[high].append(low)
            grid.above.setdefault(low, []).append(high)
    return chain


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
        gap = (row_gap if index else 0) + min(2 * max(busy - 5, 0), 40)
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
    chains: Mapping[Pair, tuple[object, ...]],
    names: Mapping[Pair, str],
    xs: Mapping[object, float],
    places: Mapping[str, Place],
    bands: Sequence[tuple[float, float]],
) -> dict[Pair, tuple[Place, ...]]:
    leaving = _ports(grid, {pair: (chain[0], names[pair], chain[1]) for pair, chain in chains.items()}, xs)
    arriving = _ports(
        grid, {pair: (chain[-1], str(chain[0]) + names[pair], chain[-2]) for pair, chain in chains.items()}, xs
    )
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
    grid: Grid, ends: Mapping[Pair, tuple[object, str, object]], xs: Mapping[object, float]
) -> dict[Pair, float]:
    """Where along a box's edge each link leaves it: spread out, in the order of the links' next points.

    ends are (box, bundle, next item); links of one bundle leave at one point.
    """
    by_box: dict[object, dict[str, list[tuple[Pair, float]]]] = {}
    for pair, (box, bundle, next_item) in ends.items():
        by_box.setdefault(box, {}).setdefault(bundle, []).append((pair, xs[next_item]))
    ports = {}
    for box, bundles in by_box.items():
        spread = min(_PORT_SPREAD, grid.width(box) * 0.7 / len(bundles))
        ordered = sorted(bundles.values(), key=lambda links: (mean([x for _, x in links], 0), links[0][0]))
        for index, links in enumerate(ordered):
            for pair, _ in links:
                ports[pair] = _round(xs[box] + (index - (len(bundles) - 1) / 2) * spread)
    return ports


def _round(value: float) -> float:
    """Tenths of a pixel: the same digits on every machine."""
    return round(value, 1) + 0.0
