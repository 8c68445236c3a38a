"""Tasks and objectives: which units of the outline direct somebody to do something, and all that they say of it.

What counts follows the labelling guide of the project: the smallest unit of the outline (clause, item, table row)
that directs somebody; a clause that only introduces its own list is none; purposes and requirements are none;
numbered items under a heading "Mục tiêu" are objectives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.extract.deadlines import inherit, prefer, read_deadline, read_heading_time, read_time
from graph.extract.duties import duties_of, inline_items
from graph.extract.headings import opens_with_type_name
from graph.extract.inheritance import CLAUSE_RANK, Inheritance
from graph.extract.outline import APPENDIX, Unit
from graph.extract.quantities import quantities_of
from graph.extract.repeats import repeated
from graph.extract.roles import (
    begins_with_duty,
    leads_in_heading,
    leads_in_order,
    opens_with_circumstance,
    roles_in_cell,
    roles_in_sentence,
)
from graph.model import Assignment, Condition, Deadline, Role, Span, Task, TaskKind
from graph.read.passage import Passage

_SENTENCE = re.compile(r"[.;]\s+(?=[A-ZĐÀ-Ỹ])")
_HEADING_END = re.compile(r"[.;:,]$")
_ROLES = {"lead": Role.LEAD, "coordinating": Role.COORDINATING, "consulted": Role.CONSULTED, "deciding": Role.DECIDING}
LONGEST_HEADING = 160
"""Characters up to which a first paragraph without a full stop is the heading of the next ones."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A unit, or a numbered item inside it, that may be a task, with its own words."""

    unit: Unit
    path: tuple[str, ...]
    passage: Passage
    kind: TaskKind
    heading: Passage | None = None


def tasks_of(
    units: Sequence[Unit], *, issued: date | None = None, introduction: Passage | None = None
) -> tuple[Task, ...]:
    """All tasks and objectives among the units, in the order of the text. Mentions are not filled in here.

    introduction is the paragraph before the first unit; where it is an order ("... yêu cầu các sở thực hiện các nhiệm
    vụ sau:"), clauses under no heading of their own are duties, and those it names lead where nobody else does.
    """
    ordered = leads_in_order(introduction) if introduction is not None else ()
    inheritance = Inheritance(issued, ordered)
    lists = _Lists()
    tasks = [_task(one, inheritance) for unit in units for one in _candidates(unit, bool(ordered), lists)]
    return repeated(tuple(tasks))


class _Lists:
    """Which units direct, above items that only name objects; each is asked once, however many items it has."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def objects(self, unit: Unit) -> bool:
        """True for a clause above such items."""
        if id(unit) not in self._known:
            self._known[id(unit)] = _lists_objects(unit)
        return self._known[id(unit)]


def _candidates(unit: Unit, ordered: bool, lists: _Lists) -> Iterator[_Candidate]:
    role = unit.role or ("task" if ordered and not unit.path[0].startswith(APPENDIX) else None)
    if not unit.paragraphs or unit.kind in {"group", "appendix"} or role in {"purpose", "general-objective"}:
        return
    if unit.row is not None:
        yield _Candidate(unit, unit.path, unit.passage, TaskKind.TASK)
        return
    heading, passage = _own_words(unit)
    if role == "objective":
        yield from _objectives(unit, passage)
    elif _directs(unit, heading, passage, role, lists):
        yield _Candidate(unit, unit.path, passage, TaskKind.TASK, heading)


def _objectives(unit: Unit, passage: Passage) -> Iterator[_Candidate]:
    items = inline_items(passage)
    if items:
        introduction = passage.cut(0, items[0].start).strip()
        seen: dict[str, int] = {}
        for item in items:
            count = seen[item.number] = seen.get(item.number, 0) + 1
            name = item.number if count == 1 else f"{item.number}#{count}"
            words = passage.cut(item.text_start, item.end).strip()
            yield _Candidate(unit, (*unit.path, name), words, TaskKind.OBJECTIVE, introduction)
    elif not unit.children and unit.parent is not None and unit.rank >= CLAUSE_RANK and len(passage) > _LONGEST_NAME:
        yield _Candidate(unit, unit.path, passage, TaskKind.OBJECTIVE)


_LONGEST_NAME = 20
"""Characters up to which an objective's words are but the name of a heading ("Mục tiêu cụ thể")."""


def _own_words(unit: Unit) -> tuple[Passage | None, Passage]:
    """The unit's heading, if its first paragraph is one, and its words without that heading."""
    first, *rest = unit.paragraphs
    if rest and not unit.children and _is_heading(unit, first):
        return first, Passage.join(rest)
    return None, unit.passage


def _is_heading(unit: Unit, first: Passage) -> bool:
    text = first.text
    if text.isupper() or unit.heading_level or leads_in_heading(first):
        return True
    if unit.bold and len(text) <= LONGEST_HEADING:
        return True
    return len(text) <= LONGEST_HEADING and not _HEADING_END.search(text.rstrip(":"))


def _directs(unit: Unit, heading: Passage | None, passage: Passage, role: str | None, lists: _Lists) -> bool:
    text = passage.text
    if lists.objects(unit):
        return True
    if unit.children:
        return _directs_beyond_items(unit, text)
    if unit.parent is not None and lists.objects(unit.parent):
        return False
    if text.rstrip().endswith(":") or (heading is None and (text.isupper() or leads_in_heading(passage))):
        return False
    if unit.rank < CLAUSE_RANK and heading is None:
        return unit.kind == "điều" and _charges(passage)
    if _REFERS.fullmatch(text) or _is_repealed(unit, text) or _is_field(text) or _states_force(passage):
        return False
    if role == "task":
        return True
    return begins_with_duty(text) or any(one.role is Role.LEAD for one in roles_in_sentence(passage))


def _charges(passage: Passage) -> bool:
    """An article without clauses that lays a duty on somebody by name; that all carry out the decision is a formula."""
    named = any(one.role is Role.LEAD for one in roles_in_sentence(passage))
    return named and not _CARRIED_OUT.search(passage.text[-LONGEST_FORMULA:].lower())


_CARRIED_OUT = re.compile(r"(?:thi hành|thực hiện) (?:\w+ ){1,4}này")
LONGEST_FORMULA = 600
"""Characters at the end of an article in which a decision says who carries it out."""
_REFERS = re.compile(
    r"(?:Các )?[Nn]hiệm vụ [^.;]{0,120}(?:xác định|nêu|quy định|ban hành) tại Phụ lục[^.;]{0,200}[.;]?"
)
""" "The tasks of this year are those of Appendix 2": says where duties stand and is none."""


_FIELD = re.compile(r"(?:…[ .]{0,2}){2,}[.;,]?$|\.{5,}[;,]?$")
_NORM = re.compile(r"[^:]{1,200}:\s{0,3}\d[\d.,]{0,15}\s(?:nghìn |triệu |tỷ )?đồng(?:\s?/[^:]{1,60})?[.;,]?")


def _is_field(text: str) -> bool:
    """A line of a form, which ends in room to write ("Người chủ trì: ........"), or of a list of what is paid.

    Neither lays a duty on anybody.
    """
    return bool(_FIELD.search(text[-40:].rstrip()) or _NORM.fullmatch(text[:300]))


def _is_repealed(unit: Unit, text: str) -> bool:
    """A document named in a list of those that lose their force is not itself a duty."""
    if unit.parent is None or not unit.parent.paragraphs:
        return False
    above = unit.parent.paragraphs[-1].text
    introduces = above.endswith(":") or unit.parent.kind == "điều"
    return introduces and opens_with_type_name(text) and bool(_REPEALS.search(above.lower()))


_REPEALS = re.compile(r"(?<!\w)(?:hết hiệu lực|bãi bỏ|thay thế)(?!\w)")


def _states_force(passage: Passage) -> bool:
    """ "This decision takes effect on the day of signature and replaces ...": a sentence that directs nobody."""
    text = passage.text
    if not opens_with_type_name(text) or not _FORCE.search(text.lower()) or _SENTENCE.search(text):
        return False
    return not any(one.role is Role.LEAD for one in roles_in_sentence(passage))


_FORCE = re.compile(r"(?<!\w)(?:có|hết) hiệu lực(?: thi hành)? (?:kể )?từ(?!\w)")


def _lists_objects(unit: Unit) -> bool:
    """A clause that directs, above items that only name what it is about ("Trình ... quyết định: - Mức chi ...")."""
    if not unit.children or unit.rank < CLAUSE_RANK or not unit.paragraphs or len(unit.children) < 2:
        return False
    passage = unit.paragraphs[-1]
    if not passage.text.rstrip().endswith(":") or leads_in_heading(passage) or _INTRODUCES.search(passage.text):
        return False
    if not (begins_with_duty(passage.text) or any(one.role is Role.LEAD for one in roles_in_sentence(passage))):
        return False
    return all(_names_object(child) for child in unit.children)


_INTRODUCES = re.compile(r"(?:nhiệm vụ|giải pháp|công việc|nội dung|việc)(?:,? \w+){0,3}\s*:\s*$")


def _names_object(unit: Unit) -> bool:
    if unit.children or unit.row is not None or not unit.paragraphs:
        return False
    passage = unit.paragraphs[0]
    if begins_with_duty(passage.text) or opens_with_circumstance(passage.text):
        return False
    return not any(one.role is Role.LEAD for one in roles_in_sentence(passage))


def _directs_beyond_items(unit: Unit, text: str) -> bool:
    """A clause above items is a task of its own only where it says more than one sentence of introduction."""
    if unit.rank < CLAUSE_RANK or unit.children[0].rank < 6.0 or text.rstrip().endswith(":"):
        return False
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    return len(sentences) > 1 and sum(begins_with_duty(one) for one in sentences[1:]) > 0


def _task(candidate: _Candidate, inheritance: Inheritance) -> Task:
    unit, passage = candidate.unit, candidate.passage
    deadline, condition = _time(candidate, inheritance)
    return Task(
        path=candidate.path,
        text=passage.text,
        span=_span(candidate),
        kind=candidate.kind,
        table_row=unit.row is not None,
        assignments=_assignments(candidate, inheritance),
        deadline=deadline,
        condition=condition,
        quantities=quantities_of(passage, due=deadline.due if deadline else None),
        duties=duties_of(passage),
    )


def _span(candidate: _Candidate) -> Span:
    unit = candidate.unit
    spans = [candidate.passage.span()]
    if unit.row is not None:
        spans.extend(cell.span() for cell in unit.row.cells if cell.text)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _assignments(candidate: _Candidate, inheritance: Inheritance) -> tuple[Assignment, ...]:
    unit = candidate.unit
    if candidate.kind is TaskKind.OBJECTIVE:
        return ()
    stated = list(roles_in_sentence(candidate.passage))
    if _gathers_partners(unit):
        stated = [replace(one, role=Role.COORDINATING) if one.role is Role.LEAD else one for one in stated]
    if any(name == "lead" for name, _ in unit.attributes):
        stated = [one for one in stated if one.role is not Role.LEAD]
    for role, rule, passage in _beside(unit):
        if role is not Role.LEAD or not any(one.role is Role.LEAD for one in stated if one.rule == "sentence"):
            stated.extend(roles_in_cell(passage, role, rule))
    if not any(one.role is Role.LEAD for one in stated):
        in_body = not candidate.path[0].startswith(APPENDIX)
        stated.extend(_inherited_leads(candidate, inheritance) or (inheritance.ordered if in_body else ()))
    return tuple(_distinct(stated))


def _gathers_partners(unit: Unit) -> bool:
    """ "Chủ trì, phối hợp với:" above items that begin with names: those named there coordinate."""
    above = unit.parent
    return above is not None and bool(above.paragraphs) and bool(_PARTNERS.search(above.paragraphs[-1].text[-40:]))


_PARTNERS = re.compile(r"(?i:phối hợp)(?: (?:chặt chẽ )?với)?\s*[:.]?\s*$")


def _beside(unit: Unit) -> Iterator[tuple[Role, str, Passage]]:
    """Labelled lines and table columns that give roles."""
    for name, passage in unit.attributes:
        if name in _ROLES:
            yield _ROLES[name], "label", passage
    if unit.row is not None and unit.table is not None:
        for name, role in _ROLES.items():
            for cell in unit.table.cells(unit.row, name):
                yield role, "column", cell


def _inherited_leads(candidate: _Candidate, inheritance: Inheritance) -> tuple[Assignment, ...]:
    if candidate.heading is not None and (leads := leads_in_heading(candidate.heading)):
        return leads
    return next((leads for unit in candidate.unit.above() if (leads := inheritance.leads(unit))), ())


def _distinct(assignments: Sequence[Assignment]) -> Iterator[Assignment]:
    seen: set[tuple[Role, str]] = set()
    for one in assignments:
        key = one.role, one.name.lower()
        if key not in seen:
            seen.add(key)
            yield one


def _time(candidate: _Candidate, inheritance: Inheritance) -> tuple[Deadline | None, Condition | None]:
    unit, issued = candidate.unit, inheritance.issued
    running = read_deadline(candidate.passage, issued=issued)
    beside = [passage for name, passage in unit.attributes if name == "time"]
    if unit.row is not None and unit.table is not None:
        beside.extend(unit.table.cells(unit.row, "time"))
    if beside:
        reading = prefer(read_time(beside, issued=issued), running)
        return reading.deadline, reading.condition
    return inherit(running.deadline, _inherited_time(candidate, inheritance)), running.condition


def _inherited_time(candidate: _Candidate, inheritance: Inheritance) -> Deadline | None:
    if candidate.path[0].startswith(APPENDIX):
        return None
    first = read_heading_time(candidate.heading) if candidate.heading is not None else None
    for unit in candidate.unit.above():
        first = first or inheritance.heading_time(unit)
        if (stated := inheritance.introduced_time(unit)) is not None:
            return first or stated
    return first
