"""Rows of queries, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph import query
from graph.query import Cell
from graph.store.base import Store
from viz.model import Evidence

Row = Mapping[str, Cell]
"""A row by its columns."""


def asked(store: Store, name: str, **parameters: str) -> tuple[Row, ...]:
    """The rows of the query `name`."""
    return query.run(store, query.find(name), parameters).records()


def text_of(row: Row, column: str) -> str:
    """The cell as text, "" where it is empty."""
    value = row[column]
    return "" if value is None else str(value)


def maybe(row: Row, column: str) -> str | None:
    """The cell as text, None where it is empty."""
    return text_of(row, column) or None


def day_of(row: Row, column: str) -> date | None:
    """The cell as a date, None where it is empty."""
    value = maybe(row, column)
    return date.fromisoformat(value) if value else None


def evidence_of(row: Row) -> Evidence | None:
    """File, line and quote of a row; None where no file is given."""
    line = row["line"]
    if not row["file"]:
        return None
    return Evidence(text_of(row, "file"), line if isinstance(line, int) else None, text_of(row, "quote"))
