/* The side panel of the timeline: a task's words and days, and those of the tasks above and below it. */
"use strict";
lineage.timeline.panel = (page, rows, choose) => {
  const byId = rows.byId, above = new Map(), below = new Map();
  for (const link of page.data.links) for (const [map, end] of [[above, link.child], [below, link.parent]]) {
    if (!map.has(end)) map.set(end, []);
    map.get(end).push(link);
  }
  const MOST = 15;
  const daysOf = (row) => {
    const begin = lineage.day(row.begin), due = lineage.day(row.due);
    if (begin && due) return lineage.word("timeline.other-days", { begin, due });
    return begin ? lineage.word("timeline.other-begin", { begin }) : due ? lineage.word("timeline.other-due", { due }) : "";
  };
  const otherTime = (row, warning) => {
    const text = row.deadline ? lineage.word("timeline.other-deadline", { deadline: rows.quoted(row.deadline) }) : lineage.word("timeline.no-deadline");
    const days = daysOf(row), line = lineage.make("div", [text, days].filter(Boolean).join(" \u00b7 "), "timeline-other");
    return warning ? [line, lineage.make("span", warning, "mark warning")] : [line];
  };
  const entriesOf = (row) => {
    const entry = (key, value, rest) => (value ? [{ key, value, ...rest }] : []);
    const own = [
      { key: "quote", quotes: [row.quote] },
      ...(rows.kindWords(row) ? entry("kind", rows.kindWords(row)) : []),
      ...(row.lead || []).map((name) => ({ key: "lead", value: name })),
      row.deadline ? { key: "deadline", value: rows.quoted(row.deadline) } : { key: "deadline", value: lineage.word("timeline.no-deadline") },
      ...entry("begin", lineage.day(row.begin), { note: lineage.word("timeline.read-from") }),
      ...entry("due", lineage.day(row.due), { note: lineage.word("timeline.last-of") }),
      ...(row.begin && !row.due ? entry("due", lineage.word("timeline.open-end")) : []),
      ...(row.recurrence ? entry("recurrence", page.data.recurrence[row.recurrence]) : []),
      ...entry("condition", row.condition),
    ];
    const linked = (links, end, up) => (links || []).filter((link) => byId.has(link[end])).slice(0, MOST).map((link) => {
      const other = byId.get(link[end]), late = [row, other].some((one) => (one.later || []).some((first) => one.id === link.child && first.id === link.parent));
      const made = lineage.linkEntry(link, { id: other.id, name: rows.nameOf(other), quote: other.quote }, up);
      return { ...made, parts: [...otherTime(other, late ? lineage.word("timeline.mark-later") : ""), ...made.parts] };
    });
    return [...own, ...linked(above.get(row.id), "parent", true), ...linked(below.get(row.id), "child", false)];
  };
  const show = (row, hidden) => {
    const panel = page.part("panel");
    panel.hidden = !row;
    if (!row) { panel.replaceChildren(); return; }
    const links = lineage.make("p", undefined, "timeline-links");
    const rest = [above, below].reduce((sum, linked) => sum + Math.max((linked.get(row.id) || []).length - MOST, 0), 0);
    if (rest) links.append(lineage.make("span", lineage.word("timeline.more-links", { count: rest })));
    if (lineage.hasPage("tasks")) links.append(lineage.anchor(lineage.word("timeline.to-tasks"), "tasks", { node: row.id }), " ");
    if (lineage.hasPage("documents")) links.append(lineage.anchor(lineage.word("timeline.to-document"), "documents", { node: rows.paperOf(row).id }));
    panel.replaceChildren(
      lineage.button(lineage.word("page.close"), () => choose(null)),
      lineage.make("h2", rows.nameOf(row)),
      ...(hidden ? [lineage.make("p", lineage.word("timeline.hidden"), "help")] : []),
      ...rows.warnings(row).map(([sign, text]) => lineage.make("p", sign + " " + text, "timeline-warning")),
      ...(row.overdue ? [lineage.make("p", rows.overdueWords(), "timeline-overdue")] : []),
      lineage.facts(entriesOf(row), { go: choose, nameOf: (id) => (byId.has(id) ? rows.nameOf(byId.get(id)) : undefined), phrase: page.phrase() }),
      links,
    );
    panel.scrollTop = 0;
  };
  return { show };
};
