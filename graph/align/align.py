"""The links of a collection: pairs of documents by lineage, pairs of tasks by what they say and what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType

from graph.align.addressing import addressings_of
from graph.align.decided import Settled, settled
from graph.align.fingerprints import fingerprint
from graph.align.lineage import circles_of, descents_of
from graph.align.matching import Matcher, Meaning
from graph.align.scorer import Scorer, shipped_scorer
from graph.align.similar import similar_of
from graph.align.units import Unit, title_of, units_of
from graph.identity import task_id
from graph.links import Alignment, Decision, Descent, Link, LinkStatus, Matched, SetRelation, Verdict
from graph.model import Collection, ResolvedDocument
from graph.program import digest_of, program_digest

BY_HAND = "reviewer"
"""Method of a link that the machine had not seen and a reviewer added."""
Known = Mapping[str, tuple[Link, ...]]
"""Links by `Matched.key`."""
NOTHING_KNOWN: Known = MappingProxyType({})
BATCH = 8
"""Lower documents that are matched at a time: enough rows for the scorer, few enough to stay small in memory."""


def align(
    collection: Collection,
    decisions: Iterable[Decision] = (),
    *,
    scorer: Scorer | None = None,
    meaning: Meaning | None = None,
    similar: bool = False,
    workers: int = 1,
    known: Known = NOTHING_KNOWN,
) -> Alignment:
    """The links between the tasks of `collection`, with what people decided of them.

    scorer is the shipped one where none is given; meaning is one more signal (embeddings); similar asks for likeness
    across territories as well; workers are processes, of which a signal of meaning leaves one. The result is the same
    for any number of them. known has links that were found before, by the digest of what they were found by; pairs of
    documents that it knows are not matched again, which changes nothing of the result either.
    """
    held = {one.record.id: one for one in collection.held}
    holding = settled(decisions, _places(collection))
    descents = descents_of(collection)
    judged = _Judged.of(holding)
    digests: dict[str, str] = {}
    jobs = [
        _Job(held[upper], lowers, judged.with_parents_in(held[upper]), digests)
        for upper, lowers in _by_upper(descents, held).items()
    ]
    matched = sorted(_matched(jobs, scorer or shipped_scorer(), meaning, workers, known), key=lambda one: one.lower)
    links = _decided(chain.from_iterable(one.links for one in matched), holding, collection)
    return Alignment(
        descents,
        addressings_of(collection),
        tuple(sorted(links, key=lambda link: (link.child, link.parent))),
        circles_of(collection),
        similar_of(collection, descents) if similar else (),
        tuple(one for one in matched if one.key),
    )


def judged_pairs(
    collection: Collection, decisions: Iterable[Decision]
) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """The pairs (child, parent) that hold as confirmed and as rejected on these texts; suspect ones are left out."""
    judged = _Judged.of(settled(decisions, _places(collection)))
    return judged.confirmed, judged.rejected


@dataclass(frozen=True, slots=True)
class _Judged:
    """Pairs (child, parent) that people confirmed and rejected; suspect ones teach nothing."""

    confirmed: frozenset[tuple[str, str]]
    rejected: frozenset[tuple[str, str]]

    @staticmethod
    def of(holding: Iterable[Settled]) -> _Judged:
        pairs: dict[Verdict, set[tuple[str, str]]] = defaultdict(set)
        for one in holding:
            if one.child is not None and not one.suspect and not one.lost:
                pairs[one.decision.verdict].add((one.child, one.parent))
        return _Judged(frozenset(pairs[Verdict.CONFIRM]), frozenset(pairs[Verdict.REJECT]))

    def with_parents_in(self, upper: ResolvedDocument) -> _Judged:
        """Those that teach something of the links up to `upper`."""
        parents = {task_id(upper.record.id, task.path) for task in upper.parsed.tasks}
        return _Judged(
            *(frozenset(one for one in pairs if one[1] in parents) for pairs in (self.confirmed, self.rejected))
        )

    @property
    def children(self) -> frozenset[str]:
        """The tasks of which some link was judged."""
        return frozenset(child for child, _ in self.confirmed | self.rejected)


@dataclass(frozen=True, slots=True)
class _Job:
    """One upper document, all that stand below it, and what people decided of links up to it.

    digests of documents are shared by all jobs, and filled as they are asked for.
    """

    upper: ResolvedDocument
    lowers: tuple[ResolvedDocument, ...]
    judged: _Judged
    digests: dict[str, str]

    def matcher(self, scorer: Scorer, meaning: Meaning | None) -> Matcher:
        """The upper document made ready, with the reviewed tasks below it."""
        title = title_of(self.upper)
        reviewed = {unit.id: unit for lower in self.lowers for unit in self._reviewed(lower, title)}
        confirmed, rejected = self.judged.confirmed, self.judged.rejected
        return Matcher(self.upper, units_of(self.upper, (title,)), reviewed, confirmed, rejected, scorer, meaning)

    def keys(self, scorer: Scorer) -> dict[str, str]:
        """For each lower document the digest of all that its links depend on."""
        common = digest_of(
            program_digest(), scorer, self.upper, *map(sorted, (self.judged.confirmed, self.judged.rejected)),
            [self._digest(lower) for lower in self.lowers if self._judged_tasks(lower)],
        )  # fmt: skip
        return {lower.record.id: digest_of(common, self._digest(lower)) for lower in self.lowers}

    def _digest(self, document: ResolvedDocument) -> str:
        known = self.digests.get(document.record.id)
        if known is None:
            known = self.digests[document.record.id] = digest_of(document)
        return known

    def _judged_tasks(self, lower: ResolvedDocument) -> set[str]:
        return {task_id(lower.record.id, task.path) for task in lower.parsed.tasks} & self.judged.children

    def _reviewed(self, lower: ResolvedDocument, title: str) -> Sequence[Unit]:
        wanted = self._judged_tasks(lower)
        return units_of(lower, (title, title_of(lower)), wanted) if wanted else ()


def _places(collection: Collection) -> dict[str, tuple[str, str]]:
    return {
        task_id(held.record.id, task.path): (held.record.id, fingerprint(task.text))
        for held in collection.held
        for task in held.parsed.tasks
    }


def _by_upper(
    descents: Iterable[Descent], held: Mapping[str, ResolvedDocument]
) -> dict[str, tuple[ResolvedDocument, ...]]:
    below: dict[str, list[ResolvedDocument]] = defaultdict(list)
    for descent in descents:
        if held[descent.lower].parsed.tasks and held[descent.upper].parsed.tasks:
            below[descent.upper].append(held[descent.lower])
    return {upper: tuple(lowers) for upper, lowers in sorted(below.items())}


def _matched(
    jobs: Sequence[_Job], scorer: Scorer, meaning: Meaning | None, workers: int, known: Known
) -> Iterator[Matched]:
    for job in jobs:
        # A signal of meaning has no digest: what it gives is found anew each time.
        keys = job.keys(scorer) if meaning is None else {}
        fresh: list[ResolvedDocument] = []
        for lower in job.lowers:
            key = keys.get(lower.record.id, "")
            if key in known:
                yield Matched(lower.record.id, key, known[key])
            else:
                fresh.append(lower)
        for identity, links in _found(job, fresh, scorer, meaning, workers):
            yield Matched(identity, keys.get(identity, ""), links)


_Found = tuple[str, tuple[Link, ...]]
"""A lower document's id and the links that go up from it."""


def _found(
    job: _Job, lowers: Sequence[ResolvedDocument], scorer: Scorer, meaning: Meaning | None, workers: int
) -> Iterator[_Found]:
    if not lowers:
        return
    matcher, batches = job.matcher(scorer, meaning), _batches(lowers, workers)
    alone = meaning is not None  # a model uses all cores by itself, and hangs in a process forked after its use
    if workers > 1 and not alone and len(lowers) >= 2 * workers:
        with ProcessPoolExecutor(workers, initializer=_take, initargs=(matcher,)) as pool:
            yield from chain.from_iterable(pool.map(_match, batches))
    else:
        for batch in batches:
            yield from _links(matcher, batch)


def _batches(lowers: Sequence[ResolvedDocument], workers: int) -> list[Sequence[ResolvedDocument]]:
    """The lower documents in parts that are matched at a time: a part for each worker, where there are enough."""
    size = max(1, min(BATCH, len(lowers) // workers))
    return [lowers[start : start + size] for start in range(0, len(lowers), size)]


_matchers: list[Matcher] = []


def _take(matcher: Matcher) -> None:
    """In a worker process: keep the matcher for all documents that will be given."""
    _matchers[:] = [matcher]


def _match(batch: Sequence[ResolvedDocument]) -> list[_Found]:
    return list(_links(_matchers[0], batch))


def _links(matcher: Matcher, batch: Sequence[ResolvedDocument]) -> Iterator[_Found]:
    title = title_of(matcher.upper)
    found = tuple(matcher.links([(lower, units_of(lower, (title, title_of(lower)))) for lower in batch]))
    for lower in batch:
        own = {task_id(lower.record.id, task.path) for task in lower.parsed.tasks}
        yield lower.record.id, tuple(link for link in found if link.child in own)


def _decided(links: Iterable[Link], holding: Iterable[Settled], collection: Collection) -> Iterator[Link]:
    """The links with the decisions that hold of them, and those that only a decision knows."""
    decided = {(one.child, one.parent): one for one in holding if one.child is not None and not one.lost}
    for link in links:
        one = decided.pop((link.child, link.parent), None)
        yield link if one is None else _judged_link(link, one)
    wanted = frozenset(chain.from_iterable(decided))
    marks = _fingerprints(collection, wanted) if wanted else {}
    for (child, parent), one in sorted(decided.items()):
        added = Link(
            child, parent, SetRelation.OVERLAPS, 0.0, LinkStatus.CANDIDATE, BY_HAND, marks[child], marks[parent]
        )
        yield _judged_link(added, one)


def _fingerprints(collection: Collection, wanted: frozenset[str]) -> dict[str, str]:
    tasks = ((task_id(held.record.id, task.path), task) for held in collection.held for task in held.parsed.tasks)
    return {identity: fingerprint(task.text) for identity, task in tasks if identity in wanted}


def _judged_link(link: Link, one: Settled) -> Link:
    confirmed = one.decision.verdict is Verdict.CONFIRM
    return replace(
        link,
        status=LinkStatus.CONFIRMED if confirmed else LinkStatus.REJECTED,
        relation=one.decision.relation or link.relation,
        reviewer=one.decision.reviewer,
        suspect=one.suspect,
    )
