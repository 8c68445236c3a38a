"""Which province each document belongs to, so that a map of a whole country can show provinces instead of documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.lexicon import territories
from graph.model import Level, Relation
from viz.labels import Text, both, join, label, say
from viz.model import DocumentEdge, DocumentNode

_CHAIN = (Relation.IMPLEMENTS, Relation.BASIS)
_BELOW = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True, slots=True)
class Province:
    """A province and its documents, those of its districts and communes among them.

    key is the identifier of its territory ("vn/lai-chau"), or "" for documents whose province is not known.
    """

    key: str
    name: Text
    documents: tuple[DocumentNode, ...]

    @property
    def id(self) -> str:
        """The identifier of its box."""
        return f"province/{self.key}"

    def counts(self, words: str) -> Text:
        """ "1 tỉnh, 5 huyện": how many documents of each level, by the words `words`.LEVEL."""
        levels = [(level, sum(one.level is level for one in self.documents)) for level in _BELOW]
        return join([label(f"{words}.{level}", count=count) for level, count in levels if count], ", ")


def provinces(documents: Sequence[DocumentNode], edges: Iterable[DocumentEdge]) -> tuple[Province, ...]:
    """The provinces that `documents` below the centre belong to, by name; a document of no known one goes with what it
    carries out or is based on."""
    own = {document.id: key for document in documents if (key := _own(document)) is not None}
    chains = nx.DiGraph((edge.citing, edge.cited) for edge in edges if edge.relation in _CHAIN)
    members: dict[str, list[DocumentNode]] = {}
    for document in documents:
        if document.level in _BELOW:
            members.setdefault(own.get(document.id) or _by_chain(document.id, chains, own), []).append(document)
    made = [Province(key, _name(key, inside), tuple(inside)) for key, inside in members.items()]
    return tuple(sorted(made, key=lambda one: (not one.key, say(one.name, "vi"), one.key)))


def _own(document: DocumentNode) -> str | None:
    """The province in a document's identifier: "vn/lai-chau" of "doc/vn/lai-chau/phong-tho/ubnd/kh/2023/207"."""
    steps = document.id.split("/")
    there = (
        document.level in _BELOW and len(steps) > 3 and steps[0] == "doc" and steps[1].startswith(territories.NATION)
    )
    return "/".join(steps[1:3]) if there else None


def _by_chain(document: str, chains: nx.DiGraph[str], own: dict[str, str]) -> str:
    if document not in chains:
        return ""
    distances = nx.single_source_shortest_path_length(chains, document)
    near = sorted((distance, own[one]) for one, distance in distances.items() if one in own)
    return near[0][1] if near and all(key == near[0][1] for distance, key in near if distance == near[0][0]) else ""


def _name(key: str, documents: Sequence[DocumentNode]) -> Text:
    if not key:
        return label("documents.no-province")
    known = territories.get(key)
    if known is not None:
        return known.full_name[:1].upper() + known.full_name[1:]
    told = sorted(one.territory for one in documents if one.level is Level.PROVINCE and one.territory)
    name = told[0] if told else key.rpartition("/")[2]
    return both(*(say(label("documents.province", name=name), lang) for lang in ("vi", "en")))
