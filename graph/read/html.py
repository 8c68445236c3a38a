"""Web pages (.htm, .html): those that Word saved whole, and those of portals without what surrounds the document."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from graph.errors import ReadError
from graph.read.content import Composer, Content
from graph.read.limits import Options
from graph.read.web.blocks import write_blocks
from graph.read.web.charset import text_of
from graph.read.web.content import is_of_office, strip_surroundings
from graph.read.web.parsing import page_of
from graph.spelling import normalized


def read(data: bytes, where: str, options: Options) -> Content:
    """The document that a page holds. Raises ReadError for a page without words, or one nested too deeply."""
    text, encoding = text_of(data, where)
    text = normalized("NFC", text)
    body, deleted = page_of(text, where)
    words = _length(body)
    composer = Composer()
    write_blocks(body if is_of_office(text) else strip_surroundings(body), composer, options.limits.depth)
    if not composer.content().text:  # all of it looks like a site's furniture: better that than nothing
        write_blocks(page_of(text, where)[0], composer, options.limits.depth)
    content = composer.content(_remarks(deleted, words, composer), encoding=encoding)
    if not content.text:
        raise ReadError("the page holds no words", where=where, remedy="Check that the right page was saved")
    return content


def _remarks(deleted: int, words: int, composer: Composer) -> Iterator[str]:
    if deleted:
        one = deleted == 1
        yield "1 tracked change was taken as accepted" if one else f"{deleted} tracked changes were taken as accepted"
    share = 1 - len("".join(composer.content().text.split())) / max(words, 1)
    if share >= _WORTH_SAYING:
        yield f"what stands around the document was left out: {share:.0%} of the page's words"


_WORTH_SAYING = 0.02
"""Share of a page's characters; tables are written with marks of their own, so that less means nothing."""


def _length(body: etree._Element) -> int:
    return sum(len("".join(text.split())) for text in body.itertext())
