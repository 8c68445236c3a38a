"""Small real disks for tests: file systems in memory that can be made larger, smaller, or readable only."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from conftest import absent


class Disk:
    """A file system of its own at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.path)], check=True)

    def free(self) -> int:
        """Bytes that still fit."""
        usage = os.statvfs(self.path)
        return usage.f_bavail * usage.f_frsize

    def leave(self, room: int) -> Path:
        """Fill all but `room` bytes with a file, and return it."""
        filler = self.path / "filler"
        filler.write_bytes(bytes(max(0, self.free() - room)))
        return filler


@contextlib.contextmanager
def disk(megabytes: int) -> Iterator[Disk]:
    """A new, empty disk of that size. Skips the test where none may be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="disk-"))
    folder.chmod(0o755)
    try:
        if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"):
            absent("the right to mount a file system")
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(folder)]
        if subprocess.run(command, check=False, capture_output=True).returncode != 0:
            absent("the right to mount a file system")
        try:
            yield Disk(folder)
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
