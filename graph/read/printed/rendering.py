"""A pdf opened to count its pages and to draw them. Done with pypdfium2, the engine of a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from graph.errors import ReadError
from graph.read.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

_RESOLUTION = 200
"""Pixels to the inch at which pages that are drawn, not scanned, are read best."""
_SCANNED = (100, 300)
"""Pixels to the inch between which a scan is drawn as it is: drawn larger or smaller it blurs, and twice as much is
misread."""
_WHOLE = 0.5
"""Share of the page from which a picture on it is the scan of the page."""
_MOST_PIXELS = 40_000_000
"""Pixels of one picture: a sheet of A3 at 400 to the inch. A larger page is drawn coarser."""
_LARGEST_SIDE = 20_000


@dataclass(frozen=True, slots=True)
class Rendering:
    """An open pdf."""

    document: pypdfium2.PdfDocument

    def picture(self, number: int, where: str) -> Image:
        """The page of this number, counted from 1, as a picture without stamps and fields laid over it.

        Raises ReadError where it cannot be drawn.
        """
        try:
            page = self.document[number - 1]
            width, height = (min(max(float(side), 1.0), 1e7) for side in page.get_size())
            scale = min(
                _resolution(page, width * height) / 72,
                sqrt(_MOST_PIXELS / (width * height)),
                _LARGEST_SIDE / max(width, height),
            )
            picture: Image = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil()
            page.close()
        except (pypdfium2.PdfiumError, IndexError, MemoryError, ValueError) as error:
            raise ReadError(
                f"page {number} cannot be drawn", where=where, remedy="Print it to a new pdf and read that"
            ) from error
        return picture


def _resolution(page: pypdfium2.PdfPage, area: float) -> float:
    """Pixels to the inch that the scan on a page has, or that a page without one is drawn at."""
    for shown in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = shown.get_bounds()
        if (right - left) * (top - bottom) >= _WHOLE * area:
            across, down = shown.get_px_size()
            dots = max(across, down) / max(right - left, top - bottom) * 72
            return float(min(max(dots, _SCANNED[0]), _SCANNED[1]))
    return _RESOLUTION


@contextmanager
def opened(data: bytes, where: str, limits: Limits) -> Iterator[Rendering]:
    """The pdf for as long as it is needed.

    Raises ReadError where it is encrypted or broken, has no pages, or more than the limit.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error, where) from error
    try:
        check_pages(len(document), where, limits)
        yield Rendering(document)
    finally:
        document.close()


def check_pages(count: int, where: str, limits: Limits) -> None:
    """Raises ReadError for a pdf without pages and for one with more than the limit."""
    if count < 1:
        raise ReadError("the pdf has no pages", where=where, remedy="Check that the right file was saved")
    if count > limits.pages:
        raise ReadError(
            f"the pdf has {count} pages, more than the {limits.pages} that are read",
            where=where,
            remedy="Split it, or raise the limit: --limit pages=NUMBER",
        )


def _refusal(error: pypdfium2.PdfiumError, where: str) -> ReadError:
    if "assword" in str(error):
        return ReadError("the pdf is locked with a password", where=where, remedy="Save it without password")
    return ReadError("the pdf is broken", where=where, remedy="Open it in its own program and save it again")
