"""What pyvis carries: the network of a map, and the vis-network script that draws it.

pyvis 0.3.2 as it comes writes files in the locale's encoding, asks servers for style sheets, and puts heading, titles
and options into HTML unescaped; `add_node` looks through all nodes. Used here is only its carrier: nodes and edges
appended to its lists, its `generate_html` with our own fragment under autoescape, and the script that it bundles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from markupsafe import Markup
from pyvis.network import Network

from graph.messages import Language
from viz.frame import Section, environment, fragment
from viz.labels import Text, label

_VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"
SHELL = ("marks.js", "style.js", "surface.js", "map-camera.js", "map-paper.js", "map-list.js", "map.js")
"""What both maps run, in order."""
OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": True, "multiselect": False, "selectConnectedEdges": False},
}


def network(nodes: Sequence[Mapping[str, object]], edges: Sequence[Mapping[str, object]]) -> Network:
    """A pyvis network with these nodes and edges, physics off: places are computed beforehand."""
    made = Network(directed=True, cdn_resources="in_line")
    made.nodes.extend(nodes)
    made.edges.extend(edges)
    made.options = OPTIONS
    return made


def section(
    name: str,
    title: Text,
    carried: Network,
    drawing: Mapping[str, object],
    *,
    script: str,
    before: Sequence[str] = (),
    packed: Mapping[str, object] | None = None,
    lang: Language,
    switches: Sequence[tuple[str, int]] = (),
    legend: Sequence[str] = (),
    words: Sequence[str] = (),
) -> Section:
    """The page of a map. drawing is what its own scripts (`before`, then `script`) need besides the network.

    switches are (key, count) of words "page.KEY", legend keys of words "legend.KEY". packed is what the page gets for
    the network's nodes and edges where these would take too long to read.
    """
    content = packed or {"nodes": carried.nodes, "edges": carried.edges}
    return Section(
        name=name,
        title=title,
        bar=fragment("map-bar.html", lang=lang, switches=switches),
        markup=_markup(carried, lang, legend),
        data={"network": {**content, "options": OPTIONS}, "drawing": drawing},
        scripts=(*SHELL, *before, script),
        styles=("map.css",),
        libraries=(vis_network(),),
        search=f"page.search-{name}",
        words=("maps", *words),
    )


def _markup(carried: Network, lang: Language, legend: Sequence[str]) -> Markup:
    """Canvas, panel and legend, by pyvis with our template."""
    carried.templateEnv = environment().overlay()
    entries = [(key, label(f"legend.{key}")) for key in legend]
    carried.templateEnv.globals = {**environment().globals, "lang": lang, "legend": entries}
    carried.path = "map.html"
    return Markup(carried.generate_html())  # noqa: S704 - autoescaped


@cache
def vis_network() -> str:
    """The script that pyvis bundles, with its licence note and without the pointer to a file that is not here."""
    script = resources.files("pyvis").joinpath(*_VIS_NETWORK.split("/")).read_text(encoding="utf-8")
    return script.replace("\r\n", "\n").split("\n//# sourceMappingURL=")[0] + "\n"
