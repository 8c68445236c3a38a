"""The embedded store: Oxigraph in a folder, or in memory. Nothing to install or to start.

Measured traps, which this module goes round: `load` without `flush` makes the next opening replay its log; `bulk_load`
is 2.5 times faster but not one transaction, so it only ever fills a new folder that then takes the store's place;
opening any folder for writing would scatter database files in it.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import oxrdflib
import pyoxigraph as ox
import rdflib

from graph.errors import QueryError, StoreError
from graph.sparql import bind
from graph.store.base import Solutions, Store, replacement
from graph.terms import NamedGraph

MEMORY = ":memory:"
"""Location of a store that lasts as long as the program."""
_BUILD = "Build it with: lineage build"


class OxigraphStore(Store):
    """Oxigraph through pyoxigraph. One process writes at a time; readers see the state as of opening."""

    def __init__(self, location: str, *, read_only: bool = False) -> None:
        super().__init__(location, read_only=read_only)
        self._folder = None if location == MEMORY else Path(location)
        self._made = self._folder is not None and not self._folder.exists()
        self._store: ox.Store | None = _open(self._folder, read_only=read_only)

    def replace_graph(self, graph: NamedGraph) -> None:  # noqa: D102
        self.check_writable()
        try:
            self._open_store().update(replacement(graph))
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"the graph {graph.iri} could not be written: {error}", where=self.location) from error

    def load_many(self, graphs: Iterable[NamedGraph]) -> int:  # noqa: D102
        self.check_writable()
        if len(self._open_store()):
            count = super().load_many(graphs)
            self._open_store().flush()
            return count
        return self._fill(graphs) if self._folder is None else self._fill_folder(self._folder, graphs)

    def graphs(self) -> tuple[str, ...]:  # noqa: D102
        names = self._open_store().named_graphs()
        return tuple(sorted(name.value for name in names if isinstance(name, ox.NamedNode)))

    def select(self, sparql: str, bindings: Mapping[str, str] | None = None) -> Solutions:  # noqa: D102
        try:
            answer = self._open_store().query(bind(sparql, bindings or {}), use_default_graph_as_union=True)
            if not isinstance(answer, ox.QuerySolutions):
                raise QueryError("not a SELECT query", remedy="Only SELECT gives a table")
            variables = tuple(variable.value for variable in answer.variables)
            return Solutions(variables, tuple(tuple(row) for row in answer))
        except SyntaxError as error:
            raise QueryError(f"the query is malformed: {error}", remedy="Mend the query") from error
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the store cannot answer: {error}", where=self.location) from error

    def dataset(self) -> rdflib.Dataset:
        """The same content for rdflib, through Oxigraph's rdflib plugin: what it reads and writes is this store's.

        Our own queries go to Oxigraph directly: through the plugin, iterating takes five to nine times as long, and
        values can be bound to projected variables only.
        """
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self._open_store()), default_union=True)

    def close(self) -> None:  # noqa: D102
        if self._store is not None and not self.read_only and self._folder is not None:
            self._store.flush()
            empty = len(self._store) == 0
            self._store = None
            if self._made and empty:
                shutil.rmtree(self._folder, ignore_errors=True)  # nothing came of it: leave no trace
        self._store = None

    def _open_store(self) -> ox.Store:
        if self._store is None:
            raise StoreError("the store is closed", where=self.location, remedy="Open it again")
        return self._store

    def _fill_folder(self, folder: Path, graphs: Iterable[NamedGraph]) -> int:
        """Build a whole store beside the empty one and put it in its place: killed, it leaves the empty one."""
        building = folder.with_name(f".{folder.name}.loading")
        shutil.rmtree(building, ignore_errors=True)
        try:
            count = self._fill(graphs, building)
            self._store = None
            shutil.rmtree(folder)
            building.rename(folder)
        except OSError as error:
            raise StoreError(f"the store could not be filled: {error}", where=self.location) from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
            if self._store is None:
                self._store = _open(folder, read_only=False)
        return count

    def _fill(self, graphs: Iterable[NamedGraph], building: Path | None = None) -> int:
        """Load into a new store in `building` and let go of it, or in memory and take it for this one's content."""
        stream = _NQuads(graphs)
        fresh = ox.Store() if building is None else ox.Store(str(building))
        try:
            fresh.bulk_load(io.BufferedReader(stream, _CHUNK), ox.RdfFormat.N_QUADS, lenient=True)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"a graph is malformed: {error}", where=self.location) from error
        if building is None:
            self._store = fresh
        else:
            fresh.flush()
        return stream.count


_CHUNK = 1 << 20


class _NQuads(io.RawIOBase):
    """Graphs as one stream of N-Quads, so that no more than one graph need be in memory."""

    def __init__(self, graphs: Iterable[NamedGraph]) -> None:
        self._parts = self._texts(graphs)
        self._rest = b""
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = part
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)

    def _texts(self, graphs: Iterable[NamedGraph]) -> Iterator[bytes]:
        for graph in graphs:
            self.count += len(graph.triples)
            yield graph.n_quads.encode()


def _open(folder: Path | None, *, read_only: bool) -> ox.Store:
    if folder is None:
        return ox.Store()
    _check(folder, read_only=read_only)
    try:
        if read_only:
            return ox.Store.read_only(str(folder))
        folder.parent.mkdir(parents=True, exist_ok=True)
        return ox.Store(str(folder))
    except (OSError, RuntimeError) as error:
        raise _explained(error, folder) from error


def _check(folder: Path, *, read_only: bool) -> None:
    """Refuse what is not a store before any file is written."""
    try:
        if folder.exists() and not folder.is_dir():
            raise StoreError("is a file, not a store", where=str(folder), remedy="Name the folder of a store")
        if not folder.exists() or not any(folder.iterdir()):
            if read_only:
                raise StoreError("there is no store here", where=str(folder), remedy=_BUILD)
            return
        if not (folder / "CURRENT").is_file():
            raise StoreError(
                "the folder holds other files and no store", where=str(folder), remedy="Name an empty folder or a store"
            )
    except OSError as error:
        raise _explained(error, folder) from error


def _explained(error: Exception, folder: Path) -> StoreError:
    text = str(error)
    if "lock" in text.lower():
        return StoreError(
            "the store is being written by another program", where=str(folder), remedy="Wait for it to end, or end it"
        )
    if isinstance(error, PermissionError) or "ermission denied" in text:
        return StoreError("the store may not be read or written", where=str(folder), remedy="Ask for access to it")
    return StoreError(f"the store is damaged: {text}", where=str(folder), remedy="Remove the folder and build it anew")
