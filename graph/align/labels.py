"""Documents with the links that careful readers drew: where they lie, and how they become examples to learn from."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.align.training import OTHER_WORDING, Example, Restated
from graph.align.units import Unit, title_of, units_of
from graph.errors import UsageError, reason
from graph.extract.document import parse
from graph.links import SetRelation
from graph.model import ParsedDocument, ResolvedDocument
from graph.read.files import read_source, search
from graph.resolve import resolve

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its readers' links, one wording of it or several, each held against each wording of the upper.

    links maps (index of child, index of parent) to the relation; where readers differed on it, the first that they
    give. unsure are the pairs on which they differed. learned is False for one that is only tested on.
    """

    name: str
    lowers: tuple[ParsedDocument, ...]
    uppers: tuple[ParsedDocument, ...]
    links: Mapping[Pair, SetRelation]
    unsure: frozenset[Pair]
    weight: float = 1.0
    learned: bool = True

    def examples(self) -> Iterator[Example]:
        """An example for each pair of wordings; the originals count fully, restatements less."""
        for first, lower in enumerate(self.lowers):
            for second, upper in enumerate(self.uppers):
                weight = self.weight * (OTHER_WORDING if first or second else 1.0)
                yield Example(*units_for(*together(lower, upper)), self.links, self.unsure, weight)


def restated(documents: Iterable[Labelled]) -> tuple[Restated, ...]:
    """The upper documents of which there are two wordings, once each."""
    found: dict[str, Restated] = {}
    for one in documents:
        for other in one.uppers[1:]:
            first, second = (resolve([wording]).held[0] for wording in (one.uppers[0], other))
            units = units_of(first, (title_of(first),)), units_of(second, (title_of(second),))
            found.setdefault(one.uppers[0].source.name, units)
    return tuple(found[name] for name in sorted(found))


def units_for(lower: ResolvedDocument, upper: ResolvedDocument) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The tasks of both documents ready for comparing, their titles masked as `align` does."""
    above, below = title_of(upper), title_of(lower)
    return units_of(lower, (above, below)), units_of(upper, (above,))


def together(lower: ParsedDocument, upper: ParsedDocument) -> tuple[ResolvedDocument, ResolvedDocument]:
    """Both held against each other, so that what they name is the same document to both."""
    held = {one.parsed.source.name: one for one in resolve([lower, upper]).held}
    return held[lower.source.name], held[upper.source.name]


def labelled(manifest: Path, folders: Sequence[Path]) -> tuple[Labelled, ...]:
    """The documents of a manifest (data/alignment/training.toml) that lie in `folders`, with their links.

    One whose links or texts are not there is left out. Raises UsageError for a manifest or a label that is malformed.
    """
    try:
        entries = tomllib.loads(manifest.read_text(encoding="utf-8"))["document"]
        return tuple(one for entry in entries if (one := _labelled(entry, folders)) is not None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"the list of labelled documents cannot be used: {reason(error)}", where=manifest.name, remedy="Mend it"
        ) from error


def _labelled(entry: Mapping[str, Any], folders: Sequence[Path]) -> Labelled | None:
    labels = next((folder / entry["links"] for folder in folders if (folder / entry["links"]).is_file()), None)
    lowers, uppers = (tuple(_documents(entry[end], folders)) for end in ("files", "upper"))
    if labels is None or not lowers or not uppers:
        return None
    rows = {path: index for index, path in enumerate(_paths(lowers[0]))}
    columns = {path: index for index, path in enumerate(_paths(uppers[0]))}
    same = [one for one in lowers if _paths(one) == _paths(lowers[0])]
    same_above = [one for one in uppers if _paths(one) == _paths(uppers[0])]
    links: dict[Pair, SetRelation] = {}
    unsure: set[Pair] = set()
    for line in labels.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        row = rows[record["child"].rpartition(":")[2]]
        for parent in record["parents"]:
            links[row, columns[parent["path"]]] = _relation(parent["relation"])
        unsure |= {(row, columns[path]) for path in record["disputed"]}
    weight, learned = float(entry.get("weight", 1.0)), bool(entry.get("learned", True))
    return Labelled(entry["name"], tuple(same), tuple(same_above), links, frozenset(unsure), weight, learned)


def _documents(names: Iterable[str], folders: Sequence[Path]) -> Iterator[ParsedDocument]:
    """The wordings that are there."""
    for name in names:
        for folder in folders:
            if (folder / name).is_file():
                yield parse(read_source(search([folder / name]).files[0]))
                break


def _paths(document: ParsedDocument) -> list[str]:
    return ["/".join(task.path) for task in document.tasks]


def _relation(value: str | list[str]) -> SetRelation:
    return SetRelation(value if isinstance(value, str) else value[0])
