"""What is fuzzed: one entry a part of the way from bytes to links, a strategy and what must hold of its examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from graph.align import align
from graph.errors import ReadError
from graph.extract import phrases as phrase_lists
from graph.extract.citations import PassageContext, mentions_of
from graph.extract.conditions import read_condition
from graph.extract.deadlines import read_deadline, read_heading_time, read_time
from graph.extract.document import parse
from graph.extract.duties import duties_of
from graph.extract.frame import frame_of
from graph.extract.header import read_header
from graph.extract.quantities import quantities_of
from graph.extract.roles import leads_in_heading, leads_in_introduction, roles_in_sentence
from graph.lexicon import agencies
from graph.model import Level, Source
from graph.read.decode import decode
from graph.read.lines import clean, lines_of
from graph.read.passage import Passage
from graph.resolve import resolve
from graph.spelling import bare, compose, fold, fold_in_place, fold_tone, slug
from graph.symbols import find_symbols, padded, parse_symbol
from tests.fuzz import texts
from tests.fuzz.checks import check_collection, check_document

Check = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Target:
    """A part of the program: examples of what it is given, what must hold, and how many are tried in the suite."""

    name: str
    examples: st.SearchStrategy[Any]
    check: Check
    count: int = 60


def _decoding(data: bytes) -> None:
    try:
        text, encoding = decode(data, "x.txt")
    except ReadError as error:
        _check_fault(error)
        return
    assert "\r" not in text
    assert "\0" not in text
    assert text.strip()
    assert encoding
    text.encode("utf-8")


def _check_fault(error: ReadError) -> None:
    assert error.where == "x.txt"
    assert error.remedy


def _reading(data: bytes) -> None:
    try:
        text, encoding = decode(data, "x.txt")
    except ReadError:
        return
    check_document(parse(Source("x.txt", text, encoding)))


def _lines(text: str) -> None:
    source = Source("x.txt", text)
    lines = lines_of(source)
    assert [line.number for line in lines] == list(range(1, len(text.split("\n")) + 1))
    for line in lines:
        assert len(line.passage.offsets) == len(line.passage.text)
        _check_passage(line.passage, text)
        assert line.passage.text == line.passage.text.strip(" ")


def _check_passage(passage: Passage, text: str) -> None:
    places = list(passage.offsets)
    assert all(earlier <= later for earlier, later in pairwise(places))
    for character, place in zip(passage.text, places, strict=True):
        assert character in (text[place], " ")


def _spelling(text: str) -> None:
    for function in (compose, fold_tone, fold, bare, slug):
        function(text)
    assert len(fold_in_place(text)) == len(text)
    assert len(phrase_lists.fold(text)) == len(text)
    assert len(phrase_lists.hide_quoted(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert slug(text).isascii()


def _symbols(text: str) -> None:
    place = 0
    for symbol, start, end in find_symbols(text):
        assert place <= start < end <= len(text)
        place = end
        again = parse_symbol(symbol.text)
        assert again is not None, symbol
        assert again.text == symbol.text
        assert symbol.key
        padded(symbol.number)
    parse_symbol(text)


def _sentences(text: str) -> None:
    passage = clean(text.replace("\n", " "), 0)
    source = Source("x", text.replace("\n", " "))
    for issued in (None, date(2018, 7, 2), date.max, date.min):
        for reading in (read_deadline(passage, issued=issued), read_time([passage], issued=issued)):
            assert reading.deadline is None or all(source.quote(span).strip() for span in reading.deadline.spans)
    read_heading_time(passage)
    folded = phrase_lists.fold(passage.text)
    read_condition(passage, folded, in_cell=True)
    for found in (*quantities_of(passage), *duties_of(passage)):
        assert source.quote(found.span).strip() or not passage.text
    for one in (*roles_in_sentence(passage), *leads_in_heading(passage), *leads_in_introduction(passage)):
        assert source.quote(one.span).strip()
        for level in (*Level, None):
            assert agencies.resolve(one.name, "vn/tuyen-quang", level).id


def _citations(text: str) -> None:
    passages = [PassageContext(line.passage, "body") for line in lines_of(Source("x", text))]
    for zone in ("title", "preamble", "body", "annex"):
        for mention in mentions_of([PassageContext(one.passage, zone) for one in passages]):
            assert 0 <= mention.span.start < mention.span.end <= len(text)


def _header(text: str) -> None:
    source = Source("x.txt", text)
    lines = lines_of(source)
    frame = frame_of(lines)
    parts = [frame.head, frame.title, frame.preamble, frame.body, frame.tail, *frame.annexes]
    places = [place for part in parts for place in part]
    assert len(set(places)) == len(places), f"parts overlap: {frame}"
    assert all(0 <= place < len(lines) for place in places)
    read_header(source, lines, frame)


def _document(text: str) -> None:
    source = Source("x.txt", text)
    parsed = parse(source)
    check_document(parsed)
    assert parse(source) == parsed


def _resolving(given: list[str]) -> None:
    parses = [parse(Source(f"{number}.txt", text)) for number, text in enumerate(given)]
    collection = resolve(parses)
    check_collection(collection)
    assert resolve(parses[::-1]) == collection
    assert len(collection.held) + len(collection.duplicates) == len(given)


def _aligning(given: list[str]) -> None:
    collection = resolve([parse(Source(f"{number}.txt", text)) for number, text in enumerate(given)])
    found = align(collection)
    ids = {one.record.id for one in collection.held}
    for link in found.links:
        assert 0.0 <= link.score <= 1.0
        assert any(link.child.startswith(one) for one in ids)
        assert link.child != link.parent


_several = st.lists(texts.documents(), min_size=2, max_size=3)
_TARGETS = (
    Target("decoding", texts.files(), _decoding, 150),
    Target("reading", texts.files(), _reading),
    Target("lines", texts.documents(), _lines),
    Target("spelling", st.one_of(st.text(), texts.phrases()), _spelling, 150),
    Target("symbols", texts.phrases(), _symbols, 100),
    Target("sentences", texts.phrases(), _sentences, 100),
    Target("citations", texts.documents(), _citations),
    Target("header", texts.documents(), _header),
    Target("documents", texts.documents(), _document, 100),
    Target("any-text", st.text(), _document),
    Target("resolving", _several, _resolving, 25),
    Target("aligning", _several, _aligning, 15),
)
TARGETS = {target.name: target for target in _TARGETS}
"""By name."""

__all__ = ["TARGETS", "Target"]
