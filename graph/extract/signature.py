"""Who signed, in what capacity, and to whom the document goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.extract.columns import ColumnBlock, Piece, column_blocks, extent
from graph.extract.furniture import holds, key_of, phrases
from graph.extract.headings import letters_are_capital
from graph.extract.tail import begins_authority, opens_recipients
from graph.model import Source, Stated
from graph.read.lines import Line
from graph.read.passage import Passage

_AUTHORITY_WITHIN = re.compile(r"(?<=[;.,:] )(?=(?:TM|KT|TL|TUQ)\. ?[A-ZĐÀ-Ỹ]{2})")
_ITEM = re.compile(r"[-–—~+•*] ?(?=\S)")
_NOTE = re.compile(r"\([^()]{0,60}\)")
_NAME_WORDS = range(2, 7)
_LONGEST_NAME = 45


@dataclass(frozen=True, slots=True)
class Signature:
    """What the tail states. authority is the line with TM., KT. ... as printed; capacity all lines before the name."""

    signer: Stated[str] | None = None
    capacity: Stated[str] | None = None
    authority: Passage | None = None
    recipients: tuple[Stated[str], ...] = ()


def read_signature(source: Source, lines: Sequence[Line], tail: range) -> Signature:
    """Signer, capacity and recipients that the tail states; of several signers the first."""
    pieces = [part for block in column_blocks(source, lines, tail) for part in _parts(block)]
    recipients = _recipients(pieces)
    signing = [piece for piece in pieces if piece.role == "signing"]
    opening = next((index for index, piece in enumerate(signing) if _opens_signature(piece.text)), None)
    if opening is None:
        return Signature(recipients=recipients)
    titles = [signing[opening].passage]
    for index in range(opening + 1, len(signing)):
        part = signing[index]
        name = None if _is_title(part.text) else _name(signing, index)
        if name is not None:
            return Signature(_stated(name), _capacity(titles), _authority(titles), recipients)
        if _is_title(part.text) or (part.block == signing[index - 1].block and letters_are_capital(part.text)):
            titles.append(part.passage)
    return Signature(None, _capacity(titles), _authority(titles), recipients)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the tail with its role: "recipients" (its heading), "item", "wrapped" (more of an item), "signing"."""

    passage: Passage
    role: str
    block: int

    @property
    def text(self) -> str:
        return self.passage.text


def _parts(block: ColumnBlock) -> list[_Part]:
    """The pieces of a block with their roles; a signature that OCR ran into a recipient's line is cut off."""
    parts: list[_Part] = []
    listing = False
    for piece in block.pieces:
        for passage in _cut_authority(piece):
            text, key = passage.text, key_of(passage.text)
            if opens_recipients(key):
                listing, role = True, "recipients"
            elif _ITEM.match(text):
                listing, role = True, "item"
            elif begins_authority(text) or _is_title(text):
                listing, role = False, "signing"
            else:
                role = "wrapped" if listing else "signing"
            parts.append(_Part(passage, role, id(block)))
    return parts


def _cut_authority(piece: Piece) -> list[Passage]:
    found = _AUTHORITY_WITHIN.search(piece.text)
    if found is None:
        return [piece.passage]
    return [piece.passage.cut(0, found.start()).strip(), piece.passage.cut(found.start()).strip()]


def _recipients(parts: Sequence[_Part]) -> tuple[Stated[str], ...]:
    items: list[list[Passage]] = []
    for part in parts:
        if part.role == "item":
            match = _ITEM.match(part.text)
            items.append([part.passage.cut(match.end() if match else 0)])
        elif part.role == "wrapped" and items:
            items[-1].append(part.passage)
    joined = (Passage.join(item) for item in items)
    trimmed = (item.cut(0, len(item.text.rstrip(" ;,.|"))) for item in joined)
    return tuple(_stated(item) for item in trimmed if item.text)


def _opens_signature(text: str) -> bool:
    return begins_authority(text) or _is_title(text)


def _is_title(text: str) -> bool:
    """True for a line of the signature before the name: authority, or a post in capitals."""
    return begins_authority(text) or (letters_are_capital(text) and holds("capacity", key_of(text)))


def _name(parts: Sequence[_Part], index: int) -> Passage | None:
    """The person's name at `index`; a name may be wrapped inside its cell."""
    part = parts[index]
    passage = _without_rank(part.passage)
    if index + 1 < len(parts) and parts[index + 1].block == part.block and len(passage.text.split()) < 4:
        longer = Passage.join((passage, parts[index + 1].passage))
        if is_person(longer.text) and not is_person(parts[index + 1].text):
            return longer
        if is_person(longer.text) and not is_person(passage.text):
            return longer
    return passage if is_person(passage.text) else None


def _without_rank(passage: Passage) -> Passage:
    """Without "(Đã ký)" and without the rank or degree before the name ("Thiếu tướng", "TS.")."""
    note = _NOTE.match(passage.text)
    rest = passage.cut(note.end() if note else 0).strip()
    ranks = (len(rank.phrase) for rank in phrases("rank") if rank.fits(key_of(rest.text)))
    return rest.cut(max(ranks, default=0)).strip()


def is_person(text: str) -> bool:
    """True for two to six words that each begin with a capital: a Vietnamese personal name."""
    words = text.split()
    if len(words) not in _NAME_WORDS or len(text) > _LONGEST_NAME or holds("not-a-name", key_of(text)):
        return False
    if letters_are_capital(text):
        return holds("surname", key_of(words[0])) and not holds("capacity", key_of(text))
    return all(_is_name_word(word) for word in words) and not holds("capacity", key_of(text))


def _is_name_word(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "").replace("’", "")
    return letters.isalpha() and word[0].isupper() and (len(word) == 1 or word[1:] != word[1:].upper())


def _capacity(titles: Sequence[Passage]) -> Stated[str] | None:
    if not titles:
        return None
    text = titles[0].text
    for title in titles[1:]:
        text += (" / " if _is_title(title.text) and not text.endswith(",") else " ") + title.text
    return Stated(text, extent(Passage.join(titles)))


def _authority(titles: Sequence[Passage]) -> Passage:
    """The first title with the wrapped rest of it."""
    stop = next((index for index, title in enumerate(titles) if index and _is_title(title.text)), len(titles))
    return Passage.join(titles[:stop])


def _stated(passage: Passage) -> Stated[str]:
    return Stated(passage.text, passage.span())
