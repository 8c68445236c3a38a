"""A whole store in one file, and back: the graph with its decisions, and the hashes of the files it was built from.

The file is a zip archive of graph.nq (sorted N-Quads) and manifest.json (what graph.nq has to be). The same store gives
the same bytes. Both ways no more than one graph is in memory.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from graph.errors import ReadError, UsageError, reason
from graph.identity import ONTOLOGY
from graph.store import Store
from graph.store.base import is_too_long_to_stream
from graph.store.version import check_format
from graph.terms import STAMP, NamedGraph
from graph.writing import whole_file

MANIFEST, CONTENT = "manifest.json", "graph.nq"
"""The members of a backup."""
LONGEST_MANIFEST = 1 << 26
"""Bytes of the largest manifest that is read: some 500,000 files."""
LONGEST_LINE = 1 << 28
"""Bytes of the longest statement that is read."""
MOST_EXPANDED = 1033
"""How many times as large as in the archive the graph may be: deflate can do no more, and a text that says one thing
again and again comes near it."""
_NAME_AT = 30
"""Where the name of the first member stands in an archive."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_NAME = f"<{ONTOLOGY}source>"
_HASH = f"<{STAMP}>"
_SOURCE = f"<{ONTOLOGY}Source>".encode()
_DECISION = f"<{ONTOLOGY}Decision>".encode()
_REMEDY = "Take another backup"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: format of its store, numbers of graphs, statements and decisions; name and SHA-256 of each
    file that the store was built from; size in bytes and SHA-256 of graph.nq.
    """

    format: int
    graphs: int
    statements: int
    decisions: int
    size: int
    sha256: str
    sources: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read through and found whole."""

    path: Path
    manifest: Manifest

    def graphs(self) -> Iterator[NamedGraph]:
        """Its graphs one by one. Raises ReadError when the file is no longer what it was."""
        census = _Census()
        with _archive(self.path) as archive, archive.open(CONTENT) as content:
            for graph, _ in census.counted(_graphs(content, self.path)):
                yield graph
        if census.manifest(self.manifest.format) != self.manifest:
            raise ReadError("the backup changed while it was read", where=str(self.path), remedy="Run it again")


def backup(store: Store, path: Path) -> Manifest:
    """Write all that `store` holds to the file `path` and say what that is.

    The file gets its name when it is whole. Raises StoreError when the store cannot be read or changes meanwhile,
    UsageError when the file cannot be written.
    """
    census = _Census()
    number = store.format
    try:
        with whole_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            with store.still(), archive.open(_member(CONTENT), "w", force_zip64=True) as content:
                for _, text in census.counted(store.statements(iri) for iri in store.graphs()):
                    content.write(text)
            manifest = census.manifest(number)
            stated = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            archive.writestr(_member(MANIFEST), stated.encode())
    except OSError as error:
        raise UsageError(f"cannot be written: {reason(error)}", where=str(path), remedy="Name another place") from error
    return manifest


def read_backup(path: Path) -> Backup:
    """The backup in the file `path`, read through once: archive, hashes, each statement and the counts.

    Raises ReadError for a file that cannot be read, is no backup, or is damaged; StoreError for one that a later
    version of the program wrote.
    """
    with _archive(path) as archive:
        stated = _manifest(archive, path)
        check_format(stated.format, str(path))
        member = archive.getinfo(CONTENT)
        if member.file_size > MOST_EXPANDED * max(member.compress_size, 1 << 10):
            raise ReadError("the backup is damaged: too large when unpacked", where=str(path), remedy=_REMEDY)
        census = _Census()
        with archive.open(member) as content:
            for _, text in census.counted(_graphs(content, path)):
                _check_syntax(text)
    if census.manifest(stated.format) != stated:
        raise ReadError("the backup is damaged: it is not what it says", where=str(path), remedy=_REMEDY)
    return Backup(path, stated)


def restore(kept: Backup, store: Store, *, replace: bool = False) -> None:
    """Make what a backup holds the whole content of `store`, as `Store.replace_all` does.

    Raises UsageError for a store that holds something already, unless `replace`; StoreError when it cannot be written.
    """
    if store.graphs() and not replace:
        raise UsageError(
            "the store holds something already",
            where=store.location,
            remedy="Add --replace to put the backup in its place, or name another store",
        )
    store.replace_all(kept.graphs(), kept.manifest.format)


class _Census:
    """Counts graphs as they pass, and notes what the manifest says of them."""

    def __init__(self) -> None:
        self._graphs = self._statements = self._decisions = self._size = 0
        self._digest = hashlib.sha256()
        self._sources: dict[str, str] = {}

    def counted(self, graphs: Iterable[NamedGraph]) -> Iterator[tuple[NamedGraph, bytes]]:
        """The graphs with their text in graph.nq."""
        for graph in graphs:
            text = graph.n_quads.encode()
            self._graphs += 1
            self._statements += len(graph.triples)
            self._size += len(text)
            self._digest.update(text)
            if _SOURCE in text or _DECISION in text:
                self._note(graph)
            yield graph, text

    def manifest(self, number: int) -> Manifest:
        return Manifest(
            number, self._graphs, self._statements, self._decisions, self._size, self._digest.hexdigest(), self._sources
        )

    def _note(self, graph: NamedGraph) -> None:
        names, hashes, sources = {}, {}, []
        for triple in graph.triples:
            subject, predicate, value = triple.split(" ", 2)
            if predicate == _TYPE:
                self._decisions += value == f"{_DECISION.decode()} ."
                sources += [subject] if value == f"{_SOURCE.decode()} ." else []
            elif predicate == _NAME:
                names[subject] = value
            elif predicate == _HASH:
                hashes[subject] = value
        for subject in sources:
            if subject in names and subject in hashes:
                self._sources[_text(names[subject])] = _text(hashes[subject])


def _text(value: str) -> str:
    """The text of a literal that ends a statement."""
    (quad,) = ox.parse(f"<a:a> <a:a> {value}", ox.RdfFormat.N_TRIPLES)
    return quad.object.value if isinstance(quad.object, ox.Literal) else str(quad.object)


def _member(name: str) -> zipfile.ZipInfo:
    """A member without what differs from day to day and from system to system."""
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive at `path` opened for reading; whatever goes wrong with it within the block is a ReadError."""
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise ReadError(f"cannot be read: {reason(error)}", where=str(path), remedy="Check the path") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise (_cut_off(path) if _begins_as_backup(path) else _foreign(path)) from error
    with archive:
        if sorted(archive.namelist()) != sorted((MANIFEST, CONTENT)):
            raise _foreign(path)
        try:
            yield archive
        except OSError as error:
            raise ReadError(f"cannot be read: {reason(error)}", where=str(path), remedy="Check the path") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, SyntaxError) as error:
            raise ReadError(f"the backup is damaged: {error}", where=str(path), remedy=_REMEDY) from error


def _begins_as_backup(path: Path) -> bool:
    """True for what has the first member of a backup first, though no archive can be read of it."""
    with path.open("rb") as file:
        begin = file.read(_NAME_AT + len(CONTENT))
    return begin.startswith(b"PK\x03\x04") and begin[_NAME_AT:] == CONTENT.encode()


def _cut_off(path: Path) -> ReadError:
    return ReadError("the backup is damaged: its end is missing", where=str(path), remedy=_REMEDY)


def _foreign(path: Path) -> ReadError:
    return ReadError(
        "is no backup of this program", where=str(path), remedy="Name a file that was made with: lineage backup"
    )


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
        raise _foreign(path)
    with archive.open(MANIFEST) as member:
        text = member.read(LONGEST_MANIFEST + 1)
    try:
        record: Any = json.loads(text)
        manifest = Manifest(**record)
    except (ValueError, TypeError, RecursionError) as error:
        raise _foreign(path) from error
    if type(manifest.format) is not int or not isinstance(manifest.sources, dict):
        raise _foreign(path)
    return manifest


def _graphs(content: IO[bytes], path: Path) -> Iterator[NamedGraph]:
    """The graphs of graph.nq. Raises ReadError when its lines are not as `backup` writes them."""
    name = ""
    triples: list[str] = []
    lines = io.BufferedReader(content, 1 << 20)  # type: ignore[type-var]
    while line := lines.readline(LONGEST_LINE):
        body, _, graph = line.decode().removesuffix(" .\n").rpartition(" ")
        if graph != name:
            if name:
                yield NamedGraph(name[1:-1], tuple(triples))
            if graph <= name or not (graph.startswith("<") and graph.endswith(">")):
                raise _disordered(path)
            name, triples = graph, []
        triple = f"{body} ."
        if not line.endswith(b" .\n") or triple.count(" ") < 3 or (triples and triple <= triples[-1]):
            raise _disordered(path)
        triples.append(triple)
    if name:
        yield NamedGraph(name[1:-1], tuple(triples))


def _disordered(path: Path) -> ReadError:
    return ReadError("the backup is damaged: its statements are out of order", where=str(path), remedy=_REMEDY)


def _check_syntax(text: bytes) -> None:
    """Raise SyntaxError for a graph that no store would take."""
    if is_too_long_to_stream(text):
        ox.Store().bulk_load(text, ox.RdfFormat.N_QUADS, lenient=True)
        return
    for _ in ox.parse(text, ox.RdfFormat.N_QUADS, lenient=True):
        pass
