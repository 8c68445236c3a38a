"""The main path, from files to a store, in one place: search, read, parse, settle, resolve, align, describe, load.

Documents already in the store are held against the new ones, so that a document loaded later finds those that cite it,
whatever the order of loading. What was read, parsed and matched before is taken as it was, unless it has changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from graph.align import align
from graph.align.align import judged_pairs
from graph.align.matching import Meaning
from graph.align.refit import Refit, refit
from graph.align.scorer import Scorer, shipped_scorer
from graph.build_report import BuildReport, Loaded, mark_of, marked_report
from graph.collection_faults import circles, future_dates, left_out, replaced_documents
from graph.errors import LineageError
from graph.gathering import Gathered, gather
from graph.kept import KEPT, Kind, decoded, encoded, kept_graph, kept_in
from graph.lexicon import agencies, territories
from graph.links import Alignment, Link, LinkStatus
from graph.model import Collection
from graph.program import digest_of, program_digest
from graph.rdf import graphs_of
from graph.rdf.graphs import SOURCES
from graph.rdf.links import ALIGNMENTS, SIMILAR_GRAPH, alignment_graphs, lower_documents
from graph.read.files import search
from graph.read.limits import STANDARD, Options
from graph.replacing import replace_graphs
from graph.resolve import resolve
from graph.settlements import entries_of
from graph.sources import StoredSource, stored_documents, stored_sources
from graph.store import Store
from graph.stored_links import stored_decisions
from graph.stored_scorer import keep_scorer, stored_scorer
from graph.terms import NamedGraph
from graph.watching import Watch

_KEPT_LINKS = f"{KEPT}{Kind.LINKS}/"


def build(
    paths: Iterable[Path],
    store: Store,
    as_of: date | None = None,
    *,
    options: Options = STANDARD,
    watch: Watch | None = None,
    scorer: Scorer | None = None,
    meaning: Meaning | None = None,
    similar: bool = False,
    workers: int = 1,
    prune: bool = False,
    anew: bool = False,
) -> BuildReport:
    """Load all documents below `paths` into `store`; each replaces what the store had from a file of its name.

    Files that have not changed since this program read them in this way are not read again, and when nothing has
    changed at all nothing is done. A file that cannot be read is a fault in the report and stops nothing; what the
    store had of it stays. `as_of` is the day on which the build counts dates as possible: a stated date after it is
    reported. options say how files are read. scorer (the store's own where none is given), meaning and similar are
    those of `graph.align.align`; likeness across territories that an earlier build wrote is dropped by one that does
    not ask for it. workers are processes, which change nothing of the result. prune removes the documents of files
    that are not below `paths`; anew uses nothing that was kept from an earlier build. Raises StoreError when the store
    cannot be read or written.
    """
    found = search(paths, options)
    faults: list[LineageError] = list(found.faults)
    gathered = gather(found, store, faults, options=options, workers=workers, prune=prune, anew=anew, watch=watch)
    if not gathered.given:
        return BuildReport(faults=tuple(faults))
    entries = entries_of(found.sidecars, faults)
    scorer = scorer or stored_scorer(store)
    given = [sorted(gathered.given), [(path.name, one) for path, one in entries]]
    input_digest = digest_of(program_digest(), as_of, similar, scorer, given)
    if not (gathered.new or gathered.removed or anew or meaning):
        known = marked_report(store, _key(gathered.held, store, input_digest))
        if known is not None:
            return _report(known, gathered, (), (*faults, *known.faults))
    together: list[LineageError] = []
    collection = resolve(gathered.documents(entries, together))
    together.extend((*left_out(collection), *future_dates(collection, as_of)))
    if watch is not None:
        watch("align", 0, 1)
    alignment = align(
        collection,
        stored_decisions(store),
        scorer=scorer,
        meaning=meaning,
        similar=similar,
        workers=workers,
        known={} if anew else _known_links(store),
    )
    together.extend(circles(collection, alignment))
    done = _done(collection, alignment, _load(store, collection, gathered, alignment, watch), similar=similar)
    if meaning is None:
        store.replace_graph(mark_of(done, _key(stored_sources(store), store, input_digest), together))
    faults.extend(replaced_documents(gathered.before, collection, {one.name for one in gathered.new}))
    return _report(done, gathered, _loaded(collection, gathered), (*faults, *together))


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
        known=_known_links(store),
    )
    graphs = chain(alignment_graphs(alignment), _kept_links(alignment))
    replace_graphs(store, graphs, replaced=(ALIGNMENTS, _KEPT_LINKS))
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


def _key(held: Mapping[str, StoredSource], store: Store, input_digest: str) -> str:
    """The digest of all that decides what a build makes of the store, which holds these files now."""
    texts = sorted((name, one.source.sha256, one.settlement) for name, one in held.items())
    return digest_of(input_digest, texts, stored_decisions(store))


def _load(store: Store, collection: Collection, gathered: Gathered, alignment: Alignment, watch: Watch | None) -> int:
    graphs = chain(
        graphs_of(collection, agencies.resolve, _territory_name, alignment.addressings),
        alignment_graphs(alignment),
        (one.kept_graph() for one in sorted(gathered.all, key=lambda one: one.name)),
        _kept_links(alignment),
    )
    return replace_graphs(
        store,
        graphs,
        replaced=(SOURCES, ALIGNMENTS, SIMILAR_GRAPH, KEPT),
        total=_graphs(collection, gathered, alignment),
        watch=watch,
    )


def _graphs(collection: Collection, gathered: Gathered, alignment: Alignment) -> int:
    """How many graphs a build holds against the store's; two are the collection's and the ontology."""
    documents = len(collection.held) + len(collection.duplicates) + len(gathered.all)
    links = len(lower_documents(alignment)) + len({one.lower for one in alignment.matched})
    return documents + links + bool(alignment.similar) + 2


def _known_links(store: Store) -> dict[str, tuple[Link, ...]]:
    found = ((one.key, decoded(one.content, tuple[Link, ...])) for one in kept_in(store, Kind.LINKS))
    return {key: links for key, links in found if links is not None}


def _kept_links(alignment: Alignment) -> Iterator[NamedGraph]:
    by_lower: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in alignment.matched:
        by_lower[one.lower].append((one.key, encoded(one.links)))
    for lower, entries in sorted(by_lower.items()):
        yield kept_graph(Kind.LINKS, lower, entries)


def _territory_name(identity: str) -> str | None:
    territory = territories.get(identity)
    return None if territory is None else territory.name


def _loaded(collection: Collection, gathered: Gathered) -> tuple[Loaded, ...]:
    new = {one.name for one in gathered.new}
    return tuple(
        Loaded(held.record.id, source.name, len(held.parsed.tasks), held.parsed.placed, source.remarks)
        for held in collection.held
        if (source := held.parsed.source).name in new
    )


def _done(collection: Collection, alignment: Alignment, statements: int, *, similar: bool) -> BuildReport:
    count = Counter(link.status for link in alignment.links)
    return BuildReport(
        cited=len(collection.cited),
        statements=statements,
        proposed=count[LinkStatus.PROPOSED],
        confirmed=count[LinkStatus.CONFIRMED],
        similar=len(alignment.similar) if similar else None,
    )


def _report(
    done: BuildReport, gathered: Gathered, loaded: tuple[Loaded, ...], faults: tuple[LineageError, ...]
) -> BuildReport:
    return replace(
        done,
        loaded=loaded,
        faults=faults,
        unchanged=tuple(one.name for one in gathered.unchanged),
        kept=tuple(one.name for one, _ in gathered.rest),
        removed=gathered.removed,
    )
