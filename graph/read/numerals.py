"""Numbers as they are printed in lists, in the formats that Word names (ECMA-376, 17.18.59, ST_NumberFormat)."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_LETTERS = 26
_LONGEST_LETTERS = 30
"""Times that Word repeats a letter at most: "zz" is 52."""


def printed(number: int, form: str) -> str:
    """`number` in the format `form` ("upperRoman", "lowerLetter", ...); a format that is not known prints decimals."""
    if form in {"none", "bullet"}:
        return ""
    if form in {"upperRoman", "lowerRoman"}:
        text = _roman(number)
        return text if form == "upperRoman" else text.lower()
    if form in {"upperLetter", "lowerLetter"}:
        text = _letters(number)
        return text if form == "upperLetter" else text.lower()
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    text = ""
    for worth, mark in _ROMAN:
        count, number = divmod(number, worth)
        text += mark * count
    return text


def _letters(number: int) -> str:
    """A ... Z, then AA, BB: Word repeats the letter."""
    if not 0 < number <= _LETTERS * _LONGEST_LETTERS:
        return str(number)
    count, place = divmod(number - 1, _LETTERS)
    return chr(ord("A") + place) * (count + 1)
