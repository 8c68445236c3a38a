/* What is measured inside a page (tests/browser.py, Browser.check): each function returns what is wrong, as text. */
const visible = (element) => {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.height > 1;
};
const named = (element) => {
  const classes = typeof element.className === "string" && element.className ? "." + element.className : "";
  const part = element.dataset && element.dataset.part ? "[" + element.dataset.part + "]" : "";
  return element.tagName.toLowerCase() + classes + part + ": " + element.textContent.trim().slice(0, 50);
};
/* Elements that have words of their own. */
const holders = () => [...document.body.querySelectorAll("*")].filter((element) =>
  !["SCRIPT", "STYLE", "NOSCRIPT", "OPTION"].includes(element.tagName)
  && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && visible(element));
const size = (element) => {
  const px = parseFloat(getComputedStyle(element).fontSize), matrix = element.getScreenCTM && element.getScreenCTM();
  return matrix ? px * Math.hypot(matrix.a, matrix.b) : px;
};
const meet = (p, q, by) => p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - by && q.top < p.bottom - by;
const pairs = (elements, by) => {
  const boxes = elements.map((element) => [element, element.getBoundingClientRect()]), found = [];
  boxes.forEach(([one, p], place) => boxes.slice(place + 1).forEach(([other, q]) => {
    if (!one.contains(other) && !other.contains(one) && meet(p, q, by)) found.push(named(one) + " / " + named(other));
  }));
  return found;
};
const checks = {
  /* Text of less than 14 pixels, that of a map as it opens too. */
  smallText() {
    const fields = [...document.querySelectorAll("input:not([type=checkbox]), select")].filter(visible), map = lineage.current.map;
    const found = [...holders(), ...fields].filter((element) => size(element) < 13.99).map((element) => size(element) + " " + named(element));
    const px = map && map.state().network ? map.state().network.getScale() * map.page.font.size : 14;
    return px < 13.99 ? [...found, px + " map"] : found;
  },
  /* Text wider than the box that it stands in, and a page wider than its window. */
  clipped() {
    const block = (element) => {
      let box = element;
      while (getComputedStyle(box).display === "inline" && box.parentElement) box = box.parentElement;
      return box;
    };
    const found = new Set();
    for (const element of holders()) {
      const box = block(element), style = getComputedStyle(box);
      if (element.closest("svg") || ["auto", "scroll"].includes(style.overflowX) || box.tagName === "SELECT") continue;
      const cut = style.overflowX !== "visible" && style.textOverflow === "ellipsis";
      if (!cut && box.clientWidth && box.scrollWidth > box.clientWidth + 1) found.add(box.scrollWidth + ">" + box.clientWidth + " " + named(box));
      if (style.overflowY === "hidden" && style.webkitLineClamp === "none" && box.scrollHeight > box.clientHeight + 1) found.add("height " + named(box));
    }
    if (document.documentElement.scrollWidth > innerWidth) found.add("page " + document.documentElement.scrollWidth);
    return [...found];
  },
  overlappingControls() {
    const of = "header a, header button, header input, .bar > *, .bar button, .bar select, .bar input";
    return pairs([...document.querySelectorAll(of)].filter(visible), 1);
  },
  /* Words of a drawing that stand on each other. */
  overlappingWords() {
    return [...document.querySelectorAll("main svg")].filter(visible).flatMap((svg) => pairs([...svg.querySelectorAll("text")].filter(visible), 3));
  },
  /* Cells that say something by their colour alone: filled otherwise than the rest of their row, and empty. */
  colourOnly() {
    const fill = (element) => getComputedStyle(element).backgroundColor;
    const plain = (element) => ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"].includes(fill(element));
    const alike = (cell) => [...cell.parentElement.children].some((other) => other !== cell && fill(other) === fill(cell));
    return [...document.querySelectorAll("main td, main [data-state]")].filter((element) => visible(element) && !plain(element)
      && !element.textContent.trim() && !element.querySelector("svg") && !alike(element)).map(named);
  },
  /* What paper would show and should not, or cut off. The style for paper must be in force. */
  paper() {
    const found = [...document.querySelectorAll("header, .bar button, .bar a, input, select, aside")].filter(visible).map(named);
    for (const element of document.querySelectorAll("main *")) {
      if (!visible(element) || element.closest("svg")) continue;
      const style = getComputedStyle(element);
      if (style.webkitLineClamp !== "none") continue;
      if (style.overflowX !== "visible" && style.textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1) found.push("cut off " + named(element));
      if (style.overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1) found.push("cut off below " + named(element));
    }
    for (const table of [...document.querySelectorAll("main table")].filter(visible)) {
      if (table.getBoundingClientRect().right > innerWidth + 1) found.push("too wide " + named(table));
      if (table.tHead && getComputedStyle(table.tHead).display !== "table-header-group") found.push("head " + named(table));
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push("page wider than paper");
    return found;
  },
  links: () => [...document.querySelectorAll("a[href]")].filter((anchor) => !anchor.download).map((anchor) => anchor.href),
  /* All controls in order; from now on what the focus reaches is noted in window.reached: [place, outlined, name]. */
  controls() {
    const of = "a[href], button, input, select, textarea, summary, [tabindex]";
    const all = [...document.querySelectorAll(of)].filter((element) =>
      element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length);
    window.reached = [];
    document.addEventListener("focusin", ({ target }) => {
      const style = getComputedStyle(target), outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      window.reached.push([all.indexOf(target), outlined || style.boxShadow !== "none", named(target)]);
    });
    if (document.activeElement) document.activeElement.blur();
    return all.map(named);
  },
};
