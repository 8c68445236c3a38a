"""What a heading or an introduction gives to all that stands below it: who leads, and the time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.extract.deadlines import read_deadline, read_heading_time
from graph.extract.outline import Unit
from graph.extract.roles import leads_in_heading, leads_in_introduction, roles_in_cell
from graph.model import Assignment, Deadline, Role

CLAUSE_RANK = 5.0
"""Marks from this rank on are clauses and their items; above stand parts, sections and articles."""


class Inheritance:
    """What the units of one outline give to those below them; each unit is read once, however many stand below it.

    issued is the document's day of issue; ordered are those whom its opening orders to act.
    """

    def __init__(self, issued: date | None, ordered: tuple[Assignment, ...]) -> None:
        self.issued = issued
        self.ordered = ordered
        self._leads: dict[int, tuple[Assignment, ...]] = {}
        self._headings: dict[int, Deadline | None] = {}
        self._introductions: dict[int, Deadline | None] = {}

    def leads(self, unit: Unit) -> tuple[Assignment, ...]:
        """Those who lead what stands below the unit, by its labelled line, its heading or its introduction."""
        if id(unit) not in self._leads:
            self._leads[id(unit)] = _leads_below(unit)
        return self._leads[id(unit)]

    def heading_time(self, unit: Unit) -> Deadline | None:
        """The time that the unit's heading gives."""
        if id(unit) not in self._headings:
            self._headings[id(unit)] = read_heading_time(unit.paragraphs[0]) if unit.paragraphs else None
        return self._headings[id(unit)]

    def introduced_time(self, unit: Unit) -> Deadline | None:
        """The day by which a clause wants all its items done ("..., hoàn thành trong tháng 11/2025, cụ thể:")."""
        if id(unit) not in self._introductions:
            self._introductions[id(unit)] = _introduced_time(unit, self.issued)
        return self._introductions[id(unit)]


def _leads_below(unit: Unit) -> tuple[Assignment, ...]:
    for name, passage in unit.attributes:
        if name == "lead":
            return roles_in_cell(passage, Role.LEAD, "label")
    if not unit.paragraphs:
        return ()
    return leads_in_heading(unit.paragraphs[0]) or leads_in_introduction(unit.paragraphs[-1])


def _introduced_time(unit: Unit, issued: date | None) -> Deadline | None:
    if not unit.paragraphs or unit.rank < CLAUSE_RANK or not unit.paragraphs[-1].text.rstrip().endswith(":"):
        return None
    deadline = read_deadline(unit.paragraphs[-1], issued=issued).deadline
    return replace(deadline, inherited=True) if deadline is not None and deadline.due is not None else None
