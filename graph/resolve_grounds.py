"""Which words of a text prove what is said of a document that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from graph.model import CitationForm, Mention, Relation, Source, Span
from graph.spelling import fold, fold_in_place

_GAP = r"[\W_]{1,12}"
_WORD = re.compile(r"[^\W_]+")
_NOTHING_ELSE = 24
"""Most characters between a citation and its title: marks, a line's end, "về"."""
_SHARED = 300
"""Furthest place of an issuer or a date that several citations share: "Quy định số 1-QĐ/TW và Kết luận số 2-KL/TW
của Bộ Chính trị"."""
_PAGE_MARKS = 200
_CLOSING = ("”", '"', "»", ")", "]")


def best_ground(source: Source, mentions: Sequence[Mention], indexes: Iterable[int]) -> int:
    """The index of the mention that tells most: the nearest to a whole citation, the first of equals."""
    return min(indexes, key=lambda index: (*_lacks(source, mentions[index]), index))


def in_telling_order(source: Source, mentions: Sequence[Mention], indexes: Iterable[int]) -> list[int]:
    """The indexes with the best ground first."""
    return sorted(indexes, key=lambda index: (*_lacks(source, mentions[index]), index))


def _lacks(source: Source, mention: Mention) -> tuple[bool, bool, bool, int]:
    """What keeps a mention from proving much: no symbol, no full form, capitals (as a title has), no date or issuer."""
    named = mention.symbol is not None and holding(source, mention.span, mention.symbol) is not None
    missing = (mention.date is None) + (mention.issuer is None)
    return not named, mention.form is not CitationForm.FULL, source.quote(mention.span).isupper(), missing


def grounds_of(mentions: Sequence[Mention], indexes: Sequence[int], relation: Relation) -> tuple[int, ...]:
    """Those of `indexes` whose mention states the relation itself.

    All, where none does: the text then names the document only in other documents' descriptions.
    """
    direct = [i for i in indexes if mentions[i].within is None and mentions[i].relation is relation]
    return tuple(direct or indexes)


def stating(source: Source, mention: Mention, field: str, value: object) -> Span | None:
    """The words from the beginning of a mention over all that states `value` in its `field`; None where none do.

    The title, and an issuer shared by several, stand behind the mention itself.
    """
    if field == "symbol":
        return holding(source, mention.span, value)
    if getattr(mention, field, None) != value:
        return None
    if field == "title":
        return holding(source, mention.span, value, further=2 * len(str(value)) + _PAGE_MARKS, near=True)
    return holding(source, mention.span, value, further=_SHARED)


def holding(source: Source, span: Span, value: object, *, further: int = 0, near: bool = False) -> Span | None:
    """`span`, as far lengthened (by `further` characters at most) as it takes to hold the words of `value`.

    near: the words must begin within the span or directly behind it. A date is held in figures.
    """
    window = fold_in_place(source.text[span.start : span.end + further])
    found = _pattern(value).search(window)
    length = span.end - span.start
    if found is None or (near and found.start() > length + _NOTHING_ELSE):
        return None
    return Span(span.start, max(span.end, span.start + found.end()))


def _pattern(value: object) -> re.Pattern[str]:
    if isinstance(value, date):
        month, year = rf"(?:tháng{_GAP})?0?{value.month}", rf"(?:năm{_GAP})?{value.year}"
        return re.compile(rf"(?<!\d)0?{value.day}{_GAP}{month}{_GAP}{year}(?!\d)")
    folded = fold(str(value))
    words = _WORD.findall(folded)
    # A line's end may bring the number of a page with it; the end of a quotation belongs to the title.
    between = rf"{_GAP}(?:\d{{1,3}}{_GAP})?"
    closing = r"[”\"»)\]]?" if folded.endswith(_CLOSING) else ""
    return re.compile(rf"(?<!\w){between.join(words)}(?!\w){closing}")
