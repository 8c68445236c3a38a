"""Pages in real headless Chromium: opening them from disk, typing and pressing, and measuring what is drawn."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from graph.messages import Language
from tests.conftest import absent
from viz import frame
from viz.frame import Place, Section

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SIZES = {"laptop": (1366, 768), "projector": (1920, 1080), "small": (1280, 720)}
LOOKED_AT = ("laptop", "projector")
TAB, ENTER, ESCAPE, DOWN = "\ue004", "\ue007", "\ue00c", "\ue015"
READY = "return document.documentElement.dataset.ready === 'yes' && document.fonts.status === 'loaded'"
CHECKS = (Path(__file__).parent / "page_checks.js").read_text(encoding="utf-8")
_LONGEST_SCRIPT = 120  # seconds
_LONGEST_WAIT = 20  # seconds until a page must be ready; how fast it has to be is measured elsewhere

SEARCH = """
const box = document.getElementById("search");
box.value = arguments[0];
box.dispatchEvent(new Event("input"));"""
SETTLED = """
const done = arguments[arguments.length - 1], most = performance.now() + 5000;
let last = performance.now();
const observer = new MutationObserver(() => { last = performance.now(); });
observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
const look = () => {
  const now = performance.now();
  if (now - last < 100 && now < most) { setTimeout(look, 20); return; }
  observer.disconnect();
  done(true);
};
look();"""
LISTED = "return [...lineage.current.part('list').querySelectorAll('[data-node]')].map((one) => one.dataset.node)"
MAP = "const map = lineage.current.map, { scene } = map.state(), boxes = map.boxes, page = map.page;"
OVERLAPPING = f"""{MAP}
const ids = Object.keys(scene.at), bad = [];
const corners = (id) => {{
  const b = boxes.get(id).box, [x, y] = scene.at[id];
  return [x - b.w / 2, y - b.h / 2, x + b.w / 2, y + b.h / 2];
}};
const meet = (p, q) => p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
ids.forEach((a, i) => ids.slice(i + 1).forEach((b) => {{ if (meet(corners(a), corners(b))) bad.push([a, b]); }}));
return bad;"""
CROSSED = f"""{MAP}
const path = document.createElementNS("http://www.w3.org/2000/svg", "path"), bad = [];
for (const route of scene.edges) {{
  const edge = map.carried.edges[route.edge];
  path.setAttribute("d", route.d);
  for (let l = 0; l <= path.getTotalLength(); l += 3) {{
    const p = path.getPointAtLength(l);
    for (const id of Object.keys(scene.at)) {{
      const b = boxes.get(id).box, [x, y] = scene.at[id];
      const inside = Math.abs(p.x - x) < b.w / 2 - 1 && Math.abs(p.y - y) < b.h / 2 - 1;
      if (inside && id !== edge.from && id !== edge.to) bad.push([edge.from, edge.to, id]);
    }}
  }}
}}
return bad;"""
TOO_WIDE = f"""{MAP}
const context = document.createElement("canvas").getContext("2d"), bad = [];
for (const [id, {{ box }}] of boxes) {{
  for (const language of ["vi", "en"]) for (const [either, tone] of box.lines[language] || box.lines) {{
    const text = either[language] || either;
    context.font = lineage.font(page, tone === "strong" || tone === "warning", page.font.size);
    const mark = tone === "warning" ? 21 : 0, badge = box.size && tone === "strong" ? 44 : 0;
    const wide = context.measureText(text).width, room = box.w - box.inset - mark - badge - 3;
    if (wide > room || (box.shrink || 1) !== 1) bad.push([id, text, wide, room]);
  }}
  const lines = (box.lines.vi || box.lines).length;
  if (lines * page.font.line + 2 * box.pad > box.h + 0.5) bad.push([id, "height"]);
}}
return bad;"""


class Made(Protocol):
    """What tells a fresh folder for a name, as pytest's factory does."""

    def mktemp(self, basename: str) -> Path: ...


def page_of(section: Section, *, lang: Language = "vi", places: Sequence[Place] = ()) -> str:
    """The HTML of one page alone."""
    return frame.html([section], places, lang=lang, as_of=None)


class Browser:
    """Chromium with one page open at a time."""

    def __init__(self, profile: Path, folder: Path) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(str(DRIVER)), options=options)
        self.driver.set_script_timeout(_LONGEST_SCRIPT)
        self.folder = folder

    def open(self, html: str, size: str = "laptop", *, state: str = "") -> str:
        """Show a page of one file; its address."""
        page = self.folder / "page.html"
        page.write_text(html, encoding="utf-8", newline="\n")
        return self.visit(page, size, state=state)

    def visit(self, page: Path, size: str = "laptop", *, state: str = "") -> str:
        """Show a file, with `state` (what follows #) in its address, and wait until it is drawn; its address."""
        width, height = SIZES[size]
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get("about:blank")
        self.logs()
        self.driver.get_log("performance")
        self.driver.get(page.as_uri() + (f"#{state}" if state else ""))
        self.until(READY)
        return page.as_uri()

    def until(self, script: str, *arguments: object) -> None:
        """Wait until the script returns true."""
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, _LONGEST_WAIT, poll_frequency=0.02).until(lambda _: self.run(script, *arguments))

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def check(self, name: str) -> list[Any]:
        """What the function `name` of page_checks.js finds."""
        return list(self.run(f"{CHECKS}\nreturn checks.{name}();"))

    def wait(self, script: str, *arguments: object) -> Any:
        """Run a script whose last argument is what it calls with its result."""
        return self.driver.execute_async_script(script, *arguments)

    def settle(self) -> None:
        """Wait until nothing on the page has changed for a tenth of a second."""
        self.wait(SETTLED)

    def logs(self) -> list[Any]:
        """What the console has said since the last call."""
        return list(self.driver.get_log("browser"))

    def requests(self) -> list[str]:
        """Addresses asked for since the page was opened, data: and blob: left out where the page made them itself."""
        entries = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [
            entry["params"]["request"]["url"] for entry in entries if entry["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in sent if url != "about:blank"]

    def keys(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def overlapping(self) -> list[Any]:
        """Pairs of boxes of the map that overlap."""
        return list(self.run(OVERLAPPING))

    def crossed(self) -> list[Any]:
        """Boxes that a line of the map runs through, its own two ends left out."""
        return list(self.run(CROSSED))

    def too_wide(self) -> list[Any]:
        """Lines of text, in either language, that run out of their boxes."""
        return list(self.run(TOO_WIDE))

    def search(self, words: str) -> list[str]:
        """Type into the search box; the nodes that are then listed."""
        self.run(SEARCH, words)
        return list(self.run(LISTED))

    def press(self, node: str) -> None:
        """Press the button of a node in the list, if it is there."""
        self.run(
            "const one = [...lineage.current.part('list').querySelectorAll('[data-node]')]"
            ".find((b) => b.dataset.node === arguments[0]); if (one) one.click()",
            node,
        )

    def click(self, part: str) -> None:
        """Press a part of the page shown."""
        self.run("lineage.current.part(arguments[0]).click()", part)

    def text(self, part: str) -> str:
        """The words of a part, as shown."""
        return str(self.run("return lineage.current.part(arguments[0]).innerText", part))

    def paper(self) -> bytes:
        """The page as PDF, in the paper's size that its style asks for."""
        options = {"preferCSSPageSize": True, "printBackground": True}
        return base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", options)["data"])


def start(folders: Made) -> Browser:
    """A browser of its own; skips, or fails under continuous integration, where there is none."""
    if not (CHROMIUM.exists() and DRIVER.exists()):
        absent("a browser (chromium and chromedriver)")
    try:
        import selenium  # noqa: F401
    except ImportError:
        absent("the package selenium")
    return Browser(folders.mktemp("profile"), folders.mktemp("pages"))
