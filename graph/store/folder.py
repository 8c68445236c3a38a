"""The embedded store: Oxigraph in a folder, or in memory. Nothing to install or to start.

Measured traps, which this module goes round: `load` without `flush` makes the next opening replay its log; `bulk_load`
is 2.5 times faster but not one transaction, so it only ever fills a new database that then takes the old one's place
(graph/store/generations.py); opening any folder for writing would scatter database files in it; a reader opens files
only when it comes to them, and by then a writer may have merged them into others.
"""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import oxrdflib
import pyoxigraph as ox
import rdflib

from graph.errors import QueryError, StoreError
from graph.sparql import bind
from graph.store import generations
from graph.store.base import Solutions, Store, is_too_long_to_stream, replacement
from graph.store.faults import explained, is_gone
from graph.store.lock import WritingLock
from graph.store.version import FORMAT, VERSION_GRAPH, version_graph
from graph.terms import NamedGraph, named_graph

MEMORY = ":memory:"
"""Location of a store that lasts as long as the program."""
_BUILD = "Build it with: lineage build"
_ATTEMPTS = 20
"""How often a reader tries to open a store that a writer is changing at that moment."""
_PAUSE = 0.05
"""Seconds between two such attempts."""

Answer = TypeVar("Answer")


class OxigraphStore(Store):
    """Oxigraph through pyoxigraph. One process writes at a time; readers see the state as of opening.

    A reader whose files a writer has removed meanwhile goes on with the state as of then. wait: seconds that another
    writer is given to end.
    """

    def __init__(self, location: str, *, read_only: bool = False, wait: float = 0.0) -> None:
        super().__init__(location, read_only=read_only)
        self._folder = None if location == MEMORY else Path(location)
        self._lock: WritingLock | None = None
        self._store: ox.Store | None = None
        self._still = False
        if self._folder is None:
            self._store = ox.Store()
        elif read_only:
            self._store = _reading(self._folder)
        else:
            self._lock, self._store = _writing(self._folder, wait)

    def replace_graph(self, graph: NamedGraph) -> None:  # noqa: D102
        self.check_writable()
        if self._is_new():
            self._fill(graph for graph in (graph,) if graph.triples)
            return
        try:
            self._open_store().update(replacement(graph))
        except OSError as error:
            raise explained(error, self.location) from error
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"the graph {graph.iri} could not be written: {error}", where=self.location) from error

    def fill(self, graphs: Iterable[NamedGraph]) -> int:  # noqa: D102
        if len(self._open_store()):
            count = super().fill(graphs)
            self._flush()
            return count
        return self._fill(graphs)

    def replace_all(self, graphs: Iterable[NamedGraph], number: int) -> int:  # noqa: D102
        self.check_writable()
        return self._fill(graphs, number)

    def graphs(self) -> tuple[str, ...]:  # noqa: D102
        names = self._read(lambda store: list(store.named_graphs()))
        return tuple(sorted(n.value for n in names if isinstance(n, ox.NamedNode) and n.value != VERSION_GRAPH))

    def select(self, sparql: str, bindings: Mapping[str, str] | None = None) -> Solutions:  # noqa: D102
        text = bind(sparql, bindings or {})

        def answer(store: ox.Store) -> Solutions:
            found = store.query(text, use_default_graph_as_union=True)
            if not isinstance(found, ox.QuerySolutions):
                raise QueryError("not a SELECT query", remedy="Only SELECT gives a table")
            return Solutions(tuple(one.value for one in found.variables), tuple(tuple(row) for row in found))

        try:
            return self._read(answer)
        except SyntaxError as error:
            raise QueryError(f"the query is malformed: {error}", remedy="Mend the query") from error

    def statements(self, iri: str) -> NamedGraph:  # noqa: D102
        name = ox.NamedNode(iri)
        text = self._read(lambda store: store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name))
        return named_graph(iri, (text or b"").decode().split("\n")[:-1])

    @contextmanager
    def still(self) -> Iterator[None]:
        """Rather fail than go on with a later state."""
        self._still = True
        try:
            yield
        finally:
            self._still = False

    def dataset(self) -> rdflib.Dataset:
        """The same content for rdflib, through Oxigraph's rdflib plugin: what it reads and writes is this store's.

        Our own queries go to Oxigraph directly: through the plugin, iterating takes five to nine times as long, and
        values can be bound to projected variables only. A folder has to hold something before the plugin can write.
        """
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self._open_store()), default_union=True)

    def close(self) -> None:  # noqa: D102
        try:
            if self._store is not None and self._lock is not None:
                self._flush()
        finally:
            empty = self._store is not None and self._is_new()
            self._store = None
            if self._lock is not None:
                self._lock.release(remove=empty)  # nothing came of it: leave no trace
                self._lock = None

    def _open_store(self) -> ox.Store:
        if self._store is None:
            raise StoreError("the store is closed", where=self.location, remedy="Open it again")
        return self._store

    def _is_new(self) -> bool:
        """True for a folder without a database: what is there of it is in memory, and nothing."""
        return self._lock is not None and self._folder is not None and _current(self._folder) is None

    def _read(self, ask: Callable[[ox.Store], Answer]) -> Answer:
        """What `ask` finds out; a reader whose files were merged away by a writer opens the store again."""
        for attempt in range(_ATTEMPTS):
            try:
                return ask(self._open_store())
            except (OSError, RuntimeError) as error:
                if not (self.read_only and self._folder is not None and is_gone(error)) or attempt == _ATTEMPTS - 1:
                    raise StoreError(f"the store cannot answer: {error}", where=self.location) from error
                if self._still:
                    raise StoreError(
                        "the store was changed while it was read", where=self.location, remedy="Run it again"
                    ) from error
                self._store = _reading(self._folder)
        raise AssertionError

    def _flush(self) -> None:
        try:
            self._open_store().flush()
        except OSError as error:
            raise explained(error, self.location) from error

    def _fill(self, graphs: Iterable[NamedGraph], number: int = FORMAT) -> int:
        """Make `graphs` the whole content, in one step: broken off, the old content stands as it did."""
        stream = _NQuads(graphs, number)
        try:
            if self._folder is None:
                fresh = ox.Store()
                _bulk_load(fresh, stream)
                self._store = fresh
            else:
                self._fill_folder(self._folder, stream)
        except OSError as error:
            raise explained(error, self.location) from error
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"a graph is malformed: {error}", where=self.location) from error
        return stream.count

    def _fill_folder(self, folder: Path, stream: _NQuads) -> None:
        """Fill a new database beside the current one; when it is whole, let it take that one's place."""
        building = generations.unfinished(folder)
        try:
            _bulk_load(ox.Store(str(building)), stream)
            if stream.count or not self._is_new():
                database = generations.put_in_place(building)
                self._store = None  # lets go of the old one
                self._store = ox.Store(str(database))
        finally:
            shutil.rmtree(building, ignore_errors=True)
            generations.remove_remains(folder)


def _bulk_load(store: ox.Store, stream: _NQuads) -> None:
    store.bulk_load(io.BufferedReader(stream, _CHUNK), ox.RdfFormat.N_QUADS, lenient=True)
    for text in stream.apart:
        store.bulk_load(text, ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()


_CHUNK = 1 << 20


class _NQuads(io.RawIOBase):
    """Graphs and the number of their format as one stream of N-Quads, so that only one graph need be in memory.

    count tells how many statements there were so far, without that of the format; apart are graphs left out of the
    stream, since one of their statements is too long for it.
    """

    def __init__(self, graphs: Iterable[NamedGraph], number: int) -> None:
        self._parts = self._texts(graphs, number)
        self._rest = b""
        self.count = 0
        self.apart: list[bytes] = []

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

    def _texts(self, graphs: Iterable[NamedGraph], number: int) -> Iterator[bytes]:
        for graph in graphs:
            self.count += len(graph.triples)
            text = graph.n_quads.encode()
            if is_too_long_to_stream(text):
                self.apart.append(text)
            else:
                yield text
        if number > 1:
            yield version_graph(number).n_quads.encode()


def _reading(folder: Path) -> ox.Store:
    """The store opened for reading; again and again while a writer is just then changing its files."""
    _check_is_no_file(folder)
    for attempt in range(_ATTEMPTS):
        try:
            database = generations.current(folder)
            if database is None:
                raise StoreError("there is no store here", where=str(folder), remedy=_BUILD)
            return ox.Store.read_only(str(database))
        except (OSError, RuntimeError) as error:
            if not is_gone(error) or attempt == _ATTEMPTS - 1:
                raise explained(error, str(folder)) from error
            time.sleep(_PAUSE)
    raise AssertionError


def _writing(folder: Path, wait: float) -> tuple[WritingLock, ox.Store]:
    """The store opened for writing and its lock; what an earlier program left unfinished is cleared away.

    A store without a database is an empty one in memory: its folder gets one when there is something to put in it.
    """
    _check_is_no_file(folder)
    _current(folder)  # before anything is written
    lock = WritingLock(folder, wait)
    try:
        generations.remove_remains(folder)
        database = _current(folder)
        return lock, ox.Store() if database is None else ox.Store(str(database))
    except (OSError, RuntimeError) as error:
        lock.release()
        raise explained(error, str(folder)) from error
    except BaseException:
        lock.release()
        raise


def _current(folder: Path) -> Path | None:
    try:
        return generations.current(folder)
    except OSError as error:
        raise explained(error, str(folder)) from error


def _check_is_no_file(folder: Path) -> None:
    """Refuse what is not a store before any file is written."""
    try:
        is_file = folder.exists() and not folder.is_dir()
    except OSError as error:
        raise explained(error, str(folder)) from error
    if is_file:
        raise StoreError("is a file, not a store", where=str(folder), remedy="Name the folder of a store")
