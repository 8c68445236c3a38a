"""The columns of a review sheet: one registry, which writing and reading both follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.export import safe_cell
from graph.messages import Language
from graph.review import words
from graph.review.contents import End
from graph.review.items import Item
from graph.review.suspects import Change

Shown = str | float | None
MOST_CHARACTERS = 32_000
"""Characters of a cell; Excel holds 32,767. A longer text ends with "…"."""
_NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LANGUAGES: tuple[Language, ...] = ("vi", "en")
_MARKS = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for the program, headings, width in characters, what it shows of an item.

    entry: the reviewer writes here; hidden: only the program reads it; text: a document's words; needed: a sheet
    without it is not taken; optional: a sheet in which it would be empty goes without it.
    """

    name: str
    vi: str
    en: str
    width: int
    show: Callable[[Item, Language], Shown]
    entry: bool = False
    hidden: bool = False
    text: bool = False
    needed: bool = False
    optional: bool = False

    def heading(self, language: Language) -> str:
        """The heading in "vi" or "en"."""
        return self.vi if language == "vi" else self.en


def columns_of(items: Sequence[Item], language: Language) -> tuple[Column, ...]:
    """The columns of a sheet of these items."""

    def needed(column: Column) -> bool:
        return not column.optional or any(column.show(item, language) for item in items)

    return tuple(column for column in COLUMNS if needed(column))


def plain(text: str) -> str:
    """A text as a cell holds it: without characters that XML cannot hold, not too long, and no formula."""
    text = _NOT_SHOWN.sub("\ufffd", text)
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + "…"
    return str(safe_cell(text))


def changes(item: Item) -> str:
    """What changed since the decision, word by word: [-removed-] [+added+]; an empty text when nothing did."""
    if item.suspect is None:
        return ""
    return "\n".join(marked(one) for one in (item.suspect.child, item.suspect.parent) if one is not None)


def marked(change: Change) -> str:
    """What changed at one end, word by word: [-removed-] [+added+]."""
    return " ".join(_MARKS[piece.kind].format(piece.text) for piece in change.pieces)


def _blank(_: Item, __: Language) -> Shown:
    return None


def _of_child(show: Callable[[End], Shown]) -> Callable[[Item, Language], Shown]:
    return lambda item, _: show(item.child) if item.child is not None else None


def _of(show: Callable[[Item], Shown]) -> Callable[[Item, Language], Shown]:
    return lambda item, _: show(item)


def _status(item: Item, language: Language) -> Shown:
    status = words.shown("status", item.status, language)
    return f"{words.shown('status', 'suspect', language)} ({status})" if item.suspect is not None else status


def _relation(item: Item, language: Language) -> Shown:
    return words.shown("relation", item.relation.value, language) if item.relation is not None else None


def _against(item: Item, language: Language) -> Shown:
    return "; ".join(words.shown("doubt", code, language) for code in item.evidence.against)


def _decided(item: Item, _: Language) -> Shown:
    if item.decision is None:
        return None
    parts = (item.decision.reviewer, item.decision.decided_on.isoformat(), item.decision.note)
    return " · ".join(part for part in parts if part)


def _child_place(item: Item, language: Language) -> Shown:
    return None if item.child is None else item.child.place[_LANGUAGES.index(language)]


def _parent_place(item: Item, language: Language) -> Shown:
    return item.parent.place[_LANGUAGES.index(language)]


def _before(item: Item, end: str) -> Shown:
    change: Change | None = getattr(item.suspect, end, None)
    return change.before if change is not None else None


COLUMNS: tuple[Column, ...] = (
    Column("decision", "Quyết định", "Decision", 18, _blank, entry=True, needed=True),
    Column("relation", "Quan hệ (nếu khác)", "Relation (if another)", 14, _blank, entry=True, needed=True),
    Column("note", "Lý do, ghi chú", "Reason, note", 26, _blank, entry=True, needed=True),
    Column("reviewer", "Người rà soát", "Reviewer", 18, _blank, entry=True, needed=True),
    Column("status", "Tình trạng", "Status", 15, _status),
    Column("score", "Điểm", "Score", 8, _of(lambda item: item.score)),
    Column("proposed", "Quan hệ hiện nay", "Relation now", 12, _relation, needed=True),
    Column(
        "child_text",
        "Nhiệm vụ cấp dưới",
        "Lower task",
        60,
        _of_child(lambda end: end.text),
        text=True,
        needed=True,
    ),
    Column(
        "parent_text",
        "Yêu cầu cấp trên",
        "Upper requirement",
        60,
        _of(lambda item: item.parent.text),
        text=True,
        needed=True,
    ),
    Column("phrases", "Lời văn chung", "Shared words", 28, _of(lambda item: "; ".join(item.evidence.phrases))),
    Column(
        "documents", "Cùng nêu văn bản", "Documents both name", 18, _of(lambda item: "; ".join(item.shared_documents))
    ),
    Column("against", "Điều không ủng hộ", "What speaks against", 22, _against),
    Column(
        "child_symbol", "Văn bản cấp dưới", "Lower document", 18, _of(lambda item: item.document_symbol), needed=True
    ),
    Column("child_path", "Vị trí nhiệm vụ", "Task's place", 14, _of_child(lambda end: end.path), needed=True),
    Column("child_place", "Nhiệm vụ trong tệp", "Task in its file", 24, _child_place, optional=True),
    Column("child_leads", "Chủ trì nhiệm vụ", "Task's leads", 20, _of_child(lambda end: end.leads)),
    Column("child_deadline", "Thời hạn nhiệm vụ", "Task's deadline", 18, _of_child(lambda end: end.deadline)),
    Column(
        "parent_symbol", "Văn bản cấp trên", "Upper document", 18, _of(lambda item: item.parent.symbol), needed=True
    ),
    Column("parent_path", "Vị trí yêu cầu", "Requirement's place", 14, _of(lambda item: item.parent.path), needed=True),
    Column("parent_place", "Yêu cầu trong tệp", "Requirement in its file", 24, _parent_place, optional=True),
    Column("parent_leads", "Chủ trì yêu cầu", "Requirement's leads", 20, _of(lambda item: item.parent.leads)),
    Column("parent_deadline", "Thời hạn yêu cầu", "Requirement's deadline", 18, _of(lambda item: item.parent.deadline)),
    Column("decided", "Đã quyết định", "Decided by", 22, _decided),
    Column(
        "child_before",
        "Nhiệm vụ khi quyết định",
        "Task when decided",
        40,
        _of(lambda item: _before(item, "child")),
        text=True,
    ),
    Column(
        "parent_before",
        "Yêu cầu khi quyết định",
        "Requirement when decided",
        40,
        _of(lambda item: _before(item, "parent")),
        text=True,
    ),
    Column("changes", "Thay đổi: [-bỏ-] [+thêm+]", "Changes: [-removed-] [+added+]", 40, _of(changes), text=True),
    Column(
        "document",
        "Mã văn bản cấp dưới",
        "Lower document's id",
        30,
        _of(lambda item: item.document),
        hidden=True,
        needed=True,
    ),
    Column("child", "Mã nhiệm vụ", "Task's id", 30, _of_child(lambda end: end.task), hidden=True, needed=True),
    Column(
        "parent", "Mã yêu cầu", "Requirement's id", 30, _of(lambda item: item.parent.task), hidden=True, needed=True
    ),
    Column(
        "child_fingerprint",
        "Dấu vân nhiệm vụ",
        "Task's fingerprint",
        20,
        _of_child(lambda end: end.fingerprint),
        hidden=True,
        needed=True,
    ),
    Column(
        "parent_fingerprint",
        "Dấu vân yêu cầu",
        "Requirement's fingerprint",
        20,
        _of(lambda item: item.parent.fingerprint),
        hidden=True,
        needed=True,
    ),
    Column(
        "last",
        "Quyết định trước số",
        "Earlier decision's number",
        10,
        _of(lambda item: item.decision.number if item.decision else None),
        hidden=True,
        needed=True,
    ),
)
"""All columns, in the order of the sheet: what to write first, then the two texts side by side, then their grounds."""
