"""Older workbooks (.xls): converted by LibreOffice where it is installed, then read as the newer ones are."""

from __future__ import annotations

from dataclasses import replace

from graph.read.content import Content
from graph.read.libreoffice import CONVERTED, XLSX, converted
from graph.read.limits import Options
from graph.read.spreadsheet import workbook


def read(data: bytes, where: str, options: Options) -> Content:
    """The sheets of the workbook. Raises ReadError where LibreOffice is not installed, or cannot convert it in time."""
    content = workbook.read(converted(data, ".xls", XLSX, where, options), where, options)
    return replace(content, remarks=(CONVERTED, *content.remarks))
