"""Identifiers of findings that a link can hold: the same finding bears the same one after every build."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from graph.audit import Finding
from graph.audit.model import Place

_DIGITS = 10  # hexadecimal: of 20,000 findings of one check, two share them once in 5,000 collections
_TELLING = ("requirement", "field", "role", "number", "cited", "named_symbol", "other_figure", "date", "other_date")
"""Values that tell findings of one check at one place apart. Scores and counts change with every link: they do not."""


def identities(findings: Sequence[Finding]) -> tuple[str, ...]:
    """An identifier for each finding, in their order: the check's code and a digest of what it is about.

    What counts is the check, the subject and both places; words count only where a place has no path in the outline,
    line numbers never. Findings that share all of this are numbered in their order ("no-lead-0a1b2c3d4e-2").
    """
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        identity = f"{finding.code}-{_digest(finding)}"
        seen[identity] += 1
        made.append(identity if seen[identity] == 1 else f"{identity}-{seen[identity]}")
    return tuple(made)


def _digest(finding: Finding) -> str:
    values = dict(finding.values)
    parts = [
        finding.code,
        finding.subject,
        *_parts(finding.at),
        *_parts(finding.against),
        *(f"{name}={values[name]}" for name in _TELLING if values.get(name) is not None),
    ]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _parts(place: Place | None) -> tuple[str, ...]:
    return () if place is None else (place.document, place.path or place.quote)
