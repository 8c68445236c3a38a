"""The links of one task in its tree, and how many links go up from a document: what was confirmed apart from leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph import query
from graph.branching import Branching
from graph.links import LinkStatus
from graph.lookup import Contents, Row
from graph.messages import Language, say
from graph.store import Store

FIRST_WORDS = 120
"""Characters of the other task's text that a link shows."""
_SHOWN = (LinkStatus.CONFIRMED, LinkStatus.PROPOSED)
"""Links that a tree shows, in this order: candidates are for a reviewer's choice, and a rejected link is none."""


@dataclass(frozen=True, slots=True)
class LinkCount:
    """How many links go up from one document to another; suspect ones among the confirmed count as confirmed."""

    upper: str
    confirmed: int
    proposed: int


def link_counts(store: Store) -> Mapping[str, Sequence[LinkCount]]:
    """For each document with links up, how many there are to each document above."""
    counts: dict[str, list[LinkCount]] = defaultdict(list)
    for row in query.run(store, query.find("link-counts")).records():
        if row["confirmed"] or row["proposed"]:
            count = LinkCount(str(row["upper"]), int(str(row["confirmed"])), int(str(row["proposed"])))
            counts[str(row["lower"])].append(count)
    return counts


@dataclass(frozen=True, slots=True)
class _Way:
    """One direction: the end of a link that is the task, the other end, and the messages for some and for none."""

    own: str
    other: str
    some: str
    none: str
    own_document: str


_WAYS = (
    _Way("child", "parent", "carries-out", "no-link-up", "lower"),
    _Way("parent", "child", "carried-out-by-tasks", "no-link-down", "upper"),
)


class TaskLinks:
    """Draws the links of tasks. limit: links shown each way, 0 for all; name_of gives a document's name."""

    def __init__(self, contents: Contents, language: Language, limit: int, name_of: Callable[[str], str]) -> None:
        self.contents = contents
        self.language = language
        self.limit = limit
        self.name_of = name_of

    def sections(self, task: Row) -> tuple[Branching, ...]:
        """The links of the task in a row of queries/tasks.rq, up and then down.

        Where a document stands above or below and no link was found, that is said; where none stands, nothing is.
        """
        return tuple(section for way in _WAYS if (section := self._section(task, way)) is not None)

    def _section(self, task: Row, way: _Way) -> Branching | None:
        found = query.run(self.contents.store, query.find("alignments"), {way.own: str(task["task"])}).records()
        links = sorted((row for row in found if row["status"] in _SHOWN), key=lambda row: _rank(row, way))
        if not links:
            standing = query.run(
                self.contents.store, query.find("descents"), {way.own_document: str(task["document"])}
            ).rows
            return Branching(say(way.none, self.language)) if standing else None
        shown = links if self.limit == 0 else links[: max(self.limit, 1)]
        children = [self._link(row, way) for row in shown]
        if len(links) > len(shown):
            children.append(Branching(say("more-links", self.language, count=len(links) - len(shown))))
        return Branching(say(way.some, self.language), children=tuple(children))

    def _link(self, row: Row, way: _Way) -> Branching:
        text = str(row[f"{way.other}_text"])
        short = text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
        return Branching(
            f"[{row[f'{way.other}_path']}] {short}",
            (self.name_of(str(row[f"{way.other}_document"])), *self._facts(row)),
            self._places.get(str(row[way.other]), ""),
        )

    def _facts(self, row: Row) -> list[str]:
        facts = [say(f"link.{row['status']}", self.language, reviewer=row["reviewer"])]
        if row["suspect"]:
            facts.append(say("link.suspect", self.language))
        facts.append(say(f"link.{row['relation']}", self.language))
        if score := float(str(row["score"])):  # a link that only a person knows has none
            facts.append(say("link-score", self.language, score=f"{score:.2f}"))
        return facts

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return {
            str(row["task"]): self.contents.references.where(str(row["source"]), row["line"], self.language)
            for row in self.contents.tasks
            if row["source"] and isinstance(row["line"], int)
        }


def _rank(row: Row, way: _Way) -> tuple[int, float, str]:
    """Confirmed links first, then by score."""
    return _SHOWN.index(LinkStatus(str(row["status"]))), -float(str(row["score"])), str(row[way.other])
