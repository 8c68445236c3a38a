/* What the side panel says of a task, a section, a document, a link, and of a place where nothing was found. */
"use strict";
lineage.taskPanel = (map) => {
  const { data } = map, MOST = 24;
  const cited = (id) => ({ id, name: data.address(id), quote: data.quote(id) });
  const title = (text) => lineage.make("dt", text);
  const anchors = (id) => {
    const made = [["coverage", "task.coverage"], ["timeline", "task.timeline"], ["findings", "task.findings"], ["documents", "task.document-map"]]
      .filter(([name]) => lineage.hasPage(name)).filter(([name]) => (name === "documents") === !data.isTask(id)).map(([name, word]) => lineage.anchor(lineage.word(word), name, { node: id }));
    return made.length ? [lineage.element("p", { class: "elsewhere" }, made)] : [];
  };
  /* Links one way, the best first; of very many the first, and a button for more. */
  const linked = (id, up, options) => {
    const all = data[up ? "up" : "down"](id), holder = lineage.make("div"), end = up ? "to" : "from";
    let shown = MOST;
    const draw = () => {
      const entries = all.slice(0, shown).map((index) => {
        const edge = data.edge(index), entry = lineage.linkEntry(edge.link, cited(edge[end]), up);
        if (edge.through) entry.parts = [lineage.element("div", { class: "evidence against" }, lineage.word("task.through", { names: data.names(edge.through).join("; ") })), ...entry.parts];
        return Object.assign(entry, { phrase: (edge.link.phrases || []).map(lineage.fold) });
      });
      holder.replaceChildren(...(entries.length ? [lineage.facts(entries, options)] : []));
      if (all.length > shown) holder.append(lineage.button(lineage.word("more-tasks", { count: all.length - shown }), () => { shown += MOST; draw(); }));
      const heading = holder.querySelector("dt");
      if (heading) heading.textContent += " (" + all.length + ")";
    };
    draw();
    return holder;
  };
  const symbols = (ids) => (ids.length > 8 ? [...ids.slice(0, 8).map((id) => lineage.say(data.short(id))), "+" + (ids.length - 8)] : ids.map((id) => lineage.say(data.short(id)))).join("; ");
  /* Where coverage found nothing: in words, and never as a verdict. */
  const unmet = (id) => {
    const gaps = data.gaps(id), list = lineage.make("dl"), states = ["none-found", "blocked", "confirmed-gap", "justified"];
    for (const state of states) {
      const some = gaps.filter((gap) => gap.state === state);
      if (!some.length) continue;
      if (!list.children.length) list.append(title(lineage.word("task.below")));
      const item = lineage.make("dd");
      item.append(lineage.make("span", lineage.word("task.gap-" + state), "mark" + (state === "justified" ? "" : " warning")), " ", symbols(some.map((gap) => gap.document)));
      const missing = [...new Set(some.flatMap((gap) => data.names(gap.missing || [])))];
      if (missing.length) item.append(lineage.element("div", { class: "evidence against" }, lineage.word("gap.missing", { names: missing.slice(0, 8).join("; ") + (missing.length > 8 ? " \u2026" : "") })));
      list.append(item);
    }
    return list.children.length ? [list] : [];
  };
  const task = (node, options) => {
    const id = node.id, [quote, ...rest] = data.entries(id);
    const shared = ["up", "down"].flatMap((way) => data[way](id).slice(0, MOST)).flatMap((index) => data.edge(index).link.phrases || []);
    const phrases = [...new Set(shared)].map(lineage.fold), marked = !options.phrase && lineage.ranges(quote.quotes[0][2], phrases).length > 0;
    const entries = [
      Object.assign({}, quote, { phrase: options.phrase || phrases, parts: marked ? [lineage.make("span", lineage.word("task.shared"), "place")] : [] }),
      { key: "path", value: node.label.split("/").join(" \u203a ") }, { key: "section", to: data.holder(id) }, { key: "document", to: data.top(id) }, ...rest,
    ];
    return [lineage.facts(entries, options), linked(id, true, options), linked(id, false, options), ...unmet(id), ...anchors(id)];
  };
  /* With which documents a section or document is linked, and how often. */
  const partners = (id) => {
    const found = { "links-up": new Map(), "links-down": new Map() };
    for (const one of data.tasks(id)) for (const [key, way, end] of [["links-up", "up", "to"], ["links-down", "down", "from"]]) for (const index of data.all(way, one)) {
      const edge = data.edge(index), other = data.top(edge[end]), count = found[key].get(other) || [0, 0];
      count[edge.relation === "confirmed" ? 0 : 1] += 1;
      found[key].set(other, count);
    }
    return Object.entries(found).flatMap(([key, counts]) => [...counts].sort((a, b) => b[1][0] + b[1][1] - a[1][0] - a[1][1]).slice(0, MOST)
      .map(([other, count]) => ({ key, to: other, note: counted(count) })));
  };
  const counted = ([confirmed, proposed]) => lineage.word("task.links", { confirmed, proposed });
  const section = (node, options) => {
    const [first, ...rest] = data.entries(node.id);
    return [lineage.facts([first, ...rest, ...partners(node.id)], options), ...(node.kind === "document" ? anchors(node.id) : [])];
  };
  const documentFacts = (node, options) => {
    const counts = partners(node.id), entries = data.entries(node.id), at = entries.findIndex((entry) => entry.key === "cites" || entry.key === "cited-by");
    const all = at < 0 ? [...entries, ...counts] : [...entries.slice(0, at), ...counts, ...entries.slice(at)];
    return [...anchors(node.id), lineage.facts(all.slice(0, 60), options)];
  };
  const link = (edge, options) => {
    const phrase = (edge.link.phrases || []).map(lineage.fold);
    const upper = Object.assign(lineage.linkEntry(edge.link, cited(edge.to), true), { phrase });
    return [lineage.facts([{ key: "task", value: data.address(edge.from), to: edge.from, quotes: [data.quote(edge.from)], phrase }, upper], options)];
  };
  /* A relation of two documents, with how many links there are between their tasks. */
  const relation = (edge, options) => {
    const count = [0, 0];
    for (const id of data.tasks(edge.from)) for (const index of data.up(id)) if (data.top(data.edge(index).to) === edge.to) count[data.edge(index).relation === "confirmed" ? 0 : 1] += 1;
    const held = data.nodes.get(edge.from).held && data.nodes.get(edge.to).held;
    return [lineage.facts([...lineage.entries(edge.panel), ...(held ? [{ key: "task-links", value: counted(count) }] : [])], options)];
  };
  const gap = (slot, options) => {
    const entries = [{ key: "carries-out", value: data.address(slot.task), to: slot.task, quotes: [data.quote(slot.task)] }, ...slot.documents.slice(0, 60).map((id) => ({ key: "document", to: id }))];
    return [lineage.make("p", lineage.word("gap.help-" + slot.state), "help"), ...(slot.missing.size ? [lineage.make("p", lineage.word("gap.missing", { names: data.names(slot.missing).join("; ") }))] : []), lineage.facts(entries, options)];
  };
  return (what, options) => {
    if (what.link) return link(what, options);
    if (what.from !== undefined) return relation(what, options);
    if (what.kind === "gap") return gap(what, options);
    if (what.kind === "document") return documentFacts(what, options);
    if (what.kind === "section") return section(what, options);
    if (what.kind === "via") return [lineage.make("p", lineage.word("task.via"), "help")];
    return what.kind ? [] : task(what, options);
  };
};
