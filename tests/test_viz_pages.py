"""Every page of a briefing in a real browser: what the registry names is opened, in both languages, alone and together.

A further page is covered as soon as `viz.registry.PAGES` has it; nothing here knows what a page shows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from graph.messages import Language
from tests.briefings import Built
from tests.browser import ENTER, ESCAPE, TAB, Browser
from tests.conftest import absent
from viz.labels import LANGUAGES, label, say
from viz.registry import PAGES, Page

NAMES = [page.name for page in PAGES]
FORMS = ("folder", "single")
CASES = [(page, lang, form) for page in PAGES for lang in LANGUAGES for form in FORMS]
IDS = [f"{page.name}-{lang}-{form}" for page, lang, form in CASES]
MOST_FILTERS = 3  # of those that a page has, which all work alike
MOST_TABS = 150  # of a list of hundreds of buttons the first ones are walked through

Show = Callable[..., str]


@pytest.fixture
def show(browser: Browser, built: Built) -> Show:
    """Opens a page: show(page, lang="vi", form="folder", size="laptop", state="")."""

    def opened(page: Page, lang: str = "vi", form: str = "folder", *, size: str = "laptop", state: str = "") -> str:
        path, shown = built.page(page, lang, form)
        return browser.visit(path, size, state="&".join(filter(None, (shown, state))))

    return opened


@pytest.mark.parametrize(("page", "lang", "form"), CASES, ids=IDS)
def test_a_page_opens_offline_without_a_word_on_the_console(
    browser: Browser, show: Show, page: Page, lang: Language, form: str
) -> None:
    address = show(page, lang, form)
    assert browser.run("return lineage.current.name") == page.name
    assert browser.run("return document.documentElement.lang") == lang
    assert [url.partition("#")[0] for url in browser.requests()] == [address]
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.logs() == []
    assert browser.run("return document.querySelectorAll('img, iframe, object, embed, link, base').length") == 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_text_is_large_enough_and_nothing_overlaps_or_overflows(
    browser: Browser, show: Show, page: Page, lang: Language
) -> None:
    show(page, lang, size="small")
    found = {
        check: browser.check(check)
        for check in ("smallText", "clipped", "overlappingControls", "overlappingWords", "colourOnly")
    }
    assert {check: wrong for check, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_to_pages_that_are_there_and_to_things_that_they_have(
    browser: Browser, show: Show, built: Built, page: Page, lang: Language
) -> None:
    show(page, lang)
    known = {*built.briefing.documents, *built.briefing.task}
    files = {path.name for path in (built.folder / lang).iterdir()}
    links = {str(link) for link in browser.check("links")}
    assert len(links) >= len(PAGES)
    for link in sorted(links):
        parts = urlsplit(link)
        assert parts.scheme == "file"
        assert unquote(parts.path).rpartition("/")[2] in files, link
        state = parse_qs(parts.fragment, strict_parsing=bool(parts.fragment))
        assert known.issuperset(state.get("node", [])), link


def test_links_of_the_single_file_stay_in_it(browser: Browser, show: Show, built: Built) -> None:
    names = {page.name for page in PAGES}
    for page in PAGES:
        address = show(page, form="single")
        links = [urlsplit(str(link)) for link in browser.check("links")]
        assert links
        assert {link._replace(fragment="").geturl() for link in links} == {address}
        assert {parse_qs(link.fragment)["page"][0] for link in links} <= names


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_between_pages_select_what_they_name(browser: Browser, show: Show, page: Page) -> None:
    """A few links of each kind are followed, and the page that they lead to knows what they name."""
    show(page)
    kinds: dict[tuple[str, ...], str] = {}
    for link in sorted(str(link) for link in browser.check("links")):
        parts = urlsplit(link)
        state = parse_qs(parts.fragment)
        if "node" in state:
            kinds.setdefault((parts.path, *sorted(state), str("/task/" in state["node"][0])), link)
    for link in kinds.values():
        browser.visit(Path(unquote(urlsplit(link).path)), state=urlsplit(link).fragment)
        wanted = parse_qs(urlsplit(link).fragment)["node"][0]
        assert browser.run("return lineage.current.state.node") == wanted, link
        assert browser.logs() == []


# ---- state ----

PHRASES = ("đảng", "kế hoạch", "đề án", "nhiệm vụ", "ủy ban")
MARKS = """
const marks = [...lineage.current.root.querySelectorAll("mark")].filter((one) => one.checkVisibility());
return marks.map((one) => one.textContent);"""
TYPE = "const b = document.getElementById('search'); b.value = arguments[0]; b.dispatchEvent(new Event('input'));"
BODY = "return lineage.current.root.innerText"
SEARCHED = [page for page in PAGES if page.name != "overview"]


def marks(browser: Browser, words: str) -> list[str]:
    browser.run(TYPE, words)
    browser.settle()
    return list(browser.run(MARKS))


@pytest.mark.parametrize("page", SEARCHED, ids=[page.name for page in SEARCHED])
def test_search_knows_no_accents_and_marks_what_it_found(browser: Browser, show: Show, page: Page) -> None:
    show(page)
    assert browser.run("return document.getElementById('search').checkVisibility()")
    found = {phrase: marks(browser, phrase) for phrase in PHRASES}
    words = [phrase for phrase, marked in found.items() if marked]
    assert words, "no phrase is on the page"
    for phrase in words[:2]:
        bare = re.sub("[đ]", "d", phrase).translate(str.maketrans("ảếạềáệụủ", "aeaeaeuu"))
        for variant in (bare, phrase.upper(), phrase.replace(" ", "\u00a0"), phrase.replace("ủy", "uỷ"), f" {phrase} "):
            assert marks(browser, variant) == found[phrase], variant
    assert marks(browser, "không đâu có chữ này zzz") == []
    assert browser.logs() == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", SEARCHED, ids=[page.name for page in SEARCHED])
def test_a_search_survives_reloading_and_the_language(browser: Browser, show: Show, page: Page, lang: Language) -> None:
    show(page, lang)
    phrase = next(phrase for phrase in PHRASES if marks(browser, phrase))
    marked, body = marks(browser, phrase), browser.run(BODY)
    assert parse_qs(urlsplit(browser.driver.current_url).fragment)["q"] == [phrase]
    reload(browser)
    assert browser.run("return document.getElementById('search').value") == phrase
    assert browser.run(MARKS) == marked
    assert browser.run(BODY) == body
    browser.run("document.getElementById('language').click()")
    browser.settle()
    other = "en" if lang == "vi" else "vi"
    assert browser.run("return document.documentElement.lang") == other
    assert browser.run("return document.getElementById('search').value") == phrase
    assert browser.run("return lineage.current.root.innerText") != body
    state = parse_qs(urlsplit(browser.driver.current_url).fragment)
    assert (state["q"], state["lang"]) == ([phrase], [other])
    switched = browser.run(BODY)
    reload(browser)
    assert browser.run("return document.documentElement.lang") == other
    assert browser.run(BODY) == switched
    assert browser.logs() == []


FILTERS = "return [...lineage.current.root.querySelectorAll('[data-filter]')].map((select) => select.dataset.filter)"
FILTER = "const select = lineage.current.root.querySelector(`[data-filter='${arguments[0]}']`);"
CHOOSE_FILTER = f"""{FILTER}
select.value = [...select.options].find((one) => one.value && one.value !== select.value).value;
select.dispatchEvent(new Event("change", {{ bubbles: true }}));
return select.value;"""
FOLLOW = """document.querySelector('[data-link="' + arguments[0] + '"]').click()"""
SHOWN = """
return document.documentElement.dataset.ready === "yes" && lineage.current && lineage.current.name === arguments[0];"""


def reload(browser: Browser) -> None:
    browser.driver.refresh()
    browser.until("return document.documentElement.dataset.ready === 'yes'")
    browser.settle()


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_filters_stand_in_the_address_and_survive_reloading(browser: Browser, show: Show, page: Page) -> None:
    show(page)
    keys = browser.run(FILTERS)
    for key in keys[:MOST_FILTERS]:
        show(page)
        browser.settle()
        chosen = browser.run(CHOOSE_FILTER, key)
        browser.settle()
        assert parse_qs(urlsplit(browser.driver.current_url).fragment)[key] == [chosen]
        body = browser.run(BODY)
        reload(browser)
        assert browser.run(f"{FILTER} return select.value", key) == chosen
        assert browser.run(BODY) == body
    assert browser.logs() == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_back_and_forward_between_pages_keep_what_was_there(browser: Browser, show: Show, page: Page) -> None:
    other = PAGES[1] if page is PAGES[0] else PAGES[0]
    show(page)
    browser.run(TYPE, "ke hoach")
    here = browser.driver.current_url
    browser.run(FOLLOW, other.name)
    arrived(browser, other)
    browser.driver.back()
    arrived(browser, page)
    assert browser.driver.current_url == here
    if page in SEARCHED:
        assert browser.run("return document.getElementById('search').value") == "ke hoach"
    browser.driver.forward()
    arrived(browser, other)
    assert browser.logs() == []


def arrived(browser: Browser, page: Page) -> None:
    """Wait until the page is shown, the one before it being torn down meanwhile."""
    browser.until(f"try {{ {SHOWN} }} catch (error) {{ return false; }}", page.name)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_single_file_goes_back_and_forward_too(browser: Browser, show: Show, page: Page) -> None:
    other = PAGES[1] if page is PAGES[0] else PAGES[0]
    show(page, form="single")
    browser.run(FOLLOW, other.name)
    arrived(browser, other)
    browser.driver.back()
    arrived(browser, page)
    assert browser.run("return [...document.querySelectorAll('main')].filter((m) => !m.hidden).length") == 1
    assert browser.logs() == []


# ---- keyboard ----


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_keyboard_reaches_every_control_in_order_and_shows_where_it_is(
    browser: Browser, show: Show, page: Page
) -> None:
    show(page)
    controls = browser.check("controls")
    steps = min(len(controls), MOST_TABS)
    browser.keys(TAB * steps)
    reached = browser.run("return window.reached")
    assert [place for place, _, _ in reached] == list(range(steps)), (controls[:5], reached[:5])
    assert [name for _, outlined, name in reached if not outlined] == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_key_leads_past_the_head_to_the_contents(browser: Browser, show: Show, page: Page) -> None:
    show(page)
    browser.keys(TAB)
    assert browser.run("return document.activeElement.id") == "skip"
    assert browser.run("return document.activeElement.getBoundingClientRect().height") > 10
    browser.keys(ENTER)
    assert browser.run("return lineage.current.root.contains(document.activeElement)")
    assert not browser.run("return lineage.current.root.querySelector('.bar').contains(document.activeElement)")
    browser.keys("/")
    if page in SEARCHED:
        assert browser.run("return document.activeElement.id") == "search"
        browser.keys("ke", ESCAPE)
        assert browser.run("return document.getElementById('search').value") == ""
        assert "q=" not in browser.driver.current_url


# ---- paper ----

A3 = re.compile(rb"/MediaBox ?\[ ?0 0 119\d(?:\.\d+)? 84\d(?:\.\d+)? ?\]")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_paper_is_a3_vectors_with_nothing_cut_off(browser: Browser, show: Show, page: Page, lang: Language) -> None:
    show(page, lang)
    paper = browser.paper()
    pages = len(re.findall(rb"/Type /Page\b", paper))
    assert 1 <= pages <= 80
    assert len(A3.findall(paper)) == pages
    assert b"/Subtype /Image" not in paper
    assert b"/FontDescriptor" in paper
    wide = {"width": 1512, "height": 1047, "deviceScaleFactor": 1, "mobile": False}  # A3 across, less its margins
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", wide)
    try:
        assert browser.check("paper") == []
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


# ---- axe ----


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, which the continuous integration installs from npm."""
    path = os.environ.get("LINEAGE_AXE", "")
    if not path or not Path(path).is_file():
        absent("axe-core (LINEAGE_AXE names its axe.min.js)")
    return Path(path).read_text(encoding="utf-8")


RUN_AXE = """
const done = arguments[arguments.length - 1], where = (node) => node.html.slice(0, 160);
const told = (one) => one.id + ": " + one.help + " " + one.nodes.slice(0, 4).map(where).join(" | ");
axe.run(document, { resultTypes: ["violations"] }).then(
  ({ violations, passes }) => done([passes.length, violations.map(told)]), (error) => done([0, [String(error)]]));"""
SELECT = """
const places = "[data-node], tbody button, tbody [tabindex], .list button, tbody a[href*='finding=']";
const pressed = lineage.current.root.querySelector(places);
if (pressed) pressed.click();
return Boolean(pressed);"""


OPENED = [(page, lang, False) for page in PAGES for lang in LANGUAGES] + [(page, "vi", True) for page in PAGES]


@pytest.mark.parametrize(
    ("page", "lang", "selected"),
    OPENED,
    ids=[f"{page.name}-{lang}-{'selected' if selected else 'opened'}" for page, lang, selected in OPENED],
)
def test_axe_finds_nothing(browser: Browser, show: Show, axe: str, page: Page, lang: Language, selected: bool) -> None:
    show(page, lang)
    if selected and not browser.run(SELECT):
        assert page.name == "overview", "nothing to select"
    browser.run(axe)
    passed, violations = browser.wait(RUN_AXE)
    assert violations == []
    assert passed > 10


def test_axe_would_find_something(browser: Browser, show: Show, axe: str) -> None:
    show(PAGES[0])
    browser.run("const b = document.createElement('button'); lineage.current.root.append(b);")
    browser.run(axe)
    assert any(one.startswith("button-name") for one in browser.wait(RUN_AXE)[1])


def test_counts() -> None:
    assert len(CASES) == len(PAGES) * 4
    assert say(label("page.no-script"), "vi")
