"""A page that is a picture, read by optical character recognition (OCR) into the words and rules that stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median
from typing import TYPE_CHECKING, Any

from graph.read.ocr.dirt import is_dirt
from graph.read.ocr.engine import Recognised, missing, recognise
from graph.read.ocr.expecting import Numbering
from graph.read.ocr.handwritten import with_numbers
from graph.read.ocr.mending import mended
from graph.read.ocr.preparation import Rule, grey_of, library, rules_of, upright, upside_down, without
from graph.read.ocr.provinces import with_provinces
from graph.read.ocr.second_look import with_marks
from graph.read.ocr.sheet import Field, sheet_of
from graph.read.ocr.typography import ASCENT, DESCENT, ink_of, snapped
from graph.read.printed.grids import Grid, grids_of
from graph.read.printed.page import Box, Page, Word

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["DOTS", "missing", "recognise_page"]

DOTS = 200
"""Dots per inch that pages are recognised at: measured best for type of 10 to 15 points, and faster than more."""
POINTS = 72
_NEAR_ENOUGH = 0.12
_DOUBTFUL = 0.55
"""Mean confidence below which a page may stand on its head."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """From pixels to points."""

    points: float

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        return Box(*(round(value * self.points, 2) for value in (left, top, right, bottom)))


def recognise_page(
    image: Image,
    number: int,
    width: float,
    height: float,
    where: str,
    *,
    numbering: Numbering | None = None,
    seconds: float = 60,
) -> Page:
    """The words of a page shown by `image`; width and height are the page's in points, `number` its place in the file.

    numbering knows the marks of the pages before, and learns those of this one. Places are those on the page made
    straight. Raises ReadError naming `where` when recognition takes longer than `seconds`, or cannot be run.
    """
    before = image.height > image.width
    grey = upright(_sized(grey_of(image), width, height))
    if (grey.shape[0] > grey.shape[1]) != before:
        width, height = height, width
    page, sure = _read(grey, number, width, height, where, numbering or Numbering(), seconds)
    if len(page.words) > 5 and sure < _DOUBTFUL:
        other, surer = _read(upside_down(grey), number, width, height, where, Numbering(), seconds)
        page = other if surer > sure else page
    return page


def _sized(grey: Any, width: float, height: float) -> Any:
    """The picture at the resolution that recognition works best at."""
    factor = max(width, height) / POINTS * DOTS / max(grey.shape)
    if abs(factor - 1) <= _NEAR_ENOUGH:
        return grey
    cv = library()
    shape = (max(round(grey.shape[1] * factor), 1), max(round(grey.shape[0] * factor), 1))
    return cv.resize(grey, shape, interpolation=cv.INTER_AREA if factor < 1 else cv.INTER_CUBIC)


def _read(
    grey: Any, number: int, width: float, height: float, where: str, numbering: Numbering, seconds: float
) -> tuple[Page, float]:
    """The page and the mean confidence of its words."""
    scale = _Scale(max(width, height) / max(grey.shape))
    rules, mask = rules_of(grey, POINTS / scale.points)
    boxes = tuple(_rule_box(rule, scale) for rule in rules)
    grids = grids_of(boxes)
    cells = [cell for grid in grids for cell in _cells(grid, scale)]
    clean = without(grey, mask)
    sheet = sheet_of(clean, [_field(grid.box, scale) for grid in grids], cells)
    lines: dict[tuple[int, int], list[Recognised]] = {}
    for word in recognise(sheet.picture, where, seconds=seconds):
        strip, moved = sheet.on_page(word)
        lines.setdefault((strip, word.line), []).append(moved)
    apart = [list(_apart(line)) for line in lines.values()]
    marked = with_marks(apart, clean, where, numbering, seconds=seconds)
    told = [_with_numbers(line, clean) for line in marked]
    words = with_provinces(mended(tuple(_words(told, scale))))
    return Page(number, width, height, words, boxes), _mean(words)


def _apart(line: Sequence[Recognised]) -> Iterator[Recognised]:
    """The words of a line, in its order; a box that reaches into the next word's ends where that begins."""
    for word, after in zip_longest(line, line[1:]):
        reaches = after is not None and word.left < after.left - 1 < word.right
        yield replace(word, right=after.left - 1) if reaches else word


def _with_numbers(line: Sequence[Recognised], grey: Any) -> list[Recognised]:
    size = _size(line)
    return with_numbers(line, grey, size, median(_own_foot(word, size) for word in line))


def _mean(words: Sequence[Word]) -> float:
    sure = [(word.confidence or 0.0) * len(word.text) for word in words]
    return sum(sure) / sum(len(word.text) for word in words) if words else 0.0


def _rule_box(rule: Rule, scale: _Scale) -> Box:
    """The middle of a rule: scanned ones are thicker than they were drawn."""
    if rule.flat:
        middle = (rule.top + rule.bottom) / 2
        return scale.box(rule.left, middle - 1, rule.right, middle + 1)
    middle = (rule.left + rule.right) / 2
    return scale.box(middle - 1, rule.top, middle + 1, rule.bottom)


def _cells(grid: Grid, scale: _Scale) -> Iterator[Field]:
    """The cells of a grid from the top, in pixels."""
    corners: dict[int, Box] = {}
    for row, columns in enumerate(grid.cells):
        for column, cell in enumerate(columns):
            here = Box(grid.xs[column], grid.ys[row], grid.xs[column + 1], grid.ys[row + 1])
            held = corners.get(cell, here)
            corners[cell] = Box(
                min(held.x0, here.x0), min(held.top, here.top), max(held.x1, here.x1), max(held.bottom, here.bottom)
            )
    for cell in sorted(corners):
        yield _field(corners[cell], scale)


def _field(box: Box, scale: _Scale) -> Field:
    return Field(*(max(round(value / scale.points), 0) for value in (box.x0, box.top, box.x1, box.bottom)))


def _words(lines: Iterable[Sequence[Recognised]], scale: _Scale) -> Iterator[Word]:
    """Words in boxes as type is set: all words of a line stand on one foot and are equally high."""
    measured = [
        (line, _size(line)) for line in ([word for word in line if not is_dirt(word)] for line in lines) if line
    ]
    sizes = snapped(size * scale.points for _, size in measured)
    for line, size in measured:
        common = sizes[size * scale.points]
        height = common / scale.points
        for word in line:
            foot = _foot(word, line, size)
            box = scale.box(word.left, foot - ASCENT * height, word.right, foot + DESCENT * height)
            yield Word(word.text, box, common, confidence=round(word.confidence, 2))


def _size(line: Sequence[Recognised]) -> float:
    """Size of the type of a line in pixels."""
    sizes = [(word.bottom - word.top) / ink.height for word in line for ink in (ink_of(word.text),) if ink is not None]
    return median(sizes) if sizes else float(line[0].line_height)


def _own_foot(word: Recognised, size: float) -> float:
    ink = ink_of(word.text)
    if ink is None:  # a dash or a dot: its middle is somewhere between foot and top of small letters
        return (word.top + word.bottom) / 2 + 0.25 * size
    return word.bottom - ink.below * size


def _foot(word: Recognised, line: Sequence[Recognised], size: float) -> float:
    """Where a word's letters stand: as its neighbours do, unless recognition put words of two lines together.

    A box that is too tall, as recognition gives where it is not sure of the place, says nothing against that.
    """
    near = sorted(line, key=lambda other: abs(other.left - word.left))[:7]
    common = median(_own_foot(other, size) for other in near)
    own, ink = _own_foot(word, size), ink_of(word.text)
    stands = abs(own - common) < 0.4 * size
    if ink is not None and not stands:
        slack = 0.15 * size
        stands = word.top <= common - ink.above * size + slack and word.bottom >= common + ink.below * size - slack
    return common if stands else own
