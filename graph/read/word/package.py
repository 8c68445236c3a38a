"""The parts of a .docx file (ECMA-376, part 2): found by their relationships, parsed without trust."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from graph.errors import ReadError
from graph.read.archives import checked_zip
from graph.read.limits import Options
from graph.read.safe_xml import safe_xml_parser
from graph.read.word.names import NAMESPACE, Element

_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""Namespace of the strict variant (ISO/IEC 29500), in which Word can save: the same elements under another name."""
_USUAL_PART = "word/document.xml"
_PAGES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"
_MOST_DIGITS = 6


class Package:
    """A .docx file: its main part and those that belong to it. Raises ReadError where it is no Word file."""

    def __init__(self, data: bytes, where: str, options: Options) -> None:
        self._where = where
        self._archive = checked_zip(data, where, options.limits)
        self.damaged: list[str] = []
        name = next((target for kind, target in self._relations("") if kind == "officeDocument"), _USUAL_PART)
        self._name = name if self._holds(name) else _USUAL_PART
        if not self._holds(self._name):
            raise no_word_file(where)
        self.main = self._parsed(self._name)
        self.pages = self._stated_pages()
        """Pages when the file was last saved; 0 where it does not say."""

    def part(self, kind: str) -> Element | None:
        """The part that the main one names as its "numbering", "styles" ...; None without, or where it is damaged."""
        target = next((target for one, target in self._relations(self._name) if one == kind), None)
        if target is None or not self._holds(target):
            return None
        try:
            return self._parsed(target)
        except ReadError:
            self.damaged.append(kind)
            return None

    def part_by_id(self, identity: str) -> Element | None:
        """The part of the relationship called `identity`, such as a header; None without."""
        found = next((one for one in self._relationships(self._name) if one.get("Id") == identity), None)
        target = "" if found is None else self._target(self._name, found.get("Target", ""))
        return self._parsed(target) if target and self._holds(target) else None

    def _stated_pages(self) -> int:
        name = next((target for kind, target in self._relations("") if kind == "extended-properties"), "")
        try:
            text = (self._parsed(name).findtext(_PAGES) or "").strip() if self._holds(name) else ""
        except ReadError:
            return 0
        return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0

    def _holds(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def _relations(self, name: str) -> Iterator[tuple[str, str]]:
        """Kind and target of the relationships of a part; "" stands for the package."""
        for one in self._relationships(name):
            if one.get("TargetMode") != "External":
                yield one.get("Type", "").rpartition("/")[2], self._target(name, one.get("Target", ""))

    def _relationships(self, name: str) -> list[Element]:
        folder, file = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        return list(self._parsed(path).iter(_RELATED)) if self._holds(path) else []

    @staticmethod
    def _target(name: str, target: str) -> str:
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")

    def _parsed(self, name: str) -> Element:
        try:
            return etree.fromstring(self._archive.read(name).replace(_STRICT, NAMESPACE.encode()), safe_xml_parser())
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise ReadError(
                    "its parts are nested too deeply in one another",
                    where=self._where,
                    remedy="Save it in a simpler form",
                ) from error
            raise no_word_file(self._where) from error
        except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
            raise no_word_file(self._where) from error


def no_word_file(where: str) -> ReadError:
    """The refusal of what is damaged or something else."""
    return ReadError("the file is damaged, or no Word file", where=where, remedy="Open and save it again")
