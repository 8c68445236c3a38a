"""Coverage as a workbook: a line for each requirement and document below, in words that the office reads."""

from __future__ import annotations

from collections.abc import Mapping

from graph.coverage_table import table_of
from graph.export import safe_cell
from graph.messages import Language, word
from graph.messages import say as message
from graph.output import rendered
from graph.query import Cell, Column, Table
from viz.briefing import Briefing, CoverageTable
from viz.coverage.columns import document_places, territory_name
from viz.labels import join, label, say
from viz.panel import name_of

MOST_LINES = 5_000
_PLACE, _WORDS_HEAD = ("vị trí yêu cầu", "requirement's place"), ("lời văn yêu cầu", "requirement's words")
_UPPER = Column("upper", "văn bản cấp trên", "upper document")
_LEFT_OUT = {"agency", "requirement", "lower", "child", "chain"}
"""Identifiers, and what only deep coverage or coverage by lead fills."""
_WORDS = {"state": "state", "level": "level", "relation": "set-relation", "status": "status"}
"""Columns of codes, and how the keys of their words begin."""


def workbook(briefing: Briefing, lang: Language) -> bytes:
    """The workbook of all the briefing's coverage tables; of a country, the first of them with a column for each place.

    The same bytes for the same input.
    """
    table = _matrix(briefing.coverage[0], briefing, lang) if is_large(briefing) else _lines_of(briefing, lang)
    content = rendered(table, "xlsx", lang, sheet=say(label("coverage.sheet"), lang))
    return content if isinstance(content, bytes) else content.encode("utf-8")


def is_large(briefing: Briefing) -> bool:
    """True when a line for each requirement and document would be too many to write, to carry and to read."""
    return sum(len(table.rows) for table in briefing.coverage) > MOST_LINES


def _matrix(table: CoverageTable, briefing: Briefing, lang: Language) -> Table:
    """A line for each requirement, with its state at each document below."""
    places = document_places(table.rows, briefing.documents)
    names = [str(safe_cell(say(join([place.short, place.territory or "?"]), lang))) for place in places]
    heads = (Column("path", *_PLACE), Column("text", *_WORDS_HEAD), *(Column(name, name, name) for name in names))
    states = {(str(row.requirement["requirement"]), row.lower): row.state for row in table.rows}
    records = {str(row.requirement["requirement"]): row.requirement for row in table.rows}
    return Table(
        heads,
        tuple(
            (
                record["path"],
                record["text"],
                *(message(f"state.{states[one, place.id]}", lang) for place in places),
            )
            for one, record in records.items()
        ),
    )


def _lines_of(briefing: Briefing, lang: Language) -> Table:
    rows = [row for table in briefing.coverage for row in table.rows]
    uppers = [table.document for table in briefing.coverage for _ in table.rows]
    every = briefing.references.with_places(table_of(rows), lang)
    kept = [column for column in every.columns if column.name not in _LEFT_OUT]
    names = {identity: say(name_of(node), lang) for identity, node in briefing.documents.items()}
    lines = (_line(names[upper], record, names, lang) for upper, record in zip(uppers, every.records(), strict=True))
    return Table((_UPPER, *kept), tuple(lines))


def _line(upper: str, record: Mapping[str, Cell], names: Mapping[str, str], lang: Language) -> tuple[Cell, ...]:
    shown = {**record, "lower_symbol": names.get(str(record["lower"]), record["lower_symbol"])}
    return (upper, *(_cell(name, cell, lang) for name, cell in shown.items() if name not in _LEFT_OUT))


def _cell(name: str, cell: Cell, lang: Language) -> Cell:
    if isinstance(cell, bool):
        return message("yes" if cell else "no", lang)
    if name == "territory" and isinstance(cell, str):
        return territory_name(cell)
    if name in _WORDS and cell is not None:
        return word(f"{_WORDS[name]}.{cell}", lang) or cell
    return cell
