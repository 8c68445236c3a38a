"""Links, descents and decisions as triples: written, read back the same, asked by queries on every kind of store."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import factories
import link_factories
import pytest
import servers
from factories import CENTRAL, DISTRICT, PROVINCE
from hypothesis import given, settings
from hypothesis import strategies as st
from link_factories import C1, D1, ROW, T1, T2

from graph.errors import StoreError
from graph.identity import iri
from graph.links import Alignment, Evidence, Link, LinkStatus, SetRelation
from graph.query import find, run
from graph.rdf.decisions import DECISIONS_GRAPH
from graph.rdf.links import (
    SIMILAR_GRAPH,
    addressings_by_document,
    alignment_graphs,
    alignments_graph_iri,
    document_of,
    link_id,
    lower_documents,
)
from graph.store import Store, open_store
from graph.stored_links import links_one_by_one, record, stored_decisions, stored_links
from graph.terms import NamedGraph

STORES = ("memory", "folder", "server", "server without union")


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    kind: str = request.param
    if kind.startswith("server"):
        with (
            servers.oxigraph_server() if "without" in kind else servers.rdflib_server() as url,
            open_store(url) as opened,
        ):
            opened.load_many(link_factories.graphs())
            yield opened
        return
    location = ":memory:" if kind == "memory" else str(tmp_path_factory.mktemp("links") / "store")
    with open_store(location) as opened:
        opened.load_many(link_factories.graphs())
        yield opened


def triples(graphs: tuple[NamedGraph, ...], subject: str) -> dict[str, list[str]]:
    """Last steps of the properties of a node, with their values' last steps."""
    found: dict[str, list[str]] = {}
    for graph in graphs:
        for line in graph.triples:
            if line.startswith(f"<{iri(subject)}> "):
                _, predicate, value = line.removesuffix(" .").split(" ", 2)
                last = value.strip("<>").rpartition("#")[2] if value.startswith("<") else value
                found.setdefault(predicate.strip("<>").replace("#", "/").rpartition("/")[2], []).append(last)
    return found


# ---- written ----


def test_a_graph_for_each_lower_document() -> None:
    graphs = tuple(alignment_graphs(link_factories.alignment()))
    assert [graph.iri for graph in graphs] == [
        alignments_graph_iri(PROVINCE), alignments_graph_iri(DISTRICT), SIMILAR_GRAPH,
    ]  # fmt: skip
    assert lower_documents(link_factories.alignment()) == (PROVINCE, DISTRICT)
    assert not any("_:" in line for graph in graphs for line in graph.triples)


def test_the_same_graphs_whatever_the_order() -> None:
    alignment = link_factories.alignment()
    shuffled = list(alignment.links)
    random.Random(5).shuffle(shuffled)
    assert tuple(alignment_graphs(replace(alignment, links=tuple(shuffled)))) == tuple(alignment_graphs(alignment))


def test_only_a_confirmed_link_says_carries_out() -> None:
    graphs = tuple(alignment_graphs(link_factories.alignment()))
    assert triples(graphs, D1)["carriesOut"] == [iri(T1)]
    assert "carriesOut" not in triples(graphs, ROW)
    assert "carriesOut" not in triples(graphs, T1)


@pytest.mark.parametrize(
    ("child", "parent", "justification", "modifier"),
    [
        (D1, C1, "CompositeMatching", None),
        (T1, C1, "CompositeMatching", None),
        (D1, T1, "ManualMappingCuration", None),
        (ROW, T1, "ManualMappingCuration", ['"Not"']),
    ],
    ids=["candidate", "proposed", "confirmed", "rejected"],
)
def test_a_link_is_an_sssom_mapping(child: str, parent: str, justification: str, modifier: list[str] | None) -> None:
    found = triples(tuple(alignment_graphs(link_factories.alignment())), link_id(child, parent))
    assert found["subject_id"] == [iri(child)]
    assert found["object_id"] == [iri(parent)]
    assert found["predicate_id"] == ["carriesOut"]
    assert [one.rpartition("/")[2] for one in found["mapping_justification"]] == [justification]
    assert found.get("predicate_modifier") == modifier


def test_duties_are_nodes_and_pairs() -> None:
    found = triples(tuple(alignment_graphs(link_factories.alignment())), link_id(T1, C1))
    assert found["childDuty"] == [f"{iri(T1)}/duty/{number}" for number in (1, 2)]
    assert found["parentDuty"] == [f"{iri(C1)}/duty/{number}" for number in (1, 3, 4)]
    assert found["dutyPairs"] == ['"0>0 1>2 1>3"']


def test_addressings_stand_in_the_graph_of_their_document() -> None:
    by_document = addressings_by_document(link_factories.alignment().addressings)
    assert {document: len(found) for document, found in by_document.items()} == {CENTRAL: 2, PROVINCE: 2}
    graphs = {graph.iri: graph for graph in link_factories.graphs()}
    (central,) = (graph for name, graph in graphs.items() if name.endswith("trung-uong.txt"))
    found = triples((central,), f"{C1}/addressing/province")
    assert (found["level"], found["text"]) == (["level-province"], ['"Tỉnh ủy"'])
    assert triples((central,), C1)["addressedTo"] == ["level-province"]
    assert document_of(C1) == CENTRAL


# ---- read back ----


def test_links_come_back_the_same(store: Store) -> None:
    assert stored_links(store) == tuple(
        sorted(link_factories.alignment().links, key=lambda link: (document_of(link.child), link.child, link.parent))
    )
    assert [link.parent for link in stored_links(store, PROVINCE)] == [C1]
    assert stored_links(store, CENTRAL) == ()


def test_decisions_come_back_the_same(store: Store) -> None:
    assert stored_decisions(store) == link_factories.decisions()


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(str.strip)
LINKS = st.builds(
    Link,
    child=st.sampled_from([T1, D1]),
    parent=st.just(C1),
    relation=st.sampled_from(SetRelation),
    score=st.floats(0, 1).map(lambda score: round(score, 6)),
    status=st.sampled_from(LinkStatus),
    method=WORDS,
    child_fingerprint=WORDS,
    parent_fingerprint=WORDS,
    duties=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4).map(tuple),
    evidence=st.builds(
        Evidence,
        phrases=st.sets(WORDS, max_size=3).map(sorted).map(tuple),
        documents=st.sets(st.sampled_from([CENTRAL, PROVINCE])).map(sorted).map(tuple),
        against=st.sets(st.sampled_from(["addressee", "twin", "weak"])).map(sorted).map(tuple),
    ),
    reviewer=st.none() | WORDS,
    suspect=st.booleans(),
)


MADE_UP = open_store(":memory:")
MADE_UP.load_many(factories.graphs())


@settings(max_examples=60, deadline=None, print_blob=True)
@given(LINKS)
def test_any_link_comes_back_the_same(link: Link) -> None:
    (graph,) = alignment_graphs(Alignment(links=(link,)))
    MADE_UP.replace_graph(graph)
    assert stored_links(MADE_UP) == (link,)
    MADE_UP.drop_graph(graph.iri)


def test_links_are_read_document_by_document() -> None:
    with open_store(":memory:") as store:
        store.load_many(link_factories.graphs())
        reading = links_one_by_one(store)
        assert next(reading).child == T1
        store.drop_graph(alignments_graph_iri(DISTRICT))
        assert list(reading) == []


# ---- decisions are only added to ----


def test_decisions_are_numbered_on() -> None:
    first = link_factories.decisions()
    with open_store(":memory:") as store:
        assert record(store, first[:2]) == first[:2]
        assert record(store, []) == ()
        again = record(store, [replace(first[3], number=1), replace(first[2], number=99)])
        assert [one.number for one in again] == [3, 4]
        assert stored_decisions(store) == (*first[:2], *again)


def test_a_refused_decision_leaves_all_as_it_was() -> None:
    first = link_factories.decisions()
    with open_store(":memory:") as store:
        record(store, first[:2])
        store.read_only = True
        with pytest.raises(StoreError):
            record(store, first[2:])
        assert stored_decisions(store) == first[:2]


def test_decisions_have_one_graph() -> None:
    with open_store(":memory:") as store:
        record(store, link_factories.decisions())
        assert store.graphs() == (DECISIONS_GRAPH,)


# ---- queries ----

Row = tuple[object, ...]
Case = tuple[str, str, Mapping[str, str], str, list[Row]]
CASES: list[Case] = [
    (
        "alignments",
        "all",
        {},
        "child_document child parent_document parent relation status score suspect reviewer",
        [
            (PROVINCE, T1, CENTRAL, C1, "narrower", "proposed", 0.9375, False, None),
            (DISTRICT, D1, PROVINCE, T1, "equal", "confirmed", 1.0, True, "Lê Văn Cường"),
            (DISTRICT, D1, CENTRAL, C1, "overlaps", "candidate", 0.21, False, None),
            (DISTRICT, ROW, PROVINCE, T1, "narrower", "rejected", 0.0, False, "Lê Văn Cường"),
        ],
    ),
    ("alignments", "of a status", {"only_status": "proposed"}, "child parent_path method", [(T1, "I/1", "made-up 1")]),
    ("alignments", "of a requirement", {"parent": T1}, "child_path", [("III/1",), ("PL/1",)]),
    ("alignments", "of two documents", {"child_document": DISTRICT, "parent_document": CENTRAL}, "child", [(D1,)]),
    ("alignments", "of a task", {"child": ROW}, "parent status", [(T1, "rejected")]),
    (
        "decisions",
        "all",
        {},
        "number verdict child document relation reviewer decided_on note",
        [
            (1, "confirm", D1, None, "equal", "Lê Văn Cường", "2024-05-06", 'như "nhau"'),
            (2, "reject", ROW, None, None, "Lê Văn Cường", "2024-05-06", None),
            (3, "gap", None, DISTRICT, None, "Lê Văn Cường", "2024-05-06", "đã xem hết"),
            (4, "exception", None, DISTRICT, None, "Lê Văn Cường", "2024-05-06", None),
        ],
    ),
    ("decisions", "of a requirement", {"parent": C1}, "number", []),
    (
        "descents",
        "all",
        {},
        "lower upper_symbol rule shared between missing",
        [
            (PROVINCE, "11-KH/TW", "shared", factories.RESOLUTION, None, None),
            (DISTRICT, "40/KH-UBND", "cites", None, None, None),
            (DISTRICT, "11-KH/TW", "chain", None, "40/KH-UBND", "150-KH/TU"),
        ],
    ),
    ("descents", "of one", {"lower": DISTRICT, "upper": PROVINCE}, "rule", [("cites",)]),
    ("descents", "under a directive", {"directive": factories.RESOLUTION}, "lower", [(PROVINCE,)]),
    (
        "similar-content",
        "all",
        {},
        "task document other other_document score",
        [(T2, PROVINCE, D1, DISTRICT, 0.75), (D1, DISTRICT, T2, PROVINCE, 0.75)],
    ),
    ("similar-content", "of one", {"task": D1}, "other", [(T2,)]),
    (
        "link-counts",
        "all",
        {},
        "lower lower_symbol upper upper_symbol confirmed proposed rejected suspect",
        [
            (PROVINCE, "40/KH-UBND", CENTRAL, "11-KH/TW", 0, 1, 0, 0),
            (DISTRICT, "77/KH-UBND", PROVINCE, "40/KH-UBND", 1, 0, 1, 1),
        ],
    ),
    ("link-counts", "of one document", {"lower": PROVINCE}, "upper", [(CENTRAL,)]),
    ("link-counts", "to one document", {"upper": PROVINCE}, "lower", [(DISTRICT,)]),
    (
        "links",
        "internal",
        {"document": PROVINCE},
        "link",
        [(link_id(T1, C1),)] * 17,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"),
    [case[:1] + case[2:] for case in CASES],
    ids=[f"{case[0]}: {case[1]}" for case in CASES],
)
def test_rows(store: Store, name: str, parameters: Mapping[str, str], columns: str, rows: list[Row]) -> None:
    found = run(store, find(name), parameters).records()
    assert [tuple(row[column] for column in columns.split()) for row in found] == rows


def test_the_cases_there_are() -> None:
    assert len(CASES) == 16


def test_a_store_without_links_has_none(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        store.load_many(factories.graphs())
        assert stored_links(store) == ()
        assert stored_decisions(store) == ()
        assert run(store, find("alignments")).rows == ()
