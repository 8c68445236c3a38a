"""A picture in SVG as PNG, by resvg: no other program and no library of the system is needed, but a typeface is."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import quoteattr

from graph.errors import UsageError
from viz.layout.text import FONT_STACK
from viz.pictures.vector import Picture

Render = Callable[..., bytes]
_LARGEST = 12_000  # pixels
_LETTER, _NOBODYS = "\u1ec4", "\U0010fffd"  # "Ễ", and a letter that no typeface has


def png(picture: Picture, *, scale: float = 2.0) -> bytes:
    """The picture `scale` times as large as it is, on white; one that would be too large for many programs, smaller.

    Raises UsageError where resvg is not installed, and where this machine has no typeface with Vietnamese letters.
    """
    render = _renderer()
    if _probe(render, _LETTER) in (_probe(render, ""), _probe(render, _NOBODYS)):
        raise UsageError(
            "this machine has no typeface with Vietnamese letters",
            remedy="Install one, such as Noto Sans, or choose --format svg",
        )
    zoom = min(scale, _LARGEST / max(picture.width, picture.height))
    return render(svg_string=picture.content.decode("utf-8"), background="#ffffff", zoom=zoom)


def _renderer() -> Render:
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            "pictures as PNG need the package resvg-py",
            remedy="Install it with: pip install directive-lineage[png], or choose --format svg",
        ) from error
    return svg_to_bytes


def _probe(render: Render, letter: str) -> bytes:
    text = f'<text x="4" y="30" font-size="24" font-family={quoteattr(FONT_STACK)}>{letter}</text>'
    return render(svg_string=f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{text}</svg>')
