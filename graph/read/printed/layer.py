"""The text layer of a pdf page: its words and ruled lines. Read with pdfplumber."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as PdfPage
from pdfplumber.utils.text import extract_words

from graph.errors import ReadError
from graph.read.printed.page import Box, Page, Word
from graph.read.printed.turning import Direction, Turn, direction_of, main_direction

# The library warns of each small fault that it gets over; what matters to a user is said by our own remarks.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_GAP = 0.12
"""Blank, in heights of type, that parts two words."""
_THIN = 4.0
_MANY_CURVES = 40
"""Curved shapes on a page from which they may be letters drawn as outlines."""
_MOST_RULES = 20_000
"""Ruled lines kept of one page: a page with more is a drawing."""
_BOLD = ("bold", "black", "heavy", "demi")


@dataclass(frozen=True, slots=True)
class Layer:
    """The text layer of a page, and whether the page also shows pictures or drawings, which may hold its text."""

    page: Page
    drawn: bool


def layers_of(data: bytes, where: str) -> Iterator[Layer]:
    """The text layers of all pages, one after another. Raises ReadError for a file that cannot be taken apart."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number, inner in enumerate(PDFPage.create_pages(document.doc), start=1):
                page = PdfPage(document, inner, page_number=number, initial_doctop=0)
                yield _layer(page, number)
                page.close()
    except (MemoryError, ReadError):
        raise
    except Exception as error:  # the library raises errors of many kinds where a file is not what it says
        raise ReadError(
            "the pdf is broken", where=where, remedy="Open it in its own program and save it again"
        ) from error


def _layer(page: PdfPage, number: int) -> Layer:
    """The layer of a page; one whose content cannot be read counts as a drawing."""
    width, height = _side(page.width), _side(page.height)
    try:
        direction = main_direction(page.chars)
        chars = [char for char in page.chars if direction_of(char) is direction]
        turn = Turn(direction, width, height)
        if direction is not Direction.RIGHT:
            chars = [turn.char(char) for char in chars]
        rules = tuple(turn.box(rule) for rule in _rules(page))
        return Layer(Page(number, *turn.turned, tuple(_glued(list(_words(chars)))), rules), _is_drawn(page))
    except MemoryError:
        raise
    except Exception:  # as above: a page of many faults is still to be seen, and may be recognised
        return Layer(Page(number, width, height), True)


def _side(length: Any) -> float:
    return min(max(float(length), 1.0), 1e7)


def _is_drawn(page: PdfPage) -> bool:
    return bool(page.images) or len(page.curves) > _MANY_CURVES


def _words(chars: Sequence[dict[str, Any]]) -> Iterator[Word]:
    found: Sequence[Mapping[str, Any]] = extract_words(
        [char for char in chars if char["size"] > 0],
        x_tolerance_ratio=_GAP,
        y_tolerance=2,
        keep_blank_chars=False,
        use_text_flow=False,
        extra_attrs=["size"],
        return_chars=True,
    )
    for word in found:
        text = unicodedata.normalize("NFC", str(word["text"])).strip()
        if text:
            yield Word(text, _box(word), round(float(word["size"]), 2), _is_bold(word["chars"]))


def _box(shape: Mapping[str, Any]) -> Box:
    return Box(float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"]))


def _is_bold(chars: Sequence[Mapping[str, Any]]) -> bool:
    names = (str(char.get("fontname", "")).lower() for char in chars)
    return 2 * sum(any(mark in name for mark in _BOLD) for name in names) > len(chars)


def _glued(words: Sequence[Word]) -> Iterator[Word]:
    """Parts of a word that differ in size put together; a raised number stays apart: it marks a note."""
    pending: Word | None = None
    for word in sorted(words, key=lambda word: (round(word.box.bottom / 3), word.box.x0)):
        if pending is not None and _is_part(pending, word):
            box = Box(pending.box.x0, min(pending.box.top, word.box.top), word.box.x1, pending.box.bottom)
            pending = Word(pending.text + word.text, box, pending.size, pending.bold)
            continue
        if pending is not None:
            yield pending
        pending = word
    if pending is not None:
        yield pending


def _is_part(before: Word, word: Word) -> bool:
    near = -0.2 * word.size < word.box.x0 - before.box.x1 < 0.05 * before.size
    return near and before.size != word.size and abs(before.box.bottom - word.box.bottom) < 0.12 * before.size


def _rules(page: PdfPage) -> Iterator[Box]:
    shapes: Iterable[Mapping[str, Any]] = [*page.lines, *page.rects][:_MOST_RULES]
    for shape in shapes:
        box = _box(shape)
        if min(box.x1 - box.x0, box.bottom - box.top) <= _THIN:
            yield box
        elif shape.get("stroke"):
            yield from _outline(box)


def _outline(box: Box) -> Iterator[Box]:
    """The four sides of a drawn rectangle."""
    yield Box(box.x0, box.top, box.x1, box.top)
    yield Box(box.x0, box.bottom, box.x1, box.bottom)
    yield Box(box.x0, box.top, box.x0, box.bottom)
    yield Box(box.x1, box.top, box.x1, box.bottom)
