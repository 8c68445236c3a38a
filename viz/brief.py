"""A briefing as files: a folder of pages that link to each other, or one file that holds them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.messages import Language
from viz import frame
from viz.briefing import Briefing
from viz.registry import PAGES, Page

SINGLE_FILE = "index.html"


def folder(briefing: Briefing, *, lang: Language = "vi", pages: Sequence[Page] = PAGES) -> Iterator[tuple[str, bytes]]:
    """The files of a folder, (name, content), each page with the files that it offers."""
    places = [page.place for page in pages]
    for page in pages:
        section = page.build(briefing, lang)
        html = frame.html([section], places, lang=lang, as_of=briefing.as_of, references=briefing.references)
        yield page.file, html.encode("utf-8")
        yield from sorted(section.files.items())


def single(briefing: Briefing, *, lang: Language = "vi", pages: Sequence[Page] = PAGES) -> bytes:
    """One HTML file with all pages and the files that they offer in it."""
    sections = [page.build(briefing, lang) for page in pages]
    places = [page.place for page in pages]
    html = frame.html(sections, places, lang=lang, as_of=briefing.as_of, references=briefing.references)
    return html.encode("utf-8")
