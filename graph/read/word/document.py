"""Word files (.docx, .docm): the text as printed, with all tracked changes accepted.

Notes stand at the end of the text, each with its number in brackets: between the paragraphs of the body they would
become words of a task. Read with lxml rather than python-docx, which does not count automatic numbers, knows no tracked
changes, and refuses files with macros.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.errors import ReadError
from graph.model import Position
from graph.read.content import Composer, Content
from graph.read.limits import Options
from graph.read.word.blocks import Block, Paragraph, Story, Table
from graph.read.word.counts import Counts
from graph.read.word.layout import is_letterhead, text_of
from graph.read.word.names import Element, W, child, name_of, switch
from graph.read.word.numbering import Numbering
from graph.read.word.package import Package, no_word_file
from graph.read.word.runs import tracked_changes
from graph.read.word.styles import Styles
from graph.read.word.writing import write

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HEAD_BLOCKS = 12
"""Blocks of the body among which a letterhead stands."""
_LONGEST_PAGE_WORD = len("Trang")
"""Letters beside the number of a page at most."""


def read(data: bytes, where: str, options: Options) -> Content:
    """The text of a Word file. Raises ReadError where it is none, is damaged, or holds pictures instead of text."""
    return _Reading(data, where, options).content()


class _Reading:
    """One Word file while it is read."""

    def __init__(self, data: bytes, where: str, options: Options) -> None:
        self._where = where
        self._options = options
        self._package = Package(data, where, options)
        self._styles = Styles(self._package.part("styles"))
        self._counts = Counts()

    def content(self) -> Content:
        body = child(self._package.main, "body")
        if body is None:
            raise no_word_file(self._where)
        story = self._story(self._package.main)
        blocks = list(story.blocks(body, self._where))
        composer = Composer()
        write(self._letterhead(body, blocks), composer)
        write(blocks, composer)
        self._write_notes(story, composer)
        self._count(story)
        content = composer.content([*self._counts.remarks(), *self._damage()])
        if not content.text.strip() and self._counts["picture"]:
            raise ReadError(
                "it holds pictures and no text", where=self._where, remedy="Save it as .pdf, to be read by OCR"
            )
        return content

    def _story(self, root: Element) -> Story:
        numbering = Numbering(self._package.part("numbering"), self._styles)
        return Story(root, self._styles, numbering, self._counts, self._options.limits, self._package.pages)

    def _letterhead(self, body: Element, blocks: list[Block]) -> list[Block]:
        """The page header of the first page where it holds the letterhead that the body lacks."""
        if is_letterhead(_text(blocks[:_HEAD_BLOCKS])):
            self._count_margins(body)
            return []
        for header in self._headers(body):
            head = list(self._story(header).blocks(header, self._where))
            if is_letterhead(_text(head)):
                self._counts.add("header")
                self._count_margins(body, _own_words(header))
                return head
        self._count_margins(body)
        return []

    def _headers(self, body: Element) -> list[Element]:
        """Headers of the first section: that of the first page before that of the others."""
        section = next(body.iter(f"{W}sectPr"), None)
        if section is None:
            return []
        named = {
            one.get(f"{W}type", "default"): one.get(_RELATION, "") for one in section.findall(f"{W}headerReference")
        }
        order = ("first", "default") if switch(section, "titlePg") else ("default",)
        found = (self._package.part_by_id(named[kind]) for kind in order if kind in named)
        return [one for one in found if one is not None]

    def _count_margins(self, body: Element, used: str = "") -> None:
        """Note words of headers and footers that are left out; numbers of pages are no words."""
        for one in body.iter(f"{W}headerReference", f"{W}footerReference"):
            part = self._package.part_by_id(one.get(_RELATION, ""))
            words = "" if part is None else _own_words(part)
            if words != used and sum(character.isalpha() for character in words) > _LONGEST_PAGE_WORD:
                self._counts.add("margin")
                return

    def _write_notes(self, story: Story, composer: Composer) -> None:
        number = 0
        parts = {kind: self._package.part(f"{kind}s") for kind in {kind for kind, _, _ in story.notes}}
        for kind, identity, at in story.notes:
            root = parts[kind]
            note = None if root is None else next((one for one in root if one.get(f"{W}id") == identity), None)
            if root is None or note is None:
                continue
            number += 1
            text = " ".join(_text(self._story(root).blocks(note, self._where)).split())
            if text:
                self._counts.add("note")
                composer.paragraph(f"[{number}] {text}", Position(page=at.last_page or at.page))

    def _count(self, story: Story) -> None:
        self._counts.add("change", tracked_changes(self._package.main))
        self._counts.add("contents", bool(story.fields.contents))
        comments = self._package.part("comments")
        if comments is not None:
            self._counts.add("comment", sum(name_of(one) == "comment" for one in comments))
        self._counts.add("embedded", sum(1 for _ in self._package.main.iter(f"{W}altChunk")))

    def _damage(self) -> list[str]:
        return [f"a part of the file is damaged and was left out: {part}" for part in self._package.damaged]


def _own_words(part: Element) -> str:
    return "".join(text.text or "" for text in part.iter(f"{W}t"))


def _text(blocks: Iterable[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines.extend(text_of(cell) for row in block.rows for cell in row.cells)
    return "\n".join(lines)
