"""Any SPARQL 1.1 server by its URL, over the SPARQL protocol.

Measured traps, which this module goes round: Virtuoso cuts answers at its row limit with status 200 and says so only in
a header; many servers leave named graphs out of the default graph; graph-store PUT is not atomic on all servers, one
update is asked to be.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from urllib.parse import SplitResult, unquote, urlsplit

import pyoxigraph as ox

from graph.errors import QueryError, StoreError, reason
from graph.identity import INSTANCES, ONTOLOGY
from graph.sparql import bind, over_graphs
from graph.store.base import Solutions, Store, replacement
from graph.store.lease import Lease, broken
from graph.terms import NamedGraph

TIMEOUT = 300
"""Seconds to wait for a server."""
_OURS = (INSTANCES + "graph/", ONTOLOGY.rstrip("#"))


class SparqlServer(Store):
    """A SPARQL 1.1 server. Its location is one URL, or the URLs for queries and for updates with a blank between.

    A URL may carry a name and password (http://name:password@host/sparql), for Basic and Digest authentication. Only
    graphs whose names are in this project's namespaces are seen as graphs of the store. One that writes holds a lease
    (see `graph.store.lease`); wait: seconds for which another may hold it.
    """

    def __init__(self, location: str, *, read_only: bool = False, wait: float = 0.0) -> None:
        urls = [urlsplit(url) for url in location.split()]
        super().__init__(" ".join(map(_public, urls)), read_only=read_only)
        self._query_url, self._update_url = self.location.split()[0], self.location.split()[-1]
        self._opener: urllib.request.OpenerDirector | None = _opener(urls)
        self._named: tuple[str, ...] | None = None
        self._lease: Lease | None = None
        self._ask("ASK { }")
        if not read_only:
            self._lease = Lease(self._update, self.inner, self.location, wait)

    def replace_graph(self, graph: NamedGraph) -> None:  # noqa: D102
        self.check_writable()
        self._named = None
        self._update(replacement(graph))

    def graphs(self) -> tuple[str, ...]:  # noqa: D102
        found = self._solutions("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?subject a ?class } }")
        names = {row[0].value for row in found.rows if isinstance(row[0], ox.NamedNode)}
        return tuple(sorted(name for name in names if name.startswith(_OURS)))

    def select(self, sparql: str, bindings: Mapping[str, str] | None = None) -> Solutions:  # noqa: D102
        return self._solutions(over_graphs(bind(sparql, bindings or {}), self._graphs_to_name()))

    def inner(self, sparql: str) -> Solutions:  # noqa: D102
        return self._solutions(sparql)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Hold the lease, for a server gives no state of one moment."""
        lease = Lease(self._update, self.inner, self.location) if self._lease is None else None
        try:
            yield
        finally:
            if lease is not None:
                lease.release()

    def break_lease(self) -> list[str]:
        """Remove the lease of whoever holds it, and return who did."""
        return broken(self._update, self.inner)

    def close(self) -> None:  # noqa: D102
        lease, self._lease = self._lease, None
        try:
            if lease is not None:
                lease.release()
        finally:
            self._opener = None

    def _graphs_to_name(self) -> tuple[str, ...]:
        """The graphs that a query must name: none where the server's default graph holds all of them already."""
        if self._named is None:
            graphs = self.graphs()
            self._named = graphs if graphs and not self._merged(graphs[0]) else ()
            if self._named and not self._sees(self._named[:1]):
                raise StoreError(
                    "the server answers nothing from named graphs",
                    where=self.location,
                    remedy="Switch on its union default graph",
                )
        return self._named

    def _merged(self, graph: str) -> bool:
        return self._ask(f"ASK {{ GRAPH <{graph}> {{ ?s a ?class }} ?s a ?class }}")

    def _sees(self, graphs: tuple[str, ...]) -> bool:
        query = over_graphs("SELECT ?s WHERE { ?s a ?class } LIMIT 1", graphs)
        return bool(self._solutions(query).rows)

    def _ask(self, query: str) -> bool:
        answer = self._answer(query)
        return bool(answer) if isinstance(answer, ox.QueryBoolean) else False

    def _solutions(self, query: str) -> Solutions:
        answer = self._answer(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("not a SELECT query", remedy="Only SELECT gives a table")
        variables = tuple(variable.value for variable in answer.variables)
        return Solutions(variables, tuple(tuple(row) for row in answer))

    def _answer(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean:
        body = self._post(self._query_url, query, "application/sparql-query", "application/sparql-results+json")
        try:
            return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                "the server's answer is no SPARQL result", where=self._query_url, remedy="Check that this is its URL"
            ) from error

    def _update(self, text: str) -> None:
        self._post(self._update_url, text, "application/sparql-update", "*/*")

    def _post(self, url: str, text: str, kind: str, accept: str) -> bytes:
        if self._opener is None:
            raise StoreError("the store is closed", where=self.location, remedy="Open it again")
        headers = {"Content-Type": kind, "Accept": accept, "User-Agent": "directive-lineage"}
        request = urllib.request.Request(url, text.encode(), headers)  # noqa: S310 - only http(s) gets here
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                if limit := response.headers.get("X-SPARQL-MaxRows"):
                    raise StoreError(
                        f"the server cut the answer at {limit} rows", where=url, remedy="Raise its ResultSetMaxRows"
                    )
                body: bytes = response.read()
                return body
        except urllib.error.HTTPError as error:
            raise _refusal(error, url) from error
        except (OSError, ValueError, HTTPException) as error:
            cause = getattr(error, "reason", error)
            why = reason(cause) if isinstance(cause, Exception) else str(cause)
            raise StoreError(
                f"the server cannot be reached: {why}", where=url, remedy="Check the URL and that it runs"
            ) from error


def _refusal(error: urllib.error.HTTPError, url: str) -> StoreError | QueryError:
    said = error.read(400).decode("utf-8", "replace").strip() or str(error.reason)
    if error.code == 400:
        return QueryError(f"the server rejects the request: {said}", where=url, remedy="Mend the query")
    if error.code in {401, 403}:
        return StoreError(
            f"the server wants other credentials ({error.code})",
            where=url,
            remedy="Write http://name:password@host/...",
        )
    return StoreError(f"the server answers {error.code}: {said}", where=url, remedy="Check the URL")


def _public(url: SplitResult) -> str:
    """The URL without name and password, which no message may show."""
    return url._replace(netloc=url.netloc.rpartition("@")[2]).geturl()


def _opener(urls: list[SplitResult]) -> urllib.request.OpenerDirector:
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    for url in urls:
        if url.username is not None:
            passwords.add_password(None, _public(url), unquote(url.username), unquote(url.password or ""))
    return urllib.request.build_opener(
        urllib.request.HTTPDigestAuthHandler(passwords), urllib.request.HTTPBasicAuthHandler(passwords)
    )
