"""The formats that `lineage map` writes a map in. A further one is one more entry here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import networkx as nx

from graph.messages import Language
from viz import brief
from viz.briefing import Briefing
from viz.labels import label, say
from viz.maps.document_map import draw
from viz.panel import name_of
from viz.pictures.networks import documents_network, gexf, graphml, tasks_network
from viz.pictures.picture import picture
from viz.pictures.raster import png
from viz.pictures.task_picture import task_picture
from viz.pictures.vector import Picture
from viz.registry import Page


@dataclass(frozen=True, slots=True)
class MapFormat:
    """A format: its name, and what writes one view of a briefing in it; None for pages, which link to each other."""

    name: str
    write: Callable[[str, Briefing, Language], bytes] | None


def files(
    briefing: Briefing, form: str, pages: Sequence[Page], *, lang: Language = "vi"
) -> Iterator[tuple[str, bytes]]:
    """The files (name, content) of these maps in the format called `form`: documents.svg, tasks.svg.

    Raises UsageError for what png needs and this machine has not.
    """
    chosen = next(one for one in FORMATS if one.name == form)
    if chosen.write is None:
        yield from brief.folder(briefing, lang=lang, pages=pages)
        return
    for page in pages:
        yield f"{page.name}.{form}", chosen.write(page.name, briefing, lang)


def _svg(view: str, briefing: Briefing, lang: Language) -> bytes:
    return _PICTURES[view](briefing, lang).content


def _png(view: str, briefing: Briefing, lang: Language) -> bytes:
    return png(_PICTURES[view](briefing, lang))


def _network(write: Callable[[nx.MultiDiGraph[str]], bytes], view: str, briefing: Briefing, lang: Language) -> bytes:
    return write(_NETWORKS[view](briefing, lang))


def _documents_picture(briefing: Briefing, lang: Language) -> Picture:
    drawing = draw(briefing.papers, findings=briefing.findings)
    title = say(label("title.documents"), lang)
    return picture(drawing.nodes, drawing.edges, drawing.opening, title=title, legend=drawing.legend, lang=lang)


def _tasks_picture(briefing: Briefing, lang: Language) -> Picture:
    directive = say(name_of(briefing.documents[briefing.directive]), lang)
    return task_picture(briefing, title=say(label("title.tasks", directive=directive), lang), lang=lang)


_PICTURES = {"documents": _documents_picture, "tasks": _tasks_picture}
_NETWORKS = {"documents": documents_network, "tasks": tasks_network}
FORMATS: tuple[MapFormat, ...] = (
    MapFormat("html", None),
    MapFormat("svg", _svg),
    MapFormat("png", _png),
    MapFormat("graphml", partial(_network, graphml)),
    MapFormat("gexf", partial(_network, gexf)),
)
"""All formats; the first is what is written unless another is named."""
