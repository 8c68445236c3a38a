"""Dates as documents print them, with the place before them in a head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.read.passage import Passage

# Blanks are one in cleaned text; OCR glues words and drops blanks, electronic papers leave numbers out.
_LONG = re.compile(r"ngày ?(?P<day>\d{1,2})? ?tháng ?(?P<month>\d{1,2})? ?năm ?(?P<year>\d{4})?(?!\d)", re.IGNORECASE)
_SHORT = re.compile(
    r"(?:ngày ?)?(?<!\d)(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d{4})(?!\d)", re.IGNORECASE
)
_EARLIEST, _LATEST = 1930, 2100
_LONGEST_PLACE = 60
_ORNAMENTS = " -–—*_"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: value is None when it is left blank or is none of the calendar; year may still be printed."""

    value: date | None
    start: int
    end: int
    year: int | None = None


def find_dates(text: str) -> Iterator[FoundDate]:
    """Dates written "ngày 02 tháng 7 năm 2018" (blank ones too) or "02/7/2018", in order."""
    found = [_found(match) for match in _LONG.finditer(text)]
    for match in _SHORT.finditer(text):
        if not any(one.start <= match.start() < one.end for one in found):
            found.append(_found(match))
    yield from sorted(found, key=lambda one: one.start)


def place_before(passage: Passage, start: int) -> Passage | None:
    """The place that stands before a date: "Phong Thổ" of "Phong Thổ, ngày ..."; None when no name stands there."""
    before = passage.text[:start].rstrip()
    comma = before.endswith(",")
    end = len(before.rstrip(", "))
    begin = max(before.rfind(mark, 0, end) for mark in (",", ";", ":", "|", ".", "  ")) + 1
    begin += len(before[begin:end]) - len(before[begin:end].lstrip(_ORNAMENTS))
    place = passage.cut(begin, max(begin, end)).strip()
    named = place.text[:1].isupper() and len(place) <= _LONGEST_PLACE and not any(c.isdigit() for c in place.text)
    return place if named and (comma or not before[:begin].strip(_ORNAMENTS)) else None


def _found(match: re.Match[str]) -> FoundDate:
    year = match.group("year")
    return FoundDate(_value(match), match.start(), match.end(), int(year) if year else None)


def _value(match: re.Match[str]) -> date | None:
    day, month, year = match.group("day", "month", "year")
    if not (day and month and year) or not _EARLIEST <= int(year) <= _LATEST:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
