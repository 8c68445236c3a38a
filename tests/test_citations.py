"""Citations: which documents a text names, how, and what it says of them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from graph.extract.citations import PassageContext, mentions_of
from graph.extract.relations import Zone
from graph.lexicon.citing import CitationWord, LawRow, RelationRow, citation_words, law_rows, relation_rows
from graph.model import CitationForm, Header, Mention, Relation, Source, Stated
from graph.read.lines import lines_of
from graph.read.passage import Passage
from graph.spelling import fold

OWN_PLAN = Header(type=Stated("Kế hoạch"), issuer=Stated("Ủy ban nhân dân huyện Đà Bắc"), symbol=Stated("9/KH-UBND"))


def mentions(text: str | Sequence[str], zone: Zone = "body", header: Header | None = OWN_PLAN) -> tuple[Mention, ...]:
    texts = [text] if isinstance(text, str) else text
    return mentions_of([PassageContext(_passage(one), zone) for one in texts], header)


def _passage(text: str) -> Passage:
    return Passage(text, tuple(range(len(text))))


FULL = [
    ("Nghị quyết số 5-NQ/TU ngày 02/3/2019 của Tỉnh ủy Hòa Bình về cán bộ",
     "5-NQ/TU", "Nghị quyết", date(2019, 3, 2), "Tỉnh ủy Hòa Bình", "về cán bộ"),
    ("Nghị quyết 5- NQ/TU, ngày 2/3/2019 của Tỉnh ủy; còn lại để sau",
     "5-NQ/TU", "Nghị quyết", date(2019, 3, 2), "Tỉnh ủy", None),
    ("Kế hoạch số: 12/KH-UBND ngày 12 tháng 7 năm 2021 của UBND tỉnh phê duyệt danh mục",
     "12/KH-UBND", "Kế hoạch", date(2021, 7, 12), "UBND tỉnh", "phê duyệt danh mục"),
    ("Kế hoạch số 7-KH/TU ngày 01/4/2018 Ban Chấp hành Đảng bộ tỉnh", "7-KH/TU", "Kế hoạch", date(2018, 4, 1),
     "Ban Chấp hành Đảng bộ tỉnh", None),
    ("Nghị quyết số 2-NQ/TW ngày 3/6/2017 Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng (khóa XII)",
     "2-NQ/TW", "Nghị quyết", date(2017, 6, 3), "Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng (khóa XII)", None),
    ("Nghị định số 7/2015/NĐ-CP , ngày 09/5/2015 theo hướng gọn hơn", "7/2015/NĐ-CP", "Nghị định",
     date(2015, 5, 9), None, None),
    ("Thông tư số 3/2019/TT-BKHĐT ngày 5/5/2019 của Bộ Kế hoạch và Đầu tư hướng dẫn báo cáo",
     "3/2019/TT-BKHĐT", "Thông tư", date(2019, 5, 5), "Bộ Kế hoạch và Đầu tư", "hướng dẫn báo cáo"),
    ("Chỉ thị số 4-CT/TW của Ban Bí thư ngày 6/6/2020 về sinh hoạt chi bộ", "4-CT/TW", "Chỉ thị",
     date(2020, 6, 6), "Ban Bí thư", "về sinh hoạt chi bộ"),
    ("Nghị quyết số 8/2018/QH14 của Quốc hội “Về ngân sách; phân bổ” được giao", "8/2018/QH14", "Nghị quyết",
     None, "Quốc hội", "Về ngân sách; phân bổ"),
    ("NGHỊ QUYẾT SỐ 5-NQ/TU NGÀY 02/3/2019 CỦA TỈNH ỦY HÒA BÌNH VỀ CÁN BỘ", "5-NQ/TU", "Nghị quyết",
     date(2019, 3, 2), "TỈNH ỦY HÒA BÌNH", "VỀ CÁN BỘ"),
    ("Công văn số 31/UBND-NC ngày 30/02/2020 của UBND tỉnh", "31/UBND-NC", "Công văn", None, "UBND tỉnh", None),
    ("Luật Trẻ em số 10/2016/QH13 ngày 5/4/2016 được phổ biến", "10/2016/QH13", "Luật", date(2016, 4, 5), None,
     "Luật Trẻ em"),
    ("Luật Giao thông nội bộ số 11/2016/QH13 được phổ biến", "11/2016/QH13", "Luật", None, None,
     "Luật Giao thông nội bộ"),
    ("Luật Ban hành văn bản quy phạm pháp luật số 9/2025/QH15 được phổ biến", "9/2025/QH15", "Luật", None, None,
     "Luật Ban hành văn bản quy phạm pháp luật"),
    ("Luật Giá (Luật số 6/2023/QH15) được phổ biến", "6/2023/QH15", "Luật", None, None, "Luật Giá"),
]  # fmt: skip


@pytest.mark.parametrize("row", FULL, ids=[row[0][:34] for row in FULL])
def test_a_citation_is_read_in_its_parts(
    row: tuple[str, str, str | None, date | None, str | None, str | None],
) -> None:
    text, *expected = row
    found = [one for one in mentions(text) if one.within is None]
    assert len(found) == 1
    one = found[0]
    assert [one.symbol, one.type, one.date, one.issuer, one.title] == expected
    assert one.relation is Relation.MENTIONS


FORMS = [
    ("Đảng ủy xã học tập Nghị quyết số 5-NQ/HU nghiêm túc", ["symbol"]),
    ("Theo Quyết định số 3/QĐ-UBND ngày 3/3/2020 (sau đây gọi tắt là Quyết định số 3/QĐ-UBND)", ["full", "alias"]),
    ("Theo Quyết định số 3/QĐ-UBND (sau đây gọi tắt Quyết định 3); cấp ngay", ["symbol", "alias"]),
    ("Phổ biến Nghị quyết đến từng hộ", ["bare"]),
    ("Chi tiết tại Kế hoạch này", ["self"]),
    ("thực hiện nghiêm kế hoạch này", ["self"]),
    ("Bám sát Kế hoạch của Huyện ủy để làm", ["descriptive"]),
    ("Bám sát chương trình hành động của Tỉnh ủy để làm", ["descriptive"]),
    ("Phổ biến Luật Viên chức và Bộ luật Lao động", ["law", "law"]),
    ("Trên đây là Kế hoạch của UBND huyện Đà Bắc về trồng rừng", ["self"]),
    ("(kèm theo Kế hoạch số 9/KH-UBND của Ủy ban nhân dân huyện)", ["self"]),
]


@pytest.mark.parametrize(("text", "forms"), FORMS, ids=[text[:30] for text, _ in FORMS])
def test_the_form_of_a_citation(text: str, forms: list[str]) -> None:
    assert [one.form.value for one in mentions(text)] == forms


@pytest.mark.parametrize(
    "text",
    [
        "Làm đúng các Nghị quyết, Chương trình của Trung ương, của huyện",
        "Theo Nghị quyết, Kết luận của Trung ương và luật pháp",
        "Văn phòng tham mưu xây dựng Kế hoạch của Huyện ủy trong quý",
        "Giao Sở Kế hoạch và Đầu tư, Phòng Tài chính - Kế hoạch bố trí vốn",
        "Chương trình mục tiêu quốc gia được giao vốn",
        "Có kế hoạch chi tiết cho quý sau, theo quy định của Trung ương",
        "Kế hoạch số: /KH-UBND ngày / /2023",
        "Nghị quyết đại hội đảng bộ các cấp",
        "giai đoạn 2021-2025, tỷ lệ 1/2, ngày 25/10/2017",
        "Dự luật viên chức đang bàn",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert mentions(text) == ()


def test_an_enumeration_after_one_verb() -> None:
    text = "học tập Nghị quyết số 1-NQ/TW, Chỉ thị số 2-CT/TW, Quyết định số 3/QĐ-TTg và Kế hoạch số 4-KH/TU, rồi làm"
    found = mentions(text)
    assert [one.symbol for one in found] == ["1-NQ/TW", "2-CT/TW", "3/QĐ-TTg", "4-KH/TU"]
    assert {one.within for one in found} == {None}


def test_a_title_of_several_lines_is_one_paragraph() -> None:
    found = mentions(["KẾ HOẠCH", "thực hiện Nghị quyết số 5-NQ/TU ngày 1/2/2019", "của Tỉnh ủy về rừng"], "title")
    named = next(one for one in found if one.symbol)
    assert (named.issuer, named.title, named.relation) == ("Tỉnh ủy", "về rừng", Relation.IMPLEMENTS)


def test_the_issuer_of_an_enumeration_is_shared() -> None:
    found = mentions("theo Quy định số 1-QĐ/TW, ngày 1/1/2022 và Kết luận số 2-KL/TW của Bộ Chính trị về biên chế")
    assert [one.issuer for one in found] == ["Bộ Chính trị", "Bộ Chính trị"]


NESTED = [
    ("Căn cứ Kế hoạch số 2-KH/TU của Tỉnh ủy về thực hiện Kết luận số 3-KL/TW của Ban Bí thư về tiếp tục thực hiện "
     "tốt Nghị quyết số 4-NQ/TW", "preamble",
     [("2-KH/TU", None, "basis"), ("3-KL/TW", 0, "implements"), ("4-NQ/TW", 1, "implements")]),
    ("Làm theo Kế hoạch số 2-KH/TU thực hiện Kết luận số 3-KL/TW; Kết luận số 5-KL/TU về nhà ở", "body",
     [("2-KH/TU", None, "mentions"), ("3-KL/TW", 0, "implements"), ("5-KL/TU", None, "mentions")]),
    ("Làm theo Kế hoạch số 2-KH/TU về thực hiện Nghị quyết số 3-NQ/TW gắn với Chỉ thị số 4-CT/TW", "body",
     [("2-KH/TU", None, "mentions"), ("3-NQ/TW", 0, "implements"), ("4-CT/TW", None, "mentions")]),
    ("Làm theo Kế hoạch số 2-KH/TU về thực hiện Kết luận số 3-KL/TW về triển khai Nghị quyết số 4-NQ/TW gắn với "
     "Chỉ thị số 5-CT/TW", "body", [("2-KH/TU", None, "mentions"), ("3-KL/TW", 0, "implements"),
                                    ("4-NQ/TW", 1, "implements"), ("5-CT/TW", None, "mentions")]),
    ("Làm theo Kế hoạch số 2-KH/TU thực hiện Nghị quyết số 3-NQ/TW và Nghị quyết số 4-NQ/TW", "body",
     [("2-KH/TU", None, "mentions"), ("3-NQ/TW", 0, "implements"), ("4-NQ/TW", 0, "implements")]),
    ("Làm theo Kết luận số 2-KL/TU về đất đai và Kế hoạch số 4-KH/TU về nhà ở", "body",
     [("2-KL/TU", None, "mentions"), ("4-KH/TU", None, "mentions")]),
    ("Theo Quyết định số 5/2020/QĐ-TTg sửa đổi, bổ sung hai điều của Quyết định số 6/2015/QĐ-TTg", "body",
     [("5/2020/QĐ-TTg", None, "mentions"), ("6/2015/QĐ-TTg", 0, "amends")]),
    ("Thực hiện Nghị quyết số 5-NQ/TU về đổi mới, Ban Thường vụ Huyện ủy ban hành Kế hoạch thực hiện "
     "Chỉ thị số 6-CT/TU", "preamble", [("5-NQ/TU", None, "implements"), ("6-CT/TU", None, "implements")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "zone", "expected"), NESTED, ids=[row[0][:34] for row in NESTED])
def test_a_description_holds_other_citations(
    text: str, zone: Zone, expected: list[tuple[str, int | None, str]]
) -> None:
    found = [(one.symbol, one.within, one.relation.value) for one in mentions(text, zone)]
    assert [one for one in found if one[0]] == expected


def test_the_date_behind_an_amending_law_is_its_own() -> None:
    found = mentions("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đê điều và Luật Giá ngày 2/3/2020;", "preamble")
    assert [(one.date, one.within) for one in found] == [(date(2020, 3, 2), None), (None, 0), (None, 0)]


def test_nesting_is_counted_over_all_paragraphs() -> None:
    found = mentions(["Theo Chỉ thị số 1-CT/TW", "Theo Kế hoạch số 2-KH/TU thực hiện Nghị quyết số 3-NQ/TW"])
    assert [one.within for one in found] == [None, None, 1]


def test_grounds_line_by_line_inherit_the_trigger() -> None:
    found = mentions(
        ["Căn cứ:", "- Luật Viên chức;", "- Nghị định số 1/2020/NĐ-CP;", "Xét Tờ trình số 4/TTr-SNV;"], "preamble"
    )
    assert [one.relation.value for one in found] == ["basis", "basis", "mentions"]


def test_the_closing_sentence_counts_as_opening() -> None:
    found = mentions("Trên đây là Kế hoạch của UBND huyện Đà Bắc thực hiện Kết luận số 3-KL/TW, đề nghị làm tốt.")
    assert [(one.symbol, one.relation.value, one.within) for one in found if one.symbol] == [
        ("3-KL/TW", "implements", None)
    ]


def test_a_plan_that_orders_a_change_changes_nothing() -> None:
    for text in (
        "Sửa đổi, bổ sung Nghị định số 1/2009/NĐ-CP, Nghị định số 2/2013/NĐ-CP theo hướng gọn",
        "Bộ Nội vụ đề xuất sửa đổi Nghị định số 1/2009/NĐ-CP; thực hiện Kế hoạch này",
        "Theo Kế hoạch này; rà soát, bãi bỏ Quyết định số 1/2009/QĐ-UBND",
    ):
        assert {one.relation for one in mentions(text)} == {Relation.MENTIONS}


def test_a_list_below_an_article_is_abolished() -> None:
    decision = Header(type=Stated("Quyết định"))
    texts = [
        "Điều 1. Bãi bỏ các văn bản sau đây:",
        "1. Quyết định số 1/2009/QĐ-UBND về chợ.",
        "2. Lĩnh vực y tế",
        "a) Chỉ thị số 2/2010/CT-UBND về trạm.",
        "Điều 2. Sở Y tế theo dõi Quyết định số 3/2011/QĐ-UBND.",
    ]
    assert [one.relation.value for one in mentions(texts, header=decision)] == ["replaces", "replaces", "mentions"]


@pytest.mark.parametrize("row", relation_rows(), ids=lambda row: f"{row.zone}-{row.phrase}")
def test_each_trigger_gives_its_relation(row: RelationRow) -> None:
    zones: dict[str, Zone] = {"opening": "preamble", "review": "title"}
    found = mentions(row.example, zones.get(row.zone, "body"), Header(type=Stated("Quyết định")))
    assert fold(row.phrase) in fold(row.example)
    assert [one.relation.value for one in found if one.symbol] == [row.expected]


@pytest.mark.parametrize("row", law_rows(), ids=lambda row: row.name)
def test_each_law_is_found_by_its_name(row: LawRow) -> None:
    assert [(one.form, one.title) for one in mentions(row.example)] == [(CitationForm.LAW, row.expected)]


def test_each_word_has_an_example_that_holds_it() -> None:
    for row in citation_words():
        assert fold(row.phrase) in fold(row.example), row


ENDS = [row for row in citation_words() if row.kind in ("title-end", "title-end-central")]


@pytest.mark.parametrize("row", ENDS, ids=lambda row: row.phrase)
def test_a_title_ends_where_the_citing_sentence_goes_on(row: CitationWord) -> None:
    title = mentions(row.example)[0].title
    assert title
    assert row.example.partition(f" {row.phrase} ")[0].endswith(title)


def test_the_ends_of_titles_have_not_shrunk() -> None:
    assert len(ENDS) >= 30


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Nghị quyết số 5-NQ/TU về trồng rừng gắn với chế biến gỗ", "về trồng rừng gắn với chế biến gỗ"),
        ("Quyết định số 3/2020/QĐ-UBND về thu gom rác trên địa bàn tỉnh", "về thu gom rác trên địa bàn tỉnh"),
        ("Nghị quyết số 5-NQ/TU về “xã sạch; nhà đẹp” ở hai xã", "về “xã sạch; nhà đẹp”"),
        ('Nghị quyết số 5-NQ/TU "Xã sạch, nhà đẹp" ở hai xã', "Xã sạch, nhà đẹp"),
        ("Nghị quyết số 5-NQ/TU về “xã sạch mà không khép lại; rồi họp", "về “xã sạch mà không khép lại"),
        ("Nghị quyết số 5-NQ/TU về nhà sạch; gắn với thi đua", "về nhà sạch"),
    ],
)
def test_where_a_title_ends(text: str, title: str) -> None:
    assert [one.title for one in mentions(text)] == [title]


def test_the_word_lists_have_not_shrunk() -> None:
    assert (len(relation_rows()) >= 60, len(law_rows()) >= 150, len(citation_words()) >= 300) == (True, True, True)


@pytest.mark.parametrize(
    "unit",
    ["Nghị quyết ", "Nghị quyết số 1-NQ/TW, ", "các Kế hoạch, ", "Căn cứ Luật Viên chức; ", "của Bộ ", "1-",
     "Kế hoạch số 2-KH/TU thực hiện ", "(sau đây gọi tắt là Quyết định 3 ", "ngày 1/1/2020 "],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["preamble", "body"])
def test_reading_is_linear(unit: str, zone: Zone) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        mentions(text, zone)
        return time.process_time() - start

    seconds(2_000)
    small, large = (min(seconds(length) for _ in range(3)) for length in (10_000, 40_000))
    assert large < 12 * small + 0.5


# The parts of the real documents by line: title, preamble, and from where on the annex.
GOLD = {
    "KH68": ("68-KH-UBND-tuyen-quang.txt", (1, 3), (4, 7), 122, "Kế hoạch", "Ủy ban nhân dân tỉnh", "68/KH-UBND"),
    "CTHD": ("CTHD-huyen-uy.txt", (3, 9), (10, 11), 999, "Chương trình hành động", "Ban Thường vụ Huyện ủy", None),
    "KH207": ("207-KH-UBND-phong-tho.md", (8, 11), (12, 17), 101, "Kế hoạch", "UBND huyện Phong Thổ", "207/KH-UBND"),
    "KH07": ("07-KH-TW.txt", (1, 3), (3, 4), 999, "Kế hoạch", "Bộ Chính trị", None),
}
# Read by hand in the two documents whose labels are not shared: symbol, relation, dates.
READ = {
    "KH07": [
        ("18-NQ/TW", "implements", ["2017-10-25"]), ("19-NQ/TW", "mentions", ["2017-10-25"]),
        ("39-NQ/TW", "mentions", ["2015-04-17"]), ("108/2014/NĐ-CP", "mentions", ["2014-11-20"]),
        ("92/2009/NĐ-CP", "mentions", ["2009-10-22"]), ("29/2013/NĐ-CP", "mentions", ["2013-04-08"]),
        ("68/2000/NĐ-CP", "mentions", ["2000-11-17"]),
    ],
    "KH207": [
        ("50-KL/TW", "implements", ["2023-02-28"]), ("18-NQ/TW", "mentions", ["2017-10-25"]),
        ("182-KH/TU", "basis", ["2023-06-26"]), ("122-KH/TU", "mentions", ["2018-01-21"]),
        ("157-KH/HU", "mentions", ["2018-03-27"]), ("48-KL/TW", "mentions", ["2023-01-30"]),
        ("120/2020/NĐ-CP", "mentions", ["2020-10-07"]), ("70-QĐ/TW", "mentions", ["2022-07-18"]),
        ("40-KL/TW", "mentions", ["2022-07-18"]), ("82-KH/TU", "mentions", ["2022-04-27"]),
        ("87-KH/TU", "mentions", ["2022-05-20"]), ("14-KL/TW", "mentions", []),
        ("524-KL/TU", "mentions", ["2023-04-24"]), ("178-KH/HU", "mentions", ["2022-06-27"]),
        ("41/2021/QĐ-UBND", "mentions", ["2021-11-08"]),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", GOLD)
def test_the_real_documents_cite_what_careful_readers_found(shared: Path, name: str) -> None:
    file, title, preamble, annex, kind, issuer, symbol = GOLD[name]
    header = Header(type=Stated(kind), issuer=Stated(issuer), symbol=Stated(symbol) if symbol else None)
    text = (shared / "documents" / file).read_text(encoding="utf-8")
    found = mentions_of(list(_contexts(Source(file, text), title, preamble, annex)), header)
    summed: dict[str, tuple[str, list[str]]] = {}
    for key in sorted({one.symbol for one in found if one.symbol} - {"18/NQ-CP"}):
        ones = [one for one in found if one.symbol == key]
        direct = [one.relation for one in ones if one.within is None] or [Relation.MENTIONS]
        dates = sorted({one.date.isoformat() for one in ones if one.date})
        summed[key] = (min(direct, key=list(Relation).index).value, dates)
    assert summed == _expected(shared, name)


def _expected(shared: Path, name: str) -> dict[str, tuple[str, list[str]]]:
    if name in READ:
        return {symbol: (relation, dates) for symbol, relation, dates in READ[name]}
    lines = (shared / "gold" / f"citations-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return {row["symbol"]: (row["relation"], row["dates"]) for row in rows}


def _contexts(
    source: Source, title: tuple[int, int], preamble: tuple[int, int], annex: int
) -> Iterator[PassageContext]:
    """Lines as paragraphs; one that a page break cut behind "số" is joined."""
    held: Passage | None = None
    for line in lines_of(source):
        if line.blank or line.number < title[0]:
            continue
        passage = line.passage if held is None else Passage.join([held, line.passage])
        held = passage if passage.text.endswith(" số") else None
        if held is not None:
            continue
        zone: Zone = "body"
        if line.number >= annex:
            zone = "annex"
        elif title[0] <= line.number < title[1]:
            zone = "title"
        elif preamble[0] <= line.number < preamble[1]:
            zone = "preamble"
        yield PassageContext(passage, zone)
