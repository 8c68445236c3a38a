"""Which part of a portal's page is the document: what surrounds it is left out by its tags, its names and its links.

Readers for articles keep too little and too much: on the five pages of tests/portal_pages.py, trafilatura 2.3 loses the
merged cells of each table and keeps furniture of three. So the choice is made here, by the page's own text and links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from graph.lexicon.tables import read_rows
from graph.read.web.parsing import beginning, drop, outermost
from graph.spelling import fold

_SURROUNDING = frozenset({"nav", "footer", "aside", "dialog", "header"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu"})
_LISTS = frozenset({"ul", "ol", "div", "section", "table", "td", "p"})
_LETTER = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_RUNNING = 60
"""Characters from which a paragraph counts as running text."""
_LINKED, _FEWEST_LINKS = 0.6, 3
"""A block of which this share is links, and that has at least so many of them, is a list of links."""
_MOST = 0.4
"""Share of the page's running text up to which an element may be left out by its name."""
_WHOLE = 0.8
"""Share of the running text that the document's element holds."""
_DOCUMENT = ("độc lập - tự do - hạnh phúc", "nơi nhận:")
_PARAGRAPHS = frozenset({"p", "td", "th", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "dd"})


@dataclass(frozen=True, slots=True)
class _Name:
    """A row of data/lexicon/site_furniture.csv: a word of classes and ids by which sites call what is no content."""

    word: str
    example: str


@dataclass(frozen=True, slots=True)
class _Field:
    """A row of data/lexicon/furniture.csv."""

    kind: str
    phrase: str
    example: str


def is_of_office(root_text: str) -> bool:
    """True for a page that an office program saved: all of it is the document."""
    start = root_text[:_GENERATOR].lower()
    return any(name in start for name in _PROGRAMS)


_GENERATOR = 4096
_PROGRAMS = (
    "urn:schemas-microsoft-com:office",
    "word.document",
    "microsoft word",
    "microsoft excel",
    "libreoffice",
    "openoffice",
)
"""What the head of a page names that an office program saved."""


def strip_surroundings(body: etree._Element) -> etree._Element:
    """The element that holds the document, what surrounds it dropped; before it the site's table about the document.

    A page that holds no document by its own words keeps its main heading.
    """
    heading = _heading(body)
    measure = _Measure(body)
    for element in outermost(body, measure.surrounds):
        drop(element)
    measure = _Measure(body)
    found = measure.document(body)
    outside = [one for one in body.iter("table", "ul", "dl") if found is not one and found not in one.iterancestors()]
    kept = etree.Element("div")
    for one in outside:
        if not any(inner is found for inner in one.iter()) and _tells_facts(one):
            kept.append(one)
    if heading and not measure.marked(body):
        etree.SubElement(kept, "p").text = heading
    found.tail = None
    kept.append(found)
    return kept


def _heading(body: etree._Element) -> str:
    """The words of the first main heading that is not the site's own."""
    for heading in body.iter("h1"):
        above = {one.tag for one in heading.iterancestors()}
        if "header" not in above or above & {"article", "main"}:
            heading.tag = "div"
            words = " ".join("".join(heading.itertext()).split())
            drop(heading)
            return words
    return ""


class _Measure:
    """Text, linked text and running text below each element, counted once for all of the page."""

    def __init__(self, body: etree._Element) -> None:
        self._text: dict[etree._Element, int] = {}
        self._linked: dict[etree._Element, int] = {}
        self._running: dict[etree._Element, int] = {}
        self._links: dict[etree._Element, int] = {}
        self._marks: set[etree._Element] = set()
        for _, element in etree.iterwalk(body, events=("end",), tag=etree.Element):
            self._count(element)
        self._whole = max(self._running.get(body, 0), 1)

    def _count(self, element: etree._Element) -> None:
        own = _length(element.text)
        text, linked, running, links, marked = own, 0, 0, 0, False
        for child in element:
            tail = _length(child.tail)
            own += tail
            text += tail + self._text.get(child, 0)
            linked += self._linked.get(child, 0)
            running += self._running.get(child, 0)
            links += self._links.get(child, 0)
            marked = marked or child in self._marks
        if element.tag == "a":
            linked, links = text, links + 1
        if element.tag in _PARAGRAPHS and not running and text >= _RUNNING and linked < _LINKED * text:
            running = text
        for counts, count in (
            (self._text, text),
            (self._linked, linked),
            (self._running, running),
            (self._links, links),
        ):
            if count:
                counts[element] = count
        if marked or (own and _is_mark(element)):
            self._marks.add(element)

    def marked(self, element: etree._Element) -> bool:
        """True when it holds words that only a document has."""
        return element in self._marks

    def surrounds(self, element: etree._Element) -> bool:
        """True for an element that holds no part of the document."""
        if element.getparent() is None or element.tag == "body" or self.marked(element):
            return False
        share = self._running.get(element, 0) / self._whole
        if element.tag in _SURROUNDING or element.get("role") in _ROLES:
            return share < _MOST or element.tag in {"nav", "aside"}
        if share < _MOST and _named(element):
            return True
        text, linked = self._text.get(element, 0), self._linked.get(element, 0)
        if element.tag not in _LISTS or text == 0 or linked < _LINKED * text:
            return False
        return self._links.get(element, 0) >= _FEWEST_LINKS

    def document(self, body: etree._Element) -> etree._Element:
        """The innermost element that holds nearly all running text and every mark of a document."""
        element = body
        while True:
            inner = next((child for child in element if self._running.get(child, 0) >= _WHOLE * self._whole), None)
            if inner is None or inner.tag in {"tr", "tbody", "p", "table"}:
                return element
            if any(child in self._marks for child in element if child is not inner):
                return element
            element = inner


_MARK_REACH = 400
"""Characters of an element in which a document's mark is looked for."""


def _is_mark(element: etree._Element) -> bool:
    text = beginning(element, _MARK_REACH)[:_MARK_REACH].lower()
    return ("lập" in text or "nhận" in text) and any(mark in fold(text) for mark in _DOCUMENT)


def _length(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0


def _named(element: etree._Element) -> bool:
    words = {word.lower() for name in ("class", "id") for word in _words(element.get(name, ""))}
    return not words.isdisjoint(_names())


def _words(names: str) -> Iterator[str]:
    """Words of class names and ids, and each name as a whole: "relatedNews list-tin" has related, news, tin ..."""
    for name in names[:400].split():
        yield from _LETTER.split(name)
        yield "".join(_LETTER.split(name))


@cache
def _names() -> frozenset[str]:
    return frozenset(row.word for row in read_rows("site_furniture.csv", _Name))


def _tells_facts(element: etree._Element) -> bool:
    """True for a site's table about the document: two of its cells are labels such as "Số ký hiệu"."""
    cells = element.iter("td", "th", "li", "dt", "dd")
    found = {one for cell, _ in zip(cells, range(60), strict=False) if (one := fact_label(cell))}
    return len(found) > 1


_LABEL_REACH = 80


def fact_label(cell: etree._Element) -> str | None:
    """The label of a site's table about the document that the cell begins with."""
    words = fold(" ".join(beginning(cell, _LABEL_REACH).split())[:_LABEL_REACH])
    return next(
        (label for label in _labels() if words.startswith(label) and not words[len(label) : len(label) + 1].isalnum()),
        None,
    )


@cache
def _labels() -> tuple[str, ...]:
    rows = read_rows("furniture.csv", _Field)
    return tuple(row.phrase.rstrip(":") for row in rows if row.kind.startswith("portal-") and row.phrase.endswith(":"))
