/* The tables: a row for each agency, its load, and its numbers by role and level; long ones grow as they are read. */
"use strict";
{
const WHOLE = 120, FIRST = 16, CHUNK = 60, IDLE = 600;
const collator = new Intl.Collator("vi", { numeric: true });
const byPlace = (a, b) => a.agency.place - b.agency.place || b.load.lead - a.load.lead || b.total - a.total || collator.compare(a.agency.name, b.agency.name) || a.agency.number - b.agency.number;
const byName = (a, b) => collator.compare(a.agency.name, b.agency.name) || byPlace(a, b);
const ORDERS = {
  "": byPlace,
  name: byName,
  total: (a, b) => b.total - a.total || byName(a, b),
  lead: (a, b) => (b.roles.lead || 0) - (a.roles.lead || 0) || b.total - a.total || byName(a, b),
  job: byPlace,
};
lineage.responsibility.ORDERS = Object.keys(ORDERS);
/* Counts in the order asked for; by field, those first whose bodies stand at the most levels. */
lineage.responsibility.ordered = (counts, sort) => {
  const order = ORDERS[sort] || byPlace;
  if (sort !== "job") return [...counts].sort(order);
  const places = new Map();
  for (const { agency } of counts) if (agency.job) places.set(agency.job, (places.get(agency.job) || new Set()).add(agency.level));
  const reach = (count) => (count.agency.job ? places.get(count.agency.job).size : 0);
  return [...counts].sort((a, b) => reach(b) - reach(a) || collator.compare(a.agency.job || "", b.agency.job || "") || order(a, b));
};
/* Under which heading a row stands; null: none. */
const headingOf = (model, count, sort) => {
  if (!sort) return lineage.say(model.places[count.agency.place].name);
  return sort === "job" ? (count.agency.job ? lineage.word("responsibility.job", { job: count.agency.job }) : lineage.word("responsibility.no-job")) : null;
};
/* The columns that the filters leave. */
lineage.responsibility.columns = (model, state) => model.columns.filter((one) => !state.role || one.role === state.role)
  .map((one) => ({ role: one.role, levels: one.levels.filter((level) => !state.level || level.code === state.level) })).filter((one) => one.levels.length);

const headCell = (text, sort, { page, changed }, attributes) => {
  const on = page.state.sort === sort, cell = lineage.element("th", Object.assign({ scope: "col", "aria-sort": sort && on ? (sort === "name" ? "ascending" : "descending") : undefined }, attributes));
  if (!sort) { cell.append(text); return cell; }
  const button = lineage.button(text + (on ? (sort === "name" ? " \u25b2" : " \u25bc") : ""), () => {
    page.set({ sort: on ? undefined : sort });
    changed();
    const again = page.root.querySelector('section[data-part="' + cell.closest("section").dataset.part + '"] button[data-sort="' + sort + '"]');
    if (again) again.focus();
  }, "sort");
  button.dataset.sort = sort;
  cell.append(button, lineage.make("span", text, "on-paper")); // browsers leave buttons out of a head repeated on paper
  return cell;
};
const head = (columns, draw) => [
  lineage.element("tr", {}, headCell(lineage.word(draw.collective ? "responsibility.addressee" : "responsibility.agency"), "name", draw, { rowspan: 2, class: "agency" }),
    headCell(lineage.word("responsibility.load"), "total", draw, { rowspan: 2, class: "load-cell" }),
    columns.map((one) => headCell(lineage.word("responsibility.role-" + one.role), one.role === "lead" ? "lead" : null, draw, { colspan: one.levels.length, scope: "colgroup", class: "role" }))),
  lineage.element("tr", {}, columns.flatMap((one) => one.levels.map((level, at) => lineage.element("th", { scope: "col", class: "number" + (at ? "" : " first") }, level.name)))),
];

const holds = (name, phrase) => {
  const folded = lineage.fold(name);
  return folded.includes(phrase) || phrase.split(" ").every((word) => folded.includes(word));
};
const row = (count, columns, { model, state, end, phrase, press }) => {
  const { agency } = count, pushed = (button, key) => { button.dataset.cell = key; return button; };
  const name = pushed(lineage.button(null, () => press(agency)), String(agency.number));
  name.className = "name";
  name.append(phrase && holds(agency.name, phrase) ? lineage.marked(agency.name, phrase) : agency.name);
  const under = [agency.kind === "post" || agency.kind === "generic" ? lineage.word("responsibility.kind-" + agency.kind) : null, state.sort ? model.places[agency.place].name : null].filter(Boolean).map(lineage.say).join(" \u00b7 ");
  const written = phrase && !holds(agency.name, phrase) ? agency.names.find((one) => lineage.fold(one).includes(phrase)) : null;
  return lineage.element("tr", {},
    lineage.element("th", { scope: "row", class: "agency" }, lineage.element("div", { class: "who-cell" }, lineage.responsibility.mark(agency.branch), lineage.element("span", {}, name,
      under ? lineage.make("span", under, "under") : null, written ? lineage.element("span", { class: "under" }, lineage.word("responsibility.written") + ": ", lineage.marked(written, phrase)) : null))),
    lineage.element("td", { class: "load-cell" }, lineage.element("span", { class: "pair" }, lineage.element("span", { class: "track" }, lineage.responsibility.load(count, end)), lineage.make("span", String(count.total), "total"))),
    columns.flatMap((one) => one.levels.map((level, at) => {
      const number = count.cells[one.role + "~" + level.code], cell = lineage.element("td", { class: "number " + one.role + (at ? "" : " first") });
      if (number) {
        const button = pushed(lineage.button(String(number), () => press(agency, one.role, level.code), "count"), [agency.number, one.role, level.code].join("~"));
        button.setAttribute("aria-label", agency.name + ", " + lineage.word("responsibility.role-" + one.role) + ", " + lineage.say(level.name) + ": " + number);
        cell.append(button);
      }
      return cell;
    })));
};

/* Draws a table of `counts` into `place`; returns { all(), reach(number) }, which draw every row, and all up to an agency. */
lineage.responsibility.drawTable = (place, counts, draw) => {
  const { model, state } = draw, columns = lineage.responsibility.columns(model, state);
  const title = lineage.make("h2", lineage.word(draw.collective ? "responsibility.collective" : "responsibility.bodies", { count: counts.length }));
  const note = draw.collective ? [lineage.make("p", lineage.word("responsibility.collective-note"), "note")] : [];
  if (!counts.length) {
    place.replaceChildren(title, lineage.make("p", lineage.word("responsibility.nobody"), "note"));
    return { all() {}, reach() {} };
  }
  const body = lineage.make("tbody"), widths = lineage.element("colgroup", {}, ["wide", "load-cell", ...columns.flatMap((one) => one.levels.map(() => "number"))].map((name) => lineage.element("col", { class: name }))), table = lineage.element("table", { class: "parts" }, widths, lineage.element("thead", {}, head(columns, draw)), body);
  const more = lineage.button("", () => grow(IDLE), "more");
  let next = 0, under = null, width = 2 + columns.reduce((sum, one) => sum + one.levels.length, 0);
  const grow = (by) => {
    const rows = document.createDocumentFragment();
    for (const until = Math.min(next + by, counts.length); next < until; next += 1) {
      const heading = headingOf(model, counts[next], state.sort || "");
      if (heading !== null && heading !== under) rows.append(lineage.element("tr", { class: "place-row" }, lineage.element("th", { colspan: width, scope: "rowgroup" }, heading)));
      under = heading;
      rows.append(row(counts[next], columns, draw));
    }
    body.append(rows);
    draw.drawn();
    more.hidden = next >= counts.length;
    more.textContent = lineage.word("responsibility.more", { count: counts.length - next });
  };
  /* A short table at once; of a long one the first rows, more when the page is idle, and those after that when asked for. */
  const rest = () => { if (!more.hidden && next < IDLE && table.isConnected) { grow(CHUNK); requestIdleCallback(rest); } };
  grow(counts.length <= WHOLE ? WHOLE : FIRST);
  place.replaceChildren(title, ...note, table, more);
  requestIdleCallback(rest);
  return { all() { grow(counts.length); }, reach(number) { const at = counts.findIndex((one) => one.agency.number === number); if (at >= next) grow(at + 1 - next); } };
};
}
