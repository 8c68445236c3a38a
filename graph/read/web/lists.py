"""Marks that a browser prints before the items of a list."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from graph.read.numerals import printed

_OWN_MARK = re.compile(r"\s{0,20}(?:[-–—•*+]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđA-ZĐ]|[ivxIVX]{1,6})[.)])")
_UNMARKED = re.compile(r"list-style(?:-type)?\s{0,8}:\s{0,8}none", re.IGNORECASE)
_PEEK = 400


class Numbering:
    """Counts the items of the lists that are open."""

    def __init__(self) -> None:
        self._counts: dict[etree._Element, int] = {}

    def mark(self, element: etree._Element) -> str:
        """What stands before an element: "2. " for the second item of a numbered list, "- " for one without numbers.

        Nothing for an item that brings its own mark, or whose list has none.
        """
        parent = element.getparent()
        if element.tag != "li" or parent is None:
            return ""
        number = self._number(element, parent)
        if any(_UNMARKED.search(one.get("style", "")) for one in (element, parent)) or _brings_mark(element):
            return ""
        if parent.tag != "ol":
            return "- "
        return f"{_FORMS.get(parent.get('type', '1'), str)(number)}. "

    def _number(self, element: etree._Element, parent: etree._Element) -> int:
        first = _whole(parent.get("start"), 1)
        number = _whole(element.get("value"), self._counts.get(parent, first - 1) + 1)
        self._counts[parent] = number
        return number


def _brings_mark(element: etree._Element) -> bool:
    words = ""
    for text in element.itertext():
        words += text
        if len(words) > _PEEK or words.strip()[8:]:
            break
    return _OWN_MARK.match(words) is not None


def _whole(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()[:6]
    return int(text) if text.isascii() and text.isdigit() else otherwise


def _letter(number: int) -> str:
    return chr(ord("a") + number - 1) if 1 <= number <= 26 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "a": _letter,
    "A": lambda number: _letter(number).upper(),
    "i": lambda number: printed(number, "lowerRoman"),
    "I": lambda number: printed(number, "upperRoman"),
}
"""How `type` of a numbered list is printed (HTML Standard, 4.4.5)."""
