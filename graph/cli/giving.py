"""The commands that give the graph away or check it: map, brief, export, validate."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from graph import export, lookup
from graph.cli.group import main
from graph.cli.options import as_of_option, day_of, language_option, store_option, write
from graph.messages import Language, say
from graph.references import references_of
from graph.store import open_store
from graph.validate import validate
from viz import brief, registry
from viz.collect.briefing import gather
from viz.pictures import formats


@main.command("map")
@click.argument("directive", required=False)
@click.option(
    "--view", "views", multiple=True, type=click.Choice([page.name for page in registry.MAPS]), help="Only this view."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default="lineage-maps",
    show_default=True,
    help="Folder to write to.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([one.name for one in formats.FORMATS]),
    default=formats.FORMATS[0].name,
    show_default=True,
    help="What to write: pages, pictures, or graphs for other programs.",
)
@store_option
@as_of_option
@language_option
def map_command(
    directive: str | None,
    views: tuple[str, ...],
    output: Path,
    form: str,
    store: str,
    as_of: datetime | None,
    lang: Language,
) -> None:
    """Draw the lineage maps of DIRECTIVE (a symbol), each as one HTML file that opens offline.

    Without DIRECTIVE: all documents of the store, and the tasks of the one that most of them stand under.
    """
    with open_store(store, read_only=True) as opened:
        identity = lookup.document(lookup.Contents(opened), directive) if directive is not None else None
        briefing = gather(opened, identity, as_of=day_of(as_of), maps_only=True)
    pages = [page for page in registry.MAPS if not views or page.name in views]
    for name, content in formats.files(briefing, form, pages, lang=lang):
        write(output / name, content, lang)


@main.command("brief")
@click.argument("symbol")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default="lineage-brief",
    show_default=True,
    help="Folder to write to.",
)
@click.option("--single", is_flag=True, help="One file that holds all pages, for sending.")
@store_option
@as_of_option
@language_option
def brief_command(symbol: str, output: Path, single: bool, store: str, as_of: datetime | None, lang: Language) -> None:
    """Write the briefing of SYMBOL: pages that link to each other and open offline, index.html first.

    Deadlines are held against a day, and marked as overdue, only with --as-of.
    """
    with open_store(store, read_only=True) as opened:
        briefing = gather(opened, lookup.document(lookup.Contents(opened), symbol), as_of=day_of(as_of))
    files = [(brief.SINGLE_FILE, brief.single(briefing, lang=lang))] if single else brief.folder(briefing, lang=lang)
    for name, content in files:
        write(output / name, content, lang)


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
        references = references_of(opened)
    for violation in violations:
        click.echo(f"{say(f'severity.{violation.severity}', lang)}: {violation.text(lang, references)}")
    wrong = sum(violation.severity == "violation" for violation in violations)
    key = "violations" if wrong else "only-warnings" if violations else "conforms"
    click.echo(say(key, lang, violations=wrong, warnings=len(violations) - wrong), err=True)
    if wrong:
        sys.exit(1)
