"""Links and decisions of the made-up collection of factories.py: each status, each verdict, each kind of descent."""

from __future__ import annotations

from datetime import date

import factories
from factories import CENTRAL, DISTRICT, PARTY_PLAN, PROVINCE, RESOLUTION

from graph.links import (
    Addressing,
    Alignment,
    Decision,
    Descent,
    DescentRule,
    Evidence,
    Link,
    LinkStatus,
    SetRelation,
    Similarity,
    Verdict,
)
from graph.model import Level
from graph.rdf.decisions import decisions_graph
from graph.rdf.links import alignment_graphs
from graph.terms import NamedGraph

C1, C2 = f"{CENTRAL}/task/I/1", f"{CENTRAL}/task/I/2"
T1, T2, GOAL = (f"{PROVINCE}/task/II/{number}" for number in "123")
D1, ROW = f"{DISTRICT}/task/III/1", f"{DISTRICT}/task/PL/1"


def link(child: str, parent: str, status: LinkStatus = LinkStatus.PROPOSED, score: float = 0.8, **more: object) -> Link:
    """A link with what every link has; `more` are its further fields."""
    fields: dict[str, object] = {
        "relation": SetRelation.NARROWER,
        "method": "made-up 1",
        "child_fingerprint": "0123456789abcdef",
        "parent_fingerprint": "fedcba9876543210",
        **more,
    }
    return Link(child, parent, score=score, status=status, **fields)  # type: ignore[arg-type]


def alignment() -> Alignment:
    """What aligning the made-up collection might give, sorted as aligning gives it."""
    return Alignment(
        descents=(
            Descent(DISTRICT, CENTRAL, DescentRule.CHAIN, (PROVINCE,), (PARTY_PLAN,)),
            Descent(DISTRICT, PROVINCE, DescentRule.CITES),
            Descent(PROVINCE, CENTRAL, DescentRule.SHARED, (), (), RESOLUTION),
        ),
        addressings=(
            Addressing(C1, Level.PROVINCE, "Tỉnh ủy"),
            Addressing(C2, Level.CENTRAL, "Ban Tổ chức Trung ương"),
            Addressing(T2, Level.PROVINCE),
            Addressing(T2, Level.DISTRICT),
        ),
        links=(
            link(D1, C1, LinkStatus.CANDIDATE, 0.21, relation=SetRelation.OVERLAPS),
            link(
                D1,
                T1,
                LinkStatus.CONFIRMED,
                1.0,
                relation=SetRelation.EQUAL,
                reviewer="Lê Văn Cường",
                suspect=True,
                evidence=Evidence(("danh mục", "dịch vụ công"), (CENTRAL, RESOLUTION), ("twin", "weak")),
            ),
            link(ROW, T1, LinkStatus.REJECTED, 0.0, reviewer="Lê Văn Cường"),
            link(T1, C1, score=0.9375, duties=((0, 0), (1, 2), (1, 3))),
        ),
        similar=(Similarity(D1, T2, 0.75),),
    )


def decisions() -> tuple[Decision, ...]:
    """One decision of each verdict."""
    parent = {"parent": T1, "parent_text": "lập danh mục", "parent_fingerprint": "fedcba9876543210"}
    child = {"child_text": "lập danh mục của huyện", "child_fingerprint": "0123456789abcdef"}
    who = {"reviewer": "Lê Văn Cường", "decided_on": date(2024, 5, 6)}
    return (
        Decision(1, Verdict.CONFIRM, child=D1, relation=SetRelation.EQUAL, note='như "nhau"', **child, **parent, **who),  # type: ignore[arg-type]
        Decision(2, Verdict.REJECT, child=ROW, **child, **parent, **who),  # type: ignore[arg-type]
        Decision(3, Verdict.GAP, document=DISTRICT, note="đã xem hết", **parent, **who),  # type: ignore[arg-type]
        Decision(4, Verdict.EXCEPTION, document=DISTRICT, **parent, **who),  # type: ignore[arg-type]
    )


def graphs() -> tuple[NamedGraph, ...]:
    """The graphs of the made-up collection with its links and decisions."""
    value = alignment()
    return (
        *factories.graphs(addressings=value.addressings),
        *alignment_graphs(value),
        decisions_graph(decisions()),
    )
