"""What a review sheet shows, in which order, and that it comes back as it went out."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import review_factories as made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from review_factories import DAY, LOWER, UPPER, A, B, C, X, Y

from graph.links import Evidence, LinkStatus, Verdict
from graph.review import words
from graph.review.importing import judge
from graph.review.items import Item, Wanted, items_of, lost
from graph.review.mapping_set import mapping_set
from graph.review.reading import read_review
from graph.review.suspects import MOST_WORDS, Piece, pieces, suspects
from graph.review.workbook import workbook


def pairs(items: tuple[Item, ...]) -> list[tuple[str | None, str]]:
    return [(item.child.task if item.child else None, item.parent.task) for item in items]


def sheet_of(content: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


# ---- words ----


@pytest.mark.parametrize("row", words.review_words(), ids=lambda row: f"{row.kind} {row.code}")
def test_each_word_is_understood(row: words.ReviewWord) -> None:
    kind: words.Kind = row.kind  # type: ignore[assignment]
    for typed in (row.example, row.vi, row.en, row.vi.upper(), row.code, *row.also):
        assert words.code_of(kind, typed) == row.code
    assert "," not in row.vi + row.en, "a comma divides the choices of a drop-down"


def test_the_words_there_are() -> None:
    assert len(words.review_words()) == 22
    assert words.code_of("decision", "có lẽ") is None
    for kind in ("decision", "relation"):
        for language in ("vi", "en"):
            assert len(",".join(words.choices(kind, language))) < 255, "Excel takes no longer list"  # type: ignore[arg-type]


# ---- what is shown ----


def test_strongest_doubt_first() -> None:
    assert pairs(made.items()) == [(Y, B), (Y, A), (X, A), (X, B), (None, C)]


def test_by_default_what_is_proposed_and_candidates_of_tasks_without_a_link() -> None:
    assert pairs(items_of(made.held(), Wanted())) == [(Y, B), (X, A)]
    only = tuple(replace(link, status=LinkStatus.CANDIDATE) if link.child == Y else link for link in made.LINKS)
    assert pairs(items_of(made.held(links=only), Wanted())) == [(Y, B), (Y, A), (X, A)]
    rejected = made.decided(verdict=Verdict.REJECT)
    assert pairs(items_of(made.held(rejected), Wanted())) == [(Y, B), (X, B)]


def test_no_more_than_the_best_candidates() -> None:
    texts = {f"{UPPER}/task/I/{n}": f"yêu cầu thứ {n}" for n in range(9)} | {X: made.TEXTS[X]}
    links = tuple(replace(made.LINKS[1], child=X, parent=f"{UPPER}/task/I/{n}", score=n / 100) for n in range(9))
    found = items_of(made.held(texts=texts, links=links), Wanted())
    assert [item.score for item in found] == [0.08, 0.07, 0.06, 0.05, 0.04]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        pytest.param(Wanted(lower=LOWER), 2, id="lower"),
        pytest.param(Wanted(lower=UPPER), 0, id="no such lower"),
        pytest.param(Wanted(uppers=frozenset({UPPER})), 2, id="upper"),
        pytest.param(Wanted(uppers=frozenset()), 0, id="no upper"),
        pytest.param(Wanted(gaps=True), 3, id="gaps"),
    ],
)
def test_only_what_is_asked_for(wanted: Wanted, count: int) -> None:
    assert len(items_of(made.held(), wanted)) == count


def test_no_gap_where_nothing_was_asked_or_a_document_between_is_missing() -> None:
    unasked = replace(made.held(), addressed=frozenset({(C, "province")}))
    blocked = replace(made.held(), blocked=made.held().below)
    assert [item.parent.task for item in items_of(made.held(), Wanted(gaps=True)) if item.child is None] == [C]
    for held in (unasked, blocked):
        assert all(item.child is not None for item in items_of(held, Wanted(gaps=True)))


def test_a_suspect_is_on_top_with_before_and_after() -> None:
    texts = made.TEXTS | {X: "Phòng Nội vụ rà soát biên chế của huyện."}
    first = made.items(made.decided(), texts=texts, wanted=Wanted())[0]
    assert (first.child and first.child.task, first.status) == (X, "confirmed")
    sheet = sheet_of(workbook((first,), "vi"))
    row = dict(zip((column.name for column in made.WRITTEN), (cell.value for cell in sheet[2]), strict=False))
    assert row["status"] == "cần xem lại (đã xác nhận)"
    assert row["child_before"] == made.TEXTS[X]
    assert row["child_text"] == texts[X]
    assert row["parent_before"] is None
    assert row["changes"] == "Phòng Nội vụ rà soát [-số người làm việc-] [+biên chế+] của huyện."
    assert row["decided"] == "Lê Văn Cường · 2024-05-06"


def test_a_suspect_gap_is_shown_without_being_asked_for() -> None:
    texts = made.TEXTS | {C: "Công khai mọi kết quả."}
    gap = made.decided(verdict=Verdict.GAP, child=None, parent=C)
    assert pairs(made.items(gap, texts=texts, wanted=Wanted()))[0] == (None, C)


def test_a_decision_whose_task_is_gone_is_told() -> None:
    texts = {task: text for task, text in made.TEXTS.items() if task != X}
    held = made.held(made.decided(), texts=texts)
    assert [(one.decision.number, one.child and one.child.after) for one in lost(held)] == [(1, None)]
    assert X not in {item.child.task for item in items_of(held, Wanted(every=True)) if item.child}


def test_spacing_and_numbering_make_no_suspect() -> None:
    texts = made.TEXTS | {X: f"1.  {made.TEXTS[X].upper()}"}
    assert suspects(made.held(made.decided(), texts=texts).settled, texts) == ()


PIECES = [
    ("", "", ()),
    ("a b c", "a b c", (Piece("same", "a b c"),)),
    ("a b c", "a x c", (Piece("same", "a"), Piece("removed", "b"), Piece("added", "x"), Piece("same", "c"))),
    ("a", "a b", (Piece("same", "a"), Piece("added", "b"))),
    ("a a", "a", (Piece("same", "a"), Piece("removed", "a"))),
]


@pytest.mark.parametrize(("before", "after", "found"), PIECES)
def test_pieces(before: str, after: str, found: tuple[Piece, ...]) -> None:
    assert pieces(before, after) == found


def test_long_texts_are_not_compared_word_by_word() -> None:
    many = " ".join(f"x{n}" for n in range(MOST_WORDS + 1))
    assert [piece.kind for piece in pieces(f"a {many} z", f"a {many[::-1]} z")] == ["same", "removed", "added", "same"]


@given(st.text(alphabet="ab \n"), st.text(alphabet="ab \n"))
def test_pieces_hold_both_texts(before: str, after: str) -> None:
    for text, kind in ((before, "removed"), (after, "added")):
        held = " ".join(piece.text for piece in pieces(before, after) if piece.kind in {"same", kind})
        assert held.split() == text.split()


# ---- the workbook ----


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_workbook_to_read_and_fill_in(language: str) -> None:
    sheet = sheet_of(workbook(made.items(), language))  # type: ignore[arg-type]
    assert [cell.value for cell in sheet[1]] == [column.heading(language) for column in made.WRITTEN]  # type: ignore[arg-type]
    assert sheet.freeze_panes == "C2"
    offered = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert offered == [f'"{",".join(words.choices(kind, language))}"' for kind in ("decision", "relation")]  # type: ignore[arg-type]
    shown = {cell.column_letter for cell in sheet[1] if not sheet.column_dimensions[cell.column_letter].hidden}
    assert len(shown) == sum(not column.hidden for column in made.WRITTEN)
    assert sheet["H2"].alignment.wrap_text
    assert sheet["H2"].value == f"'{made.TEXTS[Y]}"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_same_items_give_the_same_bytes() -> None:
    assert workbook(made.items(), "vi") == workbook(made.items(), "vi")
    assert mapping_set(made.items(), "vi") == mapping_set(made.items(), "vi")


def test_shared_words_are_marked_in_both_texts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(made.items(), "vi")), rich_text=True)
    bold = [
        str(part)
        for cell in book.worksheets[0][4]
        if isinstance(cell.value, list)
        for part in cell.value
        if not isinstance(part, str)
    ]
    assert bold == ["rà soát", "số người làm việc", "Rà soát", "số người làm việc"]


def test_no_cell_is_a_formula_whatever_the_store_holds() -> None:
    bad = dict.fromkeys(("leads", "deadline", "symbol", "path"), '=HYPERLINK("http://x")')
    decision = replace(made.decided(), note="=1+1", reviewer="@x", child_text="+1")
    link = replace(made.LINKS[0], method="=m", evidence=Evidence(("=a", "-b"), ("=c",)))
    held = replace(
        made.held(decision, links=(link,), texts=made.TEXTS | {X: "-1", A: "＝1"}),
        documents=(),
    )
    held = replace(held, ends={task: replace(end, **bad) for task, end in held.ends.items()})
    items = items_of(held, Wanted(every=True))
    assert items[0].suspect is not None
    cells = [cell for row in sheet_of(workbook(items, "en")).iter_rows(min_row=2) for cell in row if cell.value]
    lines = [line for line in mapping_set(items, "en").splitlines() if not line.startswith("#")]
    texts = [str(cell.value) for cell in cells] + [part for line in lines for part in line.split("\t")]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert len(texts) > 30
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "＝"))]


# ---- there and back ----

HOSTILE = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="=+-@|\"'\t\n\r,;# ợĐ\x00\x0b\ufffe<>&", max_size=20),
    st.sampled_from(
        ['=HYPERLINK("http://x")', "'=1", "#REF!", "1/2", "1e5", "_x0041_", "NA", "true", "| a=b", "x" * 33_000]
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True)
@given(st.tuples(HOSTILE, HOSTILE, HOSTILE), st.sampled_from([".xlsx", ".tsv"]))
def test_a_sheet_with_hostile_texts_comes_back(tmp_path: Path, texts: tuple[str, str, str], form: str) -> None:
    held = made.held(texts=made.TEXTS | dict(zip((A, X, Y), texts, strict=True)))
    items = items_of(held, Wanted(every=True, gaps=True))
    path = tmp_path / f"sheet{form}"
    if form == ".xlsx":
        values = {"decision": "bác bỏ", "reviewer": "Lê Văn Cường"}
        made.filled(workbook(items, "vi"), {(X, A): values, (Y, A): values, (Y, B): values}, path)
    else:
        text = mapping_set(items, "vi").replace("decision=|", "decision=reject|")
        path.write_text(text.replace("\t\t\tlineage:", "\tLê Văn Cường\t\tlineage:"), encoding="utf-8")
    outcome = judge(read_review(path).entries, held, DAY)
    wrong = [str(fault) for fault in outcome.faults if "names no task" not in str(fault)]  # a gap is not rejected
    assert wrong == []
    assert {(X, A), (Y, A), (Y, B)} <= {one.about for one in outcome.taken}
    taken = {(one.child_text, one.parent_text) for one in outcome.taken}
    assert (held.ends[X].text, held.ends[A].text) in taken


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True)
@given(st.text(alphabet="aợ =+-@|\"'\n;,#", max_size=30), st.text(alphabet="Lêa-'=@ ", max_size=10))
def test_what_is_typed_is_recorded_or_refused(tmp_path: Path, note: str, reviewer: str) -> None:
    values = {"decision": "confirm", "note": note, "reviewer": reviewer}
    path = made.as_workbook(tmp_path / "typed.xlsx", {(X, A): values})
    outcome = judge(read_review(path).entries, made.held(), DAY)
    assert len(outcome.taken) + len(outcome.faults) == 1
    for one in outcome.taken:
        assert (one.note or "").strip("' \n") == note.strip("' \n")
        assert one.reviewer.strip("' ") == reviewer.strip("' ")
        assert not (one.note or "").startswith(("=", "@", "+"))
