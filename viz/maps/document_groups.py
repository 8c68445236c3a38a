"""The document map of a whole country: a box for each province, and layouts that unfold one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model import Level, Relation
from viz import panel
from viz.labels import LANGUAGES, Text, both, label, level_name, say
from viz.layout import layers
from viz.layout.ordering import Box
from viz.layout.text import LINE_HEIGHT, wrap
from viz.maps.boxes import PAD, RIGHT, Lines, merged
from viz.maps.document_scenes import LEVELS, NARROW_ROW, Line, lanes_of_levels
from viz.model import DocumentEdge, DocumentNode
from viz.provinces import Province, provinces
from viz.relations import STRENGTH

OTHERS = "province/*"
"""The box that leads from one province back to all of them."""
_WIDTH, _INSET = 184, 12
_NARROW_ROW = 5  # boxes of provinces are narrower than those of documents
_LANE = LEVELS.index(Level.PROVINCE)
View = tuple[Sequence[Box], Sequence[Line], Sequence[layers.Pair]]
"""What one layout shows: its boxes, its lines, and which box of a lane stands above which."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Provinces of a map that is too large to be drawn document by document."""

    provinces: tuple[Province, ...]
    of_document: Mapping[str, Province]
    documents: Mapping[str, DocumentNode]
    _lines: dict[tuple[str, str, Relation, int], Line] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Sequence[DocumentNode], edges: Sequence[DocumentEdge]) -> Grouping | None:
        """The provinces of `documents`, or None where there are too few for a box of each to say anything."""
        found = provinces(documents, edges)
        if len(found) < 2:
            return None
        of_document = {document.id: province for province in found for document in province.documents}
        return cls(found, of_document, {document.id: document for document in documents})

    def nodes(self) -> Iterator[dict[str, object]]:
        """The provinces as pyvis carries them, and the box that leads back to all of them."""
        for province in self.provinces:
            entries = [panel.entry("documents", province.counts("documents.full"))]
            entries += [panel.entry("document", to=document.id) for document in province.documents]
            held = any(document.held for document in province.documents)
            levels = province.counts("documents.short")
            count = len(province.documents)
            short = both(
                *(say(label("documents.box", count=count, levels=say(levels, lang)), lang) for lang in LANGUAGES)
            )
            yield self._node(province.id, province.name, short, entries, held=held) | {
                "members": [document.id for document in province.documents]
            }
        total = label("documents.all-count", provinces=len(self.provinces), count=len(self.of_document))
        yield self._node(OTHERS, label("documents.all"), total, [panel.entry("documents", total)], held=True)

    def views(
        self,
        boxes: Sequence[Box],
        lines: Sequence[Line],
        within: Sequence[layers.Pair],
        carried: list[dict[str, object]],
    ) -> dict[str, View]:
        """What each layout shows: "" all provinces, else the key of the one unfolded. Lines of provinces go to
        the end of `carried`, the page's edges."""
        views = {"": self._overview(boxes, lines, within, carried)}
        for province in self.provinces:
            if any(self.of_document.get(box.id) is province for box in boxes):
                views[province.key] = self._unfolded(province, boxes, lines, within)
        return views

    def row(self, limit: int | None, view: str) -> int:
        """How many boxes stand side by side; limit is that of a narrow screen, or None."""
        if view:
            return limit or NARROW_ROW
        return _NARROW_ROW if limit else layers.row_size(len(self.provinces))

    def lanes(self, view: str) -> dict[int, Text]:
        """The names of the lanes."""
        return lanes_of_levels() if view else {**lanes_of_levels(), _LANE: label("documents.by-province")}

    def _node(
        self,
        identity: str,
        name: Text,
        count: Text,
        entries: Sequence[panel.Entry],
        *,
        held: bool,
    ) -> dict[str, object]:
        lines: dict[str, Lines] = {lang: _box_lines(say(name, lang), say(count, lang)) for lang in LANGUAGES}
        return {
            "id": identity,
            "label": say(name, "vi"),
            "name": name,
            "kind": "province",
            "heading": level_name(Level.PROVINCE),
            "box": {
                "w": _WIDTH,
                "h": _height(lines),
                "band": 0,
                "pad": PAD,
                "inset": _INSET,
                "branch": "unknown",
                "held": held,
                "stack": True,
                "lines": merged(lines),
            },
            "panel": panel.compact(entries),
        }

    def _overview(
        self,
        boxes: Sequence[Box],
        lines: Sequence[Line],
        within: Sequence[layers.Pair],
        carried: list[dict[str, object]],
    ) -> View:
        central = [box for box in boxes if box.id not in self.of_document]
        there = {box.id for box in central}
        present = {self.of_document[box.id].id for box in boxes if box.id in self.of_document}
        heights = {str(node["id"]): node["box"]["h"] for node in self.nodes()}  # type: ignore[index]
        groups = [Box(one.id, _LANE, _WIDTH, heights[one.id]) for one in self.provinces if one.id in present]
        kept = [line for line in lines if there.issuperset((line.citing, line.cited))]
        gathered: dict[tuple[str, str], list[Line]] = {}
        for line in lines:
            ends = (self._end(line.citing), self._end(line.cited))
            if ends[0] != ends[1] and len(there.intersection(ends)) == 1:
                gathered.setdefault(ends, []).append(line)
        kept += [self._gathered(ends, some, carried) for ends, some in sorted(gathered.items())]
        return [*central, *groups], kept, [pair for pair in within if there.issuperset(pair)]

    def _unfolded(
        self, province: Province, boxes: Sequence[Box], lines: Sequence[Line], within: Sequence[layers.Pair]
    ) -> View:
        """The province's documents, what each is tied to, and what these carry out in turn."""
        inside = {document.id for document in province.documents}
        there = inside | {
            end for line in lines for end in (line.citing, line.cited) if inside & {line.citing, line.cited}
        }
        open_ = sorted(there - inside)
        while open_:
            one = open_.pop()
            above = {line.cited for line in lines if line.citing == one and line.cited not in self.of_document} - there
            there |= above
            open_ += sorted(above)
        others = Box(OTHERS, _LANE, _WIDTH, 2 * LINE_HEIGHT + 2 * PAD)
        shown = [box for box in boxes if box.id in there]
        return (
            [*shown, others],
            [line for line in lines if there.issuperset((line.citing, line.cited))],
            [pair for pair in within if there.issuperset(pair)],
        )

    def _end(self, document: str) -> str:
        return self.of_document[document].id if document in self.of_document else document

    def _gathered(self, ends: tuple[str, str], lines: Sequence[Line], carried: list[dict[str, object]]) -> Line:
        """One line for all that a province's documents and a central one have to do with each other."""
        best = min(lines, key=lambda line: (bool(line.label), STRENGTH[line.relation], line.index))
        key = (*ends, best.relation, len(lines))
        if key not in self._lines:
            names = [self._name(end) for end in ends]
            said = {lang: " \u2192 ".join(say(name, lang) for name in names) for lang in LANGUAGES}
            papers = label("documents.one") if len(lines) == 1 else label("documents.count", count=len(lines))
            relation = both(
                *(f"{say(label(f'relation.{best.relation}'), lang)} ({say(papers, lang)})" for lang in LANGUAGES)
            )
            carried.append(
                {
                    "from": ends[0],
                    "to": ends[1],
                    "arrows": "to",
                    "relation": best.relation,
                    "chained": True,
                    "name": both(said["vi"], said["en"]),
                    "panel": panel.compact(
                        [
                            panel.entry("document", names[0], to=ends[0]),
                            panel.entry("between", relation),
                            panel.entry("document", names[1], to=ends[1]),
                        ]
                    ),
                }
                | ({"reported": True} if best.label else {})
            )
            self._lines[key] = Line(*ends, len(carried) - 1, best.relation, f"{best.relation} {bool(best.label)}")
        return self._lines[key]

    def _name(self, end: str) -> Text:
        if end in self.documents:
            return panel.name_of(self.documents[end])
        return next(province.name for province in self.provinces if province.id == end)


def _box_lines(name: str, count: str) -> Lines:
    room = _WIDTH - _INSET - RIGHT
    return [
        *((line, "strong") for line in wrap(name, room, lines=2, bold=True)),
        *((line, "plain") for line in wrap(count, room, lines=2)),
    ]


def _height(lines: Mapping[str, Lines]) -> int:
    return max(map(len, lines.values())) * LINE_HEIGHT + 2 * PAD
