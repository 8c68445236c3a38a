"""The views there are. A further view is one more entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graph.errors import UsageError
from graph.store.base import Store
from viz.collect import document_map_data, task_map_data
from viz.document_map import document_map
from viz.labels import Language, Text, label
from viz.task_map import task_map

Build = Callable[[Store, Language, date | None, str | None], str]
"""Makes a view from a store: (store, language, as-of date, directive) -> one HTML file."""


@dataclass(frozen=True, slots=True)
class View:
    """A view: the name that the command line knows it by, its title, and how it is made.

    needs_directive is True when the view is of one directive; without one given, it takes the one that most documents
    stand under.
    """

    name: str
    title: Text
    build: Build
    needs_directive: bool = False


VIEWS: tuple[View, ...] = (
    View(
        "documents",
        label("view.documents"),
        lambda store, lang, as_of, _: document_map(document_map_data(store), lang=lang, as_of=as_of),
    ),
    View(
        "tasks",
        label("view.tasks"),
        lambda store, lang, as_of, directive: task_map(task_map_data(store, directive), lang=lang, as_of=as_of),
        needs_directive=True,
    ),
)


def find(name: str) -> View:
    """The view called `name`. Raises UsageError when there is none."""
    for view in VIEWS:
        if view.name == name:
            return view
    raise UsageError("no such view", where=name, remedy=f"Views: {', '.join(view.name for view in VIEWS)}")
