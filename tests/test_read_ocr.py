"""Recognition of pictures: what is mended, what is left, what is refused. Pages are drawn here, so all is known."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from graph.errors import ReadError
from graph.lexicon.frequencies import passages, passages_with
from graph.read.limits import Limits, Options, Recognition
from graph.read.ocr import engine, marks, mending, preparation, recognise
from graph.read.ocr.dirt import is_dirt
from graph.read.ocr.engine import Recognised, missing
from graph.read.ocr.expecting import Numbering
from graph.read.ocr.handwritten import with_numbers
from graph.read.ocr.marks import as_mark, as_number, slips
from graph.read.ocr.mending import mended, mistakes
from graph.read.ocr.picture import MOST_PIXELS, read
from graph.read.ocr.provinces import with_provinces
from graph.read.ocr.recognise import recognise_page
from graph.read.ocr.settling import UNSURE, is_open, settled
from graph.read.ocr.sheet import Field, sheet_of
from graph.read.ocr.strokes import with_strokes
from graph.read.ocr.typography import ink_of, snapped
from graph.read.printed.lines import joined, rows_of
from graph.read.printed.page import Box, Word
from tests.conftest import absent

SHEET = (1654, 2339)
"""Pixels of a sheet of A4 at 200 dots per inch."""


@pytest.fixture(scope="module")
def recogniser() -> None:
    lack = missing()
    if lack is not None:
        absent(f"recognition of pictures: {lack.what}")


def word(text: str, confidence: float = 0.8) -> Word:
    return Word(text, Box(0, 0, 1, 1), confidence=confidence)


def drawn(lines: Sequence[tuple[int, int, str]], size: int = 32, colour: str = "black") -> Any:
    """A sheet with lines of type at these places, in pixels."""
    pil, draw, fonts = (import_module(f"PIL.{name}") for name in ("Image", "ImageDraw", "ImageFont"))
    sheet = pil.new("RGB", SHEET, "white")
    try:
        font = fonts.truetype("DejaVuSerif.ttf", size)
    except OSError:
        absent("the font DejaVu Serif (fonts-dejavu-core)")
    pen = draw.Draw(sheet)
    for left, top, text in lines:
        pen.text((left, top), text, font=font, fill=colour)
    return sheet


def saved(picture: Any, form: str = "PNG", **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


PLAN = (
    (240, 200, "ỦY BAN NHÂN DÂN"),
    (260, 260, "XÃ BẢN MỚI"),
    (240, 340, "Số: 15/KH-UBND"),
    (760, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (890, 260, "Độc lập - Tự do - Hạnh phúc"),
    (860, 340, "Bản Mới, ngày 04 tháng 5 năm 2024"),
    (740, 460, "KẾ HOẠCH"),
    (520, 520, "Về việc trồng rừng năm 2024"),
    (300, 640, "1. Phòng Kinh tế chủ trì, phối hợp với các thôn trồng mới 20 ha rừng,"),
    (240, 695, "xong trước ngày 30 tháng 6 năm 2024."),
    (300, 760, "2. Các thôn tổ chức chăm sóc, bảo vệ diện tích rừng đã trồng, báo cáo Ủy ban"),
    (240, 815, "nhân dân xã trước ngày 15 tháng 12 năm 2024."),
)


# ---- word lists ----


@pytest.mark.parametrize("row", mistakes(), ids=lambda row: row.example)
def test_a_mistaken_letter_is_mended(row: mending.Mistake) -> None:
    words = mended([word(one) for one in row.example.split()])
    assert " ".join(one.text for one in words) == row.mended
    changed = [one for one, given in zip(words, row.example.split(), strict=True) if one.text != given]
    assert len(changed) == 1
    assert all((one.confidence or 1) <= mending.MENDED for one in changed)


@pytest.mark.parametrize("row", mending.mistaken_words(), ids=lambda row: row.read)
def test_words_that_nobody_writes_are_mended(row: mending.MistakenWords) -> None:
    words = mended([word(one, 0.99) for one in row.example.split()])
    assert " ".join(one.text for one in words) == row.mended
    assert min(one.confidence or 1 for one in words) <= mending.MENDED
    assert len(row.read) == len(row.meant)


NAMES = [
    pytest.param("UBND TĨNH QUANG NGAI", "UBND TỈNH QUẢNG NGÃI", id="capitals"),
    pytest.param("của tinh Lai Châu, nay", "của tỉnh Lai Châu, nay", id="in a sentence"),
    pytest.param("THÀNH PHÔ HÀ NÔI", "THÀNH PHỐ HÀ NỘI", id="a city"),
    pytest.param("tỉnh Hà Nam", "tỉnh Hà Nam", id="right already"),
    pytest.param("tinh quang ngai", "tinh quang ngai", id="no name"),
    pytest.param("Tính, Quảng Ngai", "Tính, Quảng Ngai", id="parted by a comma"),
    pytest.param("QUANG NGAI", "QUANG NGAI", id="without its kind"),
    pytest.param("TINH QUANG", "TINH QUANG", id="half a name"),
]


@pytest.mark.parametrize(("read", "meant"), NAMES)
def test_names_of_provinces_behind_their_kind_are_put_right(read: str, meant: str) -> None:
    words = with_provinces([word(one, 0.9) for one in read.split()])
    assert " ".join(one.text for one in words) == meant
    for one, given in zip(words, read.split(), strict=True):
        assert (one.confidence == mending.MENDED) == (one.text != given)


@pytest.mark.parametrize("row", slips(), ids=lambda row: f"{row.kind} {row.read}")
def test_a_slip_in_a_mark_is_mended(row: marks.Slip) -> None:
    assert (as_number if row.kind == "figure" else as_mark)(row.example) == row.mended


def test_the_word_lists_are_not_empty() -> None:
    assert len(mistakes()) >= 10
    assert len(slips()) >= 10
    assert passages() > 10_000
    assert passages_with("ủy ban") > passages_with("tinh giản") > 0 == passages_with("tỉnh giản")


@pytest.mark.parametrize("text", ["CHỈTHỊ", "SởNội", "(tổchức)"])
def test_a_lost_blank_is_put_back(text: str) -> None:
    parts = mended([Word(text, Box(0, 0, 60, 10), confidence=0.9)])
    assert "".join(part.text for part in parts) == text
    assert len(parts) == 2
    assert parts[0].box.x1 < parts[1].box.x0
    assert max(part.confidence or 1 for part in parts) <= mending.MENDED


LEFT = [
    "UBND tỉnh",
    "THADS",
    "Internet",
    "Đồng chí Tống Văn Hòa",
    "tỉnh Lào Cai",
    "chỉ tiêu được giao",
    "Ông Tố Hữu",
    "sát nhập",
    "yếu tố con người",
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_not_certain_stays(text: str) -> None:
    assert " ".join(one.text for one in mended([word(one) for one in text.split()])) == text


def test_a_sure_word_stays() -> None:
    words = mended([word("cụ", 0.99), word("thế", 0.99), word("hóa", 0.99)])
    assert [one.text for one in words] == ["cụ", "thế", "hóa"]


MARKS = [
    ("II.", "II."),
    ("2.1.", "2.1."),
    ("a)", "a)"),
    ("IV-", "IV-"),
    ("HI.", "III."),
    ("5:", "5."),
    ("XIV.", "XIV."),
    ("IIII.", None),
    ("UBND", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "mark"), MARKS, ids=[text or "nothing" for text, _ in MARKS])
def test_marks(text: str, mark: str | None) -> None:
    assert as_mark(text) == mark


def seen(text: str, confidence: float, left: int = 100, top: int = 10, width: int = 30, height: int = 26) -> Recognised:
    return Recognised(text, left, top, left + width, top + height, 1, 26, confidence)


SETTLED = [
    pytest.param(("v2", 0.26), [("Fi", 0.65), ("7.", 0.97)], "7.", id="one is certain, the first is not"),
    pytest.param(("sẽ", 0.82), [("3.", 0.96), ("3.", 0.96)], "3.", id="two are certain"),
    pytest.param(("sẽ", 0.82), [("3.", 0.96)], "sẽ", id="a word against one"),
    pytest.param(("sẽ", 0.82), [("3.", 0.96), ("8.", 0.96)], "sẽ", id="two that differ"),
    pytest.param(("Đ;", 0.0), [("28", 0.24), ("3", 0.87)], "Đ;", id="nothing is certain"),
    pytest.param(("2b", 0.27), [("2", 0.0)], "2", id="the same figure"),
    pytest.param(("G-", 0.75), [("6-", 0.93)], "6-", id="a letter like the figure"),
    pytest.param(("G-", 0.95), [("6-", 0.93)], "G-", id="a letter that is surer"),
    pytest.param(("B-", 0.92), [("B-", 0.9)], "B-", id="a letter"),
    pytest.param(("1", 0.48), [("L.", 0.86)], "1.", id="a figure one with its point"),
    pytest.param(("1.", 0.97), [("L.", 0.86)], "1.", id="a figure one"),
    pytest.param(("L.", 0.5), [("I.", 0.75)], "I.", id="a stroke"),
    pytest.param(("XII;", 0.78), [("XII.", 0.86)], "XII;", id="a number in a sentence"),
    pytest.param(("XH", 0.69), [("XII", 0.72)], "XII", id="the longer number"),
    pytest.param(("5:", 0.7), [None], "5.", id="nothing else was read"),
    pytest.param(("30", 0.93), [("30.", 0.95)], "30", id="an end that was not there"),
    pytest.param(("XIII", 0.9), [("XIIII", 0.9)], "XIII", id="no Roman number"),
    pytest.param(("số", 0.93), [("I", 0.5)], "số", id="a word and a stroke"),
    pytest.param(("XII", 0.91), [("XII", 0.86), ("XIH", 0.73)], "XII", id="a number read whole"),
    pytest.param(("XH", 0.91), [("XII", 0.64), ("XI", 0.42)], "XII", id="the longest read whole"),
    pytest.param(("Vị;", 0.48), [("vi;", 0.93), ("V", 0.0)], "Vị;", id="hardly a number"),
    pytest.param(("T", 0.92), [("T", 0.91), ("H", 0.32)], "T", id="a letter and two strokes"),
    pytest.param(("HỆ", 0.84), [("II.", 0.7), ("H.", 0.71), ("II.", 0.83)], "II.", id="two strokes thrice"),
]


@pytest.mark.parametrize(("first", "others", "text"), SETTLED)
def test_readings_are_weighed(first: tuple[str, float], others: list[tuple[str, float] | None], text: str) -> None:
    found = settled(seen(*first), [seen(*one) if one else None for one in others], begins=True)
    assert found.text == text
    assert found.confidence <= max(first[1], UNSURE)


NEXT = [
    pytest.param(("XŠ", 0.45), [("B:", 0.81), ("8", 0.83), ("3:", 0.59)], "3.", id="the one that comes next"),
    pytest.param(("g:", 0.0), [("B:", 0.09), ("É", 0.22), ("3s", 0.51)], "3", id="it and a letter"),
    pytest.param(("Đ;", 0.0), [("28", 0.24), ("9", 0.87)], "Đ;", id="not read at all"),
    pytest.param(("8.", 0.97), [("3.", 0.4)], "8.", id="against a sure one"),
    pytest.param(("IỆ", 0.0), [("Lk", 0.35), ("I", 0.42)], "1", id="a stroke where a one may come"),
]


@pytest.mark.parametrize(("first", "others", "text"), NEXT)
def test_a_mark_that_comes_next_counts_more(
    first: tuple[str, float], others: list[tuple[str, float]], text: str
) -> None:
    numbering = Numbering()
    for mark in ("II.", "1.", "2."):
        numbering.see(mark)
    assert numbering.next() == {"1", "3", "2.1", "III"}
    found = settled(seen(*first), [seen(*one) for one in others], begins=True, expected=numbering.next())
    assert found.text == text


COMING = [
    pytest.param((), {"1", "I"}, id="nothing yet"),
    pytest.param(("2.", "2.1."), {"1", "3", "2.2", "2.1.1", "I"}, id="two levels"),
    pytest.param(("IV-", "a)"), {"1", "V"}, id="letters are not counted"),
    pytest.param(("XXX.",), {"1", "XXXI"}, id="a large number"),
    pytest.param(("XXXIX.",), {"1"}, id="the largest number"),
    pytest.param(("IIII.",), {"1", "I"}, id="no such number"),
]


@pytest.mark.parametrize(("marks", "expected"), COMING)
def test_which_marks_may_come(marks: Sequence[str], expected: set[str]) -> None:
    numbering = Numbering()
    for mark in marks:
        numbering.see(mark)
    assert numbering.next() == expected


def test_what_is_still_open() -> None:
    assert is_open(seen("v2", 0.26), [seen("Fi", 0.65)])
    assert is_open(seen("sẽ", 0.82), [seen("3.", 0.96)])
    assert not is_open(seen("sẽ", 0.82), [seen("3.", 0.96), seen("3.", 0.96)])
    assert is_open(seen("2.", 0.5), [seen("3.", 0.9)])
    assert not is_open(seen("2.", 0.8), [seen("2.", 0.9)])
    assert not is_open(seen("nhân", 0.9), [seen("nhan", 0.9)])


STROKES = [
    pytest.param("II", (4, 17, 30), "III", id="one was lost"),
    pytest.param("II", (4, 17), "II", id="two"),
    pytest.param("III.", (4, 17), "III.", id="none is taken away"),
    pytest.param("II", (4, 24), "11", id="two figures"),
    pytest.param("11.", (4, 17), "II.", id="no figures"),
    pytest.param("11.", (4, 24), "11.", id="figures read as such"),
    pytest.param("IV.", (4, 17), "IV.", id="not only strokes"),
    pytest.param("II", (4, 17, 30, 43), "II", id="too many"),
    pytest.param("II", (), "II", id="none"),
]


@pytest.mark.parametrize(("text", "strokes", "expected"), STROKES)
def test_strokes_are_counted_in_the_picture(text: str, strokes: tuple[int, ...], expected: str) -> None:
    grey = np.full((46, 200), 255, np.uint8)
    for left in strokes:
        grey[10:36, 100 + left : 103 + left] = 0
    assert with_strokes(seen(text, 0.7, width=40), grey, 160).text == expected


@pytest.mark.parametrize(
    ("serifs", "expected"), [((2, 0), "1"), ((2, 2), "I"), ((0, 0), "I")], ids=["flag", "serifs", "bare"]
)
def test_a_stroke_with_a_flag_is_a_figure_one(serifs: tuple[int, int], expected: str) -> None:
    grey = np.full((46, 200), 255, np.uint8)
    grey[10:36, 100:103] = 0
    grey[10:12, 100 - serifs[0] : 103 + serifs[1]] = 0
    assert with_strokes(seen("I", 0.7, width=3), grey, 160).text == expected


def test_specks_are_dirt_and_sure_marks_are_none() -> None:
    assert [is_dirt(seen(text, 0.3)) for text in ("ˆ", "|_", "___", "a.", ".")] == [True, True, True, False, True]
    assert [is_dirt(seen(text, 0.9)) for text in ("|", "_", ".")] == [False, True, False]
    assert [is_dirt(seen("—", 0.9, height=height)) for height in (26, 3)] == [True, False]


def test_words_keep_their_order_in_boxes_that_are_too_wide_or_too_tall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes as recognition gave them on a scan of 2018: one reaches over the next word, one over the next line."""
    line = [("đạo", 617, 1580, 672, 1615), ("Tòa", 690, 1580, 804, 1625), ("án", 768, 1568, 804, 1629),
            ("nhân", 820, 1580, 896, 1608), ("dân", 914, 1580, 968, 1608), ("cấp", 1413, 1572, 1465, 1616)]  # fmt: skip
    below = [("huyện", 248, 1626, 341, 1662), ("thành", 364, 1626, 452, 1670), ("phố", 464, 1626, 522, 1662)]
    given = [
        Recognised(text, *box, number, 46, 0.95) for number, words in enumerate((line, below)) for text, *box in words
    ]
    monkeypatch.setattr(recognise, "recognise", lambda *_, **__: tuple(given))
    page = recognise_page(drawn([]), 1, 595, 842, "x.pdf")
    assert [joined(row).text for row in rows_of(1, page.words)] == ["đạo Tòa án nhân dân cấp", "huyện thành phố"]


# ---- measures ----


def test_words_of_one_type_are_as_high_whatever_their_letters() -> None:
    low, tall, hanging = (ink_of(text) for text in ("an", "Đền", "gỗ"))
    assert low is not None
    assert tall is not None
    assert hanging is not None
    assert low.height < tall.height < hanging.height
    assert ink_of("—") is None


def test_sizes_near_a_common_one_are_taken_for_it() -> None:
    assert snapped([13.8, 14.2, 14.1, 14.0, 10.1, 26.0]) == {
        13.8: 14.0,
        14.2: 14.0,
        14.1: 14.0,
        14.0: 14.0,
        10.1: 10.0,
        26.0: 26.0,
    }
    assert snapped([]) == {}


def test_words_in_stacked_cells_are_found_back() -> None:
    grey = np.full((100, 200), 255, np.uint8)
    grey[40:60, 120:150] = 0
    sheet = sheet_of(grey, [Field(100, 20, 200, 80)], [Field(10, 20, 90, 80), Field(100, 20, 200, 80)])
    assert len(sheet.strips) == 2  # the page and the cell with ink; the empty cell takes no room
    strip = sheet.strips[1]
    rows, columns = np.nonzero(sheet.picture[strip.top :] < 128)
    seen = Recognised(
        "x",
        int(columns.min()),
        strip.top + int(rows.min()),
        int(columns.max()) + 1,
        strip.top + int(rows.max()) + 1,
        1,
        20,
        0.9,
    )
    index, found = sheet.on_page(seen)
    assert (index, found.left, found.top, found.right, found.bottom) == (1, 120, 40, 150, 60)


# ---- pictures ----


@pytest.mark.parametrize("angle", [0.0, 1.5, -2.5, 90.0, 180.0])
def test_a_page_is_set_upright_and_straight(recogniser: None, angle: float) -> None:
    sheet = drawn(PLAN).rotate(angle, expand=angle == 90.0, fillcolor="white", resample=3)
    content = read(saved(sheet, dpi=(200, 200)), "plan.png", Options())
    assert "Số: 15/KH-UBND" in content.text
    assert "Phòng Kinh tế chủ trì, phối hợp với các thôn" in content.text
    assert content.remarks[0].startswith("page 1 was recognised by OCR (confidence 9")


def test_paragraphs_columns_and_places(recogniser: None) -> None:
    content = read(saved(drawn(PLAN), dpi=(200, 200)), "plan.png", Options())
    lines = content.text.splitlines()
    head = next(line for line in lines if "ỦY BAN NHÂN DÂN" in line)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head
    assert [line[:8] for line in lines if line[:2] in ("1.", "2.")] == ["1. Phòng", "2. Các t"]
    assert all(place.at.page == 1 and 0 < (place.at.confidence or 0) <= 1 for place in content.places if place.at.page)
    assert any(place.at.page == 1 for place in content.places)


def test_a_ruled_table_is_read_cell_by_cell(recogniser: None) -> None:
    sheet = drawn(
        [
            (215, 215, "TT"), (420, 215, "Nội dung nhiệm vụ"), (960, 215, "Cơ quan chủ trì"),
            (225, 320, "1"), (960, 325, "Phòng Kinh tế"),
            (330, 300, "Lập danh sách hộ có"), (330, 350, "rừng trồng mới"),
            (225, 440, "2"), (330, 440, "Đo đạc diện tích"), (960, 420, "Tổ đo đạc"), (960, 470, "của xã"),
        ]
    )  # fmt: skip
    pen = import_module("PIL.ImageDraw").Draw(sheet)
    for top in (200, 280, 410, 540):
        pen.line((200, top, 1400, top), fill="black", width=3)
    for left in (200, 300, 940, 1400):
        pen.line((left, 200, left, 540), fill="black", width=3)
    rows = [line for line in read(saved(sheet, dpi=(200, 200)), "t.png", Options()).text.splitlines() if "|" in line]
    assert rows == [
        "| TT | Nội dung nhiệm vụ | Cơ quan chủ trì |",
        "| 1 | Lập danh sách hộ có rừng trồng mới | Phòng Kinh tế |",
        "| 2 | Đo đạc diện tích | Tổ đo đạc của xã |",
    ]


def test_a_red_seal_does_not_hide_the_name_under_it(recogniser: None) -> None:
    seal = drawn([])
    pen = import_module("PIL.ImageDraw").Draw(seal)
    for radius in range(60, 200, 12):
        pen.ellipse((980 - radius, 480 - radius, 980 + radius, 480 + radius), outline=(225, 60, 60), width=5)
    written = drawn([(900, 300, "CHỦ TỊCH"), (860, 560, "Nguyễn Văn Bình")])
    sheet = import_module("PIL.ImageChops").multiply(written, seal)
    text = read(saved(sheet, dpi=(200, 200)), "seal.png", Options()).text
    assert "CHỦ TỊCH" in text
    assert "Nguyễn Văn Bình" in text


def test_a_tiff_of_two_pages(recogniser: None) -> None:
    pages = [drawn([(300, 300, f"Trang số {name} của kế hoạch")]).convert("1") for name in ("một", "hai")]
    content = read(
        saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200)), "two.tif", Options()
    )
    assert [place.at.page for place in content.places if place.at.page] == [1, 2]
    assert "một" in content.text
    assert "hai" in content.text
    assert content.remarks[0].startswith("pages 1, 2 were recognised by OCR")


def test_an_empty_page_gives_no_words(recogniser: None) -> None:
    assert read(saved(drawn([])), "empty.png", Options()).text == ""


def test_a_transparent_page_is_white(recogniser: None) -> None:
    sheet = drawn([(300, 300, "Kế hoạch trồng rừng năm nay")]).convert("RGBA")
    ink = np.asarray(sheet).copy()
    ink[..., 3] = np.where(ink[..., :3].min(axis=2) == 255, 0, 255)
    sheet = import_module("PIL.Image").fromarray(ink)
    assert "Kế hoạch trồng rừng" in read(saved(sheet), "clear.png", Options()).text


# ---- refused ----


def test_a_picture_that_declares_too_many_pixels(recogniser: None) -> None:
    side = int(MOST_PIXELS**0.5) + 100
    picture = import_module("PIL.Image").new("1", (side, side), 1)
    with pytest.raises(ReadError, match="a page has more than 80 million pixels"):
        read(saved(picture), "bomb.png", Options())


def test_too_many_pages(recogniser: None) -> None:
    page = import_module("PIL.Image").new("1", (10, 10), 1)
    data = saved(page, "TIFF", save_all=True, append_images=[page, page])
    with pytest.raises(ReadError, match="3 pages are to be recognised, more than the 2 that are allowed"):
        read(data, "three.tif", Options(limits=Limits(recognised_pages=2)))


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 no more", b"II*\0\0\0\0\0", b""],
    ids=["png", "jpeg", "tiff", "empty"],
)
def test_a_broken_picture(recogniser: None, data: bytes) -> None:
    with pytest.raises(ReadError, match="the picture is damaged"):
        read(data, "broken.png", Options())


def test_recognition_switched_off() -> None:
    with pytest.raises(ReadError, match="switched off"):
        read(b"", "page.png", Options(recognition=Recognition.NEVER))


def test_a_page_that_takes_too_long(recogniser: None) -> None:
    with pytest.raises(ReadError, match="recognising a page took longer"):
        engine.recognise(np.full((500, 500), 255, np.uint8), "slow.png", seconds=0.001)


def test_without_the_program(monkeypatch: pytest.MonkeyPatch, recogniser: None) -> None:
    monkeypatch.setenv("PATH", "")
    lack = missing("scan.pdf")
    assert lack is not None
    assert str(lack) == (
        "scan.pdf: the program tesseract is not installed. Install it: apt install tesseract-ocr tesseract-ocr-vie"
    )
    with pytest.raises(ReadError, match="the program tesseract is not installed"):
        read(b"", "page.png", Options())


def test_without_vietnamese(monkeypatch: pytest.MonkeyPatch, recogniser: None) -> None:
    monkeypatch.setattr(engine, "_languages", lambda program: frozenset({"eng", "osd"}))
    lack = missing("scan.pdf")
    assert lack is not None
    assert lack.what == "tesseract has no Vietnamese data"


def test_without_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent_module(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(engine, "import_module", absent_module)
    lack = missing("scan.pdf")
    assert lack is not None
    assert lack.what == "the libraries for recognising pictures (OCR) are not installed"
    assert lack.remedy == "Install the extra: pip install 'directive-lineage[ocr]'"


def test_a_failing_program(monkeypatch: pytest.MonkeyPatch, recogniser: None) -> None:
    monkeypatch.setattr(engine, "PROGRAM", "false")
    with pytest.raises(ReadError, match="tesseract failed on this picture"):
        engine.recognise(np.full((50, 50), 255, np.uint8), "page.png", seconds=20)


# ---- numbers written by hand ----

SIZE, FOOT = 40.0, 300.0


def letterhead(
    written: str, words: Sequence[tuple[str, int, int]], start: int, slant: float = 0.0
) -> tuple[Any, list[Recognised]]:
    """A page on which a pen wrote something at `start`, and the words that were recognised from it."""
    cv = preparation.library()
    ink = np.zeros((2339, 1654), np.uint8)
    cv.putText(ink, written, (start, int(FOOT)), cv.FONT_HERSHEY_SIMPLEX, 1.4, 255, 4)
    turn = np.array([[1.0, -slant, slant * FOOT], [0.0, 1.0, 0.0]])
    ink = cv.GaussianBlur(cv.warpAffine(ink, turn, (1654, 2339)), (0, 0), 1.0)
    return 255 - ink, [Recognised(text, left, 270, right, 305, 1, 45, 0.3) for text, left, right in words]


NUMBER = (("Số:", 300, 350), ("đ#", 362, 440), ("/KH-UBND", 470, 640))
DAY = (
    ("Mới,", 800, 880),
    ("ngày", 890, 966),
    ("®0", 980, 1040),
    ("tháng", 1060, 1150),
    ("4", 1160, 1175),
    ("năm", 1190, 1250),
)
WRITTEN = [
    pytest.param("47", NUMBER, 370, 0.0, "Số: 47/KH-UBND", id="number"),
    pytest.param("32", NUMBER, 370, 0.2, "Số: 32/KH-UBND", id="slanted number"),
    pytest.param("20", DAY, 985, 0.0, "Mới, ngày 20 tháng", id="day"),
    pytest.param("47", DAY, 985, 0.0, "Mới, ngày ®0 tháng", id="no such day"),
    pytest.param("", NUMBER, 370, 0.0, "Số: đ# /KH-UBND", id="nothing written"),
    pytest.param("MW", NUMBER, 370, 0.0, "Số: đ# /KH-UBND", id="no digits"),
    pytest.param("47", (("Theo", 300, 350), *NUMBER[1:]), 370, 0.0, "Theo đ# /KH-UBND", id="no number wanted"),
]


@pytest.mark.parametrize(("written", "words", "start", "slant", "told"), WRITTEN)
def test_numbers_written_by_hand(
    recogniser: None, written: str, words: Sequence[tuple[str, int, int]], start: int, slant: float, told: str
) -> None:
    grey, line = letterhead(written, words, start, slant)
    found = with_numbers(line, grey, SIZE, FOOT)
    assert " ".join(one.text for one in found).startswith(told)
    assert max(one.confidence for one in found) < 1


def test_a_printed_number_is_left_as_it_was_read(recogniser: None) -> None:
    grey, _ = letterhead("47", NUMBER, 370)
    line = [
        Recognised(text, left, 270, right, 305, 1, 45, 0.95)
        for text, left, right in (NUMBER[0], ("15", 362, 440), NUMBER[2])
    ]
    assert with_numbers(line, grey, SIZE, FOOT) == line


# ---- rules ----


def test_rules_are_found_and_letters_are_none(recogniser: None) -> None:
    sheet = drawn([(300, 300, "Độc lập - Tự do - Hạnh phúc — IIIIII")])
    import_module("PIL.ImageDraw").Draw(sheet).line((300, 500, 900, 500), fill="black", width=3)
    rules, mask = preparation.rules_of(preparation.grey_of(sheet), 200)
    assert len(rules) == 1
    assert rules[0].flat
    assert abs(rules[0].left - 300) < 8
    assert abs(rules[0].right - 900) < 8
    assert preparation.without(preparation.grey_of(sheet), mask)[495:510].min() > 150
