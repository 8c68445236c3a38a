/* The responsibility map: filters, what is chosen, and drawing anew; all of it stands in the URL. */
"use strict";
lineage.define("responsibility", (page) => {
  const own = lineage.responsibility, model = own.model(page.data), panel = page.part("panel");
  const byTask = lineage.index(model.tasks, (task) => task.quote), byAgency = lineage.index(model.agencies, (agency) => agency.searched);
  let tables = [], chosen = null, counts = [], states = null, drawn = null;
  const FILTERS = ["level", "role", "place", "document", "sort", "q"], asked = () => JSON.stringify([...FILTERS.map((key) => page.state[key] || ""), lineage.lang]);

  const options = () => [
    { key: "level", label: "responsibility.filter-level", all: "responsibility.all-levels-filter", options: model.levels.map((one) => ({ value: one.code, text: one.name })) },
    { key: "role", label: "responsibility.filter-role", all: "responsibility.all-roles", options: model.columns.map((one) => ({ value: one.role, text: lineage.word("responsibility.role-" + one.role) })) },
    { key: "place", label: "responsibility.filter-place", all: "responsibility.all-places", options: model.places.map((one, at) => ({ value: at, text: one.name })) },
    { key: "document", label: "responsibility.filter-document", all: "responsibility.all-documents", options: model.documents.map((one) => ({ value: one.id, text: one.name })) },
    { key: "sort", label: "responsibility.sort", all: "responsibility.sort-place", options: own.ORDERS.filter((key) => key).map((key) => ({ value: key, text: lineage.word("responsibility.sort-" + key) })) },
  ];
  /* What the address asks for, as far as there is such a thing here. */
  const wanted = () => Object.fromEntries(options().map(({ key, options: known }) => [key, known.some((one) => String(one.value) === page.state[key]) ? page.state[key] : undefined]));
  const filters = lineage.filters(page, page.part("filters"), options, () => redraw());

  /* ---- what is chosen: { agency, role, level }, { state, level } or { task } ---- */
  const selection = () => {
    const { node, cell } = page.state;
    if (cell) {
      const rest = cell.split("~"), level = rest.pop(), role = rest.pop(), id = rest.join("~");
      if (level && !model.levels.some((one) => one.code === level)) return {};
      if (!page.data.roles.includes(role)) return {};
      return own.STATES.includes(id) ? { state: id, level } : model.agency.has(id) ? { agency: model.agency.get(id), role, level } : {};
    }
    return model.agency.has(node) ? { agency: model.agency.get(node) } : model.task.has(node) ? { task: model.task.get(node) } : {};
  };
  const keyOf = ({ agency, state, role, level }) => (state ? state + "~lead~" + level : agency ? (role ? [agency.number, role, level].join("~") : String(agency.number)) : null);
  const press = (agency, role, level) => {
    page.set(role ? { cell: [agency.id, role, level].join("~"), node: undefined } : { node: agency.id, cell: undefined });
    shift();
  };
  const pressState = (state, level) => { page.set({ cell: state + "~lead~" + level, node: undefined }); shift(); };
  /* The panel takes room beside the tables: what was pressed stays in view. */
  const shift = () => {
    show();
    const focused = document.activeElement;
    if (focused && page.part("scroll").contains(focused)) focused.scrollIntoView({ block: "nearest" });
  };
  const clear = () => {
    const key = keyOf(selection());
    page.set({ cell: undefined, node: undefined });
    show();
    const back = key && page.root.querySelector('.scroll [data-cell="' + key + '"]');
    if (back) back.focus();
  };

  /* ---- the panel ---- */
  const contents = () => {
    const { agency, role, level, state, task } = selection();
    const levelName = (code) => lineage.say(model.levels.find((one) => one.code === code).name);
    if (task) return { title: lineage.word("responsibility.one-task"), lines: [], tasks: [task], about: null };
    if (state) {
      const tasks = chosen.tasks.filter((one) => chosen.shown(one) && one.state === state && (!level || one.document.level === level));
      const above = (part) => part.role !== "lead" || part.rule === "heading" || part.rule === "introduction";
      const inherited = state === "none" ? 0 : tasks.filter((one) => one.parts.every(above)).length;
      return { title: own.sign(state) + " " + lineage.word("responsibility.state-" + state), tasks, about: null, roles: ["lead"],
        lines: [lineage.word("responsibility.tasks", { count: tasks.length }) + (level ? ", " + levelName(level) : ""), lineage.word("responsibility.meaning-" + state), inherited ? lineage.word("responsibility.by-heading", { count: inherited }) : ""].filter(Boolean) };
    }
    if (!agency) return null;
    const part = role || wanted().role;
    const tasks = chosen.tasks.filter((one) => chosen.counts(one, agency) && (!level || one.document.level === level) && one.held.some(([holder, roles]) => holder === agency && (!part || roles.includes(part))));
    const number = [lineage.word("responsibility.tasks", { count: tasks.length }), part ? lineage.word("responsibility.role-" + part) : "", level ? lineage.word("responsibility.assigned-at", { level: levelName(level) }) : ""].filter(Boolean).join(" \u00b7 ");
    const kind = agency.kind === "agency" ? "" : lineage.word("responsibility.kind-" + agency.kind);
    return { title: agency.name, branch: agency.branch, names: agency.names, tasks, about: agency, roles: part ? [part] : undefined,
      lines: [[model.places[agency.place].name, lineage.word("branch." + agency.branch), kind].map(lineage.say).filter(Boolean).join(" \u00b7 "), number, agency.collective ? lineage.word("responsibility.collective-note") : ""].filter(Boolean) };
  };
  /* Marks what is chosen among all that is drawn, and again when a table has grown. */
  const mark = () => {
    const key = keyOf(selection());
    for (const one of page.root.querySelectorAll('[aria-pressed="true"]')) one.removeAttribute("aria-pressed");
    for (const one of page.root.querySelectorAll("tr.chosen")) one.classList.remove("chosen");
    if (key === null) return;
    for (const one of page.root.querySelectorAll('[data-cell="' + key + '"]')) {
      one.setAttribute("aria-pressed", "true");
      const row = one.closest(".parts tr");
      if (row) row.classList.add("chosen");
    }
  };
  const show = () => {
    const shown = contents();
    mark();
    page.part("scroll").classList.toggle("beside", Boolean(shown));
    if (!shown) { panel.hidden = true; panel.replaceChildren(); return; }
    own.drawPanel(panel, shown, { phrase: page.phrase(), close: clear, press });
  };

  /* ---- drawing ---- */
  const find = () => {
    const phrase = page.phrase();
    if (!phrase) return null;
    /* What holds the phrase as it stands goes before what holds its words apart: an index gives one kind only. */
    const hits = [[byAgency.find(phrase), (one) => one.searched], [byTask.find(phrase), (one) => one.quote]];
    const whole = hits.map(([items, text]) => items.length > 0 && lineage.fold(text(items[0])).includes(phrase));
    const [agencies, tasks] = hits.map(([items], at) => new Set(whole[1 - at] && !whole[at] ? [] : items));
    return { agencies, tasks };
  };
  const draw = () => {
    const state = wanted(), found = find(), phrase = page.phrase();
    chosen = own.choose(model, state, found);
    counts = own.ordered(own.count(chosen, state.role), state.sort || "").filter((one) => !state.place || String(one.agency.place) === state.place);
    states = own.states(chosen);
    const most = Math.max(1, ...counts.map((one) => one.total));
    own.drawBusiest(page.part("busiest"), counts, { press });
    own.drawStates(page.part("states"), states, model.levels.filter((one) => !state.level || one.code === state.level), { press: pressState });
    tables = [["bodies", false], ["collective", true]].map(([part, collective]) =>
      own.drawTable(page.part(part), counts.filter((one) => one.agency.collective === collective), { model, page, state, end: most, phrase, press, collective, drawn: mark, changed: () => { filters.refresh(); redraw(); } }));
    page.part("found").textContent = !found ? "" : found.agencies.size || found.tasks.size ? lineage.word("responsibility.found", { agencies: found.agencies.size, tasks: found.tasks.size }) : lineage.word("page.none-found");
    page.part("clear").hidden = !FILTERS.some((key) => page.state[key]);
    notes();
    drawn = asked();
  };
  const redraw = () => { draw(); show(); };
  const notes = () => {
    const { objectives, repeated } = page.data;
    page.part("notes").textContent = [lineage.word("responsibility.note"), page.state.sort === "job" ? lineage.word("responsibility.note-job") : "", repeated ? lineage.word("responsibility.note-repeated", { count: repeated }) : "", objectives ? lineage.word("responsibility.note-objectives", { count: objectives }) : ""].filter(Boolean).join(" ");
    const present = ["party", "state", "front", "unknown"].filter((branch) => model.agencies.some((one) => one.branch === branch));
    page.part("branches").replaceChildren(...present.map((branch) => lineage.element("span", { class: "legend" }, own.mark(branch), lineage.word("branch." + branch))));
  };
  const csv = () => {
    const columns = own.columns(model, wanted()), all = lineage.word("responsibility.all-levels");
    const heads = columns.flatMap((one) => [...one.levels.map((level) => lineage.word("responsibility.role-" + one.role) + ", " + lineage.say(level.name)), lineage.word("responsibility.role-" + one.role) + ", " + all]);
    const rows = [false, true].flatMap((collective) => counts.filter((one) => one.agency.collective === collective)).map((one) => [lineage.word(one.agency.collective ? "responsibility.csv-collective" : "responsibility.csv-body"), lineage.say(model.places[one.agency.place].name), lineage.word("branch." + one.agency.branch), one.agency.name, one.agency.names.join("; "), one.agency.id,
      ...columns.flatMap((column) => [...column.levels.map((level) => one.cells[column.role + "~" + level.code] || 0), one.roles[column.role] || 0]), one.total]);
    /* How tasks name their lead stands under the columns of the lead. */
    const lines = own.STATES.map((state) => [lineage.word("responsibility.states"), "", "", lineage.word("responsibility.state-" + state), "", "",
      ...columns.flatMap((column) => [...column.levels.map((level) => (column.role === "lead" ? states[state][level.code] || 0 : "")), column.role === "lead" ? states[state].total : ""]), states[state].total]);
    const first = ["responsibility.csv-kind", "responsibility.csv-place", "field.branch", "responsibility.agency", "responsibility.written", "responsibility.csv-id"].map((key) => lineage.word(key));
    lineage.save("trach-nhiem.csv", lineage.csv([[...first, ...heads, lineage.word("responsibility.load")], ...rows, ...lines]), "text/csv;charset=utf-8");
  };

  page.part("csv").addEventListener("click", csv);
  page.part("clear").addEventListener("click", () => { lineage.clearSearch(); filters.clear(); });
  window.addEventListener("beforeprint", () => { if (lineage.current === page) for (const table of tables) table.all(); });
  const arrive = () => {
    if (page.state.node && model.documents.some((one) => one.id === page.state.node)) page.set({ document: page.state.node, node: undefined });
    if (drawn !== asked()) { filters.refresh(); draw(); }
    const { agency } = selection();
    if (agency) for (const table of tables) table.reach(agency.number);
    show();
    const row = page.root.querySelector("tr.chosen");
    if (row) row.scrollIntoView({ block: "center" });
  };
  return { update: arrive, search() { if (drawn !== asked()) redraw(); }, speak() { filters.refresh(); redraw(); }, escape: clear };
});
