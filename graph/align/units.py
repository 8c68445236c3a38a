"""A task made ready for comparing: its duties as words and concepts, whom it names, and to whom it speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from graph.align.addressing import address_strengths, address_words
from graph.align.concepts import Found, concepts_in, with_broader
from graph.align.fingerprints import fingerprint
from graph.align.words import Word, masked, words_of
from graph.extract.roles import begins_with_duty
from graph.identity import task_id
from graph.lexicon import agencies
from graph.model import Header, Level, ResolvedDocument, Role, Span, Task, TaskKind
from graph.spelling import fold_in_place

BROADER = 0.5
"""Weight of a concept one step above what the words say."""
SHORTEST = 6
"""Syllables that a clause has at least: what is shorter ("rà soát, bổ sung") belongs to one duty."""

_JOINT = re.compile(r",\s{1,3}(?:đồng thời,?\s{1,3})?|\s{1,3}và\s{1,3}")


@dataclass(frozen=True, slots=True)
class Bag:
    """The grams (syllables and pairs of them) of one text, its concepts with weights, and its number of syllables."""

    grams: frozenset[str]
    concepts: Mapping[str, float]
    size: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A task or objective ready for comparing.

    documents are those it names, figures its quantities (value, unit), leads the functions of the bodies that lead it
    ("noi vu" of Sở Nội vụ and Bộ Nội vụ alike); central_lead is True when only central bodies lead, central_partners
    counts the central bodies among the others; local is True when its text has words of a level below the centre;
    strengths say how far it speaks to each level.
    """

    id: str
    fingerprint: str
    level: Level | None
    whole: Bag
    duties: tuple[Bag, ...]
    clauses: tuple[Bag, ...]
    documents: frozenset[str]
    figures: frozenset[tuple[float, str]]
    leads: frozenset[str]
    central_lead: bool
    central_partners: int
    local: bool
    objective: bool
    strengths: Mapping[Level, float]


def title_of(document: ResolvedDocument) -> str:
    """The document's title, or nothing; its tasks may repeat it, which says nothing of them."""
    return document.record.header.title.value if document.record.header.title else ""


def units_of(
    document: ResolvedDocument, titles: Iterable[str] = (), only: Container[str] | None = None
) -> tuple[Unit, ...]:
    """The tasks of a document, in its order. `titles` are of directives that its texts may repeat.

    only are identifiers of the tasks that are wanted, all where it is None.
    """
    runs = [[word.text for word in words_of(title)] for title in titles]
    strengths = address_strengths(document)
    return tuple(
        _unit(document, task, index, strengths[index], runs)
        for index, task in enumerate(document.parsed.tasks)
        if only is None or task_id(document.record.id, task.path) in only
    )


def _unit(
    document: ResolvedDocument,
    task: Task,
    index: int,
    strengths: Mapping[Level, float],
    titles: Sequence[Sequence[str]],
) -> Unit:
    header = document.record.header
    names = document.task_cites[index] if index < len(document.task_cites) else ()
    words = masked(words_of(task.text), titles)
    found = concepts_in(words)
    duties = duty_places(task)
    bags: dict[tuple[int, int], Bag] = {}

    def bag(place: Span) -> Bag:
        ends = bisect_left(words, place.start, key=_start), bisect_left(words, place.end, key=_start)
        if ends not in bags:
            bags[ends] = _bag(words, found, *ends)
        return bags[ends]

    leads = task.organisations(Role.LEAD)
    return Unit(
        task_id(document.record.id, task.path),
        fingerprint(task.text),
        header.level.value if header.level else None,
        bag(Span(0, len(task.text))),
        tuple(bag(place) for place in duties),
        tuple(bag(clause) for place in duties for clause in _clauses(task.text, place)),
        frozenset(names),
        frozenset((quantity.value, quantity.unit) for quantity in task.quantities),
        frozenset(function for name in leads if (function := _function(name))),
        bool(leads) and all(_central(name, header) for name in leads),
        sum(_central(one.name, header) for one in task.assignments if one.role is not Role.LEAD),
        _speaks_of_local(task.text),
        task.kind is TaskKind.OBJECTIVE,
        strengths,
    )


def duty_places(task: Task) -> tuple[Span, ...]:
    """Where the task's duties stand within its own text; the whole text where they cannot be told apart."""
    places: list[Span] = []
    start = 0
    for duty in task.duties:
        found = task.text.find(duty.text, start)
        if found < 0:
            return (Span(0, len(task.text)),) * len(task.duties)
        start = found + len(duty.text)
        places.append(Span(found, start))
    return tuple(places) or (Span(0, len(task.text)),)


def _clauses(text: str, duty: Span) -> Iterator[Span]:
    """A duty cut once more, at commas and "và" before a verb: "rà soát ..., sắp xếp ..." holds two.

    A clause has at least `SHORTEST` syllables before the cut; there is always at least one.
    """
    start = duty.start
    for joint in _JOINT.finditer(text, duty.start, duty.end):
        rest = text[joint.end() : min(joint.end() + 80, duty.end)]
        long_enough = len(text[start : joint.start()].split()) >= SHORTEST and len(rest.split()) >= 4
        if long_enough and begins_with_duty(rest):
            yield Span(start, joint.start())
            start = joint.end()
    yield Span(start, duty.end)


def _start(word: Word) -> int:
    return word.span.start


def _bag(words: Sequence[Word], found: Sequence[Found], first: int, last: int) -> Bag:
    """The grams and concepts of words first to last (not included); titles of directives are left out."""
    telling = [None if word.masked or word.text.isdigit() else word.text for word in words[first:last]]
    grams = {one for one in telling if one is not None}
    grams |= {f"{one} {other}" for one, other in pairwise(telling) if one is not None and other is not None}
    concepts: dict[str, float] = {}
    for one in found:
        if first <= one.first and one.last <= last:
            for step, concept in enumerate(with_broader(one.concept)):
                concepts[concept] = max(concepts.get(concept, 0.0), BROADER**step)
    return Bag(frozenset(grams), concepts, last - first)


@cache
def _function(name: str) -> str:
    """What an organisation is for, apart from its level: "Ban Tuyên giáo Huyện ủy" -> "tuyen giao"."""
    words = [word.text for word in words_of(name)]
    return " ".join(word for word in words if word not in _LEVEL_WORDS)


_LEVEL_WORDS = frozenset(
    (
        *("ban", "sở", "bộ", "phòng", "chi", "cục", "vụ", "văn", "đảng", "cán", "sự", "đoàn", "ủy", "huyện", "tỉnh"),
        *("thành", "phố", "xã", "thị", "trấn", "trung", "ương", "quận", "phường", "nhà", "nước", "việt", "nam", "các"),
    )
)


def _central(name: str, header: Header) -> bool:
    territory = header.territory.value if header.territory else None
    level = header.level.value if header.level else None
    return _level_of(name, territory, level) is Level.CENTRAL


@lru_cache(maxsize=16384)
def _level_of(name: str, territory: str | None, level: Level | None) -> Level | None:
    return agencies.resolve(name, territory, level).level


@cache
def _local_words() -> tuple[str, ...]:
    return tuple(row.words for row in address_words() if row.kind in {"general", "body", "level"})


def _speaks_of_local(text: str) -> bool:
    folded = fold_in_place(text)
    return any(words in folded for words in _local_words())
