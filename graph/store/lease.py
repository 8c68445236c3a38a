"""The lock of a store on a server: a statement in the store itself that says who is writing.

No clock and no locks of the server are needed. A writer adds a token of its own and then reads which there are; it may
write only when there is no other. Of two writers the one whose token comes later sees the earlier, so never do both
win, on any server that shows a finished update to every request after it; at worst both withdraw. This does not hold on
servers that answer from copies that lag behind.

A server cannot tell when a writer dies, so the lease of a killed one stays until a person removes it
(`lineage unlock`). Removing that of a writer that lives lets two write at once.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable

import pyoxigraph as ox

from graph.errors import StoreError
from graph.identity import INSTANCES
from graph.store.base import Solutions
from graph.terms import literal, resource

LEASE_GRAPH = INSTANCES + "graph/writing"
_NAME = resource(LEASE_GRAPH)
_PROPERTY = "<https://schema.org/identifier>"
_HOLDERS = f"SELECT ?holder WHERE {{ GRAPH {_NAME} {{ {_NAME} {_PROPERTY} ?holder }} }}"
_PAUSE = (0.2, 0.5)
"""Seconds between two attempts, at least and at most: two that met are not to meet again and again."""


class Lease:
    """The right to write the store of a server, from its making until `release`.

    update and select send to the server; wait: seconds in which another program may end, 0 for none. Raises StoreError
    when it does not.
    """

    def __init__(
        self, update: Callable[[str], None], select: Callable[[str], Solutions], where: str, wait: float = 0.0
    ) -> None:
        self._update, self._select = update, select
        self._holder = f"{socket.gethostname()}, process {os.getpid()}, {secrets.token_hex(8)}"
        end = time.monotonic() + wait
        while others := self._others():
            if time.monotonic() >= end:
                raise StoreError(
                    f"the store is being written by another program ({'; '.join(others)})",
                    where=where,
                    remedy="Wait for it to end, or add --wait SECONDS; if it was killed: lineage unlock",
                )
            time.sleep(_PAUSE[0] + secrets.randbelow(100) / 100 * (_PAUSE[1] - _PAUSE[0]))

    def release(self) -> None:
        """Let go of the lease."""
        self._update(f"DELETE DATA {{ GRAPH {_NAME} {{ {self._statement()} }} }}")

    def _others(self) -> list[str]:
        """Those who hold the lease, none when it is ours now."""
        if known := holders(self._select):
            return known
        others: list[str] | None = None
        try:
            self._update(f"INSERT DATA {{ GRAPH {_NAME} {{ {self._statement()} }} }}")
            others = [one for one in holders(self._select) if one != self._holder]
        finally:
            if others != []:  # there are others, or it cannot be known: an answer may be lost after the update was done
                self.release()
        return others

    def _statement(self) -> str:
        return f"{_NAME} {_PROPERTY} {literal(self._holder)}"


def holders(select: Callable[[str], Solutions]) -> list[str]:
    """Those who hold the lease of a server: computer, number of the process, and a random number."""
    return sorted(row[0].value for row in select(_HOLDERS).rows if isinstance(row[0], ox.Literal))


def broken(update: Callable[[str], None], select: Callable[[str], Solutions]) -> list[str]:
    """Remove the lease whoever holds it, and return who did."""
    found = holders(select)
    if found:
        update(f"DROP SILENT GRAPH {_NAME}")
    return found
