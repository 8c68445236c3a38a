"""Single handwritten digits: the number and the day that an office writes by hand into a printed letterhead.

A small network over gradients, whose weights are data/lexicon/handwritten_digits.npz, made by
data/lexicon/build_digits.py. It answers with a digit and how sure it is, or that the strokes are no digit.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from graph.errors import LexiconError
from graph.read.ocr.preparation import library
from graph.resources import folder

FILE = "handwritten_digits.npz"
SIDE = 28
"""Pixels of the square that a digit is put into; the digit itself fills `FILLED` of them."""
FILLED = 20
_CELL = 4
_DIRECTIONS = 8


@dataclass(frozen=True, slots=True)
class Digit:
    """What strokes are: a digit, or None where they are none, and how sure that is (0 to 1)."""

    value: int | None
    confidence: float


def digits_of(ink: Any) -> list[Digit]:
    """What strokes may be, the surest first; ink is an array, 0 for paper to 255, without margins."""
    chances = _chances(features(squared(ink)))
    found = [Digit(value if value < 10 else None, float(chance)) for value, chance in enumerate(chances)]
    return sorted(found, key=lambda digit: -digit.confidence)


def squared(ink: Any) -> Any:
    """The strokes at one size in the middle of a square, 0 to 1."""
    cv = library()
    height, width = ink.shape
    factor = FILLED / max(height, width)
    shape = (max(round(width * factor), 1), max(round(height * factor), 1))
    small = cv.resize(np.ascontiguousarray(ink), shape, interpolation=cv.INTER_AREA).astype(np.float32)
    square = np.zeros((SIDE, SIDE), np.float32)
    top, left = (SIDE - shape[1]) // 2, (SIDE - shape[0]) // 2
    square[top : top + shape[1], left : left + shape[0]] = small / max(float(small.max()), 1.0)
    return square


def features(square: Any) -> Any:
    """How strongly the ink changes in each of eight directions, by parts of the square."""
    down, across = np.gradient(square)
    strength = np.hypot(down, across)
    turn = (np.arctan2(down, across) / (2 * np.pi) * _DIRECTIONS) % _DIRECTIONS
    low = np.floor(turn).astype(int) % _DIRECTIONS
    share = turn - np.floor(turn)
    planes = np.zeros((_DIRECTIONS, SIDE, SIDE), np.float32)
    rows, columns = np.indices(square.shape)
    planes[low, rows, columns] += strength * (1 - share)
    planes[(low + 1) % _DIRECTIONS, rows, columns] += strength * share
    parts = SIDE // _CELL
    pooled = planes.reshape(_DIRECTIONS, parts, _CELL, parts, _CELL).sum(axis=(2, 4)).ravel()
    return (pooled / (np.linalg.norm(pooled) + 1e-6)).astype(np.float32)


def _chances(measured: Any) -> Any:
    first, first_offset, second, second_offset = _weights()
    hidden = np.maximum(measured @ first + first_offset, 0)
    scores = hidden @ second + second_offset
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


@cache
def _weights() -> tuple[Any, Any, Any, Any]:
    try:
        data = (folder("data/lexicon") / FILE).read_bytes()
        with np.load(io.BytesIO(data)) as held:
            names = ("first", "first_offset", "second", "second_offset")
            first, first_offset, second, second_offset = (held[name].astype(np.float32) for name in names)
    except (OSError, ValueError, KeyError) as error:
        raise LexiconError("the list of digits is missing or damaged", where=FILE, remedy="Install again") from error
    return first, first_offset, second, second_offset
