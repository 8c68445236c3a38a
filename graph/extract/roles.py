"""Who has which part in a task, read from the sentence, a labelled line, a column, a heading or an introduction.

Order for the lead (chủ trì): the sentence's own subject; the labelled line or the column; the nearest heading that
names an organisation; the introduction of the section ("... tập trung thực hiện các nhiệm vụ sau:"). Each assignment
says which of these gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graph.extract.organisations import NameList, Words, head_at, names_at, names_in_cell, verb_after
from graph.lexicon.organisations import RolePhrase, heading_leads, name_tails, role_pattern, role_phrases
from graph.model import Assignment, Role
from graph.read.passage import Passage

_CIRCUMSTANCE = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|để|khi|sau khi|trong|nhằm|từ|đối với|hằng|hàng|định kỳ|chậm nhất|trước|đến|qua"
    r"|giai đoạn)(?!\w)"
)
_BOUNDARY = re.compile(r",\s|\s-\s")
_CLAUSE = re.compile(r"(?:^|[.;:]\s+|\)\s+)")
_LEADS = re.compile(
    r"\s*,?\s*(?:làm )?(?:chủ trì|đầu mối|chịu trách nhiệm|có trách nhiệm|phối hợp"
    r"|là cơ quan (?:đầu mối|thường trực))(?!\w)"
)
_DECIDES = re.compile(r"[,\s]*(?:xem xét[,\s]*)?quyết định(?!\s+số\s+\d)(?!\w)")
_COMMENTS = re.compile(r"[,\s]*(?:xem xét[,\s]*)?cho ý kiến(?!\w)")
_REMARK = re.compile(r"\([^()]{0,300}\)\s*")
_INTRODUCES = re.compile(r"(?:sau|sau đây|như sau|dưới đây|cụ thể|trọng tâm|nhiệm vụ|giải pháp)[^:]{0,60}:\s*$")


def roles_in_sentence(passage: Passage) -> tuple[Assignment, ...]:
    """Assignments that the text of a task states itself."""
    words = Words.of(passage.text)
    found = [*_subjects(words), *_phrased(words)]
    assignments: list[Assignment] = []
    for role, start, end in sorted(set(found), key=lambda one: (one[1], one[0])):
        assignments.append(Assignment(role, passage.text[start:end], passage.span(start, end), "sentence"))
    return tuple(assignments)


def roles_in_cell(passage: Passage, role: Role, rule: str) -> tuple[Assignment, ...]:
    """Assignments of a labelled line or a cell: every name in it has the role."""
    return tuple(
        Assignment(role, passage.text[start:end], passage.span(start, end), rule)
        for start, end in names_in_cell(passage.text)
    )


def leads_in_heading(passage: Passage) -> tuple[Assignment, ...]:
    """Leads when a heading is nothing but a list of organisations ("3.2. Văn phòng Ủy ban nhân dân tỉnh:")."""
    if passage.text.isupper():  # a title or a letterhead: capitals tell no names there
        return ()
    words = Words.of(passage.text)
    names = names_at(words, _address(words))
    if names is None or not _is_whole(words, names):
        return ()
    return tuple(
        Assignment(Role.LEAD, words.text[start:end], passage.span(start, end), "heading") for start, end in names.names
    )


def leads_in_introduction(passage: Passage) -> tuple[Assignment, ...]:
    """Leads when a section is introduced by a sentence whose subject holds for all its items."""
    text = passage.text.rstrip()
    if not text.endswith(":"):
        return ()
    start = max(text.rfind(". ", 0, len(text) - 1) + 1, 0)
    sentence = passage.cut(start, len(text)).strip()
    words = Words.of(sentence.text)
    names = names_at(words, _address(words))
    introduces = bool(_INTRODUCES.search(words.folded[-160:]))
    if names is None or not (names.ended_by == "verb" or (names.ended_by == "link" and introduces)):
        return ()
    return tuple(
        Assignment(Role.LEAD, words.text[begin:end], sentence.span(begin, end), "introduction")
        for begin, end in names.names
    )


def leads_in_order(passage: Passage) -> tuple[Assignment, ...]:
    """Leads when a document's opening orders those it names to do what follows.

    "Để ..., Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các sở, ngành tập trung thực hiện các nhiệm vụ sau:"
    """
    words = Words.of(passage.text.rstrip())
    if not words.text.endswith(":"):
        return ()
    start = max(words.text.rfind(". ", 0, len(words.text) - 1) + 1, len(words.text) - LONGEST_ORDER, 0)
    for match in _ORDERS.finditer(words.folded, start):
        names = names_at(words, match.end())
        if names is not None and names.ended_by in {"verb", "link"} and names.word != "ban hành":
            return tuple(
                Assignment(Role.LEAD, words.text[begin:end], passage.span(begin, end), "introduction")
                for begin, end in names.names
            )
    return ()


LONGEST_ORDER = 1500
"""Characters before the colon in which an order names those it is addressed to."""
_ORDERS = re.compile(r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ thị)(?: cho)?\s*:?\s")


def opens_with_circumstance(text: str) -> bool:
    """True when the text begins with a clause of time, ground or case ("Trong 03 ngày ...", "Đối với ...")."""
    return bool(_CIRCUMSTANCE.match(Words.of(text[:20]).folded))


def begins_with_duty(text: str) -> bool:
    """True when the text begins with a verb that lays a duty on somebody."""
    lowered = Words(text[:1].lower() + text[1:], Words.of(text).folded)
    found = verb_after(lowered, 0, 60)
    return found is not None and found[0].start() == 0 and found[1].kind == "verb"


def _address(words: Words) -> int:
    """Where the names begin in a heading that addresses them: after "Đề nghị", "Trách nhiệm của"."""
    return max((len(row.words) for row in heading_leads() if words.folded.startswith(f"{row.words} ")), default=0)


def _subjects(words: Words) -> Iterator[tuple[Role, int, int]]:
    """Names that are the subject of the text, or of a clause that says who leads."""
    first = names_at(words, 0)
    if first is None and _CIRCUMSTANCE.match(words.folded):
        first = _after_circumstance(words)
    if first is not None and _is_subject(words, first):
        yield from ((Role.LEAD, start, end) for start, end in first.names)
    for clause in _CLAUSE.finditer(words.folded):
        if clause.end() == 0:
            continue
        names = names_at(words, clause.end())
        if names is not None and _LEADS.match(words.folded, names.end):
            yield from ((Role.LEAD, start, end) for start, end in names.names)


def _is_subject(words: Words, names: NameList) -> bool:
    """A list of names is a subject when a verb follows, at once or after a remark in brackets."""
    if names.word == "(" and (remark := _REMARK.match(words.text, names.end)):
        following = verb_after(words, remark.end(), remark.end() + 20)
        return following is not None and following[0].start() == remark.end()
    if names.ended_by == "link":
        return names.word in _SUBJECT_LINKS or _is_charged(words, names)
    return names.ended_by in {"verb", "order"} or names.word == ":"


_SETTLED = re.compile(r"(?:trong|đối với|hằng|hàng|định kỳ|chậm nhất|trước|khi|sau khi)(?!\w)")
"""Clauses of time and case: a verb after their comma begins the duty, and names after it are not its subject."""


def _begins_duty_at(words: Words, place: int) -> bool:
    found = verb_after(words, place, place + 20)
    if found is None or found[0].start() != place or found[1].kind != "verb":
        return False
    return words.text[found[0].end() : found[0].end() + 1] != ","


def _is_charged(words: Words, names: NameList) -> bool:
    """ "Các sở được phân công chủ trì ... có trách nhiệm ...": what is said of the names first is no duty yet."""
    return names.word == "được" and bool(_CHARGED.match(words.folded, names.end))


_CHARGED = re.compile(r"[^.;:]{3,250}?(?<!\w)(?:có trách nhiệm|chịu trách nhiệm|phải|chủ động|tổ chức thực hiện)(?!\w)")
_SUBJECT_LINKS = {"căn cứ", "theo", "trên cơ sở", "trong", "để", "khi", "tại"} | {
    f"{has}liên quan {to} {what}" for has in ("", "có ") for to in ("đến", "tới") for what in ("việc", "công tác")
}


def _after_circumstance(words: Words) -> NameList | None:
    """ "Căn cứ ..., các sở chủ động ...": the subject stands after the first clause."""
    settled = bool(_SETTLED.match(words.folded))
    for boundary in _BOUNDARY.finditer(words.folded, 0, 600):
        if settled and _begins_duty_at(words, boundary.end()):
            return None
        if head_at(words, boundary.end(), first=False) is None or _continues_list(words, boundary):
            continue
        names = names_at(words, boundary.end())
        if names is not None and (names.ended_by == "verb" or _is_charged(words, names)):
            return names
    return None


def _continues_list(words: Words, boundary: re.Match[str]) -> bool:
    """ "Đối với đề nghị của các sở, các xã ...": the comma stands inside a list of those the case is about."""
    if not words.folded.startswith("đối với"):
        return False
    window = words.folded[max(0, boundary.start() - _NEAR) : boundary.start()]
    place = boundary.start() - len(window)
    heads = (place + space.end() for space in _BLANK.finditer(window))
    return any(
        head_at(words, start, first=False) is not None
        and (names := names_at(words, start)) is not None
        and names.end > boundary.end()
        for start in heads
    )


_BLANK = re.compile(r"\s")
_NEAR = 60


@cache
def _phrases() -> dict[str, RolePhrase]:
    return {row.phrase: row for row in role_phrases()}


def _phrased(words: Words) -> Iterator[tuple[Role, int, int]]:
    for match in role_pattern().finditer(words.folded):
        row = _phrases()[match.group(0)]
        if row.pattern == "assign" and not _CLAUSE.fullmatch(words.folded[max(0, match.start() - 3) : match.start()]):
            before = words.folded[max(0, match.start() - 20) : match.start()].rstrip()
            if match.start() > 0 and before[-1:] not in ".;:":
                continue
        names = names_at(words, match.end()) if row.pattern != "noun" else None
        if names is None:
            continue
        role = Role(row.role)
        if row.pattern == "submit":
            if _DECIDES.match(words.folded, names.end):
                role = Role.DECIDING
            elif _COMMENTS.match(words.folded, names.end):
                role = Role.CONSULTED
            else:
                continue
        yield from ((role, start, end) for start, end in names.names)


def _is_whole(words: Words, names: NameList) -> bool:
    rest = words.text[names.end :].strip(" .:;,")
    if not rest:
        return True
    if names.ended_by == "stop" and names.word == ":":
        continued = names_at(words, names.end + 1)
        return continued is not None and _is_whole(words, continued)
    if names.ended_by != "verb":
        return False
    return rest.lower().endswith("có trách nhiệm") or any(rest.lower() == tail.words for tail in name_tails())
