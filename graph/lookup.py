"""What a user means by what was typed: an identifier, a symbol, or a fragment of text without accents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph import query
from graph.errors import UsageError
from graph.identity import parse_symbol
from graph.query import Cell
from graph.spelling import bare
from graph.store import Store

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Meant:
    """What was found: documents by identifier or symbol, tasks by identifier or words."""

    documents: tuple[Row, ...] = ()
    tasks: tuple[Row, ...] = ()


def meant(store: Store, typed: str) -> Meant:
    """Documents and tasks that `typed` may mean: identifier first, then symbol, then words of a task or a title.

    Raises UsageError when nothing in the store fits.
    """
    documents = query.run(store, query.find("documents")).records()
    by_id = tuple(row for row in documents if row["document"] == typed)
    if by_id:
        return Meant(by_id)
    by_symbol = with_symbol(documents, typed)
    if by_symbol:
        return Meant(by_symbol)
    tasks = query.run(store, query.find("tasks")).records()
    by_task = tuple(row for row in tasks if row["task"] == typed)
    if by_task:
        return Meant(tasks=by_task)
    words = bare(typed)
    by_words = tuple(row for row in tasks if words and words in bare(str(row["text"])))
    by_title = tuple(row for row in documents if row["title"] and words and words in bare(str(row["title"])))
    if not by_words and not by_title:
        raise UsageError(
            "not found in this collection",
            where=typed,
            remedy="Give a symbol such as 18-NQ/TW, a task's identifier, or some of its words",
        )
    return Meant(() if by_words else by_title, by_words)


def document(store: Store, typed: str) -> str:
    """The identifier of the one document that `typed` (identifier or symbol) means.

    Raises UsageError when there is none, or there are several of that symbol.
    """
    documents = query.run(store, query.find("documents")).records()
    fitting: tuple[Row, ...] = tuple(row for row in documents if row["document"] == typed)
    fitting = fitting or with_symbol(documents, typed)
    if not fitting:
        raise UsageError("no such document in this store", where=typed, remedy="List them: lineage documents")
    if len(fitting) > 1:
        names = ", ".join(str(row["document"]) for row in fitting)
        raise UsageError("several documents have this symbol", where=typed, remedy=f"Name one: {names}")
    return str(fitting[0]["document"])


def agency(store: Store, typed: str) -> tuple[str, ...]:
    """Identifiers of the organisations whose name holds the words `typed`. Raises UsageError when there is none."""
    rows = query.run(store, query.find("agencies")).records()
    words = bare(typed)
    found = {str(row["agency"]) for row in rows if row["agency"] == typed or words in bare(str(row["label"]))}
    if not found:
        raise UsageError("no such organisation in this store", where=typed, remedy="List them: lineage query agencies")
    return tuple(sorted(found))


def with_symbol(documents: tuple[Row, ...], typed: str) -> tuple[Row, ...]:
    """Documents whose symbol is `typed`, held ones first; spaces and dashes are read as in a text."""
    symbol = parse_symbol(typed) or parse_symbol(typed.upper())
    wanted = bare(symbol.text if symbol is not None else typed)
    fitting = (row for row in documents if row["symbol"] and bare(str(row["symbol"])) == wanted)
    return tuple(sorted(fitting, key=lambda row: (not row["held"], str(row["document"]))))
