"""Marks held against the picture: how many strokes stand side by side, and whether a point follows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np

from graph.read.ocr.engine import Recognised
from graph.read.ocr.marks import is_bare
from graph.read.ocr.preparation import library
from graph.read.ocr.settling import DOUBTED, UNSURE
from graph.read.ocr.sheet import INK

_STROKES = re.compile(r"(?:I{1,2}|1{1,2})(?=[.)-]?$)")
_MOST_STROKES = 3
_SOLID = 0.6
"""Share of the rows across the middle of a letter that the stroke of one fills."""
_THIN, _NEAR = 0.3, 0.65
"""How broad a stroke is at most, and how near its neighbour, in heights; figures one in a row stand further apart."""
_FLAG = 0.07
"""What the flag of a one reaches to the left at least, in heights."""
_NARROW = 0.25
"""Heights up to which a word is a single stroke, its serifs lost."""


def with_strokes(word: Recognised, grey: Any, behind: int) -> Recognised:
    """A number of strokes only ("II.", "1.") as the picture shows them, left of the pixel `behind`.

    Strokes of a Roman number stand close; two that stand apart are the figures of eleven, and a single one with a flag
    on its left is a one.
    """
    match = _STROKES.match(word.text)
    if match is None:
        return word
    height = word.bottom - word.top
    places, widths = _strokes(word, grey, behind)
    if not 0 < len(places) <= _MOST_STROKES or max(widths) > _THIN * height:
        return word
    number = match.group()
    if len(places) == 1:
        number = _single(word, grey, places[0], widths[0]) or number
    elif max(np.diff(places)) <= _NEAR * height:
        number = max("I" * len(places), number, key=len)
    elif len(places) == 2 == len(number) and min(np.diff(places)) > _NEAR * height:
        number = "11"
    if number == match.group():
        return word
    return replace(word, text=f"{number}{word.text[match.end() :]}", confidence=min(word.confidence, UNSURE))


def _strokes(word: Recognised, grey: Any, behind: int) -> tuple[list[int], list[int]]:
    """Where upright strokes cross the middle of a word, in pixels of the page, and how broad they are."""
    height, left = word.bottom - word.top, max(word.left - 2, 0)
    band = grey[word.top + int(0.4 * height) : word.top + int(0.62 * height), left : behind - 2]
    if not band.size:
        return [], []
    edges = np.flatnonzero(np.diff(((band < INK).mean(axis=0) > _SOLID).astype(np.int8), prepend=0, append=0))
    return [left + int(edge) for edge in edges[::2]], [int(width) for width in edges[1::2] - edges[::2]]


def _single(word: Recognised, grey: Any, place: int, width: int) -> str | None:
    """A single stroke by its top: a one has a flag on its left, a Roman one serifs on both sides; None for neither."""
    height = word.bottom - word.top
    top = (grey[word.top : word.top + max(height // 8, 1)] < INK).any(axis=0)
    left = next((step for step in range(height) if place - step < 1 or not top[place - step - 1]), 0)
    right = bool(place + width < len(top) and top[place + width])
    if right:
        return "I" if left else None
    flag = max(_FLAG * height, 1) if word.right - word.left >= _NARROW * height else 1
    return "1" if left >= flag else None


def with_point(word: Recognised, grey: Any, behind: int) -> Recognised:
    """A mark without an end, with the point that the picture shows behind it, left of the pixel `behind`."""
    if not is_bare(word.text) or word.confidence >= DOUBTED:
        return word
    height = word.bottom - word.top
    ink = np.where(grey[word.top : word.bottom + 3, word.left : behind - 2] < INK, np.uint8(255), np.uint8(0))
    if not ink.size:
        return word
    _, _, facts, _ = library().connectedComponentsWithStats(ink, connectivity=8)
    shapes = [tuple(int(value) for value in row[:4]) for row in facts[1:] if int(row[4]) > 3]
    if len(shapes) < 2:
        return word
    _, top, across, down = max(shapes)
    small = max(across, down) < 0.3 * height and top > 0.6 * height
    return replace(word, text=f"{word.text}.") if small else word
