"""Placing bound values and graph names into a SPARQL query, by its tokens and never by pasting into its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from graph.errors import QueryError
from graph.terms import resource

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"""'
    r"|'''(?:[^'\\]|\\.|'{1,2}(?!'))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n]*"
    r"|(?P<group>\{)"
    r"|(?P<word>[?$]?[A-Za-z_][\w:.-]*)",
    re.DOTALL,
)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def bind(query: str, bindings: Mapping[str, str]) -> str:
    """`query` with each variable bound to a term by a VALUES block at the head of its WHERE group.

    `bindings` maps names of variables (without "?") to terms in N-Triples form, as `graph.terms` makes them. A variable
    that is not among them stays free. Raises QueryError when the query has no group of patterns.
    """
    if not bindings:
        return query
    names = sorted(bindings)
    for variable in names:
        if not _VARIABLE.fullmatch(variable):
            raise QueryError(f"'{variable}' is no name of a variable", remedy="Use letters, digits and _")
    head = " ".join(f"?{variable}" for variable in names)
    row = " ".join(bindings[variable] for variable in names)
    place = _where(query)[1]
    return f"{query[:place]} VALUES ({head}) {{ ({row}) }} {query[place:]}"


def over_graphs(query: str, graphs: Iterable[str]) -> str:
    """`query` asked of the merge of named graphs: FROM clauses for stores whose default graph holds none of them."""
    clauses = " ".join(f"FROM {name} FROM NAMED {name}" for name in map(resource, graphs))
    place = _where(query)[0]
    return f"{query[:place]} {clauses} {query[place:]}" if clauses else query


def _where(query: str) -> tuple[int, int]:
    """Where the keyword WHERE (or the group without it) begins, and the place right after the group's brace."""
    keyword = None
    for token in _TOKEN.finditer(query):
        if token.group("group"):
            return (token.start() if keyword is None else keyword), token.end()
        word = (token.group("word") or "").upper()
        if word:
            keyword = token.start() if word == "WHERE" else keyword
    raise QueryError("the query has no group of patterns { ... }", remedy="Write a SELECT query")
