"""The links and decisions of a store as values, and the one way to add decisions to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph import query
from graph.identity import ONTOLOGY
from graph.links import Decision, Evidence, Link, LinkStatus, SetRelation, Verdict
from graph.query import Cell
from graph.rdf.decisions import decisions_graph
from graph.rdf.links import ALIGNMENTS
from graph.rdf.statements import SSSOM
from graph.store import Store

_Fields = Mapping[str, Sequence[Cell]]


def stored_links(store: Store, document: str | None = None) -> tuple[Link, ...]:
    """All links that `store` holds, or those that go up from `document`, by child and parent."""
    return tuple(links_one_by_one(store, document))


def links_one_by_one(store: Store, document: str | None = None) -> Iterator[Link]:
    """As `stored_links`, with the links of no more than one lower document in memory."""
    below = (iri.removeprefix(ALIGNMENTS) for iri in store.graphs() if iri.startswith(ALIGNMENTS))
    for lower in sorted(below) if document is None else (document,):
        yield from _links_of(store, lower)


def stored_decisions(store: Store) -> tuple[Decision, ...]:
    """All decisions that `store` holds, in the order in which they were recorded."""
    return tuple(_decision(row) for row in query.run(store, query.find("decisions")).records())


def record(store: Store, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Add `decisions` to those of `store`, all of them or none, and return them with their numbers.

    They are numbered on from the last that the store holds, whatever number they bear. Raises StoreError when the store
    cannot be written.
    """
    known = stored_decisions(store)
    first = max((one.number for one in known), default=0) + 1
    added = tuple(replace(one, number=number) for number, one in enumerate(decisions, start=first))
    if added:
        store.replace_graph(decisions_graph((*known, *added)))
    return added


def _links_of(store: Store, document: str) -> list[Link]:
    fields: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for link, prop, value in query.run(store, query.find("links"), {"document": document}).rows:
        fields[str(link)][str(prop)].append(value)
    return sorted((_link(one) for one in fields.values()), key=lambda link: (link.child, link.parent))


def _link(fields: _Fields) -> Link:
    return Link(
        child=_text(fields, SSSOM + "subject_id"),
        parent=_text(fields, SSSOM + "object_id"),
        relation=SetRelation(_code(fields, "setRelation", "set-relation")),
        score=float(_text(fields, SSSOM + "confidence")),
        status=LinkStatus(_code(fields, "linkStatus", "link-status")),
        method=_text(fields, ONTOLOGY + "method"),
        child_fingerprint=_text(fields, ONTOLOGY + "childFingerprint"),
        parent_fingerprint=_text(fields, ONTOLOGY + "parentFingerprint"),
        duties=_duties(fields),
        evidence=Evidence(
            phrases=_texts(fields, "sharedPhrase"),
            documents=_texts(fields, "sharedDocument"),
            against=tuple(one.removeprefix(f"{ONTOLOGY}doubt-") for one in _texts(fields, "doubt")),
        ),
        reviewer=_text(fields, SSSOM + "reviewer_label") if SSSOM + "reviewer_label" in fields else None,
        suspect=ONTOLOGY + "suspect" in fields,
    )


def _text(fields: _Fields, key: str) -> str:
    return str(fields[key][0])


def _texts(fields: _Fields, name: str) -> tuple[str, ...]:
    return tuple(sorted(map(str, fields.get(ONTOLOGY + name, ()))))


def _code(fields: _Fields, name: str, scheme: str) -> str:
    return _text(fields, ONTOLOGY + name).removeprefix(f"{ONTOLOGY}{scheme}-")


def _duties(fields: _Fields) -> tuple[tuple[int, int], ...]:
    pairs = (pair.split(">") for one in fields.get(ONTOLOGY + "dutyPairs", ()) for pair in str(one).split())
    return tuple((int(child), int(parent)) for child, parent in pairs)


def _decision(row: Mapping[str, Cell]) -> Decision:
    texts = {key: None if value is None else str(value) for key, value in row.items()}
    return Decision(
        number=int(str(row["number"])),
        verdict=Verdict(str(row["verdict"])),
        parent=str(row["parent"]),
        parent_text=str(row["parent_text"]),
        parent_fingerprint=str(row["parent_fingerprint"]),
        reviewer=str(row["reviewer"]),
        decided_on=date.fromisoformat(str(row["decided_on"])),
        child=texts["child"],
        child_text=texts["child_text"],
        child_fingerprint=texts["child_fingerprint"],
        document=texts["document"],
        relation=SetRelation(str(row["relation"])) if row["relation"] else None,
        note=texts["note"],
    )
