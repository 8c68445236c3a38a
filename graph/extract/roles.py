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

_CIRCUMSTANCE = re.compile(r"(?:căn cứ|trên cơ sở|theo|để|khi|sau khi|trong|nhằm|từ)(?!\w)")
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
    names = names_at(words, 0)
    introduces = bool(_INTRODUCES.search(words.folded[-160:]))
    if names is None or not (names.ended_by == "verb" or (names.ended_by == "link" and introduces)):
        return ()
    return tuple(
        Assignment(Role.LEAD, words.text[begin:end], sentence.span(begin, end), "introduction")
        for begin, end in names.names
    )


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
        return names.word in _SUBJECT_LINKS
    return names.ended_by in {"verb", "order"} or names.word == ":"


_SUBJECT_LINKS = {"căn cứ", "theo", "trên cơ sở", "trong", "để", "khi", "tại"}


def _after_circumstance(words: Words) -> NameList | None:
    """ "Căn cứ ..., các sở chủ động ...": the subject stands after the first clause."""
    for boundary in _BOUNDARY.finditer(words.folded, 0, 600):
        if head_at(words, boundary.end(), first=False) is None:
            continue
        names = names_at(words, boundary.end())
        if names is not None and names.ended_by == "verb" and words.text[boundary.end() : names.end].strip():
            return names
    return None


@cache
def _phrases() -> dict[str, RolePhrase]:
    return {row.phrase: row for row in role_phrases()}


def _phrased(words: Words) -> Iterator[tuple[Role, int, int]]:
    for match in role_pattern().finditer(words.folded):
        row = _phrases()[match.group(0)]
        if row.pattern == "assign" and not _CLAUSE.fullmatch(words.folded[: match.start()][-3:] or "", 0):
            at_start = match.start() == 0 or words.folded[: match.start()].rstrip()[-1:] in ".;:"
            if not at_start:
                continue
        names = names_at(words, match.end())
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
    return names.ended_by == "verb" and any(rest.lower() == tail.words for tail in name_tails())
