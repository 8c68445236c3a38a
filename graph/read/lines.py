"""Lines of a source, free of Markdown and page marks, each character traced to its place."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from graph.model import Source, Span
from graph.read.passage import Passage

_HEADING = re.compile(r"[ \t]{0,8}(#{1,6})(?=[ \t]|\*|$)")
_QUOTE_MARK = re.compile(r"[ \t]*(?:>[ \t]?)+")
# Characters that print nothing or a plain blank: NBSP, thin and zero-width spaces, soft hyphen, byte order mark. All
# that a pattern's "\\s" takes is among them, so that cleaned words hold no run of it, in which patterns would be slow.
_BLANKS = frozenset(
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\r "
    "\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029"
)
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_ESCAPABLE = frozenset("\\`*_{}[]()#+-.!|>~\"'")
# What `clean` drops, escapes or makes one; a line without any of it stands as it is.
_CHANGED = re.compile(rf"[\\*{''.join(sorted(_NOTHING | _BLANKS - {' '}))}]|__|  ")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source.

    passage is the line's words; raw its place without the line end; number counts from 1; indent is the number of
    blanks before the first mark; heading the number of "#" marks; bold is True when the whole line stood in bold.
    """

    passage: Passage
    raw: Span
    number: int
    indent: int
    heading: int
    bold: bool

    @property
    def text(self) -> str:
        """The line's words."""
        return self.passage.text

    @property
    def blank(self) -> bool:
        """True when the line prints nothing."""
        return not self.passage.text


def lines_of(source: Source) -> tuple[Line, ...]:
    """All lines of the source, blank ones too."""
    lines: list[Line] = []
    start = 0
    for number, text in enumerate(source.text.split("\n"), start=1):
        lines.append(_line(text, start, number))
        start += len(text) + 1
    return tuple(lines)


def clean(text: str, start: int) -> Passage:
    """Words of one line that begins at offset `start`: emphasis and escapes dropped, runs of blanks made one."""
    if _CHANGED.search(text) is None:
        return Passage(text, array("I", range(start, start + len(text)))).strip()
    characters: list[str] = []
    offsets = array("I")
    index, length = 0, len(text)
    while index < length:
        character = text[index]
        if character == "\\" and (index + 1 == length or text[index + 1] in _ESCAPABLE):
            index += 1
            if index == length:
                break
            character = text[index]
        elif character == "*" or character in _NOTHING or (character == "_" and text[index : index + 2] == "__"):
            index += 2 if character == "_" else 1
            continue
        if character in _BLANKS:
            if characters and characters[-1] != " ":
                characters.append(" ")
                offsets.append(start + index)
        else:
            characters.append(character)
            offsets.append(start + index)
        index += 1
    return Passage("".join(characters), offsets).strip()


_NO_WORDS = Passage("", array("I"))


def _line(text: str, start: int, number: int) -> Line:
    if not text:
        return Line(_NO_WORDS, Span(start, start), number, 0, 0, False)
    skipped = 0
    quoted = _QUOTE_MARK.match(text)
    if quoted:
        skipped = quoted.end()
    heading = _HEADING.match(text, skipped)
    level = len(heading.group(1)) if heading else 0
    body_start = heading.end() if heading else skipped
    passage = clean(text[body_start:], start + body_start)
    stripped = text.strip()
    return Line(
        passage=passage,
        raw=Span(start, start + len(text)),
        number=number,
        indent=len(text) - len(text.lstrip()),
        heading=level,
        bold=len(stripped) > 4 and stripped.lstrip("# ").startswith("**") and stripped.endswith("**"),
    )
