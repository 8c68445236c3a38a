"""The formats of files that are read. A further one is one more entry: how it is known, and what reads it.

Readers are imported when first used, since some bring large libraries. A reader is a function

    read(data: bytes, where: str, options: Options) -> Content

that is pure, raises ReadError naming `where`, and keeps `options.limits`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from graph.errors import ReadError
from graph.read.content import Content
from graph.read.limits import STANDARD, Limits, Options
from graph.read.signs import is_binary, signs_of

Reader = Callable[[bytes, str, Options], Content]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: name, endings of its files, signs in their bytes that tell it (`graph.read.signs`), its reader.

    A format without signs is known by its endings only. reader is "module:function".
    """

    name: str
    suffixes: tuple[str, ...]
    signs: tuple[str, ...]
    reader: str

    def read(self, data: bytes, where: str, options: Options) -> Content:
        """The content of a file of this format. Raises ReadError where it cannot be read."""
        module, _, name = self.reader.partition(":")
        reader: Reader = getattr(import_module(module), name)
        return reader(data, where, options)


def format_of(data: bytes, name: str, limits: Limits = STANDARD.limits) -> Format:
    """The format of a file, by its bytes, and only where these are plain text by its ending.

    Many a ".doc" is RTF or a web page, many a ".xls" a table in text. Raises ReadError for bytes of a format that is
    known and not read, and for those that are not what the ending says.
    """
    sign = signs_of(data, name, limits)
    told = next((one for one in FORMATS if sign in one.signs), None)
    if told is not None:
        return told
    if sign is not None:
        raise ReadError(f"this is {sign}, which is not read", where=name, remedy=SAVE_AS)
    suffix = PurePath(name).suffix.lower()
    named = next((one for one in FORMATS if suffix in one.suffixes), TEXT)
    if not named.signs or named.name == "html":
        return named
    if is_binary(data):
        raise ReadError(f"the file is damaged, or no {suffix} file", where=name, remedy="Open and save it again")
    return CSV if named.name in {"xls", "xlsx"} else TEXT


def passed_over(where: str) -> ReadError:
    """What is said of a file in a folder or an archive that is of no format that is read."""
    return ReadError("passed over: this format is not read", where=where, remedy=SAVE_AS)


TEXT = Format("text", (".txt", ".md", ".markdown", ".text"), (), "graph.read.plain:read")
CSV = Format("csv", (".csv", ".tsv"), (), "graph.read.spreadsheet.delimited:read")
FORMATS = (
    Format("docx", (".docx", ".docm"), ("a Word document",), "graph.read.word.document:read"),
    Format("xlsx", (".xlsx", ".xlsm"), ("an Excel workbook",), "graph.read.spreadsheet.workbook:read"),
    Format("doc", (".doc",), ("an old Word document",), "graph.read.word.legacy:read"),
    Format("xls", (".xls",), ("an old Excel workbook",), "graph.read.spreadsheet.legacy:read"),
    Format("odt", (".odt",), ("an OpenDocument text",), "graph.read.word.legacy:read"),
    Format("rtf", (".rtf",), ("an RTF text",), "graph.read.word.legacy:read"),
    Format("pdf", (".pdf",), ("a PDF",), "graph.read.printed.pdf:read"),
    Format("picture", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), ("a picture",), "graph.read.ocr.picture:read"),
    Format("html", (".htm", ".html", ".xhtml"), ("a web page",), "graph.read.html:read"),
    CSV,
    TEXT,
)
"""All formats."""

SUFFIXES = frozenset(suffix for one in FORMATS for suffix in one.suffixes)
"""Endings of the files that are read inside a folder."""

SAVE_AS = f"Save it in a format that is read ({', '.join(one.suffixes[0] for one in FORMATS)})"
"""What to do with a file of another format."""
