"""The layout of a store's folder: whole databases one after another, of which the last counts.

A new database is filled as graph-000002.3f9c.loading and then renamed to graph-000002. Renaming is one step, so
whenever a program is killed the folder holds the old content or the new. A store of format 1 has its database in the
folder itself.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from graph.errors import StoreError
from graph.store.lock import LOCK_FILE

_GENERATION = re.compile(r"graph-(\d{6,12})")
_UNFINISHED = re.compile(r"graph-\d{6,12}\.[0-9a-f]+\.loading")
_OLD_FILE = re.compile(
    r"CURRENT|LOCK|IDENTITY|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+(\.dbtmp)?|\d+\.(sst|log|blob|dbtmp)"
)
"""Files of RocksDB, as a store of format 1 has them beside ours."""
_MARK = "CURRENT"
"""The file that every database of RocksDB has."""


def current(folder: Path) -> Path | None:
    """The database that counts in a store's folder; None where there is none yet. Raises OSError, and StoreError for a
    folder of other files and for a database that lacks its parts.
    """
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    numbers = [int(match[1]) for name in names if (match := _GENERATION.fullmatch(name))]
    if numbers:
        database = _generation(folder, max(numbers))
        if not (database / _MARK).is_file():
            raise StoreError(
                "the store is damaged: its database lacks files",
                where=str(folder),
                remedy="Move the folder away, then restore a backup or build it anew",
            )
        return database
    if (folder / _MARK).is_file():
        return folder
    if any(name != LOCK_FILE and not _UNFINISHED.fullmatch(name) for name in names):
        raise StoreError(
            "the folder holds other files and no store", where=str(folder), remedy="Name an empty folder or a store"
        )
    return None


def unfinished(folder: Path) -> Path:
    """Where the database that is to follow the current one is filled: at each attempt in another place, for one that
    failed may still be open.
    """
    return folder / f"{_generation(folder, _number(current(folder)) + 1).name}.{secrets.token_hex(4)}.loading"


def put_in_place(filled: Path) -> Path:
    """Make a filled database the current one of its store, in one step that outlives a failure of power."""
    database = filled.with_name(filled.name.partition(".")[0])
    filled.rename(database)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(filled.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return database


def remove_remains(folder: Path) -> None:
    """Remove what killed programs left behind, and databases that another has followed.

    What cannot be removed stays for the next time: it takes up room and means nothing.
    """
    for path in _remains(folder):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _remains(folder: Path) -> Iterator[Path]:
    number = _number(current(folder))
    for path in sorted(folder.iterdir()):
        match = _GENERATION.fullmatch(path.name)
        followed = match is not None and int(match[1]) < number
        if followed or _UNFINISHED.fullmatch(path.name) or (number and _OLD_FILE.fullmatch(path.name)):
            yield path


def _generation(folder: Path, number: int) -> Path:
    return folder / f"graph-{number:06}"


def _number(database: Path | None) -> int:
    """The number of a database; 0 for none and for one of format 1."""
    match = _GENERATION.fullmatch(database.name) if database is not None else None
    return int(match[1]) if match else 0
