"""The pages there are. A further page is one more entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.messages import Language
from viz.briefing import Briefing
from viz.coverage.matrix import coverage_matrix
from viz.findings.page import findings
from viz.frame import Place, Section
from viz.labels import label
from viz.maps.document_map import document_page
from viz.maps.task_map import task_map
from viz.overview.page import overview
from viz.responsibility.page import responsibility
from viz.timeline.page import timeline

Build = Callable[[Briefing, Language], Section]
"""Makes a page of a briefing; the language is that in which it opens."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the name that the command line and links know it by, its file, and how it is made.

    The words "page-name.NAME" are what links to it say. is_map is True for those that `lineage map` draws.
    """

    name: str
    file: str
    build: Build
    is_map: bool = False

    @property
    def place(self) -> Place:
        """The page as others link to it."""
        return Place(self.name, self.file, label(f"page-name.{self.name}"))


PAGES: tuple[Page, ...] = (
    Page("overview", "index.html", overview),
    Page("documents", "documents.html", document_page, is_map=True),
    Page("tasks", "tasks.html", task_map, is_map=True),
    Page("coverage", "coverage.html", coverage_matrix),
    Page("responsibility", "responsibility.html", responsibility),
    Page("timeline", "timeline.html", timeline),
    Page("findings", "findings.html", findings),
)
"""All pages, in the order of the head's links."""
MAPS = tuple(page for page in PAGES if page.is_map)
