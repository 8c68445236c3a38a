"""Findings as a table for programs and spreadsheets, and as a list to read in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TextIO

from rich.padding import Padding
from rich.text import Text

from graph.audit.model import Finding, Place
from graph.audit.wording import Wording, message, title, wording_of
from graph.audit.wording import settle as settled_by
from graph.messages import Language, say
from graph.output import console_for
from graph.query import Column, Table
from graph.references import PLAIN_TEXT, References

PLAIN_WIDTH = 100
"""Width in characters where there is no terminal to ask."""
COLUMNS = (
    Column("severity", "mức độ", "severity"),
    Column("code", "mã", "code"),
    Column("title", "điểm phát hiện", "title"),
    Column("message", "nội dung", "finding"),
    Column("document", "văn bản", "document"),
    Column("place", "vị trí", "place"),
    Column("quote", "nguyên văn", "quote"),
    Column("other_document", "văn bản kia", "other document"),
    Column("other_place", "vị trí kia", "other place"),
    Column("other_quote", "nguyên văn kia", "other quote"),
    Column("settle", "cách làm rõ", "what would settle it"),
    Column("subject", "đối tượng", "subject"),
)
"""Columns of the table; severity is a code ("high"), so that programs read it in any language."""


def table_of(findings: Sequence[Finding], language: Language, references: References = PLAIN_TEXT) -> Table:
    """The findings as a table, a row for each, in their order."""
    return Table(COLUMNS, tuple(_row(finding, language, references) for finding in findings))


def draw(
    findings: Sequence[Finding],
    stream: TextIO,
    language: Language,
    limit: int = 0,
    references: References = PLAIN_TEXT,
) -> None:
    """The findings for a reader: by check, what would settle them once, each with its words and their places.

    Of each check at most `limit` are shown (0: all). Long quotations are cut, which "…" shows; the table has them all.
    """
    console = console_for(stream, PLAIN_WIDTH)
    if not findings:
        console.print(say("no-findings", language))
        return
    for code, group in groupby(findings, key=lambda finding: (finding.severity, finding.code)):
        members = list(group)
        wording = wording_of(code[1])
        head = f"{say(f'audit.{code[0]}', language).upper()} · {wording.title(language)} · {len(members)}"
        console.print(Text(head, style="bold"), Text(f"[{wording.code}]", style="cyan"))
        console.print(Padding(Text(f"→ {wording.settle(language)}", style="dim"), (0, 0, 0, 2), expand=False))
        for finding in islice(members, limit or None):
            for line in _lines(finding, wording, _Places(references, language), console.width - 6):
                console.print(Padding(line, (0, 0, 0, 4), expand=False))
        if limit and len(members) > limit:
            console.print(
                Padding(Text(say("more-findings", language, count=len(members) - limit)), (0, 0, 0, 4), expand=False)
            )
        console.print()


def summary(findings: Sequence[Finding], language: Language) -> str:
    """How many findings there are of each severity, in one line."""
    severities = [finding.severity for finding in findings]
    counts = {name: severities.count(name) for name in ("high", "medium", "low")}  # type: ignore[arg-type]
    return say("audit-summary", language, **counts)


def draw_checks(wordings: Sequence[Wording], stream: TextIO, language: Language) -> None:
    """What each check is for: its code and severity, what it finds, and what would settle it."""
    console = console_for(stream, PLAIN_WIDTH)
    for wording in wordings:
        severity = say(f"audit.{wording.severity}", language)
        console.print(Text(wording.code, style="cyan"), Text(f"({severity})"), Text(wording.title(language)))
        console.print(Padding(Text(f"→ {wording.settle(language)}", style="dim"), (0, 0, 0, 4), expand=False))


def _row(finding: Finding, language: Language, references: References) -> tuple[str | None, ...]:
    at, other, places = finding.at, finding.against, _Places(references, language)
    return (
        finding.severity.value,
        finding.code,
        title(finding, language),
        message(finding, language),
        _named(at),
        places.where(at),
        at.quote,
        None if other is None else _named(other),
        None if other is None else places.where(other),
        None if other is None else other.quote,
        settled_by(finding, language),
        finding.subject,
    )


def _named(place: Place) -> str:
    return place.symbol or place.document


@dataclass(frozen=True, slots=True)
class _Places:
    """Says places to a reader of one language."""

    references: References
    language: Language

    def where(self, place: Place) -> str:
        """The file with its line or page, and the place in the outline: "tinh.txt:30, II/2"."""
        file = self.references.where(place.source, place.line, self.language)
        return ", ".join(filter(None, (file, place.path)))

    def words(self, place: Place, width: int) -> Text:
        """A place and its words on one line, or on what a quotation of `width` characters at most takes."""
        where = " · ".join(filter(None, (place.symbol, self.where(place))))
        shown = Text(where, style="dim")
        if place.quote:
            room = max(width - len(where) - 4, 40)
            quote = place.quote if len(place.quote) <= room else f"{place.quote[: room - 1].rstrip()}…"
            shown.append(f" “{quote}”", style="italic")
        return shown


def _lines(finding: Finding, wording: Wording, places: _Places, width: int) -> list[Text]:
    language = places.language
    lines = [Text("• ") + places.words(finding.at, width)]
    if "{" in wording.message(language):  # otherwise it says no more than the title
        lines = [Text(f"• {message(finding, language)}"), Text("  ") + places.words(finding.at, width)]
    if finding.against is not None:
        lines.append(Text("  ") + places.words(finding.against, width))
    return lines
