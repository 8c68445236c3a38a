"""The first page of a briefing: what it is about, what is held, how far it is taken up, and what matters most."""

from __future__ import annotations

from graph.messages import Language
from viz.briefing import Briefing
from viz.findings.ranking import Lineage, Ranked, most_important
from viz.findings.records import identified, place_record, words_of
from viz.frame import Section, fragment
from viz.labels import Text, both, day, label, say
from viz.model import DocumentNode
from viz.overview.documents import blocked_together, documents_by_level, marks_of
from viz.overview.figures import figures
from viz.panel import name_of

_MOST = 5
_STATES = ("coverage-model.js", "coverage-marks.js")  # the coverage page's symbols of states: the same on both
_FACTS = ("issuer", "date", "territory")


def overview(briefing: Briefing, lang: Language) -> Section:
    """The overview of a briefing; `lang` is the language it opens in."""
    directive = briefing.documents.get(briefing.directive)
    return Section(
        name="overview",
        title=_title(directive, briefing.directive),
        bar=fragment("overview-bar.html", lang=lang),
        markup=fragment("overview.html", lang=lang),
        data={
            "directive": _directive(directive),
            "levels": documents_by_level(briefing),
            "together": blocked_together(briefing),
            "figures": figures(briefing),
            "findings": _findings(briefing),
        },
        scripts=("severity.js", *_STATES, "overview-figures.js", "overview-documents.js", "overview.js"),
        styles=("severity.css", "overview.css"),
        words=("overview",),
    )


def _title(directive: DocumentNode | None, identity: str) -> Text:
    name: Text = identity if directive is None else name_of(directive)
    vietnamese, english = (say(label("overview.title", directive=say(name, lang)), lang) for lang in ("vi", "en"))
    return both(vietnamese, english)


def _directive(directive: DocumentNode | None) -> dict[str, object]:
    """Title and facts of the directive, as far as they are known; what is inferred carries its mark."""
    if directive is None:
        return {"facts": [], "held": False}
    values = {"issuer": directive.issuer, "date": day(directive.date) if directive.date else None}
    facts = [
        {"key": f"field.{name}", "value": values[name], "marks": marks_of(directive, name)}
        for name in _FACTS
        if values.get(name)
    ]
    return {
        "id": directive.id,
        "held": directive.held,
        "title": None if directive.title is None else " ".join(directive.title.split()),
        "titleMarks": marks_of(directive, "title"),
        "facts": facts,
    }


def _findings(briefing: Briefing) -> dict[str, object]:
    """How many findings there are of each severity, and the five that matter most."""
    ids = {one.finding: one.id for one in identified(briefing.findings)}
    counts: dict[str, int] = {}
    for finding in briefing.findings:
        counts[finding.severity.value] = counts.get(finding.severity.value, 0) + 1
    ranked = most_important(briefing.findings, Lineage(briefing).weigh, _MOST)
    return {
        "count": len(briefing.findings),
        "severities": [
            {"key": key, "count": counts[key], "word": label(f"audit.{key}")}
            for key in ("high", "medium", "low")
            if key in counts
        ],
        "top": [_finding(one, ids[one.finding], briefing) for one in ranked],
    }


def _finding(ranked: Ranked, identity: str, briefing: Briefing) -> dict[str, object]:
    finding = ranked.finding
    return {
        "id": identity,
        "severity": finding.severity.value,
        "check": finding.code,
        **words_of(finding),
        "at": place_record(finding.at, briefing),
        "against": None if finding.against is None else place_record(finding.against, briefing),
        "weight": ranked.weight,
        "alike": ranked.alike,
    }
