"""Word's automatic numbering for the outline of a text: one list of several levels, bullets apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from lxml import etree

_BULLETS = ("-", "+")
_MARK = re.compile(
    r"(?P<number>[A-H]|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-h])(?P<end>[.)-]) ?(?=\S)|(?P<bullet>[-+]) "
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_ORDER = ("upperLetter", "upperRoman", "decimal1", "decimal2", "decimal3", "decimal4", "lowerLetter")
_NOT_A_MARK = re.compile(r"\d+-[A-ZĐ]{2}")  # a symbol at the start of a line


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    value: int
    printed: str
    end: str
    length: int


@dataclass
class Numbering:
    """Numbers paragraphs as Word would print them; a mark that Word would count otherwise stays typed."""

    document: Document
    lines: Sequence[str]
    _levels: list[tuple[str, str]] = field(default_factory=list)
    _counters: list[int] = field(default_factory=list)
    _list: int = 0

    def __post_init__(self) -> None:
        marks = [mark for line in self.lines if (mark := _mark(line)) and mark.kind in _ORDER]
        for kind in _ORDER:
            ends = Counter(mark.end for mark in marks if mark.kind == kind)
            if ends:
                self._levels.append((kind, ends.most_common(1)[0][0]))
        self._counters = [0] * len(self._levels)
        self._define(1001, list(self._outline()))
        self._define(1002, [("bullet", mark) for mark in _BULLETS])
        self._list = self._new_list(1001)
        self._bullets = self._new_list(1002)

    def apply(self, paragraph: Paragraph, text: str) -> str:
        """The words to type; the mark is left to Word where its own numbering prints the same."""
        mark = _mark(text)
        if mark is None:
            return text
        if mark.kind == "bullet":
            _number(paragraph, self._bullets, _BULLETS.index(mark.printed))
            return text[mark.length :]
        level = self._levels.index((mark.kind, mark.end)) if (mark.kind, mark.end) in self._levels else None
        if level is None or not self._counts(level, mark):
            return text
        _number(paragraph, self._list, level)
        return text[mark.length :]

    def _counts(self, level: int, mark: _Mark) -> bool:
        """Whether Word's next number on this level is the mark's; a list that begins anew is made to."""
        expected = self._counters[level] + 1
        if not self._above(level, mark):
            return False
        if mark.value != expected:
            if mark.value != 1:
                return False
            self._list = self._new_list(1001, restart=level)
        self._counters[level] = mark.value
        self._counters[level + 1 :] = [0] * (len(self._counters) - level - 1)
        return True

    def _above(self, level: int, mark: _Mark) -> bool:
        """Whether the numbers before the last one ("2.1." of "2.1.3.") are those that stand above."""
        parts = [int(part) for part in mark.printed.split(".")] if mark.kind.startswith("decimal") else []
        upper = self._counters[level - len(parts) + 1 : level]
        return len(parts) < 2 or (level >= len(parts) - 1 and parts[:-1] == upper)

    def _outline(self) -> Iterator[tuple[str, str]]:
        for level, (kind, end) in enumerate(self._levels):
            depth = int(kind[-1]) if kind.startswith("decimal") else 1
            text = ".".join(f"%{number + 1}" for number in range(max(level - depth + 1, 0), level + 1))
            yield kind.rstrip("1234"), text + end

    def _define(self, number: int, levels: Sequence[tuple[str, str]]) -> None:
        written = "".join(
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl>'
            for index, (form, text) in enumerate(levels)
        )
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        xml += f'<w:multiLevelType w:val="multilevel"/>{written}</w:abstractNum>'
        self._root().insert(0, parse_xml(xml))

    def _new_list(self, definition: int, restart: int | None = None) -> int:
        root = self._root()
        number = 2001 + len(root)
        override = ""
        if restart is not None:
            override = f'<w:lvlOverride w:ilvl="{restart}"><w:startOverride w:val="1"/></w:lvlOverride>'
        xml = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'
        root.append(parse_xml(xml))
        return number

    def _root(self) -> etree._Element:
        return self.document.part.numbering_part.element


def _number(paragraph: Paragraph, numbering: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = numbering


def _mark(text: str) -> _Mark | None:
    found = _MARK.match(text)
    if found is None or _NOT_A_MARK.match(text):
        return None
    if found["bullet"]:
        return _Mark("bullet", 0, found["bullet"], "", found.end())
    number, end = found["number"], found["end"]
    if number in _ROMAN and end != ")":
        return _Mark("upperRoman", _ROMAN.index(number) + 1, number, end, found.end())
    if number[0].isdigit():
        parts = number.split(".")
        return _Mark(f"decimal{len(parts)}", int(parts[-1]), number, end, found.end())
    kind = "upperLetter" if number.isupper() else "lowerLetter"
    return _Mark(kind, ord(number.lower()) - ord("a") + 1, number, end, found.end())
