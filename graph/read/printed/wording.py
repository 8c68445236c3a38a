"""The words of table cells: lists of names, and what several rows say of one duty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.read.printed.joining import text_of
from graph.read.printed.lines import Line

NAMING = frozenset({"lead", "coordinating", "consulted", "deciding"})
"""Roles of columns whose cells name organisations, each on a line of its own where there are several."""
HOLDING = NAMING | {"time", "product"}
"""Roles of columns whose cell, when it covers several rows, speaks for each of them."""
_ENDED = (".", ",", ";", ":")
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


def worded(text: str, role: str | None) -> str:
    """The lines of a cell as one; names on lines of their own are a list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if role not in NAMING:
        return " ".join(lines)
    joined = ""
    for line in lines:
        new = bool(joined) and not joined.endswith(_ENDED) and (line[0].isupper() or line[0] in "-+–•")
        joined += (";" if new else "") + (" " if joined else "") + line
    return joined


def together(texts: Iterable[str]) -> str:
    """What several rows say of one duty, each thing once."""
    joined = ""
    for text in dict.fromkeys(text for text in texts if text.strip()):
        joined += ("" if not joined else " " if joined.endswith(_ENDED) else "; ") + text
    return joined
