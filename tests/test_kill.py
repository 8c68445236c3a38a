"""The store after a program that writes it was killed: at 200 random moments, and the whole command a few times."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import absent

from graph.sources import stored_sources
from graph.store import open_store

ROOT = Path(__file__).parent.parent
ROUNDS = 200
CASES = {
    "first load",
    "rebuild",
    "review import",
    "rebuild of format 1",
    "backup",
    "restore",
    "restore in the place of another",
}
BOTH = CASES - {"backup"}
"""Operations that the kills have to have caught before and after they took effect; a backup changes no store."""
MARKS = (
    "first load | build: ", "first load | call: ", "rebuild | build: ", "rebuild | call: ", "review import | review: ",
    "review import | call: ", "rebuild of format 1 | call: ", "backup | call: ", "restore | call: ",
    "restore in the place of another | call: ",
)  # fmt: skip
"""What some kill has to have caught in the middle."""


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory, where there is one: killing a program loses nothing that was written there either."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="killing-", dir=shared if os.access(shared, os.W_OK) else None))
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killed_at_two_hundred_random_moments(memory: Path) -> None:
    """After each: every graph whole, old or new, every decision there; after every tenth: builds as if undisturbed."""
    seed = int(os.environ.get("LINEAGE_SEED", random.SystemRandom().randrange(10**6)))
    print(f"seed {seed} (LINEAGE_SEED)")
    command = [sys.executable, str(ROOT / "tests" / "killing.py"), str(memory), str(seed), str(ROUNDS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    assert done.returncode == 0, f"seed {seed}\n{done.stderr[-6000:]}"
    summary = json.loads(done.stdout)
    for name, count in sorted((*summary["by_mark"].items(), *summary["states"].items())):
        print(f"{count:4} {name}")
    assert summary["kills"] == ROUNDS
    assert summary["further"] == ROUNDS // 10
    assert set(summary["by_case"]) == CASES
    assert min(summary["by_case"].values()) >= ROUNDS // len(CASES) // 2
    for mark in MARKS:
        assert any(name.startswith(mark) for name in summary["by_mark"]), f"no kill hit {mark!r}"
    states = Counter(name.split(" | ")[0] for name in summary["states"])
    assert all(states[name] >= 2 for name in BOTH), summary["states"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_the_command_killed_with_its_processes_running(memory: Path) -> None:
    """`lineage build` as people start it. Nothing that it started holds the lock, and building again works."""
    if not (ROOT / "data" / "documents").is_dir():
        absent("the folder data/documents")
    chance = random.Random(5)
    for turn in range(4):
        store = memory / f"store-{turn}"
        command = [sys.executable, "-m", "graph", "build", "data/documents", "--workers", "2", "--store", str(store)]
        build = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while not (store / "writing.lock").exists() and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(chance.random() * 3)
        build.send_signal(signal.SIGKILL)
        build.wait()
        with open_store(str(store)) as left:
            assert len(stored_sources(left)) in {0, 4}
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert again.returncode == 0, again.stderr
    with open_store(str(store), read_only=True) as whole:
        assert len(stored_sources(whole)) == 4
