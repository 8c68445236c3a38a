"""Symbols, periods and identifiers."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest

from graph.identity import (
    Symbol,
    TermRow,
    agency_id,
    central_terms,
    code_rows,
    description_id,
    document_id,
    file_id,
    find_symbols,
    identifier,
    iri,
    law_id,
    padded,
    parse_symbol,
    period_of,
    task_id,
    term_on,
)
from graph.lexicon.tables import read_rows
from graph.model import Branch

SYMBOLS = [
    ("18-NQ/TW", "18-NQ/TW", None, "NQ", "TW", Branch.PARTY),
    ("18- NQ/TW", "18-NQ/TW", None, "NQ", "TW", Branch.PARTY),
    ("07 -KH/TW", "07-KH/TW", None, "KH", "TW", Branch.PARTY),
    ("18–NQ⁄TW", "18-NQ/TW", None, "NQ", "TW", Branch.PARTY),
    ("104-CTr/Tu", "104-CTr/TU", None, "CTr", "TU", Branch.PARTY),
    ("5053-CV/VPTW/nb", "5053-CV/VPTW/nb", None, "CV", "VPTW", Branch.PARTY),
    ("4-HD/BTCTW-BTGTW", "4-HD/BTCTW-BTGTW", None, "HD", "BTCTW-BTGTW", Branch.PARTY),
    ("108/2014/NĐ-CP", "108/2014/NĐ-CP", 2014, "NĐ", "CP", Branch.STATE),
    ("66.4/2025/NQ-CP", "66.4/2025/NQ-CP", 2025, "NQ", "CP", Branch.STATE),
    ("108/2014/ND-CP", "108/2014/NĐ-CP", 2014, "NĐ", "CP", Branch.STATE),
    ("56/2017/QH14", "56/2017/QH14", 2017, None, "QH14", Branch.STATE),
    ("1211/2016/UBTVQH13", "1211/2016/UBTVQH13", 2016, None, "UBTVQH13", Branch.STATE),
    ("Số: 207/KH-UBND", "207/KH-UBND", None, "KH", "UBND", Branch.STATE),
    ("05/BNV-VP", "05/BNV-VP", None, None, "BNV-VP", Branch.STATE),
    ("12/CT-TTG", "12/CT-TTg", None, "CT", "TTg", Branch.STATE),
    ("II /2026/QĐ-UBND", "11/2026/QĐ-UBND", 2026, "QĐ", "UBND", Branch.STATE),
    ("1O/QĐ-UBND", "10/QĐ-UBND", None, "QĐ", "UBND", Branch.STATE),
    ("12/KH-MTTQ-BTT", "12/KH-MTTQ-BTT", None, "KH", "MTTQ-BTT", Branch.FRONT),
    ("403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", 2017, "NQLT",
     "UBTVQH14-CP-ĐCTUBTWMTTQVN", Branch.STATE),
    ("01a/KH-UBND", "01a/KH-UBND", None, "KH", "UBND", Branch.STATE),
    ("28-CP", "28/CP", None, None, "CP", Branch.STATE),
]  # fmt: skip


@pytest.mark.parametrize("row", SYMBOLS, ids=[s[0] for s in SYMBOLS])
def test_a_symbol_is_read_in_its_parts(row: tuple[str, str, int | None, str | None, str, Branch]) -> None:
    written, text, year, kind, issuer, branch = row
    symbol = parse_symbol(written)
    assert symbol is not None
    assert (symbol.text, symbol.year, symbol.type_code, symbol.issuer_code, symbol.branch) == (
        text, year, kind, issuer, branch,
    )  # fmt: skip
    again = parse_symbol(symbol.text)
    assert again == symbol


@pytest.mark.parametrize(
    "text",
    ["2021-2025", "giai đoạn 2022-2026", "1/2", "25/10/2017", "0982-123-456", "024/3825 1234", "50%/năm", "18-NQ",
     "/KH-UBND", "tháng 7/2018", "24/7", "COVID-19", "5/Ban-Nam", "Điều 5/Khoản", "I/KH", "12-14/UBND", "TCVN 7/2018/A",
     "I. MỤC ĐÍCH", "và/hoặc", "1.200-KH/TW"],
)  # fmt: skip
def test_what_is_no_symbol(text: str) -> None:
    assert list(find_symbols(text)) == []
    assert parse_symbol(text) is None


def test_symbols_are_found_in_a_sentence_with_their_places() -> None:
    text = "Theo Kế hoạch số 9- KH/TU, Nghị định số 3/2019/NĐ-CP và Quyết định 12/QĐ-UBND - UBND huyện (2021-2025)."
    found = [(symbol.text, text[start:end]) for symbol, start, end in find_symbols(text)]
    assert found == [("9-KH/TU", "9- KH/TU"), ("3/2019/NĐ-CP", "3/2019/NĐ-CP"), ("12/QĐ-UBND", "12/QĐ-UBND")]


@pytest.mark.parametrize("row", code_rows(), ids=lambda row: f"{row.part}-{row.written}")
def test_each_known_code_reads_its_example(row: object) -> None:
    symbol = parse_symbol(row.example)  # type: ignore[attr-defined]
    assert symbol is not None
    assert symbol.text == row.expected  # type: ignore[attr-defined]
    assert row.code in re.split("[-/]", symbol.text)  # type: ignore[attr-defined]
    if row.part == "front":  # type: ignore[attr-defined]
        assert symbol.branch is Branch.FRONT


def test_the_list_of_codes_has_not_shrunk() -> None:
    assert len(code_rows()) >= 80
    assert len(central_terms()) == 9


@pytest.mark.parametrize("row", read_rows("terms.csv", TermRow), ids=lambda row: row.term)
def test_each_term_holds_its_example(row: TermRow) -> None:
    assert term_on(date.fromisoformat(row.example)) == row.expected


def test_before_the_first_term_there_is_none() -> None:
    assert term_on(date(1960, 1, 1)) is None


PERIODS = [
    ("07-KH/TW", date(2017, 11, 27), "xii"),
    ("07-KH/TW", date(2018, 11, 27), "xii"),
    ("07-KH/TW", None, None),
    ("50-KL/TW", date(2023, 2, 28), "xiii"),
    ("5-NQ/TW", date(2026, 3, 1), "xiv"),
    ("68/KH-UBND", date(2018, 7, 2), "2018"),
    ("68/KH-UBND", None, None),
    ("41/2021/QĐ-UBND", None, "2021"),
    ("41/2021/QĐ-UBND", date(2022, 1, 1), "2021"),
    ("56/2017/QH14", None, "xiv"),
    ("12/KH-MTTQ-BTT", date(2020, 1, 2), "2020"),
]


@pytest.mark.parametrize(("written", "issued", "period"), PERIODS)
def test_the_period_that_a_number_is_counted_in(written: str, issued: date | None, period: str | None) -> None:
    assert period_of(_read(written), issued) == period


IDENTIFIERS = [
    ("07-KH/TW", "vn", date(2017, 11, 27), "doc/vn/tw/kh/xii/07"),
    ("7-KH/TW", None, date(2018, 11, 27), "doc/vn/tw/kh/xii/07"),
    ("68/KH-UBND", "vn/tuyen-quang", date(2018, 7, 2), "doc/vn/tuyen-quang/ubnd/kh/2018/68"),
    ("68/KH-UBND", "vn/tuyen-quang", None, "doc/vn/tuyen-quang/ubnd/kh/khong-ro/68"),
    ("68/KH-UBND", None, None, "doc/khong-ro/a-txt/ubnd/kh/khong-ro/68"),
    ("56/2017/QH14", "vn", None, "doc/vn/qh/vb/xiv/56"),
    ("05/BNV-VP", "vn", date(2020, 5, 5), "doc/vn/bnv-vp/cv/2020/05"),
    ("5053-CV/VPTW/nb", "vn", date(2020, 5, 5), "doc/vn/vptw/cv/xii/5053-nb"),
    ("12-KH/HU", "vn/lai-chau/phong-tho", date(2018, 3, 27), "doc/vn/lai-chau/phong-tho/hu/kh/xii/12"),
]


@pytest.mark.parametrize(("written", "territory", "issued", "expected"), IDENTIFIERS)
def test_the_identifier_of_a_document(written: str, territory: str | None, issued: date | None, expected: str) -> None:
    assert document_id(_read(written), territory, issued, source="a.txt") == expected


def test_two_sources_with_unknown_territory_never_meet() -> None:
    symbol = _read("9-KH/HU")
    assert identifier(symbol, None, "xii", source="a.txt") != identifier(symbol, None, "xii", source="b.txt")


def test_contract_and_guidance_have_different_identifiers() -> None:
    assert identifier(_read("3/HĐ-SNV"), "vn", "2020") != identifier(_read("3/HD-SNV"), "vn", "2020")


def test_task_identifiers_keep_different_paths_apart() -> None:
    assert task_id("doc/x", ("B", "II", "1", "-3")) == "doc/x/task/B/II/1/-3"
    paths = [("d)",), ("đ)",), ("1", "2"), ("1/2",), ("4",), ("4#2",), ("4~2",), ("a b",), ("",), ("4%7E2",)]
    assert len({task_id("doc/x", path) for path in paths}) == len(paths)


def test_iris_hold_only_safe_characters() -> None:
    for identity in (
        task_id("doc/x", ("đ)", "4#2", "<script>", 'a"b')),
        file_id("Bản sao <1>.txt"),
        agency_id("Sở Nội vụ", "vn/lai-chau"),
        description_id(None, "Tỉnh ủy", "Kế hoạch", source="x y.txt"),
        law_id("Luật Viên chức"),
        "doc/có dấu <",
    ):
        assert re.fullmatch(r"[A-Za-z0-9/:._~%()#\-]+", iri(identity)), identity


@pytest.mark.parametrize(("number", "expected"), [("7", "07"), ("007", "07"), ("12a", "12a"), ("120", "120")])
def test_numbers_are_padded(number: str, expected: str) -> None:
    assert padded(number) == expected


@pytest.mark.parametrize("unit", ["1", "12-", "1/", "A-", "1-A", "18-NQ/TW ", "II /", "1/2020/A-"])
def test_finding_is_linear(unit: str) -> None:
    start = time.perf_counter()
    list(find_symbols(unit * (400_000 // len(unit))))
    assert time.perf_counter() - start < 6


def _read(written: str) -> Symbol:
    symbol = parse_symbol(written)
    assert symbol is not None
    return symbol
