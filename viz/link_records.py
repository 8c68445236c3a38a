"""Links between tasks as the pages' scripts read them (templates/links.js)."""

from __future__ import annotations

from graph.review import words
from viz.briefing import TaskLink
from viz.labels import Text, both, day


def record(link: TaskLink) -> dict[str, object]:
    """A link with only what it has; doubts in words, the day as documents write it."""
    full: dict[str, object] = {
        "child": link.child,
        "parent": link.parent,
        "relation": link.relation,
        "score": round(link.score, 3),
        "status": link.status,
        "suspect": link.suspect,
        "phrases": list(link.phrases),
        "documents": list(link.documents),
        "against": [_doubt(code) for code in link.against],
        "reviewer": link.reviewer,
        "decided": None if link.decided_on is None else day(link.decided_on),
        "note": link.note,
    }
    return {key: value for key, value in full.items() if value is not None and value is not False and value != []}


def _doubt(code: str) -> Text:
    return both(words.shown("doubt", code, "vi"), words.shown("doubt", code, "en"))
