"""A map as a picture: the same boxes, lines and lanes as its page draws, from the same values, as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.messages import Language
from viz.labels import LANGUAGES, Text, label, say
from viz.layout.text import FONT_SIZE, LINE_HEIGHT, width
from viz.pictures.style import Stroke, Style, style
from viz.pictures.vector import Picture, Vector, band, outline

Values = Mapping[str, Any]
"""A box, an edge or a layout as the page's script reads it."""
_LEGEND_ROW, _LEGEND_TOP = 30, 14
_SAMPLE = 34


def picture(
    nodes: Sequence[Values],
    edges: Sequence[Values],
    scene: Values,
    *,
    title: str,
    legend: Sequence[str],
    lang: Language,
) -> Picture:
    """The layout `scene` of a map as SVG, its title above and its legend below. legend are keys of "legend.KEY"."""
    boxes = {node["id"]: node for node in nodes}
    rows = _legend_rows(legend, scene["w"], lang)
    height = scene["h"] + _LEGEND_TOP + _LEGEND_ROW * len(rows)
    names = "; ".join(say(boxes[one]["name"], lang) for one in scene["at"])
    made = Vector(scene["w"], height, title=title, description=names)
    for index, lane in enumerate(scene["lanes"]):
        _lane(made, lane, index, lang)
    for route in scene["edges"]:
        _line(made, edges[route["edge"]], route)
    for route in scene["edges"]:
        _label(made, route, lang)
    for identity, centre in scene["at"].items():
        _box(made, boxes[identity]["box"], centre, lang)
    for index, row in enumerate(rows):
        _legend(made, row, scene["h"] + _LEGEND_TOP + index * _LEGEND_ROW, lang)
    return made.picture()


def _lane(made: Vector, lane: Values, index: int, lang: Language) -> None:
    look = style()
    made.path(outline(lane["x"], lane["y"], lane["w"], lane["h"], 6), fill=look.lanes[index % 2])
    name = say(lane["name"], lang).upper()
    place = (lane["x"] + 21, lane["y"] + lane["h"] / 2)
    size = look.sizes["lane"]
    if width(name, bold=True, size=round(size)) > lane["h"] - 8:
        size *= (lane["h"] - 8) / width(name, bold=True, size=round(size))
    made.text(name, *place, fill=look.main["lane"], size=size, bold=True, anchor="middle", turned=True)


def _line(made: Vector, edge: Values, route: Values) -> None:
    stroke = stroke_of(edge)
    made.path(route.get("own", route["d"]), stroke=stroke)
    if route.get("arrow") and "own" not in route:
        made.path(route["arrow"], fill=stroke.stroke)


def stroke_of(edge: Values) -> Stroke:
    """How an edge is drawn: by its relation, and hearsay apart from all."""
    lines = style().lines
    return lines["reported"] if edge.get("reported") else lines[edge["relation"]]


def _label(made: Vector, route: Values, lang: Language) -> None:
    said = route.get("label")
    if not said:
        return
    look = style()
    (x, y), wide, high = said["at"], said["w"][lang] + 6, look.sizes["labelHeight"]
    made.path(outline(x - wide / 2, y - high / 2, wide, high, 5), fill=look.main["labelFill"])
    words = say(said["text"], lang)
    made.text(words, x, y + 5, fill=look.main["label"], size=look.sizes["label"], anchor="middle")


def _box(made: Vector, box: Values, centre: Sequence[float], lang: Language) -> None:
    look = style()
    main, tint = look.main[box["branch"]], look.tint[box["branch"]]
    left, top = centre[0] - box["w"] / 2, centre[1] - box["h"] / 2
    radius = 0 if box["branch"] == "party" else box.get("radius", look.sizes["corner"])
    edge = Stroke(main, box.get("line", look.sizes["line"]), () if box["held"] else (7, 5))
    for step in (6, 3) if box.get("stack") else ():
        made.path(
            outline(left + step, top - step, box["w"], box["h"], radius), fill=look.main["box"], stroke=Stroke(main, 1)
        )
    made.path(outline(left, top, box["w"], box["h"], radius), fill=box.get("fill", look.main["box"]))
    if box.get("band"):
        made.path(band(left, top, box["band"], box["h"], radius), fill=main if box["held"] else tint)
        mark = look.main["box"] if box["held"] else main
        made.path(look.marks[box["branch"]], fill=mark, at=(left + box["band"] / 2, centre[1]))
    made.path(outline(left, top, box["w"], box["h"], radius), stroke=edge)
    lines = box["lines"][lang] if isinstance(box["lines"], Mapping) else box["lines"]
    for index, (words, *tone) in enumerate(lines):
        place = (left + box["inset"], top + box["pad"] + index * LINE_HEIGHT)
        _words(made, look, say(words, lang), tone[0] if tone else "plain", place)


def _words(made: Vector, look: Style, words: str, tone: str, place: tuple[float, float]) -> None:
    x, y = place
    base = y + LINE_HEIGHT * 0.74
    if tone == "warning":
        at = (x + 8, y + LINE_HEIGHT / 2)
        made.path(
            look.marks["warning"], fill=look.main["warningFill"], stroke=Stroke(look.main["warning"], 1.75), at=at
        )
        made.path(look.sign, stroke=Stroke(look.main["warning"], 1.75), at=at)
        made.text(words, x + 21, base, fill=look.main["warning"], size=FONT_SIZE, bold=True)
        return
    made.text(
        words, x, base, fill=look.main["muted" if tone == "muted" else "ink"], size=FONT_SIZE, bold=tone == "strong"
    )


def _legend_rows(legend: Sequence[str], room: float, lang: Language) -> list[list[tuple[str, Text, float]]]:
    """Entries (key, words, left) in rows no wider than the map."""
    rows: list[list[tuple[str, Text, float]]] = []
    x = room
    for key in legend:
        words = label(f"legend.{key}")
        wide = _SAMPLE + 8 + max(width(say(words, one)) for one in LANGUAGES) + 22
        if x + wide > room:
            rows.append([])
            x = 0
        rows[-1].append((key, words, x))
        x += wide
    return rows


def _legend(made: Vector, row: Sequence[tuple[str, Text, float]], y: float, lang: Language) -> None:
    look = style()
    for key, words, x in row:
        text_at = x + _SAMPLE + 8
        if key in look.lines:
            made.path(f"M{x:g} {y + 10:g} H{x + 26:g}", stroke=look.lines[key])
            made.path(
                f"M{x + 33:g} {y + 10:g} L{x + 24:g} {y + 5.6:g} L{x + 24:g} {y + 14.4:g} Z",
                fill=look.lines[key].stroke,
            )
        elif key in look.tint or key in ("absent", "province"):
            branch, held = (key, True) if key in look.tint else ("unknown", key == "province")
            sample = {"w": 32, "h": 17, "band": 16 if held else 0, "pad": 0, "inset": 0, "radius": 5, "branch": branch}
            _box(made, sample | {"held": held, "lines": [], "stack": key == "province"}, (x + 17, y + 10), lang)
        elif key == "warning":
            made.path(
                look.marks["warning"],
                fill=look.main["warningFill"],
                stroke=Stroke(look.main["warning"], 1.75),
                at=(x + 17, y + 10),
            )
        else:
            text_at = x
        made.text(say(words, lang), text_at, y + 15, fill=look.main["ink"], size=FONT_SIZE)
