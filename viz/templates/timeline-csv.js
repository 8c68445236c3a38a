/* The rows shown as a CSV file, every mark of the page in words. */
"use strict";
lineage.timeline.csv = (page, rows, shown) => {
  const heads = ["document", "level", "path", "kind", "words", "lead", "deadline", "begin", "due", "recurrence", "condition", "kinds", "later", "dropped", ...(lineage.site.asOf ? ["overdue"] : []), "notes", "source", "line", ...(Object.keys(lineage.site.references).length ? ["place"] : [])];
  const cells = (row) => {
    const paper = rows.paperOf(row), above = (key) => (row[key] || []).map((one) => rows.comparison(row, one, key)).join(" | ");
    const all = {
      document: lineage.say(paper.name), level: lineage.say(paper.levelName), path: row.path, kind: rows.kindWords(row) || lineage.word("timeline.task"), words: row.quote[2],
      lead: (row.lead || []).join("; "), deadline: (row.deadline || []).join("; "), begin: row.begin, due: row.due, recurrence: row.recurrence ? lineage.say(page.data.recurrence[row.recurrence]) : "",
      condition: row.condition, kinds: (row.kinds || ["none"]).map((kind) => lineage.word("timeline.kind-" + kind)).join("; "), later: above("later"), dropped: above("dropped"),
      overdue: row.overdue ? lineage.word("timeline.yes") : "", notes: (row.notes || []).map(lineage.say).join(" | "), source: row.quote[0], line: row.quote[1], place: lineage.place(row.quote[0], row.quote[1]),
    };
    return heads.map((key) => all[key]);
  };
  return lineage.csv([heads.map((key) => lineage.word("timeline.head-" + key)), ...shown.map(cells)]);
};
