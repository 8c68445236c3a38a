"""What stands on a printed page, whether a pdf says so or a picture of it was recognised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from its upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it is printed; size is its height of type in points, confidence that of recognition (0 to 1)."""

    text: str
    box: Box
    size: float = 0.0
    bold: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: number from 1, width and height in points, words in any order, ruled lines as thin boxes."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Box, ...] = ()
