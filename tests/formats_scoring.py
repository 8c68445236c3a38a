"""How far the tasks of converted documents agree with those of the texts they were made from.

Tasks are paired as readers of labels pair them: by the words that a task begins with, folded; names of agencies by the
share of words in common. A document is known by its file's name without ending.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from graph.extract.document import parse
from graph.jsonl import task_records
from graph.model import Source
from graph.read.formats import format_of
from graph.read.limits import Options
from graph.resolve import resolve

Record = Mapping[str, Any]
OPENING = 10
"""Words at the beginning of a task by which it is known, as in the labels of the real documents."""
LEAST_SHARE = 0.6
"""Of the words of two names taken together: what they have in common when they name the same."""
_ROLES = ("coordinating", "consulted", "deciding")
_TIMES = ("begin", "due", "recurrence")
_EMPTY_WORDS = frozenset({"các", "và", "của", "đồng", "chí", "những"})
_OLD_TONES = str.maketrans({"ð": "đ"})
_OLD = ("oà", "oá", "oả", "oã", "oạ", "uỷ", "uý", "uỳ", "uỹ", "uỵ", "oè", "oé")
_NEW = ("òa", "óa", "ỏa", "õa", "ọa", "ủy", "úy", "ùy", "ũy", "ụy", "òe", "óe")
_OPTIONS = Options()


@dataclass(frozen=True, slots=True)
class Scores:
    """Agreement of two readings of one document: F1 of tasks, leads and other roles; share of equal times (0 to 1).

    The latter three are of paired tasks. missed and invented are the texts of tasks that have no partner.
    """

    tasks: float
    lead: float
    roles: float
    time: float
    missed: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()

    def line(self, name: str) -> str:
        """The scores as one line of a table."""
        return f"{name:40s} tasks {self.tasks:.3f} lead {self.lead:.3f} roles {self.roles:.3f} time {self.time:.3f}"


def source_of(data: bytes, name: str, options: Options = _OPTIONS) -> Source:
    """The source that reading the file gives."""
    form = format_of(data, name)
    content = form.read(data, name, options)
    return Source(name, content.text, content.encoding, "", form.name, content.places, content.remarks)


def tasks_of(sources: Iterable[Source]) -> dict[str, list[Record]]:
    """The tasks that an export of a store built of these sources holds, by document."""
    found: dict[str, list[Record]] = {}
    for record in task_records(resolve([parse(source) for source in sources])):
        found.setdefault(PurePath(str(record["source"])).stem, []).append(record)
    return found


def score(reference: Sequence[Record], measured: Sequence[Record]) -> Scores:
    """How far `measured` agrees with `reference`."""
    pairs = _pairs(reference, measured)
    lead = [_agencies(reference[one]["lead"], measured[other]["lead"]) for one, other in pairs.items()]
    roles = [_agencies(reference[one][role], measured[other][role]) for one, other in pairs.items() for role in _ROLES]
    times = [_same_time(reference[one], measured[other]) for one, other in pairs.items()]
    return Scores(
        tasks=_f1(len(pairs), len(measured) + len(reference)),
        lead=_f1(sum(hits for hits, _ in lead), sum(names for _, names in lead)),
        roles=_f1(sum(hits for hits, _ in roles), sum(names for _, names in roles)),
        time=sum(times) / len(times) if times else 1.0,
        missed=tuple(str(one["text"]) for index, one in enumerate(reference) if index not in pairs),
        invented=tuple(str(one["text"]) for index, one in enumerate(measured) if index not in pairs.values()),
    )


def folded(text: str) -> str:
    """Words in small letters with tone marks where the new spelling has them."""
    text = unicodedata.normalize("NFC", text).lower().translate(_OLD_TONES)
    for old, new in zip(_OLD, _NEW, strict=True):
        text = re.sub(rf"{old}(?!\w)", new, text)
    return " ".join(re.findall(r"[\w&]+", text))


def _pairs(reference: Sequence[Record], measured: Sequence[Record]) -> dict[int, int]:
    """Each task of the reference with the first unused one that begins with its first words."""
    texts = [folded(str(one["text"])) for one in measured]
    starts = [folded(" ".join(str(one["text"]).split()[:OPENING])) for one in reference]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for index in sorted(range(len(reference)), key=lambda index: -len(starts[index])):
        for place, text in enumerate(texts):
            if place in used or measured[place]["table_row"] != reference[index]["table_row"]:
                continue
            if text.startswith(starts[index]) or (len(text) > 20 and starts[index].startswith(text)):
                pairs[index] = place
                used.add(place)
                break
    return pairs


def _agencies(wanted: Sequence[str], had: Sequence[str]) -> tuple[int, int]:
    """Names of one list found in the other, and the names of both."""
    left, hits = list(had), 0
    for want in wanted:
        found = next((have for have in left if _same(have, want)), None)
        if found is not None:
            left.remove(found)
            hits += 1
    return hits, len(wanted) + len(had)


def _same(one: str, other: str) -> bool:
    first, second = (set(folded(name).split()) - _EMPTY_WORDS for name in (one, other))
    return bool(first and second) and len(first & second) / len(first | second) >= LEAST_SHARE


def _same_time(one: Record, other: Record) -> bool:
    return all(one[key] == other[key] for key in _TIMES) and bool(one["condition"]) == bool(other["condition"])


def _f1(hits: int, both: int) -> float:
    return 2 * hits / both if both else 1.0
