"""The end of a document: Nơi nhận and signature, and the annexes behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extract.furniture import holds
from graph.extract.headings import is_annex_heading, is_national, letters_are_capital, opens_with_type_name
from graph.read.lines import Line

_AUTHORITY = re.compile(r"\W{0,6}(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|TUN)(?:\.\s?|\s)(?=[^\W\d]{2})")
_ITEM = re.compile(r"[-–~+•*|]")
_NEAR = 15
_LONGEST_SHORT = 90
_BLANKS_WITHIN = 12


def tail_of(lines: Sequence[Line], keys: Sequence[str], start: int, last: int) -> tuple[range, tuple[range, ...]]:
    """The tail and the annexes of the lines from `start` to `last`; an empty tail where there is none."""
    opening = _tail_opening(lines, keys, start, last)
    annex = next((index for index in range(start, last) if _begins_annex(lines, keys, index, last)), None)
    if annex is not None and (opening is None or annex < opening):
        end = _trim(keys, start, annex)
        return range(end, end), _split(lines, annex, last)
    if opening is None:
        return range(last, last), ()
    stop, follows = _tail_stop(lines, keys, opening, last)
    return range(opening, stop), _split(lines, _skip_blanks(keys, stop, last), last) if follows else ()


def begins_authority(text: str) -> bool:
    """True for a line such as "TM. ỦY BAN NHÂN DÂN" or "T/M BAN THƯỜNG VỤ", also behind a column of recipients."""
    return _AUTHORITY.match(text[:40]) is not None and letters_are_capital(text[:60])


def opens_recipients(key: str) -> bool:
    """True for a line with this key that opens the list of recipients."""
    return holds("recipients", key) and (":" in key[:14] or len(key) < 14)


def _tail_opening(lines: Sequence[Line], keys: Sequence[str], start: int, last: int) -> int | None:
    """Index of "Nơi nhận" or of the signature's first line, whichever comes first."""
    for index in range(start, last):
        if begins_authority(lines[index].text):
            return index
        if opens_recipients(keys[index]):
            return index
    return None


def _begins_annex(lines: Sequence[Line], keys: Sequence[str], index: int, last: int) -> bool:
    """True for an annex's heading in the body: named as such, and confirmed by "kèm theo" or by capitals."""
    if not keys[index].startswith("ph") or not is_annex_heading(lines[index].text):
        return False
    near = range(index, min(last, index + 12))
    return letters_are_capital(lines[index].text) or any(holds("attached", keys[later]) for later in near)


def _tail_stop(lines: Sequence[Line], keys: Sequence[str], opening: int, last: int) -> tuple[int, bool]:
    """Index behind the tail, and whether what follows are annexes."""
    stop = last
    for index in range(opening + 1, last):
        if _begins_other(lines, keys, index, last):
            stop = index
            break
    end = _last_of_tail(lines, keys, opening, stop)
    rest = [index for index in range(end, last) if keys[index]]
    if not rest:
        return end, False
    attached = any(
        holds("attached", keys[index]) or is_annex_heading(lines[index].text) or is_national(keys[index])
        for index in rest
    )
    return end, attached or (stop < last and opens_with_type_name(lines[stop].text))


def _begins_other(lines: Sequence[Line], keys: Sequence[str], index: int, last: int) -> bool:
    """True when line `index` begins another paper: an annex, a second heading, another type's line."""
    key, text = keys[index], lines[index].text
    if not key:
        return False
    if is_annex_heading(text) or is_national(key):
        return True
    if not letters_are_capital(text) or begins_authority(text):
        return False
    return opens_with_type_name(text) or _titles_attachment(lines, keys, index, last)


def _titles_attachment(lines: Sequence[Line], keys: Sequence[str], index: int, last: int) -> bool:
    """True when "(Kèm theo Quyết định số ...)" stands below the line, with at most more of the title between."""
    for later in range(index, min(last, index + 8)):
        if keys[later].startswith("("):
            return holds("attached", keys[later])
        if keys[later] and not letters_are_capital(lines[later].text):
            return False
    return False


def _last_of_tail(lines: Sequence[Line], keys: Sequence[str], opening: int, stop: int) -> int:
    """Index behind the last line that can belong to recipients or signature."""
    end, blanks, item = opening + 1, 0, True
    for index in range(opening + 1, stop):
        text = lines[index].text
        if not keys[index]:
            blanks += 1
            if blanks > _BLANKS_WITHIN:
                break
            item = item and text.startswith("|")
            continue
        if _ITEM.match(text):
            item = True
        elif not (item and not blanks) and not _is_short(lines[index]):
            break
        end, blanks = index + 1, 0
    return end


def _is_short(line: Line) -> bool:
    """True for a line that may be an authority, a capacity, a name or a stamp."""
    if line.heading and not letters_are_capital(line.text) and len(line.text.split()) > 5:
        return False
    return len(line.text) < _LONGEST_SHORT


def _split(lines: Sequence[Line], start: int, last: int) -> tuple[range, ...]:
    """The annexes between `start` and `last`, each up to the heading of the next."""
    starts = [start] if start < last else []
    for index in range(start + 1, last):
        if is_annex_heading(lines[index].text) and (letters_are_capital(lines[index].text) or lines[index].bold):
            starts.append(index)
    return tuple(range(first, end) for first, end in zip(starts, [*starts[1:], last], strict=True))


def _skip_blanks(keys: Sequence[str], index: int, last: int) -> int:
    while index < last and not keys[index]:
        index += 1
    return index


def _trim(keys: Sequence[str], start: int, index: int) -> int:
    while index > start and not keys[index - 1]:
        index -= 1
    return index
