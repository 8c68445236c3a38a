"""Which held document stands below which: lineage before similarity (design notes, section 2, rule 1).

The cost grows with the citations and with the pairs that are found, not with the square of the collection: what carries
out a directive is kept by level and territory, so that a plan is only held against plans that may stand above it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import networkx as nx

from graph.lexicon import territories
from graph.lexicon.tables import read_rows
from graph.links import Descent, DescentRule
from graph.model import Collection, DocumentRecord, Level, Relation

_RANK = {level: rank for rank, level in enumerate(Level)}
_UP = (Relation.IMPLEMENTS, Relation.BASIS)
_Way = tuple[str, ...]  # the documents between two ends, from the lower one up


@dataclass(frozen=True, slots=True)
class GroundRow:
    """A row of grounds.csv: a type of document that all may rest on, whatever they are about."""

    type: str
    example: str


def descents_of(collection: Collection) -> tuple[Descent, ...]:
    """All pairs of held documents of which one stands below the other, sorted.

    A document that cites another as carried out or as its basis, straight or through others, stands below it; so does
    one that carries out the same directive as another of a higher level. The upper one must be national or of a
    territory that holds the lower one's; where either territory is not known, only a citation tells. What documents
    say themselves comes before what follows from a directive that they share. Documents of one circle stand below none
    of it.

    A law, decree or circular that a text only rests on (căn cứ; data/lexicon/grounds.csv) ends the way up: everybody
    rests on them, so what stands above them tells nothing of the text.

    `missing` of a pair holds every document that is not held and stands between the two: one that the lower document
    names, or reaches upward, and that in turn carries out the upper one (under rule SHARED: the common directive); one
    that only rests on it counts where it is on the lower one's own way up. Its level is not above the upper one's and
    not below the lower one's, and it applies to the lower one's territory; of one on the way up, level and territory
    may be unknown. Such a document may have taken up what the lower one was not asked for in so many words.
    """
    ascent = _Ascent(collection)
    circle_of = {member: number for number, circle in enumerate(circles_of(collection)) for member in circle}
    found: dict[tuple[str, str], Descent] = {}
    for step in (ascent.cited, ascent.sharing):
        for lower in sorted(ascent.held):
            for descent in step(lower):
                pair = (descent.lower, descent.upper)
                same_circle = lower in circle_of and circle_of[lower] == circle_of.get(descent.upper)
                if pair not in found and pair[::-1] not in found and not same_circle:
                    found[pair] = descent
    return tuple(found[pair] for pair in sorted(found))


def circles_of(collection: Collection) -> tuple[tuple[str, ...], ...]:
    """Circles of documents that carry out, or rest on, one another; each sorted. There should be none."""
    graph = nx.DiGraph([(lower, upper) for lower, uppers in _upward(collection).items() for upper in uppers])
    return tuple(sorted(tuple(sorted(part)) for part in nx.strongly_connected_components(graph) if len(part) > 1))


def within(territory: str, outer: str) -> bool:
    """True when `territory` is `outer` or a part of it, also across the reform of 2025 by succession."""
    return outer in _outer(territory)


@cache
def ground_rows() -> tuple[GroundRow, ...]:
    """All rows of grounds.csv."""
    return read_rows("grounds.csv", GroundRow)


@dataclass(frozen=True, slots=True)
class _Ways:
    """The shortest ways up from one document: any, and those whose last step carries out the document reached."""

    shortest: dict[str, _Way] = field(default_factory=dict)
    carrying: dict[str, _Way] = field(default_factory=dict)


class _Ascent:
    """What stands above each document of one collection."""

    def __init__(self, collection: Collection) -> None:
        self.held = {held.record.id: held.record for held in collection.held}
        self.records = self.held | {record.id: record for record in collection.cited}
        self._links = _upward(collection)
        self._named = _named(collection)
        types = {row.type for row in ground_rows()}
        self._grounds = {
            identity
            for identity, record in self.records.items()
            if record.header.type and record.header.type.value in types
        }
        self._ways: dict[str, _Ways] = {}
        self._between: dict[tuple[str, str, Level | None], tuple[str, ...]] = {}

    def ways(self, start: str) -> _Ways:
        """The ways up from `start`; of equally short ones the first by name."""
        if start not in self._ways:
            self._ways[start] = self._find_ways(start)
        return self._ways[start]

    def cited(self, lower: str) -> Iterator[Descent]:
        """The documents above `lower` by what it says itself, and those it names say."""
        for upper, way in self.ways(lower).shortest.items():
            if upper in self.held and _applies(self.held[upper], self.held[lower], cited=True):
                rule = DescentRule.CHAIN if way else DescentRule.CITES
                yield Descent(lower, upper, rule, way, self._missing(lower, upper, upper))

    def sharing(self, lower: str) -> Iterator[Descent]:
        """The documents above `lower` that carry out a directive which it carries out too, the nearest one first."""
        record = self.held[lower]
        level, territory = _level(record), _territory(record)
        if level is None:
            return
        places = _outer(territory) if territory is not None else (territories.NATION,)
        higher = [one for one in Level if _RANK[one] < _RANK[level]]
        carried = self.ways(lower).carrying
        for directive in sorted(carried, key=lambda one: (len(carried[one]), one)):
            above = self._carriers.get(directive, {})
            for place in places:
                for upper in (one for tier in higher for one in above.get((tier, place), ())):
                    missing = self._missing(lower, upper, directive)
                    yield Descent(lower, upper, DescentRule.SHARED, carried[directive], missing, directive)

    @cached_property
    def _carriers(self) -> Mapping[str, Mapping[tuple[Level, str], Sequence[str]]]:
        """For each directive the held documents that carry it out, by level and territory."""
        found: dict[str, dict[tuple[Level, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        for identity in sorted(self.held):
            level, territory = _level(self.held[identity]), _territory(self.held[identity])
            if level is not None and territory is not None:
                for directive in self.ways(identity).carrying:
                    found[directive][level, territory].append(identity)
        return found

    def _find_ways(self, start: str) -> _Ways:
        ways = _Ways()
        waiting: deque[tuple[str, _Way]] = deque([(start, ())])
        seen = {start}
        while waiting:
            here, passed = waiting.popleft()
            steps = self._links.get(here, {})
            for upper in sorted(steps):
                if upper == start:
                    continue
                ways.shortest.setdefault(upper, passed)
                if steps[upper]:
                    ways.carrying.setdefault(upper, passed)
                if upper not in seen and (steps[upper] or upper not in self._grounds):
                    seen.add(upper)
                    waiting.append((upper, (*passed, upper)))
        return ways

    def _missing(self, lower: str, upper: str, target: str) -> tuple[str, ...]:
        """Documents not held between `lower` and `upper`, which carry out `target` (see `descents_of`)."""
        key = (lower, target, _level(self.held[upper]))
        if key not in self._between:
            way = self.ways(lower)
            on_way = {one for one in way.shortest if one in way.carrying or one not in self._grounds}
            named = self._named.get(lower, set()) - self._grounds
            self._between[key] = tuple(
                one
                for one in sorted(on_way | named)
                if one not in self.held
                and one != target
                and self._stands_between(one, lower, target, key[2], on_way=one in on_way)
            )
        return self._between[key]

    def _stands_between(self, one: str, lower: str, target: str, top: Level | None, *, on_way: bool) -> bool:
        ways = self.ways(one)
        record = self.records.get(one)
        if target not in (ways.shortest if on_way else ways.carrying) or lower in ways.shortest or record is None:
            return False
        level, bottom = _level(record), _level(self.held[lower])
        if level is None:
            return on_way and _applies(record, self.held[lower], cited=True)
        too_high = top is not None and _RANK[level] < _RANK[top]
        too_low = bottom is not None and _RANK[level] > _RANK[bottom]
        return not too_high and not too_low and _applies(record, self.held[lower], cited=on_way)


def _upward(collection: Collection) -> Mapping[str, Mapping[str, bool]]:
    """For each document those that it carries out (True) or rests on (False), by its own words or as reported."""
    links: dict[str, dict[str, bool]] = defaultdict(dict)
    for held in collection.held:
        own = held.record.id
        steps = [(own, citation.cited, citation.relation) for citation in held.citations]
        steps += [(report.subject, report.object, report.relation) for report in held.reported]
        for lower, upper, relation in steps:
            if relation in _UP and lower != upper:
                links[lower][upper] = links[lower].get(upper, False) or relation is Relation.IMPLEMENTS
    return links


def _named(collection: Collection) -> Mapping[str, set[str]]:
    """For each held document all others that its text names, in whatever relation."""
    return {
        held.record.id: {citation.cited for citation in held.citations}
        | {end for report in held.reported for end in (report.subject, report.object)}
        for held in collection.held
    }


def _applies(upper: DocumentRecord, lower: DocumentRecord, *, cited: bool) -> bool:
    """True when the upper one speaks to the lower one's territory; where either is unknown only a citation tells."""
    over, under = _territory(upper), _territory(lower)
    if over == territories.NATION:
        return True
    if over is None or under is None:
        return cited
    return within(under, over)


@cache
def _outer(territory: str) -> tuple[str, ...]:
    """The territory, those that hold it, and those that held what it was made from in 2025."""
    found: dict[str, None] = {}
    for one in (territory, *territories.succeeds(territory)):
        steps = one.split("/")
        found.update(dict.fromkeys("/".join(steps[:count]) for count in range(len(steps), 1, -1)))
    return (*found, territories.NATION)


def _level(record: DocumentRecord) -> Level | None:
    return record.header.level.value if record.header.level else None


def _territory(record: DocumentRecord) -> str | None:
    return record.header.territory.value if record.header.territory else None
