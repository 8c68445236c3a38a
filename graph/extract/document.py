"""One document from its text alone: header, outline, the documents it names, tasks. A pure function of the source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.extract.citations import PassageContext, mentions_of
from graph.extract.frame import frame_of
from graph.extract.header import read_header
from graph.extract.outline import outline_of
from graph.extract.paragraphs import Block, Paragraph, blocks_of
from graph.extract.tables import Table
from graph.extract.tasks import tasks_of
from graph.model import Mention, ParsedDocument, Source, Task
from graph.read.lines import Line, lines_of
from graph.read.passage import Passage


def parse(source: Source) -> ParsedDocument:
    """The document that `source` holds, before it is held against others. Never refuses a text."""
    lines = lines_of(source)
    frame = frame_of(lines)
    header = read_header(source, lines, frame)
    body = blocks_of(_part(lines, frame.body), source.text)
    preamble = blocks_of(_part(lines, frame.preamble), source.text)
    annexes = [blocks_of(_part(lines, part), source.text) for part in frame.annexes]
    outline = outline_of(body, annexes)
    mentions = mentions_of(_contexts(_part(lines, frame.title), preamble, body, annexes), header)
    tasks = tasks_of(
        outline.units,
        issued=header.date.value if header.date else None,
        introduction=_introduction(preamble),
    )
    return ParsedDocument(
        source=source,
        header=header,
        provisions=outline.provisions(),
        mentions=mentions,
        tasks=_with_mentions(tasks, mentions),
        placed=outline.placed,
    )


def _part(lines: Sequence[Line], part: range) -> Sequence[Line]:
    return lines[part.start : part.stop]


def _introduction(preamble: Sequence[Block]) -> Passage | None:
    """The paragraph that leads over to the body: "... yêu cầu các bộ thực hiện các nhiệm vụ sau:"."""
    paragraphs = [block for block in preamble if isinstance(block, Paragraph) and block.text]
    return paragraphs[-1].passage if paragraphs else None


def _contexts(
    title: Sequence[Line], preamble: Sequence[Block], body: Sequence[Block], annexes: Sequence[Sequence[Block]]
) -> list[PassageContext]:
    """Every stretch of the document's words with the zone it stands in, in the order of the text."""
    contexts = [PassageContext(Passage.join(line.passage for line in title), "title")]
    contexts.extend(PassageContext(passage, "preamble") for passage in _passages(preamble))
    contexts.extend(PassageContext(passage, "body") for passage in _passages(body))
    for blocks in annexes:
        contexts.extend(PassageContext(passage, "annex") for passage in _passages(blocks))
    return [context for context in contexts if context.passage.text]


def _passages(blocks: Iterable[Block]) -> Iterable[Passage]:
    for block in blocks:
        if isinstance(block, Table):
            for row in (block.head, *block.rows):
                yield from (cell for cell in row.cells if cell.text)
        elif isinstance(block, Paragraph):
            yield block.passage


def _with_mentions(tasks: Iterable[Task], mentions: Sequence[Mention]) -> tuple[Task, ...]:
    """The tasks, each with the documents named in its own words (not those of labelled lines beside it)."""
    places = sorted(range(len(mentions)), key=lambda place: mentions[place].span)
    starts = [mentions[place].span.start for place in places]
    return tuple(replace(task, mentions=tuple(_inside(task, places, starts, mentions))) for task in tasks)


def _inside(task: Task, places: Sequence[int], starts: Sequence[int], mentions: Sequence[Mention]) -> Iterable[int]:
    first = bisect_left(starts, task.span.start)
    for place in places[first:]:
        if mentions[place].span.start >= task.span.end:
            break
        if task.span.covers(mentions[place].span):
            yield place
