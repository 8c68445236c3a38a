"""Automatic numbering as printed: lists of several levels, restarts, styles that number (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph.read.numerals import printed
from graph.read.word.names import Element, W, child, number, switch, value, whole
from graph.read.word.styles import Styles
from graph.read.word.symbols import symbol_text

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_FIRST_BULLET, _LOWER_BULLET = "•", "+"


@dataclass(frozen=True, slots=True)
class _Level:
    """start: the first number; text: the mark with "%1" for numbers; restart: level, from 1, that begins it anew."""

    start: int
    form: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None
    font: str


@dataclass(slots=True)
class _Definition:
    """A list's levels by number, and where it stands: the number that each level has reached, None before the first."""

    levels: dict[int, _Level]
    reached: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    begun: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, Element] = {}
        self._abstracts: dict[str, Element] = {}
        self._definitions: dict[str, _Definition] = {}
        if root is not None:
            self._lists = {one.get(f"{W}numId", ""): one for one in root.findall(f"{W}num")}
            self._abstracts = {one.get(f"{W}abstractNumId", ""): one for one in root.findall(f"{W}abstractNum")}

    def mark(self, properties: Element | None) -> str:
        """The mark of the next paragraph, which has these properties, with the blank after it; "" for none."""
        identity, place = self._list_of(properties)
        chosen = self._lists.get(identity)
        abstract = self._abstract(chosen)
        if chosen is None or abstract is None:
            return ""
        definition = self._definitions.setdefault(abstract.get(f"{W}abstractNumId", ""), _definition(abstract))
        levels = {**definition.levels, **_overridden(chosen)}
        level = levels.get(place)
        if level is None:
            return ""
        self._count(definition, levels, identity, place, _restart_at(chosen, place))
        return _mark(level, place, levels, definition)

    def _list_of(self, properties: Element | None) -> tuple[str, int]:
        """The list and the level that a paragraph or its style names; "" for none. List 0 means none."""
        identity, place = value(properties, "numPr", "numId"), number(properties, "numPr", "ilvl")
        if identity is None:
            for name, style in self._styles.chain(value(properties, "pStyle"), "paragraph"):
                identity = value(style, "pPr", "numPr", "numId")
                if identity is not None:
                    stated = number(style, "pPr", "numPr", "ilvl")
                    place = place if place is not None else self._level_of_style(identity, name, stated)
                    break
        return ("" if identity in {None, "0"} else str(identity)), min(max(place or 0, 0), LEVELS - 1)

    def _level_of_style(self, identity: str, style: str, stated: int | None) -> int | None:
        abstract = self._abstract(self._lists.get(identity))
        for level in [] if abstract is None else abstract.findall(f"{W}lvl"):
            if value(level, "pStyle") == style:
                return _place_of(level)
        return stated

    def _abstract(self, chosen: Element | None) -> Element | None:
        """The definition of a list; one that only names a list style leads to the style's own."""
        abstract = self._abstracts.get(value(chosen, "abstractNumId") or "")
        linked = value(abstract, "numStyleLink")
        if linked is None:
            return abstract
        own = [one for one in self._abstracts.values() if value(one, "styleLink") == linked]
        return own[0] if own else abstract

    def _count(
        self, definition: _Definition, levels: dict[int, _Level], identity: str, place: int, restart: int | None
    ) -> None:
        reached = definition.reached
        if restart is not None and (identity, place) not in definition.begun:
            reached[place] = restart
        else:
            before = reached[place]
            reached[place] = levels[place].start if before is None else before + 1
        definition.begun.add((identity, place))
        for lower in range(place + 1, LEVELS):
            level = levels.get(lower)
            until = lower if level is None or level.restart is None else level.restart
            if place < until:
                reached[lower] = None


def _definition(abstract: Element) -> _Definition:
    return _Definition({_place_of(one): _level(one) for one in abstract.findall(f"{W}lvl")})


def _overridden(chosen: Element) -> dict[int, _Level]:
    """Levels that a list sets otherwise than its definition."""
    found: dict[int, _Level] = {}
    for override in chosen.findall(f"{W}lvlOverride"):
        level = child(override, "lvl")
        if level is not None:
            found[_place_of(override)] = _level(level)
    return found


def _restart_at(chosen: Element, place: int) -> int | None:
    for override in chosen.findall(f"{W}lvlOverride"):
        if _place_of(override) == place:
            return number(override, "startOverride")
    return None


def _place_of(element: Element) -> int:
    return whole(element.get(f"{W}ilvl")) or 0


def _level(element: Element) -> _Level:
    fonts = child(element, "rPr", "rFonts")
    return _Level(
        start=number(element, "start") or 0,
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        suffix=value(element, "suff") or "tab",
        restart=number(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        style=value(element, "pStyle"),
        font="" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "",
    )


def _mark(level: _Level, place: int, levels: dict[int, _Level], definition: _Definition) -> str:
    if level.form == "bullet":
        text = _bullet(level, place, levels)
    else:
        text = _PLACE.sub(lambda found: _number(int(found[1]) - 1, level, levels, definition), level.text)
    text = text.strip()
    return text + ("" if level.suffix == "nothing" else " ") if text else ""


def _number(place: int, level: _Level, levels: dict[int, _Level], definition: _Definition) -> str:
    """The number of one level in a mark; a level not begun prints its first, and a legal mark decimals only."""
    shown = levels.get(place)
    if shown is None:
        return ""
    reached = definition.reached[place]
    form = "decimal" if level.legal and shown.form not in {"none", "bullet"} else shown.form
    return printed(shown.start if reached is None else reached, form)


def _bullet(level: _Level, place: int, levels: dict[int, _Level]) -> str:
    """A bullet as printed; ornaments below other bullets become "+", as papers mark what stands below "-"."""
    text = level.text.strip()
    if text and (text[0].isascii() or text in "–—−•") and not (text == "o" and "courier" in level.font.lower()):
        return text
    if not symbol_text(text, level.font):
        return ""
    below = any(other < place and one.form == "bullet" for other, one in levels.items())
    return _LOWER_BULLET if below else _FIRST_BULLET
