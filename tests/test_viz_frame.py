"""The frame around every page, without a browser: its policy, its packed data, its words, one file, the same bytes."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import zlib
from datetime import date
from html import unescape
from importlib import resources
from pathlib import Path

import pytest
from markupsafe import Markup

from graph.errors import LexiconError
from graph.messages import Language
from tests.briefings import HOSTILE, Built, shown
from viz import brief, frame, labels, packing
from viz.frame import Place, Section
from viz.labels import LANGUAGES, label, say, word_list, word_lists
from viz.registry import PAGES, Page

ROOT = Path(__file__).parent.parent
NAMES = [page.name for page in PAGES]
FORMS = ("folder", "single")
FRAGMENT = Markup('<div class="body"><p>x</p></div>')


def section(name: str = "one", data: object = None, **more: object) -> Section:
    return Section(name, f"Title of {name}", Markup(""), FRAGMENT, data, (), **more)  # type: ignore[arg-type]


def blocks(html: str) -> dict[str, object]:
    found = re.findall(r'<script type="([^"]+)" id="([a-z-]+)">(.*?)</script>', html, re.DOTALL)
    return {name: packing.unpacked(kind, content) for kind, name, content in found}


# ---- packing ----


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("times", [1, 2_000], ids=["short", "long"])
def test_packed_data_reads_back_and_cannot_end_its_script(words: str, times: int) -> None:
    block = packing.block("data", {"words": [words] * times})
    found = re.fullmatch(r'<script type="([^"]+)" id="data">(.*)</script>', block, re.DOTALL)
    assert found
    kind, content = found.groups()
    assert kind == ("application/json" if times == 1 else "application/octet-stream")
    assert not set(content) & set("<>&\u2028\u2029\0")
    assert packing.unpacked(kind, content) == {"words": [shown(words)] * times}


def test_long_data_is_deflated_and_smaller() -> None:
    value = [f"dòng {number}" for number in range(5_000)]
    block = packing.block("data", value)
    assert len(block) < len(json.dumps(value, ensure_ascii=False)) / 2
    content = block.partition(">")[2].partition("<")[0]
    assert json.loads(zlib.decompress(base64.b64decode(content))) == value


def test_data_with_what_no_json_holds_is_refused() -> None:
    with pytest.raises(ValueError, match=r"[Oo]ut of range|not JSON"):
        packing.block("data", float("nan"))


# ---- words ----


def rows(name: str) -> list[list[str]]:
    source = resources.files("viz").joinpath("words", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.reader(source.splitlines()))[1:]


PLACEHOLDER = re.compile(r"\{(\w*)\}")
NEVER = re.compile(r"không thực hiện|chưa thực hiện|(?<!that is )(?<!mean it was )not (done|implemented|carried out)")


@pytest.mark.parametrize("name", word_lists())
def test_words_are_whole_in_both_languages_and_say_nothing_that_nobody_can_know(name: str) -> None:
    wrong = [
        key
        for key, vietnamese, english in rows(name)
        if not re.fullmatch(r"[a-z][a-z0-9.-]*", key)
        or any(text != text.strip() or not text or NEVER.search(text.casefold()) for text in (vietnamese, english))
        or not _one_within_the_other(set(PLACEHOLDER.findall(vietnamese)), set(PLACEHOLDER.findall(english)))
    ]
    assert rows(name)
    assert wrong == []


def _one_within_the_other(some: set[str], others: set[str]) -> bool:
    """A language may leave out what it says otherwise; two that each have what the other lacks are a slip."""
    return some <= others or others <= some


def test_no_key_stands_in_two_lists_or_twice_in_one() -> None:
    keys = [row[0] for name in word_lists() for row in rows(name)]
    assert len(keys) > 100
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_words_of_a_page_are_those_of_its_lists() -> None:
    assert set(labels.words(["common"])) == {row[0] for row in rows("common")}
    with pytest.raises(LexiconError, match="word list"):
        labels.words(["none"])
    with pytest.raises(KeyError):
        label("no such key")


@pytest.mark.parametrize(
    "text", ["key,vi\n", "key,vi,en\na,b\n", "key,vi,en\na,,c\n", ""], ids=["head", "short row", "empty word", "empty"]
)
def test_a_malformed_list_is_an_error(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "bad.csv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(labels.resources, "files", lambda _: tmp_path)
    word_list.cache_clear()
    with pytest.raises(LexiconError, match="key, vi and en"):
        word_list("bad")
    word_list.cache_clear()


USED = re.compile(
    r"""lineage\.word\(\s*"([a-z][\w.-]+)"|data-(?:label|aria|hint)="([a-z][\w.-]+)"|word\('([a-z][\w.-]+)'\)"""
)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_word_that_a_page_asks_for_is_there(built: Built, page: Page) -> None:
    made = page.build(built.briefing, "vi")
    files = [*made.scripts, *frame._FIRST_SCRIPTS]
    known = set(labels.words(["common", *made.words]))
    asked = {key for file in files for groups in USED.findall(frame.template(file)) for key in groups if key}
    asked |= {key for groups in USED.findall(str(made.bar) + str(made.markup)) for key in groups if key}
    assert asked
    missing = asked - known
    assert not {key for key in missing if not key.endswith((".", "-"))}, "words of another list, or of none"


# ---- one file that loads nothing ----


def policy_of(html: str) -> dict[str, list[str]]:
    (content,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    return {name: values for name, *values in (part.split() for part in unescape(content).split("; "))}


def source_of(built: Built, page: Page, lang: str, form: str) -> str:
    return built.page(page, lang, form)[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_policy_allows_these_scripts_and_this_style_and_nothing_else(
    built: Built, page: Page, lang: Language, form: str
) -> None:
    html = source_of(built, page, lang, form)
    policy = policy_of(html)
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == policy["form-action"] == ["'none'"]
    assert sorted(policy) == ["base-uri", "default-src", "form-action", "script-src", "style-src"]
    for name, source in (("script-src", r"<script>(.*?)</script>"), ("style-src", r"<style>(.*?)</style>")):
        texts = re.findall(source, html, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in texts]
        assert policy[name] == [f"'sha256-{digest}'" for digest in digests]
        assert texts
    assert "unsafe" not in html.partition("</head>")[0].partition("<style>")[0]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_markup_asks_for_nothing_and_runs_nothing(built: Built, page: Page, form: str) -> None:
    html = source_of(built, page, "vi", form)
    markup = re.sub(r"<(script|style)[ >].*?</\1>", "", html, flags=re.DOTALL)
    assert not re.search(
        r"""\ssrc\s*=|\sstyle\s*=|\son\w+\s*=|url\(|@import|https?:|srcset|<link|<base|<iframe""", markup
    )
    assert not re.search(r"url\(|@import|https?:", "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL)))
    assert say(label("page.no-script"), "vi") in markup
    assert markup.count("<noscript>") == 1
    assert re.findall(r'href="([^"]+)"', markup) == [page.file for page in PAGES]


OURS = sorted(
    entry.name for entry in resources.files("viz").joinpath("templates").iterdir() if entry.name.endswith(".js")
)


@pytest.mark.parametrize("name", OURS)
def test_our_scripts_put_texts_in_as_texts(name: str) -> None:
    source = frame.template(name)
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert forbidden not in source
    assert not re.search(r"""\.style\s*=|setAttribute\(\s*["']style|\.on(click|error|load)\s*=|cssText""", source)
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|importScripts|sendBeacon)\b", source)
    if not name.startswith(("frame", "start")):
        assert "getElementById" not in source.replace('getElementById("search")', "")
        assert not re.search(r"document\.querySelector(All)?\(", source), (
            "in a file of all pages that finds another page"
        )


@pytest.mark.parametrize("words", HOSTILE)
def test_a_fragment_escapes_what_is_not_markup(words: str) -> None:
    html = frame.fragment("map-bar.html", lang="vi", switches=[(key, words) for key in ["mentions"]])
    inside = html.partition('class="count">+')[2].partition("</span>")[0]
    assert unescape(inside) == words
    assert not set(inside) & set("<>\"'")


@pytest.mark.parametrize("words", HOSTILE)
def test_titles_and_file_names_are_escaped(words: str) -> None:
    page = Section("one", words, Markup(""), FRAGMENT, {"words": words}, (), files={words: b"x"})
    html = frame.html([page], [], lang="vi", as_of=None)
    assert html.count("<script") == html.count("</script>") == len(blocks(html)) + len(policy_of(html)["script-src"])
    assert unescape(html.partition("<title>")[2].partition("</title>")[0]) == words
    assert blocks(html)["data-one"] == {"words": shown(words)}


def test_a_file_of_one_page_leaves_files_beside_it_and_one_of_several_carries_them() -> None:
    pages = [section("one", files={"a.csv": b"1,2"}), section("two")]
    places = [Place("one", "one.html", "One"), Place("two", "two.html", "Two")]
    alone, together = (frame.html(some, places, lang="vi", as_of=None) for some in (pages[:1], pages))
    site = blocks(alone)["site"], blocks(together)["site"]
    assert [one["files"] for one in site] == [{"a.csv": None}, {"a.csv": "MSwy"}]  # type: ignore[index]
    assert [one["whole"] for one in site] == [False, True]  # type: ignore[index]
    assert alone.count("<main") == 1
    assert together.count("<main") == 2
    assert together.count(" hidden>") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", [None, date(2025, 6, 30)], ids=["no day", "a day"])
def test_title_language_and_day_are_said(lang: Language, day: date | None) -> None:
    html = frame.html([section()], [], lang=lang, as_of=day)
    title = html.partition("<title>")[2].partition("</title>")[0]
    assert f'<html lang="{lang}">' in html
    assert title.startswith("Title of one")
    assert (say(label("as-of", date="30/06/2025"), lang) in title) is (day is not None)


# ---- the registry and what is written ----


def test_the_registry_names_every_page_once() -> None:
    assert len(set(NAMES)) == len({page.file for page in PAGES}) == len(PAGES) >= 2
    for page in PAGES:
        assert all(say(page.place.title, lang) for lang in LANGUAGES)
        assert re.fullmatch(r"[a-z]+\.html", page.file)


def test_a_folder_has_every_page_and_the_files_they_offer(built: Built) -> None:
    for lang in LANGUAGES:
        there = {path.name for path in (built.folder / lang).iterdir()}
        offered = {name for page in PAGES for name in page.build(built.briefing, lang).files}
        assert there == {page.file for page in PAGES} | offered
        assert [path.name for path in (built.single / lang).iterdir()] == [brief.SINGLE_FILE]


WRITE = """
import pickle, sys, pathlib
from viz import brief
briefing = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())
out = pathlib.Path(sys.argv[2])
for lang in ("vi", "en"):
    files = [*brief.folder(briefing, lang=lang), ("single.html", brief.single(briefing, lang=lang))]
    for name, content in files:
        (out / f"{lang}-{name}").write_bytes(content)
"""
PLACES = {
    "seed 1": {"PYTHONHASHSEED": "1"},
    "C locale": {"PYTHONHASHSEED": "2", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "TZ": "Asia/Ho_Chi_Minh"},
}


@pytest.mark.parametrize("place", PLACES)
def test_the_same_bytes_in_another_process_locale_and_time_zone(built: Built, place: str, tmp_path: Path) -> None:
    import pickle

    kept = tmp_path / "briefing.pickle"
    kept.write_bytes(pickle.dumps(built.briefing))
    out = tmp_path / "out"
    out.mkdir()
    environment = {**os.environ, **PLACES[place], "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", WRITE, str(kept), str(out)], env=environment, cwd=ROOT, check=True)
    compared = 0
    for lang in LANGUAGES:
        assert (out / f"{lang}-single.html").read_bytes() == (built.single / lang / brief.SINGLE_FILE).read_bytes()
        for path in (built.folder / lang).iterdir():
            assert (out / f"{lang}-{path.name}").read_bytes() == path.read_bytes()
            compared += 1
    assert compared >= 2 * len(PAGES)
