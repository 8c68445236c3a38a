"""A small writer of SVG: every text as text, everything escaped, and nothing that XML does not allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from viz.layout.text import FONT_STACK
from viz.pictures.style import Stroke, style

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_HEAD, _TITLE = 40, 20  # height above the picture, and type size of its title


def xml_text(text: str) -> str:
    """The text with a replacement character for each that XML 1.0 does not allow or that shows nothing."""
    return _NOT_XML.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, and its size in pixels."""

    content: bytes
    width: float
    height: float


class Vector:
    """A picture of `width` by `height` pixels on white, drawn from the back to the front.

    title stands above it; title and description are also for those who cannot see it. margin is kept free on all sides.
    """

    def __init__(self, width: float, height: float, *, title: str, description: str, margin: float = 12) -> None:
        self._width, self._height = width + 2 * margin, height + 2 * margin + _HEAD
        wide, high = _number(self._width), _number(self._height)
        left, top = _number(-margin), _number(-margin - _HEAD)
        self._parts = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
            f'viewBox="{left} {top} {wide} {high}" role="img" aria-labelledby="title description" '
            f"font-family={quoteattr(FONT_STACK)}>",
            f'<title id="title">{escape(xml_text(title))}</title>',
            f'<desc id="description">{escape(xml_text(description))}</desc>',
            f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" fill="#ffffff"/>',
        ]
        self.text(title, 2, 2 - _HEAD / 2, fill=style().main["lane"], size=_TITLE, bold=True)

    def path(
        self, data: str, *, fill: str | None = None, stroke: Stroke | None = None, at: tuple[float, float] | None = None
    ) -> None:
        """A path; `at` moves it."""
        attributes = {"d": data, "fill": fill or "none"}
        if stroke is not None:
            attributes |= {"stroke": stroke.stroke, "stroke-width": _number(stroke.width)}
            attributes |= {"stroke-dasharray": " ".join(map(_number, stroke.dash))} if stroke.dash else {}
            attributes |= {"stroke-linecap": stroke.cap} if stroke.cap else {}
        if at is not None:
            attributes["transform"] = f"translate({_number(at[0])} {_number(at[1])})"
        self._parts.append(f"<path {_attributes(attributes)}/>")

    def text(
        self, words: str, x: float, y: float, *, fill: str, size: float, bold: bool = False, anchor: str = "start",
        turned: bool = False,
    ) -> None:  # fmt: skip
        """One line of text whose base stands at y; turned ones run upwards."""
        attributes = {"x": _number(x), "y": _number(y)}
        if turned:
            attributes = {"transform": f"translate({_number(x)} {_number(y)}) rotate(-90)"}
        attributes |= {"fill": fill, "font-size": _number(size)}
        attributes |= {"font-weight": "bold"} if bold else {}
        attributes |= {"text-anchor": anchor} if anchor != "start" else {}
        self._parts.append(f"<text {_attributes(attributes)}>{escape(xml_text(words))}</text>")

    def picture(self) -> Picture:
        """What was drawn, as a file."""
        content = "\n".join([*self._parts, "</svg>", ""]).encode("utf-8")
        return Picture(content, self._width, self._height)


def outline(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A box with round corners as a path."""
    r = min(radius, height / 2)
    right, bottom = x + width, y + height
    steps = [
        ("M", (x + r, y)), ("H", (right - r,)), ("A", (r, r, 0, 0, 1, right, y + r)), ("V", (bottom - r,)),
        ("A", (r, r, 0, 0, 1, right - r, bottom)), ("H", (x + r,)), ("A", (r, r, 0, 0, 1, x, bottom - r)),
        ("V", (y + r,)), ("A", (r, r, 0, 0, 1, x + r, y)),
    ]  # fmt: skip
    return " ".join(letter + _numbers(values) for letter, values in steps) + " Z"


def band(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The left strip of such a box, its right edge straight."""
    r = min(radius, height / 2)
    steps = [
        ("M", (x + width, y)), ("H", (x + r,)), ("A", (r, r, 0, 0, 0, x, y + r)), ("V", (y + height - r,)),
        ("A", (r, r, 0, 0, 0, x + r, y + height)), ("H", (x + width,)),
    ]  # fmt: skip
    return " ".join(letter + _numbers(values) for letter, values in steps) + " Z"


def _attributes(values: dict[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items())


def _numbers(values: Sequence[float]) -> str:
    return " ".join(map(_number, values))


def _number(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}" if abs(value) < 100_000 else f"{value:.0f}"
