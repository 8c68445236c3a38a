"""Lists of organisations in running text: where one begins, where each name ends, where the list ends.

Names that share one head word stay one entry ("Ủy ban nhân dân huyện, thành phố"), full names are told apart: a comma
or "và" divides only where a head word of data/lexicon/organisation_heads.csv follows; a semicolon always does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.lexicon.organisations import (
    OrganisationHead,
    Verb,
    head_pattern,
    name_tails,
    organisation_heads,
    verb_pattern,
    verbs,
)
from graph.spelling import fold_in_place

_SEPARATOR = re.compile(r"\s*(?:;|,|\s(?:và|cùng|hoặc)\s)\s*")
_STOP = re.compile(r"[():“”\"]|\.(?=\s|$)|\.\.\.|…|/\.|[?!]")
_PLURAL_COLON = re.compile(r"các (?:bộ|sở|ban|xã|phường|phòng|tỉnh|huyện)\s?:\s")
""" "Các bộ: Tài chính, Y tế": names that share one head word."""
_TRIM = " .,;:–-"
LONGEST_LIST = 1500
"""Characters after which a list of names is given up."""
LONGEST_ENTRY = 120
"""Characters between semicolons of a cell from which on it is read as a sentence, not as names only."""


@dataclass(frozen=True, slots=True)
class NameList:
    """Names found one after the other: the range of each, and where the list ends in the text.

    ended_by is "verb", "order", "link", "stop" (punctuation) or "end" (the text's end); word is the verb or link.
    """

    names: tuple[tuple[int, int], ...]
    end: int
    ended_by: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text beside its folded form, character for character."""

    text: str
    folded: str

    @staticmethod
    def of(text: str) -> Words:
        """The words of `text`."""
        return Words(text, _folded(text))


@lru_cache(maxsize=32)  # one task's text is asked for its subject, its roles and its duties, one after the other
def _folded(text: str) -> str:
    return fold_in_place(text)


def names_at(words: Words, start: int) -> NameList | None:
    """The list of organisations that begins at `start` (blanks skipped), or None where no head word stands."""
    place = start
    while place < len(words.text) and words.text[place].isspace():
        place += 1
    head = head_at(words, place, first=True)
    if head is None:
        return None
    limit, ended_by, word = _list_end(words, place + len(head.words), place)
    divided = _divided(words, place, limit, head)
    ranges = tuple(one for one in divided if one[0] == place or head_at(words, one[0], first=True) is not None)
    return NameList(ranges, limit, ended_by, word) if ranges else None


def names_in_cell(text: str) -> tuple[tuple[int, int], ...]:
    """Names in a cell or labelled line that holds nothing but names; tails such as "theo quy định" are left out."""
    words = Words.of(text)
    ranges: list[tuple[int, int]] = []
    start = 0
    for part in re.split(r"([;\n])", text):
        if part.strip(_TRIM):
            offset = start + len(part) - len(part.lstrip(_TRIM))
            head = head_at(words, offset, first=True)
            ranges.extend(_divided(words, offset, _cell_end(words, offset, start + len(part)), head))
        start += len(part)
    return tuple(_without_tail(words, begin, end) for begin, end in ranges)


def _cell_end(words: Words, start: int, end: int) -> int:
    """Where the names end in a part of a cell: before the verb of a part that is a whole sentence."""
    if end - start <= LONGEST_ENTRY:
        return end
    found = verb_after(words, start, end)
    return found[0].start() if found is not None and found[0].start() > start else end


def head_at(words: Words, place: int, *, first: bool) -> OrganisationHead | None:
    """The head word that stands at `place`, if what follows it fits."""
    match = head_pattern().match(words.folded, place)
    while match is not None:
        head = _heads()[match.group(0)]
        if _fits(words, match.end(), head, first):
            return head
        return next((one for one in _shorter(head) if _fits(words, place + len(one.words), one, first)), None)
    return None


def verb_after(words: Words, place: int, limit: int | None = None) -> tuple[re.Match[str], Verb] | None:
    """The first verb or link from `place` on that is not part of a name."""
    known = _verbs()
    for match in verb_pattern().finditer(words.folded, place, len(words.folded) if limit is None else limit):
        verb = known[match.group(0)]
        if words.text[match.start()].islower() and not _is_noun(words.folded, match, verb):
            return match, verb
    return None


@cache
def _shorter(head: OrganisationHead) -> tuple[OrganisationHead, ...]:
    """Head words with which a longer one begins."""
    return tuple(one for one in organisation_heads() if head.words.startswith(f"{one.words} "))


@cache
def _heads() -> dict[str, OrganisationHead]:
    return {head.words: head for head in organisation_heads()}


@cache
def _verbs() -> dict[str, Verb]:
    return {verb.word: verb for verb in verbs()}


def _fits(words: Words, end: int, head: OrganisationHead, first: bool) -> bool:
    rest = words.text[end : end + 80].lstrip()
    if head.followed_by == "capital":
        return rest[:1].isupper()
    if head.followed_by == "end":
        return not rest or not rest[0].isalnum()
    if head.followed_by == "start":
        return first
    return True


def _is_noun(folded: str, match: re.Match[str], verb: Verb) -> bool:
    before = folded[max(0, match.start() - 40) : match.start()].rstrip()
    after = folded[match.end() : match.end() + 40].lstrip()
    if verb.kind == "verb" and any(_ends_with(before, one) for one in _DOER):
        return True
    return any(_ends_with(before, one) for one in verb.unless_previous.split(";") if one) or any(
        after.startswith(one) and not after[len(one) : len(one) + 1].isalnum()
        for one in verb.unless_next.split(";")
        if one
    )


_DOER = ("người", "của")
"""Words after which a verb names somebody or something: "người quản lý", "của kiểm tra viên"."""


def _ends_with(text: str, word: str) -> bool:
    return text.endswith(word) and not text[: -len(word)][-1:].isalnum()


def _list_end(words: Words, place: int, start: int) -> tuple[int, str, str]:
    limit = min(len(words.text), start + LONGEST_LIST)
    colon = _PLURAL_COLON.match(words.folded, start)
    stop = _STOP.search(words.folded, colon.end() if colon else place, limit)
    found = verb_after(words, place, stop.start() if stop else limit)
    if found is not None:
        match, verb = found
        return match.start(), verb.kind, verb.word
    if stop is not None:
        return stop.start(), "stop", stop.group(0)
    return limit, "end", ""


def _divided(words: Words, start: int, end: int, head: OrganisationHead | None) -> Iterator[tuple[int, int]]:
    begin = start
    for separator in _SEPARATOR.finditer(words.text, start, end):
        if separator.start() < begin:
            continue
        following = head_at(words, separator.end(), first=False) if separator.end() < end else None
        semicolon = ";" in separator.group(0)
        if not semicolon and (following is None or _stays(words, begin, separator.end(), head, following)):
            continue
        yield from _trimmed(words.text, begin, separator.start())
        begin, head = separator.end(), following
    yield from _trimmed(words.text, begin, end)


def _stays(words: Words, begin: int, place: int, head: OrganisationHead | None, following: OrganisationHead) -> bool:
    """The name at `place` is part of the entry that began at `begin`."""
    return _holds(words, place, head, following) or _shares(words, begin, head, following)


def _holds(words: Words, place: int, head: OrganisationHead | None, following: OrganisationHead) -> bool:
    """ "Bí thư tỉnh ủy, thành ủy" is one entry: the post holds the names after it until another post comes.

    "Và các đơn vị có liên quan" never belongs to the post.
    """
    if head is None or head.kind != "holder" or following.kind in {"holder", "post"}:
        return False
    return _CONCERNED.match(words.folded, place) is None


_CONCERNED = re.compile(r"(?:các )?(?:cơ quan|đơn vị|tổ chức|cá nhân|địa phương)[^.;:]{0,40}?(?<!\w)liên quan(?!\w)")


def _shares(words: Words, begin: int, head: OrganisationHead | None, following: OrganisationHead) -> bool:
    """ "Các tỉnh ủy, thành ủy trực thuộc Trung ương": the same kind of body twice under one "các"."""
    return head is not None and words.folded.startswith("các ", begin) and following.words in _TWINS.get(head.words, ())


_TWINS = {"các tỉnh ủy": ("thành ủy",), "các huyện ủy": ("thị ủy", "thành ủy", "quận ủy")}


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    unfinished = _UNFINISHED.search(text, start, end)
    end = unfinished.start() if unfinished is not None else end
    if end > start:
        yield start, end


_UNFINISHED = re.compile(r"[\s,;]{1,3}(?:và|của|người)$")
"""Words with which no name ends."""


def _without_tail(words: Words, start: int, end: int) -> tuple[int, int]:
    for tail in name_tails():
        if words.folded.endswith(tail.words, start, end) and end - len(tail.words) > start:
            return next(_trimmed(words.text, start, end - len(tail.words)), (start, end))
    return start, end
