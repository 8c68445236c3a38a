"""What stands below a title: the body that decides, the addressee of a letter, the sentence that issues."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.extract.dating import find_dates
from graph.extract.frame import Frame
from graph.extract.furniture import holds, key_of
from graph.extract.headings import letters_are_capital
from graph.read.lines import Line
from graph.read.passage import Passage

_SENTENCE_LINES = 60


def authority_above_grounds(lines: Sequence[Line], frame: Frame) -> Passage | None:
    """The deciding body in capitals that opens the preamble."""
    parts: list[Passage] = []
    for index in frame.preamble:
        text = lines[index].text
        if not text.strip("| ") or not any(map(str.isalnum, text)):
            if parts:
                break
            continue
        if not letters_are_capital(text) or (not parts and not holds("authority", key_of(text))):
            break
        parts.append(lines[index].passage)
    authority = Passage.join(parts)
    sends = authority.text.rfind(" điện")
    return authority.cut(0, sends if sends > 0 else None) if parts else None


def addressee_of_letter(lines: Sequence[Line], frame: Frame) -> Passage | None:
    """ "Kính gửi" right behind a head that no title follows: the mark of a letter."""
    first = next((index for index in frame.preamble if lines[index].text.strip("| ")), None)
    if frame.title or first is None or not key_of(lines[first].text).startswith("kính gửi"):
        return None
    return lines[first].passage


def issuing_paragraph(lines: Sequence[Line], frame: Frame) -> Passage:
    """The last paragraph of the preamble, which says who issues what."""
    parts: list[Passage] = []
    for index in reversed(frame.preamble):
        text = lines[index].text.strip("| ")
        if not text and parts:
            break
        if text:
            parts.append(lines[index].passage)
        if len(parts) >= _SENTENCE_LINES:
            break
    return Passage.join(reversed(parts))


def dates_of_grounds(lines: Sequence[Line], frame: Frame) -> tuple[date, ...]:
    """Dates that the preamble gives, none of which can be later than the document."""
    dates = (found.value for index in frame.preamble for found in find_dates(lines[index].text))
    return tuple(one for one in dates if one is not None)
