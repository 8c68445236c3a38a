"""Second witnesses inside a file: a web page's table about the document, and the notes above its annexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.extract.dating import find_dates
from graph.extract.frame import Frame
from graph.extract.furniture import PORTAL_FIELDS, holds, key_of
from graph.identity import Symbol, find_symbols
from graph.lexicon import types
from graph.model import Stated
from graph.read.lines import Line
from graph.read.passage import Passage
from graph.spelling import fold

_PORTAL_LINES = 200
_NOTE_LINES = 6
_ANNEX_LINES = 25


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """What the note above an annex says of the document it belongs to."""

    symbol: Stated[Symbol] | None = None
    date: Stated[date] | None = None
    issuer: Passage | None = None


def read_portal(lines: Sequence[Line], frame: Frame) -> Mapping[str, Passage]:
    """Fields of a web page's table before the document: "symbol", "type", "issuer", "signer", "date"."""
    fields: dict[str, Passage] = {}
    stop = min(frame.head.start, _PORTAL_LINES)
    for index in range(stop):
        key = key_of(lines[index].text)
        for field in PORTAL_FIELDS:
            if field not in fields and holds(f"portal-{field}", key):
                value = _value(lines, index, stop)
                if value is not None:
                    fields[field] = value
    return fields


def read_introduction(lines: Sequence[Line], frame: Frame) -> Passage | None:
    """The line of a web page that announces the document ("Toàn văn Kế hoạch số 12-KH/TU:")."""
    for index in range(min(frame.head.start, _PORTAL_LINES)):
        if holds("portal-before", key_of(lines[index].text)) and next(find_symbols(lines[index].text), None):
            return lines[index].passage
    return None


def read_own_statement(lines: Sequence[Line], frame: Frame, kind: str | None) -> OwnStatement:
    """Symbol and date that "(kèm theo Kế hoạch số ... ngày ...)" above an annex gives for a document of this type.

    Notes that name another type, or leave the number blank, say nothing. Nor do those of an annex that stands alone: it
    belongs to the document that it names, and is not that document.
    """
    if not any(lines[index].text for part in (frame.title, frame.preamble, frame.body) for index in part):
        return OwnStatement()
    for annex in frame.annexes:
        for index in annex[:_ANNEX_LINES]:
            if not lines[index].text.startswith("(") or not holds("attached", key_of(lines[index].text)):
                continue
            note = _note(lines, index, annex.stop)
            statement = _statement(note, kind)
            if statement is not None:
                return statement
    return OwnStatement()


def _value(lines: Sequence[Line], index: int, stop: int) -> Passage | None:
    """What stands behind the colon, or in the next cell."""
    passage = lines[index].passage
    colon = passage.text.find(":")
    rest = passage.cut(colon + 1).strip()
    rest = rest.cut(0, len(rest.text.split("|")[0])).strip()
    if rest.text:
        return rest
    later = index + 1
    while later < stop and not lines[later].text.strip("| "):
        later += 1
    cell: list[Passage] = []
    while later < stop and lines[later].text.strip("| "):
        cell.append(lines[later].passage)
        later += 1
    return Passage.join(cell) if cell and not cell[0].text.endswith(":") else None


def _note(lines: Sequence[Line], index: int, stop: int) -> Passage:
    """The note from its opening bracket to its closing one."""
    parts: list[Passage] = []
    for later in range(index, min(stop, index + _NOTE_LINES)):
        parts.append(lines[later].passage)
        if lines[later].text.endswith(")"):
            break
    return Passage.join(parts)


def _statement(note: Passage, kind: str | None) -> OwnStatement | None:
    """What a note says, when it names the type `kind` and its number is not blank."""
    named = fold(note.text).find("kèm theo")
    after = note.cut(named + len("kèm theo")).strip()
    found = types.starting(after.text)
    if found is None or (kind is not None and fold(found[0].name) != fold(kind)):
        return None
    symbol, start, end = next(find_symbols(after.text), (None, 0, 0))
    if symbol is None:
        return None
    issued = next((one for one in find_dates(after.text) if one.start >= end), None)
    stated = Stated(issued.value, after.span(issued.start, issued.end)) if issued and issued.value else None
    issuer_at = after.text.find(" của ", issued.end if issued else end)
    issuer = after.cut(issuer_at + 5, len(after.text.rstrip(" )."))) if issuer_at >= 0 else None
    return OwnStatement(Stated(symbol, after.span(start, end)), stated, issuer)
