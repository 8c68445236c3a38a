"""Lines that open a part: the document's type, the national or Party heading, an annex."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from graph.extract.furniture import holds
from graph.lexicon import types
from graph.read.lines import Line
from graph.spelling import bare

_EDGES = ' .*:_-–“”"'
_ANNEX = re.compile(
    r"\W{0,6}ph[ụu] (?:lục|lực|biểu)\b(?:\s?(?:số )?(?:[ivxlc]{1,7}|\d{1,3}|[a-z])(?:\.\d{1,3})?\b)?", re.IGNORECASE
)
_LONGEST_HEADING = 300
_MOTTO_PIECES = ("cộng hòa xã hội", "chủ nghĩa việt nam", "hội chủ nghĩa việt nam", "độc lập -", "đảng cộng sản")


def letters_are_capital(text: str) -> bool:
    """True when nearly all letters are capitals; symbols such as "NQ-TTg" and OCR slips are let pass."""
    letters = [character for character in text[:_LONGEST_HEADING] if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return len(letters) > 1 and capitals >= 0.8 * len(letters)


def is_national(key: str) -> bool:
    """True for a line with the national heading, its motto or the Party's heading, whole or wrapped."""
    return len(key) < 160 and (holds("national", key) or key.startswith(_MOTTO_PIECES))


def is_type_line(key: str) -> bool:
    """True when the key of a line is the name of a type and nothing else."""
    return 0 < len(key) < 60 and types.by_name(key.strip(_EDGES)) is not None


def type_lines(lines: Sequence[Line], keys: Sequence[str], index: int, stop: int, whole: bool) -> int:
    """How many lines from `index` name the document's type: 0 for none, 2 when the name is wrapped.

    whole asks for the name alone on its lines; otherwise a title may follow on the same line. Accents that OCR lost
    are forgiven in capitals.
    """
    key, text = keys[index].strip(_EDGES), lines[index].text
    if not key:
        return 0
    if not whole:
        return 1 if _opens_with_type(lines[index]) else 0
    if is_type_line(key) and not key.endswith(":"):
        return 1
    if letters_are_capital(text) and len(key) < 60:
        if index + 1 < stop and letters_are_capital(lines[index + 1].text) and is_type_line(f"{key} {keys[index + 1]}"):
            return 2
        if bare(key) in _bare_names():
            return 1
    return 0


def _opens_with_type(line: Line) -> bool:
    """True when a type's name in capitals, or in a heading, begins a line that goes on with the title."""
    text = line.text.lstrip(_EDGES + "|")
    found = types.starting(text)
    if found is None:
        return False
    opening, rest = text[: found[1]], text[found[1] :].lower().lstrip()
    if not rest or rest.startswith((":", ",", ";", "số ")):
        return False
    return letters_are_capital(opening) or (line.heading > 0 and len(line.text) < _LONGEST_HEADING)


def opens_with_type_name(text: str) -> bool:
    """True when the text begins with the name of a type in any case."""
    return types.starting(text.lstrip(_EDGES + "|")) is not None


@cache
def _bare_names() -> frozenset[str]:
    return frozenset(bare(entry.name) for entry in types.all_types())


def is_annex_heading(text: str) -> bool:
    """True for the heading of an annex: "PHỤ LỤC", "Phụ lục II", "Phụ lục: DANH SÁCH ..."."""
    match = _ANNEX.match(text[:_LONGEST_HEADING])
    if match is None or len(text) > _LONGEST_HEADING * 3:
        return False
    rest = text[match.end() : _LONGEST_HEADING].strip(_EDGES + "|()")
    return not rest or letters_are_capital(rest[:60]) or match.group(0).strip(_EDGES).isupper()
