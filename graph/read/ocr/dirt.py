"""Specks of dirt and strokes of a pen, which recognition takes for marks."""

from __future__ import annotations

from graph.read.ocr.engine import Recognised

_SPECKS = frozenset("|_~'`´‘’.,:;^°*¬=«»<>\\{}[]()!¡¦“”\"ˆ˜¨·¸")
_SURE = 0.5
"""Confidence from which on a mark that stands alone is one."""


def is_dirt(word: Recognised) -> bool:
    """True for a word of nothing but rules, or of marks that recognition is not sure of."""
    return all(character == "_" or (word.confidence < _SURE and character in _SPECKS) for character in word.text)
