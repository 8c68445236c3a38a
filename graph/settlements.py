"""What sidecar files settle of the documents beside them, with territories as identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graph.errors import LineageError, SidecarError
from graph.lexicon import territories
from graph.model import ParsedDocument
from graph.read.sidecar import Settlement, read_sidecar


def entries_of(sidecars: Iterable[Path], faults: list[LineageError]) -> tuple[tuple[Path, Settlement], ...]:
    """The entries of all sidecar files, as written; a file that cannot be used is a fault."""
    return tuple(_entries(sidecars, faults))


def settlements(
    entries: Iterable[tuple[Path, Settlement]], documents: Sequence[ParsedDocument], faults: list[LineageError]
) -> dict[str, Settlement]:
    """What `entries` settle, by the name of the source; one that cannot be used is a fault."""
    by_name = {document.source.name: document for document in documents}
    found: dict[str, Settlement] = {}
    for path, entry in entries:
        try:
            document = _meant(entry, by_name, path.name)
            found[document.source.name] = _placed(entry, document, path.name)
        except SidecarError as error:
            faults.append(error)
    return found


def _entries(sidecars: Iterable[Path], faults: list[LineageError]) -> Iterator[tuple[Path, Settlement]]:
    for path in sidecars:
        try:
            yield from ((path, entry) for entry in read_sidecar(path))
        except SidecarError as error:
            faults.append(error)


def _meant(entry: Settlement, by_name: Mapping[str, ParsedDocument], sidecar: str) -> ParsedDocument:
    fitting = sorted(name for name in by_name if name == entry.file or name.endswith(f"/{entry.file}"))
    if not fitting:
        where = f"{sidecar}, {entry.file}"
        raise SidecarError("names a file that was not read", where=where, remedy="Mend the name")
    return by_name[fitting[0]]


def _placed(entry: Settlement, document: ParsedDocument, sidecar: str) -> Settlement:
    """The settlement with its territory as an identifier; a name is read as of the document's day."""
    if entry.territory is None:
        return entry
    stated = document.header.date
    found = territories.territory_id(entry.territory, entry.date or (stated.value if stated else None))
    if found is None:
        raise SidecarError(
            f"no territory '{entry.territory}'",
            where=f"{sidecar}, {entry.file}",
            remedy="Write a name and the document's date, such as tỉnh Lai Châu, or an identifier: vn/lai-chau",
        )
    return replace(entry, territory=found)
