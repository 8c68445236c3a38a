"""The version of the form in which a store holds its content: a number in a graph of its own.

The graph has no class, so that neither a server's list of our graphs nor an export shows it: it says something of the
store and nothing of documents.
"""

from __future__ import annotations

from graph.errors import StoreError
from graph.identity import INSTANCES
from graph.terms import NamedGraph, named_graph, resource, typed

FORMAT = 2
"""The format that this program writes. A store that says nothing has format 1; in a folder its database is the folder
itself, and stays so until a restore."""
BROKEN_OFF = 0
"""What a store on a server says while another content is put in the place of its own."""
VERSION_GRAPH = INSTANCES + "graph/version"
_PROPERTY = "https://schema.org/version"
FORMAT_QUERY = f"SELECT ?format WHERE {{ GRAPH <{VERSION_GRAPH}> {{ <{VERSION_GRAPH}> <{_PROPERTY}> ?format }} }}"
"""Asks a store for its format."""


def version_graph(number: int) -> NamedGraph:
    """The graph that says that a store has the format `number`."""
    name = resource(VERSION_GRAPH)
    return named_graph(VERSION_GRAPH, [f"{name} <{_PROPERTY}> {typed(number)} ."])


def check_format(number: int, where: str) -> None:
    """Raise StoreError for a format that this program does not read."""
    if number > FORMAT:
        raise StoreError(
            f"was written by a later version of this program (format {number}; this one reads up to {FORMAT})",
            where=where,
            remedy="Update this program",
        )
    if number == BROKEN_OFF:
        raise StoreError(
            "a restore of this store was broken off", where=where, remedy="Restore the backup again with --replace"
        )
