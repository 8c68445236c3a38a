"""A small made-up collection: three documents held on three levels, two cited only, and one disputed date.

A central plan (11-KH/TW) carries out a resolution that is not held (99-NQ/TW). A province's plan (40/KH-UBND) carries
out the central one. A district's plan (77/KH-UBND) rests on the province's and on a Party plan that is not held
(150-KH/TU), of which it says in passing that it carries out the central one; and it dates the central plan otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.links import Addressing
from graph.model import (
    Assignment,
    Branch,
    Citation,
    CitationForm,
    Collection,
    Condition,
    DateClaim,
    Deadline,
    DocumentRecord,
    Duty,
    Header,
    Level,
    Mention,
    ParsedDocument,
    Provision,
    Quantity,
    Recurrence,
    Relation,
    ReportedRelation,
    ResolvedDocument,
    Role,
    Source,
    Span,
    Stated,
    Status,
    Task,
    TaskKind,
    Witness,
)
from graph.rdf import graphs_of
from graph.terms import NamedGraph

RESOLUTION = "doc/vn/tw/nq/xii/99"
CENTRAL = "doc/vn/tw/kh/xii/11"
PARTY_PLAN = "doc/vn/ha-giang/tu/kh/xii/150"
PROVINCE = "doc/vn/ha-giang/ubnd/kh/2018/40"
DISTRICT = "doc/vn/ha-giang/vi-xuyen/ubnd/kh/2018/77"

CENTRAL_TEXT = """KẾ HOẠCH
thực hiện Nghị quyết số 99-NQ/TW về dịch vụ công
Hà Nội, ngày 20 tháng 11 năm 2017
I. Nhiệm vụ chung
1. Tỉnh ủy xây dựng danh mục dịch vụ công trực tuyến, hoàn thành trong năm 2018.
2. Ban Tổ chức Trung ương chủ trì, phối hợp với Bộ Nội vụ rà soát vị trí việc làm.
Phạm Văn An
"""
PROVINCE_TEXT = """ỦY BAN NHÂN DÂN TỈNH - Số: 40/KH-UBND
Hà Giang, ngày 15 tháng 3 năm 2018
KẾ HOẠCH thực hiện Kế hoạch số 11-KH/TW
II. Phân công
1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính lập danh mục dịch vụ công theo Kế hoạch số 11-KH/TW, xong trước ngày \
30/6/2018; ít nhất 80% dịch vụ có biểu mẫu.
2. Rà soát vị trí việc làm hằng năm sau khi có hướng dẫn của tỉnh.
Mục tiêu: 95% hồ sơ đúng hạn.
"""
DISTRICT_TEXT = """Số: 77/KH-UBND
Vị Xuyên, ngày 02 tháng 7 năm 2018
KẾ HOẠCH căn cứ Kế hoạch số 40/KH-UBND của Ủy ban nhân dân tỉnh
Căn cứ Kế hoạch số 150-KH/TU về thực hiện Kế hoạch số 11-KH/TW ngày 20/11/2018
III. Thực hiện
1. Phòng Nội vụ chủ trì lập danh mục dịch vụ công của huyện, xong trong tháng 9/2018.
Phụ lục
| 1 | Lập danh mục dịch vụ công của huyện | Phòng Nội vụ | 30/9/2018 |
Trần Thị Bình
"""


@dataclass(frozen=True, slots=True)
class Agency:
    """A row of the made-up directory of organisations."""

    id: str
    name: str
    kind: str
    level: Level | None
    branch: Branch | None
    territory: str | None
    parent: Agency | None = None
    changed: date | None = None
    successor: Agency | None = None


AGENCIES = {
    "Ban Tổ chức Trung ương": Agency(
        "agency/vn/ban-to-chuc-trung-uong",
        "Ban Tổ chức Trung ương",
        "committee",
        Level.CENTRAL,
        Branch.PARTY,
        "vn",
    ),
    "Sở Nội vụ": Agency(
        "agency/vn/ha-giang/so-noi-vu",
        "Sở Nội vụ tỉnh Hà Giang",
        "department",
        Level.PROVINCE,
        Branch.STATE,
        "vn/ha-giang",
        Agency(
            "agency/vn/ha-giang/ubnd", "UBND tỉnh Hà Giang", "committee", Level.PROVINCE, Branch.STATE, "vn/ha-giang"
        ),
    ),
}
TERRITORIES = {"vn": "Việt Nam", "vn/ha-giang": "Hà Giang", "vn/ha-giang/vi-xuyen": "Vị Xuyên"}


def agency_of(name: str, territory: str | None, level: Level | None, on: date | None) -> Agency | None:
    """The made-up directory: knows two organisations."""
    return AGENCIES.get(name)


class Text:
    """A source in which spans are found by their words."""

    def __init__(self, name: str, text: str) -> None:
        self.source = Source(name, text)

    def span(self, words: str, occurrence: int = 1) -> Span:
        """The span of the given occurrence of `words`."""
        start = -1
        for _ in range(occurrence):
            start = self.source.text.index(words, start + 1)
        return Span(start, start + len(words))

    def stated(self, words: str, value: object = None) -> Stated[Any]:
        """A value that the text states with `words`."""
        return Stated(words if value is None else value, self.span(words))

    def witness(self, words: str, rule: str = "citation") -> Witness:
        """A witness of what `words` say."""
        return Witness(rule, self.source.name, self.span(words), words)

    def assignment(self, role: Role, name: str, occurrence: int = 1, rule: str = "sentence") -> Assignment:
        """An organisation's part, stated where its name stands."""
        return Assignment(role, name, self.span(name, occurrence), rule)


def collection() -> Collection:
    """The made-up collection."""
    central, province, district = _central(), _province(), _district()
    return Collection(
        held=(district, central, province),
        cited=(
            DocumentRecord(
                RESOLUTION,
                held=False,
                header=Header(
                    symbol=_inferred("99-NQ/TW", _CENTRAL.witness("Nghị quyết số 99-NQ/TW")),
                    type=_inferred("Nghị quyết", _CENTRAL.witness("Nghị quyết số 99-NQ/TW")),
                    territory=_inferred("vn", _CENTRAL.witness("Nghị quyết số 99-NQ/TW", "issuer code")),
                    level=_inferred(Level.CENTRAL, _CENTRAL.witness("Nghị quyết số 99-NQ/TW", "issuer code")),
                ),
                period="xii",
            ),
            DocumentRecord(
                PARTY_PLAN,
                held=False,
                header=Header(
                    symbol=_inferred("150-KH/TU", _DISTRICT.witness("Kế hoạch số 150-KH/TU")),
                    type=_inferred("Kế hoạch", _DISTRICT.witness("Kế hoạch số 150-KH/TU")),
                    territory=_inferred("vn/ha-giang", _DISTRICT.witness("Kế hoạch số 150-KH/TU")),
                    level=_inferred(Level.PROVINCE, _DISTRICT.witness("Kế hoạch số 150-KH/TU", "issuer code")),
                ),
                period="xii",
            ),
        ),
    )


def graphs(value: Collection | None = None, addressings: Iterable[Addressing] = ()) -> tuple[NamedGraph, ...]:
    """The graphs of a collection, by default the made-up one."""
    return tuple(graphs_of(value or collection(), agency_of, TERRITORIES.get, addressings))


_CENTRAL = Text("trung-uong.txt", CENTRAL_TEXT)
_PROVINCE = Text("tinh/ke hoach 40.txt", PROVINCE_TEXT)
_DISTRICT = Text("huyen.md", DISTRICT_TEXT)


def _inferred(value: object, *witnesses: Witness) -> Stated[Any]:
    return Stated(value, None, witnesses)


def _provision(text: Text, path: Iterable[str], words: str, *, heading: bool = False, parent: int | None) -> Provision:
    steps = tuple(path)
    label = words.split(" ", 1)[0]
    kind = "section" if heading else "clause"
    return Provision(steps, kind, label, words.removeprefix(label).strip(), text.span(words), heading, parent)


def _line(text: Text, start: str) -> str:
    return next(line for line in text.source.text.split("\n") if line.startswith(start))


def _central() -> ResolvedDocument:
    text = _CENTRAL
    first, second = _line(text, "1."), _line(text, "2.")
    mention = Mention(
        text.span("Nghị quyết số 99-NQ/TW"), CitationForm.SYMBOL, Relation.IMPLEMENTS, "99-NQ/TW", "Nghị quyết"
    )
    header = Header(
        symbol=_inferred("11-KH/TW", _PROVINCE.witness("Kế hoạch số 11-KH/TW", "title")),
        type=text.stated("KẾ HOẠCH", "Kế hoạch"),
        issuer=None,
        territory=_inferred("vn", _PROVINCE.witness("Kế hoạch số 11-KH/TW", "issuer code")),
        level=_inferred(Level.CENTRAL, _PROVINCE.witness("Kế hoạch số 11-KH/TW", "issuer code")),
        branch=Stated(Branch.PARTY, settled=True),
        date=text.stated("ngày 20 tháng 11 năm 2017", date(2017, 11, 20)),
        title=text.stated("thực hiện Nghị quyết số 99-NQ/TW về dịch vụ công"),
        signer=text.stated("Phạm Văn An"),
        status=Stated(Status.ISSUED, text.span("Phạm Văn An")),
    )
    tasks = (
        Task(
            ("I", "1"),
            first.removeprefix("1. "),
            text.span(first),
            assignments=(text.assignment(Role.LEAD, "Tỉnh ủy"),),
            deadline=Deadline(
                "hoàn thành trong năm 2018", (text.span("hoàn thành trong năm 2018"),), due=date(2018, 12, 31)
            ),
            duties=(Duty("xây dựng danh mục", text.span("xây dựng danh mục")),),
        ),
        Task(
            ("I", "2"),
            second.removeprefix("2. "),
            text.span(second),
            assignments=(
                text.assignment(Role.LEAD, "Ban Tổ chức Trung ương"),
                text.assignment(Role.COORDINATING, "Bộ Nội vụ"),
            ),
        ),
    )
    provisions = (
        _provision(text, ["I"], "I. Nhiệm vụ chung", heading=True, parent=None),
        _provision(text, ["I", "1"], first, parent=0),
        _provision(text, ["I", "2"], second, parent=0),
    )
    record = DocumentRecord(
        CENTRAL,
        held=True,
        header=header,
        source=text.source.name,
        period="xii",
        date_claims=(
            DateClaim(date(2017, 11, 20), text.witness("ngày 20 tháng 11 năm 2017", "own date")),
            DateClaim(date(2018, 11, 20), _DISTRICT.witness("ngày 20/11/2018")),
        ),
    )
    words = "Nghị quyết số 99-NQ/TW"
    citation = Citation(
        RESOLUTION, Relation.IMPLEMENTS, "99-NQ/TW", "Nghị quyết", None, (), (0,), (mention.span,), words
    )
    parsed = ParsedDocument(text.source, header, provisions, (mention,), tasks)
    return ResolvedDocument(record, parsed, (citation,), (), ((), ()))


def _province() -> ResolvedDocument:
    text = _PROVINCE
    first, second, third = _line(text, "1."), _line(text, "2."), _line(text, "Mục tiêu")
    spans = (text.span("Kế hoạch số 11-KH/TW"), text.span("Kế hoạch số 11-KH/TW", 2))
    mentions = tuple(Mention(span, CitationForm.SYMBOL, Relation.IMPLEMENTS, "11-KH/TW", "Kế hoạch") for span in spans)
    header = Header(
        symbol=text.stated("40/KH-UBND"),
        type=text.stated("KẾ HOẠCH", "Kế hoạch"),
        issuer=text.stated("ỦY BAN NHÂN DÂN TỈNH", "Ủy ban nhân dân tỉnh"),
        territory=Stated("vn/ha-giang", text.span("Hà Giang")),
        level=Stated(Level.PROVINCE, text.span("Hà Giang")),
        branch=Stated(Branch.STATE, text.span("40/KH-UBND")),
        place=text.stated("Hà Giang"),
        date=text.stated("ngày 15 tháng 3 năm 2018", date(2018, 3, 15)),
        title=text.stated("thực hiện Kế hoạch số 11-KH/TW"),
        status=Stated(Status.ISSUED, text.span("40/KH-UBND")),
    )
    tasks = (
        Task(
            ("II", "1"),
            first.removeprefix("1. "),
            text.span(first),
            assignments=(
                text.assignment(Role.LEAD, "Sở Nội vụ"),
                text.assignment(Role.COORDINATING, "Sở Tài chính"),
            ),
            deadline=Deadline("trước ngày 30/6/2018", (text.span("trước ngày 30/6/2018"),), due=date(2018, 6, 29)),
            mentions=(1,),
            quantities=(Quantity("ít nhất 80%", text.span("ít nhất 80%"), 80.0, "%", "at-least"),),
        ),
        Task(
            ("II", "2"),
            second.removeprefix("2. "),
            text.span(second),
            deadline=Deadline("hằng năm", (text.span("hằng năm"),), recurrence=Recurrence.ANNUAL),
            condition=Condition("sau khi có hướng dẫn của tỉnh", text.span("sau khi có hướng dẫn của tỉnh")),
        ),
        Task(("II", "3"), third.removeprefix("Mục tiêu: "), text.span(third), kind=TaskKind.OBJECTIVE),
    )
    provisions = (
        _provision(text, ["II"], "II. Phân công", heading=True, parent=None),
        _provision(text, ["II", "1"], first, parent=0),
        _provision(text, ["II", "2"], second, parent=0),
        _provision(text, ["II", "3"], third, parent=0),
    )
    record = DocumentRecord(PROVINCE, held=True, header=header, source=text.source.name, period="2018")
    citation = Citation(
        CENTRAL, Relation.IMPLEMENTS, "11-KH/TW", "Kế hoạch", None, (), (0, 1), spans, "Kế hoạch số 11-KH/TW"
    )
    parsed = ParsedDocument(text.source, header, provisions, mentions, tasks)
    return ResolvedDocument(record, parsed, (citation,), (), ((CENTRAL,), (), ()))


def _district() -> ResolvedDocument:
    text = _DISTRICT
    first, row = _line(text, "1."), _line(text, "| 1")
    words = ("Kế hoạch số 40/KH-UBND", "Kế hoạch số 150-KH/TU", "Kế hoạch số 11-KH/TW ngày 20/11/2018")
    mentions = (
        Mention(text.span(words[0]), CitationForm.SYMBOL, Relation.BASIS, "40/KH-UBND", "Kế hoạch"),
        Mention(text.span(words[1]), CitationForm.SYMBOL, Relation.BASIS, "150-KH/TU", "Kế hoạch"),
        Mention(
            text.span(words[2]),
            CitationForm.FULL,
            Relation.IMPLEMENTS,
            "11-KH/TW",
            "Kế hoạch",
            None,
            date(2018, 11, 20),
            None,
            1,
        ),
    )
    header = Header(
        symbol=text.stated("77/KH-UBND"),
        type=text.stated("KẾ HOẠCH", "Kế hoạch"),
        issuer=None,
        territory=Stated("vn/ha-giang/vi-xuyen", text.span("Vị Xuyên")),
        level=Stated(Level.DISTRICT, text.span("Vị Xuyên")),
        branch=Stated(Branch.STATE, text.span("77/KH-UBND")),
        date=text.stated("ngày 02 tháng 7 năm 2018", date(2018, 7, 2)),
        signer=text.stated("Trần Thị Bình"),
    )
    tasks = (
        Task(
            ("III", "1"),
            first.removeprefix("1. "),
            text.span(first),
            assignments=(text.assignment(Role.LEAD, "Phòng Nội vụ"),),
            deadline=Deadline(
                "trong tháng 9/2018", (text.span("trong tháng 9/2018"),), begin=date(2018, 9, 1), due=date(2018, 9, 30)
            ),
        ),
        Task(
            ("PL", "1"),
            "Lập danh mục dịch vụ công của huyện",
            text.span(row),
            table_row=True,
            assignments=(text.assignment(Role.LEAD, "Phòng Nội vụ", 2, "column"),),
            deadline=Deadline("30/9/2018", (text.span("30/9/2018"),), due=date(2018, 9, 30)),
            same_as=("III", "1"),
        ),
    )
    provisions = (
        _provision(text, ["III"], "III. Thực hiện", heading=True, parent=None),
        _provision(text, ["III", "1"], first, parent=0),
        _provision(text, ["PL"], "Phụ lục", heading=True, parent=None),
        _provision(text, ["PL", "1"], row, parent=2),
    )
    record = DocumentRecord(DISTRICT, held=True, header=header, source=text.source.name, period="2018")
    cited = (
        (PROVINCE, Relation.BASIS, "40/KH-UBND", ()),
        (PARTY_PLAN, Relation.BASIS, "150-KH/TU", ()),
        (CENTRAL, Relation.MENTIONS, "11-KH/TW", (date(2018, 11, 20),)),
    )
    citations = tuple(
        Citation(identity, relation, symbol, "Kế hoạch", None, dates, (index,), (mentions[index].span,), words[index])
        for index, (identity, relation, symbol, dates) in enumerate(cited)
    )
    report = ReportedRelation(
        PARTY_PLAN, Relation.IMPLEMENTS, CENTRAL, text.witness("về thực hiện Kế hoạch số 11-KH/TW", "within")
    )
    parsed = ParsedDocument(text.source, header, provisions, mentions, tasks)
    return ResolvedDocument(record, parsed, citations, (report,), ((), ()))
