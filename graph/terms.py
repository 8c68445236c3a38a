"""RDF terms as text: the few forms of N-Triples that everything we write consists of.

N-Triples text is what all stores take fastest, and it is valid inside SPARQL's INSERT DATA and VALUES as it stands.
All escaping of texts from documents happens here and nowhere else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from graph.errors import LineageError

STAMP = "https://schema.org/sha256"
"""Property of a graph that gives the digest of its other statements."""
XSD = "http://www.w3.org/2001/XMLSchema#"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE_IN_LITERAL = re.compile(r'[\\"\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]')
_UNSAFE_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A named graph: its IRI, and its statements in N-Triples ("<s> <p> <o> ."), sorted, each once."""

    iri: str
    triples: tuple[str, ...]

    @property
    def n_quads(self) -> str:
        """The statements in N-Quads, one a line."""
        name = resource(self.iri)
        return "".join(f"{triple[:-1]}{name} .\n" for triple in self.triples)


def named_graph(iri: str, triples: Iterable[str]) -> NamedGraph:
    """A graph of `triples` sorted and without repetitions: the same statements give the same graph."""
    return NamedGraph(iri, tuple(sorted(set(triples))))


def stamped(graph: NamedGraph) -> NamedGraph:
    """The graph with a statement of its own SHA-256, by which a store tells at once whether it has just this graph."""
    digest = hashlib.sha256("\n".join(graph.triples).encode()).hexdigest()
    return named_graph(graph.iri, (*graph.triples, f"{resource(graph.iri)} <{STAMP}> {literal(digest)} ."))


def resource(iri: str) -> str:
    """An absolute IRI between angle brackets. Raises LineageError for text that is no IRI."""
    if not is_iri(iri):
        raise LineageError("not an absolute IRI", where=iri[:80], remedy="Give an IRI such as https://example.org/a")
    return f"<{iri}>"


def is_iri(text: str) -> bool:
    """True for an absolute IRI without characters that would end it early."""
    return bool(_SCHEME.match(text)) and not _UNSAFE_IN_IRI.search(text)


def literal(text: str, language: str = "") -> str:
    """A text as a literal. Control characters are escaped; what no encoding can hold becomes U+FFFD."""
    if _UNSAFE_IN_LITERAL.search(text):
        text = _UNSAFE_IN_LITERAL.sub(_escape, text)
    if not language:
        return f'"{text}"'
    if not _LANGUAGE.fullmatch(language):
        raise LineageError("not a language tag", where=language, remedy="Use a tag such as vi or en")
    return f'"{text}"@{language}'


def typed(value: date | Decimal | float | bool) -> str:
    """A date, number or truth value as a typed literal in canonical form: 1.50 is written 1.5, for stores do so too."""
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD}boolean>'
    if isinstance(value, date):
        return f'"{value.isoformat()}"^^<{XSD}date>'
    if isinstance(value, int):
        return f'"{value}"^^<{XSD}integer>'
    number = f"{Decimal(repr(value)) if isinstance(value, float) else value:f}"
    return f'"{number.rstrip("0").rstrip(".") if "." in number else number}"^^<{XSD}decimal>'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\u{ord(character):04X}" if ord(character) and ord(character) < 0x80 else "\ufffd"
