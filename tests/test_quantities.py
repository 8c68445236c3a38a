"""Figures that tasks set: every row of the word list is a test, then how figures stand together."""

from __future__ import annotations

import csv
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract import phrases
from graph.extract.quantities import COMPARISONS, figures, quantities_of
from graph.model import Span
from graph.read.passage import Passage
from graph.resources import folder


def passage(text: str, start: int = 0) -> Passage:
    return Passage(text, tuple(range(start, start + len(text))))


def lexicon() -> list[dict[str, str]]:
    with (folder("data/lexicon") / "quantities.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = [row for row in lexicon() if row["kind"] != "before"]
WORDS = [row for row in lexicon() if row["kind"] == "before"]


def test_all_rows_are_tested() -> None:
    assert len(ROWS) >= 20
    assert {row["kind"] for row in ROWS} == {"figure", "content", "by", "not-by", "fellow"}


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_row_reads_its_example(row: dict[str, str]) -> None:
    found = quantities_of(passage(row["example"]))
    if not row["text"]:
        assert found == ()
        return
    (quantity,) = found
    assert quantity.text == row["text"]
    assert quantity.value == float(row["expected_value"])
    assert quantity.unit == row["expected_unit"]
    assert (quantity.by.isoformat() if quantity.by is not None else "") == row["expected_by"]
    if row["kind"] == "figure":
        assert quantity.comparison == row["comparison"]
        assert figures(phrases.fold(row["example"]))[0].rule.id == row["id"]


@pytest.mark.parametrize("row", WORDS, ids=[row["id"] for row in WORDS])
def test_word_list_holds_its_example(row: dict[str, str]) -> None:
    assert phrases.template(row["pattern"]).regex.fullmatch(phrases.fold(row["example"]))


def test_two_figures_share_the_period_of_their_sentence() -> None:
    text = "Giai đoạn 2026-2030 giảm ít nhất 7% phòng và 2,5% ban so với năm 2024. Mở 03 lớp học."
    assert [(one.value, one.comparison, one.by) for one in quantities_of(passage(text))] == [
        (7.0, "at-least", date(2030, 12, 31)),
        (2.5, "exactly", date(2030, 12, 31)),
        (3.0, "exactly", None),
    ]


UNITS = [
    (
        "Giảm ít nhất 6% cán bộ, công chức, viên chức hưởng lương từ ngân sách",
        "cán bộ, công chức, viên chức hưởng lương",
    ),
    ("Phấn đấu 90% xã, phường tổ chức ngày hội", "xã, phường"),
    ("Giảm ít nhất 6% cán bộ, nâng cao chất lượng", "cán bộ"),
]


@pytest.mark.parametrize(("text", "counted"), UNITS, ids=[row[1] for row in UNITS])
def test_what_is_counted_goes_on_over_commas_up_to_a_verb(text: str, counted: str) -> None:
    assert [one.text.partition("% ")[2] for one in quantities_of(passage(text))] == [counted]


def test_the_task_s_own_day_serves_where_the_sentence_names_none() -> None:
    day = date(2029, 12, 31)
    assert [one.by for one in quantities_of(passage("Trồng 500 cây; đến năm 2027 đạt 30% hộ"), due=day)] == [
        day,
        date(2027, 12, 31),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hợp nhất 03 văn phòng thành một",
        "Xem xét thôn chưa đủ 50% tiêu chí",
        "Thẩm định tối đa 20 ngày",
        "Đề án “Giảm 5% hộ”",
        "",
    ],
    ids=["merger", "criterion", "time", "title", "empty"],
)
def test_no_target(text: str) -> None:
    assert quantities_of(passage(text)) == ()


@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(
                ["ít nhất", "5%", "1.200", "2,5%", "đến năm 2030", "giảm", "cơ quan", "từ", "trở lên", "-", ". ", "“"]
            ),
            max_size=20,
        ).map(" ".join),
    ),
    start=st.integers(0, 1000),
)
@settings(max_examples=200, deadline=None, print_blob=True)
def test_any_text_is_read_without_fault(text: str, start: int) -> None:
    found = quantities_of(passage(text, start))
    spans = [one.span for one in found]
    assert all(Span(start, start + len(text)).covers(span) for span in spans)
    assert spans == sorted(spans)
    for one in found:
        assert one.text == text[one.span.start - start : one.span.end - start]
        assert one.comparison in COMPARISONS
        assert one.value >= 0


@pytest.mark.parametrize("unit", ["ít nhất 5% ", "giảm 3 phòng ban ", "1.000.", "đến năm 2030 ", "từ "])
def test_cost_grows_with_length_only(unit: str) -> None:
    def cost(length: int) -> float:
        words = passage((unit * (length // len(unit) + 1))[:length])
        began = time.process_time()
        quantities_of(words)
        return time.process_time() - began

    cost(1_000)
    small, large = (min(cost(length) for _ in range(3)) for length in (20_000, 160_000))
    assert large < 32 * max(small, 0.01), f"{small:.3f} s for 20,000 characters, {large:.3f} s for 160,000"
