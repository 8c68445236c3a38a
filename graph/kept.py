"""Intermediate results that a store keeps, so that a later build makes anew only what has changed.

They stand in graphs of their own, which no export and no check shows. Losing one costs time and nothing else: whatever
is read back is used only when its key says that it was made from just the same, by just this program.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
import pyoxigraph as ox

from graph import query
from graph.identity import INSTANCES, segment
from graph.rdf.statements import Statements
from graph.store import Store
from graph.terms import NamedGraph, literal, named_graph, resource, stamped

Value = TypeVar("Value")

KEPT = INSTANCES + "graph/kept/"
"""What the names of all graphs of kept results begin with."""


class Kind(StrEnum):
    """What is kept."""

    PARSE = "parse"  # of a source, by its name
    LINKS = "links"  # of a lower document to those above it, by its identifier
    BUILD = "build"  # how the last build left the store


@dataclass(frozen=True, slots=True)
class Kept:
    """A result: what it is of, what it was made from, and its encoded value."""

    about: str
    key: str
    content: str


def encoded(value: Any) -> str:
    """A value as text."""
    return base64.b64encode(zlib.compress(msgspec.msgpack.encode(value), 6)).decode()


def decoded(content: str, kind: type[Value]) -> Value | None:
    """The value that `encoded` wrote; None when the text holds no such value, as one of another version may not."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(base64.b64decode(content, validate=True)), type=kind)
    except (binascii.Error, zlib.error, msgspec.DecodeError):
        return None


def graph_name(kind: Kind, about: str) -> str:
    """The graph in which the results of this kind about `about` stand."""
    return f"{KEPT}{kind}/" + "/".join(segment(part) for part in about.split("/"))


def kept_graph(kind: Kind, about: str, entries: Iterable[tuple[str, str]]) -> NamedGraph:
    """The graph of results about one thing: pairs of key and encoded value."""
    out = Statements()
    name = graph_name(kind, about)
    for key, content in entries:
        subject = resource(f"{name}#{key}")
        out.add_class(subject, "dl:Kept")
        out.add(subject, "dl:field", literal(kind))
        out.add(subject, "schema:about", literal(about))
        out.add(subject, "schema:identifier", literal(key))
        out.add(subject, "dl:text", literal(content))
    return stamped(named_graph(name, out.triples))


def kept_in(store: Store, kind: Kind) -> Iterator[Kept]:
    """All results of this kind in the store."""
    for about, key, content in query.run(store, query.find("kept"), {"kind": kind.value}).rows:
        yield Kept(str(about), str(key), str(content))


def public_quads(store: Store) -> Iterator[ox.Quad]:
    """All statements of the store but those of kept results."""
    return store.quads(name for name in store.graphs() if not name.startswith(KEPT))
