"""Specks of dirt and strokes of a pen, which recognition takes for marks."""

from __future__ import annotations

from graph.read.ocr.engine import Recognised

_SPECKS = frozenset("|_~'`´‘’.,:;^°*¬=«»<>\\{}[]()!¡¦“”\"ˆ˜¨·¸")
_SURE = 0.5
"""Confidence from which on a mark that stands alone is one."""
_BLANKS = frozenset("_-–—")
"""What recognition gives for a wide blank, in a box as tall as the line."""
_TALL = 0.6
"""Share of the line's height that the box of a dash never has."""


def is_dirt(word: Recognised) -> bool:
    """True for a word of nothing but rules, of marks that recognition is not sure of, or of a blank read as a dash."""
    if set(word.text) <= _BLANKS and word.bottom - word.top > _TALL * word.line_height:
        return True
    return all(character == "_" or (word.confidence < _SURE and character in _SPECKS) for character in word.text)
