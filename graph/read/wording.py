"""What the cells of a table say: lists of names, and what several rows say of one duty."""

from __future__ import annotations

from collections.abc import Iterable

NAMING = frozenset({"lead", "coordinating", "consulted", "deciding"})
"""Roles of columns whose cells name organisations, each on a line of its own where there are several."""
HOLDING = NAMING | {"finish", "product", "time"}
"""Roles of columns whose cell, when it covers several rows, speaks for each of them."""
_ENDED = (".", ",", ";", ":")


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
