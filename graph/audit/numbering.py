"""Whether the numbers of an outline go on without a gap and in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.audit.check import PLACE_COLUMNS, Audited, Check, Row, finding_of
from graph.audit.model import Finding

_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters that Vietnamese lists count with (Nghị định 30/2020/NĐ-CP, Appendix I: điểm a, b, c, d, đ ...)."""
_LABEL = re.compile(
    r"(?P<before>\(?)(?P<above>(?:[0-9]{1,3}\.){0,6})(?P<last>[0-9]{1,4}|[IVX]{1,6}|[A-Za-zđĐ])(?P<after>[.)/:\-]{0,3})"
)
_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = {
    tens + unit: 10 * ten + one for ten, tens in enumerate(("", "X", "XX", "XXX")) for one, unit in enumerate(_UNITS)
}

Ordinal = tuple[str, int]
"""The kind of a number, and its value."""


def repeated(audited: Audited) -> Iterator[Finding]:
    """Units that bear a number which another under the same heading bears: "(4)" after "(4)", 2 after 3.

    A list that begins anew (1, 2, 3, 1, 2) is left alone, as tables of one appendix do; so is what follows a repeated
    number in its order.
    """
    for units in _siblings(audited.rows("outline-numbers")):
        first: dict[Ordinal, Row] = {}
        for before, after in pairwise([None, *units]):
            number = None if after is None else ordinal(str(after["number"]))
            if number is None or after is None:
                continue
            last = None if before is None else ordinal(str(before["number"]))
            follows = last == (number[0], number[1] - 1)
            if number in first and not follows and (last == number or number[1] != 1):
                yield _finding("numbering-repeated", first[number], after)
            first.setdefault(number, after)


def out_of_order(audited: Audited) -> Iterator[Finding]:
    """Units whose number is smaller than the one before, or leaves some out, under the same heading.

    Units of one kind of number ("1.", "a)") are held against each other. A list that begins anew is left alone; a
    number given twice is the finding of another check.
    """
    for units in _siblings(audited.rows("outline-numbers")):
        seen: set[Ordinal] = set()
        for before, after in pairwise(units):
            first, second = ordinal(str(before["number"])), ordinal(str(after["number"]))
            if first is not None:
                seen.add(first)
            if first is None or second is None or first[0] != second[0] or second in seen or second[1] == 1:
                continue
            if second[1] < first[1] or (second[1] > first[1] + 1 and not second[0].startswith("letter")):
                yield _finding("numbering-order", before, after)


def ordinal(label: str) -> Ordinal | None:
    """The kind and value of a label: ("number 2.1. .", 3) for "2.1.3.", ("roman -", 4) for "IV-"; None for others.

    The kind holds the signs around the number, so that "1." and "1)" belong to different lists. C, D, L and M are read
    as letters: lists that need them as Roman numbers do not occur.
    """
    found = _LABEL.fullmatch(label.strip())
    if found is None:
        return None
    last, above = found["last"], found["above"]
    signs = f"{found['before']}{found['after']}"
    if last.isdigit():
        return (f"number {above} {signs}", int(last))
    if not above and (value := _ROMAN.get(last)):
        return (f"roman {signs}", value)
    if not above and last.lower() in _LETTERS:
        return (f"letter {signs}", _LETTERS.index(last.lower()) + 1)
    return None


NUMBERING_CHECKS = (
    Check("numbering-repeated", function=repeated),
    Check("numbering-order", function=out_of_order),
)
"""Checks of numbers in outlines."""


def _siblings(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Units under one heading, in the order of the text."""
    by_above: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_above.setdefault((str(row["source"]), str(row["above"])), []).append(row)
    yield from map(tuple, by_above.values())


def _finding(code: str, before: Row, after: Row) -> Finding:
    other = {f"other_{name}": before[name] for name in PLACE_COLUMNS}
    place = {name: after[name] for name in PLACE_COLUMNS}
    values = {"subject": after["document"], "number": after["number"], "other_number": before["number"]}
    return finding_of(code, {**place, **other, **values})
