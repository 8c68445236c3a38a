/* Rows of the findings' table: what was found, and the words on both sides with their places. */
"use strict";

/* Where in `text` the words of `wanted` first stand as whole words: [start, end] of each. */
lineage.wholeWords = (text, wanted) => wanted.map((words) => {
  const part = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (!part.test(text.charAt(at - 1)) && !part.test(text.charAt(at + words.length))) return [at, at + words.length];
  }
  return null;
}).filter(Boolean);

/* The text as it stands, with what was searched marked and what differs underlined. */
lineage.compared = (text, phrase, wanted) => {
  const searched = lineage.ranges(text, phrase), differing = lineage.wholeWords(text, wanted);
  const holder = document.createDocumentFragment(), inside = (ranges, at) => ranges.some(([start, end]) => start <= at && at < end);
  const cuts = [...new Set([0, text.length, ...searched.flat(), ...differing.flat()])].sort((a, b) => a - b);
  cuts.slice(0, -1).forEach((from, index) => {
    const piece = text.slice(from, cuts[index + 1]), node = inside(searched, from) ? lineage.make("mark", piece) : document.createTextNode(piece);
    holder.append(inside(differing, from) ? lineage.element("u", {}, node) : node);
  });
  return holder;
};

lineage.findingRows = (page) => {
  const { data } = page, phrase = () => page.wanted || "";
  const place = (at, wanted) => {
    if (at === undefined) return [];
    const one = data.places[at], where = lineage.make("div", null, "where");
    const name = (target, state, text) => (lineage.hasPage(target) ? lineage.anchor(text, target, state) : lineage.make("span", text));
    where.append(name("documents", { node: one.document }, one.name));
    if (one.path) where.append(" \u00b7 ", one.task ? name("tasks", { node: one.task }, one.path) : one.path);
    const file = one.file && one.file !== one.name ? " \u00b7 " + one.file : "", line = one.line ? ", " + lineage.placeShown(one.file, one.line) : "";
    if (file || line) where.append(lineage.make("span", file + line, "source"));
    const parts = [where];
    if (one.quote) {
      const quote = lineage.make("blockquote");
      quote.append(lineage.compared(one.quote, phrase(), wanted || []));
      parts.push(quote);
    } else parts.push(lineage.make("div", lineage.word("findings.no-quote"), "source"));
    return parts;
  };
  const taskLink = (id) => {
    const path = id.slice(id.indexOf("/task/") + 6), name = data.documents[id.slice(0, id.indexOf("/task/"))];
    return lineage.anchor((name ? lineage.say(name.name) + " \u00b7 " : "") + path, "tasks", { node: id });
  };
  /* A finding; `alone` is true where no head above says what it is and what would settle it. */
  const row = (one, alone) => {
    const check = data.checks[one.check], what = lineage.make("td", null, "what"), number = lineage.make("td", null, "number");
    const link = lineage.anchor(String(one.number), "findings", { finding: one.id });
    link.setAttribute("aria-label", lineage.word("findings.one", { number: one.number }));
    number.append(link);
    if (alone) number.append(" ", lineage.severity(one.severity, lineage.say(data.severities[one.severity])));
    if (alone) what.append(lineage.element("div", { class: "title" }, lineage.marked(lineage.say(check.title), phrase())));
    what.append(lineage.element("div", { class: "message" }, lineage.marked(lineage.say(one.message), phrase())));
    if (alone) what.append(lineage.element("div", { class: "settle" }, lineage.word("findings.settle") + ": ", lineage.marked(lineage.say(check.settle), phrase())));
    if (one.extra.length && lineage.hasPage("tasks")) what.append(lineage.element("div", { class: "related" }, lineage.word("findings.task") + ": ", one.extra.flatMap((task, at) => [at ? "; " : "", taskLink(task)])));
    /* Where there is but one end it takes the room of both. */
    const ends = one.against === undefined ? [lineage.element("td", { colspan: 2 }, place(one.at, one.here))]
      : [lineage.element("td", {}, place(one.at, one.here)), lineage.element("td", {}, place(one.against, one.there))];
    const chosen = page.state.finding === one.id;
    return lineage.element("tr", { "data-finding": one.id, class: chosen ? "chosen" : undefined, "aria-current": chosen ? "true" : undefined }, number, what, ends);
  };
  /* What the findings below have in common: how grave, what it is, how many, what would settle them. */
  const head = (group) => {
    const check = data.checks[group.check], count = lineage.word(group.all === 1 ? "findings.count-one" : "findings.count", { count: group.all });
    return lineage.element("tr", { class: "group", "data-group": group.key }, lineage.element("th", { colspan: 4, scope: "colgroup" },
      lineage.severity(group.severity, lineage.say(data.severities[group.severity])), " ",
      lineage.element("span", { class: "title" }, lineage.marked(lineage.say(check.title), phrase())), " ",
      lineage.make("span", count, "count"),
      lineage.element("span", { class: "settle" }, lineage.word("findings.settle") + ": ", lineage.marked(lineage.say(check.settle), phrase()))));
  };
  const more = (group, press) => lineage.element("tr", { class: "more" }, lineage.element("td", { colspan: 4 },
    (() => {
      const button = lineage.button(group.open ? lineage.word("findings.fewer") : lineage.word("findings.more", { count: group.hidden }), press);
      button.dataset.more = group.key;
      return button;
    })()));
  return { row, head, more };
};
