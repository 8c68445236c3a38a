"""The words of one paragraph as they read with all tracked changes accepted."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.read.word.counts import Counts
from graph.read.word.fields import Fields
from graph.read.word.names import COMPATIBILITY, MATHEMATICS, Element, W, child, name_of
from graph.read.word.pages import Pages
from graph.read.word.styles import Styles
from graph.read.word.symbols import symbol_text
from graph.spelling import normalized

_THROUGH = frozenset({"ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent"})
"""Elements whose content is the paragraph's own."""
_REMOVED = frozenset({"del", "moveFrom"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_HELD = frozenset({"drawing", "pict", "object"})
_PLAIN = str.maketrans({"\u00ad": None, "\u2011": "-", "\u200b": None, "\ufeff": None})
_LEGACY_FONTS = (".vn", "vni-", "vni ")
"""How fonts of the encodings before Unicode, TCVN3 and VNI, are called."""


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its words, the pages of the first and last, boxes with text, references to notes."""

    text: str = ""
    first: int | None = None
    last: int | None = None
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class Runs:
    """Reads the words of paragraphs, one after the other."""

    def __init__(self, styles: Styles, pages: Pages, fields: Fields, counts: Counts) -> None:
        self._styles = styles
        self._pages = pages
        self._fields = fields
        self._counts = counts
        self._words = Words()
        self._properties: Element | None = None
        self._parts: list[str] = []
        self._blank = True

    def words(self, paragraph: Element) -> Words:
        """The words of `paragraph`; lines and tabs in it are kept as such."""
        self._words, self._parts, self._blank = Words(first=self._pages.page), [], True
        self._properties = child(paragraph, "pPr")
        self._inline(paragraph)
        self._words.text = normalized("NFC", "".join(self._parts)).translate(_PLAIN)
        self._words.last = self._pages.page if self._words.last is None else self._words.last
        return self._words

    def _inline(self, element: Element) -> None:
        for one in element:
            name = name_of(one)
            if name == "r":
                self._run(one)
            elif name in _THROUGH:
                self._inline(one)
            elif name == "sdt":
                self._control(one)
            elif name == "AlternateContent":
                self._alternative(one)
            elif name in {"oMath", "oMathPara"}:
                self._write("".join(text.text or "" for text in one.iter(f"{MATHEMATICS}t")))

    def _control(self, control: Element) -> None:
        """A content control: its words, unless they are only what asks for words."""
        content = child(control, "sdtContent")
        if content is not None and child(control, "sdtPr", "showingPlcHdr") is None:
            self._inline(content)

    def _run(self, run: Element) -> None:
        properties = child(run, "rPr")
        if self._styles.run_switch("vanish", properties, self._properties):
            self._counts.add("hidden", bool("".join(text.text or "" for text in run.iter(f"{W}t")).strip()))
            for mark in run.iter(f"{W}fldChar"):
                self._fields.mark(mark.get(f"{W}fldCharType"))
            return
        start = len(self._parts)
        for one in run:
            self._piece(one, run)
        if len(self._parts) > start:
            self._set_in(properties, start)

    def _set_in(self, properties: Element | None, start: int) -> None:
        """Capitals that only the setting makes; fonts that give other letters than the text has."""
        if self._styles.run_switch("caps", properties, self._properties):
            self._parts[start:] = [part.upper() for part in self._parts[start:]]
        fonts = child(properties, "rFonts")
        name = "" if fonts is None else fonts.get(f"{W}ascii", "").lower()
        if name.startswith(_LEGACY_FONTS) and not self._counts["font"]:
            self._counts.add("font")

    def _piece(self, one: Element, run: Element) -> None:
        name = name_of(one)
        if name == "t":
            self._write(one.text or "")
        elif name in _CHARACTERS:
            self._write(_CHARACTERS[name])
        elif name == "br":
            self._break(one.get(f"{W}type"))
        elif name == "sym":
            self._write(_symbol(one))
        elif name == "lastRenderedPageBreak":
            self._pages.rendered()
        elif name == "fldChar":
            self._fields.mark(one.get(f"{W}fldCharType"))
        elif name == "instrText":
            self._fields.instruction(one.text or "")
        elif name in _NOTES:
            self._words.notes.append((name.removesuffix("Reference"), one.get(f"{W}id", "")))
        elif name == "AlternateContent":
            self._alternative(one)
        elif name in _HELD:
            self._held(one)
        elif name == "ruby":
            for base in one.iter(f"{W}rubyBase"):
                self._inline(base)

    def _write(self, text: str) -> None:
        if not text or not self._fields.shown:
            return
        if text.strip():
            if self._blank:
                self._words.first, self._blank = self._pages.page, False
            self._words.last = self._pages.page
            self._pages.words()
        self._parts.append(text)

    def _break(self, kind: str | None) -> None:
        if kind == "page":
            self._pages.broken()
        self._write("\n")

    def _alternative(self, element: Element) -> None:
        """One of several ways to show the same: the first, which is the newest, unless it holds nothing we read."""
        choices = [*element.findall(f"{COMPATIBILITY}Choice"), *element.findall(f"{COMPATIBILITY}Fallback")]
        chosen = next((one for one in choices if next(one.iter(f"{W}t"), None) is not None), None)
        for one in choices[:1] if chosen is None else [chosen]:
            if next(one.iterchildren(f"{W}r", f"{W}hyperlink"), None) is not None:
                self._inline(one)
            else:
                for held in one:
                    self._piece(held, element)

    def _held(self, element: Element) -> None:
        """What stands in the run as an object: boxes with text, pictures, embedded files."""
        boxes = [box for box in element.iter(f"{W}txbxContent") if not _inside_box(box, element)]
        self._words.boxes.extend(boxes)
        names = {name_of(one) for one in element.iter()}
        if "OLEObject" in names:
            self._counts.add("embedded")
        elif not boxes and names & {"blip", "imagedata"}:
            self._counts.add("picture")


def _inside_box(box: Element, above: Element) -> bool:
    """Whether a box stands in another box, which then brings it, or in the second way to show another."""
    for one in box.iterancestors():
        if one is above:
            return False
        if one.tag == f"{W}txbxContent":
            return True
        if one.tag == f"{COMPATIBILITY}Fallback":
            return True
    return False


def _symbol(element: Element) -> str:
    code = element.get(f"{W}char", "")
    try:
        return symbol_text(chr(int(code, 16)), element.get(f"{W}font", ""))
    except (ValueError, OverflowError):
        return ""


def is_removed(properties: Element | None) -> bool:
    """Whether a tracked change took away the paragraph mark or the row that has these properties."""
    marks = child(properties, "rPr") if properties is not None and name_of(properties) == "pPr" else properties
    return marks is not None and any(child(marks, name) is not None for name in _REMOVED)


def tracked_changes(root: Element) -> int:
    """How many insertions, deletions and moves a part records; a move counts once."""
    return sum(1 for _ in root.iter(f"{W}ins", f"{W}del", f"{W}moveTo"))
