"""Data inside a page: JSON that no text can break out of, deflated where it is long.

The pages' own script reads both forms (lineage.read in templates/frame.js). Browsers inflate by DecompressionStream,
which needs no request and no library; what is short stays readable in the source of the page.
"""

from __future__ import annotations

import base64
import json
import zlib

from markupsafe import Markup, escape

_LONG = 6_000  # characters from which deflating makes a page smaller in spite of base64
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def block(identity: str, value: object) -> Markup:
    """A script element called `identity` that holds `value` as data and runs nothing."""
    text = _json(value)
    if len(text) < _LONG:
        return _element(identity, "application/json", _harmless(text))
    packed = base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")
    return _element(identity, "application/octet-stream", packed)


def unpacked(kind: str, content: str) -> object:
    """The value of a block from its type and content: what the page's script does, for tests and other readers."""
    if kind == "application/json":
        return json.loads(content)
    return json.loads(zlib.decompress(base64.b64decode(content)).decode("utf-8"))


def _json(value: object) -> str:
    """Compact JSON with sorted keys; a half of a surrogate pair, which no file can hold, becomes "?"."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace").decode("utf-8")


def _harmless(text: str) -> str:
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return text


def _element(identity: str, kind: str, content: str) -> Markup:
    return Markup(f'<script type="{kind}" id="{escape(identity)}">{content}</script>')  # noqa: S704 - harmless
