"""What a document says of those that it names: the trigger before the name decides, and the zone it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from graph.extract.citation_heads import Named, Words
from graph.lexicon.citing import relation_of, relation_pattern
from graph.model import CitationForm, Relation

Zone = Literal["title", "preamble", "body", "annex"]
"""Part of a document: title (trích yếu), preamble (căn cứ, mở đầu), body, annex."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a paragraph that ends open hands on to the next.

    opening: the relation of the grounds that follow "Căn cứ:" line by line; acting: that of the list which follows
    "Điều 1. Bãi bỏ các văn bản sau đây:".
    """

    opening: Relation | None = None
    acting: Relation | None = None


_CLOSING = re.compile(r"trên đây là ")
_ARTICLE = re.compile(r"điều [0-9]{1,4}(?!\w)")
_ITSELF = re.compile(r"(?<!\w)này(?!\w)")
_SENTENCE = re.compile(r"\. ")
_BREAK = re.compile(";")
_COMMA = re.compile(",")
_IN_FORCE = re.compile("hiệu lực")
_BLANK = re.compile(r"\s*")
_OPEN_ENDS = (":", ";", ",")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ENDING_REACH = 20


class _Places:
    """Where a pattern matches in a text, found once, so that no stretch is searched again for each document named."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self.matches = list(pattern.finditer(text))
        self._starts = [match.start() for match in self.matches]

    def before(self, place: int) -> re.Match[str] | None:
        """The last match that begins before `place`."""
        index = bisect_left(self._starts, place) - 1
        return self.matches[index] if index >= 0 else None

    def first(self, start: int, end: int) -> re.Match[str] | None:
        """The first match inside text[start:end]."""
        index = bisect_left(self._starts, start)
        found = self.matches[index] if index < len(self.matches) else None
        return found if found is not None and found.end() <= end else None

    def last(self, start: int, end: int) -> re.Match[str] | None:
        """The last match inside text[start:end]."""
        index = bisect_right(self._starts, end) - 1
        while index >= 0 and self.matches[index].end() > end:
            index -= 1
        return self.matches[index] if index >= 0 and self._starts[index] >= start else None


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph with the descriptions of documents blanked, so that their verbs are nobody's triggers."""

    folded: str
    free: str

    @cached_property
    def sentences(self) -> list[int]:
        """Where sentences begin."""
        return [0, *(match.end() for match in _SENTENCE.finditer(self.free))]

    @cached_property
    def opening(self) -> _Places:
        """Triggers of grounds and aims."""
        return _Places(relation_pattern("opening"), self.free)

    @cached_property
    def acting(self) -> _Places:
        """Triggers of changes."""
        return _Places(relation_pattern("acting"), self.free)

    @cached_property
    def guards(self) -> _Places:
        """Words that make a change a task for somebody."""
        return _Places(relation_pattern("guard"), self.free)

    @cached_property
    def itself(self) -> _Places:
        """Words that mean the document itself."""
        return _Places(_ITSELF, self.folded)

    @cached_property
    def described_opening(self) -> _Places:
        """Triggers of aims, those in descriptions too."""
        return _Places(relation_pattern("opening"), self.folded)

    @cached_property
    def described_acting(self) -> _Places:
        """Triggers of changes, those in descriptions too."""
        return _Places(relation_pattern("acting"), self.folded)

    @cached_property
    def commas(self) -> _Places:
        """Commas."""
        return _Places(_COMMA, self.folded)

    @cached_property
    def breaks(self) -> _Places:
        """Semicolons."""
        return _Places(_BREAK, self.folded)

    @cached_property
    def in_force(self) -> _Places:
        """Words about coming into force."""
        return _Places(_IN_FORCE, self.folded)

    @cached_property
    def lettered(self) -> int:
        """Where the first word of two letters has begun; behind the end where there is none."""
        word = _LETTERS.search(self.free)
        return word.end() if word else len(self.free) + 1

    @cached_property
    def reviewed(self) -> int:
        """Where the first word that looks back ends; behind the end where there is none."""
        word = relation_pattern("review").search(self.free)
        return word.end() if word else len(self.free) + 1

    @cached_property
    def article(self) -> bool:
        """True for the words of an article."""
        return _ARTICLE.match(self.folded) is not None

    def sentence_start(self, place: int) -> int:
        """Beginning of the sentence that holds `place`."""
        return self.sentences[bisect_right(self.sentences, place) - 1]

    def sentence_end(self, place: int) -> int:
        """Where the full stop of the sentence that holds `place` stands, or the end of the paragraph."""
        index = bisect_left(self.sentences, place + 2)
        return self.sentences[index] - 2 if index < len(self.sentences) else len(self.folded)

    def last(self, triggers: _Places, place: int) -> re.Match[str] | None:
        """The last trigger before `place` in its sentence."""
        found = triggers.before(place)
        return found if found is not None and found.start() >= self.sentence_start(place) else None


def relations_in(
    reading: Words, named: Sequence[Named], zone: Zone, carried: Carried
) -> tuple[list[Relation], Carried]:
    """The relation of each of `named`, and what the paragraph hands on.

    A nested one has the relation that the outer document bears to it.
    """
    paragraph = _Paragraph(reading.folded, _masked(reading.folded, named))
    opening = zone in ("title", "preamble") or bool(_CLOSING.match(reading.folded))
    relations = []
    for one in named:
        if one.form is CitationForm.SELF or one.alias == "":
            relations.append(Relation.MENTIONS)
        elif one.within is not None:
            relations.append(_second_hand(paragraph, named[one.within], one))
        else:
            aim = _opening(paragraph, one, zone, carried.opening) if opening else Relation.MENTIONS
            relations.append(_changed(paragraph, one, carried.acting) or aim)
    aims = _open_aim(paragraph, zone, carried.opening) if opening else None
    alone = all(one.form is CitationForm.SELF for one in named)
    return relations, Carried(aims, _open_change(paragraph, zone, carried.acting, alone=alone))


def _masked(folded: str, named: Sequence[Named]) -> str:
    parts: list[str] = []
    place = 0
    for one in named:
        if one.within is None and one.start >= place:
            parts += (folded[place : one.start], " " * (one.reach - one.start))
            place = one.reach
    return "".join((*parts, folded[place:]))


def _opening(paragraph: _Paragraph, one: Named, zone: Zone, carried: Relation | None) -> Relation:
    if zone == "title" and paragraph.reviewed <= one.start:
        return Relation.MENTIONS
    trigger = paragraph.last(paragraph.opening, one.start)
    if trigger is None:
        return carried or Relation.MENTIONS
    return _relation("opening", trigger)


def _open_aim(paragraph: _Paragraph, zone: Zone, carried: Relation | None) -> Relation | None:
    if zone == "preamble" and not paragraph.free.rstrip(" .…").endswith(_OPEN_ENDS):
        return None
    trigger = paragraph.last(paragraph.opening, len(paragraph.free))
    return _relation("opening", trigger) if trigger else carried


def _changed(paragraph: _Paragraph, one: Named, carried: Relation | None) -> Relation | None:
    """Amends or replaces, where the document itself acts: in an article, or in a sentence about itself ("này")."""
    if _ends(paragraph, one):
        return Relation.REPLACES
    trigger = paragraph.last(paragraph.acting, one.start)
    if trigger is None:
        return None if paragraph.lettered <= one.start else carried
    relation = _relation("acting", trigger)
    if relation is Relation.MENTIONS or _guarded(paragraph, trigger):
        return None
    return relation if paragraph.article or _acts_itself(paragraph, trigger) else None


def _ends(paragraph: _Paragraph, one: Named) -> bool:
    """True in "Quyết định số ... hết hiệu lực khi Quyết định này ra đời"."""
    ending = relation_pattern("ending").search(paragraph.free, one.reach, one.reach + _ENDING_REACH)
    if ending is None:
        return False
    return paragraph.itself.first(ending.end(), paragraph.sentence_end(one.reach)) is not None


def _guarded(paragraph: _Paragraph, trigger: re.Match[str]) -> bool:
    """True where the change is a task for somebody: "tham mưu sửa đổi ..."."""
    return paragraph.guards.first(paragraph.sentence_start(trigger.start()), trigger.start()) is not None


def _acts_itself(paragraph: _Paragraph, trigger: re.Match[str]) -> bool:
    """True in "Quyết định này (có hiệu lực ... và) thay thế": nothing else stands between the two."""
    start = paragraph.sentence_start(trigger.start())
    before = paragraph.itself.first(start, trigger.start())
    if before is None:
        return False
    between = before.end(), trigger.start()
    if paragraph.breaks.first(*between):
        return False
    return paragraph.in_force.first(*between) is not None or bool(_BLANK.fullmatch(paragraph.folded, *between))


def _open_change(paragraph: _Paragraph, zone: Zone, carried: Relation | None, *, alone: bool) -> Relation | None:
    """An article's heading that names no document hands its change on to the list below, up to the next article."""
    if zone != "body":
        return None
    if not paragraph.article:
        return carried
    trigger = paragraph.last(paragraph.acting, len(paragraph.free))
    if trigger is None or not alone or _guarded(paragraph, trigger):
        return None
    relation = _relation("acting", trigger)
    return None if relation is Relation.MENTIONS else relation


def _second_hand(paragraph: _Paragraph, outer: Named, one: Named) -> Relation:
    """What `outer` says of the document that its description names."""
    aim = paragraph.described_opening.last(outer.end, one.start)
    change = paragraph.described_acting.last(outer.end, one.start)
    changed = _relation("acting", change) if change else Relation.MENTIONS
    latest = change if change is not None and (aim is None or change.end() > aim.end()) else None
    if latest and changed is not Relation.MENTIONS and not paragraph.commas.first(latest.end(), one.start):
        return changed
    return _relation("opening", aim) if aim else Relation.MENTIONS


def _relation(zone: str, trigger: re.Match[str]) -> Relation:
    return Relation(relation_of(zone)[trigger.group()])
