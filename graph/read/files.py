"""Which files a command was given, and reading each without letting one stop the others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import ReadError, reason
from graph.model import Source
from graph.read.decode import MAXIMUM_BYTES, MEGABYTE, decode

SUFFIXES = (".txt", ".md", ".markdown", ".text")
"""Endings of the files that are read inside a folder."""

SIDECAR = "documents.toml"
"""Name of the file beside the documents in which a user settles what their texts leave open."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, and its name relative to what the user gave."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Search:
    """What lies below the given paths: files to read, sidecar files, and what was passed over, with the reason."""

    files: tuple[Found, ...]
    sidecars: tuple[Path, ...]
    faults: tuple[ReadError, ...]


def search(paths: Iterable[Path]) -> Search:
    """All documents below `paths`, each once, in the order of their names.

    A file named by the user is taken whatever its ending; inside folders only `SUFFIXES` are. Links are followed,
    loops are noticed and reported. A path that is not there is a fault, not an exception.
    """
    files: dict[Path, Found] = {}
    sidecars: set[Path] = set()
    faults: list[ReadError] = []
    for path in paths:
        if path.is_dir():
            for found in _below(path, faults):
                if found.path.name == SIDECAR:
                    sidecars.add(found.path)
                else:
                    files.setdefault(found.path.resolve(), found)
        elif path.exists():
            files.setdefault(path.resolve(), Found(path, path.name))
            if (path.parent / SIDECAR).is_file():
                sidecars.add(path.parent / SIDECAR)
        else:
            faults.append(ReadError("no such file or folder", where=str(path), remedy="Check the path"))
    distinct = _distinct_names(sorted(files.values(), key=lambda found: (found.name, str(found.path))))
    return Search(tuple(distinct), tuple(sorted(sidecars)), tuple(faults))


def read_source(found: Found) -> Source:
    """The text of one file. Raises ReadError when it cannot be read or decoded."""
    try:
        with found.path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
            size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError as error:
        raise ReadError("the file vanished before it was read", where=found.name, remedy="Build again") from error
    except OSError as error:
        raise ReadError(f"cannot be read: {reason(error)}", where=found.name, remedy="Check its permissions") from error
    if len(data) > MAXIMUM_BYTES:
        raise ReadError(
            f"the file has {-(-size // MEGABYTE)} MB, more than the {MAXIMUM_BYTES // MEGABYTE} MB that are read",
            where=found.name,
            remedy="Split it into its documents",
        )
    text, encoding = decode(data, found.name)
    return Source(found.name, text, encoding, hashlib.sha256(data).hexdigest())


def _below(root: Path, faults: list[ReadError]) -> Iterator[Found]:
    waiting: list[tuple[Path, tuple[str, ...]]] = [(root, (os.path.realpath(root),))]
    while waiting:
        folder, above = waiting.pop()
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            fault = ReadError(f"the folder cannot be listed: {reason(error)}", where=str(folder), remedy="Check it")
            faults.append(fault)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                real = os.path.realpath(entry)
                if real in above:
                    where = entry.relative_to(root).as_posix()
                    faults.append(ReadError("the folder leads back to itself", where=where, remedy="Remove the link"))
                else:
                    waiting.append((entry, (*above, real)))
            elif entry.name == SIDECAR or entry.suffix.lower() in SUFFIXES:
                yield Found(entry, entry.relative_to(root).as_posix())
            else:
                where = entry.relative_to(root).as_posix()
                remedy = f"Save it as text ({', '.join(SUFFIXES[:2])})"
                faults.append(ReadError("passed over: this format is not read", where=where, remedy=remedy))


def _distinct_names(found: Iterable[Found]) -> Iterator[Found]:
    """Two folders may hold files of one name: the later ones are told apart by their parent folder, then a number."""
    taken: set[str] = set()
    for one in found:
        name = one.name
        if name in taken:
            name = f"{one.path.resolve().parent.name}/{name}"
        stem, count = name, 2
        while name in taken:
            name, count = f"{stem}#{count}", count + 1
        taken.add(name)
        yield Found(one.path, name)
