"""The boxes of documents, shared by both maps: their lines, their size, and what the panel says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.messages import Language
from graph.model import Level, Status
from viz import panel
from viz.labels import LANGUAGES, Text, both, day, label, level_name, say, titled
from viz.layout.text import LINE_HEIGHT, width, wrap
from viz.model import DocumentMapData, DocumentNode

BOX_WIDTH = 264
ABSENT_WIDTH = 214
"""Width of a box on the document map whose document is not held: those held are what the map is about."""
BAND, PAD, INSET, RIGHT = 22, 5, 28, 5
_SIGN = 21  # what the warning's triangle takes of its line
Lines = list[tuple[str, str]]


def document_node(
    document: DocumentNode, data: DocumentMapData, *, box_width: int = BOX_WIDTH, warnings: Sequence[Text] = ()
) -> dict[str, object]:
    """A document as pyvis carries it: its box and its panel. warnings are lines that the box ends with."""
    return {
        "id": document.id,
        "label": say(panel.name_of(document), "vi"),
        "name": panel.name_of(document),
        "heading": level_name(document.level),
        "box": document_box(document, box_width, warnings),
        "panel": panel.compact([*panel.document_entries(document), *panel.relation_entries(document, data)]),
    }


def document_box(
    document: DocumentNode, box_width: int = BOX_WIDTH, warnings: Sequence[Text] = ()
) -> dict[str, object]:
    """Size, lines and style of a document's box."""
    lines: dict[str, Lines] = {lang: _lines(document, lang, box_width, warnings) for lang in LANGUAGES}
    return {
        "w": box_width,
        "h": box_height(document, box_width, warnings),
        "band": BAND,
        "pad": PAD,
        "inset": INSET,
        "branch": document.branch or "unknown",
        "held": document.held,
        "lines": merged(lines),
    }


def merged(lines: Mapping[str, Lines]) -> object:
    """Lines of both languages as the page reads them: together where they pair off, so that nothing stands twice."""
    if len(lines["vi"]) != len(lines["en"]):
        return dict(lines)
    pairs = zip(lines["vi"], lines["en"], strict=True)
    return [
        (both(vietnamese, english), *([tone] if tone != "plain" else [])) for (vietnamese, tone), (english, _) in pairs
    ]


def box_height(document: DocumentNode, box_width: int = BOX_WIDTH, warnings: Sequence[Text] = ()) -> int:
    """Height of a document's box in pixels: that of the language that needs more lines."""
    return max(len(_lines(document, lang, box_width, warnings)) for lang in LANGUAGES) * LINE_HEIGHT + 2 * PAD


def _lines(document: DocumentNode, lang: Language, box_width: int, warnings: Sequence[Text]) -> Lines:
    room = box_width - INSET - RIGHT
    name = say(panel.name_of(document), lang)
    if _inferred(document, "symbol"):
        name = f"{name} ({say(label('inferred-short'), lang)})"
    lines: Lines = [(line, "strong") for line in wrap(name, room, lines=2, bold=True)]
    if document.issuer and document.issuer not in name:
        most = 2 if document.held or len(lines) == 1 else 1
        lines += [(line, "muted") for line in wrap(document.issuer, room, lines=most)]
    lines += [(line, "plain") for fact in _facts(document, lang, box_width) for line in wrap(fact, room, lines=1)]
    signs = [
        *([label("disputed")] if document.disputed else []),
        *([titled(label("status.draft"))] if document.status is Status.DRAFT else []),
        *warnings,
    ]
    return lines + [(line, "warning") for line in _beside([say(sign, lang) for sign in signs], room - _SIGN, bold=True)]


def _facts(document: DocumentNode, lang: Language, box_width: int) -> list[str]:
    """Date, counts and place, in lines. Of a document not held the first: in a narrow box its dashes say the rest."""
    facts: list[Text] = [_date(document, document.date)] if document.date else []
    if document.task_count or document.objective_count:
        facts.append(panel.counted(document.task_count or 0, document.objective_count or 0))
    place = document.territory
    if place and document.level not in (Level.CENTRAL, None) and place not in (document.issuer or ""):
        facts.append(f"{place} ({say(label('inferred-short'), lang)})" if _inferred(document, "territory") else place)
    if not document.held and (not facts or box_width >= BOX_WIDTH):
        facts.append(label("not-held.short") if facts else label("not-held"))
    lines = _beside([say(fact, lang) for fact in facts], box_width - INSET - RIGHT)
    return lines if document.held else lines[:1]


def _beside(texts: Sequence[str], room: float, *, bold: bool = False) -> list[str]:
    """Texts in lines, as many in one as it has room for."""
    lines: list[str] = []
    for text in texts:
        longer = f"{lines[-1]} · {text}" if lines else text
        if lines and width(longer, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(text)
    return lines


def _inferred(document: DocumentNode, field: str) -> bool:
    """True where a text that is held doesn't say this itself. What is known of one not held is never its own words."""
    return document.held and any(inference.field == field for inference in document.inferred)


def _date(document: DocumentNode, value: date) -> Text:
    """The date; "27/11/2017 (suy ra)" where only other documents give it."""
    if not _inferred(document, "date"):
        return day(value)
    inferred = label("inferred-short")
    return both(*(f"{day(value)} ({say(inferred, lang)})" for lang in LANGUAGES))
