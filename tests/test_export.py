"""Exports: readable by other programs, the same bytes on every run, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import factories
import link_factories
import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from written_plans import directive, province_plan

from graph.errors import LineageError, StoreError, UsageError
from graph.export import FORMATS, csv_text, export, graph_of, safe_cell
from graph.jsonl import alignment_records, jsonl_files
from graph.links import Evidence, Shared
from graph.model import Span
from graph.pipeline import build
from graph.query import Column, Table
from graph.store import Store, open_store

NAMES = [one.name for one in FORMATS]


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.load_many(factories.graphs())
        yield opened


def test_formats() -> None:
    assert NAMES == ["jsonl", "turtle", "trig", "json-ld", "graphml", "csv"]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_whatever_the_order_of_loading(store: Store, name: str, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in export(store, name, tmp_path / "first")]
    with open_store(":memory:") as other:
        for graph in reversed(factories.graphs()):
            other.replace_graph(graph)
        second = [path.read_bytes() for path in export(other, name, tmp_path / "second")]
    assert first == second
    assert any(first)


def test_the_same_bytes_in_another_process() -> None:
    code = (
        "import factories, graph.export, graph.store, hashlib\n"
        "store = graph.store.open_store(':memory:')\n"
        "store.load_many(factories.graphs())\n"
        "parts = [repr(sorted(one.write(store).items())) for one in graph.export.FORMATS]\n"
        "print([hashlib.sha256(part.encode()).hexdigest() for part in parts])"
    )
    root = Path(__file__).parent
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root.parent}", "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("name", "form"),
    [("trig", ox.RdfFormat.TRIG), ("json-ld", ox.RdfFormat.JSON_LD)],
    ids=["trig", "json-ld"],
)
def test_datasets_come_back_whole(store: Store, name: str, form: ox.RdfFormat, tmp_path: Path) -> None:
    (path,) = export(store, name, tmp_path / "file")
    assert set(ox.parse(path=str(path), format=form)) == set(store.quads())


def test_turtle_holds_all_triples(store: Store, tmp_path: Path) -> None:
    (path,) = export(store, "turtle", tmp_path / "file.ttl")
    triples = {quad.triple for quad in store.quads()}
    assert {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)} == triples
    assert len(rdflib.Graph().parse(str(path), format="turtle")) == len(triples)


def test_graphml_is_read_by_others(store: Store, tmp_path: Path) -> None:
    (path,) = export(store, "graphml", tmp_path / "file.graphml")
    graph = nx.read_graphml(path, force_multigraph=True)
    assert sorted(graph.nodes[one]["node_kind"] for one in graph) == ["agency"] * 6 + ["document"] * 5 + ["task"] * 7
    assert graph.nodes[factories.CENTRAL]["symbol"] == "11-KH/TW"
    relations = sorted(str(edge["relation"]) for *_, edge in graph.edges(data=True))
    assert {name: relations.count(name) for name in relations} == {
        "basis": 2,
        "coordinating": 2,
        "implements": 3,
        "lead": 5,
        "mentions": 1,
        "part-of": 7,
    }
    hearsay = graph.get_edge_data(factories.PARTY_PLAN, factories.CENTRAL)
    assert [edge["reported"] for edge in hearsay.values()] == [True]


@pytest.fixture
def linked() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.load_many(link_factories.graphs())
        yield opened


def test_graphml_has_links(linked: Store, tmp_path: Path) -> None:
    """Only what a person confirmed is an edge "carries-out"."""
    (path,) = export(linked, "graphml", tmp_path / "file.graphml")
    graph = nx.read_graphml(path, force_multigraph=True)
    links = {
        (below, above): (edge["relation"], edge["status"], edge["set_relation"], edge["score"], edge.get("reviewer"))
        for below, above, edge in graph.edges(data=True)
        if "status" in edge
    }
    assert links == {
        (link_factories.D1, link_factories.C1): ("link", "candidate", "overlaps", 0.21, None),
        (link_factories.D1, link_factories.T1): ("carries-out", "confirmed", "equal", 1.0, "Lê Văn Cường"),
        (link_factories.ROW, link_factories.T1): ("link", "rejected", "narrower", 0.0, "Lê Văn Cường"),
        (link_factories.T1, link_factories.C1): ("link", "proposed", "narrower", 0.9375, None),
    }
    descents = [edge["rule"] for *_, edge in graph.edges(data=True) if edge["relation"] == "stands-below"]
    assert sorted(descents) == ["chain", "cites", "shared"]


def test_csv_has_links(linked: Store, tmp_path: Path) -> None:
    paths = {path.stem: path for path in export(linked, "csv", tmp_path / "tables")}
    rows = {
        name: list(csv.DictReader(io.StringIO(paths[name].read_text(encoding="utf-8-sig"))))
        for name in ("alignments", "descents", "decisions")
    }
    assert {name: len(found) for name, found in rows.items()} == {"alignments": 4, "descents": 3, "decisions": 4}
    assert [row["status"] for row in rows["alignments"]] == ["proposed", "confirmed", "candidate", "rejected"]
    assert [row["suspect"] for row in rows["alignments"]] == ["false", "true", "false", "false"]
    assert [row["phrases"] for row in rows["alignments"]] == ["", "danh mục; dịch vụ công", "", ""]
    assert [row["against"] for row in rows["alignments"]] == ["", "twin; weak", "", ""]


def test_jsonl_has_links(linked: Store, tmp_path: Path) -> None:
    paths = {path.stem: path for path in export(linked, "jsonl", tmp_path / "lines")}
    rows = [json.loads(line) for line in paths["alignments"].read_text(encoding="utf-8").splitlines()]
    fields = "child parent relation score status evidence method reviewer suspect child_duties parent_duties "
    fields += "child_fingerprint parent_fingerprint"
    assert [list(row) for row in rows] == [fields.split()] * 4
    assert [(row["status"], row["score"], row["reviewer"], row["suspect"]) for row in rows] == [
        ("proposed", 0.9375, None, False),
        ("confirmed", 1.0, "Lê Văn Cường", True),
        ("candidate", 0.21, None, False),
        ("rejected", 0.0, "Lê Văn Cường", False),
    ]
    assert (rows[0]["child_duties"], rows[0]["parent_duties"]) == ([0, 1, 1], [0, 2, 3])
    assert rows[1]["evidence"]["phrases"] == ["danh mục", "dịch vụ công"]
    assert rows[1]["evidence"]["documents"] == [factories.CENTRAL, factories.RESOLUTION]
    assert rows[1]["evidence"]["against"] == ["twin", "weak"]
    assert all(set(row["evidence"]) == {"phrases", "documents", "against", "marks"} for row in rows)


def test_jsonl_marks_shared_words() -> None:
    def marks(child: str, parent: str) -> list[Shared]:
        one, other = child.index("danh mục"), parent.index("danh mục")
        return [Shared(Span(one, one + 8), Span(other, other + 8), "words", "danh mục")]

    link = link_factories.link(link_factories.D1, link_factories.T1, evidence=Evidence(("danh mục",)))
    gone = replace(link, parent=f"{link_factories.T1}/gone")
    row, *others = alignment_records(factories.collection(), [link, replace(link, evidence=Evidence()), gone], marks)
    assert [one["evidence"]["marks"] for one in others] == [[], []]
    ((child_start, child_end, parent_start, parent_end, *rest),) = row["evidence"]["marks"]
    assert "Phòng Nội vụ chủ trì lập danh mục dịch vụ công"[child_start:child_end] == "danh mục"
    assert parent_end - parent_start == 8
    assert rest == ["words", "danh mục"]


def test_jsonl_marks_stand_in_the_texts_of_the_tasks(tmp_path: Path) -> None:
    (tmp_path / "nq.txt").write_text(directive(["Bộ Tài chính hướng dẫn lập dự toán hằng năm."]), encoding="utf-8")
    plan = province_plan("Lai Châu", ["Sở Tài chính lập dự toán hằng năm.", "Sở Y tế quản lý trạm y tế xã."])
    (tmp_path / "kh.txt").write_text(plan, encoding="utf-8")
    with open_store(":memory:") as store:
        build([tmp_path], store)
        lines = jsonl_files(store)
    tasks, links = (
        [json.loads(line) for line in lines[name].splitlines()] for name in ("tasks.jsonl", "alignments.jsonl")
    )
    texts = {task["id"]: task["text"] for task in tasks}
    assert [bool(link["evidence"]["marks"]) for link in links] == [True, False]
    for start, end, upper_start, upper_end, kind, label in links[0]["evidence"]["marks"]:
        child, parent = texts[links[0]["child"]][start:end], texts[links[0]["parent"]][upper_start:upper_end]
        assert child in links[0]["evidence"]["phrases"]
        assert kind != "words" or child.lower() == parent.lower() == label


@pytest.mark.parametrize("name", NAMES)
def test_links_come_out_the_same_whatever_the_order_of_loading(linked: Store, name: str, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in export(linked, name, tmp_path / "first")]
    with open_store(":memory:") as other:
        for graph in reversed(link_factories.graphs()):
            other.replace_graph(graph)
        second = [path.read_bytes() for path in export(other, name, tmp_path / "second")]
    assert first == second


def test_graphml_takes_what_xml_cannot_hold(tmp_path: Path) -> None:
    collection = factories.collection()
    held = collection.held[0]
    tasks = (replace(held.parsed.tasks[0], text="a\x01b <c> & d"),)
    odd = replace(collection, held=(replace(held, parsed=replace(held.parsed, tasks=tasks)), *collection.held[1:]))
    with open_store(":memory:") as store:
        store.load_many(factories.graphs(odd))
        (path,) = export(store, "graphml", tmp_path / "file.graphml")
        texts = {node.get("text") for _, node in nx.read_graphml(path).nodes(data=True)}
        assert "a\ufffdb <c> & d" in texts
        assert len(graph_of(store)) == 17


def test_csv_tables(store: Store, tmp_path: Path) -> None:
    paths = export(store, "csv", tmp_path / "tables")
    names = ["documents", "tasks", "citations", "alignments", "descents", "decisions"]
    assert [path.stem for path in paths] == names
    rows = {path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))) for path in paths}
    assert {name: len(found) for name, found in rows.items()} == dict(zip(names, (5, 7, 7, 0, 0, 0), strict=True))
    assert rows["documents"][0]["held"] == "true"
    assert rows["citations"][0]["reported"] == "true"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-3", "'-3"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("\r=x", "'\r=x"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        (-3, -3),
        (None, None),
        (True, True),
    ],
    ids=repr,
)
def test_formulas_are_made_harmless(value: str | int | None, wanted: str | int | None) -> None:
    assert safe_cell(value) == wanted


def test_cells_with_lines_and_quotes_stay_one_cell() -> None:
    table = Table((Column("a", "a", "a"), Column("b", "b", "b")), (('x"y\nz', None), ("=x", 1.5)))
    assert list(csv.reader(io.StringIO(csv_text(table)))) == [["a", "b"], ['x"y\nz', ""], ["'=x", "1.5"]]


def test_faults(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format has this name") as fault:
        export(store, "pdf", tmp_path / "file")
    assert "turtle" in fault.value.remedy
    (tmp_path / "file").write_text("a file")
    with pytest.raises(StoreError, match="cannot be written"):
        export(store, "csv", tmp_path / "file")
    with pytest.raises(LineageError):
        export(store, "turtle", tmp_path / "file" / "below")


def test_no_clock_in_any_export(store: Store, tmp_path: Path) -> None:
    digests = []
    for turn in ("one", "two"):
        for name in NAMES:
            for path in export(store, name, tmp_path / turn / name):
                digests.append((name, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
    assert digests[: len(digests) // 2] == digests[len(digests) // 2 :]
