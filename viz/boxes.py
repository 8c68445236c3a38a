"""The boxes of documents, shared by both maps: their lines, their size, and what the panel says of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph.model import Status
from viz import panel
from viz.labels import LANGUAGES, Language, Text, both, day, join, label, say
from viz.model import DocumentMapData, DocumentNode
from viz.text import LINE_HEIGHT, width, wrap

BOX_WIDTH = 272
BAND, PAD, INSET, RIGHT = 26, 8, 34, 6
Lines = list[tuple[str, str]]


def document_node(document: DocumentNode, data: DocumentMapData, *, box_width: int = BOX_WIDTH) -> dict[str, object]:
    """A document as pyvis carries it: its box and its panel."""
    return {
        "id": document.id,
        "label": say(panel.name_of(document), "vi"),
        "name": panel.name_of(document),
        "heading": label(f"level.{document.level or 'unknown'}"),
        "box": document_box(document, box_width),
        "panel": panel.compact([*panel.document_entries(document), *panel.relation_entries(document, data)]),
    }


def document_box(document: DocumentNode, box_width: int = BOX_WIDTH) -> dict[str, object]:
    """Size, lines and style of a document's box."""
    lines: dict[str, Lines] = {lang: _lines(document, lang, box_width) for lang in LANGUAGES}
    return {
        "w": box_width,
        "h": box_height(document, box_width),
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


def box_height(document: DocumentNode, box_width: int = BOX_WIDTH) -> int:
    """Height of a document's box in pixels: that of the language that needs more lines."""
    return max(len(_lines(document, lang, box_width)) for lang in LANGUAGES) * LINE_HEIGHT + 2 * PAD


def _lines(document: DocumentNode, lang: Language, box_width: int) -> Lines:
    room = box_width - INSET - RIGHT
    name = say(panel.name_of(document), lang)
    if _inferred(document, "symbol"):
        name = f"{name} ({say(label('inferred-short'), lang)})"
    lines: Lines = [(line, "strong") for line in wrap(name, room, lines=2 if document.symbol else 3, bold=True)]
    if document.issuer and document.issuer not in name:
        lines += [(line, "muted") for line in wrap(document.issuer, room, lines=2)]
    facts: list[Text] = [_date(document, document.date)] if document.date else []
    if document.task_count or document.objective_count:
        facts.append(panel.counted(document.task_count or 0, document.objective_count or 0))
    if not document.held:
        facts.append(label("not-held.short") if facts else label("not-held"))
    for fact in [join(facts)] if width(say(join(facts), lang)) <= room else [facts[0], join(facts[1:])]:
        lines += [(line, "plain") for line in wrap(say(fact, lang), room, lines=1)]
    warnings = [label("disputed")] if document.disputed else []
    warnings += [label("status.draft")] if document.status is Status.DRAFT else []
    return lines + [(say(warning, lang), "warning") for warning in warnings]


def _inferred(document: DocumentNode, field: str) -> bool:
    """True where a text that is held doesn't say this itself. What is known of one not held is never its own words."""
    return document.held and any(inference.field == field for inference in document.inferred)


def _date(document: DocumentNode, value: date) -> Text:
    """The date; "27/11/2017 (suy ra)" where only other documents give it."""
    if not _inferred(document, "date"):
        return day(value)
    inferred = label("inferred-short")
    return both(*(f"{day(value)} ({say(inferred, lang)})" for lang in LANGUAGES))
