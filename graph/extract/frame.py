"""The parts of a document among the lines of a file: head, title, preamble, body, tail, annexes.

The order is that of Nghị định 30/2020/NĐ-CP, Appendix I, and of Hướng dẫn 36-HD/VPTW for Party papers. Copies leave
parts out (three of four plans that we have seen lack the heading), so every part may be empty; whatever is not
recognised as something else counts as body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.extract.furniture import PORTAL_FIELDS, end_key_of, holds, key_of
from graph.extract.headings import (
    is_annex_heading,
    is_national,
    is_type_line,
    letters_are_capital,
    opens_with_type_name,
    type_lines,
)
from graph.extract.labels import read_label
from graph.extract.tail import begins_authority, opens_recipients, tail_of
from graph.lexicon.layout import column_role
from graph.read.lines import Line

_HEAD_LINES = 150
_TITLE_LINES = 30
_FURNITURE_LINES = 400
_FURNITURE_GAP = 40
_PREAMBLE_LINES = 400
_POINT_RANK = 6.0  # marks above "a)" and dashes begin the outline; those may also list addressees or grounds
_LONG = 400
# "V/v" opens a letter's subject; "71/NQ-CP" and "16/2021/QĐ-UBND" are citations that a wrapped line begins with
_NO_MARK = re.compile(r"V/V\b|\d{1,5}\s?[/-]\s?(?:\d{4}\s?/\s?)?[A-ZĐ][A-Za-zĐđ]{0,11}\d{0,2}\s?[-/]", re.IGNORECASE)
_SENTENCE_ENDS = (".", ";", ":", "|", "”", '"', ")", "!", "?")
_AUTHORITY_LINES = 3
_WRAPPED = 130  # longer lines are whole paragraphs
_MOST_COLUMNS = 40


_NOTE = re.compile(r"\[\d{1,3}\] ")
"""How the readers of files begin a note that they put at the end of the text."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Ranges of indexes into the lines of a source, in the order of the text; a part not found is empty.

    head: national heading, issuer, symbol, place and date; title: type and trích yếu; preamble: căn cứ up to
    "như sau:"; body: the provisions; tail: Nơi nhận and signature; annexes: each PHỤ LỤC or attached paper.
    Lines in none of them are furniture of a web page, or foreign text behind the tail.
    """

    head: range
    title: range
    preamble: range
    body: range
    tail: range
    annexes: tuple[range, ...]

    def outside(self, count: int) -> tuple[int, ...]:
        """Of `count` lines those in no part."""
        placed = set[int]()
        for part in (self.head, self.title, self.preamble, self.body, self.tail, *self.annexes):
            placed.update(part)
        return tuple(index for index in range(count) if index not in placed)


def frame_of(lines: Sequence[Line]) -> Frame:
    """The parts of the document that `lines` hold. Never fails: text without any mark is all body."""
    keys = [key_of(line.text) for line in lines]
    first = _after_furniture(lines, keys)
    last = _before_notes(lines, first, _before_furniture(lines, keys, first))
    title = _title(lines, keys, first, last)
    body_start = _body_start(lines, keys, title.stop, last)
    tail, annexes = tail_of(lines, keys, body_start, last)
    body_stop = tail.start if tail else annexes[0].start if annexes else last
    return Frame(
        head=range(first, title.start),
        title=title,
        preamble=range(title.stop, body_start),
        body=range(body_start, max(body_start, body_stop)),
        tail=tail,
        annexes=annexes,
    )


def _after_furniture(lines: Sequence[Line], keys: Sequence[str]) -> int:
    """Index behind the last line of a web page's furniture before the document."""
    after = 0
    for index, key in enumerate(keys[:_FURNITURE_LINES]):
        if is_national(key) or (letters_are_capital(lines[index].text) and is_type_line(key)):
            break
        if index - after > _FURNITURE_GAP:
            break
        if holds("portal-before", key):
            after = index + 1
        elif any(holds(f"portal-{field}", key) for field in PORTAL_FIELDS):
            after = _after_cell(keys, index + 1) if key.endswith(":") else index + 1
    return after


def _after_cell(keys: Sequence[str], index: int) -> int:
    """Index behind the table cell that begins at or after `index`."""
    while index < len(keys) and not keys[index]:
        index += 1
    while index < len(keys) and keys[index]:
        index += 1
    return index


def _before_furniture(lines: Sequence[Line], keys: Sequence[str], first: int) -> int:
    """Index of the first line of a web page's furniture after the document, or the number of lines.

    A page may repeat the document's name before it: "Kế hoạch 12/KH-UBND ... do Ủy ban nhân dân tỉnh ban hành".
    """
    for index in range(first, len(keys)):
        if holds("portal-after", keys[index]):
            named = index > first and len(keys[index - 1]) > 60 and opens_with_type_name(lines[index - 1].text)
            return index - 1 if named else index
    return len(keys)


def _before_notes(lines: Sequence[Line], first: int, last: int) -> int:
    """Index of the first of the notes at the end ("[1] ..."), which are nobody's duty; `last` where there are none."""
    index = start = last
    while index > first and (lines[index - 1].blank or _NOTE.match(lines[index - 1].text)):
        index -= 1
        start = start if lines[index].blank else index
    return start


def _title(lines: Sequence[Line], keys: Sequence[str], first: int, last: int) -> range:
    """The type's line and the lines of the trích yếu; an empty range behind the head where there is no title."""
    limit = min(last, first + _HEAD_LINES)
    stop = _head_stop(keys, lines, first, limit)
    for whole in (True, False):
        for index in range(first, stop):
            width = type_lines(lines, keys, index, stop, whole)
            if width:
                stop = _title_stop(lines, keys, last, type_index=index, start=index + width, whole=whole)
                return range(index, stop)
    return _title_without_type(lines, keys, first, stop, last)


def _head_stop(keys: Sequence[str], lines: Sequence[Line], first: int, limit: int) -> int:
    """Index of the first line that can't stand in a head or title: an addressee, a ground, an outline mark."""
    for index in range(first, limit):
        key = keys[index]
        if holds("addressee", key) or key.startswith("căn cứ ") or _is_mark(lines, index):
            return index
    return limit


def _heads_tasks(text: str) -> bool:
    """True for the head row of a table of tasks: it names their content and at least one thing more."""
    cells = text.split("|", _MOST_COLUMNS)[1:-1] if text.startswith("|") else []
    roles = {column_role(cell.strip()) for cell in cells} - {None}
    return "content" in roles and len(roles) > 1


def _title_without_type(lines: Sequence[Line], keys: Sequence[str], first: int, stop: int, last: int) -> range:
    """Where a copy lost the type: what stands in bold between the head's last line and the first ground.

    Below the head row of a table of tasks no head goes on: a date in a cell is a task's, place and date a signature's.
    """
    tasks = next((index for index in range(first, stop) if _heads_tasks(lines[index].text)), stop)
    marked = [index for index in range(first, tasks) if _in_head(keys[index])]
    if not marked:
        return range(first, first)
    after = marked[-1] + 1
    while after < stop and keys[after]:
        after += 1
    letter = stop < last and holds("addressee", keys[stop])
    paragraph = [index for index in range(after, stop) if keys[index]]
    if letter or not paragraph or not lines[paragraph[0]].bold or len(paragraph) > _TITLE_LINES:
        return range(stop, stop) if letter or (stop < last and stop - after < _TITLE_LINES) else range(after, after)
    return range(paragraph[0], paragraph[-1] + 1)


def _in_head(key: str) -> bool:
    return is_national(key) or key.startswith(("số:", "số ")) or ", ngày" in key


def _title_stop(
    lines: Sequence[Line], keys: Sequence[str], last: int, *, type_index: int, start: int, whole: bool
) -> int:
    """Index behind the trích yếu that begins at or after `start`; it may repeat the type's line."""
    index = start
    if whole or not keys[start : start + 1] or not keys[start]:
        while index < last and (not keys[index] or _is_ornament(keys[index])) and index - start < 8:
            index += 1
        if index >= last or _opens_preamble(lines, keys, index, last) or keys[index] == keys[type_index]:
            return start
    capital = letters_are_capital(lines[index].text if index < last else "")
    stop = index
    while stop < min(last, type_index + _TITLE_LINES) and _goes_on(
        lines, keys, last, stop, first=index, capital=capital
    ):
        stop += 1
    while stop > start and not keys[stop - 1]:
        stop -= 1
    return stop


def _goes_on(lines: Sequence[Line], keys: Sequence[str], last: int, index: int, *, first: int, capital: bool) -> bool:
    """True when line `index` belongs to the title whose trích yếu begins at `first`."""
    text = lines[index].text
    if index == first:
        return not capital or letters_are_capital(text)
    if not keys[index]:
        following = next((later for later in range(index, min(last, index + 4)) if keys[later]), None)
        if following is None or _opens_preamble(lines, keys, following, last) or _is_ornament(keys[following]):
            return False
        return _begins_low(lines[following].text) or (capital and letters_are_capital(lines[following].text))
    if _is_ornament(keys[index]) or _opens_preamble(lines, keys, index, last):
        return False
    if _begins_low(text):
        return True
    if capital:
        return letters_are_capital(text) or not any(character.isalpha() for character in text)
    return bool(keys[index - 1]) and len(text) < _LONG and not (text[:1].isupper() and holds("basis", keys[index]))


def _begins_low(text: str) -> bool:
    """True when the first letter is a small one: the line goes on with what stands before."""
    return text[:1].islower()


def _is_ornament(key: str) -> bool:
    return bool(key) and not any(character.isalnum() for character in key)


def _opens_preamble(lines: Sequence[Line], keys: Sequence[str], index: int, last: int) -> bool:
    """True when line `index` begins the preamble or the outline."""
    key, text = keys[index], lines[index].text
    if holds("addressee", key) or _is_mark(lines, index) or holds("introduction", key):
        return True
    if key.lstrip("-– ").startswith(("căn cứ ", "theo đề nghị", "xét đề nghị", "xét tờ trình")):
        return True
    if _is_authority(lines, keys, index, last):
        return True
    if letters_are_capital(text) or lines[index].heading or not text[:1].isupper() or not holds("basis", key):
        return False
    end = _paragraph_end(keys, index, last)
    length = sum(len(lines[later].text) for later in range(index, end))
    return length > _LONG or end_key_of(lines[end - 1].text).endswith((":", ";"))


def _is_authority(lines: Sequence[Line], keys: Sequence[str], index: int, last: int) -> bool:
    """True for the body that decides, in capitals between title and grounds ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH")."""
    if not holds("authority", keys[index]) or not letters_are_capital(lines[index].text):
        return False
    if index and keys[index - 1] and _runs_into(lines[index - 1], lines[index]):
        return False
    end = index + 1
    while end < last and end < index + _AUTHORITY_LINES and letters_are_capital(lines[end].text):
        end += 1
    if " ".join(keys[index:end]).startswith("ban hành"):
        return False
    after = next((later for later in range(end, min(last, end + 4)) if keys[later]), last)
    return after < last and keys[after].lstrip("-– ").startswith(("căn cứ", "theo ", "xét ", "thực hiện "))


def _runs_into(line: Line, following: Line) -> bool:
    """True when a line in capitals goes on in the next: it breaks off, or nothing sets the two apart."""
    if holds("unfinished", end_key_of(line.text)):
        return True
    wrapped = letters_are_capital(line.text) and len(line.text) < _WRAPPED
    return wrapped and _opens_bold(line) == _opens_bold(following)


def _opens_bold(line: Line) -> bool:
    """True when marks of emphasis stand before the line's first word."""
    return bool(line.text) and line.passage.offsets[0] - line.raw.start - line.indent >= 2


def _body_start(lines: Sequence[Line], keys: Sequence[str], start: int, last: int) -> int:
    """Index behind the sentence that ends "như sau:", or of the first outline mark, whichever comes first."""
    grounds = start
    for index in range(start, min(last, start + _PREAMBLE_LINES)):
        if not keys[index]:
            continue
        if _is_mark(lines, index):
            return index
        if _introduces(lines, keys, index):
            return index + 1
        if opens_recipients(keys[index]) or begins_authority(lines[index].text):
            return grounds
        if keys[index].lstrip("-– ").startswith(("căn cứ ", "theo đề nghị", "xét ", "kính gửi")):
            grounds = _paragraph_end(keys, index, last)
    return grounds


def _introduces(lines: Sequence[Line], keys: Sequence[str], index: int) -> bool:
    """True when line `index` ends the sentence that opens the provisions; it may begin on the line before."""
    end = end_key_of(lines[index].text)
    if not end.endswith(":") and not holds("introduction", keys[index]):
        return False
    before = end_key_of(lines[index - 1].text) if index else ""
    return holds("introduction", f"{before} {end}") or holds("introduction", keys[index])


def _paragraph_end(keys: Sequence[str], index: int, last: int) -> int:
    while index < last and keys[index]:
        index += 1
    return index


def _is_mark(lines: Sequence[Line], index: int) -> bool:
    """True when line `index` begins a unit of the outline above "a)", and not the wrapped rest of a citation."""
    text = lines[index].text
    label = read_label(text[:120])
    if label is None or label.rank >= _POINT_RANK or _NO_MARK.match(text) or is_annex_heading(text):
        return False
    before = lines[index - 1].text if index else ""
    return label.kind not in ("arabic", "decimal") or not before or before.endswith(_SENTENCE_ENDS) or text[-1:] == ":"
