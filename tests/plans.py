"""Made-up plans given as lines, with links between their tasks: what the audit between the levels reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.align.fingerprints import fingerprint
from graph.identity import task_id
from graph.lexicon import agencies
from graph.links import (
    Addressing,
    Alignment,
    Descent,
    DescentRule,
    Evidence,
    Link,
    LinkStatus,
    SetRelation,
)
from graph.model import (
    Assignment,
    Branch,
    Citation,
    Collection,
    Condition,
    Deadline,
    DocumentRecord,
    Duty,
    Header,
    Level,
    ParsedDocument,
    Quantity,
    Recurrence,
    Relation,
    ResolvedDocument,
    Role,
    Source,
    Span,
    Stated,
    Status,
    Task,
    TaskKind,
)
from graph.rdf import graphs_of
from graph.rdf.links import alignment_graphs
from graph.terms import NamedGraph

UPPER = "doc/vn/tw/kh/xii/11"
LOWER = "doc/vn/ha-giang/ubnd/kh/2018/40"
NAMED = "doc/vn/tw/nq/xii/99"
_TERRITORIES = {Level.CENTRAL: "vn", Level.PROVINCE: "vn/ha-giang", Level.DISTRICT: "vn/ha-giang/vi-xuyen"}


@dataclass(frozen=True, slots=True)
class Line:
    """A task given in short; its words are its one duty where duties gives no others.

    figures are (words, value, comparison, due); to are the levels that it speaks to.
    """

    text: str
    due: date | None = None
    begin: date | None = None
    recurrence: Recurrence | None = None
    leads: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    condition: str | None = None
    figures: tuple[tuple[str, float, str, date | None], ...] = ()
    names: tuple[str, ...] = ()
    repeats: int | None = None
    duties: tuple[str, ...] = ()
    kind: TaskKind = TaskKind.TASK
    to: tuple[Level, ...] = (Level.PROVINCE, Level.DISTRICT)


@dataclass(frozen=True, slots=True)
class Plan:
    """A document of `lines`, numbered from 1."""

    id: str
    symbol: str | None
    level: Level
    lines: tuple[Line, ...]
    issued: date | None = None
    cites: tuple[str, ...] = ()
    status: Status = Status.ISSUED

    def task(self, number: int) -> str:
        """Identifier of a line's task."""
        return task_id(self.id, (str(number),))


def resolved(plan: Plan) -> ResolvedDocument:
    """The plan as the program knows a held document."""
    source = Source(f"{plan.id.rpartition('/')[2]}.txt", "\n".join(line.text for line in plan.lines) + "\n")
    spans = list(_spans(plan.lines))
    header = Header(
        symbol=Stated(plan.symbol, Span(0, 1)) if plan.symbol else None,
        type=Stated("Kế hoạch", Span(0, 1)),
        territory=Stated(_TERRITORIES[plan.level], Span(0, 1)),
        level=Stated(plan.level, Span(0, 1)),
        branch=Stated(Branch.STATE, Span(0, 1)),
        date=Stated(plan.issued, Span(0, 1)) if plan.issued else None,
        status=Stated(plan.status, Span(0, 1)),
    )
    record = DocumentRecord(plan.id, held=True, header=header, source=source.name, period="2018")
    tasks = tuple(_task(number, line, spans[number - 1]) for number, line in enumerate(plan.lines, start=1))
    quote = source.quote(spans[0])
    citations = tuple(
        Citation(cited, Relation.MENTIONS, None, None, None, (), (), (spans[0],), quote) for cited in plan.cites
    )
    parsed = ParsedDocument(source, header, tasks=tasks)
    return ResolvedDocument(record, parsed, citations, task_cites=tuple(line.names for line in plan.lines))


def link(
    lower: tuple[Plan, int],
    upper: tuple[Plan, int],
    relation: SetRelation = SetRelation.EQUAL,
    status: LinkStatus = LinkStatus.CONFIRMED,
    score: float = 0.9,
) -> Link:
    """The link from a line of a plan up to a line of another."""
    (child, below), (parent, above) = (
        (plan.task(number), plan.lines[number - 1].text) for plan, number in (lower, upper)
    )
    marks = (fingerprint(below), fingerprint(above))
    return Link(child, parent, relation, score, status, "made-up", marks[0], marks[1], ((0, 0),), Evidence(), "C")


def graphs(plans: Sequence[Plan], links: Iterable[Link]) -> Iterable[NamedGraph]:
    """All graphs of a collection of plans; each stands below those before it that are of a higher level."""
    levels = list(Level)
    descents = tuple(
        Descent(lower.id, upper.id, DescentRule.CITES)
        for place, lower in enumerate(plans)
        for upper in plans[:place]
        if levels.index(upper.level) < levels.index(lower.level)
    )
    addressings = tuple(
        Addressing(plan.task(number), level)
        for plan in plans
        for number, line in enumerate(plan.lines, start=1)
        for level in line.to
    )
    named = DocumentRecord(NAMED, held=False, header=Header(symbol=Stated("99-NQ/TW", Span(0, 1))), period="xii")
    collection = Collection(tuple(resolved(plan) for plan in plans), (named,))
    ordered = tuple(sorted(links, key=lambda one: (one.child, one.parent)))
    yield from graphs_of(collection, agencies.resolve, lambda _: None, addressings)
    yield from alignment_graphs(Alignment(tuple(sorted(descents)), addressings, ordered))


def two_levels(upper: Line, *lower: Line, issued: date | None = None, cites: tuple[str, ...] = ()) -> tuple[Plan, Plan]:
    """A central plan of one line, and a province's plan."""
    return (
        Plan(UPPER, "11-KH/TW", Level.CENTRAL, (upper,), date(2017, 11, 20)),
        Plan(LOWER, "40/KH-UBND", Level.PROVINCE, lower, issued, cites),
    )


def _spans(lines: Sequence[Line]) -> Iterable[Span]:
    start = 0
    for line in lines:
        yield Span(start, start + len(line.text))
        start += len(line.text) + 1


def _task(number: int, line: Line, span: Span) -> Task:
    roles = [*((Role.LEAD, name) for name in line.leads), *((Role.COORDINATING, name) for name in line.helpers)]
    deadline = Deadline("thời hạn đã ghi", (span,), line.begin, line.due, line.recurrence)
    task = Task(
        (str(number),),
        line.text,
        span,
        line.kind,
        table_row=line.repeats is not None,
        assignments=tuple(Assignment(role, name, span, "sentence") for role, name in roles),
        condition=Condition(line.condition, span) if line.condition else None,
        quantities=tuple(Quantity(words, span, value, "%", how, by) for words, value, how, by in line.figures),
        duties=tuple(Duty(words, span) for words in line.duties or (line.text,)),
        same_as=(str(line.repeats),) if line.repeats is not None else None,
    )
    return replace(task, deadline=deadline) if line.due or line.begin or line.recurrence else task
