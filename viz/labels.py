"""Every word that a map adds of its own, in Vietnamese and English. Words of the documents are never translated."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

Text: TypeAlias = str | dict[str, str]
"""A text for the page: one string where both languages read the same, else one for each language."""


def label(key: str, **values: object) -> Text:
    """The label called `key` with `values` filled in, in both languages. Raises KeyError for an unknown key."""
    vietnamese, english = _LABELS[key]
    return both(vietnamese.format(**values), english.format(**values))


def both(vietnamese: str, english: str) -> Text:
    """One string where the two are the same."""
    return vietnamese if vietnamese == english else {"vi": vietnamese, "en": english}


def say(text: Text, lang: Language) -> str:
    """The text in one language."""
    return text if isinstance(text, str) else text[lang]


def join(parts: list[Text], separator: str = " · ") -> Text:
    """Several texts in one line."""
    return both(separator.join(say(part, "vi") for part in parts), separator.join(say(part, "en") for part in parts))


def day(value: date) -> str:
    """A date as Vietnamese documents write it: 27/11/2017."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def interface() -> dict[str, Text]:
    """The labels that the page itself puts in: buttons and hints without their prefix "page.", fields, kinds."""
    return {key.removeprefix("page."): label(key) for key in _LABELS if key.startswith(("page.", "field.", "kind."))}


_LABELS: dict[str, tuple[str, str]] = {
    # titles
    "title.documents": ("Bản đồ văn bản chỉ đạo", "Map of directive documents"),
    "title.tasks": ("Bản đồ nhiệm vụ: {directive}", "Task map: {directive}"),
    "as-of": ("tính đến {date}", "as of {date}"),
    "view.documents": ("Bản đồ văn bản", "Document map"),
    "view.tasks": ("Bản đồ nhiệm vụ của một văn bản chỉ đạo", "Task map of one directive"),
    # page
    "page.search-documents": ("Tìm số hiệu, trích yếu, nơi ban hành", "Search symbols, titles, issuers"),
    "page.search-tasks": ("Tìm cơ quan, câu chữ, số hiệu", "Search bodies, words, symbols"),
    "page.searched-documents": (
        "Tìm trong tên loại, số hiệu, cơ quan ban hành, trích yếu, cấp, địa bàn, ngày và tệp nguồn của văn bản, "
        "không tìm trong nhiệm vụ: việc giao cho từng cơ quan có ở bản đồ nhiệm vụ. Esc bỏ tìm.",
        "Searches the documents' types, symbols, issuers, titles, levels, territories, dates and source files, "
        "not their tasks: what a body is assigned is on the task map. Esc clears.",
    ),
    "page.searched-tasks": (
        "Tìm trong văn bản, đề mục, nguyên văn nhiệm vụ, cơ quan, thời hạn và điều kiện. Esc bỏ tìm.",
        "Searches documents, headings, the words of tasks, bodies, deadlines and conditions. Esc clears.",
    ),
    "page.readable": ("Cỡ dễ đọc", "Readable size"),
    "page.fit": ("Toàn cảnh", "Whole map"),
    "page.print": ("In A3", "Print A3"),
    "page.language": ("English", "Tiếng Việt"),
    "page.language-hint": ("Switch to English", "Chuyển sang tiếng Việt"),
    "page.all-citations": ("Mọi trích dẫn", "All citations"),
    "page.mentions": ("Văn bản chỉ nhắc đến", "Mere mentions"),
    "page.list": ("Danh mục", "List"),
    "page.found": ("Kết quả tìm", "Found"),
    "page.none-found": ("Không có kết quả", "Nothing found"),
    "page.help": (
        "Chọn một ô hoặc một đường nối để xem câu chữ và nguồn. Tab đi tới danh mục, Enter chọn, Esc bỏ chọn. "
        "Lăn chuột để cuộn, Ctrl và lăn để phóng.",
        "Choose a box or a line to see its words and source. Tab goes to the list, Enter selects, Esc clears. "
        "The wheel scrolls, with Ctrl it zooms.",
    ),
    "page.close": ("Bỏ chọn (Esc)", "Clear (Esc)"),
    "page.line": ("dòng", "line"),
    "page.canvas": (
        "Bản đồ. Dùng danh mục bên cạnh để chọn bằng bàn phím.",
        "Map. Use the list beside it to select by keyboard.",
    ),
    "page.empty": ("Không có gì để vẽ.", "There is nothing to draw."),
    "page.fold": ("Thu gọn", "Fold"),
    "page.unfold": ("Mở", "Unfold"),
    # levels
    "level.central": ("Trung ương", "Central"),
    "level.province": ("Tỉnh", "Province"),
    "level.district": ("Huyện", "District"),
    "level.commune": ("Xã", "Commune"),
    "level.unknown": ("Chưa rõ cấp", "Level unknown"),
    # branches
    "branch.party": ("Đảng", "Party"),
    "branch.state": ("Nhà nước", "State"),
    "branch.front": ("Mặt trận, đoàn thể", "Front, unions"),
    "branch.unknown": ("Chưa rõ hệ thống", "System unknown"),
    # documents
    "document": ("Văn bản", "Document"),
    "unnamed": ("Văn bản chưa rõ số hiệu", "Document without a symbol"),
    "not-held": ("Chưa có trong kho", "Not in this collection"),
    "held": ("Có trong kho", "In this collection"),
    "tasks": ("{count} nhiệm vụ", "{count} tasks"),
    "task": ("1 nhiệm vụ", "1 task"),
    "objectives": ("{count} mục tiêu", "{count} objectives"),
    "objective": ("1 mục tiêu", "1 objective"),
    "disputed": ("Ngày mâu thuẫn", "Dates conflict"),
    "not-held.short": ("chưa có trong kho", "not held"),
    "inferred-short": ("suy ra", "inferred"),
    "status.draft": ("Dự thảo", "Draft"),
    "status.issued": ("Đã ban hành", "Issued"),
    # fields of the panel
    "field.symbol": ("Số, ký hiệu", "Symbol"),
    "field.type": ("Loại", "Type"),
    "field.issuer": ("Cơ quan ban hành", "Issuer"),
    "field.title": ("Trích yếu", "Title"),
    "field.level": ("Cấp", "Level"),
    "field.branch": ("Hệ thống", "System"),
    "field.territory": ("Địa bàn", "Territory"),
    "field.date": ("Ngày ban hành", "Date"),
    "field.claims": ("Ngày theo các văn bản (mâu thuẫn)", "Dates according to documents (conflicting)"),
    "field.status": ("Trạng thái", "Status"),
    "field.held": ("Trong kho", "Collection"),
    "field.source": ("Tệp nguồn", "Source file"),
    "field.tasks": ("Nhiệm vụ", "Tasks"),
    "field.cites": ("Viện dẫn", "Cites"),
    "field.cited-by": ("Được viện dẫn", "Cited by"),
    "field.path": ("Vị trí", "Place"),
    "field.document": ("Văn bản", "Document"),
    "field.section": ("Mục", "Section"),
    "field.deadline": ("Thời hạn", "Deadline"),
    "field.begin": ("Bắt đầu", "Begins"),
    "field.due": ("Hoàn thành", "Due"),
    "field.recurrence": ("Lặp lại", "Recurs"),
    "field.condition": ("Điều kiện", "Condition"),
    "field.names": ("Văn bản được nêu", "Documents named"),
    "field.same-as": ("Lặp lại nhiệm vụ", "Repeats the task"),
    "field.repeated-by": ("Được phụ lục nhắc lại", "Repeated in an appendix"),
    "field.lead": ("Chủ trì", "Lead"),
    "field.coordinating": ("Phối hợp", "Coordinating"),
    "field.consulted": ("Cho ý kiến", "Consulted"),
    "field.deciding": ("Quyết định", "Deciding"),
    "field.quote": ("Nguyên văn", "Verbatim"),
    "field.kind": ("Loại", "Kind"),
    "field.between": ("Quan hệ", "Relation"),
    "inferred": ("suy ra từ", "inferred from"),
    "inferred-unsaid": ("được suy ra", "inferred"),
    "according-to": ("theo {witness}", "according to {witness}"),
    "places": ("{count} chỗ", "{count} places"),
    # relations
    "relation.implements": ("thực hiện", "implements"),
    "relation.basis": ("căn cứ", "is based on"),
    "relation.amends": ("sửa đổi", "amends"),
    "relation.replaces": ("thay thế", "replaces"),
    "relation.mentions": ("nhắc đến", "mentions"),
    # tasks
    "kind.task": ("Nhiệm vụ", "Task"),
    "kind.objective": ("Mục tiêu", "Objective"),
    "kind.appendix": ("Dòng trong bảng, phụ lục", "Row of a table or appendix"),
    "recurrence.ongoing": ("thường xuyên", "ongoing"),
    "recurrence.annual": ("hằng năm", "annual"),
    "recurrence.semiannual": ("6 tháng", "semiannual"),
    "recurrence.quarterly": ("hằng quý", "quarterly"),
    "recurrence.monthly": ("hằng tháng", "monthly"),
    "recurrence.weekly": ("hằng tuần", "weekly"),
    "recurrence.other": ("khác", "other"),
    "no-heading": ("Ngoài mục", "No section"),
    "more-tasks": ("+{count} nhiệm vụ", "+{count} tasks"),
    "more-sections": ("+{count} mục", "+{count} sections"),
    "more-documents": ("+{count} văn bản", "+{count} documents"),
    # legend
    "legend.party": ("Đảng", "Party"),
    "legend.state": ("Nhà nước", "State"),
    "legend.absent": ("Chưa có trong kho", "Not in this collection"),
    "legend.implements": ("thực hiện", "implements"),
    "legend.basis": ("căn cứ", "is based on"),
    "legend.reported": ("theo lời văn bản khác", "as another one reports"),
    "legend.mentions": ("nhắc đến", "mentions"),
    "legend.arrow": ("Mũi tên chỉ tới văn bản được viện dẫn", "Arrows point to the document cited"),
    "legend.holds": ("mục, nhiệm vụ", "sections, tasks"),
    "legend.same-as": ("phụ lục nhắc lại", "repeated in an appendix"),
    "legend.no-claim": (
        "Không nối nhiệm vụ giữa các văn bản",
        "No links between documents' tasks",
    ),
}
