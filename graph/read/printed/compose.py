"""The text of printed pages: what stands where on them, whether a pdf says so or a picture of them was recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.model import Position
from graph.read.content import Composer, Content
from graph.read.printed.columns import Columns, columns_in, more_of
from graph.read.printed.continuing import continued, goes_on
from graph.read.printed.furniture import without_furniture
from graph.read.printed.grids import Grid, grids_of
from graph.read.printed.joining import confidence_of, words_of
from graph.read.printed.lines import Line, Row, joined, rows_of
from graph.read.printed.margins import Setting, body_size, setting_of
from graph.read.printed.notes import as_note, first_note, opens_note
from graph.read.printed.page import Page, Word
from graph.read.printed.paragraphs import column_texts, paragraphs_of
from graph.read.printed.tables import PrintedTable, cells_of, centre_of, table_of

Block = Line | Columns | PrintedTable
"""What stands on a page on its own: a line, lines in two columns, a table."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page taken apart: rows of words outside tables, tables, rows of its footnotes."""

    page: Page
    rows: tuple[Row, ...]
    tables: tuple[PrintedTable, ...]
    notes: tuple[Row, ...] = ()


def content_of(pages: Iterable[Page], remarks: Iterable[str] = ()) -> Content:
    """The text of the pages in reading order, each line with the page it stands on. Footnotes follow at the end."""
    sheets = _without_margins([_taken_apart(page) for page in pages])
    setting = setting_of([(sheet.page.number, sheet.page.width, _plain_lines(sheet)) for sheet in sheets])
    composer = Composer()
    gathered: list[Line] = []
    for block in _joined_blocks(block for sheet in sheets for block in _blocks(sheet, setting)):
        if isinstance(block, Line):
            gathered.append(block)
            continue
        _write_paragraphs(composer, gathered, setting)
        gathered = []
        if isinstance(block, Columns):
            composer.columns(column_texts(block.left), column_texts(block.right), _place(block))
        else:
            composer.table(cells_of(block))
    _write_paragraphs(composer, gathered, setting)
    for sheet in sheets:
        _write_notes(composer, sheet)
    return composer.content(remarks)


def _taken_apart(page: Page) -> _Sheet:
    left = [word for word in page.words if word.text.strip()]
    tables: list[PrintedTable] = []
    for grid in grids_of(page.rules):
        inside = [word for word in left if grid.field(*centre_of(word)) is not None]
        if _is_table(grid, inside):
            tables.append(table_of(page.number, grid, inside))
            held = set(map(id, inside))
            left = [word for word in left if id(word) not in held]
    return _Sheet(page, tuple(rows_of(page.number, left)), tuple(tables))


def _is_table(grid: Grid, words: Sequence[Word]) -> bool:
    """True when words stand in at least two cells: a frame around a page or a picture is no table."""
    fields = (grid.field(*centre_of(word)) for word in words)
    return len({grid.cells[field[0]][field[1]] for field in fields if field is not None}) > 1


def _without_margins(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    size = body_size(line for sheet in sheets for row in sheet.rows for line in row)
    kept = without_furniture([(sheet.page.number, sheet.page.height, sheet.rows) for sheet in sheets], size)
    result: list[_Sheet] = []
    for sheet, rows in zip(sheets, kept, strict=True):
        notes = first_note(sheet.page, rows, size)
        result.append(_Sheet(sheet.page, tuple(rows[:notes]), sheet.tables, tuple(rows[notes:])))
    return result


def _plain_lines(sheet: _Sheet) -> list[Line]:
    return [joined(row) for row in sheet.rows]


def _blocks(sheet: _Sheet, setting: Setting) -> Iterator[Block]:
    """What stands on a page, from the top."""
    area = setting.areas[sheet.page.number]
    blocks: list[Block] = list(sheet.tables)
    index = 0
    for taken, columns in columns_in(sheet.rows, area, setting.size):
        blocks += [joined(row) for row in sheet.rows[index : taken.start]]
        blocks.append(columns)
        index = taken.stop
    blocks += [joined(row) for row in sheet.rows[index:]]
    yield from sorted(blocks, key=lambda block: block.box.top)


def _joined_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Tables and columns that go on over the end of a page made one."""
    pending: Block | None = None
    for block in blocks:
        if isinstance(block, PrintedTable) and not block.rows:
            continue
        whole = _whole(pending, block)
        if whole is None and pending is not None:
            yield pending
        pending = whole or block
    if pending is not None:
        yield pending


def _whole(before: Block | None, block: Block) -> Block | None:
    """Both as one where `block` is more of `before` on the next page, otherwise None."""
    if isinstance(before, PrintedTable) and isinstance(block, PrintedTable):
        new_page = block.rows[0].page > before.rows[-1].last_page
        return continued(before, block) if new_page and goes_on(before, block) else None
    if isinstance(before, Columns) and isinstance(block, Columns) and more_of(before, block):
        return Columns(before.left + block.left, before.right + block.right)
    return None


def _write_paragraphs(composer: Composer, lines: Sequence[Line], setting: Setting) -> None:
    for paragraph, text in paragraphs_of(lines, setting):
        composer.paragraph(text, _position(paragraph))


def _write_notes(composer: Composer, sheet: _Sheet) -> None:
    note: list[Line] = []
    for line in [*(joined(row) for row in sheet.notes), None]:
        if note and (line is None or opens_note(line)):
            composer.paragraph(as_note(" ".join(words_of(one) for one in note)), _position(note))
            note = []
        if line is not None:
            note.append(line)


def _place(columns: Columns) -> Position:
    return _position(sorted((*columns.left, *columns.right), key=lambda line: (line.page, line.box.top)))


def _position(lines: Sequence[Line]) -> Position:
    first, last = lines[0].page, lines[-1].page
    confidence = confidence_of(word for line in lines for word in line.words)
    return Position(first, last if last != first else None, confidence=confidence)
