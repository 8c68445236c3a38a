"""A short mark of a text that stays when only spacing, the placement of tones, case or numbering changes."""

from __future__ import annotations

import re
from hashlib import sha256

from graph.spelling import fold

_NUMBERING = re.compile(r"^\W*(?:(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[a-zđ])[.)/-]\s*|\(\d{1,3}\)\s*|[-–+*•]\s*)+")
_NOT_WORD = re.compile(r"[\W_]+")


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal digits of the words of `text`."""
    folded = _NUMBERING.sub("", fold(text), count=1)
    return sha256(_NOT_WORD.sub(" ", folded).strip().encode("utf-8")).hexdigest()[:16]
