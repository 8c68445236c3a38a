"""A process that reads files for this one, so that no file takes more than its share of time and memory."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import IO, cast

from graph.errors import LineageError, ReadError, reason
from graph.loading_worker import BREAKING_OFF, PAGE, Reply, send
from graph.model import ParsedDocument
from graph.read.files import Found
from graph.read.limits import Limits, Options

_RUN = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from graph.loading_worker import main; main()"
"""What the process runs: never again the program that started it, as processes of `multiprocessing` would."""

_ALARM, _KILLED = (0, 0) if sys.platform == "win32" else (-signal.SIGALRM, -signal.SIGKILL)
"""Status of a process that the system ended after its time, and of one that it ended for want of memory."""


_BROKEN = (OSError, EOFError, ValueError, pickle.UnpicklingError)
"""What reading from, or writing to, a process that ended or is ended raises."""


class ReadingProcess:
    """A process that reads one file at a time: started at the first, and anew after one that ended it.

    Whatever it started (LibreOffice, Tesseract) ends with it, as all are in one process group. Windows has none: there
    programs that it started run on until they are done.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._closed = False

    def answer(self, found: Found) -> ParsedDocument | LineageError:
        """The document in a file, or the fault that kept it from being read."""
        used = self._process is not None
        try:
            answer = self._answer(found)
            if used and isinstance(answer, _Ended):  # what earlier files left in memory is none of this one's doing
                answer = self._answer(found)
        except OSError as error:
            what = f"no process could be started to read it: {reason(error)}"
            return ReadError(what, where=found.name, remedy="Free memory, or use fewer --workers")
        return answer.fault if isinstance(answer, _Ended) else answer

    def close(self) -> None:
        """End the process and all that it started."""
        self._closed = True
        self._end()

    def _answer(self, found: Found) -> ParsedDocument | LineageError | _Ended:
        if self._closed:
            return ReadError("reading was broken off", where=found.name, remedy="Build again")
        limits = self._options.limits
        process = self._process or self._start()
        patience = _Patience(process, limits)
        try:
            send(_input(process), found)
            reply = _reply(process, patience)
        except _BROKEN:
            patience.end()
            code = self._end()
            if patience.over or code == _ALARM:
                return _too_slow(found, patience)
            return _memory(found, limits) if code == _KILLED else _broken(found, code)
        patience.end()
        if reply.worn or patience.over or reply.answer is None:
            self._end()
        return reply.answer or _memory(found, limits)

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", "-c", _RUN, json.dumps(sys.path)]
        # A process that the system ends cannot remove its temporary files, which hold the document: we do.
        self._folder = TemporaryDirectory(prefix="lineage-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(  # noqa: S603 - the running Python itself
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name)},
            process_group=None if sys.platform == "win32" else 0,
        )
        with suppress(*_BROKEN):  # it ended at once: noticed when it is sent a file
            send(_input(self._process), self._options)
            _message(self._process)  # READY
        return self._process

    def _end(self) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(BREAKING_OFF)
        _kill(process)
        code = process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(*_BROKEN):
                cast("IO[bytes]", stream).close()
        if self._folder is not None:
            self._folder.cleanup()
        return code


@dataclass(frozen=True, slots=True)
class _Ended:
    """The process ended, or had to be ended, without having read the file: for want of memory, or by itself."""

    fault: ReadError


class _Patience:
    """The time that a process has for a file; when it is over, the process is ended."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self.seconds = limits.seconds
        self.over = False
        self._more = limits.recognition_seconds
        self._process = process
        self._done = threading.Event()
        self._begin = time.monotonic()
        self._timer = self._started()

    def one_more_page(self) -> None:
        self._timer.cancel()
        self.seconds += self._more
        self._timer = self._started()

    def end(self) -> None:
        self._timer.cancel()
        self._done.set()
        self._timer.join()

    def _started(self) -> threading.Timer:
        timer = threading.Timer(self._begin + self.seconds - time.monotonic(), self._end_process)
        timer.daemon = True
        timer.start()
        return timer

    def _end_process(self) -> None:
        self.over = True
        self._process.terminate()
        if not self._done.wait(BREAKING_OFF):
            _kill(self._process)


def _reply(process: subprocess.Popen[bytes], patience: _Patience) -> Reply:
    while True:
        message = _message(process)
        if isinstance(message, Reply):
            return message
        if message == PAGE:
            patience.one_more_page()


def _message(process: subprocess.Popen[bytes]) -> object:
    return pickle.load(cast("IO[bytes]", process.stdout))  # noqa: S301 - from a process of this program


def _input(process: subprocess.Popen[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", process.stdin)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process, if it has not ended, and those in its group, which might outlive it."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _too_slow(found: Found, patience: _Patience) -> ReadError:
    return ReadError(
        f"reading it took longer than {patience.seconds} seconds",
        where=found.name,
        remedy="Split it, or raise the limit: --limit seconds=NUMBER",
    )


def _memory(found: Found, limits: Limits) -> _Ended:
    return _Ended(
        ReadError(
            f"reading it needs more than {limits.memory_megabytes} MB of memory",
            where=found.name,
            remedy="Split it, or raise the limit: --limit memory_megabytes=NUMBER",
        )
    )


def _broken(found: Found, code: int) -> _Ended:
    return _Ended(
        ReadError(
            f"the process that read it broke down (status {code})",
            where=found.name,
            remedy="Save it in another format, or raise the limit: --limit memory_megabytes=NUMBER",
        )
    )
