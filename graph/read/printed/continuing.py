"""Tables that go on over the end of a page: heads repeated, rows cut in two, borders that a page lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from graph.read.printed.marks import SENTENCE_END
from graph.read.printed.tables import Field, PrintedTable, TableRow
from graph.read.wording import HOLDING
from graph.spelling import fold

_ROW_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,6}|[A-HĐa-hđ])[.)]?")
_ALIKE = 0.9
"""Share of the letters that a head repeated on the next page has in common with the first."""
_LONGEST_HEAD = 500
"""Characters of a head that are compared."""
_SAME_BORDER = 8.0
"""Points by which borders of one table may differ from page to page."""


def goes_on(table: PrintedTable, after: PrintedTable) -> bool:
    """True when `after`, the next thing printed, on the next page, is more of `table`."""
    if not after.rows or not table.rows:
        return False
    if after.head and not _same_head(_head_key(after), _head_key(table)):
        return False
    return len(after.borders) == len(table.borders) or _union(table.borders, after.borders) is not None


def continued(table: PrintedTable, after: PrintedTable) -> PrintedTable:
    """Both as one: the repeated head dropped, a row that the end of the page cut in two put together."""
    before, rows, borders = list(table.rows), list(after.body), table.borders
    union = _union(table.borders, after.borders)
    if len(after.borders) != len(table.borders) and union is not None:
        before = [_spread(row, table.borders, union) for row in before]
        rows = [_spread(row, after.borders, union) for row in rows]
        borders = union
    whole = PrintedTable(tuple(before), table.head, borders, table.box)
    if rows:
        rows = _held_over(before[-1], rows, whole.roles)
    if rows and len(before) > table.head.stop and _cut(before[-1], rows[0], whole.roles):
        before[-1] = _mended(before[-1], rows.pop(0))
    return PrintedTable((*before, *rows), table.head, borders, table.box)


def _held_over(before: TableRow, rows: Sequence[TableRow], roles: Sequence[str | None]) -> list[TableRow]:
    """The rows of a new page, where a cell of several rows goes on from the last page with the words that it has there.

    On the new page it is empty, and still covers more than one row.
    """
    held = list(rows)
    for column, role in enumerate(roles):
        stop = 1
        while stop < len(rows) and not rows[stop].fields[column].begins_row:
            stop += 1
        text = before.fields[column].text
        if role not in HOLDING or stop == 1 or rows[0].fields[column].text or not text:
            continue
        for index in range(1, stop):
            field = Field(text, False, rows[index].fields[column].begins_column, before.fields[column].confidence)
            fields = held[index].fields
            held[index] = replace(held[index], fields=(*fields[:column], field, *fields[column + 1 :]))
    return held


def _same_head(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Equal, or so alike as recognition reads one head twice ("TT", "T5")."""
    if one == other:
        return True
    words, others = (" | ".join(head)[:_LONGEST_HEAD] for head in (one, other))
    return SequenceMatcher(None, words, others, autojunk=False).ratio() >= _ALIKE


def _head_key(table: PrintedTable) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for head in table.heads if (key := fold(head))))


def _cut(before: TableRow, after: TableRow, roles: Sequence[str | None]) -> bool:
    """True when `after` is the rest of the row `before`: no number of its own, and words that go on from above."""
    number = roles.index("number") if "number" in roles else 0
    if after.fields[number].text or not _ROW_NUMBER.fullmatch(before.fields[number].text.strip()):
        return False
    content = roles.index("content") if "content" in roles else min(1, len(roles) - 1)
    rest, start = after.fields[content].text, before.fields[content].text
    if not rest:
        return any(field.text for field in after.fields)
    return rest[:1].islower() or not SENTENCE_END.search(start)


def _mended(before: TableRow, after: TableRow) -> TableRow:
    fields = [
        Field(f"{one.text} {other.text}".strip(), one.begins_row, one.begins_column, one.confidence)
        for one, other in zip(before.fields, after.fields, strict=True)
    ]
    return TableRow(tuple(fields), before.page, after.last_page)


def _union(borders: Sequence[float], others: Sequence[float]) -> tuple[float, ...] | None:
    """The borders of both, when the tables are equally wide: where cells share columns, a page lacks some."""
    shift = others[0] - borders[0]
    if abs(others[-1] - shift - borders[-1]) > _SAME_BORDER:
        return None
    union: list[float] = []
    for place in sorted([*borders, *(other - shift for other in others)]):
        if not union or place - union[-1] > _SAME_BORDER:
            union.append(place)
    apart = all(
        len({_nearest(union, border - start) for border in own}) == len(own)
        for own, start in ((borders, 0.0), (others, shift))
    )
    return tuple(union) if apart else None


def _nearest(places: Sequence[float], place: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - place))


def _spread(row: TableRow, borders: Sequence[float], onto: Sequence[float]) -> TableRow:
    """The row with its fields in the columns that they cover in a table with more borders."""
    shift = borders[0] - onto[0]
    starts = [_nearest(onto, border - shift) for border in borders[:-1]]
    fields: list[Field] = []
    for place in range(len(onto) - 1):
        column = max(index for index, start in enumerate(starts) if start <= place)
        held = row.fields[column]
        begins = held.begins_column and starts[column] == place
        fields.append(Field(held.text, held.begins_row, begins, held.confidence))
    return TableRow(tuple(fields), row.page, row.last_page)
