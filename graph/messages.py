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
    "built-links": (
        "Liên kết giữa nhiệm vụ và yêu cầu trong cả kho: {proposed} máy đề xuất, {confirmed} đã được người xác nhận.",
        "Links between tasks and requirements in the whole store: {proposed} proposed by machine, "
        "{confirmed} confirmed by people.",
    ),
    "built-document": (
        "  {source}: {document}, {tasks} nhiệm vụ và mục tiêu, {placed} lời văn đã xếp vào đề mục",
        "  {source}: {document}, {tasks} tasks and objectives, {placed} of the text placed in the outline",
    ),
    "built-remark": ("    {remark}", "    {remark}"),
    "built-unchanged": (
        "Không đổi từ lần nạp trước, không đọc lại: {count} tệp.",
        "Unchanged since they were read: {count} files.",
    ),
    "built-kept": (
        "Giữ nguyên {count} tệp của các lần nạp trước: {names} (--prune gỡ những tệp không còn).",
        "Kept from earlier builds: {count} files: {names} (--prune removes those that are gone).",
    ),
    "built-removed": ("  {source}: đã gỡ khỏi kho", "  {source}: removed from the store"),
    "built-from-held": (
        "Không phải đọc lại văn bản nào; kho được cập nhật: ghi {statements} mệnh đề.",
        "No document had to be read; the store was brought up to date: {statements} statements written.",
    ),
    "nothing-changed": ("Không có gì thay đổi; kho giữ nguyên.", "Nothing has changed; the store is as it was."),
    "nothing-built": ("Không nạp được văn bản nào.", "No document could be loaded."),
    "backed-up": (
        "Đã sao lưu vào {path}: {sources} tệp nguồn, {decisions} quyết định, {statements} mệnh đề.",
        "Backed up to {path}: {sources} source files, {decisions} decisions, {statements} statements.",
    ),
    "restored": (
        "Đã khôi phục từ {path}: {sources} tệp nguồn, {decisions} quyết định, {statements} mệnh đề.",
        "Restored from {path}: {sources} source files, {decisions} decisions, {statements} statements.",
    ),
    "unlocked": ("Đã bỏ khóa ghi của {holder}.", "Removed the lock of {holder}."),
    "nothing-locked": ("Kho không bị khóa ghi.", "The store is not locked."),
    "warning": ("Lưu ý", "Warning"),
    "error": ("Lỗi", "Error"),
    "reading": ("Đọc văn bản", "Reading"),
    "aligning": ("Tìm liên kết giữa các cấp", "Aligning"),
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
    "place.line": ("dòng {line}", "line {line}"),
    "place.line-as-read": ("dòng {line} của văn bản như đã đọc", "line {line} of the text as read"),
    "place.page": ("trang {page}", "page {page}"),
    "place.pages": ("trang {page}–{last}", "pages {page}–{last}"),
    "place.sheet": ("trang tính {sheet}", "sheet {sheet}"),
    "place.row": ("hàng {row}", "row {row}"),
    "place.recognised": ("OCR, độ tin cậy {percent}%", "OCR, confidence {percent}%"),
    "remarks": ("Lưu ý khi đọc {source}", "Remarks of reading {source}"),
    "more-remarks": ("… còn {count} lưu ý nữa (--limit 0 để xem hết)", "… {count} more remarks (--limit 0 shows all)"),
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
    "status.candidate": ("để chọn", "candidate"),
    "status.proposed": ("máy đề xuất", "proposed"),
    "status.confirmed": ("đã xác nhận", "confirmed"),
    "status.rejected": ("đã bác bỏ", "rejected"),
    "relation.equal": ("bằng", "equal"),
    "relation.narrower": ("hẹp hơn", "narrower"),
    "relation.overlaps": ("giao nhau", "overlaps"),
    "link-status.candidate": ("để chọn", "candidate"),
    "link-status.proposed": ("máy đề xuất", "proposed"),
    "link-status.confirmed": ("đã xác nhận", "confirmed"),
    "link-status.rejected": ("đã bác bỏ", "rejected"),
    "set-relation.equal": ("bằng", "equal"),
    "set-relation.narrower": ("hẹp hơn", "narrower"),
    "set-relation.overlaps": ("giao nhau", "overlaps"),
    "verdict.confirm": ("xác nhận", "confirm"),
    "verdict.reject": ("bác bỏ", "reject"),
    "verdict.gap": ("xác nhận chưa có", "confirmed gap"),
    "verdict.exception": ("không cần thực hiện", "justified exception"),
    "later_verdict.confirm": ("xác nhận", "confirm"),
    "later_verdict.reject": ("bác bỏ", "reject"),
    "later_verdict.gap": ("xác nhận chưa có", "confirmed gap"),
    "later_verdict.exception": ("không cần thực hiện", "justified exception"),
    "rule.cites": ("viện dẫn trực tiếp", "cites"),
    "rule.chain": ("qua văn bản khác", "through others"),
    "rule.shared": ("cùng một chỉ đạo", "same directive"),
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
    "condition.part": ("một phần nhiệm vụ có điều kiện", "a part of the task has the condition"),
    "condition.words": ("lời văn nhiệm vụ có điều kiện", "the words of the task hold the condition"),
    "dated.draft": ("(dự thảo) đề ngày", "(a draft) is dated"),
    "dated.issued": ("đề ngày", "is dated"),
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
    "state.confirmed": ("đã xác nhận", "confirmed"),
    "state.proposed": ("máy đề xuất", "proposed"),
    "state.partly": ("khớp một phần", "partly"),
    "state.none-found": ("chưa tìm thấy trong kho", "not found in this collection"),
    "state.not-addressed": ("không giao cho cấp này", "not addressed to this level"),
    "state.blocked": ("văn bản ở giữa không có trong kho", "a document between is not held"),
    "state.confirmed-gap": ("đã xác nhận chưa có", "confirmed gap"),
    "state.justified": ("ngoại lệ có lý do", "justified exception"),
    "coverage-totals": ("{rows} dòng: {states}", "{rows} rows: {states}"),
    "coverage-partly": (
        "{state} {rows} (đã xác nhận {confirmed}, máy đề xuất {proposed})",
        "{state} {rows} (confirmed {confirmed}, proposed {proposed})",
    ),
    "coverage-state": ("{state} {rows}", "{state} {rows}"),
    "nothing-below-it": (
        "không có văn bản nào trong kho đứng dưới văn bản này",
        "no document of this collection stands below this one",
    ),
    "nothing-so-deep": (
        "không có văn bản cấp huyện, cấp xã nào trong kho đứng dưới văn bản này",
        "no document of a district or commune of this collection stands below this one",
    ),
    "nothing-to-count": (
        "văn bản này không có yêu cầu nào để đếm",
        "this document has no requirements to count",
    ),
    "not-held-to-count": (
        "kho chưa có {document} nên không có yêu cầu để đếm",
        "this collection does not hold {document}, so there are no requirements to count",
    ),
    "try-instead": ("thử: {documents}", "try: {documents}"),
    "circle": (
        "{document} và {other} thực hiện hoặc căn cứ lẫn nhau thành vòng: không xếp văn bản nào dưới văn bản nào",
        "{document} and {other} carry out, or rest on, one another in a circle: neither counts as below the other",
    ),
    "review-exported": (
        "{count} dòng cần quyết định: {suspects} cần xem lại, {links} liên kết, {gaps} yêu cầu chưa tìm thấy nhiệm vụ.",
        "{count} rows to decide: {suspects} to look at again, {links} links, {gaps} requirements with no task found.",
    ),
    "review-refitted": (
        "Đã học lại từ {confirmed} liên kết xác nhận và {rejected} liên kết bị bác; điểm Brier trên phần để riêng: "
        "{before} trước, {after} sau. Các liên kết đã được chấm lại.",
        "Learned from {confirmed} confirmed and {rejected} rejected links; Brier score of those held out: "
        "{before} before, {after} after. All links were scored anew.",
    ),
    "review-not-better": (
        "{confirmed} liên kết xác nhận và {rejected} liên kết bị bác chưa giúp chấm tốt hơn (điểm Brier {before} "
        "trước, {after} sau); giữ trọng số cũ.",
        "{confirmed} confirmed and {rejected} rejected links do not make the scores better yet (Brier score {before} "
        "before, {after} after); the weights stay as they were.",
    ),
    "review-imported": (
        "Đã ghi {taken} quyết định; {repeated} đã ghi từ trước, {refused} dòng bị từ chối, "
        "{undecided} dòng chưa quyết định.",
        "{taken} decisions recorded; {repeated} were recorded before, {refused} rows refused, {undecided} not decided.",
    ),
    "review-lost": (
        "quyết định số {number} ({reviewer}, {date}) vẫn được giữ, nhưng kho không còn {task}",
        "decision {number} ({reviewer}, {date}) is kept, but the store no longer has {task}",
    ),
    "review-suspect": (
        "quyết định số {number}, {verdict} ({reviewer}, {date}): lời văn đã thay đổi",
        "decision {number}, {verdict} ({reviewer}, {date}): its words have changed",
    ),
    "review-no-suspects": (
        "Không có quyết định nào cần xem lại.",
        "No decision has to be looked at again.",
    ),
    "links-up": (
        "liên kết lên {document}: {confirmed} đã xác nhận, {proposed} đề xuất, chưa rà soát",
        "links up to {document}: {confirmed} confirmed, {proposed} proposed, not reviewed",
    ),
    "carries-out": ("Thực hiện yêu cầu của cấp trên", "Carries out requirements above"),
    "carried-out-by-tasks": ("Được nhiệm vụ cấp dưới thực hiện", "Carried out by tasks below"),
    "no-link-up": (
        "chưa tìm thấy trong kho yêu cầu cấp trên nào mà nhiệm vụ này thực hiện",
        "no requirement above that it carries out was found in this collection",
    ),
    "no-link-down": (
        "chưa tìm thấy trong kho nhiệm vụ cấp dưới nào thực hiện nội dung này",
        "no task below that carries it out was found in this collection",
    ),
    "link.confirmed": ("đã xác nhận ({reviewer})", "confirmed ({reviewer})"),
    "link.proposed": ("đề xuất, chưa rà soát", "proposed, not reviewed"),
    "link.suspect": ("cần xem lại: lời văn đã thay đổi", "to look at again: its words have changed"),
    "link.equal": ("nhiệm vụ bằng yêu cầu", "the task equals the requirement"),
    "link.narrower": ("nhiệm vụ hẹp hơn yêu cầu", "the task is narrower than the requirement"),
    "link.overlaps": ("nhiệm vụ và yêu cầu giao nhau", "task and requirement overlap"),
    "link-score": ("điểm {score}", "score {score}"),
    "more-links": ("… còn {count} liên kết nữa (--limit 0 để xem hết)", "… {count} more links (--limit 0 shows all)"),
    "built-similar": (
        "Cặp nhiệm vụ có nội dung tương tự ở địa bàn khác nhau: {similar} (không nói lên quan hệ trên dưới).",
        "Pairs of tasks of different territories that say much the same: {similar} (no lineage is claimed).",
    ),
    "field.symbol": ("số, ký hiệu", "symbol"),
    "field.date": ("ngày ban hành", "date"),
    "audit.high": ("cao", "high"),
    "audit.medium": ("trung bình", "medium"),
    "audit.low": ("thấp", "low"),
    "audit-summary": (
        "Số điểm phát hiện: {high} mức cao, {medium} mức trung bình, {low} mức thấp.",
        "Findings: {high} high, {medium} medium, {low} low.",
    ),
    "audit-no-day": (
        "Chưa kiểm tra vì không có --as-of: {checks}",
        "Not checked for want of --as-of: {checks}",
    ),
    "more-findings": ("… còn {count} điểm nữa (--limit 0 để xem hết)", "… {count} more (--limit 0 shows all)"),
    "none": ("không có", "none"),
    "no-findings": (
        "Các phép kiểm tra đã chạy không phát hiện điểm nào trong kho này.",
        "The checks that ran found nothing in this collection.",
    ),
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


_TRANSLATED_IN_TURN = frozenset({"reason", "kind", "problem"})


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
