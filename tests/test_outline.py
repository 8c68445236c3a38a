# ruff: noqa: E501, the texts are long lines on purpose
"""Paragraphs, tables and the outline built of them, on small texts of every shape."""

from __future__ import annotations

import pytest

from graph.extract.outline import outline_of
from graph.extract.paragraphs import Paragraph, blocks_of
from graph.extract.tables import Table
from graph.model import Source
from graph.read.lines import lines_of


def blocks(text: str):
    source = Source("text", text)
    return blocks_of(lines_of(source), source.text)


def paths(text: str) -> list[str]:
    return ["/".join(unit.path) for unit in outline_of(blocks(text), []).units]


JOINED = [
    pytest.param("theo Nghị định số\n\n120/2020/NĐ-CP về tự chủ.", 1, id="number over a page break"),
    pytest.param("- Thực hiện sắp xếp các cơ quan phù hợp với tình hình của\n\nxã, thị trấn.", 1, id="lower case goes on"),
    pytest.param("Kết quả tốt.\n\nTiếp tục thực hiện.", 2, id="a full stop ends"),
    pytest.param("KẾ HOẠCH\n\nthực hiện nhiệm vụ", 2, id="capitals stand alone"),
    pytest.param("1. Rà soát\n2. Báo cáo", 2, id="marks begin"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), JOINED)
def test_broken_sentences_are_joined(text: str, count: int) -> None:
    found = blocks(text)
    assert len(found) == count, [block.text for block in found if isinstance(block, Paragraph)]


def test_wrapped_lines_become_one_paragraph_and_keep_their_places() -> None:
    text = (
        "1. Sở Nội vụ rà soát các đơn vị và lập danh sách những nơi cần kiện\n"
        "toàn trong năm tới, báo cáo kết quả trước khi họp giao ban cuối quý\n"
        "về Văn phòng.\n"
        "2. Sở Tài chính bố trí kinh phí cho các hoạt động nêu trên theo đúng\n"
        "dự toán đã được giao.\n"
    )
    first, second = blocks(text)
    assert "kiện toàn trong" in first.text
    assert second.label is not None
    start = first.text.index("Văn phòng")
    span = first.passage.span(start, start + len("Văn phòng"))
    assert text[span.start : span.end] == "Văn phòng"


OUTLINES = [
    pytest.param(
        "A- NỘI DUNG\nI- CHUNG\n1- Học tập\n- Rà soát.\n- Báo cáo.\n2- Sở Nội vụ\n- Tổng hợp.\nB- TỔ CHỨC\n1- Các sở thực hiện.",
        ["A", "A/I", "A/I/1", "A/I/1/-1", "A/I/1/-2", "A/I/2", "A/I/2/-1", "B", "B/1"],
        id="party paper",
    ),
    pytest.param(
        "I. MỤC ĐÍCH\n1. Rõ việc.\nII. NỘI DUNG\n2. Chung\n2.1. Lộ trình\n2.1.1. Rà soát.\n2.1.2. Báo cáo.\n2.2. Thường xuyên\n2.2.1. Học.",
        ["I", "I/1", "II", "II/2", "II/2/2.1", "II/2/2.1/2.1.1", "II/2/2.1/2.1.2", "II/2/2.2", "II/2/2.2/2.2.1"],
        id="decimals",
    ),
    pytest.param(
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Áp dụng cho huyện.\na) Các phòng.\nb) Các xã.\nĐiều 2. Hiệu lực\n1. Từ ngày ký.",
        ["Chương I", "Chương I/Điều 1", "Chương I/Điều 1/1", "Chương I/Điều 1/1/a", "Chương I/Điều 1/1/b",
         "Chương I/Điều 2", "Chương I/Điều 2/1"],
        id="articles",
    ),
    pytest.param("1. Một.\n(4) Bốn.\n(4) Bốn nữa.", ["1", "1/(4)", "1/(4)#2"], id="repeated number"),
    pytest.param("1. Các việc trong năm\n2025. là số năm, không là mục.", ["1"], id="a year is no mark"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OUTLINES)
def test_outline(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_labelled_lines_belong_to_the_clause_above() -> None:
    text = "2.1. Rà soát biên chế.\n- Trách nhiệm thực hiện: Các phòng.\n- Thời gian thực hiện: Trong năm 2018.\n2.2. Báo cáo."
    units = outline_of(blocks(text), []).units
    assert ["/".join(unit.path) for unit in units] == ["2.1", "2.2"]
    assert [(role, passage.text) for role, passage in units[0].attributes] == [
        ("lead", "Các phòng."),
        ("time", "Trong năm 2018."),
    ]


def test_a_labelled_line_after_sub_items_belongs_to_the_clause_and_content_is_its_text() -> None:
    text = "5. Hỗ trợ các xã\n- Nội dung: Mở lớp tập huấn.\n- Các việc gồm:\n+ Mời giảng viên.\n- Cơ quan thực hiện: Các sở."
    units = outline_of(blocks(text), []).units
    assert ["/".join(unit.path) for unit in units] == ["5", "5/-1", "5/-1/+1"]
    assert [(role, passage.text) for role, passage in units[0].attributes] == [("lead", "Các sở.")]
    assert units[0].passage.text == "Hỗ trợ các xã Mở lớp tập huấn."


def test_what_carries_no_mark_is_counted_as_loose() -> None:
    outline = outline_of(blocks("Lời mở đầu không có số.\n1. Rà soát toàn bộ."), [])
    assert 0.0 < outline.placed < 1.0
    assert outline_of(blocks("1. Rà soát."), []).placed == 1.0


HEAD = ["Stt", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"]
ROWS = [
    ["1", "Rà soát biên chế", "Phòng Nội vụ", "Các phòng", "Hằng năm"],
    ["2", "Lập dự toán", "Phòng Tài chính", "", "Quý I/2024"],
]
TABLES = [
    pytest.param("\n".join("\t".join(row) for row in [HEAD, ROWS[0], ["", "", "", "", ""], HEAD, ROWS[1]]), id="tabs"),
    pytest.param("\n\n".join("\n".join(f"\t{cell or ' '}" for cell in row) for row in [HEAD, *ROWS]), id="a cell per line"),
    pytest.param("\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in [HEAD, *ROWS]), id="bars"),
    pytest.param(
        "\n".join("| " + " | ".join(row) + " |" for row in [HEAD, ["---"] * 5, *ROWS]), id="markdown"
    ),
]  # fmt: skip


@pytest.mark.parametrize("text", TABLES)
def test_table(text: str) -> None:
    (table,) = [block for block in blocks(text) if isinstance(block, Table)]
    assert table.roles == ("number", "content", "lead", "coordinating", "time")
    assert [[cell.text for cell in table.cells(row, "content")] for row in table.rows] == [
        ["Rà soát biên chế"],
        ["Lập dự toán"],
    ]
    assert [cell.text for cell in table.cells(table.rows[1], "time")] == ["Quý I/2024"]
    (place,) = table.cells(table.rows[0], "lead")
    span = place.span()
    assert text[span.start : span.end] == "Phòng Nội vụ"


def test_a_table_without_known_columns_stays_text() -> None:
    assert not any(isinstance(block, Table) for block in blocks("Tên\tTuổi\nAn\t30\nBình\t31"))


def test_counts() -> None:
    assert (len(JOINED), len(OUTLINES), len(TABLES)) == (5, 5, 4)


def test_an_appendix_without_words_of_its_own_stands_where_its_first_unit_does() -> None:
    found = outline_of(blocks("1. Rà soát."), [blocks("1. Sở Y tế mở lớp.\n\n2. Sở Nội vụ kiểm tra."), blocks("")])
    appendix = [one for one in found.provisions() if one.path[0] == "PL"]
    assert [one.path for one in appendix] == [("PL",), ("PL", "1"), ("PL", "2")]
    assert appendix[0].span == appendix[1].span
    assert all(one.path[0] != "PL2" for one in found.provisions())
