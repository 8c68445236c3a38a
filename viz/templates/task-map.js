/* The task map: the outline of all documents, or one chain of it. */
"use strict";
lineage.taskView = {
  tall: true,
  prepare(map) {
    map.extras = new Map();
    map.history = [];
    map.data = lineage.taskData(map.carried, map.page);
    map.make = lineage.taskBoxes(map);
    map.outline = lineage.taskOutline(map);
    map.chain = lineage.taskChain(map);
    map.panel = lineage.taskPanel(map);
    map.trail = lineage.taskTrail(map);
  },
  node: (id, map) => map.data.nodes.get(id) || map.extras.get(id),
  described(node, map) {
    const { data } = map;
    if (!data.nodes.has(node.id)) return { name: node.name, heading: lineage.word("task.others"), absent: node.kind !== "province" && !node.decided };
    if (node.kind === "document") return { name: node.name, heading: node.heading, absent: !node.held };
    const heading = data.nodes.get(data.top(node.id)).name;
    if (node.kind) return { name: node.name, heading };
    const quote = data.plain(node.id), short = quote.length > 80 ? quote.slice(0, 80).trimEnd() + "\u2026" : quote;
    return { name: node.label + " \u00b7 " + short, heading, title: lineage.say(data.short(data.top(node.id))) + " \u203a " + node.label };
  },
  /* Of a document what is known of it, not the words of others it is known from; of a task its own words too. */
  searched(node) {
    const words = (text) => (typeof text === "string" ? text : !text ? "" : text.vi + " " + text.en), left = lineage.taskView.unsearched;
    const found = node.words ? [node.label, node.words[2]] : [node.label, words(node.name)];
    for (const [key, value, quotes] of node.rows || node.panel) if (!left.has(key)) {
      found.push(words(value));
      if (node.kind !== "document") for (const one of quotes || []) found.push(one[2]);
    }
    return found.join(" ");
  },
  unsearched: new Set(["cites", "cited-by", "names", "tasks", "path", "section", "document", "same-as", "repeated-by"]),
  found: (node) => (node.words ? [node.label + " \u00b7 ", lineage.taskView.searched(node).slice(node.label.length + 1)] : ["", lineage.taskView.searched(node)]),
  listed: (map) => map.scene.columns.flat().map((id) => lineage.taskView.node(id, map)),
  scene(map, room) {
    map.boxes.clear();
    map.extras.clear();
    return map.chain.focus === null ? map.outline.scene(room) : map.chain.scene(room);
  },
  /* Drawn anew for paper: as wide as a sheet, headings whole, and no box cut at its foot. */
  paper(map, sheet) {
    const { boxes, extras } = map;
    Object.assign(map, { boxes: new Map(), extras: new Map(), sheet });
    const scene = lineage.taskView.scene(map, sheet.wide);
    return { scene, done: () => Object.assign(map, { boxes, extras, sheet: undefined }) };
  },
  /* The legend says what the outline, or the chain, has. */
  drawn(map) {
    map.trail();
    const { chain, outline } = lineage.taskView.legend, hidden = map.chain.focus === null ? chain : outline;
    const there = lineage.taskView.occurring(map), varies = (key) => chain.has(key) || key === "more" || key.startsWith("gap-");
    for (const entry of map.frame.root.querySelectorAll("[data-legend]")) {
      const key = entry.dataset.legend;
      entry.hidden = hidden.has(key) || (varies(key) && !there.has(key));
    }
  },
  /* Keys of the legend for what only some chains have: kinds of links, places without one, folded tasks. */
  occurring(map) {
    const found = new Set();
    for (const id of Object.keys(map.scene.at)) { const extra = map.extras.get(id); if (extra && extra.kind === "gap") found.add("gap-" + extra.state).add("gap-line"); }
    for (const route of map.scene.edges) {
      const { relation, link } = map.carried.edges[route.edge];
      if (relation === "more") found.add("more");
      if (route.mark) found.add(link.relation);
      if (route.suspect) found.add("suspect");
    }
    return found;
  },
  legend: { outline: new Set(["implements", "basis", "mentions", "reported", "same-as"]), chain: new Set(["equal", "narrower", "overlaps", "suspect"]) },
  badge(id, map) {
    const size = map.boxes.get(id).box.size;
    return size ? (map.outline.open(id) ? "\u2212" : "+" + size) : null;
  },
  paintBox(surface, box, centre, map) {
    lineage.paintCounts(surface, box, centre, map.page);
    if (box.state) lineage.paintGap(surface, box.state, [centre[0] - box.w / 2 + 17, centre[1] - box.h / 2 + box.pad + map.page.font.line / 2]);
  },
  paintMark(surface, edge, route) {
    if (route.mark && edge.link) lineage.paintRelation(surface, edge.link.relation, [route.badge[0], route.badge[1]]);
    if (route.suspect) lineage.paintSuspect(surface, [route.badge[0] - 20, route.badge[1] - 2]);
  },
  /* The names of the levels stay in view. */
  paintAbove(surface, map) {
    const top = map.network.DOMtoCanvas({ x: 0, y: 0 }).y;
    if (top > 2) map.scene.lanes.forEach((lane, index) => lineage.paintLane(surface, Object.assign({}, lane, { y: top, h: 38 }), index, lineage.lang));
  },
  swatch(key, surface, map) {
    if (["equal", "narrower", "overlaps"].includes(key)) lineage.paintRelation(surface, key, [17, 9]);
    else if (key === "suspect") lineage.paintSuspect(surface, [17, 9]);
    else if (key === "gap-line" || key === "more") surface.path("M1 9 H33", lineage.LINES[key === "more" ? "more" : "gap"]);
    else if (key.startsWith("gap-")) lineage.paintGap(surface, key.slice(4), [17, 9]);
    else return false;
    return true;
  },

  /* ---- choosing ---- */
  /* A box that stands for what is folded away unfolds it. */
  act(id, map) {
    const extra = map.extras.get(id);
    if (!extra || !extra.act) return false;
    extra.act();
    map.redraw();
    map.announce(lineage.word("task.unfolded", { count: Object.keys(map.scene.at).length }));
    return true;
  },
  press(id, map) {
    if (lineage.taskView.act(id, map)) return true;
    if (map.chain.focus === null && (map.outline.provinces.has(id) || map.data.kind(id) === "section")) map.outline.toggle(id);
    else return false;
    map.redraw();
    return map.outline.provinces.has(id);
  },
  reveal(id, map) {
    const { data, chain } = map;
    if (!data.nodes.has(id)) return false;
    if (data.isTask(id)) { lineage.taskView.to(id, map); return true; }
    if (chain.focus !== null) { if (map.scene.at[id]) return false; chain.set(null); }
    return map.outline.reveal(id) || !map.scene.at[id];
  },
  to(id, map) {
    if (map.chain.focus !== null && map.chain.focus !== id && !map.back) map.history.push(map.chain.focus);
    map.chain.set(id);
  },
  /* The chain of a task, a section or a document. */
  focus(id, map) {
    lineage.clearSearch();
    lineage.taskView.to(id, map);
    map.chosen = id;
    map.redraw();
    if (map.scene.at[id]) map.choose(id, true, true); else { map.frame.set(lineage.taskView.address(map)); map.details(); }
  },
  enter(id, map) {
    if (lineage.taskView.act(id, map)) return;
    if (map.data.isTask(id)) map.choose(id, true);
    else if (map.chain.focus === null && map.outline.foldable(id)) { map.outline.toggle(id); map.redraw(); map.details(); }
    else if (map.data.nodes.has(id)) lineage.taskView.focus(id, map);
  },
  /* Back to the outline, with what the chain was about still chosen in it. */
  leave(map, keep) {
    const id = map.chain.focus;
    if (id === null) return;
    map.chain.set(null);
    map.history = [];
    if (!keep) { map.frame.set(lineage.taskView.address(map)); return; }
    const shown = map.data.isTask(id) ? map.data.holder(id) : id;
    map.outline.reveal(shown);
    map.chosen = shown;
    map.redraw();
    map.choose(shown, true, true);
  },
  escape(map) {
    if (map.frame.phrase() || map.chain.focus === null) return false;
    if (map.chosen !== map.chain.focus && map.scene.at[map.chain.focus]) { map.choose(map.chain.focus, true, true); return true; }
    const before = map.history.pop();
    if (before === undefined) lineage.taskView.leave(map, true);
    else { map.back = true; lineage.taskView.focus(before, map); map.back = false; }
    return true;
  },
  address(map) {
    const { chain, chosen, data } = map, focus = chain.focus, depth = (value) => (value === chain.ALL ? undefined : String(value));
    const here = typeof chosen === "string" && data.nodes.has(chosen) ? chosen : undefined;
    return { node: focus ?? here, at: focus !== null && here !== focus ? here : undefined, chain: focus !== null && !data.isTask(focus) ? "1" : undefined, up: depth(chain.up), down: depth(chain.down) };
  },
  update(map) {
    const { chain, data } = map, state = map.frame.state, depth = (text) => (/^[0-3]$/.test(text || "") ? Number(text) : chain.ALL);
    chain.up = depth(state.up);
    chain.down = depth(state.down);
    chain.set(state.chain === "1" && data.nodes.has(state.node) && !data.isTask(state.node) ? state.node : null);
    map.history = [];
    map.asked = Object.assign({}, state);
  },
  updated(map) {
    const { at, edge } = map.asked;
    if (at && map.scene.at[at]) map.choose(at, true, true);
    const index = edge ? map.carried.edges.findIndex((one) => one.from + "~" + one.to === edge) : -1;
    if (index >= 0 && map.chosen !== index) map.choose(index, false);
  },
  keys: (event, map) => lineage.taskKeys(event, map),
  speak() {},

  /* ---- what is lit ---- */
  lit(hits, map) {
    const seen = (id) => (id === undefined || map.scene.at[id] ? id : seen(map.outline.parent(id)));
    const found = new Set(hits.map((node) => seen(node.id)).filter((id) => id !== undefined));
    return found.size ? found : null;
  },
  related(chosen, carried, scene, map) {
    const { data, chain } = map;
    if (typeof chosen === "number") {
      const edge = carried.edges[chosen], past = Object.keys(scene.at).filter((id) => { const { links } = map.extras.get(id) || {}; return links && links.has(chosen); });
      return new Set([edge.from, edge.to, data.top(edge.from), data.top(edge.to), ...past]);
    }
    if (chosen === chain.focus) return null;
    const found = new Set([chosen]), edges = scene.edges.map((route) => carried.edges[route.edge]);
    const spread = (here, there) => { for (let grown = true; grown;) { grown = false; for (const edge of edges) if (edge.relation !== "holds" && edge.relation !== "same-as" && found.has(edge[here]) && !found.has(edge[there])) { found.add(edge[there]); grown = true; } } };
    if (chain.focus !== null) {
      if (data.nodes.has(chosen) && !data.isTask(chosen)) for (const id of Object.keys(scene.at)) if (data.isTask(id) && data.top(id) === chosen) found.add(id);
      spread("from", "to");
      const above = new Set(found);
      found.clear();
      found.add(chosen);
      spread("to", "from");
      above.forEach((id) => found.add(id));
      for (const id of [...found]) if (data.nodes.has(id)) found.add(data.top(id));
      for (const id of Object.keys(scene.at)) if (id.startsWith("via\n")) found.add(id);
      return found;
    }
    if (!data.nodes.has(chosen)) return null;
    if (data.kind(chosen) === "document") { spread("from", "to"); spread("to", "from"); }
    const seen = (id) => (id === undefined || scene.at[id] ? id : seen(map.outline.parent(id)));
    for (const id of data.tasks(chosen)) for (const [way, end] of [["up", "to"], ["down", "from"]]) for (const index of data.all(way, id)) found.add(seen(data.holder(data.edge(index)[end])));
    for (const id of Object.keys(scene.at)) for (let one = id; one !== undefined; one = map.outline.parent(one)) if (one === chosen) found.add(id);
    for (let id = chosen; id !== undefined; id = map.outline.parent(id)) found.add(id);
    for (const id of [...found]) if (data.nodes.has(id)) found.add(data.top(id));
    return found;
  },

  /* ---- the panel ---- */
  facts: (what, map, options) => map.panel(what, options),
  edgeName: (edge, map) => (edge.name ? edge.name : map.data.address(edge.from) + " \u2192 " + map.data.address(edge.to)),
  actions(id, map) {
    const { data, chain, outline } = map, made = [];
    if (!data.nodes.has(id)) return made;
    const button = (key, press, part) => { const one = lineage.button(lineage.word(key), press, "action"); one.dataset.part = part; made.push(one); };
    if (chain.focus === null && outline.foldable(id)) button(outline.open(id) ? "page.fold" : "page.unfold", () => { outline.toggle(id); map.redraw(); map.details(); map.find("unfold").focus(); }, "unfold");
    if (chain.focus !== id && (data.isTask(id) || data.tasks(id).length)) button(data.isTask(id) ? "task.focus" : "task.focus-all", () => lineage.taskView.focus(id, map), "focus");
    return made;
  },
};
lineage.define("tasks", (frame) => lineage.startMap(frame, lineage.taskView));
