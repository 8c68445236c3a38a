"""One suite for all kinds of store, then what is particular to folders and to servers."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import factories
import pyoxigraph as ox
import pytest
import rdflib
import servers

from graph.errors import QueryError, StoreError
from graph.identity import INSTANCES
from graph.sparql import bind, over_graphs
from graph.store import KINDS, Store, open_store
from graph.store.base import replacement
from graph.store.folder import OxigraphStore
from graph.terms import NamedGraph, literal, named_graph, resource, typed

STORES = ("memory", "folder", "server", "server without union")
ONE, TWO = f"{INSTANCES}graph/source/one.txt", f"{INSTANCES}graph/source/two.txt"
TRICKY = 'quote " backslash \\ newline \n tab \t return \r quotes """ \'\'\' brace } ?x Ủy ban nhân dân 😀 \x01 {'


@pytest.fixture(scope="module")
def urls() -> Iterator[dict[str, str]]:
    with servers.rdflib_server() as merged, servers.oxigraph_server() as plain:
        yield {"server": merged, "server without union": plain}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path, urls: dict[str, str]) -> Iterator[Store]:
    location = {"memory": ":memory:", "folder": str(tmp_path / "store")}.get(request.param) or urls[request.param]
    with open_store(location) as opened:
        for graph in opened.graphs():
            opened.drop_graph(graph)
        yield opened


def graph(iri: str, *names: str) -> NamedGraph:
    """A graph that says of each name that it is a thing with that label."""
    return named_graph(
        iri,
        (
            f"<{INSTANCES}{name}> {predicate} {value} ."
            for name in names
            for predicate, value in (
                ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://example.org/Thing>"),
                ("<http://www.w3.org/2000/01/rdf-schema#label>", literal(name)),
            )
        ),
    )


def labels(store: Store) -> list[str]:
    found = store.select("SELECT DISTINCT ?l WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l")
    return [row[0].value for row in found.rows]  # type: ignore[union-attr]


def test_every_kind_of_store_has_a_case() -> None:
    assert {kind.name for kind in KINDS} == {name.split()[0] for name in STORES}


def test_new_store_is_empty(store: Store) -> None:
    assert store.graphs() == ()
    assert labels(store) == []
    assert list(store.quads()) == []


def test_replacing_a_graph_leaves_the_others(store: Store) -> None:
    store.replace_graph(graph(ONE, "a", "b"))
    store.replace_graph(graph(TWO, "c"))
    store.replace_graph(graph(ONE, "d"))
    assert labels(store) == ["c", "d"]
    assert store.graphs() == (ONE, TWO)


def test_dropping_a_graph(store: Store) -> None:
    store.replace_graph(graph(ONE, "a"))
    store.replace_graph(graph(TWO, "b"))
    store.drop_graph(ONE)
    store.drop_graph(ONE)
    assert labels(store) == ["b"]
    assert store.graphs() == (TWO,)


def test_loading_many_counts_statements_and_replaces(store: Store) -> None:
    assert store.load_many([graph(ONE, "a"), graph(TWO, "b", "c")]) == 6
    assert store.load_many([graph(TWO, "d")]) == 2
    assert labels(store) == ["a", "d"]


def test_a_query_sees_the_merge_of_all_graphs(store: Store) -> None:
    edge = "<http://example.org/under>"
    store.replace_graph(named_graph(ONE, [f"<{INSTANCES}a> {edge} <{INSTANCES}b> .", *graph(ONE, "a").triples]))
    store.replace_graph(named_graph(TWO, [f"<{INSTANCES}b> {edge} <{INSTANCES}c> .", *graph(TWO, "b").triples]))
    found = store.select(f"SELECT ?up WHERE {{ ?x {edge}+ ?up }} ORDER BY ?up", {"x": f"<{INSTANCES}a>"})
    assert [row[0].value for row in found.rows] == [f"{INSTANCES}b", f"{INSTANCES}c"]  # type: ignore[union-attr]


def test_texts_come_back_as_they_were(store: Store) -> None:
    store.replace_graph(graph(ONE, "a"))
    triples = [
        f"<{INSTANCES}x> <http://www.w3.org/2000/01/rdf-schema#label> {literal(TRICKY)} .",
        *graph(ONE, "a").triples,
    ]
    store.replace_graph(named_graph(ONE, triples))
    assert TRICKY in labels(store)


@pytest.mark.parametrize(
    "value", [TRICKY, '" } INSERT DATA { <a:b> <a:b> "', "?label", "\\", "'''", '"""'], ids=range(6)
)
def test_bound_values_are_never_words_of_the_query(store: Store, value: str) -> None:
    store.replace_graph(
        named_graph(ONE, [f"<{INSTANCES}x> <http://example.org/p> {literal(value)} .", *graph(ONE, "a").triples])
    )
    query = "SELECT ?s ?label WHERE { ?s <http://example.org/p> ?label }"
    found = store.select(query, {"label": literal(value)})
    assert [str(row[1].value) for row in found.rows] == [value]  # type: ignore[union-attr]
    assert not store.select(query, {"label": literal(f"{value}.")}).rows


def test_typed_values(store: Store) -> None:
    from datetime import date

    predicate = "<http://example.org/p>"
    values = [typed(date(2018, 12, 31)), typed(True), typed(12), typed(1.50), typed(80.0)]
    triples = [f"<{INSTANCES}x> {predicate} {value} ." for value in values]
    store.replace_graph(named_graph(ONE, [*triples, *graph(ONE, "a").triples]))
    found = store.select(f"SELECT ?v WHERE {{ ?s {predicate} ?v }}")
    assert {str(row[0]) for row in found.rows} == set(values)


def test_holds_knows_the_same_graph(store: Store) -> None:
    kept = graph(ONE, "a", "b")
    store.replace_graph(kept)
    assert store.holds(kept)
    assert not store.holds(graph(ONE, "a"))
    assert not store.holds(graph(ONE, "a", "c"))
    assert not store.holds(graph(TWO, "a", "b"))


def test_quads_come_in_one_order(store: Store) -> None:
    store.load_many([graph(TWO, "c"), graph(ONE, "b", "a")])
    quads = [str(quad) for quad in store.quads()]
    assert len(quads) == 6
    assert quads == sorted(quads, key=lambda quad: (quad.split()[-1], quad))


def test_malformed_queries_are_query_errors(store: Store) -> None:
    for text in ("SELECT ?s WHERE { ?s ?p }", "no query at all", "ASK { ?s ?p ?o }"):
        with pytest.raises(QueryError):
            store.select(text, {"s": "<http://example.org/a>"} if "{" in text else {})


def test_a_malformed_graph_changes_nothing(store: Store) -> None:
    store.replace_graph(graph(ONE, "a"))
    with pytest.raises((StoreError, QueryError)):
        store.replace_graph(NamedGraph(ONE, ("<http://example.org/a> no triple",)))
    assert labels(store) == ["a"]


def test_a_closed_store_refuses(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.select("SELECT ?s WHERE { ?s ?p ?o }")


def test_large_graph(store: Store) -> None:
    """More statements than one INSERT DATA operation holds."""
    count = 600 if "server" not in str(type(store)).lower() else 520
    store.replace_graph(graph(ONE, *(f"n{number:04}" for number in range(count))))
    assert len(labels(store)) == count


# ---- reading only, folders ----


def test_reading_only_refuses_to_write(tmp_path: Path, urls: dict[str, str]) -> None:
    location = str(tmp_path / "store")
    with open_store(location) as writing:
        writing.replace_graph(graph(ONE, "a"))
    for place in (location, urls["server"]):
        with open_store(place, read_only=True) as reading:
            for act in (lambda: reading.replace_graph(graph(ONE, "b")), lambda: reading.load_many([graph(ONE, "b")])):
                with pytest.raises(StoreError, match="reading only"):
                    act()
    with open_store(location, read_only=True) as reading:
        assert labels(reading) == ["a"]


def test_a_folder_keeps_what_was_loaded(tmp_path: Path) -> None:
    location = tmp_path / "deep" / "store"
    with open_store(str(location)) as writing:
        writing.load_many([graph(ONE, "a"), graph(TWO, "b")])
        writing.replace_graph(graph(ONE, "c"))
    with open_store(str(location)) as again:
        assert labels(again) == ["b", "c"]
    assert [path.name for path in location.parent.iterdir()] == ["store"]


def test_rdflib_sees_the_same_store_through_its_plugin(tmp_path: Path) -> None:
    with OxigraphStore(str(tmp_path / "store")) as store:
        store.replace_graph(graph(ONE, "ba", "bốn"))
        dataset = store.dataset()
        found = dataset.query("SELECT ?l WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l")
        assert [str(row[0]) for row in found] == ["ba", "bốn"]
        dataset.graph(rdflib.URIRef(ONE)).add((rdflib.URIRef(TWO), rdflib.RDFS.label, rdflib.Literal("năm")))
        assert labels(store) == ["ba", "bốn", "năm"]


def test_a_locked_store_says_so(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    with open_store(location), pytest.raises(StoreError, match="another program"):
        open_store(location)
    code = f"import time, pyoxigraph; s = pyoxigraph.Store({location!r}); print('open', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match="another program") as fault:
            open_store(location)
        assert location in str(fault.value)
        assert fault.value.remedy
    finally:
        holder.kill()
        holder.wait()


@pytest.mark.parametrize("read_only", [False, True], ids=["writing", "reading"])
def test_a_folder_of_other_files_is_not_touched(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "letter.txt").write_text("a letter")
    with pytest.raises(StoreError, match="no store"):
        open_store(str(tmp_path), read_only=read_only)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("a letter")
    with pytest.raises(StoreError, match="is a file"):
        open_store(str(tmp_path / "letter.txt"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_itself_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(StoreError, match="the store cannot be used"):
        open_store(str(tmp_path / "loop"))


def test_nothing_there_to_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        open_store(str(tmp_path / "store"), read_only=True)
    assert not (tmp_path / "store").exists()


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    location = tmp_path / "store"
    with open_store(str(location)) as writing:
        writing.load_many([graph(ONE, "a")])
    (database,) = location.glob("graph-*")
    (database / "CURRENT").write_text("rubbish\n")
    for read_only in (False, True):
        with pytest.raises(StoreError, match="damaged"):
            open_store(str(location), read_only=read_only)
    (database / "CURRENT").unlink()
    for read_only in (False, True):
        with pytest.raises(StoreError, match="lacks files"):
            open_store(str(location), read_only=read_only)


@pytest.mark.parametrize("location", ["", "  ", "ftp://example.org/store"], ids=["empty", "blank", "ftp"])
def test_locations_that_are_none(location: str) -> None:
    with pytest.raises(StoreError):
        open_store(location)


@pytest.mark.parametrize("step", ["replace", "many"])
def test_a_killed_load_leaves_the_old_state(tmp_path: Path, step: str) -> None:
    """A process that replaces a graph again and again, or fills a new store, is killed in the middle."""
    location = tmp_path / "store"
    if step == "replace":
        with open_store(str(location)) as writing:
            writing.load_many([graph(ONE, *(f"n{n}" for n in range(3000))), graph(TWO, "b")])
    script = textwrap.dedent(
        f"""
        import sys
        sys.path[:0] = {[str(Path(__file__).parent), str(Path(__file__).parents[1])]!r}
        from test_store import ONE, graph
        from graph.store import open_store
        store = open_store({str(location)!r})
        def endless():
            print("loading", flush=True)
            for number in range(10**9):
                yield graph(f"{{ONE}}{{number}}", *(f"n{{n}}" for n in range(50)))
        if {step == "many"!r}:
            store.load_many(endless())
        turn = 0
        print("loading", flush=True)
        while True:
            turn += 1
            store.replace_graph(graph(ONE, *(f"v{{turn}}-{{n}}" for n in range(3000))))
        """
    )
    loader = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert loader.stdout is not None
    assert loader.stdout.readline() == "loading\n"
    time.sleep(0.7)
    loader.kill()
    loader.wait()
    with open_store(str(location)) as after:
        found = labels(after)
        if step == "many":
            assert found == []
            assert after.load_many([graph(ONE, "a")]) == 2
            assert not list(tmp_path.glob(".*.loading"))
        else:
            assert len(found) == 3001
            assert len({name.split("-")[0] if "-" in name else "n" for name in found if name != "b"}) == 1


def test_a_failing_iterable_leaves_the_old_state(tmp_path: Path) -> None:
    def broken() -> Iterator[NamedGraph]:
        yield graph(ONE, "a")
        raise StoreError("broken off")

    for location in (":memory:", str(tmp_path / "store")):
        with open_store(location) as store:
            with pytest.raises(StoreError, match="broken off"):
                store.load_many(broken())
            assert labels(store) == []
    assert list(tmp_path.iterdir()) == []  # a store in which nothing came leaves no trace


# ---- servers ----


class Answers(BaseHTTPRequestHandler):
    """Answers every request with a fixed status, headers and body."""

    status = 200
    extra: ClassVar[dict[str, str]] = {}
    body = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        self.send_header("Content-Type", "application/sparql-results+json")
        for name, value in self.extra.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.mark.parametrize(
    ("status", "extra", "body", "wanted"),
    [
        (200, {"X-SPARQL-MaxRows": "10000"}, None, "cut the answer at 10000 rows"),
        (200, {}, b"<html>hello</html>", "no SPARQL result"),
        (401, {}, b"", "credentials"),
        (500, {}, b"out of memory", "answers 500: out of memory"),
        (404, {}, b"", "answers 404"),
        (200, {"Content-Length": "9999"}, None, "cannot be reached: IncompleteRead"),
    ],
    ids=["cut", "no result", "unauthorised", "failure", "not found", "broken off"],
)
def test_what_servers_answer(status: int, extra: dict[str, str], body: bytes | None, wanted: str) -> None:
    handler = type(
        "Handler", (Answers,), {"status": status, "extra": extra, "body": Answers.body if body is None else body}
    )
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with pytest.raises(StoreError, match=wanted):
            open_store(f"http://user:secret@127.0.0.1:{server.server_port}/sparql")
    finally:
        server.shutdown()
        server.server_close()


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as fault:
        open_store("http://user:secret@127.0.0.1:9/sparql")
    assert "secret" not in str(fault.value)
    assert "user" not in str(fault.value)


def test_two_urls_for_one_server(urls: dict[str, str]) -> None:
    with open_store(f"{urls['server']} {urls['server']}") as store:
        store.replace_graph(graph(ONE, "two-urls"))
        assert "two-urls" in labels(store)
        store.drop_graph(ONE)


# ---- the parts ----


def test_one_update_replaces_a_graph() -> None:
    text = replacement(graph(ONE, *(f"n{n}" for n in range(30))), operation_size=25)
    assert text.count("INSERT DATA") == 3
    assert text.startswith(f"DROP SILENT GRAPH <{ONE}>")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT ?s WHERE { ?s ?p ?o }", "SELECT ?s WHERE { VALUES (?s) { (<a:b>) }  ?s ?p ?o }"),
        ("SELECT ?s { ?s ?p '{' }", "SELECT ?s { VALUES (?s) { (<a:b>) }  ?s ?p '{' }"),
        ("# a { comment\nSELECT ?s WHERE {}", "# a { comment\nSELECT ?s WHERE { VALUES (?s) { (<a:b>) } }"),
        ('SELECT ("{" AS ?x) WHERE {}', 'SELECT ("{" AS ?x) WHERE { VALUES (?s) { (<a:b>) } }'),
        ("PREFIX x: <a:#> SELECT ?s WHERE {}", "PREFIX x: <a:#> SELECT ?s WHERE { VALUES (?s) { (<a:b>) } }"),
    ],
    ids=["plain", "without the word", "comment", "string", "hash in an IRI"],
)
def test_where_values_are_put(query: str, wanted: str) -> None:
    assert bind(query, {"s": "<a:b>"}) == wanted


@pytest.mark.parametrize("name", ["s}", "s p", "", "?s", "s\n"])
def test_names_of_variables_are_checked(name: str) -> None:
    with pytest.raises(QueryError):
        bind("SELECT ?s WHERE { ?s ?p ?o }", {name: "<a:b>"})


def test_graphs_are_named_before_the_where() -> None:
    assert (
        over_graphs("SELECT ?s WHERE { ?s ?p ?o }", ["a:b"])
        == "SELECT ?s  FROM <a:b> FROM NAMED <a:b> WHERE { ?s ?p ?o }"
    )
    assert over_graphs("SELECT ?s { ?s ?p ?o }", []) == "SELECT ?s { ?s ?p ?o }"


@pytest.mark.parametrize("text", [TRICKY, "\x00", "\ud800", "\ufffe", "a\u2028b", "\x7f"], ids=range(6))
def test_literals_survive_the_parser(text: str) -> None:
    (quad,) = ox.parse(f"<a:b> <a:c> {literal(text)} .", ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    assert len(quad.object.value) == len(text)
    assert quad.object.value == text or "\ufffd" in quad.object.value


@pytest.mark.parametrize("text", ["a b", "<a:b>", "a:b>", 'a:"', "doc/vn", "", "a:b\n"])
def test_what_is_no_iri(text: str) -> None:
    from graph.errors import LineageError

    with pytest.raises(LineageError):
        resource(text)


def test_the_whole_collection_in_a_folder(tmp_path: Path) -> None:
    graphs = factories.graphs()
    with open_store(str(tmp_path / "store")) as store:
        count = store.load_many(graphs)
        assert count == sum(len(one.triples) for one in graphs) == sum(1 for _ in store.quads())
        assert all(store.holds(one) for one in graphs)
    shutil.rmtree(tmp_path / "store")
