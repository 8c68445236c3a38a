"""What the head of a document states: symbol, place, date, subject of a letter, and the lines that name the issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.extract.columns import ColumnBlock, column_blocks, is_ornament, plain
from graph.extract.dating import find_dates, place_before
from graph.extract.furniture import holds, key_of, phrases
from graph.extract.headings import letters_are_capital
from graph.identity import Symbol, find_symbols
from graph.model import Branch, Source, Stated
from graph.read.lines import Line
from graph.read.passage import Passage

_NUMBER_LABEL = re.compile(r"(?<!\w)S[ốôỐÔ](?: hiệu)? ?[:.]? ?(?=[\dIlO/-]|$)", re.IGNORECASE)
_SUBJECT = re.compile(r"(?<!\w)(?:V/v|Về việc|về việc)(?!\w):? ?", re.IGNORECASE)
_SYMBOL_REACH = 80


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a head states; names are the lines that name the issuer, from the top.

    numbered is True when the head has a place for the number, filled or blank; year is the date line's, also where
    the day is left blank.
    """

    symbol: Stated[Symbol] | None = None
    numbered: bool = False
    place: Stated[str] | None = None
    date: Stated[date] | None = None
    year: int | None = None
    subject: Stated[str] | None = None
    branch: Stated[Branch] | None = None
    draft: Passage | None = None
    names: tuple[Passage, ...] = ()


def read_letterhead(source: Source, lines: Sequence[Line], head: range) -> Letterhead:
    """What the lines of the head state."""
    blocks = column_blocks(source, lines, head)
    parts = [part for block in blocks for part in _without_national(block)]
    symbol, numbered = _symbol(blocks)
    place, issued, year = _place_and_date([_behind_heading(block) for block in blocks])
    return Letterhead(
        symbol=symbol,
        numbered=numbered,
        place=place,
        date=issued,
        year=year,
        subject=_subject(blocks),
        branch=_branch(blocks),
        draft=next((part for part in parts if holds("draft", key_of(part.text))), None),
        names=tuple(_names([part for block in blocks for part in _without_national(block, whole=False)])),
    )


def _symbol(blocks: Sequence[ColumnBlock]) -> tuple[Stated[Symbol] | None, bool]:
    """The symbol behind "Số:", and whether there is such a place; a letter's subject is not searched."""
    numbered = False
    for block in blocks:
        passage = block.passage
        subject = _SUBJECT.search(passage.text)
        limit = subject.start() if subject else len(passage)
        for label in _NUMBER_LABEL.finditer(passage.text, 0, limit):
            rest = passage.text[label.end() : min(limit, label.end() + _SYMBOL_REACH)]
            symbol, start, end = next(find_symbols(rest), (None, 0, 0))
            if symbol is not None and start == 0:
                return Stated(symbol, passage.span(label.end(), label.end() + end)), True
            numbered = True
    return None, numbered


def _place_and_date(parts: Sequence[Passage]) -> tuple[Stated[str] | None, Stated[date] | None, int | None]:
    """Place, date and year of the first date line; each may be missing from it."""
    for passage in parts:
        if _SUBJECT.match(passage.text):
            continue
        for found in find_dates(passage.text):
            place = place_before(passage, found.start)
            if place is None and not _stands_alone(passage, found.start):
                continue
            issued = Stated(found.value, passage.span(found.start, found.end)) if found.value else None
            return (Stated(place.text, place.span()) if place else None), issued, found.year
    return None, None, None


def _stands_alone(passage: Passage, start: int) -> bool:
    return not passage.text[:start].strip(" ,")


def _subject(blocks: Sequence[ColumnBlock]) -> Stated[str] | None:
    """What a letter is about: the words behind "V/v" below its symbol."""
    for block in blocks:
        passage = block.passage
        match = _SUBJECT.search(passage.text)
        if match and passage.text[match.end() :].strip():
            subject = passage.cut(match.end(), len(passage.text.rstrip(" ."))).strip()
            return Stated(subject.text, subject.span())
    return None


def _branch(blocks: Sequence[ColumnBlock]) -> Stated[Branch] | None:
    for block in blocks:
        passage = block.passage
        text = plain(passage.text)
        for phrase in phrases("national"):
            words = plain(phrase.phrase)
            place = text.find(words)
            if place >= 0:
                branch = Branch.PARTY if "dang cong san" in words else Branch.STATE
                return Stated(branch, passage.span(place, place + len(words)))
    return None


def _names(parts: Sequence[Passage]) -> Iterator[Passage]:
    """Lines in capitals that can name the issuer or its parent: no note of secrecy, no draft mark."""
    for part in parts:
        key = key_of(part.text)
        if letters_are_capital(part.text) and not holds("draft", key) and not holds("stamp", key):
            yield part


def _without_national(block: ColumnBlock, *, whole: bool = True) -> list[Passage]:
    """The block's lines without the words of the national and the Party's heading, which may be wrapped.

    whole=False leaves out the number and all that stands behind it in the same column.
    """
    passage = block.passage
    text = plain(passage.text)
    blocked: list[tuple[int, int]] = []
    behind = [] if whole else [pattern.search(passage.text) for pattern in (_NUMBER_LABEL, _SUBJECT)]
    blocked.extend((match.start(), len(passage)) for match in behind if match)
    for phrase in phrases("national"):
        words = plain(phrase.phrase)
        place = text.find(words)
        if place >= 0:
            blocked.append((place, place + len(words)))
    parts: list[Passage] = []
    start = 0
    for piece in block.pieces:
        parts.extend(_outside(passage, start, start + len(piece.passage), sorted(blocked)))
        start += len(piece.passage) + 1
    return [part for part in parts if part.text and not is_ornament(part.text)]


def _behind_heading(block: ColumnBlock) -> Passage:
    """The block's words behind the national heading and the symbol, where a date line can stand."""
    whole = block.passage
    text = plain(whole.text)
    words = [plain(phrase.phrase) for phrase in phrases("national")]
    ends = [text.find(one) + len(one) for one in words if one in text]
    symbols = [end for _, _, end in find_symbols(whole.text)]
    return whole.cut(max([0, *ends, *symbols[:1]])).strip()


def _outside(passage: Passage, start: int, end: int, blocked: Sequence[tuple[int, int]]) -> Iterator[Passage]:
    """Parts of passage[start:end] outside the blocked ranges."""
    for first, last in blocked:
        if last <= start or first >= end:
            continue
        yield passage.cut(start, max(start, first)).strip()
        start = min(end, last)
    yield passage.cut(start, end).strip()
