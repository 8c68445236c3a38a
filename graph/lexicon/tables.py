"""Word lists: CSV files whose rows become frozen dataclasses, each row with an example that is its test."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_type_hints

from graph.errors import LexiconError
from graph.model import Branch, Level
from graph.resources import folder

RowType = TypeVar("RowType")

LIST_MARK = ";"
"""Divides the entries of a cell that holds a list."""


def read_rows(name: str, kind: type[RowType]) -> tuple[RowType, ...]:
    """The rows of data/lexicon/`name` as `kind`, a dataclass whose fields are named as the columns.

    Fields are text, or text, `Level`, `Branch` and ISO dates that may be empty (None), or lists of texts divided by
    ";". Columns that the dataclass does not name are left alone. Read once. Raises LexiconError naming the file and
    the row when a column is missing or a cell holds what it may not.
    """
    rows: tuple[RowType, ...] = _read(name, kind)  # type: ignore[arg-type]  # every class is hashable
    return rows


def _text(cell: str) -> str:
    return cell


def _entries(cell: str) -> tuple[str, ...]:
    return tuple(entry for part in cell.split(LIST_MARK) if (entry := part.strip()))


def _optional(read: Callable[[str], object]) -> Callable[[str], object]:
    return lambda cell: read(cell) if cell else None


_READERS: dict[Any, Callable[[str], object]] = {
    str: _text,
    str | None: _optional(_text),
    Level: Level,
    Level | None: _optional(Level),
    Branch: Branch,
    Branch | None: _optional(Branch),
    date: date.fromisoformat,
    date | None: _optional(date.fromisoformat),
    tuple[str, ...]: _entries,
}


@cache
def _read(name: str, kind: type[Any]) -> tuple[Any, ...]:
    return tuple(_rows(name, kind))


def _rows(name: str, kind: type[Any]) -> Iterator[Any]:
    hints = get_type_hints(kind)
    readers = {field.name: _READERS[hints[field.name]] for field in dataclasses.fields(kind)}
    path = folder("data/lexicon") / name
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), start=2):
                yield kind(**_cells(row, readers, f"{name}, row {number}"))
    except OSError as error:
        raise LexiconError("the word list is missing", where=name, remedy="Install the package again") from error


def _cells(row: dict[Any, Any], readers: dict[str, Callable[[str], object]], where: str) -> dict[str, object]:
    if None in row or any(row.get(column) is None for column in readers):
        raise LexiconError(f"needs the columns {', '.join(readers)}", where=where, remedy="Mend the row")
    cells: dict[str, object] = {}
    for column, read in readers.items():
        try:
            cells[column] = read(row[column].strip())
        except ValueError as error:
            raise LexiconError(
                f"the column '{column}' is wrong: {error}", where=where, remedy="Mend the row"
            ) from error
    return cells
