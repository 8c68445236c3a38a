"""The one registry of checks, and the audit that runs them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from graph.audit.check import Audited, Check
from graph.audit.checks_documents import DOCUMENT_CHECKS
from graph.audit.checks_levels import LEVEL_CHECKS
from graph.audit.checks_tasks import TASK_CHECKS
from graph.audit.model import Finding
from graph.audit.numbering import NUMBERING_CHECKS
from graph.errors import UsageError
from graph.store import Store

CHECKS: tuple[Check, ...] = (*DOCUMENT_CHECKS, *NUMBERING_CHECKS, *TASK_CHECKS, *LEVEL_CHECKS)
"""All checks. A new one is one entry here, by way of its module, and one row of data/lexicon/findings.csv."""


def audit(
    store: Store,
    *,
    as_of: date | None = None,
    codes: Collection[str] = (),
    documents: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """All findings of `store`, gravest first, each once.

    codes: only these checks (none: all). documents: only findings about these documents, by their identifiers. Checks
    that hold a deadline against a day run only with `as_of`. Raises UsageError for a code that no check has, QueryError
    and StoreError as queries do.
    """
    chosen = _chosen(codes)
    audited = Audited(store, as_of)
    found = {finding for check in chosen for finding in check.findings(audited)}
    if documents is not None:
        wanted = frozenset(documents)
        found = {finding for finding in found if finding.documents & wanted}
    return tuple(sorted(found, key=lambda finding: finding.order))


def _chosen(codes: Collection[str]) -> tuple[Check, ...]:
    known = [check.code for check in CHECKS]
    if unknown := sorted(set(codes) - set(known)):
        raise UsageError("no check has this code", where=unknown[0], remedy="List them: lineage audit --list")
    return tuple(check for check in CHECKS if not codes or check.code in codes)
