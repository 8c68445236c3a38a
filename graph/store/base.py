"""What every store can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from graph.errors import StoreError
from graph.store.version import BROKEN_OFF, FORMAT, FORMAT_QUERY, version_graph
from graph.terms import STAMP, NamedGraph, named_graph, resource

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
"""A term of an answer."""


_LONGEST_STREAMED = 15 << 20
"""Bytes of a statement that Oxigraph parses from a stream; past 16 MB its parser raises MemoryError."""


def is_too_long_to_stream(n_quads: bytes) -> bool:
    """True for N-Quads with a statement (a long text) that Oxigraph takes only by `bulk_load`, and only as bytes."""
    return len(n_quads) > _LONGEST_STREAMED and max(map(len, n_quads.split(b"\n"))) > _LONGEST_STREAMED


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT query: names of variables, and for each row a term or None for each."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


class Store(ABC):
    """Named graphs of triples that can be replaced one by one and asked together.

    A query sees the merge of all named graphs. A store is a context manager that closes itself.
    """

    def __init__(self, location: str, *, read_only: bool = False) -> None:
        self.location = location
        self.read_only = read_only

    @abstractmethod
    def replace_graph(self, graph: NamedGraph) -> None:
        """Put `graph` in the place of what the store has under its IRI, wholly or not at all.

        An empty graph leaves nothing. Raises StoreError when the store cannot be written.
        """

    @abstractmethod
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted, without those that speak of the store itself."""

    @abstractmethod
    def select(self, sparql: str, bindings: Mapping[str, str] | None = None) -> Solutions:
        """The answer to a SELECT query; `bindings` maps variables to terms in N-Triples form.

        Raises QueryError when the query is malformed, StoreError when the store cannot answer.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the store; a closed store refuses all else with StoreError. Closing twice is allowed."""

    def load_many(self, graphs: Iterable[NamedGraph]) -> int:
        """Replace many graphs and return the number of statements. Each graph is replaced wholly or not at all.

        A store that is new takes the fastest path it has, and is there with all of them or not at all. A store of an
        older format is brought up to date at the end.
        """
        self.check_writable()
        count = self.fill(graphs)
        if self.graphs() and self.format != FORMAT:
            self.replace_graph(version_graph(FORMAT))
        return count

    def fill(self, graphs: Iterable[NamedGraph]) -> int:
        """As `load_many`, whatever the format; what kinds of store do each in its own way."""
        count = 0
        for graph in graphs:
            self.replace_graph(graph)
            count += len(graph.triples)
        return count

    def replace_all(self, graphs: Iterable[NamedGraph], number: int) -> int:
        """Put `graphs`, each once, of the format `number` in the place of all that the store has; return the count of
        statements.

        In a folder or in memory all of it happens or nothing. On a server it happens graph by graph; broken off, the
        store says so to whoever opens it, until it is done again. Raises StoreError.
        """
        self.check_writable()
        self.replace_graph(version_graph(BROKEN_OFF))
        stale = set(self.graphs())
        count = 0
        for graph in graphs:
            self.replace_graph(graph)
            stale.discard(graph.iri)
            count += len(graph.triples)
        for iri in sorted(stale):
            self.drop_graph(iri)
        self.replace_graph(version_graph(number))
        return count

    @property
    def format(self) -> int:
        """The format that the store says it has; 1 when it says none, and this program's when it holds nothing."""
        known = self.inner(FORMAT_QUERY).rows
        if known and isinstance(known[0][0], ox.Literal):
            return _number(known[0][0].value, self.location)
        return 1 if self.graphs() else FORMAT

    def inner(self, sparql: str) -> Solutions:
        """The answer to a SELECT query that names a graph which speaks of the store itself."""
        return self.select(sparql)

    def still(self) -> AbstractContextManager[object]:
        """While it lasts, what is read of this store is of one moment."""
        return nullcontext()

    def statements(self, iri: str) -> NamedGraph:
        """All that the store has under the IRI of a graph."""
        found = self.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH {resource(iri)} {{ ?s ?p ?o }} }}")
        return named_graph(iri, (f"{' '.join(map(str, row))} ." for row in found.rows))

    def drop_graph(self, iri: str) -> None:
        """Remove the graph called `iri`; nothing happens when there is none."""
        self.replace_graph(NamedGraph(iri, ()))

    def holds(self, graph: NamedGraph) -> bool:
        """True when the store has just these statements under the graph's IRI; a stamped graph is known by that."""
        name = resource(graph.iri)
        stamps = [triple for triple in graph.triples if triple.startswith(f"{name} <{STAMP}> ")]
        if stamps:
            known = self.select(f"SELECT ?stamp WHERE {{ GRAPH {name} {{ {name} <{STAMP}> ?stamp }} }}")
            return [f"{name} <{STAMP}> {row[0]} ." for row in known.rows] == stamps
        found = self.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH {resource(graph.iri)} {{ ?s ?p ?o }} }}")
        if len(found.rows) != len(graph.triples):
            return False
        wanted = ox.parse("\n".join(graph.triples), ox.RdfFormat.N_TRIPLES)
        return {(quad.subject, quad.predicate, quad.object) for quad in wanted} == set(found.rows)

    def quads(self, graphs: Iterable[str] | None = None) -> Iterator[ox.Quad]:
        """All statements, or those of `graphs`, graph by graph, in a fixed order."""
        for iri in self.graphs() if graphs is None else graphs:
            graph = ox.NamedNode(iri)
            found = self.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH {resource(iri)} {{ ?s ?p ?o }} }}")
            triples = {tuple(map(str, row)): row for row in found.rows}
            for key in sorted(triples):
                subject, predicate, value = triples[key]
                yield ox.Quad(subject, predicate, value, graph)  # type: ignore[arg-type]

    def check_writable(self) -> None:
        """Raise StoreError when this store was opened for reading only."""
        if self.read_only:
            raise StoreError("the store is open for reading only", where=self.location, remedy="Open it for writing")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _number(text: str, location: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise StoreError(
            f"says that its format is '{text[:40]}'", where=location, remedy="Restore a backup of it"
        ) from error


def replacement(graph: NamedGraph, *, operation_size: int = 1000) -> str:
    """One SPARQL update that replaces a graph. It holds several INSERT DATA operations of at most `operation_size`.

    All operations of one update are one transaction (SPARQL 1.1 Update, section 2.2, asks it of stores); they are kept
    small because Virtuoso takes no single one of some 5,000 triples.
    """
    name = resource(graph.iri)
    operations = [f"DROP SILENT GRAPH {name}"]
    for start in range(0, len(graph.triples), operation_size):
        body = "\n".join(graph.triples[start : start + operation_size])
        operations.append(f"INSERT DATA {{ GRAPH {name} {{\n{body}\n}} }}")
    return " ;\n".join(operations)
