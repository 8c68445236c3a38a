"""A table as a grid: each place knows its cell, and a merged cell stands in all the places that it covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model import Position

WIDEST = 256
"""Columns of a grid; cells beyond stand outside of every table known by far."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a cell, one paragraph a line; its upper left place; how many rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def lines(self) -> tuple[str, ...]:
        """Its paragraphs without blank ones."""
        return tuple(line for part in self.text.splitlines() if (line := " ".join(part.split())))

    @property
    def words(self) -> str:
        """Its words in one line."""
        return " ".join(self.text.split())


Row = tuple[Cell | None, ...]
"""The places of one row from the left."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of equal width; at says where each stands in the file."""

    rows: tuple[Row, ...]
    at: tuple[Position, ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def filled(self, index: int) -> tuple[Cell, ...]:
        """The cells with words that begin in row `index`, or began above it, each once, from the left."""
        return filled(self.rows[index])

    def own(self, index: int) -> tuple[Cell, ...]:
        """The cells with words that begin in row `index`."""
        return tuple(cell for cell in self.filled(index) if cell.row == index)


def filled(row: Sequence[Cell | None]) -> tuple[Cell, ...]:
    """The cells with words among these places, each once."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and (not found or found[-1] is not cell) and cell.text.strip():
            found.append(cell)
    return tuple(found)


def grid_of(cells: Iterable[Cell], at: Sequence[Position]) -> Grid:
    """The grid of cells that may be merged; columns without any words are left out.

    `at` has a position for each row. Where merged cells overlap, the first one keeps the place.
    """
    places: list[dict[int, Cell]] = [{} for _ in at]
    used: set[int] = set()
    for cell in cells:
        columns = range(cell.column, min(cell.column + cell.columns, WIDEST))
        for row in range(cell.row, min(cell.row + cell.rows, len(at))):
            for column in columns:
                places[row].setdefault(column, cell)
        if cell.text.strip() and columns:
            used.add(cell.column)
    order = sorted(used)
    return Grid(tuple(tuple(row.get(column) for column in order) for row in places), tuple(at))
