"""How a body is called at a place, and its identifier there: "Ban Tổ chức" of a district is "Ban Tổ chức Huyện ủy"."""

from __future__ import annotations

from hashlib import sha256

from graph.lexicon.agency_catalogue import COMMITTEE, AgencyRow
from graph.lexicon.agency_names import COMMITTEE_OF_COMMUNE, COMMITTEES, WrittenName
from graph.lexicon.territories import Territory
from graph.model import Level
from graph.spelling import slug

UNKNOWN = "unknown"
"""Stands in an identifier where the territory is not known."""
LONGEST_SLUG = 120
"""Longer slugs are cut and told apart by a digest of the whole name."""


def is_organ(row: AgencyRow, unit: Territory) -> bool:
    """True for a body of the Party committee of the place, which its name has to tell."""
    return row.parent == COMMITTEE and unit.level is not Level.CENTRAL


def stem(row: AgencyRow) -> str:
    """The words of a body's name before those for its committee."""
    return row.name.removesuffix(f" {COMMITTEE.lower()}")


def committee_of(unit: Territory) -> str:
    """Name of the Party committee of a unit: "Huyện ủy", "Đảng ủy"."""
    return COMMITTEES.get(unit.kind, COMMITTEE_OF_COMMUNE)


def _is_committee(row: AgencyRow) -> bool:
    return row.name == COMMITTEE_OF_COMMUNE or row.name in COMMITTEES.values()


def tiered(row: AgencyRow, written: WrittenName) -> str:
    """A body's name with the tier and place that were written, where they do not lead to a unit."""
    tier = written.tier if row.level is None and not _is_committee(row) else None
    if tier is not None and written.committee:
        tier = COMMITTEES[tier]
    place = written.places[0].name if written.places else None
    return " ".join(filter(None, (stem(row), tier, place)))


def placed(row: AgencyRow, words: str, unit: Territory) -> str:
    """A body's name with its place, where every unit of a tier has one: "Ủy ban nhân dân tỉnh Lai Châu"."""
    of_party = row.parent == COMMITTEE or _is_committee(row)
    if unit.level is Level.CENTRAL or (row.level is not None and not of_party):
        return words
    return f"{words} {unit.name if of_party and unit.level is not Level.COMMUNE else unit.full_name}"


def identity(place: str | None, words: str) -> str:
    """Identifier of a body by its unit and the words of its name: "agency/vn/lai-chau/so-noi-vu"."""
    tail = slug(words)
    if len(tail) > LONGEST_SLUG or not tail:
        digest = sha256(words.encode()).hexdigest()[:8]
        tail = f"{tail[:LONGEST_SLUG].rstrip('-')}-{digest}".lstrip("-")
    return f"agency/{place or UNKNOWN}/{tail}"


def spelled(text: str) -> str:
    """A name that begins with a capital."""
    return text[:1].upper() + text[1:]
