"""Where words stand, said so that a reader finds them in the file: its page, its sheet and row, or its line.

What the program keeps of a place is the file and the line of the text as read. In a file that is no plain text nobody
can look up that line: the places that reading noted lead from it to a page, or to a sheet and row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph import query
from graph.messages import Language, say
from graph.model import Position, Source
from graph.query import Cell, Column, Table
from graph.rdf.places import places_in
from graph.store import Store

TEXT = "text"
"""The format whose lines are the file's own (`graph.read.formats`)."""
WORDS = ("line", "line-as-read", "page", "pages", "sheet", "row", "recognised")
"""Messages "place.WORD" that a place is said in."""
_PLACE = Column("place", "vị trí trong tệp", "place in the file")


@dataclass(frozen=True, slots=True)
class References:
    """Files that are no plain text, or that reading remarked on, by name: as sources, but without their texts."""

    files: Mapping[str, Source] = field(default_factory=dict)

    def position(self, source: str, line: int | None) -> Position | None:
        """Where a line of the text as read stands in the file, in the file's own terms; None where it has none."""
        file = self.files.get(source)
        return None if file is None or line is None else file.position(line)

    def say(self, source: str, line: int | None, language: Language) -> str:
        """A place in words, "" without a line: "dòng 12", "trang 3 (OCR, độ tin cậy 91%)", "trang tính A, hàng 7"."""
        if line is None:
            return ""
        position = self.position(source, line) or Position()
        place = ", ".join(_parts(position, language)) or say(self._line(source), language, line=line)
        if position.confidence is None:
            return place
        return f"{place} ({recognised(position.confidence, language)})"

    def where(self, source: str, line: int | None, language: Language) -> str:
        """File and place: "a.txt:12" as programs write it where the line is the file's own, else "a.pdf, trang 3"."""
        if not source or line is None:
            return source
        if self.own_lines(source):
            return f"{source}:{line}"
        return f"{source}, {self.say(source, line, language)}"

    def own_lines(self, source: str) -> bool:
        """True where the lines of the text as read are those of the file."""
        file = self.files.get(source)
        return file is None or (file.format == TEXT and not file.places)

    def remarks(self, source: str) -> tuple[str, ...]:
        """What reading the file changed or could not read, in English (`graph.messages.translated`)."""
        file = self.files.get(source)
        return () if file is None else file.remarks

    def among(self, sources: Iterable[str]) -> References:
        """Only these files."""
        return References({name: self.files[name] for name in sorted(set(sources) & self.files.keys())})

    def with_places(self, table: Table, language: Language) -> Table:
        """The table with a column of places after each column of lines of which some are not the file's own.

        A column "line" goes with "source" or "file", "child_line" with "child_source".
        """
        for at, prefix, file in reversed(list(_lines_of(table))):
            if all(self.own_lines(str(row[file] or "")) for row in table.rows):
                continue
            cells = [self._cell(row[file], row[at], language) for row in table.rows]
            column = Column(f"{prefix}{_PLACE.name}", *_headings(table.columns[at], prefix))
            columns = (*table.columns[: at + 1], column, *table.columns[at + 1 :])
            rows = ((*row[: at + 1], cell, *row[at + 1 :]) for row, cell in zip(table.rows, cells, strict=True))
            table = Table(columns, tuple(rows))
        return table

    def _cell(self, source: Cell, line: Cell, language: Language) -> Cell:
        return self.say(str(source or ""), line, language) or None if isinstance(line, int) else None

    def _line(self, source: str) -> str:
        return "place.line" if self.own_lines(source) else "place.line-as-read"


PLAIN_TEXT = References()
"""Of files that are all plain text."""


def references_of(store: Store) -> References:
    """The references of what `store` holds. Raises StoreError when it cannot be read."""
    rows = query.run(store, query.find("places")).records()
    return References(
        {
            str(row["name"]): Source(
                str(row["name"]),
                "",
                format=str(row["format"]),
                places=places_in(str(row["places"] or "")),
                remarks=tuple(str(row["remarks"] or "").splitlines()),
            )
            for row in rows
        }
    )


def recognised(confidence: float, language: Language) -> str:
    """What marks words that were recognised from a picture: "OCR, độ tin cậy 91%". confidence is from 0 to 1."""
    return say("place.recognised", language, percent=round(100 * confidence))


def position_record(position: Position | None) -> dict[str, int | float | str]:
    """What is known of a position, by the names of its fields."""
    if position is None:
        return {}
    every = {name: getattr(position, name) for name in Position.__slots__}
    return {name: value for name, value in every.items() if value is not None}


def _parts(position: Position, language: Language) -> Iterator[str]:
    page, last = position.page, position.last_page
    if page is not None and last is not None and last > page:
        yield say("place.pages", language, page=page, last=last)
    elif page is not None:
        yield say("place.page", language, page=page)
    if position.sheet is not None:
        yield say("place.sheet", language, sheet=position.sheet)
    if position.row is not None:
        yield say("place.row", language, row=position.row)


def _lines_of(table: Table) -> Iterator[tuple[int, str, int]]:
    """Columns of lines: their index, what their name begins with, and the index of the column that names the file."""
    index = {column.name: at for at, column in enumerate(table.columns)}
    for name, at in index.items():
        prefix, _, rest = name.rpartition("line")
        if rest or (prefix and not prefix.endswith("_")) or f"{prefix}{_PLACE.name}" in index:
            continue
        file = index.get(f"{prefix}source", index.get(f"{prefix}file"))
        if file is not None:
            yield at, prefix, file


def _headings(lines: Column, prefix: str) -> tuple[str, str]:
    """Headings of a column of places beside one of lines: "dòng của việc" makes "vị trí trong tệp của việc"."""
    vi, en = lines.vi.replace("dòng", _PLACE.vi), lines.en.replace("line", _PLACE.en)
    return (vi, en) if prefix and vi != lines.vi else (_PLACE.vi, _PLACE.en)
