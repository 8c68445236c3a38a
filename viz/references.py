"""Places in files as the pages read them: templates/panel.js turns a file and a line into words of either language."""

from __future__ import annotations

from graph.model import Place
from graph.references import WORDS, References
from viz.labels import Text, label

_VALUES = ("line", "page", "last", "sheet", "row", "percent")
"""What the words of a place have placeholders for; the page's script fills them in."""


def reference_words() -> dict[str, Text]:
    """The words that places are said in, with their placeholders."""
    return {f"place.{name}": label(f"place.{name}", **{one: f"{{{one}}}" for one in _VALUES}) for name in WORDS}


def reference_records(references: References) -> dict[str, list[list[object]]]:
    """For each file whose lines are not its own, where they stand: a row for each place, in the order of the lines.

    A row is [first line, page, last page, sheet, row, confidence in percent], cut after the last that is known.
    """
    return {
        name: [_row(place) for place in file.places]
        for name, file in sorted(references.files.items())
        if not references.own_lines(name)
    }


def _row(place: Place) -> list[object]:
    at = place.at
    percent = None if at.confidence is None else round(100 * at.confidence)
    row: list[object] = [place.line, at.page, at.last_page, at.sheet, at.row, percent]
    while row[-1] is None:
        row.pop()
    return row
