"""From a page's text to its elements, whatever it is made of: bounded in depth, without what is not shown."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree, html

from graph.errors import ReadError

_HIDDEN = re.compile(
    r"(?:^|;)\s{0,8}(?:display\s{0,8}:\s{0,8}none|visibility\s{0,8}:\s{0,8}hidden|mso-hide\s{0,8}:\s{0,8}all)",
    re.IGNORECASE,
)
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "canvas", "audio",
     "video", "map", "head", "title", "meta", "link", "button", "input", "select", "textarea", "datalist", "xml", "del"}
)  # fmt: skip
"""Elements whose words are no part of what a page says: programs, controls, what an editor struck out."""
_BLOCKS = frozenset(
    {"article", "aside", "dialog", "div", "dl", "footer", "form", "h1", "h2", "h3", "header", "li", "nav", "ol", "p"}
    | {"section", "table", "td", "th", "tr", "ul"}
)
_LIST_MARK = re.compile(r"mso-list\s{0,8}:\s{0,8}ignore", re.IGNORECASE)
_NOTE_MARK = re.compile(r"#_?(?:ftn|edn)\d", re.IGNORECASE)
_DEEP = "Excessive depth"


def page_of(text: str, where: str) -> tuple[html.HtmlElement, int]:
    """The page's body without what is not shown, and how many deletions were taken as accepted.

    Entities that a page declares are not known in HTML, and nothing is fetched. Raises ReadError for a page without
    elements or whose elements stand in one another too deeply.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError("the page holds no words", where=where, remedy="Check that the right page was saved") from error
    if any(_DEEP in entry.message for entry in parser.error_log):
        raise ReadError(
            "its elements stand in one another too deeply", where=where, remedy="Save the page as text (.txt)"
        )
    body = root.find("body")
    if body is None:
        raise ReadError("the page holds no words", where=where, remedy="Check that the right page was saved")
    return body, _drop_unseen(body)


def drop(element: etree._Element) -> None:
    """Empty an element of its words; what stands behind it stays, and a block still ends the paragraph before it."""
    element.clear(keep_tail=True)
    element.tag = "div" if element.tag in _BLOCKS else "span"


def outermost(body: etree._Element, fits: Callable[[etree._Element], bool]) -> list[etree._Element]:
    """The elements in `body` that fit and do not stand in another that does."""
    found: list[etree._Element] = []
    walker = etree.iterwalk(body, events=("start",), tag=etree.Element)
    for _, element in walker:
        if element is not body and fits(element):
            found.append(element)
            walker.skip_subtree()
    return found


def beginning(element: etree._Element, length: int) -> str:
    """The first words in an element, at least `length` characters of them where there are so many."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) >= length:
            break
    return text


def _drop_unseen(body: html.HtmlElement) -> int:
    deleted = 0
    for element in outermost(body, _is_unseen):
        deleted += element.tag == "del"
        drop(element)
    for element in body.iter("span"):
        if _LIST_MARK.search(element.get("style", "")) and _is_ornament((element.text or "").strip()):
            element.text = "•"
    return deleted


def _is_ornament(mark: str) -> bool:
    """True for a mark of Word's lists that prints as a dot or a box in a font of symbols; numbers have a full stop."""
    return len(mark) == 1 and not mark.isdigit() and mark not in "-–—+*•"


def _is_unseen(element: etree._Element) -> bool:
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    if element.tag == "a" and _NOTE_MARK.match(element.get("href", "")):
        return True
    return _HIDDEN.search(element.get("style", "")) is not None
