"""The audit within documents: each check on a text that fails it and one that passes it, on every kind of store."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import openpyxl
import pytest
import servers
from audit_cases import CASES, PROVINCE, Case, district
from click.testing import CliRunner, Result

from graph.audit import CHECKS, Finding, Place, Severity, audit, table
from graph.audit.blanks import Blank, all_blanks, blanks_of
from graph.audit.check import Audited, finding_of
from graph.audit.checks_documents import DOCUMENT_CHECKS
from graph.audit.checks_tasks import TASK_CHECKS, Awaited, all_awaited
from graph.audit.numbering import NUMBERING_CHECKS, ordinal
from graph.audit.wording import Wording, message, settle, title, wording_of, wordings
from graph.cli import main
from graph.errors import LexiconError, UsageError
from graph.messages import word
from graph.pipeline import build
from graph.store import Store, open_store

DEMONSTRATION = Path(__file__).parent.parent / "data" / "documents"
WITHIN = (*DOCUMENT_CHECKS, *NUMBERING_CHECKS, *TASK_CHECKS)
CODES = [check.code for check in WITHIN]


def loaded(store: Store, folder: Path, texts: dict[str, str]) -> Store:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = build([folder], store)
    assert len(report.loaded) == len(texts), report.faults
    return store


def found_in(folder: Path, texts: dict[str, str], case: Case) -> tuple[Finding, ...]:
    with open_store(":memory:") as store:
        as_of = date.fromisoformat(case.as_of) if case.as_of else None
        return audit(loaded(store, folder, texts), codes=[case.code], as_of=as_of)


# ---- each check ----


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_document_that_fails(case: Case, tmp_path: Path) -> None:
    found = found_in(tmp_path, case.failing, case)
    assert found
    finding = next(one for one in found if one.at.source == case.at[0])
    assert finding.code == case.code
    assert finding.severity == case.severity
    assert case.at[1] in finding.at.quote
    assert finding.at.document
    if case.at[1]:
        assert finding.at.line is not None
        lines = case.failing[case.at[0]].split("\n")
        assert finding.at.quote.split()[0] in lines[finding.at.line - 1]
    if case.against is not None:
        assert finding.against is not None
        assert finding.against.source == case.against[0]
        assert case.against[1] in finding.against.quote
    for language in ("vi", "en"):
        text = message(finding, language)
        assert "…" not in text
        assert "{" not in text
        assert settle(finding, language)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_document_that_passes(case: Case, tmp_path: Path) -> None:
    assert found_in(tmp_path, case.passing, case) == ()


def test_every_check_has_both() -> None:
    assert [case.code for case in CASES] == CODES
    assert len(CASES) == 22


# ---- on every kind of store ----


@pytest.fixture(params=["server", "server without merged graphs", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    kind: str = request.param
    if kind == "folder":
        with open_store(str(tmp_path / "store")) as opened:
            yield opened
        return
    with servers.oxigraph_server() if "without" in kind else servers.rdflib_server() as url, open_store(url) as opened:
        yield opened


def many(folder: Path) -> dict[str, str]:
    """The failing texts of all cases as one collection: each as a district's plan of its own number."""
    texts = {"tinh.txt": PROVINCE}
    for number, case in enumerate(CASES, start=31):
        text = case.failing["huyen.txt"]
        texts[f"{case.code}.txt"] = text.replace("30/KH-UBND", f"{number}/KH-UBND")
    return texts


def test_every_store_gives_the_same_findings(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    texts = many(folder)
    with open_store(":memory:") as memory:
        loaded(memory, folder, texts)
        expected = within(memory)
    build([folder], store)
    assert within(store) == expected
    assert len({finding.code for finding in expected}) >= len(CASES) - 2


def within(store: Store) -> list[Finding]:
    audited = Audited(store, date(2020, 1, 1))
    return sorted({one for check in WITHIN for one in check.findings(audited)}, key=lambda one: one.order)


# ---- the demonstration documents ----


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> str:
    location = str(tmp_path_factory.mktemp("audit") / "store")
    with open_store(location) as opened:
        build([DEMONSTRATION], opened)
    return location


KNOWN = [
    pytest.param("date-conflict", "CTHD-huyen-uy.md", "năm 2017", "năm 2018", id="07-KH/TW dated twice"),
    pytest.param("cites-later", "68-KH-UBND-tuyen-quang.md", "07-KH/TW", "7/2018", id="cites a later one"),
    pytest.param("symbol-slip", "68-KH-UBND-tuyen-quang.md", "18/NQ-CP", "18-NQ/TW", id="18/NQ-CP for 18-NQ/TW"),
    pytest.param("blank-number", "207-KH-UBND-phong-tho.md", "/KH-UBND", "", id="number left blank"),
    pytest.param("blank-date", "207-KH-UBND-phong-tho.md", "/2023", "", id="date left blank"),
    pytest.param("numbering-repeated", "CTHD-huyen-uy.md", "", "", id="(4) twice"),
]


@pytest.mark.parametrize(("code", "source", "words", "other_words"), KNOWN)
def test_what_the_demonstration_documents_yield(
    demonstration: str, code: str, source: str, words: str, other_words: str
) -> None:
    with open_store(demonstration, read_only=True) as opened:
        (finding,) = audit(opened, codes=[code])
    assert finding.at.source == source
    assert words in finding.at.quote
    assert (finding.against is not None) == (not code.startswith("blank"))
    if finding.against is not None:
        assert other_words in finding.against.quote


def test_the_body_and_the_appendix_name_different_leads(demonstration: str) -> None:
    with open_store(demonstration, read_only=True) as opened:
        found = audit(opened, codes=["repeated-roles"])
        assert len(audit(opened, codes=["cited-not-held"])) > 6
    paths = [(one.at.path, one.against.path if one.against else None) for one in found]
    assert ("II/2/2.1/2.1.9", "PL/17") in paths


@pytest.mark.parametrize("folder", ["documents"])
def test_what_the_real_documents_yield(shared: Path, tmp_path: Path, folder: str) -> None:
    with open_store(":memory:") as opened:
        build([shared / folder], opened)
        count = Counter(one.code for one in audit(opened, codes=CODES))
    least = {"date-conflict": 1, "cites-later": 1, "symbol-slip": 1, "blank-number": 1, "blank-date": 1}
    assert {code: count[code] for code in least} == least
    assert count["numbering-repeated"] == 1
    assert count["repeated-roles"] >= 1
    assert count["cited-not-held"] >= 6


# ---- choosing, order, lineage ----


def test_findings_come_in_a_fixed_order_each_once(demonstration: str) -> None:
    with open_store(demonstration, read_only=True) as opened:
        first = audit(opened, as_of=date(2020, 1, 1), codes=CODES)
        assert first == audit(opened, as_of=date(2020, 1, 1), codes=CODES)
    assert len(first) == len(set(first)) > 150
    assert list(first) == sorted(first, key=lambda one: one.order)
    assert [one.severity.rank for one in first] == sorted(one.severity.rank for one in first)


def test_deadlines_are_held_against_a_day_only_when_it_is_given(demonstration: str) -> None:
    with open_store(demonstration, read_only=True) as opened:
        assert audit(opened, codes=["overdue"]) == ()
        early = audit(opened, codes=["overdue"], as_of=date(2018, 6, 1))
        late = audit(opened, codes=["overdue"], as_of=date(2031, 1, 1))
    assert len(early) < len(late)


def test_only_findings_about_some_documents(demonstration: str) -> None:
    with open_store(demonstration, read_only=True) as opened:
        district_plan = "doc/vn/lai-chau/phong-tho/ubnd/kh/2023/207"
        found = audit(opened, codes=CODES, documents=[district_plan])
    assert found
    assert all(district_plan in one.documents for one in found)


def test_an_unknown_check(demonstration: str) -> None:
    with open_store(demonstration, read_only=True) as opened, pytest.raises(UsageError, match="no check has this code"):
        audit(opened, codes=["no-such"])


@pytest.mark.parametrize(
    ("number", "vietnamese", "english"),
    [
        pytest.param(0.7794, "0,78", "0.78", id="two places"),
        pytest.param(0.9, "0,9", "0.9", id="no more than there are"),
        pytest.param(10.0, "10", "10", id="whole"),
        pytest.param(1, "1", "1", id="an integer"),
    ],
)
def test_numbers_as_people_write_them(number: float, vietnamese: str, english: str) -> None:
    finding = Finding(
        "due-later", Severity.LOW, "d/task/1", Place("d", None, "", None, None, ""), None, (("score", number),)
    )
    for lang, wanted in (("vi", vietnamese), ("en", english)):
        assert re.search(rf"(?<![0-9.,]){re.escape(wanted)}(?![0-9])", message(finding, lang)), message(finding, lang)


DEADLINES = [
    pytest.param("trong năm 2018; Định kỳ", "Làm trong năm 2018. Định kỳ sơ kết.", "“trong năm 2018” · “Định kỳ”",
                 id="joined from two places"),
    pytest.param("quý I; quý II", "Xong trong quý I; quý II năm sau", "“quý I; quý II”", id="stands so in the text"),
    pytest.param("trong năm 2018", "Mục lớn ghi hạn", "“trong năm 2018”", id="one phrase, from a heading"),
]  # fmt: skip


@pytest.mark.parametrize(("deadline", "quote", "said"), DEADLINES)
@pytest.mark.parametrize(
    ("code", "name"),
    [("due-later", "deadline"), ("due-later", "other_deadline"), ("deadline-dropped", "other_deadline"),
     ("issued-after-due", "other_deadline"), ("overdue", "deadline"), ("end-before-begin", "deadline"),
     ("repeated-deadline", "deadline"), ("repeated-deadline", "other_deadline")],
)  # fmt: skip
def test_each_phrase_of_a_deadline_is_quoted_by_itself(
    code: str, name: str, deadline: str, quote: str, said: str
) -> None:
    at, other = (Place("d", None, "", None, None, text) for text in (quote, "không có gì"))
    if name == "other_deadline":
        at, other = other, at
    finding = Finding(code, Severity.LOW, "d/task/1", at, other, ((name, deadline),))
    for language in ("vi", "en"):
        assert said in message(finding, language)
        assert message(finding, language).count("“") == said.count("“")


SEVERAL = [
    pytest.param("Phòng Nội vụ và Phòng Tài chính cùng chủ trì rà soát biên chế", True, id="the list leads"),
    pytest.param("Phòng Nội vụ, Phòng Tài chính (sau đây gọi tắt là hai phòng) chủ trì rà soát", True, id="remark"),
    pytest.param("Phòng Nội vụ chủ trì rà soát biên chế; Phòng Tài chính chủ trì lập dự toán", True, id="each leads"),
    pytest.param("Phòng Nội vụ, Phòng Tài chính tổ chức rà soát biên chế", False, id="each acts"),
    pytest.param(
        "Phòng Nội vụ, Phòng Tài chính tổ chức rà soát, một việc chỉ do một nơi chủ trì", False, id="elsewhere"
    ),
    pytest.param("Phòng Nội vụ chủ trì rà soát biên chế; Phòng Tài chính có trách nhiệm lập dự toán", False, id="one"),
]


@pytest.mark.parametrize(("sentence", "called"), SEVERAL)
def test_only_who_is_called_lead_leads(sentence: str, called: bool, tmp_path: Path) -> None:
    with open_store(":memory:") as opened:
        codes = ["several-leads", "several-addressees"]
        text = district(f"1. {sentence}, hoàn thành trong năm 2019.")
        (found,) = audit(loaded(opened, tmp_path, {"huyen.txt": text}), codes=codes)
    assert found.code == codes[not called]
    assert ("chủ trì" in message(found, "vi")) is called


def test_an_empty_store_has_no_findings() -> None:
    with open_store(":memory:") as opened:
        assert audit(opened, codes=CODES, as_of=date(2020, 1, 1)) == ()


# ---- word lists ----


def test_every_check_has_its_words_and_no_words_are_idle() -> None:
    assert {check.code for check in CHECKS} == {row.code for row in wordings()}
    assert len(CHECKS) == len({check.code for check in CHECKS})


@pytest.mark.parametrize("row", wordings(), ids=lambda row: row.code)
def test_a_row_of_findings_on_its_example(row: Wording) -> None:
    values = dict(one.split("=", 1) for one in row.example)
    assert Severity(row.severity) is row.usual_severity
    for language in ("vi", "en"):
        template = row.message(language)
        assert {name for _, name, _, _ in Formatter().parse(template) if name} == set(values)
        assert row.title(language)
        assert row.settle(language)
        assert "không thực hiện" not in f"{template} {row.title(language)}".lower()
    finding = finding_of(row.code, {"subject": "doc/a", "document": "doc/a", "source": "a.txt", **values})
    assert "…" not in message(finding, "vi")


@pytest.mark.parametrize("row", all_blanks(), ids=lambda row: row.id)
def test_a_row_of_blanks(row: Blank) -> None:
    assert row.finds(row.example)
    assert not row.finds(row.counterexample)
    assert row.kind in {"number", "date"}
    assert [words for _, words in blanks_of(f"x\n{row.example}", row.kind)]


@pytest.mark.parametrize("row", all_awaited(), ids=lambda row: row.words)
def test_a_row_of_what_is_awaited(row: Awaited) -> None:
    assert row.stands_in(row.example)
    assert not row.stands_in(row.counterexample)


def test_a_check_without_words() -> None:
    with pytest.raises(LexiconError, match="no row for this check"):
        wording_of("no-such")


@pytest.mark.parametrize("hostile", ["số" + " " * 100_000, "ngày " * 40_000, "số ./" * 40_000, "kèm theo " * 30_000])
def test_blanks_are_sought_in_linear_time(hostile: str) -> None:
    assert list(blanks_of(hostile, "number")) == []
    list(blanks_of(hostile, "date"))


# ---- numbers ----

ORDINALS = [
    pytest.param("2.1.3.", ("number 2.1. .", 3), id="parts"),
    pytest.param("(4)", ("number  ()", 4), id="brackets"),
    pytest.param("IV-", ("roman -", 4), id="Roman"),
    pytest.param("đ)", ("letter )", 5), id="letter"),
    pytest.param("C", ("letter ", 3), id="C is a letter"),
    pytest.param("-", None, id="dash"),
    pytest.param("IIII.", None, id="no Roman number"),
    pytest.param("2021 - 2030", None, id="years"),
    pytest.param("", None, id="nothing"),
]


@pytest.mark.parametrize(("label", "expected"), ORDINALS)
def test_ordinals(label: str, expected: tuple[str, int] | None) -> None:
    assert ordinal(label) == expected


NUMBERS = [
    pytest.param("1 2 3 4", "", "", id="in order"),
    pytest.param("1 2 2 3", "2", "", id="given twice"),
    pytest.param("1 2 3 2 3 4", "2", "", id="goes back: found once"),
    pytest.param("1 2 4", "", "4", id="skips"),
    pytest.param("3 4 5", "", "", id="goes on from elsewhere"),
    pytest.param("1 1 2", "1", "", id="first given twice"),
    pytest.param("1 2 3 1 2 3", "", "", id="begins anew"),
]


@pytest.mark.parametrize(("numbers", "twice", "skipping"), NUMBERS)
def test_numbers_of_an_outline(numbers: str, twice: str, skipping: str, tmp_path: Path) -> None:
    tasks = [f"{number}. Phòng Nội vụ chủ trì việc thứ {place}." for place, number in enumerate(numbers.split())]
    with open_store(":memory:") as opened:
        found = audit(loaded(opened, tmp_path, {"huyen.txt": district(*tasks)}), codes=CODES)
    by_code = {
        code: [dict(one.values)["number"] for one in found if one.code == code]
        for code in ("numbering-repeated", "numbering-order")
    }
    assert by_code["numbering-repeated"] == [f"{number}." for number in twice.split()]
    assert by_code["numbering-order"] == [f"{number}." for number in skipping.split()]


# ---- the command ----


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments], catch_exceptions=False)


CHOSEN = [argument for code in CODES for argument in ("--check", code)]


def test_the_list_on_the_screen(demonstration: str) -> None:
    done = run("--store", demonstration, *CHOSEN, "--limit", "2")
    assert done.exit_code == 0
    assert "18/NQ-CP" in done.stdout
    assert "[symbol-slip]" in done.stdout
    assert "--limit 0" in done.stdout
    assert max(map(len, done.stdout.split("\n"))) <= table.PLAIN_WIDTH
    assert "--as-of: overdue" in done.stderr
    assert done.stdout.count("[no-deadline]") == 1
    assert len(run("--store", demonstration, *CHOSEN, "--limit", "0").stdout) > len(done.stdout)


def test_a_check_that_needs_a_day_is_not_passed_over_when_it_was_asked_for(demonstration: str) -> None:
    done = run("--store", demonstration, "--check", "overdue", "--fail-on", "high")
    assert done.exit_code == 2
    assert "--as-of NGÀY" in done.output


def test_forms_for_programs(demonstration: str, tmp_path: Path) -> None:
    done = run("--store", demonstration, *CHOSEN, "--format", "json", "--lang", "en")
    records = json.loads(done.stdout)
    assert [column.name for column in table.COLUMNS] == list(records[0])
    assert records[0]["severity"] == "high"
    lines = list(csv.DictReader(io.StringIO(run("--store", demonstration, *CHOSEN, "--format", "csv").stdout)))
    assert len(lines) == len(records)
    assert lines[0]["mức độ"] == "high"
    target = tmp_path / "findings.xlsx"
    assert run("--store", demonstration, *CHOSEN, "--format", "xlsx", "-o", str(target)).exit_code == 0
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert sheet.max_row == len(records) + 1


STATUSES = [
    pytest.param(["--check", "draft"], 0, id="not asked for"),
    pytest.param(["--check", "draft", "--fail-on", "low"], 1, id="as grave"),
    pytest.param(["--check", "draft", "--fail-on", "medium"], 0, id="less grave"),
    pytest.param(["--check", "date-conflict", "--fail-on", "medium"], 1, id="graver"),
    pytest.param(["--check", "draft", "--severity", "high", "--fail-on", "low"], 0, id="not shown, not counted"),
    pytest.param(["--check", "no-such"], 2, id="unknown check"),
    pytest.param(["--limit", "-1"], 2, id="limit"),
    pytest.param(["9999-NQ/TW"], 2, id="unknown document"),
]


@pytest.mark.parametrize(("arguments", "status"), STATUSES)
def test_exit_status(demonstration: str, arguments: list[str], status: int) -> None:
    assert run("--store", demonstration, *arguments).exit_code == status


def test_only_the_lineage_of_a_document(demonstration: str) -> None:
    everything = json.loads(run("--store", demonstration, *CHOSEN, "--format", "json").stdout)
    whole = json.loads(run("18-NQ/TW", "--store", demonstration, *CHOSEN, "--format", "json").stdout)
    part = json.loads(run("207/KH-UBND", "--store", demonstration, *CHOSEN, "--format", "json").stdout)
    assert 0 < len(part) < len(whole) <= len(everything)
    assert {record["document"] for record in part} == {"207/KH-UBND"}


def test_the_list_of_checks() -> None:
    done = run("--list", "--lang", "en")
    assert done.exit_code == 0
    assert all(check.code in done.stdout for check in CHECKS)
    assert "Document dated twice" in done.stdout


def test_nothing_found(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as opened:
        build([DEMONSTRATION / "07-KH-TW.md"], opened)
    done = run("--store", str(tmp_path / "store"), "--check", "circle", "--lang", "en")
    assert done.stdout == "The checks that ran found nothing in this collection.\n"


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-1", "@x", "[red]x[/red]", "a\nb", "{x}"])
def test_hostile_words(words: str, tmp_path: Path) -> None:
    place = Place("doc/a", words, words, 1, words, words)
    finding = Finding("several-leads", Severity.LOW, "doc/a", place, place, (("leads", words), ("count", 2)))
    assert " ".join(words.split()) in message(finding, "vi")
    rows = table.table_of([finding], "vi").rows
    stream = io.StringIO()
    table.draw([finding], stream, "vi")
    assert words.split("\n", maxsplit=1)[0] in stream.getvalue()
    assert title(finding, "en") == "Several leads"
    assert len(rows) == 1
    assert word("audit.low", "en") == "low"


def test_the_same_bytes_on_every_run(demonstration: str) -> None:
    command = [sys.executable, "-m", "graph", "audit", "--store", demonstration, *CHOSEN, "--format", "csv"]
    outputs = {
        subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_wording_writes_days_as_documents_do_in_both_languages() -> None:
    values = (("cited", "11-KH/TW"), ("cited_date", "2018-11-27"), ("date", "2018-07-02"))
    place = Place("d", None, "a.txt", 1, None, "")
    finding = Finding("cites-later", Severity.HIGH, "d", place, None, values)
    assert message(finding, "en") == "A document of 02/07/2018 cites 11-KH/TW of 27/11/2018"
    assert "02/07/2018" in message(finding, "vi")
