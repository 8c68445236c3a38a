/* The coverage page: controls, the chosen cell and the keyboard, all in the URL's state. */
"use strict";
{
const { coverage, element, make, say } = lineage, { word } = coverage;

const FILTERS = ["level", "area", "at", "section", "agency", "state", "gaps"];
/* What no longer fits once the columns stand for something else, and once the rows do. */
const OF_COLUMNS = ["at", "sort", "cell", "node"], OF_ROWS = ["by", "level", "area", "section", "agency", ...OF_COLUMNS];
const MOVES = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Home: [0, -Infinity], End: [0, Infinity], PageDown: [8, 0], PageUp: [-8, 0] };
/* Provinces are a filter from so many on. */
const MANY_AREAS = 7;
const MAIN = ["confirmed", "proposed", "partly", "none-found"];

const without = (keys) => Object.fromEntries(keys.map((key) => [key, undefined]));
const optionsOf = (values, textOf) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].map(([value, count]) => ({ value: String(value), text: textOf(value), count }));
};

lineage.define("coverage", (page) => {
  const { part, data } = page, scroll = part("scroll");
  if (!data.tables.length) {
    scroll.append(make("p", word("empty"), "coverage-nothing"));
    for (const name of ["upper-choice", "csv", "gaps", "words"]) (part(name).closest("label") || part(name)).hidden = true;
    return {};
  }
  const model = coverage.model(page);
  let view = null, chosen = null, focused = null, updated = false;

  /* ---- the chosen cell ---- */
  const showPanel = coverage.panel(page, { close: () => unchoose(), choose: (row, at) => choose(row, at) });
  const table = coverage.table(page, model, { sort(sort) { page.set({ sort }); render(); }, drawn: () => mark() });
  const choose = (row, at) => {
    chosen = focused = { row, at };
    page.set({ node: undefined, cell: undefined, [at === undefined ? "node" : "cell"]: nameOf(chosen) });
    showPanel(view, chosen);
    focusOn(chosen);
  };
  const unchoose = () => {
    if (!chosen) return;
    const last = chosen;
    chosen = null;
    page.set(without(["cell", "node"]));
    showPanel(view, null);
    focusOn(last);
  };
  /* What the URL names: cell=requirement~place, or node=requirement, task below, or document. Its table and columns go
     into the state. */
  const arrive = () => {
    const [requirement, place] = (page.state.cell || "").split("~"), id = requirement || page.state.node, found = id && model.locate(id, page.state.upper);
    if (!found) return {};
    if (found.table.id !== (page.state.upper || data.tables[0].id)) page.state.upper = found.table.id;
    if (place && page.state.by === undefined) page.state.by = Object.keys(found.table.by).find((by) => found.table.by[by].columns.some((column) => column.id === place));
    return requirement ? { requirement, place } : { requirement: found.requirement, place: found.document };
  };
  /* The row and column that it comes to in the table as it is now. */
  const placed = ({ requirement, place }) => {
    const at = view.columns.findIndex((column) => column.id === place || column.documents.includes(place));
    return { row: view.rows.find((row) => row.requirement.id === requirement), at: at < 0 ? undefined : at };
  };

  /* ---- keyboard: one cell is in the order of Tab; arrows move on from it ---- */
  const nameOf = ({ row, at }) => row.requirement.id + (at === undefined ? "" : "~" + view.columns[at].id);
  const buttonOf = (goal) => coverage.find(scroll, goal.at === undefined ? "requirement" : "cell", nameOf(goal));
  const focusOn = (goal) => {
    table.reach(goal.row, goal.at);
    buttonOf(goal)?.focus();
  };
  /* Names the chosen cell, and puts into the order of Tab that cell, or the last one visited, or the first. */
  const mark = () => {
    for (const one of scroll.querySelectorAll("[aria-pressed], table [tabindex='0']")) { one.removeAttribute("aria-pressed"); one.tabIndex = -1; }
    for (const one of scroll.querySelectorAll(".chosen")) one.classList.remove("chosen");
    const button = chosen && buttonOf(chosen), entry = button || (focused && buttonOf(focused)) || scroll.querySelector("[data-requirement]");
    if (button) {
      button.setAttribute("aria-pressed", "true");
      button.closest("tr").classList.add("chosen");
      button.closest("td")?.classList.add("chosen");
    }
    if (entry) entry.tabIndex = 0;
  };
  const placeOf = (button) => {
    const requirement = button.closest("tr").dataset.row;
    return placed({ requirement, place: button.dataset.cell?.slice(requirement.length + 1) });
  };
  const move = (from, down, across) => {
    const line = view.ordered.findIndex((sum) => sum.row === from.row) + down, place = view.shown.indexOf(from.at) + across;
    const { row } = view.ordered[Math.min(Math.max(line, 0), view.ordered.length - 1)];
    focused = { row, at: view.shown[Math.min(place, view.shown.length - 1)] };
    focusOn(focused);
  };
  scroll.addEventListener("keydown", (event) => {
    const button = event.target.closest("[data-cell], [data-requirement]");
    if (!button || !MOVES[event.key] || event.altKey || event.metaKey) return;
    event.preventDefault();
    move(placeOf(button), ...MOVES[event.key]);
  });
  scroll.addEventListener("click", ({ target }) => {
    const cell = target.closest("td.cell"), button = cell ? cell.firstChild : target.closest("[data-requirement]");
    if (!button) return;
    const { row, at } = placeOf(button);
    choose(row, at);
  });

  /* ---- controls ---- */
  /* Draws something only where what it shows has changed. */
  const before = {};
  const renew = (name, shown, draw) => {
    const now = JSON.stringify([lineage.lang, shown]);
    if (before[name] !== now) draw();
    before[name] = now;
  };
  const filter = (key, options) => ({ key, label: "coverage." + key, all: "coverage." + key + "-all", options });
  const columnFilters = () => {
    const { columns, shown } = view, areas = optionsOf(columns.map((column) => column.area || ""), (value) => value || word("territory-unknown"));
    return [
      filter("level", optionsOf(columns.map((column) => column.level), (value) => data.levels[value])),
      filter("area", areas.length < MANY_AREAS ? [] : areas.filter((one) => one.value)),
      filter("at", shown.map((at) => ({ value: columns[at].id, text: columns[at].short }))),
    ];
  };
  const rowFilters = () => {
    const passing = (key) => view.sums.filter((sum) => view.passes(sum, key)).map((sum) => sum.row.requirement), { groups } = view.table;
    return [
      filter("section", optionsOf(passing("section").map(({ group }) => group), (group) => groups[group].path + " " + say(groups[group].heading).slice(0, 60))),
      filter("agency", optionsOf(passing("agency").flatMap(({ leads }) => (leads.length ? leads : ["-"])), (lead) => (lead === "-" ? word("agency-none") : lead.slice(0, 80)))),
    ];
  };
  const drawFilters = () => {
    for (const [name, specs] of [["places", columnFilters()], ["filters", rowFilters()]]) {
      renew(name, specs, () => lineage.filters(page, part(name), () => specs, () => render()).refresh());
      for (const select of part(name).querySelectorAll("select")) select.value = page.state[select.dataset.filter] || "";
    }
  };
  const toggle = (name, key, on, press, ...content) => {
    const button = element("button", { type: "button", ["data-" + name]: key, "aria-pressed": String(on) }, ...content);
    button.addEventListener("click", press);
    return button;
  };
  /* States worth a button: the main ones always, whose word it is even where nobody has decided; others where they occur. */
  const states = () => {
    return [...coverage.OVERALL, "not-addressed", "unasked"].filter((state) => view.chips[state] || MAIN.includes(state) || state === page.state.state);
  };
  const drawChips = () => {
    const { chips } = view, now = page.state.state || "all";
    const chip = (key, ...content) => toggle("chip", key, now === key, () => { page.set({ state: key === now || key === "all" ? undefined : key }); render(); }, ...content, " ", make("b", chips[key] || 0));
    const worth = states(), said = (state) => [coverage.symbol(state), " " + coverage.short(state)];
    /* Of parts of a match: how many stand on whose word. */
    const voices = (state) => {
      const confirmed = state === "partly" ? chips["partly-confirmed"] || 0 : 0, key = confirmed ? "voices" : "voice-partly";
      return state === "partly" && chips.partly ? [(confirmed ? " (" : ", ") + word(key, { confirmed, proposed: chips.partly - confirmed }) + (confirmed ? ")" : "")] : [];
    };
    part("chips").replaceChildren(chip("all", word("chip-all")), chip("addressed", word("chip-addressed")), ...worth.map((state) => chip(state, ...said(state), ...voices(state))));
    part("paper").replaceChildren(...worth.map((state) => element("span", {}, ...said(state), ...voices(state), ": " + (chips[state] || 0))), make("p", word("help-rule")));
  };
  const drawSwitch = () => {
    const { views } = view, file = lineage.fileLink("coverage.xlsx", word("xlsx"));
    const turn = (by) => { chosen = focused = null; page.set({ ...without(OF_COLUMNS), by }); showPanel(view, null); render(); };
    part("by").replaceChildren(...(views.length < 2 ? [] : [make("span", word("by"), "filter"), ...views.map((by) => toggle("by", by, view.by === by, () => turn(by), word("by-" + by)))]));
    part("upper").replaceChildren(...data.tables.map((one) => element("option", { value: one.id, selected: one === view.table }, say(one.name))));
    part("upper-choice").hidden = data.tables.length < 2;
    if (file) file.title = word(data.large ? "xlsx-hint-large" : "xlsx-hint");
    part("xlsx").replaceChildren(...(file ? [file] : []));
    page.title(view.table.title);
  };
  const drawCount = () => {
    const counts = (some, all) => ({ shown: some.length, total: all.length }), { shown, columns, kept, rows } = view;
    part("count").textContent = word("shown", counts(kept, rows)) + (shown.length === columns.length ? "" : " \u00b7 " + word("columns-shown", counts(shown, columns)));
    part("clear").hidden = !FILTERS.some((key) => page.state[key]);
    for (const key of ["gaps", "words"]) part(key).checked = Boolean(page.state[key]);
  };
  const render = (goal) => {
    view = model.view(page.state);
    view.ordered = lineage.sorting(page, model.orders(view), () => {}).sorted(view.kept);
    chosen = goal ? placed(goal) : chosen && { ...chosen, row: view.rows[chosen.row.at] };
    const there = chosen;
    if (chosen && !chosen.row) chosen = null;
    coverage.keepFocus(page.root, () => {
      table.draw(view, goal && there);
      renew("switch", [view.table.id, view.by], drawSwitch);
      drawChips();
      drawFilters();
      drawCount();
    });
    return there;
  };

  part("upper").addEventListener("change", () => {
    const { value } = part("upper");
    chosen = focused = null;
    page.set({ ...without(OF_ROWS), upper: value === data.tables[0].id ? undefined : value });
    showPanel(view, null);
    scroll.scrollTo(0, 0);
    render();
  });
  for (const [key, yes] of [["gaps", "yes"], ["words", "all"]]) part(key).addEventListener("change", ({ target }) => { page.set({ [key]: target.checked ? yes : undefined }); render(); });
  part("clear").addEventListener("click", () => { page.set(without(FILTERS)); render(); part("chips").querySelector("button").focus(); });
  part("how").addEventListener("click", ({ currentTarget }) => { const hidden = part("help").toggleAttribute("hidden"); currentTarget.setAttribute("aria-expanded", String(!hidden)); });
  part("csv").addEventListener("click", () => lineage.save("coverage.csv", lineage.csv(coverage.lines(view)), "text/csv;charset=utf-8"));

  return {
    update() {
      focused = null;
      updated = true;
      const goal = arrive(), there = render(goal), { row, at } = there;
      showPanel(view, chosen);
      const target = row ? buttonOf(there) : at !== undefined && coverage.find(scroll, "sort", view.columns[at].id);
      if (target) target.scrollIntoView({ block: "center", inline: at === undefined ? "nearest" : "center" });
    },
    /* The frame calls both when the URL changed: one drawing is enough. */
    search() {
      if (!updated) { scroll.scrollTop = 0; render(); }
      updated = false;
    },
    speak() { render(); showPanel(view, chosen); },
    enter() { scroll.querySelector("[data-requirement]")?.click(); },
    escape() { if (chosen) unchoose(); else if (page.state.q) { lineage.clearSearch(); render(); } },
  };
});

/* Rows of the CSV file: what the table shows, one column for each place. */
coverage.lines = (view) => {
  const head = ["section", "csv-place", "csv-words", "head-lead", "head-due", "csv-due", "head-all"].map((key) => word(key));
  const names = view.shown.map((at) => [view.columns[at].short, view.columns[at].territory].filter(Boolean).map(say).join(", "));
  return [[...head, ...names], ...view.ordered.map((sum) => {
    const { row } = sum;
    const { group, path, text, leads, deadline, due, duties } = row.requirement, section = view.table.groups[group];
    return [[section.path, say(section.heading)].filter(Boolean).join(" "), path, text, leads.join("; "), deadline, due, coverage.full(sum),
      ...view.shown.map((at) => [coverage.full(row.cells[at]), ...coverage.told(row.cells[at], duties)].join("; "))];
  })];
};
}
