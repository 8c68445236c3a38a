"""Building again: only what changed is read, parsed and matched, and the store is what one build of all would make."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from graph import export, gathering, pipeline, sources
from graph.align.align import BATCH
from graph.errors import StoreError
from graph.kept import KEPT
from graph.links import Decision, Verdict
from graph.pipeline import build
from graph.rdf.graphs import SOURCES
from graph.read import again
from graph.read.limits import Limits, Options, Recognition
from graph.replacing import BUILD_MARK
from graph.store import Store, open_store
from graph.stored_links import record, stored_links
from graph.terms import STAMP, NamedGraph

aligning = sys.modules["graph.align.align"]  # the package has a function of that name

UPPER = """\
ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU
Số: 12/KH-UBND
Lai Châu, ngày 01 tháng 02 năm 2019

KẾ HOẠCH
Tinh gọn bộ máy của tỉnh

I. NHIỆM VỤ
1. Các huyện rà soát biên chế của phòng, ban (hoàn thành trong năm 2019).
2. Các huyện {second}.
"""
LOWER = """\
ỦY BAN NHÂN DÂN
HUYỆN {district}
Số: {number}/KH-UBND
{place}, ngày 05 tháng 3 năm 2019

KẾ HOẠCH
Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2019 của Ủy ban nhân dân tỉnh Lai Châu

I. NHIỆM VỤ
1. Phòng Nội vụ rà soát biên chế của phòng, ban (hoàn thành trong năm 2019).
2. {second}
"""
DISTRICTS = ("Phong Thổ", "Mường Tè", "Sìn Hồ", "Tam Đường")
SECONDS = ("Phòng Tài chính lập dự toán.", "Phòng Y tế sắp xếp các trạm y tế xã.", "Phòng Tư pháp thẩm định.")


def upper(second: str = "sắp xếp các trạm y tế xã") -> str:
    return UPPER.format(second=second)


def lower(district: int = 0, second: int = 0, number: int | None = None) -> str:
    place = DISTRICTS[district]
    return LOWER.format(district=place.upper(), place=place, number=number or 30 + district, second=SECONDS[second])


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def four(folder: Path) -> Path:
    return write(folder, a=upper(), b=lower(0), c=lower(1), d=lower(2))


def exported(store: Store, folder: Path) -> dict[str, bytes]:
    export.export(store, "jsonl", folder)
    export.export(store, "trig", folder / "all.trig")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


class Work:
    """What builds did: names of files read, pairs of lower documents matched."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        self.parsed: list[str] = []
        self.matched: list[str] = []
        loaded, found, parse = gathering.loaded, aligning._found, sources.parse

        def loading(files: Sequence, *rest: object) -> Iterator:  # type: ignore[type-arg]
            self.read.extend(one.name for one in files)
            return loaded(files, *rest)

        def finding(job: object, lowers: Sequence, *rest: object) -> Iterator:  # type: ignore[type-arg]
            self.matched.extend(sorted(one.parsed.source.name for one in lowers))
            return found(job, lowers, *rest)

        def parsing(source: object) -> object:
            self.parsed.append(source.name)  # type: ignore[attr-defined]
            return parse(source)  # type: ignore[arg-type]

        monkeypatch.setattr(gathering, "loaded", loading)
        monkeypatch.setattr(aligning, "_found", finding)
        monkeypatch.setattr(sources, "parse", parsing)
        monkeypatch.setattr(gathering, "parse", parsing)

    def done(self) -> tuple[list[str], list[str], list[str]]:
        """What was done since this was last asked."""
        done = (self.read, self.parsed, self.matched)
        self.read, self.parsed, self.matched = [], [], []
        return done


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def test_a_build_of_the_same_does_nothing(store: Store, tmp_path: Path, work: Work) -> None:
    folder = four(tmp_path / "in")
    first = build([folder], store)
    assert [one.source for one in first.loaded] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert work.done() == (["a.txt", "b.txt", "c.txt", "d.txt"], [], ["b.txt", "c.txt", "d.txt"])
    before = exported(store, tmp_path / "1")
    assert work.done() == ([], [], [])
    again = build([folder], store)
    assert work.done() == ([], [], [])
    assert (again.loaded, again.unchanged, again.statements) == ((), ("a.txt", "b.txt", "c.txt", "d.txt"), 0)
    assert (again.proposed, again.confirmed, again.cited) == (first.proposed, first.confirmed, first.cited)
    assert not again.nothing_done
    assert exported(store, tmp_path / "2") == before


def test_only_what_changed_is_read_and_matched(store: Store, tmp_path: Path, work: Work) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    work.done()
    write(folder, c=lower(1, 2))
    report = build([folder], store)
    assert work.done() == (["c.txt"], [], ["c.txt"])
    assert report.unchanged == ("a.txt", "b.txt", "d.txt")
    write(folder, a=upper("lập dự toán"))
    build([folder], store)
    assert work.done() == (["a.txt"], [], ["b.txt", "c.txt", "d.txt"])


def test_a_touched_file_has_not_changed(store: Store, tmp_path: Path, work: Work) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    work.done()
    four(folder)
    build([folder / "b.txt"], store)
    assert work.done() == ([], [], [])


def test_another_program_does_all_anew(
    store: Store, tmp_path: Path, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a file of word lists or a line of code changes may be any part of the result."""
    folder = four(tmp_path / "in")
    build([folder], store)
    before = exported(store, tmp_path / "1")
    work.done()
    for module in (sources, gathering, again, pipeline, aligning):
        monkeypatch.setattr(module, "program_digest", lambda: "another")
    build([folder / "b.txt"], store)
    assert work.done() == (["b.txt"], ["a.txt", "c.txt", "d.txt"], ["b.txt", "c.txt", "d.txt"])
    assert exported(store, tmp_path / "2") == before
    work.done()
    build([folder], store)
    assert work.done()[0] == ["a.txt", "c.txt", "d.txt"]


def test_anew_uses_nothing_that_was_kept(store: Store, tmp_path: Path, work: Work) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    work.done()
    build([folder], store, anew=True)
    assert work.done() == (["a.txt", "b.txt", "c.txt", "d.txt"], [], ["b.txt", "c.txt", "d.txt"])


def test_what_is_kept_may_be_damaged(store: Store, tmp_path: Path) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    before = exported(store, tmp_path / "1")
    for iri in store.graphs():
        if iri.startswith(KEPT):
            triples = store.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
            broken = [f"{s} {p} {o} ." for s, p, o in triples.rows]
            broken = [one[:-30] + '" .' if "ontology#text" in one else one for one in broken if STAMP not in one]
            store.replace_graph(NamedGraph(iri, tuple(sorted(broken))))
    assert [one.source for one in build([folder], store).loaded] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert exported(store, tmp_path / "2") == before
    assert build([folder], store).loaded == ()


OTHERWISE = [
    Options(recognition=Recognition.ALL),
    Options(limits=Limits(depth=9)),
]


@pytest.mark.parametrize("options", OTHERWISE)
def test_files_are_read_again_when_they_are_to_be_read_otherwise(
    store: Store, tmp_path: Path, work: Work, options: Options
) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    work.done()
    assert len(build([folder], store, options=options).loaded) == 4
    assert len(build([folder], store, options=options).unchanged) == 4


def test_a_limit_that_only_refuses_reads_nothing_again(store: Store, tmp_path: Path, work: Work) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    work.done()
    build([folder], store, options=Options(limits=Limits(seconds=7, pages=7)))
    assert work.done() == ([], [], [])


def test_a_text_of_another_reading_is_not_taken_for_this_one(store: Store, tmp_path: Path) -> None:
    """A build with other options that was killed left its text beside the parse of the one before."""
    folder = four(tmp_path / "in")
    build([folder], store)
    before = exported(store, tmp_path / "1")
    for iri in store.graphs():
        if iri.startswith(SOURCES) and "b.txt" in iri:
            graph = store.statements(iri)
            text = tuple(one.replace("Phòng Nội vụ", "Phòng Nội vu") for one in graph.triples)
            store.replace_graph(NamedGraph(iri, tuple(sorted(one for one in text if STAMP not in one))))
            assert text != graph.triples
    store.drop_graph(BUILD_MARK)
    assert [one.source for one in build([folder], store).loaded] == ["b.txt"]
    assert exported(store, tmp_path / "2") == before


@pytest.mark.parametrize(("form", "helps"), [("pdf", True), ("picture", True), ("doc", True), ("text", False)])
def test_what_a_program_was_missing_for_is_read_again_when_it_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str, helps: bool
) -> None:
    """And what was read with it stays when it is gone."""
    program = tmp_path / "tesseract"
    program.touch()
    monkeypatch.setattr(again, "has_language", lambda _: shutil.which("tesseract") is not None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    without = again.reading_key(form, Options())
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    with_it = again.reading_key(form, Options())
    assert again.reads_the_same(without, form, Options()) is not helps
    assert again.reads_the_same(with_it, form, Options())
    os.utime(program, (1, 1))
    assert again.reads_the_same(with_it, form, Options()) is not helps
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert again.reads_the_same(with_it, form, Options())
    assert not again.reads_the_same(with_it, form, Options(recognition=Recognition.NEVER))


def first_link(store: Store) -> Decision:
    link = stored_links(store)[0]
    return Decision(
        1, Verdict.REJECT, link.parent, "cha", link.parent_fingerprint, "An", date(2024, 1, 2), link.child, "con",
        link.child_fingerprint, relation=None,
    )  # fmt: skip


def decide(store: Store, folder: Path) -> None:
    assert folder.is_dir()
    record(store, [first_link(store)])


def test_a_decision_concerns_only_links_up_to_the_same_document(store: Store, tmp_path: Path, work: Work) -> None:
    folder = four(tmp_path / "in")
    other = {"e": upper().replace("Số: 12/", "Số: 13/"), "f": lower(3).replace("số 12/", "số 13/")}
    build([write(folder, **other)], store)
    assert work.done()[2] == ["b.txt", "c.txt", "d.txt", "f.txt"]
    decide(store, folder)
    build([folder], store)
    assert work.done() == ([], [], ["b.txt", "c.txt", "d.txt"])


def settle(store: Store, folder: Path) -> None:
    assert store
    (folder / "documents.toml").write_text('[[document]]\nfile = "b.txt"\nissuer = "Ủy ban nhân dân X"\n', "utf-8")


CHANGES = [
    pytest.param(decide, {}, id="a decision"),
    pytest.param(settle, {}, id="a settled issuer"),
    pytest.param(None, {"similar": True}, id="likeness across territories asked for"),
    pytest.param(None, {"as_of": date(2019, 2, 20)}, id="another day"),
]


@pytest.mark.parametrize(("change", "options"), CHANGES)
def test_what_else_a_build_depends_on_is_noticed(
    store: Store, tmp_path: Path, change: object, options: dict[str, object]
) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    if change is not None:
        change(store, folder)  # type: ignore[operator]
    report = build([folder], store, **options)  # type: ignore[arg-type]
    assert report.loaded == ()
    with open_store(":memory:") as other:
        if change is decide:
            build([folder], other)
            decide(other, folder)
            pipeline.realign(other)
        told = [str(one) for one in build([folder], other, **options).faults]  # type: ignore[arg-type]
        assert told == [str(one) for one in report.faults]
        assert exported(other, tmp_path / "other") == exported(store, tmp_path / "this")


def test_faults_of_all_documents_are_told_again(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=upper(), b=lower(0), b2=lower(0))
    first = [str(one) for one in build([folder], store).faults]
    assert len(first) == 1
    assert "b2.txt: claims to be 30/KH-UBND, which b.txt is already" in first[0]
    assert [str(one) for one in build([folder], store).faults] == first


def test_files_that_are_gone_stay_unless_asked(store: Store, tmp_path: Path) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    (folder / "d.txt").unlink()
    report = build([folder], store)
    assert (report.kept, report.removed) == (("d.txt",), ())
    report = build([folder], store, prune=True)
    assert (report.kept, report.removed) == ((), ("d.txt",))
    with open_store(":memory:") as other:
        build([folder], other)
        assert exported(store, tmp_path / "1") == exported(other, tmp_path / "2")


def test_nothing_is_pruned_where_not_all_could_be_looked_through(store: Store, tmp_path: Path) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    report = build([folder / "a.txt", tmp_path / "nowhere"], store, prune=True)
    assert report.removed == ()
    assert report.kept == ("b.txt", "c.txt", "d.txt")
    assert any("nothing was removed" in str(fault) for fault in report.faults)


def test_an_unreadable_file_keeps_what_the_store_had_of_it(store: Store, tmp_path: Path) -> None:
    folder = four(tmp_path / "in")
    build([folder], store)
    before = exported(store, tmp_path / "1")
    (folder / "c.txt").write_bytes(b"")
    for prune in (False, True):
        report = build([folder], store, prune=prune)
        assert (report.kept, report.removed) == (("c.txt",), ())
        assert any("the file is empty" in str(fault) for fault in report.faults)
    assert exported(store, tmp_path / "2") == before


def test_pruning_with_nothing_readable_removes_nothing(store: Store, tmp_path: Path) -> None:
    build([four(tmp_path / "in")], store)
    write(tmp_path / "other", x="")
    report = build([tmp_path / "other"], store, prune=True)
    assert report.nothing_done
    assert len(stored_links(store)) > 0


def test_a_file_that_was_left_out_comes_in_when_the_other_goes(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=upper(), b=lower(0), b2=lower(0, 1))
    build([folder], store)
    (folder / "b.txt").unlink()
    report = build([folder], store, prune=True)
    assert (report.removed, report.loaded) == (("b.txt",), ())
    with open_store(":memory:") as other:
        build([folder], other)
        assert exported(store, tmp_path / "1") == exported(other, tmp_path / "2")


def test_another_document_in_a_file_of_the_same_name_is_told(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=upper(), plan=lower(0))
    build([folder], store)
    write(folder, plan=lower(1))
    told = [str(one) for one in build([folder], store).faults]
    assert told == [
        "plan.txt: held another document before, doc/vn/lai-chau/phong-tho/ubnd/kh/2019/30, which has left the store. "
        "If both are needed, give their files different names"
    ]
    write(folder, plan=lower(1, 2))
    assert build([folder], store).faults == ()


class Broken(StoreError):
    """The program ends here."""


def test_a_build_that_broke_off_is_made_good_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it breaks off, even with the files as they were before: the mark of the finished build is gone."""
    folder = four(tmp_path / "in")
    with open_store(":memory:") as whole:
        build([folder], whole)
        wanted = exported(whole, tmp_path / "wanted")
    cases = 0
    for place in range(1, 60, 5):
        with open_store(":memory:") as store:
            build([folder], store)
            write(folder, c=lower(1, 2), a=upper("lập dự toán"))
            replacing, count = store.replace_graph, iter(range(1000))

            def breaking(graph: NamedGraph, replacing=replacing, count=count, place=place) -> None:  # type: ignore[no-untyped-def]
                if next(count) == place:
                    raise Broken("broken off")
                replacing(graph)

            with monkeypatch.context() as patch:
                patch.setattr(store, "replace_graph", breaking)
                try:
                    build([folder], store)
                    finished = True
                except Broken:
                    finished = False
            four(folder)
            assert finished == (BUILD_MARK in store.graphs())
            build([folder], store)
            assert exported(store, tmp_path / str(place)) == wanted
        cases += 1
        if finished:
            break
    assert cases > 3


def edit(folder: Path, random_: random.Random) -> bool:
    """One thing that may happen to a folder of documents; True when a file went."""
    name = random_.choice("bcdef")
    what = random_.choice(["write", "write", "remove", "rename", "upper", "twin"])
    path = folder / f"{name}.txt"
    if what == "upper":
        write(folder, a=upper(random_.choice(["lập dự toán", "sắp xếp các trạm y tế xã"])))
    elif what == "remove" and path.exists():
        path.unlink()
        return True
    elif what == "rename" and path.exists():
        path.rename(folder / f"{name}{random_.randrange(9)}.txt")
        return True
    elif what == "twin":
        write(folder, **{f"twin-{name}": lower(random_.randrange(4), random_.randrange(3))})
    else:
        write(folder, **{name: lower(random_.randrange(4), random_.randrange(3))})
    return False


@pytest.mark.parametrize("seed", range(6))
def test_any_history_of_builds_ends_in_what_one_build_makes(seed: int, tmp_path: Path) -> None:
    """Random edits, builds of all or of some files between them, with one process or more."""
    random_ = random.Random(seed)
    folder = four(tmp_path / "in")
    builds = 0
    with open_store(":memory:") as store:
        for step in range(8):
            edit(folder, random_)
            if random_.random() < 0.3:
                files = sorted(folder.iterdir())
                build(random_.sample(files, k=random_.randint(1, len(files))), store)
                builds += 1
            if step % 4 == 3:
                build([folder], store, prune=True, workers=random_.choice([1, 2]))
                with open_store(":memory:") as other:
                    build([folder], other)
                    assert exported(store, tmp_path / f"a{step}") == exported(other, tmp_path / f"b{step}"), seed
                builds += 2
    assert builds >= 4


def test_more_documents_than_are_matched_at_a_time(store: Store, tmp_path: Path, work: Work) -> None:
    folder = write(tmp_path / "in", a=upper(), **{f"b{n}": lower(0, 0, 100 + n) for n in range(BATCH + 3)})
    build([folder], store)
    work.done()
    write(folder, b1=lower(0, 1, 101), b9=lower(0, 2, 109))
    build([folder], store)
    assert work.done() == (["b1.txt", "b9.txt"], [], ["b1.txt", "b9.txt"])
    with open_store(":memory:") as other:
        build([folder], other, workers=2)
        assert exported(store, tmp_path / "1") == exported(other, tmp_path / "2")
