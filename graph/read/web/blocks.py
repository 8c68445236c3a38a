"""Paragraphs, lists and tables of a page in their order, as a reader sees them.

Elements are walked without recursion; tables in one another recurse as deep as the limit says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from graph.read.content import Composer
from graph.read.tabular.grid import Grid
from graph.read.tabular.sides import plain_rows, write_beside
from graph.read.tabular.writing import RULE, headed, write_grid
from graph.read.web.content import fact_label
from graph.read.web.lists import Numbering
from graph.read.web.tables import Kind, cells_of, grid, kind_of, lays_out_a_page

_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
     "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_BREAKING = _BLOCKS | {"br"}
_KEPT_BREAKS = re.compile(r"white-space\s{0,8}:\s{0,8}pre", re.IGNORECASE)
_GAP = re.compile(r"[^\S\n]{6,}")
_WIDE = "\u00a0"
_LONGEST_SIDES = 200
"""Characters of a line, without blanks, that a typist set in two columns by blanks."""
_BEFORE_ROOM = ("số", "số:", "ngày", "tháng", "năm")
_AFTER_ROOM = ("tháng ", "năm ", "/", "-")
_SHORTEST_SIDE = 4
_OPENING = ("nơi nhận", "nơi gửi", "số:", "số ")
_SECTION = re.compile(
    r"(?:phần|chương|mục|điều|phụ lục|khoản|[ivx]{1,6}|\d[\d.]{0,8}|[a-zđ])(?:[\s.):]|$)", re.IGNORECASE
)


@dataclass
class _Gatherer:
    """Words of the paragraph that is open, and the lines set in two columns just before it."""

    composer: Composer
    parts: list[str] = field(default_factory=list)
    sides: list[tuple[str, str]] = field(default_factory=list)
    after_table: bool = False

    def add(self, text: str | None, *, breaks: bool = False) -> None:
        if text:
            self.parts.append(text if breaks else text.replace("\r", " ").replace("\n", " "))

    def close(self) -> None:
        """End the paragraph."""
        lines = "".join(self.parts).split("\n")
        self.parts.clear()
        plain: list[str] = []
        for line in lines:
            parted = _in_columns(line, begun=bool(self.sides))
            if parted is None:
                plain.append(line)
                continue
            self._write(plain)
            plain = []
            self.sides.append(parted)
        self._write(plain)

    def _write(self, lines: Sequence[str]) -> None:
        if any(line.strip() for line in lines):
            self.settle()
            self.composer.paragraph("\n".join(lines))
            self.after_table = False

    def settle(self) -> None:
        """Write the lines that were set in two columns."""
        if self.sides:
            self.composer.columns([left for left, _ in self.sides], [right for _, right in self.sides])
            self.sides.clear()
            self.after_table = False


def write_blocks(root: etree._Element, composer: Composer, depth: int) -> None:
    """Write all that stands in `root`; tables deeper in one another than `depth` as paragraphs."""
    gatherer = _Gatherer(composer)
    _walk(root, gatherer, depth)
    gatherer.close()
    gatherer.settle()


def words_of(root: etree._Element) -> str:
    """The words in an element, one paragraph a line."""
    if not any(element.tag in _BREAKING for element in root.iterdescendants(etree.Element)):
        return " ".join("".join(root.itertext()).split())
    composer = Composer()
    gatherer = _Gatherer(composer)
    _walk(root, gatherer, 0)
    gatherer.close()
    gatherer.settle()
    lines = (" ".join(line.removeprefix("\\").split()) for line in composer.content().text.split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(root: etree._Element, gatherer: _Gatherer, depth: int) -> None:
    numbering = Numbering()
    walker = etree.iterwalk(root, events=("start", "end"))
    preformatted: list[etree._Element] = []
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag == "table" and depth > 0 and element is not root:
                _table(element, gatherer, depth)
                walker.skip_subtree()
                continue
            if tag in _BLOCKS:
                gatherer.close()
            elif tag == "br":
                gatherer.parts.append("\n")
            if tag == "pre" or _KEPT_BREAKS.search(element.get("style", "")):
                preformatted.append(element)
            gatherer.add(numbering.mark(element))
            gatherer.add(element.text, breaks=bool(preformatted))
        else:
            if tag in _BLOCKS and tag != "table":
                gatherer.close()
            if preformatted and preformatted[-1] is element:
                preformatted.pop()
            if element is not root:
                gatherer.add(element.tail, breaks=bool(preformatted))


def _table(table: etree._Element, gatherer: _Gatherer, depth: int) -> None:
    gatherer.close()
    if lays_out_a_page(table):
        _laid_out(table, gatherer, depth)
        return
    found = grid(table, words_of)
    kind = kind_of(found, table)
    if kind is Kind.LAYOUT:
        _laid_out(table, gatherer, depth)
        return
    gatherer.settle()
    if kind is Kind.SIDES:
        write_beside(found, range(len(found.rows)), gatherer.composer)
        gatherer.after_table = False
    elif kind is Kind.FACTS:
        for line in _facts(table):
            gatherer.composer.paragraph(line)
        gatherer.after_table = False
    else:
        gatherer.after_table = _data(found, gatherer.composer, gatherer.after_table)


def _laid_out(table: etree._Element, gatherer: _Gatherer, depth: int) -> None:
    """The cells of a table that only lays out, one after the other."""
    for cell, *_ in cells_of(table):
        _walk(cell, gatherer, depth - 1)
        gatherer.close()


def _data(found: Grid, composer: Composer, after_table: bool) -> bool:
    """A table of data, with its head's rows as one where that is known; True, for a table stands last."""
    if headed(found):
        return write_grid(found, composer, after_table=after_table)
    if after_table:
        composer.paragraph(RULE)
    composer.table(plain_rows(found, range(len(found.rows))))
    return True


def _facts(table: etree._Element) -> Iterator[str]:
    """Labels with their values, "Số ký hiệu: 12/KH-UBND"."""
    label = ""
    for cell, *_ in cells_of(table):
        words = " ".join(words_of(cell).split())
        known = fact_label(cell)
        if known is not None and len(words.rstrip(" :")) == len(known):
            label = words.rstrip(" :")
        elif label:
            yield f"{label}: {words}"
            label = ""
        elif words:
            yield words


def _in_columns(line: str, *, begun: bool) -> tuple[str, str] | None:
    """A line in two columns: a run of hard blanks between two stretches of words, none of it room for a number.

    The first line of such a block says what it is: capitals, the place for the number, or the recipients.
    """
    if _WIDE * 2 not in line or len(" ".join(line.split())) > _LONGEST_SIDES:
        return None
    gaps = [gap for gap in _GAP.finditer(line) if line[: gap.start()].strip() and line[gap.end() :].strip()]
    if len(gaps) != 1:
        return None
    left, right = line[: gaps[0].start()].strip(), line[gaps[0].end() :].strip()
    if left.lower().endswith(_BEFORE_ROOM) or right.lower().startswith(_AFTER_ROOM) or _SECTION.match(left):
        return None
    if min(len(left), len(right)) < _SHORTEST_SIDE:
        return None
    return (left, right) if begun or right.isupper() or left.lower().startswith(_OPENING) else None
