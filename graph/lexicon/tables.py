"""Word lists: CSV files whose rows become frozen dataclasses, each row with an example that is its test."""

from __future__ import annotations

import csv
import dataclasses
from typing import TypeVar

from graph.errors import LexiconError
from graph.resources import folder

RowType = TypeVar("RowType")


def read_rows(name: str, kind: type[RowType]) -> tuple[RowType, ...]:
    """The rows of data/lexicon/`name` as `kind`, a dataclass of text fields named as the columns.

    Raises LexiconError naming the file and the row when a column or a cell is missing.
    """
    fields = [one.name for one in dataclasses.fields(kind)]  # type: ignore[arg-type]
    path = folder("data/lexicon") / name
    rows: list[RowType] = []
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), start=2):
                if set(fields) - set(row) or None in row or any(row[one] is None for one in fields):
                    raise LexiconError(
                        f"needs the columns {', '.join(fields)}", where=f"{name}, row {number}", remedy="Mend the row"
                    )
                rows.append(kind(**{one: row[one].strip() for one in fields}))
    except OSError as error:
        raise LexiconError("the word list is missing", where=name, remedy="Install the package again") from error
    return tuple(rows)
