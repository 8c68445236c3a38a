"""Documents held against each other: identity, dates, territories, citations and second-hand reports."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.extract.citations import PassageContext, mentions_of
from graph.extract.document import parse
from graph.extract.relations import Zone
from graph.model import (
    Citation,
    Collection,
    DocumentRecord,
    Header,
    Level,
    ParsedDocument,
    Relation,
    ResolvedDocument,
    Source,
    Span,
    Stated,
    Task,
)
from graph.rdf.surroundings import records_of, stated_fields
from graph.read.files import read_source, search
from graph.read.passage import Passage
from graph.resolve import resolve
from graph.resolve_grounds import holding
from graph.resolve_mentions import same_issuer, same_title, same_type
from graph.spelling import fold

FIRST = Span(0, 1)


def head(
    symbol: str | None = None,
    kind: str = "Kế hoạch",
    issuer: str | None = None,
    territory: str | None = None,
    level: Level | None = None,
    *,
    issued: date | None = None,
) -> Header:
    return Header(
        symbol=Stated(symbol, FIRST) if symbol else None,
        type=Stated(kind, FIRST),
        issuer=Stated(issuer, FIRST) if issuer else None,
        territory=Stated(territory, FIRST) if territory else None,
        level=Stated(level, FIRST) if level else None,
        date=Stated(issued, FIRST) if issued else None,
    )


def document(name: str, header: Header, *parts: tuple[Zone, str]) -> ParsedDocument:
    """A document of paragraphs with their zones; each paragraph of the body is a task."""
    text = "\n".join(words for _, words in parts)
    contexts, spans, start = [], [], 0
    for zone, words in parts:
        passage = Passage(words, tuple(range(start, start + len(words))))
        contexts.append(PassageContext(passage, zone))
        spans.append((zone, Span(start, start + len(words)), words))
        start += len(words) + 1
    mentions = mentions_of(contexts, header)
    tasks = tuple(
        Task((str(place),), words, span, mentions=tuple(i for i, one in enumerate(mentions) if span.covers(one.span)))
        for place, (zone, span, words) in enumerate(spans)
        if zone == "body"
    )
    return ParsedDocument(Source(name, text), header, mentions=mentions, tasks=tasks)


POLITBURO = head(None, issuer="Bộ Chính trị", territory="vn", level=Level.CENTRAL)
CENTRAL = document(
    "a.txt",
    POLITBURO,
    ("title", "Kế hoạch thực hiện Nghị quyết số 30-NQ/TW ngày 05/5/2017 về hợp tác xã kiểu mới"),
    ("body", "Phổ biến Nghị quyết đến các chi bộ"),
    ("body", "Sửa đổi Nghị định số 8/2015/NĐ-CP cho gọn"),
)
PROVINCE = document(
    "b.txt",
    head("40/KH-UBND", issuer="Ủy ban nhân dân tỉnh Hà Giang", territory="vn/ha-giang", level=Level.PROVINCE,
         issued=date(2018, 3, 15)),
    ("preamble", "Thực hiện Kế hoạch số 11-KH/TW ngày 20/11/2018 của Bộ Chính trị thực hiện Nghị quyết số 30-NQ/TW; "
                 "Kế hoạch số 150-KH/TU ngày 02/01/2018 của Tỉnh ủy"),
    ("body", "Sở Nội vụ làm theo Kế hoạch số 11-KH/TW và Kế hoạch của Tỉnh ủy"),
)  # fmt: skip
DISTRICT = document(
    "c.txt",
    head("7-CTr/HU", "Chương trình", "Ban Thường vụ Huyện ủy Vị Xuyên", "vn/ha-giang/vi-xuyen", Level.DISTRICT,
         issued=date(2018, 6, 1)),
    ("preamble", "Căn cứ Kế hoạch số 150-KH/TU của Tỉnh ủy về thực hiện Kế hoạch số 11-KH/TW ngày 20/11/2017 của Bộ "
                 "Chính trị; Kế hoạch số 40/KH-UBND ngày 15/3/2018 của Ủy ban nhân dân tỉnh"),
    ("body", "Theo Quyết định số 5/QĐ-UBND, các xã làm ngay"),
)  # fmt: skip
ALL = (CENTRAL, PROVINCE, DISTRICT)


def held(collection: Collection, name: str) -> ResolvedDocument:
    return next(one for one in collection.held if one.record.source == name)


def cited(collection: Collection, identity: str) -> DocumentRecord:
    return next(one for one in collection.cited if one.id == identity)


def citation(document: ResolvedDocument, identity: str) -> Citation:
    return next(one for one in document.citations if one.cited == identity)


def test_identifiers_of_a_made_up_chain() -> None:
    collection = resolve(ALL)
    assert [one.record.id for one in collection.held] == [
        "doc/vn/tw/kh/xii/11",
        "doc/vn/ha-giang/ubnd/kh/2018/40",
        "doc/vn/ha-giang/vi-xuyen/hu/ctr/xii/07",
    ]
    assert [one.id for one in collection.cited] == [
        "doc/khong-ro/c-txt/ubnd/qd/khong-ro/05",
        "doc/vn/cp/nd/2015/08",
        "doc/vn/ha-giang/tu/kh/xii/150",
        "doc/vn/tw/nq/xii/30",
    ]
    assert collection.duplicates == ()


def test_an_unnumbered_plan_is_known_by_what_cites_it() -> None:
    record = held(resolve(ALL), "a.txt").record
    assert record.header.symbol is not None
    assert record.header.symbol.value == "11-KH/TW"
    assert {one.source for one in record.header.symbol.witnesses} == {"b.txt", "c.txt"}
    assert all(one.quote and one.rule == "symbol-from-citations" for one in record.header.symbol.witnesses)


def test_disputed_dates_are_kept_and_the_possible_one_is_inferred() -> None:
    record = held(resolve(ALL), "a.txt").record
    assert [(one.value, one.witness.source) for one in record.date_claims] == [
        (date(2017, 11, 20), "c.txt"),
        (date(2018, 11, 20), "b.txt"),
    ]
    assert record.header.date is not None
    assert record.header.date.inferred
    assert record.header.date.value == date(2017, 11, 20)


def test_no_date_is_inferred_where_several_are_possible() -> None:
    late = replace(PROVINCE, header=replace(PROVINCE.header, date=Stated(date(2019, 2, 1), FIRST)))
    later = replace(DISTRICT, header=replace(DISTRICT.header, date=Stated(date(2019, 6, 1), FIRST)))
    record = held(resolve([CENTRAL, late, later]), "a.txt").record
    assert record.header.symbol is not None
    assert record.header.date is None
    assert len(record.date_claims) == 2


UNCERTAIN = [
    ("another issuer", replace(POLITBURO, issuer=Stated("Ban Bí thư", FIRST))),
    ("no issuer", replace(POLITBURO, issuer=None)),
    ("another type", replace(POLITBURO, type=Stated("Kết luận", FIRST))),
    ("unknown territory", replace(POLITBURO, territory=None)),
]


@pytest.mark.parametrize(("reason", "header"), UNCERTAIN, ids=[reason for reason, _ in UNCERTAIN])
def test_an_uncertain_document_keeps_the_name_of_its_file(reason: str, header: Header) -> None:
    collection = resolve([replace(CENTRAL, header=header), PROVINCE, DISTRICT])
    assert held(collection, "a.txt").record.id == "doc/file/a-txt", reason
    assert cited(collection, "doc/vn/tw/kh/xii/11").header.symbol is not None


def test_two_candidates_identify_nobody() -> None:
    twin = replace(CENTRAL, source=replace(CENTRAL.source, name="a2.txt"))
    collection = resolve([CENTRAL, twin, PROVINCE, DISTRICT])
    assert {one.record.id for one in collection.held} >= {"doc/file/a-txt", "doc/file/a2-txt"}


def test_what_another_carries_out_must_be_the_same() -> None:
    other = document("a.txt", POLITBURO, ("title", "Kế hoạch thực hiện Chỉ thị số 3-CT/TW ngày 01/2/2017"))
    assert held(resolve([other, PROVINCE, DISTRICT]), "a.txt").record.id == "doc/file/a-txt"


def test_the_strongest_relation_holds_and_dates_are_gathered() -> None:
    plan = held(resolve(ALL), "b.txt")
    upper = citation(plan, "doc/vn/tw/kh/xii/11")
    assert (upper.relation, upper.symbol, upper.dates) == (Relation.IMPLEMENTS, "11-KH/TW", (date(2018, 11, 20),))
    assert len(upper.mentions) == len(upper.spans) == 2
    assert upper.quote.startswith("Kế hoạch số 11-KH/TW ngày")


GROUNDS = [
    ("the whole citation before the capitals of the title", Relation.IMPLEMENTS, 2,
     "Kế hoạch số 11-KH/TW ngày 20/11/2017 của Bộ Chính trị",
     [("title", "KẾ HOẠCH THỰC HIỆN KẾ HOẠCH SỐ 11-KH/TW NGÀY 20/11/2017 CỦA BỘ CHÍNH TRỊ"),
      ("preamble", "Thực hiện Kế hoạch số 11-KH/TW ngày 20/11/2017 của Bộ Chính trị, nay giao việc"),
      ("body", "Sở Nội vụ đọc lại Kế hoạch số 11-KH/TW ngày 20/11/2017 của Bộ Chính trị")]),
    ("a symbol before a description", Relation.IMPLEMENTS, 2, "Kế hoạch số 11-KH/TW",
     [("title", "Chỉ thị thực hiện Kế hoạch của Bộ Chính trị"), ("preamble", "Thực hiện Kế hoạch số 11-KH/TW"),
      ("body", "Sở Nội vụ đọc lại Kế hoạch số 11-KH/TW ngày 20/11/2017 của Bộ Chính trị")]),
    ("all that name it where nothing more is said", Relation.MENTIONS, 2, "Kế hoạch số 11-KH/TW ngày 20/11/2017",
     [("body", "Sở Nội vụ đọc Kế hoạch số 11-KH/TW"), ("body", "và Kế hoạch số 11-KH/TW ngày 20/11/2017")]),
    ("another's description where nothing else names it", Relation.MENTIONS, 1, "Kế hoạch số 11-KH/TW",
     [("preamble", "Căn cứ Công văn số 3-CV/TU về thực hiện Kế hoạch số 11-KH/TW")]),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "relation", "count", "quote", "parts"), GROUNDS, ids=[row[0] for row in GROUNDS])
def test_the_grounds_are_the_words_that_state_the_relation(
    reason: str, relation: Relation, count: int, quote: str, parts: list[tuple[Zone, str]]
) -> None:
    parsed = document("d.txt", head("9/CT-UBND", "Chỉ thị", territory="vn/ha-giang", issued=date(2018, 5, 5)), *parts)
    found = next(one for one in resolve([parsed]).held[0].citations if one.symbol == "11-KH/TW")
    assert (found.relation, len(found.grounds), found.quote) == (relation, count, quote), reason
    assert found.quote in {parsed.source.quote(span) for span in found.grounds}
    assert sorted((*found.evidence, *found.mentioned_at)) == sorted(found.spans)


def test_a_claim_is_witnessed_by_words_that_hold_its_value() -> None:
    texts: Sequence[tuple[Zone, str]] = [
        ("title", "KẾ HOẠCH thực hiện Nghị quyết của Chính phủ"),
        ("preamble", "Thực hiện Nghị quyết số 3/NQ-CP ngày 05 tháng 6 năm 2018 của Chính phủ về nhà sạch"),
        ("body", "Theo Quy định số 7-QĐ/TW, ngày 1/2/2018 và Kết luận số 8-KL/TW của Bộ Chính trị về thi đua"),
    ]  # fmt: skip
    collection = resolve([document("d.txt", head("9/KH-UBND", territory="vn/ha-giang"), *texts)])
    resolution = cited(collection, "doc/vn/cp/nq/2018/03").header
    assert resolution.symbol is not None
    assert [one.quote.startswith("Nghị quyết số 3/NQ-CP") for one in resolution.symbol.witnesses] == [True]
    assert resolution.title is not None
    assert [one.quote.endswith("của Chính phủ về nhà sạch") for one in resolution.title.witnesses] == [True]
    rule = cited(collection, "doc/vn/tw/qd/xii/07").header
    assert rule.issuer is not None
    assert [one.quote.endswith("8-KL/TW của Bộ Chính trị") for one in rule.issuer.witnesses] == [True]


def test_words_are_found_over_line_ends_marks_and_page_numbers() -> None:
    source = Source("d.txt", "Nghị quyết số 3/NQ-CP về **nhà sạch**, xã\n\n12\n\nđẹp. Hết")
    title = holding(source, Span(0, 21), "về nhà sạch, xã đẹp", further=99, near=True)
    assert title is not None
    assert source.quote(title).endswith("\nđẹp")
    assert holding(source, Span(0, 21), "xã đẹp", further=99, near=False) == title
    assert holding(source, Span(0, 21), "Hết", further=99, near=True) is None
    assert holding(source, Span(0, 21), "nhà sạch") is None


def _digits(text: str) -> list[int]:
    return [int(figures) for figures in re.findall("[0-9]+", text)]


def _holds(quote: str, value: object) -> bool:
    if isinstance(value, date):
        figures = _digits(quote)
        wanted = [value.day, value.month, value.year]
        return any(figures[place : place + 3] == wanted for place in range(len(figures)))
    return fold(str(value)).replace(" ", "") in fold(quote).replace(" ", "")


def _unproved(folder: Path) -> tuple[int, list[tuple[str, str, str]]]:
    """How many inferred values there are, and those that none of their quotes holds."""
    count, bad = 0, []
    for record in records_of(resolve([parse(read_source(one)) for one in search([folder]).files])):
        for field, stated in stated_fields(record.header):
            if field in ("symbol", "title", "issuer", "date") and stated.inferred:
                count += 1
                if not any(_holds(witness.quote, stated.value) for witness in stated.witnesses):
                    bad.append((record.id, field, str(stated.value)))
    return count, bad


def test_every_quote_of_the_restated_documents_holds_its_value() -> None:
    count, bad = _unproved(Path(__file__).parent.parent / "data" / "documents")
    assert bad == []
    assert count >= 95


def test_every_quote_of_the_real_documents_holds_its_value(shared: Path) -> None:
    count, bad = _unproved(shared / "documents")
    assert bad == []
    assert count >= 95


def test_titles_are_those_of_the_cited_documents(shared: Path) -> None:
    parsed = [parse(read_source(one)) for one in search([shared / "documents"]).files]
    titles = {one.id: one.header.title.value for one in resolve(parsed).cited if one.header.title}
    assert not [title for title in titles.values() if "gắn với" in title or "phù hợp với" in title]
    assert titles["doc/vn/lai-chau/phong-tho/hu/kh/xii/157"].endswith("khóa XII")
    assert titles["doc/vn/lai-chau/tu/kh/xii/122"].endswith("hiệu quả”")


def test_a_nested_citation_says_nothing_of_the_citing_document() -> None:
    programme = held(resolve(ALL), "c.txt")
    assert citation(programme, "doc/vn/tw/kh/xii/11").relation is Relation.MENTIONS
    assert citation(programme, "doc/vn/ha-giang/tu/kh/xii/150").relation is Relation.BASIS
    assert citation(programme, "doc/vn/ha-giang/ubnd/kh/2018/40").relation is Relation.BASIS


def test_second_hand_relations_carry_their_words() -> None:
    collection = resolve(ALL)
    reported = [(one.subject, one.relation, one.object) for each in collection.held for one in each.reported]
    assert reported == [
        ("doc/vn/tw/kh/xii/11", Relation.IMPLEMENTS, "doc/vn/tw/nq/xii/30"),
        ("doc/vn/ha-giang/tu/kh/xii/150", Relation.IMPLEMENTS, "doc/vn/tw/kh/xii/11"),
    ]
    witness = held(collection, "c.txt").reported[0].witness
    assert witness.source == "c.txt"
    assert witness.quote.startswith("Kế hoạch số 150-KH/TU")
    assert "11-KH/TW" in witness.quote


def test_a_bare_type_means_the_governing_document() -> None:
    central = held(resolve(ALL), "a.txt")
    assert len(citation(central, "doc/vn/tw/nq/xii/30").mentions) == 2


def test_a_task_cites_what_it_names_itself() -> None:
    collection = resolve(ALL)
    assert held(collection, "a.txt").task_cites == ((), ("doc/vn/cp/nd/2015/08",))
    assert held(collection, "b.txt").task_cites == (("doc/vn/tw/kh/xii/11",),)


def test_a_description_means_the_one_document_that_fits_it() -> None:
    plan = held(resolve(ALL), "b.txt")
    assert len(citation(plan, "doc/vn/ha-giang/tu/kh/xii/150").mentions) == 2


def test_a_description_that_fits_none_is_a_stub_of_its_source() -> None:
    texts: Sequence[tuple[Zone, str]] = [("body", "Bám sát Chương trình hành động của Tỉnh ủy để làm")]
    collection = resolve([document("d.txt", head("9/KH-UBND", territory="vn/son-la"), *texts)])
    (stub,) = collection.cited
    assert stub.id == "doc/vn/son-la/mo-ta/d-txt/chuong-trinh-hanh-dong-tinh-uy"
    assert stub.header.symbol is None
    assert stub.header.type is not None
    assert stub.header.type.value == "Chương trình hành động"


def test_the_same_symbol_in_two_provinces_is_two_documents() -> None:
    texts: Sequence[tuple[Zone, str]] = [("preamble", "Thực hiện Kế hoạch số 8-KH/TU ngày 01/3/2018 của Tỉnh ủy")]
    one = document("one.txt", head("1/KH-UBND", territory="vn/son-la", level=Level.PROVINCE), *texts)
    two = document("two.txt", head("1/KH-UBND", territory="vn/ha-giang", level=Level.PROVINCE), *texts)
    nowhere = document("x.txt", head("2/KH-UBND", level=Level.PROVINCE), *texts)
    assert [record.id for record in resolve([one, two, nowhere]).cited] == [
        "doc/khong-ro/x-txt/tu/kh/xii/08",
        "doc/vn/ha-giang/tu/kh/xii/08",
        "doc/vn/son-la/tu/kh/xii/08",
    ]


def test_a_name_beside_the_symbol_settles_the_territory() -> None:
    texts: Sequence[tuple[Zone, str]] = [("body", "Theo Quyết định số 3/2020/QĐ-UBND của UBND tỉnh Sơn La về chợ")]
    collection = resolve([document("d.txt", head("9/KH-UBND", territory="vn/ha-giang"), *texts)])
    assert [record.id for record in collection.cited] == ["doc/vn/son-la/ubnd/qd/2020/03"]


def test_the_own_committee_of_a_city_is_meant() -> None:
    texts: Sequence[tuple[Zone, str]] = [("body", "Theo Quyết định số 3/2020/QĐ-UBND của Ủy ban nhân dân thành phố")]
    city = document("d.txt", head("9/KH-UBND", territory="vn/ha-noi", level=Level.PROVINCE), *texts)
    rural = document("e.txt", head("9/KH-UBND", territory="vn/ha-giang", level=Level.PROVINCE), *texts)
    assert [record.id for record in resolve([city, rural]).cited] == [
        "doc/khong-ro/e-txt/ubnd/qd/2020/03",
        "doc/vn/ha-noi/ubnd/qd/2020/03",
    ]


def test_a_document_does_not_cite_itself() -> None:
    header = head("9/QĐ-BCĐ", "Quyết định", issued=date(2020, 2, 2))
    parsed = document("d.txt", header, ("annex", "Kèm theo Quyết định số 9/QĐ-BCĐ ngày 02/2/2020"))
    blind = replace(
        parsed, mentions=mentions_of([PassageContext(Passage("Quyết định số 9/QĐ-BCĐ", (0,) * 22), "annex")])
    )
    assert resolve([parsed]).held[0].citations == ()
    assert resolve([blind]).held[0].citations == ()
    assert resolve([blind]).cited == ()


def test_a_place_that_nobody_knows_is_not_taken_for_the_own_one() -> None:
    texts: Sequence[tuple[Zone, str]] = [("body", "Theo Kế hoạch số 3-KH/TU ngày 1/2/2018 của Tỉnh ủy Xyz về chợ")]
    collection = resolve([document("d.txt", head("9/KH-UBND", territory="vn/ha-giang"), *texts)])
    assert [record.id for record in collection.cited] == ["doc/khong-ro/d-txt/tu/kh/xii/03"]


def test_years_keep_state_papers_of_one_number_apart() -> None:
    texts: Sequence[tuple[Zone, str]] = [
        ("body", "Thay Kế hoạch số 5/KH-UBND ngày 01/3/2018 của UBND tỉnh bằng Kế hoạch số 5/KH-UBND ngày 02/3/2019 "
                 "của UBND tỉnh; Kế hoạch số 5/KH-UBND đã hết hạn"),
    ]  # fmt: skip
    collection = resolve([document("d.txt", head("9/QĐ-UBND", territory="vn/ha-giang", level=Level.PROVINCE), *texts)])
    assert [(one.cited, len(one.mentions)) for one in collection.held[0].citations] == [
        ("doc/vn/ha-giang/ubnd/kh/2018/05", 2),
        ("doc/vn/ha-giang/ubnd/kh/2019/05", 1),
    ]


def test_a_numbered_document_without_date_gets_it_from_its_citations() -> None:
    plan = document("p.txt", head("6-KH/TU", issuer="Tỉnh ủy Sơn La", territory="vn/son-la", level=Level.PROVINCE))
    lower = document(
        "q.txt",
        head("1/KH-UBND", territory="vn/son-la", level=Level.PROVINCE, issued=date(2019, 1, 1)),
        ("preamble", "Thực hiện Kế hoạch số 6-KH/TU ngày 01/3/2018 của Tỉnh ủy"),
    )
    record = held(resolve([plan, lower]), "p.txt").record
    assert record.id == "doc/vn/son-la/tu/kh/xii/06"
    assert record.header.date is not None
    assert record.header.date.inferred
    assert held(resolve([plan]), "p.txt").record.id == "doc/vn/son-la/tu/kh/khong-ro/06"


def test_a_stated_term_settles_the_period() -> None:
    texts: Sequence[tuple[Zone, str]] = [
        ("body", "Theo Nghị quyết số 4-NQ/TW của Ban Chấp hành Trung ương Đảng (khóa XI) về chợ"),
        ("body", "Theo Kế hoạch số 5-KH/TU của Ban Chấp hành Đảng bộ tỉnh khóa XVI về chợ"),
    ]
    collection = resolve([document("d.txt", head("9/KH-UBND", territory="vn/ha-giang"), *texts)])
    assert [one.id for one in collection.cited] == ["doc/vn/ha-giang/tu/kh/khong-ro/05", "doc/vn/tw/nq/xi/04"]


def test_two_files_with_one_identity_are_a_fault() -> None:
    twin = replace(PROVINCE, source=replace(PROVINCE.source, name="b2.txt"))
    collection = resolve([twin, PROVINCE])
    assert [one.record.source for one in collection.held] == ["b.txt"]
    (duplicate,) = collection.duplicates
    assert duplicate.source == "b2.txt"
    assert duplicate.claim == "40/KH-UBND"


PLACES = [
    (["Huyện Mai Sơn làm trước, huyện Yên Châu làm sau"], "vn/son-la"),
    (["Huyện Mai Sơn làm trước, cả huyện Mai Sơn"], None),
    (["Huyện Mai Sơn làm trước, huyện Vị Xuyên làm sau"], None),
    (["Báo Sơn La đưa tin"], "vn/son-la"),
    (["Báo Sơn La đưa tin cho huyện Vị Xuyên"], None),
    (["Các huyện làm theo"], None),
]


@pytest.mark.parametrize(("texts", "territory"), PLACES, ids=[texts[0] for texts, _ in PLACES])
def test_an_unnamed_province_is_inferred_only_where_the_text_settles_it(
    texts: list[str], territory: str | None
) -> None:
    header = head("9/KH-UBND", issuer="Ủy ban nhân dân tỉnh", level=Level.PROVINCE, issued=date(2018, 5, 5))
    parts: list[tuple[Zone, str]] = [("body", text) for text in texts]
    found = resolve([document("d.txt", header, *parts)]).held[0].record.header.territory
    assert (found.value if found else None) == territory
    assert found is None or (found.inferred and all(one.quote for one in found.witnesses))


def test_the_order_of_the_documents_does_not_matter() -> None:
    wanted = resolve(ALL)
    for seed in range(6):
        shuffled = list(ALL)
        random.Random(seed).shuffle(shuffled)
        assert resolve(shuffled) == wanted, f"seed {seed}"


def test_no_documents_give_an_empty_collection() -> None:
    assert resolve([]) == Collection()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tỉnh ủy", "Ban Thường vụ Tỉnh ủy", True),
        ("Ban Thường vụ Tỉnh ủy", "Ban Chấp hành Đảng bộ tỉnh", False),
        ("BCH Trung ương Đảng khoá XII", "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng (khóa XII)", True),
        ("UBND huyện Đà Bắc", "Ủy ban nhân dân huyện Đà Bắc", True),
        ("Bộ Nội vụ", "Bộ Tài chính", False),
        ("", "Bộ Tài chính", False),
    ],
)
def test_bodies_in_different_words(one: str, other: str, same: bool) -> None:
    assert same_issuer(one, other) is same
    assert same_issuer(other, one) is same


def test_titles_and_types_in_different_words() -> None:
    assert same_title("về việc đổi mới cách làm ở các xã vùng cao", "Đổi mới cách làm ở các xã vùng cao, vùng xa")
    assert not same_title("về đổi mới", "đổi mới và sáng tạo")
    assert same_type("Chương trình hành động", "CHƯƠNG TRÌNH")
    assert not same_type(None, None)


def test_the_real_chain(shared: Path) -> None:
    parsed = [
        parse(Source(path.name, path.read_text(encoding="utf-8"))) for path in sorted((shared / "documents").iterdir())
    ]
    collection = resolve(parsed)
    assert {one.record.source: one.record.id for one in collection.held} == {
        "07-KH-TW.txt": "doc/vn/tw/kh/xii/07",
        "68-KH-UBND-tuyen-quang.txt": "doc/vn/tuyen-quang/ubnd/kh/2018/68",
        "207-KH-UBND-phong-tho.md": "doc/vn/lai-chau/phong-tho/ubnd/kh/2023/207",
        "CTHD-huyen-uy.txt": "doc/file/cthd-huyen-uy-txt",
    }
    ids = {one.id for one in collection.cited}
    assert ids >= {"doc/vn/tw/nq/xii/18", "doc/vn/tw/kl/xiii/50", "doc/vn/tuyen-quang/tu/kh/xii/168",
                   "doc/vn/lai-chau/tu/kh/xiii/182", "doc/vn/lai-chau/phong-tho/hu/kh/xii/157"}  # fmt: skip
    central = held(collection, "07-KH-TW.txt").record
    assert {one.value.isoformat() for one in central.date_claims} == {"2017-11-27", "2018-11-27"}
    assert central.header.date is not None
    assert central.header.date.value == date(2017, 11, 27)
    assert central.header.date.inferred
    facts = {
        (one.subject, one.relation.value, one.object) for one in held(collection, "207-KH-UBND-phong-tho.md").reported
    }
    assert ("doc/vn/lai-chau/tu/kh/xiii/182", "implements", "doc/vn/tw/kl/xiii/50") in facts
    assert ("doc/vn/tw/kl/xiii/50", "implements", "doc/vn/tw/nq/xii/18") in facts
