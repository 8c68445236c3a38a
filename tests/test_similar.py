"""Likeness across territories: a relation of its own, only where it is asked for, never within one territory."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from written_plans import DIRECTIVE, collection_of, directive, province_plan

from graph.align import align
from graph.cli import main
from graph.links import Similarity
from graph.query import find, run
from graph.rdf.links import SIMILAR_GRAPH
from graph.store import open_store

REQUIREMENTS = directive(["Bộ Tài chính hướng dẫn lập dự toán hằng năm."])
MERGE, BUDGET = "Sở Nội vụ hợp nhất các phòng chuyên môn cùng lĩnh vực.", "Sở Tài chính lập dự toán hằng năm."
NURSES = "Sở Y tế tuyển dụng điều dưỡng cho trạm y tế vùng cao."
LAI_CHAU = "doc/vn/lai-chau/ubnd/kh/2017/12"
HA_GIANG = "doc/vn/ha-giang/ubnd/kh/2017/12"
DISTRICT = """\
ỦY BAN NHÂN DÂN
HUYỆN PHONG THỔ
Số: 30/KH-UBND
Phong Thổ, ngày 05 tháng 10 năm 2017

KẾ HOẠCH
Thực hiện Nghị quyết số 50/NQ-CP ngày 20/5/2017 của Chính phủ

Ủy ban nhân dân huyện ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Phòng Nội vụ hợp nhất các phòng chuyên môn cùng lĩnh vực.
"""


def plans(**others: str) -> dict[str, str]:
    return {"nq": REQUIREMENTS, "lc": province_plan("Lai Châu", [MERGE, NURSES]), **others}


def test_two_provinces_alike() -> None:
    collection = collection_of(**plans(hg=province_plan("Hà Giang", [BUDGET, MERGE])))
    assert len(collection.held) == 3
    found = align(collection, similar=True)
    assert found.similar == (Similarity(f"{HA_GIANG}/task/I/2", f"{LAI_CHAU}/task/I/1", 1.0),)
    assert all(link.parent.startswith(DIRECTIVE) for link in found.links)


def test_off_by_default() -> None:
    collection = collection_of(**plans(hg=province_plan("Hà Giang", [MERGE])))
    plain, asked = align(collection), align(collection, similar=True)
    assert (plain.similar, len(asked.similar)) == ((), 1)
    assert plain.links == asked.links


NOT_ALIKE = [
    pytest.param({"other": province_plan("Lai Châu", [MERGE], 13)}, id="the same province"),
    pytest.param({"other": DISTRICT}, id="a district of the province"),
    pytest.param({"other": DISTRICT.replace("PHONG THỔ", "VỊ XUYÊN").replace("Phong Thổ", "Vị Xuyên")}, id="level"),
    pytest.param({"other": province_plan("Hà Giang", [BUDGET])}, id="other tasks"),
    pytest.param({"other": province_plan("Hà Giang", [MERGE]).replace("50/NQ-CP", "51/NQ-CP")}, id="another directive"),
]


@pytest.mark.parametrize("others", NOT_ALIKE)
def test_what_is_not_alike(others: dict[str, str]) -> None:
    collection = collection_of(**plans(**others))
    assert len(collection.held) == 3
    assert align(collection, similar=True).similar == ()


def test_the_command_writes_likeness_when_asked_and_drops_it_when_not(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, text in plans(hg=province_plan("Hà Giang", [MERGE])).items():
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    location = str(tmp_path / "store")
    for options, pairs, said in (([], 0, False), (["--similar"], 1, True), (["--similar"], 1, True), ([], 0, False)):
        done = CliRunner().invoke(main, ["build", str(documents), "--store", location, *options])
        assert done.exit_code == 0
        assert ("ở địa bàn khác nhau: 1 " in done.output) is said
        with open_store(location, read_only=True) as store:
            assert (SIMILAR_GRAPH in store.graphs()) is said
            assert len(run(store, find("similar-content")).rows) == 2 * pairs
