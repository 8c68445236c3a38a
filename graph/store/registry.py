"""The kinds of store. A further kind is one more entry, held to the shared tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import StoreError
from graph.store.base import Store
from graph.store.folder import MEMORY, OxigraphStore
from graph.store.server import SparqlServer


@dataclass(frozen=True, slots=True)
class StoreKind:
    """A kind of store: its name, which locations are its, and how to open one of them."""

    name: str
    accepts: Callable[[str], bool]
    open: Callable[[str, bool], Store]


KINDS = (
    StoreKind(
        "server",
        lambda location: all(part.startswith(("http://", "https://")) for part in location.split()),
        lambda location, read_only: SparqlServer(location, read_only=read_only),
    ),
    StoreKind("memory", lambda location: location == MEMORY, lambda location, _: OxigraphStore(location)),
    StoreKind(
        "folder",
        lambda location: "://" not in location,
        lambda location, read_only: OxigraphStore(location, read_only=read_only),
    ),
)
"""Tried in this order."""


def open_store(location: str, *, read_only: bool = False) -> Store:
    """The store at `location`: a folder, a SPARQL 1.1 server's URL (or query URL, blank, update URL), or ":memory:".

    A folder that is not there becomes a new store, unless read_only. Raises StoreError when the store is locked,
    unreadable, not a store, or unreachable.
    """
    if not location.strip():
        raise StoreError("no store is named", remedy="Name a folder or a URL")
    for kind in KINDS:
        if kind.accepts(location):
            return kind.open(location, read_only)
    raise StoreError("no kind of store has such a location", where=location, remedy="Name a folder or an http(s) URL")
