"""Keeps a page small: what the panels of many boxes say alike stands in the page once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

_SHORTEST = 8
_VALUE, _QUOTES, _NOTE = 1, 2, 4


def share_texts(items: Iterable[Mapping[str, object]]) -> list[object]:
    """Puts numbers for texts that panels repeat, and returns the texts in the order of their numbers.

    Works on panels as `viz.panel.compact` makes them, in place: values, notes, and the files and words of quotes.
    """
    places = [place for item in items for place in _places(cast("list[list[Any]]", item.get("panel", ())))]
    counts = Counter(_key(holder[index]) for holder, index in places)
    numbers: dict[str, int] = {}
    for holder, index in places:
        key = _key(holder[index])
        if counts[key] > 1 and len(key) >= _SHORTEST:
            holder[index] = numbers.setdefault(key, len(numbers))
    return [json.loads(key) for key in numbers]


def _places(panel: list[list[Any]]) -> Iterator[tuple[list[Any], int]]:
    """Every place of a panel that holds a text, as (list, index)."""
    for row in panel:
        yield from ((row, index) for index in (_VALUE, _NOTE) if len(row) > index and row[index] is not None)
        for quote in (row[_QUOTES] or ()) if len(row) > _QUOTES else ():
            yield from ((quote, index) for index in (0, 2))


def _key(text: object) -> str:
    return json.dumps(text, ensure_ascii=False, sort_keys=True)
