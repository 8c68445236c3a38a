"""What the timeline says of each task: which kind of statement of time it has, what may be drawn, what the audit found.

Nothing is drawn that the words do not give: a mark starts only where a first day is stated, and ends only where a last
day is. What is marked as later than a requirement, dropped on the way down or overdue are the audit's findings, so
that both pages say the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.audit import Finding
from graph.links import LinkStatus
from graph.model import Recurrence
from viz.briefing import Briefing
from viz.model import Evidence, TaskNode


class TimeKind(StrEnum):
    """Kinds of statements of time; a task may have several."""

    FIXED = "fixed"  # a last day
    BEGIN = "begin"  # a first day and no last one
    STEPS = "steps"  # done with one step by a day, then another begins or goes on
    RECURRENT = "recurrent"
    ONGOING = "ongoing"
    CONDITIONAL = "conditional"
    WORDS = "words"  # words that give no day ("theo kế hoạch")


class Shape(StrEnum):
    """How a statement is drawn."""

    BAR = "bar"  # from the first day to the last
    DUE = "due"  # the last day alone
    START = "start"  # the first day alone, where the text contradicts itself
    OPEN = "open"  # from the first day, without an end
    STANDING = "standing"  # neither begins nor ends
    RECURRING = "recurring"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to draw. start and end are days that the text gives, or None: then it has no such end."""

    shape: Shape
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """The requirement above that a finding holds a task against: its place, the phrases of its deadline, its last day.

    status is that of the link; due is None where the requirement has no last day.
    """

    id: str
    document: str
    symbol: str | None
    path: str | None
    evidence: Evidence
    phrases: tuple[str, ...]
    due: date | None
    status: LinkStatus


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A task with what the page shows of its time.

    later are requirements that were due before it; dropped those whose deadline the lower document does not keep;
    ends_early: the text's own last day is before its first; untimed: no deadline is stated, here or where it repeats.
    """

    task: TaskNode
    kinds: tuple[TimeKind, ...]
    marks: tuple[Mark, ...]
    later: tuple[Requirement, ...] = ()
    dropped: tuple[Requirement, ...] = ()
    overdue: bool = False
    ends_early: bool = False
    contradicted: tuple[Finding, ...] = ()
    untimed: bool = False

    @property
    def phrases(self) -> tuple[str, ...]:
        """The deadline as phrases that may each stand in quotation marks; empty where none is stated."""
        return phrases(self.task.deadline or "", self.task.evidence.quote)

    @property
    def is_drawn(self) -> bool:
        """True for a row of the timeline; the others are only listed at its end."""
        return bool(self.kinds or self.later or self.dropped or self.contradicted)


def timeline_rows(briefing: Briefing) -> tuple[TimelineRow, ...]:
    """A row for every task and objective, in the order of the texts."""
    found = _findings(briefing)
    stated = _stated(briefing)
    return tuple(_row(task, found[task.id], task.id in stated) for task in briefing.tasks.tasks)


def phrases(deadline: str, quote: str) -> tuple[str, ...]:
    """A deadline as the phrases that its document has, in their order.

    The extraction joins phrases from several places by "; ". They stay together only as far as `quote` has them so,
    white space apart: what is joined by us is not a quotation.
    """
    text = _folded(quote)
    found: list[str] = []
    for phrase in deadline.split("; "):
        if found and _folded(longer := f"{found[-1]}; {phrase}") in text:
            found[-1] = longer
        elif phrase.strip():
            found.append(phrase)
    return tuple(found)


def kinds(task: TaskNode, *, ends_early: bool = False) -> tuple[TimeKind, ...]:
    """The kinds of a task's statements of time, in the order of `TimeKind`; empty where it makes none."""
    begin, due, often = task.begin, task.due, task.recurrence
    after = begin is not None and due is not None and begin > due
    holds = {
        TimeKind.FIXED: due is not None,
        TimeKind.BEGIN: begin is not None and due is None,
        TimeKind.STEPS: not ends_early
        and (after or (due is not None and begin is None and often is Recurrence.ONGOING)),
        TimeKind.RECURRENT: often not in (None, Recurrence.ONGOING),
        TimeKind.ONGOING: often is Recurrence.ONGOING,
        TimeKind.CONDITIONAL: bool(task.condition),
        TimeKind.WORDS: bool(task.deadline) and begin is None and due is None and often is None,
    }
    return tuple(kind for kind in TimeKind if holds[kind])


def marks(task: TaskNode, *, ends_early: bool = False) -> tuple[Mark, ...]:
    """What is drawn for a task: never a day that its text does not give."""
    begin, due, often = task.begin, task.due, task.recurrence
    within = begin is not None and due is not None and begin <= due
    drawn: list[Mark] = []
    if often is Recurrence.ONGOING and begin is None:
        drawn.append(Mark(Shape.STANDING))
    if within:
        drawn.append(Mark(Shape.BAR, begin, due))
    elif begin is not None:
        drawn.append(Mark(Shape.START if ends_early else Shape.OPEN, begin))
    if often not in (None, Recurrence.ONGOING):
        drawn.append(Mark(Shape.RECURRING, begin, due if within else None))
    if due is not None and not within:
        drawn.append(Mark(Shape.DUE, None, due))
    return tuple(drawn)


def years(rows: Iterable[TimelineRow], briefing: Briefing) -> tuple[int, int] | None:
    """First and last year of all days that the page knows: stated ones, those of the documents, the as-of day.

    None where no day is known at all.
    """
    drawn = [row for row in rows if row.is_drawn]
    documents = [briefing.documents[one] for one in {row.task.document for row in drawn} & briefing.documents.keys()]
    days = [briefing.as_of, *(document.date for document in documents)]
    days += [claim.value for document in documents for claim in document.claims]
    days += [day for row in drawn for day in (row.task.begin, row.task.due)]
    days += [one.due for row in drawn for one in row.later + row.dropped]
    known = [day.year for day in days if day is not None]
    return (min(known), max(known)) if known else None


def _folded(text: str) -> str:
    return " ".join(text.split())


def _row(task: TaskNode, found: Mapping[str, tuple[Finding, ...]], stated: bool) -> TimelineRow:
    ends_early = bool(found.get("end-before-begin"))
    contradicted = (*found.get("end-before-begin", ()), *found.get("repeated-deadline", ()))
    return TimelineRow(
        task=task,
        kinds=kinds(task, ends_early=ends_early),
        marks=marks(task, ends_early=ends_early),
        later=tuple(map(_requirement, found.get("due-later", ()))),
        dropped=tuple(map(_requirement, found.get("deadline-dropped", ()))),
        overdue=bool(found.get("overdue")),
        ends_early=ends_early,
        contradicted=contradicted,
        untimed=not stated,
    )


def _findings(briefing: Briefing) -> Mapping[str, Mapping[str, tuple[Finding, ...]]]:
    """Findings by subject and code, each list in the order of the audit."""
    found: dict[str, dict[str, tuple[Finding, ...]]] = defaultdict(dict)
    for finding in briefing.findings:
        of = found[finding.subject]
        of[finding.code] = (*of.get(finding.code, ()), finding)
    return found


def _stated(briefing: Briefing) -> frozenset[str]:
    """Tasks whose deadline is stated: in their own words, or where an appendix repeats them, as the audit counts."""
    return frozenset(_each_stated(briefing))


def _each_stated(briefing: Briefing) -> Iterator[str]:
    for task in briefing.tasks.tasks:
        if _has_deadline(task):
            yield task.id
            if task.same_as:
                yield task.same_as
        elif task.same_as and (body := briefing.task.get(task.same_as)) is not None and _has_deadline(body):
            yield task.id


def _has_deadline(task: TaskNode) -> bool:
    return bool(task.deadline) or any(one is not None for one in (task.begin, task.due, task.recurrence))


def _requirement(finding: Finding) -> Requirement:
    values = {name: None if value is None else str(value) for name, value in finding.values}
    place = finding.against or finding.at
    due = values.get("other_due")
    return Requirement(
        id=values.get("requirement") or "",
        document=place.document,
        symbol=place.symbol,
        path=place.path,
        evidence=Evidence(place.source, place.line, place.quote),
        phrases=phrases(values.get("other_deadline") or "", place.quote),
        due=date.fromisoformat(due) if due else None,
        status=LinkStatus((values.get("status") or "link-status.proposed").rpartition(".")[2]),
    )
