"""What checks between levels have in common: how sure a link is, and one finding for a requirement in a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from graph.audit.check import Audited, Row, finding_of
from graph.audit.model import Finding, Severity
from graph.audit.wording import wording_of
from graph.links import LinkStatus, SetRelation
from graph.query import Cell

_CLOSENESS = (SetRelation.OVERLAPS, SetRelation.NARROWER, SetRelation.EQUAL)


def finding_across(code: str, row: Row) -> Finding:
    """A finding about a task and a requirement that a link joins.

    Columns are those of `finding_of`, with relation, status and score of the link. The usual severity is that of a
    confirmed link; a link that is only proposed makes the finding one step less grave, and so does one that only
    overlaps. Values for the message besides: lower and upper name the two documents.
    """
    named = {**row, "lower": row["symbol"] or row["source"], "upper": row["other_symbol"] or row["other_source"]}
    named |= {name: f"verdict.{row[name]}" for name in ("verdict", "later_verdict") if name in row}
    if "status" in row:
        named |= {"status": f"link-status.{row['status']}", "relation": f"set-relation.{row['relation']}"}
        return replace(finding_of(code, named), severity=_severity(code, row))
    return finding_of(code, named)


def each_pair(code: str, query: str) -> Callable[[Audited], Iterator[Finding]]:
    """A check with a finding for each row of `query`."""
    return partial(_each_pair, code, query)


def each_requirement(code: str, query: str, *also: str) -> Callable[[Audited], Iterator[Finding]]:
    """A check with one finding for each requirement and lower document: that of the surest row of `query`.

    also names columns of which each different value has a finding of its own.
    """
    return partial(_each_requirement, code, query, also)


def by_requirement(rows: Iterable[Row], also: Iterable[str] = ()) -> Mapping[tuple[Cell, ...], list[Row]]:
    """Rows by requirement, lower document and the columns `also`, the surest first."""
    columns = ("requirement", "document", *also)
    found: dict[tuple[Cell, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[column] for column in columns)].append(row)
    for some in found.values():
        some.sort(key=sureness)
    return found


def sureness(row: Row) -> tuple[bool, int, float, str]:
    """Sorts the surest first: what people confirmed, then what says most nearly the same, then by score."""
    closeness = _CLOSENESS.index(SetRelation(str(row["relation"])))
    return (row["status"] != LinkStatus.CONFIRMED, -closeness, -float(str(row["score"])), str(row["subject"]))


def _each_pair(code: str, query: str, audited: Audited) -> Iterator[Finding]:
    yield from (finding_across(code, row) for row in audited.rows(query))


def _each_requirement(code: str, query: str, also: tuple[str, ...], audited: Audited) -> Iterator[Finding]:
    yield from (finding_across(code, rows[0]) for rows in by_requirement(audited.rows(query), also).values())


def _severity(code: str, row: Row) -> Severity:
    steps = (row["status"] != LinkStatus.CONFIRMED) + (row["relation"] == SetRelation.OVERLAPS)
    grades = list(Severity)
    return grades[min(wording_of(code).usual_severity.rank + steps, len(grades) - 1)]
