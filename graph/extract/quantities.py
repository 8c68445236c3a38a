"""Figures that a task sets: "tinh giản ít nhất 5% biên chế", "tối đa 03 phó trưởng phòng".

The phrases are rows of `data/lexicon/quantities.csv`. A percentage counts wherever it stands, except in a measure of
something else ("chưa đủ 50% tiêu chí"); a number counts only with a comparison or after a verb that sets a target, so
that "hợp nhất 03 văn phòng" sets none. Of a range the first figure is taken, as the least that is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.errors import LexiconError
from graph.extract import phrases
from graph.extract.organisations import Words, verb_after
from graph.model import Quantity
from graph.read.passage import Passage

COMPARISONS = ("at-least", "at-most", "exactly")
"""How a figure is meant."""

_FILE = "quantities.csv"
_COLUMNS = ("id", "kind", "pattern", "comparison", "example", "text")
_WHAT = re.compile(rf"\s{phrases.THING}")
_SENTENCE_END = re.compile(r"[.;](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of quantities.csv, compiled. note is a comparison, or for kind "by" the rule that gives the day."""

    id: str
    kind: str
    template: phrases.Template
    note: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a folded text: its place, and the place of the number in it."""

    rule: Rule
    start: int
    end: int
    match: re.Match[str]


def quantities_of(passage: Passage, *, due: date | None = None) -> tuple[Quantity, ...]:
    """Figures that the passage sets, in the order of the text.

    by is the year's end that the same sentence names ("đến năm 2030", "giai đoạn 2026-2030"), else `due`, the day that
    the task itself or its heading gives.
    """
    folded = phrases.hide_quoted(phrases.fold(passage.text))
    days = _days(folded)
    ends = [match.start() for match in _SENTENCE_END.finditer(folded)]
    return tuple(_quantity(passage, folded, one, _by(one, days, ends) or due) for one in figures(folded))


def figures(folded: str) -> tuple[Figure, ...]:
    """Figures in a folded text, from left to right, none overlapping; what is no target first, then the longest."""
    candidates = [
        Figure(rule, _start(match), match.end(), match)
        for rule in _rules()
        if rule.kind in ("figure", "content")
        for match in rule.template.find(folded)
    ]
    candidates.sort(key=lambda one: (one.start, one.rule.kind != "content", -one.end))
    found: list[Figure] = []
    done = 0
    for one in candidates:
        if one.start >= done:
            found.append(one)
            done = one.end
    return tuple(one for one in found if one.rule.kind == "figure")


def _start(match: re.Match[str]) -> int:
    return match.end("target") + 1 if "target" in match.groupdict() else match.start()


def _quantity(passage: Passage, folded: str, one: Figure, by: date | None) -> Quantity:
    groups = one.match.groupdict()
    end, unit = one.end, "%"
    if "unit" in groups:
        unit = passage.text[slice(*one.match.span("unit"))]
    else:
        what = _WHAT.match(folded, end)
        end = _with_fellows(passage.text, folded, what.end()) if what is not None else end
    words = passage.cut(one.start, end)
    return Quantity(words.text, words.span(), _number(one.match.group("figure")), unit, one.rule.note, by)


def _with_fellows(text: str, folded: str, end: int) -> int:
    """Where the things counted end: "cán bộ, công chức hưởng lương" goes on over its comma, up to the next verb."""
    while (more := _fellow().match(folded, end)) is not None:
        verb = verb_after(Words(text, folded), end, more.end() + LONGEST_VERB)
        if verb is not None and verb[0].start() < more.end():
            return end + len(folded[end : verb[0].start()].rstrip(" ,"))
        end = more.end()
    return end


LONGEST_VERB = 20
"""Characters behind the things counted in which a verb that begins among them ends."""


@cache
def _fellow() -> re.Pattern[str]:
    read = phrases.rows(_FILE, _COLUMNS)
    listed = "|".join(phrases.template(row["pattern"]).regex.pattern for row in read if row["kind"] == "fellow")
    return re.compile(rf",\s(?={listed}){phrases.THING}")


def _number(words: str) -> float:
    """Vietnamese figures: a point parts thousands, a comma the decimals."""
    return float(words.replace(".", "").replace(",", "."))


def _days(folded: str) -> list[tuple[int, date]]:
    """Places of years' ends that a text sets, without those it compares with ("so với năm 2021")."""
    candidates = [
        (match.start(), -match.end(), rule, match)
        for rule in _rules()
        if rule.kind in ("by", "not-by")
        for match in rule.template.find(folded)
    ]
    candidates.sort(key=lambda one: one[:2])
    days: list[tuple[int, date]] = []
    done = 0
    for start, end, rule, match in candidates:
        if start < done:
            continue
        done = -end
        day = phrases.point(rule.note, match) if rule.kind == "by" else None
        if day is not None:
            days.append((start, day))
    return days


def _by(one: Figure, days: list[tuple[int, date]], ends: list[int]) -> date | None:
    """The nearest day named before the figure in its sentence, else the nearest after it."""
    place = bisect_left(ends, one.start)
    opening = ends[place - 1] if place else -1
    closing = ends[place] if place < len(ends) else None
    index = bisect_left(days, (one.start, date.min))
    if index and days[index - 1][0] > opening:
        return days[index - 1][1]
    if index < len(days) and (closing is None or days[index][0] < closing):
        return days[index][1]
    return None


@cache
def _rules() -> tuple[Rule, ...]:
    read = phrases.rows(_FILE, _COLUMNS)
    words = {row["id"]: row["pattern"] for row in read if row["kind"] == "before"}
    return tuple(_rule(row, words) for row in read if row["kind"] not in ("before", "fellow"))


def _rule(row: dict[str, str], words: dict[str, str]) -> Rule:
    kind, note = row["kind"], row["comparison"]
    where = f"{_FILE}, row {row['id']}"
    if kind == "figure" and note not in COMPARISONS:
        raise LexiconError(f"'{note}' is no comparison", where=where, remedy=f"Use one of {', '.join(COMPARISONS)}")
    if kind == "by":
        phrases.check_rule(note, row["pattern"])
    return Rule(row["id"], kind, phrases.template(row["pattern"], words), note)
