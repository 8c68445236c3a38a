"""The commands of review: what people have to decide goes out as a sheet and comes back as decisions."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from graph import lookup, query
from graph.cli.group import Lineage, main
from graph.cli.options import (
    as_of_option,
    day_of,
    language_option,
    meaning_option,
    model_in,
    processes,
    store_option,
    wait_option,
    workers_option,
    write,
)
from graph.errors import UsageError
from graph.messages import Language, error_line, say, translated
from graph.pipeline import realign, relearn
from graph.review import words
from graph.review.contents import known
from graph.review.importing import Outcome, import_review
from graph.review.items import Item, Wanted, items_of, lost
from graph.review.mapping_set import mapping_set
from graph.review.sheet import marked
from graph.review.suspects import Suspect, suspects
from graph.review.workbook import workbook
from graph.store import Store, open_store


@main.group("review", cls=Lineage)
def review_group() -> None:
    """Settle by people what the machine cannot: export a sheet, fill it in, import it.

    Each command takes --store and --lang.
    """


@review_group.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--document", "-d", default=None, help="Only tasks of this lower document (symbol or identifier).")
@click.option(
    "--to",
    "--directive",
    "upper",
    default=None,
    help="Only requirements of this upper document; of one that is not held, of those that carry it out.",
)
@click.option("--all", "every", is_flag=True, help="All links: also candidates of linked tasks, and decided ones.")
@click.option("--gaps", is_flag=True, help="Also the requirements for which no task of a lower document was found.")
@store_option
@language_option
def export_command(
    file: Path, document: str | None, upper: str | None, every: bool, gaps: bool, store: str, lang: Language
) -> None:
    """Write the links to decide to FILE (.xlsx or .tsv), the strongest doubt first.

    Without --all: decided links whose text has changed, links proposed, and for each task that has none its best
    candidates. The .tsv is an SSSOM mapping set.
    """
    if file.suffix.lower() not in {".xlsx", ".tsv"}:
        raise UsageError("is neither .xlsx nor .tsv", where=file.name, remedy="Name a file such as review.xlsx")
    with open_store(store, read_only=True) as opened:
        contents = lookup.Contents(opened)
        lower = lookup.document(contents, document) if document is not None else None
        uppers = _uppers(opened, lookup.document(contents, upper)) if upper is not None else None
        held = known(opened)
    items = items_of(held, Wanted(lower, uppers, every, gaps))
    xlsx = file.suffix.lower() == ".xlsx"
    write(file, workbook(items, lang) if xlsx else mapping_set(items, lang).encode("utf-8"), lang)
    _report_items(items, lang)
    for one in lost(held):
        click.echo(f"{say('warning', lang)}: {_lost(one, lang)}", err=True)


@review_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@meaning_option
@workers_option
@store_option
@wait_option
@as_of_option
@language_option
def import_command(
    file: Path,
    meaning: Path | None,
    workers: int | None,
    store: str,
    wait: float,
    as_of: datetime | None,
    lang: Language,
) -> None:
    """Take back the decisions of FILE, a sheet that `review export` wrote and people filled in.

    Rows that do not hold are named and refused, all others are recorded together, dated today or --as-of. Exit status 2
    when the file cannot be used, or every row that decides something was refused. Where the store was built with
    --meaning, give the same folder here: the links are computed anew.
    """
    model = model_in(meaning)
    with open_store(store, wait=wait) as opened:
        outcome = import_review(opened, file, day_of(as_of) or date.today())
        if outcome.taken:
            realign(opened, meaning=model, workers=processes(workers))
    _report_outcome(outcome, lang)
    if outcome.nothing_held:
        sys.exit(2)


@review_group.command("list")
@store_option
@language_option
def list_command(store: str, lang: Language) -> None:
    """List the decisions to look at again: their words have changed since, or their task is gone."""
    with open_store(store, read_only=True) as opened:
        held = known(opened)
    found = suspects(held.settled, held.texts)
    for one in found:
        click.echo(_lost(one, lang) if one.lost else _suspect(one, lang))
        for change in (one.child, one.parent):
            if change is not None and change.after is not None:
                click.echo(f"  {change.task}: {marked(change)}")
    if not found:
        click.echo(say("review-no-suspects", lang))


@review_group.command("refit")
@store_option
@wait_option
@language_option
def refit_command(store: str, wait: float, lang: Language) -> None:
    """Learn from the decisions that the store holds: fit the scorer again and score all links anew.

    A fifth of the decisions at a time is held out; the new weights are kept only when they tell those better.
    """
    with open_store(store, wait=wait) as opened:
        found = relearn(opened)
    key = "review-refitted" if found.better else "review-not-better"
    click.echo(
        say(
            key, lang, confirmed=found.confirmed, rejected=found.rejected,
            before=f"{found.before:.4f}", after=f"{found.after:.4f}",
        )
    )  # fmt: skip


def _uppers(store: Store, directive: str) -> frozenset[str]:
    """The document itself, or where it is not held those in the store that carry it out, straight or through others."""
    rows = query.run(store, query.find("cascade"), {"directive": directive}).records()
    held = {str(row["document"]) for row in query.run(store, query.find("documents"), {"only_held": "true"}).records()}
    return frozenset({directive} if directive in held else {str(row["document"]) for row in rows} & held)


def _report_items(items: tuple[Item, ...], lang: Language) -> None:
    gaps = sum(item.child is None for item in items)
    again = sum(item.suspect is not None for item in items)
    click.echo(
        say("review-exported", lang, count=len(items), suspects=again, links=len(items) - gaps, gaps=gaps), err=True
    )


def _report_outcome(outcome: Outcome, lang: Language) -> None:
    for fault in outcome.faults:
        line = error_line(fault, lang).replace(fault.where, translated(fault.where, lang), 1)
        click.echo(f"{say('warning', lang)}: {line}", err=True)
    click.echo(
        say(
            "review-imported",
            lang,
            taken=len(outcome.taken),
            repeated=outcome.repeated,
            refused=outcome.refused,
            undecided=outcome.undecided,
        )
    )


def _lost(one: Suspect, lang: Language) -> str:
    gone = next(change.task for change in (one.child, one.parent) if change is not None and change.after is None)
    decision = one.decision
    return say(
        "review-lost", lang, number=decision.number, reviewer=decision.reviewer, date=decision.decided_on, task=gone
    )


def _suspect(one: Suspect, lang: Language) -> str:
    decision = one.decision
    verdict = words.shown("decision", decision.verdict.value, lang)
    return say(
        "review-suspect",
        lang,
        number=decision.number,
        verdict=verdict,
        reviewer=decision.reviewer,
        date=decision.decided_on,
    )
