"""The commands that list and look up: documents, tasks, trace, query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph import query
from graph.cli.group import main
from graph.cli.options import LEVELS, asked, format_option, given, language_option, output_option, show, store_option
from graph.errors import UsageError
from graph.messages import Language, say
from graph.output import Format, draw_trees
from graph.store import open_store
from graph.trace import trace

DOCUMENT_COLUMNS = ("symbol", "type", "issuer", "title", "level", "territory", "date", "held", "tasks")
TASK_COLUMNS = ("symbol", "path", "text", "leads", "coordinating", "deadline", "due", "source", "line", "place")
ROLES = ("lead", "coordinating", "consulted", "deciding")


@main.command("documents")
@click.option("--held/--missing", "held", default=None, help="Only documents held, or only those cited and not held.")
@click.option("--level", type=click.Choice(LEVELS), default=None, help="Only this level.")
@store_option
@language_option
@format_option
@output_option
def documents_command(
    held: bool | None, level: str | None, store: str, lang: Language, form: Format, output: Path | None
) -> None:
    """List the documents held and those only cited."""
    parameters = given(only_held=None if held is None else str(held).lower(), only_level=level)
    show(asked(store, "documents", parameters, lang), form, output, lang, DOCUMENT_COLUMNS)


@main.command("tasks")
@click.option("--document", "-d", default=None, help="Only tasks of this document (symbol or identifier).")
@click.option("--agency", "-a", default=None, help="Only tasks of organisations whose name holds these words.")
@click.option(
    "--role", type=click.Choice(ROLES), default=None, help="Only tasks in which the organisation has this role."
)
@click.option("--level", type=click.Choice(LEVELS), default=None, help="Only this level.")
@click.option("--kind", type=click.Choice(["task", "objective"]), default=None, help="Only tasks, or only objectives.")
@store_option
@language_option
@format_option
@output_option
def tasks_command(
    document: str | None,
    agency: str | None,
    role: str | None,
    level: str | None,
    kind: str | None,
    store: str,
    lang: Language,
    form: Format,
    output: Path | None,
) -> None:
    """List tasks with their leads, deadlines and places in the text."""
    parameters = given(document=document, agency=agency, only_role=role, only_level=level, only_kind=kind)
    show(asked(store, "tasks", parameters, lang), form, output, lang, TASK_COLUMNS)


@main.command("trace")
@click.argument("what")
@click.option("--limit", default=5, show_default=True, help="Tasks shown for each document; 0 shows all.")
@store_option
@language_option
def trace_command(what: str, limit: int, store: str, lang: Language) -> None:
    """Show the lineage of WHAT as a tree.

    WHAT is a document's symbol or file, a task's identifier or place in its outline (II/2/2.1), or words of a task, in
    any order and without accents.
    """
    if limit < 0:
        raise UsageError("the limit is below 0", where="--limit", remedy="Give 0 for all")
    with open_store(store, read_only=True) as opened:
        draw_trees(trace(opened, what, language=lang, limit=limit), sys.stdout)


@main.command("query")
@click.argument("name", required=False)
@click.option(
    "--param",
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="Value of a parameter; a document by its symbol or file, an organisation by words of its name.",
)
@click.option("--all", "every", is_flag=True, help="List also the queries that serve the program itself.")
@store_option
@language_option
@format_option
@output_option
def query_command(
    name: str | None,
    parameters: tuple[str, ...],
    every: bool,
    store: str,
    lang: Language,
    form: Format,
    output: Path | None,
) -> None:
    """Run a named query, or the one in a file NAME.rq. Without a name, list the queries."""
    if name is None:
        for one in query.all_queries():
            if one.internal and not every:
                continue
            names = ", ".join(f"{p.name}{'' if p.required else '?'}" for p in one.parameters)
            click.echo(f"{one.name}: {one.title(lang)}" + (f" ({say('parameters', lang)}: {names})" if names else ""))
        return
    show(asked(store, name, _pairs(parameters), lang), form, output, lang)


def _pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in parameters:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise UsageError("is not of the form name=value", where=f"--param {one}", remedy="Write -p name=value")
        pairs[name] = value
    return pairs
