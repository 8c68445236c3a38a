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
_OPEN_ENDS = (":", ";", ",")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ENDING_REACH = 20


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
    def opening(self) -> list[re.Match[str]]:
        """Triggers of grounds and aims."""
        return list(relation_pattern("opening").finditer(self.free))

    @cached_property
    def acting(self) -> list[re.Match[str]]:
        """Triggers of changes."""
        return list(relation_pattern("acting").finditer(self.free))

    @property
    def article(self) -> bool:
        """True for the words of an article."""
        return _ARTICLE.match(self.folded) is not None

    def sentence_start(self, place: int) -> int:
        """Beginning of the sentence that holds `place`."""
        return self.sentences[bisect_right(self.sentences, place) - 1]

    def last(self, triggers: list[re.Match[str]], place: int) -> re.Match[str] | None:
        """The last trigger before `place` in its sentence."""
        index = bisect_left(triggers, place, key=re.Match.start) - 1
        return triggers[index] if index >= 0 and triggers[index].start() >= self.sentence_start(place) else None


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
            relations.append(_second_hand(reading.folded, named[one.within], one))
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
    if zone == "title" and relation_pattern("review").search(paragraph.free, 0, one.start):
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
        return None if _LETTERS.search(paragraph.free, 0, one.start) else carried
    relation = _relation("acting", trigger)
    if relation is Relation.MENTIONS or _guarded(paragraph, trigger):
        return None
    return relation if paragraph.article or _acts_itself(paragraph, trigger) else None


def _ends(paragraph: _Paragraph, one: Named) -> bool:
    """True in "Quyết định số ... hết hiệu lực khi Quyết định này ra đời"."""
    ending = relation_pattern("ending").search(paragraph.free, one.reach, one.reach + _ENDING_REACH)
    if ending is None:
        return False
    stop = paragraph.free.find(". ", one.reach)
    return _ITSELF.search(paragraph.folded, ending.end(), stop if stop > 0 else len(paragraph.folded)) is not None


def _guarded(paragraph: _Paragraph, trigger: re.Match[str]) -> bool:
    """True where the change is a task for somebody: "tham mưu sửa đổi ..."."""
    start = paragraph.sentence_start(trigger.start())
    return relation_pattern("guard").search(paragraph.free, start, trigger.start()) is not None


def _acts_itself(paragraph: _Paragraph, trigger: re.Match[str]) -> bool:
    """True in "Quyết định này (có hiệu lực ... và) thay thế": nothing else stands between the two."""
    start = paragraph.sentence_start(trigger.start())
    before = list(_ITSELF.finditer(paragraph.folded, start, trigger.start()))
    if not before:
        return False
    between = paragraph.folded[before[0].end() : trigger.start()]
    return ";" not in between and (not between.strip() or "hiệu lực" in between)


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


def _second_hand(folded: str, outer: Named, one: Named) -> Relation:
    """What `outer` says of the document that its description names."""
    between = folded[outer.end : one.start]
    aims = list(relation_pattern("opening").finditer(between))
    changes = list(relation_pattern("acting").finditer(between))
    change = _relation("acting", changes[-1]) if changes else Relation.MENTIONS
    latest = changes and (not aims or changes[-1].end() > aims[-1].end())
    if latest and change is not Relation.MENTIONS and "," not in between[changes[-1].end() :]:
        return change
    return _relation("opening", aims[-1]) if aims else Relation.MENTIONS


def _relation(zone: str, trigger: re.Match[str]) -> Relation:
    return Relation(relation_of(zone)[trigger.group()])
