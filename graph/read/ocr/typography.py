"""How tall words print: from the height of their ink to the size of their type and the line that they stand on.

Recognition boxes the ink of each word, so "ơn" is low and "Ủy" is tall though both are set alike. Measures are those of
the Times family, in which official papers are set (Nghị định 30/2020/NĐ-CP, Appendix I), in shares of the type's size.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

ASCENT, DESCENT = 0.75, 0.2
"""What a word's box reaches above and below the line it stands on."""
_LOW, _TALL = 0.46, 0.67
_TALL_LETTERS = frozenset("bdđfhkltijß()[]/")
_HANGING_LETTERS = frozenset("gjpqyQ()[],;/")
_TONES_ABOVE = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309")
_HORN, _DOT_BELOW = "\u031b", "\u0323"


@dataclass(frozen=True, slots=True)
class Ink:
    """What a word's ink reaches above and below its line, in shares of the type's size."""

    above: float
    below: float

    @property
    def height(self) -> float:
        """From foot to top."""
        return self.above + self.below


def ink_of(text: str) -> Ink | None:
    """The reach of a word's ink; None for words without a letter or digit, which say nothing."""
    if not any(map(str.isalnum, text)):
        return None
    reaches = [_letter(character) for character in text]
    return Ink(max(reach.above for reach in reaches), max(reach.below for reach in reaches))


def snapped(sizes: Iterable[float], near: float = 0.13) -> dict[float, float]:
    """Each size with the one that it is taken for: the most frequent one within `near` of it, else itself."""
    left = sorted(sizes)
    taken: dict[float, float] = {}
    while left:
        middle = max(left, key=lambda size: (sum(abs(other - size) <= near * size for other in left), -size))
        group = [size for size in left if abs(size - middle) <= near * middle]
        common = round(sorted(group)[len(group) // 2] * 2) / 2
        taken.update((size, common) for size in group)
        left = [size for size in left if size not in taken]
    return taken


def _letter(character: str) -> Ink:
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    above = _TALL if base.isupper() or base.isdigit() or base.lower() in _TALL_LETTERS else _LOW
    raised = sum(mark in _TONES_ABOVE for mark in marks)
    if raised:
        above = max(above, _LOW) + (0.22 if raised == 1 else 0.34)
        above = min(above, 0.95) if base.isupper() else above
    elif _HORN in marks:
        above += 0.04
    below = 0.22 if base in _HANGING_LETTERS else 0.2 if _DOT_BELOW in marks else 0.0
    return Ink(above, below)
