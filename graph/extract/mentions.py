"""Places in one paragraph that name a document: their type, symbol, date, issuer and title.

The grammar is that of Nghị định 30/2020/NĐ-CP for grounds (type, "số", symbol, "ngày" date, "của" issuer, subject) in
the variants of practice. Everything here works on places in a passage's text; spans and relations come later.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from graph.extract.citation_heads import Named, Words, heads_in
from graph.extract.citation_tails import Tail, read_tail
from graph.lexicon.citing import pattern, words
from graph.lexicon.issuers import level_of
from graph.model import CitationForm, Level
from graph.spelling import fold

_ALIAS_LINK = re.compile(r"(?: là)? ?:? ?[“\"']?")
_THROUGH = re.compile(r" (?:triển khai )?thực hiện (?=\w)")
_ENUMERATED = re.compile(r"(?:[,;]|(?<!\w)(?:và|hoặc|cùng với))(?: (?:các|của|tại|theo))* ?$")
_LIST_GAP = re.compile(r" ?(?:,|và|, và|hoặc|cùng với) ?(?:các )?")
_CARRIED_OUT = re.compile(r"(?<!\w)(?:thực hiện|triển khai|cụ thể hóa|quán triệt) $")
_LISTED = re.compile(r"(?:(?<!\w)và|,)$| (?:và|,)$")
_LONGEST_LIST = 6
_FAR = sys.maxsize


def named_in(reading: Words, is_own: Callable[[Named], bool] | None = None) -> tuple[Named, ...]:
    """All documents that a paragraph names, outer before inner, in the order of their beginnings.

    `is_own` tells which of them is the citing document itself: what follows its name describes no other.
    """
    found: list[Named] = []
    for head in heads_in(reading):
        if found and head.start < found[-1].end and head.symbol is None:
            continue
        one = _with_tail(reading, head)
        if not _meant(reading, one):
            continue
        if is_own is not None and is_own(one):
            one = replace(one, form=CitationForm.SELF, symbol=None, reach=one.end)
        found.append(one)
    return tuple(_amended(_nested(reading, found)))


@cache
def _opens_list() -> re.Pattern[str]:
    return re.compile(rf", (?:{pattern('directive', 'plan', 'rule').pattern})(?! số)")


def _with_tail(reading: Words, head: Named) -> Named:
    """The head with its date, issuer and title, and its form."""
    if head.form in (CitationForm.SELF, CitationForm.ALIAS):
        return head
    if _in_alias(reading, head.start):
        return replace(head, form=CitationForm.ALIAS, alias=None if head.symbol else "")
    described = head.symbol is None and head.type is not None
    tail = read_tail(reading.text, reading.folded, head.end, described=described, central=_central(head))
    if head.form is CitationForm.LAW:
        return replace(head, date=tail.date, end=tail.end if tail.date else head.end) if not tail.issuer else head
    form = head.form
    if form is CitationForm.BARE and not tail.issuer:
        tail = _issued_through(reading, head, tail)
    if head.symbol is not None and (tail.date or tail.issuer):
        form = CitationForm.FULL
    elif head.symbol is None and tail.issuer:
        form = CitationForm.DESCRIPTIVE
    return _filled(head, form, tail)


def _central(head: Named) -> bool:
    return head.symbol is not None and level_of(head.symbol.body_code) is Level.CENTRAL


def _issued_through(reading: Words, head: Named, tail: Tail) -> Tail:
    """The issuer in "Chương trình hành động thực hiện Nghị quyết của Tỉnh ủy": it issued the programme."""
    inner = _THROUGH.match(reading.folded, head.end) if reading.lettered <= head.start else None
    kind = pattern("directive").match(reading.folded, inner.end()) if inner else None
    if kind is None or fold(head.type or "") not in words("plan"):
        return tail
    issued = read_tail(reading.text, reading.folded, kind.end(), described=True)
    stated = issued.issuer and reading.folded.startswith(" của ", kind.end())
    return replace(issued, reach=issued.end, title=None, quoted=False) if stated else tail


def _filled(head: Named, form: CitationForm, tail: Tail) -> Named:
    title = head.title or tail.title
    if form is CitationForm.BARE:
        quoted = tail.title if tail.quoted else None
        return replace(head, title=quoted, reach=tail.reach if quoted else head.end)
    return replace(
        head, form=form, end=tail.end, reach=max(tail.reach, tail.end), issuer=tail.issuer, date=tail.date, title=title
    )


def _in_alias(reading: Words, start: int) -> bool:
    """True when the words before are "(sau đây gọi tắt là"."""
    before = reading.folded[max(0, start - 40) : start]
    found = list(pattern("alias").finditer(before))
    return bool(found) and bool(_ALIAS_LINK.fullmatch(before, found[-1].end()))


def _meant(reading: Words, one: Named) -> bool:
    """False for what names no single document: "các Nghị quyết", a plan yet to be drawn up, a type that describes."""
    if one.form not in (CitationForm.BARE, CitationForm.DESCRIPTIVE):
        return True
    name = fold(one.type or "")
    capital = reading.text[one.start].isupper()
    if one.alias is not None:
        return capital
    if _not_single(reading, one):
        return False
    if name in words("rule"):
        return one.form is CitationForm.DESCRIPTIVE and capital and not reading.capital
    if one.form is CitationForm.DESCRIPTIVE:
        return name in words("directive") or reading.lettered <= one.start
    return capital and not reading.capital and _stands_alone(reading, one, name)


def _stands_alone(reading: Words, one: Named, name: str) -> bool:
    """True when a type alone is followed by nothing that would make it another thing ("Chương trình mục tiêu")."""
    if one.title:
        return True
    rest = reading.folded[one.end : one.end + 30]
    if not rest.strip() or not rest.startswith(" "):
        return not rest.startswith("-") and not _opens_list().match(reading.folded, one.end)
    following = reading.text[one.end + 1 : one.end + 2]
    if name in words("directive"):
        return not following.isupper() and not rest.startswith((" của ", " số ", " đại hội", " hội nghị"))
    return not following.isalnum() or bool(pattern("plan-follower").match(reading.folded, one.end + 1))


def _nested(reading: Words, found: list[Named]) -> list[Named]:
    """Each with the index of the one whose description holds it.

    A description that says what it carries out ends with that document's own description, so that what follows
    ("... gắn với ...") is the sentence's again, unless a list goes on.
    """
    open_ones = _Open(found)
    done: list[Named] = []
    for index, one in enumerate(found):
        listed = index > 0 and _goes_on(reading, found[index - 1].reach, one.start)
        while open_ones.last is not None and open_ones.reach <= one.start and not listed:
            open_ones.pop()
        if listed and _beside(done[-1], one) and open_ones.holds(done[-1].within):
            while open_ones.last != done[-1].within:
                open_ones.pop()
        elif (listed or _enumerated(reading, one.start)) and one.form is not CitationForm.ALIAS:
            open_ones.close_siblings(one)
        done.append(replace(one, within=open_ones.last))
        if _CARRIED_OUT.search(reading.folded, max(0, one.start - 40), one.start):
            open_ones.end_at(max(one.end, one.reach))
        if one.reach > one.end:
            open_ones.push(index)
    return done


class _Open:
    """The documents whose descriptions are open, outer before inner.

    Each is entered and left once: what ends all of them is noted at the innermost and handed outward when that is left.
    """

    def __init__(self, found: list[Named]) -> None:
        self._found = found
        self._indexes: list[int] = []
        self._limits: list[int] = []

    @property
    def last(self) -> int | None:
        """Index of the innermost."""
        return self._indexes[-1] if self._indexes else None

    @property
    def reach(self) -> int:
        """Where the description of the innermost ends."""
        return min(self._limits[-1], self._found[self._indexes[-1]].reach)

    def holds(self, index: int | None) -> bool:
        """True when the description of that document is open."""
        place = bisect_left(self._indexes, index) if index is not None else len(self._indexes)
        return place < len(self._indexes) and self._indexes[place] == index

    def push(self, index: int) -> None:
        """Opens the description of that document."""
        self._indexes.append(index)
        self._limits.append(_FAR)

    def pop(self) -> None:
        """Closes the innermost."""
        self._indexes.pop()
        limit = self._limits.pop()
        if self._limits:
            self._limits[-1] = min(self._limits[-1], limit)

    def end_at(self, place: int) -> None:
        """No description that is open goes on beyond `place`."""
        if self._limits:
            self._limits[-1] = min(self._limits[-1], place)

    def close_siblings(self, one: Named) -> None:
        """After "," or "và" the next of a list begins: beside the nearest of its type, else beside the outermost."""
        kind = fold(one.type or "")
        while self._indexes:
            alike = fold(self._found[self._indexes[-1]].type or "") == kind
            self.pop()
            if alike:
                return


def _amended(found: list[Named]) -> list[Named]:
    """The date behind "Luật sửa đổi, bổ sung một số điều của Luật Giá" is that of the amending law alone."""
    done = list(found)
    for index, one in enumerate(found):
        outer = one.within
        if outer is None or one.form is not CitationForm.LAW or one.date is None:
            continue
        if found[outer].form is CitationForm.LAW:
            done[outer] = replace(done[outer], date=done[outer].date or one.date)
            done[index] = replace(one, date=None)
    return done


def _goes_on(reading: Words, end: int, start: int) -> bool:
    """True when nothing but a comma or "và" stands between two."""
    return end <= start and bool(_LIST_GAP.fullmatch(reading.folded, end, start))


def _beside(before: Named, one: Named) -> bool:
    return before.within is not None and fold(before.type or "") == fold(one.type or "")


def _enumerated(reading: Words, start: int) -> bool:
    return bool(_ENUMERATED.search(reading.folded, max(0, start - 24), start))


def _not_single(reading: Words, one: Named) -> bool:
    """True after "các" or "xây dựng", also through a list: several are meant, or one that has yet to be drawn up."""
    before = reading.folded[max(0, one.start - 90) : one.start].rstrip()
    steps = 0
    while not any(before == word or before.endswith(f" {word}") for word in words("collective", "output")):
        shorter = _LISTED.sub("", before)
        kind = next((name for name in words("directive", "plan", "rule") if f" {shorter}".endswith(f" {name}")), None)
        if shorter == before or kind is None or steps == _LONGEST_LIST:
            return steps > 0 and fold(one.issuer or "") in words("vague")
        before = shorter[: -len(kind)].rstrip()
        steps += 1
    return True
