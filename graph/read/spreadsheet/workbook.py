"""Workbooks (.xlsx, .xlsm): registers of tasks, read sheet by sheet, each row with its place.

openpyxl streams the values as saved (formulas are never evaluated); what its streaming leaves out is `facts`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from graph.errors import ReadError
from graph.model import Position
from graph.read.archives import checked_zip
from graph.read.content import Composer, Content
from graph.read.limits import Limits, Options
from graph.read.spreadsheet.facts import SheetFacts, facts_of, sheet_parts
from graph.read.spreadsheet.values import printed
from graph.read.tabular.grid import WIDEST, Cell, Grid, grid_of
from graph.read.tabular.writing import headed, write_grid

_BROKEN = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile)
_MERGED_ROWS = 1000
"""Rows that a merged cell is taken to cover at most."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with words: its number, (column, words) from the left, the errors in it, and whether it goes on too far."""

    number: int
    cells: tuple[tuple[int, str], ...]
    errors: int
    wide: bool


def read(data: bytes, where: str, options: Options) -> Content:
    """The sheets of a workbook, one below the other. Raises ReadError for a broken, locked or too large one."""
    archive = checked_zip(data, where, options.limits)
    try:
        parts = sheet_parts(archive)
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (*_BROKEN, etree.XMLSyntaxError, ParseError) as error:
        raise _broken(where) from error
    composer, remarks, left = Composer(), list[str](), options.limits.rows
    after_table = False
    for worksheet in workbook.worksheets:
        if worksheet.sheet_state != "visible":
            remarks.append(f"the hidden sheet “{worksheet.title}” was left out")
            continue
        try:
            facts = facts_of(archive, parts.get(worksheet.title, ""))
            rows = list(_rows(worksheet, where, options.limits, left))
        except (*_BROKEN, etree.XMLSyntaxError, ParseError) as error:
            raise _broken(where) from error
        left -= len(rows)
        grid = _grid(worksheet.title, rows, facts)
        after_table = write_grid(grid, composer, after_table=after_table)
        remarks.extend(_remarks(worksheet.title, grid, facts, rows))
    content = composer.content((*remarks, *_comments(archive)))
    if not content.text:
        raise ReadError("the workbook holds no words", where=where, remedy="Check that the right file was saved")
    return content


def _broken(where: str) -> ReadError:
    return ReadError(
        "the file is no workbook that can be read", where=where, remedy="Open it in its own program and save it again"
    )


def _rows(worksheet: Any, where: str, limits: Limits, left: int) -> Iterator[_Row]:
    worksheet.reset_dimensions()  # what a file declares of its size may be anything
    count = 0
    for number, places in enumerate(worksheet.iter_rows(), start=1):
        held = [(column, cell) for column, cell in enumerate(places[:WIDEST]) if cell.value is not None]
        texts = ((column, printed(cell.value, cell.number_format)) for column, cell in held if cell.data_type != "e")
        cells = tuple((column, text) for column, text in texts if text.strip())
        errors = sum(cell.data_type == "e" for _, cell in held)
        if cells or errors or len(places) > WIDEST:
            count += 1
            if count > left:
                raise too_many_rows(where, limits)
            yield _Row(number, cells, errors, len(places) > WIDEST)


def too_many_rows(where: str, limits: Limits) -> ReadError:
    """The refusal of a register with more rows than the limit."""
    return ReadError(
        f"it has more than {limits.rows} rows",
        where=where,
        remedy="Split it, or raise the limit: --limit rows=NUMBER",
    )


def _grid(title: str, rows: list[_Row], facts: SheetFacts) -> Grid:
    numbers = _with_gaps([row.number for row in rows])
    index_of = {number: index for index, number in enumerate(numbers)}
    sizes = {(top, left - 1): (bottom, right) for left, top, right, bottom in facts.merged}
    cells: list[Cell] = []
    for row in rows:
        for column, text in row.cells:
            bottom, right = sizes.get((row.number, column), (row.number, column + 1))
            last = min(bottom, row.number + _MERGED_ROWS)
            height = sum(number in index_of for number in range(row.number, last + 1))
            cells.append(Cell(text, index_of[row.number], column, max(height, 1), max(right - column, 1)))
    return grid_of(cells, [Position(sheet=title, row=number) for number in numbers])


def _with_gaps(numbers: list[int]) -> list[int]:
    """The rows with words, and one blank row where there are blank ones between: they set parts of a sheet apart."""
    found: list[int] = []
    for number in numbers:
        if found and number > found[-1] + 1:
            found.append(found[-1] + 1)
        found.append(number)
    return found


def _remarks(title: str, grid: Grid, facts: SheetFacts, rows: list[_Row]) -> Iterator[str]:
    sheet = f"sheet “{title}”"
    errors, wide = sum(row.errors for row in rows), sum(row.wide for row in rows)
    if facts.hidden_rows:
        yield counted(facts.hidden_rows, f"hidden row of the {sheet} was read", f"hidden rows of the {sheet} were read")
    if facts.unvalued_formulas:
        yield counted(
            facts.unvalued_formulas,
            f"formula of the {sheet} was saved without a value",
            f"formulas of the {sheet} were saved without a value",
        )
    if errors:
        yield counted(
            errors,
            f"cell of the {sheet} holds an error instead of a value",
            f"cells of the {sheet} hold an error instead of a value",
        )
    if wide:
        yield counted(
            wide,
            f"row of the {sheet} goes on beyond column {get_column_letter(WIDEST)} and was read up to it",
            f"rows of the {sheet} go on beyond column {get_column_letter(WIDEST)} and were read up to it",
        )
    if grid.rows and not headed(grid):
        yield f"no head of a table of tasks was found in the {sheet}"


def counted(count: int, one: str, several: str) -> str:
    """A count with its words."""
    return f"{count} {one if count == 1 else several}"


def _comments(archive: zipfile.ZipFile) -> Iterator[str]:
    parts = [name for name in archive.namelist() if "/comments" in name and name.endswith(".xml")]
    count = sum(archive.read(name).count(b"<comment ") for name in parts)
    if count:
        yield counted(count, "comment on a cell was left out", "comments on cells were left out")
