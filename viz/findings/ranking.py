"""Which findings matter most to whoever has one screen.

The rule, which the overview states beside its list:

1. Severity first: what must be put right stands above what must be looked at.
2. Different kinds before more of the same kind: of each check its weightiest finding, then the second of each.
3. Weight: how many tasks and requirements hang on what the finding is about. On a document hang its own tasks and
   those of all documents that stand below it; on one that is not held also the requirements that it blocks. On a task
   hang itself and the tasks that links tie to it from below, proposed ones too. On a slip in one line hangs nothing
   else. So a date conflict of the central plan (hundreds of tasks) outranks one lead that is missing.

Of equal weight the check with more findings stands first, then the order of the audit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from graph.audit import Finding
from graph.coverage_states import State
from graph.model import Relation
from viz.briefing import Briefing

_CHAIN = (Relation.IMPLEMENTS, Relation.BASIS)
_ONE_LINE = frozenset(
    {"blank-date", "blank-number", "numbering-order", "numbering-repeated", "symbol-form", "symbol-slip"}
)
"""Checks about one line of a document, although their subject is the document: nothing else hangs on them."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A finding with its weight (tasks and requirements that hang on it) and how many findings its check has."""

    finding: Finding
    weight: int
    alike: int


def most_important(findings: Sequence[Finding], weigh: Callable[[Finding], int], count: int = 5) -> tuple[Ranked, ...]:
    """The `count` findings that matter most, the first first, by the rule above; `weigh` gives the weight of each."""
    alike = Counter(finding.code for finding in findings)
    weighed = sorted(
        (Ranked(finding, weigh(finding), alike[finding.code]) for finding in findings),
        key=lambda one: (one.finding.severity.rank, -one.weight, -one.alike, one.finding.order),
    )
    before: Counter[tuple[object, ...]] = Counter()
    turns = []
    for ranked in weighed:
        kind = (ranked.finding.severity, ranked.finding.code)
        turns.append((ranked.finding.severity.rank, before[kind]))
        before[kind] += 1
    order = sorted(range(len(weighed)), key=lambda place: (turns[place], place))
    return tuple(weighed[place] for place in order[:count])


class Lineage:
    """What hangs on the documents and tasks of a briefing, counted once for each that is asked for."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._weights: dict[str, int] = {}

    def weigh(self, finding: Finding) -> int:
        """How many tasks and requirements hang on what the finding is about; at least 1."""
        return 1 if finding.code in _ONE_LINE else self.below(finding.subject)

    def below(self, subject: str) -> int:
        """The tasks and requirements that hang on a task or a document, by its identifier; at least 1."""
        if subject not in self._weights:
            weight = self._of_document(subject) if subject in self._papers else self._of_task(subject)
            self._weights[subject] = max(1, weight)
        return self._weights[subject]

    def _of_document(self, document: str) -> int:
        there = {document, *nx.descendants(self._papers, document)}
        tasks = sum(self._tasks[one] for one in sorted(there))
        return tasks + self._blocked.get(document, 0)

    def _of_task(self, task: str) -> int:
        return 1 + (len(nx.descendants(self._links, task)) if task in self._links else 0)

    @cached_property
    def _papers(self) -> nx.DiGraph[str]:
        chains: nx.DiGraph[str] = nx.DiGraph()
        chains.add_nodes_from(self._briefing.documents)
        chains.add_edges_from(
            (edge.cited, edge.citing) for edge in self._briefing.papers.edges if edge.relation in _CHAIN
        )
        return chains

    @cached_property
    def _links(self) -> nx.DiGraph[str]:
        return nx.DiGraph((link.parent, link.child) for link in self._briefing.links)

    @cached_property
    def _tasks(self) -> Counter[str]:
        """Tasks and objectives of each document; rows of an appendix that repeat one are not counted again."""
        return Counter(task.document for task in self._briefing.tasks.tasks if task.same_as is None)

    @cached_property
    def _blocked(self) -> Mapping[str, int]:
        return blocked_by(self._briefing)


def blocked_by(briefing: Briefing) -> dict[str, int]:
    """How many requirements each document blocks that is not held, by its identifier."""
    return {document: len({one for _, one in pairs}) for document, pairs in blocked_pairs(briefing).items()}


def blocked_pairs(briefing: Briefing) -> dict[str, frozenset[tuple[str, str]]]:
    """What each document that is not held keeps from being judged: pairs of a lower document and a requirement.

    Rows of coverage name such documents by symbol, which several provinces share: meant is the one that the lower
    document of the row cites, itself or through others; where it cites none of them, all that bear the symbol.
    """
    cited: nx.DiGraph[str] = nx.DiGraph((edge.citing, edge.cited) for edge in briefing.papers.edges)
    bearing: dict[str, set[str]] = defaultdict(set)
    for document in briefing.papers.documents:
        if not document.held:
            bearing[document.symbol or document.id].add(document.id)
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for lower, rows in _blocked_rows(briefing).items():
        reached = nx.descendants(cited, lower) if lower in cited else set()
        for requirement, name in rows:
            for named in bearing[name] & reached or bearing[name]:
                found[named].add((lower, requirement))
    return {document: frozenset(found[document]) for document in sorted(found)}


def _blocked_rows(briefing: Briefing) -> dict[str, set[tuple[str, str]]]:
    """Pairs of a requirement and the name of a document that blocks it, by the lower document."""
    rows: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for table in briefing.coverage:
        for row in table.rows:
            if row.state is State.BLOCKED:
                names = (row.missing or "").split("; ")
                rows[row.lower or ""].update((str(row.requirement["requirement"]), name) for name in names)
    return rows
