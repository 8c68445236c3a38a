"""What a review has to decide, strongest doubt first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.align.decided import Settled
from graph.links import Decision, Evidence, Link, LinkStatus, SetRelation, Verdict
from graph.review.contents import End, Known
from graph.review.suspects import Suspect, suspects

THRESHOLD = 0.5
"""Score at which a link is proposed: the nearer a score, the stronger the doubt."""
MOST_CANDIDATES = 5
"""Candidates shown for a task without a proposed link."""
_LIVING = (LinkStatus.PROPOSED, LinkStatus.CONFIRMED)
_STATUS = {Verdict.CONFIRM: LinkStatus.CONFIRMED, Verdict.REJECT: LinkStatus.REJECTED}


@dataclass(frozen=True, slots=True)
class Item:
    """A link to decide, or a requirement and a lower document (`document`) for which no link was found (child None).

    status is a code of kind "status"; decision is the one that holds; suspect tells what changed since it was made.
    """

    document: str
    document_symbol: str
    child: End | None
    parent: End
    status: str
    relation: SetRelation | None = None
    score: float | None = None
    method: str = ""
    evidence: Evidence = field(default_factory=Evidence)
    shared_documents: tuple[str, ...] = ()
    decision: Decision | None = None
    suspect: Suspect | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Suspects first, then links by the distance of their score from the threshold, then what was not found."""
        distance = 1.0 if self.score is None else round(abs(self.score - THRESHOLD), 6)
        child = self.child.task if self.child else self.document
        return (self.suspect is None, self.child is None, distance, child, self.parent.task)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show. lower and uppers: only these documents; every: all links; gaps: also what was not found.

    Without `every`: proposed and suspect links, and the best candidates of tasks that have no link.
    """

    lower: str | None = None
    uppers: frozenset[str] | None = None
    every: bool = False
    gaps: bool = False

    def fits(self, lower: str, upper: str) -> bool:
        """True when links between these documents are asked for."""
        return self.lower in (None, lower) and (self.uppers is None or upper in self.uppers)


def items_of(known: Known, wanted: Wanted) -> tuple[Item, ...]:
    """What there is to decide of `known`, in order. A decision whose task is gone has no row (see `lost`)."""
    links = list(_links(known))
    found = [item for item in links if wanted.every or item.suspect is not None or item.status == LinkStatus.PROPOSED]
    if not wanted.every:
        found += _candidates(links)
    found += [item for item in _gaps(known, links) if wanted.gaps or item.suspect is not None]
    fitting = (item for item in found if wanted.fits(item.document, item.parent.document))
    return tuple(sorted(fitting, key=lambda item: item.order))


def lost(known: Known) -> tuple[Suspect, ...]:
    """Decisions of which a task is gone from the store."""
    return tuple(one for one in suspects(known.settled, known.texts) if one.lost)


def _links(known: Known) -> Iterator[Item]:
    holding = {(one.child, one.parent): one for one in known.settled if one.child is not None and not one.lost}
    doubtful = _suspects(known)
    for link in known.links:
        one = holding.pop((link.child, link.parent), None)
        if link.child in known.ends and link.parent in known.ends:
            yield _item(known, link.child, link.parent, one, doubtful, link)
    for (child, parent), one in sorted(holding.items(), key=lambda pair: pair[1].decision.number):
        if child is not None:
            yield _item(known, child, parent, one, doubtful, None)


def _item(
    known: Known, child: str, parent: str, one: Settled | None, doubtful: Mapping[int, Suspect], link: Link | None
) -> Item:
    end = known.ends[child]
    decision = one.decision if one is not None else None
    status = _STATUS[decision.verdict] if decision is not None else link.status if link is not None else None
    return Item(
        end.document,
        end.symbol,
        end,
        known.ends[parent],
        str(status),
        relation=(decision.relation if decision else None) or (link.relation if link else None),
        score=link.score if link else None,
        method=link.method if link else "",
        evidence=link.evidence if link else Evidence(),
        shared_documents=tuple(map(known.symbol, link.evidence.documents)) if link else (),
        decision=decision,
        suspect=doubtful.get(decision.number) if decision else None,
    )


def _candidates(links: Iterable[Item]) -> list[Item]:
    """The best candidates of each task that no proposed or confirmed link has."""
    of_child: dict[str, list[Item]] = defaultdict(list)
    linked = set()
    for item in links:
        if item.child is not None:
            if item.status in _LIVING:
                linked.add(item.child.task)
            elif item.status == LinkStatus.CANDIDATE:
                of_child[item.child.task].append(item)
    best = []
    for child in sorted(of_child.keys() - linked):
        best += sorted(of_child[child], key=lambda item: (-(item.score or 0), item.parent.task))[:MOST_CANDIDATES]
    return best


def _gaps(known: Known, links: Iterable[Item]) -> Iterator[Item]:
    """Requirements that a document was to take up and no proposed or confirmed link says that it did.

    Only those addressed to the document's level count, and none where a document between the two is not held: it may
    have taken them up. Those that were settled as a gap or an exception come with their decision.
    """
    taken = {(item.document, item.parent.task) for item in links if item.status in _LIVING}
    decided = {(one.decision.document, one.parent): one for one in known.settled if one.child is None and not one.lost}
    doubtful = _suspects(known)
    levels = {str(row["document"]): str(row["level"]) for row in known.documents}
    requirements: dict[str, list[End]] = defaultdict(list)
    for end in known.ends.values():
        if not end.repeats:
            requirements[end.document].append(end)
    for lower, upper in sorted(known.below - known.blocked):
        for end in requirements[upper]:
            if (lower, end.task) in taken or (end.task, levels.get(lower, "")) not in known.addressed:
                continue
            one = decided.get((lower, end.task))
            yield Item(
                lower,
                known.symbol(lower),
                None,
                end,
                one.decision.verdict.value if one else "none-found",
                decision=one.decision if one else None,
                suspect=doubtful.get(one.decision.number) if one else None,
            )


def _suspects(known: Known) -> Mapping[int, Suspect]:
    return {one.decision.number: one for one in suspects(known.settled, known.texts) if not one.lost}
