"""Footnotes: small lines at the foot of a page, each behind its number, under a short rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.read.printed.joining import is_raised
from graph.read.printed.lines import Line, Row, joined
from graph.read.printed.page import Page

_SMALL = 0.9
"""Share of the body's type that the type of notes does not exceed."""
_LOWER = 0.45
"""Share of the page's height below which notes stand."""
_SHORT_RULE = (0.08, 0.45)
"""Shares of the page's width between which the rule over notes is long."""
_NUMBER = re.compile(r"(?:\[?\d{1,3}\]?|\(\d{1,3}\)|\*{1,3})(?:[.)]|\s|$)")
_LEADING = re.compile(r"[\[(]?(\d{1,3})[\])]?[.)]?(?=\s|$)")


def first_note(page: Page, rows: Sequence[Row], size: float) -> int:
    """Index of the row with which the notes of a page begin; the number of rows where there are none."""
    start = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        line = joined(rows[index])
        if line.size > _SMALL * size or line.box.top < _LOWER * page.height:
            break
        if opens_note(line) and (_raised_first(line) or _under_rule(page, line)):
            start = index
    return start


def opens_note(line: Line) -> bool:
    """True for a line that begins with the number of a note."""
    return _raised_first(line) or _NUMBER.match(line.text) is not None


def as_note(text: str) -> str:
    """The words of a note behind its number in brackets, as notes of Word files are written: "[1] ..."."""
    number = _LEADING.match(text)
    return f"[{number.group(1)}] {text[number.end() :].lstrip()}" if number else text


def _raised_first(line: Line) -> bool:
    return len(line.words) > 1 and is_raised(line.words[0], line)


def _under_rule(page: Page, line: Line) -> bool:
    """True when a short rule stands over the line, at its left."""
    least, most = (share * page.width for share in _SHORT_RULE)
    return any(
        least < rule.x1 - rule.x0 < most
        and rule.bottom - rule.top < 4
        and 0 <= line.box.top - rule.bottom < 2 * line.size
        and abs(rule.x0 - line.box.x0) < 3 * line.size
        for rule in page.rules
    )
