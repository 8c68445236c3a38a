"""The command that loads documents."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.progress import Progress

from graph.align.scorer import read_scorer
from graph.cli.group import main
from graph.cli.options import (
    as_of_option,
    day_of,
    language_option,
    meaning_option,
    model_in,
    processes,
    store_option,
    workers_option,
)
from graph.messages import Language, error_line, say
from graph.output import console_for
from graph.pipeline import BuildReport, build
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
@workers_option
@store_option
@as_of_option
@language_option
def build_command(
    paths: tuple[Path, ...],
    scorer: Path | None,
    meaning: Path | None,
    similar: bool,
    workers: int | None,
    store: str,
    as_of: datetime | None,
    lang: Language,
) -> None:
    """Read documents (files or folders) and load them into the store.

    A document loaded again replaces what the store had of it. Files that cannot be read are named and passed over;
    the exit status is 2 only when no document could be loaded. A file documents.toml beside the documents settles
    symbol, date, issuer or territory where a text leaves them open.
    """
    model = model_in(meaning)
    weights = read_scorer(scorer) if scorer is not None else None
    with Progress(console=console_for(sys.stderr), disable=not sys.stderr.isatty(), transient=True) as progress:
        steps: dict[str, Any] = {}

        def watch(step: str, done: int, total: int) -> None:
            if step not in steps:
                steps[step] = progress.add_task(say(_STEPS[step], lang), total=total)
            progress.update(steps[step], completed=done)

        with open_store(store) as opened:
            report = build(
                paths,
                opened,
                day_of(as_of),
                watch=watch,
                scorer=weights,
                meaning=model,
                similar=similar,
                workers=processes(workers),
            )
    _report(report, lang)
    if report.nothing_done:
        sys.exit(2)


_STEPS = {"read": "reading", "align": "aligning", "load": "loading"}
"""What the build is at, and the key of the words for it."""


def _report(report: BuildReport, lang: Language) -> None:
    for fault in report.faults:
        click.echo(f"{say('warning', lang)}: {error_line(fault, lang)}", err=True)
    for one in report.loaded:
        click.echo(
            say(
                "built-document", lang, source=one.source, document=one.document, tasks=one.tasks,
                placed=f"{one.placed:.0%}",
            )
        )  # fmt: skip
    if report.nothing_done:
        click.echo(say("nothing-built", lang), err=True)
        return
    tasks = sum(one.tasks for one in report.loaded)
    click.echo(
        say(
            "built", lang, documents=len(report.loaded), tasks=tasks, cited=report.cited, statements=report.statements
        )
    )  # fmt: skip
    click.echo(say("built-links", lang, proposed=report.proposed, confirmed=report.confirmed))
    if report.similar is not None:
        click.echo(say("built-similar", lang, similar=report.similar))
