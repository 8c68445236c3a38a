"""One tall picture out of a page: what stands outside tables in its place, and below it the cells of tables one by one.

Recognition takes a picture as lines that run from edge to edge. The lines of neighbouring cells rarely stand level, so
that a table read as it is gets mixed up; its cells below each other are read well, and a page still takes one run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from graph.read.ocr.engine import Recognised
from graph.read.ocr.preparation import WHITE

_MARGIN = 12
"""Pixels of paper around each cell."""
INK = 110
"""Levels below which a pixel is ink."""


@dataclass(frozen=True, slots=True)
class Field:
    """A rectangle of the page in pixels."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Strip:
    """From where on a part of the page stands in the sheet, and what to add to get from there to the page."""

    top: int
    across: int
    down: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The tall picture and where its parts come from; cells: which of the given cells each strip shows."""

    picture: Any
    strips: tuple[Strip, ...]
    cells: tuple[int, ...]

    def on_page(self, word: Recognised) -> tuple[int, Recognised]:
        """The strip that holds a word, and the word in its place on the page."""
        middle = (word.top + word.bottom) / 2
        index = max(place for place, strip in enumerate(self.strips) if strip.top <= middle or place == 0)
        strip = self.strips[index]
        moved = replace(
            word,
            left=word.left + strip.across,
            right=word.right + strip.across,
            top=word.top + strip.down,
            bottom=word.bottom + strip.down,
        )
        return index, moved


def sheet_of(grey: Any, tables: Iterable[Field], cells: Sequence[Field]) -> Sheet:
    """The sheet of a page with tables at these places, and these cells. Strip 0 is the page itself, of no cell (-1)."""
    page = grey.copy()
    for table in tables:
        page[table.top : table.bottom, table.left : table.right] = WHITE
    below = stacked(grey, cells, page.shape[0])
    picture = np.concatenate([page, below.picture])
    return Sheet(picture, (Strip(0, 0, 0), *below.strips), (-1, *below.cells))


def stacked(grey: Any, cells: Sequence[Field], top: int = 0) -> Sheet:
    """Cells of a page below each other, counted from `top`; those without ink are left out."""
    width = grey.shape[1]
    parts, strips, shown = [np.full((1, width), WHITE, np.uint8)], [], []
    top += 1
    for index, cell in enumerate(cells):
        inked = _inked(grey, cell)
        if inked is None:
            continue
        part = np.full((inked.bottom - inked.top + 2 * _MARGIN, width), WHITE, np.uint8)
        ink = grey[inked.top : inked.bottom, inked.left : inked.right][:, : width - _MARGIN]
        part[_MARGIN:-_MARGIN, _MARGIN : _MARGIN + ink.shape[1]] = ink
        strips.append(Strip(top, inked.left - _MARGIN, inked.top - _MARGIN - top))
        shown.append(index)
        parts.append(part)
        top += part.shape[0]
    return Sheet(np.concatenate(parts), tuple(strips), tuple(shown))


def _inked(grey: Any, cell: Field) -> Field | None:
    """The part of a cell that is written on."""
    ink = grey[cell.top : cell.bottom, cell.left : cell.right] < INK
    rows, columns = np.flatnonzero(ink.sum(axis=1)), np.flatnonzero(ink.sum(axis=0))
    if int(ink.sum()) < 8 or not len(rows):
        return None
    return Field(
        cell.left + int(columns[0]),
        cell.top + int(rows[0]),
        cell.left + int(columns[-1]) + 1,
        cell.top + int(rows[-1]) + 1,
    )
