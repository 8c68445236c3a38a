"""The lineage of a directive or a task as a tree: what carries it out, and what it comes down from, with the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph import query
from graph.branching import Branching
from graph.lexicon import territories
from graph.lookup import Contents, Row, meant
from graph.messages import Language, say
from graph.spelling import bare
from graph.store import Store
from graph.trace_links import TaskLinks, link_counts
from graph.trace_remarks import remarks_section

_CHAIN = {"implements", "basis"}
LONGEST_TEXT = 160
"""Characters of a task's text that a line of the tree shows."""


@dataclass(frozen=True, slots=True)
class _Link:
    """One document's link up to another, with the words that state it."""

    below: str
    above: str
    relation: str
    reported: bool
    source: str
    quote: str


class Tracer:
    """Draws trees from one store; what all trees need is asked once."""

    def __init__(self, store: Store, language: Language, limit: int) -> None:
        self.contents = Contents(store)
        self.language = language
        self.limit = limit
        self.documents: dict[str, Row] = {str(row["document"]): row for row in self.contents.documents}
        self.dates = self._disputed()
        self.links = self._links()
        self.counts = link_counts(store)
        self.shown = reduced({pair: link.reported for pair, link in self.links.items()})
        self.drawn: set[str] = set()
        self._tasks_of: Mapping[str, Sequence[Row]] | None = None

    def trees(self, typed: str) -> tuple[Branching, ...]:
        """One tree for each document or task that `typed` means. Raises UsageError when it means nothing."""
        found = meant(self.contents, typed)
        trees = [self._from_document(str(row["document"])) for row in found.documents]
        shown = found.tasks if self.limit == 0 else found.tasks[: max(self.limit, 1)]
        trees.extend(self._from_task(row) for row in shown)
        if len(found.tasks) > len(shown):
            trees.append(Branching(say("more", self.language, count=len(found.tasks) - len(shown))))
        return tuple(trees)

    def _from_document(self, identity: str) -> Branching:
        self.drawn = set()
        above = tuple(self._upward(identity, set()))
        below = tuple(self._downward(identity))
        source = str(self.documents[identity]["source"] or "")
        sections = list(remarks_section(self.contents.references, source, self.language, self.limit))
        sections += [Branching(say("comes-from", self.language), children=above)] if above else []
        words = say("carried-out-by" if below else "nothing-below", self.language)
        sections.append(Branching(words, children=below))
        sections.extend(self._tasks(identity))
        facts = (*self._facts(identity), *self._also(identity))
        return Branching(self._name(identity), facts, children=tuple(sections))

    def _from_task(self, row: Row) -> Branching:
        above = tuple(self._upward(str(row["document"]), set()))
        words = say("comes-from" if above else "nothing-above", self.language)
        home = str(row["document"])
        facts = (*self._facts(home), *self._also(home))
        document = Branching(self._name(home), facts, children=(Branching(words, children=above),))
        task = self._task(row, whole=True)
        links = TaskLinks(self.contents, self.language, self.limit, self._name).sections(row)
        return Branching(task.text, task.facts, task.source, (document, *links))

    def _downward(self, identity: str) -> Sequence[Branching]:
        children = sorted(self.shown.successors(identity) if identity in self.shown else (), key=self._order)
        return [self._below(identity, child) for child in children]

    def _below(self, above: str, identity: str) -> Branching:
        link = self.links[above, identity]
        facts = (*self._facts(identity), self._how(link), *self._also(identity))
        if identity in self.drawn:
            return Branching(f"{self._name(identity)} {say('seen-above', self.language)}", facts, link.source)
        self.drawn.add(identity)
        children = (*self._tasks(identity), *self._downward(identity))
        return Branching(self._name(identity), (*facts, *self._linked(identity)), link.source, children)

    def _upward(self, identity: str, seen: set[str]) -> Sequence[Branching]:
        seen = {*seen, identity}
        parents = self.shown.predecessors(identity) if identity in self.shown else ()
        return [
            Branching(
                self._name(parent),
                (*self._facts(parent), self._how(link), *self._also(parent)),
                link.source,
                tuple(self._upward(parent, seen)),
            )
            for parent in sorted(parents, key=self._order)
            if parent not in seen and (link := self.links[parent, identity])
        ]

    def _tasks(self, identity: str) -> tuple[Branching, ...]:
        if not self.documents[identity]["held"]:
            return ()
        rows = self._tasks_by_document().get(identity, ())
        shown = rows if self.limit == 0 else rows[: self.limit]
        lines = [self._task(row, whole=False) for row in shown]
        if len(rows) > len(shown):
            lines.append(Branching(say("more", self.language, count=len(rows) - len(shown))))
        return tuple(lines)

    def _tasks_by_document(self) -> Mapping[str, Sequence[Row]]:
        if self._tasks_of is None:
            rows: defaultdict[str, list[Row]] = defaultdict(list)
            for row in self.contents.tasks:
                rows[str(row["document"])].append(row)
            self._tasks_of = rows
        return self._tasks_of

    def _task(self, row: Row, *, whole: bool) -> Branching:
        text = str(row["text"])
        short = text if whole or len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
        return Branching(f"[{row['path']}] {short}", tuple(self._task_facts(row)), self._place(row))

    def _place(self, row: Row) -> str:
        """File and place of a row's words, in brackets at the end of its line; nothing where it has none."""
        source, line = row["source"], row["line"]
        if not source or not isinstance(line, int):
            return ""
        return self.contents.references.where(str(source), line, self.language)

    def _task_facts(self, row: Row) -> list[str]:
        facts = [say("objective", self.language)] if row["kind"] == "objective" else []
        if row["leads"]:
            facts.append(f"{say('role.lead', self.language)}: {row['leads']}")
        elif row["kind"] == "task":
            facts.append(say("no-lead", self.language))
        for role in ("coordinating", "consulted", "deciding"):
            if row[role]:
                facts.append(f"{say(f'role.{role}', self.language)}: {row[role]}")
        facts.append(self._deadline(row))
        if row["condition"]:
            facts.append(f"{say('condition', self.language)}: {row['condition']}")
        if row["repeats"]:
            facts.append(f"{say('repeats', self.language)}: {str(row['repeats']).partition('/task/')[2]}")
        return facts

    def _deadline(self, row: Row) -> str:
        if not row["deadline"]:
            return say("no-deadline", self.language)
        due = f" → {row['due']}" if row["due"] else ""
        return f"{say('deadline', self.language)}: {row['deadline']}{due}"

    def _name(self, identity: str) -> str:
        row = self.documents[identity]
        kind = str(row["type"] or "")
        if row["symbol"]:
            return f"{kind} {row['symbol']}".strip()
        named = kind or str(row["source"] or "") or identity
        return f"{named} – {row['issuer']}" if row["issuer"] else named

    def _facts(self, identity: str) -> tuple[str, ...]:
        row = self.documents[identity]
        inferred = str(row["inferred"] or "").split("; ") if row["held"] else []
        facts = [self._where(row)]
        if "symbol" in inferred:
            facts.append(f"{say('symbol', self.language)}: {say('inferred', self.language)}")
        if row["symbol"] and row["issuer"]:
            facts.append(str(row["issuer"]))
        if identity in self.dates:
            facts.append(say("disputed", self.language, dates=", ".join(self.dates[identity])))
        elif row["date"]:
            mark = f" ({say('inferred', self.language)})" if "date" in inferred else ""
            facts.append(f"{row['date']}{mark}")
        if row["held"]:
            facts.append(say("held-tasks", self.language, count=row["tasks"]))
        else:
            facts.append(say("not-held", self.language))
        return tuple(facts)

    def _where(self, row: Row) -> str:
        """Level and territory: "huyện Phong Thổ, tỉnh Lai Châu" says both in Vietnamese."""
        level = say(f"level.{row['level']}", self.language)
        territory = territories.get(str(row["territory"] or "").removeprefix("territory/"))
        names: list[str] = []
        while territory is not None and territory.parent is not None:
            names.append(territory.full_name)
            territory = territories.get(territory.parent)
        place = ", ".join(names)
        if not place:
            return level
        return place if self.language == "vi" and row["level"] != "None" else f"{level}, {place}"

    def _linked(self, identity: str) -> tuple[str, ...]:
        """How many of the document's tasks' links go up to which document, confirmed and proposed apart."""
        return tuple(
            say(
                "links-up",
                self.language,
                document=self._name(count.upper),
                confirmed=count.confirmed,
                proposed=count.proposed,
            )
            for count in sorted(self.counts.get(identity, ()), key=lambda count: self._order(count.upper))
        )

    def _also(self, identity: str) -> tuple[str, ...]:
        """The document's own links up that the tree shows by way of others, so that none of its words goes unsaid."""
        left_out = sorted(
            link.above
            for (above, below), link in self.links.items()
            if below == identity and not link.reported and not self.shown.has_edge(above, below)
        )
        return tuple(
            say(
                "also",
                self.language,
                relation=say(f"relation.{link.relation}", self.language),
                document=self._name(above),
                source=link.source,
            )
            for above in left_out
            if (link := self.links[above, identity])
        )

    def _how(self, link: _Link) -> str:
        relation = say(f"relation.{link.relation}", self.language)
        quote = link.quote if len(link.quote) <= LONGEST_TEXT else link.quote[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
        witness = f" ({say('according-to', self.language, source=link.source)})" if link.reported else ""
        return f"{relation}{witness}: “{' '.join(quote.split())}”"

    def _order(self, identity: str) -> tuple[int, str, str]:
        row = self.documents[identity]
        levels = ["central", "province", "district", "commune", "None"]
        return levels.index(str(row["level"])), str(row["date"] or "9999"), identity

    def _links(self) -> dict[tuple[str, str], _Link]:
        """For each pair of documents the best witness of a link up.

        The document's own words come before a third's, those with the symbol cited before others, then the longest.
        """
        ranked: dict[tuple[str, str], tuple[tuple[bool, bool, int], _Link]] = {}
        for row in self._ask("citations"):
            if row["relation"] not in _CHAIN or row["document"] == row["cited"]:
                continue
            link = _Link(
                str(row["document"]), str(row["cited"]), str(row["relation"]), bool(row["reported"]), self._place(row),
                str(row["quote"] or ""),
            )  # fmt: skip
            symbol = _together(str(row["cited_symbol"] or ""))
            rank = (not link.reported, bool(symbol) and symbol in _together(link.quote), len(link.quote))
            known = ranked.get((link.above, link.below))
            if known is None or rank > known[0]:
                ranked[link.above, link.below] = rank, link
        return {pair: link for pair, (_, link) in ranked.items()}

    def _disputed(self) -> dict[str, list[str]]:
        dates: dict[str, list[str]] = {}
        for row in self._ask("contradictory-dates"):
            days = {*dates.get(str(row["document"]), ()), str(row["first_date"]), str(row["second_date"])}
            dates[str(row["document"])] = sorted(days)
        return dates

    def _ask(self, name: str) -> tuple[Row, ...]:
        return query.run(self.contents.store, query.find(name)).records()


def trace(store: Store, typed: str, *, language: Language = "vi", limit: int = 5) -> tuple[Branching, ...]:
    """Trees for what `typed` means: an identifier, a symbol, or words of a task. limit: tasks per document, 0 for all.

    Raises UsageError when it means nothing in this store.
    """
    return Tracer(store, language, limit).trees(typed)


def reduced(links: Mapping[tuple[str, str], bool]) -> nx.DiGraph[str]:
    """The links (above, below) that a tree shows; the value says whether a link is only reported by a third document.

    What a document says itself is left out only where a longer way, of links that documents all state themselves, says
    as much; a reported link is left out where any longer way does. Links that run in a circle are all kept.
    """
    everything: nx.DiGraph[str] = nx.DiGraph(sorted(links))
    if not nx.is_directed_acyclic_graph(everything):
        return everything
    shown: nx.DiGraph[str] = nx.transitive_reduction(nx.DiGraph(_having(links, reported=False)))
    shown.add_edges_from(
        (above, below) for above, below in _having(links, reported=True) if not _longer_way(everything, above, below)
    )
    return shown


def _having(links: Mapping[tuple[str, str], bool], *, reported: bool) -> list[tuple[str, str]]:
    return sorted(pair for pair, third in links.items() if third is reported)


def _longer_way(graph: nx.DiGraph[str], above: str, below: str) -> bool:
    return any(one != below and nx.has_path(graph, one, below) for one in graph.successors(above))


def _together(text: str) -> str:
    return "".join(bare(text).split())
