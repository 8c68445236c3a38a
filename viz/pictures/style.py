"""Colours, marks and lines of the maps, read from the files that the page runs: viz/templates/style.js, marks.js."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from viz.frame import template

_MARK = re.compile(r'^(\w+): "(M[^"]+)",$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: colour, width in pixels, dashes and the shape of its ends."""

    stroke: str
    width: float
    dash: tuple[float, ...] = ()
    cap: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """What the maps are drawn with. tint and main give a branch's colours by its name; sign is the "!" of a warning."""

    main: dict[str, str]
    tint: dict[str, str]
    lanes: tuple[str, ...]
    marks: dict[str, str]
    sign: str
    lines: dict[str, Stroke]
    sizes: dict[str, float]


@cache
def style() -> Style:
    """The style of both maps."""
    text = template("style.js")
    read = json.loads(text[text.index("= {") + 2 : text.rindex(";")])
    colours = read["colours"]
    return Style(
        main={key: value for key, value in colours.items() if isinstance(value, str)},
        tint=colours["tint"],
        lanes=tuple(colours["lanes"]),
        marks=dict(_MARK.findall(template("marks.js"))),
        sign=read["sign"],
        lines={key: Stroke(**{**line, "dash": tuple(line.get("dash", ()))}) for key, line in read["lines"].items()},
        sizes=read["sizes"],
    )
