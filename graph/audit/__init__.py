"""The audit: checks that find what an auditor should look at, each finding with its words and their place.

A finding says what the texts of this collection say, or do not say; never that something was not done.
"""

from graph.audit.model import Finding, Place, Severity
from graph.audit.registry import CHECKS, audit

__all__ = ["CHECKS", "Finding", "Place", "Severity", "audit"]
