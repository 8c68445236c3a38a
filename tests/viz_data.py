"""Hand-made data for the tests of the maps: a small cascade with every kind of node and edge."""

from __future__ import annotations

from datetime import date

from graph.model import Branch, Level, Recurrence, Relation, Role, Status, TaskKind
from viz.briefing import Briefing
from viz.model import (
    DatedClaim,
    DocumentEdge,
    DocumentMapData,
    DocumentNode,
    Evidence,
    Inference,
    Part,
    TaskGroup,
    TaskMapData,
    TaskNode,
)

HOSTILE = (
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 2</script>",
    '<img src=x onerror="window.hacked = 3">',
    "\"'`>javascript:window.hacked=4",
    "<!--<script>{{ 7 * 7 }}{% raw %}${window.hacked=5}",
    "\u2028window.hacked = 6\u2029\\u003c/script\\u003e href=",
)


def said(file: str, line: int, quote: str) -> Evidence:
    return Evidence(file, line, quote)


PLAN = "ke-hoach-tinh.txt"
DISTRICT = "ke-hoach-huyen.md"

DOCUMENTS = (
    DocumentNode(
        id="nq18",
        held=False,
        symbol="18-NQ/TW",
        type="Nghị quyết",
        issuer="Ban Chấp hành Trung ương",
        level=Level.CENTRAL,
        branch=Branch.PARTY,
        date=date(2017, 10, 25),
        inferred=(Inference("date", (said(PLAN, 4, "Nghị quyết số 18-NQ/TW ngày 25/10/2017"),)),),
    ),
    DocumentNode(
        id="kh07",
        held=True,
        symbol="07-KH/TW",
        type="Kế hoạch",
        issuer="Bộ Chính trị",
        level=Level.CENTRAL,
        branch=Branch.PARTY,
        date=date(2017, 11, 27),
        source="07-KH-TW.txt",
        task_count=54,
        status=Status.ISSUED,
        claims=(
            DatedClaim(date(2017, 11, 27), said(PLAN, 5, "Kế hoạch số 07-KH/TW, ngày 27/11/2017")),
            DatedClaim(date(2018, 11, 27), said("chuong-trinh.txt", 3, "Kế hoạch 07-KH/TW ngày 27/11/2018")),
        ),
        inferred=(Inference("symbol", (said(PLAN, 5, "Kế hoạch số 07-KH/TW, ngày 27/11/2017"),)),),
    ),
    DocumentNode(
        id="qh56",
        held=False,
        symbol="56/2017/QH14",
        type="Nghị quyết",
        issuer="Quốc hội",
        level=Level.CENTRAL,
        branch=Branch.STATE,
        date=date(2017, 11, 24),
    ),
    DocumentNode(
        id="cp10",
        held=False,
        symbol="10/NQ-CP",
        type="Nghị quyết",
        issuer="Chính phủ",
        level=Level.CENTRAL,
        branch=Branch.STATE,
        date=date(2018, 2, 3),
    ),
    DocumentNode(
        id="kl50",
        held=False,
        symbol="50-KL/TW",
        type="Kết luận",
        issuer="Bộ Chính trị",
        level=Level.CENTRAL,
        branch=Branch.PARTY,
        date=date(2023, 2, 28),
    ),
    DocumentNode(
        id="tu122",
        held=False,
        symbol="122-KH/TU",
        type="Kế hoạch",
        issuer="Ban Chấp hành Đảng bộ tỉnh Lai Châu",
        level=Level.PROVINCE,
        branch=Branch.PARTY,
        date=date(2018, 1, 21),
    ),
    DocumentNode(
        id="tu168",
        held=False,
        symbol="168-KH/TU",
        type="Kế hoạch",
        issuer="Ban Chấp hành Đảng bộ tỉnh Tuyên Quang",
        level=Level.PROVINCE,
        branch=Branch.PARTY,
        date=date(2018, 2, 18),
    ),
    DocumentNode(
        id="ub68",
        held=True,
        symbol="68/KH-UBND",
        type="Kế hoạch",
        issuer="Ủy ban nhân dân tỉnh Tuyên Quang",
        level=Level.PROVINCE,
        branch=Branch.STATE,
        date=date(2018, 7, 2),
        source=PLAN,
        task_count=45,
        title="Kế hoạch thực hiện việc sắp xếp bộ máy của tỉnh",
    ),
    DocumentNode(
        id="tu182",
        held=False,
        symbol="182-KH/TU",
        type="Kế hoạch",
        issuer="Ban Thường vụ Tỉnh ủy Lai Châu",
        level=Level.PROVINCE,
        branch=Branch.PARTY,
        date=date(2023, 6, 26),
    ),
    DocumentNode(
        id="hu157",
        held=False,
        symbol="157-KH/HU",
        type="Kế hoạch",
        issuer="Huyện ủy Phong Thổ",
        level=Level.DISTRICT,
        branch=Branch.PARTY,
        date=date(2018, 3, 27),
    ),
    DocumentNode(
        id="cthd",
        held=True,
        type="Chương trình hành động",
        level=Level.DISTRICT,
        branch=Branch.PARTY,
        source="chuong-trinh.txt",
        task_count=27,
        status=Status.DRAFT,
        inferred=(Inference("level", (said("chuong-trinh.txt", 1, "Huyện ủy ban hành chương trình"),)),),
    ),
    DocumentNode(
        id="ub207",
        held=True,
        symbol="207/KH-UBND",
        type="Kế hoạch",
        issuer="Ủy ban nhân dân huyện Phong Thổ",
        level=Level.DISTRICT,
        branch=Branch.STATE,
        date=date(2023, 7, 12),
        source=DISTRICT,
        task_count=18,
    ),
    DocumentNode(
        id="nq39",
        held=False,
        symbol="39-NQ/TW",
        type="Nghị quyết",
        issuer="Bộ Chính trị",
        level=Level.CENTRAL,
        branch=Branch.PARTY,
        date=date(2015, 4, 17),
    ),
    DocumentNode(
        id="nq19",
        held=False,
        symbol="19-NQ/TW",
        type="Nghị quyết",
        issuer="Ban Chấp hành Trung ương",
        level=Level.CENTRAL,
        branch=Branch.PARTY,
        date=date(2017, 10, 25),
    ),
    DocumentNode(
        id="nd108",
        held=False,
        symbol="108/2014/NĐ-CP",
        type="Nghị định",
        issuer="Chính phủ",
        level=Level.CENTRAL,
        branch=Branch.STATE,
        date=date(2014, 11, 20),
    ),
    DocumentNode(
        id="qd70",
        held=False,
        symbol="70-QĐ/TW",
        type="Quy định",
        issuer="Bộ Chính trị",
        level=Level.CENTRAL,
        branch=Branch.PARTY,
        date=date(2017, 2, 3),
    ),
)


def edge(  # a table of edges reads best in columns
    citing: str, cited: str, relation: Relation, file: str, line: int, quote: str, by: str | None = None
) -> DocumentEdge:
    return DocumentEdge(citing, cited, relation, (said(file, line, quote),), by)


EDGES = (
    edge("kh07", "nq18", Relation.IMPLEMENTS, "07-KH-TW.txt", 3, "Kế hoạch thực hiện Nghị quyết này"),
    edge("ub68", "nq18", Relation.IMPLEMENTS, PLAN, 4, "tỉnh thực hiện Nghị quyết 18-NQ/TW (25/10/2017)"),
    edge("ub68", "kh07", Relation.BASIS, PLAN, 5, "Căn cứ Kế hoạch số 07-KH/TW, ngày 27/11/2017"),
    edge("ub68", "qh56", Relation.BASIS, PLAN, 6, "Căn cứ Nghị quyết số 56/2017/QH14"),
    edge("ub68", "cp10", Relation.BASIS, PLAN, 7, "Căn cứ Nghị quyết số 10/NQ-CP"),
    edge("ub68", "tu168", Relation.IMPLEMENTS, PLAN, 8, "Thực hiện Kế hoạch số 168-KH/TU"),
    edge("tu168", "nq18", Relation.IMPLEMENTS, PLAN, 8, "168-KH/TU về thực hiện Nghị quyết 18", "ub68"),
    edge("cthd", "kh07", Relation.IMPLEMENTS, "chuong-trinh.txt", 3, "thực hiện Kế hoạch 07-KH/TW ngày 27/11/2018"),
    edge("cthd", "nq18", Relation.IMPLEMENTS, "chuong-trinh.txt", 2, "thực hiện Nghị quyết 18"),
    edge("cthd", "tu168", Relation.BASIS, "chuong-trinh.txt", 5, "căn cứ Kế hoạch 168"),
    edge("ub207", "tu182", Relation.BASIS, DISTRICT, 9, "Căn cứ Kế hoạch 182-KH/TU về thực hiện Kết luận 50-KL/TW"),
    edge("ub207", "hu157", Relation.BASIS, DISTRICT, 11, "Căn cứ Kế hoạch số 157-KH/HU"),
    edge("ub207", "nq18", Relation.BASIS, DISTRICT, 10, "Nghị quyết số 18-NQ/TW"),
    edge("tu182", "kl50", Relation.IMPLEMENTS, DISTRICT, 9, "182-KH/TU về thực hiện Kết luận 50-KL/TW", "ub207"),
    edge("kl50", "nq18", Relation.IMPLEMENTS, DISTRICT, 9, "50-KL/TW về tiếp tục thực hiện Nghị quyết 18", "ub207"),
    edge("hu157", "tu122", Relation.IMPLEMENTS, DISTRICT, 11, "157-KH/HU thực hiện Kế hoạch 122-KH/TU", "ub207"),
    edge("tu122", "nq18", Relation.IMPLEMENTS, DISTRICT, 11, "122-KH/TU thực hiện Nghị quyết 18", "ub207"),
    edge("kh07", "nq39", Relation.MENTIONS, "07-KH-TW.txt", 40, "theo Nghị quyết 39-NQ/TW"),
    edge("kh07", "nq19", Relation.MENTIONS, "07-KH-TW.txt", 41, "Nghị quyết 19-NQ/TW"),
    edge("ub68", "nq39", Relation.MENTIONS, PLAN, 60, "theo Nghị quyết 39-NQ/TW"),
    edge("ub68", "nd108", Relation.MENTIONS, PLAN, 61, "Nghị định 108/2014/NĐ-CP"),
    edge("ub207", "nq19", Relation.MENTIONS, DISTRICT, 61, "Nghị quyết 19-NQ/TW"),
    edge("cthd", "qd70", Relation.MENTIONS, "chuong-trinh.txt", 61, "Quy định 70-QĐ/TW"),
    edge("kh07", "qd70", Relation.MENTIONS, "07-KH-TW.txt", 61, "Quy định 70-QĐ/TW"),
)

CASCADE = DocumentMapData(DOCUMENTS, EDGES)


def _groups() -> tuple[TaskGroup, ...]:
    sections = {
        "kh07": (
            "Công tác quán triệt, tuyên truyền",
            "Hoàn thiện thể chế về tổ chức bộ máy",
            "Sắp xếp các cơ quan tham mưu, giúp việc ở cấp trung ương và địa phương",
            "Kiểm tra, giám sát",
        ),
        "ub68": ("Nhiệm vụ thường xuyên", "Nhiệm vụ theo lộ trình đến năm 2021", "Phụ lục phân công"),
        "cthd": ("Nhiệm vụ chung", "Đối với cơ quan đảng", "Tổ chức thực hiện"),
        "ub207": ("Mục tiêu", "Nhiệm vụ, giải pháp chủ yếu", ""),
    }
    return tuple(
        TaskGroup(
            f"{document}/{index}",
            document,
            ("II", str(index)),
            heading,
            said(f"{document}.txt", 10 * index, heading) if heading else None,
        )
        for document, headings in sections.items()
        for index, heading in enumerate(headings, 1)
    )


GROUPS = _groups()


def _tasks() -> tuple[TaskNode, ...]:
    tasks = []
    for order, group in enumerate(GROUPS):
        for number in range(1, 5 + order * 2):
            text = (
                f"{number}. Rà soát việc thứ {number} của mục này, xây dựng đề án và trình cấp có thẩm quyền xem xét; "
                "báo cáo kết quả bằng văn bản sau khi hoàn thành từng bước đã nêu ở trên"
            )
            tasks.append(
                TaskNode(
                    id=f"{group.id}/{number}",
                    document=group.document,
                    group=group.id,
                    path=(*group.path, str(number)),
                    evidence=said(f"{group.document}.txt", 10 + number, text),
                    kind=TaskKind.OBJECTIVE if group.heading == "Mục tiêu" else TaskKind.TASK,
                    table_row=group.heading.startswith("Phụ lục"),
                    parts=(
                        Part(Role.LEAD, "Sở Nội vụ", said(f"{group.document}.txt", 11, "Giao Sở Nội vụ chủ trì")),
                        Part(Role.COORDINATING, "Văn phòng Ủy ban nhân dân tỉnh"),
                    )
                    if number % 2
                    else (),
                    deadline=f"trước ngày 31/12/{2018 + number % 4}" if number % 3 else None,
                    due=date(2018 + number % 4, 12, 31) if number % 3 else None,
                    recurrence=None if number % 3 else Recurrence.ANNUAL,
                    condition="sau khi có hướng dẫn của cấp trên" if number == 2 else None,
                    cites=("Nghị quyết 39-NQ/TW",) if number == 1 else (),
                    same_as=f"ub68/1/{number}" if group.heading.startswith("Phụ lục") and number < 4 else None,
                )
            )
    return tuple(tasks)


TASKS = _tasks()
CHAIN = ("nq18", "kh07", "tu168", "ub68", "cthd", "kl50", "tu182", "hu157", "tu122", "ub207")
CASCADE_TASKS = TaskMapData(
    directive="nq18",
    documents=tuple(document for document in DOCUMENTS if document.id in CHAIN),
    edges=EDGES,
    groups=GROUPS,
    tasks=TASKS,
)


def tasks_only(data: TaskMapData) -> Briefing:
    """A briefing of these tasks, without links between them."""
    return Briefing(data.directive, None, DocumentMapData(data.documents, data.edges), data)
