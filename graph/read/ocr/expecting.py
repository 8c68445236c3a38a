"""Which mark comes next: after "2." come "3.", "2.1." or, in a new list, "1."; after "II." comes "III."."""

from __future__ import annotations

from graph.read.numerals import printed
from graph.read.ocr.marks import is_roman, stem

_ROMANS = ("", *(printed(number, "upperRoman") for number in range(1, 40)))


class Numbering:
    """The marks of a document as they come, from the top of each page."""

    def __init__(self) -> None:
        self._roman = 0
        self._number: tuple[int, ...] = ()

    def next(self) -> frozenset[str]:
        """Stems of the marks that may come now."""
        romans = _ROMANS[self._roman + 1 : self._roman + 2]
        last = self._number
        numbers = [(1,), *([(*last, 1)] if last else ())]
        numbers += [(*last[:depth], last[depth] + 1) for depth in range(len(last))]
        return frozenset((*romans, *(".".join(map(str, number)) for number in numbers)))

    def see(self, mark: str) -> None:
        """Note the mark that came."""
        if is_roman(mark):
            self._roman = _ROMANS.index(stem(mark))
        elif stem(mark)[:1].isdigit():
            self._number = tuple(int(part) for part in stem(mark).split("."))
