"""The command that holds the requirements of a document against what stands below it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from graph import lookup
from graph.cli.group import main
from graph.cli.options import format_option, language_option, output_option, show, store_option
from graph.coverage import AGENCY, DOCUMENT, UNITS, Row, coverage, totals
from graph.coverage_states import State
from graph.coverage_table import table_of
from graph.messages import Language, say
from graph.output import Format
from graph.store import open_store

COLUMNS = (
    "agency", "path", "text", "line", "lower_symbol", "level", "territory", "state", "duties", "met", "child_path",
    "child_text", "child_line", "score", "status", "chain", "missing",
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
        found = coverage(opened, lookup.document(lookup.Contents(opened), symbol), by=by, deep=deep)
    for document, other in found.circles:
        click.echo(f"{say('warning', lang)}: {say('circle', lang, document=document, other=other)}", err=True)
    if not found.rows:
        click.echo(say("nothing-below-it", lang), err=True)
    rows = [row for row in found.rows if not states or row.state in states]
    show(table_of(rows), form, output, lang, COLUMNS)
    if form == "table" and output is None and rows:
        _sum_up(rows, lang, by_agency=by == AGENCY)


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
