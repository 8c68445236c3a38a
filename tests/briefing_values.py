"""An invented country as a briefing of any size: a resolution, one central plan, plans of provinces and of districts.

Every name and sentence is made up from lists of clauses; the same numbers give the same briefing on every machine.
Nothing here is about real documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from graph.audit import Finding, Place, Severity
from graph.coverage import Row
from graph.coverage_states import State, Tie, met, state_of
from graph.links import LinkStatus, SetRelation
from graph.model import Branch, Level, Recurrence, Relation, Role
from viz.briefing import Briefing, CoverageTable, TaskLink
from viz.model import (
    DocumentEdge,
    DocumentMapData,
    DocumentNode,
    Evidence,
    Part,
    TaskGroup,
    TaskMapData,
    TaskNode,
)

RESOLUTION, CENTRAL = "doc/vn/tw/nq/xv/900", "doc/vn/tw/kh/xv/901"
_SECTIONS = 8
_ACTS = (
    "Lập danh mục thủ tục phải số hoá", "Tổ chức đo lường mức độ hài lòng", "Mở lớp tập huấn kỹ năng số",
    "Bố trí kinh phí mua sắm thiết bị", "Rà lại quy trình một cửa", "Công khai kết quả xử lý hồ sơ",
    "Xây dựng kho dữ liệu dùng chung", "Kết nối phần mềm giữa các ngành", "Trồng bổ sung cây xanh ven sông",
    "Cải tạo hệ thống thoát nước", "Đặt hàng nghiên cứu giống lúa mới", "Kiểm kê quỹ đất chưa sử dụng",
)  # fmt: skip
_OBJECTS = (
    "tại các điểm phục vụ của địa bàn", "cho hộ gia đình vùng cao", "đối với hồ sơ còn tồn đọng",
    "ở những nơi chưa có đường truyền", "theo nhu cầu của người sử dụng", "của các tổ công nghệ cộng đồng",
    "trong lĩnh vực tài nguyên nước", "thuộc phạm vi quản lý được giao", "cho học sinh và người cao tuổi",
    "tại chợ dân sinh và bến xe", "đối với công trình đã xuống cấp", "của hợp tác xã nông nghiệp",
)  # fmt: skip
_MEANS = (
    "bằng hình thức phù hợp từng khu vực", "gắn với chấm điểm thi đua hằng quý", "có lộ trình và người theo dõi",
    "ưu tiên nơi khó khăn trước", "kèm bảng tiến độ từng tháng", "không làm phát sinh giấy tờ mới",
    "lấy ý kiến nhân dân trước khi quyết định", "huy động thêm nguồn xã hội hoá", "thí điểm rồi mới nhân rộng",
    "báo cáo khó khăn ngay khi gặp phải",
)  # fmt: skip
_BODIES = (
    "Tổ Dữ liệu",
    "Ban Dịch vụ công",
    "Phòng Hạ tầng số",
    "Trung tâm Đo lường",
    "Chi cục Cây xanh",
    "Văn phòng Điều phối",
)
_HEADINGS = ("Dữ liệu", "Hạ tầng", "Nhân lực", "Dịch vụ", "Môi trường", "Nông nghiệp", "Kinh phí", "Theo dõi, báo cáo")
_FIRST = ("An", "Bình", "Cao", "Đông", "Giang", "Hải", "Hoà", "Khánh", "Lâm", "Long")
_SECOND = ("Thạch", "Khê", "Vân", "Sơn", "Thuỷ", "Lộc", "Điền", "Trạch")
_STATUSES = (LinkStatus.CONFIRMED, *[LinkStatus.PROPOSED] * 5)


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document of the country, its parent (None at the top) and its ancestors' chain of held documents."""

    node: DocumentNode
    above: tuple[str, ...]


def country(documents: int = 340, tasks: int = 20_000, links: int = 30_000, *, seed: int = 7) -> Briefing:
    """A briefing with so many held documents, tasks, and links between them (fewer where there is no room for more).

    The resolution at the top is not held, nor is every seventh province's plan in the middle: what stands under it is
    linked to the central plan only. coverage has a table for the central plan and for each province's.
    """
    random = Random(seed)
    papers = list(_papers(documents))
    held = [paper for paper in papers if paper.node.held]
    groups, made = _texts(held, tasks, random)
    by_document: dict[str, list[TaskNode]] = defaultdict(list)
    for task in made:
        by_document[task.document].append(task)
    nodes = tuple(_counted(paper.node, len(by_document[paper.node.id])) for paper in papers)
    edges = tuple(_edges(papers))
    drawn = tuple(sorted(_links(held, by_document, links, random), key=lambda link: (link.child, link.parent)))
    return Briefing(
        directive=RESOLUTION,
        as_of=date(2026, 6, 30),
        papers=DocumentMapData(nodes, edges),
        tasks=TaskMapData(RESOLUTION, nodes, edges, tuple(groups), tuple(made)),
        links=drawn,
        coverage=tuple(_coverage(papers, by_document, drawn)),
        findings=tuple(_findings(made)),
    )


def _papers(count: int) -> Iterator[_Paper]:
    """The resolution, the central plan, and of the others one province in five, each followed by its districts."""
    yield _Paper(
        DocumentNode(RESOLUTION, False, "900-NQ/TW", "Nghị quyết", "Ban Chấp hành", level=Level.CENTRAL,
                     branch=Branch.PARTY, territory="Việt Nam", date=date(2025, 1, 5)), ()
    )  # fmt: skip
    yield _Paper(
        DocumentNode(CENTRAL, True, "901-KH/TW", "Kế hoạch", "Ban Điều hành Trung ương", "Kế hoạch chuyển đổi dịch vụ",
                     Level.CENTRAL, Branch.PARTY, "Việt Nam", date(2025, 2, 1), source="901.txt"), (RESOLUTION,)
    )  # fmt: skip
    made, province = 1, -1
    while made < count:
        province += 1
        name = f"{_FIRST[province % 10]} {_SECOND[province // 10 % 8]}"
        top = f"doc/vn/tinh-{province:02d}/ubnd/kh/2025/{province + 1}"
        there = province % 7 != 6
        made += there
        yield _paper(top, name, Level.PROVINCE, province + 1, (CENTRAL, RESOLUTION), held=there)
        for district in range(4):
            if made < count:
                made += 1
                symbol = 100 + province * 4 + district
                identity = f"doc/vn/tinh-{province:02d}/huyen-{district}/ubnd/kh/2025/{symbol}"
                place = f"{_SECOND[(province + district) % 8]} {_FIRST[(district * 3 + province) % 10]}"
                yield _paper(identity, place, Level.DISTRICT, symbol, (top, CENTRAL, RESOLUTION))


def _paper(
    identity: str, place: str, level: Level, number: int, above: tuple[str, ...], *, held: bool = True
) -> _Paper:
    body = "tỉnh" if level is Level.PROVINCE else "huyện"
    state = number % 3 != 0
    node = DocumentNode(
        id=identity,
        held=held,
        symbol=f"{number}/KH-UBND" if state else f"{number}-KH/{'TU' if level is Level.PROVINCE else 'HU'}",
        type="Kế hoạch",
        issuer=f"Uỷ ban {body} {place}" if state else f"Đảng uỷ {body} {place}",
        title=f"Kế hoạch chuyển đổi dịch vụ của {body} {place}",
        level=level,
        branch=Branch.STATE if state else Branch.PARTY,
        territory=place,
        date=date(2025, 3 + number % 9, 1 + number % 28),
        source=f"{identity.rpartition('/')[2]}-{place.casefold().replace(' ', '-')}.txt" if held else None,
    )
    return _Paper(node, above)


def _counted(node: DocumentNode, count: int) -> DocumentNode:
    return replace(node, task_count=count, objective_count=0) if node.held else node


def _edges(papers: Sequence[_Paper]) -> Iterator[DocumentEdge]:
    known = {paper.node.id: paper.node for paper in papers}
    for paper in papers:
        for place, upper in enumerate(paper.above[:2]):
            words = f"thực hiện {known[upper].type} {known[upper].symbol}"
            relation = Relation.BASIS if place else Relation.IMPLEMENTS
            citing = paper.node
            if citing.held or place == 0:
                yield DocumentEdge(citing.id, upper, relation, (Evidence(citing.source or "901.txt", 3, words),))


def _texts(held: Sequence[_Paper], count: int, random: Random) -> tuple[list[TaskGroup], list[TaskNode]]:
    groups: list[TaskGroup] = []
    tasks: list[TaskNode] = []
    for place, paper in enumerate(held):
        document, source = paper.node.id, paper.node.source or ""
        share = count * (place + 1) // len(held) - count * place // len(held)
        line = 10
        for section in range(_SECTIONS):
            heading = f"{_HEADINGS[section]} của {paper.node.territory}"
            path = ("II", str(section + 1))
            inside = share * (section + 1) // _SECTIONS - share * section // _SECTIONS
            if not inside:
                continue
            group = f"{document}/provision/II/{section + 1}"
            groups.append(TaskGroup(group, document, path, heading, Evidence(source, line, heading)))
            for number in range(1, inside + 1):
                line += 1
                tasks.append(_task(document, group, (*path, str(number)), Evidence(source, line, ""), random))
    return groups, tasks


def _task(document: str, group: str, path: tuple[str, ...], place: Evidence, random: Random) -> TaskNode:
    def one(words: Sequence[str]) -> str:
        return words[int(random.random() * len(words))]

    year = 2025 + int(random.random() * 4)
    first, second = one(_ACTS), one(_ACTS)
    text = f"{first} {one(_OBJECTS)}, {one(_MEANS)}; {second.lower()} {one(_OBJECTS)}, {one(_MEANS)}. "
    text += (
        f"Đợt {int(random.random() * 90) + 10} gồm {int(random.random() * 9) + 2} việc, {one(_MEANS)}, {one(_OBJECTS)}."
    )
    dated, led = random.random() < 0.6, random.random() < 0.7
    words = f"trong quý {int(random.random() * 4) + 1} năm {year}"
    lead = one(_BODIES)
    parts = (Part(Role.LEAD, lead, Evidence(place.file, place.line, lead)),) if led else ()
    if led and random.random() < 0.4:
        parts += (Part(Role.COORDINATING, one(_BODIES)),)
    return TaskNode(
        id=f"{document}/task/{'/'.join(path)}",
        document=document,
        group=group,
        path=path,
        evidence=Evidence(place.file, place.line, text),
        parts=parts,
        deadline=words if dated else None,
        due=date(year, 12, 31) if dated else None,
        recurrence=Recurrence.ANNUAL if random.random() < 0.1 else None,
        condition="sau khi có hướng dẫn kỹ thuật" if random.random() < 0.05 else None,
        cites=("Kế hoạch 901-KH/TW",) if random.random() < 0.1 else (),
    )


def _links(
    held: Sequence[_Paper], tasks: Mapping[str, list[TaskNode]], count: int, random: Random
) -> Iterator[TaskLink]:
    """Spread evenly over the tasks below the top: to the document above, and now and then to the one above that."""
    lower = [(paper, task) for paper in held[1:] for task in tasks[paper.node.id]]
    seen: set[tuple[str, str]] = set()
    for number in range(count if lower else 0):
        paper, task = lower[(number * 7919) % len(lower)]
        above = [upper for upper in paper.above if tasks.get(upper)]
        upper = tasks[above[int(random.random() * len(above))]]
        squeezed = random.random() ** 2  # few requirements carry many links, as in life
        parent = upper[int(squeezed * len(upper))]
        if (task.id, parent.id) in seen:
            continue
        seen.add((task.id, parent.id))
        status = _STATUSES[int(random.random() * len(_STATUSES))]
        settled = status is LinkStatus.CONFIRMED
        yield TaskLink(
            child=task.id,
            parent=parent.id,
            relation=list(SetRelation)[int(random.random() * 3)],
            score=round(0.5 + random.random() / 2, 3),
            status=status,
            suspect=settled and random.random() < 0.1,
            phrases=(task.evidence.quote.partition(",")[0],),
            against=("addressee",) if random.random() < 0.1 else (),
            reviewer="Người rà soát A" if settled else None,
            decided_on=date(2026, 5, 1 + number % 28) if settled else None,
        )


def _coverage(
    papers: Sequence[_Paper], tasks: Mapping[str, list[TaskNode]], links: Sequence[TaskLink]
) -> Iterator[CoverageTable]:
    of = {task.id: task for some in tasks.values() for task in some}
    ties: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for link in links:
        lower = of[link.child].document
        settled = link.status is LinkStatus.CONFIRMED and not link.suspect
        tie = Tie(link.parent, link.child, lower, link.relation, link.score, settled, frozenset({0}))
        ties[link.parent, lower].append(tie)
    known = {paper.node.id: paper.node for paper in papers}
    for upper in papers:
        below = [paper for paper in papers if upper.node.id in paper.above and paper.node.held]
        if tasks.get(upper.node.id) and below:
            rows = [
                _row(task, lower, known, ties.get((task.id, lower.node.id), []), of, number)
                for number, task in enumerate(tasks[upper.node.id])
                for lower in below
            ]
            yield CoverageTable(upper.node.id, tuple(rows))


def _row(
    task: TaskNode,
    lower: _Paper,
    known: Mapping[str, DocumentNode],
    ties: Sequence[Tie],
    of: Mapping[str, TaskNode],
    number: int,
) -> Row:
    node = lower.node
    between = lower.above[: lower.above.index(task.document)]
    missing = "; ".join(known[one].symbol or "" for one in between if not known[one].held) or None
    levels = ("district", "province") if number % 3 else ("province",)
    addressed = str(node.level) in levels
    best = max(ties, key=lambda tie: tie.rank, default=None)
    return Row(
        requirement=_record(task, "requirement") | {"leads": _leads(task), "addressed": " ".join(levels), "duties": 1},
        lower=node.id,
        symbol=node.symbol or node.id,
        level=str(node.level),
        territory=node.territory,
        state=state_of(ties, 1, None, addressed=addressed, blocked=missing is not None),
        confirmed=sum(tie.settled for tie in ties),
        proposed=sum(not tie.settled for tie in ties),
        duties=1,
        met=met(ties, 1),
        addressed=addressed,
        missing=missing,
        best=best,
        child=_record(of[best.child], "task") | {"duties": 1} if best else None,
    )


def _record(task: TaskNode, name: str) -> dict[str, str | int | None]:
    place = task.evidence
    return {
        name: task.id,
        "path": "/".join(task.path),
        "text": place.quote,
        "repeats": None,
        "source": place.file,
        "line": place.line,
    }


def _leads(task: TaskNode) -> str | None:
    return "; ".join(part.name for part in task.parts if part.role is Role.LEAD) or None


def _findings(tasks: Sequence[TaskNode]) -> Iterator[Finding]:
    """Tasks without a lead and tasks without a deadline, one in ten of them."""
    for task in tasks[::10]:
        at = Place(
            task.document, None, task.evidence.file, task.evidence.line, "/".join(task.path), task.evidence.quote
        )
        values = (("symbol", None), ("path", at.path), ("quote", at.quote))
        if not task.parts:
            yield Finding("no-lead", Severity.MEDIUM, task.id, at, values=values)
        if task.deadline is None:
            yield Finding("no-deadline", Severity.LOW, task.id, at, values=values)


def states(briefing: Briefing) -> set[State]:
    """The states of coverage that occur."""
    return {row.state for table in briefing.coverage for row in table.rows}
