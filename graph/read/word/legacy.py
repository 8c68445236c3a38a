"""Older Word files (.doc), .rtf and .odt: converted to .docx by LibreOffice where it is installed."""

from __future__ import annotations

from dataclasses import replace

from graph.read.archives import checked_zip
from graph.read.content import Content
from graph.read.libreoffice import CONVERTED, DOCX, converted
from graph.read.limits import Options
from graph.read.word import document

_ZIP, _RTF = b"PK", b"{\\rtf"


def read(data: bytes, where: str, options: Options) -> Content:
    """The text of the file. Raises ReadError where LibreOffice is not installed, or cannot convert the file in time."""
    if data.startswith(_ZIP):
        checked_zip(data, where, options.limits)
    content = document.read(converted(data, _suffix(data), DOCX, where, options), where, options)
    return replace(content, remarks=(CONVERTED, *content.remarks))


def _suffix(data: bytes) -> str:
    if data.startswith(_ZIP):
        return ".odt"
    return ".rtf" if data.startswith(_RTF) else ".doc"
