"""What the command line says, in Vietnamese and English.

Its own sentences stand here. Those of errors are written in English where the error is raised, and have their
Vietnamese in data/lexicon/messages.csv.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Literal

from graph.errors import LineageError
from graph.lexicon.tables import read_rows

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A row of data/lexicon/messages.csv: an English text with {placeholders}, its Vietnamese, a text that it fits.

    A placeholder stands for any text. What {reason} and {kind} stand for are words of the program or of the operating
    system and have rows of their own; what others stand for belongs to the user and stays as it is.
    """

    pattern: str
    vi: str
    example: str

    def values(self, text: str) -> dict[str, str] | None:
        """What the placeholders stand for in `text`, or None where the pattern does not fit the whole of it."""
        literals, names = _parts(self.pattern)
        for whole in (text, f"{text} "):  # an empty value at the end of a text has lost the blank before it
            found = _between(literals, whole)
            if found is not None:
                return dict(zip(names, found, strict=True))
        return None


_MESSAGES: dict[str, tuple[str, str]] = {
    "built": (
        "Đã nạp {documents} văn bản, {tasks} nhiệm vụ và mục tiêu; {cited} văn bản chỉ được viện dẫn; "
        "ghi {statements} mệnh đề.",
        "Loaded {documents} documents, {tasks} tasks and objectives; {cited} documents only cited; "
        "{statements} statements written.",
    ),
    "built-document": (
        "  {source}: {document}, {tasks} nhiệm vụ và mục tiêu, {placed} lời văn đã xếp vào đề mục",
        "  {source}: {document}, {tasks} tasks and objectives, {placed} of the text placed in the outline",
    ),
    "nothing-built": ("Không nạp được văn bản nào.", "No document could be loaded."),
    "warning": ("Lưu ý", "Warning"),
    "error": ("Lỗi", "Error"),
    "reading": ("Đọc văn bản", "Reading"),
    "loading": ("Ghi vào kho", "Loading"),
    "wrote": ("Đã ghi {path}", "Wrote {path}"),
    "conforms": ("Kho đúng với mọi ràng buộc.", "The graph conforms to all shapes."),
    "only-warnings": ("{warnings} điểm cần xem, không có lỗi.", "{warnings} to look at, no violations."),
    "violations": ("{violations} lỗi, {warnings} điểm cần xem.", "{violations} violations, {warnings} to look at."),
    "severity.violation": ("Lỗi", "Violation"),
    "severity.warning": ("Cần xem", "To look at"),
    "severity.info": ("Ghi chú", "Note"),
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    "no-rows": ("Không có dòng nào.", "No rows."),
    "level.central": ("Trung ương", "central"),
    "level.province": ("tỉnh", "province"),
    "level.district": ("huyện", "district"),
    "level.commune": ("xã", "commune"),
    "level.None": ("chưa rõ cấp", "level not stated"),
    "not-held": ("không có trong kho", "not held"),
    "held-tasks": ("{count} nhiệm vụ, mục tiêu", "{count} tasks, objectives"),
    "inferred": ("suy ra", "inferred"),
    "contradictory": ("mâu thuẫn", "contradictory"),
    "symbol": ("số, ký hiệu", "symbol"),
    "also": ("cũng trực tiếp {relation} {document} [{source}]", "also directly {relation} {document} [{source}]"),
    "disputed": ("ngày còn mâu thuẫn: {dates}", "dates contradict: {dates}"),
    "relation.implements": ("thực hiện", "implements"),
    "relation.basis": ("căn cứ", "based on"),
    "according-to": ("theo {source}", "according to {source}"),
    "relation.amends": ("sửa đổi", "amends"),
    "relation.replaces": ("thay thế", "replaces"),
    "relation.mentions": ("nhắc đến", "mentions"),
    "status.draft": ("dự thảo", "draft"),
    "status.issued": ("đã ban hành", "issued"),
    "kind.task": ("nhiệm vụ", "task"),
    "kind.objective": ("mục tiêu", "objective"),
    "recurrence.ongoing": ("thường xuyên", "ongoing"),
    "recurrence.annual": ("hằng năm", "annual"),
    "recurrence.semiannual": ("6 tháng", "semiannual"),
    "recurrence.quarterly": ("hằng quý", "quarterly"),
    "recurrence.monthly": ("hằng tháng", "monthly"),
    "recurrence.weekly": ("hằng tuần", "weekly"),
    "recurrence.other": ("định kỳ", "other"),
    "role.lead": ("chủ trì", "lead"),
    "role.coordinating": ("phối hợp", "coordinating"),
    "role.consulted": ("cho ý kiến", "consulted"),
    "role.deciding": ("quyết định", "deciding"),
    "no-lead": ("không nêu cơ quan chủ trì", "no lead stated"),
    "deadline": ("thời hạn", "deadline"),
    "no-deadline": ("không nêu thời hạn", "no deadline stated"),
    "condition": ("điều kiện", "condition"),
    "names": ("nêu tên", "names"),
    "repeats": ("nhắc lại", "repeats"),
    "objective": ("mục tiêu", "objective"),
    "more": ("… còn {count} nhiệm vụ nữa (--limit 0 để xem hết)", "… {count} more tasks (--limit 0 shows all)"),
    "seen-above": ("(đã nêu ở trên)", "(shown above)"),
    "carried-out-by": ("Được triển khai bởi", "Carried out by"),
    "comes-from": ("Bắt nguồn từ", "Comes down from"),
    "nothing-below": (
        "chưa tìm thấy trong kho văn bản nào triển khai",
        "no document that carries it out was found in this collection",
    ),
    "nothing-above": (
        "không nêu văn bản cấp trên nào trong kho",
        "names no document above it in this collection",
    ),
    "found-tasks": ("{count} nhiệm vụ có lời văn này", "{count} tasks hold these words"),
    "parameters": ("tham số", "parameters"),
}


def say(key: str, language: Language, **values: object) -> str:
    """The message called `key` with its values filled in. Raises KeyError for an unknown key."""
    return _MESSAGES[key][0 if language == "vi" else 1].format(**values)


def word(key: str, language: Language) -> str | None:
    """The message called `key`, or None where there is none: codes such as "level.central" in words."""
    return say(key, language) if key in _MESSAGES else None


def wordings() -> tuple[Wording, ...]:
    """All rows of data/lexicon/messages.csv. Raises LexiconError when the file is missing or malformed."""
    return read_rows("messages.csv", Wording)


def translated(text: str, language: Language) -> str:
    """An error's English text in `language`: as it is in English, or where no row of the catalogue fits it.

    Never raises: an installation without the catalogue can still say what is wrong with it.
    """
    if language == "en":
        return text
    try:
        return _reworded(text, _TRANSLATED_IN_TURN)
    except LineageError:
        return text


def error_line(error: LineageError, language: Language) -> str:
    """What, where and remedy of an error as one line in `language`."""
    return error.line(lambda text: translated(text, language))


_TRANSLATED_IN_TURN = frozenset({"reason", "kind"})


def _reworded(text: str, in_turn: frozenset[str]) -> str:
    for wording in wordings():
        values = wording.values(text)
        if values is not None:
            words = {
                name: _reworded(value, frozenset()) if name in in_turn else value for name, value in values.items()
            }
            return wording.vi.format(**words)
    return text


@cache
def _parts(pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A pattern's fixed parts and, between each two of them, its placeholders' names."""
    literals, names = [""], []
    for literal, name, _, _ in Formatter().parse(pattern):
        literals[-1] += literal
        if name is not None:
            names.append(name)
            literals.append("")
    return tuple(literals), tuple(names)


def _between(literals: tuple[str, ...], text: str) -> tuple[str, ...] | None:
    """What stands between the fixed parts when they make up `text` in their order, each at its first place.

    One pass without going back, so linear in the text: the first place of a part leaves most to those after it.
    """
    first, last = literals[0], literals[-1]
    if len(literals) == 1:
        return () if text == first else None
    end = len(text) - len(last)
    if not text.startswith(first) or not text.endswith(last) or end < len(first):
        return None
    found, place = [], len(first)
    for literal in literals[1:-1]:
        start = text.find(literal, place, end)
        if start < 0:
            return None
        found.append(text[place:start])
        place = start + len(literal)
    return (*found, text[place:end])
