"""The commands that give the graph away or check it: map, export, validate."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from graph import export, lookup
from graph.cli.group import main
from graph.cli.options import as_of_option, day_of, language_option, store_option, write
from graph.messages import Language, say
from graph.store import open_store
from graph.validate import validate
from viz import registry


@main.command("map")
@click.argument("directive", required=False)
@click.option(
    "--view", "views", multiple=True, type=click.Choice([view.name for view in registry.VIEWS]), help="Only this view."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default="lineage-maps",
    show_default=True,
    help="Folder to write to.",
)
@store_option
@as_of_option
@language_option
def map_command(
    directive: str | None, views: tuple[str, ...], output: Path, store: str, as_of: datetime | None, lang: Language
) -> None:
    """Draw the lineage maps of DIRECTIVE (a symbol), each as one HTML file that opens offline."""
    with open_store(store, read_only=True) as opened:
        identity = lookup.document(lookup.Contents(opened), directive) if directive is not None else None
        for view in registry.VIEWS:
            if views and view.name not in views:
                continue
            html = view.build(opened, lang, day_of(as_of), identity)
            write(output / f"{view.name}.html", html.encode("utf-8"), lang)


@main.command("export")
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice([one.name for one in export.FORMATS]), required=True, help="What to write."
)
@store_option
@language_option
def export_command(target: Path, form: str, store: str, lang: Language) -> None:
    """Write the whole store to TARGET: a folder for jsonl and csv, a file for the others. Same store, same bytes."""
    with open_store(store, read_only=True) as opened:
        for path in export.export(opened, form, target):
            click.echo(say("wrote", lang, path=path), err=True)


@main.command("validate")
@store_option
@language_option
def validate_command(store: str, lang: Language) -> None:
    """Check the store against the SHACL shapes.

    Each finding is a line with its place: an error, or a point to look at (a date that reads oddly, say).
    Exit status: 0 when there is no error, whatever there is to look at; 1 when there is one; 2 when the store cannot be
    checked.
    """
    with open_store(store, read_only=True) as opened:
        violations = validate(opened)
    for violation in violations:
        click.echo(f"{say(f'severity.{violation.severity}', lang)}: {violation.text(lang)}")
    wrong = sum(violation.severity == "violation" for violation in violations)
    key = "violations" if wrong else "only-warnings" if violations else "conforms"
    click.echo(say(key, lang, violations=wrong, warnings=len(violations) - wrong), err=True)
    if wrong:
        sys.exit(1)
