/* The coverage matrix without its drawing: which rows and columns are shown, in which order, and what they add up to. */
"use strict";
{
const coverage = lineage.coverage = {}, { say } = lineage;

/* A word of this page. */
coverage.word = (key, values) => lineage.word("coverage." + key, values);

/* Of several places addressed, the state that comes first here is the requirement's (graph.coverage_summary). */
const OVERALL = coverage.OVERALL = ["confirmed", "proposed", "partly", "none-found", "confirmed-gap", "justified", "blocked"];
/* States as they are shown: a part of a match says whose word it is. */
const KINDS = coverage.KINDS = OVERALL.flatMap((state) => (state === "partly" ? ["partly-confirmed", state] : [state]));
const FOUND = ["confirmed", "proposed", "partly"], GAPS = ["none-found", "confirmed-gap"];
/* In the order of what needs looking at first. */
const ATTENTION = ["none-found", "confirmed-gap", "partly", "proposed", "confirmed", "justified", "blocked", "not-addressed"];
/* Columns from which a matrix opens by territory. */
const MANY = 24;

/* A cell of the data as an object. */
const cellOf = (states, [state, confirmed, proposed, met, addressed]) =>
  ({ state: states[state], confirmed, proposed, met, addressed: Boolean(addressed), links: confirmed + proposed });

/* The kind of a cell (or of a requirement over all places). */
coverage.kind = ({ state, confirmed }) => (state === "partly" && confirmed ? "partly-confirmed" : state);
/* The state that a filter takes it for: links where nothing is asked are a state of their own. */
const filed = ({ state, addressed, unasked }) => (addressed ? state : unasked || FOUND.includes(state) ? "unasked" : "not-addressed");
/* What cells come to: of each state and kind where they are addressed, and tasks beyond that. */
coverage.counted = (cells) => {
  const counts = {}, kinds = {}, more = (numbers, key) => { numbers[key] = (numbers[key] || 0) + 1; };
  let addressed = 0, unasked = 0;
  for (const cell of cells) {
    if (cell.addressed) { addressed += 1; more(counts, cell.state); more(kinds, coverage.kind(cell)); } else if (FOUND.includes(cell.state)) unasked += 1;
  }
  return { counts, kinds, addressed, unasked };
};

coverage.model = (page) => {
  const { data } = page, states = data.states.map((one) => one.code), made = new Map();
  const linked = new Map(data.links.map((link) => [link.parent, []]));
  for (const link of data.links) linked.get(link.parent).push(link);
  const words = (row) => [row.requirement.path, row.requirement.text, row.requirement.leads.join(" "), row.heading,
    ...row.links.map((link) => data.tasks[link.child]?.[4])].join(" \n ");

  /* Whether folded words hold what is marked: phrases as they stand, or one of the words of a text. */
  const holds = (marks, folded) => (Array.isArray(marks) ? marks : marks.split(" ")).some((one) => folded.includes(one));
  /* The first task linked to a row that holds what is marked; each is folded once. */
  const folded = new Map();
  const taskWith = (marks, { links }) => links.map((link) => link.child).find((child) => {
    if (!folded.has(child)) folded.set(child, lineage.fold(data.tasks[child]?.[4] || ""));
    return holds(marks, folded.get(child));
  });
  /* What is marked of a phrase: where the search found it as it stands, the phrase alone, not its single words. */
  const marksOf = (phrase, hits) => {
    const whole = [phrase], { requirement, heading } = hits[0] || {};
    if (!phrase || !requirement || !phrase.includes(" ")) return phrase && whole;
    return [requirement.text, heading, ...requirement.leads].some((text) => holds(whole, lineage.fold(text))) || taskWith(whole, hits[0]) ? whole : phrase;
  };

  /* The table of `state`.upper in the view of `state`.by, its cells unpacked once. */
  const whole = (state) => {
    const table = data.tables.find((one) => one.id === state.upper) || data.tables[0];
    const views = Object.keys(table.by), many = table.by.document.columns.length > MANY;
    const by = views.includes(state.by) ? state.by : many && views.includes("territory") ? "territory" : "document";
    const key = table.id + " " + by;
    if (!made.has(key)) {
      const { columns, cells } = table.by[by];
      const rows = table.requirements.map((requirement, at) => ({
        at, requirement, heading: say(table.groups[requirement.group].heading), links: linked.get(requirement.id) || [],
        cells: cells[at].map((cell) => cellOf(states, cell)),
      }));
      made.set(key, { table, by, views, columns, rows, index: lineage.index(rows, words), places: new Map() });
    }
    return made.get(key);
  };

  /* What a row comes to over the columns shown. */
  const summed = (row, shown) => {
    const sum = coverage.counted(shown.map((at) => row.cells[at])), { counts, kinds } = sum;
    return { ...sum, row, confirmed: kinds["partly-confirmed"] || 0, gaps: GAPS.reduce((gaps, state) => gaps + (counts[state] || 0), 0), state: OVERALL.find((state) => counts[state]) || "not-addressed" };
  };

  /* Everything that is shown for `state`. */
  const view = (state) => {
    const all = whole(state), places = JSON.stringify([state.level, state.area]);
    if (!all.places.has(places)) {
      const shown = [...all.columns.keys()].filter((at) => (!state.level || all.columns[at].level === state.level) && (!state.area || all.columns[at].area === state.area));
      all.places.set(places, { shown, sums: all.rows.map((row) => summed(row, shown)) });
    }
    const { shown, sums } = all.places.get(places);
    const at = shown.find((one) => all.columns[one].id === state.at);
    const phrase = page.phrase(), found = phrase ? all.index.find(phrase) : [], hits = phrase ? new Set(found) : null;
    const looked = (sum) => (at === undefined ? sum : sum.row.cells[at]), stateOf = (sum) => filed(looked(sum)), asked = (sum) => looked(sum).addressed;
    const tests = {
      agency: ({ row }) => !state.agency || (state.agency === "-" ? !row.requirement.leads.length : row.requirement.leads.includes(state.agency)),
      section: ({ row }) => !state.section || String(row.requirement.group) === state.section,
      q: ({ row }) => !hits || hits.has(row),
      gaps: (sum) => !state.gaps || (at === undefined ? sum.gaps : asked(sum) && GAPS.includes(stateOf(sum))),
      state: (sum) => !state.state || (state.state === "addressed" ? asked(sum) : stateOf(sum) === state.state),
    };
    const passes = (sum, except) => Object.keys(tests).every((key) => key === except || tests[key](sum));
    const kept = sums.filter((sum) => passes(sum));
    const others = sums.filter((sum) => passes(sum, "state")), chips = { all: others.length, addressed: others.filter(asked).length };
    for (const sum of others) {
      const state = stateOf(sum), kind = coverage.kind(looked(sum));
      chips[state] = (chips[state] || 0) + 1;
      if (asked(sum) && kind !== state) chips[kind] = (chips[kind] || 0) + 1;
    }
    return { ...all, shown, at, marks: marksOf(phrase, found), sums, kept, chips, passes };
  };

  /* Numbers of a column over some rows. */
  const totals = (sums, at) => coverage.counted(sums.map(({ row }) => row.cells[at]));

  /* What can be sorted by: [{ key, value(sum) }] for lineage.sorting. */
  const orders = (all) => [
    { key: "gaps", value: (sum) => sum.gaps },
    { key: "due", value: (sum) => sum.row.requirement.due },
    ...all.columns.map((column, at) => ({ key: column.id, value: (sum) => ATTENTION.indexOf(sum.row.cells[at].state) })),
  ];
  /* The table, requirement and document that a requirement, a task or document below, or a table's own document names;
     undefined if none. */
  const locate = (node, upper) => {
    const tables = [...data.tables].sort((a, b) => (b.id === upper) - (a.id === upper));
    const having = (id) => tables.find((table) => table.requirements.some((one) => one.id === id));
    const link = data.links.find((one) => one.child === node && having(one.parent)), own = having(node);
    if (own) return { table: own, requirement: node };
    if (link) return { table: having(link.parent), requirement: link.parent, document: data.tasks[node]?.[0] };
    const table = tables.find((one) => one.id === node) || tables.find((one) => one.by.document.columns.some((column) => column.id === node));
    return table && { table, document: node };
  };
  return { view, totals, orders, locate, holds, taskWith };
};

/* What was sent as places in `words`, as words again. */
coverage.within = (parts, words) => parts.map((one) => (Array.isArray(one) ? words.slice(...one) : one));

/* Links from the documents of a column up to a requirement, the confirmed first, then by score. */
coverage.linksOf = (page, row, column) => row.links
  .filter((link) => column.documents.includes(page.data.tasks[link.child]?.[0]))
  .map((link) => ({ ...link, phrases: coverage.within(link.phrases || [], page.data.tasks[link.child][4]) }))
  .sort((a, b) => (b.status === "confirmed") - (a.status === "confirmed") || b.score - a.score);
}
