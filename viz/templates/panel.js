/* Facts with their words and places, as the side panels show them. */
"use strict";

/* Rows of viz.panel.compact as objects. */
lineage.entries = (rows) => rows.map(([key, value, quotes, to, note, warning]) =>
  ({ key, value: value ?? undefined, quotes: quotes || [], to: to ?? undefined, note: note ?? undefined, warning: Boolean(warning) }));

/* A quote [file, line, words] with its place; `phrase` (folded) is marked in it. */
lineage.quote = ([file, line, words], phrase) => {
  const holder = document.createDocumentFragment();
  if (words) {
    const block = lineage.make("blockquote");
    block.append(lineage.marked(words, phrase));
    holder.append(block);
  }
  if (file) holder.append(lineage.source(file, line));
  return holder;
};

/* A list of facts. entries: { key (word after "field."), value, quotes, to, note, warning, parts (nodes), phrase (marked in
   its quotes instead) };
   go(id) follows `to`, nameOf(id) names it where there is no value; undefined where it leads nowhere. */
lineage.facts = (entries, { go, nameOf, phrase } = {}) => {
  const list = lineage.make("dl");
  let last = null;
  for (const entry of entries) {
    if (entry.key !== last) list.append(lineage.make("dt", lineage.word("field." + entry.key)));
    last = entry.key;
    const item = lineage.make("dd"), mark = entry.warning ? "mark warning" : "mark";
    const target = entry.to === undefined || !nameOf ? undefined : nameOf(entry.to);
    if (target !== undefined) item.append(lineage.button(entry.value === undefined ? target : entry.value, () => go(entry.to)));
    else if (entry.value !== undefined) item.append(lineage.make("span", entry.value, entry.warning ? mark : ""));
    if (entry.note !== undefined) item.append(" ", lineage.make("span", entry.note, mark));
    for (const one of entry.quotes || []) item.append(lineage.quote(one, entry.phrase || phrase));
    item.append(...(entry.parts || []));
    list.append(item);
  }
  return list;
};
