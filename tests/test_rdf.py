"""The model as named graphs: what stands in which graph, with which words, the same bytes on every run."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import factories
import pyoxigraph as ox
import pytest
from factories import CENTRAL, DISTRICT, PARTY_PLAN, PROVINCE, RESOLUTION
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import INSTANCES, ONTOLOGY, iri
from graph.lexicon import agencies
from graph.model import Collection, DateClaim, Level, Span, Witness
from graph.rdf import COLLECTION_GRAPH, ONTOLOGY_GRAPH, graph_iri, graphs_of
from graph.rdf.documents import describe_citation
from graph.rdf.lines import LineIndex
from graph.rdf.parties import Parties
from graph.rdf.statements import Statements, evidence_node
from graph.terms import NamedGraph, literal, named_graph, stamped, typed

OA = "http://www.w3.org/ns/oa#"
GRAPHS = {graph.iri: graph for graph in factories.graphs()}
DISTRICT_GRAPH, CENTRAL_GRAPH = GRAPHS[graph_iri("huyen.md")], GRAPHS[graph_iri("trung-uong.txt")]
PROVINCE_GRAPH = GRAPHS[graph_iri("tinh/ke hoach 40.txt")]


def quads(graphs: list[NamedGraph]) -> list[ox.Quad]:
    return list(ox.parse("".join(graph.n_quads for graph in graphs), ox.RdfFormat.N_QUADS))


def objects(graph: NamedGraph, subject: str, predicate: str) -> list[str]:
    start = f"<{iri(subject)}> <{ONTOLOGY}{predicate}> "
    return sorted(line.removeprefix(start)[:-2] for line in graph.triples if line.startswith(start))


def node(identity: str) -> str:
    return f"<{iri(identity)}>"


def test_graphs_of_the_collection() -> None:
    names = [graph.iri for graph in factories.graphs()]
    assert names == [DISTRICT_GRAPH.iri, CENTRAL_GRAPH.iri, PROVINCE_GRAPH.iri, COLLECTION_GRAPH, ONTOLOGY_GRAPH]
    assert PROVINCE_GRAPH.iri == f"{INSTANCES}graph/source/tinh/ke%20hoach%2040.txt"


def test_no_blank_nodes_and_each_statement_once() -> None:
    parsed = quads(list(GRAPHS.values()))
    assert len(parsed) == sum(len(graph.triples) for graph in GRAPHS.values()) == len(set(parsed))
    for quad in parsed:
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)
    for graph in GRAPHS.values():
        assert list(graph.triples) == sorted(set(graph.triples))


def test_each_document_is_described_in_one_graph() -> None:
    for identity, home in (
        (CENTRAL, CENTRAL_GRAPH),
        (PROVINCE, PROVINCE_GRAPH),
        (DISTRICT, DISTRICT_GRAPH),
        (RESOLUTION, GRAPHS[COLLECTION_GRAPH]),
        (PARTY_PLAN, GRAPHS[COLLECTION_GRAPH]),
    ):
        for graph in GRAPHS.values():
            assert bool(objects(graph, identity, "held")) == (graph is home)
    times = Counter(triple for graph in GRAPHS.values() for triple in graph.triples)
    assert [triple for triple, count in times.items() if count > 1] == []


def test_what_a_document_says_of_others_is_in_its_own_graph() -> None:
    assert objects(DISTRICT_GRAPH, DISTRICT, "basedOn") == [node(PARTY_PLAN), node(PROVINCE)]
    assert objects(DISTRICT_GRAPH, DISTRICT, "mentions") == [node(CENTRAL)]
    assert objects(PROVINCE_GRAPH, PROVINCE, "implements") == [node(CENTRAL)]
    assert objects(DISTRICT_GRAPH, f"{DISTRICT}/date-claim/1", "about") == [node(CENTRAL)]
    assert not objects(CENTRAL_GRAPH, f"{CENTRAL}/date-claim/1", "about"), "its own date is in its own claim already"


def test_hearsay_is_told_apart() -> None:
    assert objects(DISTRICT_GRAPH, PARTY_PLAN, "reportedlyUnder") == [node(CENTRAL)]
    assert not any(objects(graph, PARTY_PLAN, "implements") for graph in GRAPHS.values())
    report = f"{DISTRICT}/report/1"
    assert objects(DISTRICT_GRAPH, report, "citing") == [node(PARTY_PLAN)]
    assert objects(DISTRICT_GRAPH, report, "statedBy") == [node(DISTRICT)]
    assert objects(DISTRICT_GRAPH, report, "evidence")


def test_inferred_fields_point_to_the_words_of_other_documents() -> None:
    claim = f"{CENTRAL}/claim/symbol"
    assert objects(CENTRAL_GRAPH, claim, "inferred") == [typed(True)]
    (words,) = objects(CENTRAL_GRAPH, claim, "evidence")
    assert "ke%20hoach" in words
    assert not [line for line in CENTRAL_GRAPH.triples if line.startswith(words)]
    assert [line for line in PROVINCE_GRAPH.triples if line.startswith(words) and "exact" in line]
    assert objects(CENTRAL_GRAPH, f"{CENTRAL}/claim/branch", "rule") == [literal("settled")]
    assert objects(CENTRAL_GRAPH, f"{CENTRAL}/claim/title", "rule") == [literal("stated")]


def test_every_evidence_is_the_text_at_its_place() -> None:
    texts = {held.parsed.source.name: held.parsed.source for held in factories.collection().held}
    fields: dict[str, dict[str, str]] = {}
    used: set[str] = set()
    for quad in quads(list(GRAPHS.values())):
        if quad.predicate.value in {f"{OA}exact", f"{OA}start", f"{OA}end", f"{ONTOLOGY}source", f"{ONTOLOGY}line"}:
            fields.setdefault(str(quad.subject), {})[re.split("[#/]", quad.predicate.value)[-1]] = quad.object.value  # type: ignore[union-attr]
        if quad.predicate.value == f"{ONTOLOGY}evidence":
            used.add(str(quad.object))
    words = {subject: found for subject, found in fields.items() if "exact" in found}
    assert used == set(words)
    assert len(words) == 49
    for subject, found in words.items():
        source, span = texts[found["source"]], Span(int(found["start"]), int(found["end"]))
        assert source.quote(span) == found["exact"]
        assert source.line(span) == int(found["line"])
        assert subject == evidence_node(source.name, span)


def test_only_the_words_that_state_a_relation_are_its_evidence() -> None:
    province = next(one for one in factories.collection().held if one.record.id == PROVINCE)
    source, spans = province.parsed.source, province.citations[0].spans
    assert len(spans) == 2
    out = Statements()
    describe_citation(PROVINCE, 1, replace(province.citations[0], grounds=spans[1:]), LineIndex(source), out)
    citation = f"{PROVINCE}/citation/1"
    graph = named_graph(PROVINCE_GRAPH.iri, out.triples)
    assert objects(graph, citation, "evidence") == [evidence_node(source.name, spans[1])]
    assert objects(graph, citation, "mentionedAt") == [evidence_node(source.name, spans[0])]
    assert [line for line in graph.triples if line.startswith(evidence_node(source.name, spans[0])) and "exact" in line]


CARRIERS = ("Task", "Objective", "Assignment", "Deadline", "Condition", "Quantity", "Duty", "Citation", "Provision")


@pytest.mark.parametrize("kind", CARRIERS)
def test_all_that_came_from_a_text_shows_its_words(kind: str) -> None:
    parsed = quads(list(GRAPHS.values()))
    nodes = {str(q.subject) for q in parsed if str(q.object) == f"<{ONTOLOGY}{kind}>" and "type" in q.predicate.value}
    nodes = {name for name in nodes if ONTOLOGY not in name}
    shown = {str(quad.subject) for quad in parsed if quad.predicate.value == f"{ONTOLOGY}evidence"}
    assert nodes
    assert nodes <= shown


def test_the_same_whatever_the_order_of_loading() -> None:
    collection = factories.collection()
    turned = Collection(collection.held[::-1], collection.cited[::-1], collection.duplicates)
    assert {graph.iri: graph for graph in factories.graphs(turned)} == GRAPHS


def test_the_same_bytes_in_another_process() -> None:
    code = "import factories, hashlib; print(hashlib.sha256(repr(factories.graphs()).encode()).hexdigest())"
    root = Path(__file__).parent
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root.parent}", "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_replacing_one_document_changes_its_graph_and_the_collections() -> None:
    collection = factories.collection()
    district = replace(collection.held[0], parsed=replace(collection.held[0].parsed, tasks=()))
    changed = {
        graph.iri: graph for graph in factories.graphs(replace(collection, held=(district, *collection.held[1:])))
    }
    assert {name for name in changed if changed[name] != GRAPHS[name]} == {DISTRICT_GRAPH.iri, COLLECTION_GRAPH}


def test_words_of_sources_that_are_not_held() -> None:
    collection = factories.collection()
    witness = Witness("sidecar", "documents.toml", Span(3, 8), "2017\n")
    record = replace(collection.cited[0], date_claims=(DateClaim(date(2017, 10, 25), witness),))
    graphs = {graph.iri: graph for graph in factories.graphs(replace(collection, cited=(record,)))}
    text = graphs[COLLECTION_GRAPH].n_quads
    assert '"2017\\n"' in text
    assert '"2017-10-25"' in text


def test_organisations_the_directory_does_not_know_are_told_apart_by_territory() -> None:
    parts = objects(DISTRICT_GRAPH, f"{DISTRICT}/task/III/1/assignment/1", "agency")
    assert parts == [node("agency/vn/ha-giang/vi-xuyen/phong-noi-vu")]
    graphs = {graph.iri: graph for graph in graphs_of(factories.collection(), lambda *_: None)}
    assert objects(graphs[PROVINCE_GRAPH.iri], f"{PROVINCE}/task/II/1/assignment/1", "agency") == [
        node("agency/vn/ha-giang/so-noi-vu")
    ]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1.5, "1.5"),
        (80.0, "80"),
        (0.05, "0.05"),
        (1e16, "10000000000000000"),
        (1e-7, "0.0000001"),
        (Decimal("2.500"), "2.5"),
        (Decimal("100"), "100"),
        (7, "7"),
        (True, "true"),
        (date(2018, 1, 2), "2018-01-02"),
    ],
    ids=str,
)
def test_numbers_are_canonical(value: float, wanted: str) -> None:
    text = typed(value)
    assert text.startswith(f'"{wanted}"')
    store = ox.Store()
    store.update(f"INSERT DATA {{ <a:b> <a:c> {text} }}")
    assert [str(quad.object) for quad in store] == [text]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kế hoạch.txt", "ke hoach.txt"),
        ("a b.txt", "a-b.txt"),
        ("a/b.txt", "a%2Fb.txt"),
        ("a#b", "a~b"),
        ("A.txt", "a.txt"),
    ],
    ids=["accents", "blank", "slash", "hash", "case"],
)
def test_different_files_have_different_graphs(one: str, other: str) -> None:
    assert graph_iri(one) != graph_iri(other)
    ox.NamedNode(graph_iri(one))


@settings(max_examples=200, deadline=None, print_blob=True)
@given(st.text(max_size=60))
def test_any_text_survives_as_literal(text: str) -> None:
    (quad,) = ox.parse(f"<a:b> <a:c> {literal(text)} .", ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == re.sub("[\x00\ufffe\uffff\ud800-\udfff]", "\ufffd", text)


@settings(max_examples=100, deadline=None, print_blob=True)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_file_name_makes_a_graph_of_its_own(one: str, other: str) -> None:
    ox.NamedNode(graph_iri(one))
    if "" not in (one, other):
        assert (graph_iri(one) == graph_iri(other)) == (one == other)


def test_line_index_agrees_with_the_source() -> None:
    seed = 18
    print(f"seed {seed}")
    chance = random.Random(seed)
    for held in factories.collection().held:
        source, index = held.parsed.source, LineIndex(held.parsed.source)
        for start in [0, len(source.text), *(chance.randrange(len(source.text)) for _ in range(50))]:
            assert index.line(Span(start, start)) == source.line(Span(start, start))


def test_each_graph_carries_its_own_stamp() -> None:
    one, two = (
        stamped(named_graph(f"{INSTANCES}graph/x", [f"<{INSTANCES}a> <{INSTANCES}b> {literal(value)} ."]))
        for value in ("1", "2")
    )
    assert len(one.triples) == 2
    assert one.triples != two.triples
    assert stamped(named_graph(one.iri, [t for t in one.triples if "sha256" not in t])) == one


def described(*names: str) -> set[str]:
    """What the collection's graph says of organisations that a province's plan names, IRIs cut to their last step."""
    out, parties = Statements(), Parties(agencies.resolve, lambda _: None)
    for name in names:
        parties.identity(name, "vn/tuyen-quang", Level.PROVINCE, None)
    parties.describe(out)
    return {re.sub(r"<[^>]*?([^/#>]+)>", r"\1", triple) for triple in out.triples}


def test_groups_and_posts_are_organisations_of_classes_of_their_own() -> None:
    triples = described("các cơ quan, đơn vị", "Chủ tịch UBND tỉnh", "Sở Nội vụ")
    classes = {line for line in triples if " type " in line and line.rstrip(" .").endswith(("Agency", "Group", "Post"))}
    assert classes == {
        "cac-co-quan-don-vi type Agency .",
        "cac-co-quan-don-vi type AgencyGroup .",
        "chu-tich-uy-ban-nhan-dan type Agency .",
        "chu-tich-uy-ban-nhan-dan type Post .",
        "so-noi-vu type Agency .",
        "uy-ban-nhan-dan type Agency .",
    }
    assert {
        "chu-tich-uy-ban-nhan-dan postIn uy-ban-nhan-dan .",
        "so-noi-vu subOrganizationOf uy-ban-nhan-dan .",
    } <= triples
    assert 'uy-ban-nhan-dan label "Ủy ban nhân dân tỉnh Tuyên Quang" .' in triples


def test_bodies_merged_into_one_share_an_event() -> None:
    triples = described("Sở TN&MT", "Sở NN&PTNT", "Sở Nội vụ")
    assert {line for line in triples if line.startswith("2025-03-01 ") and "type" not in line} == {
        "2025-03-01 originalOrganization so-tai-nguyen-va-moi-truong .",
        "2025-03-01 originalOrganization so-nong-nghiep-va-phat-trien-nong-thon .",
        "2025-03-01 resultingOrganization so-nong-nghiep-va-moi-truong .",
        '2025-03-01 date "2025-03-01"^^date .',
    }
    assert {"2025-03-01 type Merger .", "so-nong-nghiep-va-moi-truong type Agency ."} <= triples
