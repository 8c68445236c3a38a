"""Which page words stand on, by the marks that Word left when it last laid the document out."""

from __future__ import annotations

from graph.model import Position
from graph.read.word.names import Element, W


class Pages:
    """Counts pages. The page is None where Word left no marks: breaks that were set by hand alone do not tell.

    It is None as well where the marks are fewer than the pages the file is said to have: those are of an older layout.
    """

    def __init__(self, body: Element, stated: int = 0) -> None:
        marks = sum(1 for _ in body.iter(f"{W}lastRenderedPageBreak"))
        self._known = marks > 0 and stated <= 1 + marks + _breaks(body)
        self._page = 1
        self._turned = False
        self.tables = 0
        """Tables that are open: Word heeds no break that stands in one."""

    @property
    def page(self) -> int | None:
        """The page of the words that come next, from 1."""
        return self._page if self._known else None

    def rendered(self) -> None:
        """A mark of Word's own. It also stands behind each break set by hand, which is then one page, not two."""
        if not self._turned:
            self._page += 1
        self._turned = False

    def broken(self) -> None:
        """A break set by hand."""
        if not self.tables:
            self._page += 1
            self._turned = True

    def words(self) -> None:
        """Words stand here, so the next mark is a further page."""
        self._turned = False


def _breaks(body: Element) -> int:
    """Breaks of pages set by hand, and ends of sections: Word need not have marked what comes behind them."""
    by_hand = sum(one.get(f"{W}type") == "page" for one in body.iter(f"{W}br"))
    return by_hand + sum(1 for _ in body.iter(f"{W}sectPr"))


def position(first: int | None, last: int | None) -> Position:
    """The place of words that run from one page to another."""
    return Position(page=first, last_page=last if last != first else None)
