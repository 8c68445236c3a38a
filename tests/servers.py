"""Real SPARQL 1.1 servers on this machine, for tests: two implementations that differ where servers do differ."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import rdflib
import uvicorn
from rdflib_endpoint import SparqlEndpoint


@contextlib.contextmanager
def rdflib_server() -> Iterator[str]:
    """The URL of a new, empty rdflib-endpoint whose default graph is the merge of all named graphs."""
    app = SparqlEndpoint(graph=rdflib.Dataset(store="Oxigraph", default_union=True), enable_update=True, path="/")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not start")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(10)


class _Oxigraph(BaseHTTPRequestHandler):
    """The SPARQL protocol over a store whose default graph holds none of the named graphs."""

    store: ox.Store

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        try:
            if self.headers["Content-Type"] == "application/sparql-update":
                self.store.update(text)
                self._send(204, b"")
            else:
                answer = self.store.query(text)
                assert not isinstance(answer, ox.QueryTriples)
                self._send(200, answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        except SyntaxError as error:
            self._send(400, str(error).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@contextlib.contextmanager
def oxigraph_server() -> Iterator[str]:
    """The URL of a new, empty Oxigraph as its server starts by default: named graphs are seen only when named."""
    handler = type("Handler", (_Oxigraph,), {"store": ox.Store()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
