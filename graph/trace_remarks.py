"""What reading a document's file changed or could not read, as a part of the document's tree."""

from __future__ import annotations

from graph.branching import Branching
from graph.messages import Language, say, translated
from graph.references import References


def remarks_section(references: References, source: str, language: Language, limit: int) -> tuple[Branching, ...]:
    """The remarks of reading the file `source`, at most `limit` (0: all); nothing where there are none."""
    remarks = references.remarks(source)
    if not remarks:
        return ()
    shown = remarks if limit == 0 else remarks[:limit]
    lines = [Branching(translated(remark, language)) for remark in shown]
    if len(remarks) > len(shown):
        lines.append(Branching(say("more-remarks", language, count=len(remarks) - len(shown))))
    return (Branching(say("remarks", language, source=source), children=tuple(lines)),)
