"""Printed pages to text: what the placing of words says about columns, paragraphs, tables and furniture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from graph.model import Position, Source
from graph.read.printed.compose import content_of
from graph.read.printed.damage import is_damaged
from graph.read.printed.furniture import page_number, stamp_words
from graph.read.printed.grids import grids_of
from graph.read.printed.page import Box, Page, Word
from graph.read.printed.remarks import damaged_pages, named, recognised_pages, unread_pages
from graph.read.printed.syllables import is_syllable
from tests.printed_pages import LEFT, Sheet, length, words_at

FIRST = (
    "1. Rà soát các quy hoạch đã được phê duyệt, kiến nghị điều chỉnh những nội dung không còn phù hợp với điều kiện "
    "thực tế của địa phương, báo cáo Ủy ban nhân dân tỉnh trước ngày 30 tháng 6 hằng năm."
)
SECOND = (
    "2. Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan tham mưu việc bố trí công chức của các xã mới, bảo đảm "
    "đủ người làm việc ngay sau khi sáp nhập và không để gián đoạn việc tiếp công dân."
)
THIRD = "- Công khai kết quả xử lý hồ sơ trên trang thông tin của huyện."


def texts(*sheets: Sheet) -> list[str]:
    """The paragraphs that the pages make."""
    return content_of(sheet.page() for sheet in sheets).text.strip().split("\n\n")


# ---- paragraphs ----

SETTINGS = [
    pytest.param(Sheet(), 28, 0, id="justified"),
    pytest.param(Sheet(justified=False), 28, 0, id="ragged"),
    pytest.param(Sheet(pitch=1.75, after=8), 28, 0, id="one and a half"),
    pytest.param(Sheet(after=0), 28, 0, id="no room between"),
    pytest.param(Sheet(after=0, justified=False), 0, 0, id="neither room nor indent"),
    pytest.param(Sheet(size=12, left=110, right=500), 20, 0, id="small, narrow"),
    pytest.param(Sheet(after=0), 0, 24, id="hanging"),
    pytest.param(Sheet(width=842, height=595, right=790), 28, 0, id="lying across"),
    pytest.param(Sheet(sure=0.9), 28, 0, id="recognised"),
]


@pytest.mark.parametrize(("sheet", "indent", "hang"), SETTINGS)
def test_paragraphs(sheet: Sheet, indent: float, hang: float) -> None:
    sheet = replace(sheet, words=[], rules=[])
    given = [FIRST, SECOND, THIRD, FIRST.replace("1.", "3."), THIRD, SECOND.replace("2.", "4.")]
    for text in given:
        sheet.paragraph(text, indent=indent, hang=hang)
    assert texts(sheet) == given


BROKEN = [
    pytest.param(["theo Kế hoạch số 07-", "KH/TW ngày 27/11/2017"], "07-KH/TW ngày", id="symbol at its hyphen"),
    pytest.param(["theo Quyết định số 15/", "QĐ-UBND của tỉnh"], "15/QĐ-UBND", id="symbol at its slash"),
    pytest.param(["nhằm giải quy-", "ết kịp thời"], "giải quyết kịp", id="syllable"),
    pytest.param(["phát triển kinh tế -", "xã hội của huyện"], "kinh tế - xã hội", id="dash between words"),
    pytest.param(["các tổ chức đảng-", "đoàn thể ở xã"], "đảng-đoàn thể", id="hyphen between words"),
    pytest.param(["tổ chức hội ng\u00ad", "hị ở cơ sở"], "hội nghị ở", id="soft hyphen"),
]


@pytest.mark.parametrize(("lines", "wanted"), BROKEN)
def test_hyphens_at_the_end_of_lines(lines: list[str], wanted: str) -> None:
    sheet = Sheet(after=0).paragraph(FIRST).paragraph(SECOND)
    for line, indent in zip((f"Các cơ quan chuyên môn của huyện báo cáo {lines[0]}", lines[1]), (28, 0), strict=True):
        free = sheet.right - LEFT - indent - length(line, sheet.size) if indent else 0.0
        sheet.put(line, LEFT + indent, stretch=free / line.count(" "))
        sheet.y += sheet.pitch * sheet.size
    assert wanted in texts(sheet)[-1]


def test_a_number_that_a_line_begins_with_is_no_item() -> None:
    sheet = Sheet().paragraph(FIRST).paragraph(SECOND)
    for line in ("28 thực hiện nghiêm nội dung đã giao tại điểm a khoản", "2. và các quy định có liên quan."):
        sheet.put(
            line.removeprefix("28 "), LEFT + (28 if line[:2] == "28" else 0), stretch=14 if line[:2] == "28" else 0
        )
        sheet.y += sheet.pitch * sheet.size
    assert texts(sheet)[-1].endswith("điểm a khoản 2. và các quy định có liên quan.")


def test_headings_and_titles() -> None:
    sheet = Sheet().lines("KẾ HOẠCH", bold=True)
    sheet.after = 0
    sheet.lines("Sắp xếp tổ chức bộ máy của các cơ quan", "thuộc Ủy ban nhân dân huyện năm 2026", bold=True)
    sheet.y += 20
    sheet.after = 6
    sheet.paragraph(SECOND.removeprefix("2. ")).paragraph("I. MỤC ĐÍCH, YÊU CẦU", bold=True).paragraph(FIRST)
    assert texts(sheet) == [
        "KẾ HOẠCH",
        "Sắp xếp tổ chức bộ máy của các cơ quan\nthuộc Ủy ban nhân dân huyện năm 2026",
        SECOND.removeprefix("2. "),
        "I. MỤC ĐÍCH, YÊU CẦU",
        FIRST,
    ]


# ---- pages ----


def test_a_paragraph_that_goes_on_over_a_page() -> None:
    first, second = Sheet(1).foot("1"), Sheet(2).foot("2")
    whole = Sheet(1)
    for text in (FIRST, SECOND):
        whole.paragraph(text)
    tops = sorted({word.box.top for word in whole.words})
    cut = tops[-1]
    first.words += [word for word in whole.words if word.box.top < cut]
    second.words += [
        replace(word, box=Box(word.box.x0, 60, word.box.x1, 74)) for word in whole.words if word.box.top >= cut
    ]
    content = content_of([first.page(), second.page()])
    assert content.text == f"{FIRST}\n\n{SECOND}\n"
    source = Source("a.pdf", content.text, places=content.places)
    assert source.position(1) == Position(page=1)
    assert source.position(3) == Position(page=1, last_page=2)


def test_a_paragraph_ends_with_its_page_when_its_sentence_does() -> None:
    first, second = Sheet(1).paragraph(FIRST).foot("1"), Sheet(2).paragraph(SECOND).foot("2")
    content = content_of([first.page(), second.page()])
    assert content.text == f"{FIRST}\n\n{SECOND}\n"
    assert [place.at.page for place in content.places] == [1, 2]


NUMBERS = [
    pytest.param("2", 2, id="bare"),
    pytest.param("- 12 -", 12, id="dashes"),
    pytest.param("Trang 2/15", 2, id="of all"),
    pytest.param("2018", None, id="year"),
    pytest.param("2.", None, id="item"),
    pytest.param("Số 2", None, id="words"),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_page_numbers(text: str, number: int | None) -> None:
    assert page_number(text) == number


def test_running_heads_and_page_numbers_are_left_out() -> None:
    sheets = [
        Sheet(number).head("Kế hoạch cải cách hành chính").paragraph(text).foot(f"- {number} -")
        for number, text in enumerate((FIRST, SECOND, FIRST.replace("1.", "3.")), start=1)
    ]
    assert texts(*sheets) == [FIRST, SECOND, FIRST.replace("1.", "3.")]


def test_a_number_at_the_top_of_a_page_may_end_a_sentence() -> None:
    first, second = Sheet(1).paragraph(SECOND), Sheet(2)
    second.lines("2019.", x=LEFT).paragraph(FIRST)
    assert "2019." in " ".join(texts(first, second))


@pytest.mark.parametrize("row", stamp_words(), ids=lambda row: row.phrase)
def test_stamps_of_signatures_are_left_out(row: object) -> None:
    example = row.example  # type: ignore[attr-defined]
    sheet = Sheet()
    sheet.pitch = 1.1
    sheet.after = 0
    sheet.lines(example, "Người ký: Sở Nội vụ", "Thời gian ký: 11/05/2026", x=LEFT, size=8)
    sheet.y += 30
    sheet.paragraph(FIRST)
    assert texts(sheet) == [FIRST]


# ---- columns ----

HEADS = [
    pytest.param(
        ("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH MINH", "Số: 12/KH-UBND"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Bình Minh, ngày 5 tháng 3 năm 2026"),
        (12, 12),
        id="three lines each",
    ),
    pytest.param(
        ("TỈNH ỦY BÌNH MINH", "*", "Số 15-KH/TU"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", "Bình Minh, ngày 5 tháng 3 năm 2026"),
        (14, 14),
        id="Party",
    ),
    pytest.param(
        ("ỦY BAN NHÂN DÂN TỈNH", "Số: 120/UBND-NC", "V/v sắp xếp đơn vị sự nghiệp", "công lập năm 2026"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Bình Minh, ngày 5 tháng 3 năm 2026"),
        (11, 12),
        id="letter with its subject",
    ),
]


@pytest.mark.parametrize(("left", "right", "sizes"), HEADS)
def test_letterheads(left: tuple[str, ...], right: tuple[str, ...], sizes: tuple[float, float]) -> None:
    sheet = Sheet().columns(left, right, split=250, sizes=sizes).lines("KẾ HOẠCH", bold=True).paragraph(FIRST)
    lines = content_of([sheet.page()]).text.splitlines()
    rows = lines[: lines.index("")]
    cuts = [line.split("      ", 1) for line in rows]
    assert [cut[0].strip() for cut in cuts if cut[0].strip()] == list(left)
    assert [cut[1].strip() for cut in cuts if len(cut) > 1] == list(right)
    assert lines[len(rows) + 1] == "KẾ HOẠCH"


def test_recipients_and_signature() -> None:
    left = ("Nơi nhận:", "- Như trên;", "- Các đồng chí Ủy viên Ban Thường vụ", "Huyện ủy;", "- Lưu: VT.")
    right = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "", "Trần Văn Bình")
    sheet = Sheet().paragraph(FIRST).paragraph(SECOND).tail(left, right)
    *body, tail = texts(sheet)
    assert body == [FIRST, SECOND]
    rows = [line.split("      ", 1) for line in tail.splitlines()]
    assert [row[0].strip() for row in rows] == [left[0], left[1], f"{left[2]} {left[3]}", left[4]]
    assert [row[1].strip() for row in rows if len(row) > 1] == [text for text in right if text]


# ---- tables ----

HEAD = ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]
ROWS = [
    ["1", "Ban hành kế hoạch sử dụng biên chế công chức hằng năm của huyện", "Phòng Nội vụ", "Quý I"],
    ["2", "Rà soát quy chế làm việc", "Văn phòng", "Quý II"],
    ["3", "Sửa đổi quy định về tiếp công dân", "Thanh tra huyện", "Quý III"],
]
WIDTHS = (40, 220, 120, 75)


def row_of(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def test_a_ruled_table() -> None:
    sheet = Sheet().paragraph(FIRST).table([HEAD, *ROWS], WIDTHS).paragraph(SECOND)
    assert texts(sheet) == [FIRST, "\n".join(row_of(*row) for row in (HEAD, *ROWS)), SECOND]


def test_a_table_without_outer_rules() -> None:
    sheet = Sheet().table([HEAD, *ROWS], WIDTHS, outer=False)
    assert texts(sheet) == ["\n".join(row_of(*row) for row in (HEAD, *ROWS))]


def test_a_lead_of_several_rows_counts_for_each() -> None:
    rows: list[list[str | None]] = [list(HEAD), list(ROWS[0]), [*ROWS[1][:2], None, "Quý II"], list(ROWS[2])]
    wanted = [HEAD, ROWS[0], [*ROWS[1][:2], "Phòng Nội vụ", "Quý II"], ROWS[2]]
    assert texts(Sheet().table(rows, WIDTHS)) == ["\n".join(row_of(*row) for row in wanted)]


def test_a_head_of_two_rows_is_one() -> None:
    rows: list[list[str | None]] = [
        ["TT", "Nội dung nhiệm vụ", "Cơ quan", "<"],
        [None, None, "chủ trì", "phối hợp"],
        ["1", "Rà soát quy chế làm việc", "Văn phòng", "Phòng Nội vụ"],
    ]
    assert texts(Sheet().table(rows, (40, 200, 100, 100))) == [
        "\n".join(
            (
                row_of("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp"),
                row_of("1", "Rà soát quy chế làm việc", "Văn phòng", "Phòng Nội vụ"),
            )
        )
    ]


def test_a_table_that_goes_on_over_pages_is_one() -> None:
    first = Sheet(1).paragraph(FIRST).table([HEAD, *ROWS[:2]], WIDTHS).foot("1")
    second = Sheet(2).table([HEAD, *ROWS[2:]], WIDTHS).foot("2")
    content = content_of([first.page(), second.page()])
    assert content.text.split("\n\n")[1].strip() == "\n".join(row_of(*row) for row in (HEAD, *ROWS))
    assert [(place.at.page, place.at.last_page) for place in content.places] == [(1, None), (2, None)]


def test_a_head_read_slightly_otherwise_on_the_next_page_is_the_same() -> None:
    misread = [HEAD[0].replace("T", "5", 1), *HEAD[1:]]
    assert misread != HEAD
    first, second = Sheet(1).table([HEAD, *ROWS[:2]], WIDTHS), Sheet(2).table([misread, *ROWS[2:]], WIDTHS)
    assert texts(first, second) == ["\n".join(row_of(*row) for row in (HEAD, *ROWS))]
    other = Sheet(2).table([["Số", "Tên đề án", *HEAD[2:]], *ROWS[2:]], WIDTHS)
    assert len(texts(first, other)) == 2


def test_a_row_that_the_end_of_a_page_cuts_is_one() -> None:
    start, rest = "Ban hành kế hoạch sử dụng biên chế công chức", "hằng năm của huyện"
    first = Sheet(1).table([HEAD, ["1", start, "Phòng Nội vụ", "Quý I"]], WIDTHS)
    second = Sheet(2).table([HEAD, ["", rest, "", ""], *ROWS[1:]], WIDTHS)
    content = content_of([first.page(), second.page()])
    assert content.text.strip() == "\n".join(row_of(*row) for row in (HEAD, *ROWS))
    assert content.places[1].at == Position(page=1, last_page=2)


def test_a_lead_of_several_rows_goes_on_over_a_page() -> None:
    start, rest = "Ban hành kế hoạch sử dụng biên chế công chức", "hằng năm của huyện"
    first = Sheet(1).table([HEAD, ["1", start, "Phòng Nội vụ", "Quý I"]], WIDTHS)
    second = Sheet(2).table([HEAD, ["", rest, "", ""], [*ROWS[1][:2], None, "Quý II"], ROWS[2]], WIDTHS)
    wanted = [HEAD, ROWS[0], [*ROWS[1][:2], "Phòng Nội vụ", "Quý II"], ROWS[2]]
    assert texts(first, second) == ["\n".join(row_of(*row) for row in wanted)]


def test_names_on_lines_of_their_own_are_a_list() -> None:
    sheet = Sheet().table([HEAD, ["1", "Rà soát quy chế", "Phòng Nội vụ", "Quý I"]], WIDTHS)
    below = 3 + 1.2 * 12
    sheet.words += words_at("Văn phòng", LEFT + 265, sheet.words[-1].box.top + below, 12)
    page = sheet.page()
    foot = max(rule.bottom for rule in page.rules)
    lower = tuple(
        replace(rule, top=rule.top + 30 * (rule.top == foot), bottom=rule.bottom + 30 * (rule.bottom == foot))
        for rule in page.rules
    )
    text = content_of([replace(page, rules=lower)]).text
    assert "| Phòng Nội vụ; Văn phòng |" in text


def test_a_frame_is_no_table() -> None:
    sheet = Sheet().paragraph(FIRST)
    page = sheet.page()
    frame = [Box(40, 40, 560, 40), Box(40, 800, 560, 800), Box(40, 40, 40, 800), Box(560, 40, 560, 800)]
    assert content_of([replace(page, rules=tuple(frame))]).text == f"{FIRST}\n"


def test_dashed_borders_and_drawings() -> None:
    dashes = [Box(x, y, x + 3, y) for x in range(100, 300, 6) for y in (100, 130, 160)]
    dashes += [Box(x, y, x, y + 3) for y in range(100, 160, 6) for x in (100, 200, 300)]
    (grid,) = grids_of(dashes)
    assert (grid.columns, len(grid.ys)) == (2, 3)
    crossing = [Box(0, y, 500, y) for y in range(0, 30000, 10)] + [Box(x, 0, x, 500) for x in range(0, 30000, 10)]
    assert grids_of(crossing) == []


# ---- notes ----


def test_footnotes_follow_at_the_end() -> None:
    sheet = Sheet().paragraph(FIRST)
    last = sheet.words[-1]
    sheet.words.append(Word("1", Box(last.box.x1, last.box.top - 2, last.box.x1 + 4, last.box.top + 6), 8))
    sheet.paragraph(SECOND)
    sheet.rules.append(Box(LEFT, 740, LEFT + 140, 740))
    sheet.words += words_at("[1] Ban hành kèm theo quy chế làm việc.", LEFT, 746, 10)
    assert texts(sheet) == [f"{FIRST} [1]", SECOND, "[1] Ban hành kèm theo quy chế làm việc."]


# ---- recognised words ----


def test_confidence_is_the_mean_of_a_lines_words() -> None:
    sheet = Sheet(sure=0.8).paragraph(FIRST)
    content = content_of([sheet.page()], ["page 1 was recognised by OCR (confidence 80%)"])
    assert content.places[0].at == Position(page=1, confidence=0.8)
    assert content.remarks == ("page 1 was recognised by OCR (confidence 80%)",)


REMARKS = [
    pytest.param(recognised_pages([Sheet(2, sure=0.91).paragraph(FIRST).page()]), "page 2 was ", id="one recognised"),
    pytest.param(recognised_pages([Sheet(n, sure=0.5).page() for n in (1, 2)]), "pages 1, 2 were ", id="recognised"),
    pytest.param(unread_pages([4], "reason"), "page 4 is a picture and was not read: reason", id="one unread"),
    pytest.param(unread_pages([4, 5], "reason"), "pages 4, 5 are pictures", id="unread"),
    pytest.param(damaged_pages([3]), "the text layer of page 3 is damaged", id="one damaged"),
    pytest.param(damaged_pages([3, 9]), "the text layer of pages 3, 9 is damaged", id="damaged"),
]


@pytest.mark.parametrize(("remarks", "start"), REMARKS)
def test_remarks(remarks: list[str], start: str) -> None:
    assert len(remarks) == 1
    assert remarks[0].startswith(start)


def test_of_many_pages_the_first_and_the_last_are_named() -> None:
    assert named(range(1, 41)) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ..., 40"
    assert recognised_pages([]) == unread_pages([], "") == damaged_pages([]) == []


# ---- damaged layers ----

LAYERS = [
    pytest.param(FIRST, False, id="sound"),
    pytest.param(
        "UBND TỈNH BÌNH MINH - Số: 12/KH-UBND, V/v triển khai ISO 9001 của Bộ KH&CN năm 2026", False, id="codes"
    ),
    pytest.param(
        "The provincial committee shall report every quarter on what has been done about the restructuring of agencies "
        "and on the number of officers who left the service during the same period of time.",
        False,
        id="English",
    ),
    pytest.param("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc, ñy ban nh©n d©n", True, id="TCVN3"),
    pytest.param("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp töï do haïnh phuùc, uûy ban", True, id="VNI"),
    pytest.param("(cid:12)(cid:31) ban nh(cid:44)n dân (cid:7)(cid:9) tỉnh", True, id="codes of glyphs"),
    pytest.param("\ue012y ban nh\ue031n d\ue031n t\ue04cnh", True, id="private letters"),
    pytest.param(
        "y ban nhn dn tnh ch tr phi hp vi cc s ban ngnh lin quan thc hin k hoch ny", True, id="letters missing"
    ),
    pytest.param(
        " ".join(["uy ban nhan dan tinh giao so noi vu chu tri phoi hop voi cac nganh lien quan"] * 5),
        True,
        id="accents missing",
    ),
    pytest.param("", False, id="nothing"),
]


@pytest.mark.parametrize(("text", "damaged"), LAYERS)
def test_damaged_layers(text: str, damaged: bool) -> None:
    words = tuple(words_at(text, 80, 100)) if text else ()
    assert is_damaged(Page(1, 595, 842, words)) is damaged


SYLLABLES = ["nghiệp", "quyết", "gì", "khuỷu", "Ủy", "thuở", "xoong", "giếng", "ươm", "đường", "an", "yêu", "ngoằn"]
OTHERS = ["hßa", "nghÜa", "x·", "kh", "plan", "school", "ííi", "coäng", "", "b" * 30]


@pytest.mark.parametrize("text", SYLLABLES)
def test_syllables(text: str) -> None:
    assert is_syllable(text)


@pytest.mark.parametrize("text", OTHERS)
def test_no_syllables(text: str) -> None:
    assert not is_syllable(text)


# ---- whatever stands on pages ----

PIECES = st.lists(
    st.tuples(
        st.sampled_from(["một", "hai", "1.", "-", "Điều", "ba,", "bốn;", "năm", "SÁU", "bảy-", "I.", "|"]),
        st.floats(20, 560),
        st.floats(130, 700),
        st.sampled_from([8.0, 11.0, 13.0, 14.0]),
        st.booleans(),
    ),
    max_size=40,
)
RULES = st.lists(
    st.one_of(
        st.tuples(st.floats(0, 590), st.floats(0, 840), st.floats(0, 590)).map(
            lambda t: Box(min(t[0], t[2]), t[1], max(t[0], t[2]), t[1])
        ),
        st.tuples(st.floats(0, 590), st.floats(0, 840), st.floats(0, 840)).map(
            lambda t: Box(t[0], min(t[1], t[2]), t[0], max(t[1], t[2]))
        ),
    ),
    max_size=12,
)


@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.tuples(PIECES, RULES), min_size=1, max_size=3), st.booleans())
def test_each_word_is_in_the_text_once(
    pages: list[tuple[list[tuple[str, float, float, float, bool]], list[Box]]], sure: bool
) -> None:
    made: list[Page] = []
    marks: list[str] = []
    for number, (pieces, rules) in enumerate(pages, start=1):
        words: list[Word] = []
        for text, x, top, size, bold in pieces:
            marked = f"{text}w{len(marks)}w"
            marks.append(f"w{len(marks)}w")
            words.append(Word(marked, Box(x, top, x + 30, top + size), size, bold, 0.9 if sure else None))
        made.append(Page(number, 595, 842, tuple(words), tuple(rules)))
    content = content_of(made)
    for mark in marks:
        assert content.text.count(mark) == 1
    numbers = [place.at.page or 0 for place in content.places]
    assert numbers == sorted(numbers)
    lines = [place.line for place in content.places]
    assert lines == sorted(set(lines))
