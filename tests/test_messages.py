"""The catalogue of error messages: each row on its example, and every message of the program in some row."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from graph import errors, messages
from graph.errors import LexiconError, ReadError, StoreError, UsageError, reason
from graph.messages import Wording, error_line, translated, wordings

ROOT = Path(__file__).parent.parent
ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
PASSED_ON = {
    "graph/build_report.py: told.remedy",
    "graph/build_report.py: told.what",
    "graph/extract/deadlines.py: str(error)",
}
"""Texts that were made elsewhere, as messages of their own."""


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def fitting(text: str) -> list[str]:
    return [row.pattern for row in wordings() if row.values(text) is not None]


# ---- each row ----


@pytest.mark.parametrize("row", wordings(), ids=lambda row: row.pattern)
def test_a_row_alone_fits_its_example(row: Wording) -> None:
    assert fitting(row.example) == [row.pattern]
    assert placeholders(row.vi) == placeholders(row.pattern)
    assert len(set(placeholders(row.pattern))) == len(placeholders(row.pattern))
    assert translated(row.example, "en") == row.example
    assert "{" not in translated(row.example, "vi").replace("{ ... }", "")


def test_the_rows_there_are() -> None:
    assert len(wordings()) > 170


# ---- every message ----


def samples(node: ast.expr, module: ast.Module) -> list[str] | None:
    """What an expression may say, "X" standing for each value set in; None where that cannot be told."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)]
    if isinstance(node, ast.Name):
        given = [
            one.value
            for one in ast.walk(module)
            if isinstance(one, ast.Assign)
            and any(ast.dump(t) == f"Name(id='{node.id}', ctx=Store())" for t in one.targets)
        ]
        found = [samples(value, module) for value in given]
        return [text for texts in found if texts for text in texts] if found and None not in found else None
    return None


def said() -> Iterator[tuple[str, str | None]]:
    """Each text of what and remedy in the program, with its place; None for one that cannot be told."""
    for path in sorted([*(ROOT / "graph").rglob("*.py"), *(ROOT / "viz").rglob("*.py")]):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for call in ast.walk(module):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ERRORS):
                continue
            remedies = [keyword.value for keyword in call.keywords if keyword.arg == "remedy"]
            for expression in [*call.args[:1], *remedies]:
                place = f"{path.relative_to(ROOT).as_posix()}: {ast.unparse(expression)}"
                for text in samples(expression, module) or [None]:
                    yield place, text


SAID = sorted({(text, place) for place, text in said() if text is not None})


@pytest.mark.parametrize(("text", "place"), SAID, ids=[text for text, _ in SAID])
def test_every_message_has_its_vietnamese(text: str, place: str) -> None:
    assert len(fitting(" ".join(text.split()))) == 1, place


def test_no_message_escapes_the_search() -> None:
    assert {place for place, text in said() if text is None} == PASSED_ON
    assert len({text for text, _ in SAID}) > 130


# ---- translating ----

TRANSLATED = [
    pytest.param("the file is empty", "tệp rỗng", id="constant"),
    pytest.param("the file is empty.", "the file is empty.", id="only the whole text counts"),
    pytest.param("cannot be read: permission denied", "không đọc được: không có quyền truy cập", id="a reason in turn"),
    pytest.param("cannot be read: Something else", "không đọc được: Something else", id="a reason that is not known"),
    pytest.param("unknown key 'file exists'", "không có khóa tên 'file exists'", id="words of the user stay"),
    pytest.param("takes no parameter '{name}'", "không có tham số '{name}'", id="braces of the user stay"),
    pytest.param("the server answers 500:", "máy chủ trả lời 500: ", id="an empty value at the end"),
    pytest.param(
        "'a' is no rule for 'b' is no rule for 'c'",
        "'a' không phải quy tắc dùng được cho 'b' is no rule for 'c'",
        id="a value that holds fixed words",
    ),
    pytest.param("", "", id="nothing"),
]


@pytest.mark.parametrize(("text", "vietnamese"), TRANSLATED)
def test_translated(text: str, vietnamese: str) -> None:
    assert translated(text, "vi") == vietnamese
    assert translated(text, "en") == text


def test_a_long_hostile_text_is_matched_in_one_pass() -> None:
    for piece in ("cannot be read: ", "' is no rule for '", "byte is not UTF-8, ", ": claims to be ("):
        text = piece * 200_000
        assert translated(text, "vi")


def test_an_error_as_one_line() -> None:
    error = ReadError("the file\n is empty", where="huyện\n.txt", remedy="Remove it or save it again")
    assert error_line(error, "vi") == "huyện .txt: tệp rỗng. Hãy xóa tệp hoặc lưu lại"
    assert error_line(error, "en") == str(error) == "huyện .txt: the file is empty. Remove it or save it again"
    assert error_line(StoreError("the store is closed"), "vi") == "kho đã đóng"
    server = StoreError("the server answers 500: ", where="http://localhost", remedy="Check the URL")
    assert error_line(server, "vi") == "http://localhost: máy chủ trả lời 500: . Hãy kiểm tra địa chỉ"


def test_where_stays_as_the_user_typed_it() -> None:
    error = UsageError("not found in this collection", where="the file is empty")
    assert error_line(error, "vi") == "the file is empty: chưa tìm thấy trong kho"


def test_without_the_catalogue_errors_are_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> tuple[Wording, ...]:
        raise LexiconError("the word list is missing")

    monkeypatch.setattr(messages, "wordings", missing)
    assert translated("the file is empty", "vi") == "the file is empty"


REASONS = [
    pytest.param(PermissionError(13, "Permission denied", "/x/y"), "permission denied", id="system"),
    pytest.param(TimeoutError("timed out"), "timed out", id="without number"),
    pytest.param(OSError(), "unknown reason", id="nothing said"),
    pytest.param(UnicodeDecodeError("utf-8", b"a\xff", 1, 2, "invalid"), "byte 1 is not UTF-8", id="encoding"),
    pytest.param(ValueError("Expected '='"), "Expected '='", id="other"),
]


@pytest.mark.parametrize(("error", "said"), REASONS)
def test_reasons(error: Exception, said: str) -> None:
    assert reason(error) == said
