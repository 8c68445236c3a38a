"""What `lineage build` says of what it did."""

from __future__ import annotations

import click

from graph.build_report import BuildReport
from graph.messages import Language, error_line, say, translated

_NAMED = 5
"""Files named one by one where several are told of together."""


def tell(report: BuildReport, lang: Language) -> None:
    """Faults to stderr; what was read, left as it was, kept and removed to stdout."""
    for fault in report.faults:
        click.echo(f"{say('warning', lang)}: {error_line(fault, lang)}", err=True)
    for one in report.loaded:
        click.echo(
            say(
                "built-document", lang, source=one.source, document=one.document, tasks=one.tasks,
                placed=f"{one.placed:.0%}",
            )
        )  # fmt: skip
        for remark in one.remarks:
            click.echo(say("built-remark", lang, remark=translated(remark, lang)))
    for source in report.removed:
        click.echo(say("built-removed", lang, source=source))
    if report.nothing_done:
        click.echo(say("nothing-built", lang), err=True)
        return
    if report.unchanged:
        click.echo(say("built-unchanged", lang, count=len(report.unchanged)))
    if report.kept:
        click.echo(say("built-kept", lang, count=len(report.kept), names=_names(report.kept)))
    _tell_totals(report, lang)


def _tell_totals(report: BuildReport, lang: Language) -> None:
    if report.loaded:
        tasks = sum(one.tasks for one in report.loaded)
        counts = {"documents": len(report.loaded), "tasks": tasks, "cited": report.cited}
        click.echo(say("built", lang, **counts, statements=report.statements))
    elif report.statements or report.removed:
        click.echo(say("built-from-held", lang, statements=report.statements))
    else:
        click.echo(say("nothing-changed", lang))
    click.echo(say("built-links", lang, proposed=report.proposed, confirmed=report.confirmed))
    if report.similar is not None:
        click.echo(say("built-similar", lang, similar=report.similar))


def _names(files: tuple[str, ...]) -> str:
    more = ", …" if len(files) > _NAMED else ""
    return ", ".join(files[:_NAMED]) + more
