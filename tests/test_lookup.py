"""What a user means by what was typed, and which links a tree of a lineage shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import factories
import pytest
from factories import CENTRAL, DISTRICT, PROVINCE

from graph import lookup, query
from graph.errors import UsageError
from graph.lexicon.territories import territory_id
from graph.lookup import Contents
from graph.query import Parameter
from graph.store import Store, open_store
from graph.trace import reduced, trace

T1 = f"{PROVINCE}/task/II/1"


@pytest.fixture(scope="module")
def contents() -> Iterator[Contents]:
    with open_store(":memory:") as opened:
        opened.load_many(factories.graphs())
        yield Contents(opened)


MEANT = [
    pytest.param(PROVINCE, [PROVINCE], [], id="identifier"),
    pytest.param("40 / kh-ubnd", [PROVINCE], [], id="symbol"),
    pytest.param("tinh/ke hoach 40.txt", [PROVINCE], [], id="file"),
    pytest.param("Kế hoạch 40.txt", [PROVINCE], [], id="file without its folder"),
    pytest.param("huyen", [DISTRICT], [], id="file without its ending"),
    pytest.param(T1, [], [T1], id="task"),
    pytest.param("ii/1", [], [T1], id="place in an outline"),
    pytest.param("dich vu cong truc tuyen", [], [f"{CENTRAL}/task/I/1"], id="phrase"),
    pytest.param("tuyen truc cong", [], [f"{CENTRAL}/task/I/1"], id="words in any order"),
    pytest.param("Nghị quyết 99 dịch vụ", [CENTRAL], [], id="words of a title"),
]


@pytest.mark.parametrize(("typed", "documents", "tasks"), MEANT)
def test_what_is_meant(contents: Contents, typed: str, documents: list[str], tasks: list[str]) -> None:
    found = lookup.meant(contents, typed)
    assert [row["document"] for row in found.documents] == documents
    assert [row["task"] for row in found.tasks] == tasks


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        pytest.param("40/KH-UBDN", "Symbols much like it: 40/KH-UBND", id="near"),
        pytest.param("vũ trụ", "Give a symbol", id="nothing near"),
        pytest.param("", "Give a symbol", id="nothing typed"),
        pytest.param("/", "Give a symbol", id="only a slash"),
    ],
)
def test_what_means_nothing(contents: Contents, typed: str, remedy: str) -> None:
    with pytest.raises(UsageError, match="not found in this collection") as fault:
        lookup.meant(contents, typed)
    assert remedy in str(fault.value.remedy)


IDENTIFIERS = [
    pytest.param("directive", "11-KH/TW", (CENTRAL,), id="symbol"),
    pytest.param("document", "huyen.md", (DISTRICT,), id="file"),
    pytest.param("agency", "noi vu", 3, id="words of several organisations"),
    pytest.param("agency", "agency/vn/ha-giang/so-noi-vu", ("agency/vn/ha-giang/so-noi-vu",), id="organisation"),
    pytest.param("task", "II/1", (T1,), id="place in an outline"),
    pytest.param("anything", T1, (T1,), id="a task under another name"),
    pytest.param("place", "territory/vn/ha-giang", ("territory/vn/ha-giang",), id="anything else in the store"),
    pytest.param("document", "https://example.org/a", ("https://example.org/a",), id="an IRI of another namespace"),
]


@pytest.mark.parametrize(("name", "typed", "wanted"), IDENTIFIERS)
def test_what_a_parameter_is_bound_to(contents: Contents, name: str, typed: str, wanted: tuple[str, ...] | int) -> None:
    found = lookup.identifiers(contents, Parameter(name, "iri", True, None, "", ""), typed)
    assert (len(found) if isinstance(wanted, int) else found) == wanted


def test_counts() -> None:
    assert (len(MEANT), len(IDENTIFIERS), len(REDUCED), len(TERRITORIES)) == (10, 8, 7, 9)


# ---- trees ----

REDUCED = [
    pytest.param({"ab": False, "bc": False, "ac": False}, "ab bc", id="own words by way of own words"),
    pytest.param({"ab": True, "bc": False, "ac": False}, "ab ac bc", id="own words are not hidden by a report above"),
    pytest.param({"ab": False, "bc": True, "ac": False}, "ab ac bc", id="nor by a report below"),
    pytest.param({"ab": False, "bc": False, "ac": True}, "ab bc", id="a report that own words imply"),
    pytest.param({"ab": True, "bc": False, "ac": True}, "ab bc", id="a report that a longer way implies"),
    pytest.param({"ab": True}, "ab", id="a report alone"),
    pytest.param({"ab": False, "ba": False, "bc": False, "ac": False}, "ab ac ba bc", id="a circle"),
]


@pytest.mark.parametrize(("links", "shown"), REDUCED)
def test_which_links_are_shown(links: dict[str, bool], shown: str) -> None:
    found = reduced({(pair[0], pair[1]): reported for pair, reported in links.items()})
    assert sorted("".join(edge) for edge in found.edges) == shown.split()


def test_a_tree_asks_for_the_tasks_once(contents: Contents, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    run = query.run

    def counted(store: Store, one: query.Query, parameters: Mapping[str, str] | None = None) -> query.Table:
        asked.append(one.name)
        return run(store, one, parameters)

    monkeypatch.setattr(query, "run", counted)
    (tree,) = trace(contents.store, "11-KH/TW")
    assert "Được triển khai bởi" in [child.text for child in tree.children]
    assert sorted(asked) == ["citations", "contradictory-dates", "documents", "link-counts", "places", "tasks"]


# ---- territories by name ----

TERRITORIES = [
    pytest.param("vn/lai-chau", None, "vn/lai-chau", id="identifier"),
    pytest.param("tỉnh Lai Châu", date(2018, 1, 1), "vn/lai-chau", id="province of its day"),
    pytest.param("tỉnh Lai Châu", date(2025, 7, 1), "vn-2025/lai-chau", id="province now"),
    pytest.param("tỉnh Lai Châu", None, None, id="two periods and no day"),
    pytest.param("Tuyên Quang", date(2018, 1, 1), "vn/tuyen-quang", id="the province and not its town"),
    pytest.param("huyện Phong Thổ", None, "vn/lai-chau/phong-tho", id="district"),
    pytest.param("huyện Phong Thổ, tỉnh Lai Châu", date(2018, 1, 1), "vn/lai-chau/phong-tho", id="with the unit above"),
    pytest.param("Châu Thành", None, None, id="districts of one name"),
    pytest.param("nowhere", None, None, id="none"),
]


@pytest.mark.parametrize(("text", "on", "wanted"), TERRITORIES)
def test_territories_by_name(text: str, on: date | None, wanted: str | None) -> None:
    assert territory_id(text, on) == wanted
