"""The documents that a build is about: files that changed, files that did not, and what the store holds besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LineageError, ReadError, UsageError
from graph.kept import Kept, Kind, encoded, kept_graph
from graph.loading import loaded
from graph.model import ParsedDocument, Source
from graph.program import program_digest
from graph.read.files import Found, Search, digest_of
from graph.read.limits import Options
from graph.read.sidecar import Settlement
from graph.settlements import settlements
from graph.sources import StoredSource, kept_parses, parse_key, parsed_again, settled, stored_sources
from graph.store import Store
from graph.terms import NamedGraph
from graph.watching import Watch


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
    be read, with what was settled of them; removed: files whose documents are to leave the store.
    """

    new: tuple[Read, ...]
    unchanged: tuple[Read, ...]
    rest: tuple[tuple[Read, Settlement], ...]
    removed: tuple[str, ...]

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
    key = parse_key(options.recognition)
    new = tuple(Read(one, key) for one in _read(fresh, options, workers, faults, watch))
    given = {one.name for one in new} | same
    removed = _removed(found, held, faults) if prune and given else set()
    return Gathered(
        new,
        tuple(_again(held[name].source, kept.get(name)) for name in sorted(same)),
        tuple(
            (_again(one.source, kept.get(name)), one.settlement)
            for name, one in held.items()
            if name not in given and name not in removed
        ),
        tuple(sorted(removed)),
    )


def _sorted_out(
    files: Sequence[Found], held: Mapping[str, StoredSource], kept: Mapping[str, Kept], options: Options
) -> tuple[list[Found], set[str]]:
    """The files to read, and the names of those that this program has read in this way as they are now."""
    fresh: list[Found] = []
    same: set[str] = set()
    key = parse_key(options.recognition)
    for found in files:
        before = held.get(found.name)
        known = before is not None and found.name in kept and kept[found.name].key == key
        if known and before is not None and _digest(found, options) == before.source.sha256:
            same.add(found.name)
        else:
            fresh.append(found)
    return fresh, same


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
    """A document of the store; its parse is kept on where it was made by this program, however the file was read."""
    parsed = parsed_again(source, kept)
    if kept is not None and kept.key.startswith(program_digest()):
        return Read(parsed, kept.key, kept.content)
    return Read(parsed, parse_key("text"))


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
