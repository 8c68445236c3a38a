"""Styles: what a paragraph or run inherits from those it is based on."""

from __future__ import annotations

from collections.abc import Iterator

from graph.read.word.names import Element, W, child, switch, value

_LONGEST_CHAIN = 20


class Styles:
    """The styles of a document; without a styles part there are none."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._switches: dict[tuple[str, str, str | None], bool | None] = {}
        for style in [] if root is None else root.iter(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            self._styles[identity] = style
            if style.get(f"{W}default") in {"1", "true", "on"}:
                self._defaults[style.get(f"{W}type", "")] = identity

    def chain(self, identity: str | None, kind: str) -> Iterator[tuple[str, Element]]:
        """The style and those it is based on, from it upwards; the default one of `kind` where none is named."""
        name = identity if identity is not None else self._defaults.get(kind)
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name) if name is not None else None
            if name is None or style is None:
                return
            yield name, style
            name = value(style, "basedOn")

    def run_switch(self, name: str, run: Element | None, paragraph: Element | None) -> bool:
        """Whether the switch `name` ("vanish", "caps") holds for a run with properties `run` in a paragraph."""
        direct = switch(run, name)
        if direct is not None:
            return direct
        of_run = self._stated(name, "character", value(run, "rStyle"))
        return bool(self._stated(name, "paragraph", value(paragraph, "pStyle")) if of_run is None else of_run)

    def _stated(self, name: str, kind: str, identity: str | None) -> bool | None:
        """What a style says of a switch; asked for each run, so remembered."""
        key = name, kind, identity
        if key not in self._switches:
            said = (switch(child(style, "rPr"), name) for _, style in self.chain(identity, kind))
            self._switches[key] = next((one for one in said if one is not None), None)
        return self._switches[key]
