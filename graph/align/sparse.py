"""Tables of which most is nought, as the few numbers that are not: a task has a hundred of ten thousand grams.

Products are written out here with NumPy, so that they need no further library, take no more memory than what they
hold, run in one thread of each worker, and come out the same to the last bit wherever they run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sparse:
    """Row r holds `values[starts[r]:starts[r + 1]]` at these `columns`, in their order; there are `width` columns."""

    starts: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: Matrix
    width: int

    @staticmethod
    def of(rows: Sequence[Mapping[int, float]], width: int) -> Sparse:
        """The table of rows given as columns and their values."""
        ordered = [sorted(row.items()) for row in rows]
        starts = np.cumsum([0, *(len(row) for row in ordered)]).astype(np.intp)
        columns = np.array([column for row in ordered for column, _ in row], dtype=np.intp)
        return Sparse(starts, columns, np.array([value for row in ordered for _, value in row], dtype=float), width)

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.starts) - 1

    @property
    def rows(self) -> NDArray[np.intp]:
        """The row of each value."""
        return np.repeat(np.arange(self.height), np.diff(self.starts))

    def transposed(self) -> Sparse:
        """Columns as rows."""
        order = np.argsort(self.columns, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.columns, minlength=self.width))]).astype(np.intp)
        return Sparse(starts, self.rows[order], self.values[order], self.height)

    def only(self, columns: NDArray[np.bool_]) -> Sparse:
        """The same table with nought in all other columns."""
        kept = columns[self.columns]
        starts = np.concatenate([[0], np.cumsum(kept)])[self.starts].astype(np.intp)
        return Sparse(starts, self.columns[kept], self.values[kept], self.width)

    def present(self) -> Sparse:
        """One for each value above nought."""
        return replace(self, values=(self.values > 0).astype(float))

    def sums(self) -> Matrix:
        """The sum of each row."""
        return np.bincount(self.rows, self.values, minlength=self.height).astype(float)

    def squares(self) -> Matrix:
        """The sum of the squares of each row."""
        return np.bincount(self.rows, self.values**2, minlength=self.height).astype(float)

    def times(self, other: Sparse) -> Matrix:
        """The product of this table and another one, whose rows are this one's columns."""
        lengths = np.diff(other.starts)[self.columns]
        before = np.repeat(np.cumsum(lengths) - lengths, lengths)
        place = np.arange(len(before)) - before + np.repeat(other.starts[self.columns], lengths)
        cells = np.repeat(self.rows, lengths) * other.width + other.columns[place]
        products = np.repeat(self.values, lengths) * other.values[place]
        found = np.bincount(cells, products, minlength=self.height * other.width).astype(float)
        return found.reshape(self.height, other.width)
