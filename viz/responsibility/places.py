"""Under which heading of the responsibility map each organisation stands, and what it is called there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model import Level
from viz.agencies import Agency
from viz.briefing import Briefing
from viz.labels import Text, join, label, level_name, titled
from viz.model import DocumentNode, Part, TaskNode

LEVELS: tuple[Level | None, ...] = (*Level, None)
"""Levels in the order of the pages; None is for what has none."""


@dataclass
class Pool:
    """Values by number: each stands once in the page."""

    values: list[object] = field(default_factory=list)
    numbers: dict[object, int] = field(default_factory=dict)

    def number(self, value: object) -> int:
        """Where the value stands among `values`; it is added when it is new."""
        if value not in self.numbers:
            self.numbers[value] = len(self.values)
            self.values.append(value)
        return self.numbers[value]


def agencies_with_parts(briefing: Briefing, tasks: Iterable[TaskNode]) -> dict[str, Agency]:
    """Every organisation with a part in `tasks`, by the key of its parts: by level and place, and by name in these."""
    known = {agency.id: agency for agency in briefing.agencies}
    documents = {document.id: document for document in briefing.tasks.documents}
    found: dict[str, Agency] = {}
    for task in tasks:
        for part in task.parts:
            key = key_of(part, task)
            found.setdefault(key, known.get(key) or _as_written(key, part, documents.get(task.document)))
    return dict(sorted(found.items(), key=lambda one: (*_place_key(one[1]), one[1].name, one[0])))


def key_of(part: Part, task: TaskNode) -> str:
    """Identifier of the organisation; one that the collection has not told apart is the name within the document."""
    return part.agency or f"{task.document}/as-written/{part.name}"


def _as_written(key: str, part: Part, document: DocumentNode | None) -> Agency:
    place = document.territory if document else None
    return Agency(key, part.name, place=place, territory=place)


def places_of(agencies: Iterable[Agency]) -> tuple[list[object], dict[str, int]]:
    """The groups that agencies stand in, in order, each [level, what it is called]; and each agency's group."""
    pool, of = Pool(), {}
    shown: list[object] = []
    for agency in agencies:
        number = pool.number(_place_key(agency))
        if number == len(shown):
            shown.append([str(agency.level or "unknown"), _place_name(agency)])
        of[agency.id] = number
    return shown, of


def _place_key(agency: Agency) -> tuple[int, bool, str, str]:
    if agency.level is Level.CENTRAL:
        return (0, False, "", "")
    return (rank_of(agency.level), agency.territory is None, agency.territory or "", agency.place or "")


def _place_name(agency: Agency) -> Text:
    """ "Trung ương"; "Huyện Phong Thổ, tỉnh Lai Châu"; "Cấp huyện, tỉnh Tuyên Quang"; "Cấp huyện, chưa rõ địa bàn"."""
    if agency.level is Level.CENTRAL:
        return level_name(Level.CENTRAL)
    where: Text = agency.place or label("responsibility.place-unknown")
    if agency.level is not None and agency.level is agency.place_level:
        return titled(where)
    tier = label("responsibility.tier-none" if agency.level is None else f"responsibility.tier-{agency.level}")
    return tier if agency.place_level is Level.CENTRAL else join([tier, where], ", ")


def rank_of(level: Level | None) -> int:
    """Where a level stands in the order of the pages: the highest first, none last."""
    return LEVELS.index(level)
