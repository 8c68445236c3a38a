"""Files written whole: what bears the final name is the old content or the new one, never a part."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that gets the name `path` when all is written; after an error nothing is left of it.

    Its folder is made. A link stays, and what it leads to is written; a device or a pipe is written straight. Raises
    OSError when it cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as straight:
            yield straight
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _take_mode(part, target)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to the file `path`, wholly or not at all. Raises OSError."""
    with whole_file(path) as file:
        file.write(content)


def _take_mode(part: Path, target: Path) -> None:
    """Let the new file be read by those who could read the old one, or may read new files here."""
    if target.exists():
        shutil.copymode(target, part)
    else:
        mask = os.umask(0o022)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
