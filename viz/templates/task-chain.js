/* One chain: a task with the requirements it carries out and the tasks that carry it out, or all tasks of a section. */
"use strict";
lineage.taskChain = (map) => {
  const { data, page } = map, ALL = 9, GAP = 12;
  const { budget, page: size } = page.measures;
  /* How many links of the focus, and of each further task, are unfolded, and how many tasks of a section: as many as the
     budget allows. */
  const STEPS = [[8, 4, 12], [6, 3, 12], [6, 2, 12], [5, 2, 12], [4, 2, 10], [4, 1, 10], [3, 1, 10], [2, 1, 8], [1, 1, 8], [1, 1, 6], [1, 0, 6], [1, 0, 4], [1, 0, 3]];
  const chain = { focus: null, up: ALL, down: ALL, windows: new Map() };
  const opened = (key, all, base) => {
    const window = chain.windows.get(key) || { from: 0, count: base };
    return { from: window.from, shown: all.slice(window.from, window.from + window.count), after: Math.max(0, all.length - window.from - window.count) };
  };
  /* So many links, spread over the levels that they lead to. */
  const shared = (most, lists) => {
    const shares = lists.map(() => 0);
    for (let left = most, given = true; left > 0 && given;) {
      given = false;
      for (const [place, { links }] of lists.entries()) if (left > 0 && shares[place] < links.length) { shares[place] += 1; left -= 1; given = true; }
    }
    return shares;
  };
  /* What is shown: tasks, links (edge indexes), and boxes for what is folded away: { way, node, ids, from, key }. */
  const gather = (base) => {
    const tasks = new Set(), links = new Set(), folded = [], shownOf = new Map();
    let centre = [chain.focus];
    if (!data.isTask(chain.focus)) {
      const all = data.tasks(chain.focus), key = "centre\n" + chain.focus, part = opened(key, all, base[2]);
      centre = part.shown;
      if (part.from) folded.push({ way: "centre", node: null, ids: all.slice(0, part.from), step: -1, key });
      if (part.after) folded.push({ way: "centre", node: null, ids: all.slice(-part.after), step: 1, key });
    }
    centre.forEach((id) => tasks.add(id));
    for (const way of ["up", "down"]) {
      let here = centre;
      for (let depth = 0; depth < chain[way] && here.length; depth += 1) {
        const next = [];
        for (const id of here) {
          const other = way === "up" ? "to" : "from", lists = data.byColumn(way, id);
          const shares = shared(chain.focus === id ? base[0] : data.isTask(chain.focus) || depth ? base[1] : Math.max(1, Math.min(2, base[1])), lists);
          lists.forEach(({ column, links: all }, place) => {
            const key = [way, id, column].join("\n"), part = opened(key, all, shares[place]);
            for (const index of part.shown) {
              const end = data.edge(index)[other];
              links.add(index);
              if (!tasks.has(end)) { tasks.add(end); next.push(end); }
            }
            if (part.from) folded.push({ way, node: id, links: all.slice(0, part.from), other, step: -1, key });
            if (part.after) folded.push({ way, node: id, links: all.slice(-part.after), other, step: 1, key });
            shownOf.set(key, part.shown.length);
          });
        }
        here = next;
      }
    }
    for (const id of tasks) for (const index of data.up(id)) if (tasks.has(data.edge(index).to)) links.add(index);
    return { centre, tasks, links: [...links].sort((a, b) => a - b), folded, shownOf, empty: chain.down ? centre.flatMap(emptyBelow) : [] };
  };
  /* Where coverage knows of no link, one box for each level and state: what was not found is no claim that nothing is
     done. Of all tasks of a section only what was looked for in vain, and what a reviewer decided. */
  const decided = (state) => state === "confirmed-gap" || state === "justified";
  const slots = (id) => {
    const found = new Map();
    for (const gap of data.gaps(id)) {
      if (!data.isTask(chain.focus) && !decided(gap.state) && (gap.state === "blocked" || data.down(id).length)) continue;
      const key = ["gap", id, data.column(gap.document), gap.state].join("\n");
      if (!found.has(key)) found.set(key, { id: key, kind: "gap", task: id, state: gap.state, decided: decided(gap.state), column: data.column(gap.document), documents: [], missing: new Set() });
      found.get(key).documents.push(gap.document);
      for (const one of gap.missing || []) found.get(key).missing.add(one);
    }
    return [...found.values()];
  };
  const known = new Map();
  const emptyBelow = (id) => { const key = chain.focus + "\n" + id; if (!known.has(key)) known.set(key, slots(id)); return known.get(key); };
  const counted = (made) => made.tasks.size + new Set([...made.tasks].map(data.top)).size + made.folded.length + made.empty.length + between(made).boxes.size;
  const finished = (made) => {
    for (const one of made.folded) if (one.links) one.ids = one.links.map((index) => data.edge(index)[one.other]).filter((id) => !made.tasks.has(id));
    made.folded = made.folded.filter((one) => one.ids.length);
    return made;
  };
  /* Within the budget: fewer links each; then what was unfolded earlier is folded again; then the window itself shrinks. */
  const fitting = () => {
    for (;;) {
      for (const base of STEPS) { const made = gather(base); if (counted(made) <= budget) return made; }
      const last = [...chain.windows.keys()].pop();
      const oldest = chain.windows.keys().next().value;
      if (oldest === undefined) return gather(STEPS[STEPS.length - 1]);
      if (oldest !== last) { chain.windows.delete(oldest); continue; }
      const window = chain.windows.get(last);
      if (window.count <= 4) { chain.windows.delete(last); continue; }
      window.count -= 4;
    }
  };
  const turn = (fold, shownNow) => {
    const before = chain.windows.get(fold.key) || { from: 0, count: shownNow };
    chain.windows.delete(fold.key);
    const whole = before.count + size <= budget - 20;
    chain.windows.set(fold.key, fold.step < 0 ? { from: Math.max(0, before.from - size), count: size + (before.from ? 0 : before.count) } : whole ? { from: before.from, count: before.count + size } : { from: before.from + before.count, count: size });
  };

  const moreName = (fold) => {
    const count = lineage.word("more-tasks", { count: fold.ids.length.toLocaleString(lineage.lang) }), documents = new Set(fold.ids.map(data.top));
    return documents.size === 1 ? count + " \u00b7 " + lineage.say(data.short([...documents][0])) : count + " \u00b7 " + lineage.word("more-documents", { count: documents.size }).slice(1);
  };
  const gapLines = (slot) => {
    const names = slot.documents.map((id) => lineage.say(data.short(id))), many = names.length > 4;
    const where = many ? lineage.word("gap.places", { count: names.length }) : names.join("; ");
    if (slot.state === "blocked") return [[lineage.word("gap.blocked"), "strong", 2], [lineage.word("gap.missing", { names: data.names(slot.missing).join("; ") }), "plain", 3], [where, "muted", 2]];
    return [[lineage.word("gap." + slot.state), "strong", 2], [where, "muted", 2]];
  };

  /* Groups of one column: a document with its tasks, or a box that stands for itself; the key says where they stand. */
  const grouped = (made, via) => {
    const columns = page.columns.map(() => []), rank = new Map(), middle = data.column(made.centre[0] ?? chain.focus);
    const byColumn = page.columns.map(() => []);
    for (const id of made.tasks) byColumn[data.column(id)].push(id);
    const near = new Map();
    const meet = (a, b) => { if (!near.has(a)) near.set(a, []); near.get(a).push(b); };
    for (const index of made.links) { const edge = data.edge(index); meet(edge.from, edge.to); meet(edge.to, edge.from); }
    const mean = (numbers) => (numbers.length ? numbers.reduce((a, b) => a + b, 0) / numbers.length : 0.5);
    const order = page.columns.map((_, index) => index).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b);
    for (const index of order) {
      const key = new Map(byColumn[index].map((id) => [id, index === middle ? 0 : mean((near.get(id) || []).filter((one) => rank.has(one)).map((one) => rank.get(one)))]));
      const documents = new Map();
      for (const id of byColumn[index]) { const top = data.top(id); if (!documents.has(top)) documents.set(top, []); documents.get(top).push(id); }
      const groups = [...documents].map(([document, ids]) => {
        ids.sort((a, b) => key.get(a) - key.get(b) || data.order.get(a) - data.order.get(b));
        return { document, ids, key: mean(ids.map((id) => key.get(id))) };
      });
      groups.sort((a, b) => a.key - b.key || data.order.get(a.document) - data.order.get(b.document));
      const all = groups.flatMap((group) => group.ids);
      all.forEach((id, row) => rank.set(id, (row + 0.5) / all.length));
      groups.forEach((group) => { group.key = mean(group.ids.map((id) => rank.get(id))); });
      columns[index] = groups;
    }
    const at = (id) => rank.get(id) ?? 0.5;
    const single = (id, column, key, lines, more) => columns[column].push({ id, lines, key, more });
    made.folded.forEach((fold) => {
      const id = "more\n" + fold.key + "\n" + fold.step, name = moreName(fold), shown = fold.way === "centre" ? made.centre.length : made.shownOf.get(fold.key);
      map.extras.set(id, { id, kind: "more", name, act: () => turn(fold, shown) });
      fold.id = id;
      single(id, data.column(fold.ids[0]), fold.node === null ? (fold.step < 0 ? -1 : 2) : at(fold.node) + fold.step * (fold.node === chain.focus ? 0.4 : 0.001), [[name, "strong", 2]], {});
    });
    made.empty.forEach((slot) => {
      map.extras.set(slot.id, Object.assign(slot, { name: gapLines(slot).map((line) => line[0]).join(" \u00b7 ") }));
      single(slot.id, slot.column, at(slot.task) + (slot.task === chain.focus ? 0.45 : 0.002), gapLines(slot), { held: slot.decided, fill: slot.decided ? "#ffffff" : "#fffdf5", inset: 32, state: slot.state, line: 1.6 });
    });
    for (const one of via.boxes.values()) {
      const names = data.names(one.documents).join("; ");
      map.extras.set(one.id, { id: one.id, kind: "via", name: names + " \u00b7 " + lineage.word("not-held"), links: one.links });
      single(one.id, one.column, mean(one.ends.map(at)), [[names, "strong", 3], [lineage.word("not-held"), "muted", 1]], { held: false, line: 1.4, fill: "#ffffff" });
    }
    columns.forEach((groups) => groups.sort((a, b) => a.key - b.key));
    return columns;
  };
  /* A link past documents that are not held: for each level a dashed box says which, and the line leads by way of them.
     What cannot be told apart stands in the level above the lower task. */
  const between = (made) => {
    const boxes = new Map(), ways = new Map();
    for (const index of made.links) {
      const edge = data.edge(index), low = data.column(edge.from), levels = new Map();
      if (!edge.through) continue;
      for (const document of edge.through) {
        const column = data.level(document) ?? Math.max(low - 1, data.column(edge.to));
        levels.set(column, [...(levels.get(column) || []), document]);
      }
      ways.set(index, [...levels].sort((a, b) => b[0] - a[0]).map(([column, documents]) => {
        const id = ["via", column, ...documents].join("\n");
        if (!boxes.has(id)) boxes.set(id, { id, column, documents, ends: [], links: new Set() });
        boxes.get(id).ends.push(edge.from, edge.to);
        boxes.get(id).links.add(index);
        return id;
      }));
    }
    return { boxes, ways };
  };
  const scene = (room) => {
    const made = finished(fitting()), via = between(made), groups = grouped(made, via);
    const used = page.columns.map((_, index) => index).filter((index) => groups[index].length);
    const width = lineage.layout.width(room, used.length, 0, map.sheet && map.sheet.widest), place = new Map(used.map((index, at) => [index, at]));
    const columns = used.map((index) => ({ name: page.columns[index].name, w: width, items: groups[index].flatMap((group, number) => {
      if (group.lines) return [{ id: group.id, box: map.make.words(group.lines, width, group.more), indent: 0, gap: 16 }];
      return [{ id: group.document, box: map.make.heading(group.document, width), indent: 0, gap: number ? 22 : 0, keep: true },
        ...group.ids.map((id, row) => ({ id, box: map.make.task(id, width, id === chain.focus ? 8 : made.tasks.size > 10 ? 3 : 4, id === chain.focus), indent: 0, gap: row ? GAP : 5 }))];
    }) }));
    const links = [];
    const led = new Set();
    for (const index of made.links) {
      const edge = data.edge(index), stops = [edge.from, ...(via.ways.get(index) || []), edge.to];
      stops.slice(1).forEach((to, step) => {
        const from = stops[step], key = [edge.relation, from, to].join("\n"), last = step === stops.length - 2;
        if (led.has(key)) return;
        led.add(key);
        links.push(Object.assign({ edge: index, from, to, kind: edge.relation }, last ? {} : { arrow: false }, step ? {} : { mark: true, suspect: edge.link.suspect }));
      });
    }
    for (const fold of made.folded) if (fold.node !== null && place.size) {
      const [from, to] = fold.way === "up" ? [fold.node, fold.id] : [fold.id, fold.node];
      links.push({ edge: data.drawnEdge(from, to, "more"), from, to, kind: "more", arrow: false });
    }
    for (const slot of made.empty) links.push({ edge: data.drawnEdge(slot.id, slot.task, "gap"), from: slot.id, to: slot.task, kind: "gap", arrow: false });
    const drawn = lineage.layout(columns, links, map.sheet && map.sheet.high);
    for (const column of columns) for (const item of column.items) map.boxes.set(item.id, { id: item.id, box: item.box });
    return Object.assign(drawn, { chain: made });
  };
  const set = (id) => { if (chain.focus !== id) chain.windows.clear(); chain.focus = id; };
  return Object.assign(chain, { ALL, scene, set });
};
