"""Links found by several processes: the same as by one."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from written_plans import collection_of, directive, province_plan

from graph.align import align
from graph.cli import main

REQUIREMENTS = (
    "Các bộ, ngành, địa phương thu gọn đầu mối bên trong.",
    "Bộ Tài chính hướng dẫn lập dự toán hằng năm.",
    "Các địa phương công khai thủ tục hành chính trên mạng.",
)
PROVINCES = ("Lai Châu", "Hà Giang", "Tuyên Quang", "Sơn La", "Yên Bái", "Cao Bằng")
TASKS = (
    "Sở Tài chính lập dự toán hằng năm.",
    "Sở Nội vụ thu gọn đầu mối các phòng.",
    "Văn phòng công khai thủ tục hành chính.",
    "Sở Y tế quản lý trạm y tế xã.",
)


def texts() -> dict[str, str]:
    """A resolution and a plan of each province, no two of them with the same tasks."""
    plans = {
        f"p{at}": province_plan(name, [*TASKS[at % 4 :], f"Sở Xây dựng rà soát {at} cụm công trình."], at)
        for at, name in enumerate(PROVINCES, start=1)
    }
    return {"nq": directive(REQUIREMENTS), **plans}


@pytest.mark.parametrize("workers", [2, 3])
def test_the_same_links(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    matching = import_module("graph.align.align")
    monkeypatch.setattr(matching, "BATCH", 1)
    started: list[int] = []
    pool = matching.ProcessPoolExecutor

    def noting(count: int, **more: object) -> object:
        started.append(count)
        return pool(count, **more)

    monkeypatch.setattr(matching, "ProcessPoolExecutor", noting)
    collection = collection_of(**texts())
    one, several = align(collection), align(collection, workers=workers)
    assert started == [workers]
    assert len({link.child.partition("/task/")[0] for link in one.links}) == len(PROVINCES)
    assert one == several


@pytest.mark.parametrize(("workers", "status"), [("1", 0), ("2", 0), ("0", 2), ("two", 2)])
def test_the_command_takes_a_number(workers: str, status: int, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, text in texts().items():
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    command = ["build", str(documents), "--store", str(tmp_path / "store"), "--workers", workers]
    assert CliRunner().invoke(main, command).exit_code == status
