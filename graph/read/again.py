"""Whether reading a file again would give what it gave before: what decides that, besides the file's bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from graph.program import program_digest
from graph.read.libreoffice import PROGRAMS as CONVERTERS
from graph.read.limits import Options
from graph.read.ocr.engine import LANGUAGE, has_language
from graph.read.ocr.engine import PROGRAM as RECOGNISER

_RECOGNISED = frozenset({"pdf", "picture"})
_CONVERTED = frozenset({"doc", "odt", "rtf", "xls"})
"""Formats, as `graph.read.formats` calls them, that are read with the help of programs of their own."""


def reading_key(form: str, options: Options) -> str:
    """What a file of the format `form` is read by: this program, these options, and the helping program installed.

    Of the limits only that of depth changes what is read (of web pages); the others refuse a file or do not.
    """
    return f"{_common(options)}-{_helper(form)}"


def reads_the_same(key: str, form: str, options: Options) -> bool:
    """True when a file that was read by `key` would now give nothing else.

    Where the helping program is missing now, what was read with it cannot be had anew, and is left as it is.
    """
    return key == reading_key(form, options) or (not _helper(form) and key.startswith(f"{_common(options)}-"))


def _common(options: Options) -> str:
    return f"{program_digest()}-{options.recognition}-{options.limits.depth}"


def _helper(form: str) -> str:
    """Which helping program is installed, as a short digest; "" for none, or where none is needed."""
    if form in _RECOGNISED:
        return _installed((RECOGNISER,)) if has_language(LANGUAGE) else ""
    return _installed(CONVERTERS) if form in _CONVERTED else ""


def _installed(names: tuple[str, ...]) -> str:
    """Told by the file's time, not by asking the program: LibreOffice takes a second to tell its version."""
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        return ""
    program = Path(os.path.realpath(path))
    return hashlib.sha256(f"{program} {program.stat().st_mtime_ns}".encode()).hexdigest()[:16]
