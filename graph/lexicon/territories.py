"""Territories (đơn vị hành chính): provinces, districts and communes before and after the reform of 01/7/2025.

Until 30/6/2025 there were 63 provinces, 696 districts and 10,035 communes; from 01/7/2025 there are 34 provinces and
3,321 communes, and no districts (Nghị quyết 202/2025/QH15, 203/2025/QH15). Names were kept for other areas, so units
of the two periods are different territories: "vn/tuyen-quang" and "vn-2025/tuyen-quang". Where a text names a place
without a date that settles the period, several territories fit, and all are returned: nothing here guesses.
The communes' list is only read when a commune is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.lexicon.tables import read_rows
from graph.model import Level
from graph.spelling import fold, fold_in_place

NATION = "vn"
"""Identifier of the whole country, at all times."""
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
"""Last day of the districts and of the provinces and communes as they were."""
FIRST_DAY_WITHOUT_DISTRICTS = date(2025, 7, 1)
"""First day of the units that stand now."""

_NEW_PERIOD = "vn-2025/"
_ORDER = (Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Territory:
    """A unit: name without the word for its kind ("Phong Thổ"), kind in lower case ("huyện").

    parent is the identifier of the unit above, None for the country; code is the official one of the General
    Statistics Office, as text; valid_from and valid_until are first and last day, None where not bounded.
    """

    id: str
    name: str
    kind: str
    level: Level
    parent: str | None
    code: str
    valid_from: date | None
    valid_until: date | None

    @property
    def full_name(self) -> str:
        """Kind and name: "huyện Phong Thổ"."""
        return f"{self.kind} {self.name}" if self.level is not Level.CENTRAL else self.name

    def stands(self, on: date | None) -> bool:
        """True when the unit existed on that day; None asks nothing."""
        return on is None or (
            (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class TerritoryRow(Territory):
    """A row of territories.csv: also the units that it was made from, and words that name it."""

    succeeds: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A row of communes.csv; succeeds holds official codes of the communes that it was made from, whole or in part."""

    id: str
    name: str
    kind: str
    code: str
    succeeds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A row of territory_aliases.csv: another name, or an earlier one, of the same unit."""

    territory: str
    kind: str
    name: str
    example: str


def get(id: str) -> Territory | None:
    """The territory with this identifier, or None."""
    found = _upper().get(id)
    return found if found is not None or id.count("/") < 2 else _communes().get(id)


def provinces(on: date | None = None) -> tuple[Territory, ...]:
    """All provinces and centrally run cities that stood on a day, or ever."""
    return tuple(unit for unit in _upper().values() if unit.level is Level.PROVINCE and unit.stands(on))


def communes(on: date | None = None) -> tuple[Territory, ...]:
    """All communes (xã, phường, thị trấn, đặc khu) that stood on a day, or ever."""
    return tuple(unit for unit in _communes().values() if unit.stands(on))


def find(
    name: str, level: Level | None = None, within: str | None = None, on: date | None = None
) -> tuple[Territory, ...]:
    """All territories that `name` may mean, higher ones first: "Phong Thổ", "huyện Phong Thổ", "TP. Hồ Chí Minh".

    The word for the kind, where there is one, must fit. within is the identifier of a unit above. Communes are only
    looked for at their own level, or under their own word ("xã", "phường", "thị trấn", "đặc khu").
    """
    key = fold(name).rstrip(" .,;:")
    kind, bare_name = _divided(key)
    levels = {level} if level is not None else {Level.CENTRAL, Level.PROVINCE, Level.DISTRICT}
    if level is None and kind in _COMMUNE_KINDS:
        levels = {Level.COMMUNE}
    found = _named(kind, _key(bare_name), Level.COMMUNE in levels)
    if not found and kind is not None:
        found = _named(None, _key(key), Level.COMMUNE in levels)
    return tuple(
        unit
        for unit in found
        if unit.level in levels and unit.stands(on) and (within in (None, NATION) or unit.id.startswith(f"{within}/"))
    )


def territory_id(text: str, on: date | None = None) -> str | None:
    """Identifier of the one territory that `text` is meant for, or None where that is not certain.

    text is an identifier ("vn/lai-chau") or a name, units above after commas: "Tuyên Quang", "huyện Phong Thổ, tỉnh Lai
    Châu". Of units that share a name the highest is meant ("Tuyên Quang" is the province and not its town). Names of
    provinces stand in both periods, so that without a day (that of the document) they leave it open which is meant.
    """
    if get(text) is not None:
        return text
    found: str | None = None
    for name in reversed(text.split(",")):
        fitting = find(name, within=found, on=on)
        highest = [unit.id for unit in fitting if unit.level is fitting[0].level]
        if len(highest) != 1:
            return None
        found = highest[0]
    return found


def named_in(text: str, level: Level | None = None, on: date | None = None) -> Iterator[tuple[Territory, int, int]]:
    """Territories named with the word for their kind ("huyện Chiêm Hóa"), with the half-open range of each mention.

    A mention that several territories fit yields each of them with the same range. Communes are only looked for when
    `level` asks for them. Linear in the text.
    """
    folded = fold_in_place(text)
    with_communes = level is Level.COMMUNE
    for match in _KIND_WORD.finditer(folded):
        kind = _kind(match.group("kind"))
        if (kind in _COMMUNE_KINDS) is not with_communes or not _is_name(text[match.end() : match.end() + 1]):
            continue
        found, end = _longest(folded, match.end(), kind, with_communes)
        for unit in found:
            if unit.stands(on) and level in (None, unit.level):
                yield unit, match.start(), end


def province_of(id: str) -> str | None:
    """Identifier of the province that a territory is in or is; None for the country."""
    steps = id.split("/")
    return "/".join(steps[:2]) if len(steps) > 1 else None


def succeeds(new_id: str) -> tuple[str, ...]:
    """Identifiers of the units that a unit of 2025 was made from, whole or in part; () where there are none."""
    row = _rows().get(new_id)
    if row is not None:
        return row.succeeds
    codes = _predecessors().get(new_id, ()) if new_id.startswith(_NEW_PERIOD) else ()
    return tuple(sorted(_old_by_code()[code] for code in codes))


def territory_rows() -> tuple[TerritoryRow, ...]:
    """All rows of territories.csv: the country, provinces and districts of both periods."""
    return read_rows("territories.csv", TerritoryRow)


def alias_rows() -> tuple[AliasRow, ...]:
    """All rows of territory_aliases.csv."""
    return read_rows("territory_aliases.csv", AliasRow)


_COMMUNE_KINDS = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_SHORT_KINDS = {
    "tp": "thành phố",
    "t": "tỉnh",
    "h": "huyện",
    "q": "quận",
    "tx": "thị xã",
    "x": "xã",
    "p": "phường",
    "tt": "thị trấn",
}
_KIND = (
    r"(?P<kind>tỉnh|thành phố|huyện|quận|thị xã|thị trấn|đặc khu|xã|phường|tp\.|tp(?=\s)|tx\.|tt\.|[hqpxt]\.)"
    r"[^\S\n]*"
)
_KIND_WORD = re.compile(rf"(?<![\w.]){_KIND}")
_WORD = re.compile(r"\w+")
_JOINT = re.compile(r"[^\S\n]*[\s'’\u2010-\u2015\u2212-][^\S\n]*")


def _kind(word: str) -> str:
    return _SHORT_KINDS.get(word.rstrip("."), word)


def _divided(key: str) -> tuple[str | None, str]:
    found = _KIND_WORD.match(key)
    return (_kind(found.group("kind")), key[found.end() :]) if found else (None, key)


def _is_name(letter: str) -> bool:
    return letter.isupper() or letter.isdigit()


def _key(name: str) -> str:
    return " ".join(_WORD.findall(name))


def _longest(folded: str, start: int, kind: str, with_communes: bool) -> tuple[tuple[Territory, ...], int]:
    """The units whose name stands at `start`, the longest name first, and where it ends."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(folded, start, start + _LONGEST_NAME):
        if words and not _JOINT.fullmatch(folded, words[-1].end(), word.start()):
            break
        words.append(word)
    for count in range(len(words), 0, -1):
        found = _named(kind, " ".join(word.group() for word in words[:count]), with_communes)
        if found:
            return found, words[count - 1].end()
    return (), start


def _named(kind: str | None, name: str, with_communes: bool) -> tuple[Territory, ...]:
    lower = _commune_names().get((kind, name), ()) if with_communes else ()
    return _upper_names().get((kind, name), ()) + lower


@cache
def _rows() -> dict[str, TerritoryRow]:
    return {row.id: row for row in territory_rows()}


@cache
def _upper() -> dict[str, Territory]:
    return {
        row.id: Territory(row.id, row.name, row.kind, row.level, row.parent, row.code, row.valid_from, row.valid_until)
        for row in territory_rows()
    }


@cache
def _commune_rows() -> tuple[CommuneRow, ...]:
    return read_rows("communes.csv", CommuneRow)


@cache
def _communes() -> dict[str, Territory]:
    return {row.id: _commune(row) for row in _commune_rows()}


def _commune(row: CommuneRow) -> Territory:
    new = row.id.startswith(_NEW_PERIOD)
    period = (FIRST_DAY_WITHOUT_DISTRICTS, None) if new else (None, LAST_DAY_OF_DISTRICTS)
    return Territory(row.id, row.name, row.kind, Level.COMMUNE, row.id.rpartition("/")[0], row.code, *period)


@cache
def _upper_names() -> dict[tuple[str | None, str], tuple[Territory, ...]]:
    units = _upper()
    entries = [(unit.kind, unit.name, unit) for unit in units.values()]
    return _index([*entries, *((row.kind, row.name, units[row.territory]) for row in alias_rows())])


@cache
def _commune_names() -> dict[tuple[str | None, str], tuple[Territory, ...]]:
    return _index((unit.kind, unit.name, unit) for unit in _communes().values())


def _index(entries: Iterable[tuple[str, str, Territory]]) -> dict[tuple[str | None, str], tuple[Territory, ...]]:
    """Units by kind and name, and by name alone where it is no number ("Quận 1" is never just "1")."""
    found: dict[tuple[str | None, str], set[Territory]] = {}
    for kind, name, unit in entries:
        key = _key(fold(name))
        for kinds in (kind,) if key.isdigit() else (kind, None):
            found.setdefault((kinds, key), set()).add(unit)
    return {key: tuple(sorted(units, key=_rank)) for key, units in found.items()}


def _rank(unit: Territory) -> tuple[int, bool, str]:
    return _ORDER.index(unit.level), unit.id.startswith(_NEW_PERIOD), unit.id


@cache
def _predecessors() -> dict[str, tuple[str, ...]]:
    return {row.id: row.succeeds for row in _commune_rows()}


@cache
def _old_by_code() -> dict[str, str]:
    return {row.code: row.id for row in _commune_rows() if not row.id.startswith(_NEW_PERIOD)}
