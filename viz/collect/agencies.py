"""The organisations that have parts in a briefing's tasks, from a store."""

from __future__ import annotations

from collections.abc import Mapping

from graph import query
from graph.lexicon import territories
from graph.lexicon.agencies import AGENCY, listed
from graph.lexicon.functions import functions_of
from graph.model import Branch, Level
from graph.query import Cell
from graph.store import Store
from viz.agencies import COLLECTIVE, Agency
from viz.model import TaskMapData

_TERRITORY = "territory/"


def agencies_of(store: Store, tasks: TaskMapData) -> tuple[Agency, ...]:
    """Those that the parts of `tasks` name, by identifier. Raises QueryError and StoreError as queries do."""
    named = {part.agency for task in tasks.tasks for part in task.parts}
    rows = query.run(store, query.find("map-agencies"), {}).records()
    found = {str(row["agency"]): _agency(row) for row in reversed(rows) if row["agency"] in named}
    return tuple(found[identity] for identity in sorted(found))


def place_of(territory: str | None) -> tuple[str | None, Level | None]:
    """Full name of a territory, with that of the province that it lies in, and its level; None for one not listed."""
    unit = territories.get(territory) if territory else None
    if unit is None:
        return None, None
    names = [unit.full_name]
    above = territories.get(unit.parent) if unit.parent else None
    while above is not None and above.level is not Level.CENTRAL:
        names.append(above.full_name)
        above = territories.get(above.parent) if above.parent else None
    return ", ".join(names), unit.level


def function_of(name: str) -> str | None:
    """What the body of this name is charged with; of several functions the one whose list names it nearest the top.

    A body that took over others in a merger stands further down in their lists, so this is the one that it always had.
    """
    row = listed(name)
    if row is None:
        return None
    found = sorted((one.bodies.index(row.name), one.function) for one in functions_of(name))
    return found[0][1] if found else None


def _agency(row: Mapping[str, Cell]) -> Agency:
    territory = _maybe(row, "territory")
    territory = territory.removeprefix(_TERRITORY) if territory else None
    place, place_level = place_of(territory)
    level, branch = _maybe(row, "level"), _maybe(row, "branch")
    kind, name = _maybe(row, "kind") or AGENCY, str(row["label"])
    return Agency(
        id=str(row["agency"]),
        name=name,
        kind=kind,
        level=Level(level) if level else None,
        branch=Branch(branch) if branch else None,
        territory=territory,
        place=place or territory,
        place_level=place_level,
        function=None if kind in COLLECTIVE else function_of(name),
    )


def _maybe(row: Mapping[str, Cell], column: str) -> str | None:
    value = row[column]
    return None if value is None else str(value)
