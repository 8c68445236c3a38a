"""The documents that a build is about: files that changed, files that did not, and what the store holds besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LineageError, ReadError, UsageError
from graph.extract.document import parse
from graph.kept import Kept, Kind, encoded, kept_graph
from graph.loading import loaded
from graph.model import ParsedDocument, Source
from graph.program import program_digest
from graph.read.again import reading_key, reads_the_same
from graph.read.files import Found, Search, digest_of
from graph.read.limits import Options
from graph.read.sidecar import Settlement
from graph.settlements import settlements
from graph.sources import StoredSource, kept_parses, known_parse, settled, stored_sources
from graph.store import Store
from graph.terms import NamedGraph
from graph.watching import Watch

_FROM_TEXT = "text"
"""Ends the key of a parse that was made from the stored text: the file itself this program has not read."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document as its text alone gives it, before anything is settled, and how the parse is kept."""

    parsed: ParsedDocument
    key: str
    content: str | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return self.parsed.source.name

    def kept_graph(self) -> NamedGraph:
        """The graph in which the store keeps the parse."""
        return kept_graph(Kind.PARSE, self.name, [(self.key, self.content or encoded(self.parsed))])


@dataclass(frozen=True, slots=True)
class Gathered:
    """new: read just now; unchanged: given, and as the store has them; rest: of files that were not given or could not
    be read, with what was settled of them; removed: files whose documents are to leave the store; held: the files that
    the store held before.
    """

    new: tuple[Read, ...]
    unchanged: tuple[Read, ...]
    rest: tuple[tuple[Read, Settlement], ...]
    removed: tuple[str, ...]
    held: Mapping[str, StoredSource]

    @property
    def given(self) -> frozenset[str]:
        """The files that were given and are documents of the store now."""
        return frozenset(one.name for one in (*self.new, *self.unchanged))

    @property
    def before(self) -> dict[str, str | None]:
        """The document of each file that the store held."""
        return {name: one.document for name, one in self.held.items()}

    @property
    def all(self) -> tuple[Read, ...]:
        """All documents that the store will have."""
        return (*self.new, *self.unchanged, *(one for one, _ in self.rest))

    def documents(
        self, entries: Iterable[tuple[Path, Settlement]], faults: list[LineageError]
    ) -> tuple[ParsedDocument, ...]:
        """All documents with what is settled of them: of the files given by `entries`, of the rest as before."""
        given = [one.parsed for one in (*self.new, *self.unchanged)]
        by_name = settlements(entries, given, faults)
        return (
            *(settled(one, by_name.get(one.source.name)) for one in given),
            *(settled(one.parsed, settlement) for one, settlement in self.rest),
        )


def gather(
    found: Search,
    store: Store,
    faults: list[LineageError],
    *,
    options: Options,
    workers: int,
    prune: bool,
    anew: bool,
    watch: Watch | None,
) -> Gathered:
    """The documents of the files found and of the store. What cannot be read is a fault; what the store has of it
    stays.

    The parameters are those of `graph.pipeline.build`.
    """
    held = stored_sources(store)
    kept = {} if anew else kept_parses(store)
    fresh, same = _sorted_out(found.files, held, kept, options)
    read = _read(fresh, options, workers, faults, watch)
    new = tuple(Read(one, reading_key(one.source.format, options)) for one in read)
    given = {one.name for one in (*new, *same)}
    removed = _removed(found, held, faults) if prune and given else set()
    return Gathered(
        new,
        tuple(sorted(same, key=lambda one: one.name)),
        tuple(
            (_again(one.source, kept.get(name)), one.settlement)
            for name, one in held.items()
            if name not in given and name not in removed
        ),
        tuple(sorted(removed)),
        held,
    )


def _sorted_out(
    files: Sequence[Found], held: Mapping[str, StoredSource], kept: Mapping[str, Kept], options: Options
) -> tuple[list[Found], list[Read]]:
    """The files to read, and the documents of those that would give the same again."""
    fresh: list[Found] = []
    same: list[Read] = []
    for found in files:
        known = _unchanged(found, held.get(found.name), kept.get(found.name), options)
        if known is None:
            fresh.append(found)
        else:
            same.append(known)
    return fresh, same


def _unchanged(found: Found, stored: StoredSource | None, kept: Kept | None, options: Options) -> Read | None:
    if stored is None or kept is None or not reads_the_same(kept.key, stored.source.format, options):
        return None
    known = known_parse(stored.source, kept)
    if known is None or _digest(found, options) != stored.source.sha256:
        return None
    return Read(known, kept.key, kept.content)


def _digest(found: Found, options: Options) -> str | None:
    """The digest of a file; None for one that cannot be read, which reading it will tell."""
    try:
        return digest_of(found, options)
    except ReadError:
        return None


def _read(
    files: Sequence[Found], options: Options, workers: int, faults: list[LineageError], watch: Watch | None
) -> Iterator[ParsedDocument]:
    for one in loaded(files, options, workers, watch):
        if isinstance(one, ParsedDocument):
            yield one
        else:
            faults.append(one)


def _again(source: Source, kept: Kept | None) -> Read:
    """A document of the store; a parse that this program made is kept on, however the file was read."""
    known = known_parse(source, kept)
    if known is None or kept is None:
        return Read(parse(source), f"{program_digest()}-{_FROM_TEXT}")
    return Read(known, kept.key, kept.content)


def _removed(found: Search, held: Mapping[str, StoredSource], faults: list[LineageError]) -> set[str]:
    """The files of the store that are not among those found; none where not all could be looked through."""
    if not found.complete:
        faults.append(
            UsageError(
                "nothing was removed, since not all that was given could be looked through",
                where="--prune",
                remedy="Mend what is named above, and build again",
            )
        )
        return set()
    return set(held) - {one.name for one in found.files}
