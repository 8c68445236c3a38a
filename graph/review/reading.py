"""A review sheet that came back, read without trusting it: its rows, or what is wrong with the file as a whole."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import UsageError, reason
from graph.export import safe_cell
from graph.review.mapping_set import NO_TERM, OTHER, PREFIX, SLOTS
from graph.review.sheet import COLUMNS
from graph.review.workbook import GUIDE
from graph.spelling import bare

MOST_BYTES = 64 * 1024 * 1024
"""A review sheet is not larger than this, nor is what its archive unfolds to more than ten times this."""
_NEEDED_SLOTS = ("subject_id", "object_id", "other")
_TAKEN_SLOTS = {
    "subject_label": "child_text", "object_label": "parent_text", "reviewer_label": "reviewer", "comment": "note",
}  # fmt: skip
_ENTRIES = tuple(column.name for column in COLUMNS if column.entry)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the sheet: its number as the spreadsheet shows it, its cells by column, columns that hold a formula.

    too_long: the row has more cells than the sheet has columns.
    """

    number: int
    cells: Mapping[str, str]
    formulas: tuple[str, ...] = ()
    too_long: bool = False

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it came back: its rows, and parts of the file that were not read, in words."""

    entries: tuple[Entry, ...]
    faults: tuple[UsageError, ...] = ()


def read_review(path: Path) -> Filled:
    """The rows of a review sheet, .xlsx or .tsv. Raises UsageError when the file is no such sheet."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(
                f"the review file has more than {MOST_BYTES // 1024 // 1024} MB", where=path.name, remedy="Divide it"
            )
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read: {reason(error)}", where=str(path), remedy="Check the path") from error
    if path.suffix.lower() == ".xlsx":
        return _from_workbook(content, path.name)
    if path.suffix.lower() == ".tsv":
        return _from_mapping_set(content, path.name)
    raise UsageError("is no review sheet: neither .xlsx nor .tsv", where=path.name, remedy="Give the file exported")


# ---- workbooks ----


def _from_workbook(content: bytes, name: str) -> Filled:
    book = _opened(content, name)
    sheets: list[tuple[Worksheet, dict[int, str]]] = []
    others: list[str] = []
    for sheet in (one for one in book.worksheets if isinstance(one, Worksheet)):
        columns = _columns([_text(cell.value) for cell in next(iter(sheet.iter_rows(max_row=1)), ())])
        if len(columns) >= len(_ENTRIES):
            sheets.append((sheet, columns))
        elif sheet.title not in GUIDE.values() and any(
            cell.value is not None for row in sheet.iter_rows() for cell in row
        ):
            others.append(sheet.title)
    if not sheets:
        raise UsageError("holds no review sheet", where=name, remedy="Fill in the sheet that was exported")
    if len(sheets) > 1:
        titles = ", ".join(sheet.title for sheet, _ in sheets)
        raise UsageError(f"holds several review sheets: {titles}", where=name, remedy="Leave one of them in the file")
    chosen, columns = sheets[0]
    _check_columns(list(columns.values()), [column.name for column in COLUMNS if column.needed], name)
    faults = tuple(
        UsageError("is no review sheet and was not read", where=f"{name}, {title}", remedy="Nothing to do if so meant")
        for title in others
    )
    return Filled(tuple(_rows(chosen, columns)), faults)


def _opened(content: bytes, name: str) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unfolded = sum(entry.file_size for entry in archive.infolist())
        if unfolded <= 10 * MOST_BYTES:
            return load_workbook(io.BytesIO(content))
    except Exception as error:  # whatever a broken archive or its XML makes openpyxl raise
        raise UsageError("is not a workbook that can be read", where=name, remedy="Save it as .xlsx again") from error
    raise UsageError("the workbook unfolds to too much", where=name, remedy="Divide it")


def _rows(sheet: Worksheet, columns: Mapping[int, str]) -> Iterator[Entry]:
    for number, cells in enumerate(sheet.iter_rows(min_row=2), start=2):
        values: dict[str, str] = {}
        formulas = []
        for cell in cells:
            column = columns.get(cell.column - 1) if cell.column is not None else None
            if column is None or cell.value is None:
                continue
            if cell.data_type in {"f", "e"}:
                formulas.append(column)
            values[column] = _unguarded(_text(cell.value))
        entry = _entry(number, values, formulas)
        if any(values.values()):
            yield entry


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


# ---- mapping sets ----


def _from_mapping_set(content: bytes, name: str) -> Filled:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot be read: {reason(error)}", where=name, remedy="Save it as UTF-8 text") from error
    lines = io.StringIO(text, newline="")
    skipped = 0
    header = ""
    for line in lines:
        if not line.startswith(("#", '"#')):  # a spreadsheet puts quotes around a line with commas
            header = line
            break
        skipped += 1
    names = [one.strip() for one in header.rstrip("\r\n").split("\t")]
    _check_columns([one for one in names if one in SLOTS or one in OTHER], _NEEDED_SLOTS, name)
    reader = csv.reader(lines, delimiter="\t")
    entries = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                entries.append(_mapping(skipped + 1 + reader.line_num, names, row))
    except csv.Error as error:
        raise UsageError("is no table divided by tabs", where=name, remedy="Save it as .tsv again") from error
    return Filled(tuple(entries))


def _mapping(number: int, names: Sequence[str], row: Sequence[str]) -> Entry:
    slots = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
    pairs = (part.partition("=") for part in slots.get("other", "").split("|"))
    values = {key.strip(): value.strip() for key, _, value in pairs if key.strip() in OTHER}
    values |= {name: slots[name] for name in OTHER if slots.get(name)}  # a column of that name says it too
    values |= {column: _unguarded(slots.get(slot, "")) for slot, column in _TAKEN_SLOTS.items()}
    for slot, column in (("subject_id", "child"), ("object_id", "parent")):
        identity = slots.get(slot, "")
        values[column] = "" if identity == NO_TERM else identity.removeprefix(PREFIX)
    if not values.get("decision") and values.get("last"):
        values["note"] = ""  # the note of the decision that stands is no new one
    return replace(_entry(number, values, ()), too_long=len(row) > len(names))


# ---- both ----


def _entry(number: int, values: Mapping[str, str], formulas: Iterable[str]) -> Entry:
    typed = [column for column in _ENTRIES if values.get(column, "").startswith(("=", "@", "+"))]
    return Entry(number, values, tuple(sorted({*formulas, *typed})))


def _unguarded(text: str) -> str:
    """A text without the apostrophe that kept a spreadsheet from taking it for a formula."""
    return text[1:] if text.startswith("'") and safe_cell(text[1:]) == text else text


def _columns(headings: Iterable[str]) -> dict[int, str]:
    """For each known heading, in either language, its index and column; a second one of the same column stays."""
    known = {bare(heading): column.name for column in COLUMNS for heading in (column.vi, column.en)}
    found = ((index, known.get(re.sub(r"\s+", " ", bare(heading)))) for index, heading in enumerate(headings))
    return {index: name for index, name in found if name is not None}


def _check_columns(found: Sequence[str], needed: Iterable[str], name: str) -> None:
    headings = {column.name: f"{column.vi} / {column.en}" for column in COLUMNS}
    for column in needed:
        title = headings.get(column, column)
        if found.count(column) == 0:
            raise UsageError(f"lacks the column '{title}'", where=name, remedy="Export again and keep all columns")
        if found.count(column) > 1:
            raise UsageError(f"has the column '{title}' twice", where=name, remedy="Export again and keep all columns")
