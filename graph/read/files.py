"""Which files a command was given, and reading each without letting one stop the others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import ReadError, reason
from graph.model import Source
from graph.read.file_bytes import no_regular_file, pieces_of, unreadable
from graph.read.formats import SUFFIXES, format_of, passed_over
from graph.read.limits import STANDARD, Options
from graph.read.packed import Member, archive_at, is_archive, readable_name

SIDECAR = "documents.toml"
"""Name of the file beside the documents in which a user settles what their texts leave open."""

_FURNITURE = ("~$", ".")
"""How names begin of files that are nobody's document: locks of Office, hidden files."""
_SYSTEM = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, and its name relative to what the user gave.

    member is what the archive at `path` calls the file, None for a file of its own.
    """

    path: Path
    name: str
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """What lies below the given paths: files to read, sidecar files, and what was passed over, with the reason.

    complete: nothing hid from the search what may lie below it (a path not there, a folder or an archive that could not
    be listed), so that a file not found is not there.
    """

    files: tuple[Found, ...]
    sidecars: tuple[Path, ...]
    faults: tuple[ReadError, ...]
    complete: bool = True


def search(paths: Iterable[Path], options: Options = STANDARD) -> Search:
    """All documents below `paths`, each once, in the order of their names; those inside archives, too.

    A file named by the user is taken whatever its ending; inside folders and archives only `SUFFIXES` are. Links are
    followed, loops are noticed and reported. A path that is not there is a fault, not an exception.
    """
    gathering = _Gathering(options)
    for path in paths:
        gathering.given(path)
    files = sorted(gathering.files.values(), key=_order)
    return Search(
        tuple(_distinct_names(files)),
        tuple(sorted(gathering.sidecars)),
        tuple(gathering.faults),
        complete=gathering.complete,
    )


def digest_of(found: Found, options: Options = STANDARD) -> str:
    """SHA-256 of the bytes of one file, in hexadecimal. Raises ReadError when it cannot be read or is too large."""
    digest = hashlib.sha256()
    for piece in pieces_of(found.path, found.member, found.name, options.limits):
        digest.update(piece)
    return digest.hexdigest()


def read_source(found: Found, options: Options = STANDARD) -> Source:
    """The text of one file. Raises ReadError when it cannot be read or decoded, or goes beyond the limits."""
    data = b"".join(pieces_of(found.path, found.member, found.name, options.limits))
    if not data:
        raise ReadError("the file is empty", where=found.name, remedy="Remove it or save it again")
    form = format_of(data, found.name, options.limits)
    content = form.read(data, found.name, options)
    if not content.text.strip():
        raise ReadError("the file holds no text", where=found.name, remedy="Check that the right file was saved")
    if len(content.text) > options.limits.characters:
        raise ReadError(
            f"its text has more than {options.limits.characters} characters",
            where=found.name,
            remedy="Split it, or raise the limit: --limit characters=NUMBER",
        )
    digest = hashlib.sha256(data).hexdigest()
    return Source(found.name, content.text, content.encoding, digest, form.name, content.places, content.remarks)


@dataclass(slots=True)
class _Gathering:
    """What was found so far: files by where they really are, so that each is there once."""

    options: Options
    files: dict[tuple[str, str | None], Found] = field(default_factory=dict)
    sidecars: set[Path] = field(default_factory=set)
    faults: list[ReadError] = field(default_factory=list)
    complete: bool = True

    def given(self, path: Path) -> None:
        """Take what the user named."""
        where = readable_name(str(path))
        try:
            if path.is_dir():
                self._folder(path)
            elif path.is_file():
                self._file(path, readable_name(path.name))
                if (path.parent / SIDECAR).is_file():
                    self.sidecars.add(path.parent / SIDECAR)
            elif path.exists():
                self.faults.append(no_regular_file(where))
            else:
                self._hidden(ReadError("no such file or folder", where=where, remedy="Check the path"))
        except OSError as error:
            self._hidden(unreadable(where, error))

    def _folder(self, root: Path) -> None:
        waiting: list[tuple[Path, tuple[str, ...]]] = [(root, (os.path.realpath(root),))]
        while waiting:
            folder, above = waiting.pop()
            try:
                entries = sorted(folder.iterdir())
            except OSError as error:
                where = readable_name(str(folder))
                what = f"the folder cannot be listed: {reason(error)}"
                self._hidden(ReadError(what, where=where, remedy="Check it"))
                continue
            for entry in entries:
                if not _is_furniture(entry.name):
                    waiting.extend(self._entry(entry, readable_name(entry.relative_to(root).as_posix()), above))

    def _entry(self, entry: Path, name: str, above: tuple[str, ...]) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """Take what stands in a folder; a folder is given back, to be gone through."""
        try:
            if entry.is_dir():
                real = os.path.realpath(entry)
                if real in above:
                    self.faults.append(
                        ReadError("the folder leads back to itself", where=name, remedy="Remove the link")
                    )
                else:
                    yield entry, (*above, real)
            elif not entry.exists():
                self._hidden(ReadError("the link leads to nothing", where=name, remedy="Remove the link"))
            elif not entry.is_file():
                self.faults.append(no_regular_file(name))
            elif entry.name == SIDECAR:
                self.sidecars.add(entry)
            elif is_archive(name) or entry.suffix.lower() in SUFFIXES:
                self._file(entry, name)
            else:
                self.faults.append(passed_over(name))
        except OSError as error:
            self._hidden(unreadable(name, error))

    def _file(self, path: Path, name: str) -> None:
        if not is_archive(path.name):
            self._take(Found(path, name))
            return
        try:
            members = archive_at(path, name, self.options.limits).members(name)
        except ReadError as error:
            self._hidden(error)
            return
        if not members:
            self.faults.append(ReadError("the archive is empty", where=name, remedy="Remove it or save it again"))
        for member in members:
            self._member(path, name, member)

    def _member(self, path: Path, archive: str, member: Member) -> None:
        where = f"{archive}/{member.name}"
        if member.fault is not None:
            self.faults.append(member.fault)
        elif any(_is_furniture(part) for part in member.name.split("/")):
            return
        elif is_archive(member.name):
            self.faults.append(
                ReadError(
                    "passed over: an archive inside an archive is not read",
                    where=where,
                    remedy="Unpack it beside the other",
                )
            )
        elif member.name.lower().endswith(tuple(SUFFIXES)):
            self._take(Found(path, where, member.key))
        else:
            self.faults.append(passed_over(where))

    def _take(self, found: Found) -> None:
        """Of the names of one file the longest way to it counts, in whatever order they were given."""
        key = (os.path.realpath(found.path), found.member)
        self.files[key] = min(found, self.files.get(key, found), key=lambda one: (-one.name.count("/"), *_order(one)))

    def _hidden(self, fault: ReadError) -> None:
        self.complete = False
        self.faults.append(fault)


def _order(found: Found) -> tuple[str, str]:
    return found.name, str(found.path)


def _is_furniture(name: str) -> bool:
    return name not in {".", ".."} and (name.startswith(_FURNITURE) or name.lower() in _SYSTEM)


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
        yield Found(one.path, name, one.member)
