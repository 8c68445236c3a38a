"""Review on what a store holds, the same from every kind of store."""

from __future__ import annotations

from collections.abc import Iterator

import link_factories as made
import pytest
import servers
from factories import CENTRAL, DISTRICT, PROVINCE
from link_factories import C1, C2, D1, ROW, T1, T2

from graph.query import find, run
from graph.review.contents import known
from graph.review.items import Wanted, items_of
from graph.store import Store, open_store


@pytest.fixture(scope="module", params=["memory", "server", "server without union"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    kind: str = request.param
    if kind == "memory":
        with open_store(":memory:") as opened:
            opened.load_many(made.graphs())
            yield opened
        return
    server = servers.oxigraph_server() if "without" in kind else servers.rdflib_server()
    with server as url, open_store(url) as opened:
        opened.load_many(made.graphs())
        yield opened


def test_whom_requirements_address(store: Store) -> None:
    rows = run(store, find("review-addressed")).rows
    assert set(rows) == {(C1, "province"), (C2, "central"), (T2, "district"), (T2, "province")}
    assert len(rows) == 4


def test_what_a_store_holds(store: Store) -> None:
    held = known(store)
    assert {C1, C2, T1, T2, D1, ROW} <= held.ends.keys()
    assert held.below == {(DISTRICT, CENTRAL), (DISTRICT, PROVINCE), (PROVINCE, CENTRAL)}
    assert held.blocked == {(DISTRICT, CENTRAL)}
    assert held.addressed == {(C1, "province"), (C2, "central"), (T2, "district"), (T2, "province")}
    assert (len(held.links), len(held.decisions)) == (4, 4)
    assert held.symbol(CENTRAL) == "11-KH/TW"
    assert held.ends[T1].leads == "Sở Nội vụ"


def test_what_there_is_to_decide(store: Store) -> None:
    found = items_of(known(store), Wanted(every=True, gaps=True))
    pairs = [(item.child.task if item.child else item.document, item.parent.task, item.status) for item in found]
    assert (T1, C1, "proposed") in pairs
    assert (DISTRICT, T2, "none-found") in pairs
    assert (DISTRICT, C1, "none-found") not in pairs, "a document between is not held"
    assert [item.suspect is not None for item in found] == sorted(
        (item.suspect is not None for item in found), reverse=True
    )
