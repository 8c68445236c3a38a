"""What the bytes of a file say that it is, whatever it is called."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from graph.read.archives import damaged, open_zip, password_needed
from graph.read.limits import Limits

_HEAD = 1024
"""Bytes in which a sign is looked for: a PDF may have as many before its mark (ISO 32000-1, note to 7.5.2)."""

_STARTS = (
    (b"{\\rtf", "an RTF text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a packed file (gzip)"),
)
_ZIP = b"PK\x03\x04"
_ZIP_FOLDERS = (
    ("word/", "a Word document"),
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
)
_OPEN_DOCUMENT = (
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
    (b"application/vnd.oasis.opendocument.presentation", "an OpenDocument presentation"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("__substg1.0_", "an Outlook message"),
    ("WordDocument", "an old Word document"),
    ("Workbook", "an old Excel workbook"),
    ("Book", "an old Excel workbook"),
)
"""Names of streams by which a compound file ([MS-CFB], 2.6.1) tells what program wrote it."""
_MARKUP = (
    ('progid="word.document"', "an old Word document"),
    ('progid="excel.sheet"', "an old Excel workbook"),
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
    ("<w:worddocument", "an old Word document"),
)
"""Marks of XML that Word and Excel 2003 wrote, and of web pages, in a file that begins with "<"."""


def signs_of(data: bytes, where: str, limits: Limits) -> str | None:
    """What the bytes are, in words that follow "this is"; None for plain text.

    Raises ReadError for a damaged container, one that is encrypted, and for bytes that are no text and no format known.
    """
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(_ZIP):
        return _zip(data, where, limits)
    if data.startswith(_COMPOUND):
        return _compound(data, where)
    if b"%PDF-" in data[:_HEAD]:
        return "a PDF"
    return _markup(data[:_HEAD])


def is_binary(data: bytes) -> bool:
    """Whether the bytes begin as no text does: with characters that print nothing."""
    head = data[:_HEAD]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or _mostly_zero(head[::2]) != _mostly_zero(head[1::2])
    return not wide and any(byte < 32 and byte not in b"\t\n\r\f\v\x1b" for byte in head)


def _mostly_zero(data: bytes) -> bool:
    return data.count(0) > len(data) // 4


def _zip(data: bytes, where: str, limits: Limits) -> str:
    archive = open_zip(BytesIO(data), where, limits)
    names = archive.namelist()
    for folder, kind in _ZIP_FOLDERS:
        if any(name.startswith(folder) for name in names):
            return kind
    if "mimetype" in names:
        stated = _stated(archive, where)
        for mark, kind in _OPEN_DOCUMENT:
            if stated.startswith(mark):
                return kind
    return "an archive"


def _stated(archive: ZipFile, where: str) -> bytes:
    try:
        with archive.open("mimetype") as stream:
            return stream.read(_HEAD)
    except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise damaged(where) from error


def _compound(data: bytes, where: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise password_needed(where)
    kinds = [kind for name, kind in _STREAMS if name.encode("utf-16-le") in data]
    if not kinds:
        raise damaged(where)
    if where.lower().endswith(".xls") and "an old Excel workbook" in kinds:  # one that has a Word document in it
        return "an old Excel workbook"
    return kinds[0]


def _markup(head: bytes) -> str | None:
    """Letters of markup are ASCII in all encodings met, but for the zeros of those of two bytes."""
    text = head.replace(b"\0", b"").decode("latin-1").lower().lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    if "mime-version:" in text and "multipart/related" in text:
        return "a web archive (MHTML)"
    if text.startswith("<"):
        return next((kind for mark, kind in _MARKUP if mark in text), None)
    return None
