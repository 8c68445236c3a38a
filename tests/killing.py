"""Kills a program that writes a store, at many random moments, and looks at what is left. Run by test_kill.py.

    python killing.py FOLDER SEED ROUNDS

A program of its own, because it forks: this process never opens a store on disk, whose threads no forked process would
have. Everything is imported and every word list read once, so that a round costs little more than what is killed. Each
round copies a folder, forks a child that does one operation, kills it, and forks another that looks. The moment is
random: one of the marks that the undisturbed operation passed (the beginning, each step of a build, each call that
writes; every kind of mark has its turn), and a share of the time from that mark to the next. Prints one JSON object.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import pyoxigraph as ox  # noqa: E402

from graph import backup as backups  # noqa: E402
from graph import gathering  # noqa: E402
from graph.errors import LineageError, StoreError  # noqa: E402
from graph.export import export  # noqa: E402
from graph.extract.document import parse  # noqa: E402
from graph.kept import KEPT  # noqa: E402
from graph.links import Decision, SetRelation, Verdict  # noqa: E402
from graph.model import ParsedDocument  # noqa: E402
from graph.pipeline import build, realign  # noqa: E402
from graph.rdf.decisions import DECISIONS_GRAPH, decisions_graph  # noqa: E402
from graph.read.files import Found, read_source  # noqa: E402
from graph.read.limits import Options  # noqa: E402
from graph.store import folder as folders  # noqa: E402
from graph.store import generations, open_store  # noqa: E402
from graph.store.version import VERSION_GRAPH  # noqa: E402
from graph.stored_links import record, stored_decisions, stored_links  # noqa: E402

Content = dict[str, str]
"""The digest of each graph of a store, by its name."""
Outcome = list[dict[str, str]]
"""The graphs of a store but those of kept results, and the files of its exports, each by name with its digest."""
DAY = date(2024, 5, 6)
CHECKED_FURTHER = 10
"""After every so many kills, the operation is done again and its result compared with an undisturbed one."""
DISTRICTS = ("Phong Thổ", "Sìn Hồ", "Tam Đường")

PROVINCE = """\
ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU
Số: 12/KH-UBND
Lai Châu, ngày 01 tháng 02 năm 2019

KẾ HOẠCH
Sắp xếp bộ máy của tỉnh

Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Ủy ban nhân dân các huyện rà soát số người làm việc của từng cơ quan (hoàn thành trong năm 2019).
2. Ủy ban nhân dân các huyện lập dự toán kinh phí đào tạo lại.
"""
DISTRICT = """\
ỦY BAN NHÂN DÂN
HUYỆN {capital}
Số: {number}/KH-UBND
{name}, ngày 05 tháng 3 năm 2019

KẾ HOẠCH
Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2019 của Ủy ban nhân dân tỉnh Lai Châu

Ủy ban nhân dân huyện ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Phòng Nội vụ rà soát số người làm việc của từng cơ quan thuộc huyện {when}.
2. Phòng Tài chính lập dự toán kinh phí đào tạo lại công chức.
"""


@dataclass
class Case:
    """An operation on a copy of a store: what there is before, what it does, and what may be there after a kill."""

    name: str
    before: str
    act: Callable[[Path], None]
    whole: bool = False  # the content is the old or the new as one, and not graph by graph
    again: tuple[Callable[[Path], None], ...] = ()  # builds that must then lead to the new content, or to the old
    old: Content = field(default_factory=dict)
    new: Content = field(default_factory=dict)
    marks: list[tuple[str, float]] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)

    def next_mark(self, chance: random.Random) -> int:
        """The mark after which the next kill falls: each name once in a random order, then anew; any of that name."""
        if not self._names:
            self._names = sorted({name for name, _ in self.marks[:-1]})
            chance.shuffle(self._names)
        name = self._names.pop()
        return chance.choice([index for index, (one, _) in enumerate(self.marks[:-1]) if one == name])


def write_documents(folder: Path, when: str) -> Path:
    folder.mkdir()
    (folder / "tinh.txt").write_text(PROVINCE, encoding="utf-8")
    for number, name in enumerate(DISTRICTS, start=30):
        text = DISTRICT.format(capital=name.upper(), name=name, number=number, when=when)
        (folder / f"huyen-{number}.txt").write_text(text, encoding="utf-8")
    return folder


# ---- operations ----


def build_of(documents: Path) -> Callable[[Path], None]:
    def act(place: Path) -> None:
        with open_store(str(place / "store")) as store:
            report = build([documents], store, watch=lambda step, *_: mark(f"build: {step}"))
        assert not report.nothing_done, report

    return act


def decide(verdict: Verdict, note: str) -> Callable[[Path], None]:
    """What `review import` does: record decisions on the links that have none, then compute the links anew."""

    def act(place: Path) -> None:
        with open_store(str(place / "store")) as store:
            known = {one.about for one in stored_decisions(store)}
            fresh = [
                Decision(
                    0, verdict, link.parent, "văn bản trên", link.parent_fingerprint, "Lê Văn Cường", DAY, link.child,
                    "văn bản dưới", link.child_fingerprint,
                    relation=SetRelation.NARROWER if verdict is Verdict.CONFIRM else None, note=note,
                )
                for link in stored_links(store)
                if (link.child, link.parent) not in known
            ]  # fmt: skip
            mark("review: record")
            record(store, fresh[:2])
            mark("review: realign")
            realign(store)

    return act


def back_up(place: Path) -> None:
    with open_store(str(place / "store"), read_only=True) as store:
        backups.backup(store, place / "backup.zip")


def restore_of(file: Path) -> Callable[[Path], None]:
    def act(place: Path) -> None:
        kept = backups.read_backup(file)
        with open_store(str(place / "store"), broken_off=True) as store:
            backups.restore(kept, store, replace=True)

    return act


# ---- marks: what a child tells of its way ----

_pipe: int | None = None


def mark(name: str) -> None:
    if _pipe is not None:
        os.write(_pipe, f"{time.monotonic()} {name}\n".encode())


def mark_calls() -> None:
    """Let each call that writes tell of itself."""
    for owner, name in (
        (folders.OxigraphStore, "replace_graph"),
        (folders.OxigraphStore, "_fill_folder"),
        (folders.OxigraphStore, "close"),
        (folders, "_bulk_load"),
        (folders, "WritingLock"),
        (generations, "put_in_place"),
        (generations, "remove_remains"),
        (backups, "read_backup"),
        (backups, "whole_file"),
        (backups.Manifest, "__init__"),
        (Path, "rename"),
        (Path, "replace"),
        (shutil, "rmtree"),
        (os, "fsync"),
    ):
        setattr(owner, name, marked(getattr(owner, name), f"call: {name.strip('_')}"))


def marked(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    def told(*arguments: Any, **options: Any) -> Any:
        mark(name)
        return function(*arguments, **options)

    return told


# ---- children ----


@contextlib.contextmanager
def child(act: Callable[[], object]) -> Iterator[tuple[int, int]]:
    """A forked process that does `act`; gives its id and the end of the pipe on which it tells its marks."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        run_child(act, writing)
    os.close(writing)
    try:
        yield process, reading
    finally:
        os.close(reading)


def run_child(act: Callable[[], object], writing: int) -> None:
    global _pipe  # noqa: PLW0603
    _pipe = writing
    status = 1
    try:
        mark_calls()
        mark("begins")
        act()
        mark("ended")
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def answer(ask: Callable[[], Any]) -> Any:
    """What `ask` finds out in a process of its own. Raises AssertionError when that fails."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.write(writing, b"")
            with os.fdopen(writing, "w") as out:
                json.dump(ask(), out)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as found:
        text = found.read()
    _, status = os.waitpid(process, 0)
    assert status == 0, "the process that looks at the store failed"
    return json.loads(text)


def undisturbed(case: Case, place: Path) -> list[tuple[str, float]]:
    """Marks of the whole operation with their times from the first, in seconds."""
    with child(lambda: case.act(place)) as (process, reading):
        with os.fdopen(os.dup(reading)) as told:
            lines = [line.rstrip("\n").split(" ", 1) for line in told]
        _, status = os.waitpid(process, 0)
    assert status == 0, case.name
    start = float(lines[0][0])
    return [(name, float(moment) - start) for moment, name in lines]


def killed(case: Case, place: Path, chance: random.Random) -> str | None:
    """Do the operation and kill it on the way. The mark it died after, or None when it had ended before."""
    index = case.next_mark(chance)
    pause = chance.random() * (case.marks[index + 1][1] - case.marks[index][1])
    with child(lambda: case.act(place)) as (process, reading):
        told, ended = b"", False
        while told.count(b"\n") <= index and not ended:
            part = os.read(reading, 1)
            told, ended = told + part, not part
        time.sleep(pause)
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        while part := os.read(reading, 65536):
            told += part
    if not os.WIFSIGNALED(status):
        assert os.waitstatus_to_exitcode(status) == 0, case.name
        return None
    names = [line.split(" ", 1)[1] for line in told.decode().splitlines()]
    return None if names[-1] == "ended" else names[-1]


# ---- looking ----


def content(location: Path, *, read_only: bool = True) -> Content:
    """What a store holds; nothing where there is none."""
    return found_in(location, read_only=read_only)[0]


def found_in(location: Path, *, read_only: bool) -> tuple[Content, list[str]]:
    """What a store holds, and its decisions."""
    try:
        with open_store(str(location), read_only=read_only) as store:
            names = (*store.graphs(), *([VERSION_GRAPH] if store.graphs() else []))
            digests = {name: hashlib.sha256(store.statements(name).n_quads.encode()).hexdigest() for name in names}
            decisions = stored_decisions(store)
            if decisions:
                assert decisions_graph(decisions) == store.statements(DECISIONS_GRAPH)
            return digests, [f"{one.number} {one.note}" for one in decisions]
    except StoreError as error:
        if read_only and error.what == "there is no store here":
            return {}, []
        raise


def public(digests: Content) -> Content:
    """Without what a build keeps for itself."""
    return {name: digest for name, digest in digests.items() if not name.startswith(KEPT)}


def looked(place: Path) -> tuple[Content, Content, list[str]]:
    """The content as a reader and then as a writer finds it, and the decisions."""
    seen, _ = found_in(place / "store", read_only=True)
    return seen, *found_in(place / "store", read_only=False)


def exported(place: Path) -> dict[str, str]:
    with open_store(str(place / "store"), read_only=True) as store:
        files = (*export(store, "jsonl", place / "jsonl"), *export(store, "trig", place / "store.trig"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check(case: Case, place: Path, decisions: set[str]) -> str:
    """Whether the old or the new content was found, or some of each. Raises AssertionError for anything else."""
    seen, found, known = answer(lambda: looked(place))
    assert seen == found, f"{case.name}: a reader sees something else than a writer"
    if case.whole:
        allowed = [public(case.old), public(case.new)]
        assert public(found) in allowed, f"{case.name}: neither the old content nor the new"
    for name in {*case.old, *case.new, *found}:
        allowed = {case.old.get(name), case.new.get(name)}
        assert found.get(name) in allowed, f"{case.name}: {name} is neither old nor new"
    if DECISIONS_GRAPH in case.old and DECISIONS_GRAPH in case.new and not case.whole:
        assert decisions <= set(known), f"{case.name}: decisions are lost"
    for file in place.glob("backup.zip"):
        assert hashlib.sha256(file.read_bytes()).hexdigest() in BACKUPS, "half a backup"
    return "old" if found == case.old else "new" if found == case.new else "some of each"


BACKUPS: set[str] = set()


def outcome(case: Case, place: Path, again: Callable[[Path], None]) -> Outcome:
    """The public content and the exports after a further build."""

    def ask() -> Outcome:
        again(place)
        names = content(place / "store")
        left = sorted(path.name for path in (place / "store").iterdir())
        assert not [name for name in left if name.endswith(".loading")], f"{case.name}: remains in the store: {left}"
        assert len(left) == 2 or case.before == "old-format", f"{case.name}: remains in the store: {left}"
        assert not list(place.glob(".*")) or case.name == "backup", f"remains: {sorted(place.iterdir())}"
        return [public(names), exported(place)]

    return answer(ask)  # type: ignore[no-any-return]


# ---- all of it ----


def prepare(base: Path) -> tuple[list[Case], set[str]]:
    """The stores that operations begin with, and the operations with their undisturbed outcomes."""
    first, second = (
        write_documents(base / "first", "trong năm 2019"),
        write_documents(base / "second", "trước năm 2020"),
    )
    (second / "huyen-33.txt").write_text(
        DISTRICT.format(capital="THAN UYÊN", name="Than Uyên", number=33, when="hằng năm"), encoding="utf-8"
    )
    (base / "nothing").mkdir()
    for name in ("plain", "reviewed", "other", "old-format"):
        (base / name).mkdir()
    answer(lambda: build_of(first)(base / "plain"))
    shutil.copytree(base / "plain" / "store", base / "reviewed" / "store")
    answer(lambda: decide(Verdict.CONFIRM, "một")(base / "reviewed"))
    shutil.copytree(base / "reviewed" / "store", base / "other" / "store")
    answer(lambda: (build_of(second)(base / "other"), decide(Verdict.REJECT, "hai")(base / "other"))[0])
    answer(lambda: make_old_format(base / "reviewed", base / "old-format"))
    for name in ("reviewed", "other"):
        answer(lambda name=name: back_up(base / name))  # type: ignore[misc]
        BACKUPS.add(hashlib.sha256((base / name / "backup.zip").read_bytes()).hexdigest())
    shutil.copy(base / "other" / "backup.zip", base / "plain" / "backup.zip")
    restored = restore_of(base / "other" / "backup.zip")
    shutil.copytree(base / "reviewed", base / "reviewed-beside-other")
    shutil.copy(base / "other" / "backup.zip", base / "reviewed-beside-other" / "backup.zip")
    cases = [
        Case("first load", "nothing", build_of(first), whole=True, again=(build_of(first),)),
        Case("rebuild", "reviewed", build_of(second), again=(build_of(second), build_of(first))),
        Case("review import", "reviewed", decide(Verdict.REJECT, "hai"), again=(build_of(first),)),
        Case("rebuild of format 1", "old-format", build_of(second), again=(build_of(second),)),
        Case("backup", "reviewed-beside-other", back_up, whole=True, again=(build_of(first),)),
        Case("restore", "nothing", restored, whole=True, again=(restored,)),
        Case("restore in the place of another", "reviewed", restored, whole=True, again=(restored,)),
    ]
    for case in cases:
        place = fresh(base, case)
        case.old = answer(lambda: content(place / "store"))  # noqa: B023
        case.marks = undisturbed(case, place)
        case.new = answer(lambda: content(place / "store"))  # noqa: B023
        assert case.old != case.new or case.name == "backup", case.name
    decisions = set(answer(lambda: looked(base / "reviewed"))[2])
    assert len(decisions) == 2
    return cases, decisions


def make_old_format(source: Path, target: Path) -> None:
    """A store as the program of format 1 wrote it: its database in the folder itself, without a version."""
    with open_store(str(source / "store"), read_only=True) as store:
        text = b"".join(store.statements(name).n_quads.encode() for name in store.graphs() if not name.startswith(KEPT))
    old = ox.Store(str(target / "store"))
    old.bulk_load(text, ox.RdfFormat.N_QUADS, lenient=True)
    old.flush()


def fresh(base: Path, case: Case) -> Path:
    place = base / "round"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base / case.before, place)
    return place


def expected(base: Path, cases: list[Case]) -> dict[tuple[str, int, bool], Outcome]:
    """What each further build makes of a store on which the operation was done undisturbed, or was not done."""
    found = {}
    for case in cases:
        for number, again in enumerate(case.again):
            for done in (False, True):
                place = fresh(base, case)
                if done:
                    undisturbed(case, place)
                found[case.name, number, done] = outcome(case, place, again)
    return found


def main(base: Path, seed: int, rounds: int) -> dict[str, Any]:
    chance = random.Random(seed)
    gathering.loaded = read_here  # type: ignore[assignment]
    build_in_memory(base)
    cases, decisions = prepare(base)
    wanted = expected(base, cases)
    kills: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    states: Counter[str] = Counter()
    further = attempts = 0
    while sum(kills.values()) < rounds:
        case = cases[attempts % len(cases)]
        attempts += 1
        assert attempts < 3 * rounds, "most operations ended before they could be killed"
        place = fresh(base, case)
        died_after = killed(case, place, chance)
        state = check(case, place, decisions)
        if died_after is None:
            continue
        kills[case.name] += 1
        marks[f"{case.name} | {died_after}"] += 1
        states[f"{case.name} | {state}"] += 1
        if sum(kills.values()) % CHECKED_FURTHER == 0:
            number = chance.randrange(len(case.again))
            further += 1
            assert outcome(case, place, case.again[number]) in (
                wanted[case.name, number, True],
                wanted[case.name, number, False],
            ), f"{case.name}: a further build of kind {number} gives something else than an undisturbed one"
    return {
        "seed": seed, "kills": sum(kills.values()), "attempts": attempts, "further": further,
        "by_case": kills, "by_mark": marks, "states": states,
    }  # fmt: skip


def read_here(
    files: Sequence[Found], options: Options, workers: int, watch: Callable[[str, int, int], None] | None
) -> Iterator[ParsedDocument | LineageError]:
    """As graph.loading does in processes of their own, each of which would need a second to start."""
    for done, found in enumerate(files, start=1):
        if watch is not None:
            watch("read", done, len(files))
        yield parse(read_source(found, options))


def build_in_memory(base: Path) -> None:
    """Read all word lists before the first fork."""
    with open_store(":memory:") as store:
        build([write_documents(base / "warm", "hằng năm")], store)


if __name__ == "__main__":
    summary = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps(summary, ensure_ascii=False, indent=1))
