"""Links on the main path: written at each build, kept where nothing changed, dropped where nothing is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph import pipeline
from graph.align.fingerprints import fingerprint
from graph.align.lineage import circles_of, descents_of
from graph.cli import main
from graph.identity import task_id
from graph.kept import public_quads
from graph.links import Addressing, Alignment, Decision, Evidence, Link, LinkStatus, SetRelation, Similarity, Verdict
from graph.messages import error_line
from graph.model import Collection, Level
from graph.pipeline import build, realign
from graph.rdf.decisions import DECISIONS_GRAPH
from graph.rdf.links import ALIGNMENTS, SIMILAR_GRAPH
from graph.replacing import BUILD_MARK
from graph.store import Store, open_store
from graph.stored_links import record, stored_decisions, stored_links

PROVINCE = """\
ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU
Số: {number}/KH-UBND
Lai Châu, ngày 01 tháng 02 năm 2019

KẾ HOẠCH
{title}

Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Các huyện, thành phố rà soát biên chế (hoàn thành trong năm 2019).
2. Sở Tài chính hướng dẫn lập dự toán.
"""
DISTRICT = """\
ỦY BAN NHÂN DÂN
HUYỆN PHONG THỔ
Số: 30/KH-UBND
Phong Thổ, ngày 05 tháng 3 năm 2019

KẾ HOẠCH
Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2019 của Ủy ban nhân dân tỉnh Lai Châu

Ủy ban nhân dân huyện ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. {task}
2. Phòng Tài chính lập dự toán.
"""
UPPER = "doc/vn/lai-chau/ubnd/kh/2019/12"
LOWER = "doc/vn/lai-chau/phong-tho/ubnd/kh/2019/30"
CHILD, PARENT = f"{LOWER}/task/I/1", f"{UPPER}/task/I/1"


def province(number: int = 12, title: str = "Về rà soát biên chế") -> str:
    return PROVINCE.format(number=number, title=title)


def district(task: str = "Phòng Nội vụ rà soát biên chế các phòng.") -> str:
    return DISTRICT.format(task=task)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def made_up(collection: Collection, decisions: Iterable[Decision] = (), **_: object) -> Alignment:
    """Links between tasks at the same place of the outline, confirmed where a decision says so."""
    held = {one.record.id: one for one in collection.held}
    descents = descents_of(collection)
    confirmed = {one.about for one in decisions if one.verdict is Verdict.CONFIRM}
    links = []
    for descent in descents:
        texts = {task.path: task.text for task in held[descent.upper].parsed.tasks}
        for task in held[descent.lower].parsed.tasks:
            child, parent = task_id(descent.lower, task.path), task_id(descent.upper, task.path)
            status = LinkStatus.CONFIRMED if (child, parent) in confirmed else LinkStatus.PROPOSED
            if task.path in texts:
                reviewer = "An" if status is LinkStatus.CONFIRMED else None
                links.append(
                    Link(child, parent, SetRelation.NARROWER, 0.5, status, "made-up", fingerprint(task.text),
                         fingerprint(texts[task.path]), ((0, 0),), Evidence(("biên chế",)), reviewer)
                )  # fmt: skip
    asked = held[UPPER].parsed.tasks if UPPER in held else ()
    addressed = [Addressing(task_id(UPPER, task.path), Level.DISTRICT) for task in asked]
    return Alignment(descents, tuple(addressed), tuple(links), circles_of(collection))


@pytest.fixture(autouse=True)
def _aligning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "align", made_up)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


def decision(verdict: Verdict = Verdict.CONFIRM) -> Decision:
    return Decision(1, verdict, PARENT, "cha", "f", "An", date(2024, 1, 2), CHILD, "con", "g", relation=None)


def link_graphs(store: Store) -> list[str]:
    return [iri.removeprefix(ALIGNMENTS) for iri in store.graphs() if iri.startswith(ALIGNMENTS)]


def test_a_build_writes_links(store: Store, tmp_path: Path) -> None:
    report = build([write(tmp_path, a=province(), b=district())], store)
    assert (report.faults, report.proposed, report.confirmed) == ((), 2, 0)
    assert link_graphs(store) == [LOWER]
    assert (CHILD, PARENT) in {(link.child, link.parent) for link in stored_links(store)}
    asked = "SELECT ?task WHERE { ?task <https://w3id.org/directive-lineage/ontology#addressedTo> ?level }"
    assert len(store.select(asked).rows) == 2


def test_the_same_again_writes_nothing(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path, a=province(), b=district())
    build([folder], store)
    assert build([folder], store).statements == 0


def test_a_changed_plan_writes_its_own_links_only(tmp_path: Path) -> None:
    other = district().replace("PHONG THỔ", "TAM ĐƯỜNG").replace("Phong Thổ", "Tam Đường")
    with open_store(str(tmp_path / "store")) as store:
        folder = write(tmp_path, a=province(), b=district(), c=other)
        build([folder], store)
        assert len(link_graphs(store)) == 2
        written: list[str] = []
        replace_graph = store.replace_graph

        def noting(graph):  # type: ignore[no-untyped-def]
            written.append(graph.iri)
            replace_graph(graph)

        store.replace_graph = noting  # type: ignore[method-assign]
        write(tmp_path, b=district("Phòng Nội vụ giảm biên chế."))
        build([folder / "b.txt"], store)
        assert [iri.removeprefix(ALIGNMENTS) for iri in written if iri.startswith(ALIGNMENTS)] == [LOWER]
        assert not any(iri.endswith("c.txt") for iri in written)


def test_links_of_documents_that_have_none_now_are_dropped(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path, a=province(), b=district())
    build([folder], store)
    write(tmp_path, b=district().replace("Thực hiện Kế hoạch số 12", "Thực hiện Kế hoạch số 99"))
    build([folder], store)
    assert link_graphs(store) == []
    assert stored_links(store) == ()


def test_links_wait_for_the_document_above(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path, a=province(), b=district())
    assert build([folder / "b.txt"], store).proposed == 0
    assert build([folder / "a.txt"], store).proposed == 2


def test_no_build_touches_decisions(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path, a=province(), b=district())
    build([folder], store)
    recorded = record(store, [decision()])
    before = store.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{DECISIONS_GRAPH}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o")
    report = build([folder], store)
    assert (report.proposed, report.confirmed) == (1, 1)
    write(tmp_path, b=district().replace("số 12", "số 99"))
    build([folder], store)
    after = store.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{DECISIONS_GRAPH}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o")
    assert before == after
    assert stored_decisions(store) == recorded


def test_aligning_anew_takes_decisions_up(store: Store, tmp_path: Path) -> None:
    build([write(tmp_path, a=province(), b=district())], store)
    graphs = set(store.graphs())
    record(store, [decision()])
    alignment = realign(store)
    assert [link.status for link in alignment.links] == [LinkStatus.CONFIRMED, LinkStatus.PROPOSED]
    assert stored_links(store) == alignment.links
    assert set(store.graphs()) == graphs - {BUILD_MARK} | {DECISIONS_GRAPH}


def test_aligning_anew_comes_to_what_a_build_comes_to(tmp_path: Path) -> None:
    folder = write(tmp_path, a=province(), b=district())
    contents = []
    for late in (False, True):
        with open_store(":memory:") as store:
            build([folder], store)
            record(store, [decision()])
            if late:
                realign(store)
            else:
                build([folder], store)
            contents.append(list(map(str, public_quads(store))))
    assert contents[0] == contents[1]


def test_likeness_stays_until_the_next_build(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path, a=province(), b=district())
    likeness = (Similarity(CHILD, PARENT, 0.5),)

    def with_likeness(collection: Collection, decisions: Iterable[Decision] = (), **_: object) -> Alignment:
        found = made_up(collection, decisions)
        return Alignment(found.descents, found.addressings, found.links, found.cycles, likeness)

    monkeypatch.setattr(pipeline, "align", with_likeness)
    build([folder], store)
    assert SIMILAR_GRAPH in store.graphs()
    monkeypatch.setattr(pipeline, "align", made_up)
    realign(store)
    assert SIMILAR_GRAPH in store.graphs()
    build([folder], store)
    assert SIMILAR_GRAPH not in store.graphs()


def test_a_circle_is_named(store: Store, tmp_path: Path) -> None:
    titles = {12: "Thực hiện Kế hoạch số 13/KH-UBND ngày 01/02/2019 của Ủy ban nhân dân tỉnh Lai Châu"}
    titles[13] = titles[12].replace("13/KH", "12/KH")
    folder = write(tmp_path, **{f"p{number}": province(number, title) for number, title in titles.items()})
    (fault,) = build([folder], store).faults
    assert str(fault).startswith(
        "p12.txt, p13.txt: documents carry out one another in a circle: 12/KH-UBND, 13/KH-UBND"
    )
    assert "vòng tròn: 12/KH-UBND, 13/KH-UBND" in error_line(fault, "vi")
    assert link_graphs(store) == []


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("vi", "Liên kết giữa nhiệm vụ và yêu cầu trong cả kho: 2 máy đề xuất, 0 đã được người xác nhận."),
        (
            "en",
            "Links between tasks and requirements in the whole store: 2 proposed by machine, 0 confirmed by people.",
        ),
    ],
)
def test_the_command_says_how_many(lang: str, line: str, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    write(folder, a=province(), b=district())
    done = CliRunner().invoke(main, ["build", str(folder), "--store", str(tmp_path / "store"), "--lang", lang])
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == line


def test_progress_names_each_step_with_its_size(store: Store, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    build([write(tmp_path, a=province(), b=district())], store, watch=lambda *step: seen.append(step))
    assert [step for step in seen if step[0] == "align"] == [("align", 0, 1)]
    loads = [step[1:] for step in seen if step[0] == "load"]
    assert loads == [(number, 7) for number in range(1, 8)]
