"""What a user means by what was typed: an identifier, a symbol, a file, a place in an outline, or words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import product

from graph import query
from graph.errors import UsageError
from graph.identity import INSTANCES, iri, parse_symbol
from graph.query import Cell, Parameter, Query, Table
from graph.references import References, references_of
from graph.spelling import bare
from graph.store import Store
from graph.terms import is_iri

Row = Mapping[str, Cell]
_SYLLABLE = re.compile(r"\w+")
MOST_SUGGESTIONS = 3
"""Symbols like the one typed that a message names."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What was found: documents by identifier, symbol or file, tasks by identifier, path or words."""

    documents: tuple[Row, ...] = ()
    tasks: tuple[Row, ...] = ()


class Contents:
    """What one store holds, as the rows of its queries, each query asked at most once."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def documents(self) -> tuple[Row, ...]:
        """The rows of queries/documents.rq."""
        return query.run(self.store, query.find("documents")).records()

    @cached_property
    def tasks(self) -> tuple[Row, ...]:
        """The rows of queries/tasks.rq."""
        return query.run(self.store, query.find("tasks")).records()

    @cached_property
    def agencies(self) -> tuple[Row, ...]:
        """The rows of queries/agencies.rq."""
        return query.run(self.store, query.find("agencies")).records()

    @cached_property
    def references(self) -> References:
        """Where the lines of its files stand in them."""
        return references_of(self.store)


def meant(contents: Contents, typed: str) -> Meant:
    """Documents and tasks that `typed` may mean.

    The first that fits counts: identifier, symbol or file of a document; identifier of a task; place in an outline
    ("II/2/2.1"); a phrase of a task, or else of a title; all the words, in any order, of a task, or else of a title.
    Raises UsageError when nothing in the store fits.
    """
    found = named_documents(contents.documents, typed)
    if found:
        return Meant(found)
    tasks = _named_tasks(contents.tasks, typed) or _at_path(contents.tasks, typed)
    if tasks:
        return Meant(tasks=tasks)
    for holds in (_phrase(typed), _words(typed)):
        if by_text := tuple(row for row in contents.tasks if holds(str(row["text"]))):
            return Meant(tasks=by_text)
        if by_title := tuple(row for row in contents.documents if holds(str(row["title"] or ""))):
            return Meant(by_title)
    remedy = "Give a symbol such as 18-NQ/TW, a task's identifier, or some of its words"
    if near := _near(contents, typed):
        remedy = f"Symbols much like it: {near}"
    raise UsageError("not found in this collection", where=typed, remedy=remedy)


def document(contents: Contents, typed: str) -> str:
    """The identifier of the one document that `typed` (identifier, symbol or file) means.

    Raises UsageError when there is none, or there are several of that symbol.
    """
    fitting = named_documents(contents.documents, typed)
    if not fitting:
        remedy = "List them: lineage documents"
        if near := _near(contents, typed):
            remedy = f"Symbols much like it: {near}"
        raise UsageError("not found in this collection", where=typed, remedy=remedy)
    if len(fitting) > 1:
        names = ", ".join(str(row["document"]) for row in fitting)
        raise UsageError("several documents have this symbol", where=typed, remedy=f"Name one: {names}")
    return str(fitting[0]["document"])


def agency(contents: Contents, typed: str) -> tuple[str, ...]:
    """Identifiers of the organisations whose name holds the words `typed`. Raises UsageError when there is none."""
    for holds in (typed.__eq__, _phrase(typed), _words(typed)):
        found = {str(row["agency"]) for row in contents.agencies if holds(row["agency"]) or holds(str(row["label"]))}
        if found:
            return tuple(sorted(found))
    raise UsageError("no such organisation in this store", where=typed, remedy="List them: lineage query agencies")


def answer(store: Store, wanted: Query, values: Mapping[str, str]) -> Table:
    """As `graph.query.run`, with what people type for a document, a task or an organisation found by `identifiers`.

    Where words fit several of them the rows are those of each, each row once. Raises UsageError and QueryError.
    """
    contents = Contents(store)
    meanings = [
        [(one.name, identity) for identity in identifiers(contents, one, values[one.name])]
        for one in wanted.parameters
        if one.type == "iri" and one.name in values
    ]
    tables = [query.run(store, wanted, {**values, **dict(chosen)}) for chosen in product(*meanings)]
    return Table(tables[0].columns, tuple(dict.fromkeys(row for table in tables for row in table.rows)))


def identifiers(contents: Contents, parameter: Parameter, typed: str) -> tuple[str, ...]:
    """What a query's parameter of type iri is to be bound to: several where words fit several organisations or tasks.

    An identifier of anything in the store and an absolute IRI of another namespace stay as they are; an identifier that
    the store does not have is an error, since an empty answer would read as "nothing". Raises UsageError.
    """
    typed = typed.removeprefix(INSTANCES)
    if is_iri(typed) or _stands(contents.store, typed):
        return (typed,)
    if parameter.name == "agency" or typed.startswith("agency/"):
        return agency(contents, typed)
    if parameter.name == "task" or "/task/" in typed:
        tasks = _named_tasks(contents.tasks, typed) or _at_path(contents.tasks, typed)
        if not tasks:
            raise UsageError("not found in this collection", where=typed, remedy="List them: lineage tasks")
        return tuple(str(row["task"]) for row in tasks)
    return (document(contents, typed),)


def with_symbol(documents: Iterable[Row], typed: str) -> tuple[Row, ...]:
    """Documents whose symbol is `typed`, held ones first; spaces and dashes are read as in a text."""
    symbol = parse_symbol(typed) or parse_symbol(typed.upper())
    wanted = bare(symbol.text if symbol is not None else typed)
    fitting = (row for row in documents if row["symbol"] and bare(str(row["symbol"])) == wanted)
    return tuple(sorted(fitting, key=lambda row: (not row["held"], str(row["document"]))))


def _stands(store: Store, identity: str) -> bool:
    """True when the store says what kind of thing this is."""
    if not identity or not is_iri(iri(identity)):
        return False
    return bool(query.run(store, query.find("kinds"), {"thing": iri(identity)}).rows)


def named_documents(documents: Iterable[Row], typed: str) -> tuple[Row, ...]:
    """Documents that `typed` means: by identifier, else by symbol, else by the file read."""
    by_id = tuple(row for row in documents if row["document"] == typed)
    return by_id or with_symbol(documents, typed) or _from_file(documents, typed)


def _from_file(documents: Iterable[Row], typed: str) -> tuple[Row, ...]:
    """Documents read from the file `typed`: its name as stored, or without its folders, or without its ending too."""
    wanted = bare(typed)
    for name in (str, _file_name, lambda source: _file_name(source).rpartition(".")[0]):
        found = tuple(row for row in documents if row["source"] and bare(name(str(row["source"]))) == wanted)
        if found and wanted:
            return found
    return ()


def _file_name(source: str) -> str:
    return source.rpartition("/")[2]


def _named_tasks(tasks: Iterable[Row], typed: str) -> tuple[Row, ...]:
    return tuple(row for row in tasks if row["task"] == typed)


def _at_path(tasks: Iterable[Row], typed: str) -> tuple[Row, ...]:
    """Tasks at this place of an outline; where there are none, those below it."""
    wanted = typed.strip().strip("/").lower()
    at = tuple(row for row in tasks if str(row["path"]).lower() == wanted)
    if at or "/" not in wanted:
        return at
    return tuple(row for row in tasks if str(row["path"]).lower().startswith(f"{wanted}/"))


def _phrase(typed: str) -> Callable[[object], bool]:
    wanted = bare(typed)
    return lambda text: bool(_SYLLABLE.search(wanted)) and wanted in bare(str(text))


def _words(typed: str) -> Callable[[object], bool]:
    """Whole syllables: as parts of others the short ones of Vietnamese ("an", "co") would fit nearly every text."""
    wanted = set(_SYLLABLE.findall(bare(typed)))
    return lambda text: bool(wanted) and wanted <= set(_SYLLABLE.findall(bare(str(text))))


def _near(contents: Contents, typed: str) -> str:
    """Symbols in the store that are written much like `typed`, or an empty text."""
    symbols = {bare(str(row["symbol"])): str(row["symbol"]) for row in contents.documents if row["symbol"]}
    near = get_close_matches(bare(typed)[:80], sorted(symbols), MOST_SUGGESTIONS, 0.7)
    return ", ".join(symbols[one] for one in near)
