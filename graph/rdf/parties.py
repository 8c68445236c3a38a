"""Organisations and territories that the documents name, and what is above them, each described once for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from graph.identity import agency_id, territory_id
from graph.lexicon.agencies import GROUP, POST
from graph.lexicon.types import by_name
from graph.model import Branch, Level
from graph.rdf.statements import Statements, concept, name, node
from graph.terms import literal, typed


class Agency(Protocol):
    """What a directory of organisations tells of one; id is the tail of its IRI, parent the one above it.

    changed is the first day without it, where successor took over its duties.
    """

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def level(self) -> Level | None: ...  # noqa: D102
    @property
    def branch(self) -> Branch | None: ...  # noqa: D102
    @property
    def territory(self) -> str | None: ...  # noqa: D102
    @property
    def parent(self) -> Agency | None: ...  # noqa: D102
    @property
    def changed(self) -> date | None: ...  # noqa: D102
    @property
    def successor(self) -> Agency | None: ...  # noqa: D102


AgencyOf = Callable[[str, str | None, Level | None, date | None], Agency | None]
"""Finds an organisation by its name as written, and the territory, level and day of the document that names it."""
_CLASSES = {GROUP: "dl:AgencyGroup", POST: "dl:Post"}
"""Classes of their own beside dl:Agency, by the kind of an organisation."""
TerritoryName = Callable[[str], str | None]
"""The name of a territory by its identifier ("vn/lai-chau" -> "Lai Châu")."""


class Parties:
    """Organisations by the names that documents use; remembers each it was asked for."""

    def __init__(self, agency_of: AgencyOf, territory_name: TerritoryName) -> None:
        self._agency_of = agency_of
        self._territory_name = territory_name
        self._known: dict[tuple[str, str | None, Level | None, date | None], str] = {}
        self._agencies: dict[str, Agency | str] = {}
        self._territories: set[str] = set()

    def identity(self, written: str, territory: str | None, level: Level | None, on: date | None) -> str:
        """Identifier of the organisation that a document of this territory, level and day calls `written`.

        One that the directory does not know is told apart by its name and the document's territory.
        """
        key = (written, territory, level, on)
        if key not in self._known:
            agency = self._agency_of(written, territory, level, on)
            identity = agency_id(written, territory) if agency is None else agency.id
            self._agencies.setdefault(identity, written if agency is None else agency)
            self._known[key] = identity
        return self._known[key]

    def see_territory(self, territory: str) -> None:
        """Remember a territory, and those it lies in."""
        steps = territory.split("/")
        self._territories.update("/".join(steps[: count + 1]) for count in range(len(steps)))

    def describe(self, out: Statements) -> None:
        """State all organisations and territories asked for so far, and the organisations that those refer to."""
        for identity, agency in self._with_related().items():
            self._describe_agency(identity, agency, out)
        for territory in self._territories:
            subject = node(territory_id(territory))
            out.add_class(subject, "dl:Territory")
            out.add_text(subject, "rdfs:label", self._territory_name(territory) or territory)
            if "/" in territory:
                out.add(subject, "dl:partOf", node(territory_id(territory.rpartition("/")[0])))

    def _with_related(self) -> dict[str, Agency | str]:
        """The organisations asked for, those above them, and their successors: what is referred to is described."""
        known = dict(self._agencies)
        waiting = [agency for agency in known.values() if not isinstance(agency, str)]
        while waiting:
            agency = waiting.pop()
            for related in (agency.parent, agency.successor):
                if related is not None and related.id not in known:
                    known[related.id] = related
                    waiting.append(related)
        return known

    def _describe_agency(self, identity: str, agency: Agency | str, out: Statements) -> None:
        subject = node(identity)
        out.add_class(subject, "dl:Agency")
        if isinstance(agency, str):
            out.add(subject, "rdfs:label", literal(agency))
            return
        if agency.kind in _CLASSES:
            out.add_class(subject, _CLASSES[agency.kind])
        out.add(subject, "rdfs:label", literal(agency.name))
        if agency.kind:
            out.add(subject, "org:classification", literal(agency.kind))
        if agency.level is not None:
            out.add(subject, "dl:level", concept("level", agency.level.value))
        if agency.branch is not None:
            out.add(subject, "dl:branch", concept("branch", agency.branch.value))
        if agency.territory is not None:
            self.see_territory(agency.territory)
            out.add(subject, "dl:territory", node(territory_id(agency.territory)))
        if agency.parent is not None:
            out.add(subject, "org:postIn" if agency.kind == POST else "org:subOrganizationOf", node(agency.parent.id))
        _describe_merger(agency, out)


def _describe_merger(agency: Agency, out: Statements) -> None:
    """State which body took over from this one and when; all bodies merged into one on a day share the event."""
    if agency.changed is None or agency.successor is None:
        return
    heir = agency.successor.id
    event = node(f"change/{heir.removeprefix('agency/')}/{agency.changed.isoformat()}")
    out.add_class(event, "dl:Merger")
    out.add(event, "org:originalOrganization", node(agency.id))
    out.add(event, "org:resultingOrganization", node(heir))
    out.add(event, "dl:date", typed(agency.changed))


def describe_type(type_name: str, out: Statements) -> None:
    """Name a document type that the word list, and so the ontology, does not have."""
    if by_name(type_name) is not None:
        return
    subject = concept("type", type_name)
    out.add(subject, "rdf:type", name("skos:Concept"))
    out.add(subject, "skos:prefLabel", literal(type_name, "vi"))
