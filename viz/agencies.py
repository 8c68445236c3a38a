"""The organisations that have parts in tasks, as the pages show them: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Branch, Level

COLLECTIVE = ("group", "generic")
"""Kinds that are no single body: several called by one name, a role that anybody may have ("cấp có thẩm quyền")."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation under its one name, whatever the documents call it.

    kind is one of `graph.lexicon.agencies`: "agency", "post", "group" or "generic". level is None for an address to
    every level, and where nothing tells it. territory is its identifier ("vn/lai-chau"), place its full name with the
    province's ("huyện Phong Thổ, tỉnh Lai Châu"), place_level the level of that unit, which of several bodies called
    together is the one above theirs; all three are None where nothing tells where the body is. function is what it
    is charged with by the word list, which bodies of other levels share ("nội vụ"), None where the list has none.
    """

    id: str
    name: str
    kind: str = "agency"
    level: Level | None = None
    branch: Branch | None = None
    territory: str | None = None
    place: str | None = None
    place_level: Level | None = None
    function: str | None = None

    @property
    def collective(self) -> bool:
        """True for what is no single body, so that a task given to it has no one who answers for it."""
        return self.kind in COLLECTIVE
