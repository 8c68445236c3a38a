/* Rows of the timeline as cells of a table: what the task is, and what it says of its time. */
"use strict";
lineage.timeline.rows = (page) => {
  const { marksOf, percent, side, inside } = lineage.timeline;
  const asOf = lineage.site.asOf, word = lineage.word, byId = new Map(page.data.rows.map((row) => [row.id, row]));
  const flat = (text) => text.replace(/\s+/g, " ").trim();
  /* The words of a task in one line; of a table's row only the cell that says what is to be done. */
  const wordsOf = (row) => {
    const cells = row.kind === "appendix" ? row.quote[2].split(/\n|\s\|\s/).map(flat).filter((cell) => /\p{L}{2}/u.test(cell)) : [];
    return cells.length > 1 ? cells[0] : flat(row.quote[2]);
  };
  /* Each phrase in quotation marks of its own: what the documents do not join is not quoted as one. */
  const quoted = (phrases) => phrases.map((phrase) => "\u201c" + flat(phrase) + "\u201d").join(" \u00b7 ");
  const paperOf = (row) => page.data.documents[row.document];
  for (const row of page.data.rows) row.path = row.path ?? row.id.slice((paperOf(row).id + "/task/").length);
  const nameOf = (row) => lineage.say(paperOf(row).name) + ", " + row.path;

  const kindWords = (row) => {
    if (row.kind === "objective") return word("timeline.objective");
    if (row.kind !== "appendix") return "";
    const body = byId.get(row.sameAs);
    return body ? word("timeline.repeats", { path: body.path }) : word("timeline.appendix");
  };
  const comparison = (row, one, key) => {
    const name = [one.name, one.path].filter(Boolean).join(", ");
    return word("timeline." + key, { name, deadline: quoted(one.deadline), due: lineage.day(one.due) }) + " \u00b7 " + word("timeline." + one.status);
  };
  /* What was searched, marked: words apart only where the row does not hold the phrase as it stands.
     With `around` the text begins so many characters before a match that would otherwise be cut off. */
  const marker = (row) => {
    const phrase = page.phrase(), texts = [wordsOf(row), ...(row.lead || []), ...stated(row), row.path, lineage.say(paperOf(row).name)];
    const whole = phrase && texts.some((text) => lineage.fold(text).includes(phrase));
    return (text, around) => {
      if (!phrase || (whole && !lineage.fold(text).includes(phrase))) return text;
      const found = lineage.ranges(text, phrase), late = around !== undefined && found.length && found[0][1] > 2 * around;
      return lineage.marked(text, phrase, late ? around : undefined);
    };
  };
  /* Warnings in words, each with its sign. */
  const warnings = (row) => [
    ...(row.later || []).map((one) => ["\u25b2", comparison(row, one, "later"), "later"]),
    ...(row.dropped || []).map((one) => ["\u25bd", comparison(row, one, "dropped"), "dropped"]),
    ...(row.notes || []).map((text) => ["\u26a0", lineage.say(text), "contradicted"]),
  ];
  /* What "overdue" means, said in full once on the page and once in the panel. */
  const overdueWords = () => "\u29d6 " + word("timeline.overdue", { date: lineage.day(asOf) });
  const stated = (row) => [
    row.deadline ? quoted(row.deadline) : row.recurrence ? lineage.say(page.data.recurrence[row.recurrence]) : row.untimed || !(row.begin || row.due) ? word("timeline.no-deadline") : "",
    row.begin && !row.due ? word("timeline.open-end") : "",
    row.condition ? word("timeline.condition", { condition: flat(row.condition) }) : "",
  ].filter(Boolean);

  /* The words stand where the mark does: from its beginning on, or before its end where that is far to the right; beside
     a day alone from the left tip of its diamond on, or up to the right one. */
  const label = (row, scale, marked) => {
    const holder = lineage.make("div", undefined, "timeline-label");
    holder.append(lineage.element("span", {}, marked(stated(row).join(" \u00b7 "))));
    if (row.overdue) holder.append(" ", lineage.element("span", { class: "timeline-overdue", "data-warning": "overdue" }, lineage.element("span", { "aria-hidden": "true" }, "\u29d6 "), word("timeline.overdue-mark")));
    const begin = row.marks && row.marks.length && (row.begin && row.marks.some((one) => one[0] !== "due" && one[1]) ? scale.at(row.begin) : undefined);
    const due = row.due ? scale.at(row.due, true) : undefined;
    const left = begin ?? due ?? 0, right = due !== undefined && due >= left ? due : left;
    const put = (name, value, tip) => holder.style.setProperty(name, "max(0px, " + percent(value) + " - " + (tip ? "8px" : "0px") + ")");
    if (inside(left) <= 50) put("padding-left", inside(left), begin === undefined && due !== undefined);
    else { put("padding-right", 100 - inside(right), right === due); holder.classList.add("timeline-before"); }
    return holder;
  };
  const track = (row, scale, marked) => {
    const inner = lineage.element("div", { class: "timeline-track" }, label(row, scale, marked), marksOf(row, scale));
    for (const [sign, text, kind] of warnings(row)) {
      inner.append(lineage.element("div", { class: "timeline-warning", "data-warning": kind }, lineage.element("span", {}, lineage.element("span", { "aria-hidden": "true" }, sign + " "), text)));
    }
    return lineage.element("td", { class: "timeline-time" }, inner);
  };
  const rowOf = (row, scale, choose) => {
    const marked = marker(row);
    const place = lineage.make("div", undefined, "timeline-place timeline-head");
    if (page.state.sort === "due") place.append(lineage.say(paperOf(row).name), " \u00b7 ");
    place.append(lineage.make("strong", row.path));
    const kind = kindWords(row);
    if (kind) place.append(" \u00b7 " + kind);
    const words = lineage.button("", (event) => { event.stopPropagation(); choose(row.id); }, "timeline-words");
    words.append(marked(wordsOf(row), 34));
    if (row.lead) place.append(" \u00b7 " + word("field.lead") + ": ", marked(row.lead.map(flat).join("; "), 12));
    const cell = lineage.element("td", { class: "timeline-task" }, place, words);
    const line = lineage.element("tr", { "data-node": row.id, class: "timeline-row" }, cell, track(row, scale, marked));
    line.addEventListener("click", () => { if (!String(getSelection())) choose(row.id); });
    return line;
  };

  const issuedWords = (paper) => {
    if (paper.claims) return word("timeline.issued-claims", { dates: paper.claims.map(lineage.day).join(", ") });
    if (!paper.date) return word("timeline.issued-unknown");
    return word(paper.inferred ? "timeline.issued-inferred" : "timeline.issued", { date: lineage.day(paper.date) });
  };
  /* How many last days each year has: what a folded group shows in place of its rows. */
  const sums = (group, scale, holder) => {
    const counts = new Map();
    for (const row of group.rows) if (row.due) { const year = Number(row.due.slice(0, 4)); counts.set(year, (counts.get(year) || 0) + 1); }
    const line = lineage.make("div", undefined, "timeline-sums");
    for (const [year, count] of counts) if (year >= scale.from && year <= scale.to) {
      const one = lineage.make("span", "\u25c6 " + (100 / scale.count > 9 ? word("timeline.due-count", { count }) : count));
      one.style.setProperty("left", percent((100 * (year - scale.from + 0.5)) / scale.count));
      line.append(one);
    }
    if (counts.size) holder.append(line);
  };
  /* What the audit says of the document itself: a line of its own, which does not stay in view with the head. */
  const notesOf = (group) => (group.paper && group.paper.notes ? [lineage.element("tr", { class: "timeline-noted" }, lineage.element("td", {}), lineage.element("td", { class: "timeline-time" },
    lineage.element("div", { class: "timeline-track" }, group.paper.notes.map((text) =>
      lineage.element("div", { class: "timeline-note" }, lineage.make("span", text))))))] : []);
  const headOf = (group, scale, open, toggle) => {
    const counts = ["later", "dropped"].map((key) => [key, group.rows.filter((row) => row[key]).length]).filter((one) => one[1]);
    const button = lineage.button("", toggle, "timeline-fold");
    button.setAttribute("aria-expanded", String(open));
    button.append((open ? "\u25be " : "\u25b8 ") + group.name());
    const words = [word("timeline.rows", { count: group.rows.length }), ...counts.map(([key, count]) => word("timeline." + key + "-count", { count }))];
    const cell = lineage.element("th", { scope: "colgroup", class: "timeline-task" }, button, lineage.make("div", words.join(" \u00b7 "), "timeline-place timeline-head"));
    button.title = group.name();
    const inner = lineage.element("div", { class: "timeline-track" });
    if (group.paper) {
      const day = group.paper.date, way = day ? side(scale, day) : 0, words = (way < 0 ? "\u2039 " : "") + issuedWords(group.paper) + (way > 0 ? " \u203a" : "");
      const issued = lineage.element("div", { class: "timeline-label" }, lineage.make("span", words)), place = day ? inside(scale.at(day)) : 0;
      if (place <= 50) issued.style.setProperty("padding-left", percent(place));
      else { issued.style.setProperty("padding-right", percent(100 - place)); issued.classList.add("timeline-before"); }
      inner.append(issued);
    }
    if (!open) sums(group, scale, inner);
    const head = lineage.element("tr", { class: "timeline-group", "data-group": group.key }, cell, lineage.element("td", { class: "timeline-time" }, inner));
    return [head, ...notesOf(group)];
  };

  /* The axis: years, and their quarters or months where there is room. */
  const axisOf = (scale) => {
    const inner = lineage.element("div", { class: "timeline-track timeline-axis" });
    const every = scale.count > 30 ? 5 : scale.count > 15 ? 2 : 1;
    for (let number = 0; number < scale.count; number += every) {
      const year = lineage.make("span", scale.from + number, "timeline-year-word");
      year.style.setProperty("left", percent((100 * number) / scale.count));
      year.style.setProperty("width", percent((100 * Math.min(every, scale.count - number)) / scale.count));
      inner.append(year);
    }
    if (scale.parts > 1) for (let part = 0; part < scale.count * scale.parts; part += 1) {
      const number = (part % scale.parts) + 1;
      const name = lineage.make("span", word(scale.parts === 12 ? "timeline.month" : "timeline.quarter", { number: scale.parts === 12 ? number : ["I", "II", "III", "IV"][number - 1] }), "timeline-part-word");
      name.style.setProperty("left", percent((100 * part) / (scale.count * scale.parts)));
      name.style.setProperty("width", percent(100 / (scale.count * scale.parts)));
      inner.append(name);
    }
    if (asOf && Number(asOf.slice(0, 4)) >= scale.from && Number(asOf.slice(0, 4)) <= scale.to) {
      const day = lineage.make("span", word("timeline.as-of", { date: lineage.day(asOf) }), "timeline-as-of-word"), place = scale.at(asOf, true);
      day.style.setProperty(place <= 50 ? "left" : "right", percent(place <= 50 ? place : 100 - place));
      inner.append(day);
    }
    return lineage.element("tr", {}, lineage.element("th", { scope: "col", class: "timeline-task" }, word("timeline.column-task")),
      lineage.element("th", { scope: "col", class: "timeline-time" }, lineage.make("span", word("timeline.column-time"), "timeline-unseen"), inner));
  };
  return { byId, rowOf, headOf, axisOf, flat, marker, wordsOf, nameOf, kindWords, warnings, overdueWords, stated, quoted, comparison, paperOf, issuedWords };
};
