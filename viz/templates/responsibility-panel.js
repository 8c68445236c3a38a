/* The panel: the tasks behind a number, each with its words, its place and whose part it is, and by what it was read. */
"use strict";
{
const PAGE = 30, ORDER = ["lead", "coordinating", "consulted", "deciding"];
const taskLink = (text, id) => (lineage.hasPage("tasks") ? lineage.anchor(text, "tasks", { node: id }) : lineage.make("span", text));

/* How a part is known: in which words, where, and by what rule; a heading's own words where they are at hand. */
const ground = (part, task, phrase) => {
  const said = lineage.word("responsibility.rule-" + (part.rule || "unknown")), line = lineage.element("div", { class: "ground" });
  if (part.row) line.append(lineage.word("responsibility.by-row", { path: task.rows[part.row - 1].path }), " \u00b7 ");
  line.append(said);
  const words = part.heading || part.quote;
  if (part.heading || (words && !task.quote.includes(words))) line.append(": ", lineage.element("q", {}, lineage.marked(words, phrase || (lineage.fold(words) !== lineage.fold(part.name) ? lineage.fold(part.name) : ""))));
  if (part.place && String(part.place) !== String(task.place)) line.append(lineage.source(...part.place));
  return line;
};

/* One task. about: the agency whose parts to show, or null for those of all; names go to the agency. */
const taskItem = (task, about, { roles, phrase, press }) => {
  const parts = task.parts.filter((part) => (!about || part.agency === about) && (!roles || roles.includes(part.role)))
    .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || a.row - b.row);
  const marked = about && !phrase ? parts.map((part) => lineage.fold(part.name)).find((name) => lineage.fold(task.quote).includes(name)) : phrase;
  const quote = lineage.element("blockquote", {}, lineage.marked(task.quote, marked || ""));
  const who = lineage.element("dl", { class: "who" }, parts.flatMap((part, at) => [
    at && parts[at - 1].role === part.role ? null : lineage.make("dt", lineage.word("responsibility.role-" + part.role)),
    lineage.element("dd", {}, about ? null : lineage.button(part.agency.name, () => press(part.agency)),
      lineage.fold(part.name) === lineage.fold(part.agency.name) ? null : lineage.element("div", { class: "ground" }, lineage.word("responsibility.written") + ": ", lineage.element("q", {}, part.name)),
      ground(part, task, about ? phrase : "")),
  ]));
  const facts = [];
  if (!task.leads.length) facts.push(lineage.make("p", lineage.word("responsibility.state-none"), "fact"));
  if (task.deadline || task.due) facts.push(lineage.element("p", { class: "fact" }, lineage.word("field.deadline") + ": ", task.deadline || "", task.due ? " (" + lineage.word("responsibility.due", { day: lineage.day(task.due) }) + ")" : ""));
  if (task.late) facts.push(lineage.element("p", { class: "fact" }, lineage.make("span", "\u25b2 " + lineage.word("responsibility.late", { day: lineage.day(lineage.site.asOf) }), "mark warning")));
  if (task.condition) facts.push(lineage.element("p", { class: "fact" }, lineage.word("field.condition") + ": ", task.condition));
  for (const one of task.rows) facts.push(lineage.element("p", { class: "fact" }, lineage.word("responsibility.repeated-in") + " ", taskLink(one.path, one.id), " (", [one.place[0], lineage.placeShown(...one.place)].filter(Boolean).join(", "), ")"));
  return lineage.element("article", { "data-task": task.id },
    lineage.element("h3", {}, taskLink(lineage.say(task.document.name) + " \u00b7 " + task.path, task.id)),
    quote, lineage.source(...task.place), who, ...facts);
};

/* Shows what was chosen: { title, lines (texts under it), names (as written), tasks, about, roles }. */
lineage.responsibility.drawPanel = (panel, shown, draw) => {
  const close = lineage.button(lineage.word("page.close"), draw.close, "close");
  const list = lineage.make("div"), more = lineage.button("", () => grow(), "more");
  let next = 0;
  const grow = () => {
    for (const until = Math.min(next + PAGE, shown.tasks.length); next < until; next += 1) list.append(taskItem(shown.tasks[next], shown.about, { roles: shown.roles, phrase: draw.phrase, press: draw.press }));
    more.hidden = next >= shown.tasks.length;
    more.textContent = lineage.word("responsibility.more", { count: shown.tasks.length - next });
  };
  grow();
  const names = shown.names && (shown.names.length > 1 || shown.names[0] !== shown.title) ? [lineage.element("details", {}, lineage.make("summary", lineage.word("responsibility.names", { count: shown.names.length })),
    lineage.element("ul", {}, shown.names.map((name) => lineage.make("li", "\u201c" + name + "\u201d"))))] : [];
  panel.replaceChildren(close, lineage.element("h2", {}, shown.branch ? lineage.responsibility.mark(shown.branch) : null, " ", shown.title),
    ...shown.lines.map((line) => lineage.make("p", line, "line")), ...names, list, more);
  panel.hidden = false;
  requestAnimationFrame(() => { panel.scrollTop = 0; }); // later: now it would lay out the page once more
};
}
