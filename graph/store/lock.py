"""The lock of a store in a folder: one program writes at a time, and the system lets go of it when that program dies.

A record lock (fcntl) and no flock: processes that a build starts would inherit the latter and hold it should the build
be killed. The lock file stays in the folder; alone it means nothing.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

from graph.store.faults import explained, locked

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_FILE = "writing.lock"
"""Name of the lock file within a store."""
_PAUSE = 0.1
"""Seconds between two attempts."""
_held: set[tuple[int, str]] = set()  # record locks do not tell two of one process apart; forked processes hold none
_guard = threading.Lock()


class WritingLock:
    """The right to write the store in `folder`, from its making until `release`.

    wait: seconds in which another program may end, 0 for none. Raises StoreError when it does not, or when the folder
    cannot be written. The folder is made where there is none.
    """

    def __init__(self, folder: Path, wait: float = 0.0) -> None:
        self._folder = folder
        self._key = (os.getpid(), os.path.realpath(folder))  # not Path.resolve, which fails on a link to itself
        self._file: int | None = None
        self._made = not folder.exists() or (folder / LOCK_FILE).exists()
        end = time.monotonic() + wait
        while not self._taken():
            if time.monotonic() >= end:
                raise locked(str(folder))
            time.sleep(_PAUSE)

    def release(self, *, remove: bool = False) -> None:
        """Let go of the lock, twice if need be; with `remove` leave neither its file nor an empty folder of ours."""
        if self._file is None:
            return
        if remove and sys.platform != "win32":
            (self._folder / LOCK_FILE).unlink(missing_ok=True)  # while held, so that nobody's lock is removed
        os.close(self._file)
        self._file = None
        with _guard:
            _held.discard(self._key)
        if remove:
            _remove_empty(self._folder, made=self._made)

    def _taken(self) -> bool:
        with _guard:
            if self._key in _held:
                return False
            try:
                self._file = _locked_file(self._folder)
            except OSError as error:
                raise explained(error, str(self._folder)) from error
            if self._file is not None:
                _held.add(self._key)
            return self._file is not None


def _locked_file(folder: Path) -> int | None:
    """The descriptor of the lock file, locked; None where another program holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK_FILE
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if _lock(file) and _is_at(file, path):
            return file
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    return None


def _lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # EAGAIN or EACCES, as systems differ
        return False
    return True


def _is_at(file: int, path: Path) -> bool:
    """False when whoever held the lock before has removed its file: then it protects nothing."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _remove_empty(folder: Path, *, made: bool) -> None:
    try:
        if sys.platform == "win32":  # where a file cannot be removed while open
            (folder / LOCK_FILE).unlink(missing_ok=True)
        if made:
            folder.rmdir()
    except OSError:
        return  # another program has begun to use it
