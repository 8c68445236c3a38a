"""Disks that are full or can only be read, folders without permission: one clear line, and the old state intact."""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import killing
import pytest
from click.testing import CliRunner, Result
from conftest import absent
from disks import Disk, disk
from test_store import ONE, TWO, graph, labels

from graph.cli import main
from graph.errors import StoreError
from graph.messages import translated
from graph.store import folder as folders
from graph.store import open_store
from graph.store.faults import explained
from graph.writing import write_whole

FULL = "the disk is full. Free some space and run it again; what the store had is still there"
READ_ONLY = "the disk or folder can only be read. Make it writable, or name another store"


@pytest.fixture
def small() -> Iterator[Disk]:
    with disk(8) as made:
        yield made


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"], catch_exceptions=False)


def refused(done: Result, ending: str) -> None:
    """The command ended with status 2 and one line that ends so."""
    assert done.exit_code == 2, done.output
    lines = done.stderr.splitlines()
    assert lines[-1].startswith("Error: ")
    assert lines[-1].endswith(ending), lines[-1]
    assert "Traceback" not in done.output


def exported(store: Path, target: Path) -> dict[str, bytes]:
    done = run("export", "--format", "jsonl", target, "--store", store)
    assert done.exit_code == 0, done.output
    return {path.name: path.read_bytes() for path in sorted(target.iterdir())}


# ---- full ----


@pytest.mark.parametrize("room", [0, 30_000, 200_000, 900_000])
def test_a_first_load_on_a_full_disk(small: Disk, room: int) -> None:
    location = small.path / "store"
    filler = small.leave(room)
    big = [graph(f"{ONE}{n}", *(f"n{n}-{k}" * 30 for k in range(300))) for n in range(20)]
    with pytest.raises(StoreError, match="the disk is full") as fault, open_store(str(location)) as store:
        store.load_many(big)
    assert str(fault.value).endswith(FULL)
    assert not list(small.path.rglob("*.sst"))
    filler.unlink()
    small.remount("size=64m")
    with open_store(str(location)) as store:
        store.load_many(big)
        assert len(store.graphs()) == 20


@pytest.mark.parametrize("room", [0, 20_000, 150_000, 400_000])
def test_replacing_on_a_full_disk_leaves_whole_graphs(small: Disk, room: int) -> None:
    location = str(small.path / "store")
    with open_store(location) as store:
        store.load_many([graph(ONE, *(f"old-{n}" for n in range(50))), graph(TWO, "two")])
    filler = small.leave(room)
    graphs = (graph(ONE, *(f"v{turn}-{n}" for n in range(400))) for turn in count(1))
    with pytest.raises(StoreError, match="the disk is full"), open_store(location) as store:
        store.load_many(graphs)
    with open_store(location, read_only=True) as store:  # reading needs no room
        before = labels(store)
    filler.unlink()
    small.remount("size=64m")
    with open_store(location) as store:
        assert labels(store) == before
        assert len(before) in {51, 401}
        assert len({name.split("-")[0] for name in before if name != "two"}) == 1
        store.replace_graph(graph(ONE, "new"))
        assert labels(store) == ["new", "two"]


def test_a_build_on_a_full_disk_keeps_the_old_state(small: Disk, tmp_path: Path) -> None:
    first = killing.write_documents(tmp_path / "first", "trong năm 2019")
    second = killing.write_documents(tmp_path / "second", "trước năm 2020")
    store = small.path / "store"
    assert run("build", first, "--store", store).exit_code == 0
    old = exported(store, tmp_path / "old")
    filler = small.leave(0)
    refused(run("build", second, "--store", store), FULL)
    assert exported(store, tmp_path / "while-full") == old
    filler.unlink()
    small.remount("size=64m")
    assert exported(store, tmp_path / "after") == old
    assert run("build", second, "--store", store).exit_code == 0
    assert exported(store, tmp_path / "new") != old


def test_a_restore_on_a_full_disk_keeps_the_old_state(small: Disk, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "big")) as store:
        store.load_many([graph(TWO, *(f"n{n}" * 50 for n in range(3000)))])
    assert run("backup", tmp_path / "big.zip", "--store", tmp_path / "big").exit_code == 0
    location = small.path / "store"
    with open_store(str(location)) as store:
        store.load_many([graph(ONE, "a")])
    small.leave(100_000)
    refused(run("restore", tmp_path / "big.zip", "--replace", "--store", location), FULL)
    with open_store(str(location), read_only=True) as store:
        assert labels(store) == ["a"]
    assert not list(location.glob("*.loading"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("built")
    documents = killing.write_documents(base / "documents", "trong năm 2019")
    assert run("build", documents, "--store", base / "store").exit_code == 0
    return base / "store"


OUTPUTS = {
    "brief": ["brief", "12/KH-UBND", "--output", "out"],
    "brief in one file": ["brief", "12/KH-UBND", "--single", "--output", "out"],
    "map": ["map", "--output", "out"],
    "export to a folder": ["export", "--format", "jsonl", "out"],
    "export to a file": ["export", "--format", "turtle", "out/store.ttl"],
    "review export": ["review", "export", "--all", "out/review.xlsx"],
    "table": ["documents", "--format", "csv", "--output", "out/documents.csv"],
    "backup": ["backup", "out/backup.zip"],
}


@pytest.mark.parametrize("command", OUTPUTS.values(), ids=OUTPUTS)
def test_no_half_file_on_a_full_disk(built: Path, small: Disk, command: list[str]) -> None:
    """What has a final name is whole: here not even the smallest file fits, or what was there before stays."""
    arguments = [str(small.path / part) if part.startswith("out") else part for part in command]
    whole = run(*arguments, "--store", built)
    assert whole.exit_code == 0, whole.output
    files = {path: path.read_bytes() for path in sorted((small.path / "out").rglob("*")) if path.is_file()}
    assert files
    for path in files:
        path.write_bytes(b"")
    small.leave(0)
    done = run(*arguments, "--store", built)
    refused(done, "cannot be written: no space left on device. Name another place")
    assert all(path.read_bytes() in (b"", content) for path, content in files.items())
    assert {path for path in (small.path / "out").rglob("*") if path.is_file()} == set(files)


# ---- only readable ----


def test_a_disk_that_can_only_be_read(small: Disk, tmp_path: Path) -> None:
    documents = killing.write_documents(tmp_path / "documents", "trong năm 2019")
    store = small.path / "store"
    assert run("build", documents, "--store", store).exit_code == 0
    old = exported(store, tmp_path / "old")
    small.remount("ro")
    for command in (["build", documents], ["review", "refit"]):
        refused(run(*command, "--store", store), f"{store}: {READ_ONLY}")
    refused(run("build", documents, "--store", small.path / "other"), f"other: {READ_ONLY}")
    assert exported(store, tmp_path / "read") == old
    done = run("backup", tmp_path / "backup.zip", "--store", store)
    assert done.exit_code == 0, done.output
    refused(run("restore", tmp_path / "backup.zip", "--replace", "--store", store), READ_ONLY)
    refused(run("export", "--format", "jsonl", small.path / "out", "--store", store), "Name another place")
    small.remount("rw")
    assert exported(store, tmp_path / "again") == old


# ---- without permission ----


def as_nobody(act: Callable[[], str]) -> str:
    """What `act` says in a process whose user owns nothing: the administrator may do everything."""
    if sys.platform == "win32":
        absent("the permissions of Unix")
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            said = act()
        except BaseException as error:  # any other than what is expected fails the test by its words
            said = f"{type(error).__name__}: {error}"
        os.write(writing, json.dumps(said).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as found:
        said = json.loads(found.read())
    os.waitpid(process, 0)
    return str(said)


@pytest.mark.parametrize("mode", [0o000, 0o555], ids=["nothing allowed", "reading allowed"])
def test_a_folder_without_permission(mode: int) -> None:
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        location = Path(parent) / "store"
        location.mkdir()
        location.chmod(mode)

        def write() -> str:
            open_store(str(location))
            return "opened"

        said = as_nobody(write)
        location.chmod(0o755)
        assert said == f"StoreError: {location}: the store may not be read or written. Ask for access to it"
        assert list(location.iterdir()) == []


def test_a_place_where_no_folder_may_be_made() -> None:
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o555)

        def write() -> str:
            open_store(str(Path(parent) / "deep" / "store"))
            return "opened"

        assert as_nobody(write).endswith("the store may not be read or written. Ask for access to it")


# ---- what the system says ----


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError("IO error: No space left on device: While appending to file: /a/7.log"), "the disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "the quota of this disk is used up"),
        (OSError("IO error: Disk quota exceeded: While appending to file: /a/7.log"), "quota of this disk is used up"),
        (OSError(errno.EROFS, "Read-only file system"), "can only be read"),
        (PermissionError(errno.EACCES, "Permission denied"), "may not be read or written"),
        (OSError("IO error: While lock file: /a/LOCK: Resource temporarily unavailable"), "another program"),
        (OSError("Corruption: block checksum mismatch in /a/lock/store"), "the store is damaged: Corruption"),
        (OSError(errno.EIO, "Input/output error"), "the store cannot be used: input/output error"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "the store cannot be used: file name too long"),
    ],
    ids=["full", "full, by Oxigraph", "quota", "quota, by Oxigraph", "read-only", "permission", "lock", "damaged",
         "device", "name"],
)  # fmt: skip
def test_faults_are_told_apart(error: Exception, said: str) -> None:
    fault = explained(error, "store")
    assert said in fault.what
    assert fault.where == "store"
    assert fault.remedy
    assert translated(fault.what, "vi") != fault.what
    assert translated(fault.remedy, "vi") != fault.remedy


def test_a_quota_while_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No quota can be set here, so the database is made to say what it says then."""
    location = str(tmp_path / "store")
    with open_store(location) as store:
        store.load_many([graph(ONE, "a")])

    def exceeded(*_: object) -> None:
        raise OSError("IO error: Disk quota exceeded: While appending to file")

    monkeypatch.setattr(folders, "_bulk_load", exceeded)
    with open_store(location) as store:
        with pytest.raises(StoreError, match="the quota of this disk is used up"):
            store.replace_all([graph(TWO, "b")], 2)
        assert labels(store) == ["a"]


# ---- files written whole ----


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.txt"
    write_whole(path, b"one")
    path.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    write_whole(link, b"two")
    assert (path.read_bytes(), link.is_symlink(), path.stat().st_mode & 0o777) == (b"two", True, 0o640)
    assert [one.name for one in path.parent.iterdir()] == ["file.txt"]


def test_new_files_are_as_others_are(tmp_path: Path) -> None:
    write_whole(tmp_path / "whole.txt", b"")
    (tmp_path / "other.txt").write_bytes(b"")
    assert (tmp_path / "whole.txt").stat().st_mode == (tmp_path / "other.txt").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="has no such device")
def test_a_device_stays_one() -> None:
    write_whole(Path("/dev/null"), b"gone")
    assert not Path("/dev/null").is_file()
