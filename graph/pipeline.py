"""The main path, from files to a store, in one place: search, read, parse, settle, resolve, align, describe, load.

Documents already in the store are parsed again from the text that the store keeps and held against the new ones, so
that a document loaded later finds those that cite it, whatever the order of loading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path

from graph.align import align
from graph.align.align import judged_pairs
from graph.align.matching import Meaning
from graph.align.refit import Refit, refit
from graph.align.scorer import Scorer, shipped_scorer
from graph.errors import IdentityError, LineageError, SidecarError, UsageError
from graph.extract.document import parse
from graph.lexicon import agencies, territories
from graph.links import Alignment, LinkStatus
from graph.model import Collection, ParsedDocument
from graph.rdf import graphs_of
from graph.rdf.links import ALIGNMENTS, SIMILAR_GRAPH, alignment_graphs, lower_documents
from graph.read.files import Found, read_source, search
from graph.read.sidecar import Settlement, read_sidecar
from graph.resolve import resolve
from graph.sources import settled, stored_documents
from graph.store import Store
from graph.stored_links import stored_decisions
from graph.stored_scorer import keep_scorer, stored_scorer
from graph.terms import NamedGraph

Watch = Callable[[str, int, int], None]
"""Told the step ("read", "align", "load"), how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document that the build put into the store: its id, file, number of tasks, share of text placed (0 to 1)."""

    document: str
    source: str
    tasks: int
    placed: float


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: documents loaded, those only cited, statements written, and what went wrong on the way.

    proposed and confirmed count the links between tasks that the whole store now has; similar counts the pairs of like
    tasks of different territories, None where they were not asked for.
    """

    loaded: tuple[Loaded, ...] = ()
    cited: int = 0
    statements: int = 0
    faults: tuple[LineageError, ...] = field(default=())
    proposed: int = 0
    confirmed: int = 0
    similar: int | None = None

    @property
    def nothing_done(self) -> bool:
        """True when no document could be loaded."""
        return not self.loaded


def build(
    paths: Iterable[Path],
    store: Store,
    as_of: date | None = None,
    *,
    watch: Watch | None = None,
    scorer: Scorer | None = None,
    meaning: Meaning | None = None,
    similar: bool = False,
    workers: int = 1,
) -> BuildReport:
    """Load all documents below `paths` into `store`; each replaces what the store had from a file of its name.

    A file that cannot be read is a fault in the report and stops nothing. `as_of` is the day on which the build counts
    dates as possible: a stated date after it is reported. scorer (the store's own where none is given), meaning,
    similar and workers are those of `graph.align.align`; likeness across territories that an earlier build wrote is
    dropped by one that does not ask for it. Raises StoreError when the store cannot be read or written.
    """
    found = search(paths)
    faults: list[LineageError] = list(found.faults)
    documents = _parsed(found.files, faults, watch)
    settlements = _settlements(found.sidecars, documents, faults)
    new = {document.source.name for document in documents}
    kept = stored_documents(store, without=new)
    collection = resolve([*(settled(one, settlements.get(one.source.name)) for one in documents), *kept])
    faults.extend(_left_out(collection))
    faults.extend(_future_dates(collection, as_of))
    if not documents:
        return BuildReport(faults=tuple(faults))
    if watch is not None:
        watch("align", 0, 1)
    alignment = align(
        collection,
        stored_decisions(store),
        scorer=scorer or stored_scorer(store),
        meaning=meaning,
        similar=similar,
        workers=workers,
    )
    faults.extend(_circles(collection, alignment))
    graphs = graphs_of(collection, agencies.resolve, _territory_name, alignment.addressings)
    total = len(collection.held) + 2 + len(lower_documents(alignment)) + bool(alignment.similar)
    statements = _load(
        store,
        chain(graphs, alignment_graphs(alignment)),
        total=total,
        replaced=(ALIGNMENTS, SIMILAR_GRAPH),
        watch=watch,
    )
    report = _report(collection, new, statements, alignment, faults)
    return replace(report, similar=len(alignment.similar)) if similar else report


def realign(store: Store, *, meaning: Meaning | None = None, workers: int = 1) -> Alignment:
    """Compute the links anew from the texts and decisions that `store` holds, and write those that changed.

    meaning and workers are those of `graph.align.align`; links made with a signal of meaning stay so only with the same
    one. Likeness across territories is left as it is. Raises StoreError when the store cannot be read or written.
    """
    alignment = align(
        resolve(stored_documents(store)),
        stored_decisions(store),
        scorer=stored_scorer(store),
        meaning=meaning,
        workers=workers,
    )
    _load(store, alignment_graphs(alignment), total=len(lower_documents(alignment)), replaced=(ALIGNMENTS,))
    return alignment


def relearn(store: Store) -> Refit:
    """Fit the scorer again from the decisions of `store`; when it then tells held-out ones better, keep and use it.

    Raises UsageError when there are too few decisions, StoreError when the store cannot be read or written.
    """
    collection = resolve(stored_documents(store))
    confirmed, rejected = judged_pairs(collection, stored_decisions(store))
    found = refit(shipped_scorer(), collection, confirmed, rejected)
    if found.better:
        keep_scorer(store, found.scorer)
        realign(store)
    return found


def _parsed(files: Sequence[Found], faults: list[LineageError], watch: Watch | None) -> list[ParsedDocument]:
    documents: list[ParsedDocument] = []
    for count, found in enumerate(files, start=1):
        if watch is not None:
            watch("read", count, len(files))
        try:
            documents.append(parse(read_source(found)))
        except LineageError as error:
            faults.append(error)
    return documents


def _settlements(
    sidecars: Iterable[Path], documents: Sequence[ParsedDocument], faults: list[LineageError]
) -> dict[str, Settlement]:
    """What the sidecar files settle, by the name of the source; an entry that cannot be used is a fault."""
    by_name = {document.source.name: document for document in documents}
    settlements: dict[str, Settlement] = {}
    for path, entry in _entries(sidecars, faults):
        try:
            document = _meant(entry, by_name, path.name)
            settlements[document.source.name] = _placed(entry, document, path.name)
        except SidecarError as error:
            faults.append(error)
    return settlements


def _entries(sidecars: Iterable[Path], faults: list[LineageError]) -> Iterator[tuple[Path, Settlement]]:
    for path in sidecars:
        try:
            yield from ((path, entry) for entry in read_sidecar(path))
        except SidecarError as error:
            faults.append(error)


def _meant(entry: Settlement, by_name: Mapping[str, ParsedDocument], sidecar: str) -> ParsedDocument:
    fitting = sorted(name for name in by_name if name == entry.file or name.endswith(f"/{entry.file}"))
    if not fitting:
        where = f"{sidecar}, {entry.file}"
        raise SidecarError("names a file that was not read", where=where, remedy="Mend the name")
    return by_name[fitting[0]]


def _placed(entry: Settlement, document: ParsedDocument, sidecar: str) -> Settlement:
    """The settlement with its territory as an identifier; a name is read as of the document's day."""
    if entry.territory is None:
        return entry
    stated = document.header.date
    found = territories.territory_id(entry.territory, entry.date or (stated.value if stated else None))
    if found is None:
        raise SidecarError(
            f"no territory '{entry.territory}'",
            where=f"{sidecar}, {entry.file}",
            remedy="Write a name and the document's date, such as tỉnh Lai Châu, or an identifier: vn/lai-chau",
        )
    return replace(entry, territory=found)


def _left_out(collection: Collection) -> Iterable[LineageError]:
    for one in collection.duplicates:
        yield IdentityError(
            f"claims to be {one.claim}, which {one.first} is already; it was left out",
            where=one.source,
            remedy="Remove one of them, or settle symbol, date or territory in documents.toml",
        )


def _future_dates(collection: Collection, as_of: date | None) -> Iterable[LineageError]:
    for held in collection.held:
        stated = held.record.header.date
        if as_of is not None and stated is not None and stated.value > as_of:
            yield UsageError(
                f"is dated {stated.value.isoformat()}, after {as_of.isoformat()}",
                where=held.parsed.source.name,
                remedy="Check the date, or give a later --as-of",
            )


def _territory_name(identity: str) -> str | None:
    territory = territories.get(identity)
    return None if territory is None else territory.name


def _circles(collection: Collection, alignment: Alignment) -> Iterable[LineageError]:
    records = [*(held.record for held in collection.held), *collection.cited]
    symbols = {record.id: record.header.symbol.value for record in records if record.header.symbol}
    files = {held.record.id: held.parsed.source.name for held in collection.held}
    for circle in alignment.cycles:
        names = ", ".join(symbols.get(one, one) for one in circle)
        yield LineageError(
            f"documents carry out one another in a circle: {names}",
            where=", ".join(files[one] for one in circle if one in files),
            remedy="None of them is taken to stand below another; check their citations",
        )


def _load(
    store: Store, graphs: Iterable[NamedGraph], *, total: int, replaced: tuple[str, ...], watch: Watch | None = None
) -> int:
    """Write the graphs that differ from what the store has, and return the number of statements written.

    Of the store's other graphs those whose IRIs begin with one of `replaced` are dropped: links of documents that have
    none any more.
    """
    known = frozenset(store.graphs())
    seen: set[str] = set()
    statements = store.load_many(_changed(store, known, _watched(graphs, seen, total, watch)))
    for stale in sorted(one for one in known - seen if one.startswith(replaced)):
        store.drop_graph(stale)
    return statements


def _changed(store: Store, known: frozenset[str], graphs: Iterable[NamedGraph]) -> Iterator[NamedGraph]:
    """The graphs that differ from what the store has; one that is the same is not written again."""
    return (graph for graph in graphs if graph.iri not in known or not store.holds(graph))


def _watched(
    graphs: Iterable[NamedGraph], seen: set[str], total: int, watch: Watch | None = None
) -> Iterator[NamedGraph]:
    """The graphs, each noted in `seen`, one at a time so that no more than one need be in memory."""
    for graph in graphs:
        seen.add(graph.iri)
        if watch is not None:
            watch("load", len(seen), total)
        yield graph


def _report(
    collection: Collection, new: set[str], statements: int, alignment: Alignment, faults: Sequence[LineageError]
) -> BuildReport:
    loaded = tuple(
        Loaded(held.record.id, held.parsed.source.name, len(held.parsed.tasks), held.parsed.placed)
        for held in collection.held
        if held.parsed.source.name in new
    )
    count = Counter(link.status for link in alignment.links)
    return BuildReport(
        loaded,
        len(collection.cited),
        statements,
        tuple(faults),
        count[LinkStatus.PROPOSED],
        count[LinkStatus.CONFIRMED],
    )
