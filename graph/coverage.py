"""Which requirement of a document is taken up below, how far, and by whose word (design notes, section 6).

The state of a requirement at one lower document is also what queries/coverage-matrix.rq says. Here is what SPARQL does
not say well: the same over all documents of a territory or by the organisation that leads, and chains of links down to
the district. All links are read once and put together in memory, so that a country takes seconds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph import query
from graph.coverage_chains import Chain, best_chains, graded, worth
from graph.coverage_states import State, Tie, met, state_of
from graph.links import SetRelation, Verdict
from graph.model import Level
from graph.query import Cell
from graph.store import Store
from graph.stored_links import stored_decisions

DOCUMENT, TERRITORY, AGENCY = "document", "territory", "agency"
UNITS = (DOCUMENT, TERRITORY, AGENCY)
"""What a requirement is held against: each lower document; each territory, all its documents together; or each lower
document, set out by the organisations that lead the requirement."""

Record = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement in one place below it.

    requirement is a record of the query coverage-requirements, child one of coverage-tasks: the task of the best link.
    lower, symbol, level and territory are those of the place; of a territory lower is None and symbol names all its
    documents, and one without a symbol is named by its file. confirmed and proposed count links (of deep coverage also
    chains); duties are the requirement's, met those that links meet. addressed: the requirement speaks to the level of
    the place. missing names the documents between that are not held. chain is the way of deep coverage, the
    requirement's place first; agency the lead under which the row stands.
    """

    requirement: Record
    lower: str | None
    symbol: str
    level: str | None
    territory: str | None
    state: State
    confirmed: int
    proposed: int
    duties: int
    met: int
    addressed: bool
    missing: str | None = None
    best: Tie | None = None
    child: Record | None = None
    chain: tuple[str, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """All rows, and pairs of documents that carry out, or rest on, one another in a circle: none is below the other."""

    rows: tuple[Row, ...] = ()
    circles: tuple[tuple[str, str], ...] = ()


def coverage(store: Store, document: str, *, by: str = DOCUMENT, deep: bool = False) -> Coverage:
    """Coverage of the requirements of `document`, an identifier.

    by is one of UNITS. With deep only documents of districts and communes, and those of unknown level, are listed, and
    chains of links through other documents count, each as much as its weakest link.
    """
    contents = _read(store, document, deep=deep)
    rows = list(contents.rows(by_territory=by == TERRITORY))
    if by == AGENCY:
        rows = sorted(_by_agency(rows), key=_agency_order(contents.requirements))
    circles = query.run(store, query.find("circles")).records()
    named = {(str(one["symbol"] or one["document"]), str(one["cited"] or one["subject"])) for one in circles}
    return Coverage(tuple(rows), tuple(sorted(named)))


def totals(rows: Iterable[Row]) -> dict[State, tuple[int, int]]:
    """For each state that occurs, in the order of `State`: the number of rows, and of those with a confirmed link."""
    every: Counter[State] = Counter()
    confirmed: Counter[State] = Counter()
    for row in rows:
        every[row.state] += 1
        confirmed[row.state] += row.confirmed > 0
    return {state: (every[state], confirmed[state]) for state in State if every[state]}


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the store says, read once. lowers are those to list; symbols those of all documents below."""

    requirements: tuple[Record, ...]
    lowers: tuple[Record, ...]
    symbols: Mapping[str, str]
    tasks: Mapping[str, Record]
    ties: Mapping[str, Sequence[Tie]]
    duties: Mapping[str, int]
    verdicts: Mapping[tuple[str, str], Verdict]
    deep: bool

    def rows(self, *, by_territory: bool) -> Iterator[Row]:
        places = _places(self.lowers, by_territory=by_territory)
        below = graded(self.ties, self.duties) if self.deep else {}
        for requirement in self.requirements:
            chains = best_chains(str(requirement["requirement"]), below)
            yield from self._of_requirement(requirement, places, chains)

    def _of_requirement(
        self, requirement: Record, places: Sequence[Sequence[Record]], chains: Mapping[str, tuple[State, Chain]]
    ) -> Iterator[Row]:
        identity = str(requirement["requirement"])
        ties: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties.get(identity, ()):
            ties[tie.document].append(tie)
        for documents in places:
            names = [str(one["lower"]) for one in documents]
            row = self._row(requirement, documents, [tie for name in names for tie in ties.get(name, ())])
            yield self._deepened(row, [chains[name] for name in names if name in chains]) if self.deep else row

    def _row(self, requirement: Record, documents: Sequence[Record], ties: Sequence[Tie]) -> Row:
        identity, names = str(requirement["requirement"]), [str(one["lower"]) for one in documents]
        levels = str(requirement["addressed"] or "").split()
        spoken_to = [one for one in documents if (one["level"] in levels if one["level"] else levels)]
        verdicts = [self.verdicts[name, identity] for name in names if (name, identity) in self.verdicts]
        blocked = all(one["missing"] for one in spoken_to)
        best = max(ties, key=lambda tie: tie.rank, default=None)
        settled = sum(tie.settled for tie in ties)
        duties = self.duties.get(identity, 0)
        return Row(
            requirement,
            names[0] if len(names) == 1 else None,
            "; ".join(self.symbols[name] for name in names),
            _text(documents[0]["level"]),
            _text(documents[0]["territory"]),
            state_of(ties, duties, verdicts[-1] if verdicts else None, addressed=bool(spoken_to), blocked=blocked),
            settled,
            len(ties) - settled,
            duties,
            met(ties, duties),
            bool(spoken_to),
            "; ".join(sorted({str(one["missing"]) for one in documents if one["missing"]})) or None,
            best,
            self.tasks.get(best.child) if best else None,
            self._way(requirement, (best,)) if best and self.deep else (),
        )

    def _deepened(self, row: Row, reached: Sequence[tuple[State, Chain]]) -> Row:
        """The row with the best chain, where that is worth more than the links straight to the requirement."""
        state, chain = min(reached, key=lambda one: (-worth(one[0]), len(one[1])), default=(row.state, ()))
        settled = all(tie.settled for tie in chain)
        decided = row.state in (State.CONFIRMED_GAP, State.JUSTIFIED) and not settled
        if len(chain) < 2 or decided or worth(state) <= worth(row.state):
            return row
        return replace(
            row,
            state=state,
            confirmed=row.confirmed + settled,
            proposed=row.proposed + (not settled),
            met=met(chain[:1], row.duties),
            best=chain[-1],
            child=self.tasks.get(chain[-1].child),
            chain=self._way(row.requirement, chain),
        )

    def _way(self, requirement: Record, chain: Sequence[Tie]) -> tuple[str, ...]:
        steps = (f"{self.symbols.get(tie.document, tie.document)} {_path(self.tasks, tie.child)}" for tie in chain)
        return (str(requirement["path"]), *steps)


def _read(store: Store, document: str, *, deep: bool) -> _Contents:
    asked = {"document": document}
    every = query.run(store, query.find("coverage-requirements"), asked).records()
    lowers = query.run(store, query.find("coverage-documents"), asked).records()
    below = query.run(store, query.find("coverage-tasks"), asked).records()
    links = query.run(store, query.find("coverage-chains"), {} if deep else asked).records()
    repeats = {str(one["requirement"]): str(one["repeats"]) for one in every if one["repeats"]}
    repeats |= {str(one["task"]): str(one["repeats"]) for one in below if one["repeats"]}
    duties = {str(one["requirement"]): _number(one["duties"]) for one in every}
    return _Contents(
        tuple(one for one in every if not one["repeats"]),
        tuple(one for one in lowers if not deep or one["level"] in _DEEPEST),
        {str(one["lower"]): str(one["symbol"] or one["source"] or one["lower"]) for one in lowers},
        {str(one["task"]): one for one in below},
        _ties(links, repeats),
        duties | {str(one["task"]): _number(one["duties"]) for one in below},
        _verdicts(store),
        deep,
    )


_DEEPEST = (None, Level.DISTRICT.value, Level.COMMUNE.value)


def _ties(links: Iterable[Record], repeats: Mapping[str, str]) -> dict[str, list[Tie]]:
    """Links by their parent, the best first. An appendix row that repeats a task stands for that task."""
    found: dict[str, list[Tie]] = defaultdict(list)
    for one in links:
        parent = repeats.get(str(one["parent"]), str(one["parent"]))
        pairs = (pair.partition(">")[2] for pair in str(one["pairs"] or "").split())
        tie = Tie(
            parent,
            str(one["child"]),
            str(one["lower"]),
            SetRelation(str(one["relation"])),
            float(one["score"] or 0),
            one["status"] == "confirmed" and not one["suspect"],
            frozenset(int(index) for index in pairs if index.isdecimal()),
        )
        found[parent].append(tie)
    for ties in found.values():
        ties.sort(key=lambda tie: tie.rank, reverse=True)
    return found | {row: found[task] for row, task in repeats.items() if task in found}


def _verdicts(store: Store) -> dict[tuple[str, str], Verdict]:
    """The latest gap or exception of each lower document and requirement."""
    decided = (one for one in stored_decisions(store) if one.document is not None)
    return {one.about: one.verdict for one in decided if one.verdict in (Verdict.GAP, Verdict.EXCEPTION)}


def _places(lowers: Sequence[Record], *, by_territory: bool) -> list[list[Record]]:
    """Each document by itself, or those of a territory together; of an unknown territory each by itself."""
    places: dict[str, list[Record]] = defaultdict(list)
    for one in lowers:
        key = str(one["territory"]) if by_territory and one["territory"] else str(one["lower"])
        places[key].append(one)
    return list(places.values())


def _by_agency(rows: Iterable[Row]) -> Iterator[Row]:
    """Each row once for every organisation that leads its requirement, or once where none does."""
    for row in rows:
        leads = str(row.requirement["leads"] or "").split("; ")
        yield from (replace(row, agency=lead or None) for lead in dict.fromkeys(leads))


def _agency_order(requirements: Iterable[Record]) -> Callable[[Row], int]:
    """The leads in the order in which the document first names them; rows without a lead come last."""
    order: dict[str, int] = {}
    for requirement in requirements:
        for lead in str(requirement["leads"] or "").split("; "):
            order.setdefault(lead, len(order))
    return lambda row: order[row.agency] if row.agency else len(order)


def _path(tasks: Mapping[str, Record], task: str) -> str:
    return str(tasks[task]["path"]) if task in tasks else task


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _number(cell: Cell) -> int:
    return int(cell or 0)
