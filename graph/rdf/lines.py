"""Lines of spans, and where these stand in the file, without counting the text anew for each."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from graph.model import Position, Source, Span


class LineIndex:
    """A source with the offsets at which its lines start."""

    def __init__(self, source: Source) -> None:
        self.source = source
        lengths = [len(line) + 1 for line in source.text.split("\n")]
        self._starts = [0, *accumulate(lengths)]

    def line(self, span: Span) -> int:
        """1-based line of the start of `span`, as `Source.line` gives it."""
        return bisect_right(self._starts, span.start)

    def position(self, span: Span) -> Position | None:
        """Where the start of `span` stands in the file; None where the file has nothing but lines."""
        return self.source.position(self.line(span))
