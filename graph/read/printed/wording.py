"""The words of a cell of a printed table."""

from __future__ import annotations

from collections.abc import Sequence

from graph.read.printed.joining import text_of
from graph.read.printed.lines import Line

_NARROW = 2.6
"""Heights of type: in a cell that is no wider, words break anywhere ("T⏎T")."""


def cell_text(lines: Sequence[Line], right: float, width: float) -> str:
    """The words of a cell, a line for each stretch that was ended on purpose. right: the cell's border in points."""
    if width < _NARROW * lines[0].size and all(len(line.words) == 1 for line in lines):
        return "".join(line.text for line in lines)
    parts: list[list[Line]] = [[lines[0]]]
    for line in lines[1:]:
        before, first = parts[-1][-1], line.words[0].box
        if first.x1 - first.x0 + 0.25 * before.size < _free(before, right - width, right):
            parts.append([line])
        else:
            parts[-1].append(line)
    return "\n".join(text_of(part) for part in parts)


def _free(line: Line, left: float, right: float) -> float:
    """Points that were free in a cell behind the line; cells have margins of unknown width, lines may be centred."""
    slack = line.size if line.recognised else 0.6 * line.size
    behind = right - line.box.x1 - slack
    return behind + max(0.0, min(line.box.x0 - left - slack, behind))
