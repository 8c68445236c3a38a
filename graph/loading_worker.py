"""What runs in a process that reads: files in, documents or faults out, one at a time, until its input ends.

Messages are pickled values. In: the Options, then a Found for each file. Out: READY, then a Reply for each file, and
before it PAGE for each page that is recognised. The process bounds its own memory. When its input ends, or SIGTERM
comes, what it is at is broken off, so that temporary files are removed and programs that it started are ended: nothing
of it outlives the program that started it, however that ended.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import IO

from graph.errors import LineageError, ReadError
from graph.extract.document import parse
from graph.model import ParsedDocument, Source
from graph.read.files import Found, read_source
from graph.read.limits import MEGABYTE, Limits, Options
from graph.read.progress import listen

if sys.platform != "win32":
    import resource

READY = "ready for the first file"
PAGE = "one more page is being recognised"
_GRACE = 15
"""Seconds after which the system ends the process where the program that started it should have, and did not."""
BREAKING_OFF = 3
"""Seconds that are given to what breaks off a file before the process is ended whatever it is at."""
_WANT_OF_MEMORY = re.compile(r"(?i)insufficient memory|(?:cannot|failed to|unable to) allocate")
_WORN = 4
"""A process that ever took more than this part of its memory for files is not used for a further one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a file; answer is None where memory was short; worn: the process should read no further file."""

    answer: ParsedDocument | LineageError | None
    worn: bool


def main() -> None:
    """Answer files from the standard input on the standard output until the input ends."""
    signal.signal(signal.SIGTERM, _break_off)
    try:
        _answer_all()
    except _BrokenOff:
        _end_group()
    finally:  # not waiting for threads that a library may have started
        os._exit(1)


class _BrokenOff(BaseException):
    """No answer is wanted any more."""


def _break_off(*_: object) -> None:
    raise _BrokenOff


def _answer_all() -> None:
    requests, replies = _apart()
    options: Options = pickle.load(requests)  # noqa: S301 - from the program that started this one
    _bound_memory(options.limits.memory_megabytes)
    waiting: SimpleQueue[Found] = SimpleQueue()
    threading.Thread(target=_take, args=(requests, waiting), daemon=True).start()
    listen(lambda: _one_more_page(replies, options.limits))
    before = _warmed_up()
    send(replies, READY)
    while True:
        found = waiting.get()
        _alarm(options.limits.seconds + _GRACE)
        answer = _answer(found, options)
        _alarm(0)
        try:
            send(replies, Reply(answer, _worn(before, options.limits)))
        except MemoryError:
            send(replies, Reply(None, worn=True))


def send(stream: IO[bytes], value: object) -> None:
    """Write one message."""
    stream.write(pickle.dumps(value, protocol=5))
    stream.flush()


def _apart() -> tuple[IO[bytes], IO[bytes]]:
    """The streams of messages, moved away from where libraries and the programs that they start would use them."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return requests, replies


def _bound_memory(megabytes: int) -> None:
    """Bound what the process may allocate. Windows has no such bound, and macOS does not keep it.

    RLIMIT_DATA counts what can be written to (Linux 4.7 or later). RLIMIT_AS would also count address space that
    libraries reserve and never use: gigabytes of it on a machine of many cores.
    """
    if sys.platform != "win32":
        bound = megabytes * MEGABYTE
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(
                resource.RLIMIT_DATA, (bound if most == resource.RLIM_INFINITY else min(bound, most), most)
            )
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _warmed_up() -> int:
    """Load what parsing needs, which is no file's fault; returns the memory it takes, in bytes."""
    with contextlib.suppress(LineageError):  # will be the answer for each file
        parse(Source("", "KẾ HOẠCH\n\n1. Sở Y tế chủ trì xây dựng đề án trước ngày 30/6/2024."))
    return _peak()


def _worn(before: int, limits: Limits) -> bool:
    return (_peak() - before) * _WORN > limits.memory_megabytes * MEGABYTE


def _peak() -> int:
    """The most memory that the process ever held, in bytes; 0 where the system does not tell.

    Not the maximum of getrusage: that of a process just started is its parent's.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def _alarm(seconds: int) -> int:
    """Have the system end the process after so many seconds, even where no Python code runs any more; 0 for never."""
    return 0 if sys.platform == "win32" else signal.alarm(seconds)


def _one_more_page(replies: IO[bytes], limits: Limits) -> None:
    _alarm(_alarm(0) + limits.recognition_seconds)
    send(replies, PAGE)


def _take(requests: IO[bytes], waiting: SimpleQueue[Found]) -> None:
    """Queue requests as they come. Their end is the end of this process and of the programs that it started."""
    try:
        while True:
            waiting.put(pickle.load(requests))  # noqa: S301 - from the program that started this one
    finally:
        if sys.platform != "win32":
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
            time.sleep(BREAKING_OFF)
        _end_group()


def _end_group() -> None:
    """End this process and those that it started."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _answer(found: Found, options: Options) -> ParsedDocument | LineageError | None:
    try:
        return parse(read_source(found, options))
    except LineageError as error:
        return error
    except MemoryError:
        return None
    except RecursionError:
        return ReadError(
            "its parts are nested too deeply in one another", where=found.name, remedy="Save it in a simpler form"
        )
    except Exception as error:  # a fault of a library or of ours: no file may stop the others
        if _WANT_OF_MEMORY.search(str(error)):  # as OpenCV says it, by an exception of its own
            return None
        return ReadError(
            f"reading it failed: {type(error).__name__}", where=found.name, remedy="Save it in another format"
        )
