"""Which document stands below which: each rule of the design notes, section 2, on made-up collections."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph.align.lineage import GroundRow, circles_of, descents_of, ground_rows, within
from graph.lexicon import territories, types
from graph.links import Descent, DescentRule
from graph.model import (
    Citation,
    Collection,
    DocumentRecord,
    Header,
    Level,
    ParsedDocument,
    Relation,
    ReportedRelation,
    ResolvedDocument,
    Source,
    Span,
    Stated,
    Witness,
)
from graph.pipeline import build
from graph.resolve import resolve
from graph.sources import stored_documents
from graph.store import open_store

DOCUMENTS = Path(__file__).parent.parent / "data" / "documents"
IMPLEMENTS, BASIS, MENTIONS = Relation.IMPLEMENTS, Relation.BASIS, Relation.MENTIONS
CITES, CHAIN, SHARED = DescentRule.CITES, DescentRule.CHAIN, DescentRule.SHARED
Says = tuple[str, Relation, str]
LEVELS = (Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def record(identity: str, place: str, *, held: bool, kind: str = "Kế hoạch") -> DocumentRecord:
    """A document; place is a territory, "?" for none known, with "@level" where the level is another."""
    territory, _, level = place.partition("@")
    tier = Level(level) if level else LEVELS[min(territory.count("/"), 3)] if territory != "?" else None
    return DocumentRecord(
        identity,
        held,
        Header(
            type=Stated(kind),
            territory=Stated(territory) if territory != "?" else None,
            level=Stated(tier) if tier else None,
        ),
        source=f"{identity}.txt" if held else None,
    )


def collection(
    held: dict[str, str], says: Iterable[Says] = (), cited: dict[str, str] | None = None, **kinds: str
) -> Collection:
    """Documents by name with their places; "a" or "a:b" says (of b) that it has a relation to another."""
    own: dict[str, list[Citation]] = {name: [] for name in held}
    reported: dict[str, list[ReportedRelation]] = {name: [] for name in held}
    for who, relation, other in says:
        teller, _, subject = who.partition(":")
        if subject:
            witness = Witness("within", f"{teller}.txt", Span(0, 1), "x")
            reported[teller].append(ReportedRelation(subject, relation, other, witness))
        else:
            own[teller].append(Citation(other, relation, None, None, None, (), (), (), "x"))
    documents = tuple(
        ResolvedDocument(
            record(name, place, held=True, kind=kinds.get(name, "Kế hoạch")),
            ParsedDocument(Source(f"{name}.txt", "x"), Header()),
            tuple(own[name]),
            tuple(reported[name]),
        )
        for name, place in held.items()
    )
    others = tuple(
        record(name, place, held=False, kind=kinds.get(name, "Kế hoạch")) for name, place in (cited or {}).items()
    )
    return Collection(documents, others)


def short(descents: Iterable[Descent]) -> list[str]:
    """ "lower<upper rule" with what is between and missing."""
    lines = []
    for one in descents:
        parts = [f"{one.lower}<{one.upper} {one.rule.value}"]
        parts += [f"by {' '.join(one.between)}"] if one.between else []
        parts += [f"of {one.directive}"] if one.directive else []
        parts += [f"missing {' '.join(one.missing)}"] if one.missing else []
        lines.append(", ".join(parts))
    return lines


NATION = {"central": "vn"}
LAI_CHAU = {"province": "vn/lai-chau", "district": "vn/lai-chau/phong-tho"}
PARTY = {"top": "vn"}
CASES: list[tuple[str, Collection, list[str]]] = [
    # ---- cites ----
    ("carries out", collection(NATION | LAI_CHAU, [("province", IMPLEMENTS, "central")]), ["province<central cites"]),
    ("rests on", collection(NATION | LAI_CHAU, [("district", BASIS, "province")]), ["district<province cites"]),
    ("only mentions", collection(NATION | LAI_CHAU, [("district", MENTIONS, "province")]), []),
    ("amends", collection(NATION | LAI_CHAU, [("district", Relation.AMENDS, "province")]), []),
    ("nothing said", collection(NATION | LAI_CHAU), []),
    ("itself", collection(NATION, [("central", IMPLEMENTS, "central"), ("central", BASIS, "central")]), []),
    (
        "of the other province",
        collection({"plan": "vn/tuyen-quang", "district": "vn/lai-chau/phong-tho"}, [("district", BASIS, "plan")]),
        [],
    ),
    (
        "of a district within",
        collection(LAI_CHAU, [("province", BASIS, "district")]),
        [],
    ),
    ("lower one's territory unknown", collection(NATION | {"x": "?"}, [("x", BASIS, "central")]), ["x<central cites"]),
    (
        "upper one's territory unknown",
        collection(LAI_CHAU | {"x": "?"}, [("district", BASIS, "x")]),
        ["district<x cites"],
    ),
    # ---- chains ----
    (
        "through a held document",
        collection(NATION | LAI_CHAU, [("district", BASIS, "province"), ("province", IMPLEMENTS, "central")]),
        ["district<central chain, by province", "district<province cites", "province<central cites"],
    ),
    (
        "through a document not held, as the lower one reports",
        collection(
            NATION | {"district": "vn/lai-chau/phong-tho"},
            [("district", BASIS, "absent"), ("district:absent", IMPLEMENTS, "central")],
            {"absent": "vn/lai-chau"},
        ),
        ["district<central chain, by absent, missing absent"],
    ),
    (
        "through two documents not held",
        collection(
            NATION | {"district": "vn/lai-chau/phong-tho"},
            [("district", BASIS, "near"), ("district:near", BASIS, "far"), ("district:far", IMPLEMENTS, "central")],
            {"near": "vn/lai-chau/phong-tho", "far": "vn/lai-chau"},
        ),
        ["district<central chain, by near far, missing far near"],
    ),
    (
        "straight, with a document not held beside the way",
        collection(
            NATION | {"district": "vn/lai-chau/phong-tho"},
            [("district", IMPLEMENTS, "central"), ("district", BASIS, "b"), ("district:b", IMPLEMENTS, "central")],
            {"b": "vn/lai-chau"},
        ),
        ["district<central cites, missing b"],
    ),
    (
        "reported by a third document",
        collection(
            NATION | LAI_CHAU | {"other": "vn"},
            [("district", BASIS, "province"), ("other:province", IMPLEMENTS, "central")],
        ),
        ["district<central chain, by province", "district<province cites", "province<central cites"],
    ),
    (
        "to the other province by way of the centre",
        collection(
            NATION | {"plan": "vn/tuyen-quang", "district": "vn/lai-chau/phong-tho"},
            [("district", BASIS, "central"), ("central", BASIS, "plan")],
        ),
        ["district<central cites"],
    ),
    # ---- one directive ----
    (
        "both carry out one directive that is not held",
        collection(NATION | LAI_CHAU, [(one, IMPLEMENTS, "top") for one in ("central", "province", "district")], PARTY),
        [
            "district<central shared, of top",
            "district<province shared, of top",
            "province<central shared, of top",
        ],
    ),
    (
        "both only rest on it",
        collection(NATION | LAI_CHAU, [(one, BASIS, "top") for one in ("central", "province", "district")], PARTY),
        [],
    ),
    (
        "one carries it out, the other rests on it",
        collection(NATION | LAI_CHAU, [("central", IMPLEMENTS, "top"), ("district", BASIS, "top")], PARTY),
        [],
    ),
    (
        "carries it out through another, though it also rests on it",
        collection(
            NATION | {"district": "vn/lai-chau/phong-tho"},
            [
                ("central", IMPLEMENTS, "top"),
                ("district", BASIS, "top"),
                ("district", IMPLEMENTS, "tu"),
                ("district:tu", IMPLEMENTS, "top"),
            ],
            PARTY | {"tu": "vn/lai-chau"},
        ),
        ["district<central shared, by tu, of top, missing tu"],
    ),
    (
        "two provinces and a district of one",
        collection(
            {"lc": "vn/lai-chau", "tq": "vn/tuyen-quang", "pt": "vn/lai-chau/phong-tho"},
            [(one, IMPLEMENTS, "top") for one in ("lc", "tq", "pt")],
            PARTY,
        ),
        ["pt<lc shared, of top"],
    ),
    (
        "a province whose name begins another's",
        collection(
            {"a": "vn/ha-nam", "b": "vn/ha-nam-moi/huyen"}, [(one, IMPLEMENTS, "top") for one in ("a", "b")], PARTY
        ),
        [],
    ),
    (
        "two of one level",
        collection({"a": "vn/lai-chau", "b": "vn/lai-chau"}, [(one, IMPLEMENTS, "top") for one in ("a", "b")], PARTY),
        [],
    ),
    (
        "territory unknown: below the centre, below no province",
        collection(
            NATION | {"province": "vn/lai-chau", "x": "?@district"},
            [(one, IMPLEMENTS, "top") for one in ("central", "province", "x")],
            PARTY,
        ),
        ["province<central shared, of top", "x<central shared, of top"],
    ),
    (
        "territory of the upper one unknown",
        collection(
            {"x": "?@province", "d": "vn/lai-chau/phong-tho"},
            [("x", IMPLEMENTS, "top"), ("d", IMPLEMENTS, "top")],
            PARTY,
        ),
        [],
    ),
    (
        "level unknown",
        collection(NATION | {"x": "?"}, [("central", IMPLEMENTS, "top"), ("x", IMPLEMENTS, "top")], PARTY),
        [],
    ),
    (
        "what it says itself comes first",
        collection(
            NATION | LAI_CHAU,
            [("province", IMPLEMENTS, "top"), ("central", IMPLEMENTS, "top"), ("province", BASIS, "central")],
            PARTY,
        ),
        ["province<central cites"],
    ),
    (
        "the nearest directive counts",
        collection(
            NATION | {"d": "vn/lai-chau/phong-tho"},
            [
                ("d", IMPLEMENTS, "near"),
                ("d:near", IMPLEMENTS, "top"),
                ("central", IMPLEMENTS, "near"),
                ("central", IMPLEMENTS, "top"),
            ],
            {"near": "vn", "top": "vn"},
        ),
        ["d<central shared, of near"],
    ),
    # ---- what is missing ----
    (
        "named in passing, carries out the shared directive",
        collection(
            NATION | {"d": "vn/lai-chau/phong-tho"},
            [
                ("central", IMPLEMENTS, "top"),
                ("d", IMPLEMENTS, "kl"),
                ("d:kl", IMPLEMENTS, "top"),
                ("d", BASIS, "tu2"),
                ("d:tu2", IMPLEMENTS, "kl"),
                ("d", MENTIONS, "tu1"),
                ("d:tu1", IMPLEMENTS, "top"),
                ("d", MENTIONS, "hu"),
                ("d:hu", IMPLEMENTS, "top"),
                ("d", MENTIONS, "aside"),
            ],
            {
                "top": "vn",
                "kl": "vn",
                "tu1": "vn/lai-chau",
                "tu2": "vn/lai-chau",
                "hu": "vn/lai-chau/phong-tho",
                "aside": "vn/lai-chau",
            },
        ),
        ["d<central shared, by kl, of top, missing hu kl tu1 tu2"],
    ),
    (
        "above the upper one, below the lower one, of another province: not between",
        collection(
            {"p": "vn/lai-chau", "d": "vn/lai-chau/phong-tho"},
            [("p", IMPLEMENTS, "top"), ("d", IMPLEMENTS, "top")]
            + [("d", MENTIONS, one) for one in ("high", "low", "away", "fits")]
            + [(f"d:{one}", IMPLEMENTS, "top") for one in ("high", "low", "away", "fits")],
            {
                "top": "vn",
                "high": "vn",
                "low": "vn/lai-chau/phong-tho/x",
                "away": "vn/tuyen-quang",
                "fits": "vn/lai-chau",
            },
        ),
        ["d<p shared, of top, missing fits"],
    ),
    (
        "on the way, with nothing known of it",
        collection(NATION | {"d": "vn/lai-chau/phong-tho"}, [("d", BASIS, "q"), ("d:q", BASIS, "central")], {"q": "?"}),
        ["d<central chain, by q, missing q"],
    ),
    (
        "named only, with nothing known of it",
        collection(
            NATION | {"d": "vn/lai-chau/phong-tho"},
            [("d", BASIS, "central"), ("d", MENTIONS, "q"), ("d:q", IMPLEMENTS, "central")],
            {"q": "?"},
        ),
        ["d<central cites"],
    ),
    (
        "named by others only",
        collection(
            NATION | {"d": "vn/lai-chau/phong-tho", "e": "vn/lai-chau/tam-duong"},
            [("d", IMPLEMENTS, "central"), ("e", IMPLEMENTS, "p"), ("e:p", IMPLEMENTS, "central")],
            {"p": "vn/lai-chau"},
        ),
        ["d<central cites", "e<central chain, by p, missing p"],
    ),
    # ---- laws ----
    (
        "a held law is above what rests on it, and no more",
        collection(
            NATION | LAI_CHAU | {"law": "vn"},
            [(one, BASIS, "law") for one in ("central", "province", "district")]
            + [("law", IMPLEMENTS, "top"), ("central", IMPLEMENTS, "top")],
            PARTY,
            law="Luật",
        ),
        ["central<law cites", "district<law cites", "province<law cites"],
    ),
    (
        "a decree that is carried out leads on",
        collection(
            {"law": "vn", "p": "vn/lai-chau"},
            [("p", IMPLEMENTS, "decree"), ("p:decree", IMPLEMENTS, "law")],
            {"decree": "vn"},
            law="Luật",
            decree="Nghị định",
        ),
        ["p<law chain, by decree, missing decree"],
    ),
    (
        "a law that all rest on makes no common directive",
        collection(
            NATION | LAI_CHAU,
            [(one, BASIS, "decree") for one in ("central", "province", "district")]
            + [("central:decree", IMPLEMENTS, "constitution")],
            {"decree": "vn", "constitution": "vn"},
            decree="Nghị định",
            constitution="Hiến pháp",
        ),
        [],
    ),
    # ---- circles ----
    ("circle of two", collection(NATION | {"b": "vn"}, [("central", BASIS, "b"), ("b", BASIS, "central")]), []),
    (
        "circle of three, and one below",
        collection(
            {"a": "vn", "b": "vn", "c": "vn", "d": "vn/lai-chau"},
            [("a", IMPLEMENTS, "b"), ("b", IMPLEMENTS, "c"), ("c", BASIS, "a"), ("d", BASIS, "a")],
        ),
        ["d<a cites", "d<b chain, by a", "d<c chain, by a b"],
    ),
    (
        "circle through a document not held",
        collection(
            {"a": "vn", "b": "vn/lai-chau"}, [("a", BASIS, "x"), ("b:x", BASIS, "a"), ("b", BASIS, "x")], {"x": "vn"}
        ),
        ["b<a chain, by x, missing x"],
    ),
    (
        "each below the other by different rules: what is said comes first",
        collection(
            {"a": "vn/lai-chau", "b": "?@central"},
            [("b", BASIS, "a"), ("a", IMPLEMENTS, "t"), ("b", IMPLEMENTS, "t")],
            {"t": "vn"},
        ),
        ["b<a cites"],
    ),
    # ---- the reform of 2025 ----
    (
        "a new commune below the plan of a province that it was part of",
        collection(
            {"old": "vn/lai-chau", "new": "vn-2025/lai-chau/ban-bo@commune", "away": "vn/tuyen-quang"},
            [(one, IMPLEMENTS, "top") for one in ("old", "new", "away")],
            PARTY,
        ),
        ["new<old shared, of top"],
    ),
    (
        "a new province that took in an old one",
        collection({"old": "vn/ha-giang", "new": "vn-2025/tuyen-quang"}, [("new", BASIS, "old")]),
        ["new<old cites"],
    ),
    (
        "an old district is part of no new province",
        collection(
            {"old": "vn/ha-giang/vi-xuyen", "new": "vn-2025/tuyen-quang"},
            [(one, IMPLEMENTS, "top") for one in ("old", "new")],
            PARTY,
        ),
        [],
    ),
]


@pytest.mark.parametrize(("value", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_descents(value: Collection, wanted: list[str]) -> None:
    assert short(descents_of(value)) == wanted
    turned = Collection(value.held[::-1], value.cited[::-1])
    assert descents_of(turned) == descents_of(value)


def test_the_cases_there_are() -> None:
    assert len(CASES) == 43


@pytest.mark.parametrize(
    ("says", "wanted"),
    [
        ([("a", BASIS, "b"), ("b", IMPLEMENTS, "a")], (("a", "b"),)),
        ([("a", BASIS, "b"), ("b", BASIS, "c"), ("c", BASIS, "a")], (("a", "b", "c"),)),
        ([("a", BASIS, "b"), ("b", BASIS, "a"), ("c", BASIS, "d"), ("d", BASIS, "c")], (("a", "b"), ("c", "d"))),
        ([("a", BASIS, "a")], ()),
        ([("a", MENTIONS, "b"), ("b", BASIS, "a")], ()),
        ([("a", BASIS, "x"), ("b:x", BASIS, "a")], (("a", "x"),)),
    ],
    ids=["two", "three", "two circles", "itself", "a mention closes none", "through one not held"],
)
def test_circles(says: list[Says], wanted: tuple[tuple[str, ...], ...]) -> None:
    value = collection(dict.fromkeys("abcd", "vn"), says, {"x": "vn"})
    assert circles_of(value) == wanted
    descents_of(value)


@pytest.mark.parametrize(
    ("territory", "outer", "wanted"),
    [
        ("vn/lai-chau", "vn", True),
        ("vn/lai-chau/phong-tho", "vn/lai-chau", True),
        ("vn/lai-chau", "vn/lai-chau", True),
        ("vn/lai-chau", "vn/lai-chau/phong-tho", False),
        ("vn/lai-chau/phong-tho", "vn/tuyen-quang", False),
        ("vn-2025/tuyen-quang", "vn/ha-giang", True),
        ("vn-2025/tuyen-quang", "vn", True),
        ("vn-2025/lai-chau/ban-bo", "vn/lai-chau/tam-duong", True),
        ("vn-2025/lai-chau/ban-bo", "vn-2025/lai-chau", True),
        ("vn-2025/lai-chau/ban-bo", "vn/lai-chau/phong-tho", False),
        ("vn/ha-giang", "vn-2025/tuyen-quang", False),
        ("vn/nowhere", "vn", True),
    ],
)
def test_within(territory: str, outer: str, wanted: bool) -> None:
    assert within(territory, outer) is wanted


@pytest.mark.parametrize("row", ground_rows(), ids=lambda row: row.type)
def test_grounds(row: GroundRow) -> None:
    assert types.by_name(row.type) is not None
    assert row.type.lower() in row.example.lower()


def test_grounds_there_are() -> None:
    assert len(ground_rows()) >= 10


# ---- cost ----


def plans(count: int) -> Collection:
    """One central plan, 63 provinces' and `count` districts' plans, all under one directive and on the same law."""
    provinces = [one.id for one in territories.provinces() if one.id.startswith("vn/")]
    held = {"central": "vn"} | {f"p{number}": place for number, place in enumerate(provinces)}
    held |= {f"d{number}": f"{provinces[number % len(provinces)]}/huyen-{number}" for number in range(count)}
    says = [(one, relation, other) for one in held for relation, other in ((IMPLEMENTS, "top"), (BASIS, "law"))]
    return collection(held, says, {"top": "vn", "law": "vn"}, law="Luật")


def test_the_cost_grows_with_the_pairs() -> None:
    def seconds(count: int) -> float:
        value = plans(count)
        start = time.process_time()
        assert len(descents_of(value)) == 63 + 2 * count
        return time.process_time() - start

    seconds(50)
    small, large = (min(seconds(count) for _ in range(3)) for count in (50, 400))
    assert large < 10 * small + 0.05


def test_a_long_chain_is_followed() -> None:
    held = {f"{number:03}": "vn" for number in range(150)}
    says = [(f"{number:03}", BASIS, f"{number + 1:03}") for number in range(149)]
    found = descents_of(collection(held, says))
    assert len(found) == 150 * 149 // 2
    assert max(len(one.between) for one in found) == 148


# ---- real and restated documents ----


def stored_descents(folder: Path) -> tuple[Descent, ...]:
    with open_store(":memory:") as store:
        build([folder], store)
        return descents_of(resolve(stored_documents(store)))


CENTRAL_PLAN = "doc/vn/tw/kh/xii/07"
DISTRICT_PLAN = "doc/vn/lai-chau/phong-tho/ubnd/kh/2023/207"


@pytest.mark.parametrize("real", [False, True], ids=["restated", "real"])
def test_the_four_documents(real: bool, request: pytest.FixtureRequest) -> None:
    """68/KH-UBND and 207/KH-UBND are of two provinces; what 207/KH-UBND names and nobody holds stands between."""
    folder: Path = request.getfixturevalue("shared") / "documents" if real else DOCUMENTS
    found = {(one.lower, one.upper): one for one in stored_descents(folder)}
    assert len(found) == 3
    assert {upper for _, upper in found} == {CENTRAL_PLAN}
    assert found["doc/vn/tuyen-quang/ubnd/kh/2018/68", CENTRAL_PLAN].rule is CITES
    assert found["doc/vn/tuyen-quang/ubnd/kh/2018/68", CENTRAL_PLAN].missing == ()
    district = found[DISTRICT_PLAN, CENTRAL_PLAN]
    assert (district.rule, district.directive) == (SHARED, "doc/vn/tw/nq/xii/18")
    assert district.missing == (
        "doc/vn/lai-chau/phong-tho/hu/kh/xii/157",
        "doc/vn/lai-chau/tu/kh/xii/122",
        "doc/vn/lai-chau/tu/kh/xiii/182",
        "doc/vn/tw/kl/xiii/50",
    )
