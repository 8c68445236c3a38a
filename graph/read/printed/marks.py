"""Marks with which a line may begin an item or a part of a document."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"(?P<dash>[-–—+•*o])\s|"
    r"(?P<number>\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXL]{1,6}|[A-Za-zĐđ])(?:[.)/]|[.]?\s?[-–])(?=\s|$))|"
    r"(?P<name>(?:Điều|Chương|Mục|Phần|Phụ lục|PHỤ LỤC|CHƯƠNG|MỤC|PHẦN)\s+[\dIVXLA-Z]+\b|Nơi nhận|Kính gửi|Căn cứ\s)"
)
_LONGEST = 40
SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$|\./\.?$")
"""The end of a text that ends a sentence or a part of one that stands alone."""


def mark_of(text: str) -> re.Match[str] | None:
    """The mark that a text begins with; lastgroup says which kind: "dash", "number" or "name"."""
    return _MARK.match(text[:_LONGEST])
