"""The command that loads documents."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.progress import Progress

from graph.align.scorer import read_scorer
from graph.cli.build_report import tell
from graph.cli.group import main
from graph.cli.options import (
    as_of_option,
    day_of,
    language_option,
    meaning_option,
    model_in,
    processes,
    store_option,
    wait_option,
)
from graph.cli.reading import limit_option, reading_options, reading_workers_option, recognition_option
from graph.messages import Language, say
from graph.output import console_for
from graph.pipeline import build
from graph.store import open_store


@main.command("build")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--scorer",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="Score links by the weights in FILE, made by python -m graph.align.train.",
)
@meaning_option
@click.option(
    "--similar",
    is_flag=True,
    help="Also note tasks of different territories that say much the same; without it none are kept.",
)
@click.option(
    "--prune",
    is_flag=True,
    help="Remove the documents whose files are not below PATHS; without it they stay, and are named.",
)
@click.option(
    "--anew", is_flag=True, help="Read, parse and link everything again, also what has not changed since it was read."
)
@recognition_option
@limit_option
@reading_workers_option
@store_option
@wait_option
@as_of_option
@language_option
def build_command(
    paths: tuple[Path, ...],
    scorer: Path | None,
    meaning: Path | None,
    similar: bool,
    prune: bool,
    anew: bool,
    ocr: str,
    limits: tuple[str, ...],
    workers: int | None,
    store: str,
    wait: float,
    as_of: datetime | None,
    lang: Language,
) -> None:
    """Read documents (files, folders or archives) and load them into the store.

    What has not changed since it was read is left as it is; a document loaded again replaces what the store had of it.
    Files that cannot be read are named and passed over, and what the store had of them stays; the exit status is 2 only
    when none of the files could be loaded. A file documents.toml beside the documents settles symbol, date, issuer or
    territory where a text leaves them open.
    """
    options = reading_options(limits, ocr)
    model = model_in(meaning)
    weights = read_scorer(scorer) if scorer is not None else None
    with Progress(console=console_for(sys.stderr), disable=not sys.stderr.isatty(), transient=True) as progress:
        steps: dict[str, Any] = {}

        def watch(step: str, done: int, total: int) -> None:
            if step not in steps:
                steps[step] = progress.add_task(say(_STEPS[step], lang), total=total)
            progress.update(steps[step], completed=done)

        with open_store(store, wait=wait) as opened:
            report = build(
                paths,
                opened,
                day_of(as_of),
                options=options,
                watch=watch,
                scorer=weights,
                meaning=model,
                similar=similar,
                workers=processes(workers),
                prune=prune,
                anew=anew,
            )
    tell(report, lang)
    if report.nothing_done:
        sys.exit(2)


_STEPS = {"read": "reading", "align": "aligning", "load": "loading"}
"""What the build is at, and the key of the words for it."""
