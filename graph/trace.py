"""The lineage of a directive or a task as a tree: what carries it out, and what it comes down from, with the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph import query
from graph.lookup import Row, meant
from graph.messages import Language, say
from graph.query import Cell
from graph.store import Store

_CHAIN = {"implements", "basis"}
LONGEST_TEXT = 160
"""Characters of a task's text that a line of the tree shows."""


@dataclass(frozen=True, slots=True)
class Branching:
    """A line of the tree, what else is known of it, and the lines below. source is "file:line", or empty."""

    text: str
    facts: tuple[str, ...] = ()
    source: str = ""
    children: tuple[Branching, ...] = ()


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
        self.store = store
        self.language = language
        self.limit = limit
        self.documents: dict[str, Row] = {str(row["document"]): row for row in self._ask("documents")}
        self.dates = self._disputed()
        self.links = self._links()
        graph: nx.DiGraph[str] = nx.DiGraph((above, below) for above, below in self.links)
        self.reduced = nx.transitive_reduction(graph) if nx.is_directed_acyclic_graph(graph) else graph
        self.drawn: set[str] = set()

    def trees(self, typed: str) -> tuple[Branching, ...]:
        """One tree for each document or task that `typed` means. Raises UsageError when it means nothing."""
        found = meant(self.store, typed)
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
        sections = [Branching(say("comes-from", self.language), children=above)] if above else []
        words = say("carried-out-by" if below else "nothing-below", self.language)
        sections.append(Branching(words, children=below))
        sections.extend(self._tasks(identity))
        return Branching(self._name(identity), self._facts(identity), children=tuple(sections))

    def _from_task(self, row: Row) -> Branching:
        above = tuple(self._upward(str(row["document"]), set()))
        words = say("comes-from" if above else "nothing-above", self.language)
        home = str(row["document"])
        document = Branching(self._name(home), self._facts(home), children=(Branching(words, children=above),))
        task = self._task(row, whole=True)
        return Branching(task.text, task.facts, task.source, (document,))

    def _downward(self, identity: str) -> Sequence[Branching]:
        children = sorted(self.reduced.successors(identity) if identity in self.reduced else (), key=self._order)
        return [self._below(identity, child) for child in children]

    def _below(self, above: str, identity: str) -> Branching:
        link = self.links[above, identity]
        facts = (*self._facts(identity), self._how(link))
        if identity in self.drawn:
            return Branching(f"{self._name(identity)} {say('seen-above', self.language)}", facts, link.source)
        self.drawn.add(identity)
        children = (*self._tasks(identity), *self._downward(identity))
        return Branching(self._name(identity), facts, link.source, children)

    def _upward(self, identity: str, seen: set[str]) -> Sequence[Branching]:
        seen = {*seen, identity}
        parents = self.reduced.predecessors(identity) if identity in self.reduced else ()
        return [
            Branching(
                self._name(parent),
                (*self._facts(parent), self._how(link)),
                link.source,
                tuple(self._upward(parent, seen)),
            )
            for parent in sorted(parents, key=self._order)
            if parent not in seen and (link := self.links[parent, identity])
        ]

    def _tasks(self, identity: str) -> tuple[Branching, ...]:
        if not self.documents[identity]["held"]:
            return ()
        rows = self._ask("tasks", document=identity)
        shown = rows if self.limit == 0 else rows[: self.limit]
        lines = [self._task(row, whole=False) for row in shown]
        if len(rows) > len(shown):
            lines.append(Branching(say("more", self.language, count=len(rows) - len(shown))))
        return tuple(lines)

    def _task(self, row: Row, *, whole: bool) -> Branching:
        text = str(row["text"])
        short = text if whole or len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
        return Branching(f"[{row['path']}] {short}", tuple(self._task_facts(row)), _place(row))

    def _task_facts(self, row: Row) -> list[str]:
        facts = [say("objective", self.language)] if row["kind"] == "objective" else []
        if row["leads"]:
            facts.append(f"{say('role.lead', self.language)}: {row['leads']}")
        elif row["kind"] == "task":
            facts.append(say("no-lead", self.language))
        for role in ("coordinating", "consulted", "deciding"):
            if row.get(role):
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
        return f"{kind} – {row['issuer']}" if row["issuer"] else kind or identity

    def _facts(self, identity: str) -> tuple[str, ...]:
        row = self.documents[identity]
        facts = [say(f"level.{row['level']}", self.language)]
        if row["symbol"] and row["issuer"]:
            facts.append(str(row["issuer"]))
        if identity in self.dates:
            facts.append(say("disputed", self.language, dates=", ".join(self.dates[identity])))
        elif row["date"]:
            facts.append(str(row["date"]))
        if row["held"]:
            facts.append(say("held-tasks", self.language, count=row["tasks"]))
        else:
            facts.append(say("not-held", self.language))
        return tuple(facts)

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
        """For each pair of documents the best witness of a link up: the document's own words before a third's."""
        links: dict[tuple[str, str], _Link] = {}
        for row in self._ask("citations"):
            if row["relation"] not in _CHAIN or row["document"] == row["cited"]:
                continue
            link = _Link(
                str(row["document"]), str(row["cited"]), str(row["relation"]), bool(row["reported"]), _place(row),
                str(row["quote"] or ""),
            )  # fmt: skip
            known = links.get((link.above, link.below))
            if known is None or (known.reported and not link.reported):
                links[link.above, link.below] = link
        return links

    def _disputed(self) -> dict[str, list[str]]:
        dates: dict[str, list[str]] = {}
        for row in self._ask("contradictory-dates"):
            days = {*dates.get(str(row["document"]), ()), str(row["first_date"]), str(row["second_date"])}
            dates[str(row["document"])] = sorted(days)
        return dates

    def _ask(self, name: str, **parameters: str) -> tuple[Mapping[str, Cell], ...]:
        return query.run(self.store, query.find(name), parameters).records()


def trace(store: Store, typed: str, *, language: Language = "vi", limit: int = 5) -> tuple[Branching, ...]:
    """Trees for what `typed` means: an identifier, a symbol, or words of a task. limit: tasks per document, 0 for all.

    Raises UsageError when it means nothing in this store.
    """
    return Tracer(store, language, limit).trees(typed)


def _place(row: Row) -> str:
    return f"{row['source']}:{row['line']}" if row["source"] and row["line"] else ""
