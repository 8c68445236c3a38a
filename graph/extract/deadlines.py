"""When a duty is to be done, read from its words; its condition is read by `graph.extract.conditions`.

The phrases are rows of `data/lexicon/deadlines.csv`. This module only says where a phrase counts:

    any        wherever it stands
    sentence   at the start of a sentence, bracket or cell ("Hằng năm, ...")
    clause     the same, or after a comma or "và"
    next       right after another recurrence ("định kỳ 6 tháng, hằng năm")
    apart      at the start of a clause in a bracket; anywhere in a time cell
    cell       in a time cell or on a line labelled as time
    whole      when it is all that the cell says
    heading    when it is all that a heading says, beside its number

In running text an adverb counts when it governs the duty's verb ("thường xuyên kiểm tra"), not when it belongs to a
noun ("chi thường xuyên", "kế hoạch hằng năm"). A bracket that gives a date outranks dates in the text before it. The
longest phrase at the leftmost place wins. No date is made up: a phrase without a year keeps its words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from graph.errors import LexiconError
from graph.extract import phrases
from graph.extract.conditions import read_condition
from graph.extract.labels import read_label
from graph.model import Condition, Deadline, Recurrence
from graph.read.passage import Passage

COLUMNS = ("id", "kind", "where", "pattern", "begin", "due", "recurrence", "example", "text")
"""Columns of deadlines.csv that the program reads; the expected_* columns are for its tests."""

KINDS = ("due", "begin", "interval", "recurring", "regular", "reference", "content")
"""Kinds of phrase: regular gives a recurrence without its period ("định kỳ"); content marks words that look like
time and are not ("chi thường xuyên").

Other rows of deadlines.csv are lists of words that phrases name: those that stand before or after the words of time
and are no part of them, and labels of lines that give time.
"""

_BRACKET = re.compile(r"\(([^()]{1,400})\)")
_JOINT = re.compile(r"\s?(?:,|;|và|hoặc|hay)?\s?(?:và|hoặc|hay)?\s?")
_CLAUSE_WORDS = ("và", "hoặc", "đồng thời")
_RUNNING = frozenset({"any", "sentence", "clause", "next"})
_IN_BRACKET = _RUNNING | {"apart"}
_IN_CELL = _IN_BRACKET | {"cell", "whole"}
_IN_HEADING = frozenset({"any", "sentence", "apart", "heading"})
_TRIM = " \t.,;:/-–…"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage says of time: its deadline and its condition, None where it says nothing."""

    deadline: Deadline | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of deadlines.csv, compiled. kind is one of `KINDS`; order is the row's place in the list."""

    id: str
    kind: str
    where: str
    template: phrases.Template
    begin: str
    due: str
    recurrence: Recurrence | None
    order: int = 0

    @property
    def loose(self) -> bool:
        """True when the phrase leaves a gap: at the same place one without a gap is the better reading."""
        return "{gap}" in self.template.source


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase at its place in a folded text. bracket is the place of the bracket that holds it."""

    phrase: Phrase
    start: int
    end: int
    begin: date | None
    due: date | None
    bracket: tuple[int, int] | None = None

    @property
    def dating(self) -> bool:
        """True when the words are about days and years, also when they name no certain day."""
        return self.phrase.recurrence is None


def read_deadline(passage: Passage, *, issued: date | None = None) -> Reading:
    """Time in a task's whole text: in brackets, in the running text, or as an adverb of recurrence.

    issued is the day of issue of the document; it only serves spans counted from it ("30 ngày kể từ ngày ký").
    """
    folded = phrases.hide_quoted(phrases.fold(passage.text))
    in_brackets = tuple(
        replace(one, start=one.start + start, end=one.end + start, bracket=(start, end))
        for start, end in (match.span(1) for match in _BRACKET.finditer(folded))
        for one in find(folded[start:end], _IN_BRACKET, issued)
    )
    running = find(phrases.hide(folded, (match.span(1) for match in _BRACKET.finditer(folded))), _RUNNING, issued)
    dated_until = max((one.end for one in in_brackets if one.dating), default=0)
    kept = [one for one in running if not one.dating or one.start >= dated_until]
    found = sorted((*in_brackets, *kept), key=lambda one: one.start)
    stretches = [passage.cut(*place).strip() for place in _places(found, folded)]
    return Reading(_deadline(stretches, found), read_condition(passage, folded, in_cell=False))


def read_time(passages: Sequence[Passage], *, issued: date | None = None) -> Reading:
    """Time in lines labelled as time and in a table row's time columns, read together; a label is passed over.

    Words that no phrase knows are kept as the deadline's text, unless they give a condition.
    """
    stretches: dict[str, Passage] = {}
    found: list[Found] = []
    condition: Condition | None = None
    for passage in passages:
        cell = _trimmed(_without_label(_trimmed(passage)))
        if not any(character.isalnum() for character in cell.text):
            continue
        folded = phrases.fold(cell.text)
        here = find(folded, _IN_CELL, issued)
        first = read_condition(cell, folded, in_cell=True)
        condition = condition or first
        if here or first is None:
            stretches.setdefault(folded, cell)
            found.extend(here)
    return Reading(_deadline(list(stretches.values()), found), condition)


def read_heading_time(passage: Passage) -> Deadline | None:
    """The time that a heading gives to all below it, when the heading says nothing else beside its number."""
    label = read_label(passage.text)
    words = _trimmed(passage.cut(label.length if label is not None else 0))
    folded = phrases.fold(words.text)
    if len(folded) > LONGEST_HEADING:
        return None
    for phrase in _heading_phrases():
        match = phrase.template.regex.fullmatch(folded) if phrase.template.possible(folded) else None
        if match is not None:
            deadline = _deadline([words], [_found(phrase, match, None)])
            return replace(deadline, inherited=True) if deadline is not None else None
    return None


LONGEST_HEADING = 300
"""Characters beyond which a heading says more than a time."""


def inherit(own: Deadline | None, heading: Deadline | None) -> Deadline | None:
    """A task's own time, completed by its heading's where the task says nothing to the contrary.

    A heading's recurrence holds unless the task has one or is due by a day; its days hold unless the task has its own.
    """
    if own is None or heading is None:
        return own or heading
    undated = own.begin is None and own.due is None
    recurrence = own.recurrence or (heading.recurrence if own.due is None else None)
    completed = replace(
        own,
        begin=heading.begin if undated else own.begin,
        due=heading.due if undated else own.due,
        recurrence=recurrence,
    )
    if completed == own:
        return own
    return replace(completed, text=f"{own.text}; {heading.text}", spans=own.spans + heading.spans)


def prefer(labelled: Reading, running: Reading) -> Reading:
    """What a label or a table's time column says, completed by the task's own words: its condition, or its time."""
    condition = labelled.condition or running.condition
    said = labelled.deadline is not None or labelled.condition is not None
    return Reading(labelled.deadline if said else running.deadline, condition)


def find(folded: str, where: frozenset[str], issued: date | None = None) -> tuple[Found, ...]:
    """Phrases of time in a folded text that count at those places, from left to right, none overlapping."""
    candidates = [
        _found(phrase, match, issued) for phrase in _possible(folded, where) for match in phrase.template.find(folded)
    ]
    candidates.sort(key=lambda one: (one.start, one.phrase.loose, -one.end, one.phrase.order))
    found: list[Found] = []
    last: Found | None = None
    for one in candidates:
        if (last is None or one.start >= last.end) and _counts(one, folded, last, cell="cell" in where):
            last = one
            found.append(one)
    return tuple(one for one in found if one.phrase.kind != "content")


def _found(phrase: Phrase, match: re.Match[str], issued: date | None) -> Found:
    """The phrase at its place, without the words around it that its pattern only asks for."""
    groups = match.groupdict()
    start = next((match.end(name) + 1 for name in _words("before") if name in groups), match.start())
    end = next((match.start(name) for name in _words("after") if name in groups), match.end())
    begin, due = (phrases.point(rule, match, issued) for rule in (phrase.begin, phrase.due))
    return Found(phrase, start, end, begin, due)


def _counts(one: Found, folded: str, last: Found | None, *, cell: bool) -> bool:
    where = one.phrase.where
    if where == "whole":
        return one.start == 0 and one.end == len(folded)
    if where == "next":
        after = folded[last.end : one.start] if last is not None and not last.dating else None
        return after is not None and len(after) < 12 and _JOINT.fullmatch(after) is not None
    if where == "sentence":
        return _opens(folded, one.start, ".;:!?(…")
    if where == "clause" or (where == "apart" and not cell):
        before = folded[max(0, one.start - 12) : one.start].rstrip()
        return _opens(folded, one.start, ".;:!?(…,-") or before.endswith(_CLAUSE_WORDS)
    return True


def _opens(folded: str, start: int, marks: str) -> bool:
    while start > 0 and folded[start - 1].isspace():
        start -= 1
    # A dash or a sign at the very start is the mark of a list item.
    return start == 0 or folded[start - 1] in marks or (start < 4 and not folded[:start].strip(_TRIM + "+*"))


def _places(found: Sequence[Found], folded: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    bracket: tuple[int, int] | None = None
    for one in found:
        adjoining = bool(places) and _JOINT.fullmatch(folded[places[-1][1] : one.start][:12]) is not None
        if places and one.bracket == bracket and (bracket is not None or adjoining):
            places[-1] = (places[-1][0], max(places[-1][1], one.end))
        else:
            places.append((one.start, one.end))
        bracket = one.bracket
    return places


def _deadline(stretches: Sequence[Passage], found: Sequence[Found]) -> Deadline | None:
    if not stretches:
        return None
    return Deadline(
        text="; ".join(stretch.text for stretch in stretches),
        spans=tuple(stretch.span() for stretch in stretches),
        begin=min((one.begin for one in found if one.begin is not None), default=None),
        due=max((one.due for one in found if one.due is not None), default=None),
        recurrence=_recurrence([one for one in found if not one.dating]),
    )


def _recurrence(found: Sequence[Found]) -> Recurrence | None:
    """One recurrence for all that is said: a stated period outranks "định kỳ", periods that differ make "other".

    Beside a period, "thường xuyên" holds only when it comes first; beside a recurrence in a bracket it never does.
    """
    stated = [one.phrase.recurrence for one in found if one.phrase.recurrence is not None]
    bracketed = any(one.bracket is not None for one in found)
    if not stated or (stated[0] is Recurrence.ONGOING and not bracketed):
        return stated[0] if stated else None
    periods = {one.phrase.recurrence for one in found if one.phrase.kind == "recurring"} - {Recurrence.ONGOING}
    if len(periods) > 1:
        return Recurrence.OTHER
    return periods.pop() if periods else next((one for one in stated if one is not Recurrence.ONGOING), stated[0])


def _without_label(passage: Passage) -> Passage:
    folded = phrases.fold(passage.text[:120])
    for one in _labels():
        match = one.regex.match(folded)
        if match is not None:
            return passage.cut(match.end())
    return passage


def _trimmed(passage: Passage) -> Passage:
    start = len(passage.text) - len(passage.text.lstrip(_TRIM))
    return passage.cut(start, max(start, len(passage.text.rstrip(_TRIM))))


@cache
def _phrases() -> tuple[Phrase, ...]:
    words = {**_words("before"), **_words("after")}
    read = phrases.rows("deadlines.csv", COLUMNS)
    return tuple(_phrase(row, words, order) for order, row in enumerate(read) if row["kind"] in KINDS)


def _possible(folded: str, where: frozenset[str]) -> Iterator[Phrase]:
    """The phrases that count at those places and whose rarest word the text holds."""
    for words, held in _by_words(where):
        if any(map(folded.__contains__, words)):
            yield from held


@cache
def _by_words(where: frozenset[str]) -> tuple[tuple[tuple[str, ...], tuple[Phrase, ...]], ...]:
    held: dict[tuple[str, ...], list[Phrase]] = {}
    for phrase in _phrases():
        if phrase.where in where:
            held.setdefault(next(iter(phrase.template.needs), ("",)), []).append(phrase)
    return tuple((words, tuple(some)) for words, some in held.items())


@cache
def _heading_phrases() -> tuple[Phrase, ...]:
    return tuple(one for one in _phrases() if one.where in _IN_HEADING and one.kind not in ("content", "reference"))


@cache
def _words(kind: str) -> dict[str, str]:
    return {row["id"]: row["pattern"] for row in phrases.rows("deadlines.csv", COLUMNS) if row["kind"] == kind}


@cache
def _labels() -> tuple[phrases.Template, ...]:
    return tuple(
        phrases.template(row["pattern"]) for row in phrases.rows("deadlines.csv", COLUMNS) if row["kind"] == "label"
    )


def _phrase(row: dict[str, str], words: dict[str, str], order: int) -> Phrase:
    try:
        for rule in (row["begin"], row["due"]):
            phrases.check_rule(rule, row["pattern"])
        recurrence = Recurrence(row["recurrence"]) if row["recurrence"] else None
        if row["where"] not in _IN_CELL | _IN_HEADING:
            raise ValueError(f"'{row['where']}' is no place")
        compiled = phrases.template(row["pattern"], words)
    except (LexiconError, ValueError) as error:
        raise LexiconError(str(error), where=f"deadlines.csv, row {row['id']}", remedy="Correct the row") from error
    return Phrase(row["id"], row["kind"], row["where"], compiled, row["begin"], row["due"], recurrence, order)
