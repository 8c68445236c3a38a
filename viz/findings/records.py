"""Findings as the page's script reads them: words in both languages, places and texts each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.audit import Finding
from graph.audit.model import Place
from graph.audit.wording import message, settle, title
from viz.briefing import Briefing
from viz.findings.ids import identities
from viz.findings.marks import differing
from viz.labels import Text, both
from viz.model import DocumentNode, TaskNode
from viz.panel import name_of

TASK = "/task/"


@dataclass(frozen=True, slots=True)
class Identified:
    """A finding and its identifier (`viz.findings.ids`)."""

    id: str
    finding: Finding


def identified(findings: Sequence[Finding]) -> tuple[Identified, ...]:
    """The findings with their identifiers, in their order."""
    return tuple(Identified(*pair) for pair in zip(identities(findings), findings, strict=True))


def words_of(finding: Finding) -> dict[str, Text]:
    """Title, message and what would settle the finding."""
    return {
        "title": both(title(finding, "vi"), title(finding, "en")),
        "message": both(message(finding, "vi"), message(finding, "en")),
        "settle": both(settle(finding, "vi"), settle(finding, "en")),
    }


def ends_of(finding: Finding, briefing: Briefing) -> tuple[str, ...]:
    """The briefing's tasks that the finding is about: its subject, and those that its places name; each once."""
    asked = (
        finding.subject,
        task_at(finding.at),
        task_at(finding.against),
        str(dict(finding.values).get("requirement")),
    )
    return tuple(dict.fromkeys(task for task in asked if task is not None and task in briefing.task))


def documents_of(finding: Finding) -> tuple[str, ...]:
    """The documents that the finding is about: those of its subject and of both places; each once."""
    places = (place.document for place in (finding.at, finding.against) if place is not None)
    return tuple(dict.fromkeys((finding.subject.partition(TASK)[0], *places)))


def task_at(place: Place | None) -> str | None:
    """The identifier that a task at this place would have; None without a place in the outline."""
    return None if place is None or place.path is None else f"{place.document}{TASK}{place.path}"


def short_name(document: DocumentNode) -> str | dict[str, str]:
    """The symbol, else the file that was read, else the best name there is: what tables have room for."""
    return document.symbol or document.source or name_of(document)


class Places:
    """Places of findings as records, each once: many findings show the same words."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._at: dict[Place, int] = {}

    def number(self, place: Place | None) -> int | None:
        """The number of a place among the `records`; None for none."""
        return None if place is None else self._at.setdefault(place, len(self._at))

    def records(self) -> list[dict[str, object]]:
        """The places that were asked for, in their order, without what they lack."""
        return [place_record(place, self._briefing) for place in self._at]


def place_record(place: Place, briefing: Briefing) -> dict[str, object]:
    """Document, its name, file, line, path, words and task of a place, without what it lacks."""
    document, task = briefing.documents.get(place.document), task_at(place)
    full: dict[str, object] = {
        "document": place.document,
        "name": place.symbol or (short_name(document) if document else place.source or place.document),
        "file": place.source,
        "line": place.line,
        "path": place.path,
        "quote": place.quote,
        "task": task if task in briefing.task else None,
    }
    return {key: value for key, value in full.items() if value not in (None, "")}


class Agencies:
    """Names of organisations by number, each once whatever its capitals, as it is first written."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self.names: list[str] = []

    def numbers(self, tasks: Iterable[TaskNode]) -> list[int]:
        """The organisations that have a part in these tasks."""
        return list(dict.fromkeys(self._of(part.name) for task in tasks for part in task.parts))

    def _of(self, name: str) -> int:
        key = name.casefold()
        if key not in self._number:
            self._number[key] = len(self.names)
            self.names.append(name)
        return self._number[key]


def records(briefing: Briefing, places: Places, agencies: Agencies) -> Iterator[dict[str, object]]:
    """One record for each finding, in the order of the audit; tasks and documents are those that no place names."""
    for one in identified(briefing.findings):
        finding, (here, opposite) = one.finding, differing(one.finding)
        ends = ends_of(finding, briefing)
        at = [place for place in (finding.at, finding.against) if place is not None]
        full: dict[str, object] = {
            "id": one.id,
            "severity": finding.severity.value,
            "check": finding.code,
            "message": words_of(finding)["message"],
            "at": places.number(finding.at),
            "against": places.number(finding.against),
            "tasks": [task for task in ends if task not in map(task_at, at)],
            "documents": [there for there in documents_of(finding) if there not in {place.document for place in at}],
            "agencies": agencies.numbers(briefing.task[task] for task in ends),
            "here": list(here),
            "there": list(opposite),
        }
        yield {key: value for key, value in full.items() if value not in (None, [])}
