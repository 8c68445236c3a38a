/* The shell around a map: canvas, side panel, list, search, keyboard, pictures, paper. What is drawn says its `view`. */
"use strict";

/* What a view need not say itself: how a map of a few hundred boxes, all of them there from the start, does it. */
lineage.plainView = {
  prepare(map) {
    for (const item of [...map.carried.nodes, ...map.carried.edges]) if (item.panel) item.panel = lineage.entries(item.panel);
    const context = document.createElement("canvas").getContext("2d");
    for (const node of map.carried.nodes) {
      map.boxes.set(node.id, node);
      node.box = Object.assign({}, map.page.box, node.box);
      let worst = 1;
      for (const language of ["vi", "en"]) for (const [either, tone] of node.box.lines[language] || node.box.lines) {
        const text = either[language] || either, room = node.box.w - node.box.inset - 5 - (tone === "warning" ? 21 : 0);
        context.font = lineage.font(map.page, tone === "strong" || tone === "warning");
        worst = Math.min(worst, room / context.measureText(text).width);
      }
      node.box.shrink = worst;
    }
  },
  described: (node) => ({ name: node.name, heading: node.heading, absent: !node.box.held }),
  unsearched: new Set(["cites", "cited-by", "tasks"]),
  /* What is known of a document, not the words of others that it is known from. */
  searched(node) {
    const words = (text) => (typeof text === "string" ? text : !text ? "" : text.vi + " " + text.en);
    return [words(node.name), ...node.panel.filter((entry) => !lineage.plainView.unsearched.has(entry.key)).map((entry) => words(entry.value))].join(" ");
  },
  /* What a hit is shown by where its name does not have the words: the name, then the one field that has them. */
  found(node, map) {
    const { name } = map.view.described(node, map), phrase = map.frame.phrase(), said = lineage.say(name) + " \u00b7 ";
    const texts = node.panel.filter((entry) => entry.value !== undefined && !lineage.plainView.unsearched.has(entry.key))
      .flatMap((entry) => (typeof entry.value === "string" ? [entry.value] : [lineage.say(entry.value), ...Object.values(entry.value)]).map((text) => [said + lineage.word("field." + entry.key) + ": ", text]));
    return texts.find(([, text]) => lineage.fold(text).includes(phrase)) || texts.find(([, text]) => lineage.ranges(text, phrase).length) || ["", lineage.say(name)];
  },
  listed: (map) => map.carried.nodes.filter((node) => map.scene.at[node.id] !== undefined),
  /* What is lit on the map: the hits that are drawn. Where none is, nothing is greyed. */
  lit(hits, map) {
    const found = new Set(hits.map((node) => node.id).filter((id) => map.scene.at[id]));
    return found.size ? found : null;
  },
  facts(what, map, options) { return [lineage.facts(what.panel, options)]; },
};

lineage.startMap = (frame, given) => {
  const view = Object.assign({}, lineage.plainView, given), find = (part) => frame.part(part);
  const map = frame.map = {
    frame, view, find, page: frame.data.drawing, carried: frame.data.network, boxes: new Map(), switches: {},
    chosen: null, scene: null, related: null, moved: false, whole: false, network: null,
    state: () => ({ lang: lineage.lang, chosen: map.chosen, scene: map.scene, network: map.network, related: map.related }),
  };
  map.page.font = lineage.site.font;
  view.prepare(map);

  /* ---- what is drawn ---- */
  const faded = (edge) => map.related !== null && !(map.related.has(edge.from) && map.related.has(edge.to));
  /* On the screen a horizontal lane and its heading reach across whatever part of the map is in view. */
  const stretched = (lane) => {
    if (!lane.turned) return lane;
    const left = map.network.DOMtoCanvas({ x: 8, y: 0 }).x, right = map.network.DOMtoCanvas({ x: find("canvas").clientWidth - 8, y: 0 }).x;
    return Object.assign({}, lane, { x: left, w: right - left });
  };
  map.paintLanes = (surface, shades) => map.scene.lanes.forEach((lane, index) => lineage.paintLane(surface, shades ? stretched(lane) : lane, index, lineage.lang));
  map.paintBelow = (surface, shades) => { map.paintLanes(surface, shades); map.paintLines(surface, shades); map.paintNames(surface, shades); };
  /* Above the lines, which pass there where the map is wider than the screen. */
  map.paintNames = (surface, shades) => map.scene.lanes.forEach((lane, index) => lineage.paintLaneName(surface, shades ? stretched(lane) : lane, index, lineage.lang));
  map.paintLines = (surface, shades) => {
    const edges = map.scene.edges.map((route) => [map.carried.edges[route.edge], route]);
    for (const paint of [lineage.paintEdge, (one, edge, route) => lineage.paintEdgeLabel(one, route, map.page, lineage.lang), view.paintMark]) {
      for (const [edge, route] of paint ? edges : []) {
        surface.fade(shades && faded(edge) ? 0.13 : 1);
        paint(surface, edge, route, lineage.lang, !shades || map.related === null);
      }
    }
    surface.fade(1);
  };
  map.paintBox = (surface, id, shades) => {
    surface.fade(shades && map.related !== null && !map.related.has(id) ? 0.3 : 1);
    const box = map.boxes.get(id).box, state = { chosen: shades && map.chosen === id, badge: view.badge && view.badge(id, map) };
    lineage.paintBox(surface, box, map.scene.at[id], map.page, lineage.lang, state);
    if (view.paintBox) view.paintBox(surface, box, map.scene.at[id], map);
    surface.fade(1);
  };

  /* ---- the network that pyvis carried here ---- */
  map.network = new vis.Network(find("canvas"), { nodes: [], edges: [] }, Object.assign({}, map.carried.options));
  find("canvas").firstElementChild.tabIndex = -1;
  const camera = map.camera = lineage.mapCamera(map), paper = lineage.mapPaper(map), list = lineage.mapList(map);
  const shown = () => Object.keys(map.scene.at).map((id) => ({
    id: id, x: map.scene.at[id][0], y: map.scene.at[id][1], shape: "custom", fixed: true,
    ctxRenderer: ({ ctx }) => ({
      drawNode: () => (view.stamps ? lineage.stampBox(ctx, map, id) : map.paintBox(lineage.canvasSurface(ctx, map.page), id, true)),
      nodeDimensions: { width: map.boxes.get(id).box.w, height: map.boxes.get(id).box.h },
    }),
  }));
  const draw = (keep) => {
    const held = keep ? camera.seen(map.chosen) : null;
    const before = keep && map.scene ? { position: map.network.getViewPosition(), scale: map.network.getScale() } : null;
    map.scene = map.whole ? view.whole(map) : view.scene(map, camera.room());
    map.network.setData({ nodes: new vis.DataSet(shown()), edges: new vis.DataSet([]) });
    if (!before || view.tall) camera.fit(); else map.network.moveTo(Object.assign({ animation: false }, before));
    if (view.tall && before) camera.look(before.position, map.network.getScale());
    if (held && map.scene.at[map.chosen]) camera.hold(map.chosen, held);
    camera.keep();
    paper.later();
    if (view.drawn) view.drawn(map);
    list.draw();
  };
  map.redraw = () => draw(true);
  /* Something else is drawn now: looked at from its beginning, with nothing chosen. */
  map.anew = () => { map.clear(); draw(false); };
  const edgeAt = (point) => {
    const context = document.createElement("canvas").getContext("2d");
    context.lineWidth = 12 / map.network.getScale();
    const hit = map.scene.edges.find((route) => (map.carried.edges[route.edge].panel || map.carried.edges[route.edge].link) && context.isPointInStroke(new Path2D(route.d), point.x, point.y));
    return hit ? hit.edge : null;
  };

  /* ---- side panel ---- */
  const nameOf = (id) => { const node = view.node ? view.node(id, map) : map.boxes.get(id); return node ? view.described(node, map).name : undefined; };
  const details = map.details = () => {
    const place = find("details"), help = !map.carried.nodes.length ? "empty" : frame.phrase() ? "searched-" + frame.name : "help-" + frame.name;
    if (map.chosen === null) { place.replaceChildren(lineage.make("p", lineage.word("page." + help), "help")); return; }
    const what = typeof map.chosen === "number" ? map.carried.edges[map.chosen] : view.node ? view.node(map.chosen, map) : map.boxes.get(map.chosen);
    const named = typeof map.chosen === "number" ? (view.edgeName || ((edge) => edge.name))(what, map) : view.described(what, map).title || view.described(what, map).name;
    place.replaceChildren(lineage.make("h2", named));
    if (view.actions && typeof map.chosen === "string") place.append(...view.actions(map.chosen, map));
    place.append(...view.facts(what, map, { go: (id) => map.choose(id, true), nameOf, phrase: frame.phrase() }), lineage.button(lineage.word("page.close"), () => map.clear()));
    find("panel").scrollTop = 0;
  };
  /* Said to screen readers: what is chosen, in short. */
  map.announce = (text) => { find("spoken").textContent = text; };

  /* ---- choosing ---- */
  const remember = () => frame.set(Object.assign(
    typeof map.chosen === "number" ? { node: undefined, edge: map.carried.edges[map.chosen].from + "~" + map.carried.edges[map.chosen].to } : { node: map.chosen ?? undefined, edge: undefined },
    view.address ? view.address(map) : {}));
  /* stay: the chosen box is there already, and the map stays as it is. */
  map.choose = (id, bring, stay) => {
    const held = camera.seen(id);
    map.chosen = id;
    const changed = typeof id === "string" && !stay && view.reveal && view.reveal(id, map);
    remember();
    if (changed || (typeof id === "string" && !map.scene.at[id])) { draw(!map.fresh); map.fresh = false; } else { list.draw(); if (view.drawn) view.drawn(map); }
    if (typeof id === "string" && map.scene.at[id]) {
      if (!held && bring) camera.look({ x: map.scene.at[id][0], y: map.scene.at[id][1] }, map.network.getScale());
      camera.keep();
    }
    details();
    map.announce(typeof id === "string" ? lineage.say(nameOf(id)) : "");
  };
  map.clear = () => {
    map.chosen = null;
    remember();
    lineage.clearSearch();
    list.draw();
    details();
  };
  const swatches = () => {
    for (const svg of frame.root.querySelectorAll("[data-swatch]")) {
      const key = svg.dataset.swatch, surface = lineage.paperSurface(svg, map.page);
      const edge = { reported: { relation: "basis", reported: true } }[key] || (lineage.LINES[key] && { relation: key });
      const box = { party: ["party", true], state: ["state", true], front: ["front", true], absent: ["unknown", false] }[key];
      if (view.swatch && view.swatch(key, surface, map)) continue;
      if (edge) lineage.paintEdge(surface, edge, { d: "M1 9 H26", arrow: key === "holds" ? "" : "M33 9 L24 4.6 L24 13.4 Z" });
      else if (box) lineage.paintBox(surface, { w: 32, h: 16, band: box[1] ? 16 : 0, pad: 0, inset: 0, radius: 5, branch: box[0], held: box[1], lines: [], line: 1.5 }, [17, 9], map.page, lineage.lang, {});
      else if (key === "disputed") surface.path(lineage.MARKS.warning, { at: [17, 9], fill: lineage.COLOURS.warningFill, stroke: lineage.COLOURS.warning, width: 1.75 });
      else svg.remove();
    }
  };

  /* ---- what happens ---- */
  map.network.on("beforeDrawing", (context) => map.scene && (view.stamps ? lineage.stampLines(context, map) : map.paintBelow(lineage.canvasSurface(context, map.page), true)));
  if (view.paintAbove) map.network.on("afterDrawing", (context) => map.scene && view.paintAbove(lineage.canvasSurface(context, map.page), map));
  map.network.on("click", (event) => {
    const id = event.nodes[0];
    if (id !== undefined) { if (!view.press || !view.press(id, map)) map.choose(id, false); return; }
    const edge = edgeAt(event.pointer.canvas);
    if (edge !== null) map.choose(edge, false); else if (map.chosen !== null) map.clear();
  });
  map.network.on("hoverNode", () => { find("canvas").style.cursor = "pointer"; });
  map.network.on("blurNode", () => { find("canvas").style.cursor = ""; });
  map.network.on("zoom", () => { map.moved = true; });
  map.network.on("dragEnd", () => { map.moved = true; });
  /* The network scales what it shows when its room changes, and only then: after that ours is put in force again. */
  map.network.on("resize", () => queueMicrotask(() => {
    if (!map.scene || !find("canvas").clientWidth) return;
    if (view.tall) draw(true);
    else if (!map.moved && !map.whole && view.scene(map, camera.room()) !== map.scene) draw(false);
    else if (!map.moved) camera.fit();
    camera.keep();
  }));
  for (const box of frame.root.querySelectorAll("[data-switch]")) {
    const key = box.dataset.switch;
    map.switches[key] = false;
    box.addEventListener("change", () => { map.switches[key] = box.checked; frame.set({ [key]: box.checked ? "1" : undefined }); draw(false); });
  }
  const legible = () => view.tall || (map.scene === view.whole(map) && map.network.getScale() >= map.page.readable - 0.001 && map.network.canvasToDOM({ x: 0, y: map.scene.h }).y <= find("canvas").clientHeight);
  find("fit").addEventListener("click", () => {
    map.clear();
    if (view.leave) view.leave(map);
    map.whole = !view.tall && !map.whole && !legible();
    draw(false);
    find("fit").dataset.label = map.whole ? "page.readable" : "page.fit";
    find("fit").textContent = lineage.word(find("fit").dataset.label);
  });
  if (view.keys) find("canvas").addEventListener("keydown", (event) => { if (view.keys(event, map)) event.preventDefault(); });
  swatches();
  draw(false);
  return {
    speak() { if (view.speak) { view.speak(map); draw(true); } else { paper.make(); list.draw(); } details(); },
    update() {
      for (const box of frame.root.querySelectorAll("[data-switch]")) box.checked = map.switches[box.dataset.switch] = frame.state[box.dataset.switch] === "1";
      if (view.update) view.update(map);
      const { node, edge } = frame.state, at = edge ? map.carried.edges.findIndex((one) => one.from + "~" + one.to === edge) : -1;
      const known = node !== undefined && (view.node ? view.node(node, map) : map.boxes.get(node)) !== undefined;
      map.chosen = null;
      if (!known) draw(false);
      if (known) { if (!view.tall) draw(false); map.choose(node, true); } else if (at >= 0) map.choose(at, false); else details();
      if (view.updated) view.updated(map);
    },
    search() {
      if (frame.phrase() && map.chosen !== null) { map.chosen = null; remember(); }
      list.draw();
      details();
      find("panel").scrollTop = 0;
    },
    enter() { const first = list.first(); if (first) first.click(); },
    escape() {
      if (view.escape && view.escape(map)) return;
      const id = map.chosen;
      map.clear();
      list.focus(id);
    },
  };
};
