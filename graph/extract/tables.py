"""Tables of duties as they survive in text: tabs between cells, one cell a line, or bars.

Four shapes are read: rows of cells divided by tabs; one cell per line, each line beginning with a tab and rows
divided by an empty line; one cell between lines that hold only "|"; Markdown rows "| a | b |". A table is believed
only when its head names what its columns hold (data/lexicon/columns.csv) and one column holds the content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graph.lexicon.layout import column_role
from graph.read.lines import Line, clean
from graph.read.passage import Passage

_ROW_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,6}|[A-HĐa-hđ])[.)]?")
_DIVIDER = re.compile(r"[\s|:+=-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, in the order of the columns."""

    cells: tuple[Passage, ...]

    @property
    def passage(self) -> Passage:
        """All cells as one passage."""
        return Passage.join(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head row; roles gives for each column what it holds, None where the head does not say."""

    roles: tuple[str | None, ...]
    head: Row
    rows: tuple[Row, ...]

    def cells(self, row: Row, role: str) -> tuple[Passage, ...]:
        """The row's cells that stand in columns of this role and are not empty."""
        return tuple(cell for cell, held in zip(row.cells, self.roles, strict=False) if held == role and cell.text)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    rows: tuple[Row, ...]


def tables_in(lines: Sequence[Line], text: str) -> Iterator[tuple[int, int, Table]]:
    """The tables among `lines`, each with the range of lines it takes, in order and without overlap."""
    place = 0
    for candidate in _candidates(lines, text):
        table = _believed(candidate.rows)
        if table is not None and candidate.start >= place:
            yield candidate.start, candidate.end, table
            place = candidate.end


def _candidates(lines: Sequence[Line], text: str) -> Iterator[_Candidate]:
    barren: dict[_Reader, int] = {}
    index = 0
    while index < len(lines):
        reader = _reader(text[lines[index].raw.start : lines[index].raw.end])
        if reader is None or index < barren.get(reader, 0):
            index += 1
            continue
        read = reader(lines, text, index)
        if isinstance(read, _Candidate):
            yield read
            index = max(read.end, index + 1)
        else:
            barren[reader] = read
            index += 1


_Reader = Callable[[Sequence[Line], str, int], _Candidate | int]
"""Reads a table that begins at a line; where there is none, gives the line before which no other begins in its shape.

So no stretch is read twice in vain: text made of half a table read at each of its lines would take quadratic time.
"""


def _reader(raw: str) -> _Reader | None:
    """The shape of table that a line may begin."""
    if raw.startswith("\t") and raw.count("\t") == raw.find(raw.lstrip("\t")[:1] or "\0"):
        return _cell_per_line
    if "\t" in raw.strip():
        return _tabbed
    if raw.strip() == "|":
        return _between_bars
    return _markdown if raw.lstrip().startswith("|") else None


def _cell_per_line(lines: Sequence[Line], text: str, start: int) -> _Candidate | int:
    """Rows of a single cell are no table's, but one may begin behind them."""
    rows: list[Row] = []
    cells: list[Passage] = []
    begin = index = start
    while index < len(lines):
        raw = text[lines[index].raw.start : lines[index].raw.end]
        if raw.startswith("\t"):
            cells.append(lines[index].passage)
        elif not raw.strip():
            if len(cells) > 1 or (cells and rows):
                rows.append(Row(tuple(cells)))
            elif cells:
                begin = index + 1
            elif index > start and not text[lines[index - 1].raw.start : lines[index - 1].raw.end].strip():
                break
            cells = []
        else:
            break
        index += 1
    if cells:
        rows.append(Row(tuple(cells)))
    return _Candidate(begin, index, tuple(rows)) if len(rows) > 1 else index


def _tabbed(lines: Sequence[Line], text: str, start: int) -> _Candidate | int:
    rows: list[Row] = []
    index, end = start, start
    while index < len(lines):
        raw = text[lines[index].raw.start : lines[index].raw.end]
        if "\t" in raw.strip():
            rows.append(Row(_cells(raw, lines[index].raw.start, "\t")))
            end = index + 1
        elif raw.strip():
            break
        index += 1
    return _Candidate(start, end, tuple(rows)) if len(rows) > 1 else index


def _markdown(lines: Sequence[Line], text: str, start: int) -> _Candidate | int:
    rows: list[Row] = []
    index, end = start, start
    while index < len(lines):
        raw = text[lines[index].raw.start : lines[index].raw.end].rstrip()
        stripped = raw.lstrip()
        if stripped.startswith("|") and stripped.count("|") > 2:
            if not _DIVIDER.fullmatch(stripped):
                offset = lines[index].raw.start + len(raw) - len(stripped) + 1
                rows.append(Row(_cells(stripped[1:].removesuffix("|"), offset, "|")))
            end = index + 1
        elif stripped:
            break
        index += 1
    return _Candidate(start, end, tuple(rows)) if len(rows) > 1 else index


def _cells(text: str, offset: int, divider: str) -> tuple[Passage, ...]:
    """The words between dividers; one with a backslash before it belongs to the words."""
    cells: list[Passage] = []
    for part in re.split(rf"(?<!\\){re.escape(divider)}", text):
        cells.append(clean(part, offset))
        offset += len(part) + 1
    return tuple(cells)


def _between_bars(lines: Sequence[Line], text: str, start: int) -> _Candidate | int:
    """Cells between lines of a single bar; the end of one row and the start of the next leave an empty stretch."""
    stretches: list[Passage] = []
    parts: list[Passage] = []
    index, end, since_bar = start + 1, start + 1, 0
    while index < len(lines):
        if text[lines[index].raw.start : lines[index].raw.end].strip() == "|":
            stretches.append(Passage.join(parts))
            parts, since_bar, end = [], 0, index + 1
        else:
            parts.append(lines[index].passage)
            since_bar += 1
            if since_bar > _LONGEST_CELL:
                break
        index += 1
    rows = tuple(_rows_of(stretches))
    return _Candidate(start, end, rows) if len(rows) > 1 else index


_LONGEST_CELL = 80
"""Lines in one cell: beyond this the last bar closed the table."""


def _rows_of(stretches: Sequence[Passage]) -> Iterator[Row]:
    cells: list[Passage] = []
    width = 0
    for index, stretch in enumerate(stretches):
        following = stretches[index + 1].text if index + 1 < len(stretches) else ""
        ends = (
            not stretch.text
            and bool(cells)
            and (not width or len(cells) >= width or bool(_ROW_NUMBER.fullmatch(following)))
        )
        if ends:
            width = width or len(cells)
            yield Row(tuple(cells))
            cells = []
        elif stretch.text or cells:
            cells.append(stretch)
    if cells:
        yield Row(tuple(cells))


def _believed(rows: Sequence[Row]) -> Table | None:
    for place, row in enumerate(rows[:4]):
        roles = _with_finish(tuple(column_role(cell.text) for cell in row.cells))
        if "content" in roles and len(set(roles) - {None}) > 1:
            body = tuple(one for one in rows[place + 1 :] if _holds_words(one) and one_role(one) != roles)
            return Table(roles, row, body)
    return None


def _with_finish(roles: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The roles with a day of completion as what it is here: a deadline, or what came of it, which is none."""
    meant = "status" if {"time", "status"} & set(roles) else "time"
    return tuple(meant if role == "finish" else role for role in roles)


def one_role(row: Row) -> tuple[str | None, ...]:
    """What the cells of a row would name if it were a head: a head repeated after a page break is no row."""
    return _with_finish(tuple(column_role(cell.text) if len(cell.text) < 60 else None for cell in row.cells))


def _holds_words(row: Row) -> bool:
    return any(any(character.isalpha() for character in cell.text) for cell in row.cells)
