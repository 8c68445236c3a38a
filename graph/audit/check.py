"""What a check is, and what it may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph import query
from graph.audit.model import Finding, Place, Severity
from graph.audit.wording import wording_of
from graph.lookup import Contents
from graph.query import Cell, Query
from graph.store import Store

Row = Mapping[str, Cell]
PLACE_COLUMNS = ("document", "symbol", "source", "line", "path", "quote")
"""Columns of a check's query that tell a place; the other end's begin with "other_"."""


class Audited:
    """A store under audit on a day (None where no day is given); each query is asked at most once."""

    def __init__(self, store: Store, as_of: date | None = None) -> None:
        self.store = store
        self.as_of = as_of
        self.contents = Contents(store)
        self._answers: dict[str, tuple[Row, ...]] = {}

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of queries/`name`.rq; a parameter as_of is bound to the day of the audit."""
        if name not in self._answers:
            wanted = query.find(name)
            self._answers[name] = query.run(self.store, wanted, self._parameters(wanted)).records()
        return self._answers[name]

    @cached_property
    def documents(self) -> Mapping[str, Row]:
        """The rows of queries/documents.rq by the documents' identifiers."""
        return {str(row["document"]): row for row in self.contents.documents}

    def symbol(self, document: str) -> str | None:
        """The symbol of a document, None where it has none or is not known."""
        row = self.documents.get(document, {})
        return None if row.get("symbol") is None else str(row["symbol"])

    def source(self, document: str) -> str:
        """The file that a document was read from, an empty text where it is not held."""
        row = self.documents.get(document, {})
        return str(row.get("source") or "")

    def _parameters(self, wanted: Query) -> dict[str, str]:
        takes_day = any(parameter.name == "as_of" for parameter in wanted.parameters)
        return {"as_of": self.as_of.isoformat()} if takes_day and self.as_of is not None else {}


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its code (a row of data/lexicon/findings.csv), and what finds it.

    query is the name of a .rq file whose columns are those that `findings_of` reads; function is used where SPARQL
    cannot say it. dated checks run only when the audit has a day.
    """

    code: str
    query: str | None = None
    function: Callable[[Audited], Iterable[Finding]] | None = None
    dated: bool = False

    def findings(self, audited: Audited) -> Iterator[Finding]:
        """What the check finds, in no fixed order."""
        if self.dated and audited.as_of is None:
            return
        if self.query is not None:
            yield from (finding_of(self.code, row) for row in audited.rows(self.query))
        if self.function is not None:
            yield from self.function(audited)


def finding_of(code: str, row: Row) -> Finding:
    """A finding from a row of a query.

    Columns: subject; document, symbol, source, line, path, quote (the place); the same with "other_" before (the other
    end, which there is when other_document is given); severity where it is not the usual one; all others are values for
    the message, as are symbol and other_symbol.
    """
    ends = {*PLACE_COLUMNS, *(f"other_{name}" for name in PLACE_COLUMNS), "severity", "subject"} - _ALSO_VALUES
    severity = row.get("severity")
    return Finding(
        code=code,
        severity=Severity(str(severity)) if severity else wording_of(code).usual_severity,
        subject=str(row["subject"]),
        at=_place(row, ""),
        against=_place(row, "other_") if row.get("other_document") else None,
        values=tuple((name, value) for name, value in row.items() if name not in ends),
    )


_ALSO_VALUES = {"symbol", "other_symbol", "path", "other_path", "quote", "other_quote"}


def _place(row: Row, prefix: str) -> Place:
    text = {name: _text(row.get(prefix + name)) for name in PLACE_COLUMNS}
    line = row.get(f"{prefix}line")
    return Place(
        document=text["document"] or "",
        symbol=text["symbol"],
        source=text["source"] or "",
        line=int(line) if isinstance(line, int) else None,
        path=text["path"],
        quote=" ".join((text["quote"] or "").split()),
    )


def _text(value: Cell) -> str | None:
    return None if value is None else str(value)
