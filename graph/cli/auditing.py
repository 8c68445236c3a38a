"""The command that audits."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from graph import lookup, query
from graph.audit import CHECKS, Finding, Severity, audit, table
from graph.audit.wording import wording_of
from graph.cli.group import main
from graph.cli.options import as_of_option, day_of, format_option, language_option, output_option, show, store_option
from graph.errors import UsageError
from graph.messages import Language, say
from graph.output import Format
from graph.references import references_of
from graph.store import Store, open_store

SEVERITIES = [severity.value for severity in Severity]


@main.command("audit")
@click.argument("symbol", required=False)
@click.option("--check", "codes", multiple=True, metavar="CODE", help="Only this check; --list names them.")
@click.option(
    "--severity", type=click.Choice(SEVERITIES), default="low", show_default=True, help="Only findings this grave."
)
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), default=None, help="Exit status 1 when there is a finding this grave."
)
@click.option("--limit", default=10, show_default=True, help="Findings of each check on the screen; 0 shows all.")
@click.option("--list", "listed", is_flag=True, help="List the checks and what they mean.")
@store_option
@as_of_option
@language_option
@format_option
@output_option
def audit_command(
    symbol: str | None,
    codes: tuple[str, ...],
    severity: str,
    fail_on: str | None,
    limit: int,
    listed: bool,
    store: str,
    as_of: datetime | None,
    lang: Language,
    form: Format,
    output: Path | None,
) -> None:
    """List what an auditor should look at, each finding with its words, their place, and what would settle it.

    With SYMBOL only findings about that document and those that stand below it. A finding speaks of the texts of this
    collection: what they contradict, leave open or do not say; never that something was not done. Deadlines are held
    against a day only with --as-of. Exit status: 0; 1 when --fail-on is met; 2 when the audit cannot be made.
    """
    if listed:
        table.draw_checks([wording_of(check.code) for check in CHECKS], sys.stdout, lang)
        return
    if limit < 0:
        raise UsageError("the limit is below 0", where="--limit", remedy="Give 0 for all")
    if codes and as_of is None and set(codes) <= {check.code for check in CHECKS if check.dated}:
        raise UsageError("needs a day", where=", ".join(codes), remedy="Add --as-of DATE")
    with open_store(store, read_only=True) as opened:
        documents = _lineage(opened, symbol) if symbol is not None else None
        found = audit(opened, as_of=day_of(as_of), codes=codes, documents=documents)
        references = references_of(opened)
    findings = tuple(one for one in found if one.severity.rank <= Severity(severity).rank)
    if form == "table" and output is None:
        table.draw(findings, sys.stdout, lang, limit, references)
    else:
        show(table.table_of(findings, lang, references), form, output, lang)
    _report(findings, codes, as_of, lang)
    if fail_on is not None and any(one.severity.rank <= Severity(fail_on).rank for one in findings):
        sys.exit(1)


def _lineage(store: Store, symbol: str) -> frozenset[str]:
    """Identifiers of the document called `symbol` and of all that stand below it."""
    directive = lookup.document(lookup.Contents(store), symbol)
    rows = query.run(store, query.find("lineage-documents"), {"directive": directive}).records()
    return frozenset({directive, *(str(row["document"]) for row in rows)})


def _report(findings: tuple[Finding, ...], codes: tuple[str, ...], as_of: datetime | None, lang: Language) -> None:
    click.echo(table.summary(findings, lang), err=True)
    left_out = [check.code for check in CHECKS if check.dated and (not codes or check.code in codes)]
    if as_of is None and left_out:
        click.echo(say("audit-no-day", lang, checks=", ".join(left_out)), err=True)
