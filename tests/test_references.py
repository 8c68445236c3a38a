"""Where words stand, as a reader finds them in the file: in statements, tables, trees, sheets, exports and pages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import factories
import link_factories
import openpyxl
import placed
import pyoxigraph as ox
import pytest
import servers
from click.testing import CliRunner, Result
from factories import DISTRICT, PROVINCE
from placed import SCAN, SHEET, WORD, WORKBOOK

from graph import query
from graph.audit import audit
from graph.audit.table import table_of
from graph.cli import main
from graph.export import graph_of
from graph.identity import ONTOLOGY
from graph.messages import Language
from graph.model import Place, Position, Source
from graph.query import Column, Table
from graph.references import PLAIN_TEXT, References, position_record, references_of
from graph.review.contents import known
from graph.review.items import Wanted, items_of
from graph.review.sheet import columns_of
from graph.review.workbook import workbook
from graph.store import Store, open_store
from graph.validate import validate
from viz.references import reference_records

OWN, TSV, PAGES, TURNED = "van-ban.txt", "so.csv", "trang.pdf", "__proto__"
FILES = References(
    {
        OWN: Source(OWN, "", remarks=("a remark",)),
        TSV: Source(TSV, "", format="csv", places=(Place(1, Position(row=1)), Place(2, Position(row=4)))),
        PAGES: Source(
            PAGES,
            "",
            format="pdf",
            places=(
                Place(3, Position(page=1)),
                Place(9, Position(page=1, last_page=2)),
                Place(12, Position(page=2, last_page=2)),
                Place(15, Position(page=3, confidence=0.905)),
                Place(20, Position(confidence=1.0)),
                Place(25, Position(page=4, row=2)),
            ),
        ),
        WORKBOOK: Source(WORKBOOK, "", format="xlsx", places=(Place(1, Position(sheet=SHEET, row=7)),)),
        WORD: Source(WORD, "", format="docx"),
        TURNED: Source(TURNED, "", format="pdf", places=(Place(1, Position(page=8)),)),
    }
)
SAID = [
    ("other.txt", 12, "dòng 12", "line 12"),
    ("constructor", 12, "dòng 12", "line 12"),
    (OWN, 1, "dòng 1", "line 1"),
    (TSV, 9, "hàng 4", "row 4"),
    (PAGES, 2, "dòng 2 của văn bản như đã đọc", "line 2 of the text as read"),
    (PAGES, 3, "trang 1", "page 1"),
    (PAGES, 8, "trang 1", "page 1"),
    (PAGES, 11, "trang 1–2", "pages 1–2"),
    (PAGES, 12, "trang 2", "page 2"),
    (PAGES, 19, "trang 3 (OCR, độ tin cậy 90%)", "page 3 (OCR, confidence 90%)"),
    (PAGES, 20, "dòng 20 của văn bản như đã đọc (OCR, độ tin cậy 100%)",
     "line 20 of the text as read (OCR, confidence 100%)"),
    (PAGES, 900, "trang 4, hàng 2", "page 4, row 2"),
    (WORKBOOK, 1, f"trang tính {SHEET}, hàng 7", f"sheet {SHEET}, row 7"),
    (WORD, 5, "dòng 5 của văn bản như đã đọc", "line 5 of the text as read"),
    (TURNED, 2, "trang 8", "page 8"),
    (PAGES, None, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("source", "line", "vi", "en"), SAID, ids=[f"{one[0]} {one[1]}" for one in SAID])
def test_a_place_in_words(source: str, line: int | None, vi: str, en: str) -> None:
    assert (FILES.say(source, line, "vi"), FILES.say(source, line, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("source", "line", "shown"),
    [
        ("a/b.txt", 7, "a/b.txt:7"),
        (OWN, 7, f"{OWN}:7"),
        ("a.txt", None, "a.txt"),
        ("", 7, ""),
        (PAGES, 4, f"{PAGES}, trang 1"),
        (WORD, 4, f"{WORD}, dòng 4 của văn bản như đã đọc"),
    ],
)
def test_file_and_place(source: str, line: int | None, shown: str) -> None:
    assert FILES.where(source, line, "vi") == shown


def test_only_some_files() -> None:
    assert list(FILES.among([PAGES, "other.txt", PAGES]).files) == [PAGES]
    assert FILES.remarks(OWN) == ("a remark",)
    assert FILES.remarks(PAGES) == FILES.remarks("other.txt") == ()


# ---- tables ----


def table(*columns: str, row: tuple[object, ...]) -> Table:
    heads = tuple(Column(name, f"{name} dòng" if name.endswith("line") else name, name) for name in columns)
    return Table(heads, (row,))  # type: ignore[arg-type]


def test_a_table_of_places() -> None:
    made = FILES.with_places(table("source", "line", "text", row=(PAGES, 3, "x")), "en")
    assert [column.name for column in made.columns] == ["source", "line", "place", "text"]
    assert made.rows == ((PAGES, 3, "page 1", "x"),)
    assert [column.heading("vi") for column in made.columns][2] == "vị trí trong tệp"


def test_a_table_of_two_places() -> None:
    made = FILES.with_places(table("source", "line", "child_line", "child_source", row=("a", 1, 3, PAGES)), "vi")
    assert [column.name for column in made.columns] == ["source", "line", "child_line", "child_place", "child_source"]
    assert made.rows == (("a", 1, 3, "trang 1", PAGES),)
    assert made.columns[3].vi == "child_line vị trí trong tệp"


@pytest.mark.parametrize(
    "made",
    [
        table("source", "line", row=("a.txt", 3)),
        table("source", "line", row=(OWN, 3)),
        table("line", row=(3,)),
        table("source", "deadline", row=(PAGES, "x")),
        table("source", "line", "place", row=(PAGES, 3, "x")),
        Table((Column("source", "s", "s"), Column("line", "l", "l")), ()),
    ],
    ids=["plain text", "with a remark", "no file", "another word", "has one", "no rows"],
)
def test_tables_that_stay_as_they_are(made: Table) -> None:
    assert FILES.with_places(made, "vi") is made


def test_every_query_with_lines_gets_places() -> None:
    """A column of lines without the name of its file beside it would never get its place."""
    lines = 0
    for one in query.all_queries():
        names = {column.name for column in one.columns}
        for name in names:
            if name == "line" or name.endswith("_line"):
                lines += 1
                prefix = name.removesuffix("line")
                assert names & {f"{prefix}source", f"{prefix}file"}, (one.name, name)
                assert f"{prefix}place" not in names, (one.name, name)
    assert lines > 30


# ---- a store ----


@pytest.fixture(scope="module", params=["memory", "server"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "memory":
        with open_store(":memory:") as opened:
            opened.load_many(placed.graphs())
            yield opened
        return
    with servers.rdflib_server() as url, open_store(url) as opened:
        opened.load_many(placed.graphs())
        yield opened


@pytest.fixture(scope="module")
def memory() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.load_many(placed.graphs())
        yield opened


def test_references_come_back_from_the_store(store: Store) -> None:
    found = references_of(store).files
    assert sorted(found) == sorted(placed.FORMATS)
    for name, file in found.items():
        assert file == Source(
            name, "", format=placed.FORMATS[name], places=placed.PLACES[name], remarks=placed.REMARKS.get(name, ())
        )


def test_a_store_of_plain_texts_has_none() -> None:
    with open_store(":memory:") as plain:
        plain.load_many(factories.graphs())
        assert references_of(plain) == PLAIN_TEXT
        places = {f"<{ONTOLOGY}{name}>" for name in ("page", "sheet", "row", "confidence")}
        assert not any(str(quad.predicate) in places and quad.subject.value.count("#char") for quad in plain.quads())


def test_evidence_says_where_it_stands(memory: Store) -> None:
    found: dict[tuple[str, int], dict[str, object]] = {}
    for quad in memory.quads():
        name = str(quad.predicate.value).removeprefix(ONTOLOGY)
        if name in ("line", "source", "page", "sheet", "row", "confidence") and isinstance(quad.object, ox.Literal):
            found.setdefault(quad.subject.value, {})[name] = query.cell(quad.object)  # type: ignore[call-overload]
    words = [one for one in found.values() if "line" in one]
    references = references_of(memory)
    for one in words:
        at = position_record(references.position(str(one["source"]), int(str(one["line"]))))
        at.pop("last_page", None)
        assert {key: value for key, value in one.items() if key not in ("line", "source")} == at
    assert {tuple(sorted(set(one) - {"line", "source"})) for one in words} == {
        (), ("page",), ("row", "sheet"), ("confidence", "page"),
    }  # fmt: skip
    assert validate(memory) == ()


def test_findings_say_it(memory: Store) -> None:
    references = references_of(memory)
    found = table_of(audit(memory), "vi", references).records()
    places = {str(row["place"]).partition(", ")[2] for row in found} | {str(row["other_place"]) for row in found}
    assert any(place.startswith("trang 1–2") for place in places)
    assert any(place.startswith(f"trang tính {SHEET}, hàng 8, II/2") for place in places)
    assert {row["place"] for row in table_of(audit(memory), "vi").records()} != {row["place"] for row in found}


def test_a_fault_of_the_graph_says_it(memory: Store) -> None:
    with open_store(":memory:") as faulty:
        graphs = placed.graphs()
        end = re.compile(r'(<[^>]*huyen\.md#char=[^>]*> <http://www\.w3\.org/ns/oa#end>) "[0-9]+"')
        broken = [replace(one, triples=tuple(end.sub(r'\1 "0"', line) for line in one.triples)) for one in graphs]
        faulty.load_many(broken)
        references = references_of(faulty)
        texts = [one.text("vi", references) for one in validate(faulty) if one.source == SCAN]
        assert any(text.startswith(f"{SCAN}, trang 2 (OCR, độ tin cậy 91%): ") for text in texts)


def test_a_review_sheet_says_it(memory: Store) -> None:
    items = items_of(known(memory), Wanted(every=True))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(items, "vi"))).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [column.vi for column in columns_of(items, "vi")]
    shown = {sheet.cell(row, heads.index("Nhiệm vụ trong tệp") + 1).value for row in range(2, len(items) + 2)}
    assert f"{SCAN}, trang 2 (OCR, độ tin cậy 91%)" in shown
    assert any(str(one).startswith(f"{WORKBOOK}, trang tính {SHEET}, hàng ") for one in shown)
    with open_store(":memory:") as plain:
        plain.load_many(link_factories.graphs())
        names = [column.name for column in columns_of(items_of(known(plain), Wanted(every=True)), "vi")]
    assert not {"child_place", "parent_place"} & set(names)


def test_graphs_of_other_programs_say_it(memory: Store) -> None:
    nodes = graph_of(memory).nodes
    assert nodes[f"{DISTRICT}/task/III/1"]["page"] == 2
    assert nodes[f"{DISTRICT}/task/III/1"]["confidence"] == 0.914
    assert nodes[f"{PROVINCE}/task/II/1"]["sheet"] == SHEET
    assert nodes[f"{PROVINCE}/task/II/1"]["row"] == 7


# ---- the command line ----


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("placed") / "store"
    with open_store(str(path)) as opened:
        opened.load_many(placed.graphs())
    return path


def run(store: Path, *arguments: object) -> Result:
    done = CliRunner().invoke(main, [*map(str, arguments), "--store", str(store)])
    assert done.exit_code in (0, 1), done.output
    return done


OCR = {"vi": "trang 2 (OCR, độ tin cậy 91%)", "en": "page 2 (OCR, confidence 91%)"}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "arguments",
    [("tasks",), ("trace", DISTRICT), ("coverage", "40/KH-UBND"), ("query", "tasks"), ("query", "assignments")],
    ids=" ".join,
)
def test_commands_say_it(folder: Path, arguments: tuple[str, ...], lang: Language) -> None:
    shown = " ".join(run(folder, *arguments, "--lang", lang).stdout.split())
    assert OCR[lang] in shown
    assert f"{SCAN}:" not in shown


def test_a_tree_says_what_reading_changed(folder: Path) -> None:
    shown = run(folder, "trace", "11-KH/TW", "--lang", "en").stdout
    assert "Remarks of reading trung-uong.txt" in shown
    assert "2 tracked changes were taken as accepted" in shown
    scan = run(folder, "trace", DISTRICT, "--lang", "vi").stdout
    assert f"Lưu ý khi đọc {SCAN}" in scan
    assert "page 5 was read" in scan
    assert "page 6 was read" not in scan
    assert "… còn 4 lưu ý nữa" in scan
    assert "page 9 was read" in run(folder, "trace", DISTRICT, "--limit", 0).stdout


@pytest.mark.parametrize("name", ["tasks", "coverage"])
def test_programs_get_line_and_place(folder: Path, name: str) -> None:
    arguments = ("tasks",) if name == "tasks" else ("coverage", "40/KH-UBND")
    rows = json.loads(run(folder, *arguments, "--format", "json", "--lang", "en").stdout)
    names = ("source", "line", "place") if name == "tasks" else ("child_source", "child_line", "child_place")
    found = {tuple(row[one] for one in names) for row in rows if row[names[0]] == SCAN}
    assert (SCAN, 6, "page 2 (OCR, confidence 91%)") in found
    heads = next(csv.reader(io.StringIO(run(folder, *arguments, "--format", "csv", "--lang", "vi").stdout)))
    assert "vị trí trong tệp" in heads


def test_the_screen_shows_the_place_and_not_the_line(folder: Path) -> None:
    first = run(folder, "tasks", "--lang", "vi").stdout.splitlines()[1].split("  ")
    heads = {head.strip() for head in first if head.strip()}
    assert "vị trí trong tệp" in heads
    assert "dòng" not in heads


def test_exports_say_it(folder: Path, tmp_path: Path) -> None:
    # jsonl is made from the texts, read again: of these made-up ones the real reader makes its own tasks.
    run(folder, "export", tmp_path / "jsonl", "--format", "jsonl")
    run(folder, "export", tmp_path / "csv", "--format", "csv")
    tasks = [json.loads(line) for line in (tmp_path / "jsonl" / "tasks.jsonl").read_text("utf-8").splitlines()]
    assert tasks
    assert {json.dumps(one["place"]) for one in tasks if one["source"] == SCAN} <= {
        '{"page": 1}', '{"page": 1, "last_page": 2}', "{}", '{"page": 2, "confidence": 0.914}',
    }  # fmt: skip
    assert all("place" not in one for one in tasks if one["source"] == WORD)
    cited = [json.loads(line) for line in (tmp_path / "jsonl" / "citations.jsonl").read_text("utf-8").splitlines()]
    assert all(len(one["places"]) == len(one["spans"]) for one in cited if one["source"] == SCAN)
    assert any(one["source"] == SCAN for one in cited)
    rows = list(csv.DictReader((tmp_path / "csv" / "tasks.csv").open(encoding="utf-8-sig")))
    assert {row["place"] for row in rows if row["source"] == SCAN} == {"page 2 (OCR, confidence 91%)"}


# ---- what the pages carry ----


def test_pages_carry_places_in_short() -> None:
    assert reference_records(FILES) == {
        TSV: [[1, None, None, None, 1], [2, None, None, None, 4]],
        PAGES: [
            [3, 1], [9, 1, 2], [12, 2, 2], [15, 3, None, None, None, 90], [20, None, None, None, None, 100],
            [25, 4, None, None, 2],
        ],
        WORKBOOK: [[1, None, None, SHEET, 7]],
        WORD: [],
        TURNED: [[1, 8]],
    }  # fmt: skip
    assert reference_records(PLAIN_TEXT) == {}


ROOT = Path(__file__).parent.parent


def test_places_are_said_in_one_place_only() -> None:
    """Whoever prints a file with its line goes by graph/references.py, a page's script by templates/places.js."""
    printed = re.compile(r"""source\w*['"\])]*\}:\{|['"]:['"]\.join\([^)]*(?:source|line)|\bf"[^"]*\bdòng \{""")
    python = [path for name in ("graph", "viz") for path in sorted((ROOT / name).rglob("*.py"))]
    found = [path.relative_to(ROOT).as_posix() for path in python if printed.search(path.read_text("utf-8"))]
    assert found == ["graph/references.py"]
    said = re.compile(r"""word\("(?:page\.line|place\.)|\.(?:file|source) \+ |\.line\]\.filter|\+ (?:one|at)\.line\b""")
    scripts = sorted((ROOT / "viz" / "templates").glob("*.js"))
    assert [path.name for path in scripts if said.search(path.read_text("utf-8"))] == ["places.js"]
    assert len(python) > 150
    assert len(scripts) > 35
