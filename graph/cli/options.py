"""Options that several commands share, and what they all do with a table, a file or a day."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path

import click

from graph import lookup, query
from graph.align.matching import Meaning
from graph.align.semantic import meaning_from
from graph.errors import UsageError, reason
from graph.messages import Language, say
from graph.output import FORMATS, Format, draw, rendered
from graph.query import Table
from graph.references import references_of
from graph.store import open_store
from graph.writing import write_whole

LEVELS = ("central", "province", "district", "commune")
store_option = click.option(
    "--store",
    envvar="LINEAGE_STORE",
    default="lineage-store",
    show_default=True,
    help="Folder of the embedded store, or URL of a SPARQL 1.1 server (environment: LINEAGE_STORE).",
)
wait_option = click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    metavar="SECONDS",
    help="Wait so long for another program that is writing the store.",
)
language_option = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of messages and views."
)
as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The day that counts as today, such as 2023-12-31.",
)
format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the table."
)
output_option = click.option(
    "--output", "-o", type=click.Path(path_type=Path), default=None, help="File to write instead of the screen."
)

meaning_option = click.option(
    "--meaning",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FOLDER",
    help="Weigh likeness of meaning, too, by the sentence-transformers model in FOLDER (extra: semantic).",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=None,
    help="Processes that look for links, the same links for any number.  [default: one for each core, at most 8]",
)
MOST_WORKERS = 8
"""Processes where the user names no number: each holds an upper document made ready."""


def asked(store: str, name: str, parameters: dict[str, str], lang: Language) -> Table:
    """The answer to the query `name`, with the places of its lines in files that are no plain text."""
    wanted = query.find(name)
    with open_store(store, read_only=True) as opened:
        return references_of(opened).with_places(lookup.answer(opened, wanted, parameters), lang)


def show(table: Table, form: Format, output: Path | None, lang: Language, columns: tuple[str, ...] = ()) -> None:
    """Draw the table on the screen, or write it in the form asked for. Raises UsageError where that cannot be."""
    if form == "table" and output is None:
        draw(table, sys.stdout, lang, columns)
        return
    if form == "xlsx" and output is None:
        raise UsageError(
            "an Excel file cannot go to the screen", where="--format xlsx", remedy="Add --output FILE.xlsx"
        )
    content = rendered(table, "csv" if form == "table" else form, lang)
    if output is not None:
        write(output, content if isinstance(content, bytes) else content.encode("utf-8"), lang)
    else:
        click.echo(content, nl=False)


def write(path: Path, content: bytes, lang: Language) -> None:
    """Write a file, making its folder, and say so. Raises UsageError when it cannot be written: then none is left."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise UsageError(f"cannot be written: {reason(error)}", where=str(path), remedy="Name another place") from error
    click.echo(say("wrote", lang, path=path), err=True)


def given(**values: str | None) -> dict[str, str]:
    """The parameters that have a value."""
    return {name: value for name, value in values.items() if value is not None}


def model_in(folder: Path | None) -> Meaning | None:
    """The model in the folder of `meaning_option`. Raises UsageError where there is none."""
    return None if folder is None else meaning_from(folder)


def processes(workers: int | None) -> int:
    """The number of `workers_option`, or one for each core."""
    return workers or min(os.cpu_count() or 1, MOST_WORKERS)


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment that click read."""
    return None if moment is None else moment.date()
