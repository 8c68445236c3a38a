"""Briefings for the tests of all pages: reviewed ones, and ones with hostile words in every field that is a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from graph.audit import Finding, Place, Severity
from graph.audit.wording import wordings
from graph.links import LinkStatus
from graph.model import Relation, Role, Status
from graph.pipeline import build
from graph.store import open_store
from tests.briefing_values import country
from viz import brief
from viz.briefing import Briefing
from viz.collect.briefing import gather
from viz.labels import LANGUAGES
from viz.model import DatedClaim, DocumentNode, Evidence, Inference, Part, TaskNode
from viz.registry import Page

HOSTILE = (
    "<script>window.hacked=1</script>",
    "\"'><x-hostile>quoted</x-hostile>",
    "</script><script>window.hacked=2</script>",
    "<img src=x onerror=window.hacked=3>",
    "javascript:window.hacked=4",
    '=HYPERLINK("http://example.invalid";"a")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "{{7*7}}{% raw %}",
    "\u202edesrever\u202c",
    "two\u2028lines\u2029here",
    "half\ud800pair",
    "nul\0byte",
    "]]><!--",
    "${window.hacked=5}`",
    "</style></main></textarea>&lt;i&gt;",
)
"""Words that some reader of text has been known to run or to stumble over."""

ODD = "doc/<img src=x onerror=window.hacked=9>\"'&%23#=~+ đ/"
"""What every identifier begins with in a briefing of odd ones."""

IDENTIFIERS = {
    "Briefing.directive", "DocumentNode.id", "DocumentEdge.citing", "DocumentEdge.cited", "DocumentEdge.reported_by",
    "TaskGroup.id", "TaskGroup.document", "TaskNode.id", "TaskNode.document", "TaskNode.group", "TaskNode.same_as",
    "TaskLink.child", "TaskLink.parent", "CoverageTable.document", "Row.lower", "Row.requirement.requirement",
    "Row.requirement.repeats", "Row.child.task", "Row.child.repeats", "Row.chain", "Tie.parent", "Tie.child",
    "Tie.document", "Tie.requirement", "Tie.task", "Finding.subject", "Finding.at.document",
    "Finding.against.document", "TaskMapData.directive", "Part.agency",
}  # fmt: skip
CODES = {
    "Row.level", "Row.requirement.addressed", "Row.addressed", "Finding.code", "Inference.field", "Part.rule",
    "TaskLink.against",
}  # fmt: skip
"""Fields that hold a code of ours, which is never a text of a document."""


@dataclass(frozen=True, slots=True)
class Built:
    """A briefing and its pages on disk: folder/LANG/FILE, and single/LANG/index.html."""

    briefing: Briefing
    folder: Path
    single: Path

    @classmethod
    def write(cls, briefing: Briefing, to: Path) -> Built:
        """All pages of `briefing` in both languages."""
        made = cls(briefing, to / "folder", to / "single")
        for lang in LANGUAGES:
            for name, content in brief.folder(briefing, lang=lang):
                _write(made.folder / lang / name, content)
            _write(made.single / lang / brief.SINGLE_FILE, brief.single(briefing, lang=lang))
        return made

    def page(self, page: Page, lang: str, form: str) -> tuple[Path, str]:
        """The file that holds the page, and the state in its address that shows it."""
        if form == "single":
            return self.single / lang / brief.SINGLE_FILE, f"page={page.name}"
        return self.folder / lang / page.file, ""


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def briefing_of(documents: Path, store: Path) -> Briefing:
    """The briefing of the topmost directive of a folder of documents, as of a fixed day."""
    with open_store(str(store / "store")) as opened:
        build([documents], opened)
        return gather(opened, None, as_of=date(2021, 12, 31))


def reviewed(briefing: Briefing) -> Briefing:
    """The same with every third link confirmed by a person, and some of these suspect: what a used store has."""
    links = tuple(
        replace(
            link,
            status=LinkStatus.CONFIRMED,
            suspect=place % 9 == 0,
            reviewer="Trần Thị Rà Soát",
            decided_on=date(2026, 5, 4),
            note="Cùng một việc, khác cấp",
        )
        if place % 3 == 0
        else link
        for place, link in enumerate(briefing.links)
    )
    return replace(briefing, links=links)


def full() -> Briefing:
    """A small briefing with something in every field."""
    briefing = reviewed(country(documents=16, tasks=48, links=60))
    words = Evidence("nguon.txt", 7, "theo lời văn")
    known = [one.name for one in fields(DocumentNode)]
    documents = tuple(
        replace(
            document,
            claims=(DatedClaim(date(2025, 1, 2), words), DatedClaim(date(2025, 1, 3), words)),
            status=Status.DRAFT if place % 2 else Status.ISSUED,
            stated=words,
            inferred=tuple(Inference(name, (words,)) for name in ("title", "date", "level") if name in known),
        )
        for place, document in enumerate(briefing.papers.documents)
    )
    last = briefing.papers.edges[-1]
    edges = (
        *briefing.papers.edges,
        replace(last, relation=Relation.MENTIONS, reported_by=briefing.papers.documents[1].id),
    )
    tasks = tuple(
        replace(
            task,
            parts=tuple(Part(role, f"{role} {place % 5}", words) for role in Role),
            deadline="trước tháng 6",
            due=date(2025, 6, 1),
            begin=date(2025, 1, 1),
            condition="sau khi có hướng dẫn",
            cites=("Kế hoạch 901-KH/TW",),
            same_as=_first_of(briefing.tasks.tasks, task),
        )
        for place, task in enumerate(briefing.tasks.tasks)
    )
    return replace(
        briefing,
        papers=replace(briefing.papers, documents=documents, edges=edges),
        tasks=replace(briefing.tasks, documents=documents, tasks=tasks, edges=edges),
        findings=_findings(tasks),
    )


def _first_of(tasks: tuple[TaskNode, ...], task: TaskNode) -> str | None:
    """The first task of the same section, which the third one repeats."""
    first = next(one for one in tasks if one.group == task.group)
    return first.id if task.path[-1] == "3" else None


def _findings(tasks: tuple[TaskNode, ...]) -> tuple[Finding, ...]:
    severities = list(Severity)
    every = wordings()
    made = []
    for place in range(max(len(every), len(HOSTILE) + 1)):
        task, other, wording = tasks[place % len(tasks)], tasks[-1 - place % len(tasks)], every[place % len(every)]
        given = dict(one.split("=", 1) for one in wording.example)
        values = tuple((name, int(one) if one.isdigit() else one) for name, one in sorted(given.items()))
        severity = severities[place % len(severities)]
        made.append(Finding(wording.code, severity, task.id, _place(task), _place(other), values))
    return tuple(sorted(made, key=lambda finding: finding.order))


def _place(task: TaskNode) -> Place:
    at = task.evidence
    return Place(task.document, "901-KH/TW", at.file, at.line, "/".join(task.path), at.quote)


_OURS = re.compile(r"\d{4}-\d\d-\d\d|[\d.]+|[a-z-]+\.[a-z-]+")
"""Values of findings that are no text of a document: days, numbers, codes of `graph.messages`."""


@dataclass
class Hostile:
    """Replaces texts by hostile ones, and remembers which words each field was given.

    given has for each field ("Part.name") the words that a page that shows it must show.
    """

    given: dict[str, list[str]] = field(default_factory=dict)
    _count: Counter[str] = field(default_factory=Counter)

    def of(self, value: Briefing) -> Briefing:
        """The same briefing with hostile words in every text, and where one is missing; identifiers and codes stay."""
        made = self._dataclass(value)
        same = {document.id: document for document in made.papers.documents}
        documents = tuple(same.get(document.id, document) for document in made.tasks.documents)
        return replace(made, tasks=replace(made.tasks, documents=documents))  # type: ignore[no-any-return]

    def _dataclass(self, value: Any, holder: str = "") -> Any:
        """Words and places are named after the field that holds them: "TaskNode.evidence.quote"."""
        name = holder if isinstance(value, Evidence | Place) else type(value).__name__
        changes = {
            one.name: self._field(f"{name}.{one.name}", getattr(value, one.name), str(one.type))
            for one in fields(value)
            if one.init
        }
        return replace(value, **changes)

    def _field(self, name: str, value: Any, hint: str) -> Any:
        if name in IDENTIFIERS or name in CODES or isinstance(value, Enum | bool | int | float | date):
            return value
        if is_dataclass(value):
            return self._dataclass(value, name)
        if isinstance(value, str) or (value is None and hint == "str | None"):
            return self._words(name)
        if isinstance(value, Mapping):
            return {key: self._field(f"{name}.{key}", one, "") for key, one in value.items()}
        if isinstance(value, tuple):
            if name == "Finding.values":
                return tuple(
                    (key, one if _OURS.fullmatch(str(one)) else self._field(f"{name}.{key}", one, ""))
                    for key, one in value
                )
            if not value and "tuple[str" in hint:
                return (self._words(name),)
            return tuple(self._field(name, one, "") for one in value)
        return value

    def _words(self, name: str) -> str:
        words = f"{HOSTILE[self._count[name] % len(HOSTILE)]} {name}"
        self._count[name] += 1
        self.given.setdefault(name, []).append(shown(words))
        return words


def shown(words: str) -> str:
    """What a page shows of words: a half of a surrogate pair, which no file can hold, as a question mark."""
    return words.encode("utf-8", "replace").decode("utf-8")


def odd_identifiers(value: Any, name: str = "") -> Any:
    """The same value with identifiers that no text makes: quotes, angle brackets and what URLs give a meaning."""
    if is_dataclass(value) and not isinstance(value, type):
        kind = name if isinstance(value, Place) else type(value).__name__
        changes = {
            one.name: odd_identifiers(getattr(value, one.name), f"{kind}.{one.name}")
            for one in fields(value)
            if one.init
        }
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(odd_identifiers(one, name) for one in value)
    if isinstance(value, Mapping):
        return {key: odd_identifiers(one, f"{name}.{key}") for key, one in value.items()}
    if name in IDENTIFIERS and isinstance(value, str):
        return value.replace("doc/", ODD, 1)
    return value
