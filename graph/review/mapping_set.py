"""The review sheet as an SSSOM mapping set (https://mapping-commons.github.io/sssom/), version 1.0, as TSV.

Only slots of the standard are used, so that its tools read the file without complaint; what has no slot stands in
`other` as key=value pairs. A reviewer decides by writing after "decision=" there, or in a column of that name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from graph import __version__
from graph.identity import INSTANCES, ONTOLOGY
from graph.links import Verdict
from graph.messages import Language
from graph.review import words
from graph.review.items import Item
from graph.review.sheet import plain

PREFIX = "lineage:"
"""Prefix of identifiers: lineage:doc/vn/tw/kh/xii/07 ."""
NO_TERM = "sssom:NoTermFound"
SLOTS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "confidence", "reviewer_label", "review_date", "subject_source", "object_source",
    "mapping_tool", "match_string", "comment", "other",
)  # fmt: skip
"""The columns of the file, all slots of the standard."""
OTHER = (
    "decision",
    "relation",
    "status",
    "proposed",
    "against",
    "document",
    "child_fingerprint",
    "parent_fingerprint",
    "last",
)
"""Keys of `other`, named as the columns of the sheet; the first two are for the reviewer."""
_METADATA = f"""\
#mapping_set_id: {INSTANCES}mapping-set/review
#mapping_set_title: "{{title}}"
#mapping_set_description: "{{description}}"
#license: https://w3id.org/sssom/license/unspecified
#mapping_tool_version: "{__version__}"
#curie_map:
#  dl: {ONTOLOGY}
#  lineage: {INSTANCES}
"""
_TITLE = {"vi": "Liên kết cần rà soát", "en": "Links to review"}
_DESCRIPTION = {
    "vi": "Ghi quyết định sau decision= ở cột other: {choices}. Lý do ở comment, người rà soát ở reviewer_label.",
    "en": "Decide by writing after decision= in column other: {choices}. Reason in comment, name in reviewer_label.",
}


def mapping_set(items: Sequence[Item], language: Language) -> str:
    """The items as the text of a TSV file. The same items give the same text."""
    stream = io.StringIO(newline="")
    offered = " / ".join(words.choices("decision", language))
    description = _DESCRIPTION[language].format(choices=offered)
    stream.write(_METADATA.format(title=_TITLE[language], description=description))
    writer = csv.DictWriter(stream, SLOTS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    for item in items:
        writer.writerow({name: _cell(value) for name, value in _slots(item, language).items()})
    return stream.getvalue()


def _slots(item: Item, language: Language) -> Mapping[str, str]:
    """What each slot holds. comment and reviewer_label of an undecided link are empty: the reviewer fills them."""
    decision = item.decision
    holds = decision is not None and item.suspect is None
    return {
        "subject_id": PREFIX + item.child.task if item.child else NO_TERM,
        "subject_label": item.child.text if item.child else "",
        "predicate_id": "dl:carriesOut",
        "predicate_modifier": "Not" if decision is not None and decision.verdict is Verdict.REJECT else "",
        "object_id": PREFIX + item.parent.task,
        "object_label": item.parent.text,
        "mapping_justification": f"semapv:{'ManualMappingCuration' if decision else 'CompositeMatching'}",
        "confidence": "" if item.score is None else f"{item.score:.6g}",
        "reviewer_label": decision.reviewer if decision is not None and holds else "",
        "review_date": decision.decided_on.isoformat() if decision is not None and holds else "",
        "subject_source": PREFIX + item.document,
        "object_source": PREFIX + item.parent.document,
        "mapping_tool": f"directive-lineage {item.method}".strip(),
        "match_string": "|".join(_undivided(one) for one in item.evidence.phrases),
        "comment": (decision.note or "") if decision is not None and holds else "",
        "other": "|".join(f"{key}={_undivided(value)}" for key, value in _other(item, language).items()),
    }


def _other(item: Item, language: Language) -> Mapping[str, str]:
    values = {
        "decision": "",
        "relation": "",
        "status": words.shown("status", "suspect" if item.suspect is not None else item.status, language),
        "proposed": words.shown("relation", item.relation.value, language) if item.relation else "",
        "against": ", ".join(words.shown("doubt", code, language) for code in item.evidence.against),
        "document": item.document,
        "child_fingerprint": item.child.fingerprint if item.child else "",
        "parent_fingerprint": item.parent.fingerprint,
        "last": str(item.decision.number) if item.decision is not None else "",
    }
    return {key: values[key] for key in OTHER}


def _undivided(text: str) -> str:
    """A value of a slot that holds several, divided by "|"."""
    return text.replace("|", "¦")


def _cell(value: str) -> str:
    return plain(" ".join(value.split()))
