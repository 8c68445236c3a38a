"""Plain text and Markdown: decoded, and otherwise as it stands."""

from __future__ import annotations

from graph.read.content import Content
from graph.read.decode import decode
from graph.read.limits import Options


def read(data: bytes, where: str, options: Options) -> Content:
    """The text of a file. Raises ReadError where it is no text."""
    text, encoding = decode(data, where)
    return Content(text, encoding=encoding)
