"""What reading a Word file changed or left out, counted, and said in one sentence for each kind."""

from __future__ import annotations

from collections import Counter

SENTENCES = {
    "change": ("1 tracked change was taken as accepted", "{} tracked changes were taken as accepted"),
    "hidden": ("1 hidden passage was left out", "{} hidden passages were left out"),
    "note": ("1 note stands at the end of the text", "{} notes stand at the end of the text"),
    "comment": ("1 comment was left out", "{} comments were left out"),
    "picture": ("1 picture was not read", "{} pictures were not read"),
    "embedded": ("1 embedded file was not read", "{} embedded files were not read"),
    "contents": ("the table of contents was left out", "the table of contents was left out"),
    "header": ("the letterhead stands in the page header", "the letterhead stands in the page header"),
    "margin": (
        "words in page headers or footers were left out",
        "words in page headers or footers were left out",
    ),
    "font": (
        "the text is set in a font that is not Unicode, convert it first",
        "the text is set in a font that is not Unicode, convert it first",
    ),
}
"""What is said of each kind: of one, and of several."""


class Counts:
    """How often each kind of change happened."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, kind: str, count: int = 1) -> None:
        """Count `count` more of a kind."""
        self._counts[kind] += count

    def __getitem__(self, kind: str) -> int:
        return self._counts[kind]

    def remarks(self) -> list[str]:
        """A sentence for each kind that happened, always in the same order."""
        return [
            one if self._counts[kind] == 1 else many.format(self._counts[kind])
            for kind, (one, many) in SENTENCES.items()
            if self._counts[kind]
        ]
