"""Queries kept as files: each queries/*.rq is found, documented by its header, checked, and run.

The header of a file is made of comments, the parts of a line divided by "|":

    # title-vi: Nhiệm vụ của một cơ quan
    # title-en: Tasks of an organisation
    # param: agency | iri | required | cơ quan | the organisation
    # param: only_role | string | optional | vai trò | role
    # column: task | nhiệm vụ | task

A line "# use: internal" keeps a query out of the list that people see. A parameter's type is iri, string, date or
number; instead of "optional" a default may stand as "optional lead". Each parameter given is bound by a VALUES block at
the head of the WHERE group; one not given leaves its variable free.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from graph.errors import QueryError, reason
from graph.identity import INSTANCES, iri
from graph.resources import folder
from graph.store import Store, Term
from graph.terms import XSD, is_iri, literal, resource, typed

Cell = str | int | float | bool | None
"""A value in a table; dates are ISO text, individuals their identifiers ("doc/vn/tw/kh/xii/07")."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes: its name is the query's variable."""

    name: str
    type: str
    required: bool
    default: str | None
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a query's table: the variable and its heading in both languages."""

    name: str
    vi: str
    en: str

    def heading(self, language: str) -> str:
        """The heading in "vi" or "en"."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Query:
    """A query file and what its header says of it; internal: it serves the program and not its users."""

    name: str
    path: Path
    title_vi: str
    title_en: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    internal: bool = False

    def title(self, language: str) -> str:
        """The title in "vi" or "en"."""
        return self.title_vi if language == "vi" else self.title_en


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: columns, and rows with a cell for each."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> tuple[dict[str, Cell], ...]:
        """The rows as mappings from the names of the columns."""
        names = [column.name for column in self.columns]
        return tuple(dict(zip(names, row, strict=True)) for row in self.rows)


def all_queries() -> tuple[Query, ...]:
    """The project's queries, by name."""
    return tuple(read_query(path) for path in sorted(folder("queries").glob("*.rq")))


def find(name: str) -> Query:
    """The query called `name` ("cascade"), or the one in the file `name` when it ends in ".rq".

    Raises QueryError when there is none, or its header is malformed.
    """
    if name.endswith(".rq"):
        return read_query(Path(name))
    known = {path.stem: path for path in sorted(folder("queries").glob("*.rq"))}
    if name not in known:
        near = get_close_matches(name, [one.name for one in all_queries() if not one.internal], _NEAR)
        remedy = "List them: lineage query"
        if near:
            remedy = f"Name one much like it: {', '.join(near)}"
        raise QueryError("no query has this name", where=name, remedy=remedy)
    return read_query(known[name])


def read_query(path: Path) -> Query:
    """The query in a file. Raises QueryError when the file cannot be read or its header is malformed."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            f"the query cannot be read: {reason(error)}", where=str(path), remedy="Name a text file"
        ) from error
    titles: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    for key, value in _HEADER.findall(text):
        parts = [part.strip() for part in value.split("|")]
        if key == "param":
            parameters.append(_parameter(parts, path))
        elif key == "column":
            columns.append(_column(parts, path))
        else:
            titles[key] = value
    return Query(
        path.stem,
        path,
        titles.get("title-vi", path.stem),
        titles.get("title-en", path.stem),
        tuple(parameters),
        tuple(columns),
        text,
        titles.get("use") == "internal",
    )


def run(store: Store, query: Query, parameters: Mapping[str, str] | None = None) -> Table:
    """Ask `store` a query with values for its parameters, given as text.

    Raises QueryError when a parameter is missing, unknown or of the wrong type, or the query is malformed.
    """
    answer = store.select(query.text, bindings(query, parameters or {}))
    known = {column.name: column for column in query.columns}
    columns = tuple(known.get(name, Column(name, name, name)) for name in answer.variables)
    return Table(columns, tuple(tuple(map(cell, row)) for row in answer.rows))


def bindings(query: Query, values: Mapping[str, str]) -> dict[str, str]:
    """The terms that a query's parameters are bound to, by name. Raises QueryError as `run` does."""
    known = {parameter.name: parameter for parameter in query.parameters}
    if unknown := sorted(set(values) - set(known)):
        names = ", ".join(known) or "none"
        raise QueryError(f"takes no parameter '{unknown[0]}'", where=query.name, remedy=f"Its parameters: {names}")
    terms: dict[str, str] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.name] = _term(parameter, value, query.name)
        elif parameter.required:
            raise QueryError(
                f"needs the parameter '{parameter.name}' ({parameter.vi}; {parameter.en})",
                where=query.name,
                remedy=f"Give {parameter.name}=...",
            )
    return terms


def cell(term: Term | None) -> Cell:
    """A term of an answer as a plain value."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        convert = _CONVERT.get(term.datatype.value)
        return term.value if convert is None else convert(term.value)
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(INSTANCES)
    return str(term)


_NEAR = 5
"""Names offered for one that no query has."""

_HEADER = re.compile(r"^#[ \t]*(title-vi|title-en|use|param|column):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_IDENTIFIER = re.compile(r"[^\s<>\"{}|^`\\]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")
_CONVERT: dict[str, Callable[[str], Cell]] = {
    **{XSD + kind: int for kind in ("integer", "int", "long", "nonNegativeInteger")},
    **{XSD + kind: float for kind in ("decimal", "double", "float")},
    XSD + "boolean": lambda text: text in {"true", "1"},
}


def _iri(text: str) -> str:
    if is_iri(text):
        return resource(text)
    if not _IDENTIFIER.fullmatch(text):
        raise ValueError(text)
    return resource(iri(text))


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return typed(Decimal(text)) if "." in text else typed(int(text))


def _date(text: str) -> str:
    if not _DATE.fullmatch(text):  # fromisoformat takes weeks ("2018-W01-1") too
        raise ValueError(text)
    return typed(date.fromisoformat(text))


_TYPES: dict[str, tuple[str, Callable[[str], str]]] = {
    "iri": ("an identifier such as doc/vn/tw/kh/xii/07, or an IRI", _iri),
    "string": ("a text", literal),
    "date": ("a date such as 2018-12-31", _date),
    "number": ("a number such as 12 or 0.5", _number),
}
"""For each type of parameter, what it wants and how its text becomes a term."""


def _term(parameter: Parameter, value: str, query: str) -> str:
    wanted, convert = _TYPES[parameter.type]
    try:
        return convert(value)
    except ValueError as error:
        raise QueryError(
            f"the parameter '{parameter.name}' is no {parameter.type}: {value[:80]}",
            where=query,
            remedy=f"Wanted: {wanted}",
        ) from error


def _parameter(parts: list[str], path: Path) -> Parameter:
    if len(parts) not in {4, 5} or not _NAME.fullmatch(parts[0]) or parts[1] not in _TYPES:
        raise _malformed(path, parts, "name | iri, string, date or number | required or optional | mô tả | description")
    need, _, default = parts[2].partition(" ")
    if need not in {"required", "optional"}:
        raise _malformed(path, parts, "required, optional, or optional and a default")
    return Parameter(parts[0], parts[1], need == "required", default.strip() or None, parts[3], parts[-1])


def _column(parts: list[str], path: Path) -> Column:
    if len(parts) != 3:
        raise _malformed(path, parts, "name | tiêu đề | heading")
    return Column(*parts)


def _malformed(path: Path, parts: list[str], wanted: str) -> QueryError:
    return QueryError(f"malformed line: {' | '.join(parts)}", where=str(path), remedy=f"Write: {wanted}")
