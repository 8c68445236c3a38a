"""Registers of tasks in workbooks and delimited text: heads found by words, merged cells, dates, places, bounds."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from graph.errors import ReadError
from graph.extract.document import parse
from graph.lexicon.layout import LayoutWord, column_role, layout_words
from graph.lexicon.tables import read_rows
from graph.model import ParsedDocument, Position, Role, Source
from graph.read.content import Composer, Content
from graph.read.formats import format_of
from graph.read.limits import STANDARD, Limits, Options
from graph.read.spreadsheet import delimited, workbook
from graph.read.spreadsheet.values import printed
from graph.read.tabular import writing
from graph.read.tabular.grid import Cell, grid_of
from tests.conftest import absent

HEAD = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành"]
ROWS: list[list[Any]] = [
    [1, "Rà soát quỹ nhà công vụ của tỉnh", "Sở Xây dựng", "Sở Tài chính", date(2026, 6, 30)],
    [2, "Số hóa hồ sơ đất đai theo Nghị quyết số 57-NQ/TW", "Sở Nội vụ", "Các sở, ngành", "Quý IV/2026"],
    [3, "Bảo dưỡng hồ chứa nước trước mùa lũ", "UBND các xã", None, "Trước ngày 15/5/2026"],
    [4, "Báo cáo kết quả trồng rừng phòng hộ", "Chi cục Kiểm lâm", "UBND các xã", "Hằng năm"],
]


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(rows: Iterable[Iterable[Any]], title: str = "Nhiệm vụ", merged: Iterable[str] = ()) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    fill(sheet, rows)
    for cells in merged:
        sheet.merge_cells(cells)
    return book


def fill(sheet: Any, rows: Iterable[Iterable[Any]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)


def content_of(book: Workbook, options: Options = STANDARD) -> Content:
    return workbook.read(saved(book), "a.xlsx", options)


def parsed(content: Content) -> ParsedDocument:
    return parse(Source("register", content.text, places=content.places))


def bars(content: Content) -> list[str]:
    return [line for line in content.text.split("\n") if line.startswith("|")]


def tasks(document: ParsedDocument) -> list[tuple[Any, ...]]:
    found = []
    for task in document.tasks:
        at = document.source.position(document.source.line(task.span))
        due = task.deadline.due if task.deadline else None
        leads, partners = task.organisations(Role.LEAD), task.organisations(Role.COORDINATING)
        found.append(("/".join(task.path), leads, partners, due and due.isoformat(), at and (at.sheet, at.row)))
    return found


# ---- the words of heads ----


@pytest.mark.parametrize("row", layout_words("columns"), ids=lambda row: f"{row.role}-{row.pattern}")
def test_a_row_of_the_list_of_columns(row: LayoutWord) -> None:
    assert column_role(row.example) == row.role


ROLES = {
    "Đơn vị chủ trì": "lead",
    "Cơ quan tham mưu": "lead",
    "Cơ quan, đơn vị phối hợp thực hiện": "coordinating",
    "Thời hạn hoàn thành": "time",
    "Tiến độ": "time",
    "Kết quả/sản phẩm": "product",
    "Văn bản giao nhiệm vụ": "basis",
    "Tên nhiệm vụ, đề án": "content",
    "Mức độ hoàn thành (%)": "status",
    "Họ và tên": None,
    "Số TT": "number",
}


@pytest.mark.parametrize(("head", "role"), ROLES.items(), ids=ROLES)
def test_role_of_a_head(head: str, role: str | None) -> None:
    assert column_role(head) == role


@pytest.mark.parametrize("row", read_rows("register_ends.csv", writing._End), ids=lambda row: row.phrase)
def test_a_row_of_what_ends_a_table(row: writing._End) -> None:
    assert writing.ends_table(row.example)
    assert not writing.ends_table(f"Rà soát {row.example}")


def test_the_lists_are_whole() -> None:
    assert len(layout_words("columns")) >= 95
    assert len(read_rows("register_ends.csv", writing._End)) >= 13


# ---- registers ----


def test_a_register() -> None:
    document = parsed(content_of(sheet_of([HEAD, *ROWS])))
    assert tasks(document) == [
        ("1", ("Sở Xây dựng",), ("Sở Tài chính",), "2026-06-30", ("Nhiệm vụ", 2)),
        ("2", ("Sở Nội vụ",), ("Các sở, ngành",), "2026-12-31", ("Nhiệm vụ", 3)),
        ("3", ("UBND các xã",), (), "2026-05-15", ("Nhiệm vụ", 4)),
        ("4", ("Chi cục Kiểm lâm",), ("UBND các xã",), None, ("Nhiệm vụ", 5)),
    ]
    assert [document.mentions[one].symbol for one in document.tasks[1].mentions] == ["57-NQ/TW"]
    assert document.header.symbol is None


def test_words_above_and_below_with_two_columns() -> None:
    above: list[list[Any]] = [
        ["UBND TỈNH SƠN LA", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ XÂY DỰNG", None, None, "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 31/KH-SXD", None, None, "Sơn La, ngày 05 tháng 3 năm 2026"],
        ["KẾ HOẠCH"],
        ["Bảo trì công trình công cộng năm 2026"],
        [],
    ]
    below: list[list[Any]] = [[], [None, "Nơi nhận:", None, "GIÁM ĐỐC"], [None, "- Lưu: VT.", None, "Trần Thị Bình"]]
    content = content_of(sheet_of([*above, HEAD, *ROWS, *below], merged=["A4:E4", "A5:E5"]))
    document = parsed(content)
    header = document.header
    stated = (header.symbol, header.type, header.date, header.issuer, header.signer)
    assert [one and str(one.value) for one in stated] == [
        "31/KH-SXD", "Kế hoạch", "2026-03-05", "Sở Xây dựng tỉnh Sơn La", "Trần Thị Bình",
    ]  # fmt: skip
    assert [task.path for task in document.tasks] == [("1",), ("2",), ("3",), ("4",)]
    assert tasks(document)[0][-1] == ("Nhiệm vụ", 8)


ANNEXES = {
    "annex": [["PHỤ LỤC"], ["DANH MỤC NHIỆM VỤ"], ["(Kèm theo Kế hoạch số 68/KH-UBND ngày 02/7/2018 của UBND tỉnh)"]],
    "annex-numbered": [["Phụ lục II"], ["(Ban hành kèm theo Kế hoạch số 68/KH-UBND ngày 02/7/2018 của UBND tỉnh)"]],
    "list": [["DANH MỤC NHIỆM VỤ"], ["(Kèm theo Kế hoạch số 68/KH-UBND ngày 02/7/2018 của UBND tỉnh)"]],
}


@pytest.mark.parametrize("title", ANNEXES.values(), ids=ANNEXES)
def test_an_annex_alone_is_not_the_document_it_belongs_to(title: list[list[Any]]) -> None:
    document = parsed(content_of(sheet_of([*title, [], HEAD, *ROWS])))
    assert document.header.symbol is None
    assert document.header.date is None
    assert "68/KH-UBND" in {mention.symbol for mention in document.mentions}
    assert [task.path[-1] for task in document.tasks] == ["1", "2", "3", "4"]


HEADS: dict[str, tuple[list[list[Any]], list[str]]] = {
    "two-rows-merged": (
        [["TT", "Nội dung", "Trách nhiệm", None, "Thời hạn"], [None, None, "Chủ trì", "Phối hợp", None]],
        ["A1:A2", "B1:B2", "C1:D1", "E1:E2"],
    ),
    "two-rows-not-merged": (
        [["TT", "Nội dung", "Trách nhiệm", None, "Thời hạn"], [None, None, "Chủ trì", "Phối hợp", None]],
        [],
    ),
    "counted-columns": (
        [["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"], ["(1)", "(2)", "(3)", "(4)", "(5)"]],
        [],
    ),
    "counted-by-letters": ([["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"], ["A", "B", 1, 2, 3]], []),
    "below-a-title": ([["Bảng phân công"], [], [], [], ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"]], []),
}


@pytest.mark.parametrize(("head", "merged"), HEADS.values(), ids=HEADS)
def test_heads(head: list[list[Any]], merged: list[str]) -> None:
    content = content_of(sheet_of([*head, *ROWS], merged=merged))
    assert bars(content)[0] == "| TT | Nội dung | Chủ trì | Phối hợp | Thời hạn |"
    assert [one[:4] for one in tasks(parsed(content))][:1] == [
        ("1", ("Sở Xây dựng",), ("Sở Tài chính",), "2026-06-30"),
    ]  # fmt: skip
    assert len(parsed(content).tasks) == 4


@pytest.mark.parametrize("total", [[], ["Tổng cộng: 01 nhiệm vụ"]], ids=["no-total", "total"])
def test_a_signature_below_a_blank_row_is_none_of_the_last_task(total: list[Any]) -> None:
    signature = [[None, None, None, words] for words in ("Lào Cai, ngày 5/1/2026", "GIÁM ĐỐC", "Nguyễn Văn A")]
    rows = [HEAD, ROWS[0], *([total] if total else []), [], *signature]
    merged = ["A3:E3"] if total else []
    document = parsed(content_of(sheet_of(rows, merged=merged)))
    assert tasks(document) == [("1", ("Sở Xây dựng",), ("Sở Tài chính",), "2026-06-30", ("Nhiệm vụ", 2))]


def test_a_date_in_a_cell_is_no_head_of_a_document() -> None:
    row = [5, "Báo cáo sơ kết, ngày 30/6/2026 họp giao ban", "Sở Nội vụ", None, "Quý II/2026"]
    document = parsed(content_of(sheet_of([HEAD, *ROWS, row])))
    assert [task[0] for task in tasks(document)] == ["1", "2", "3", "4", "5"]


def test_the_letter_a_register_came_with_is_not_the_register() -> None:
    above = [["UBND TỈNH LÀO CAI", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], [], ["BẢNG THEO DÕI NHIỆM VỤ"]]
    letter = ["(Kèm theo Công văn số 512/SNV-VP ngày 12/3/2026 của Sở Nội vụ)"]
    document = parsed(content_of(sheet_of([*above, letter, [], HEAD, *ROWS])))
    assert (document.header.symbol, document.header.date, len(document.tasks)) == (None, None, 4)


def test_a_blank_row_between_tasks_ends_no_table() -> None:
    further = [None, None, None, "Sở Nội vụ", None]
    document = parsed(content_of(sheet_of([HEAD, ROWS[0], [], further, *ROWS[1:3]])))
    assert [task[0] for task in tasks(document)] == ["1", "2", "3"]


def test_a_lead_merged_over_rows_holds_for_each() -> None:
    rows: list[list[Any]] = [HEAD, [1, "Lập quy hoạch chợ", "Sở Công Thương"]]
    rows += [[2, "Xếp hạng chợ"], [3, "Kiểm tra chợ", "Công an tỉnh"]]
    found = tasks(parsed(content_of(sheet_of(rows, merged=["C2:C3"]))))
    assert [one[1] for one in found] == [("Sở Công Thương",), ("Sở Công Thương",), ("Công an tỉnh",)]


FINISHED = {
    "alone it is the deadline": (["Ngày hoàn thành"], ["15/5/2026"], "2026-05-15"),
    "beside a deadline it is none": (["Thời hạn", "Ngày hoàn thành"], ["30/6/2026", "15/5/2026"], "2026-06-30"),
    "beside the state it is none": (["Tình trạng", "Ngày hoàn thành"], ["Đã xong", "15/5/2026"], None),
    "what was reached in fact": (["Ngày hoàn thành thực tế"], ["15/5/2026"], None),
}


@pytest.mark.parametrize(("heads", "cells", "due"), FINISHED.values(), ids=FINISHED)
def test_a_day_of_completion_is_no_deadline_where_it_says_what_came_of_it(
    heads: list[str], cells: list[str], due: str | None
) -> None:
    rows = [["TT", "Nhiệm vụ", "Chủ trì", *heads], [1, "Lập quy hoạch chợ", "Sở Công Thương", *cells]]
    assert [one[3] for one in tasks(parsed(content_of(sheet_of(rows))))] == [due]


@pytest.mark.parametrize("merged", [["A2:A4", "B2:B4"], []], ids=["merged", "left-blank"])
def test_a_task_over_several_rows_is_one(merged: list[str]) -> None:
    rows: list[list[Any]] = [
        HEAD,
        [1, "Xử lý rác thải sinh hoạt", "Sở Xây dựng", "Sở Tài chính", "Quý I/2026"],
        [None, None, None, "Sở Y tế"],
        [None, None, None, "Công an tỉnh"],
        [2, "Trồng cây ven đường", "UBND các xã"],
    ]
    found = tasks(parsed(content_of(sheet_of(rows, merged=merged))))
    assert [one[0] for one in found] == ["1", "2"]
    assert found[0][2] == ("Sở Tài chính", "Sở Y tế", "Công an tỉnh")


def test_sections_are_no_tasks() -> None:
    rows: list[list[Any]] = [HEAD, ["I. Nhiệm vụ chung"], ROWS[0], ["II", "Nhiệm vụ riêng"], ROWS[1]]
    content = content_of(sheet_of(rows, merged=["A2:E2"]))
    assert bars(content)[1] == "| I | Nhiệm vụ chung |  |  |  |"
    assert [one[0] for one in tasks(parsed(content))] == ["1", "2"]


def test_ticks_below_quarters_are_times() -> None:
    rows: list[list[Any]] = [
        ["TT", "Nội dung", "Chủ trì", "Thời gian thực hiện năm 2026", None],
        [None, None, None, "Quý I/2026", "Quý II/2026"],
        [1, "Lập quy hoạch chợ", "Sở Công Thương", None, "x"],
    ]
    found = tasks(parsed(content_of(sheet_of(rows, merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1"]))))
    assert found[0][3] == "2026-06-30"


def test_organisations_on_lines_of_their_own() -> None:
    rows: list[list[Any]] = [HEAD, [1, "Lập quy hoạch chợ", "Sở Công Thương\nSở Xây dựng", "Sở Kế hoạch\nvà Đầu tư"]]
    found = tasks(parsed(content_of(sheet_of(rows))))
    assert found[0][1:3] == (("Sở Công Thương", "Sở Xây dựng"), ("Sở Kế hoạch và Đầu tư",))


def test_several_tables_and_sheets() -> None:
    other = ["TT", "Nội dung", "Thời hạn", "Cơ quan thực hiện"]
    book = sheet_of([HEAD, ROWS[0], [], other, [1, "Sửa cầu treo", "Tháng 8/2026", "UBND xã Mường La"]])
    fill(book.create_sheet("Đợt 2"), [HEAD, ROWS[1], HEAD, ROWS[2]])
    hidden = book.create_sheet("Danh mục")
    hidden.sheet_state = "hidden"
    fill(hidden, [HEAD, ROWS[3]])
    content = content_of(book)
    assert tasks(parsed(content)) == [
        ("1", ("Sở Xây dựng",), ("Sở Tài chính",), "2026-06-30", ("Nhiệm vụ", 2)),
        ("1#2", ("UBND xã Mường La",), (), "2026-08-31", ("Nhiệm vụ", 5)),
        ("2", ("Sở Nội vụ",), ("Các sở, ngành",), "2026-12-31", ("Đợt 2", 2)),
        ("3", ("UBND các xã",), (), "2026-05-15", ("Đợt 2", 4)),
    ]
    assert content.remarks == ("the hidden sheet “Danh mục” was left out",)


def test_empty_columns_and_a_register_that_begins_low_and_right() -> None:
    rows: list[list[Any]] = [[]] * 7 + [[None, None, *HEAD[:3], None, *HEAD[3:]]]
    rows += [[None, None, *row[:3], None, *row[3:]] for row in ROWS]
    content = content_of(sheet_of(rows))
    assert bars(content)[0] == f"| {' | '.join(HEAD)} |"
    assert tasks(parsed(content))[3][-1] == ("Nhiệm vụ", 12)


def test_what_is_said_of_a_sheet() -> None:
    book = sheet_of([HEAD, *ROWS, [5, "Sửa nhà văn hóa", "=A1", "#N/A"]])
    sheet = book.active
    assert sheet is not None
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet["D6"].data_type = "e"
    sheet["XFD5"] = "xa"
    sheet["B2"].comment = Comment("xem lại", "A")
    content = content_of(book)
    assert content.remarks == (
        "2 hidden rows of the sheet “Nhiệm vụ” were read",
        "1 formula of the sheet “Nhiệm vụ” was saved without a value",
        "1 cell of the sheet “Nhiệm vụ” holds an error instead of a value",
        "1 row of the sheet “Nhiệm vụ” goes on beyond column IV and was read up to it",
        "1 comment on a cell was left out",
    )
    assert [task.path for task in parsed(content).tasks] == [("1",), ("2",), ("3",), ("4",)]


def test_a_sheet_without_a_known_head_keeps_its_words() -> None:
    content = content_of(sheet_of([["Họ và tên", "Năm sinh", "Quê quán"], ["Lò Văn Ín", 1980, "Sơn La"]], "Sheet1"))
    assert bars(content) == ["| Họ và tên | Năm sinh | Quê quán |", "| Lò Văn Ín | 1980 | Sơn La |"]
    assert content.remarks == ("no head of a table of tasks was found in the sheet “Sheet1”",)


VALUES = {
    "whole": (4.0, "General", "4"),
    "fraction": (2.5, "General", "2,5"),
    "held-badly": (0.1 + 0.2, "General", "0,3"),
    "percent": (0.955, "0.0%", "95,5%"),
    "zeros": (7, "000", "007"),
    "date": (datetime(2026, 6, 3), "yyyy-mm-dd", "03/06/2026"),
    "day": (date(2026, 6, 3), "dd/mm/yyyy", "03/06/2026"),
    "month": (datetime(2026, 9, 1), "mm/yyyy", "09/2026"),
    "year": (datetime(2026, 1, 1), "yyyy", "2026"),
    "hour": (datetime(2026, 6, 3, 14, 30), "dd/mm/yyyy hh:mm", "14:30 03/06/2026"),
    "time": (time(7, 30), "hh:mm", "07:30"),
    "span": (timedelta(hours=5), "[h]:mm", "5:00:00"),
    "true": (True, "General", "TRUE"),
    "text": ("18-NQ/TW", "General", "18-NQ/TW"),
    "none": (None, "General", ""),
    "no-number": (float("nan"), "General", ""),
}


@pytest.mark.parametrize(("value", "code", "words"), VALUES.values(), ids=VALUES)
def test_values_as_they_are_printed(value: object, code: str, words: str) -> None:
    assert printed(value, code) == words


def test_numbers_of_clauses_keep_their_point() -> None:
    content = content_of(sheet_of([HEAD, [1.1, "Lập quy hoạch chợ", "Sở Công Thương"]]))
    assert parsed(content).tasks[0].path == ("1.1",)


# ---- bounds ----


def test_a_cell_in_the_last_place() -> None:
    book = sheet_of([HEAD, *ROWS])
    sheet = book.active
    assert sheet is not None
    sheet["XFD1048576"] = "xa"
    assert len(parsed(content_of(book)).tasks) == 4


def test_too_many_rows() -> None:
    with pytest.raises(ReadError, match="more than 3 rows"):
        content_of(sheet_of([HEAD, *ROWS]), Options(limits=Limits(rows=3)))


def test_rows_of_all_sheets_count_together() -> None:
    book = sheet_of([HEAD, ROWS[0]])
    fill(book.create_sheet("b"), [HEAD, ROWS[0]])
    content_of(book, Options(limits=Limits(rows=4)))
    with pytest.raises(ReadError, match="more than 3 rows"):
        content_of(book, Options(limits=Limits(rows=3)))


def with_part(data: bytes, name: str, change: Any) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            part = old.read(member)
            new.writestr(member, change(part) if member == name else part)
    return stream.getvalue()


BOMB = b"".join(
    (
        b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">',
        b'<!ENTITY c "' + b"&b;" * 1000 + b'">]>',
    )
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BROKEN = {
    "cut": lambda part: part[: len(part) // 2],
    "empty": lambda part: b"",
    "entities": lambda part: BOMB + part.replace(b"<sheetData>", b"<sheetData>&c;"),
    "outside": lambda part: OUTSIDE + part.replace(b"<sheetData>", b"<sheetData>&a;"),
    "row": lambda part: part.replace(b'r="A2"', b'r="A99999999999"'),
    "index": lambda part: part.replace(b"<v>0</v>", b"<v>999999</v>"),
}


def read_or_refused(data: bytes) -> str:
    try:
        return workbook.read(data, "a.xlsx", Options()).text
    except ReadError as error:
        return str(error)


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_broken_or_hostile_sheets(change: Any) -> None:
    data = with_part(saved(sheet_of([HEAD, *ROWS])), "xl/worksheets/sheet1.xml", change)
    outcome = read_or_refused(data)
    assert outcome.startswith("a.xlsx: ") or len(outcome) < 2000
    assert "root:" not in outcome


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100, b"text"], ids=range(4))
def test_no_workbook(data: bytes) -> None:
    with pytest.raises(ReadError):
        workbook.read(data, "a.xlsx", Options())


def test_an_archive_that_is_no_workbook() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(ReadError, match="no workbook"):
        workbook.read(stream.getvalue(), "a.xlsx", Options())


def test_a_workbook_without_words() -> None:
    with pytest.raises(ReadError, match="holds no words"):
        content_of(Workbook())


def test_merged_cells_without_bounds() -> None:
    cells = [Cell("a", 0, 0, 1_000_000, 1_000_000), Cell("b", 0, 0), Cell("c", 1, 1)]
    grid = grid_of(cells, [Position()] * 3)
    assert grid.width == 2
    assert [len(row) for row in grid.rows] == [2, 2, 2]


# ---- delimited text ----

LINES = [HEAD, *[[("" if cell is None else str(cell)) for cell in row] for row in ROWS]]


def delimited_text(delimiter: str) -> str:
    rows = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in LINES]
    return "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    content = delimited.read(delimited_text(delimiter).encode(encoding), "a.csv", Options())
    found = tasks(parsed(content))
    assert [one[0] for one in found] == ["1", "2", "3", "4"]
    assert [one[-1] for one in found] == [(None, 2), (None, 3), (None, 4), (None, 5)]
    assert found[1][2] == ("Các sở, ngành",)
    assert content.remarks == ()


def test_a_text_of_a_vietnamese_code_page() -> None:
    encoded = b"".join(_cp1258(character) for character in delimited_text(";"))
    assert len(parsed(delimited.read(encoded, "a.csv", Options())).tasks) == 4


def character_and_tones(decomposed: str) -> tuple[str, str]:
    return decomposed[0], decomposed[1:]


def _cp1258(character: str) -> bytes:
    """A letter as CP1258 holds it: a base letter, and its tone as a mark behind it."""
    try:
        return character.encode("cp1258")
    except UnicodeEncodeError:
        base, tones = character_and_tones(unicodedata.normalize("NFD", character))
        tone = next(mark for mark in tones if mark in "\u0300\u0301\u0303\u0309\u0323")
        rest = unicodedata.normalize("NFC", base + "".join(mark for mark in tones if mark != tone))
        return (rest + tone).encode("cp1258")


def test_the_delimiter_that_excel_announces() -> None:
    text = "sep=;\r\n" + delimited_text(";")
    found = tasks(parsed(delimited.read(text.encode(), "a.csv", Options())))
    assert [one[-1] for one in found] == [(None, 3), (None, 4), (None, 5), (None, 6)]


def test_quoted_line_breaks_keep_the_lines_of_the_file() -> None:
    text = 'STT,Nội dung,Chủ trì\n1,"Lập quy hoạch\nchợ nông thôn",Sở Công Thương\n2,Xếp hạng chợ,Sở Công Thương\n'
    document = parsed(delimited.read(text.encode(), "a.csv", Options()))
    assert document.tasks[0].text == "Lập quy hoạch chợ nông thôn"
    assert [one[-1] for one in tasks(document)] == [(None, 2), (None, 4)]


def test_title_above_and_a_delimiter_within_words() -> None:
    text = (
        "KẾ HOẠCH, NHIỆM VỤ, GIẢI PHÁP NĂM 2026;;\n;;\nTT;Nội dung;Chủ trì\n1;Đo đạc, lập bản đồ, cấp giấy;Sở Nội vụ\n"
    )
    content = delimited.read(text.encode(), "a.csv", Options())
    assert content.text.startswith("KẾ HOẠCH, NHIỆM VỤ, GIẢI PHÁP NĂM 2026\n")
    assert parsed(content).tasks[0].text == "Đo đạc, lập bản đồ, cấp giấy"


def test_a_quotation_mark_that_nothing_closes() -> None:
    text = 'TT;Nội dung;Chủ trì\n1;"Đo đạc;Sở Nội vụ\n' + "2;Lập bản đồ;Sở Nội vụ\n" * 9000
    content = delimited.read(text.encode(), "a.csv", Options())
    assert content.remarks == ("quotation marks do not match: each line was read as a row",)
    assert len(bars(content)) == 9002


def test_too_many_lines() -> None:
    with pytest.raises(ReadError, match="more than 2 rows"):
        delimited.read(delimited_text(";").encode(), "a.csv", Options(limits=Limits(rows=2)))


def test_a_list_without_a_known_head() -> None:
    content = delimited.read("Họ tên;Quê;Tuổi\nLò Văn Ín;Sơn La;40\n".encode(), "a.csv", Options())
    assert bars(content) == ["| Họ tên | Quê | Tuổi |", "| Lò Văn Ín | Sơn La | 40 |"]
    assert content.remarks == ("no head of a table of tasks was found",)


# ---- older workbooks ----


def test_an_older_workbook(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        absent("LibreOffice")
    (tmp_path / "a.xlsx").write_bytes(saved(sheet_of([HEAD, *ROWS])))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xls", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    data = (tmp_path / "a.xls").read_bytes()
    content = format_of(data, "a.xls").read(data, "a.xls", Options())
    assert content.remarks[0] == "the file was converted by LibreOffice"
    assert tasks(parsed(content)) == tasks(parsed(content_of(sheet_of([HEAD, *ROWS]))))


def test_nothing_is_written_for_no_rows() -> None:
    composer = Composer()
    assert writing.write_grid(grid_of([], []), composer) is False
    assert composer.content().text == ""


def test_the_cases_there_are() -> None:
    assert (len(ROLES), len(HEADS), len(ANNEXES), len(VALUES), len(BROKEN)) == (11, 5, 3, 16, 6)
