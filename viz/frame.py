"""The frame around every page: one HTML file that asks for nothing, with one section of its own or with several.

A page is a `Section`: its markup and scripts are ours, what comes from documents is in its data, which scripts read
and set as text. A file of one section links to other files beside it; a file of several shows one section at a time.
The content security policy allows these very scripts and this very style, and nothing to be loaded.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from graph.messages import Language
from graph.references import PLAIN_TEXT, References
from viz import packing
from viz.labels import COMMON, Text, day, join, label, say, words
from viz.layout.text import FONT_SIZE, FONT_STACK, LINE_HEIGHT
from viz.references import reference_records, reference_words

_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_FIRST_SCRIPTS = ("frame.js", "search.js", "controls.js", "places.js", "panel.js", "links.js")
_LAST_SCRIPTS = ("start.js",)
_FIRST_STYLES = ("frame.css", "panel.css")


@dataclass(frozen=True, slots=True)
class Section:
    """One page: what stands between the frame's head and foot.

    name is that of its entry in `viz.registry`; bar (the controls beside the title) and markup are
    made from templates of ours (`fragment`); data is what its
    script reads as page.data; scripts and styles are files of viz/templates, in order, and libraries whole scripts that
    go before ours; search is the key of the words in the search field, or "" for no search; words are its word lists
    besides the common one; files are written beside the page (a workbook, say), by name.
    """

    name: str
    title: Text
    bar: Markup
    markup: Markup
    data: object
    scripts: tuple[str, ...]
    styles: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    search: str = ""
    words: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A page as the others link to it: name, file and what the link says."""

    name: str
    file: str
    title: Text


def html(
    sections: Sequence[Section],
    places: Sequence[Place],
    *,
    lang: Language,
    as_of: date | None,
    references: References = PLAIN_TEXT,
) -> str:
    """One HTML file with these sections: the same characters for the same input, and no request when it is opened.

    places are the pages that the head links to; those that have no section here are files of their own, beside this
    one, and so are the `files` of a single section. A file of several sections carries everything in itself.
    references say where words stand in the files that they were read from.
    """
    whole = len(sections) > 1
    ours = [*_FIRST_SCRIPTS, *_each(section.scripts for section in sections), *_LAST_SCRIPTS]
    scripts = [*_each(section.libraries for section in sections), *(template(name) for name in ours)]
    style = "".join(map(template, [*_FIRST_STYLES, *_each(section.styles for section in sections)]))
    style = style.replace("FONT_STACK", FONT_STACK)
    titles = {section.name: _title(section.title, as_of) for section in sections}
    site = {
        "lang": lang,
        "pages": [{"name": place.name, "file": place.file, "title": place.title} for place in places],
        "whole": whole,
        "titles": titles,
        "search": {section.name: section.search for section in sections},
        "asOf": None if as_of is None else as_of.isoformat(),
        "words": words([COMMON, *_each(section.words for section in sections)]) | reference_words(),
        "references": reference_records(references),
        "font": {"stack": FONT_STACK, "size": FONT_SIZE, "line": LINE_HEIGHT},
        "files": {name: _base64(content) if whole else None for one in sections for name, content in one.files.items()},
    }
    return fragment(
        "frame.html",
        lang=lang,
        sections=sections,
        places=places,
        title=say(titles[sections[0].name], lang),
        policy=_policy(scripts, style),
        style=Markup(style),  # noqa: S704 - our own files
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
        blocks=[packing.block("site", site), *(packing.block(f"data-{one.name}", one.data) for one in sections)],
    )


def fragment(name: str, **values: object) -> Markup:
    """The template `name` filled in, everything escaped that is not `Markup`."""
    return Markup(environment().get_template(name).render(**values))  # noqa: S704 - autoescaped


@cache
def environment() -> Environment:
    """Our templates, under autoescape. `word` is `viz.labels.label`, `say` picks the language."""
    made = Environment(loader=FunctionLoader(template), autoescape=True, undefined=StrictUndefined)
    made.filters["say"] = say
    made.globals["word"] = label
    return made


@cache
def template(name: str) -> str:
    """One of our files, made smaller: without comments on lines of their own and the blanks that lines begin with."""
    text = resources.files("viz").joinpath("templates", name).read_text(encoding="utf-8")
    return "\n".join(line.lstrip() for line in _COMMENT.sub("", text).splitlines()) + "\n"


def _each(groups: object) -> list[str]:
    """Every name once, in the order of first naming."""
    return list(dict.fromkeys(name for group in groups for name in group))  # type: ignore[attr-defined]


def _title(title: Text, as_of: date | None) -> Text:
    return title if as_of is None else join([title, label("as-of", date=day(as_of))], ", ")


def _policy(scripts: Sequence[str], style: str) -> str:
    """Content security policy: nothing may load, and only these very scripts and this very style may run."""
    hashes = " ".join(map(_hash, scripts))
    return f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{_base64(hashlib.sha256(text.encode('utf-8')).digest())}'"


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
