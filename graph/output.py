"""Tables and trees for people and for programs: terminal, CSV, JSON, Excel."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Literal, TextIO

import pandas as pd
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from graph.branching import Branching
from graph.export import safe_cell
from graph.identity import FILE_PREFIX
from graph.lexicon import territories
from graph.messages import Language, say, word
from graph.query import Cell, Table

Format = Literal["table", "csv", "json", "xlsx"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "xlsx")

PLAIN_WIDTH = 160
"""Width of trees and sentences in characters where there is no terminal to ask."""
TABLE_WIDTH = 240
"""Width of a table at least where there is no terminal to ask."""
LONGEST_CELL = 100
"""Characters of a cell that a drawn table shows; csv, json and xlsx have all of it."""
COMFORTABLE = 34
"""Characters that a column needs to be read without effort, where its cells have as many."""
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def rendered(table: Table, form: Format, language: Language, *, sheet: str = "Sheet1") -> str | bytes:
    """The table as text (csv, json) or bytes (xlsx). "table" is drawn by `draw`.

    Cells that a spreadsheet would take for a formula are made harmless in csv and xlsx. sheet names the one sheet of a
    workbook.
    """
    heads = [column.heading(language) for column in table.columns]
    rows = [[safe_cell(cell) for cell in row] for row in table.rows]
    if form == "json":
        return json.dumps(list(table.records()), ensure_ascii=False, indent=1) + "\n"
    if form == "xlsx":
        return _workbook(heads, rows, sheet)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return stream.getvalue()


def _workbook(heads: Sequence[str], rows: Sequence[Sequence[Cell]], name: str) -> bytes:
    """An Excel sheet to read and to filter: headings stay in sight, long texts wrap."""
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        held = [[_held_by_xml(cell) for cell in row] for row in rows]
        pd.DataFrame(held, columns=pd.Index(heads)).to_excel(writer, sheet_name=name, index=False)
        (sheet,) = writer.book.worksheets
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
        for index, cells in enumerate(sheet.iter_cols(), start=1):
            longest = max(len(str(cell.value or "")) for cell in cells)
            sheet.column_dimensions[get_column_letter(index)].width = min(60, max(10, longest + 2))
            if longest > 58:
                for cell in cells[1:]:
                    cell.alignment = _WRAPPED
    return same_bytes(buffer.getvalue())


def _held_by_xml(cell: Cell) -> Cell:
    """A cell without the characters that no XML can hold, which a damaged text may have."""
    return _NOT_XML.sub("\ufffd", cell) if isinstance(cell, str) else cell


def same_bytes(workbook: bytes) -> bytes:
    """A workbook without the times of its making, so that the same cells give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MADE.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", part)
            kept = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            kept.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(kept, part)
    return out.getvalue()


def draw(table: Table, stream: TextIO, language: Language, columns: Sequence[str] = ()) -> None:
    """The table for a reader: long cells cut, which "…" shows; no empty columns, no identifiers of what others name.

    Of a place in a file (`graph.references`) and the line of the text as read only the place is drawn.
    columns names those to draw; without it all are. What does not fit side by side in a terminal is drawn row by row;
    where there is no terminal the table is as wide as it needs to be.
    """
    console = console_for(stream)
    if not table.rows:
        console.print(say("no-rows", language))
        return
    records = [_named(record) for record in table.records()]
    drawn = [
        column
        for column in table.columns
        if (not columns or column.name in columns) and any(record[column.name] not in (None, "") for record in records)
    ]
    placed = {f"{column.name.removesuffix('place')}line" for column in drawn if column.name.endswith("place")}
    drawn = [column for column in drawn if column.name not in placed]
    if not columns:
        names = {column.name for column in drawn}
        drawn = [column for column in drawn if not _NAMED_BY.get(column.name, {""}) <= names]
    heads = [column.heading(language) for column in drawn]
    rows = [[_shown(column.name, record, language) for column in drawn] for record in records]
    needed = sum(min(COMFORTABLE, max(len(text) for text in texts)) + 2 for texts in zip(heads, *rows, strict=True))
    if not stream.isatty():
        console = console_for(stream, max(TABLE_WIDTH, needed))
    if needed <= console.width:
        _draw_grid(console, heads, rows)
    else:
        _draw_records(console, heads, rows)


def _draw_grid(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        grid.add_column(Text(head), overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, row))
    console.print(grid)


def _draw_records(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        facts = [f"{head}: {value}" for head, value in zip(heads, row, strict=True) if value]
        console.print(Text(f"{number}. {facts[0] if facts else ''}", style="bold"))
        console.print(Padding(Text(" · ".join(facts[1:])), (0, 0, 0, 4)))


def draw_trees(trees: Sequence[Branching], stream: TextIO) -> None:
    """Trees of `graph.trace`, texts exactly as they are."""
    console = console_for(stream)
    for tree in trees:
        root = Tree(_line(tree), guide_style="dim")
        _grow(root, tree)
        console.print(root)


def console_for(stream: TextIO, plain_width: int = PLAIN_WIDTH) -> Console:
    """A console that fits the terminal, or has `plain_width` where there is none; no colour outside a terminal."""
    width = None if stream.isatty() else plain_width
    return Console(file=stream, width=width, highlight=False, emoji=False, markup=False)


def _grow(node: Tree, tree: Branching) -> None:
    for child in tree.children:
        _grow(node.add(_line(child)), child)


def _line(tree: Branching) -> Text:
    line = Text(tree.text, style="bold" if tree.facts and not tree.source else "")
    if tree.facts:
        line.append("\n" + " · ".join(tree.facts), style="dim")
    if tree.source:
        line.append(f"  [{tree.source}]", style="cyan")
    return line


_SYMBOLS = {
    "symbol": ("above", "document"),
    "cited_symbol": ("cited",),
    "lower_symbol": ("lower",),
    "upper_symbol": ("upper",),
}
"""Columns of symbols, and those of the identifiers that stand for one that is lacking."""
_NAMED_BY = {
    "document": {"symbol"},
    "cited": {"cited_symbol"},
    "above": {"symbol"},
    "task": {"path"},
    "requirement": {"path"},
    "child": {"child_path"},
    "parent": {"parent_path"},
    "lower": {"lower_symbol"},
    "upper": {"upper_symbol"},
    "agency": {"label"},
}
"""Columns of identifiers, and those that name the same for people."""


def _named(record: dict[str, Cell]) -> dict[str, Cell]:
    """The row with a document's file, or else its identifier, in place of the symbol that it lacks."""
    for symbol, identities in _SYMBOLS.items():
        identity = next((record[one] for one in identities if one in record), None)
        if symbol in record and not record[symbol]:
            by_file = symbol == "symbol" and str(identity).startswith(FILE_PREFIX)
            record = {**record, symbol: record.get("source") or identity if by_file else identity}
    return record


def _shown(column: str, record: Mapping[str, Cell], language: Language) -> str:
    text = _cell(column, record[column], language)
    marks = []
    if text and record.get("held") and column in str(record.get("inferred") or "").split("; "):
        marks.append(say("inferred", language))
    if text and column == "date" and record.get("disputed"):
        marks.append(say("contradictory", language))
    return f"{text} ({', '.join(marks)})" if marks else text


def _cell(column: str, cell: Cell, language: Language) -> str:
    if isinstance(cell, bool):
        return say("yes" if cell else "no", language)
    text = "" if cell is None else " ".join(str(cell).split())
    if text.startswith("territory/"):
        territory = territories.get(text.removeprefix("territory/"))
        text = text if territory is None else territory.full_name
    text = word(f"{column}.{text}", language) or text
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
