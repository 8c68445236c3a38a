"""Abbreviations (chữ viết tắt) of administrative prose, spelled out for matching; never for stored text.

Left out are those that only their place can settle: TT, BTC, NV, VP, VT, CP, QH, TU, TH, MN, TX, H., Q., P., X. Inside
symbols ("68/KH-UBND", "18-NQ/TW") nothing is spelled out: there the letters are codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A row of abbreviations.csv: short is written exactly so; example holds it once.

    word is "yes" where the letters are a syllable too ("TƯ PHÁP"): those are let be in a text all in capitals.
    """

    short: str
    full: str
    word: str
    example: str


@cache
def all_abbreviations() -> tuple[Abbreviation, ...]:
    """All rows."""
    return read_rows("abbreviations.csv", Abbreviation)


def expand(text: str) -> str:
    """`text` with its abbreviations spelled out: "TT. HĐND huyện" -> "Thường trực Hội đồng nhân dân huyện"."""
    return _pattern(text.isupper()).sub(lambda match: _full_forms()[match.group()], text)


@cache
def _full_forms() -> dict[str, str]:
    return {row.short: row.full for row in all_abbreviations()}


@cache
def _pattern(capitals: bool) -> re.Pattern[str]:
    """Whole words, the longest first; beside a slash or hyphen, letters are part of a symbol."""
    shorts = [row.short for row in all_abbreviations() if not (capitals and row.word)]
    ordered = sorted(shorts, key=lambda short: (-len(short), short))
    return re.compile(rf"(?<![\w/.&-])(?:{'|'.join(map(re.escape, ordered))})(?![\w/&]|-\w)")
