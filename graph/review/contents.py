"""What a store holds that a review is about: tasks, links, decisions, and which document stands below which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from graph import query
from graph.align.decided import Settled, settled
from graph.align.fingerprints import fingerprint
from graph.links import Decision, Link
from graph.lookup import Contents, Row
from graph.query import Cell
from graph.references import References
from graph.store import Store
from graph.stored_links import stored_decisions, stored_links


@dataclass(frozen=True, slots=True)
class End:
    """A task as one end of a link. leads and deadline are the text's words; repeats: an appendix row of a body task.

    place is that of the words in the file, in Vietnamese and in English; empty where the file is plain text.
    """

    task: str
    document: str
    symbol: str
    path: str
    text: str
    leads: str = ""
    deadline: str = ""
    repeats: bool = False
    fingerprint: str = ""
    place: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Known:
    """Tasks by id, documents (rows of documents.rq), links, decisions, pairs (lower, upper) of documents by lineage.

    blocked are the pairs with a document between them that is not held; addressed pairs a requirement with a level.
    """

    ends: Mapping[str, End]
    documents: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()
    decisions: tuple[Decision, ...] = ()
    below: frozenset[tuple[str, str]] = frozenset()
    blocked: frozenset[tuple[str, str]] = frozenset()
    addressed: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def settled(self) -> tuple[Settled, ...]:
        """The decisions that hold now."""
        return settled(self.decisions, {one.task: (one.document, one.fingerprint) for one in self.ends.values()})

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The tasks' words by id."""
        return {one.task: one.text for one in self.ends.values()}

    def symbol(self, document: str) -> str:
        """The symbol of a document, or its file where it has none."""
        return self._symbols.get(document) or document

    @cached_property
    def _symbols(self) -> Mapping[str, str]:
        return {str(row["document"]): str(row["symbol"] or row["source"] or "") for row in self.documents}


def known(store: Store) -> Known:
    """What `store` holds. Raises StoreError when it cannot be read."""
    contents = Contents(store)
    descents = query.run(store, query.find("descents")).records()
    addressed = query.run(store, query.find("review-addressed")).records()
    return Known(
        {end.task: end for end in (_end(row, contents.references) for row in contents.tasks)},
        contents.documents,
        stored_links(store),
        stored_decisions(store),
        frozenset((str(row["lower"]), str(row["upper"])) for row in descents),
        frozenset((str(row["lower"]), str(row["upper"])) for row in descents if row["missing"]),
        frozenset((str(row["requirement"]), str(row["level"])) for row in addressed),
    )


def _end(row: Row, references: References) -> End:
    text = str(row["text"])
    return End(
        str(row["task"]),
        str(row["document"]),
        str(row["symbol"] or row["document"]),
        str(row["path"]),
        text,
        str(row["leads"] or ""),
        str(row["deadline"] or ""),
        row["repeats"] is not None,
        fingerprint(text),
        _place(str(row["source"] or ""), row["line"], references),
    )


def _place(source: str, line: Cell, references: References) -> tuple[str, str]:
    if references.own_lines(source) or not isinstance(line, int):
        return "", ""
    return references.where(source, line, "vi"), references.where(source, line, "en")
