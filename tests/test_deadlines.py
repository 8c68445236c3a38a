"""Time and conditions: every row of the word lists is a test, then how phrases work together."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import LexiconError
from graph.extract import deadlines, phrases
from graph.extract.deadlines import Reading, inherit, prefer, read_deadline, read_heading_time, read_time
from graph.model import Deadline, Recurrence, Span
from graph.read.passage import Passage
from graph.resources import folder

ISSUED = date(2026, 1, 10)
APART = ("apart", "cell", "whole")


def passage(text: str, start: int = 0) -> Passage:
    return Passage(text, tuple(range(start, start + len(text))))


def lexicon(name: str) -> list[dict[str, str]]:
    with (folder("data/lexicon") / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ids(rows: Iterable[dict[str, str]]) -> list[str]:
    return [row["id"] for row in rows]


def iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def summary(deadline: Deadline | None) -> tuple[str, str, str, str]:
    if deadline is None:
        return "", "", "", ""
    return deadline.text, iso(deadline.begin), iso(deadline.due), str(deadline.recurrence or "")


WORDS = [row for row in lexicon("deadlines.csv") if row["kind"] in ("before", "after")]
LABELS = [row for row in lexicon("deadlines.csv") if row["kind"] == "label"]
ROWS = [row for row in lexicon("deadlines.csv") if row["kind"] in deadlines.KINDS]
WINNING = [row for row in ROWS if row["kind"] != "content" and row["where"] != "heading"]
CONDITIONS = lexicon("conditions.csv")


def test_all_rows_are_tested() -> None:
    assert len(WORDS) + len(LABELS) + len(ROWS) == len(lexicon("deadlines.csv"))
    assert len(ROWS) >= 115
    assert len(CONDITIONS) >= 16


@pytest.mark.parametrize("row", ROWS + LABELS, ids=ids(ROWS + LABELS))
def test_row_reads_its_example(row: dict[str, str]) -> None:
    words = passage(row["example"])
    if row["where"] == "heading":
        deadline = read_heading_time(words)
    elif row["where"] in APART:
        deadline = read_time([words], issued=ISSUED).deadline
    else:
        deadline = read_deadline(words, issued=ISSUED).deadline
    expected = (row["text"], row["expected_begin"], row["expected_due"], row["expected_recurrence"])
    assert summary(deadline) == expected


@pytest.mark.parametrize("row", WINNING, ids=ids(WINNING))
def test_row_itself_reads_its_example(row: dict[str, str]) -> None:
    """The row, not another one, is what is found in its example: no row is dead."""
    folded = phrases.fold(row["example"])
    places = (deadlines._RUNNING, deadlines._IN_BRACKET, deadlines._IN_CELL)
    assert row["id"] in {one.phrase.id for where in places for one in deadlines.find(folded, where)}


@pytest.mark.parametrize("row", WORDS, ids=ids(WORDS))
def test_word_list_holds_its_example(row: dict[str, str]) -> None:
    assert phrases.template(row["pattern"]).regex.fullmatch(phrases.fold(row["example"]))


@pytest.mark.parametrize("row", CONDITIONS, ids=ids(CONDITIONS))
def test_condition_row_reads_its_example(row: dict[str, str]) -> None:
    condition = read_deadline(passage(row["example"])).condition
    assert (condition.text if condition is not None else "") == row["text"]


TEXTS = [
    ("Lập đề án (thực hiện từ năm 2026 và cơ bản hoàn thành vào năm 2027).", "2026-01-01", "2027-12-31", ""),
    ("Sửa quy chế (hoàn thành trước năm 2028 và thực hiện từ năm 2029).", "2029-01-01", "2027-12-31", ""),
    ("Ban hành định mức (hoàn thành văn bản trong năm 2026 và thực hiện thường xuyên)", "", "2026-12-31", "ongoing"),
    ("Nghiên cứu bến xe để dùng sau năm 2030 (hoàn thành khảo sát trước năm 2029)", "", "2028-12-31", ""),
    ("Tập huấn chữ ký số (xong trong tháng 02/2028). Định kỳ đánh giá tay nghề.", "", "2028-02-29", "other"),
    ("Theo dõi dịch bệnh; thường xuyên kiểm tra chợ (thực hiện hằng năm)", "", "", "annual"),
    ("Hằng năm, thống kê rừng (thực hiện từ năm 2027)", "2027-01-01", "", "annual"),
    ("Định kỳ 10 ngày báo cáo 1 lần, 6 tháng, hằng năm (trước ngày 5 hằng tháng)", "", "", "other"),
    ("Quyết định số 12/QĐ-UBND ngày 25/10/2024 về giảm chi thường xuyên giai đoạn 2022-2026", "", "", ""),
    ("Đề án phát triển nghề “Làng nghề thực hiện từ năm 2020” của xã", "", "", ""),
    ("Lấy phiếu hài lòng làm căn cứ xếp loại hằng năm đối với công chức", "", "", ""),
    ("Giảm 10% chi phí so với năm 2024", "", "", ""),
    ("Phát triển trường giáo dục thường xuyên cấp huyện", "", "", ""),
    ("Kiểm kê (hoàn thành trong quý IV)", "", "", ""),
    ("HOÀN THÀNH TRONG NĂM 2026", "", "2026-12-31", ""),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("text", "begin", "due", "recurrence"), TEXTS, ids=[str(i) for i in range(len(TEXTS))])
def test_running_text(text: str, begin: str, due: str, recurrence: str) -> None:
    deadline = read_deadline(passage(text)).deadline
    assert summary(deadline)[1:] == (begin, due, recurrence)


CELLS = [
    (["Từ năm 2026", "Từ năm 2026", "Trong năm 2027"], "Từ năm 2026; Trong năm 2027", "2026-01-01", "2027-12-31", ""),
    (["Từ năm 2026", "Từ năm 2026"], "Từ năm 2026", "2026-01-01", "", ""),
    (["Trong năm 2026", "Trong năm 2026", "Trong năm 2026"], "Trong năm 2026", "", "2026-12-31", ""),
    (["Từ Quý II/2026", "", "-"], "Từ Quý II/2026", "2026-04-01", "", ""),
    (["- Thời gian thực hiện: Từ năm 2026 và hoàn thành vào Quý I năm 2027."],
     "Từ năm 2026 và hoàn thành vào Quý I năm 2027", "2026-01-01", "2027-03-31", ""),
    (["Hàng năm"], "Hàng năm", "", "", "annual"),
    (["Thực hiện theo Kế hoạch"], "Thực hiện theo Kế hoạch", "", "", ""),
    (["Khi rảnh việc đồng áng", "Tháng 7/2026"], "Tháng 7/2026", "", "2026-07-31", ""),
    (["Mùa gặt"], "Mùa gặt", "", "", ""),
    (["Tháng 13/2026"], "Tháng 13/2026", "", "", ""),
    (["31/02/2026"], "31/02/2026", "", "", ""),
    (["Trước 30/11/2026"], "Trước 30/11/2026", "", "2026-11-30", ""),
    ([], "", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "text", "begin", "due", "recurrence"), CELLS, ids=["+".join(case[0]) or "none" for case in CELLS]
)
def test_time_cells(cells: list[str], text: str, begin: str, due: str, recurrence: str) -> None:
    assert summary(read_time([passage(cell) for cell in cells]).deadline) == (text, begin, due, recurrence)


CONDITIONED = [
    ("Chuyển hồ sơ khi giải thể các Tổ công tác Đông Bắc, Tây Bắc (xong trong năm 2026)",
     "khi giải thể các Tổ công tác Đông Bắc, Tây Bắc"),
    ("Khi có ý kiến của Sở Y tế, Sở Tài chính lập dự toán", "Khi có ý kiến của Sở Y tế"),
    ("Khi có ý kiến của Sở Y tế, Sở Tài chính; lập dự toán", "Khi có ý kiến của Sở Y tế, Sở Tài chính"),
    ("Sau khi bàn giao đất cho Tân Trào, rà soát ranh giới", "Sau khi bàn giao đất cho Tân Trào"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CONDITIONED, ids=[row[1] for row in CONDITIONED])
def test_a_condition_goes_on_over_the_commas_of_an_enumeration_of_names(text: str, expected: str) -> None:
    condition = read_deadline(passage(text)).condition
    assert condition is not None
    assert condition.text == expected


def test_cell_that_is_a_condition_is_no_deadline() -> None:
    reading = read_time([passage("Sau khi có ý kiến của Bộ, tỉnh")])
    assert reading.deadline is None
    assert reading.condition is not None
    assert reading.condition.text == "Sau khi có ý kiến của Bộ, tỉnh"


HEADINGS = [
    ("2.2. Nhiệm vụ thực hiện thường xuyên", "", "", "ongoing"),
    ("- Từ nay tới năm 2027:", "", "2027-12-31", ""),
    ("- Từ năm 2027-2030:", "2027-01-01", "2030-12-31", ""),
    ("2.1. Nhiệm vụ thực hiện theo lộ trình", None, None, None),
    ("3. Chương trình làm đẹp ngõ xóm đến năm 2030", None, None, None),
    ("theo quy định", None, None, None),
    ("2. Giai đoạn 2026-2030:", None, None, None),
    ("15/11/2026", None, None, None),
    ("I", None, None, None),
]


@pytest.mark.parametrize(("text", "begin", "due", "recurrence"), HEADINGS, ids=[case[0] for case in HEADINGS])
def test_headings(text: str, begin: str | None, due: str | None, recurrence: str | None) -> None:
    deadline = read_heading_time(passage(text))
    if begin is None:
        assert deadline is None
    else:
        assert deadline is not None
        assert deadline.inherited
        assert summary(deadline)[1:] == (begin, due, recurrence)


def test_spans_point_at_the_words() -> None:
    text = "Thường xuyên rà soát bếp ăn (thực hiện từ năm 2027)."
    deadline = read_deadline(passage(text, start=100)).deadline
    assert deadline is not None
    assert deadline.text == "Thường xuyên; thực hiện từ năm 2027"
    assert deadline.spans == (Span(100, 112), Span(129, 150))


def test_days_are_counted_only_from_a_known_day_of_issue() -> None:
    words = passage("Lập tổ công tác trong thời hạn 15 ngày kể từ ngày ban hành")
    known, unknown = read_deadline(words, issued=ISSUED).deadline, read_deadline(words).deadline
    assert known is not None
    assert unknown is not None
    assert (known.due, unknown.due) == (date(2026, 1, 25), None)
    far = read_deadline(words, issued=date.max).deadline
    assert far is not None
    assert far.due is None


def test_folding_keeps_the_length_and_unites_tone_placement() -> None:
    assert phrases.fold("Khoá UỶ quý HOÀ – Ð") == "khóa ủy quý hòa - đ"
    assert len(phrases.fold("İ\u00a0uỷ")) == 4


ONGOING = Deadline("Nhiệm vụ thường xuyên", (Span(0, 5),), recurrence=Recurrence.ONGOING, inherited=True)
UNTIL = Deadline("Đến năm 2030", (Span(0, 5),), due=date(2030, 12, 31), inherited=True)
OWN_DUE = Deadline("năm 2026", (Span(9, 12),), due=date(2026, 12, 31))
OWN_BEGIN = Deadline("từ năm 2026", (Span(9, 12),), begin=date(2026, 1, 1))
OWN_ANNUAL = Deadline("Hằng năm", (Span(9, 12),), recurrence=Recurrence.ANNUAL)


@pytest.mark.parametrize(
    ("own", "heading", "expected"),
    [
        (None, ONGOING, (None, None, Recurrence.ONGOING)),
        (OWN_DUE, None, (None, date(2026, 12, 31), None)),
        (OWN_DUE, ONGOING, (None, date(2026, 12, 31), None)),
        (OWN_BEGIN, ONGOING, (date(2026, 1, 1), None, Recurrence.ONGOING)),
        (OWN_ANNUAL, ONGOING, (None, None, Recurrence.ANNUAL)),
        (OWN_DUE, UNTIL, (None, date(2026, 12, 31), None)),
        (OWN_ANNUAL, UNTIL, (None, date(2030, 12, 31), Recurrence.ANNUAL)),
    ],
)
def test_inherit(
    own: Deadline | None, heading: Deadline | None, expected: tuple[date | None, date | None, Recurrence | None]
) -> None:
    deadline = inherit(own, heading)
    assert deadline is not None
    assert (deadline.begin, deadline.due, deadline.recurrence) == expected
    assert deadline.inherited is (own is None)


def test_prefer_takes_the_label_and_the_condition_of_the_text() -> None:
    labelled = read_time([passage("Từ năm 2026")])
    running = read_deadline(passage("Sáp nhập chợ ở những nơi có đủ điều kiện (hoàn thành trong năm 2029)"))
    chosen = prefer(labelled, running)
    assert chosen.deadline == labelled.deadline
    assert chosen.condition == running.condition
    assert chosen.condition is not None
    assert prefer(Reading(), running) == running


@pytest.mark.parametrize(
    "source", ["năm {yaer}", "(a) (b)", "[a|b", "a) b"], ids=["placeholder", "all optional", "open bracket", "close"]
)
def test_a_bad_template_is_refused(source: str) -> None:
    with pytest.raises(LexiconError):
        phrases.template(source)


@pytest.mark.parametrize("rule", ["begin year", "start month", "start", "year"])
def test_a_bad_rule_is_refused(rule: str) -> None:
    with pytest.raises(LexiconError):
        phrases.check_rule(rule, "năm {year}")


PIECES = st.sampled_from(
    ["hoàn thành trong năm 2026", "từ năm", "2027", "31/02/2026", "tháng 13/2026", "(", ")", "; ", ", ", ". ",
     "hằng năm", "định kỳ", "6 tháng", "khi có", "thường xuyên", "rà soát", "quý IV/2026", "trước ngày", "29/02/2027",
     "“", "”", "\n", "trong vòng 9999 ngày kể từ ngày ký", "ở những nơi có đủ điều kiện", "İ", "uỷ", "trong năm 2100",
     " - "]
)  # fmt: skip
HOSTILE = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join))


@given(text=HOSTILE, start=st.integers(0, 1000))
@settings(max_examples=200, deadline=None, print_blob=True)
def test_any_text_is_read_without_fault(text: str, start: int) -> None:
    words = passage(text, start)
    whole = Span(start, start + len(text))
    assert len(phrases.fold(text)) == len(text)
    for reading in (read_deadline(words, issued=ISSUED), read_time([words], issued=ISSUED)):
        if reading.condition is not None:
            assert whole.covers(reading.condition.span)
        if reading.deadline is None:
            continue
        spans = reading.deadline.spans
        assert spans
        assert list(spans) == sorted(spans)
        assert all(whole.covers(span) for span in spans)
        assert all(before.end <= after.start for before, after in pairwise(spans))
        written = "; ".join(text[span.start - start : span.end - start] for span in spans)
        assert reading.deadline.text == written
    heading = read_heading_time(words)
    assert heading is None or whole.covers(heading.spans[0])


@pytest.mark.parametrize(
    "unit",
    [
        "hoàn thành việc ",
        "khi ",
        "(",
        "từ năm 2026 ",
        "định kỳ 6 tháng, ",
        "“",
        " ",
        "trước ngày 1/1/2026; ",
        "(năm 2026) ",
        "trong khi ",
        "2026 ",
    ],
)
def test_cost_grows_with_length_only(unit: str) -> None:
    def cost(length: int) -> float:
        words = passage((unit * (length // len(unit) + 1))[:length])
        began = time.process_time()
        read_deadline(words)
        read_time([words])
        return time.process_time() - began

    cost(1_000)
    small, large = (min(cost(length) for _ in range(3)) for length in (20_000, 160_000))
    assert large < 32 * max(small, 0.01), f"{small:.3f} s for 20,000 characters, {large:.3f} s for 160,000"
