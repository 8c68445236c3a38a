"""Where the items of each row stand from left to right: near what they are linked to, in order, and apart."""

from __future__ import annotations

from itertools import pairwise

from viz.layout.ordering import Grid, mean

BOX_GAP = 12
_SETTLINGS = 24
_NARROWEST = 980
_TRUNK = 3  # branches


def columns(grid: Grid) -> dict[object, float]:
    """Horizontal centres: each item near its neighbours, rows kept in order and apart."""
    xs: dict[object, float] = {}
    for row in grid.rows:
        cursor = -_tight(grid, row) / 2
        for index, item in enumerate(row):
            cursor += _gap(row[index - 1], item) if index else 0
            xs[item] = cursor + grid.width(item) / 2
            cursor += grid.width(item)
    room = max([_NARROWEST, *(_tight(grid, row) for row in grid.rows)]) / 2
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
        near = [other for other in grid.above.get(item, ()) if not _trunk(grid, other)] + grid.below.get(item, [])
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


def _trunk(grid: Grid, item: object) -> bool:
    """True for a line that many others branch from: it does not draw them all to where it runs."""
    return not isinstance(item, str) and len(grid.below.get(item, ())) > _TRUNK


def _gap(left: object, right: object) -> float:
    return BOX_GAP if isinstance(left, str) and isinstance(right, str) else BOX_GAP / 2
