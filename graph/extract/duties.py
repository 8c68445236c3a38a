"""The single duties that one task's text holds, and the numbered items inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from graph.extract.roles import begins_with_duty, opens_with_circumstance
from graph.model import Duty
from graph.read.passage import Passage

_INLINE = re.compile(r"\((?P<number>\d{1,2}|[ivx]{1,5})\)\s*(?=\w)")
_DIVIDER = re.compile(r"(?:(?<![.…;])[;.]\s+|\(\d{1,2}\)\s*)")
_ELLIPSIS = re.compile(r"[^;.…]{0,300};\s?(?:\.\.\.|…)")
_REFERS_BACK = re.compile(r"(?:trong|qua|từ|theo) đó(?!\w)", re.IGNORECASE)
_TAIL = " .;,/"


@dataclass(frozen=True, slots=True)
class InlineItem:
    """One of "(1) ...; (2) ..." inside a paragraph: its number as printed, where it and its text begin and end."""

    number: str
    start: int
    text_start: int
    end: int


def inline_items(passage: Passage) -> tuple[InlineItem, ...]:
    """Numbered items inside a paragraph; at least two, the first of them numbered one. Else none."""
    marks = list(_INLINE.finditer(passage.text))
    if len(marks) < 2 or marks[0].group("number") not in {"1", "i"}:
        return ()
    ends = [mark.start() for mark in marks[1:]] + [len(passage.text)]
    return tuple(
        InlineItem(f"({mark.group('number')})", mark.start(), mark.end(), end)
        for mark, end in zip(marks, ends, strict=True)
    )


def duties_of(passage: Passage) -> tuple[Duty, ...]:
    """The single duties: stretches between semicolons and full stops.

    One that begins neither with a verb nor, after a full stop, with a clause of time, ground or case ("Hằng năm, ...")
    stays with the last; so do things listed up to an ellipsis ("đánh giá việc mở lớp; tổ chức thi;...").

    There is always at least one: the whole text.
    """
    cuts = [*_cuts(passage.text), len(passage.text)]
    duties: list[Duty] = []
    for start, limit in pairwise(cuts):
        end = start + len(passage.text[start:limit].rstrip(_TAIL))
        if end > start:
            duties.append(Duty(passage.text[start:end], passage.span(start, end)))
    return tuple(duties) or (Duty(passage.text, passage.span()),)


def _cuts(text: str) -> Iterator[int]:
    """Where the duties begin. A semicolon inside brackets divides nothing."""
    yield 0
    counted = depth = 0
    for divider in _DIVIDER.finditer(text):
        depth += text.count("(", counted, divider.start()) - text.count(")", counted, divider.start())
        counted = divider.start()
        if depth <= 0 and _begins_duty(text, divider):
            yield divider.end()
            counted, depth = divider.end(), 0


def _begins_duty(text: str, divider: re.Match[str]) -> bool:
    mark, rest = divider.group(0)[0], text[divider.end() : divider.end() + 80]
    if mark == ";" and _ELLIPSIS.match(text, divider.end()):
        return False
    sentence = mark == "." and rest[:1].isupper() and not _REFERS_BACK.match(rest)
    return bool(rest) and (begins_with_duty(rest) or (sentence and opens_with_circumstance(rest)))
