"""Vietnamese spelling made comparable: Unicode forms, tone placement, accents, spaces.

Facts: in open syllables oa, oe and uy the tone mark stands on either vowel ("hòa"/"hoà", "ủy"/"uỷ"), and texts mix
both; đ has no decomposition, so removing accents needs an explicit step. None of these functions is ever applied
to stored text: they make keys for comparing.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from typing import Literal

_LOOKALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_SECOND_VOWEL = re.compile(
    rf"(?<!q)(?P<first>[ou])(?P<second>[aey])(?P<tone>[{_GRAVE}{_ACUTE}{_TILDE}{_HOOK}{_DOT}])(?!\w)", re.IGNORECASE
)
_OPEN_PAIRS = {"oa", "oe", "uy"}
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_SPACES = re.compile(r"[\s\u00a0\u00ad\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]+")


_LONGEST_MARKS = 30
"""Combining marks in a row that a text may hold in Unicode's Stream-Safe Text Format (UAX #15, section 13)."""
_JOINER = "\u034f"
# Told apart fast: no Latin letters and punctuation. A run that is shorter than this here, with what its letters are
# made of, is no longer than the above when it is taken apart.
_MAYBE_MARKS = re.compile(r"[^\x00-\u02ff\u1e00-\u20cf]{8}")


def normalized(form: Literal["NFC", "NFD"], text: str) -> str:
    """`text` in a Unicode normal form, in linear time.

    Putting a run of combining marks in order takes time by the square of its length, so that one megabyte of them
    takes hours. Longer runs than any language has are parted by a combining grapheme joiner, which prints nothing.
    Marks are counted as they are when taken apart, so that parted text is not parted again.
    """
    if text.isascii():
        return text
    if _MAYBE_MARKS.search(text):
        text = _parted(unicodedata.normalize("NFD", _parted(text)))
    return unicodedata.normalize(form, text)


def _parted(text: str) -> str:
    return _too_many_marks().sub(lambda match: match.group() + _JOINER, text)


@cache
def _too_many_marks() -> re.Pattern[str]:
    marks = "".join(character for code in range(0x300, sys.maxunicode) if unicodedata.combining(character := chr(code)))
    return re.compile(rf"[{marks}]{{{_LONGEST_MARKS}}}(?=[{marks}])")


def compose(text: str) -> str:
    """Unicode NFC with look-alikes of Đ unified; same number of lines."""
    return normalized("NFC", text).translate(_LOOKALIKES)


def fold_tone(text: str) -> str:
    """Tone mark of open oa, oe, uy moved to the first vowel: "khoá" -> "khóa", "uỷ" -> "ủy"; "quý", "hoàn" stay."""
    if text.isascii():
        return text
    decomposed = normalized("NFD", text)
    if not any(mark in decomposed for mark in (_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT)):
        return normalized("NFC", text)
    return normalized("NFC", _SECOND_VOWEL.sub(_move_tone, decomposed))


def fold(text: str) -> str:
    """Key for comparing words: NFC, lower case, tone placement, dashes and spaces made one."""
    lowered = normalized("NFC", fold_tone(compose(text)).translate(_DASHES).lower())
    return _SPACES.sub(" ", lowered).strip()


def bare(text: str) -> str:
    """Key for search without accents: "Ủy ban" -> "uy ban", "Đề án" -> "de an"."""
    decomposed = normalized("NFD", fold(text).replace("đ", "d"))
    return normalized("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, for identifiers: "Huyện Phong Thổ" -> "huyen-phong-tho"."""
    return "-".join(re.findall(r"[a-z0-9]+", bare(text)))


def _move_tone(match: re.Match[str]) -> str:
    first, second, tone = match.group("first", "second", "tone")
    if (first + second).lower() not in _OPEN_PAIRS:
        return match.group(0)
    return first + tone + second


def fold_in_place(text: str) -> str:
    """Lower case and one tone placement, character for character: offsets into the result hold for `text`."""
    folded = fold_tone(text)
    if len(folded) != len(text):
        folded = text
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in folded)
