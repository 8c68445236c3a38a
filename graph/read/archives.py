"""Zip containers opened with bounds: those that documents are (.docx, .xlsx, .odt) and those that hold documents.

A container is refused before anything of it is read when it declares too many members or too much to unpack, and when
one of its members unpacks to more than it declares. The share by which a member shrank is no ground for refusal: long
runs of one letter are harmless once the whole is bounded.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import IO

from graph.errors import ReadError
from graph.read.limits import MEGABYTE, Limits

_PACKED_PIECE, _PIECE = 1 << 16, 1 << 20
"""Bytes of a member looked at and unpacked at a time."""
_LOCAL_HEADER = struct.Struct("<4s22xHH")
"""Mark and lengths of name and extra field of the header that stands before a member's bytes (APPNOTE 4.3.7)."""
_ENTRY_BYTES = 1024
"""Bytes of a member in the list at the end: 46 and its name, extra field and comment (APPNOTE 4.3.12)."""
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


def checked_zip(data: bytes, where: str, limits: Limits) -> zipfile.ZipFile:
    """The container in `data`, safe to hand on: each member has been unpacked once, piece by piece, and counted.

    Raises ReadError naming `where` for one that is damaged, encrypted, or beyond limits.members or
    limits.expanded_megabytes by what it declares or by what it really holds.
    """
    archive = open_zip(BytesIO(data), where, limits)
    for member in archive.infolist():
        if member.flag_bits & _ENCRYPTED:
            raise password_needed(where)
        check_packing(member, where)
        if _grows(memoryview(data), member, where):
            raise ReadError("a part of it unpacks to more than it declares", where=where, remedy="Save it again")
    return archive


def open_zip(stream: IO[bytes], where: str, limits: Limits) -> zipfile.ZipFile:
    """The container in `stream`, its list of members checked but none of them unpacked.

    Raises ReadError for one that is damaged, or whose list goes beyond the limits.
    """
    try:
        _refuse_long_list(stream, where, limits)
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise damaged(where) from error
    if len(archive.infolist()) > limits.members:
        raise too_many_members(where, limits)
    if sum(member.file_size for member in archive.infolist()) > limits.expanded_megabytes * MEGABYTE:
        raise too_large_unpacked(where, limits)
    return archive


def check_packing(member: zipfile.ZipInfo, where: str) -> None:
    """Raise ReadError for a member that `zipfile` would unpack in one go, whatever its size, and not piece by piece."""
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ReadError("it is packed in a way that is not read", where=where, remedy="Save it again")


def too_large_unpacked(where: str, limits: Limits) -> ReadError:
    """The refusal of what unpacks to more than the limit."""
    return ReadError(
        f"it unpacks to more than {limits.expanded_megabytes} MB",
        where=where,
        remedy="Split it, or raise the limit: --limit expanded_megabytes=NUMBER",
    )


def too_many_members(where: str, limits: Limits) -> ReadError:
    """The refusal of what holds more files than the limit."""
    return ReadError(
        f"it has more than {limits.members} members",
        where=where,
        remedy="Split it, or raise the limit: --limit members=NUMBER",
    )


def damaged(where: str) -> ReadError:
    """The refusal of what cannot be unpacked."""
    return ReadError("the file is damaged: it cannot be unpacked", where=where, remedy="Save it again")


def password_needed(where: str) -> ReadError:
    """The refusal of what is encrypted."""
    return ReadError("it is protected by a password", where=where, remedy="Save it without the password")


def _refuse_long_list(stream: IO[bytes], where: str, limits: Limits) -> None:
    """The list of members is read into memory as a whole, so its length is held against the limit before."""
    end = zipfile._EndRecData(stream)  # type: ignore[attr-defined]  # the list's length, found as zipfile finds it
    if end and end[zipfile._ECD_SIZE] > limits.members * _ENTRY_BYTES:  # type: ignore[attr-defined]
        raise too_many_members(where, limits)
    stream.seek(0)


def _grows(data: memoryview, member: zipfile.ZipInfo, where: str) -> bool:
    """Whether the bytes of the member unpack to more than it declares.

    Readers take what it declares for the truth, and unpack a member in one go.
    """
    try:
        mark, name, extra = _LOCAL_HEADER.unpack_from(data, member.header_offset)
        if mark != b"PK\x03\x04":
            raise damaged(where)
        start = member.header_offset + _LOCAL_HEADER.size + name + extra
        packed = data[start : start + member.compress_size]
        if member.compress_type == zipfile.ZIP_STORED:
            return member.file_size != len(packed)
        return _unpacked_bytes(packed, member.file_size) > member.file_size
    except _BROKEN as error:
        raise damaged(where) from error


def _unpacked_bytes(packed: memoryview, enough: int) -> int:
    """How many bytes the deflated ones unpack to, counted until they are more than `enough`."""
    unpacker, count = zlib.decompressobj(-zlib.MAX_WBITS), 0
    for start in range(0, len(packed), _PACKED_PIECE):
        piece = bytes(packed[start : start + _PACKED_PIECE])
        while piece and not unpacker.eof:
            count += len(unpacker.decompress(piece, _PIECE))
            if count > enough:
                return count
            piece = unpacker.unconsumed_tail
    return count
