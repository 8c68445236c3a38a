"""Marks of items ("II.", "3-", "a)") and Roman numbers: what one looks like, and what recognition makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows

_ROMAN = re.compile(r"\(?(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})[.)-]?")
_NUMBER = re.compile(r"\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)-]?")
_BARE = re.compile(r"[IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}")
_LETTER = re.compile(r"[a-zđ]\)")
_ENDS = ".)-"


@dataclass(frozen=True, slots=True)
class Slip:
    """What recognition makes of a stroke of a Roman number (kind "roman"), of a figure, or of the point behind ("end").

    A stroke is the figure one beside other figures (kind "one"); other letters stand for a figure (kind "figure") only
    where another reading has it.
    """

    kind: str
    read: str
    meant: str
    example: str
    mended: str


@cache
def slips() -> tuple[Slip, ...]:
    """The rows of data/lexicon/ocr_marks.csv."""
    return read_rows("ocr_marks.csv", Slip)


def is_mark(text: str) -> bool:
    """True for "II.", "3-", "2.1.", "a)"."""
    return any(form.fullmatch(text) for form in (_ROMAN, _NUMBER, _LETTER))


def is_roman(text: str) -> bool:
    """True for "II.", "(IV)"."""
    return _ROMAN.fullmatch(text) is not None


def is_bare(text: str) -> bool:
    """True for a mark without an end: "II", "2.1"."""
    return _BARE.fullmatch(text) is not None


def stem(mark: str) -> str:
    """A mark without its brackets and end: "II" of "II.", "2.1" of "2.1."."""
    return mark.lstrip("(").rstrip(_ENDS)


def end(mark: str) -> str:
    """What closes a mark: "." of "II.", nothing of "3"."""
    return mark[len(mark.rstrip(_ENDS)) :]


def as_mark(text: str) -> str | None:
    """The mark that `text` is or is mistaken for; None where it is none."""
    if is_mark(text):
        return text
    ends, strokes, ones = (_meant(kind) for kind in ("end", "roman", "one"))
    last = ends.get(text[-1:], text[-1:])
    beside_figures = any(map(str.isdigit, text))
    stems = (
        text[:-1] + last,
        _replaced(text[:-1], ones) + ones.get(last, last) if beside_figures else "",
        _replaced(text[:-1], strokes) + strokes.get(last, last),
    )
    return next((one for one in stems if is_mark(one)), None)


def as_number(text: str) -> str | None:
    """The number that `text` is when its letters are mistaken figures ("G-" for "6-"); None where it is none."""
    number = as_mark(_replaced(text, _meant("figure")))
    return number if number is not None and number != text and any(map(str.isdigit, number)) else None


@cache
def _meant(kind: str) -> dict[str, str]:
    return {slip.read: slip.meant for slip in slips() if slip.kind == kind}


def _replaced(text: str, meant: dict[str, str]) -> str:
    return "".join(meant.get(letter, letter) for letter in text)
