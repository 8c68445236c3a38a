"""Options of the commands that read files: what a file may cost, and which pages are recognised."""

from __future__ import annotations

from dataclasses import fields

import click

from graph.errors import UsageError
from graph.read.limits import STANDARD, Limits, Options, Recognition

_SHIPPED = ", ".join(f"{one.name}={getattr(STANDARD.limits, one.name)}" for one in fields(Limits))

limit_option = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    help=f"Bound on what one file may be or take; may be repeated. A file beyond a bound is refused.  [{_SHIPPED}]",
)
recognition_option = click.option(
    "--ocr",
    type=click.Choice([one.value for one in Recognition]),
    default=STANDARD.recognition.value,
    show_default=True,
    help="Pages of a PDF read by OCR: those without text (auto), also those whose text is damaged, all, or none.",
)
reading_workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=None,
    help="Processes that read files and look for links; any number gives the same result.  "
    "[default: one for each core, at most 8]",
)


def reading_options(limits: tuple[str, ...], ocr: str) -> Options:
    """How files are read by what the user gave. Raises UsageError for a limit that is unknown or no number above 0."""
    return Options(Recognition(ocr), limits_of(limits))


def limits_of(given: tuple[str, ...]) -> Limits:
    """The limits with those given as "name=number" in place of those shipped; the last of a name counts."""
    values: dict[str, int] = {}
    names = [one.name for one in fields(Limits)]
    for one in given:
        name, _, number = (part.strip() for part in one.partition("="))
        if name not in names:
            raise UsageError(
                "no limit has this name", where=f"--limit {one}", remedy=f"Name one of: {', '.join(names)}"
            )
        if not (number.isascii() and number.isdigit() and int(number[:_DIGITS]) > 0 and len(number) <= _DIGITS):
            raise UsageError(
                "the limit is no whole number from 1 to 999999999",
                where=f"--limit {one}",
                remedy=f"Write it so: --limit {name}={getattr(STANDARD.limits, name)}",
            )
        values[name] = int(number)
    return Limits(**values)


_DIGITS = 9
"""Digits of the largest limit: more than any file needs, and than any setting of the system takes amiss."""
