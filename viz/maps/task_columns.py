"""The columns of the task map: a level each, its documents in order, and those of districts gathered by province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.model import Level
from viz import panel
from viz.labels import Text, level_name, say
from viz.model import DocumentNode, TaskMapData
from viz.provinces import provinces

_LEVELS: tuple[Level | None, ...] = (*Level, None)
_MANY = 12
"""More documents than this in one column are gathered by province."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A province and its documents of one level."""

    name: Text
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A level and its documents; territories is empty where they need no gathering."""

    level: Level | None
    documents: tuple[str, ...]
    territories: tuple[Territory, ...] = ()

    def record(self) -> dict[str, object]:
        """As the page's script reads it: a territory is (name, number of documents), in the order of `documents`."""
        gathered = [[territory.name, len(territory.documents)] for territory in self.territories]
        return {
            "level": self.level,
            "name": level_name(self.level),
            "documents": list(self.documents),
            "territories": gathered,
        }


def columns(data: TaskMapData) -> list[Column]:
    """Only the levels there are, the highest first."""
    order = _in_order(data)
    made = []
    for level in _LEVELS:
        documents = [document for document in order if document.level == level]
        if not documents:
            continue
        if level not in (Level.DISTRICT, Level.COMMUNE) or len(documents) <= _MANY:
            made.append(Column(level, tuple(document.id for document in documents)))
            continue
        gathered = provinces(documents, data.edges)
        territories = tuple(Territory(one.name, tuple(document.id for document in one.documents)) for one in gathered)
        made.append(Column(level, tuple(one for territory in territories for one in territory.documents), territories))
    return made


def _in_order(data: TaskMapData) -> list[DocumentNode]:
    """By date; one without a date after the latest that it cites, or else at the end, by name."""
    dates = {document.id: document.date for document in data.documents}
    cited: dict[str, date] = {}
    for edge in data.edges:
        known = dates.get(edge.cited)
        if known is not None:
            cited[edge.citing] = max(known, cited.get(edge.citing, known))
    return sorted(
        data.documents,
        key=lambda document: (
            document.date or cited.get(document.id, date.max),
            document.date is None,
            say(panel.name_of(document), "vi"),
            document.id,
        ),
    )
