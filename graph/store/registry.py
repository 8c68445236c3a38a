"""The kinds of store. A further kind is one more entry, held to the shared tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import StoreError
from graph.store.base import Store
from graph.store.folder import MEMORY, OxigraphStore
from graph.store.server import SparqlServer
from graph.store.version import BROKEN_OFF, check_format


@dataclass(frozen=True, slots=True)
class StoreKind:
    """A kind of store: its name, which locations are its, and how to open one of them."""

    name: str
    accepts: Callable[[str], bool]
    open: Callable[[str, bool, float], Store]


KINDS = (
    StoreKind(
        "server",
        lambda location: all(part.startswith(("http://", "https://")) for part in location.split()),
        lambda location, read_only, wait: SparqlServer(location, read_only=read_only, wait=wait),
    ),
    StoreKind("memory", lambda location: location == MEMORY, lambda location, *_: OxigraphStore(location)),
    StoreKind(
        "folder",
        lambda location: "://" not in location,
        lambda location, read_only, wait: OxigraphStore(location, read_only=read_only, wait=wait),
    ),
)
"""Tried in this order."""


def open_store(location: str, *, read_only: bool = False, wait: float = 0.0, broken_off: bool = False) -> Store:
    """The store at `location`: a folder, a SPARQL 1.1 server's URL (or query URL, blank, update URL), or ":memory:".

    A folder that is not there becomes a new store, unless read_only. One program writes a store at a time; wait:
    seconds that another is given to end. broken_off: open even a store of which a restore was broken off, to restore it
    again. Raises StoreError when the store is being written by another, unreadable, not a store, unreachable, or of a
    format that this program does not read.
    """
    store = _kind(location).open(location, read_only, wait)
    try:
        number = store.format
        if not (broken_off and number == BROKEN_OFF):
            check_format(number, store.location)
    except BaseException:
        store.close()
        raise
    return store


def unlock(location: str) -> tuple[str, ...]:
    """Remove the lease of a killed writer from the store on a server, and return who held it.

    Nothing has to be removed from other stores: there the system lets go of a lock when its program dies. Raises
    StoreError when the server cannot be reached or written.
    """
    if _kind(location).name != "server":
        return ()
    with SparqlServer(location, read_only=True) as store:
        return tuple(store.break_lease())


def _kind(location: str) -> StoreKind:
    if not location.strip():
        raise StoreError("no store is named", remedy="Name a folder or a URL")
    for kind in KINDS:
        if kind.accepts(location):
            return kind
    raise StoreError("no kind of store has such a location", where=location, remedy="Name a folder or an http(s) URL")
