"""Organisations (cơ quan, tổ chức): which one a name means in a document of a territory and level.

The lists are data/lexicon/agencies.csv (bodies, groups, posts and generic roles, the merged ones of 2025 beside their
successors), agency_heads.csv (words that begin a name) and general_words.csv (words by which a name means bodies of
every level). What they do not hold gets an identifier from its words.
No territory is ever guessed: a local body of a document whose place is not known is "agency/unknown/...".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.lexicon import territories
from graph.lexicon.agency_catalogue import (
    AGENCY,
    BODIES,
    COMMITTEE,
    GENERIC,
    GROUP,
    POST,
    AgencyRow,
    Head,
    catalogue,
    head_of,
    heads,
    is_central,
    is_general,
    listed,
    row_by_key,
    row_of,
)
from graph.lexicon.agency_names import TIERS, WrittenName, after, key_of, parse
from graph.lexicon.agency_spelling import UNKNOWN, committee_of, identity, is_organ, placed, spelled, stem, tiered
from graph.lexicon.territories import NATION, Territory
from graph.model import Branch, Level

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


_SEVERAL = (GROUP, BODIES, GENERIC)
_RANKS = {Level.CENTRAL: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3}
_NEW_PERIOD = "vn-2025/"


@dataclass(frozen=True, slots=True)
class Agency:
    """A canonical organisation. territory is the one it belongs to (a group: within which it is), None if unknown.

    level is None also for a general address of a central document ("các cấp ủy"), which means every level. parent is
    the body above it. changed is the first day without it and successor the body that took over its main duties; of
    local bodies, which were merged on different days, changed is the latest day that the Government had set.
    """

    id: str
    name: str
    kind: str
    level: Level | None
    branch: Branch | None
    territory: str | None
    parent: Agency | None = None
    changed: date | None = None
    successor: Agency | None = None


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where a name was read: units from the document's own upward, its level, and the day if known."""

    chain: tuple[Territory, ...]
    level: Level | None
    on: date | None


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a body is: its unit, None if not known; below where it is any of the bodies under that unit.

    assumed where the level is the document's and nothing in the name tells one.
    """

    unit: Territory | None
    level: Level | None
    below: bool = False
    assumed: bool = False


def resolve(name: str, territory: str | None, level: Level | None, on: date | None = None) -> Agency:
    """The organisation that `name` means in a document of this territory and level, issued on that day if known.

    A body of a higher level is the one above the document's unit ("Sở Nội vụ" in a district's plan is the province's);
    one of a lower level, named without its place, stands for all of them: a group. Always returns something.
    """
    chain = _chain(territory)
    own_level = level or (chain[0].level if chain else None)
    return _resolved(parse(name), _Setting(chain, own_level, on))


def _resolved(written: WrittenName, setting: _Setting) -> Agency:
    found = _found(written, setting)
    if setting.level is found.level is Level.CENTRAL and is_general(written.key, found.kind):
        kind = GENERIC if found.kind == GENERIC else GROUP
        return replace(found, kind=kind, level=None, parent=None, changed=None, successor=None)
    return found


def _found(written: WrittenName, setting: _Setting) -> Agency:
    row = row_by_key(written.key)
    if row is not None and not written.committee and written.tier is None:
        return _of_row(row, written, _seat(row.level, setting))
    if row is not None and row.kind in _SEVERAL:
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
    if row.kind in _SEVERAL:
        name = spelled(unit.full_name) if unit and written.places else row.name
        kind = GROUP if row.kind == BODIES else row.kind
        level = level if row.level is not None or row.kind == BODIES else _level_of_several(written, seat)
        return Agency(identity(place, row.name), name, kind, level, row.branch, place)
    if unit is None or seat.below:
        name, kind = tiered(row, written), GROUP if seat.below else row.kind
        return Agency(identity(place, name), name, kind, level, row.branch, place)
    return _body(row, unit, level)


def _body(row: AgencyRow, unit: Territory, level: Level | None) -> Agency:
    """The one body of this row at a unit."""
    words = f"{stem(row)} {committee_of(unit)}" if is_organ(row, unit) else row.name
    name, parent = placed(row, words, unit), _parent(row, unit)
    found = Agency(identity(unit.id, words), name, row.kind, level, row.branch, unit.id, parent)
    heir = row_by_key(key_of(row.successor)) if row.successor else None
    if heir is None or row.valid_until is None or not unit.stands(row.valid_until):
        return found
    return replace(found, changed=row.valid_until + timedelta(days=1), successor=_body(heir, unit, unit.level))


def _minted(written: WrittenName, seat: _Seat, setting: _Setting) -> Agency:
    """A body that no row names: its head word tells what it is, and the body named after the head word where it is."""
    head = head_of(written.key)
    if head is not None and head.level is None:
        rest = parse(after(written.text, len(head.words.split())))
        if rest.key and (row_by_key(rest.key) or row_of(rest) or head_of(rest.key)):
            return _part_of(_resolved(rest, setting), head, written)
    several = seat.below or _is_post_of_several(head, written)
    kind = GROUP if several else head.kind if head else AGENCY
    level = _level_of_several(written, seat) if kind == GROUP else seat.level
    branch = Branch.PARTY if written.committee else head.branch if head else None
    place = seat.unit.id if seat.unit else None
    name = spelled(written.text)
    words = written.base if seat.unit and written.tier and not seat.below else written.text
    if written.committee and seat.unit and not seat.below:
        words = f"{written.base} {committee_of(seat.unit)}"
    return Agency(identity(place, words), name, kind, level, branch, place)


def _part_of(whole: Agency, head: Head, written: WrittenName) -> Agency:
    """What a head word makes of the body behind it: its post, its office, the Party's body in it."""
    kind = GROUP if whole.kind == GROUP else head.kind
    branch = head.branch or whole.branch
    words = f"{head.words} {whole.id.rpartition('/')[2]}"
    parent = whole if branch is whole.branch and whole.kind == AGENCY else None
    name = spelled(written.text)
    return Agency(identity(whole.territory, words), name, kind, whole.level, branch, whole.territory, parent)


def _group(written: WrittenName, seat: _Seat) -> Agency:
    head = head_of(written.key) or head_of(written.key.partition(" ")[2])
    branch = Branch.PARTY if written.committee else head.branch if head else None
    place = seat.unit.id if seat.unit else None
    level = _level_of_several(written, seat)
    return Agency(identity(place, written.text), spelled(written.text), GROUP, level, branch, place)


def _level_of_several(written: WrittenName, seat: _Seat) -> Level | None:
    """A general address of a central document ("các cấp ủy") speaks to every level, so it has none of its own."""
    if seat.assumed and seat.level is Level.CENTRAL and not is_central(written.key):
        return None
    return seat.level


def _is_post_of_several(head: Head | None, written: WrittenName) -> bool:
    """True for "Bộ trưởng các bộ": one post in each of several bodies."""
    return head is not None and head.kind == POST and parse(after(written.text, len(head.words.split()))).plural


def _seat(level: Level | None, setting: _Setting) -> _Seat:
    """Where a body of this level is, as seen from the document; without a level, the document's own place."""
    if level is None:
        own = setting.chain[0] if setting.chain else None
        return _Seat(own if own and own.level is setting.level else None, setting.level, assumed=True)
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


def _parent(row: AgencyRow, unit: Territory) -> Agency | None:
    if row.parent == COMMITTEE and unit.level is Level.CENTRAL:
        return None  # the committee of the whole country is the Central Committee, which has commissions of its own
    parent = committee_of(unit) if row.parent == COMMITTEE else row.parent
    above = row_by_key(key_of(parent)) if parent else None
    return _body(above, unit, unit.level) if above is not None else None


def _chain(territory: str | None) -> tuple[Territory, ...]:
    chain: list[Territory] = []
    unit = territories.get(territory) if territory else None
    while unit is not None:
        chain.append(unit)
        unit = territories.get(unit.parent) if unit.parent else None
    return tuple(chain)
