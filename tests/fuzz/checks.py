"""What holds of every parsed document, whatever its text: spans point at their words, paths and indexes are sound."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Collection, ParsedDocument, Source, Span, Stated
from graph.spelling import fold


def check_document(parsed: ParsedDocument) -> None:
    """Raises AssertionError saying what does not hold."""
    source = parsed.source
    for what, span, words in _claims(parsed):
        assert span.end <= len(source.text), f"{what}: {span} lies outside the text"
        assert _holds(source.quote(span), words), f"{what}: {words!r} is not at {span}: {source.quote(span)!r}"
    for what, span in _places(parsed):
        assert span.end <= len(source.text), f"{what}: {span} lies outside the text"
        assert span.end > span.start, f"{what}: {span} is empty"
    _check_paths(parsed)
    _check_indexes(parsed)
    assert 0.0 <= parsed.placed <= 1.0


def check_collection(collection: Collection) -> None:
    """Every held document is in it once, every citation names a record, every witness quotes its text."""
    ids = [one.record.id for one in collection.held] + [one.id for one in collection.cited]
    assert len(set(ids)) == len(ids), f"identifiers come twice: {ids}"
    texts = {one.parsed.source.name: one.parsed.source for one in collection.held}
    for one in collection.held:
        check_document(one.parsed)
        assert all(citation.cited in ids for citation in one.citations)
        assert len(one.task_cites) == len(one.parsed.tasks)
        for citation in one.citations:
            for span in citation.spans:
                assert 0 <= span.start < span.end <= len(one.parsed.source.text)
            assert citation.quote in one.parsed.source.text
    for record in (*(one.record for one in collection.held), *collection.cited):
        for stated in _stated_values(record.header):
            for witness in stated.witnesses:
                if witness.source in texts:
                    assert texts[witness.source].quote(witness.span) == witness.quote, witness


def _claims(parsed: ParsedDocument) -> Iterator[tuple[str, Span, str]]:
    """What was read as it stands: kind, place, words."""
    header = parsed.header
    for name in ("place", "title", "signer"):
        stated = getattr(header, name)
        if stated is not None and stated.span is not None:
            yield f"header.{name}", stated.span, stated.value
    for stated in header.recipients:
        if stated.span is not None:
            yield "recipient", stated.span, stated.value
    for provision in parsed.provisions:
        if provision.text:
            yield f"provision {'/'.join(provision.path)}", provision.span, provision.text
    for task in parsed.tasks:
        at = "/".join(task.path)
        yield f"task {at}", task.span, task.text
        for duty in task.duties:
            yield f"duty of {at}", duty.span, duty.text
        for assignment in task.assignments:
            yield f"{assignment.role} of {at}", assignment.span, assignment.name
        if task.condition is not None:
            yield f"condition of {at}", task.condition.span, task.condition.text
        for quantity in task.quantities:
            yield f"quantity of {at}", quantity.span, quantity.text
        if task.deadline is not None:
            quotes = "; ".join(parsed.source.quote(span) for span in task.deadline.spans)
            assert _letters(quotes) == _letters(task.deadline.text), f"deadline of {at}: {task.deadline!r}, {quotes!r}"
    for mention in parsed.mentions:
        if mention.type is not None and mention.symbol is None and mention.form.value == "bare":
            quote = parsed.source.quote(mention.span)
            assert fold(mention.type) in fold(quote), f"mention {mention!r}: {quote!r}"


def _places(parsed: ParsedDocument) -> Iterator[tuple[str, Span]]:
    for stated in _stated_values(parsed.header):
        if stated.span is not None:
            yield f"header: {stated.value}", stated.span
    for provision in parsed.provisions:
        yield f"provision {'/'.join(provision.path)}", provision.span
    for task in parsed.tasks:
        yield f"task {'/'.join(task.path)}", task.span
        if task.deadline is not None:
            yield from ((f"deadline of {'/'.join(task.path)}", span) for span in task.deadline.spans)
    for mention in parsed.mentions:
        yield f"mention {mention.symbol or mention.type}", mention.span


def _stated_values(header: object) -> Iterator[Stated[object]]:
    for name in header.__slots__:  # type: ignore[attr-defined]
        value = getattr(header, name)
        if isinstance(value, Stated):
            yield value
        elif isinstance(value, tuple):
            yield from value


def _check_paths(parsed: ParsedDocument) -> None:
    for what, paths in (
        ("provisions", [one.path for one in parsed.provisions]),
        ("tasks", [one.path for one in parsed.tasks]),
    ):
        assert len(set(paths)) == len(paths), f"paths of {what} come twice: {sorted(paths)}"
    tasks = {task.path for task in parsed.tasks}
    assert all(task.same_as in tasks for task in parsed.tasks if task.same_as is not None)


def _check_indexes(parsed: ParsedDocument) -> None:
    for index, provision in enumerate(parsed.provisions):
        assert provision.parent is None or 0 <= provision.parent < index
    for index, mention in enumerate(parsed.mentions):
        assert mention.within is None or (0 <= mention.within < len(parsed.mentions) and mention.within != index)
    for task in parsed.tasks:
        assert all(0 <= mention < len(parsed.mentions) for mention in task.mentions)
        assert task.duties


def _holds(quote: str, words: str) -> bool:
    """True when the letters and figures of `words` stand in `quote` in their order, first and last at its ends."""
    wanted, there = _letters(words), _letters(quote)
    if not wanted:
        return True
    place = 0
    for character in wanted:
        place = there.find(character, place) + 1
        if place == 0:
            return False
    return True


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def quoted(source: Source, span: Span) -> str:
    """The letters and figures at `span`."""
    return _letters(source.quote(span))
