"""The ontology is complete in both languages, mapped, and in step with the code; every shape can fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import factories
import link_factories
import pytest
import rdflib
from factories import CENTRAL, DISTRICT, PROVINCE
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from graph.identity import INSTANCES, ONTOLOGY, iri
from graph.kept import Kind, kept_graph
from graph.lexicon import agencies
from graph.lexicon.types import all_types
from graph.links import DescentRule, LinkStatus, SetRelation, Verdict
from graph.model import Branch, Level, Place, Position, Recurrence, Relation, Role, Source, Span, Status
from graph.query import all_queries
from graph.rdf import ONTOLOGY_GRAPH, ontology_graph
from graph.rdf.decisions import DECISIONS_GRAPH
from graph.rdf.documents import describe_citation, describe_source
from graph.rdf.lines import LineIndex
from graph.rdf.links import alignments_graph_iri, descent_id, link_id
from graph.rdf.parties import Parties
from graph.rdf.statements import Statements, concept
from graph.resources import folder
from graph.store import open_store
from graph.terms import NamedGraph, named_graph
from graph.validate import SHAPES, shapes_graph, validate

LINKS = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    SKOS.closeMatch,
    SKOS.exactMatch,
    SKOS.broadMatch,
    SKOS.relatedMatch,
)
SCHEMES: dict[str, type[StrEnum]] = {
    "level": Level,
    "branch": Branch,
    "status": Status,
    "role": Role,
    "recurrence": Recurrence,
    "relation": Relation,
    "set-relation": SetRelation,
    "link-status": LinkStatus,
    "verdict": Verdict,
    "descent": DescentRule,
}


def load() -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(data="\n".join(ontology_graph().triples), format="nt")
    return graph


ONTOLOGY_TRIPLES = load()
CLASSES = sorted(ONTOLOGY_TRIPLES.subjects(RDF.type, OWL.Class), key=str)
PROPERTIES = sorted(
    {
        *ONTOLOGY_TRIPLES.subjects(RDF.type, OWL.ObjectProperty),
        *ONTOLOGY_TRIPLES.subjects(RDF.type, OWL.DatatypeProperty),
    },
    key=str,
)
CONCEPTS = sorted(ONTOLOGY_TRIPLES.subjects(RDF.type, SKOS.Concept), key=str)


def local(term: object) -> str:
    return str(term).removeprefix(ONTOLOGY)


def texts(term: rdflib.term.Node, predicate: rdflib.URIRef) -> list[rdflib.Literal]:
    return [value for value in ONTOLOGY_TRIPLES.objects(term, predicate) if isinstance(value, rdflib.Literal)]


def languages(term: rdflib.term.Node, predicate: rdflib.URIRef) -> list[str]:
    return sorted(str(value.language) for value in texts(term, predicate))


@pytest.mark.parametrize("term", [*CLASSES, *PROPERTIES], ids=local)
def test_terms_are_labelled_defined_and_mapped(term: rdflib.URIRef) -> None:
    assert languages(term, RDFS.label) == ["en", "vi"]
    assert languages(term, SKOS.definition) == ["en", "vi"]
    mapped = [str(other) for link in LINKS for other in ONTOLOGY_TRIPLES.objects(term, link)]
    assert any(not other.startswith(ONTOLOGY) for other in mapped)


@pytest.mark.parametrize("term", CONCEPTS, ids=local)
def test_concepts_are_labelled_and_in_a_scheme(term: rdflib.URIRef) -> None:
    assert languages(term, SKOS.prefLabel) == ["en", "vi"]
    schemes = list(ONTOLOGY_TRIPLES.objects(term, SKOS.inScheme))
    assert len(schemes) == 1
    assert (schemes[0], RDF.type, SKOS.ConceptScheme) in ONTOLOGY_TRIPLES
    assert languages(schemes[0], SKOS.prefLabel) == ["en", "vi"]
    assert languages(schemes[0], SKOS.definition) == ["en", "vi"]


def test_ontology_is_small_and_has_no_blank_nodes() -> None:
    assert (len(CLASSES), len(PROPERTIES)) == (24, 86)
    assert not any(isinstance(term, rdflib.BNode) for triple in ONTOLOGY_TRIPLES for term in triple)
    assert ontology_graph() == ontology_graph()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_schemes_agree_with_the_model(scheme: str) -> None:
    stem = f"{ONTOLOGY}{scheme}-"
    concepts = {str(term).removeprefix(stem) for term in CONCEPTS if str(term).startswith(stem)}
    assert concepts == {member.value for member in SCHEMES[scheme]}
    notations = {str(ONTOLOGY_TRIPLES.value(rdflib.URIRef(stem + code), SKOS.notation)) for code in concepts}
    assert notations == concepts


def test_scheme_of_types_is_the_word_list() -> None:
    names = {row.name for row in all_types()}
    scheme = {str(label) for label in _type_labels()}
    assert scheme == names
    assert len({concept("type", name) for name in names}) == len(names), "two types share an identifier"


def _type_labels() -> list[rdflib.Literal]:
    types = ONTOLOGY_TRIPLES.subjects(SKOS.inScheme, rdflib.URIRef(f"{ONTOLOGY}types"))
    return [label for term in types for label in texts(term, SKOS.prefLabel) if label.language == "vi"]


def test_terms_used_are_terms_defined() -> None:
    """In the graphs of documents, in the shapes and in the queries; and nothing is defined that nothing uses."""
    written = {
        name
        for graph in link_factories.graphs()
        if graph.iri != ONTOLOGY_GRAPH
        for triple in graph.triples
        for name in re.findall(rf"<{re.escape(ONTOLOGY)}([^>]+)>", triple)
    }
    named = Statements()
    parties = Parties(agencies.resolve, lambda _: None)
    for name in ("các cơ quan, đơn vị", "Thủ tướng Chính phủ", "Bộ Giao thông vận tải"):
        parties.identity(name, "vn", Level.CENTRAL, None)
    parties.describe(named)
    province = next(one for one in factories.collection().held if len(one.citations[0].spans) > 1)
    named_again = replace(province.citations[0], grounds=province.citations[0].spans[:1])
    describe_citation(PROVINCE, 1, named_again, LineIndex(province.parsed.source), named)
    scan = Source("a", "b", places=(Place(1, Position(1, sheet="c", row=2, confidence=0.5)),), remarks=("d",))
    describe_source(PROVINCE, scan, named)
    named.add_words("<urn:a>", LineIndex(scan), [Span(0, 1)])
    named.triples |= set(kept_graph(Kind.PARSE, "a", [("b", "c")]).triples)
    written |= set(re.findall(rf"<{re.escape(ONTOLOGY)}([^>]+)>", " ".join(named.triples)))
    defined = {local(term) for term in (*CLASSES, *PROPERTIES, *CONCEPTS)}
    terms = {local(term) for term in (*CLASSES, *PROPERTIES)}
    assert written <= defined
    assert terms - written == {"Scorer", "amends", "replaces"}  # a scorer is written once a store has learned
    asked = {name for query in all_queries() for name in re.findall(r"\bdl:([\w-]+)", query.text)}
    assert asked <= defined
    shaped = {local(term) for triple in shapes_graph() for term in triple if str(term).startswith(ONTOLOGY)}
    assert shaped <= defined


def test_other_vocabularies_are_used_as_they_are() -> None:
    known = {"dcterms:source", "oa:exact", "oa:start", "oa:end", "org:classification", "org:subOrganizationOf"}
    known |= {"rdf:type", "rdfs:label", "schema:position", "schema:sha256", "schema:unitText", "schema:value"}
    known |= {"skos:notation", "sssom:confidence", "sssom:mapping_justification", "sssom:object_id"}
    known |= {"sssom:predicate_id", "sssom:predicate_modifier", "sssom:reviewer_label", "sssom:subject_id"}
    text = "".join("".join(graph.triples) for graph in link_factories.graphs() if graph.iri != ONTOLOGY_GRAPH)
    predicates = {
        match for match in re.findall(r"> <([^>]+)> [<\"]", text) if not match.startswith((ONTOLOGY, INSTANCES))
    }
    assert {re.split(r"[/#]", predicate)[-1] for predicate in predicates} == {name.split(":")[1] for name in known}


# ---- shapes ----

DL, OA, RDFS_LABEL = ONTOLOGY, "http://www.w3.org/ns/oa#", f"<{RDFS.label}>"
TASK, ASSIGNMENT = f"<{iri(PROVINCE)}/task/II/1>", f"<{iri(PROVINCE)}/task/II/1/assignment/1>"
DEADLINE = f"<{iri(DISTRICT)}/task/III/1/deadline/1>"
DOCUMENT, CITATION = f"<{iri(PROVINCE)}>", f"<{iri(PROVINCE)}/citation/1>"
CLAIM, QUANTITY = f"<{iri(PROVINCE)}/claim/date>", f"<{iri(PROVINCE)}/task/II/1/quantity/1>"
PROVISION, SOURCE = f"<{iri(PROVINCE)}/provision/II/1>", f"<{INSTANCES}source/huyen.md>"
AGENCY = f"<{iri('agency/vn/ha-giang/so-noi-vu')}>"
WORDS = f"<{INSTANCES}source/huyen.md#char="
LINKED = f"<{iri(link_id(link_factories.T1, link_factories.C1))}>"
DECIDED = f"<{iri(link_id(link_factories.ROW, link_factories.T1))}>"
DESCENT = f"<{iri(descent_id(DISTRICT, CENTRAL))}>"
ADDRESSING = f"<{iri(link_factories.T2)}/addressing/district>"
DECISION = f"<{INSTANCES}decision/1>"
SSSOM = "https://w3id.org/sssom/"
XSD = "http://www.w3.org/2001/XMLSchema#"

Change = Callable[[list[str]], list[str]]


def without(subject: str, predicate: str) -> Change:
    return lambda lines: [line for line in lines if not line.startswith(f"{subject} <{predicate}>")]


def plus(subject: str, predicate: str, *values: str) -> Change:
    return lambda lines: [*lines, *(f"{subject} <{predicate}> {value} ." for value in values)]


def instead(subject: str, predicate: str, *values: str) -> Change:
    return lambda lines: plus(subject, predicate, *values)(without(subject, predicate)(lines))


def any_words(predicate: str, *values: str) -> Change:
    """Another value for the first words of the district's text."""

    def change(lines: list[str]) -> list[str]:
        first = next(line.split(" ")[0] for line in lines if line.startswith(WORDS))
        return instead(first, predicate, *values)(lines)

    return change


GRAPHS = link_factories.graphs()
TEXT, NUMBER, DAY = '"text"', f'"1"^^<{XSD}integer>', f'"2018-01-01"^^<{XSD}date>'
FAILING: dict[str, Change] = {
    "document-held": without(DOCUMENT, f"{DL}held"),
    "document-type": plus(DOCUMENT, f"{DL}type", f"<{DL}type-quyet-dinh>"),
    "document-symbol": plus(DOCUMENT, f"{DL}symbol", '"41/KH-UBND"'),
    "document-date": instead(DOCUMENT, f"{DL}date", '"2018"'),
    "document-level": instead(DOCUMENT, f"{DL}level", f"<{DL}level-village>"),
    "document-source": plus(DOCUMENT, f"{DL}source", '"other.txt"'),
    "task-document": without(TASK, f"{DL}partOf"),
    "task-text": without(TASK, f"{DL}text"),
    "task-path": instead(TASK, f"{DL}path", '""'),
    "task-evidence": without(TASK, f"{DL}evidence"),
    "task-deadline": plus(TASK, f"{DL}deadline", DEADLINE),
    "provision-parent": without(PROVISION, f"{DL}partOf"),
    "evidence-quote": any_words(f"{OA}exact", '""'),
    "evidence-source": any_words(f"{DL}source"),
    "evidence-start": any_words(f"{OA}start", f'"-1"^^<{XSD}integer>'),
    "evidence-end": any_words(f"{OA}end", TEXT),
    "evidence-order": any_words(f"{OA}end", f'"0"^^<{XSD}integer>'),
    "evidence-page": any_words(f"{DL}page", f'"0"^^<{XSD}integer>'),
    "evidence-sheet": any_words(f"{DL}sheet", '""'),
    "evidence-row": any_words(f"{DL}row", TEXT),
    "evidence-confidence": any_words(f"{DL}confidence", f'"1.2"^^<{XSD}decimal>'),
    "evidence-line": any_words(f"{DL}line", f'"0"^^<{XSD}integer>'),
    "assignment-agency": plus(ASSIGNMENT, f"{DL}agency", f"<{iri('agency/vn/bo-noi-vu')}>"),
    "assignment-role": without(ASSIGNMENT, f"{DL}role"),
    "assignment-name": without(ASSIGNMENT, f"{DL}text"),
    "assignment-evidence": without(ASSIGNMENT, f"{DL}evidence"),
    "assignment-task": plus(f"<{iri(PROVINCE)}/task/II/2>", f"{DL}assignment", ASSIGNMENT),
    "deadline-text": without(DEADLINE, f"{DL}text"),
    "deadline-begin": plus(DEADLINE, f"{DL}begin", DAY),
    "deadline-due": instead(DEADLINE, f"{DL}due", TEXT),
    "deadline-order": instead(DEADLINE, f"{DL}due", DAY),
    "deadline-evidence": without(DEADLINE, f"{DL}evidence"),
    "part-text": without(QUANTITY, f"{DL}text"),
    "part-evidence": without(QUANTITY, f"{DL}evidence"),
    "quantity-value": without(QUANTITY, "https://schema.org/value"),
    "citation-citing": without(CITATION, f"{DL}citing"),
    "citation-cited": instead(CITATION, f"{DL}cited", f"<{iri('doc/unknown')}>"),
    "citation-witness": without(CITATION, f"{DL}statedBy"),
    "citation-relation": instead(CITATION, f"{DL}relation", f"<{DL}relation-likes>"),
    "citation-evidence": without(CITATION, f"{DL}evidence"),
    "claim-about": without(CLAIM, f"{DL}about"),
    "claim-field": without(CLAIM, f"{DL}field"),
    "claim-value": without(CLAIM, "https://schema.org/value"),
    "claim-inferred": instead(CLAIM, f"{DL}inferred", TEXT),
    "agency-name": without(AGENCY, str(RDFS.label)),
    "party-name": plus(AGENCY, "http://www.w3.org/ns/org#subOrganizationOf", f"<{iri('agency/vn/unknown')}>"),
    "source-text": without(SOURCE, f"{DL}text"),
    "alignment-subject": without(LINKED, f"{SSSOM}subject_id"),
    "alignment-object": instead(LINKED, f"{SSSOM}object_id", DOCUMENT),
    "alignment-ends": instead(LINKED, f"{SSSOM}object_id", TASK),
    "alignment-predicate": without(LINKED, f"{SSSOM}predicate_id"),
    "alignment-justification": instead(LINKED, f"{SSSOM}mapping_justification", TEXT),
    "alignment-confidence": instead(LINKED, f"{SSSOM}confidence", f'"1.2"^^<{XSD}decimal>'),
    "alignment-relation": without(LINKED, f"{DL}setRelation"),
    "alignment-status": plus(LINKED, f"{DL}linkStatus", f"<{DL}link-status-candidate>"),
    "alignment-method": instead(LINKED, f"{DL}method", '""'),
    "alignment-child-fingerprint": without(LINKED, f"{DL}childFingerprint"),
    "alignment-parent-fingerprint": plus(LINKED, f"{DL}parentFingerprint", TEXT),
    "alignment-decided": without(DECIDED, f"{SSSOM}reviewer_label"),
    "descent-lower": without(DESCENT, f"{DL}lower"),
    "descent-upper": instead(DESCENT, f"{DL}upper", f"<{iri('doc/unknown')}>"),
    "descent-ends": instead(DESCENT, f"{DL}upper", f"<{iri(DISTRICT)}>"),
    "descent-rule": without(DESCENT, f"{DL}descentRule"),
    "descent-between": plus(DESCENT, f"{DL}between", f"<{iri('doc/unknown')}>"),
    "descent-missing": plus(DESCENT, f"{DL}missing", TASK),
    "addressing-task": without(ADDRESSING, f"{DL}addressedTask"),
    "addressing-level": instead(ADDRESSING, f"{DL}level", f"<{DL}level-village>"),
    "decision-about": plus(DECISION, f"{DL}document", f"<{iri(DISTRICT)}>"),
    "decision-number": instead(DECISION, "https://schema.org/position", f'"0"^^<{XSD}integer>'),
    "decision-verdict": plus(DECISION, f"{DL}verdict", f"<{DL}verdict-gap>"),
    "decision-requirement": instead(DECISION, f"{SSSOM}object_id", TEXT),
    "decision-relation": instead(DECISION, f"{DL}setRelation", f"<{DL}relation-basis>"),
    "decision-reviewer": without(DECISION, f"{SSSOM}reviewer_label"),
    "decision-date": instead(DECISION, f"{DL}decidedOn", TEXT),
    "decision-words": without(DECISION, f"{DL}parentText"),
}


def test_the_made_up_collection_conforms() -> None:
    with open_store(":memory:") as store:
        store.load_many(factories.graphs())
        assert validate(store) == ()


def test_links_and_decisions_conform() -> None:
    with open_store(":memory:") as store:
        store.load_many(link_factories.graphs())
        assert validate(store) == ()


def test_every_shape_has_a_failing_case() -> None:
    graph = shapes_graph()
    shapes = {*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(SH.message)}
    assert {str(shape).removeprefix(SHAPES) for shape in shapes} == set(FAILING)
    assert len(FAILING) == 75


@pytest.mark.parametrize("shape", FAILING)
def test_each_shape_fails(shape: str) -> None:
    with open_store(":memory:") as store:
        for graph in GRAPHS:
            changed = FAILING[shape](list(graph.triples)) if _concerns(graph, shape) else graph.triples
            store.replace_graph(named_graph(graph.iri, changed))
        found = [violation for violation in validate(store) if violation.shape == shape]
    assert found
    for violation in found:
        assert violation.message("vi") != violation.message("en")
        assert violation.severity == ("warning" if shape == "deadline-order" else "violation")
        assert violation.text("en").endswith(f"[{shape}]")


def _concerns(graph: NamedGraph, shape: str) -> bool:
    """The graph in which the changed node stands."""
    if shape == "agency-name":
        return graph.iri.endswith("collection")
    if shape.startswith(("alignment", "descent")):
        document = PROVINCE if shape.startswith("alignment") and shape != "alignment-decided" else DISTRICT
        return graph.iri == alignments_graph_iri(document)
    if shape.startswith("decision"):
        return graph.iri == DECISIONS_GRAPH
    if shape.startswith(("evidence", "deadline", "source")):
        return graph.iri.endswith("huyen.md")
    return "tinh" in graph.iri


def test_a_violation_shows_the_words() -> None:
    with open_store(":memory:") as store:
        for graph in factories.graphs():
            changed = FAILING["deadline-order"](list(graph.triples)) if "huyen" in graph.iri else graph.triples
            store.replace_graph(named_graph(graph.iri, changed))
        (violation,) = validate(store)
    assert (violation.source, violation.line, violation.quote) == ("huyen.md", 6, "trong tháng 9/2018")
    assert violation.focus == f"{DISTRICT}/task/III/1/deadline/1"
    assert violation.text("en").startswith("huyen.md:6: The last day is before the first.")


def test_shapes_have_messages_in_both_languages() -> None:
    shapes = shapes_graph()
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        assert sorted(str(m.language) for m in shapes.objects(shape, SH.message)) == ["en", "vi"], shape  # type: ignore[attr-defined]
    assert (folder("ontology") / "shapes.ttl").is_file()
