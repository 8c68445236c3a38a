"""Marks that begin a unit of the outline: "Điều 3.", "A-", "II.", "2.1.1.", "a)", "(4)", "-".

Ranks say which mark stands above which (Nghị định 30/2020/NĐ-CP, Appendix I, for State papers; observed for Party
papers and plans): Phần > Chương > A > I > Mục > Điều > 1 > 1.1 > a) > (1) > - > +.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAXIMUM_NUMBER = 199
"""Numbers above this at the start of a line are years or quantities, not marks of an outline."""

_WORD_RANKS = {"phần": 0.0, "chương": 1.0, "mục": 3.5, "tiểu mục": 3.7, "điều": 4.0}
_LETTER_RANK, _ROMAN_RANK, _ARABIC_RANK, _POINT_RANK = 2.0, 3.0, 5.0, 6.0
_BRACKET_RANK, _DASH_RANK, _PLUS_RANK = 7.0, 8.0, 9.0
_WORDED = re.compile(
    r"(?P<word>phần|chương|mục|tiểu mục|điều)\s+"
    r"(?P<number>(?:thứ\s+)?(?:[IVXLC]{1,7}|\d{1,3}|[A-ZĐ]|nhất|hai|ba|tư|năm|sáu)[a-zđ]?)"
    r"(?P<end>\s*[.:)–-]\s*|\s*$|\s+(?=[A-ZĐÀ-Ỹ]))",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?P<number>[IVX]{1,6})(?:\s?[.)–-]+\s*|/\s*(?=[A-ZĐÀ-Ỹ])|\s{1,3}-\s)(?=\S|$)")
_LETTER = re.compile(r"(?P<number>[A-HĐ])(?:\s?[.)/–-]+\s+|-(?=\S))(?=\S)")
_DECIMAL = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,4})(?:\s?[.)/–-]+\s*|\s+)(?=[^\W\d]|[“\"(-]|$)")
_SYMBOL_TAIL = r"(?![A-ZĐ][A-Za-zĐđ]{0,6}\s?[/-])"  # "18-NQ/TW" begins a citation, not a unit
_ARABIC = re.compile(
    rf"(?P<number>\d{{1,3}})(?:\s?[.)]\s*|\s?[/–-]\s*{_SYMBOL_TAIL})(?=[^\W\d]|[“\"'(]|\d{{1,3}}(?:%|\s)|$)"
)
_POINT = re.compile(r"(?P<number>[a-zđ]\d?)(?:\)|\.(?=\s))\s*")
_BRACKET = re.compile(r"\((?P<number>\d{1,3}|[ivx]{1,5}|[a-zđ])\)\s*")
_DASH = re.compile(r"(?P<number>[-–—•*+])\s*(?=\S)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Label:
    """A mark at the start of a text. rank orders marks from the top down; number is what the path shows.

    printed is the mark as written; length the characters it takes with the blanks after it. value is the number
    that siblings count by, None for dashes.
    """

    kind: str
    rank: float
    number: str
    printed: str
    length: int
    value: int | None


def read_label(text: str) -> Label | None:
    """The mark at the start of `text`, or None. `text` is one cleaned line or paragraph."""
    for reader in (_worded, _roman, _letter, _decimal, _arabic, _bracket, _point, _dash):
        label = reader(text)
        if label is not None:
            return label
    return None


def roman_value(text: str) -> int:
    """Value of a Roman numeral: "XIV" -> 14. Text that is none gives a value all the same; check it before."""
    total = 0
    for here, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_VALUES[here]
        total += -value if following and _ROMAN_VALUES[following] > value else value
    return total


def _worded(text: str) -> Label | None:
    match = _WORDED.match(text)
    if match is None or not text[0].isupper():
        return None
    word = " ".join(match.group("word").lower().split())
    number = match.group("number")
    value = int(number) if number.isdigit() else roman_value(number) if set(number) <= set(_ROMAN_VALUES) else None
    name = f"{word.capitalize()} {number}"
    return Label(word, _WORD_RANKS[word], name, match.group(0).strip(), match.end(), value)


def _roman(text: str) -> Label | None:
    match = _ROMAN.match(text)
    if match is None:
        return None
    number = match.group("number")
    return Label("roman", _ROMAN_RANK, number, match.group(0).strip(), match.end(), roman_value(number))


def _letter(text: str) -> Label | None:
    match = _LETTER.match(text)
    if match is None:
        return None
    number = match.group("number")
    return Label("letter", _LETTER_RANK, number, match.group(0).strip(), match.end(), ord(number))


def _decimal(text: str) -> Label | None:
    match = _DECIMAL.match(text)
    if match is None:
        return None
    number = match.group("number")
    parts = number.split(".")
    if any(int(part) > MAXIMUM_NUMBER for part in parts) or int(parts[-1]) == 0:
        return None
    rank = _ARABIC_RANK + 0.1 * (len(parts) - 1)
    return Label("decimal", rank, number, match.group(0).strip(), match.end(), int(parts[-1]))


def _arabic(text: str) -> Label | None:
    match = _ARABIC.match(text)
    if match is None or not 0 < int(match.group("number")) <= MAXIMUM_NUMBER:
        return None
    number = str(int(match.group("number")))
    return Label("arabic", _ARABIC_RANK, number, match.group(0).strip(), match.end(), int(number))


def _bracket(text: str) -> Label | None:
    match = _BRACKET.match(text)
    if match is None:
        return None
    number = match.group("number")
    value = int(number) if number.isdigit() else None
    return Label("bracket", _BRACKET_RANK, f"({number})", match.group(0).strip(), match.end(), value)


def _point(text: str) -> Label | None:
    match = _POINT.match(text)
    if match is None:
        return None
    number = match.group("number")
    return Label("point", _POINT_RANK, number, match.group(0).strip(), match.end(), None)


def _dash(text: str) -> Label | None:
    match = _DASH.match(text)
    if match is None:
        return None
    plus = match.group("number") == "+"
    kind, rank = ("plus", _PLUS_RANK) if plus else ("dash", _DASH_RANK)
    return Label(kind, rank, "+" if plus else "-", match.group("number"), match.end(), None)
