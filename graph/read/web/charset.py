"""From the bytes of a web page to its text: what it says of its own encoding, and when that is not believed."""

from __future__ import annotations

import codecs
import re

from graph.errors import ReadError
from graph.read.decode import decode

_HEAD = 4096
_DECLARED = re.compile(
    rb"""charset\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{1,40})|<\?xml[^>]{0,80}encoding=["']([A-Za-z0-9_-]{1,40})"""
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WESTERN = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"}
"""Names that pages give to Windows-1252, as browsers take them (WHATWG Encoding Standard)."""


def text_of(data: bytes, where: str) -> tuple[str, str]:
    """The text of a page and the name of its encoding.

    A byte order mark counts first; then UTF-8, whatever the page says, when all of it is; then what the page says; then
    what plain texts are tried with. Raises ReadError where no encoding fits.
    """
    if data.startswith(_MARKS) or b"\0" in data[:_HEAD]:
        return decode(data, where)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _declared(data)
    if declared in _WESTERN:
        return _western(data), "cp1252"
    if declared and declared not in {"utf-8", "utf8"}:
        try:
            return data.decode(declared), codecs.lookup(declared).name
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(data, where)
    except ReadError:
        if declared not in {"utf-8", "utf8"}:
            raise
    return data.decode("utf-8", "replace"), "utf-8"


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data, 0, _HEAD)
    return (found[1] or found[2]).decode("ascii").lower() if found else ""


def _western(data: bytes) -> str:
    """Windows-1252, the five bytes that it leaves open as controls, as browsers do."""
    return data.decode("cp1252", "replace") if _OPEN.isdisjoint(data) else data.translate(_BLANKED).decode("cp1252")


_OPEN = frozenset(b"\x81\x8d\x8f\x90\x9d")
_BLANKED = bytes(32 if byte in _OPEN else byte for byte in range(256))
