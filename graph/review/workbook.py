"""The review sheet as an Excel workbook: to be read on a screen, sorted and filtered, and filled in by drop-downs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import UsageError
from graph.messages import Language
from graph.output import same_bytes
from graph.review import words
from graph.review.items import Item
from graph.review.sheet import Column, Shown, columns_of, plain
from graph.spelling import fold_in_place

SHEET = {"vi": "Rà soát", "en": "Review"}
GUIDE = {"vi": "Hướng dẫn", "en": "Guide"}
SPARE_ROWS = 50
"""Empty rows below the items, with drop-downs, for links that the machine missed."""
MOST_ROWS = 1_000_000
"""Rows that are written at most; Excel holds 1,048,576."""
_LINES = {
    "vi": (
        "Mỗi dòng là một liên kết cần quyết định; dòng đáng ngờ nhất ở trên cùng. Dòng chưa quyết định được bỏ qua.",
        "xác nhận: nhiệm vụ thực hiện yêu cầu. Nếu quan hệ không như cột Quan hệ hiện nay, chọn ở cột bên cạnh.",
        "bác bỏ: nhiệm vụ này không phải là để thực hiện yêu cầu ấy.",
        "thêm liên kết: ghi ở dòng trống văn bản và vị trí của cả hai bên, chọn quan hệ.",
        "xác nhận chưa có, không cần thực hiện: cho dòng chưa tìm thấy nhiệm vụ; không cần thực hiện phải có lý do.",
        "Mỗi quyết định phải có người rà soát. Không sửa lời văn và các cột ẩn: chúng cho biết dòng nói về việc nào.",
    ),
    "en": (
        "Each row is a link to decide, the strongest doubt on top. Rows with an empty Decision are passed over.",
        "confirm: the task carries out the requirement. Choose a relation where it is not the one of Relation now.",
        "reject: the task does not carry out the requirement.",
        "add: in an empty row write document and place of both ends, and choose the relation.",
        "gap, exception: for rows where no task was found; an exception needs a reason.",
        "Each decision needs a reviewer. Leave texts and hidden columns alone: they tell which task a row is about.",
    ),
}
_LAST_LINE = {"vi": "Nhập lại bằng: lineage review import TỆP", "en": "Take it back with: lineage review import FILE"}
_HEAD = PatternFill("solid", fgColor="1F3864")
_HEAD_ENTRY = PatternFill("solid", fgColor="7F3F00")
_ENTRY = PatternFill("solid", fgColor="FFF7E0")
_SUSPECT = PatternFill("solid", fgColor="FBE3E0")
_LINE = Border(bottom=Side("thin", color="C8C8C8"))
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def workbook(items: Sequence[Item], language: Language) -> bytes:
    """The items as a workbook. The same items give the same bytes. Raises UsageError when no sheet holds so many."""
    if len(items) > MOST_ROWS:
        raise UsageError(
            f"there are {len(items)} rows, more than a sheet holds", remedy="Name a document: --document, --to"
        )
    looks = _Looks()
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET[language]
    last = len(items) + 1 + SPARE_ROWS
    columns = columns_of(items, language)
    _head(sheet, columns, language, last)
    for number, item in enumerate(items, start=2):
        _row(sheet, number, columns, item, language, looks)
    _spare(sheet, len(items) + 2, last, columns, looks)
    for kind in ("decision", "relation"):
        _drop_down(sheet, columns, kind, words.choices(kind, language), last)
    _guide(book.create_sheet(GUIDE[language]), language)
    book.properties.creator = "directive-lineage"
    stream = io.BytesIO()
    book.save(stream)
    return same_bytes(stream.getvalue())


def _head(sheet: Worksheet, columns: Sequence[Column], language: Language, last: int) -> None:
    for index, column in enumerate(columns, start=1):
        cell = sheet.cell(1, index, column.heading(language))
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD_ENTRY if column.entry else _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        size = sheet.column_dimensions[get_column_letter(index)]
        size.width, size.hidden = column.width, column.hidden
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _row(
    sheet: Worksheet, number: int, columns: Sequence[Column], item: Item, language: Language, looks: _Looks
) -> None:
    lines = 1
    for index, column in enumerate(columns, start=1):
        value = column.show(item, language)
        cell = sheet.cell(number, index)
        _put(cell, column, value, item.evidence.phrases)
        looks.give(cell, column, suspect=item.suspect is not None)
        if not column.hidden and isinstance(value, str):
            lines = max(lines, sum(1 + len(part) // column.width for part in value.split("\n")))
    sheet.row_dimensions[number].height = min(400, 6 + 15 * lines)


class _Looks:
    """How the cells of a column look, worked out once for all its rows."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], StyleArray] = {}

    def give(self, cell: Cell | MergedCell, column: Column, *, suspect: bool) -> None:
        """Make a cell look as those of its column do."""
        key = (column.name, suspect)
        if key not in self._known:
            cell.alignment, cell.border = _WRAPPED, _LINE
            if column.entry or suspect:
                cell.fill = _ENTRY if column.entry else _SUSPECT
            cell.number_format = _number_format(column)
            self._known[key] = cell._style  # type: ignore[union-attr]  # the stubs leave it out
        cell._style = copy(self._known[key])  # type: ignore[union-attr]


def _number_format(column: Column) -> str:
    if column.entry or column.name.endswith(("_symbol", "_path")):
        return "@"  # else Excel makes a date of the place 1/2
    return "0.00" if column.name == "score" else "General"


def _put(cell: Cell | MergedCell, column: Column, value: Shown, phrases: Iterable[str]) -> None:
    if isinstance(value, int | float):
        cell.value = round(value, 4)
    elif value:
        text = plain(value)
        cell.value = _with_marks(text, phrases) if column.name in {"child_text", "parent_text"} else text
        if isinstance(cell.value, str):
            cell.data_type = "s"  # never a formula or an error value, whatever it looks like


def _with_marks(text: str, phrases: Iterable[str]) -> str | CellRichText:
    """The text with the shared words in bold."""
    folded = fold_in_place(text)
    places: list[tuple[int, int]] = []
    for phrase in sorted(
        {fold_in_place(plain(one)) for one in phrases if one.strip()}, key=lambda one: (-len(one), one)
    ):
        start = folded.find(phrase)
        if start >= 0 and all(end <= start or begin >= start + len(phrase) for begin, end in places):
            places.append((start, start + len(phrase)))
    if not places:
        return text
    parts: list[str | TextBlock] = []
    done = 0
    for start, end in sorted(places):
        parts += [text[done:start], TextBlock(InlineFont(b=True), text[start:end])]
        done = end
    return CellRichText([part for part in (*parts, text[done:]) if part])


def _spare(sheet: Worksheet, first: int, last: int, columns: Sequence[Column], looks: _Looks) -> None:
    for number in range(first, last + 1):
        for index, column in enumerate(columns, start=1):
            if column.entry or column.name.endswith(("_symbol", "_path")):
                looks.give(sheet.cell(number, index), column, suspect=False)


def _drop_down(sheet: Worksheet, columns: Sequence[Column], name: str, offered: Sequence[str], last: int) -> None:
    letter = get_column_letter(next(n for n, column in enumerate(columns, start=1) if column.name == name))
    rule = DataValidation("list", formula1=f'"{",".join(offered)}"', allow_blank=True, showErrorMessage=True)
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)


def _guide(sheet: Worksheet, language: Language) -> None:
    sheet.column_dimensions["A"].width = 120
    for number, line in enumerate((*_LINES[language], _LAST_LINE[language]), start=1):
        sheet.cell(number, 1, line).alignment = _WRAPPED
