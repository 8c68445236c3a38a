/* The side panel of the coverage matrix: a cell's words, duties, tasks, and what is missing; or all of a requirement. */
"use strict";
{
const { coverage, element, make, say } = lineage, { word } = coverage;

const help = (text) => make("p", text, "help");
const headed = (key, ...content) => [make("h3", word("panel-" + key)), ...content];
const stateLine = (page, cell) => element("p", { class: "coverage-state state-" + coverage.kind(cell) },
  coverage.symbol(coverage.kind(cell)), make("b", [page.data.states.find((one) => one.code === cell.state).long, ...coverage.voice(cell)].map(say).join(", ")));
const toTask = (page, id) => (lineage.hasPage("tasks") ? element("p", {}, lineage.anchor(word("panel-open"), "tasks", { node: id })) : []);

/* Who has to meet a requirement, until when, at which levels. */
const factsPart = (page, requirement) => {
  const { leads, deadline, due } = requirement;
  const levels = requirement.levels.map((level) => say(page.data.levels[level])).join(", ") || word("panel-nobody");
  const entries = [{ key: "lead", value: leads.join("; ") }, { key: "deadline", value: [deadline, lineage.day(due)].filter(Boolean).join(" \u00b7 ") }].filter((one) => one.value);
  return [entries.length ? lineage.facts(entries) : [],
    element("p", {}, make("span", word("panel-addressed") + ": ", "coverage-quiet"), levels), toTask(page, requirement.id)];
};

/* Which of several duties are met, and by whose word: a link meets all at once, or those that it names. */
const dutiesPart = (requirement, cell, links) => {
  if (!requirement.texts?.length || !cell.links) return [];
  const meets = (link, at) => link.met === "all" || link.met.includes(at), settled = (link) => link.status === "confirmed" && !link.suspect;
  const stateOf = (at) => {
    const meeting = links.filter((link) => meets(link, at));
    return meeting.some(settled) ? "confirmed" : meeting.length || cell.met >= requirement.duties ? "proposed" : "none-found";
  };
  const duty = (state) => element("span", { class: "coverage-duty " + state }, coverage.symbol(state), " ", word("panel-duty-" + state));
  return [make("h3", word("panel-duties") + " (" + word("duties", { met: cell.met, all: requirement.duties }) + ")"),
    element("ol", { class: "coverage-duties" }, coverage.within(requirement.texts, requirement.text).map((text, at) => element("li", {}, text, duty(stateOf(at)))))];
};
const dutiesOf = (requirement, link) => (requirement.duties < 2 || link.met === "all" || !link.met.length ? []
  : [element("div", { class: "evidence" }, make("span", word("panel-for") + ": "), link.met.map((at) => at + 1).join(", "))]);
const linksPart = (page, view, requirement, cell, links) => {
  if (!links.length) return cell.links ? [] : help(word("panel-no-tasks"));
  const linked = lineage.hasPage("tasks"), entries = links.map((link) => {
    const [document, path, ...quote] = page.data.tasks[link.child], name = path + " \u00b7 " + say(page.data.documents[document]);
    const entry = lineage.linkEntry(link, { id: linked ? link.child : undefined, name, quote }, false);
    return { ...entry, parts: [...dutiesOf(requirement, link), ...entry.parts] };
  });
  return lineage.facts(entries, { go: (node) => { location.href = lineage.address("tasks", { node }); }, nameOf: (id) => id, phrase: view.marks });
};
const decisionsPart = (view, requirement, column) => view.table.decisions
  .filter((one) => one.requirement === requirement.id && column.documents.includes(one.document))
  .flatMap((one) => headed("decision", element("p", {}, make("span", word("panel-" + one.verdict), "mark"), " ", word("panel-by", one)),
    one.note ? make("blockquote", one.note) : []));
const missingPart = (column, cell) => (column.missing && ["blocked", "none-found", "partly"].includes(cell.state)
  ? headed("between", make("p", column.missing)) : []);

const cellPart = (page, view, row, at) => {
  const column = view.columns[at], cell = row.cells[at], links = coverage.linksOf(page, row, column);
  const where = [say(page.data.levels[column.level]), column.territory, column.date].filter(Boolean).map(say).join(" \u00b7 ");
  const document = column.documents.length === 1 && lineage.hasPage("documents") ? [" ", lineage.anchor(word("panel-document"), "documents", { node: column.documents[0] })] : [];
  const doubt = !cell.addressed && cell.state !== "not-addressed" ? help(word("unasked-hint") + ".") : [];
  return [make("h3", column.name), element("p", { class: "help" }, where, document),
    stateLine(page, cell), cell.confirmed && cell.proposed ? make("p", word("both", cell)) : [], make("p", word("means-" + cell.state)), doubt,
    missingPart(column, cell), decisionsPart(view, row.requirement, column), dutiesPart(row.requirement, cell, links), linksPart(page, view, row.requirement, cell, links)].flat();
};
/* A requirement at each place, those first that it speaks to. */
const placesPart = (page, view, row, choose) => {
  const told = view.shown.filter((at) => row.cells[at].addressed || row.cells[at].links), rest = view.shown.length - told.length;
  return headed("places", element("ul", { class: "coverage-places" }, told.map((at) => {
    const button = lineage.button("", () => choose(row, at)), cell = row.cells[at];
    button.append(coverage.symbol(coverage.kind(cell)), " ", say(view.columns[at].short), ": ", coverage.full(cell));
    return element("li", {}, button);
  })), rest ? help(word("panel-more", { count: rest })) : []).flat();
};

/* Shows what is chosen, { row, at } (at: place of the column, or undefined for the requirement as a whole), or nothing. */
coverage.panel = (page, { close, choose }) => (view, chosen) => {
  const panel = page.part("panel");
  panel.hidden = !chosen;
  if (!chosen) { panel.replaceChildren(); return; }
  const { row, at } = chosen, { requirement } = row;
  const end = lineage.button("\u2715", close, "coverage-close");
  end.title = lineage.word("page.close");
  end.setAttribute("aria-label", end.title);
  panel.replaceChildren(end, make("h2", requirement.path + " \u00b7 " + say(view.table.name)), lineage.quote([requirement.file, requirement.line, requirement.text], view.marks),
    ...(at === undefined ? [...factsPart(page, requirement), ...placesPart(page, view, row, choose)]
      : [...cellPart(page, view, row, at), ...headed("requirement", ...factsPart(page, requirement))]).flat());
  panel.scrollTop = 0;
};
}
