"""The files that a briefing names as places of words."""

from __future__ import annotations

from collections.abc import Iterator

from viz.briefing import Briefing
from viz.model import Evidence


def files_of(briefing: Briefing) -> set[str]:
    """The files that some page of the briefing names as the place of words."""
    papers = briefing.papers
    shown = [*_said(briefing)]
    for finding in briefing.findings:
        shown += [place.source for place in (finding.at, finding.against) if place is not None]
    return {*shown, *(document.source for document in papers.documents if document.source)}


def _said(briefing: Briefing) -> Iterator[str]:
    for document in briefing.papers.documents:
        words: list[Evidence | None] = [claim.evidence for claim in document.claims]
        words += [one for inference in document.inferred for one in inference.evidence]
        yield from (one.file for one in words if one is not None)
    for edge in briefing.papers.edges:
        yield from (one.file for one in edge.evidence)
