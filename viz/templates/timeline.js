/* The timeline page: filters, groups, and rows that are made when they come near the view. */
"use strict";
lineage.define("timeline", (page) => {
  const { scaleOf, hatches, drawBehind, swatch } = lineage.timeline;
  const CHUNK = 30, ALL_OPEN = 260, ROW_HEIGHT = 75, HEAD_HEIGHT = 55;
  const data = page.data, rows = lineage.timeline.rows(page), table = page.part("table"), scroll = page.part("scroll");
  const drawn = data.rows.filter((row) => row.drawn), untimed = data.rows.filter((row) => row.untimed);
  const textOf = (row) => [row.path, row.quote[2], ...(row.lead || []), ...(row.deadline || []), row.condition || "", lineage.say(rows.paperOf(row).name)].join(" \n ");
  const index = lineage.index(data.rows, textOf);
  const { passes, tests, KEYS, specs } = lineage.timeline.filters(page, rows, drawn);
  const filters = lineage.filters(page, page.part("filters"), specs, () => draw(true));
  let shown = [], groups = [], chunks = [], scale = null, marked = null;

  /* ---- groups: documents in their order, or years of last days ---- */
  const groupsOf = () => {
    const found = new Map(), late = page.state.sort === "due";
    const ordered = late ? shown.map((row, at) => [row.due || "9999", at, row]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1])).map((one) => one[2]) : shown;
    for (const row of ordered) {
      const year = row.due ? row.due.slice(0, 4) : "none", key = late ? year : rows.paperOf(row).id;
      if (!found.has(key)) {
        const paper = late ? null : rows.paperOf(row);
        const name = late ? () => (year === "none" ? lineage.word("timeline.due-none") : lineage.word("timeline.due-in", { year })) : () => lineage.say(paper.levelName) + " \u00b7 " + lineage.say(paper.name);
        found.set(key, { key, paper, name, rows: [] });
      }
      found.get(key).rows.push(row);
    }
    return [...found.values()];
  };
  const listed = (key) => (page.state[key] || "").split(" ").filter(Boolean);
  const isOpen = (group) => (listed("open").includes(group.key) || (shown.length <= ALL_OPEN || groups.length === 1)) && !listed("folded").includes(group.key);
  const turn = (group) => {
    const open = isOpen(group), without = (key) => listed(key).filter((one) => one !== group.key);
    page.set({ open: [...without("open"), ...(open ? [] : [group.key])].join(" "), folded: [...without("folded"), ...(open ? [group.key] : [])].join(" ") });
    drawRows();
  };
  const toggle = (group) => {
    turn(group);
    const button = [...table.querySelectorAll(".timeline-group")].find((one) => one.dataset.group === group.key);
    if (button) button.querySelector("button").focus();
  };

  /* ---- rows, made in chunks ---- */
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { const chunk = chunks.find((one) => one.body === entry.target); if (chunk) fill(chunk); }
  }, { root: scroll, rootMargin: "900px 0px" });
  const fill = (chunk) => {
    if (chunk.filled) return;
    chunk.filled = true;
    watcher.unobserve(chunk.body);
    chunk.body.replaceChildren(...chunk.items.flatMap(chunk.make));
    chunk.body.removeAttribute("aria-hidden");
    mark();
  };
  /* A body of the table that holds a place for its rows until they are made; with the days of a document behind them. */
  const chunkOf = (items, make, height, paper) => {
    const space = lineage.element("td", { colspan: 2 }), body = lineage.element("tbody", { "aria-hidden": "true" }, lineage.element("tr", {}, space));
    space.style.setProperty("height", items.length * height + "px");
    const days = paper ? paper.claims || (paper.date ? [paper.date] : []) : [];
    for (const [name, day] of [["first", days[0]], ["last", days.length > 1 ? days[days.length - 1] : undefined]]) {
      const place = day ? scale.at(day) : -1;
      if (place < 0 || place > 100) continue;
      body.style.setProperty("--timeline-" + name, place / 100);
      body.classList.add("timeline-has-" + name);
    }
    return { body, items, make, height: items.length * height, filled: false };
  };
  const chunksOf = () => {
    const made = [], head = (group) => rows.headOf(group, scale, isOpen(group), () => toggle(group));
    let folded = [];
    const close = () => { if (folded.length) made.push(chunkOf(folded, head, HEAD_HEIGHT, folded.length === 1 ? folded[0].paper : null)); folded = []; };
    for (const group of groups) {
      folded.push(group);
      const open = isOpen(group);
      if (open || folded.length === CHUNK) close();
      if (open) for (let at = 0; at < group.rows.length; at += CHUNK) made.push(chunkOf(group.rows.slice(at, at + CHUNK), (row) => [rows.rowOf(row, scale, choose)], ROW_HEIGHT, group.paper));
    }
    close();
    return made;
  };
  const drawRows = () => {
    groups = groupsOf();
    watcher.disconnect();
    chunks = chunksOf();
    page.part("axis").replaceChildren(rows.axisOf(scale));
    table.classList.toggle("timeline-parted", scale.parts > 1);
    table.classList.toggle("timeline-dated", Boolean(lineage.site.asOf));
    table.replaceChildren(page.part("axis"), ...chunks.map((chunk) => chunk.body));
    let height = 0;
    for (const chunk of chunks) {
      if (height < innerHeight || shown.length <= ALL_OPEN) fill(chunk); else watcher.observe(chunk.body);
      height += chunk.height;
    }
    page.part("nothing").hidden = shown.length > 0;
    last = signature();
    mark();
  };

  /* ---- choosing ---- */
  const mark = () => {
    if (marked && marked.isConnected && marked.dataset.node === page.state.node) return;
    if (marked) marked.removeAttribute("aria-current");
    marked = page.state.node ? [...table.querySelectorAll("tr[data-node]")].find((one) => one.dataset.node === page.state.node) || null : null;
    if (marked) marked.setAttribute("aria-current", "true");
  };
  const choose = (id) => {
    page.set({ node: id || undefined });
    showNode(false);
  };
  const bring = (id) => {
    const group = groups.find((one) => one.key === id || one.rows.some((row) => row.id === id));
    if (!group) return;
    if (!isOpen(group)) turn(group);
    for (const chunk of chunks) if (chunk.items.includes(group) || chunk.items.some((row) => row.id === id)) fill(chunk);
    mark();
    const target = marked || [...table.querySelectorAll(".timeline-group")].find((one) => one.dataset.group === group.key);
    if (target) target.scrollIntoView({ block: marked ? "center" : "start" });
  };
  /* The panel for the chosen node, and with `move` (an arrival, a link) its row in view. */
  const showNode = (move) => {
    const id = page.state.node, row = id ? rows.byId.get(id) : undefined;
    const there = row && shown.includes(row);
    panel.show(row, row && row.drawn && !there);
    mark();
    if (id && (move || (row && !marked))) bring(id);
    else if (marked) marked.scrollIntoView({ block: "nearest" });
  };
  const panel = lineage.timeline.panel(page, rows, choose);

  /* ---- tasks without a deadline ---- */
  const listUntimed = (some) => {
    const details = page.part("untimed"), list = page.part("untimed-list");
    const objectives = some.filter((row) => row.kind === "objective").length;
    const counts = [["tasks", some.length - objectives], ["objectives", objectives]].filter((one) => one[1]).map(([key, number]) => lineage.word(key, { count: number }));
    details.hidden = !some.length;
    page.part("untimed-head").textContent = lineage.word("timeline.untimed", { count: counts.join(", ") });
    const write = () => {
      if (!details.open || list.childElementCount) return;
      list.append(lineage.make("p", lineage.word("timeline.untimed-note"), "help"));
      const byPaper = new Map();
      for (const row of some) { if (!byPaper.has(row.document)) byPaper.set(row.document, []); byPaper.get(row.document).push(row); }
      for (const [document, of] of byPaper) {
        const held = lineage.element("details", {}, lineage.make("summary", lineage.say(data.documents[document].name) + " (" + of.length + ")"));
        const items = () => { if (held.open && held.childElementCount === 1) held.append(lineage.element("ul", {}, of.map(untimedItem))); };
        held.addEventListener("toggle", items);
        held.open = byPaper.size <= 12;
        items();
        list.append(held);
      }
    };
    list.replaceChildren();
    details.ontoggle = write;
    write();
  };
  const untimedItem = (row) => {
    const button = lineage.button("", () => choose(row.id), "timeline-words");
    button.append(lineage.make("strong", row.path), " ", rows.marker(row)(rows.wordsOf(row)));
    const extra = [rows.kindWords(row), row.lead ? lineage.word("field.lead") + ": " + row.lead.map(rows.flat).join("; ") : "", row.condition ? lineage.word("timeline.condition", { condition: rows.flat(row.condition) }) : ""].filter(Boolean);
    return lineage.element("li", {}, button, lineage.make("div", extra.join(" \u00b7 "), "timeline-lead"));
  };

  /* ---- all together ---- */
  const count = () => {
    const number = (key) => shown.filter((row) => row[key]).length;
    const parts = [shown.length === drawn.length ? lineage.word("timeline.rows", { count: drawn.length }) : lineage.word("timeline.rows-of", { shown: shown.length, count: drawn.length })];
    for (const key of ["later", "dropped", ...(lineage.site.asOf ? ["overdue"] : [])]) if (number(key)) parts.push(lineage.word("timeline." + key + "-count", { count: number(key) }));
    page.part("count").textContent = parts.join(" \u00b7 ");
    page.part("clear").hidden = !KEYS.some((key) => page.state[key]);
    page.part("counted").textContent = lineage.say(data.counted);
    if (lineage.site.asOf) page.part("as-of").textContent = drawn.some((row) => row.overdue) ? rows.overdueWords() : lineage.word("timeline.legend-as-of");
    page.part("beyond").hidden = !(page.state.from || page.state.to);
  };
  /* The axis holds the days of what is shown, within the years chosen; what is open has room to run on in. */
  const fitted = () => {
    if (!data.years) return scaleOf(2000, 2000);
    const years = new Set(lineage.site.asOf ? [Number(lineage.site.asOf.slice(0, 4))] : []), papers = new Set(shown.map((row) => row.document));
    const add = (day, more) => { if (day) years.add(Number(day.slice(0, 4)) + (more || 0)); };
    for (const row of shown) {
      add(row.begin);
      add(row.due);
      if (row.begin && !row.due) add(row.begin, 1);
      for (const one of [...(row.later || []), ...(row.dropped || [])]) add(one.due);
    }
    for (const paper of papers) { add(data.documents[paper].date); (data.documents[paper].claims || []).forEach((day) => add(day)); }
    const found = years.size ? [Math.min(...years), Math.max(...years)] : data.years;
    const from = Number(page.state.from) || found[0], to = Number(page.state.to) || Math.max(found[1], from);
    return scaleOf(Math.min(from, to), to);
  };
  const draw = (refresh) => {
    const phrase = page.phrase(), hits = phrase ? new Set(index.find(phrase)) : null;
    const found = (row) => !hits || hits.has(row);
    shown = drawn.filter((row) => found(row) && passes(row));
    scale = fitted();
    drawBehind(table, scale, lineage.site.asOf);
    table.classList.toggle("timeline-no-days", !data.years);
    page.part("sort").value = page.state.sort === "due" ? "due" : "";
    if (refresh) filters.refresh();
    count();
    drawRows();
    listUntimed(untimed.filter((row) => found(row) && ["document", "level", "lead"].every((key) => !page.state[key] || tests[key](row, page.state[key]))));
  };
  page.part("defs").append(...hatches());
  const swatches = () => { for (const holder of page.root.querySelectorAll("[data-swatch]")) holder.replaceChildren(swatch(holder.dataset.swatch)); };

  page.part("sort").addEventListener("change", (event) => { page.set({ sort: event.target.value || undefined, open: undefined, folded: undefined }); draw(false); });
  page.part("clear").addEventListener("click", () => filters.clear());
  page.part("csv").addEventListener("click", () => lineage.save(lineage.word("timeline.file"), csv(), "text/csv;charset=utf-8"));
  addEventListener("beforeprint", () => { if (lineage.current === page) chunks.forEach(fill); });
  const csv = page.csv = () => lineage.timeline.csv(page, rows, groups.flatMap((group) => group.rows));
  let searched = "", last = "";
  /* What is drawn depends on the state but for the chosen node: choosing draws nothing anew. */
  const signature = () => JSON.stringify([lineage.lang, ...[...KEYS, "q", "sort", "open", "folded"].map((key) => page.state[key] || "")]);
  const all = (move) => {
    searched = page.phrase();
    if (last !== signature()) draw(true);
    showNode(move);
  };
  return {
    update: () => { swatches(); all(true); },
    search: () => { if (searched !== page.phrase()) { searched = page.phrase(); draw(false); panel.show(rows.byId.get(page.state.node), false); } },
    speak: () => { last = ""; all(false); },
    enter: () => { if (shown.length) choose(groups[0].rows[0].id); },
    escape: () => { if (page.state.node) choose(null); else if (page.state.q) { lineage.clearSearch(); searched = ""; draw(false); } },
  };
});
