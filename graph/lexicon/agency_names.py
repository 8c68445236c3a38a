"""How an organisation's name is built: words for the body, then the tier or Party committee, then the place.

"UBND huyện Chiêm Hóa" is the body "ủy ban nhân dân" of the tier "huyện" at Chiêm Hóa; "Ban Tổ chức Tỉnh ủy" the body
"ban tổ chức" at the committee of a tỉnh; "UBND huyện, thành phố" is several bodies of a kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.lexicon import territories
from graph.lexicon.abbreviations import expand
from graph.lexicon.territories import Territory
from graph.model import Level
from graph.spelling import compose, fold

COMMITTEES = {
    "tỉnh": "Tỉnh ủy",
    "thành phố": "Thành ủy",
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
    "thị xã": "Thị ủy",
}
"""Name of the Party committee of a unit by the unit's kind."""
COMMITTEE_OF_COMMUNE = "Đảng ủy"
"""Name of the Party committee of a commune of any kind."""
TIERS = {
    "tỉnh": Level.PROVINCE,
    "huyện": Level.DISTRICT,
    "quận": Level.DISTRICT,
    "thị xã": Level.DISTRICT,
    "xã": Level.COMMUNE,
    "phường": Level.COMMUNE,
    "thị trấn": Level.COMMUNE,
    "đặc khu": Level.COMMUNE,
}
"""Level of a unit by its kind; a thành phố may be a province's or a district's equal."""
LONGEST = 300
"""Characters of a name that are looked at; what is longer is no name."""

_WORD = re.compile(r"\w+")
_EDGES = " .,;:–-*/\\|"
_DOUBLED = re.compile(r"(?<!\w)(các)(?: các)+(?!\w)", re.IGNORECASE)
_TIER = "thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã"
_TIERS = re.compile(
    rf"(?<!\w)(?P<many>(?:các|cấp|mỗi|từng) )?(?P<tier>{_TIER})(?P<more>(?: (?:và |hoặc )?(?:{_TIER}))*)(?!\w)"
)
_COMMITTEE = "tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy"
_COMMITTEES = re.compile(
    rf"(?<!\w)(?P<many>(?:các|mỗi|từng) )?(?P<tier>{_COMMITTEE})(?P<more>(?: (?:và )?(?:{_COMMITTEE}))*)(?!\w)"
    r"(?P<tail> trực thuộc trung ương(?!\w))?"
)
_PLURAL = re.compile(r"(?:các|những|mỗi|từng|mọi|toàn thể|toàn bộ|một số) ")
_KIND_OF = {"tỉnh ủy": "tỉnh", "thành ủy": "thành phố", "huyện ủy": "huyện", "quận ủy": "quận", "thị ủy": "thị xã"}


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name taken apart. text is cleaned and spelled out; key its words alone, folded.

    base is the key before the tier; tier the kind of unit, None where none is named; places are the units that the
    words after it may mean; committee is True for "Tỉnh ủy" and its like; several for "các huyện" and lists of tiers;
    of_level for "cấp huyện"; plural for names that begin with "các" or its like.
    """

    text: str
    key: str
    base: str
    tier: str | None = None
    places: tuple[Territory, ...] = ()
    committee: bool = False
    several: bool = False
    of_level: bool = False
    plural: bool = False


def key_of(name: str) -> str:
    """Words of a name, spelled out and folded, without punctuation: what names are compared by."""
    return _words(_cleaned(name))


def parse(name: str) -> WrittenName:
    """Takes a name apart; a tier counts only where the name ends with it or a known place follows."""
    text = _cleaned(name)
    key = _words(text)
    plural = _PLURAL.match(key) is not None
    for committee, pattern in ((True, _COMMITTEES), (False, _TIERS)):
        for match in pattern.finditer(key):
            tier = _KIND_OF.get(match["tier"], match["tier"])
            rest = key[match.end() :].strip()
            named = rest and _is_capital(text, len(key[: match.end()].split()))
            places = territories.find(f"{tier} {rest}") if named else ()
            if rest and not any(place.kind == tier for place in places):
                continue
            many, base = (match["many"] or "").strip(), key[: match.start()].strip()
            of_level = many == "cấp" and not match["more"]
            several = bool(many or match["more"]) and not of_level
            return WrittenName(text, key, base, tier, places, committee, several, of_level, plural)
    return WrittenName(text, key, key, plural=plural)


def after(text: str, words: int) -> str:
    """The part of `text` behind its first words."""
    for count, match in enumerate(_WORD.finditer(text), start=1):
        if count == words:
            return text[match.end() :].strip(_EDGES)
    return ""


def _is_capital(text: str, index: int) -> bool:
    """True when the word at `index` begins as a name does: "xã Biên Giới" is one, "xã biên giới" are many."""
    words = _WORD.findall(text)
    return index < len(words) and (words[index][0].isupper() or words[index][0].isdigit())


def _cleaned(name: str) -> str:
    spaced = " ".join(compose(name[:LONGEST]).split()).strip(_EDGES)
    return _DOUBLED.sub(r"\1", expand(spaced))


def _words(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
