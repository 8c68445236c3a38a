"""Paragraphs out of lines, by how they are set: indents, distances, lines that end early, marks that begin an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.read.printed.joining import is_broken_off, text_of, words_of
from graph.read.printed.lines import Line, around
from graph.read.printed.margins import Area, Setting
from graph.read.printed.marks import SENTENCE_END, mark_of

_STRAY_BEFORE = re.compile(
    r"(?:số|điều|khoản|điểm|mục|chương|phần|tháng|năm|ngày|quý|giai đoạn|đến|từ|và|,|đ/c|ông|bà)$", re.IGNORECASE
)
"""What a number or letter at the start of the next line may still belong to."""
_INDENT = 0.6
"""Of the type's height: a line that starts further right is indented."""
_WIDE = 0.16
"""Of the type's height: more distance between two lines than this over the usual is room between paragraphs."""
_WIDE_RECOGNISED = 0.45
_LEAP = 1.9
"""Times the usual distance, beyond which lines never belong together."""
_OTHER_SIZE = 0.12
_OTHER_SIZE_RECOGNISED = 0.35


_NARROW = 0.75
"""Of the printed area: small type that takes less of it has an area of its own."""


def paragraphs_of(lines: Iterable[Line], setting: Setting) -> Iterator[tuple[tuple[Line, ...], str]]:
    """The lines and the words of each paragraph.

    The lines come in reading order, those of following pages after another. Lines of a centred paragraph that were
    broken on purpose stay lines of their own.
    """
    for run, own in _runs(lines, setting):
        gathered: list[Line] = []
        for line in run:
            if gathered and begins_paragraph(gathered, line, own):
                yield tuple(gathered), _written(gathered, own)
                gathered = []
            gathered.append(line)
        yield tuple(gathered), _written(gathered, own)


def column_texts(lines: Sequence[Line]) -> list[str]:
    """The lines of one of two columns; items of a list that were broken into lines are one again."""
    right = max((line.box.x1 for line in lines), default=0.0)
    items: list[list[Line]] = []
    for line in lines:
        before = items[-1][-1] if items else None
        if before is not None and _more_of_item(items[-1], before, line, right):
            items[-1].append(line)
        else:
            items.append([line])
    return [text_of(item) for item in items]


def _more_of_item(item: Sequence[Line], before: Line, line: Line, right: float) -> bool:
    mark = _mark(item[0])
    if mark is None or mark.lastgroup != "dash" or _mark(line) is not None or line.page != before.page:
        return False
    first = line.words[0].box
    full = before.box.x1 + 0.25 * before.size + first.x1 - first.x0 > right - before.size
    near = line.box.top - before.box.bottom < 0.8 * line.size
    return near and (full or line.text[:1].islower()) and not before.text.endswith((";", "."))


def _runs(lines: Iterable[Line], setting: Setting) -> Iterator[tuple[Sequence[Line], Setting]]:
    """Lines of one size after another, each run with its setting: small type may have an area of its own."""
    run: list[Line] = []
    for line in lines:
        if run and _other_size(run[-1], line):
            yield run, _own_setting(run, setting)
            run = []
        run.append(line)
    if run:
        yield run, _own_setting(run, setting)


def _own_setting(run: Sequence[Line], setting: Setting) -> Setting:
    if run[0].recognised or run[0].size > setting.size - 0.8:
        return setting
    areas = dict(setting.areas)
    for page in {line.page for line in run}:
        held = [line for line in run if line.page == page]
        box = around(line.box for line in held)
        flush = sum(line.box.x0 - box.x0 < 3 for line in held)
        if box.x1 - box.x0 < _NARROW * areas[page].width and 2 * flush > len(held) > 1:
            areas[page] = Area(box.x0, box.x1)
    return replace(setting, areas=areas)


def _written(lines: Sequence[Line], setting: Setting) -> str:
    parts: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        # Of a title, lines may fill the page; the indented first line of a ragged paragraph may stand in its middle.
        centred = _is_centred(line, setting) or (_is_centred(before, setting) and before.bold and line.bold)
        if centred and _broken_on_purpose(parts, before, line, setting):
            parts.append([line])
        else:
            parts[-1].append(line)
    return "\n".join(text_of(part) for part in parts)


def begins_paragraph(gathered: Sequence[Line], line: Line, setting: Setting) -> bool:
    """True when `line` is not more of the paragraph that the gathered lines make."""
    before = gathered[-1]
    if _other_size(before, line):
        return True
    if before.page != line.page:
        return not _goes_over(before, line, setting)
    usual = max(setting.pitch, 1.05 * line.size) * line.size / (setting.size or line.size)
    usual = setting.pitch if abs(line.size - setting.size) < 1 else usual
    step = line.box.bottom - before.box.bottom
    if step > _LEAP * usual or step <= 0:
        return True
    centred = _is_centred(line, setting)
    wide = step > usual + (_WIDE_RECOGNISED if line.recognised else _WIDE) * line.size
    if centred and not _is_centred(before, setting):
        return wide or not _balanced_alike(before, line, setting)
    if centred:
        return step > usual * 1.35 or _mark(line) is not None
    if _goes_on(gathered, line, setting):
        return False
    return wide or ended_early(before, line, setting) or _starts_anew(gathered, line, setting)


def ended_early(before: Line, line: Line, setting: Setting) -> bool:
    """True when the first word of `line` had found room behind `before`: its end was meant."""
    area = setting.areas[before.page]
    first = line.words[0].box
    slack = 0.35 * before.size if before.recognised else 2.0
    return before.box.x1 + 0.25 * before.size + (first.x1 - first.x0) < area.right - slack


def _goes_on(gathered: Sequence[Line], line: Line, setting: Setting) -> bool:
    """True when a full line stops in mid-sentence and the next begins with a small letter, or one stops in a word."""
    before = gathered[-1]
    if is_broken_off(before.text):
        return True
    if ended_early(before, line, setting) or SENTENCE_END.search(before.text) or _mark(line) is not None:
        return False
    return line.text[:1].islower()


def _starts_anew(gathered: Sequence[Line], line: Line, setting: Setting) -> bool:
    before = gathered[-1]
    edge = setting.areas[line.page].left + setting.hang
    reach = _INDENT * line.size
    indented = line.box.x0 > edge + reach
    ended = bool(SENTENCE_END.search(before.text))
    mark = _mark(line)
    outdented = line.box.x0 < edge - reach
    if mark is not None and _is_item(mark, before, line, shifted=indented or outdented, setting=setting):
        return True
    if _all_bold(gathered) and not line.words[0].bold and not line.recognised:
        return True
    if outdented:
        return ended
    if not indented or _hangs(gathered, line):
        return False
    level = len(gathered) == 1 and abs(line.box.x0 - before.box.x0) < reach
    return ended if level else True


def _hangs(gathered: Sequence[Line], line: Line) -> bool:
    """True when the line starts where those below the first do, or, being the second, where the words start."""
    first = gathered[0]
    place = gathered[-1].box.x0 if len(gathered) > 1 else None
    if place is None and len(first.words) > 1 and _mark(first) is not None:
        place = first.words[1].box.x0
    return place is not None and abs(line.box.x0 - place) < _INDENT * line.size


def _is_item(mark: re.Match[str], before: Line, line: Line, *, shifted: bool, setting: Setting) -> bool:
    """True when the mark begins an item, and is no number or dash of a sentence that came to stand at a line's start.

    shifted: the line starts elsewhere than those that go on with a sentence.
    """
    if shifted:
        return True
    if setting.items_shifted and mark.lastgroup == "number":
        return False
    if SENTENCE_END.search(before.text):
        return True
    rest = line.text[mark.end() :].strip()
    if mark.lastgroup == "name":
        return False
    if mark.lastgroup == "dash":
        return rest[:1].isupper()
    return rest[:1].isupper() and not _STRAY_BEFORE.search(before.text)


def _goes_over(before: Line, line: Line, setting: Setting) -> bool:
    """True when a paragraph goes on over the end of a page."""
    if _is_centred(line, setting) or _is_centred(before, setting):
        return False
    mark = _mark(line)
    ended = bool(SENTENCE_END.search(before.text))
    indented = line.box.x0 > setting.areas[line.page].left + setting.hang + _INDENT * line.size
    if mark is not None and _is_item(mark, before, line, shifted=indented, setting=setting):
        return False
    small = line.text[:1].islower()
    if small and not ended:
        return True
    return not indented and not ended_early(before, line, setting) and not (before.bold and not line.words[0].bold)


def _is_centred(line: Line, setting: Setting) -> bool:
    """True when as much is free on the left as on the right, and more than an indent."""
    area = setting.areas[line.page]
    left, right = line.box.x0 - area.left, area.right - line.box.x1
    tolerance = 1.5 if setting.at_stop(line) else 1.4 * line.size
    return min(left, right) > 1.2 * line.size and abs(_imbalance(line, setting)) < tolerance


def _balanced_alike(before: Line, line: Line, setting: Setting) -> bool:
    """True when a full line and a centred one make one title: same type, no sentence ended, no mark."""
    if before.bold != line.bold or before.text.isupper() != line.text.isupper() or _mark(line) is not None:
        return False
    ended = bool(SENTENCE_END.search(before.text))
    return not ended and all(abs(_imbalance(one, setting)) < 1.4 * one.size for one in (before, line))


def _imbalance(line: Line, setting: Setting) -> float:
    """How much more is free on the left than on the right, in points."""
    area = setting.areas[line.page]
    return (line.box.x0 - area.left) - (area.right - line.box.x1)


def _broken_on_purpose(parts: Sequence[Sequence[Line]], before: Line, line: Line, setting: Setting) -> bool:
    marked = _mark(parts[-1][0])
    if marked is not None and marked.lastgroup == "number" and before.bold == line.bold:
        return False
    first = line.words[0].box
    room = setting.areas[before.page].width - (before.box.x1 - before.box.x0)
    return first.x1 - first.x0 + 0.25 * before.size < room - 2.0


def _all_bold(lines: Sequence[Line]) -> bool:
    return all(line.bold for line in lines)


def _mark(line: Line) -> re.Match[str] | None:
    return mark_of(words_of(line))


def _other_size(before: Line, line: Line) -> bool:
    limit = _OTHER_SIZE_RECOGNISED if line.recognised else _OTHER_SIZE
    return abs(before.size - line.size) > limit * max(before.size, line.size)
