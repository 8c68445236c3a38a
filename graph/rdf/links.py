"""Triples of links between tasks, of which document stands below which, and of whom a requirement addresses.

Links stand in one graph for each lower document, so that a plan that changes has only its own links written anew. A
link is a mapping after SSSOM (https://mapping-commons.github.io/sssom/); how its two ends stand to each other as sets
comes from NIST IR 8477, section 4.3. Only a confirmed link also states dl:carriesOut: a machine's link is a lead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from graph.identity import INSTANCES, child_id
from graph.links import Addressing, Alignment, Descent, Link, LinkStatus, Similarity
from graph.rdf.statements import Statements, concept, name, node
from graph.terms import NamedGraph, literal, named_graph, stamped, typed

ALIGNMENTS = INSTANCES + "graph/alignments/"
"""What the graphs of links begin with; the lower document's identifier follows."""
SIMILAR_GRAPH = INSTANCES + "graph/similar"
"""Graph of likeness across territories, where it was asked for."""
MACHINE = "semapv:CompositeMatching"
PERSON = "semapv:ManualMappingCuration"
_DECIDED = (LinkStatus.CONFIRMED, LinkStatus.REJECTED)


def link_id(child: str, parent: str) -> str:
    """Identifier of the link from a child up to a parent."""
    return f"{child}/link/{parent}"


def descent_id(lower: str, upper: str) -> str:
    """Identifier of the fact that the document `lower` stands below `upper`."""
    return f"{lower}/below/{upper}"


def document_of(task: str) -> str:
    """Identifier of the document that a task, by its identifier, stands in."""
    return task.partition("/task/")[0]


def alignments_graph_iri(document: str) -> str:
    """IRI of the graph of the links that go up from `document`."""
    return ALIGNMENTS + document


def lower_documents(alignment: Alignment) -> tuple[str, ...]:
    """Identifiers of the documents that stand below another or have a link, sorted: each has a graph of its own."""
    below = {descent.lower for descent in alignment.descents}
    return tuple(sorted(below | {document_of(link.child) for link in alignment.links}))


def alignment_graphs(alignment: Alignment) -> Iterator[NamedGraph]:
    """A graph for each lower document, by identifier, stamped; made one at a time, for a country has many links."""
    links: dict[str, list[Link]] = defaultdict(list)
    descents: dict[str, list[Descent]] = defaultdict(list)
    for link in alignment.links:
        links[document_of(link.child)].append(link)
    for descent in alignment.descents:
        descents[descent.lower].append(descent)
    for document in lower_documents(alignment):
        yield alignment_graph(document, descents.get(document, ()), links.get(document, ()))
    if alignment.similar:
        yield similar_graph(alignment.similar)


def alignment_graph(document: str, descents: Iterable[Descent], links: Iterable[Link]) -> NamedGraph:
    """The graph of what goes up from `document`."""
    out = Statements()
    for descent in descents:
        _describe_descent(descent, out)
    for link in links:
        _describe_link(link, out)
    return stamped(named_graph(alignments_graph_iri(document), out.triples))


def similar_graph(similar: Iterable[Similarity]) -> NamedGraph:
    """The graph of likeness across territories; no lineage is claimed by it."""
    out = Statements()
    for one in similar:
        subject = node(f"{one.one}/similar/{one.other}")
        out.add_class(subject, "dl:Similarity")
        out.add(subject, "sssom:subject_id", node(one.one))
        out.add(subject, "sssom:object_id", node(one.other))
        out.add(subject, "sssom:predicate_id", name("dl:similarContent"))
        out.add(subject, "sssom:mapping_justification", name(MACHINE))
        out.add(subject, "sssom:confidence", typed(Decimal(repr(one.score))))
        out.add(node(one.one), "dl:similarContent", node(one.other))
    return stamped(named_graph(SIMILAR_GRAPH, out.triples))


def addressings_by_document(addressings: Iterable[Addressing]) -> Mapping[str, Sequence[Addressing]]:
    """Whom requirements speak to, by the document that they stand in."""
    found: dict[str, list[Addressing]] = defaultdict(list)
    for one in addressings:
        found[document_of(one.task)].append(one)
    return found


def describe_addressings(addressings: Iterable[Addressing], out: Statements) -> None:
    """State the levels that requirements speak to, and the words that say so."""
    for one in addressings:
        task, level = node(one.task), concept("level", one.level.value)
        subject = node(child_id(one.task, "addressing", one.level.value))
        out.add(task, "dl:addressedTo", level)
        out.add_class(subject, "dl:Addressing")
        out.add(subject, "dl:addressedTask", task)
        out.add(subject, "dl:level", level)
        out.add_text(subject, "dl:text", one.words)


def _describe_descent(descent: Descent, out: Statements) -> None:
    lower, upper = node(descent.lower), node(descent.upper)
    subject = node(descent_id(descent.lower, descent.upper))
    out.add(lower, "dl:standsBelow", upper)
    out.add_class(subject, "dl:Descent")
    out.add(subject, "dl:lower", lower)
    out.add(subject, "dl:upper", upper)
    out.add(subject, "dl:descentRule", concept("descent", descent.rule.value))
    out.add(subject, "dl:between", *map(node, descent.between))
    out.add(subject, "dl:missing", *map(node, descent.missing))
    if descent.directive is not None:
        out.add(subject, "dl:directive", node(descent.directive))


def _describe_link(link: Link, out: Statements) -> None:
    subject, child, parent = node(link_id(link.child, link.parent)), node(link.child), node(link.parent)
    out.add_class(subject, "dl:Alignment")
    out.add(subject, "sssom:subject_id", child)
    out.add(subject, "sssom:object_id", parent)
    out.add(subject, "sssom:predicate_id", name("dl:carriesOut"))
    out.add(subject, "sssom:mapping_justification", name(PERSON if link.status in _DECIDED else MACHINE))
    out.add(subject, "sssom:confidence", typed(Decimal(repr(link.score))))
    if link.status is LinkStatus.REJECTED:
        out.add(subject, "sssom:predicate_modifier", literal("Not"))
    if link.status is LinkStatus.CONFIRMED:
        out.add(child, "dl:carriesOut", parent)
    out.add(subject, "dl:setRelation", concept("set-relation", link.relation.value))
    out.add(subject, "dl:linkStatus", concept("link-status", link.status.value))
    out.add(subject, "dl:method", literal(link.method))
    out.add(subject, "dl:childFingerprint", literal(link.child_fingerprint))
    out.add(subject, "dl:parentFingerprint", literal(link.parent_fingerprint))
    out.add_text(subject, "sssom:reviewer_label", link.reviewer)
    if link.suspect:
        out.add(subject, "dl:suspect", typed(True))
    _describe_duties(subject, link, out)
    out.add(subject, "dl:sharedPhrase", *map(literal, link.evidence.phrases))
    out.add(subject, "dl:sharedDocument", *map(node, link.evidence.documents))
    out.add(subject, "dl:doubt", *(concept("doubt", code) for code in link.evidence.against))


def _describe_duties(subject: str, link: Link, out: Statements) -> None:
    if link.duties:
        out.add(subject, "dl:childDuty", *(node(child_id(link.child, "duty", child + 1)) for child, _ in link.duties))
        out.add(subject, "dl:parentDuty", *(node(child_id(link.parent, "duty", upper + 1)) for _, upper in link.duties))
        out.add(subject, "dl:dutyPairs", literal(" ".join(f"{child}>{upper}" for child, upper in link.duties)))
