"""PDF files: the text layer where there is one, and optical character recognition (OCR) for pages that are pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import ReadError
from graph.read.content import Content
from graph.read.limits import Limits, Options, Recognition
from graph.read.ocr.expecting import Numbering
from graph.read.ocr.recognise import missing, recognise_page
from graph.read.printed.compose import content_of
from graph.read.printed.damage import is_damaged, letters_in
from graph.read.printed.layer import Layer, layers_of
from graph.read.printed.page import Page
from graph.read.printed.remarks import damaged_pages, recognised_pages, unread_pages
from graph.read.printed.rendering import Rendering, check_pages, opened
from graph.read.progress import recognising_page

_FEWEST_LETTERS = 20
"""Letters below which a page that shows a picture has no text layer of its own: a page number at most."""
_SWITCHED_OFF = "recognition (OCR) is switched off"


@dataclass(frozen=True, slots=True)
class _Plan:
    """Numbers of the pages that are pictures, of those whose text layer is damaged, and of those to be recognised."""

    pictures: tuple[int, ...]
    damaged: tuple[int, ...]
    recognised: tuple[int, ...]
    hindrance: str = ""


def read(data: bytes, where: str, options: Options) -> Content:
    """The text of a pdf with the page of each line.

    Raises ReadError for a file that is locked, broken, without pages or with too many, and for one whose pages are all
    pictures where recognition is switched off or not installed.
    """
    with opened(data, where, options.limits) as rendering:
        layers = _layers(data, where, options.limits)
        plan = _plan(layers, where, options)
        seconds = options.limits.recognition_seconds
        numbering = Numbering()
        pages = [_page(layer, plan, rendering, where, numbering, seconds) for layer in layers]
    return content_of(pages, _remarks(pages, plan))


def _layers(data: bytes, where: str, limits: Limits) -> list[Layer]:
    layers: list[Layer] = []
    for layer in layers_of(data, where):
        layers.append(layer)
        check_pages(len(layers), where, limits)
    check_pages(len(layers), where, limits)
    return layers


def _plan(layers: Sequence[Layer], where: str, options: Options) -> _Plan:
    pictures = tuple(layer.page.number for layer in layers if _is_picture(layer))
    damaged = tuple(layer.page.number for layer in layers if not _is_picture(layer) and is_damaged(layer.page))
    wanted = {
        Recognition.AUTO: pictures,
        Recognition.DAMAGED: tuple(sorted((*pictures, *damaged))),
        Recognition.ALL: tuple(layer.page.number for layer in layers if layer.drawn or layer.page.words),
        Recognition.NEVER: (),
    }[options.recognition]
    limit = options.limits.recognised_pages
    if len(wanted) > limit:
        raise ReadError(
            f"{len(wanted)} pages are to be recognised, more than the {limit} that are allowed",
            where=where,
            remedy="Split it, or raise the limit: --limit recognised_pages=NUMBER",
        )
    lack = missing(where) if wanted else None
    if lack is not None and (options.recognition is not Recognition.AUTO or not _has_text(layers)):
        raise lack
    if pictures and options.recognition is Recognition.NEVER and not _has_text(layers):
        raise ReadError(
            f"all pages are pictures, and {_SWITCHED_OFF}", where=where, remedy="Build again without --ocr never"
        )
    if lack is not None:
        return _Plan(pictures, damaged, (), lack.what)
    return _Plan(pictures, damaged, wanted, "" if wanted else _SWITCHED_OFF)


def _is_picture(layer: Layer) -> bool:
    return layer.drawn and letters_in(layer.page) < _FEWEST_LETTERS


def _has_text(layers: Sequence[Layer]) -> bool:
    return any(not _is_picture(layer) and layer.page.words for layer in layers)


def _page(layer: Layer, plan: _Plan, rendering: Rendering, where: str, numbering: Numbering, seconds: float) -> Page:
    page = layer.page
    if page.number not in plan.recognised:
        return page
    picture = rendering.picture(page.number, where)
    recognising_page()
    return recognise_page(picture, page.number, page.width, page.height, where, numbering=numbering, seconds=seconds)


def _remarks(pages: Sequence[Page], plan: _Plan) -> list[str]:
    recognised = [page for page in pages if page.number in plan.recognised]
    unread = [number for number in plan.pictures if number not in plan.recognised]
    damaged = [number for number in plan.damaged if number not in plan.recognised]
    return [*recognised_pages(recognised), *unread_pages(unread, plan.hindrance), *damaged_pages(damaged)]
