"""What a body is charged with (chức năng), so that bodies of different levels can be each other's counterparts.

"Bộ Nội vụ", "Sở Nội vụ" and "Phòng Nội vụ" have one function. The list is data/lexicon/functions.csv: a row for each
function, with the bodies of agencies.csv that have it or had it before a merger. Bodies of general authority (a Party
committee, a People's Committee) have none: they may hand a task on to any body of theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from graph.lexicon.agencies import listed
from graph.lexicon.tables import read_rows
from graph.model import Branch


@dataclass(frozen=True, slots=True)
class Function:
    """A row of functions.csv: a function, the system whose bodies have it, and their names in agencies.csv."""

    function: str
    branch: Branch
    bodies: tuple[str, ...]
    example: str


@cache
def functions() -> tuple[Function, ...]:
    """All rows of functions.csv."""
    return read_rows("functions.csv", Function)


@cache
def functions_of(name: str) -> frozenset[Function]:
    """The functions of the body that `name` means, its tier and place left aside; none where the list has none."""
    row = listed(name)
    return _by_body().get(row.name, frozenset()) if row is not None else frozenset()


def share_function(one: Iterable[str], other: Iterable[str]) -> bool:
    """True when a body of `one` and a body of `other`, by their names, have a function in common."""
    functions_of_one = {function for name in one for function in functions_of(name)}
    return any(functions_of_one & functions_of(name) for name in other)


@cache
def _by_body() -> Mapping[str, frozenset[Function]]:
    found: dict[str, set[Function]] = defaultdict(set)
    for row in functions():
        for body in row.bodies:
            found[body].add(row)
    return {body: frozenset(rows) for body, rows in found.items()}
