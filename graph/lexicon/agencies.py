"""Organisations (cơ quan, tổ chức): which one a name means in a document of a territory and level.

The lists are data/lexicon/agencies.csv (bodies, groups, posts and generic roles, the merged ones of 2025 beside their
successors) and agency_heads.csv (words that begin a name). What they do not hold gets an identifier from its words.
No territory is ever guessed: a local body of a document whose place is not known is "agency/unknown/...".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from graph.lexicon import territories
from graph.lexicon.agency_catalogue import (
    AGENCY,
    COMMITTEE,
    GENERIC,
    GROUP,
    POST,
    AgencyRow,
    Head,
    catalogue,
    head_of,
    heads,
    listed,
    row_by_key,
    row_of,
)
from graph.lexicon.agency_names import COMMITTEE_OF_COMMUNE, COMMITTEES, TIERS, WrittenName, after, key_of, parse
from graph.lexicon.territories import NATION, Territory
from graph.model import Branch, Level
from graph.spelling import slug

__all__ = [
    "AGENCY",
    "GENERIC",
    "GROUP",
    "POST",
    "UNKNOWN",
    "Agency",
    "AgencyRow",
    "Head",
    "catalogue",
    "head_of",
    "heads",
    "listed",
    "resolve",
]

UNKNOWN = "unknown"
"""Stands in an identifier where the territory is not known."""
LONGEST_SLUG = 120
"""Longer slugs are cut and told apart by a digest of the whole name."""

_RANKS = {Level.CENTRAL: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3}
_NEW_PERIOD = "vn-2025/"


@dataclass(frozen=True, slots=True)
class Agency:
    """A canonical organisation. territory is the one it belongs to (a group: within which it is), None if unknown."""

    id: str
    name: str
    kind: str
    level: Level | None
    branch: Branch | None
    territory: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where a name was read: units from the document's own upward, its level, and the day if known."""

    chain: tuple[Territory, ...]
    level: Level | None
    on: date | None


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a body is: its unit, None if not known; below where it is any of the bodies under that unit."""

    unit: Territory | None
    level: Level | None
    below: bool = False


def resolve(name: str, territory: str | None, level: Level | None, on: date | None = None) -> Agency:
    """The organisation that `name` means in a document of this territory and level, issued on that day if known.

    A body of a higher level is the one above the document's unit ("Sở Nội vụ" in a district's plan is the province's);
    one of a lower level, named without its place, stands for all of them: a group. Always returns something.
    """
    chain = _chain(territory)
    own_level = level or (chain[0].level if chain else None)
    return _resolved(parse(name), _Setting(chain, own_level, on))


def _resolved(written: WrittenName, setting: _Setting) -> Agency:
    row = row_by_key(written.key)
    if row is not None and not written.committee and written.tier is None:
        return _of_row(row, written, _seat(row.level, setting))
    if row is not None and row.kind in (GROUP, GENERIC):
        return _of_row(row, written, _seat_of_group(row, setting))
    if written.of_level:
        return _group(written, _seat(_level_of_tier(written, setting), setting))
    if written.several:
        return _group(written, _above(_level_of_tier(written, setting), setting))
    if written.plural:
        return _group(written, _seat_of_tier(written, setting) if written.tier else _seat_of_head(written, setting))
    if written.tier is not None:
        seat = _seat_of_tier(written, setting)
        row = row_of(written)
        return _of_row(row, written, seat) if row is not None else _minted(written, seat, setting)
    return _minted(written, _seat_of_head(written, setting), setting)


def _of_row(row: AgencyRow, written: WrittenName, seat: _Seat) -> Agency:
    unit, place = seat.unit, seat.unit.id if seat.unit else None
    level = row.level if row.level is not None else seat.level
    if row.kind in (GROUP, GENERIC):
        name = _spelled(unit.full_name) if unit and written.places else row.name
        return Agency(_identity(place, row.name), name, row.kind, level, row.branch, place, None)
    if unit is None or seat.below:
        name, kind = _tiered(row, written), GROUP if seat.below else row.kind
        return Agency(_identity(place, name), name, kind, level, row.branch, place, None)
    words = f"{_stem(row)} {_committee_of(unit)}" if _is_organ(row, unit) else row.name
    name = _placed(row, words, unit)
    return Agency(_identity(place, words), name, row.kind, level, row.branch, place, _parent_id(row, unit))


def _minted(written: WrittenName, seat: _Seat, setting: _Setting) -> Agency:
    """A body that no row names: its head word tells what it is, and the body named after the head word where it is."""
    head = head_of(written.key)
    if head is not None and head.level is None:
        rest = parse(after(written.text, len(head.words.split())))
        if rest.key and (row_by_key(rest.key) or row_of(rest) or head_of(rest.key)):
            return _part_of(_resolved(rest, setting), head, written)
    kind = GROUP if seat.below else head.kind if head else AGENCY
    branch = Branch.PARTY if written.committee else head.branch if head else None
    place = seat.unit.id if seat.unit else None
    name = _spelled(written.text)
    words = written.base if seat.unit and written.tier and not seat.below else written.text
    if written.committee and seat.unit and not seat.below:
        words = f"{written.base} {_committee_of(seat.unit)}"
    return Agency(_identity(place, words), name, kind, seat.level, branch, place, None)


def _part_of(whole: Agency, head: Head, written: WrittenName) -> Agency:
    """What a head word makes of the body behind it: its post, its office, the Party's body in it."""
    kind = GROUP if whole.kind == GROUP else head.kind
    branch = head.branch or whole.branch
    words = f"{head.words} {whole.id.rpartition('/')[2]}"
    parent = whole.id if branch is whole.branch and whole.kind == AGENCY else None
    name = _spelled(written.text)
    return Agency(_identity(whole.territory, words), name, kind, whole.level, branch, whole.territory, parent)


def _group(written: WrittenName, seat: _Seat) -> Agency:
    head = head_of(written.key) or head_of(written.key.partition(" ")[2])
    branch = Branch.PARTY if written.committee else head.branch if head else None
    place = seat.unit.id if seat.unit else None
    return Agency(_identity(place, written.text), _spelled(written.text), GROUP, seat.level, branch, place, None)


def _seat(level: Level | None, setting: _Setting) -> _Seat:
    """Where a body of this level is, as seen from the document; without a level, the document's own place."""
    if level is None:
        own = setting.chain[0] if setting.chain else None
        return _Seat(own if own and own.level is setting.level else None, setting.level)
    if level is Level.CENTRAL:
        return _Seat(territories.get(NATION), level)
    if setting.level is not None and _RANKS[level] > _RANKS[setting.level]:
        return _Seat(setting.chain[0] if setting.chain else None, level, below=True)
    return _Seat(next((unit for unit in setting.chain if unit.level is level), None), level)


def _seat_of_tier(written: WrittenName, setting: _Setting) -> _Seat:
    """Where a body is whose name tells its tier, with the place or without."""
    level = _level_of_tier(written, setting)
    if written.places:
        places = _fitting(written, setting)
        return _Seat(places[0], places[0].level) if len(places) == 1 else _Seat(None, level)
    unit = next((unit for unit in setting.chain if unit.kind == written.tier), None)
    if unit is not None:
        return _Seat(unit, unit.level)
    seat = _seat(level, setting) if level is not None else _Seat(None, None)
    return seat if seat.below else _Seat(None, level)


def _seat_of_group(row: AgencyRow, setting: _Setting) -> _Seat:
    """Several bodies of a tier are within the unit above it; all else of a level is at that level."""
    several = parse(row.name).several
    return _above(row.level, setting) if several and row.level is not None else _seat(row.level, setting)


def _seat_of_head(written: WrittenName, setting: _Setting) -> _Seat:
    head = head_of(written.key)
    if head is None and written.plural:
        head = head_of(written.key.partition(" ")[2])
    return _seat(head.level if head else None, setting)


def _above(level: Level | None, setting: _Setting) -> _Seat:
    """The lowest unit of the chain that holds units of this level."""
    if level is None:
        return _seat(None, setting)
    return _Seat(next((unit for unit in setting.chain if _RANKS[unit.level] < _RANKS[level]), None), level)


def _fitting(written: WrittenName, setting: _Setting) -> list[Territory]:
    """Of the units that the name of a place may mean, those of the document's period; its own province first."""
    places = [place for place in written.places if place.kind == written.tier and place.stands(setting.on)]
    own = setting.chain[0].id if setting.chain else NATION
    if own != NATION:
        new = own.startswith(_NEW_PERIOD)
        places = [place for place in places if place.id.startswith(_NEW_PERIOD) is new]
    province = territories.province_of(own)
    near = [place for place in places if territories.province_of(place.id) == province]
    return near or places


def _level_of_tier(written: WrittenName, setting: _Setting) -> Level | None:
    level = TIERS.get(written.tier or "")
    if level is not None or setting.level is None:
        return level
    in_city = any(unit.kind == "thành phố" and unit.level is Level.PROVINCE for unit in setting.chain)
    if setting.level is Level.CENTRAL or in_city or not setting.chain:
        return None
    return Level.DISTRICT


def _parent_id(row: AgencyRow, unit: Territory) -> str | None:
    if row.parent == COMMITTEE:
        return _identity(unit.id, _committee_of(unit))
    above = row_by_key(key_of(row.parent)) if row.parent else None
    if above is None:
        return None
    return _identity(unit.id, f"{_stem(above)} {_committee_of(unit)}" if _is_organ(above, unit) else above.name)


def _is_organ(row: AgencyRow, unit: Territory) -> bool:
    """True for a body of the Party committee of the place, which its name has to tell."""
    return row.parent == COMMITTEE and unit.level is not Level.CENTRAL


def _stem(row: AgencyRow) -> str:
    return row.name.removesuffix(f" {COMMITTEE.lower()}")


def _committee_of(unit: Territory) -> str:
    return COMMITTEES.get(unit.kind, COMMITTEE_OF_COMMUNE)


def _is_committee(row: AgencyRow) -> bool:
    return row.name == COMMITTEE_OF_COMMUNE or row.name in COMMITTEES.values()


def _tiered(row: AgencyRow, written: WrittenName) -> str:
    """A body's name with the tier and place that were written, where they do not lead to a unit."""
    tier = written.tier if row.level is None and not _is_committee(row) else None
    if tier is not None and written.committee:
        tier = COMMITTEES[tier]
    place = written.places[0].name if written.places else None
    return " ".join(filter(None, (_stem(row), tier, place)))


def _placed(row: AgencyRow, words: str, unit: Territory) -> str:
    """A body's name with its place, where every unit of a tier has one: "Ủy ban nhân dân tỉnh Lai Châu"."""
    of_party = row.parent == COMMITTEE or _is_committee(row)
    if unit.level is Level.CENTRAL or (row.level is not None and not of_party):
        return words
    return f"{words} {unit.name if of_party and unit.level is not Level.COMMUNE else unit.full_name}"


def _identity(place: str | None, words: str) -> str:
    tail = slug(words)
    if len(tail) > LONGEST_SLUG or not tail:
        digest = sha256(words.encode()).hexdigest()[:8]
        tail = f"{tail[:LONGEST_SLUG].rstrip('-')}-{digest}".lstrip("-")
    return f"agency/{place or UNKNOWN}/{tail}"


def _spelled(text: str) -> str:
    return text[:1].upper() + text[1:]


def _chain(territory: str | None) -> tuple[Territory, ...]:
    chain: list[Territory] = []
    unit = territories.get(territory) if territory else None
    while unit is not None:
        chain.append(unit)
        unit = territories.get(unit.parent) if unit.parent else None
    return tuple(chain)
