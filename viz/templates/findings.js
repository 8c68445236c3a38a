/* Findings: filtered, searched and sorted; by kind with the first of each, or one list; drawn as far as one scrolls. */
"use strict";
lineage.define("findings", (page) => {
  const FIRST = 3, STEP = 12, GRAVITY = { high: 0, medium: 1, low: 2 };
  const { data } = page, rows = lineage.findingRows(page), all = data.findings;
  const place = (at) => (at === undefined ? null : data.places[at]);
  const placesOf = (one) => [place(one.at), place(one.against)].filter(Boolean);
  all.forEach((one, at) => {
    one.number = at + 1;
    one.extra = one.tasks || [];
    one.tasks = [...placesOf(one).map((each) => each.task).filter(Boolean), ...one.extra];
    one.documents = [...new Set([...placesOf(one).map((each) => each.document), ...(one.documents || [])])];
    one.agencies = one.agencies || [];
  });
  const byId = new Map(all.map((one) => [one.id, one]));
  const words = (one) => placesOf(one).map((each) => [each.name, each.path, each.file, each.quote].filter(Boolean).map(lineage.say).join(" \n ")).join(" \n ");
  const both = (text) => (text && typeof text === "object" ? text.vi + " \n " + text.en : text || "");
  const textOf = (one) => [both(data.checks[one.check].title), both(one.message), words(one), one.agencies.map((at) => data.agencies[at]).join(" \n "), one.id].join(" \n ");
  const index = lineage.index(all, textOf);

  /* ---- which findings ---- */
  const levelOf = (id) => (data.documents[id] || {}).level;
  const has = { severity: (one, value) => one.severity === value, check: (one, value) => one.check === value,
    document: (one, value) => one.documents.includes(value), level: (one, value) => one.documents.some((id) => levelOf(id) === value),
    agency: (one, value) => one.agencies.some((at) => data.agencies[at].toLowerCase() === value.toLowerCase()) };
  const about = (one, node) => (node.includes("/task/") ? one.tasks.includes(node) : one.documents.includes(node));
  const chosen = () => {
    const { state } = page, phrase = page.phrase(), hits = phrase ? index.find(phrase) : [], found = phrase ? new Set(hits) : null;
    /* What was found together is marked together; only a search for words apart marks each of them. */
    page.wanted = hits.length && lineage.fold(textOf(hits[0])).includes(phrase) ? [phrase] : phrase;
    return all.filter((one) => (!found || found.has(one)) && (!state.node || about(one, state.node))
      && Object.entries(has).every(([key, holds]) => !state[key] || holds(one, state[key])));
  };
  const narrowed = () => Boolean(page.phrase() || page.state.node || Object.keys(has).some((key) => page.state[key]));

  /* ---- filters: what they offer never changes, so that it is counted once ---- */
  const LEVELS = ["central", "province", "district", "commune"], collator = new Intl.Collator("vi", { numeric: true });
  const levelNames = Object.fromEntries(Object.values(data.documents).filter((one) => one.level).map((one) => [one.level, one.levelName]));
  const offered = (valuesOf) => {
    const counts = new Map();
    for (const one of all) {
      const values = valuesOf(one);
      for (const value of values.length > 1 ? new Set(values) : values) counts.set(value, (counts.get(value) || 0) + 1);
    }
    return [...counts];
  };
  const offers = [
    { key: "severity", values: offered((one) => [one.severity]), text: (value) => data.severities[value], rank: (value) => GRAVITY[value] },
    { key: "check", values: offered((one) => [one.check]), text: (value) => data.checks[value].title },
    { key: "document", values: offered((one) => one.documents), text: (value) => data.documents[value].name },
    { key: "level", values: offered((one) => one.documents.map(levelOf).filter(Boolean)), text: (value) => levelNames[value], rank: (value) => LEVELS.indexOf(value) },
    { key: "agency", values: offered((one) => one.agencies.map((at) => data.agencies[at])), text: (value) => value },
  ];
  const specs = () => offers.map(({ key, values, text, rank }) => {
    const options = values.map(([value, count]) => ({ value, count, text: text(value) }));
    options.sort((a, b) => (rank ? rank(a.value) - rank(b.value) : collator.compare(lineage.say(a.text), lineage.say(b.text))));
    return { key, options, label: "findings." + key, all: "findings.all-" + key };
  });
  const filters = lineage.filters(page, page.part("filters"), specs, () => draw());

  /* ---- the table ---- */
  /* Places and titles as numbers in their order: twenty thousand of them are sorted at once. */
  const ranked = (items, textOf) => {
    const order = items.map((item, at) => [textOf(item), at]).sort((a, b) => collator.compare(a[0], b[0])), ranks = [];
    order.forEach(([, at], rank) => { ranks[at] = rank; });
    return ranks;
  };
  let placeRanks = null;
  const spot = (at) => {
    placeRanks = placeRanks || ranked(data.places, (one) => [lineage.say(one.name), one.file, one.line || 0, one.path].join(" "));
    return at === undefined ? null : placeRanks[at];
  };
  const codes = Object.keys(data.checks), titleRanks = {};
  const titleRank = (code) => {
    titleRanks[lineage.lang] = titleRanks[lineage.lang] || ranked(codes, (one) => lineage.say(data.checks[one].title));
    return titleRanks[lineage.lang][codes.indexOf(code)];
  };
  const sorting = lineage.sorting(page, [
    { key: "severity", label: "findings.head-number", className: "number", value: (one) => GRAVITY[one.severity] },
    { key: "title", label: "findings.head-what", value: (one) => titleRank(one.check) },
    { key: "place", label: "findings.head-at", value: (one) => spot(one.at) },
    { key: "against", label: "findings.head-against", value: (one) => spot(one.against) },
  ], () => draw());
  const open = () => (page.state.open || "").split(" ").filter(Boolean);
  const turn = (key) => {
    const before = open(), top = page.part("scroll").scrollTop;
    page.set({ open: (before.includes(key) ? before.filter((one) => one !== key) : [...before, key]).join(" ") || undefined });
    draw();
    fillTo(top + page.part("scroll").clientHeight);
    page.part("scroll").scrollTop = top;
    const again = [...page.root.querySelectorAll("[data-more]")].find((button) => button.dataset.more === key);
    if (again) again.focus({ preventScroll: true });
  };
  /* What is drawn, from the first on: heads, findings and buttons, as functions that make a row. */
  const lines = (found, whole) => {
    if (page.state.sort) return sorting.sorted(found).map((one) => () => rows.row(one, true));
    const groups = new Map();
    for (const one of found) {
      const key = one.severity + "." + one.check;
      if (!groups.has(key)) groups.set(key, { key, severity: one.severity, check: one.check, members: [] });
      groups.get(key).members.push(one);
    }
    return [...groups.values()].flatMap((group) => {
      group.all = group.members.length;
      const opened = open().includes(group.key) || open().includes("all"), every = whole || narrowed() || opened || group.all <= FIRST + 1;
      const kept = group.members.filter((one, at) => every || at < FIRST || one.id === page.state.finding);
      Object.assign(group, { open: opened, hidden: group.all - kept.length });
      const button = group.hidden || (opened && group.all > FIRST + 1 && !narrowed() && !whole && !open().includes("all"));
      return [() => rows.head(group), ...kept.map((one) => () => rows.row(one, false)), ...(button ? [() => rows.more(group, () => turn(group.key))] : [])];
    });
  };
  let waiting = [], drawn = 0;
  const fill = (count) => {
    const until = Math.min(waiting.length, drawn + (count || STEP)), part = document.createDocumentFragment();
    for (; drawn < until; drawn += 1) part.append(waiting[drawn]());
    page.part("rows").append(part);
  };
  const fillTo = (height) => { while (drawn < waiting.length && page.part("scroll").scrollHeight < height) fill(); };
  const fillSeen = () => {
    const scroll = page.part("scroll");
    fillTo(scroll.scrollTop + 1.25 * scroll.clientHeight);
  };
  const draw = (whole) => {
    const found = chosen();
    waiting = lines(found, whole);
    drawn = 0;
    page.part("head").replaceChildren(sorting.head());
    page.part("rows").replaceChildren();
    page.part("table").classList.toggle("flat", Boolean(page.state.sort));
    page.part("scroll").scrollTop = 0;
    if (whole) fill(waiting.length); else { fill(); fillSeen(); }
    tell(found);
  };
  const tell = (found) => {
    page.part("count").textContent = lineage.word(narrowed() ? "findings.shown" : "findings.all", { count: found.length, all: all.length });
    page.part("table").hidden = !found.length;
    page.part("empty").hidden = Boolean(found.length);
    page.part("empty").textContent = lineage.word(all.length ? "findings.none-here" : "findings.none");
    page.part("clear").hidden = !narrowed();
    page.part("csv").disabled = !found.length;
    page.part("folds").hidden = Boolean(narrowed() || page.state.sort || !all.length);
    page.part("folds").textContent = lineage.word(open().includes("all") ? "findings.fold-all" : "findings.unfold-all");
    const note = page.part("about"), node = page.state.node;
    note.hidden = !node;
    if (node) note.replaceChildren(lineage.word(node.includes("/task/") ? "findings.about-task" : "findings.about-document", { name: nameOf(node) }) + " ", lineage.button(lineage.word("findings.clear-about"), () => { page.set({ node: undefined }); draw(); page.part("scroll").focus(); }));
  };
  const nameOf = (node) => {
    const [document, path] = node.split("/task/"), known = data.documents[document], name = known ? lineage.say(known.name) : document;
    return path ? name + " \u00b7 " + path : name;
  };

  /* ---- words, files, keys ---- */
  const write = () => {
    filters.refresh();
    const differs = all.some((one) => one.here || one.there);
    page.part("legend").replaceChildren(...(differs ? [lineage.element("u", {}, "2018"), " ", lineage.word("findings.differs")] : []));
    page.part("unchecked").textContent = data.unchecked.length ? lineage.word("findings.unchecked", { checks: data.unchecked.map(lineage.say).join("; ").toLowerCase() }) : "";
    const link = data.file && lineage.fileLink(data.file, lineage.word("findings.xlsx"));
    if (link) link.title = lineage.word("findings.xlsx-hint");
    page.part("file").replaceChildren(...(link ? [link] : []));
  };
  const side = (at) => { const one = place(at); return one ? [one.name, lineage.reference(one.file, one.line) + (one.path ? ", " + one.path : ""), one.quote || ""] : ["", "", ""]; };
  const csv = () => {
    const head = ["id", "severity", "title", "message", "document", "place", "quote", "other-document", "other-place", "other-quote", "settle"].map((key) => lineage.word("findings.column-" + key));
    const list = sorting.sorted(chosen()).map((one) => [one.id, lineage.say(data.severities[one.severity]), lineage.say(data.checks[one.check].title), lineage.say(one.message), ...side(one.at).map(lineage.say), ...side(one.against).map(lineage.say), lineage.say(data.checks[one.check].settle)]);
    lineage.save("findings.csv", lineage.csv([head, ...list]), "text/csv;charset=utf-8");
  };
  /* Brings the finding that the URL names into view, whatever filter would hide it. */
  const reveal = () => {
    const wanted = byId.get(page.state.finding);
    if (!wanted) return;
    if (!chosen().includes(wanted)) {
      page.set(Object.fromEntries([...Object.keys(has), "node"].map((key) => [key, undefined])));
      lineage.clearSearch();
      filters.refresh();
      draw();
    }
    const row = () => [...page.part("rows").children].find((one) => one.dataset.finding === wanted.id);
    while (!row() && drawn < waiting.length) fill();
    if (!row()) return;
    row().scrollIntoView({ block: "center" });
    row().querySelector("a").focus({ preventScroll: true });
  };
  page.part("clear").addEventListener("click", () => { page.set({ node: undefined, finding: undefined }); lineage.clearSearch(); filters.clear(); });
  page.part("folds").addEventListener("click", () => { page.set({ open: open().includes("all") ? undefined : "all" }); draw(); });
  page.part("csv").addEventListener("click", csv);
  page.part("scroll").addEventListener("scroll", fillSeen, { passive: true });
  page.part("rows").addEventListener("focusin", () => { if (drawn < waiting.length) fill(); });
  page.part("rows").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key], row = event.target.closest("tr[data-finding]");
    if (!step || !row) return;
    event.preventDefault();
    let next = row;
    do next = step > 0 ? next.nextElementSibling : next.previousElementSibling; while (next && !next.dataset.finding);
    if (next) next.querySelector("a").focus();
  });
  window.addEventListener("beforeprint", () => { if (!page.root.hidden) draw(true); });
  window.addEventListener("afterprint", () => { if (!page.root.hidden) draw(); });

  write();
  let updated = false;
  return {
    speak: () => { write(); draw(); },
    /* The frame calls both when the URL changed: one drawing is enough. */
    update: () => { updated = true; filters.refresh(); draw(); reveal(); },
    search: () => { if (updated) updated = false; else draw(); },
    escape: () => { if (page.state.q) { lineage.clearSearch(); draw(); } },
  };
});
