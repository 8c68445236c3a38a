"""Fields (ECMA-376, 17.16): their results are words of the document, their instructions are not."""

from __future__ import annotations

from dataclasses import dataclass

from graph.read.word.names import Element, W

_CONTENTS = "TOC"
_CHARACTER, _KIND = f"{W}fldChar", f"{W}fldCharType"


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    result: bool = False

    @property
    def contents(self) -> bool:
        """True for a table of contents, which repeats the headings."""
        return self.instruction.split()[:1] == [_CONTENTS]


class Fields:
    """Follows the fields of a part. Where their marks are not in pairs, every word is taken as shown."""

    def __init__(self, root: Element) -> None:
        kinds = [one.get(_KIND) for one in root.iter(_CHARACTER)]
        self._paired = kinds.count("begin") == kinds.count("end")
        self._open: list[_Field] = []
        self.contents = 0

    @property
    def shown(self) -> bool:
        """Whether words that stand here are shown and belong to the text."""
        return all(one.result and not one.contents for one in self._open)

    def instruction(self, text: str) -> None:
        """More of the instruction of the innermost field."""
        if self._open and not self._open[-1].result:
            self._open[-1].instruction += text

    def mark(self, kind: str | None) -> None:
        """The beginning of a field, of its result, or its end."""
        if not self._paired:
            return
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].result = True
            self.contents += self._open[-1].contents
        elif kind == "end" and self._open:
            self._open.pop()
