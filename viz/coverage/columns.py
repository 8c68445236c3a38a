"""The columns of the coverage matrix: lower documents, or territories with all their documents together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.coverage import Row
from graph.lexicon import territories
from graph.model import Level
from viz.labels import Text, label
from viz.model import DocumentNode
from viz.panel import name_of

_LEVELS = [str(level) for level in Level]


@dataclass(frozen=True, slots=True)
class Place:
    """A column: a document, or a territory.

    id is what the page's address calls it; short is the symbol or, where there is none, the name; documents are
    identifiers; area is the province of the territory, or the territory itself where it lies in none; missing names
    the documents between that are not held.
    """

    id: str
    short: Text
    name: Text
    level: str | None
    territory: str | None
    area: str | None
    date: date | None
    documents: tuple[str, ...]
    missing: str | None


def document_places(rows: Iterable[Row], documents: Mapping[str, DocumentNode]) -> list[Place]:
    """The lower documents of some rows, in the order of level, date and identifier."""
    found: dict[str, Place] = {}
    for row in rows:
        if row.lower is not None and row.lower not in found:
            found[row.lower] = _document(row, row.lower, documents.get(row.lower))
    return sorted(found.values(), key=_order)


def territory_places(rows: Iterable[Row], documents: Sequence[Place]) -> list[Place]:
    """The territories of some rows in the order of level and name; a document without a territory stands by itself."""
    alone = {place.id: place for place in documents}
    found: dict[str, Place] = {}
    for row in rows:
        key = place_key(row)
        if key not in found:
            name = territory_name(row.territory)
            inside = [place for place in documents if place.territory == name]
            found[key] = alone[key] if name is None else _territory(key, row, name, inside)
    return sorted(found.values(), key=lambda place: (_level(place), place.id in alone, str(place.short), place.id))


def place_key(row: Row) -> str:
    """What identifies the column of a row by territory: the territory, or the document where that is unknown."""
    return row.territory or row.lower or row.symbol


def territory_name(identity: str | None) -> str | None:
    """Kind and name of a territory: "huyện Phong Thổ"; one that the list does not know stays as it is."""
    if identity is None or not identity.startswith("territory/"):
        return identity
    known = territories.get(identity.removeprefix("territory/"))
    return identity.rpartition("/")[2] if known is None else known.full_name


def _document(row: Row, identity: str, node: DocumentNode | None) -> Place:
    name: Text = row.symbol if node is None else name_of(node)
    return Place(
        id=identity,
        short=node.symbol if node is not None and node.symbol else name,
        name=name,
        level=row.level,
        territory=territory_name(row.territory),
        area=_area(row.territory),
        date=None if node is None else node.date,
        documents=(identity,),
        missing=row.missing,
    )


def _territory(key: str, row: Row, name: str, inside: Sequence[Place]) -> Place:
    return Place(
        id=key,
        short=name,
        name=name,
        level=row.level,
        territory=row.symbol if len(inside) < _FEW else None,
        area=_area(row.territory),
        date=None,
        documents=tuple(place.id for place in inside),
        missing=row.missing,
    )


_FEW = 4
"""From so many documents on, a territory's head does not name them."""


def _area(identity: str | None) -> str | None:
    if identity is None or not identity.startswith("territory/"):
        return identity
    parts = identity.removeprefix("territory/").split("/")
    return territory_name("territory/" + "/".join(parts[:2])) if len(parts) > 1 else territory_name(identity)


def _order(place: Place) -> tuple[int, date, str]:
    return (_level(place), place.date or date.max, place.id)


def _level(place: Place) -> int:
    return _LEVELS.index(place.level) if place.level in _LEVELS else len(_LEVELS)


def level_text(level: str | None) -> Text:
    """ "Cấp tỉnh", or that the level is not known."""
    return label(f"coverage.level-{level if level in _LEVELS else 'unknown'}")
