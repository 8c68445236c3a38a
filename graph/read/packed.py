"""Files inside an archive (.zip, .tar, .tar.gz): listed and read in memory, never written to a disk.

What an archive calls its files is the word of whoever packed it: a name that would lead outside a folder is refused.
"""

from __future__ import annotations

import gzip
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO

from graph.errors import ReadError
from graph.read.archives import check_packing, damaged, open_zip, password_needed, too_large_unpacked, too_many_members
from graph.read.decode import mostly_vietnamese
from graph.read.limits import MEGABYTE, Limits

ARCHIVE_SUFFIXES = (".zip", ".tar", ".tgz", ".tar.gz")
"""Endings of archives."""

_PIECE = 1 << 20
_OTHERS = ((b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"))
_UTF8_NAME = 0x800
"""Flag of a zip member whose name is UTF-8 (APPNOTE 4.4.4); other names are in the encoding of the packer's country."""
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name as the archive has it, the same name made readable, and what keeps it unread."""

    key: str
    name: str
    fault: ReadError | None = None


class Archive:
    """The files in an archive by their keys, and each one's content."""

    def __init__(self, archive: zipfile.ZipFile | tarfile.TarFile) -> None:
        self._archive = archive
        self._infos: Mapping[str, zipfile.ZipInfo | tarfile.TarInfo]
        if isinstance(archive, zipfile.ZipFile):
            self._infos = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        else:
            self._infos = {info.name: info for info in archive if not info.isdir()}

    def members(self, where: str) -> tuple[Member, ...]:
        """All files, in the order of their keys; `where` is the archive's name."""
        return tuple(_member(key, self._infos[key], where) for key in sorted(self._infos))

    def open(self, key: str, where: str) -> IO[bytes] | None:
        """The content of a file; None where there is no such file. Raises ReadError where it could not be bounded."""
        info = self._infos.get(key)
        if isinstance(info, zipfile.ZipInfo) and isinstance(self._archive, zipfile.ZipFile):
            check_packing(info, where)
            return self._archive.open(info)
        return None if info is None else self._archive.extractfile(info)  # type: ignore[arg-type,union-attr]


def is_archive(name: str) -> bool:
    """Whether a file of this name is taken for an archive."""
    return name.lower().endswith(ARCHIVE_SUFFIXES)


def archive_at(path: Path, where: str, limits: Limits) -> Archive:
    """The archive in a file. Raises ReadError where it is damaged or beyond the limits, OSError where it is gone."""
    status = path.stat()
    return _archive(path, where, limits, (status.st_mtime_ns, status.st_size))


def member_pieces(archive: Archive, key: str, where: str) -> Iterator[bytes]:
    """The content of a file in an archive, piece by piece. Raises ReadError where it is not there or damaged."""
    try:
        stream = archive.open(key, where)
        if stream is None:
            raise ReadError("the file vanished before it was read", where=where, remedy="Build again")
        with stream:
            while piece := stream.read(_PIECE):
                yield piece
    except _BROKEN as error:
        if "encrypted" in str(error) or "password" in str(error):
            raise password_needed(where) from error
        raise damaged(where) from error


@lru_cache(maxsize=1)
def _archive(path: Path, where: str, limits: Limits, status: tuple[int, int]) -> Archive:
    """The archive as it is at `status` (time of change, size). The last one is kept: its files are read in turn."""
    _, size = status
    if size > limits.expanded_megabytes * MEGABYTE:
        raise too_large_unpacked(where, limits)
    data = path.read_bytes()
    for mark, kind in _OTHERS:
        if data.startswith(mark):
            raise ReadError(f"this is a {kind} archive, which is not read", where=where, remedy="Pack it as .zip")
    if data.startswith(b"PK"):
        return Archive(open_zip(BytesIO(data), where, limits))
    try:
        return Archive(_tar(data, where, limits))
    except (*_BROKEN, RecursionError) as error:
        raise damaged(where) from error


def _tar(data: bytes, where: str, limits: Limits) -> tarfile.TarFile:
    most = limits.expanded_megabytes * MEGABYTE
    if data.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
            data = stream.read(most + 1)
    if len(data) > most:
        raise too_large_unpacked(where, limits)
    archive = tarfile.TarFile(fileobj=BytesIO(data), encoding="utf-8", errors="surrogateescape")
    for count, info in enumerate(archive, start=1):
        if info.size < 0:  # else a list that leads back to itself (CVE-2025-8194)
            raise tarfile.ReadError
        if count > limits.members:
            raise too_many_members(where, limits)
    return archive


def _member(key: str, info: zipfile.ZipInfo | tarfile.TarInfo, where: str) -> Member:
    name = _readable(key, info)
    regular = info.isreg() if isinstance(info, tarfile.TarInfo) else _is_regular(info)
    parts = PurePosixPath(name).parts
    fault = None
    remedy = "Unpack the archive and check it"
    if not regular:
        fault = ReadError(
            "passed over: a link inside an archive is not followed", where=f"{where}/{name}", remedy=remedy
        )
    elif ".." in parts or name.startswith("/") or PureWindowsPath(name).drive:
        fault = ReadError("passed over: its name leads outside the archive", where=f"{where}: {name}", remedy=remedy)
    return Member(key, "/".join(parts), fault)


def _is_regular(info: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> 16)
    return kind in {0, stat.S_IFREG}


def _readable(key: str, info: zipfile.ZipInfo | tarfile.TarInfo) -> str:
    """The name in composed letters with "/" between folders; one in an encoding of old is read as Vietnamese."""
    name = key
    if isinstance(info, tarfile.TarInfo):
        name = _decoded(key.encode("utf-8", "surrogateescape"), key)
    elif not info.flag_bits & _UTF8_NAME:
        name = _decoded(key.encode("cp437"), key)
    return readable_name(name.replace("\\", "/"))


def _decoded(raw: bytes, otherwise: str) -> str:
    """Windows packs names in the country's encoding (in Vietnam CP1258), others in UTF-8 without saying so."""
    for encoding in ("utf-8", "cp1258"):
        try:
            name = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or mostly_vietnamese(name):
            return name
    return otherwise


def readable_name(name: str) -> str:
    """A file's name in composed letters, without characters that print nothing and bytes that are no letters."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return "".join("\ufffd" if unicodedata.category(one) == "Cc" else one for one in text)
