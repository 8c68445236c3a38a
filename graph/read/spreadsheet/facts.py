"""What the streaming reader of workbooks leaves out of a sheet: merged cells, hidden rows, formulas without value.

One pass over a sheet's XML (ECMA-376, Part 1, 18.3), nothing of it kept in memory but what is asked for.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from lxml import etree
from openpyxl.utils.cell import range_boundaries

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_LINK = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_TAGS = tuple(f"{name}{tag}" for name in (_MAIN, _STRICT) for tag in ("row", "mergeCell", "c"))
MOST_MERGED = 100_000
"""Merged cells of one sheet that are kept."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """merged: (first column, first row, last column, last row), counted from 1; the others are counts."""

    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: int = 0
    unvalued_formulas: int = 0


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet with that of its part inside the workbook's container."""
    workbook = _workbook_part(archive)
    targets = {one.get("Id", ""): one.get("Target", "") for one in _elements(archive, _relations_of(workbook))}
    parts: dict[str, str] = {}
    for one in _elements(archive, workbook):
        link = one.get(f"{_LINK}id") or one.get(f"{_STRICT_LINK}id")
        if etree.QName(one).localname == "sheet" and link in targets:
            target = targets[link]
            path = target[1:] if target.startswith("/") else normpath(join(dirname(workbook), target))
            parts[one.get("name", "")] = path
    return parts


def facts_of(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    """The facts of the sheet in `part`; none for a part that is missing. Raises etree.XMLSyntaxError for broken XML."""
    if part not in archive.namelist():
        return SheetFacts()
    merged: list[tuple[int, int, int, int]] = []
    hidden = unvalued = 0
    with archive.open(part) as stream:
        for _, element in etree.iterparse(
            stream, events=("end",), tag=_TAGS, resolve_entities=False, no_network=True, huge_tree=False
        ):
            tag = etree.QName(element).localname
            if tag == "mergeCell":
                merged.extend(_boundaries(element.get("ref", "")) if len(merged) < MOST_MERGED else ())
            elif tag == "c":
                unvalued += _lacks_value(element)
                continue
            else:
                hidden += element.get("hidden") in {"1", "true"} and len(element) > 0
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    return SheetFacts(tuple(merged), hidden, unvalued)


def _lacks_value(cell: etree._Element) -> bool:
    """True for a formula that was saved without what it gives."""
    parts = {etree.QName(child).localname: child for child in cell}
    if "f" not in parts or "is" in parts or cell.get("t") == "str":
        return False
    return "v" not in parts or not parts["v"].text


def _boundaries(reference: str) -> Iterator[tuple[int, int, int, int]]:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (TypeError, ValueError):
        return
    if left and top and right and bottom:
        yield left, top, right, bottom


def _workbook_part(archive: zipfile.ZipFile) -> str:
    for one in _elements(archive, "_rels/.rels"):
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", "").lstrip("/")
    return "xl/workbook.xml"


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[etree._Element]:
    """All elements of a small part."""
    if part not in archive.namelist():
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    with archive.open(part) as stream:
        yield from etree.parse(stream, parser).getroot().iter(etree.Element)
