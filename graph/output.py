"""Tables and trees for people and for programs: terminal, CSV, JSON, Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Literal, TextIO

import pandas as pd
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from graph.export import safe_cell
from graph.lexicon import territories
from graph.messages import Language, say, word
from graph.query import Cell, Table
from graph.trace import Branching

Format = Literal["table", "csv", "json", "xlsx"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "xlsx")

PLAIN_WIDTH = 160
"""Width of a table in characters where there is no terminal to ask."""
LONGEST_CELL = 100
"""Characters of a cell that a drawn table shows; csv, json and xlsx have all of it."""
COMFORTABLE = 34
"""Characters that a column needs to be read without effort, where its cells have as many."""


def rendered(table: Table, form: Format, language: Language) -> str | bytes:
    """The table as text (csv, json) or bytes (xlsx). "table" is drawn by `draw`.

    Cells that a spreadsheet would take for a formula are made harmless in csv and xlsx.
    """
    heads = [column.heading(language) for column in table.columns]
    rows = [[safe_cell(cell) for cell in row] for row in table.rows]
    if form == "json":
        return json.dumps(list(table.records()), ensure_ascii=False, indent=1) + "\n"
    if form == "xlsx":
        buffer = io.BytesIO()
        frame = pd.DataFrame(rows, columns=pd.Index(heads))
        frame.to_excel(buffer, index=False, engine="openpyxl")
        return buffer.getvalue()
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return stream.getvalue()


def draw(table: Table, stream: TextIO, language: Language, columns: Sequence[str] = ()) -> None:
    """The table for a reader: empty columns left out, long cells cut, which "…" shows.

    columns names those to draw; without it all are. What does not fit side by side is drawn row by row.
    """
    console = console_for(stream)
    if not table.rows:
        console.print(say("no-rows", language))
        return
    places = [
        place
        for place, column in enumerate(table.columns)
        if (not columns or column.name in columns) and any(row[place] is not None for row in table.rows)
    ]
    heads = [table.columns[place].heading(language) for place in places]
    rows = [[_shown(table.columns[place].name, row[place], language) for place in places] for row in table.rows]
    needed = sum(min(COMFORTABLE, max(len(text) for text in texts)) + 2 for texts in zip(heads, *rows, strict=True))
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


def console_for(stream: TextIO) -> Console:
    """A console that fits the terminal, or is wide where there is none; never with colour outside a terminal."""
    width = None if stream.isatty() else PLAIN_WIDTH
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


def _shown(column: str, cell: Cell, language: Language) -> str:
    if isinstance(cell, bool):
        return say("yes" if cell else "no", language)
    text = "" if cell is None else " ".join(str(cell).split())
    if text.startswith("territory/"):
        territory = territories.get(text.removeprefix("territory/"))
        text = text if territory is None else territory.full_name
    text = word(f"{column}.{text}", language) or text
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
