"""What the command line says, in Vietnamese and English."""

from __future__ import annotations

from typing import Literal

Language = Literal["vi", "en"]

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
    "violations": ("{count} chỗ trái ràng buộc.", "{count} violations."),
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
