"""What a store holds, in formats that other programs read. The same store gives the same bytes on every run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import networkx as nx
import pyoxigraph as ox

from graph.errors import StoreError, UsageError, reason
from graph.identity import INSTANCES, ONTOLOGY
from graph.jsonl import jsonl_files
from graph.kept import public_quads
from graph.links import LinkStatus
from graph.query import Cell, Column, Table, find, run
from graph.references import position_record, references_of
from graph.store import Store
from graph.stored_links import links_one_by_one
from graph.writing import write_whole

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "dl": ONTOLOGY,
    "eli": "http://data.europa.eu/eli/ontology#",
    "id": INSTANCES,
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that exports use."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TABLES = ("documents", "tasks", "citations", "alignments", "descents", "decisions")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, whether it is written as a folder, and what writes it (files by name; "" is the target)."""

    name: str
    folder: bool
    write: Callable[[Store], Mapping[str, bytes]]


def export(store: Store, name: str, target: Path) -> tuple[Path, ...]:
    """Write all that `store` holds as the format called `name` to the file or folder `target`; return what was written.

    Raises UsageError for a format that is not known, StoreError when the target cannot be written; what is there
    then is whole files, old or new.
    """
    chosen = next((one for one in FORMATS if one.name == name), None)
    if chosen is None:
        known = ", ".join(one.name for one in FORMATS)
        raise UsageError("no format has this name", where=name, remedy=f"Name one of: {known}")
    files = chosen.write(store)
    written = []
    try:
        if chosen.folder:
            target.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            path = target / file if file else target
            write_whole(path, content)
            written.append(path)
    except OSError as error:
        raise StoreError(
            f"cannot be written: {reason(error)}", where=str(target), remedy="Name another place"
        ) from error
    return tuple(written)


def safe_cell(value: Cell) -> Cell:
    """A value that no spreadsheet takes for a formula: texts that begin like one get an apostrophe before them."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_text(table: Table) -> str:
    """A table as CSV (RFC 4180) with the names of its columns in the first line and its cells made safe."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow(["" if value is None else _plain(safe_cell(value)) for value in row])
    return stream.getvalue()


def graph_of(store: Store) -> nx.MultiDiGraph[str]:
    """Documents, tasks and organisations as a graph: what documents say of each other, who has which part, and links.

    An edge "carries-out" between tasks was confirmed by a person; any other link is an edge "link" with its status.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    documents = run(store, find("documents")).records()
    tasks = run(store, find("tasks")).records()
    agencies = run(store, find("agencies")).records()
    references = references_of(store)
    for kind, key, rows, fields in (
        (
            "document",
            "document",
            documents,
            ("symbol", "type", "title", "level", "territory", "date", "held", "source"),
        ),
        ("task", "task", tasks, ("kind", "path", "text", "leads", "deadline", "due", "source", "line")),
        ("agency", "agency", agencies, ("label", "level", "territory")),
    ):
        for row in rows:
            attributes = {field: _xml(row[field]) for field in fields if row[field] is not None}
            if isinstance(row.get("line"), int):
                at = position_record(references.position(str(row["source"]), int(str(row["line"]))))
                attributes |= {name: _xml(value) for name, value in at.items()}
            graph.add_node(str(row[key]), node_kind=kind, **attributes)
    for row in run(store, find("citations")).records():
        key = f"{row['relation']}, {row['stated_by']}"
        edge = {"relation": row["relation"], "reported": row["reported"], "stated_by": row["stated_by"]}
        graph.add_edge(str(row["document"]), str(row["cited"]), key=key, **edge)
    for row in tasks:
        graph.add_edge(str(row["task"]), str(row["document"]), key="part-of", relation="part-of")
    for row in run(store, find("assignments")).records():
        role = str(row["role"])
        graph.add_edge(str(row["agency"]), str(row["task"]), key=role, relation=role, name=_xml(row["name"]))
    _add_links(store, graph)
    return graph


def _add_links(store: Store, graph: nx.MultiDiGraph[str]) -> None:
    for row in run(store, find("descents")).records():
        edge = {"relation": "stands-below", "rule": row["rule"]}
        graph.add_edge(str(row["lower"]), str(row["upper"]), key="stands-below", **edge)
    for link in links_one_by_one(store):
        relation = "carries-out" if link.status is LinkStatus.CONFIRMED else "link"
        edge = {"status": link.status.value, "set_relation": link.relation.value, "score": link.score}
        edge |= {"method": link.method, "suspect": link.suspect}
        edge |= {"reviewer": _xml(link.reviewer)} if link.reviewer else {}
        graph.add_edge(link.child, link.parent, key="link", relation=relation, **edge)


def _turtle(store: Store) -> Mapping[str, bytes]:
    return {"": _serialized(sorted({quad.triple for quad in public_quads(store)}, key=str), ox.RdfFormat.TURTLE)}


def _trig(store: Store) -> Mapping[str, bytes]:
    return {"": _serialized(public_quads(store), ox.RdfFormat.TRIG)}


def _json_ld(store: Store) -> Mapping[str, bytes]:
    return {"": _serialized(public_quads(store), ox.RdfFormat.JSON_LD)}


def _graphml(store: Store) -> Mapping[str, bytes]:
    stream = io.BytesIO()
    nx.write_graphml_xml(graph_of(store), stream, encoding="utf-8", prettyprint=True)
    return {"": stream.getvalue()}


def _csv(store: Store) -> Mapping[str, bytes]:
    # With a byte order mark, without which Excel takes Vietnamese for another encoding.
    references = references_of(store)
    tables = {name: references.with_places(run(store, find(name)), "en") for name in _TABLES}
    tables["alignments"] = _with_evidence(store, tables["alignments"])
    return {f"{name}.csv": csv_text(table).encode("utf-8-sig") for name, table in tables.items()}


def _with_evidence(store: Store, table: Table) -> Table:
    """The table of links with what speaks for each and against it, several entries divided by ";"."""
    evidence = {(link.child, link.parent): link.evidence for link in links_one_by_one(store)}
    columns = (*table.columns, *(Column(name, name, name) for name in ("phrases", "documents", "against")))
    rows = []
    for row, record in zip(table.rows, table.records(), strict=True):
        one = evidence[str(record["child"]), str(record["parent"])]
        rows.append((*row, *("; ".join(entries) for entries in (one.phrases, one.documents, one.against))))
    return Table(columns, tuple(rows))


FORMATS = (
    Format("jsonl", True, jsonl_files),
    Format("turtle", False, _turtle),
    Format("trig", False, _trig),
    Format("json-ld", False, _json_ld),
    Format("graphml", False, _graphml),
    Format("csv", True, _csv),
)
"""The formats. A further one is one more entry."""


def _serialized(statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    content = ox.serialize(statements, format=form, prefixes=PREFIXES) or b""
    lines = content.splitlines(keepends=True)
    head = list(takewhile(lambda line: line.startswith(b"@prefix"), lines))
    return b"".join((*sorted(head), *lines[len(head) :]))  # the serialiser's order of prefixes differs between runs


def _xml(value: Cell) -> Cell:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _plain(value: Cell) -> Cell:
    """Truth values as RDF writes them."""
    return str(value).lower() if isinstance(value, bool) else value
