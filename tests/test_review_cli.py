"""Review from the command line: out, filled in, back, and what stays when documents are loaded again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import review_factories as made
from click.testing import CliRunner, Result
from killing import PROVINCE as UPPER

from graph.cli import main
from graph.review.contents import known
from graph.store import open_store
from graph.stored_links import stored_decisions, stored_links

LOWER = """\
ỦY BAN NHÂN DÂN
HUYỆN PHONG THỔ
Số: 30/KH-UBND
Phong Thổ, ngày 05 tháng 3 năm 2019

KẾ HOẠCH
Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2019 của Ủy ban nhân dân tỉnh Lai Châu

Ủy ban nhân dân huyện ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Phòng Nội vụ rà soát số người làm việc của từng cơ quan thuộc huyện.
2. Phòng Tài chính lập dự toán kinh phí đào tạo lại công chức.
"""
P, D = "doc/vn/lai-chau/ubnd/kh/2019/12", "doc/vn/lai-chau/phong-tho/ubnd/kh/2019/30"
A, B = f"{P}/task/I/1", f"{P}/task/I/2"
X, Y = f"{D}/task/I/1", f"{D}/task/I/2"
WHO = {"reviewer": "Lê Văn Cường"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tinh.txt").write_text(UPPER, encoding="utf-8")
    (tmp_path / "huyen.txt").write_text(LOWER, encoding="utf-8")
    done = run("build", tmp_path, "--store", tmp_path / "store")
    assert done.exit_code == 0, done.output
    return tmp_path


def rewritten(folder: Path, old: str, new: str, name: str = "huyen.txt") -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert run("build", path, "--store", folder / "store").exit_code == 0


def review(folder: Path, entries: Mapping[tuple[str, str], Mapping[str, object]], *options: str) -> Result:
    sheet = folder / "review.xlsx"
    done = run("review", "export", sheet, "--store", folder / "store", "--all", "--gaps")
    assert done.exit_code == 0, done.output
    made.filled(sheet.read_bytes(), entries, sheet)
    return run("review", "import", sheet, "--store", folder / "store", "--as-of", "2024-05-06", *options)


def shown(folder: Path, *options: str) -> list[dict[str, object]]:
    sheet = folder / "shown.xlsx"
    assert run("review", "export", sheet, "--store", folder / "store", *options).exit_code == 0
    rows = openpyxl.load_workbook(sheet).worksheets[0].iter_rows(min_row=2, values_only=True)
    names = [column.name for column in made.WRITTEN]
    return [dict(zip(names, row, strict=False)) for row in rows if row[names.index("parent")]]


def decided(folder: Path) -> list[tuple[str, str, str]]:
    with open_store(str(folder / "store"), read_only=True) as store:
        return [(*one.about, one.verdict.value) for one in stored_decisions(store)]


def holding(folder: Path) -> list[tuple[str | None, str, bool, bool]]:
    with open_store(str(folder / "store"), read_only=True) as store:
        return [(one.child, one.parent, one.suspect, one.lost) for one in known(store).settled]


DECISIONS = {
    (X, A): {"decision": "xác nhận", "relation": "hẹp hơn", "note": "cùng việc", **WHO},
    (X, B): {"decision": "bác bỏ", **WHO},
}


def test_out_and_back(folder: Path) -> None:
    done = review(folder, DECISIONS)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Đã ghi 2 quyết định; 0 đã ghi từ trước, 0 dòng bị từ chối")
    assert sorted(decided(folder)) == [(X, A, "confirm"), (X, B, "reject")]
    again = run("review", "import", folder / "review.xlsx", "--store", folder / "store", "--lang", "en")
    assert (again.exit_code, len(decided(folder))) == (0, 2)
    assert again.stdout.startswith("0 decisions recorded; 2 were recorded before")
    by_pair = {(row["child"], row["parent"]): row["status"] for row in shown(folder, "--all")}
    assert (by_pair[X, A], by_pair[X, B]) == ("đã xác nhận", "đã bác bỏ")


def test_the_links_of_the_store_follow(folder: Path) -> None:
    review(folder, DECISIONS)
    with open_store(str(folder / "store"), read_only=True) as store:
        links = {(link.child, link.parent): link for link in stored_links(store)}
    assert (links[X, A].status, links[X, A].reviewer) == ("confirmed", "Lê Văn Cường")
    assert links[X, B].status == "rejected"


def test_a_rebuild_in_any_order_keeps_decisions(folder: Path) -> None:
    review(folder, DECISIONS)
    before = (decided(folder), holding(folder), shown(folder, "--all"))
    for name in ("huyen.txt", "tinh.txt"):
        assert run("build", folder / name, "--store", folder / "store").exit_code == 0
    assert (decided(folder), holding(folder), shown(folder, "--all")) == before
    assert run("build", folder, "--store", folder / "store").exit_code == 0
    assert (decided(folder), holding(folder), shown(folder, "--all")) == before


def test_a_changed_text_makes_a_suspect(folder: Path) -> None:
    review(folder, DECISIONS)
    rewritten(folder, "thuộc huyện", "của huyện và các xã")
    assert [one[2] for one in holding(folder)] == [True, True]
    first, second = shown(folder)[:2]
    assert {first["parent"], second["parent"]} == {A, B}
    assert {first["child"], second["child"]} == {X}
    assert "thuộc huyện" in str(first["child_before"])
    assert "[-thuộc huyện.-]" in str(first["changes"])
    listed = run("review", "list", "--store", folder / "store").stdout
    assert "quyết định số 1, xác nhận (Lê Văn Cường, 2024-05-06): lời văn đã thay đổi" in listed
    assert "[-thuộc huyện.-] [+của huyện và các xã.+]" in listed
    assert review(folder, {(X, A): {"decision": "xác nhận", **WHO}}).exit_code == 0
    assert [(one[1], one[2]) for one in holding(folder)] == [(B, True), (A, False)]


def test_an_item_inserted_before_moves_the_decision(folder: Path) -> None:
    review(folder, DECISIONS)
    rewritten(folder, "1. Phòng Nội vụ", "1. Văn phòng tổng hợp báo cáo hằng quý.\n2. Phòng Nội vụ")
    assert holding(folder) == [(Y, A, False, False), (Y, B, False, False)]
    assert run("review", "list", "--store", folder / "store").stdout == "Không có quyết định nào cần xem lại.\n"


def test_a_task_that_is_gone_is_told_and_its_decisions_kept(folder: Path) -> None:
    review(folder, {(Y, B): {"decision": "xác nhận", "relation": "bằng", **WHO}})
    rewritten(folder, "2. Phòng Tài chính lập dự toán kinh phí đào tạo lại công chức.\n", "")
    assert holding(folder) == [(Y, B, False, True)]
    assert decided(folder) == [(Y, B, "confirm")]
    listed = run("review", "list", "--store", folder / "store", "--lang", "en").stdout
    assert listed == f"decision 1 (Lê Văn Cường, 2024-05-06) is kept, but the store no longer has {Y}\n"


def test_bad_rows_are_named_and_good_ones_taken(folder: Path) -> None:
    done = review(folder, {**DECISIONS, (Y, B): {"decision": "có lẽ", **WHO}})
    assert done.exit_code == 0
    assert "review.xlsx, dòng " in done.stderr
    assert "'có lẽ' không phải một quyết định" in done.stderr
    assert len(decided(folder)) == 2


def test_a_link_is_added_by_the_names_of_the_files(folder: Path) -> None:
    added = {"decision": "thêm", "relation": "giao nhau", "child_symbol": "huyen.txt", "child_path": "I/2", **WHO}
    done = review(folder, {("new", ""): {**added, "parent_symbol": "tinh", "parent_path": "I/1"}})
    assert done.exit_code == 0, done.output
    assert decided(folder) == [(Y, A, "confirm")]


def test_every_row_refused(folder: Path) -> None:
    done = review(folder, {(X, A): {"decision": "xác nhận"}}, "--lang", "en")
    assert done.exit_code == 2
    assert "names no reviewer" in done.stderr
    assert decided(folder) == []


def test_a_text_changed_since_the_export(folder: Path) -> None:
    sheet = folder / "old.xlsx"
    run("review", "export", sheet, "--store", folder / "store", "--all")
    made.filled(sheet.read_bytes(), DECISIONS, sheet)
    rewritten(folder, "thuộc huyện", "của huyện và các xã")
    done = run("review", "import", sheet, "--store", folder / "store", "--lang", "en")
    assert done.exit_code == 2
    assert done.stderr.count("changed since the export") == 2
    assert decided(folder) == []


def test_nothing_to_take_is_no_failure(folder: Path) -> None:
    assert review(folder, {}).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("export", "a.docx"), "is neither .xlsx nor .tsv", id="export elsewhere"),
        pytest.param(("import", "none.xlsx"), "cannot be read", id="no file"),
        pytest.param(("import", "huyen.txt"), "is no review sheet", id="no sheet"),
        pytest.param(("export", "a.tsv", "--document", "99/KH-UBND"), "not found", id="no document"),
        pytest.param(("export", "a.tsv", "--to", "99/KH-UBND"), "not found", id="no upper document"),
    ],
)
def test_bad_use(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    command, file, *options = arguments
    done = run("review", command, folder / file, *options, "--store", folder / "store", "--lang", "en")
    assert done.exit_code == 2
    assert said in done.stderr


def test_only_the_links_between_two_documents(folder: Path) -> None:
    assert shown(folder, "--all", "--document", "30/KH-UBND", "--to", "12/KH-UBND")
    assert not shown(folder, "--all", "--document", "12/KH-UBND")
    assert not shown(folder, "--all", "--directive", "30/KH-UBND")


def test_a_confirmed_gap_is_kept(folder: Path) -> None:
    rewritten(folder, "2. Phòng Tài chính lập dự toán kinh phí đào tạo lại công chức.\n", "")
    gap = {"decision": "xác nhận chưa có", "document": D, "parent": B, "note": "đã xem hết", **WHO}
    assert review(folder, {("", B): gap}).exit_code == 0
    assert decided(folder) == [(D, B, "gap")]
    assert holding(folder) == [(None, B, False, False)]
