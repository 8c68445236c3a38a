"""The bytes of a file, or of a file in an archive: never more than the limit, and of one state of the file only."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from graph.errors import ReadError, reason
from graph.read.limits import MEGABYTE, Limits
from graph.read.packed import archive_at, member_pieces

_PIECE = 1 << 20


def pieces_of(path: Path, member: str | None, where: str, limits: Limits) -> Iterator[bytes]:
    """The bytes piece by piece: of the file at `path`, or of the file that the archive there calls `member`.

    Raises ReadError naming `where` when it is not there or no file, cannot be read, has more than limits.megabytes, or
    changed meanwhile.
    """
    size, most = 0, limits.megabytes * MEGABYTE
    try:
        pieces = _file_pieces(path, where, limits) if member is None else _member_pieces(path, member, where, limits)
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise too_large(where, size, limits)
            yield piece
    except FileNotFoundError as error:
        raise ReadError("the file vanished before it was read", where=where, remedy="Build again") from error
    except OSError as error:
        raise unreadable(where, error) from error


def too_large(where: str, size: int, limits: Limits) -> ReadError:
    """The refusal of a file of `size` bytes or more."""
    return ReadError(
        f"the file has {-(-size // MEGABYTE)} MB, more than the {limits.megabytes} MB that are read",
        where=where,
        remedy="Split it, or raise the limit: --limit megabytes=NUMBER",
    )


def unreadable(where: str, error: OSError) -> ReadError:
    """What the system has against reading a file."""
    return ReadError(f"cannot be read: {reason(error)}", where=where, remedy="Check its permissions")


def no_regular_file(where: str) -> ReadError:
    """The refusal of a device, a pipe or a socket: reading one may never end."""
    return ReadError("is neither a file nor a folder", where=where, remedy="Name a file or a folder")


def _file_pieces(path: Path, where: str, limits: Limits) -> Iterator[bytes]:
    with _opened(path) as stream:
        before = os.fstat(stream.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise no_regular_file(where)
        if before.st_size > limits.megabytes * MEGABYTE:
            raise too_large(where, before.st_size, limits)
        while piece := stream.read(_PIECE):
            yield piece
        if _state(before) != _state(os.fstat(stream.fileno())) or _state(before) != _state(path.stat()):
            raise ReadError("the file changed while it was read", where=where, remedy="Build again")


def _member_pieces(path: Path, member: str, where: str, limits: Limits) -> Iterator[bytes]:
    return member_pieces(archive_at(path, where, limits), member, where)


def _opened(path: Path) -> IO[bytes]:
    """The file, opened without waiting for whoever else opens a pipe."""
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0)))


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return (status.st_size, status.st_mtime_ns, status.st_ino)
