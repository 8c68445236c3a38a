"""One HTML file that asks for nothing: pyvis carries the network, our template and scripts draw it.

pyvis 0.3.2 as it comes writes files in the locale's encoding, asks servers for style sheets, and puts heading, titles
and options into HTML unescaped. Used here is only its carrier: nodes and edges appended to its lists, its
`generate_html` with our template under autoescape, and the vis-network script it bundles, inlined. What comes from
documents is in blocks of JSON that scripts read and set with textContent.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from viz.labels import Language, Text, day, interface, join, label, say
from viz.sharing import share_texts
from viz.text import FONT_SIZE, FONT_STACK, LINE_HEIGHT

_VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"
_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": True, "multiselect": False, "selectConnectedEdges": False},
}
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class Page:
    """What one map hands over: nodes and edges for pyvis, everything else for our own script.

    script is the file in viz/templates that holds the map's own behaviour; switches and legend are keys of labels.
    """

    name: str
    title: Text
    script: str
    nodes: Sequence[Mapping[str, object]]
    edges: Sequence[Mapping[str, object]]
    drawing: Mapping[str, object]
    switches: Sequence[tuple[str, int]] = ()
    legend: Sequence[str] = ()


def render(page: Page, *, lang: Language, as_of: date | None) -> str:
    """The HTML of a map: the same characters for the same input, and no request when it is opened."""
    title = page.title if as_of is None else join([page.title, label("as-of", date=day(as_of))], ", ")
    scripts = [_vis_network(), _template("surface.js"), _template("shell.js"), _template(page.script)]
    style = _template("map.css").replace("FONT_STACK", FONT_STACK)
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes.extend(page.nodes)
    network.edges.extend(page.edges)
    network.options = _OPTIONS
    network.templateEnv = _environment()
    network.path = "map.html"
    network.templateEnv.globals.update(
        lang=lang,
        name=page.name,
        title=say(title, lang),
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
        style=Markup(style),  # noqa: S704 - our own file
        policy=_policy(scripts, style),
        switches=page.switches,
        legend=[(key, label(f"legend.{key}")) for key in page.legend],
        page_data={
            "name": page.name,
            "lang": lang,
            "title": title,
            "box": {},
            "labels": interface(),
            "texts": share_texts([*page.nodes, *page.edges]),
            "font": {"stack": FONT_STACK, "size": FONT_SIZE, "line": LINE_HEIGHT},
            **page.drawing,
        },
        words=interface(),
    )
    return str(network.generate_html()) + "\n"


def embedded(value: object) -> Markup:
    """JSON that can stand inside a script element: no character of it can end the element or start another."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    for character, escape in _UNSAFE.items():
        text = text.replace(character, escape)
    return Markup(text.encode("utf-8", "replace").decode("utf-8"))  # noqa: S704 - escaped above


def _environment() -> Environment:
    loader: BaseLoader = FunctionLoader(_template)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=False)
    environment.filters.update(embedded=embedded, say=say, from_json=json.loads)
    return environment


def _policy(scripts: Sequence[str], style: str) -> str:
    """Content security policy: nothing may load, and only these very scripts and this very style may run."""
    hashes = " ".join(_hash(script) for script in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _template(name: str) -> str:
    """One of our files, without the blanks that lines begin with: none of ours needs them."""
    text = resources.files("viz").joinpath("templates", name).read_text(encoding="utf-8")
    return "\n".join(line.lstrip() for line in text.splitlines()) + "\n"


@cache
def _vis_network() -> str:
    """The script that pyvis bundles, with its licence note and without the pointer to a file that is not here."""
    script = resources.files("pyvis").joinpath(*_VIS_NETWORK.split("/")).read_text(encoding="utf-8")
    return script.replace("\r\n", "\n").split("\n//# sourceMappingURL=")[0] + "\n"
