"""What a build did, and the mark by which the next one knows that there is nothing to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.errors import LineageError
from graph.kept import Kind, decoded, encoded, kept_graph, kept_in
from graph.store import Store
from graph.terms import NamedGraph


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document that the build read: its id, file, tasks, share of text placed (0 to 1), and remarks of reading."""

    document: str
    source: str
    tasks: int
    placed: float
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: documents read, those only cited, statements written, and what went wrong on the way.

    unchanged are files that were given and had not changed since they were read; kept are files of earlier builds that
    were not given or could not be read again, and whose documents stay; removed those whose documents left the store.
    proposed and confirmed count the links between tasks that the whole store now has; similar counts the pairs of like
    tasks of different territories, None where they were not asked for.
    """

    loaded: tuple[Loaded, ...] = ()
    cited: int = 0
    statements: int = 0
    faults: tuple[LineageError, ...] = ()
    proposed: int = 0
    confirmed: int = 0
    similar: int | None = None
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def nothing_done(self) -> bool:
        """True when none of the files given is a document of the store now."""
        return not self.loaded and not self.unchanged


@dataclass(frozen=True, slots=True)
class _Told:
    what: str
    where: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """What of a report does not depend on which files were read anew."""

    cited: int
    proposed: int
    confirmed: int
    similar: int | None
    faults: tuple[_Told, ...]


def mark_of(report: BuildReport, key: str, faults: Iterable[LineageError]) -> NamedGraph:
    """The mark of a finished build from the input that `key` is the digest of; faults are those of all documents."""
    told = tuple(_Told(one.what, one.where, one.remedy) for one in faults)
    mark = _Mark(report.cited, report.proposed, report.confirmed, report.similar, told)
    return kept_graph(Kind.BUILD, "last", [(key, encoded(mark))])


def marked_report(store: Store, key: str) -> BuildReport | None:
    """The report of a build with nothing to do, as the store is what the input with this digest makes it; else None."""
    for one in kept_in(store, Kind.BUILD):
        mark = decoded(one.content, _Mark) if one.key == key else None
        if mark is not None:
            faults = tuple(LineageError(told.what, where=told.where, remedy=told.remedy) for told in mark.faults)
            return BuildReport(
                cited=mark.cited,
                proposed=mark.proposed,
                confirmed=mark.confirmed,
                similar=mark.similar,
                faults=faults,
            )
    return None
