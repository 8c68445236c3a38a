"""Names of WordprocessingML (ECMA-376, part 1, chapter 17) and what is asked of its elements again and again."""

from __future__ import annotations

import re

from lxml import etree

Element = etree._Element
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHEMATICS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_OFF = frozenset({"0", "false", "off"})


def name_of(element: Element) -> str:
    """Name without namespace; "" for comments, instructions and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first element below by the names in `path`, or None."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The attribute w:val of the element below by `path`, or None."""
    found = child(element, *path)
    return None if found is None else found.get(f"{W}val")


def number(element: Element | None, *path: str) -> int | None:
    """The attribute w:val as a number, or None where it is none."""
    return whole(value(element, *path))


def whole(text: str | None) -> int | None:
    """`text` as a number; None for none, and for one that no file has reason to hold."""
    found = _WHOLE.fullmatch(text or "")
    return int(found[0]) if found else None


def switch(element: Element | None, name: str) -> bool | None:
    """Whether properties switch `name` on or off; None where they do not say."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val", "true").lower() not in _OFF
