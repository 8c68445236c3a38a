"""Files read in processes of their own: the same results from any number of them, and each file bounded."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph import loading_process
from graph.cli import main
from graph.errors import LineageError, ReadError
from graph.extract.document import parse
from graph.loading import loaded
from graph.model import ParsedDocument
from graph.read.files import Found, read_source, search
from graph.read.limits import Limits, Options
from tests.conftest import ROOT

GOOD = "KẾ HOẠCH\n\n1. Sở Y tế chủ trì xây dựng đề án trước ngày 30/6/2024.\n"
MISBEHAVING = loading_process._RUN.replace("main()", "import tests.misbehaving; tests.misbehaving.install(); main()")
QUICK = Options(limits=Limits(seconds=4, recognition_seconds=2, memory_megabytes=300))


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text files do in their reader what they say."""
    monkeypatch.setattr(loading_process, "_RUN", MISBEHAVING)
    monkeypatch.syspath_prepend(str(ROOT))


def files(folder: Path, *texts: str) -> list[Found]:
    found = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        found.append(Found(path, path.name))
    return found


def outcomes(found: Sequence[Found], options: Options = QUICK, workers: int = 1) -> list[str]:
    """For each file the name of its document, or the fault as a line."""
    return [one.source.name if isinstance(one, ParsedDocument) else str(one) for one in loaded(found, options, workers)]


def gone(pid: int) -> bool:
    """Whether a process ends within seconds."""
    for _ in range(100):
        try:
            status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return True
        if status.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


# ---- what comes out ----


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_documents_are_those_of_this_process_whatever_the_number_of_workers(workers: int) -> None:
    found = search([ROOT / "data" / "documents"]).files
    assert len(found) == 4
    assert list(loaded(found, workers=workers)) == [parse(read_source(one)) for one in found]


def test_nothing_to_read() -> None:
    assert list(loaded([], workers=4)) == []


def test_progress_is_told_in_order(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    found = files(tmp_path, GOOD, "", GOOD)
    list(loaded(found, workers=2, watch=lambda step, done, total: told.append((step, done, total))))
    assert told == [("read", 1, 3), ("read", 2, 3), ("read", 3, 3)]


@pytest.mark.usefixtures("misbehaving")
@pytest.mark.parametrize("workers", [1, 3])
def test_the_order_is_that_of_the_files_however_long_each_takes(tmp_path: Path, workers: int) -> None:
    found = files(tmp_path, *(f"SLEEP {0.3 - 0.05 * number}" for number in range(6)), *[GOOD] * 80)
    assert outcomes(found, workers=workers) == [one.name for one in found]


def test_an_error_comes_through_whole() -> None:
    error = ReadError("the file is empty", where="a.txt", remedy="Remove it")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.what, again.where, again.remedy) == (ReadError, error.what, error.where, error.remedy)
    assert str(again) == str(error)


def test_a_fault_of_reading_is_the_same_as_in_this_process(tmp_path: Path) -> None:
    (found,) = files(tmp_path, "")
    (fault,) = loaded([found])
    assert str(fault) == "0.txt: the file is empty. Remove it or save it again"


# ---- what goes wrong ----

SECONDS = "reading it took longer than 4 seconds. Split it, or raise the limit: --limit seconds=NUMBER"
MEMORY = "reading it needs more than 300 MB of memory. Split it, or raise the limit: --limit memory_megabytes=NUMBER"
BROKEN = (
    "the process that read it broke down (status {}). Save it in another format, or raise the limit: "
    "--limit memory_megabytes=NUMBER"
)
WRONG = [
    pytest.param("SLEEP 60", SECONDS, id="waits"),
    pytest.param("SPIN", SECONDS, id="computes for ever"),
    pytest.param("MATCH", SECONDS, id="never comes back from a library"),
    pytest.param("THREAD", SECONDS, id="waits for a thread"),
    pytest.param("ALLOCATE", MEMORY, id="takes memory"),
    pytest.param("DOUBLE", MEMORY, id="takes memory at once"),
    pytest.param("RECURSE", "its parts are nested too deeply in one another. Save it in a simpler form", id="nests"),
    pytest.param("ABORT", BROKEN.format(-6), id="aborts"),
    pytest.param("CRASH", BROKEN.format(-11), id="crashes"),
    pytest.param("EXIT", BROKEN.format(0), id="ends"),
    pytest.param("QUIT", BROKEN.format(1), id="quits"),
    pytest.param("FAIL", "reading it failed: KeyError. Save it in another format", id="fails"),
]


@pytest.mark.usefixtures("misbehaving")
@pytest.mark.parametrize(("text", "fault"), WRONG)
def test_a_file_that_goes_wrong_is_a_fault_and_the_others_are_read(tmp_path: Path, text: str, fault: str) -> None:
    start = time.monotonic()
    assert outcomes(files(tmp_path, GOOD, text, GOOD)) == ["0.txt", f"1.txt: {fault}", "2.txt"]
    assert time.monotonic() - start < 20


@pytest.mark.usefixtures("misbehaving")
def test_all_at_once(tmp_path: Path) -> None:
    rows = [row.values for row in WRONG]
    found = files(tmp_path, *(str(text) for row in rows for text in (row[0], GOOD)))
    expected = [line for n, row in enumerate(rows) for line in (f"{2 * n}.txt: {row[1]}", f"{2 * n + 1}.txt")]
    assert outcomes(found, workers=4) == expected


@pytest.mark.usefixtures("misbehaving")
def test_what_a_reader_prints_disturbs_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcomes(files(tmp_path, "PRINT", GOOD)) == ["0.txt", "1.txt"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("misbehaving")
def test_what_a_file_left_in_memory_is_no_fault_of_the_next(tmp_path: Path) -> None:
    found = files(tmp_path, *["LEAVE 180"] * 4)
    assert outcomes(found) == [one.name for one in found]


@pytest.mark.usefixtures("misbehaving")
def test_pages_that_are_recognised_give_more_time(tmp_path: Path) -> None:
    found = files(tmp_path, "RECOGNISE 5 1.3", "RECOGNISE 1 60")
    assert outcomes(found) == [
        "0.txt",
        "1.txt: reading it took longer than 6 seconds. Split it, or raise the limit: --limit seconds=NUMBER",
    ]


# ---- nothing outlives ----


def started(path: Path) -> list[int]:
    for _ in range(200):
        if path.exists() and path.read_text(encoding="utf-8").count(" "):
            return [int(pid) for pid in path.read_text(encoding="utf-8").split()]
        time.sleep(0.05)
    raise AssertionError("nothing was started")


@pytest.mark.usefixtures("misbehaving")
def test_programs_that_a_reader_started_end_with_its_time(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    assert outcomes(files(tmp_path, f"START {pids}", GOOD)) == [f"0.txt: {SECONDS}", "1.txt"]
    assert all(gone(pid) for pid in started(pids))


@pytest.mark.usefixtures("misbehaving")
def test_a_program_in_a_group_of_its_own_ends_too_and_temporary_files_are_removed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    assert outcomes(files(tmp_path, f"CONVERT {pids}", GOOD)) == [f"0.txt: {SECONDS}", "1.txt"]
    assert all(gone(pid) for pid in started(pids))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.txt", "1.txt", "pids"]


@pytest.mark.usefixtures("misbehaving")
def test_a_process_that_the_system_ends_leaves_no_temporary_files(tmp_path: Path) -> None:
    told = tmp_path / "told"
    assert len(outcomes(files(tmp_path, f"LITTER {told}", GOOD))) == 2
    folder = Path(told.read_text(encoding="utf-8"))
    assert not folder.exists()
    assert not folder.parent.exists()


@pytest.mark.usefixtures("misbehaving")
def test_nothing_runs_on_when_no_more_results_are_wanted(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    found = files(tmp_path, GOOD, f"START {pids}", *["SLEEP 60"] * 50)
    options = Options(limits=Limits(seconds=500))
    start = time.monotonic()
    with closing(loaded(found, options, 2)) as results:
        next(results)
        running = started(pids)
    assert all(gone(pid) for pid in running)
    assert time.monotonic() - start < 20


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from graph import loading_process
loading_process._RUN = sys.argv[3]
from graph.loading import loaded
from graph.read.files import search
for one in loaded(search([Path(sys.argv[2])]).files, workers=2):
    print(type(one).__name__, flush=True)
"""


def script(folder: Path, given: bool = False) -> subprocess.Popen[bytes]:
    """A program without `if __name__ == "__main__"`, as a file or from the standard input."""
    command = [
        sys.executable,
        "-" if given else "-c",
        *([] if given else [SCRIPT]),
        str(ROOT),
        str(folder),
        MISBEHAVING,
    ]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, process_group=0
    )
    if given and process.stdin is not None:
        process.stdin.write(SCRIPT.encode())
        process.stdin.close()
        process.stdin = None
    return process


@pytest.mark.parametrize("given", [True, False], ids=["standard input", "command"])
def test_a_program_is_not_run_again_by_its_workers(tmp_path: Path, given: bool) -> None:
    files(tmp_path, GOOD, "", GOOD)
    process = script(tmp_path, given)
    out, errors = process.communicate(timeout=60)
    assert (out.split(), errors) == ([b"ParsedDocument", b"ReadError", b"ParsedDocument"], b"")


def broken_off(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGINT)


def killed(process: subprocess.Popen[bytes]) -> None:
    process.kill()


def ended(process: subprocess.Popen[bytes]) -> None:
    process.terminate()


@pytest.mark.parametrize("end", [broken_off, killed, ended])
@pytest.mark.parametrize("busy", ["START", "CONVERT"])
def test_nothing_outlives_the_program(
    tmp_path: Path, end: Callable[[subprocess.Popen[bytes]], None], busy: str
) -> None:
    pids = tmp_path / "pids"
    files(tmp_path, f"{busy} {pids}", *["SPIN"] * 9)
    process = script(tmp_path)
    running = started(pids)
    workers = children(process.pid)
    assert len(workers) == 2
    end(process)
    process.communicate(timeout=10)
    assert process.returncode != 0
    assert all(gone(pid) for pid in (*running, *workers))


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()] or [
        int(one)
        for path in Path(f"/proc/{pid}/task").glob("*/children")
        for one in path.read_text(encoding="utf-8").split()
    ]


# ---- options of the command ----

LIMITS = [
    pytest.param(["--limit", "pages=7"], None, id="known"),
    pytest.param(["--limit", " seconds = 7 ", "--limit", "seconds=9"], None, id="twice, with blanks"),
    pytest.param(["--limit", "page=7"], "no limit has this name. Name one of: megabytes, ", id="unknown"),
    pytest.param(["--limit", "pages"], "no whole number from 1 to 999999999. Write it so: --limit pages=", id="none"),
    pytest.param(["--limit", "pages=x"], "no whole number", id="no number"),
    pytest.param(["--limit", "pages=²"], "no whole number", id="a digit that is none"),
    pytest.param(["--limit", "pages=0"], "no whole number", id="nought"),
    pytest.param(["--limit", "pages=-1"], "no whole number", id="below nought"),
    pytest.param(["--limit", f"pages={'9' * 5000}"], "no whole number", id="too large"),
]


@pytest.mark.parametrize(("options", "fault"), LIMITS)
def test_limits_on_the_command_line(tmp_path: Path, options: list[str], fault: str | None) -> None:
    files(tmp_path, GOOD)
    command = ["build", str(tmp_path), "--store", str(tmp_path / "store"), "--lang", "en", *options]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == (0 if fault is None else 2), result.output
    assert fault is None or fault in " ".join(result.output.split())


def test_a_limit_is_kept(tmp_path: Path) -> None:
    files(tmp_path, GOOD * 40, GOOD)
    command = ["build", str(tmp_path), "--store", str(tmp_path / "store"), "--limit", "characters=1000"]
    result = CliRunner().invoke(main, [*command, "--lang", "vi"])
    assert result.exit_code == 0
    assert "0.txt: văn bản dài quá 1000 ký tự. Hãy tách nhỏ, hoặc nâng giới hạn: --limit characters=SỐ" in result.output


def test_counts() -> None:
    assert len(WRONG) == 12
    assert len(LIMITS) == 9
    assert issubclass(ReadError, LineageError)
