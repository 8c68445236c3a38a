"""The body that issues a document: its name, its tier, its system and its territory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.extract.columns import is_ornament, plain
from graph.extract.headings import letters_are_capital
from graph.lexicon import territories
from graph.lexicon.tables import read_rows
from graph.lexicon.territories import Territory
from graph.model import Branch, Level
from graph.read.passage import Passage
from graph.spelling import fold

_TIERS = {
    "tỉnh": (Level.PROVINCE,),
    "thành phố": (Level.PROVINCE, Level.DISTRICT),
    "tp.": (Level.PROVINCE, Level.DISTRICT),
    "tp": (Level.PROVINCE, Level.DISTRICT),
    "huyện": (Level.DISTRICT,),
    "quận": (Level.DISTRICT,),
    "thị xã": (Level.DISTRICT,),
    "xã": (Level.COMMUNE,),
    "phường": (Level.COMMUNE,),
    "thị trấn": (Level.COMMUNE,),
    "đặc khu": (Level.COMMUNE,),
}
_TIER = re.compile(
    r"(?<!\w)(?P<tier>tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?!\w)(?! hội(?!\w))"
    r"(?: ủy| đoàn)?(?P<name>(?: [^\W\d][\w'’-]*){0,5})"
)
_PARTY_TIER = re.compile(r"(?<!\w)(?P<tier>tỉnh|thành|huyện|quận|thị) ủy(?P<name>(?: [^\W\d][\w'’-]*){0,5})")
_PARTY_TIERS = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã"}
_SEARCHED = 200_000
_EDGES = " .,;:/_-–—*\\|"


@dataclass(frozen=True, slots=True)
class IssuerWord:
    """A row of issuers.csv: how a body's name begins, and what that says.

    level is empty where the name's territory says it; part is "part" for a body that its parent's name completes
    ("Văn phòng" below "Ban Chấp hành Trung ương").
    """

    words: str
    branch: str
    level: str
    part: str
    example: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body as a text names it; parent is the body above it in the heading.

    head is the length of the part of `name` that its own line gives, where the parent's line gives the rest.
    """

    passage: Passage
    name: str
    parent: Passage | None = None
    head: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A territory's identifier and tier, and the text that names it."""

    id: str
    level: Level
    text: str


@cache
def issuer_words() -> tuple[IssuerWord, ...]:
    """The rows of data/lexicon/issuers.csv."""
    return read_rows("issuers.csv", IssuerWord)


def issuer_word(text: str) -> IssuerWord | None:
    """The row with the longest words that `text` begins with, or None for text that names no issuing body."""
    key = fold(text[:200])
    fitting = (
        row
        for row in issuer_words()
        if key.startswith(row.words) and not key[len(row.words) : len(row.words) + 1].isalnum()
    )
    return max(fitting, key=lambda row: len(row.words), default=None)


def issuer_of_heading(parts: Iterable[Passage]) -> Issuer | None:
    """The issuer of lines in capitals, the parent body above it; None when they name no body."""
    bodies = [body for line in _bodies(parts) for body in _without_part(line)]
    if not bodies or issuer_word(bodies[-1].text) is None:
        return None
    body, parent = bodies[-1], bodies[-2] if len(bodies) > 1 else None
    row = issuer_word(body.text)
    if parent is None or row is None:
        return Issuer(body, body.text)
    whole = Passage.join((parent, body))
    if row.part:
        central = fold(parent.text) == "ban chấp hành trung ương" and row.words.startswith("ban ")
        above = parent.text[-len("trung ương") :] if central else parent.text
        return Issuer(whole, f"{body.text} {above}", parent, len(body.text))
    territory = _TIER.search(fold(parent.text))
    if territory and territory.group("name") and not _TIER.search(fold(body.text)):
        above = parent.text[territory.start() : territory.end()]
        return Issuer(whole, f"{body.text} {above}", parent, len(body.text))
    return Issuer(body, body.text, parent)


def issuer_of_sentence(passage: Passage) -> Issuer | None:
    """The body that says in a preamble that it issues the document ("..., Tỉnh ủy ban hành Kế hoạch ... như sau:")."""
    for match in reversed(list(_ISSUES.finditer(passage.text))):
        start = max(passage.text.rfind(mark, 0, match.start()) for mark in (",", ";", ". ", '"', "”", ")", ":")) + 1
        body = passage.cut(start, match.start()).strip()
        if len(body) < 160 and issuer_word(body.text) is not None and not _ISSUES.search(body.text):
            return Issuer(body, body.text)
    return None


_ISSUES = re.compile(
    r" (?:ban hành|xây dựng|đề ra|kết luận|hướng dẫn|thông báo|yêu cầu|chỉ thị|quy định|quyết nghị|quyết định|đề nghị"
    r"|triển khai|có ý kiến)(?= )",
)


def spelled(name: str, text: str, head: int = 0) -> str:
    """A name in capitals as the document itself spells it elsewhere; by rule where it does not.

    head cuts a name that two lines gave in two, each of which the text may spell by itself.
    """
    if not letters_are_capital(name):
        return name
    whole = _found_in(name, text)
    if whole is None and head:
        own, above = name[:head].strip(), name[head:].strip()
        return f"{_found_in(own, text) or _by_rule(own)} {_found_in(above, text) or _by_rule(above)}"
    return whole or _by_rule(name)


def _found_in(name: str, text: str) -> str | None:
    """The first spelling of a name in a text that is not all capitals and begins with one."""
    wanted, searched = plain(name), text[:_SEARCHED]
    haystack = plain(searched.replace("\n", " "))
    place = haystack.find(wanted)
    while place >= 0:
        found = searched[place : place + len(name)].replace("\n", " ")
        if found[:1].isupper() and not letters_are_capital(found) and fold(found) == fold(name):
            return found
        place = haystack.find(wanted, place + 1)
    return None


def _by_rule(name: str) -> str:
    """Capitals where offices write them: as in the row's example, after "Sở" or "Bộ", and in names of places."""
    row = issuer_word(name)
    words = name.lower().split()
    known = row.example.split()[: len(row.words.split())] if row else []
    if row and fold(" ".join(known)) == row.words:
        words[: len(known)] = known
    if len(known) == 1 and len(words) > 1:
        words[1] = words[1].capitalize()
    key = " ".join(words).lower()
    territory = _TIER.search(key) or _PARTY_TIER.search(key)
    if territory and territory.group("name"):
        first = len(key[: territory.start("name")].split())
        words[first:] = [word.capitalize() for word in words[first:]]
    text = " ".join(words).replace("việt nam", "Việt Nam")
    return text[:1].upper() + text[1:] if row or not _TIER.match(key) else text


def branch_of(name: str) -> Branch | None:
    """The system that a body belongs to by its name."""
    row = issuer_word(name)
    return Branch(row.branch) if row and row.branch else None


def level_of(name: str, parent: str = "") -> Level | None:
    """The tier of a body by its name, or by its parent's."""
    for text in (name, parent):
        row = issuer_word(text) if text else None
        if row and row.level:
            return Level(row.level)
        if fold(text).endswith((" trung ương", " việt nam")) and not _tiers(text):
            return Level.CENTRAL
        tiers = _tiers(text)
        if tiers:
            return tiers[0] if len(tiers) == 1 else None
    return None


def territory_of(names: Sequence[str], place: str | None, level: Level | None, on: date | None) -> Found | None:
    """The one territory that names or place give; None where none fits or several do.

    names are tried in order, the further ones narrow what the first may mean ("xã X" below "huyện Y"); the place of
    the date line counts only for a body whose tier is known.
    """
    if level is Level.CENTRAL:
        return Found(territories.NATION, level, names[0])
    mentioned = [(name, tier, text) for name in names for tier, text in _named_territories(name)]
    above = [unit.id for _, tier, text in mentioned for unit in _units(tier, text, on)]
    for name, tier, text in mentioned:
        unit = _single(_units(tier, text, on), above)
        if unit is not None:
            return Found(unit.id, unit.level, name)
    if place and level is not None:
        unit = _single(territories.find(place, level=level, on=on), above)
        if unit is not None:
            return Found(unit.id, unit.level, place)
    return None


def _units(tier: str, name: str, on: date | None) -> tuple[Territory, ...]:
    """Units of the highest tier that the word can mean and that have this name."""
    for level in _TIERS[tier]:
        found = territories.find(name, level=level, on=on)
        if found:
            return found
    return ()


def _single(units: Sequence[Territory], above: Sequence[str]) -> Territory | None:
    """The only unit, or the only one inside a unit that is named too."""
    if len(units) == 1:
        return units[0]
    inside = [unit for unit in units if any(unit.id.startswith(f"{one}/") for one in above)]
    return inside[0] if len(inside) == 1 else None


def _tiers(text: str) -> tuple[Level, ...]:
    key = fold(text)
    party = _PARTY_TIER.search(key)
    if party:
        return _TIERS[_PARTY_TIERS[party.group("tier")]]
    found = _TIER.search(key)
    if found:
        return _TIERS[found.group("tier")]
    return (Level.PROVINCE,) if key.endswith(" tinh") else ()


def _named_territories(text: str) -> list[tuple[str, str]]:
    """Pairs of tier word and name, in the order of the text."""
    key = fold(text)
    pairs = [(match.group("tier"), match.group("name").strip()) for match in _TIER.finditer(key)]
    pairs += [(_PARTY_TIERS[match.group("tier")], match.group("name").strip()) for match in _PARTY_TIER.finditer(key)]
    return [pair for pair in pairs if pair[1]]


def _bodies(parts: Iterable[Passage]) -> list[Passage]:
    """Lines of a heading joined to names: a line that begins a body's name ends the one before it."""
    bodies: list[Passage] = []
    for part in parts:
        line = _trimmed(part)
        if is_ornament(line.text):
            continue
        if bodies and not _begins_body(bodies[-1].text, line.text):
            bodies[-1] = Passage.join((bodies[-1], line))
        else:
            bodies.append(line)
    return bodies


def _begins_body(before: str, line: str) -> bool:
    here, above = issuer_word(line), issuer_word(before)
    if here is None:
        return False
    if above is None:
        return False
    joined = issuer_word(f"{before} {line}")
    if joined is not None and len(joined.words) > len(above.words):
        return False
    return bool(here.part) or fold(before) != above.words or not above.part


def _without_part(body: Passage) -> list[Passage]:
    """A body and the part of it that the same line names behind ("ỦY BAN MTTQ ... BAN THƯỜNG TRỰC")."""
    key = fold(body.text)
    fitting = (row.words for row in issuer_words() if row.part and key.endswith(f" {row.words}"))
    words = max(fitting, key=len, default="")
    row = issuer_word(body.text)
    if not words or len(key) != len(body.text) or (row is not None and row.words == key):
        return [body]
    cut = len(body.text) - len(words)
    return [body.cut(0, cut).strip(), body.cut(cut)]


def _trimmed(passage: Passage) -> Passage:
    start = len(passage.text) - len(passage.text.lstrip(_EDGES))
    return passage.cut(start, max(start, len(passage.text.rstrip(_EDGES))))
