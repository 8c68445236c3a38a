"""Small made-up documents for the checks of the audit: for each check texts that fail it, and texts that pass it."""

from __future__ import annotations

from dataclasses import dataclass

PROVINCE = """\
ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU
Số: 12/KH-UBND
Lai Châu, ngày 01 tháng 02 năm 2019

KẾ HOẠCH
Chăm sóc cây xanh nơi công sở

Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Sở Nội vụ chủ trì kiểm đếm cây xanh, xong trước ngày 30/6/2019.
"""
DECISION = PROVINCE.replace("12/KH-UBND", "12/2019/QĐ-UBND").replace("KẾ HOẠCH", "QUYẾT ĐỊNH")
DECISION_CITED = "Quyết định số 12/2019/QĐ-UBND ngày 01/02/2019 của Ủy ban nhân dân tỉnh Lai Châu"
DISTRICT = """\
ỦY BAN NHÂN DÂN
HUYỆN PHONG THỔ
Số: 30/KH-UBND
Phong Thổ, ngày 05 tháng 3 năm 2019

KẾ HOẠCH
Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2019 của Ủy ban nhân dân tỉnh Lai Châu

Ủy ban nhân dân huyện ban hành Kế hoạch như sau:
I. NHIỆM VỤ
{tasks}
"""
TWO_TASKS = (
    "1. Phòng Nội vụ chủ trì kiểm đếm cây xanh, hoàn thành trong năm 2019.",
    "2. Phòng Tài chính chủ trì lập dự toán, xong trước ngày 30/6/2019.",
)
BODY = (
    "1. Lập danh mục cây xanh cần chăm sóc trong khuôn viên công sở của huyện.\n- Chủ trì: {lead}.\n- Thời gian: {due}."
)
APPENDIX = """
PHỤ LỤC
DANH MỤC NHIỆM VỤ

| STT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
|---|---|---|---|---|
| 1 | Lập danh mục cây xanh cần chăm sóc trong khuôn viên công sở của huyện | {lead} | Phòng Tài chính | {due} |
"""


@dataclass(frozen=True, slots=True)
class Case:
    """Texts by file name that fail the check `code`, those that pass it, and where and what the finding quotes.

    at and against are (file, words within the quote); severity is the finding's; as_of the day of the audit.
    """

    code: str
    severity: str
    failing: dict[str, str]
    passing: dict[str, str]
    at: tuple[str, str]
    against: tuple[str, str] | None = None
    as_of: str | None = None


def district(*tasks: str, after: str = "", **changes: str) -> str:
    """The district's plan with these tasks; each keyword replaces a text of it: old=new is given as old__new."""
    text = DISTRICT.format(tasks="\n".join(tasks or TWO_TASKS)) + after
    for old, new in changes.items():
        text = text.replace(_REPLACED[old], new)
    return text


_REPLACED = {
    "number": "30/KH-UBND",
    "day": "ngày 05 tháng 3 năm 2019",
    "cited": "Kế hoạch số 12/KH-UBND ngày 01/02/2019 của Ủy ban nhân dân tỉnh Lai Châu",
}
D, P = "huyen.txt", "tinh.txt"


def repeated(lead: str, due: str) -> str:
    """The district's plan with an appendix that repeats its one task with this lead and deadline."""
    row = APPENDIX.format(lead=lead, due=due)
    return district(BODY.format(lead="Phòng Nội vụ", due="tháng 6/2019"), after=row)


CASES = (
    Case(
        "date-conflict",
        "high",
        {D: district("1. Phòng Nội vụ chủ trì làm theo Nghị quyết số 99-NQ/TW ngày 20/11/2018 của Bộ Chính trị.",
                     "2. Phòng Y tế chủ trì làm theo Nghị quyết số 99-NQ/TW ngày 20/11/2017 của Bộ Chính trị.")},
        {D: district("1. Phòng Nội vụ chủ trì làm theo Nghị quyết số 99-NQ/TW ngày 20/11/2017 của Bộ Chính trị.",
                     "2. Phòng Y tế chủ trì làm theo Nghị quyết số 99-NQ/TW ngày 20/11/2017 của Bộ Chính trị.")},
        (D, "ngày 20/11/2017"),
        (D, "ngày 20/11/2018"),
    ),
    Case(
        "cites-later",
        "high",
        {D: district(cited="Kế hoạch số 12/KH-UBND ngày 01/02/2020 của Ủy ban nhân dân tỉnh Lai Châu")},
        {D: district(cited="Kế hoạch số 12/KH-UBND ngày 05/3/2019 của Ủy ban nhân dân tỉnh Lai Châu")},
        (D, "ngày 01/02/2020"),
        (D, "ngày 05 tháng 3 năm 2019"),
    ),
    Case(
        "symbol-slip",
        "medium",
        {D: district("1. Phòng Nội vụ chủ trì làm theo Nghị quyết số 99-NQ/TW ngày 20/11/2017 của Bộ Chính trị.",
                     "2. Phòng Y tế chủ trì làm tiếp theo Nghị quyết số 99/NQ-CP.")},
        {D: district("1. Phòng Nội vụ chủ trì làm theo Nghị quyết số 99-NQ/TW ngày 20/11/2017 của Bộ Chính trị.",
                     "2. Phòng Y tế chủ trì làm tiếp theo Nghị quyết số 99/NQ-CP ngày 15/10/2018 của Chính phủ.")},
        (D, "99/NQ-CP"),
        (D, "99-NQ/TW"),
    ),
    Case(
        "symbol-form",
        "low",
        {D: district("1. Phòng Nội vụ chủ trì làm theo Nghị quyết số 99-NQ/CP ngày 20/11/2017 của Chính phủ.")},
        {D: district("1. Phòng Nội vụ chủ trì làm theo Nghị quyết số 99/NQ-CP ngày 20/11/2017 của Chính phủ.")},
        (D, "99-NQ/CP"),
    ),
    Case(
        "blank-number",
        "medium",
        {D: district(after="\nPHỤ LỤC\n(Kèm theo Kế hoạch số:    /KH-UBND của Ủy ban nhân dân huyện)\n")},
        {D: district(after="\nPHỤ LỤC\n(Kèm theo Kế hoạch số: 30/KH-UBND của Ủy ban nhân dân huyện)\n")},
        (D, "/KH-UBND của Ủy ban"),
    ),
    Case(
        "blank-date",
        "medium",
        {D: district(after="\nPHỤ LỤC\n(Kèm theo Kế hoạch ngày    /    /2019 của Ủy ban nhân dân huyện)\n")},
        {D: district(after="\nPHỤ LỤC\n(Kèm theo Kế hoạch ngày 05/3/2019 của Ủy ban nhân dân huyện)\n")},
        (D, "ngày / /2019"),
    ),
    Case("cited-not-held", "medium", {D: district()}, {D: district(), P: PROVINCE}, (D, "12/KH-UBND")),
    Case(
        "circle",
        "high",
        {D: district(), P: PROVINCE.replace(
            "Chăm sóc cây",
            "Thực hiện Kế hoạch số 30/KH-UBND ngày 05/3/2019 của Ủy ban nhân dân huyện Phong Thổ về cây",
        )},
        {D: district(), P: PROVINCE},
        (D, "12/KH-UBND"),
        (P, "30/KH-UBND"),
    ),
    Case("draft", "low", {D: f"DỰ THẢO\n{district()}"}, {D: district()}, (D, "DỰ THẢO")),
    Case(
        "identity-inferred",
        "low",
        {D: district(cited=DECISION_CITED), P: DECISION.replace("ngày 01 tháng 02 năm", "ngày    tháng    năm")},
        {D: district(cited=DECISION_CITED), P: DECISION},
        (D, "ngày 01/02/2019"),
    ),
    Case("identity-missing", "medium", {D: district(number="")}, {D: district()}, (D, "")),
    Case(
        "numbering-repeated",
        "low",
        {D: district(*TWO_TASKS, "2. Phòng Y tế chủ trì kiểm tra thuốc trừ sâu, xong trong năm 2019.")},
        {D: district(*TWO_TASKS, "3. Phòng Y tế chủ trì kiểm tra thuốc trừ sâu, xong trong năm 2019.")},
        (D, "2. Phòng Y tế"),
        (D, "2. Phòng Tài chính"),
    ),
    Case(
        "numbering-order",
        "low",
        {D: district(*TWO_TASKS, "4. Phòng Y tế chủ trì kiểm tra thuốc trừ sâu, xong trong năm 2019.")},
        {D: district(*TWO_TASKS, "3. Phòng Y tế chủ trì kiểm tra thuốc trừ sâu, xong trong năm 2019.")},
        (D, "4. Phòng Y tế"),
        (D, "2. Phòng Tài chính"),
    ),
    Case(
        "end-before-begin",
        "high",
        {D: district("1. Phòng Nội vụ chủ trì trồng cây từ năm 2022 đến năm 2020.")},
        {D: district("1. Phòng Nội vụ chủ trì trồng cây, hoàn thành trong năm 2020 và chăm sóc từ năm 2021.")},
        (D, "từ năm 2022 đến năm 2020"),
    ),
    Case(
        "no-lead",
        "medium",
        {D: district("1. Rà soát biên chế, hoàn thành trong năm 2019.")},
        {D: district("1. Phòng Nội vụ chủ trì rà soát biên chế, hoàn thành trong năm 2019.")},
        (D, "Rà soát biên chế"),
    ),
    Case(
        "several-leads",
        "medium",
        {D: district("1. Phòng Nội vụ, Phòng Tài chính chủ trì rà soát biên chế, hoàn thành trong năm 2019.")},
        {D: district("1. Phòng Nội vụ chủ trì, phối hợp với Phòng Tài chính rà soát biên chế, xong trong năm 2019.",
                     "2. Phòng Nội vụ, Phòng Y tế tổ chức rà soát biên chế, hoàn thành trong năm 2019.")},
        (D, "Phòng Nội vụ, Phòng Tài chính"),
    ),
    Case(
        "several-addressees",
        "low",
        {D: district("1. Phòng Nội vụ, Phòng Tài chính tổ chức rà soát biên chế, hoàn thành trong năm 2019.")},
        {D: district("1. Phòng Nội vụ, Phòng Tài chính chủ trì rà soát biên chế, hoàn thành trong năm 2019.",
                     "2. Phòng Y tế tổ chức rà soát biên chế, hoàn thành trong năm 2019.")},
        (D, "Phòng Nội vụ, Phòng Tài chính"),
    ),
    Case(
        "repeated-roles",
        "medium",
        {D: repeated("Phòng Y tế", "Tháng 6/2019")},
        {D: repeated("Phòng Nội vụ", "Tháng 6/2019")},
        (D, "Lập danh mục cây xanh"),
        (D, "Phòng Y tế"),
    ),
    Case(
        "repeated-deadline",
        "high",
        {D: repeated("Phòng Nội vụ", "Tháng 9/2019")},
        {D: repeated("Phòng Nội vụ", "Tháng 6/2019")},
        (D, "Lập danh mục cây xanh"),
        (D, "Tháng 9/2019"),
    ),
    Case(
        "overdue",
        "medium",
        {D: district("1. Phòng Tài chính chủ trì lập dự toán, xong trước ngày 30/6/2019.")},
        {D: district("1. Phòng Tài chính chủ trì lập dự toán, xong trước ngày 30/6/2021.",
                     "2. Phòng Tài chính chủ trì báo cáo hằng năm, từ năm 2018.")},
        (D, "lập dự toán"),
        as_of="2020-01-01",
    ),
    Case(
        "condition-open",
        "low",
        {D: district("1. Phòng Nội vụ chủ trì trồng thêm cây sau khi có hướng dẫn của tỉnh.")},
        {D: district("1. Phòng Nội vụ chủ trì trồng thêm cây ở những nơi có đủ điều kiện.")},
        (D, "sau khi có hướng dẫn của tỉnh"),
    ),
    Case(
        "no-deadline",
        "low",
        {D: district("1. Phòng Nội vụ chủ trì rà soát biên chế của huyện.")},
        {D: district("1. Phòng Nội vụ chủ trì rà soát biên chế của huyện, hoàn thành trong năm 2019.")},
        (D, "rà soát biên chế"),
    ),
)  # fmt: skip
"""One case for each check within documents."""
