"""Which row of its lane each box stands in: what is cited above what cites it, few rows, and rows equally full."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from viz.layout.ordering import Box


def in_rows(boxes: Sequence[Box], within: Sequence[tuple[str, str]], limit: int) -> tuple[list[list[str]], list[int]]:
    """Ids of `boxes` in rows, from the top, and the lane of each row.

    `within` are pairs (upper, lower) of ids of one lane; they form no circle. A row holds at most `limit` boxes, in
    the order of `boxes`.
    """
    lane_of = {box.id: box.lane for box in boxes}
    rows: list[list[str]] = []
    lanes: list[int] = []
    for lane in sorted(set(lane_of.values())):
        inside: nx.DiGraph[str] = nx.DiGraph()
        inside.add_nodes_from(box.id for box in boxes if box.lane == lane)
        inside.add_edges_from(pair for pair in within if lane_of[pair[0]] == lane)
        made = _lane_rows([box.id for box in boxes if box.lane == lane], inside, limit)
        rows.extend(made)
        lanes.extend([lane] * len(made))
    return rows, lanes


def _lane_rows(items: Sequence[str], inside: nx.DiGraph[str], limit: int) -> list[list[str]]:
    """Rows filled from the bottom: first what has the longest way up, then what comes last in the order wanted."""
    above: dict[str, int] = {}
    for item in nx.lexicographical_topological_sort(inside):
        above[item] = 1 + max((above[upper] for upper in inside.predecessors(item)), default=-1)
    count = max(1 + max(above.values()), -(-len(items) // limit))
    place = {item: index for index, item in enumerate(items)}
    waiting = {item: inside.out_degree(item) for item in items}
    rows: list[list[str]] = []
    while waiting:
        free = [item for item, below in waiting.items() if below == 0]
        size = len(waiting) // max(count - len(rows), 1)  # the upper row is the fuller: fewer links pass it
        chosen = sorted(free, key=lambda item: (-above[item], -place[item]))[: _room(size, limit, free, above)]
        for item in chosen:
            del waiting[item]
            for upper in inside.predecessors(item):
                waiting[upper] -= 1
        rows.append(sorted(chosen, key=place.__getitem__))
    return rows[::-1]


def _room(size: int, limit: int, free: Sequence[str], above: dict[str, int]) -> int:
    """How many boxes go into a row: more than its share where as many stand over a like long way up."""
    longest = max(above[item] for item in free)
    return min(limit, max(size, 1, sum(above[item] == longest > 0 for item in free)))
