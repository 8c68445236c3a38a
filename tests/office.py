"""Word and PDF files such as offices make, from the plain text of a directive.

The letterhead and the signature stand in borderless tables of two columns, the outline is numbered by Word itself where
its marks run on regularly and typed where they do not, tables are ruled, pages numbered.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from graph.extract.tables import Table, tables_in
from graph.lexicon import types
from graph.model import Source
from graph.read.lines import Line, lines_of
from tests.conftest import absent
from tests.office_numbering import Numbering

FONT = "Liberation Serif"
"""Has the widths of Times New Roman, and LibreOffice brings it."""
_DATE = re.compile(r"ngày\s.*tháng\s.*năm", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T)[./ ]")
_ANNEX = re.compile(r"PHỤ LỤC")
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$|[”\"]$")
_LONGEST_TITLE_LINE = 110
_SHORTEST_CUT = 40
_MOST_COLUMNS_UPRIGHT = 6


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Lines of the head's two columns: who issues and the symbol on the left, motto, place and date on the right."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def word_file(text: str, letterhead: Letterhead | None = None, *, merged_down: bool = False) -> bytes:
    """A Word file (.docx) of a directive's text, which may be Markdown.

    letterhead replaces the lines that the text has before its type; merged_down merges cells of tables with equal cells
    below each other, but for the numbers and contents of duties.
    """
    document = _blank_document()
    source = Source("text", text)
    lines = lines_of(source)
    opening = _type_line(lines)
    _write_letterhead(document, lines[:opening], letterhead)
    body = _write_title(document, lines, opening)
    writer = _Writer(document, Numbering(document, [line.text for line in lines]), merged_down)
    place = body
    for start, end, table in tables_in(lines, text):
        if start >= place:
            writer.lines(lines[place:start], wide=_width(table) > _MOST_COLUMNS_UPRIGHT)
            writer.table(table)
            place = end
    writer.lines(lines[place:])
    return _saved(document)


def pdf_file(word: bytes, suffix: str = ".docx") -> bytes:
    """The PDF that LibreOffice prints of a file; the test is skipped where LibreOffice is not installed."""
    return converted(word, suffix, "pdf")


def converted(data: bytes, suffix: str, form: str) -> bytes:
    """A file as LibreOffice saves it in another format ("pdf", "doc", "rtf", "odt")."""
    program = shutil.which("soffice")
    if program is None:
        absent("LibreOffice (soffice)")
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, f"given{suffix}")
        given.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", form, "--outdir", str(Path(folder, "out")), str(given)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
        made = Path(folder, "out", f"given.{form}")
        assert made.is_file(), f"LibreOffice made no {form}: {done.stdout} {done.stderr}"
        return made.read_bytes()


def _blank_document() -> WordDocument:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE", "1")
    return document


def _field(paragraph: Paragraph, instruction: str, result: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)
    field.append(paragraph.add_run(result)._r)


def _saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _type_line(lines: Sequence[Line]) -> int:
    """Index of the line that names the document's type; 0 where none does."""
    for index, line in enumerate(lines[:60]):
        if line.text.isupper() and types.by_name(line.text) is not None:
            return index
    return 0


def _write_letterhead(document: WordDocument, lines: Sequence[Line], letterhead: Letterhead | None) -> None:
    if letterhead is None:
        texts = [line.text for line in lines if line.text]
        dates = tuple(text for text in texts if _DATE.search(text))
        letterhead = Letterhead(tuple(text for text in texts if text not in dates), dates)
    if not (letterhead.left or letterhead.right):
        return
    table = _two_columns(document)
    _fill(table.cell(0, 0), letterhead.left, centred=True)
    _fill(table.cell(0, 1), letterhead.right, centred=True)


def _write_title(document: WordDocument, lines: Sequence[Line], opening: int) -> int:
    """The type and the lines that go on with the title; the index of the line after them."""
    index = opening
    gathered: list[str] = []
    blank = False
    while index < len(lines):
        line = lines[index]
        title = line.heading or line.bold or line.text.isupper() or (blank and len(line.text) < _LONGEST_TITLE_LINE)
        if index > opening and line.text and (not title or _is_marked(line.text)):
            break
        blank = blank or index > opening
        if line.text:
            gathered.append(line.text)
        index += 1
    if gathered:
        _centred(document, gathered[0])
    if gathered[1:]:
        _centred(document, "\n".join(gathered[1:]))
    return index


def _is_marked(text: str) -> bool:
    return re.match(r"[A-Z]-|[IVX]+[.-]|\d+[.-]|-", text) is not None


def _centred(document: WordDocument, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = True


def _two_columns(document: WordDocument) -> WordTable:
    """A table without borders, as heads and signatures are set in."""
    table: WordTable = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    return table


def _fill(cell: _Cell, lines: Iterable[str], *, centred: bool, size: float = 13, bold: bool = False) -> None:
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.font.size, run.bold = Pt(size), bold


class _Writer:
    """Writes body, tail, annexes and tables, in the order of the text."""

    def __init__(self, document: WordDocument, numbering: Numbering, merged_down: bool) -> None:
        self._document = document
        self._numbering = numbering
        self._merged_down = merged_down

    def lines(self, lines: Sequence[Line], *, wide: bool = False) -> None:
        """Lines between tables: paragraphs, and the tail as a table of two columns.

        An annex begins a page; from where a wide table follows on, pages lie across.
        """
        tail = next((index for index, line in enumerate(lines) if line.text.startswith("Nơi nhận")), len(lines))
        after = next((index for index in range(tail, len(lines)) if _ANNEX.match(lines[index].text)), len(lines))
        self._paragraphs(lines[:tail])
        self._tail([line for line in lines[tail:after] if line.text])
        if wide:
            _turn(self._document)
        elif after < len(lines):
            self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for line in lines[after:]:
            if line.text:
                _centred(self._document, line.text)

    def table(self, table: Table) -> None:
        """A table with ruled lines."""
        width = _width(table)
        rows = [[cell.text for cell in row.cells] for row in (table.head, *table.rows)]
        rows = [row + [""] * (width - len(row)) for row in rows]
        roles = (*table.roles, *[None] * (width - len(table.roles)))
        _write_table(self._document, rows, roles, self._merged_down)

    def _paragraphs(self, lines: Sequence[Line]) -> None:
        for text, line in _joined(lines):
            self._paragraph(text, bold=bool(line.heading) or line.bold or (text.isupper() and len(text) > 3))

    def _paragraph(self, text: str, *, bold: bool) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1)
        paragraph.add_run(self._numbering.apply(paragraph, text)).bold = bold

    def _tail(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        texts = [line.text for line in lines]
        signature = next((index for index, text in enumerate(texts) if _AUTHORITY.match(text)), len(texts))
        table = _two_columns(self._document)
        _fill(table.cell(0, 0), texts[:signature], centred=False, size=11)
        signing = texts[signature:]
        if signing:
            _fill(table.cell(0, 1), [*signing[:-1], "", "", "", signing[-1]], centred=True, bold=True)


def _width(table: Table) -> int:
    return max(len(row.cells) for row in (table.head, *table.rows))


def _turn(document: WordDocument) -> None:
    """Begin a page that lies across."""
    section = document.sections[-1]
    if section.orientation != WD_ORIENT.LANDSCAPE:
        section = document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width


def _joined(lines: Sequence[Line]) -> Iterable[tuple[str, Line]]:
    """Lines as paragraphs; a paragraph that the end of a page cut in two is one again."""
    pending: tuple[str, Line] | None = None
    for line in lines:
        if not line.text:
            continue
        text = pending[0] if pending else ""
        if pending and line.text[0].islower() and len(text) > _SHORTEST_CUT and not _SENTENCE_END.search(text):
            pending = f"{text} {line.text}", pending[1]
            continue
        if pending:
            yield pending
        pending = line.text, line
    if pending:
        yield pending


def _write_table(
    document: WordDocument, rows: Sequence[Sequence[str]], roles: Sequence[str | None], merged_down: bool
) -> None:
    section = document.sections[-1]
    room = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    table.autofit = False
    longest = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    weights = [min(max(length, 10), 160) ** 0.7 for length in longest]
    for index, column in enumerate(table.columns):
        column.width = Emu(int(room * weights[index] / sum(weights)))
    cells = [list(row.cells) for row in table.rows]
    for index, row in enumerate(rows):
        for start, end in _spans(row, roles):
            cell = cells[index][start]
            for other in cells[index][start + 1 : end]:
                cell = cell.merge(other)
            _fill(cell, [row[start]], centred=index == 0, size=12, bold=index == 0)
    if merged_down:
        _merge_down(cells, rows, roles)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))


def _spans(row: Sequence[str], roles: Sequence[str | None]) -> Iterable[tuple[int, int]]:
    """Columns that share a cell: equal times side by side, and a section's heading across the row."""
    worded = [index for index, text in enumerate(row) if text and roles[index] != "number"]
    if len(row) > 2 and len(worded) == 1 and roles[worded[0]] == "content":
        yield from ((index, index + 1) for index in range(worded[0]))
        yield worded[0], len(row)
        return
    keys = [
        text if text and role == "time" else index for index, (text, role) in enumerate(zip(row, roles, strict=True))
    ]
    for _, group in groupby(range(len(row)), key=lambda index: keys[index]):
        columns = list(group)
        yield columns[0], columns[-1] + 1


def _merge_down(cells: Sequence[Sequence[_Cell]], rows: Sequence[Sequence[str]], roles: Sequence[str | None]) -> None:
    """Merge cells of leads and partners that say the same below each other."""
    for column, role in enumerate(roles):
        if role not in {"lead", "coordinating"}:
            continue
        start = 1
        while start < len(rows):
            end = start + 1
            while rows[start][column] and end < len(rows) and rows[end][column] == rows[start][column]:
                end += 1
            if end > start + 1:
                for index in range(start + 1, end):
                    for paragraph in cells[index][column].paragraphs:
                        paragraph.clear()
                cells[start][column].merge(cells[end - 1][column])
            start = end
