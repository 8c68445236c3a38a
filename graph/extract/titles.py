"""The type of a document and its trích yếu, from the lines of the title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.extract.columns import is_ornament
from graph.extract.headings import letters_are_capital
from graph.lexicon import types
from graph.model import Stated
from graph.read.lines import Line
from graph.read.passage import Passage
from graph.spelling import bare, fold

_EDGES = ' .*:_-–“”"|'
_SUBJECT_WORDS = ("v/v ", "v/v: ")


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """Type and title as the title's lines state them; passage is the title's."""

    type: Stated[str] | None = None
    title: Stated[str] | None = None
    passage: Passage | None = None


def read_title(lines: Sequence[Line], title: range, code: str | None = None) -> TitleFacts:
    """Type (by its Vietnamese name) and trích yếu; a title without type gives only the latter.

    code is the type's code in the document's symbol, where the head has one.
    """
    parts = [lines[index].passage for index in title if lines[index].text and not is_ornament(lines[index].text)]
    whole = _trimmed(Passage.join(parts))
    if not whole.text:
        return TitleFacts()
    found = _type_at(whole.text, parts[0].text.strip(_EDGES), code)
    name, length = found if found else (None, 0)
    rest = _trimmed(whole.cut(length))
    return TitleFacts(
        type=Stated(name, whole.span(0, length)) if name else None,
        title=Stated(rest.text, rest.span()) if rest.text else None,
        passage=rest if rest.text else None,
    )


def _type_at(text: str, first_line: str, code: str | None) -> tuple[str, int] | None:
    """Name and printed length of the type that the text begins with; accents lost in its line are forgiven.

    A title that merely begins with such a word ("Quy định chế độ ...") names no type: the name stands alone on its
    line or in capitals. "THÔNG BÁO KẾT LUẬN" with a symbol in TB is a Thông báo on a conclusion.
    """
    alone = types.by_name(first_line)
    entry, length = (alone, len(first_line)) if alone else types.starting(text) or (None, 0)
    if entry is None:
        lost = next((known for known in types.all_types() if bare(known.name) == bare(first_line)), None)
        return (lost.name, len(first_line)) if lost else None
    if not alone and not letters_are_capital(text[:length]):
        return None
    shorter = types.by_code(code) if code and code != entry.code else None
    if shorter is not None and fold(entry.name).startswith(f"{fold(shorter.name)} "):
        return shorter.name, len(shorter.name)
    return entry.name, length


def _trimmed(passage: Passage) -> Passage:
    start = len(passage.text) - len(passage.text.lstrip(_EDGES.replace("“", "").replace('"', "")))
    end = len(passage.text.rstrip(" .*_|"))
    trimmed = passage.cut(start, max(start, end))
    for words in _SUBJECT_WORDS:
        if trimmed.text.lower().startswith(words):
            return trimmed.cut(len(words)).strip()
    return trimmed
