"""Paragraphs and tables out of lines: wrapped lines joined, sentences broken by a page joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.extract.labels import Label, read_label
from graph.extract.roles import begins_with_duty, leads_in_heading
from graph.extract.tables import Table, tables_in
from graph.read.lines import Line
from graph.read.passage import Passage

WRAP_LIMIT = 110
"""Longest line, in characters, of a text whose paragraphs are broken into lines."""

_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$|\./\.?$|[”\"]$")
_OPEN_END = re.compile(
    r"(?:,|(?<!\w)(?:số|của|và|các|về|theo|do|tại|với|cho|ngày|tháng|năm|ban|ủy|hoặc|từ|đến|là))$", re.IGNORECASE
)
_RULE = re.compile(r"[\s|=_.*~+-]*")
_PAGE_NUMBER = re.compile(r"(?:- ?)?\d{1,3}(?: ?-)?")
_SHORTEST_OPEN = 40
_SHORTEST_FULL = 150
_LONGEST_ABBREVIATION = 12
_LONGEST_ADDRESS = 4
"""Lines that a heading naming organisations may take."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that print as one: its words, the mark it begins with, and how it was set."""

    passage: Passage
    label: Label | None
    heading: int = 0
    bold: bool = False

    @property
    def text(self) -> str:
        """The words with the mark."""
        return self.passage.text

    @property
    def body(self) -> Passage:
        """The words without the mark."""
        return self.passage.cut(self.label.length).strip() if self.label else self.passage


Block = Paragraph | Table


def blocks_of(lines: Sequence[Line], text: str) -> tuple[Block, ...]:
    """Paragraphs and tables of `lines` in order. `text` is the source's text, for tabs that cleaning folds."""
    wrapped = _is_wrapped(lines)
    blocks: list[Block] = []
    place = 0
    for start, end, table in tables_in(lines, text):
        blocks.extend(_paragraphs(lines[place:start], wrapped))
        blocks.append(table)
        place = end
    blocks.extend(_paragraphs(lines[place:], wrapped))
    return tuple(_mended(blocks))


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are broken into lines: nearly all lines are short, and many stop in mid-sentence."""
    filled = [line for line in lines if len(line.text) > 25]
    if not filled:
        return False
    short = sum(len(line.text) <= WRAP_LIMIT for line in filled)
    broken = sum(not _SENTENCE_END.search(line.text[-8:]) for line in filled)
    return short >= 0.95 * len(filled) and broken >= 0.4 * len(filled)


def _paragraphs(lines: Sequence[Line], wrapped: bool) -> Iterator[Paragraph]:
    gathered: list[Line] = []
    widest = 0
    for line in lines:
        if wrapped and _PAGE_NUMBER.fullmatch(line.text):
            continue
        if _RULE.fullmatch(line.text):
            if gathered:
                yield _paragraph(gathered)
                gathered, widest = [], 0
            continue
        if gathered and not (wrapped and _continues(gathered, line, widest)):
            yield _paragraph(gathered)
            gathered, widest = [], 0
        gathered.append(line)
        widest = max(widest, len(line.text))
    if gathered:
        yield _paragraph(gathered)


def _continues(gathered: Sequence[Line], line: Line, widest: int) -> bool:
    first, before = gathered[0], gathered[-1]
    ended = bool(_SENTENCE_END.search(before.text[-8:]))
    label = read_label(line.text)
    if line.heading or first.heading or (before.bold and not line.bold):
        return False
    if _is_capitals(before.text) and not line.text.isupper():
        return False
    if _is_address(gathered, line, label):
        return False
    if label is not None and (ended or not _stray(label)):
        return False
    short = len(before.text) < 0.6 * widest
    indented = line.indent >= before.indent + 3 and len(gathered) > 1
    return not (ended and (short or indented))


def _is_capitals(text: str) -> bool:
    """A line in capitals is a heading; a lone abbreviation is none."""
    return len(text) > _LONGEST_ABBREVIATION and text.isupper()


def _is_address(gathered: Sequence[Line], line: Line, label: Label | None) -> bool:
    """ "1. Bộ trưởng các bộ⏎Tập trung ...": a heading that names those addressed ends where their duties begin."""
    if len(gathered) > _LONGEST_ADDRESS or not (label is not None or line.text[:1].isupper()):
        return False
    if label is None and not begins_with_duty(line.text):
        return False
    heading = _paragraph(gathered)
    return heading.label is not None and bool(leads_in_heading(heading.body))


def _stray(label: Label) -> bool:
    """A number or letter that a line break may have put at the start of a line ("khoản⏎2. ...")."""
    return label.kind in {"arabic", "decimal", "point"}


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    passage = Passage.join(line.passage for line in lines)
    return Paragraph(passage, read_label(passage.text), lines[0].heading, all(line.bold for line in lines))


def _mended(blocks: Sequence[Block]) -> Iterator[Block]:
    """Paragraphs that a page break or a blank line cut in two, put together again."""
    pending: list[Paragraph] = []
    for block in blocks:
        if pending and isinstance(block, Paragraph) and _was_cut(pending, block):
            pending.append(block)
            continue
        if pending:
            yield _whole(pending)
        pending = [block] if isinstance(block, Paragraph) else []
        if isinstance(block, Table):
            yield block
    if pending:
        yield _whole(pending)


def _whole(parts: Sequence[Paragraph]) -> Paragraph:
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    return Paragraph(Passage.join(part.passage for part in parts), first.label, first.heading, first.bold)


def _was_cut(parts: Sequence[Paragraph], after: Paragraph) -> bool:
    first, before = parts[0], parts[-1]
    tail = before.text[-8:]
    if after.heading or _SENTENCE_END.search(tail) or before.text.isupper():
        return False
    if after.label is not None:
        return after.label.kind == "arabic" and tail.endswith("số")
    starts_low = after.text[:1].islower()
    open_end = bool(_OPEN_END.search(tail))
    if first.heading or (before.bold and not after.bold):
        return starts_low and open_end
    length = sum(len(part.passage) for part in parts)
    return (
        (starts_low and length > _SHORTEST_OPEN)
        or (open_end and length > _SHORTEST_FULL)
        or (open_end and after.text[:1].isdigit())
    )
