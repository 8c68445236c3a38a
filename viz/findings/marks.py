"""Which words of two quotes differ, as far as that is safe to say: dates, deadlines, figures and conditions."""

from __future__ import annotations

import re
from datetime import date

from graph.audit import Finding

_HERE = ("deadline", "figures", "condition")
_THERE = ("other_deadline", "other_figure")
_DATES = ("date", "other_date", "cited_date")
_SPELLED = re.compile(r"(?:ngày\s+)?(\d{1,2})\s*(?:/|tháng|-)\s*(\d{1,2})\s*(?:/|năm|-)\s*(\d{4})(?!\d)", re.IGNORECASE)


def differing(finding: Finding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of the quote found and of the one at the other end that make the difference, as they are written there.

    Only what a quote holds word for word is named, and nothing where there is but one quote.
    """
    if finding.against is None:
        return (), ()
    values = {name: str(value) for name, value in finding.values if value is not None}
    days = {value for name, value in values.items() if name in _DATES}
    return (
        _found(finding.at.quote, values, _HERE, days),
        _found(finding.against.quote, values, _THERE, days),
    )


def _found(quote: str, values: dict[str, str], names: tuple[str, ...], days: set[str]) -> tuple[str, ...]:
    wanted = [part for name in names for part in values.get(name, "").split("; ") if part]
    spelled = [match[0] for match in _SPELLED.finditer(quote) if _day(match) in days]
    return tuple(dict.fromkeys([*spelled, *(words for words in wanted if words in quote)]))


def _day(match: re.Match[str]) -> str | None:
    """The date that the words spell, as ISO text; None where there is no such day."""
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
