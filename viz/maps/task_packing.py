"""The task network as the page gets it: tasks and links as short rows, for a country has tens of thousands of them.

templates/task-data.js reads the rows. A place in a list stands for an identifier, and what follows from another field
is left out; the identifiers themselves are whole again in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from graph.links import LinkStatus, SetRelation

Item = Mapping[str, object]


def packed(nodes: Sequence[Item], edges: Iterable[Item]) -> dict[str, object]:
    """nodes: documents and sections; tasks: rows of `_task`; edges: all but links; links: rows of `_link`."""
    holders = [node for node in nodes if "kind" in node]
    tasks = [node for node in nodes if "kind" not in node]
    of = {str(holder["id"]): holder for holder in holders}
    place = {identity: number for number, identity in enumerate(of)}
    number = {str(task["id"]): one for one, task in enumerate(tasks)}
    every = list(edges)
    return {
        "nodes": holders,
        "tasks": [_task(task, of, place) for task in tasks],
        "edges": [edge for edge in every if "link" not in edge],
        "links": [_link(edge, number) for edge in every if "link" in edge],
    }


def _task(task: Item, holders: Mapping[str, Item], place: Mapping[str, int]) -> list[object]:
    """[place of the section, identifier, place in the outline, mark, line, words, file, rows of the panel].

    The identifier is [rest] where it goes on from the document's; the place in the outline 0 where the identifier ends
    with it; file 0 where it is the document's.
    """
    section = str(task["holder"])
    document = holders[str(holders[section]["holder"])]
    identity, path = str(task["id"]), str(task["label"])
    start = str(document["id"])
    rest: object = [identity[len(start) :]] if identity.startswith(start) else identity
    panel = cast("list[list[Any]]", task["panel"])
    file, line, words = panel[0][2][0]
    own = file == document.get("source")
    ends = identity.endswith("/task/" + path)
    return [place[section], rest, 0 if ends else path, task.get("mark", 0), line, words, 0 if own else file, panel[1:]]


def _link(edge: Item, number: Mapping[str, int]) -> list[object]:
    """[child's place, parent's place, confirmed, relation's place, score, the rest where there is any]."""
    link = dict(cast("Mapping[str, Any]", edge["link"]))
    status, relation, score = link.pop("status"), link.pop("relation"), link.pop("score")
    more = link | ({"through": edge["through"]} if "through" in edge else {})
    row: list[object] = [
        number[str(edge["from"])],
        number[str(edge["to"])],
        int(status == LinkStatus.CONFIRMED),
        list(SetRelation).index(relation),
        score,
    ]
    return [*row, more] if more else row
