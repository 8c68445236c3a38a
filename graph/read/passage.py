"""Cleaned text that remembers where each of its characters stood in the source."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of cleaned text: marks dropped, wrapped lines joined, blanks made one.

    offsets[i] is the place of text[i] in `Source.text`. Patterns run on `text`; what they find is traced back
    with `span`, so that evidence always points at the words as they stand in the file. Passages of long texts keep
    their offsets in an array, which takes a tenth of a tuple's memory.
    """

    text: str
    offsets: Sequence[int]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError("a passage needs one offset per character")

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where text[start:end] stands in the source; an empty range lies at its start."""
        stop = len(self.text) if end is None else end
        if not self.offsets:
            return Span(0, 0)
        if stop <= start:
            place = self.offsets[min(start, len(self.offsets) - 1)]
            return Span(place, place)
        return Span(self.offsets[start], self.offsets[stop - 1] + 1)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The part text[start:end]."""
        return Passage(self.text[start:end], self.offsets[start:end])

    def strip(self) -> Passage:
        """Without blanks at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    @staticmethod
    def join(parts: Iterable[Passage], separator: str = " ") -> Passage:
        """Parts in order with `separator` between; the separator takes the place of the end of the part before it."""
        texts: list[str] = []
        offsets = array("I")
        for part in parts:
            if not part.text:
                continue
            if texts:
                texts.append(separator)
                offsets.extend(offsets[-1:] * len(separator))
            texts.append(part.text)
            offsets.extend(part.offsets)
        return Passage("".join(texts), offsets)
