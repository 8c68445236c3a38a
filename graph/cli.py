"""The command line. It reads the clock, the environment and the terminal, so that nothing below has to."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.progress import Progress

from graph import __version__, export, lookup, query
from graph.errors import LineageError, UsageError, reason
from graph.messages import Language, error_line, say
from graph.output import FORMATS, Format, console_for, draw, draw_trees, rendered
from graph.pipeline import BuildReport, build
from graph.query import Table
from graph.store import open_store
from graph.trace import trace
from graph.validate import validate
from viz import registry

Command = TypeVar("Command", bound=Callable[..., Any])
LEVELS = ("central", "province", "district", "commune")
DOCUMENT_COLUMNS = ("symbol", "type", "issuer", "title", "level", "territory", "date", "held", "tasks")
TASK_COLUMNS = ("symbol", "path", "text", "leads", "coordinating", "deadline", "due", "source", "line")
ROLES = ("lead", "coordinating", "consulted", "deciding")

store_option = click.option(
    "--store",
    envvar="LINEAGE_STORE",
    default="lineage-store",
    show_default=True,
    help="Folder of the embedded store, or URL of a SPARQL 1.1 server (environment: LINEAGE_STORE).",
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


class _Command(click.Command):
    """A command; turns our errors into one clear line in the language asked for, and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LineageError as error:
            lang: Language = ctx.params.get("lang", "vi")
            click.echo(f"{say('error', lang)}: {error_line(error, lang)}", err=True)
            ctx.exit(2)


class _Lineage(click.Group):
    """The group of commands; whatever the locale, they speak UTF-8."""

    command_class = _Command

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8")  # Vietnamese comes out whatever the locale
        return super().invoke(ctx)


@click.group(cls=_Lineage, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lineage")
def main() -> None:
    """Follow a directive down to the district: who carries out what, in which words, by when.

    Theo dấu một chỉ đạo từ Trung ương tới huyện: ai làm việc gì, theo câu chữ nào, trước ngày nào.
    """


@main.command("build")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@as_of_option
@language_option
def build_command(paths: tuple[Path, ...], store: str, as_of: datetime | None, lang: Language) -> None:
    """Read documents (files or folders) and load them into the store.

    A document loaded again replaces what the store had of it. Files that cannot be read are named and passed over;
    the exit status is 2 only when no document could be loaded. A file documents.toml beside the documents settles
    symbol, date, issuer or territory where a text leaves them open.
    """
    with Progress(console=console_for(sys.stderr), disable=not sys.stderr.isatty(), transient=True) as progress:
        steps: dict[str, Any] = {}

        def watch(step: str, done: int, total: int) -> None:
            if step not in steps:
                steps[step] = progress.add_task(say("reading" if step == "read" else "loading", lang), total=total)
            progress.update(steps[step], completed=done)

        with open_store(store) as opened:
            report = build(paths, opened, _day(as_of), watch=watch)
    _report(report, lang)
    if report.nothing_done:
        sys.exit(2)


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
    parameters = _given(only_held=None if held is None else str(held).lower(), only_level=level)
    _show(_asked(store, "documents", parameters), form, output, lang, DOCUMENT_COLUMNS)


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
    with open_store(store, read_only=True) as opened:
        parameters = _given(document=document, agency=agency, only_role=role, only_level=level, only_kind=kind)
        table = lookup.answer(opened, query.find("tasks"), parameters)
    _show(table, form, output, lang, TASK_COLUMNS)


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
    _show(_asked(store, name, _pairs(parameters)), form, output, lang)


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
            html = view.build(opened, lang, _day(as_of), identity)
            _write(output / f"{view.name}.html", html.encode("utf-8"), lang)


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


def _asked(store: str, name: str, parameters: dict[str, str]) -> Table:
    wanted = query.find(name)
    with open_store(store, read_only=True) as opened:
        return lookup.answer(opened, wanted, parameters)


def _show(table: Table, form: Format, output: Path | None, lang: Language, columns: tuple[str, ...] = ()) -> None:
    if form == "table" and output is None:
        draw(table, sys.stdout, lang, columns)
        return
    if form == "xlsx" and output is None:
        raise UsageError(
            "an Excel file cannot go to the screen", where="--format xlsx", remedy="Add --output FILE.xlsx"
        )
    content = rendered(table, "csv" if form == "table" else form, lang)
    if output is not None:
        _write(output, content if isinstance(content, bytes) else content.encode("utf-8"), lang)
    else:
        click.echo(content, nl=False)


def _write(path: Path, content: bytes, lang: Language) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"cannot be written: {reason(error)}", where=str(path), remedy="Name another place") from error
    click.echo(say("wrote", lang, path=path), err=True)


def _pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in parameters:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise UsageError("is not of the form name=value", where=f"--param {one}", remedy="Write -p name=value")
        pairs[name] = value
    return pairs


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
