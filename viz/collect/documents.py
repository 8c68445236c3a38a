"""The documents of a store and what they say of each other, by the queries queries/map-*.rq."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from graph.model import Branch, Level, Relation, Status
from graph.references import PLAIN_TEXT, References
from graph.store.base import Store
from viz.collect.cells import Row, asked, day_of, evidence_of, maybe, text_of
from viz.model import DatedClaim, DocumentEdge, DocumentMapData, DocumentNode, Evidence, Inference


def document_map_data(store: Store, references: References = PLAIN_TEXT) -> DocumentMapData:
    """All documents of the store, held and cited, and all that they say of each other.

    references give what reading their files remarked on.
    """
    claims: dict[str, list[Row]] = defaultdict(list)
    for row in asked(store, "map-claims"):
        claims[text_of(row, "document")].append(row)
    counts = {text_of(row, "document"): row for row in asked(store, "map-task-counts")}
    territories = {text_of(row, "territory"): row["name"] for row in asked(store, "map-territories")}
    seen: dict[str, Row] = {}
    for row in asked(store, "map-documents"):
        seen.setdefault(text_of(row, "document"), {**row, "territory": territories.get(text_of(row, "territory"))})
    documents = [
        _document(row, claims[identity], counts.get(identity, {}), references) for identity, row in seen.items()
    ]
    return DocumentMapData(tuple(documents), tuple(_edges(asked(store, "map-citations"))))


def _document(row: Row, claims: Sequence[Row], counts: Row, references: References) -> DocumentNode:
    held = row["held"] is True
    dated = {
        DatedClaim(date.fromisoformat(text_of(claim, "value")), evidence_of(claim))
        for claim in claims
        if claim["field"] == "date"
    }
    own = [claim for claim in claims if claim["field"] in {"title", "symbol", "type"} and claim["inferred"] is False]
    return DocumentNode(
        id=text_of(row, "document"),
        held=held,
        symbol=maybe(row, "symbol"),
        type=maybe(row, "type"),
        issuer=maybe(row, "issuer"),
        title=maybe(row, "title"),
        level=Level(level) if (level := maybe(row, "level")) else None,
        branch=Branch(branch) if (branch := maybe(row, "branch")) else None,
        territory=maybe(row, "territory"),
        date=day_of(row, "date"),
        claims=tuple(sorted(dated, key=_by_value)),
        status=Status(status) if (status := maybe(row, "status")) else None,
        source=maybe(row, "source"),
        stated=next((words for claim in own if (words := evidence_of(claim))), None) if held else None,
        inferred=_inferences(claims),
        task_count=_number(counts, "tasks") if held else None,
        objective_count=_number(counts, "objectives") if held else None,
        repeated_count=_number(counts, "repeated") if held else None,
        remarks=references.remarks(text_of(row, "source")) if held else (),
    )


def _number(counts: Row, column: str) -> int:
    value = counts.get(column)
    return value if isinstance(value, int) else 0


def _inferences(claims: Iterable[Row]) -> tuple[Inference, ...]:
    grounds: dict[str, list[Evidence]] = defaultdict(list)
    for claim in claims:
        if claim["inferred"] is True:
            words = evidence_of(claim)
            grounds[text_of(claim, "field")] += [words] if words else []
    return tuple(Inference(field, tuple(dict.fromkeys(words))) for field, words in sorted(grounds.items()))


def _by_value(claim: DatedClaim) -> tuple[date, str, int]:
    words = claim.evidence
    return (claim.value, words.file if words else "", words.line or 0 if words else 0)


def _edges(rows: Iterable[Row]) -> Iterable[DocumentEdge]:
    """One edge for what one document says of another; its evidence is each place, the fullest quote first."""
    places: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        key = (
            text_of(row, "citing"),
            text_of(row, "cited"),
            text_of(row, "relation"),
            text_of(row, "stated_by"),
        )
        places[key].append(row)
    for (citing, cited, relation, stated_by), found in sorted(places.items()):
        reporter = None if stated_by == citing else stated_by
        yield DocumentEdge(citing, cited, Relation(relation), _quoted(found), reporter)


def _quoted(rows: Sequence[Row]) -> tuple[Evidence, ...]:
    """The words of each place; where the citation's sentence holds them, the sentence at its first place."""
    quoted: list[Evidence] = []
    used: set[str] = set()
    for row in rows:
        words, sentence = evidence_of(row), maybe(row, "text")
        if words is None:
            continue
        if sentence and sentence not in used and _plain(words.quote) in _plain(sentence):
            used.add(sentence)
            quoted.insert(0, Evidence(words.file, words.line, sentence))
        else:
            quoted.append(words)
    return tuple(dict.fromkeys(quoted))


def _plain(text: str) -> str:
    return " ".join(text.split())
