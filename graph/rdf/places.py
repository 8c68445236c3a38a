"""The places of a source as one text of a graph, and back."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from graph.model import Place


def places_text(places: Iterable[Place]) -> str:
    """The places as JSON; no text where there are none."""
    held = tuple(places)
    return msgspec.json.encode(held).decode() if held else ""


def places_in(text: str) -> tuple[Place, ...]:
    """The places that `places_text` wrote."""
    return msgspec.json.decode(text, type=tuple[Place, ...]) if text else ()
