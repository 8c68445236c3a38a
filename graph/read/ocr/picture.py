"""Pictures of pages (PNG, JPEG, TIFF of one or more pages), read by optical character recognition (OCR)."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from graph.errors import ReadError
from graph.read.content import Content
from graph.read.limits import Limits, Options, Recognition
from graph.read.ocr.engine import require
from graph.read.ocr.expecting import Numbering
from graph.read.ocr.recognise import POINTS, recognise_page
from graph.read.printed.compose import content_of
from graph.read.printed.page import Page
from graph.read.printed.remarks import recognised_pages
from graph.read.progress import recognising_page

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 80_000_000
"""Pixels of one page: a sheet of A3 at 600 to the inch. A few bytes can declare a picture of any size."""
_FORMATS = ("PNG", "JPEG", "TIFF")
_SHEET = (595.0, 842.0)
"""Points of a sheet of A4, which a picture is taken for that does not say how large it is."""
_SANE = (72.0, 1200.0)
"""Dots per inch between which what a picture says of its resolution is believed."""


def read(data: bytes, where: str, options: Options) -> Content:
    """The text of a picture, each line with its page and how surely it was recognised.

    Raises ReadError where recognition is not installed or not wanted, for files that are no picture, and for pictures
    with more pixels or pages than are read.
    """
    if options.recognition is Recognition.NEVER:
        raise ReadError("a picture is only read by recognition (OCR), which is switched off", where=where,
                        remedy="Build again without --ocr never")  # fmt: skip
    require(where)
    pages = list(_pages(data, where, options.limits))
    return content_of(pages, recognised_pages(pages))


def _pages(data: bytes, where: str, limits: Limits) -> Iterator[Page]:
    library: Any = import_module("PIL.Image")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of large pictures; they are bounded here
        try:
            with library.open(io.BytesIO(data), formats=_FORMATS) as picture:
                _check_pages(getattr(picture, "n_frames", 1), where, limits)
                numbering = Numbering()
                for index in range(getattr(picture, "n_frames", 1)):
                    picture.seek(index)
                    _check_size(picture, where)
                    yield _page(picture, index + 1, where, numbering, limits)
        except library.DecompressionBombError as error:
            raise _too_large(where) from error
        except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
            raise ReadError(
                "the picture is damaged or of a kind that is not read",
                where=where,
                remedy="Open it in its own program and save it again",
            ) from error


def _page(picture: Image, number: int, where: str, numbering: Numbering, limits: Limits) -> Page:
    turned = _as_seen(picture)
    width, height = _points(turned, picture.info.get("dpi"))
    recognising_page()
    return recognise_page(turned, number, width, height, where, numbering=numbering, seconds=limits.recognition_seconds)


def _as_seen(picture: Image) -> Image:
    """The picture as a viewer shows it: turned as its camera says, on white where it is see-through."""
    operations: Any = import_module("PIL.ImageOps")
    turned: Any = operations.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        library: Any = import_module("PIL.Image")
        turned = turned.convert("RGBA")
        turned = library.alpha_composite(library.new("RGBA", turned.size, "white"), turned).convert("RGB")
    elif turned.mode not in ("1", "L", "RGB"):
        turned = turned.convert("RGB")
    result: Image = turned
    return result


def _points(picture: Image, dots: object) -> tuple[float, float]:
    """Width and height of the page in points."""
    across, down = picture.size
    stated = float(dots[0]) if isinstance(dots, tuple) and dots else 0.0
    if not _SANE[0] < stated <= _SANE[1]:
        stated = max(across, down) / max(_SHEET) * POINTS
    return across / stated * POINTS, down / stated * POINTS


def _check_pages(count: int, where: str, limits: Limits) -> None:
    allowed = min(limits.pages, limits.recognised_pages)
    if count > allowed:
        raise ReadError(
            f"{count} pages are to be recognised, more than the {allowed} that are allowed",
            where=where,
            remedy="Split it, or raise the limit: --limit recognised_pages=NUMBER",
        )


def _check_size(picture: Image, where: str) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large(where)


def _too_large(where: str) -> ReadError:
    return ReadError(
        f"a page has more than {MOST_PIXELS // 1_000_000} million pixels",
        where=where,
        remedy="Scan it at 300 dots per inch",
    )
