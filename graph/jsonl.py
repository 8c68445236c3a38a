"""The export as JSON Lines: documents, tasks, citations, alignments, one object a line, sorted, always the same bytes.

The fields are a contract with other programs; they are described in the README's section on exports.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from graph.align.evidence import shared
from graph.identity import task_id
from graph.links import Link, Shared
from graph.model import (
    Citation,
    Collection,
    DocumentRecord,
    Header,
    Quantity,
    ResolvedDocument,
    Role,
    Span,
    Stated,
    Task,
)
from graph.rdf.lines import LineIndex
from graph.references import position_record
from graph.resolve import resolve
from graph.sources import stored_documents
from graph.store import Store
from graph.stored_links import links_one_by_one

Record = Mapping[str, Any]
Marks = Callable[[str, str], Iterable[Shared]]
"""Tells which words of a child's and a parent's text say the same."""
_FIELDS = ("symbol", "type", "issuer", "territory", "level", "date", "title", "signer", "status")


def jsonl_files(store: Store) -> Mapping[str, bytes]:
    """The four files of the export by name."""
    collection = resolve(stored_documents(store))
    return {
        "documents.jsonl": _lines(document_records(collection)),
        "tasks.jsonl": _lines(task_records(collection)),
        "citations.jsonl": _lines(citation_records(collection)),
        "alignments.jsonl": _lines(alignment_records(collection, links_one_by_one(store), shared)),
    }


def document_records(collection: Collection) -> Iterator[Record]:
    """One record for each document, held or cited, by identifier."""
    records = (*(held.record for held in collection.held), *collection.cited)
    for record in sorted(records, key=lambda record: record.id):
        yield _document(record)


def task_records(collection: Collection) -> Iterator[Record]:
    """One record for each task and objective of the held documents, by document and then in the order of the text."""
    for held in _by_id(collection):
        lines = LineIndex(held.parsed.source)
        for task in held.parsed.tasks:
            places = _places(lines, [task.span])
            yield _task(held, task) | ({"place": places[0]} if places else {})


def citation_records(collection: Collection) -> Iterator[Record]:
    """One record for each document that a held document cites, by the two identifiers."""
    for held in _by_id(collection):
        lines = LineIndex(held.parsed.source)
        for citation in sorted(held.citations, key=lambda citation: citation.cited):
            places = _places(lines, citation.spans)
            yield _citation(held, citation) | ({"places": places} if places else {})


def alignment_records(collection: Collection, links: Iterable[Link], marks: Marks | None = None) -> Iterator[Record]:
    """One record for each link, in the order given: by child and parent as a store gives them.

    `marks` tells which words of two texts say the same; where it is left out, so are the marks of the evidence. It is
    asked only of links whose evidence has phrases (of a country's links most are candidates that nobody looks at), and
    that go from one task of the collection to another.
    """
    texts = {task_id(held.record.id, task.path): task.text for held in collection.held for task in held.parsed.tasks}
    for link in links:
        child, parent = texts.get(link.child), texts.get(link.parent)
        found: Iterable[Shared] | None = None if marks is None else ()
        if marks is not None and link.evidence.phrases and child is not None and parent is not None:
            found = marks(child, parent)
        yield _alignment(link, found)


def _by_id(collection: Collection) -> list[ResolvedDocument]:
    return sorted(collection.held, key=lambda held: held.record.id)


def _document(record: DocumentRecord) -> Record:
    header = record.header
    values = {field: _plain(getattr(header, field)) for field in _FIELDS}
    return {
        "id": record.id,
        "source": record.source,
        **values,
        "held": record.held,
        "inferred": sorted(_inferred(header)),
    }


def _inferred(header: Header) -> Iterator[str]:
    for field in _FIELDS:
        stated: Stated[object] | None = getattr(header, field)
        if stated is not None and stated.inferred:
            yield field


def _task(held: ResolvedDocument, task: Task) -> dict[str, Any]:
    deadline = task.deadline
    names = {role.value: list(task.organisations(role)) for role in Role}
    return {
        "id": task_id(held.record.id, task.path),
        "document": held.record.id,
        "source": held.parsed.source.name,
        "path": list(task.path),
        "text": task.text,
        "span": _span(task.span),
        "table_row": task.table_row,
        "kind": task.kind.value,
        **names,
        "deadline_text": deadline.text if deadline else None,
        "begin": _day(deadline.begin) if deadline else None,
        "due": _day(deadline.due) if deadline else None,
        "recurrence": deadline.recurrence.value if deadline and deadline.recurrence else None,
        "condition": task.condition.text if task.condition else None,
        "cites": sorted({mention.symbol for index in task.mentions if (mention := held.parsed.mentions[index]).symbol}),
        "same_as": task_id(held.record.id, task.same_as) if task.same_as else None,
        "duties": [{"text": duty.text, "span": _span(duty.span)} for duty in task.duties],
        "quantities": [_quantity(quantity) for quantity in task.quantities],
    }


def _quantity(quantity: Quantity) -> Record:
    return {
        "text": quantity.text,
        "value": quantity.value,
        "unit": quantity.unit,
        "comparison": quantity.comparison,
        "by": _day(quantity.by),
    }


def _places(lines: LineIndex, spans: Iterable[Span]) -> list[Record]:
    """Where spans stand in a file that is no plain text (`graph.model.Position`); nothing for plain text."""
    return [position_record(lines.position(span)) for span in spans] if lines.source.places else []


def _citation(held: ResolvedDocument, citation: Citation) -> dict[str, Any]:
    return {
        "document": held.record.id,
        "source": held.parsed.source.name,
        "symbol": citation.symbol,
        "cited": citation.cited,
        "type": citation.type,
        "issuer": citation.issuer,
        "dates": [day.isoformat() for day in citation.dates],
        "relation": citation.relation.value,
        "spans": [_span(span) for span in citation.spans],
        "quote": citation.quote,
    }


def _alignment(link: Link, marks: Iterable[Shared] | None) -> Record:
    evidence: dict[str, Any] = {
        "phrases": list(link.evidence.phrases),
        "documents": list(link.evidence.documents),
        "against": list(link.evidence.against),
    }
    if marks is not None:
        evidence["marks"] = [[*_span(one.child), *_span(one.parent), one.kind, one.label] for one in marks]
    return {
        "child": link.child,
        "parent": link.parent,
        "relation": link.relation.value,
        "score": link.score,
        "status": link.status.value,
        "evidence": evidence,
        "method": link.method,
        "reviewer": link.reviewer,
        "suspect": link.suspect,
        "child_duties": [child for child, _ in link.duties],
        "parent_duties": [parent for _, parent in link.duties],
        "child_fingerprint": link.child_fingerprint,
        "parent_fingerprint": link.parent_fingerprint,
    }


def _lines(records: Iterable[Record]) -> bytes:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode("utf-8")


def _plain(stated: Stated[Any] | None) -> str | None:
    if stated is None:
        return None
    return _day(stated.value) if isinstance(stated.value, date) else str(stated.value)


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
