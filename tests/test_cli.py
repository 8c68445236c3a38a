"""The commands as a user types them: results, forms, languages, errors of one line and exit status 2."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.query import all_queries

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "data" / "documents"
COMMANDS = [
    "audit", "backup", "brief", "build", "coverage", "documents", "export", "map", "query", "restore", "review",
    "tasks", "trace", "unlock", "validate",
]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("cli") / "store")
    done = run("build", str(DOCUMENTS), "--store", folder)
    assert done.exit_code == 0, done.output
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_the_commands_there_are() -> None:
    assert sorted(main.commands) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    done = run(command, "--help")
    assert done.exit_code == 0
    assert "--store" in done.stdout
    assert "--lang" in done.stdout


@pytest.mark.parametrize("name", ["documents", "tasks"])
@pytest.mark.parametrize("form", ["table", "csv", "json", "xlsx"])
def test_each_form_of_a_table(store: str, tmp_path: Path, name: str, form: str) -> None:
    target = tmp_path / f"out.{form}"
    output = () if form == "table" else ("--output", str(target))
    done = run(name, "--store", store, "--format", form, *output)
    assert done.exit_code == 0, done.output
    if form == "table":
        assert "07-KH/TW" in done.stdout or "07-KH-TW.md" in done.stdout
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
        assert len(rows) > 30
    elif form == "json":
        assert len(json.loads(target.read_text(encoding="utf-8"))) > 30
    else:
        sheet = openpyxl.load_workbook(target).active
        assert sheet is not None
        assert sheet.max_row > 30
        assert sheet.freeze_panes == "A2"
        assert max(size.width for size in sheet.column_dimensions.values()) <= 60
        with zipfile.ZipFile(target) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
            assert archive.read("docProps/core.xml").count(b">2000-01-01T00:00:00Z<") == 2


def test_what_is_cited_and_not_held(store: str) -> None:
    rows = json.loads(run("documents", "--store", store, "--missing", "--format", "json").stdout)
    symbols = {row["symbol"] for row in rows}
    assert {"18-NQ/TW", "50-KL/TW", "168-KH/TU", "182-KH/TU", "122-KH/TU", "157-KH/HU"} <= symbols
    assert not symbols & {"07-KH/TW", "68/KH-UBND", "207/KH-UBND"}


def test_tasks_of_an_organisation_by_role(store: str) -> None:
    rows = json.loads(run("tasks", "--store", store, "-a", "so noi vu", "--role", "lead", "--format", "json").stdout)
    assert len(rows) > 10
    assert all("Nội vụ" in row["leads"] for row in rows)


def test_tasks_of_a_document_by_kind(store: str) -> None:
    arguments = (
        "tasks",
        "--store",
        store,
        "-d",
        "doc/file/cthd-huyen-uy-md",
        "--kind",
        "objective",
        "--format",
        "json",
    )
    assert len(json.loads(run(*arguments).stdout)) == 9


TRACES = [
    pytest.param("18-NQ/TW", ["Nghị quyết 18-NQ/TW", "Kế hoạch 07-KH/TW", "68/KH-UBND", "chủ trì"], id="symbol"),
    pytest.param("18- nq/tw", ["Nghị quyết 18-NQ/TW"], id="symbol as typed"),
    pytest.param("doc/vn/tuyen-quang/ubnd/kh/2018/68/task/II/2/2.1/2.1.1", ["[II/2/2.1/2.1.1]", "18-NQ/TW"], id="task"),
    pytest.param("tinh gian bien che dat ty le 10%", ["[II/2/-1/(2)]", "mục tiêu"], id="words without accents"),
    pytest.param(
        "207/KH-UBND", ["182-KH/TU", "50-KL/TW", "theo 207-KH-UBND-phong-tho.md", "không có trong kho"], id="up"
    ),
    pytest.param(
        "207/KH-UBND",
        ["huyện Phong Thổ, tỉnh Lai Châu", "không có trong kho · thực hiện: “Kết luận"],
        id="own",
    ),
    pytest.param("CTHD-huyen-uy.md", ["Chương trình hành động – Ban Thường vụ Huyện ủy"], id="file"),
    pytest.param("cthd-huyen-uy", ["cũng trực tiếp thực hiện Nghị quyết 18-NQ/TW"], id="file without its ending"),
    pytest.param("II/2/2.1/2.1.1", ["[II/2/2.1/2.1.1]", "68/KH-UBND"], id="place in an outline"),
    pytest.param("10% tinh gian dat bien che", ["[II/2/-1/(2)]", "mục tiêu"], id="words in any order"),
    pytest.param("68/KH-UBND", ["phối hợp: Sở Nội vụ", "“Kế hoạch số 07-KH/TW ngày"], id="roles and the fullest words"),
]


@pytest.mark.parametrize(("what", "shows"), TRACES)
def test_trace(store: str, what: str, shows: list[str]) -> None:
    done = run("trace", what, "--store", store)
    assert done.exit_code == 0
    words = " ".join(done.stdout.replace("│", " ").split())
    assert [one for one in shows if one not in words] == []


def test_trace_shows_as_many_tasks_as_asked_for(store: str) -> None:
    few = run("trace", "68/KH-UBND", "--store", store, "--limit", "2").stdout
    every = run("trace", "68/KH-UBND", "--store", store, "--limit", "0").stdout
    assert few.count("68-KH-UBND-tuyen-quang.md:") < every.count("68-KH-UBND-tuyen-quang.md:")
    assert "… còn 68 nhiệm vụ nữa" in few
    assert "nhiệm vụ nữa" not in every


def test_trace_never_says_that_something_was_not_done(store: str) -> None:
    done = run("trace", "122-KH/TU", "--store", store)
    assert "chưa tìm thấy trong kho" in done.stdout
    assert "không thực hiện" not in done.stdout


def test_english(store: str) -> None:
    done = run("trace", "68/KH-UBND", "--store", store, "--lang", "en")
    assert "Comes down from" in done.stdout
    assert "not held" in done.stdout


def test_queries_are_listed_with_their_parameters() -> None:
    lines = run("query", "--lang", "en").stdout.splitlines()
    assert any(line.startswith("cascade: ") and "directive" in line for line in lines)


def test_queries_that_serve_the_program_are_listed_when_asked_for() -> None:
    few, every = (run("query", *options).stdout.splitlines() for options in ((), ("--all",)))
    internal = {query.name for query in all_queries() if query.internal}
    assert {line.partition(":")[0] for line in every} - {line.partition(":")[0] for line in few} == internal
    assert len(every) - len(few) == len(internal)
    assert {"kinds", "links", "map-tasks", "sources"} <= internal


PARAMETERS = [
    pytest.param("cascade", "directive=18-NQ/TW", 9, id="symbol"),
    pytest.param("cascade", "directive=18- nq/tw", 9, id="symbol as typed"),
    pytest.param("cascade", "directive=https://w3id.org/directive-lineage/id/doc/vn/tw/nq/xii/18", 9, id="our IRI"),
    pytest.param("cascade", "directive=https://example.org/18", 0, id="another's IRI"),
    pytest.param("citations", "document=CTHD-huyen-uy.md", 1, id="file"),
    pytest.param("agency-tasks", "agency=so noi vu", 10, id="words of an organisation"),
    pytest.param("trace", "task=II/2/2.1/2.1.1", 4, id="place in an outline"),
]


@pytest.mark.parametrize(("name", "parameter", "least"), PARAMETERS)
def test_a_parameter_is_what_people_type(store: str, name: str, parameter: str, least: int) -> None:
    rows = json.loads(run("query", name, "-p", parameter, "--store", store, "--format", "json").stdout)
    assert len(rows) >= least
    assert bool(rows) is bool(least)


def test_one_row_for_each_deadline_link_and_missing_document(store: str) -> None:
    deadlines = json.loads(run("query", "deadlines", "--store", store, "--format", "json").stdout)
    assert len({row["task"] for row in deadlines}) == len(deadlines) > 90
    assert [row["task"] for row in deadlines if not any(sign.isdigit() for sign in row["quote"])] == []
    missing = json.loads(run("query", "documents-missing", "--store", store, "--format", "json").stdout)
    assert len({row["document"] for row in missing}) == len(missing) > 30
    assert all(row["quote"] and row["citations"] for row in missing)
    links = json.loads(run("query", "trace", "-p", "task=PL/3", "--store", store, "--format", "json").stdout)
    assert len({(row["document"], row["above"], row["stated_by"]) for row in links}) == len(links)
    quotes = {row["above"]: row["quote"] for row in links}
    assert "07-KH/TW" in quotes["doc/vn/tw/kh/xii/07"]


def test_the_table_of_documents_marks_what_is_inferred_and_disputed(store: str) -> None:
    shown = run("documents", "--held", "--store", store).stdout
    assert "07-KH/TW (suy ra)" in shown
    assert "2017-11-27 (suy ra, mâu thuẫn)" in shown
    assert "huyện Phong Thổ" in shown
    rows = json.loads(run("documents", "--held", "--store", store, "--format", "json").stdout)
    assert {row["symbol"]: row["disputed"] for row in rows}["07-KH/TW"] is True
    assert "symbol" in {row["symbol"]: row["inferred"] for row in rows}["07-KH/TW"].split("; ")
    assert {row["symbol"]: row["inferred"] or "" for row in rows}["68/KH-UBND"].count("symbol") == 0


@pytest.mark.parametrize(
    ("arguments", "unnamed"),
    [
        pytest.param(["tasks"], "CTHD-huyen-uy.md", id="tasks"),
        pytest.param(["query", "cascade", "-p", "directive=18-NQ/TW"], "doc/file/cthd-huyen-uy-md", id="query"),
    ],
)
def test_a_table_in_a_pipe_has_a_line_of_heads_and_no_identifiers_that_others_name(
    store: str, arguments: list[str], unnamed: str
) -> None:
    lines = run(*arguments, "--store", store).stdout.splitlines()
    assert "số, ký hiệu" in lines[1]
    assert "/task/" not in "".join(lines)
    assert not any(line.startswith("1. ") for line in lines)
    assert "doc/vn/tw/kh/xii/07" not in "".join(lines)
    assert unnamed in "".join(lines)


def test_a_query_file_of_the_users_own(store: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        "# title-vi: Của tôi\n# title-en: Mine\n# param: symbol | string | required | số | number\n"
        "# column: document | a | b\n"
        "PREFIX dl: <https://w3id.org/directive-lineage/ontology#>\n"
        "SELECT ?document WHERE { ?document a dl:Document ; dl:symbol ?symbol }\n",
        encoding="utf-8",
    )
    done = run("query", str(file), "-p", "symbol=07-KH/TW", "--store", store, "--format", "json")
    assert json.loads(done.stdout) == [{"document": "doc/vn/tw/kh/xii/07"}]
    hostile = run("query", str(file), "-p", 'symbol=x" } ; DROP ALL ; #', "--store", store, "--format", "json")
    assert json.loads(hostile.stdout) == []


def test_maps_are_written_as_offline_files(store: str, tmp_path: Path) -> None:
    done = run("map", "18-NQ/TW", "--store", store, "--output", str(tmp_path), "--as-of", "2023-12-31")
    assert done.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["documents.html", "tasks.html"]
    for path in tmp_path.iterdir():
        page = path.read_text(encoding="utf-8")
        assert "default-src &#39;none&#39;" in page
        assert "31/12/2023" in page


BRIEF = {"index.html", "documents.html", "tasks.html", "coverage.html", "responsibility.html", "timeline.html",
         "findings.html", "coverage.xlsx", "findings.xlsx"}  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_briefing_is_a_folder_of_offline_pages(store: str, tmp_path: Path, lang: str) -> None:
    options = ("--store", store, "--output", str(tmp_path), "--lang", lang, "--as-of", "2018-12-31")
    done = run("brief", "18-NQ/TW", *options)
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert {path.name for path in tmp_path.iterdir()} == BRIEF
    for path in tmp_path.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert f'<html lang="{lang}">' in page
        assert "31/12/2018" in page
        assert "default-src &#39;none&#39;" in page


def test_a_briefing_is_one_file_on_demand(store: str, tmp_path: Path) -> None:
    done = run("brief", "18-NQ/TW", "--single", "--store", store, "--output", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert page.count('<main class="page"') == 7
    assert "tính đến" not in page.partition("<title>")[2].partition("</title>")[0]


def test_a_briefing_of_a_document_below_is_its_own(store: str, tmp_path: Path) -> None:
    for symbol in ("07-KH/TW", "68/KH-UBND"):
        done = run("brief", symbol, "--store", store, "--output", str(tmp_path / symbol.replace("/", "-")))
        assert done.exit_code == 0, done.output
    assert len({(tmp_path / name / "index.html").read_bytes() for name in ("07-KH-TW", "68-KH-UBND")}) == 2


EXPORTS = [("jsonl", True), ("csv", True), ("turtle", False), ("trig", False), ("json-ld", False), ("graphml", False)]


@pytest.mark.parametrize(("form", "folder"), EXPORTS, ids=[row[0] for row in EXPORTS])
def test_export_gives_the_same_bytes_again(store: str, tmp_path: Path, form: str, folder: bool) -> None:
    found = []
    for name in ("one", "two"):
        target = tmp_path / name
        assert run("export", str(target), "--format", form, "--store", store).exit_code == 0
        files = sorted(target.iterdir()) if folder else [target]
        found.append([path.read_bytes() for path in files])
    assert found[0] == found[1]
    assert sum(map(len, found[0])) > 1000


def test_validate_passes_on_the_demonstration(store: str) -> None:
    done = run("validate", "--store", store)
    assert done.exit_code == 0
    assert all(line.startswith("Cần xem: ") for line in done.stdout.splitlines())
    assert f"{len(done.stdout.splitlines())} điểm cần xem, không có lỗi." in done.stderr
    english = run("validate", "--store", store, "--lang", "en")
    assert all(line.startswith("To look at: ") for line in english.stdout.splitlines())
    assert "no violations" in english.stderr


def test_validate_explains_its_exit_status() -> None:
    words = " ".join(run("validate", "--help").stdout.split())
    assert "Exit status: 0 when there is no error, whatever there is to look at; 1 when there is one; 2" in words


def test_formulas_in_documents_are_made_harmless(tmp_path: Path) -> None:
    text = 'KẾ HOẠCH\nI. NHIỆM VỤ\n- =HYPERLINK("http://example.org";"x") rà soát biên chế.\n- @SUM(1) rà soát.\n'
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    where = str(tmp_path / "store")
    run("build", str(tmp_path / "a.txt"), "--store", where)
    content = run("tasks", "--store", where, "--format", "csv").stdout
    cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


ERRORS = [
    pytest.param(["build", "nowhere.txt"], "no such file", "không có tệp hoặc thư mục này", id="no such file"),
    pytest.param(["documents"], "there is no store", "ở đây chưa có kho", id="no store"),
    pytest.param(["trace", "18-NQ/TW"], "there is no store", "lệnh: lineage build", id="trace without store"),
    pytest.param(["query", "nonsense"], "List them: lineage query", "không có truy vấn nào", id="unknown query"),
    pytest.param(["query", "cascades"], "much like it: cascade", "gần giống: cascade", id="mistyped query"),
    pytest.param(
        ["query", "gone.rq"], "cannot be read", "không có tệp hoặc thư mục. Hãy", id="query file that is not there"
    ),
    pytest.param(
        ["export", "out", "--format", "turtle"], "there is no store", "Hãy tạo kho", id="export without store"
    ),
    pytest.param(["documents", "--store", "file.txt"], "not a store", "không phải kho", id="a file for a store"),
    pytest.param(
        ["documents", "--store", "http://127.0.0.1:9/"],
        "cannot be reached",
        "127.0.0.1:9/: không kết nối được máy chủ: máy chủ không nhận kết nối. Hãy",
        id="a server that does not answer",
    ),
]
BEGINNINGS = {"vi": ("Lỗi: ", "Lưu ý: ", "Không nạp được"), "en": ("Error: ", "Warning: ", "No document")}


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(("arguments", "english", "vietnamese"), ERRORS)
def test_an_error_is_one_line_and_exit_status_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    english: str,
    vietnamese: str,
    language: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    done = run(*arguments, "--lang", language)
    assert done.exit_code == 2
    assert (english if language == "en" else vietnamese) in done.stderr
    assert "Traceback" not in done.output
    lines = done.stderr.splitlines()
    assert all(len(line) < 400 and line.startswith(BEGINNINGS[language]) for line in lines)
    assert len(lines) == (2 if arguments[0] == "build" else 1)


STORED_ERRORS = [
    pytest.param(["trace", "không có chuyện này"], "not found in", "chưa tìm thấy trong kho", id="nothing found"),
    pytest.param(["tasks", "-d", "zzzz"], "not found in", "lệnh: lineage documents", id="no such document"),
    pytest.param(["tasks", "-a", "sở vũ trụ"], "no such organisation", "không có cơ quan", id="no such organisation"),
    pytest.param(["query", "cascade"], "needs the parameter", "thiếu tham số 'directive'", id="missing parameter"),
    pytest.param(["query", "cascade", "-p", "x=1"], "takes no parameter", "dùng các tham số", id="unknown parameter"),
    pytest.param(
        ["query", "deadlines", "-p", "due_before=mai"], "is no date", ": mai. Hãy nhập một ngày như 2018", id="no date"
    ),
    pytest.param(["query", "cascade", "-p", "directive"], "name=value", "tên=giá trị", id="no value"),
    pytest.param(["trace", "18-NQ/TW", "--limit", "-1"], "below 0", "nhỏ hơn 0", id="limit below zero"),
    pytest.param(["documents", "--format", "xlsx"], "--output", "--output TỆP.xlsx", id="xlsx to the screen"),
    pytest.param(["map", "99-NQ/TW"], "not found in", "chưa tìm thấy trong kho", id="map of nothing"),
    pytest.param(["brief", "99-NQ/TW"], "not found in", "chưa tìm thấy trong kho", id="briefing of nothing"),
    pytest.param(
        ["query", "cascade", "-p", "directive=18-NQ/TU"],
        "much like it: 18-NQ/TW",
        "gần giống: 18-NQ/TW",
        id="near symbol",
    ),
    pytest.param(
        ["query", "cascade", "-p", "directive=doc/vn/tw/nq/xii/999"],
        "not found in",
        "chưa tìm thấy",
        id="no identifier",
    ),
    pytest.param(
        ["query", "trace", "-p", "task=doc/vn/tw/kh/xii/07/task/X"], "lineage tasks", "lineage tasks", id="no such task"
    ),
    pytest.param(
        ["query", "agency-tasks", "-p", "agency=sở vũ trụ"],
        "query agencies",
        "không có cơ quan",
        id="no agency in a query",
    ),
    pytest.param(["trace", "207/KH-UBDN"], "much like it: 207/KH-UBND", "gần giống: 207/KH-UBND", id="mistyped symbol"),
]


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(("arguments", "english", "vietnamese"), STORED_ERRORS)
def test_a_wrong_request_is_one_line_and_exit_status_2(
    store: str, arguments: list[str], english: str, vietnamese: str, language: str
) -> None:
    done = run(*arguments, "--store", store, "--lang", language)
    assert done.exit_code == 2
    assert (english if language == "en" else vietnamese) in done.stderr
    assert done.stderr.startswith(BEGINNINGS[language][0])
    assert len(done.stderr.strip().splitlines()) == 1


def test_bad_files_are_named_and_the_status_is_0_while_something_was_done(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("KẾ HOẠCH\nI. NHIỆM VỤ\n1. Rà soát biên chế.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "same.txt").write_text("KẾ HOẠCH\nI. NHIỆM VỤ\n1. Rà soát biên chế.\n", encoding="utf-8")
    (tmp_path / "documents.toml").write_text(
        "".join(f'[[document]]\nfile = "{name}.txt"\nsymbol = "7-KH/TW"\n' for name in ("good", "same")),
        encoding="utf-8",
    )
    english = run("build", str(tmp_path), "--store", str(tmp_path / ".store"), "--lang", "en")
    assert english.exit_code == 0
    assert "Warning: empty.txt: the file is empty. Remove it or save it again\n" in english.stderr
    assert "Warning: same.txt: claims to be 7-KH/TW" in english.stderr
    assert "good.txt" in english.stdout
    vietnamese = run("build", str(tmp_path), "--store", str(tmp_path / ".store"))
    assert "Lưu ý: empty.txt: tệp rỗng. Hãy xóa tệp hoặc lưu lại\n" in vietnamese.stderr
    assert "Lưu ý: same.txt: tự nhận là 7-KH/TW" in vietnamese.stderr
    assert len(english.stderr.splitlines()) == len(vietnamese.stderr.splitlines()) == 2


def test_what_click_says_of_wrong_options_stays_its_own() -> None:
    done = run("documents", "--lang", "fr")
    assert done.exit_code == 2
    assert done.stderr.startswith("Usage: ")


def test_everything_works_in_the_c_locale(store: str, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0"}
    commands = (["trace", "18-NQ/TW"], ["documents"], ["map", "18-NQ/TW", "--output", str(tmp_path)], ["query"],
                ["brief", "18-NQ/TW", "--output", str(tmp_path / "brief")])  # fmt: skip
    for arguments in commands:
        words = [sys.executable, "-m", "graph", *arguments, *([] if arguments == ["query"] else ["--store", store])]
        done = subprocess.run(words, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    for page in ("documents.html", "brief/index.html"):
        assert "Văn bản</a>" in (tmp_path / page).read_text(encoding="utf-8")


def test_the_environment_names_the_store(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEAGE_STORE", store)
    assert run("documents").exit_code == 0


def test_counts() -> None:
    assert (len(TRACES), len(ERRORS), len(STORED_ERRORS), len(EXPORTS)) == (11, 9, 16, 6)
