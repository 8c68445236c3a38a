"""A picture of a page made fit for recognition: grey, evenly lit, upright, straight; ruled lines found and dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

WHITE = 255
_REDDISH, _BRIGHT = 40, 110
"""Levels by which red outshines the other colours, and that it has at least, where nothing but a seal is printed."""
_COARSE = tuple(step / 2 for step in range(-10, 11))
"""Degrees that a page is tried at: nobody lays a sheet more askew than 5 degrees on a scanner."""
_FINE = tuple(step / 10 for step in range(-4, 5))
_SMALL = 700
"""Pixels of the longer side of the picture that the angle is measured on."""
_UPRIGHT = 1.25
"""How much clearer the lines of text must be across than along before a page is taken to lie on its side."""
_RULE = 36 / 72
"""Inches from which on a straight stroke is a ruled line: no letter is that long."""
_THICK = 5 / 72
"""Inches up to which a stroke is a line, and no bar or picture."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def flat(self) -> bool:
        """True for a line across the page."""
        return self.right - self.left >= self.bottom - self.top


def library() -> Any:
    """OpenCV, loaded when first used: it belongs to the extra "ocr"."""
    return import_module("cv2")


def grey_of(image: Image) -> Any:
    """Levels 0 (ink) to 255 (paper), evenly lit, red taken for paper.

    Seals and "MẬT" stamps are red and lie over names and signatures; in the red part of the light they are as bright as
    paper, what is written in black or blue under them is not.
    """
    cv = library()
    if image.mode in ("1", "L", "LA", "I;16", "I"):
        grey = np.asarray(image.convert("L"))
    else:
        red, green, blue = cv.split(np.asarray(image.convert("RGB")))
        reddish = cv.subtract(red, cv.max(green, blue)) > _REDDISH
        grey = np.where(reddish & (red > _BRIGHT), np.uint8(WHITE), red)
    return _evenly_lit(cv, grey)


def upright(grey: Any) -> Any:
    """The picture turned by a quarter when its lines of text run from bottom to top, and made straight."""
    cv = library()
    small = _ink(cv, grey)
    angle, clearness = _askew(cv, small)
    turned_angle, turned_clearness = _askew(cv, np.ascontiguousarray(np.rot90(small)))
    if turned_clearness > clearness * _UPRIGHT:
        grey, angle = np.ascontiguousarray(np.rot90(grey)), turned_angle
    return grey if abs(angle) < 0.1 else _turned(cv, grey, angle, WHITE)


def upside_down(grey: Any) -> Any:
    """The picture turned by half."""
    return np.ascontiguousarray(np.rot90(grey, 2))


def rules_of(grey: Any, dots: float) -> tuple[tuple[Rule, ...], Any]:
    """Ruled lines of a straight picture of `dots` per inch, and where they are (an array, 255 on lines)."""
    cv = library()
    ink = np.where(grey < 160, np.uint8(WHITE), np.uint8(0))
    length, thick = max(round(_RULE * dots), 8), max(round(_THICK * dots), 3)
    found: list[Rule] = []
    mask = np.zeros_like(ink)
    for across in (True, False):
        strokes = _strokes(cv, ink, across, length)
        _, labels, facts, _ = cv.connectedComponentsWithStats(strokes, connectivity=8)
        for index in range(1, len(facts)):
            left, top, width, height = (int(value) for value in facts[index][:4])
            long, wide = (width, height) if across else (height, width)
            if wide <= thick and long >= length:
                found.append(Rule(left, top, left + width, top + height))
                mask[top : top + height, left : left + width][
                    labels[top : top + height, left : left + width] == index
                ] = WHITE
    return tuple(sorted(found, key=lambda rule: (rule.top, rule.left, rule.right))), cv.dilate(
        mask, np.ones((3, 3), np.uint8)
    )


def without(grey: Any, mask: Any) -> Any:
    """The picture with paper where the mask is set."""
    return np.where(mask > 0, np.uint8(WHITE), grey)


def _strokes(cv: Any, ink: Any, across: bool, length: int) -> Any:
    """Where ink runs straight for half of `length` at least; what breaks such a stroke for a sixth is bridged."""

    def line(long: int, wide: int) -> Any:
        return np.ones((wide, long) if across else (long, wide), np.uint8)

    thick = cv.dilate(ink, line(1, 3))  # a line a little askew goes on in the next row of pixels
    strokes = cv.morphologyEx(thick, cv.MORPH_OPEN, line(length // 2 | 1, 1))
    return cv.morphologyEx(strokes, cv.MORPH_CLOSE, line(length // 6 | 1, 1))  # even lengths would shift it


def _evenly_lit(cv: Any, grey: Any) -> Any:
    """The picture divided by the brightness of the paper around each point."""
    height, width = grey.shape
    small = cv.resize(grey, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv.INTER_AREA)
    paper = cv.GaussianBlur(cv.dilate(small, np.ones((9, 9), np.uint8)), (0, 0), 5)
    paper = cv.resize(paper, (width, height), interpolation=cv.INTER_LINEAR)
    return cv.divide(grey, np.maximum(paper, 1), scale=WHITE)


def _ink(cv: Any, grey: Any) -> Any:
    """A small picture of where the ink is, 0 to 1."""
    factor = _SMALL / max(grey.shape)
    shape = (max(round(grey.shape[1] * factor), 1), max(round(grey.shape[0] * factor), 1))
    small = cv.resize(grey, shape, interpolation=cv.INTER_AREA) if factor < 1 else grey
    return ((WHITE - small) / WHITE).astype(np.float32)


def _askew(cv: Any, ink: Any) -> tuple[float, float]:
    """The angle that makes the lines of text straight, in degrees, and how clearly they stand out there."""
    coarse = max((_clearness(cv, ink, angle), -abs(angle), angle) for angle in _COARSE)
    near: Iterable[float] = (coarse[2] + step for step in _FINE)
    best = max((_clearness(cv, ink, angle), -abs(angle), angle) for angle in near)
    return best[2], best[0]


def _clearness(cv: Any, ink: Any, angle: float) -> float:
    """How much the ink changes from one row of pixels to the next: most where rows run along lines of text."""
    rows = _turned(cv, ink, angle, 0).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _turned(cv: Any, picture: Any, angle: float, paper: int) -> Any:
    height, width = picture.shape
    turn = cv.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv.warpAffine(picture, turn, (width, height), flags=cv.INTER_LINEAR, borderValue=paper)
