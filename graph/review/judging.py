"""One row of a review sheet held against the store: the decision that it makes, or why it is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from graph.align.fingerprints import fingerprint
from graph.errors import UsageError
from graph.links import Decision, Link, SetRelation, Verdict
from graph.lookup import named_documents
from graph.review import words
from graph.review.contents import End, Known
from graph.review.reading import Entry
from graph.review.sheet import COLUMNS, plain

_TASK = re.compile(r"doc/\S+/task/\S+")
_DOCUMENT = re.compile(r"doc/\S+")
_VERDICTS = {
    "confirm": Verdict.CONFIRM, "add": Verdict.CONFIRM, "reject": Verdict.REJECT, "gap": Verdict.GAP,
    "exception": Verdict.EXCEPTION,
}  # fmt: skip
_OF_DOCUMENTS = (Verdict.GAP, Verdict.EXCEPTION)
_HEADINGS = {column.name: f"{column.vi} / {column.en}" for column in COLUMNS}


class Judge:
    """What rows of sheets decide on what one store holds."""

    def __init__(self, held: Known, decided_on: date) -> None:
        self._held = held
        self._decided_on = decided_on
        self._documents = {str(row["document"]): bool(row["held"]) for row in held.documents}
        self._links = {(link.child, link.parent): link for link in held.links}
        self._paths: Mapping[tuple[str, str], str] = {(end.document, end.path): end.task for end in held.ends.values()}

    def decision(self, entry: Entry, where: str) -> Decision:
        """The decision of a row, with no number yet (0). Raises UsageError with the place `where` if it makes none."""
        if entry.too_long:
            raise UsageError(
                "has more cells than there are columns", where=where, remedy="Export again and decide there"
            )
        if entry.formulas:
            names = ", ".join(_HEADINGS[column] for column in entry.formulas)
            raise UsageError(f"has a formula in: {names}", where=where, remedy="Write plain text there")
        if not entry["decision"]:
            raise UsageError("has a relation or a note but no decision", where=where, remedy="Choose a decision")
        word = words.code_of("decision", entry["decision"])
        if word is None:
            offered = ", ".join(words.choices("decision", "vi") + words.choices("decision", "en"))
            raise UsageError(
                f"'{_cut(entry['decision'])}' is no decision", where=where, remedy=f"Write one of: {offered}"
            )
        if not entry["reviewer"]:
            raise UsageError("names no reviewer", where=where, remedy="Write who decided")
        verdict = _VERDICTS[word]
        if verdict is Verdict.EXCEPTION and not entry["note"]:
            raise UsageError("an exception without a reason", where=where, remedy="Write the reason as a note")
        parent = self._end(entry, "parent", where)
        if verdict in _OF_DOCUMENTS:
            return self._of_document(entry, verdict, parent, where)
        return self._of_link(entry, verdict, parent, where, added=word == "add")

    def _of_link(self, entry: Entry, verdict: Verdict, parent: End, where: str, *, added: bool) -> Decision:
        child = self._end(entry, "child", where)
        link = self._links.get((child.task, parent.task))
        if link is None or added:
            self._check_lineage(child.document, parent.document, where)
        relation = self._relation(entry, link, where) if verdict is Verdict.CONFIRM else None
        return Decision(
            0,
            verdict,
            parent.task,
            parent.text,
            parent.fingerprint,
            entry["reviewer"],
            self._decided_on,
            child=child.task,
            child_text=child.text,
            child_fingerprint=child.fingerprint,
            relation=relation,
            note=entry["note"] or None,
        )

    def _of_document(self, entry: Entry, verdict: Verdict, parent: End, where: str) -> Decision:
        if entry["child"] or entry["child_path"]:
            raise UsageError(
                "a gap or an exception in the row of a link",
                where=where,
                remedy="Reject the link, and decide on the requirement in a row of its own (review export --gaps)",
            )
        document = entry["document"] or self._document(entry["child_symbol"], where)
        if not _DOCUMENT.fullmatch(document) or document not in self._documents:
            raise UsageError(
                f"'{_cut(document)}' is no document of the store", where=where, remedy="Export again and decide there"
            )
        self._check_lineage(document, parent.document, where)
        return Decision(
            0,
            verdict,
            parent.task,
            parent.text,
            parent.fingerprint,
            entry["reviewer"],
            self._decided_on,
            document=document,
            note=entry["note"] or None,
        )

    def _end(self, entry: Entry, end: str, where: str) -> End:
        """The task at one end: by its id, or by document and place in an added row; its words must be unchanged."""
        identity = entry[end] or self._by_place(entry, end, where)
        if not _TASK.fullmatch(identity):
            raise UsageError(
                f"'{_cut(identity)}' is no identifier of a task: its columns are mixed up",
                where=where,
                remedy="Export again and decide there",
            )
        found = self._held.ends.get(identity)
        if found is None:
            raise UsageError(
                f"the store has no task {_cut(identity)}", where=where, remedy="Export again and decide there"
            )
        mark = entry[f"{end}_fingerprint"]
        if mark and mark != found.fingerprint:
            raise UsageError(
                f"the text of {identity} changed since the export", where=where, remedy="Export again and decide there"
            )
        shown = entry[f"{end}_text"]
        if shown and fingerprint(shown) not in {found.fingerprint, fingerprint(plain(found.text))}:
            raise UsageError(
                f"the text beside {identity} is another task's", where=where, remedy="Export again and decide there"
            )
        if entry[end] and not mark and not shown and words.code_of("decision", entry["decision"]) == "confirm":
            raise UsageError(
                "lacks text and fingerprint of what it confirms", where=where, remedy="Write add, or export again"
            )
        return found

    def _by_place(self, entry: Entry, end: str, where: str) -> str:
        symbol, path = entry[f"{end}_symbol"], entry[f"{end}_path"]
        if not symbol or not path:
            if end == "child":
                raise UsageError("names no task", where=where, remedy="Write its document and its place in the outline")
            raise UsageError(
                "names no requirement", where=where, remedy="Write its document and its place in the outline"
            )
        document = self._document(symbol, where)
        found = self._paths.get((document, path.strip("/")))
        if found is None:
            raise UsageError(
                f"{_cut(symbol)} has no task at {_cut(path)}", where=where, remedy="List them: lineage tasks"
            )
        return found

    def _document(self, typed: str, where: str) -> str:
        found = {str(row["document"]) for row in named_documents(self._held.documents, typed) if row["held"]}
        if len(found) == 1:
            return found.pop()
        if found:
            names = ", ".join(sorted(found))
            raise UsageError(
                f"several documents have the symbol {_cut(typed)}", where=where, remedy=f"Name one: {names}"
            )
        raise UsageError(
            f"'{_cut(typed)}' is no document of the store", where=where, remedy="List them: lineage documents"
        )

    def _relation(self, entry: Entry, link: Link | None, where: str) -> SetRelation:
        typed = entry["relation"] or entry["proposed"]
        if not typed and link is not None:
            return link.relation
        if not typed:
            raise UsageError(
                "names no relation", where=where, remedy="Choose how task and requirement stand to each other"
            )
        code = words.code_of("relation", typed)
        if code is None:
            offered = ", ".join(words.choices("relation", "vi") + words.choices("relation", "en"))
            raise UsageError(f"'{_cut(typed)}' is no relation", where=where, remedy=f"Write one of: {offered}")
        return SetRelation(code)

    def _check_lineage(self, lower: str, upper: str, where: str) -> None:
        if (lower, upper) not in self._held.below:
            raise UsageError(
                f"{self._held.symbol(lower)} does not stand below {self._held.symbol(upper)}",
                where=where,
                remedy="Links are drawn only along lineage",
            )


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
