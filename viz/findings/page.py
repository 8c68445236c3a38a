"""The page of findings: the audit as a table, with both quotes of each and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.audit import CHECKS, Severity
from graph.audit.table import table_of
from graph.audit.wording import wording_of
from graph.messages import Language
from graph.output import rendered
from graph.query import Column, Table
from viz.briefing import Briefing
from viz.findings.ids import identities
from viz.findings.records import Agencies, Places, documents_of, records, short_name, words_of
from viz.frame import Section, fragment
from viz.labels import Text, both, label, level_name, say
from viz.panel import name_of

FILE = "findings.xlsx"
_ID = Column("id", "mã", "id")
_DROPPED = ("code", "subject")
"""Columns of the audit's table that are for programs; the identifier, which begins with the code, stands for both."""


def findings(briefing: Briefing, lang: Language) -> Section:
    """The page of the briefing's findings; `lang` is the language it opens in, and that of the workbook beside it."""
    places, agencies = Places(briefing), Agencies()
    rows = list(records(briefing, places, agencies))
    directive = briefing.documents.get(briefing.directive)
    return Section(
        name="findings",
        title=label("findings.title") if directive is None else _title(name_of(directive)),
        bar=fragment("findings-bar.html", lang=lang),
        markup=fragment("findings.html", lang=lang),
        data={
            "findings": rows,
            "places": places.records(),
            "agencies": agencies.names,
            "checks": _checks(briefing),
            "severities": {one.value: label(f"audit.{one}") for one in Severity},
            "documents": _documents(briefing),
            "unchecked": _unchecked(briefing),
            "file": FILE if briefing.findings else None,
        },
        scripts=("severity.js", "findings-rows.js", "findings.js"),
        styles=("severity.css", "findings.css"),
        search="findings.search",
        words=("findings",),
        files={FILE: workbook(briefing, lang)} if briefing.findings else {},
    )


def workbook(briefing: Briefing, lang: Language) -> bytes:
    """The findings as an Excel sheet in one language, with words for codes."""
    table = table_of(briefing.findings, lang, briefing.references)
    kept = [place for place, column in enumerate(table.columns) if column.name not in _DROPPED]
    severity = [column.name for column in table.columns].index("severity")
    rows = []
    for identity, row in zip(identities(briefing.findings), table.rows, strict=True):
        words = {severity: say(label(f"audit.{row[severity]}"), lang)}
        rows.append((identity, *(words.get(place, row[place]) for place in kept)))
    made = rendered(Table((_ID, *(table.columns[place] for place in kept)), tuple(rows)), "xlsx", lang)
    assert isinstance(made, bytes)  # noqa: S101 - what "xlsx" gives
    return made


def _title(directive: Text) -> Text:
    return both(*(say(label("findings.title-of", directive=say(directive, lang)), lang) for lang in ("vi", "en")))


def _checks(briefing: Briefing) -> dict[str, object]:
    """Title of each check that found something, and what would settle its findings."""
    first = {finding.code: finding for finding in reversed(briefing.findings)}
    return {code: {key: words_of(first[code])[key] for key in ("title", "settle")} for code in sorted(first)}


def _documents(briefing: Briefing) -> dict[str, object]:
    """Name and level of each document that some finding is about."""
    about = sorted({document for finding in briefing.findings for document in documents_of(finding)})
    known = ((one, briefing.documents.get(one)) for one in about)
    return {
        one: {"name": one}
        if document is None
        else {"name": short_name(document), "level": document.level, "levelName": level_name(document.level)}
        for one, document in known
    }


def _unchecked(briefing: Briefing) -> Sequence[Text]:
    """Titles of the checks that did not run because the briefing has no day."""
    dated: Iterable[str] = (check.code for check in CHECKS if check.dated and briefing.as_of is None)
    return [both(wording_of(code).title("vi"), wording_of(code).title("en")) for code in sorted(dated)]
