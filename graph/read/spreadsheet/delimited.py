"""Registers as text with delimiters (.csv, .tsv): which delimiter, and each row with its line in the file."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from graph.errors import ReadError
from graph.model import Position
from graph.read.content import Composer, Content
from graph.read.decode import decode
from graph.read.limits import Options
from graph.read.spreadsheet.workbook import too_many_rows
from graph.read.tabular.grid import WIDEST, Cell, grid_of
from graph.read.tabular.heads import head_at
from graph.read.tabular.writing import write_grid

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 40
"""Rows by which the delimiter is told."""
_SAMPLE_CHARACTERS = 65536
_LONGEST_CELL = 131_072
"""Characters of one cell, the bound of Python's csv module: a quotation mark that nothing closes runs into it."""


def read(data: bytes, where: str, options: Options) -> Content:
    """The rows of the file. Raises ReadError where it is no text or has too many rows."""
    text, encoding = decode(data, where)
    start, delimiter = _announced(text)
    body = text[start:]
    first = 2 if start else 1
    delimiter = delimiter or _delimiter(body)
    remarks: list[str] = []
    try:
        rows = list(_rows(body, delimiter, options.limits.rows + 1))
    except csv.Error:
        rows = list(_rows(body, delimiter, options.limits.rows + 1, quoting=csv.QUOTE_NONE))
        remarks.append("quotation marks do not match: each line was read as a row")
    if len(rows) > options.limits.rows:
        raise too_many_rows(where, options.limits)
    cells = [
        Cell(value, index, column)
        for index, (_, row) in enumerate(rows)
        for column, value in enumerate(row[:WIDEST])
        if value.strip()
    ]
    grid = grid_of(cells, [Position(row=line + first - 1) for line, _ in rows])
    composer = Composer()
    write_grid(grid, composer)
    if not any(head_at(grid, index) for index in range(len(grid.rows))):
        remarks.append("no head of a table of tasks was found")
    content = composer.content(remarks, encoding=encoding)
    if not content.text:
        raise ReadError("the file holds no text", where=where, remedy="Check that the right file was saved")
    return content


def _announced(text: str) -> tuple[int, str | None]:
    """Where the rows begin and their delimiter, when the first line says "sep=;" as Excel writes it."""
    line, _, _ = text[:16].partition("\n")
    word = line.strip().strip('"')
    if word[:4].lower() == "sep=" and len(word) == 5:
        return text.find("\n") + 1 or len(text), word[4]
    if line.lower().rstrip("\r\n") == "sep=\t":
        return text.find("\n") + 1 or len(text), "\t"
    return 0, None


def _delimiter(text: str) -> str:
    """The delimiter under which a head is found; else the one that gives most rows the same number of cells."""
    return max(_DELIMITERS, key=lambda one: _fitness(text[:_SAMPLE_CHARACTERS], one))


def _fitness(text: str, delimiter: str) -> tuple[int, int]:
    try:
        rows = [row for _, row in islice(_rows(text, delimiter, _SAMPLE), _SAMPLE)]
    except csv.Error:
        return 0, 0
    cells = [Cell(value, index, column) for index, row in enumerate(rows) for column, value in enumerate(row[:WIDEST])]
    grid = grid_of(cells, [Position()] * len(rows))
    heads = (found for index in range(len(grid.rows)) if (found := head_at(grid, index)))
    known = max((len(set(found.roles) - {None}) for found in heads), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return known, max(widths.values(), default=0)


def _rows(text: str, delimiter: str, most: int, quoting: int = csv.QUOTE_MINIMAL) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins; at most `most`, blank ones among them."""
    stream = StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]  # typeshed: 0 to 3
    line = 1
    for row in islice(reader, most):
        yield line, row
        line = reader.line_num + 1
