"""Triples of what people decided. Their graph is only ever added to: no build drops or rewrites it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.identity import INSTANCES
from graph.links import Decision
from graph.rdf.statements import Statements, concept, node
from graph.terms import NamedGraph, literal, named_graph, typed

DECISIONS_GRAPH = INSTANCES + "graph/decisions"
"""Graph of all decisions."""


def decision_id(number: int) -> str:
    """Identifier of a decision by its number."""
    return f"decision/{number}"


def decisions_graph(decisions: Iterable[Decision]) -> NamedGraph:
    """All decisions of a store as its graph of decisions."""
    out = Statements()
    for decision in decisions:
        _describe(decision, out)
    return named_graph(DECISIONS_GRAPH, out.triples)


def _describe(decision: Decision, out: Statements) -> None:
    subject = node(decision_id(decision.number))
    out.add_class(subject, "dl:Decision")
    out.add(subject, "schema:position", typed(decision.number))
    out.add(subject, "dl:verdict", concept("verdict", decision.verdict.value))
    if decision.child is not None:
        out.add(subject, "sssom:subject_id", node(decision.child))
    if decision.document is not None:
        out.add(subject, "dl:document", node(decision.document))
    out.add(subject, "sssom:object_id", node(decision.parent))
    if decision.relation is not None:
        out.add(subject, "dl:setRelation", concept("set-relation", decision.relation.value))
    out.add(subject, "sssom:reviewer_label", literal(decision.reviewer))
    out.add(subject, "dl:decidedOn", typed(decision.decided_on))
    out.add_text(subject, "dl:note", decision.note)
    out.add_text(subject, "dl:childText", decision.child_text)
    out.add(subject, "dl:parentText", literal(decision.parent_text))
    out.add_text(subject, "dl:childFingerprint", decision.child_fingerprint)
    out.add(subject, "dl:parentFingerprint", literal(decision.parent_fingerprint))
