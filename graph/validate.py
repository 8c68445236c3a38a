"""Checking a store against the shapes of ontology/shapes.ttl; each fault is shown with the words it is about."""

from __future__ import annotations

from dataclasses import dataclass

import rdflib
from pyshacl import validate as check
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from graph.errors import LineageError
from graph.identity import INSTANCES, ONTOLOGY
from graph.kept import public_quads
from graph.messages import Language
from graph.rdf import SHAPES as SHAPES_FILE
from graph.references import PLAIN_TEXT, References
from graph.resources import folder
from graph.store import Store

SHAPES = "https://w3id.org/directive-lineage/shapes#"
"""Namespace of the shapes' names."""
_EVIDENCE = rdflib.URIRef(ONTOLOGY + "evidence")
_SOURCE = rdflib.URIRef(ONTOLOGY + "source")
_LINE = rdflib.URIRef(ONTOLOGY + "line")
_EXACT = rdflib.URIRef("http://www.w3.org/ns/oa#exact")


@dataclass(frozen=True, slots=True)
class Violation:
    """A fault: the shape's name, the node's identifier, what is wrong, "violation" or "warning", and where it stands.

    source, line and quote are those of the words that the node was read from, or of what holds it; None where the
    graph has no such words.
    """

    shape: str
    focus: str
    message_vi: str
    message_en: str
    severity: str
    source: str | None
    line: int | None
    quote: str | None

    def message(self, language: str) -> str:
        """What is wrong, in "vi" or "en"."""
        return self.message_vi if language == "vi" else self.message_en

    def text(self, language: Language, references: References = PLAIN_TEXT) -> str:
        """The fault as one line with its place: "huyen.md:6: ... (doc/...) [deadline-order]"."""
        place = f"{references.where(self.source, self.line, language)}:" if self.source is not None else ""
        quote = f' "{" ".join(self.quote.split())}"' if self.quote else ""
        return f"{place} {self.message(language)}{quote} ({self.focus}) [{self.shape}]".strip()


def validate(store: Store) -> tuple[Violation, ...]:
    """All faults of what the store holds, violations before warnings, in the order of sources and lines.

    Raises LineageError when the shapes cannot be read.
    """
    data = rdflib.Graph()
    triples = b"".join(f"{quad.triple} .\n".encode() for quad in public_quads(store))
    data.parse(data=triples, format="ox-nt")
    _, report, _ = check(data, shacl_graph=shapes_graph(), inference="none", advanced=False, do_owl_imports=False)
    if not isinstance(report, rdflib.Graph):
        raise LineageError("the shapes cannot be checked", where=SHAPES_FILE, remedy="Install the package again")
    found = {_violation(report, result, data) for result in report.subjects(RDF.type, SH.ValidationResult)}
    return tuple(sorted(found, key=_order))


def shapes_graph() -> rdflib.Graph:
    """The shapes of ontology/shapes.ttl."""
    graph = rdflib.Graph()
    try:
        graph.parse(str(folder("ontology") / SHAPES_FILE), format="turtle")
    except (OSError, SyntaxError, ValueError) as error:
        raise LineageError(
            f"the shapes cannot be read: {error}", where=SHAPES_FILE, remedy="Install the package again"
        ) from error
    return graph


def _order(violation: Violation) -> tuple[str, str, int, str, str]:
    return (violation.severity, violation.source or "", violation.line or 0, violation.shape, violation.focus)


def _violation(report: rdflib.Graph, result: Node, data: rdflib.Graph) -> Violation:
    focus = report.value(result, SH.focusNode)
    shape = str(report.value(result, SH.sourceShape))
    severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower()
    messages = {
        message.language: str(message)
        for message in report.objects(result, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    source, line, quote = _place(data, focus) if focus is not None else (None, None, None)
    return Violation(
        shape=shape.removeprefix(SHAPES),
        focus=str(focus).removeprefix(INSTANCES),
        message_vi=messages.get("vi", ""),
        message_en=messages.get("en", ""),
        severity=severity,
        source=source,
        line=line,
        quote=quote,
    )


def _place(data: rdflib.Graph, focus: Node) -> tuple[str | None, int | None, str | None]:
    """The first words that a node was read from: its own, else those of what points to it."""
    if data.value(focus, _EXACT) is not None:
        return _words(data, focus)
    for nodes in ([focus], data.subjects(None, focus)):
        places = sorted(
            (_words(data, words) for one in nodes for words in data.objects(one, _EVIDENCE)),
            key=lambda place: (place[0] or "", place[1] or 0, place[2] or ""),
        )
        if places:
            return places[0]
    source = data.value(focus, _SOURCE)
    return (None if source is None else str(source)), None, None


def _words(data: rdflib.Graph, words: Node) -> tuple[str | None, int | None, str | None]:
    source, line, quote = (data.value(words, one) for one in (_SOURCE, _LINE, _EXACT))
    number = line.toPython() if isinstance(line, rdflib.Literal) else None
    return (
        None if source is None else str(source),
        number if isinstance(number, int) else None,
        None if quote is None else str(quote),
    )
