"""The format of a store: written with its first content, checked at each opening, brought up to date by a build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import killing
import pyoxigraph as ox
import pytest
import servers
from click.testing import CliRunner
from test_store import ONE, TWO, graph, labels

from graph.cli import main
from graph.errors import StoreError
from graph.export import FORMATS
from graph.links import Decision, Verdict
from graph.store import Store, open_store
from graph.store.version import BROKEN_OFF, FORMAT, VERSION_GRAPH, version_graph
from graph.stored_links import record, stored_decisions
from graph.terms import NamedGraph

KINDS = ("folder", "merged server", "plain server")


@pytest.fixture(params=KINDS)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "folder":
        yield str(tmp_path / "store")
        return
    with servers.rdflib_server() if request.param == "merged server" else servers.oxigraph_server() as url:
        yield url


def test_the_first_load_says_the_format(location: str) -> None:
    with open_store(location) as store:
        assert store.format == FORMAT
        store.load_many([graph(ONE, "a")])
    with open_store(location, read_only=True) as store:
        assert store.format == FORMAT
        assert store.inner(f"SELECT ?s WHERE {{ GRAPH <{VERSION_GRAPH}> {{ ?s ?p ?o }} }}").rows


def test_a_store_begun_with_one_graph_says_it_too(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        store.replace_graph(graph(ONE, "a"))
    with open_store(str(tmp_path / "store")) as store:
        assert store.format == FORMAT
        assert len(store.inner(f"SELECT ?o WHERE {{ GRAPH <{VERSION_GRAPH}> {{ ?s ?p ?o }} }}").rows) == 1


@pytest.mark.parametrize("read_only", [False, True], ids=["writing", "reading"])
@pytest.mark.parametrize("number", [FORMAT + 1, 99])
def test_a_later_format_is_refused(location: str, number: int, read_only: bool) -> None:
    with open_store(location) as store:
        store.load_many([graph(ONE, "a")])
        store.replace_graph(version_graph(number))
    with pytest.raises(StoreError, match=rf"format {number}; this one reads up to {FORMAT}") as fault:
        open_store(location, read_only=read_only)
    assert fault.value.remedy == "Update this program"
    with pytest.raises(StoreError, match="later version"):  # and nothing stays locked
        open_store(location)


def test_the_command_says_it_in_one_line(tmp_path: Path) -> None:
    location = tmp_path / "store"
    with open_store(str(location)) as store:
        store.load_many([graph(ONE, "a")])
        store.replace_graph(version_graph(3))
    done = CliRunner().invoke(main, ["documents", "--store", str(location), "--lang", "en"])
    assert done.exit_code == 2
    assert done.stderr == (
        f"Error: {location}: was written by a later version of this program (format 3; this one reads up to {FORMAT}). "
        "Update this program\n"
    )
    done = CliRunner().invoke(main, ["documents", "--store", str(location)])
    assert "định dạng 3; bản này chỉ đọc đến" in done.stderr


def without_version(location: str) -> None:
    """Make of the store one of the program before formats were counted."""
    with open_store(location) as store:
        store.load_many([graph(ONE, "a")])
        store.drop_graph(VERSION_GRAPH)


def test_a_store_without_format_opens_and_is_brought_up_to_date(location: str) -> None:
    without_version(location)
    with open_store(location, read_only=True) as store:
        assert store.format == 1
        assert labels(store) == ["a"]
    with open_store(location) as store:
        store.replace_graph(graph(TWO, "b"))  # no build: the format stays
        assert store.format == 1
        store.load_many([])
        assert store.format == FORMAT
        assert labels(store) == ["a", "b"]
        assert store.graphs() == (ONE, TWO)


def test_no_graph_list_and_no_export_shows_the_format(location: str) -> None:
    def contents(store: Store) -> tuple[object, ...]:
        exports = tuple(dict(form.write(store)) for form in FORMATS)
        return (store.graphs(), tuple(map(str, store.quads())), exports)

    without_version(location)
    with open_store(location, read_only=True) as store:
        before = contents(store)
    with open_store(location) as store:
        store.load_many([])
        assert store.format == FORMAT
        assert contents(store) == before


def test_a_build_takes_over_a_folder_of_format_1(tmp_path: Path) -> None:
    """Its database in the folder itself, no version: decisions stay, and the exports are those of a new store."""
    documents = killing.write_documents(tmp_path / "documents", "trong năm 2019")
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
    decision = Decision(
        0, Verdict.GAP, "doc/a/task/1", "việc", "0f", "Lê Văn Cường", date(2024, 5, 6), document="doc/b"
    )
    run("build", documents, "--store", tmp_path / "new" / "store")
    with open_store(str(tmp_path / "new" / "store")) as store:
        record(store, [decision])
    killing.make_old_format(tmp_path / "new", tmp_path / "old")
    location = tmp_path / "old" / "store"
    assert (location / "CURRENT").is_file()
    with open_store(str(location), read_only=True) as store:
        assert store.format == 1
    run("build", documents, "--store", location)
    with open_store(str(location), read_only=True) as store:
        assert store.format == FORMAT
        assert len(stored_decisions(store)) == 1
    run("build", documents, "--store", tmp_path / "new" / "store")
    for name in ("new", "old"):
        run("export", "--format", "jsonl", tmp_path / name / "export", "--store", tmp_path / name / "store")
    for path in (tmp_path / "new" / "export").iterdir():
        assert path.read_bytes() == (tmp_path / "old" / "export" / path.name).read_bytes()


def test_a_restore_takes_over_a_folder_of_format_1(tmp_path: Path) -> None:
    location = tmp_path / "store"
    old = ox.Store(str(location))
    old.bulk_load(graph(ONE, "a").n_quads.encode(), ox.RdfFormat.N_QUADS)
    old.flush()
    del old
    with open_store(str(location)) as store:
        assert labels(store) == ["a"]
        store.replace_all([graph(TWO, "b")], FORMAT)
        assert labels(store) == ["b"]
    assert sorted(path.name for path in location.iterdir()) == ["graph-000001", "writing.lock"]
    with open_store(str(location), read_only=True) as store:
        assert labels(store) == ["b"]


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_restore_broken_off_on_a_server_says_so(kind: str) -> None:
    def broken() -> Iterator[NamedGraph]:
        yield graph(TWO, "b")
        raise StoreError("broken off")

    with servers.rdflib_server() if kind == "merged server" else servers.oxigraph_server() as url:
        with open_store(url) as store:
            store.load_many([graph(ONE, "a")])
            with pytest.raises(StoreError, match="broken off"):
                store.replace_all(broken(), FORMAT)
            assert store.format == BROKEN_OFF
        for read_only in (False, True):
            with pytest.raises(StoreError, match="a restore of this store was broken off") as fault:
                open_store(url, read_only=read_only)
            assert "--replace" in fault.value.remedy
        with open_store(url, broken_off=True) as store:
            store.replace_all([graph(TWO, "b")], FORMAT)
        with open_store(url, read_only=True) as store:
            assert labels(store) == ["b"]


def run(*arguments: object) -> None:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
