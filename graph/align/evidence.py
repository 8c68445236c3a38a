"""What a person needs to check a link in seconds: what both texts say, and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from graph.align.concepts import ConceptKind, Found, concepts_in, kind_of, with_broader
from graph.align.frequencies import rarity
from graph.align.units import Bag, Unit
from graph.align.words import Word, words_of
from graph.links import Shared
from graph.model import Span

SHORTEST_RUN = 2
"""Syllables that a shared run has at least."""
TELLING = 7.0
"""Rarity, summed over its syllables, that a shared run has at least: "của các" says nothing."""
MOST = 12
"""Marks shown for a link, the most telling ones."""
PLACES = 64
"""Places of two words in a row that are tried, so that a text that says the same over and over costs no more."""
ADDRESSED = 0.5
"""Strength from which a requirement counts as speaking to the child's level."""
_ASIDE = frozenset({ConceptKind.AIM, ConceptKind.SCOPE})


@dataclass(frozen=True, slots=True)
class _Text:
    """A text's words and concepts; where each two words in a row stand, and a place of each concept or broader one."""

    words: tuple[Word, ...]
    found: tuple[Found, ...]
    pairs: Mapping[tuple[str, str], Sequence[int]]
    meant: Mapping[str, Found]


def shared(child: str, parent: str) -> tuple[Shared, ...]:
    """Places of the two texts that say the same, in the same words or by the concept list, in the child's order."""
    ours, theirs = _read(child), _read(parent)
    marks = [*_runs(ours, theirs), *_meanings(ours, theirs)]
    chosen: list[Shared] = []
    for _, mark in sorted(marks, key=lambda one: (-one[0], one[1])):
        if len(chosen) < MOST and not any(_overlap(mark.child, other.child) for other in chosen):
            chosen.append(mark)
    return tuple(sorted(chosen))


def doubts(
    child: Unit, parent: Unit, score: float, rivals: Sequence[float], duties: tuple[Bag, Bag]
) -> tuple[str, ...]:
    """Codes of what speaks against a link, sorted; `rivals` are the child's scores with other requirements.

    "addressee": the requirement does not speak to the child's level. "action", "object": the duties that meet name
    other actions, other objects. "documents": both name documents, none in common. "twin": another requirement fits
    nearly as well. "weak": less likely than not.
    """
    found = []
    if child.level is not None and parent.strengths.get(child.level, 1.0) < ADDRESSED:
        found.append("addressee")
    for code, kinds in (("action", {ConceptKind.ACTION}), ("object", set(ConceptKind) - {ConceptKind.ACTION} - _ASIDE)):
        ours, theirs = ({one for one in bag.concepts if kind_of(one) in kinds} for bag in duties)
        if ours and theirs and not ours & theirs:
            found.append(code)
    if child.documents and parent.documents and not child.documents & parent.documents:
        found.append("documents")
    if any(rival >= 0.8 * score and rival >= 0.2 for rival in rivals):
        found.append("twin")
    if score < 0.5:
        found.append("weak")
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def _read(text: str) -> _Text:
    words = words_of(text)
    found = concepts_in(words)
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (one, other) in enumerate(pairwise(words)):
        if len(pairs[one.text, other.text]) < PLACES:
            pairs[one.text, other.text].append(index)
    meant: dict[str, Found] = {}
    for concept in found:
        for name in with_broader(concept.concept):
            meant.setdefault(name, concept)
    return _Text(words, found, pairs, meant)


def _runs(child: _Text, parent: _Text) -> Iterator[tuple[float, Shared]]:
    """The longest runs of syllables that both texts have."""
    ours, theirs, places = child.words, parent.words, parent.pairs
    index = 0
    while index < len(ours) - 1:
        best, at = 0, 0
        for place in places.get((ours[index].text, ours[index + 1].text), ()):
            length = _common(ours, index, theirs, place)
            if length > best:
                best, at = length, place
        if best >= SHORTEST_RUN:
            weight = sum(rarity(word.text) for word in ours[index : index + best])
            if weight >= TELLING:
                here, there = _place(ours, index, best), _place(theirs, at, best)
                yield weight, Shared(here, there, "words", " ".join(word.text for word in ours[index : index + best]))
            index += best
        else:
            index += 1


def _common(ours: Sequence[Word], here: int, theirs: Sequence[Word], there: int) -> int:
    length = 0
    while (
        here + length < len(ours)
        and there + length < len(theirs)
        and ours[here + length].text == theirs[there + length].text
    ):
        length += 1
    return length


def _place(words: Sequence[Word], start: int, length: int) -> Span:
    return Span(words[start].span.start, words[start + length - 1].span.end)


def _meanings(ours: _Text, theirs: _Text) -> Iterator[tuple[float, Shared]]:
    """Concepts of the child that the parent has too, or a narrower or broader one."""
    for one in ours.found:
        if kind_of(one.concept) in _ASIDE:
            continue
        meant = next((concept for concept in with_broader(one.concept) if concept in theirs.meant), None)
        if meant is not None:
            other = theirs.meant[meant]
            yield 4.0, Shared(one.span(ours.words), other.span(theirs.words), "concept", meant)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
