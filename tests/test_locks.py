"""Two programs at one store: one writes, the other waits or is refused; readers see whole states; no lock stays."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
import servers
from click.testing import CliRunner
from test_store import ONE, TWO, graph, labels

from graph.cli import main
from graph.errors import StoreError
from graph.store import Solutions, open_store
from graph.store.lease import Lease
from graph.store.lock import LOCK_FILE
from graph.store.server import SparqlServer

HERE = Path(__file__).parent


@pytest.fixture(params=["folder", "merged server", "plain server"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "folder":
        yield str(tmp_path / "store")
        return
    with servers.rdflib_server() if request.param == "merged server" else servers.oxigraph_server() as url:
        yield url


@contextmanager
def program(text: str) -> Iterator[subprocess.Popen[str]]:
    """Another program, as far as its line "ready"; killed at the end."""
    head = f"import sys\nsys.path[:0] = {[str(HERE), str(HERE.parent)]!r}\n"
    imports = "from test_store import ONE, TWO, graph\nfrom graph.store import open_store\n"
    code = head + imports + textwrap.dedent(text)
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        line = other.stdout.readline()
        assert line == "ready\n", line + (other.stderr.read() if other.stderr else "")
        yield other
    finally:
        other.kill()
        other.communicate()


def writer(location: str) -> str:
    """A program that holds the store until a line comes in, and then lets go of it."""
    return f"""
    with open_store({location!r}) as store:
        store.load_many([graph(ONE, "theirs")])
        print("ready", flush=True)
        sys.stdin.readline()
    """


def test_the_second_writer_is_refused_at_once(location: str) -> None:
    with program(writer(location)):
        start = time.monotonic()
        with pytest.raises(StoreError, match="being written by another program") as fault:
            open_store(location)
        assert time.monotonic() - start < 5
        assert "--wait" in fault.value.remedy
        with open_store(location, read_only=True) as reading:
            assert labels(reading) == ["theirs"]


def test_a_writer_that_waits_gets_its_turn(location: str) -> None:
    with program(writer(location)) as other, ThreadPoolExecutor() as threads:
        waiting = threads.submit(open_store, location, wait=60)
        time.sleep(0.5)
        assert not waiting.done()
        other.communicate("\n", timeout=30)
        with waiting.result(30) as store:
            assert labels(store) == ["theirs"]
            store.load_many([graph(TWO, "ours")])
            assert labels(store) == ["ours", "theirs"]


def test_waiting_ends(location: str) -> None:
    with program(writer(location)):
        start = time.monotonic()
        with pytest.raises(StoreError, match="another program"):
            open_store(location, wait=0.6)
        assert time.monotonic() - start > 0.5


def test_both_from_one_program(location: str) -> None:
    with open_store(location), pytest.raises(StoreError, match="another program"):
        open_store(location)
    with open_store(location) as again:
        again.load_many([graph(ONE, "a")])


def test_of_many_at_once_each_gets_its_turn(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    inside, most = 0, 0

    def write(number: int) -> None:
        nonlocal inside, most
        with open_store(location, wait=60) as store:
            inside += 1
            most = max(most, inside)
            store.load_many([graph(f"{ONE}{number}", f"n{number}")])
            inside -= 1

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(write, range(8))) == [None] * 8
    assert most == 1
    with open_store(location, read_only=True) as store:
        assert len(store.graphs()) == 8


def test_a_killed_writer_leaves_no_lock_on_a_folder(tmp_path: Path) -> None:
    """Not even when processes that it started live on and have all its open files."""
    location = tmp_path / "store"
    text = writer(str(location)).replace(
        'print("ready"',
        "import os\n        if os.fork() == 0:\n            __import__('time').sleep(5)\n        print(\"ready\"",
    )
    with program(text) as other:
        other.kill()
        other.wait()
        with open_store(str(location)) as store:
            assert labels(store) == ["theirs"]
    assert (location / LOCK_FILE).exists()


def test_a_lock_file_alone_means_nothing(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / LOCK_FILE).write_text("4711")
    with open_store(str(tmp_path / "store")) as store:
        store.load_many([graph(ONE, "a")])


def test_nothing_written_leaves_no_trace(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "made")):
        pass
    (tmp_path / "given").mkdir()
    with open_store(str(tmp_path / "given")):
        pass
    assert [path.name for path in tmp_path.rglob("*")] == ["given"]


# ---- reading meanwhile ----


def test_readers_see_whole_states_while_a_writer_works(tmp_path: Path) -> None:
    """A writer replaces two large graphs and merges its files again and again; readers open, read, and go on."""
    location = str(tmp_path / "store")
    with open_store(location) as store:
        store.load_many([graph(ONE, *(f"v0-{n}" for n in range(400)))])
    text = f"""
    print("ready", flush=True)
    turn = 0
    while True:
        turn += 1
        with open_store({location!r}) as store:
            store.replace_graph(graph(ONE, *(f"v{{turn}}-{{n}}" for n in range(400))))
            if turn % 5 == 0:
                store._store.optimize()
    """
    versions = set()
    with program(text) as other, open_store(location, read_only=True) as early:
        end = time.monotonic() + 6
        opened = 0
        while time.monotonic() < end:
            opened += 1
            with open_store(location, read_only=True) as store:
                found = labels(store)
            assert len(found) == 400
            assert len({name.split("-")[0] for name in found}) == 1
            versions.add(found[0].split("-")[0])
        assert other.poll() is None, other.communicate()[1]
        assert len(labels(early)) == 400
    assert opened > 20
    assert len(versions) > 2


def test_a_reader_goes_on_when_another_content_took_the_place(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    with open_store(location) as store:
        store.load_many([graph(f"{ONE}{n}", f"n{n}") for n in range(50)])
    with open_store(location, read_only=True) as reading:
        with open_store(location) as store:
            store.replace_all([graph(TWO, "new")], 2)
        assert labels(reading) in (["new"], sorted(f"n{n}" for n in range(50)))
    with open_store(location, read_only=True) as reading:
        assert labels(reading) == ["new"]


# ---- the lease of a server ----


@pytest.fixture
def server() -> Iterator[str]:
    with servers.oxigraph_server() as url:
        yield url


def test_a_killed_writer_is_unlocked_by_hand(server: str) -> None:
    with program(writer(server)) as other:
        other.kill()
        other.wait()
        with pytest.raises(StoreError, match=rf"process {other.pid},") as fault:
            open_store(server)
        assert "lineage unlock" in fault.value.remedy
    done = CliRunner().invoke(main, ["unlock", "--store", server, "--lang", "en"])
    assert (done.exit_code, done.stdout.startswith("Removed the lock of ")) == (0, True)
    done = CliRunner().invoke(main, ["unlock", "--store", server, "--lang", "en"])
    assert (done.exit_code, done.stdout) == (0, "The store is not locked.\n")
    with open_store(server) as store:
        assert labels(store) == ["theirs"]
        assert store.graphs() == (ONE,)


def test_unlocking_a_folder_has_nothing_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["unlock", "--store", str(tmp_path / "store")])
    assert (done.exit_code, done.stdout) == (0, "Kho không bị khóa ghi.\n")
    assert list(tmp_path.iterdir()) == []


def test_never_do_two_hold_the_lease(server: str) -> None:
    """Many try at the same moments; a server that mixes their requests in any order lets one in at a time."""
    reading = SparqlServer(server, read_only=True)
    inside, taken, most, guard = 0, 0, 0, threading.Lock()

    def take(_: int) -> None:
        nonlocal inside, taken, most
        for _ in range(3):
            try:
                lease = Lease(reading._update, reading.inner, server, wait=4)
            except StoreError:
                continue
            with guard:
                inside += 1
                taken += 1
                most = max(most, inside)
            time.sleep(0.002)
            with guard:
                inside -= 1
            lease.release()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(take, range(6)))
    assert most == 1
    assert taken > 5
    with open_store(server):  # and none is left
        pass


def test_the_lease_of_one_who_comes_between_is_seen() -> None:
    """Two tokens appear between looking and looking again: whoever sees another withdraws its own."""
    tokens: list[str] = []
    updates: list[str] = []

    def update(text: str) -> None:
        updates.append(text)
        if text.startswith("INSERT"):
            tokens.extend(["other", text.split('"')[1]])
        else:
            tokens.remove(text.split('"')[1])

    with pytest.raises(StoreError, match=r"another program \(other\)"):
        Lease(update, lambda _: Solutions(("holder",), tuple((ox.Literal(one),) for one in tokens)), "http://x")
    assert tokens == ["other"]
    assert [one.split()[0] for one in updates] == ["INSERT", "DELETE"]


def test_a_lease_of_which_it_is_not_known_whether_it_is_ours_alone_is_given_back() -> None:
    """The server took it, and then did not answer: nobody else could ever write."""
    updates: list[str] = []

    def select(_: str) -> Solutions:
        if updates:
            raise StoreError("the server cannot be reached")
        return Solutions(("holder",), ())

    with pytest.raises(StoreError, match="cannot be reached"):
        Lease(updates.append, select, "http://x")
    assert [one.split(" ")[0] for one in updates] == ["INSERT", "DELETE"]
    assert updates[0].partition("{")[2] == updates[1].partition("{")[2]


# ---- the commands ----


def test_the_commands_say_so_in_one_line(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    (tmp_path / "plan.txt").write_text("KẾ HOẠCH\n1. Sở Nội vụ rà soát.\n", encoding="utf-8")
    (tmp_path / "sheet.tsv").write_text("x", encoding="utf-8")
    commands = (["build", tmp_path / "plan.txt"], ["review", "import", tmp_path / "sheet.tsv"], ["review", "refit"])
    with program(writer(location)):
        for command in commands:
            done = CliRunner().invoke(main, [*map(str, command), "--store", location, "--lang", "en"])
            assert done.exit_code == 2
            assert done.stderr.splitlines()[-1:] == [
                f"Error: {location}: the store is being written by another program. "
                "Wait for it to end, or let this one wait with --wait SECONDS"
            ]
            assert done.stdout == ""
