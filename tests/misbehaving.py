"""A reader that misbehaves as the text that it reads says, in place of that of plain text: for processes that read."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from graph.read import formats
from graph.read.content import Content
from graph.read.limits import Options
from graph.read.progress import recognising_page

_left_over: list[bytearray] = []


def install() -> None:
    """Read ".txt" with this reader."""
    formats.FORMATS = (formats.Format("text", (".txt",), (), "tests.misbehaving:read"), *formats.FORMATS)


def read(data: bytes, where: str, options: Options) -> Content:
    """The text, after having done what its first word names, with what follows on that line."""
    action, _, value = data.decode().splitlines()[0].partition(" ")
    if action in _ACTIONS:
        _ACTIONS[action](value)
    return Content(data.decode(), encoding="utf-8")


def _sleep(seconds: str) -> None:
    time.sleep(float(seconds))


def _spin(_: str) -> None:
    while True:
        pass


def _match(_: str) -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def _join_thread(_: str) -> None:
    threading.Thread(target=lambda: time.sleep(600)).start()
    threading.Event().wait()


def _allocate(_: str) -> None:
    parts = []
    while True:
        parts.append(bytearray(20_000_000))


def _double(_: str) -> None:
    text = "x"
    while True:
        text += text


def _leave(megabytes: str) -> None:
    _left_over.append(bytearray(int(megabytes) << 20))


def _recurse(_: str) -> None:
    _recurse("")


def _abort(_: str) -> None:
    os.abort()


def _crash(_: str) -> None:
    ctypes.string_at(0)


def _exit(_: str) -> None:
    os._exit(0)


def _quit(_: str) -> None:
    sys.exit(3)


def _fail(_: str) -> None:
    raise KeyError("what\nis this")


def _interrupt(_: str) -> None:
    raise KeyboardInterrupt


def _print(_: str) -> None:
    sys.stdout.write("to nobody\n" * 9999)
    sys.stdout.flush()
    os.write(1, b"to nobody" * 9999)
    subprocess.run(["cat"], check=True)


def _start(pid_file: str) -> None:
    child = subprocess.Popen(["sleep", "600"])
    Path(pid_file).write_text(f"{os.getpid()} {child.pid}", encoding="utf-8")
    child.wait()


def _convert(pid_file: str) -> None:
    """As a converter is run: in a group of its own, with a temporary folder."""
    with tempfile.TemporaryDirectory(dir=Path(pid_file).parent):
        child = subprocess.Popen(["sleep", "600"], start_new_session=True)
        Path(pid_file).write_text(f"{os.getpid()} {child.pid}", encoding="utf-8")
        try:
            child.wait()
        finally:
            os.killpg(child.pid, signal.SIGKILL)


def _litter(path_file: str) -> None:
    """Killed by the system with a document in a temporary folder."""
    folder = tempfile.mkdtemp()
    Path(folder, "document").write_text("words", encoding="utf-8")
    Path(path_file).write_text(folder, encoding="utf-8")
    os.kill(os.getpid(), signal.SIGKILL)


def _recognise(pages_and_seconds: str) -> None:
    pages, seconds = pages_and_seconds.split()
    for _ in range(int(pages)):
        recognising_page()
        time.sleep(float(seconds))


_ACTIONS: dict[str, Callable[[str], None]] = {
    "SLEEP": _sleep,
    "SPIN": _spin,
    "MATCH": _match,
    "THREAD": _join_thread,
    "ALLOCATE": _allocate,
    "DOUBLE": _double,
    "LEAVE": _leave,
    "RECURSE": _recurse,
    "ABORT": _abort,
    "CRASH": _crash,
    "EXIT": _exit,
    "QUIT": _quit,
    "FAIL": _fail,
    "INTERRUPT": _interrupt,
    "PRINT": _print,
    "START": _start,
    "CONVERT": _convert,
    "LITTER": _litter,
    "RECOGNISE": _recognise,
}
