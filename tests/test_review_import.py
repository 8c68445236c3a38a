"""What is taken from a sheet that came back, and what is refused: by row, with nothing lost and nothing half done."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import review_factories as made
from openpyxl.worksheet.worksheet import Worksheet
from review_factories import DAY, LOWER, A, B, C, X, Y, Z

from graph.errors import UsageError
from graph.links import SetRelation, Verdict
from graph.review.importing import Outcome, judge
from graph.review.reading import read_review
from graph.review.workbook import workbook

Cells = Mapping[str, object]
WHO = {"reviewer": "Trần Thị Bích"}
FORMS = pytest.mark.parametrize("form", [".xlsx", ".tsv"])
COLUMN = {column.name: number for number, column in enumerate(made.WRITTEN, start=1)}


def sheet(folder: Path, entries: Mapping[tuple[str, str], Cells], form: str = ".xlsx") -> Path:
    write = made.as_workbook if form == ".xlsx" else made.as_mapping_set
    return write(folder / f"sheet{form}", entries)


def judged(path: Path, *decisions: object, day: date = DAY) -> Outcome:
    return judge(read_review(path).entries, made.held(*decisions), day, path.name)  # type: ignore[arg-type]


def changed(path: Path, change: Callable[[Worksheet], None]) -> Path:
    book = openpyxl.load_workbook(path)
    first = book.worksheets[0]
    assert isinstance(first, Worksheet)
    change(first)
    book.save(path)
    return path


# ---- what is taken ----

TAKEN = [
    pytest.param((X, A), {"decision": "xác nhận"}, (Verdict.CONFIRM, X, None, SetRelation.NARROWER), id="confirm"),
    pytest.param((X, A), {"decision": "CONFIRM "}, (Verdict.CONFIRM, X, None, SetRelation.NARROWER), id="English"),
    pytest.param(
        (X, A),
        {"decision": "xac nhan", "relation": "bằng"},
        (Verdict.CONFIRM, X, None, SetRelation.EQUAL),
        id="another relation",
    ),
    pytest.param((X, B), {"decision": "bác bỏ"}, (Verdict.REJECT, X, None, None), id="reject"),
    pytest.param(("", C), {"decision": "xác nhận chưa có"}, (Verdict.GAP, None, LOWER, None), id="gap"),
    pytest.param(
        ("", C),
        {"decision": "exception", "note": "nơi khác làm"},
        (Verdict.EXCEPTION, None, LOWER, None),
        id="exception",
    ),
]


@FORMS
@pytest.mark.parametrize(("pair", "cells", "expected"), TAKEN)
def test_each_decision(tmp_path: Path, form: str, pair: tuple[str, str], cells: Cells, expected: object) -> None:
    outcome = judged(sheet(tmp_path, {pair: {**cells, **WHO}}, form))
    assert outcome.faults == ()
    (one,) = outcome.taken
    assert (one.verdict, one.child, one.document, one.relation) == expected
    assert (one.parent, one.reviewer, one.decided_on) == (pair[1], "Trần Thị Bích", DAY)
    assert one.note == cells.get("note")
    assert one.parent_text == made.TEXTS[pair[1]]
    assert outcome.undecided == 4


ADDED = [
    pytest.param({"child": Y, "parent": C}, id="identifiers"),
    pytest.param(
        {"child_symbol": "30/KH-UBND", "child_path": "III/2", "parent_symbol": "12/KH-UBND", "parent_path": "II/3"},
        id="symbols and places",
    ),
    pytest.param(
        {"child_symbol": LOWER, "child_path": "/III/2/", "parent_symbol": "12 /kh-ubnd", "parent_path": "II/3"},
        id="as people type them",
    ),
]


@pytest.mark.parametrize("cells", ADDED)
def test_a_link_that_the_machine_missed(tmp_path: Path, cells: Cells) -> None:
    path = sheet(tmp_path, {("new", ""): {"decision": "thêm liên kết", "relation": "giao nhau", **cells, **WHO}})
    (one,) = judged(path).taken
    assert (one.about, one.verdict, one.relation) == ((Y, C), Verdict.CONFIRM, SetRelation.OVERLAPS)


def test_a_task_added_in_the_row_of_what_was_not_found(tmp_path: Path) -> None:
    cells = {"decision": "add", "child_path": "III/2", "relation": "hẹp hơn", **WHO}
    assert [one.about for one in judged(sheet(tmp_path, {("", C): cells})).taken] == [(Y, C)]


# ---- what is refused ----

REFUSED = [
    pytest.param({"decision": "có lẽ"}, "'có lẽ' is no decision", id="unknown decision"),
    pytest.param({"decision": "confirm", "relation": "rộng"}, "'rộng' is no relation", id="unknown relation"),
    pytest.param({"decision": "confirm", "reviewer": " "}, "names no reviewer", id="no reviewer"),
    pytest.param(
        {"decision": "confirm", "note": "=1+1"}, "formula in: Lý do, ghi chú / Reason, note", id="formula in the note"
    ),
    pytest.param(
        {"decision": '=IF(1,"confirm","")'}, "formula in: Quyết định / Decision", id="formula in the decision"
    ),
    pytest.param({"relation": "bằng"}, "no decision", id="relation alone"),
    pytest.param({"note": "xem lại"}, "no decision", id="note alone"),
    pytest.param({"decision": "confirm", "child": f"{LOWER}/task/III/9"}, "the store has no task", id="unknown id"),
    pytest.param({"decision": "confirm", "child": "xác nhận"}, "columns are mixed up", id="no identifier"),
    pytest.param({"decision": "confirm", "parent": 42}, "'42' is no identifier", id="a number for an identifier"),
    pytest.param({"decision": "confirm", "child_fingerprint": "0" * 16}, "changed since", id="changed child"),
    pytest.param({"decision": "confirm", "parent_fingerprint": "0" * 16}, "changed since", id="changed parent"),
    pytest.param({"decision": "confirm", "child_text": made.TEXTS[Z]}, "is another task's", id="texts mixed up"),
    pytest.param({"decision": "add", "child": A, "child_fingerprint": None, "child_text": None}, "below", id="up"),
    pytest.param({"decision": "gap"}, "in the row of a link", id="gap of a link"),
    pytest.param({"decision": "confirm", "proposed": "x"}, "'x' is no relation", id="relation now spoilt"),
]


@pytest.mark.parametrize(("cells", "said"), REFUSED)
def test_a_bad_row_is_named_and_the_good_ones_are_taken(tmp_path: Path, cells: Cells, said: str) -> None:
    path = sheet(tmp_path, {(X, A): {**WHO, **cells}, (Y, B): {"decision": "reject", **WHO}})
    outcome = judged(path)
    assert [str(fault) for fault in outcome.faults if "sheet.xlsx, row 4: " in str(fault) and said in str(fault)]
    assert (len(outcome.faults), outcome.refused) == (1, 1)
    assert [one.about for one in outcome.taken] == [(Y, B)]
    assert not outcome.nothing_held


BAD_ADDITIONS = [
    pytest.param({}, "names no requirement", id="nothing said"),
    pytest.param({"parent": C}, "names no task", id="no child"),
    pytest.param({"parent": C, "child": Y}, "names no relation", id="no relation"),
    pytest.param({"parent": A, "child": Z, "relation": "bằng"}, "does not stand below", id="no lineage"),
    pytest.param({"parent": Y, "child": A, "relation": "bằng"}, "does not stand below", id="upside down"),
    pytest.param({"parent": C, "child_symbol": "31/KH-UBND", "child_path": "1"}, "is no document", id="no document"),
    pytest.param({"parent": C, "child_symbol": "30/KH-UBND", "child_path": "9"}, "no task at 9", id="no place"),
]


@pytest.mark.parametrize(("cells", "said"), BAD_ADDITIONS)
def test_an_addition_that_does_not_hold(tmp_path: Path, cells: Cells, said: str) -> None:
    outcome = judged(sheet(tmp_path, {("new", ""): {"decision": "add", **WHO, **cells}}))
    assert [said in str(fault) for fault in outcome.faults] == [True]
    assert outcome.nothing_held


def test_an_exception_needs_a_reason(tmp_path: Path) -> None:
    outcome = judged(sheet(tmp_path, {("", C): {"decision": "exception", **WHO}}))
    assert "without a reason" in str(outcome.faults[0])


def test_rows_that_contradict_one_another_are_all_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path, {(X, A): {"decision": "confirm", **WHO}, (Y, B): {"decision": "reject", **WHO}})

    def repeat(first: Worksheet) -> None:
        for number in range(1, len(made.WRITTEN) + 1):
            first.cell(20, number).value = first.cell(4, number).value
        first.cell(20, COLUMN["decision"]).value = "bác bỏ"

    outcome = judged(changed(path, repeat))
    assert [str(one).partition(". ")[0] for one in outcome.faults] == [
        "sheet.xlsx, row 4: contradicts row 20", "sheet.xlsx, row 20: contradicts row 4",
    ]  # fmt: skip
    assert [one.about for one in outcome.taken] == [(Y, B)]


def test_a_row_said_twice_alike_counts_once(tmp_path: Path) -> None:
    path = sheet(tmp_path, {(X, A): {"decision": "confirm", **WHO}})

    def repeat(first: Worksheet) -> None:
        for number in range(1, len(made.WRITTEN) + 1):
            first.cell(20, number).value = first.cell(4, number).value

    outcome = judged(changed(path, repeat))
    assert (len(outcome.taken), outcome.repeated, outcome.faults) == (1, 1, ())


def test_a_gap_beside_a_link_contradicts_it(tmp_path: Path) -> None:
    added = {"decision": "add", "relation": "bằng", "child": Y, "parent": C, **WHO}
    outcome = judged(sheet(tmp_path, {("", C): {"decision": "gap", **WHO}, ("new", ""): added}))
    assert (len(outcome.faults), outcome.taken) == (2, ())


def test_a_gap_where_a_confirmed_link_stands(tmp_path: Path) -> None:
    added = {"decision": "gap", "document": LOWER, "parent": A, **WHO}
    path = sheet(tmp_path, {("new", ""): added})
    assert "a confirmed link stands" in str(judged(path, made.decided()).faults[0])
    assert judged(path).faults == ()
    both = sheet(tmp_path, {("new", ""): added, (X, A): {"decision": "reject", "reviewer": "Lê Văn Cường"}})
    assert [one.verdict for one in judged(both, made.decided()).taken] == [Verdict.REJECT, Verdict.GAP]


# ---- again ----


@FORMS
def test_the_same_file_again_adds_nothing(tmp_path: Path, form: str) -> None:
    rows = {(X, A): {"decision": "confirm", **WHO}, ("", C): {"decision": "gap", "note": "đã xem", **WHO}}
    path = sheet(tmp_path, rows, form)
    first = [replace(one, number=n) for n, one in enumerate(judged(path).taken, start=1)]
    again = judged(path, *first, day=date(2025, 1, 1))
    assert (len(first), again.taken, again.repeated, again.faults) == (2, (), 2, ())
    since = replace(made.decided(3, Verdict.REJECT), reviewer="Trần Thị Bích")
    later = judged(path, *first, since)
    assert (later.taken, len(later.faults)) == ((), 1)


def test_another_mind(tmp_path: Path) -> None:
    path = sheet(tmp_path, {(X, A): {"decision": "reject", **WHO}})
    own = replace(made.decided(), reviewer="Trần Thị Bích")
    assert [one.verdict for one in judged(path, own).taken] == [Verdict.REJECT]
    assert "Lê Văn Cường decided otherwise on 2024-05-06" in str(judged(path, made.decided()).faults[0])


def test_what_was_exported_after_a_decision_may_decide_otherwise(tmp_path: Path) -> None:
    shown = workbook(made.items(made.decided()), "en")
    path = made.filled(shown, {(X, A): {"decision": "reject", **WHO}}, tmp_path / "sheet.xlsx")
    assert [one.verdict for one in judged(path, made.decided()).taken] == [Verdict.REJECT]


# ---- files that cannot be used ----


def unusable(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        read_review(path)
    assert path.name in caught.value.where
    return caught.value.what


def renamed(first: Worksheet) -> None:
    first.cell(1, COLUMN["child"]).value = "Ghi chú"


def repeated(first: Worksheet) -> None:
    first.cell(1, 40).value = "Quyết định"


def removed(first: Worksheet) -> None:
    first.delete_cols(COLUMN["decision"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(renamed, "lacks the column 'Mã nhiệm vụ / Task's id'", id="renamed"),
        pytest.param(repeated, "has the column 'Quyết định / Decision' twice", id="twice"),
        pytest.param(removed, "lacks the column 'Quyết định / Decision'", id="removed"),
        pytest.param(lambda first: first.delete_rows(1), "holds no review sheet", id="no headings"),
    ],
)
def test_wrong_columns(tmp_path: Path, change: Callable[[Worksheet], None], said: str) -> None:
    assert unusable(changed(sheet(tmp_path, {}), change)) == said


def test_cells_pushed_to_the_side_are_refused_by_row(tmp_path: Path) -> None:
    path = sheet(tmp_path, {(X, A): {"decision": "confirm", **WHO}, (Y, B): {"decision": "reject", **WHO}})

    def push(first: Worksheet) -> None:
        values = [first.cell(4, number).value for number in range(1, len(made.WRITTEN) + 1)]
        for number, value in enumerate([None, *values[:-1]], start=1):
            first.cell(4, number).value = value

    outcome = judged(changed(path, push))
    assert [fault.where for fault in outcome.faults] == ["sheet.xlsx, row 4"]
    assert [one.about for one in outcome.taken] == [(Y, B)]


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    path = sheet(tmp_path, {(X, A): {"decision": "confirm", **WHO}})

    def turn(first: Worksheet) -> None:
        rows = [[cell.value for cell in row][::-1] for row in first.iter_rows(max_col=len(made.WRITTEN))]
        for row, values in enumerate(rows, start=1):
            for number, value in enumerate(values, start=1):
                first.cell(row, number).value = value

    assert [one.about for one in judged(changed(path, turn)).taken] == [(X, A)]


def test_two_sheets(tmp_path: Path) -> None:
    path = sheet(tmp_path, {(X, A): {"decision": "confirm", **WHO}})
    book = openpyxl.load_workbook(path)
    book.create_sheet("Nháp").append(["tính", "thử"])
    book.save(path)
    assert [fault.where for fault in read_review(path).faults] == ["sheet.xlsx, Nháp"]
    book.copy_worksheet(book.worksheets[0])
    book.save(path)
    assert "holds several review sheets" in unusable(path)


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "<x>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("a.xlsx", b"", "is not a workbook that can be read", id="empty"),
        pytest.param("a.xlsx", b"Quy\xe1\xba\xbft \xc4\x91\xe1\xbb\x8bnh", "is not a workbook", id="text"),
        pytest.param("a.xlsx", zipped("[Content_Types].xml"), "is not a workbook", id="broken XML"),
        pytest.param("a.xlsx", zipped("x"), "is not a workbook", id="another archive"),
        pytest.param("a.tsv", b"\xff\xfe", "cannot be read", id="not UTF-8"),
        pytest.param("a.tsv", b"", "lacks the column 'subject_id'", id="empty table"),
        pytest.param("a.tsv", b"subject_id\tobject_id\n", "lacks the column 'other'", id="another table"),
        pytest.param("a.tsv", b"subject_id\tobject_id\tother\na\0b\tb\tc\n", None, id="NUL"),
        pytest.param("a.csv", b"a,b", "is no review sheet: neither .xlsx nor .tsv", id="another ending"),
    ],
)
def test_no_review_sheet(tmp_path: Path, name: str, content: bytes, said: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    if said is None:
        assert read_review(path).entries or True
    else:
        assert said in unusable(path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_review(tmp_path / "a.xlsx")


def test_a_row_of_a_table_with_too_many_cells(tmp_path: Path) -> None:
    path = sheet(tmp_path, {(X, A): {"decision": "confirm", **WHO}}, ".tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if "decision=confirm" in line)
    lines[number] += "\tx"
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome = judged(path)
    assert [(one.where, one.what) for one in outcome.faults] == [
        (f"sheet.tsv, row {number + 1}", "has more cells than there are columns")
    ]
    assert outcome.nothing_held
