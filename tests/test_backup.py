"""A store in one file and back: nothing lost, the same bytes, and no file that is not just that."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import killing
import pytest
import servers
from click.testing import CliRunner, Result
from test_store import ONE, TWO, graph, labels

from graph import backup as backups
from graph.backup import CONTENT, MANIFEST, Manifest, backup, read_backup, restore
from graph.cli import main
from graph.errors import LineageError, ReadError, StoreError, UsageError
from graph.export import FORMATS
from graph.links import Verdict
from graph.messages import translated
from graph.store import Store, open_store
from graph.store import folder as folders
from graph.store.version import FORMAT
from graph.stored_links import stored_decisions

Files = dict[str, bytes]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"], catch_exceptions=False)


def exports(store: Store) -> dict[str, dict[str, bytes]]:
    return {form.name: dict(form.write(store)) for form in FORMATS}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, a store with decisions, and its backup."""
    base = tmp_path_factory.mktemp("kept")
    killing.write_documents(base / "documents", "trong năm 2019")
    assert run("build", base / "documents", "--store", base / "store").exit_code == 0
    killing.decide(Verdict.CONFIRM, "một")(base)
    done = run("backup", base / "backup.zip", "--store", base / "store")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"Backed up to {base / 'backup.zip'}: 4 source files, 2 decisions, ")
    return base


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The backup of a store of two graphs."""
    with open_store(str(tmp_path / "small")) as store:
        store.load_many([graph(ONE, "a", "b"), graph(TWO, "bốn")])
        backup(store, tmp_path / "small.zip")
    return tmp_path / "small.zip"


# ---- there and back ----


def test_there_and_back(kept: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    done = run("restore", kept / "backup.zip", "--store", store)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"Restored from {kept / 'backup.zip'}: 4 source files, 2 decisions, ")
    with open_store(str(kept / "store"), read_only=True) as old, open_store(str(store), read_only=True) as new:
        assert exports(new) == exports(old)
        assert stored_decisions(new) == stored_decisions(old)
        assert len(stored_decisions(new)) == 2
        assert new.graphs() == old.graphs()
        assert new.format == old.format == FORMAT
    assert run("backup", tmp_path / "again.zip", "--store", store).exit_code == 0
    assert (tmp_path / "again.zip").read_bytes() == (kept / "backup.zip").read_bytes()


def test_a_text_that_says_the_same_again_and_again(tmp_path: Path) -> None:
    """It shrinks more than any other, and is no bomb; and its 24 MB are one statement."""
    with open_store(str(tmp_path / "store")) as store:
        store.load_many([graph(ONE, "không " * 3_000_000)])
        backup(store, tmp_path / "backup.zip")
        assert (tmp_path / "backup.zip").stat().st_size * 190 < len("không " * 3_000_000)
        with open_store(str(tmp_path / "other")) as other:
            restore(read_backup(tmp_path / "backup.zip"), other)
            assert labels(other) == labels(store)
            assert other.format == FORMAT


def test_building_goes_on_after_it(kept: Path, tmp_path: Path) -> None:
    """Nothing is read anew, and a change has the outcome that it has without backup and restore."""
    assert run("restore", kept / "backup.zip", "--store", tmp_path / "restored").exit_code == 0
    shutil.copytree(kept / "store", tmp_path / "copied")
    places = (tmp_path / "restored", tmp_path / "copied")
    said = [run("build", kept / "documents", "--store", place).output for place in places]
    assert said[0] == said[1]
    changed = killing.write_documents(tmp_path / "changed", "trước năm 2020")
    found = []
    for place in places:
        assert run("build", changed, "--store", place).exit_code == 0
        with open_store(str(place), read_only=True) as store:
            found.append(exports(store))
            assert len(stored_decisions(store)) == 2
    assert found[0] == found[1]


def test_what_the_file_says_of_itself(kept: Path) -> None:
    manifest = read_backup(kept / "backup.zip").manifest
    assert manifest.sources == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (kept / "documents").iterdir()
    }
    with zipfile.ZipFile(kept / "backup.zip") as archive:
        assert archive.namelist() == [CONTENT, MANIFEST]
        lines = archive.read(CONTENT).splitlines()
        stated = json.loads(archive.read(MANIFEST))
    assert len(lines) == manifest.statements == len(set(lines))
    assert (stated["format"], stated["decisions"], len(stated["sources"])) == (FORMAT, 2, 4)


@pytest.mark.parametrize("kind", ["merged server", "plain server"])
def test_a_server_and_back(kept: Path, tmp_path: Path, kind: str) -> None:
    with servers.rdflib_server() if kind == "merged server" else servers.oxigraph_server() as url:
        with open_store(url) as store:
            store.load_many([graph(ONE, "old")])
        assert run("restore", kept / "backup.zip", "--store", url).exit_code == 2
        done = run("restore", kept / "backup.zip", "--store", url, "--replace")
        assert done.exit_code == 0, done.output
        with open_store(url, read_only=True) as new, open_store(str(kept / "store"), read_only=True) as old:
            assert new.graphs() == old.graphs()
            assert stored_decisions(new) == stored_decisions(old)
        assert run("backup", tmp_path / "server.zip", "--store", url).exit_code == 0
        assert (tmp_path / "server.zip").read_bytes() == (kept / "backup.zip").read_bytes()
        with open_store(url):  # nothing is locked
            pass


def test_a_server_that_is_being_written_is_not_backed_up(tmp_path: Path) -> None:
    with servers.oxigraph_server() as url, open_store(url) as store:
        store.load_many([graph(ONE, "a")])
        done = run("backup", tmp_path / "backup.zip", "--store", url)
        assert done.exit_code == 2
        assert "being written by another program" in done.stderr
        assert list(tmp_path.iterdir()) == []


def test_a_folder_is_backed_up_while_it_is_written(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        store.load_many([graph(ONE, "a")])
        assert run("backup", tmp_path / "backup.zip", "--store", tmp_path / "store").exit_code == 0
        store.replace_graph(graph(ONE, "b"))
    with open_store(":memory:") as memory:
        restore(read_backup(tmp_path / "backup.zip"), memory)
        assert labels(memory) == ["a"]


def test_a_backup_is_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that takes away the files meanwhile makes the backup fail; the one there was stays."""
    location = str(tmp_path / "store")
    with open_store(location) as store:
        store.load_many([graph(ONE, "a")])
    (tmp_path / "backup.zip").write_bytes(b"old")

    def gone(_: object) -> bool:
        return True

    with open_store(location, read_only=True) as reading:
        monkeypatch.setattr(folders, "is_gone", gone)

        def fails(_: object) -> None:
            raise OSError("IO error: No such file or directory")

        with pytest.raises(StoreError, match="changed while it was read"), reading.still():
            reading._read(fails)  # type: ignore[attr-defined]
    assert (tmp_path / "backup.zip").read_bytes() == b"old"


# ---- what is there already ----


def test_a_store_that_holds_something_is_refused(small: Path, tmp_path: Path) -> None:
    location = tmp_path / "store"
    with open_store(str(location)) as store:
        store.load_many([graph(ONE, "mine")])
    done = run("restore", small, "--store", location)
    assert done.exit_code == 2
    assert done.stderr == (
        f"Error: {location}: the store holds something already. "
        "Add --replace to put the backup in its place, or name another store\n"
    )
    assert run("restore", small, "--store", location, "--replace").exit_code == 0
    with open_store(str(location)) as store:
        assert labels(store) == ["a", "b", "bốn"]
    assert sorted(path.name for path in location.iterdir()) == ["graph-000002", "writing.lock"]


def test_a_backup_of_nothing(tmp_path: Path) -> None:
    with open_store(":memory:") as nothing:
        backup(nothing, tmp_path / "nothing.zip")
    assert run("restore", tmp_path / "nothing.zip", "--store", tmp_path / "store").exit_code == 0
    assert not (tmp_path / "store").exists()
    with open_store(str(tmp_path / "full")) as store:
        store.load_many([graph(ONE, "a")])
    assert run("restore", tmp_path / "nothing.zip", "--store", tmp_path / "full", "--replace").exit_code == 0
    with open_store(str(tmp_path / "full")) as store:
        assert store.graphs() == ()
        store.load_many([graph(ONE, "b")])
    with open_store(str(tmp_path / "full"), read_only=True) as store:
        assert (labels(store), store.format) == (["b"], FORMAT)


def test_nothing_to_back_up(tmp_path: Path) -> None:
    done = run("backup", tmp_path / "backup.zip", "--store", tmp_path / "store")
    assert done.exit_code == 2
    assert "there is no store here" in done.stderr
    assert list(tmp_path.iterdir()) == []


# ---- files that are no backup ----


def packed(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


LINE = "<a:a> <a:b> <a:c> <a:g> .\n"
EMPTY = {"format": FORMAT, "graphs": 0, "statements": 0, "decisions": 0, "size": 0, "sources": {},
         "sha256": hashlib.sha256(b"").hexdigest()}  # fmt: skip


def crafted(text: str | bytes, **stated: object) -> bytes:
    """A backup of any text, with a manifest that fits it but for what is stated."""
    content = text if isinstance(text, bytes) else text.encode()
    graphs = {line.split(b" ")[-2] for line in content.splitlines() if line.count(b" ") > 1}
    manifest = {
        **EMPTY,
        "graphs": len(graphs),
        "statements": len(content.splitlines()),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        **stated,
    }
    return packed((CONTENT, content), (MANIFEST, json.dumps(manifest).encode()))


FOREIGN = {
    "empty file": b"",
    "text": b"a letter",
    "other archive": packed(("letter.txt", b"a letter")),
    "further member": packed((CONTENT, b""), (MANIFEST, json.dumps(EMPTY).encode()), ("../../evil", b"x")),
    "without a manifest": packed((CONTENT, b"")),
    "manifest twice": packed((MANIFEST, b"{}"), (MANIFEST, b"{}"), (CONTENT, b"")),
    "manifest no JSON": packed((CONTENT, b""), (MANIFEST, b"{")),
    "manifest a list": packed((CONTENT, b""), (MANIFEST, b"[]")),
    "manifest of other fields": packed((CONTENT, b""), (MANIFEST, b'{"format": 2, "name": "x"}')),
    "manifest nested": packed((CONTENT, b""), (MANIFEST, b"[" * 100_000)),
    "format no number": crafted("", format="2"),
    "sources no table": crafted("", sources=[]),
    "large manifest": packed((CONTENT, b""), (MANIFEST, bytes(backups.LONGEST_MANIFEST + 1))),
}
DAMAGED = {
    "other count": crafted(LINE, statements=2),
    "other number of graphs": crafted(LINE, graphs=2),
    "other decisions": crafted(LINE, decisions=1),
    "other hash": crafted(LINE, sha256="0" * 64),
    "other size": crafted(LINE, size=1),
    "other sources": crafted(LINE, sources={"a.txt": "0"}),
    "no statements": crafted("a letter\n"),
    "malformed statement": crafted('<a:a> <a:b> "c <a:g> .\n'),
    "no end of line": crafted(LINE[:-1]),
    "a line twice": crafted(LINE * 2),
    "out of order": crafted("<a:b> <a:b> <a:c> <a:g> .\n" + LINE),
    "graphs out of order": crafted("<a:a> <a:b> <a:c> <a:h> .\n" + LINE),
    "default graph": crafted("<a:a> <a:b> <a:c> .\n"),
    "graph a blank node": crafted("<a:a> <a:b> <a:c> _:g .\n"),
    "no UTF-8": crafted(b'<a:a> <a:b> "\xff" <a:g> .\n'),
    "bomb": crafted(bytes(50_000_000)),
    "end cut off": crafted(LINE)[:100],
}


def untouched(path: Path, folder: Path) -> ReadError:
    """The error of a restore that touches neither a store that is there nor a new one."""
    store = folder / "there"
    with open_store(str(store)) as opened:
        opened.load_many([graph(ONE, "mine")])
    for target, options in ((store, ["--replace"]), (folder / "new", [])):
        done = run("restore", path, "--store", target, *options)
        assert done.exit_code == 2, done.output
        assert len(done.stderr.splitlines()) == 1
    assert not (folder / "new").exists()
    with open_store(str(store), read_only=True) as opened:
        assert labels(opened) == ["mine"]
    with pytest.raises(ReadError) as fault:
        read_backup(path)
    assert translated(fault.value.what, "vi") != fault.value.what
    return fault.value


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_files_that_are_no_backup(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file.zip").write_bytes(content)
    assert "is no backup of this program" in str(untouched(tmp_path / "file.zip", tmp_path))


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_backups_that_do_not_hold(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file.zip").write_bytes(content)
    assert "the backup is damaged" in str(untouched(tmp_path / "file.zip", tmp_path))


def test_the_crafted_backup_itself_holds(tmp_path: Path) -> None:
    (tmp_path / "file.zip").write_bytes(crafted(LINE))
    assert read_backup(tmp_path / "file.zip").manifest.statements == 1
    assert len(FOREIGN) + len(DAMAGED) > 25


@pytest.mark.parametrize("name", ["missing.zip", "."])
def test_files_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    assert "cannot be read: " in str(untouched(tmp_path / name, tmp_path))


def test_a_backup_of_a_later_version(tmp_path: Path) -> None:
    (tmp_path / "file.zip").write_bytes(crafted(LINE, format=FORMAT + 1))
    done = run("restore", tmp_path / "file.zip", "--store", tmp_path / "store")
    assert done.exit_code == 2
    assert "was written by a later version of this program" in done.stderr
    assert not (tmp_path / "store").exists()


def test_a_file_cut_off_anywhere_is_refused(kept: Path, tmp_path: Path) -> None:
    content = (kept / "backup.zip").read_bytes()
    path = tmp_path / "cut.zip"
    lengths = [*range(0, len(content), len(content) // 60 + 1), len(content) - 1]
    for length in lengths:
        path.write_bytes(content[:length])
        with pytest.raises(ReadError):
            read_backup(path)
    assert len(lengths) > 50


def test_a_changed_byte_is_noticed_or_changes_nothing(kept: Path, tmp_path: Path) -> None:
    """A few bytes of an archive mean nothing (times, say); any other is noticed."""
    content = (kept / "backup.zip").read_bytes()
    whole = read_backup(kept / "backup.zip").manifest
    seed = random.SystemRandom().randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    path = tmp_path / "changed.zip"
    noticed = 0
    for _ in range(150):
        place = chance.randrange(len(content))
        path.write_bytes(content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :])
        try:
            assert read_backup(path).manifest == whole, (seed, place)
        except LineageError:
            noticed += 1
    assert noticed > 130, seed


def test_a_file_that_changes_after_the_check_touches_nothing(small: Path, tmp_path: Path) -> None:
    checked = read_backup(small)
    with open_store(str(tmp_path / "other")) as store:
        store.load_many([graph(ONE, "other")])
        backup(store, small)
    for location, replace in ((tmp_path / "new", False), (tmp_path / "small", True)):
        with open_store(str(location)) as store:
            with pytest.raises(ReadError, match="changed while it was read"):
                restore(checked, store, replace=replace)
            assert labels(store) == (["a", "b", "bốn"] if replace else [])
    assert not (tmp_path / "new").exists()


# ---- streaming ----


def test_graphs_pass_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next graph is asked of the store only when the one before has been written."""
    order: list[str] = []
    counted: Callable[..., Iterator[object]] = backups._Census.counted

    def told(self: object, graphs: Iterator[object]) -> Iterator[object]:
        for one in counted(self, graphs):
            order.append("read")
            yield one
            order.append("taken")

    monkeypatch.setattr(backups._Census, "counted", told)
    with open_store(":memory:") as store:
        store.load_many([graph(f"{ONE}{n}", f"n{n}") for n in range(5)])
        manifest = backup(store, tmp_path / "backup.zip")
    assert isinstance(manifest, Manifest)
    assert order == ["read", "taken"] * 5


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with open_store(":memory:") as store, pytest.raises(UsageError, match="cannot be written"):
        backup(store, tmp_path / "file" / "backup.zip")
