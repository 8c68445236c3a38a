"""The outline of a document: which paragraph stands under which heading, and what is left over.

The reader never refuses: a paragraph that carries no mark stays as text of the unit above it, and the share of
characters that stand under some unit is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.extract.labels import Label
from graph.extract.paragraphs import Block, Paragraph
from graph.extract.tables import Row, Table
from graph.lexicon.layout import label_role, section_role
from graph.model import Provision, Span
from graph.read.passage import Passage

APPENDIX = "PL"
"""First step of the path of whatever stands in an appendix (phụ lục); the second appendix is "PL2"."""

_LABELLED = re.compile(r"(?P<label>[^:;.]{3,60}):\s*(?=\S)")
_CLOSING = re.compile(r"(?:Trên đây là|Trên đây,|Trong quá trình (?:tổ chức |triển khai )?thực hiện,? nếu)")
_NOTE = re.compile(r"\(.{0,200}(?:kèm theo|đính kèm)[^)]{0,200}\)[.;]?")
_LONGEST_HEADING = 400
_SHORT = 60


@dataclass
class Unit:
    """A unit of the outline while it grows. paragraphs are its own words, the mark left out.

    attributes are its labelled lines by role ("lead", "time", ...); role is what its nearest heading announces. What
    is derived is worked out once, so ask for it when the outline is whole.
    """

    path: tuple[str, ...]
    kind: str
    label: str
    rank: float
    parent: Unit | None
    paragraphs: list[Passage] = field(default_factory=list)
    children: list[Unit] = field(default_factory=list)
    attributes: list[tuple[str, Passage]] = field(default_factory=list)
    row: Row | None = None
    table: Table | None = None
    mark: Span | None = None
    heading_level: int = 0
    bold: bool = False

    @cached_property
    def passage(self) -> Passage:
        """The unit's own words."""
        return Passage.join(self.paragraphs)

    @property
    def heading(self) -> bool:
        """True for a unit that stands above others."""
        return bool(self.children)

    @property
    def role(self) -> str | None:
        """What the section announces ("purpose", "objective", "task"), from the nearest heading that says it."""
        return next((found for unit in (self, *self.above()) if (found := unit.announced)), None)

    @cached_property
    def announced(self) -> str | None:
        """What the unit's own heading announces."""
        return section_role(self.announcement) if self.paragraphs else None

    @property
    def announcement(self) -> str:
        """The words that may say what the section holds: a heading, or what stands before a colon."""
        first = self.paragraphs[0].text
        if self.heading or self.rank < _ITEM_RANK or (len(first) <= _SHORT and self.rank < _LIST_RANK):
            return first[:_LONGEST_HEADING]
        if self.rank >= _LIST_RANK:
            return ""
        before, colon, _ = first[:_SHORT].partition(":")
        return before if colon else ""

    def above(self) -> Iterable[Unit]:
        """The units this one stands under, nearest first."""
        unit = self.parent
        while unit is not None:
            yield unit
            unit = unit.parent


_ITEM_RANK = 5.0
"""Marks below this rank are never items of a list: parts, chapters, sections, articles."""
_LIST_RANK = 6.0
"""Marks from this rank on are items of a list, which announce nothing: points, brackets, dashes."""


@dataclass(frozen=True, slots=True)
class Outline:
    """All units in the order of the text, and the share (0 to 1) of the body's characters placed under one."""

    units: tuple[Unit, ...]
    placed: float

    def provisions(self) -> tuple[Provision, ...]:
        """The units as values of the model."""
        places = {id(unit): place for place, unit in enumerate(self.units)}
        return tuple(_provision(unit, places) for unit in self.units)


def outline_of(body: Sequence[Block], annexes: Sequence[Sequence[Block]]) -> Outline:
    """The outline of the body and of each appendix."""
    units: list[Unit] = []
    builder = _Builder(units, None)
    for block in body:
        builder.add(block)
    characters, loose = builder.characters, builder.loose
    for number, blocks in enumerate(annexes, start=1):
        name = APPENDIX if number == 1 else f"{APPENDIX}{number}"
        root = Unit((name,), "appendix", "", -1.0, None)
        units.append(root)
        annex = _Builder(units, root)
        for block in blocks:
            annex.add(block)
        characters += annex.characters
        if not root.paragraphs and not root.children:
            units.remove(root)
    return Outline(tuple(units), 1.0 if not characters else 1.0 - loose / characters)


class _Builder:
    """Puts blocks one after the other under the right unit."""

    def __init__(self, units: list[Unit], root: Unit | None) -> None:
        self.units = units
        self.root = root
        self.stack: list[Unit] = [root] if root else []
        self.counts: dict[tuple[tuple[str, ...], str], int] = {}
        self.characters = 0
        self.loose = 0
        self.closed = False

    def add(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
            return
        self.characters += len(block.passage)
        if _CLOSING.match(block.text):
            self.closed = True
        if self.closed and not (block.label and block.label.rank < _ITEM_RANK):
            return
        self.closed = False
        if self._is_attribute(block):
            return
        if block.label and not self._is_stray(block.label):
            self._open(block, block.label)
        else:
            self._continue(block)

    def _is_attribute(self, block: Paragraph) -> bool:
        body = block.body
        match = _LABELLED.match(body.text)
        role = label_role(match.group("label")) if match else None
        if match is None or role is None or not self.stack:
            return False
        owner = self._attribute_owner(block.label)
        words = body.cut(match.end()).strip()
        if role == "content":
            owner.paragraphs.append(words)
        else:
            owner.attributes.append((role, words))
        return True

    def _attribute_owner(self, label: Label | None) -> Unit:
        """A labelled line says something of the unit it would stand under; beside a labelled item, of that item."""
        owner = self.stack[-1]
        if label is None or label.rank < _LIST_RANK or (owner.kind == label.kind and owner.attributes):
            return owner
        while owner is not self.root and owner.rank >= label.rank and owner.parent is not None:
            owner = owner.parent
        return owner

    def _is_stray(self, label: Label) -> bool:
        """A number that cannot follow the one before it is a figure at the start of a paragraph, not a mark."""
        if label.kind != "arabic" or label.value is None or label.value <= 3:
            return False
        for unit in reversed(self.stack):
            if unit.rank == label.rank and unit.label:
                digits = "".join(c for c in unit.path[-1].split("#")[0] if c.isdigit())
                return bool(digits) and not 0 <= label.value - int(digits) <= 5
        return label.value > 5

    def _open(self, block: Paragraph, label: Label) -> None:
        while self.stack and self.stack[-1] is not self.root and self.stack[-1].rank >= label.rank:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        unit = Unit(
            self._path(parent, label),
            label.kind,
            label.printed,
            label.rank,
            parent,
            mark=block.passage.span(0, max(label.length, 1)),
            heading_level=block.heading,
            bold=block.bold,
        )
        if block.body.text:
            unit.paragraphs.append(block.body)
        self._place(unit, parent)
        self.stack.append(unit)

    def _path(self, parent: Unit | None, label: Label) -> tuple[str, ...]:
        above = parent.path if parent else ()
        key = (above, label.kind if label.kind in {"dash", "plus"} else label.number)
        count = self.counts[key] = self.counts.get(key, 0) + 1
        if label.kind in {"dash", "plus"}:
            return (*above, f"{label.number}{count}")
        return (*above, label.number if count == 1 else f"{label.number}#{count}")

    def _continue(self, block: Paragraph) -> None:
        if _NOTE.fullmatch(block.text):
            return
        owner = self._owner(block)
        if owner is None:
            self.loose += len(block.passage)
            return
        owner.paragraphs.append(block.passage)

    def _owner(self, block: Paragraph) -> Unit | None:
        """A paragraph without a mark belongs to the open unit; after a finished item of a list, to what is above."""
        if block.heading or block.bold or block.text.isupper():
            self._leave_items(5.0)
        return self.stack[-1] if self.stack else None

    def _leave_items(self, rank: float) -> None:
        while self.stack and self.stack[-1] is not self.root and self.stack[-1].rank > rank:
            self.stack.pop()

    def _place(self, unit: Unit, parent: Unit | None) -> None:
        if parent is not None:
            parent.children.append(unit)
        self.units.append(unit)

    def _table(self, table: Table) -> None:
        parent = self.root or (self.stack[-1] if self.stack else None)
        root = parent if parent is not None else None
        for row in table.rows:
            content = table.cells(row, "content")
            self.characters += len(row.passage)
            if not content:
                continue
            number = next((cell.text.strip(" .") for cell in table.cells(row, "number")), "")
            filled = sum(bool(cell.text) for cell in row.cells)
            above = root.path if root else ()
            key = (above, number or "row")
            count = self.counts[key] = self.counts.get(key, 0) + 1
            name = number or f"row{count}"
            path = (*above, name if count == 1 or not number else f"{name}#{count}")
            unit = Unit(path, "row", number, 20.0, root, row=row, table=table)
            unit.paragraphs.append(Passage.join(content))
            unit.kind = "row" if filled > (2 if number else 1) else "group"
            if root is not None:
                root.children.append(unit)
            self.units.append(unit)


def _provision(unit: Unit, places: dict[int, int]) -> Provision:
    text = unit.paragraphs[0].text if unit.heading and unit.paragraphs else unit.passage.text
    parent = places[id(unit.parent)] if unit.parent is not None else None
    return Provision(unit.path, unit.kind, unit.label, text, _place(unit), unit.heading, parent)


def _place(unit: Unit) -> Span:
    """Where the unit's label and words stand; of an appendix without words of its own, where its first unit does."""
    spans = [part.span() for part in unit.paragraphs if part.text]
    if unit.row is not None:
        spans = [cell.span() for cell in unit.row.cells if cell.text] or spans
    if unit.mark is not None:
        spans.append(unit.mark)
    if spans:
        return Span(min(s.start for s in spans), max(s.end for s in spans))
    return _place(unit.children[0]) if unit.children else Span(0, 0)
