"""The command that holds the requirements of a document against what stands below it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from graph import lookup, query
from graph.cli.group import main
from graph.cli.options import format_option, language_option, output_option, show, store_option
from graph.coverage import AGENCY, DOCUMENT, UNITS, Row, coverage, totals
from graph.coverage_states import State
from graph.coverage_table import table_of
from graph.messages import Language, say
from graph.output import Format
from graph.store import Store, open_store

COLUMNS = (
    "agency", "path", "text", "line", "place", "lower_symbol", "level", "territory", "state", "duties", "met",
    "child_path", "child_text", "child_line", "child_place", "score", "status", "chain", "missing",
)  # fmt: skip


@main.command("coverage")
@click.argument("symbol")
@click.option(
    "--by",
    type=click.Choice(UNITS),
    default=DOCUMENT,
    show_default=True,
    help="Each lower document; each territory, its documents together; or lower documents under each lead of SYMBOL.",
)
@click.option("--deep", is_flag=True, help="Down to the district: follow chains of links, as good as their weakest.")
@click.option(
    "--state", "states", multiple=True, type=click.Choice([one.value for one in State]), help="Only rows in this state."
)
@store_option
@language_option
@format_option
@output_option
def coverage_command(
    symbol: str,
    by: str,
    deep: bool,
    states: tuple[str, ...],
    store: str,
    lang: Language,
    form: Format,
    output: Path | None,
) -> None:
    """Show how far the requirements of SYMBOL are taken up by the documents below it.

    Confirmed and proposed links are told apart; what is not addressed to a level, or lies behind a document that is not
    held, is no gap. "Not found in this collection" does not mean "not done".
    """
    with open_store(store, read_only=True) as opened:
        contents = lookup.Contents(opened)
        document = lookup.document(contents, symbol)
        found = coverage(opened, document, by=by, deep=deep)
        nothing = None if found.rows else _why_nothing(contents, document, lang, deep=deep)
        references = contents.references
    for document, other in found.circles:
        click.echo(f"{say('warning', lang)}: {say('circle', lang, document=document, other=other)}", err=True)
    if nothing is not None:
        click.echo(nothing, err=True)
    rows = [row for row in found.rows if not states or row.state in states]
    show(references.with_places(table_of(rows), lang), form, output, lang, COLUMNS)
    if form == "table" and output is None and rows:
        _sum_up(rows, lang, by_agency=by == AGENCY)


def _why_nothing(contents: lookup.Contents, document: str, lang: Language, *, deep: bool) -> str:
    """Why coverage has no rows; for a document that is not held with those below it that can be counted."""
    rows = {str(row["document"]): row for row in contents.documents}
    if not rows[document]["held"]:
        said = say("not-held-to-count", lang, document=_name(rows[document]))
        countable = [_name(rows[one]) for one in _countable_below(contents.store, document)]
        return f"{said}; {say('try-instead', lang, documents=', '.join(countable))}" if countable else said
    if not query.run(contents.store, query.find("descents"), {"upper": document}).rows:
        return say("nothing-below-it", lang)
    return say("nothing-so-deep" if deep and rows[document]["tasks"] else "nothing-to-count", lang)


def _countable_below(store: Store, document: str) -> list[str]:
    """The held documents nearest below `document` that have others below them, sorted."""
    rows = query.run(store, query.find("lineage-documents"), {"directive": document}).records()
    pairs = {(str(row["lower"]), str(row["upper"])) for row in query.run(store, query.find("descents")).records()}
    below = {str(row["document"]) for row in rows} & {upper for _, upper in pairs}
    return sorted(one for one in below if not any(lower == one and upper in below for lower, upper in pairs))


def _name(document: lookup.Row) -> str:
    return str(document["symbol"] or document["source"] or document["document"])


def _sum_up(rows: list[Row], lang: Language, *, by_agency: bool) -> None:
    """Totals by state after a drawn table, for each lead where rows are set out by lead."""
    if by_agency:
        leads: dict[str | None, list[Row]] = {}
        for row in rows:
            leads.setdefault(row.agency, []).append(row)
        for lead, own in leads.items():
            click.echo(f"{lead or say('no-lead', lang)}: {_totals(own, lang)}")
        rows = list({(row.requirement["requirement"], row.lower): row for row in rows}.values())
    click.echo(_totals(rows, lang))


def _totals(rows: Iterable[Row], lang: Language) -> str:
    rows = list(rows)
    parts = []
    for state, (count, confirmed) in totals(rows).items():
        key = "coverage-partly" if state is State.PARTLY else "coverage-state"
        name = say(f"state.{state}", lang)
        parts.append(say(key, lang, state=name, rows=count, confirmed=confirmed, proposed=count - confirmed))
    return say("coverage-totals", lang, rows=len(rows), states="; ".join(parts))
