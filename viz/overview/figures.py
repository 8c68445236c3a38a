"""Key figures of coverage for the overview: of the uppermost table, and of each document or level below it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from graph.coverage import Row
from graph.coverage_summary import summary
from graph.links import LinkStatus
from graph.model import Level
from viz.briefing import Briefing, CoverageTable
from viz.findings.records import short_name
from viz.labels import Text, label, level_name
from viz.overview.documents import brief_name
from viz.overview.pieces import DECIDED, PIECES, Piece, counted, with_gaps

_MOST = 8
"""With more lower documents, levels stand for them."""


def figures(briefing: Briefing) -> dict[str, object] | None:
    """The figures of the first coverage table that has any, and of those below; None where nothing stands below."""
    if not briefing.coverage:
        return None
    table = briefing.coverage[0]
    total, below = summary(table.rows), _below(table.rows)
    anywhere: Counter[Piece] = sum((counted(rows) for _, rows in below), Counter())
    shown = [piece for piece in PIECES if piece not in DECIDED or anywhere[piece]]
    document = briefing.documents.get(table.document)
    return {
        "document": table.document,
        "name": table.document if document is None else brief_name(document),
        "why": _why(briefing, table),
        "states": [{"key": piece.key, "state": piece.state.value, "word": piece.word} for piece in shown],
        "requirements": total.requirements,
        "notAddressed": total.not_addressed,
        "unasked": total.unasked,
        "gaps": with_gaps(table.rows),
        **_counts(table.rows, shown),
        "places": _places(briefing, below, shown),
        "severalPlaces": len(below) > 1,
        "reviewed": any(link.status is LinkStatus.CONFIRMED for link in briefing.links),
        "others": len(briefing.coverage) - 1,
    }


def _counts(rows: Iterable[Row], shown: Sequence[Piece]) -> dict[str, object]:
    """What is shown of some rows; the counts add up to `addressed`."""
    numbers = counted(rows)
    return {"addressed": numbers.total(), "counts": [numbers[piece] for piece in shown]}


def _why(briefing: Briefing, table: CoverageTable) -> Text:
    """Whose requirements are counted, and why these."""
    directive, document = briefing.documents.get(briefing.directive), briefing.documents.get(table.document)
    name = table.document if document is None else brief_name(document)
    if table.document == briefing.directive:
        return label("overview.why-itself")
    away = directive is not None and not directive.held
    symbol = briefing.directive if directive is None else brief_name(directive)
    return _with("overview.why-not-held" if away else "overview.why-highest", document=name, directive=symbol)


def _with(key: str, **values: Text) -> Text:
    """The words called `key` with texts of both languages put in."""
    in_english = {name: value if isinstance(value, str) else value["en"] for name, value in values.items()}
    in_vietnamese = {name: value if isinstance(value, str) else value["vi"] for name, value in values.items()}
    filled = {"vi": label(key, **in_vietnamese), "en": label(key, **in_english)}
    return {lang: text if isinstance(text, str) else text[lang] for lang, text in filled.items()}


def _below(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Each lower document with its rows, the highest level first."""
    of_document: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_document[row.lower or row.symbol].append(row)
    return sorted(of_document.items(), key=lambda one: (_rank(one[1][0].level), one[0]))


def _places(
    briefing: Briefing, below: Sequence[tuple[str, Sequence[Row]]], shown: Sequence[Piece]
) -> list[dict[str, object]]:
    """The figures of each lower document, or of each level where documents are many."""
    if len(below) > _MOST:
        return _levels([rows for _, rows in below], shown)
    return [
        {"at": document, "name": _name(briefing, document, rows[0]), **_counts(rows, shown)} for document, rows in below
    ]


def _levels(documents: Sequence[Sequence[Row]], shown: Sequence[Piece]) -> list[dict[str, object]]:
    groups: dict[str | None, list[Sequence[Row]]] = defaultdict(list)
    for rows in documents:
        groups[rows[0].level].append(rows)
    return [
        {
            "level": level,
            "name": level_name(None if level is None else Level(level)),
            "documents": len(members),
            **_counts([row for rows in members for row in rows], shown),
        }
        for level, members in sorted(groups.items(), key=lambda one: _rank(one[0]))
    ]


def _name(briefing: Briefing, document: str, row: Row) -> Text:
    known = briefing.documents.get(document)
    return row.symbol if known is None else short_name(known)


def _rank(level: str | None) -> int:
    return len(Level) if level is None else [str(one) for one in Level].index(level)
