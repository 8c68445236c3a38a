"""Triples of tasks: who, by when, on what condition, how much, and in which words."""

from __future__ import annotations

from graph.identity import child_id, task_id
from graph.model import Assignment, Deadline, Quantity, ResolvedDocument, Task, TaskKind
from graph.rdf.documents import provision_id
from graph.rdf.lines import LineIndex
from graph.rdf.parties import Parties
from graph.rdf.statements import Statements, concept, node
from graph.terms import literal, typed

_CLASSES = {TaskKind.TASK: "dl:Task", TaskKind.OBJECTIVE: "dl:Objective"}


def describe_tasks(resolved: ResolvedDocument, lines: LineIndex, parties: Parties, out: Statements) -> None:
    """State all tasks of a document."""
    record = resolved.record
    stated_in = {provision.path for provision in resolved.parsed.provisions}
    territory = record.header.territory.value if record.header.territory else None
    level = record.header.level.value if record.header.level else None
    day = record.header.date.value if record.header.date else None
    for order, task in enumerate(resolved.parsed.tasks):
        identity = task_id(record.id, task.path)
        subject = node(identity)
        out.add_class(subject, _CLASSES[task.kind])
        out.add(subject, "dl:partOf", node(record.id))
        if task.path in stated_in:
            out.add(subject, "dl:statedIn", node(provision_id(record.id, task.path)))
        _describe_words(subject, order, task, lines, out)
        if task.same_as is not None:
            out.add(subject, "dl:repeats", node(task_id(record.id, task.same_as)))
        for cited in resolved.task_cites[order] if order < len(resolved.task_cites) else ():
            out.add(subject, "dl:names", node(cited))
        for number, assignment in enumerate(task.assignments, start=1):
            agency = parties.identity(assignment.name, territory, level, day)
            _describe_assignment(identity, number, assignment, agency, lines=lines, out=out)
        _describe_parts(identity, task, lines, out)


def _describe_words(subject: str, order: int, task: Task, lines: LineIndex, out: Statements) -> None:
    out.add(subject, "dl:path", literal("/".join(task.path)))
    out.add(subject, "dl:text", literal(task.text))
    out.add(subject, "schema:position", typed(order))
    out.add(subject, "dl:tableRow", typed(task.table_row))
    out.add_words(subject, lines, (task.span,))


def _describe_assignment(
    task: str, number: int, assignment: Assignment, agency: str, *, lines: LineIndex, out: Statements
) -> None:
    subject = _part(task, "assignment", "dl:Assignment", number, out)
    out.add(subject, "dl:role", concept("role", assignment.role.value))
    out.add(subject, "dl:agency", node(agency))
    out.add(subject, "dl:text", literal(assignment.name))
    out.add(subject, "dl:rule", literal(assignment.rule))
    out.add_words(subject, lines, (assignment.span,))


def _describe_parts(task: str, task_value: Task, lines: LineIndex, out: Statements) -> None:
    if task_value.deadline is not None:
        _describe_deadline(task, task_value, task_value.deadline, lines=lines, out=out)
    if task_value.condition is not None:
        subject = _part(task, "condition", "dl:Condition", 1, out)
        out.add(subject, "dl:text", literal(task_value.condition.text))
        out.add_words(subject, lines, (task_value.condition.span,))
    for number, quantity in enumerate(task_value.quantities, start=1):
        _describe_quantity(task, number, quantity, lines, out)
    for number, duty in enumerate(task_value.duties, start=1):
        subject = _part(task, "duty", "dl:Duty", number, out)
        out.add(subject, "dl:text", literal(duty.text))
        out.add_words(subject, lines, (duty.span,))


def _describe_deadline(task: str, holder: Task, deadline: Deadline, *, lines: LineIndex, out: Statements) -> None:
    subject = _part(task, "deadline", "dl:Deadline", 1, out)
    out.add(subject, "dl:text", literal(deadline.text))
    if deadline.begin is not None:
        out.add(subject, "dl:begin", typed(deadline.begin))
    if deadline.due is not None:
        out.add(subject, "dl:due", typed(deadline.due))
    if deadline.recurrence is not None:
        out.add(subject, "dl:recurrence", concept("recurrence", deadline.recurrence.value))
    out.add(subject, "dl:inherited", typed(deadline.inherited))
    out.add_words(subject, lines, deadline.spans or (holder.span,))


def _describe_quantity(task: str, number: int, quantity: Quantity, lines: LineIndex, out: Statements) -> None:
    subject = _part(task, "quantity", "dl:Quantity", number, out)
    out.add(subject, "dl:text", literal(quantity.text))
    out.add(subject, "schema:value", typed(quantity.value))
    out.add_text(subject, "schema:unitText", quantity.unit)
    out.add(subject, "dl:comparison", concept("comparison", quantity.comparison))
    if quantity.by is not None:
        out.add(subject, "dl:due", typed(quantity.by))
    out.add_words(subject, lines, (quantity.span,))


def _part(task: str, kind: str, cls: str, number: int, out: Statements) -> str:
    """A node for a part of a task, of class `cls`, linked from the task by the property called `kind`."""
    subject = node(child_id(task, kind, number))
    out.add(node(task), f"dl:{kind}", subject)
    out.add_class(subject, cls)
    out.add(subject, "schema:position", typed(number))
    return subject
