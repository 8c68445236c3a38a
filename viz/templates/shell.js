/* The shell around a map: canvas, side panel, list, search, keyboard, languages, paper. Texts go in by textContent. */
"use strict";
lineage.start = (view) => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const find = (id) => document.getElementById(id);
  const page = read("page-data"), carried = read("network-data"), legend = read("legend-data");
  for (const item of [...carried.nodes, ...carried.edges]) if (item.panel) {
    const shared = (text) => (typeof text === "number" ? page.texts[text] : text ?? undefined);
    for (const row of item.panel) for (const one of row[2] || []) { one[0] = shared(one[0]); one[2] = shared(one[2]); }
    item.panel = item.panel.map(([key, value, quotes, to, note, warning]) => ({ key, value: shared(value), quotes: quotes || [], to: to ?? undefined, note: shared(note), warning: Boolean(warning) }));
  }
  for (const edge of carried.edges) if (!edge.relation) edge.relation = "holds";
  const boxes = new Map(carried.nodes.map((node) => [node.id, node]));
  let lang = page.lang, chosen = null, scene = null, moved = false, whole = false, network = null, related = null;
  const taskName = (node) => {
    const quote = node.panel.find((entry) => entry.key === "quote").quotes[0][2].replace(/\s+/g, " ").trim();
    return node.label + " · " + (quote.length > 80 ? quote.slice(0, 80).trimEnd() + "\u2026" : quote);
  };
  /* What a task's place in the outline tells already: path, section, document. */
  const placed = (node) => node.panel.splice(1, 0,
    { key: "path", value: node.label.split("/").join(" \u203a "), quotes: [] },
    { key: "section", to: holder.get(node.id), quotes: [] }, { key: "document", to: top(node.id), quotes: [] });
  /* Lines of a quote came as the places where they end in it. */
  const unpacked = (node) => {
    const paper = boxes.get(top(node.id));
    node.box.branch = node.box.branch || paper.box.branch;
    if (node.box.h === undefined) node.box.h = node.box.lines.length * page.font.line + 2 * node.box.pad;
    if (!Array.isArray(node.box.lines) || !node.box.lines.some((line) => typeof line === "number")) return;
    const letters = [...node.panel.find((entry) => entry.key === "quote").quotes[0][2].replace(/[\s\x1c-\x1f\x85]+/g, " ").trim()];
    let start = 0;
    node.box.lines = node.box.lines.map((line) => {
      if (line === 0) return [node.label, "strong"];
      if (typeof line === "number") {
        const text = letters.slice(start, Math.abs(line)).join("").trim();
        start = Math.abs(line);
        return [line < 0 ? text + "\u2026" : text];
      }
      const before = page.labels["field." + line[0]];
      if (!before || typeof line[1] === "string") return line;
      const said = node.panel.filter((entry) => entry.key === line[0]).map((entry) => entry.value).join("; ").replace(/[\s\x1c-\x1f\x85]+/g, " ").trim();
      const shown = line.length > 1 ? [...said].slice(0, line[1]).join("") + "\u2026" : said;
      return [{ vi: (before.vi || before) + ": " + shown, en: (before.en || before) + ": " + shown }, "muted"];
    });
  };
  const unsearched = new Set(["cites", "cited-by", "names", "tasks"]);
  const words = (text) => (typeof text === "string" ? text : text === undefined || text.label ? "" : text.vi + " " + text.en);
  const holder = new Map(carried.edges.filter((edge) => edge.relation === "holds").map((edge) => [edge.to, edge.from]));
  const top = (id) => (holder.has(id) ? top(holder.get(id)) : id);
  for (const node of carried.nodes) {
    if (node.heading === undefined) node.heading = boxes.get(top(node.id)).name;
    node.box = Object.assign({}, page.box, node.box);
    if (node.name === undefined) { node.name = taskName(node); placed(node); }
    unpacked(node);
    const entries = node.panel.filter((entry) => !unsearched.has(entry.key));
    /* Of a document what is known of it, not the words of others it is known from; of a task its own words too. */
    const paper = top(node.id) === node.id;
    node.search = lineage.fold([words(node.name), ...entries.flatMap((entry) => [words(entry.value), ...(paper ? [] : entry.quotes.map((one) => one[2]))])].join(" "));
  }
  const say = (text) => (typeof text === "string" ? text : text.label ? say(page.labels[text.label]) : text[lang]);
  const word = (key) => say(page.labels[key]);
  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = say(text);
    if (className) element.className = className;
    return element;
  };

  /* ---- what is drawn ---- */
  const dimmed = (id) => related !== null && !related.has(id);
  /* On the screen a horizontal lane and its heading reach across whatever part of the map is in view. */
  const stretched = (lane) => {
    if (!lane.turned) return lane;
    const area = find("canvas"), left = network.DOMtoCanvas({ x: 8, y: 0 }).x, right = network.DOMtoCanvas({ x: area.clientWidth - 8, y: 0 }).x;
    return Object.assign({}, lane, { x: left, w: right - left });
  };
  const paintBelow = (surface, shades) => {
    scene.lanes.forEach((lane, index) => lineage.paintLane(surface, shades ? stretched(lane) : lane, index, lang));
    const edges = scene.edges.map((route) => [carried.edges[route.edge], route]);
    for (const [edge, route] of edges) {
      surface.fade(shades && related !== null && !(related.has(edge.from) && related.has(edge.to)) ? 0.13 : 1);
      lineage.paintEdge(surface, edge, route, lang);
    }
    for (const [edge, route] of edges) {
      surface.fade(shades && related !== null && !(related.has(edge.from) && related.has(edge.to)) ? 0.13 : 1);
      lineage.paintEdgeLabel(surface, route, page, lang);
    }
    surface.fade(1);
  };
  const paintBox = (surface, id, shades) => {
    surface.fade(shades && dimmed(id) ? 0.3 : 1);
    lineage.paintBox(surface, boxes.get(id).box, scene.at[id], page, lang, { chosen: shades && chosen === id, badge: view.badge && view.badge(id, lineage.map) });
    surface.fade(1);
  };
  const shrink = () => {
    const context = document.createElement("canvas").getContext("2d");
    for (const node of boxes.values()) {
      let worst = 1;
      for (const language of ["vi", "en"]) for (const [either, tone] of node.box.lines[language] || node.box.lines) {
        const text = either[language] || either;
        context.font = lineage.font(page, tone === "strong" || tone === "warning");
        const room = node.box.w - node.box.inset - 5 - (tone === "warning" ? 21 : 0);
        worst = Math.min(worst, room / context.measureText(text).width);
      }
      node.box.shrink = worst < 1 ? worst : 1;
    }
  };
  const paper = () => {
    const screen = scene;
    if (view.whole) scene = view.whole(lineage.map);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "-4 -4 " + (scene.w + 8) + " " + (scene.h + 8));
    const surface = lineage.paperSurface(svg, page);
    paintBelow(surface, false);
    for (const id of Object.keys(scene.at)) paintBox(surface, id, false);
    find("paper").replaceChildren(svg);
    scene = screen;
  };

  /* ---- the network that pyvis carried here ---- */
  const shown = () => Object.keys(scene.at).map((id) => ({
    id: id, x: scene.at[id][0], y: scene.at[id][1], shape: "custom", fixed: true,
    ctxRenderer: ({ ctx }) => ({
      drawNode: () => paintBox(lineage.canvasSurface(ctx, page), id, true),
      nodeDimensions: { width: boxes.get(id).box.w, height: boxes.get(id).box.h },
    }),
  }));
  const MARGIN = 12;
  const room = () => find("canvas").clientWidth - 2 * MARGIN;
  /* As near to `at` as may be without leaving the map; centred where all of it fits. */
  const look = (at, scale) => {
    const area = find("canvas");
    const within = (wanted, size, window) => {
      const half = window / 2 / scale, margin = MARGIN / scale;
      return size + 2 * margin <= 2 * half ? size / 2 : Math.min(Math.max(wanted, half - margin), size + margin - half);
    };
    const position = { x: within(at.x, scene.w, area.clientWidth), y: within(at.y, scene.h, area.clientHeight) };
    network.moveTo({ position: position, scale: scale, animation: false });
  };
  /* All of it where it can then be read; else its width, from the top. The document map shows all of it on demand. */
  const fit = () => {
    const across = room() / scene.w, down = (find("canvas").clientHeight - 2 * MARGIN) / scene.h, all = Math.min(across, down);
    const readable = view.tall ? across : whole || all >= page.readable ? all : Math.max(across, page.readable);
    look({ x: scene.w / 2, y: 0 }, Math.max(Math.min(readable, 1.15), 0.1));
    moved = false;
  };
  const legible = () => view.tall || (scene === view.whole(lineage.map) && network.getScale() >= page.readable - 0.001);
  const draw = (keep) => {
    const camera = keep && network ? { position: network.getViewPosition(), scale: network.getScale() } : null;
    scene = whole ? view.whole(lineage.map) : view.scene(lineage.map, room());
    network.setData({ nodes: new vis.DataSet(shown()), edges: new vis.DataSet([]) });
    if (camera) network.moveTo(Object.assign({ animation: false }, camera)); else fit();
    paper();
    list();
  };
  const edgeAt = (point) => {
    const context = document.createElement("canvas").getContext("2d");
    context.lineWidth = 12 / network.getScale();
    const hit = scene.edges.find((route) => carried.edges[route.edge].panel && context.isPointInStroke(new Path2D(route.d), point.x, point.y));
    return hit ? hit.edge : null;
  };

  /* ---- side panel ---- */
  const quote = ([file, line, words]) => {
    const holder = document.createDocumentFragment();
    if (words) holder.append(make("blockquote", words));
    holder.append(make("span", file + (line ? ", " + word("line") + " " + line : ""), "place"));
    return holder;
  };
  const row = (entry) => {
    const holder = document.createElement("dd");
    if (entry.to !== undefined && boxes.has(entry.to)) {
      const button = make("button", entry.value === undefined ? boxes.get(entry.to).name : entry.value);
      button.type = "button";
      button.addEventListener("click", () => choose(entry.to, true));
      holder.append(button);
    } else if (entry.value !== undefined) holder.append(make("span", entry.value, entry.warning ? "mark warning" : ""));
    if (entry.note !== undefined) holder.append(" ", make("span", entry.note, entry.warning ? "mark warning" : "mark"));
    for (const evidence of entry.quotes) holder.append(quote(evidence));
    return holder;
  };
  const facts = (entries) => {
    const holder = document.createElement("dl");
    let last = null;
    for (const entry of entries) {
      if (entry.key !== last) holder.append(make("dt", word("field." + entry.key)));
      last = entry.key;
      holder.append(row(entry));
    }
    return holder;
  };
  const details = () => {
    const place = find("details");
    const help = !carried.nodes.length ? "empty" : wanted() ? "searched-" + page.name : "help";
    if (chosen === null) { place.replaceChildren(make("p", word(help), "help")); return; }
    const what = typeof chosen === "number" ? carried.edges[chosen] : boxes.get(chosen);
    const close = make("button", word("close"));
    close.type = "button";
    close.addEventListener("click", clear);
    place.replaceChildren(make("h2", what.name));
    const fold = typeof chosen === "string" && view.unfold && view.unfold(chosen, lineage.map);
    if (fold) {
      const button = make("button", word(fold.open ? "fold" : "unfold"));
      button.type = "button";
      button.id = "unfold";
      button.addEventListener("click", () => { fold.turn(); details(); find("unfold").focus(); });
      place.append(button);
    }
    place.append(facts(what.panel), close);
    find("panel").scrollTop = 0;
  };
  const wanted = () => lineage.fold(find("search").value);
  /* Those that hold the words as they stand; if none does, those that hold each of them. */
  const matching = (phrase) => {
    const whole = carried.nodes.filter((node) => node.search.includes(phrase));
    return whole.length ? whole : carried.nodes.filter((node) => phrase.split(" ").every((one) => node.search.includes(one)));
  };
  /* What is lit on the map: the hits, or the boxes that they are folded into. Where none is there, nothing is greyed. */
  const lit = (hits) => {
    const seen = (id) => (id === undefined || scene.at[id] ? id : seen(holder.get(id)));
    const found = new Set(hits.map((node) => seen(node.id)).filter((id) => id !== undefined));
    return found.size ? found : null;
  };
  const list = () => {
    const phrase = wanted(), place = find("list");
    const hits = phrase ? matching(phrase) : carried.nodes.filter((node) => view.listed(node, scene));
    place.replaceChildren(make("h3", word(phrase ? "found" : "list") + " (" + hits.length + ")"));
    if (phrase && !hits.length) place.append(make("p", word("none-found"), "help"));
    let holder = null, heading = null;
    for (const node of hits.slice(0, 400)) {
      const name = say(node.heading);
      if (name !== heading) { heading = name; holder = make("ul"); place.append(make("h3", name), holder); }
      const button = make("button", node.name, node.box.held ? "" : "absent"), item = make("li");
      button.type = "button";
      button.dataset.node = node.id;
      if (chosen === node.id) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => choose(node.id, true));
      item.append(button);
      holder.append(item);
    }
    related = chosen !== null ? view.related(chosen, carried, scene) : phrase ? lit(hits) : null;
    network.redraw();
  };

  /* ---- choosing ---- */
  const choose = (id, bring) => {
    chosen = id;
    const reveal = typeof id === "string" && view.reveal && view.reveal(id, lineage.map);
    if (reveal || (typeof id === "string" && !scene.at[id])) draw(true); else list();
    if (bring && typeof id === "string" && scene.at[id]) {
      const scale = network.getScale(), at = network.canvasToDOM({ x: scene.at[id][0], y: scene.at[id][1] }), area = find("canvas");
      const outside = at.x < 60 || at.y < 40 || at.x > area.clientWidth - 60 || at.y > area.clientHeight - 40;
      if (outside) look({ x: scene.at[id][0], y: scene.at[id][1] }, scale);
    }
    details();
  };
  const clear = () => { chosen = null; find("search").value = ""; list(); details(); };
  const speak = (language) => {
    lang = language;
    document.documentElement.lang = lang;
    document.title = say(page.title);
    find("title").textContent = say(page.title);
    find("search").placeholder = word("search-" + page.name);
    find("search").setAttribute("aria-label", word("search-" + page.name));
    find("language").title = word("language-hint");
    for (const element of document.querySelectorAll("[data-label]")) element.textContent = word(element.dataset.label);
    for (const element of document.querySelectorAll("[data-legend]")) element.textContent = say(legend[element.dataset.legend]);
    find("canvas").setAttribute("aria-label", word("canvas"));
  };
  const swatches = () => {
    for (const svg of document.querySelectorAll("[data-swatch]")) {
      const key = svg.dataset.swatch, surface = lineage.paperSurface(svg, page);
      const edge = { reported: { relation: "basis", reported: true } }[key] || (lineage.LINES[key] && { relation: key });
      const box = { party: ["party", true], state: ["state", true], front: ["front", true], absent: ["unknown", false] }[key];
      if (edge) lineage.paintEdge(surface, edge, { d: "M1 9 H26", arrow: key === "holds" ? "" : "M33 9 L24 4.6 L24 13.4 Z" });
      else if (box) lineage.paintBox(surface, { w: 32, h: 16, band: box[1] ? 16 : 0, pad: 0, inset: 0, radius: 5, branch: box[0], held: box[1], lines: [], line: 1.5 }, [17, 9], page, lang, {});
      else if (key === "disputed") surface.path(lineage.MARKS.warning, { at: [17, 9], fill: lineage.COLOURS.warningFill, stroke: lineage.COLOURS.warning, width: 1.75 });
      else svg.remove();
    }
  };

  lineage.map = { page, carried, boxes, switches: {}, redraw: () => draw(true), state: () => ({ lang, chosen, scene, network, related }) };
  const options = Object.assign({}, carried.options);
  network = new vis.Network(find("canvas"), { nodes: [], edges: [] }, options);
  network.on("beforeDrawing", (context) => paintBelow(lineage.canvasSurface(context, page), true));
  network.on("click", (event) => {
    const id = event.nodes[0];
    if (id !== undefined) { if (!view.press || !view.press(id, lineage.map)) choose(id, false); return; }
    const edge = edgeAt(event.pointer.canvas);
    if (edge !== null) choose(edge, false); else if (chosen !== null) clear();
  });
  find("canvas").addEventListener("wheel", (event) => {
    if (event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    const at = network.getViewPosition(), scale = network.getScale();
    const [x, y] = event.shiftKey && !event.deltaX ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    look({ x: at.x + x / scale, y: at.y + y / scale }, scale);
    moved = true;
  }, { capture: true, passive: false });
  network.on("hoverNode", () => { find("canvas").style.cursor = "pointer"; });
  network.on("blurNode", () => { find("canvas").style.cursor = ""; });
  network.on("zoom", () => { moved = true; });
  network.on("dragEnd", () => { moved = true; });
  network.on("resize", () => {
    if (!scene || moved) return;
    if (!view.tall && !whole && view.scene(lineage.map, room()) !== scene) draw(false); else fit();
  });
  for (const box of document.querySelectorAll(".switch input")) {
    lineage.map.switches[box.id.slice(7)] = false;
    box.addEventListener("change", () => { lineage.map.switches[box.id.slice(7)] = box.checked; draw(false); });
  }
  find("fit").addEventListener("click", () => {
    find("search").value = "";
    chosen = null;
    whole = !view.tall && !whole && !legible();
    draw(false);
    details();
    find("fit").dataset.label = whole ? "readable" : "fit";
    find("fit").textContent = word(find("fit").dataset.label);
  });
  find("print").addEventListener("click", () => window.print());
  find("language").addEventListener("click", () => { speak(lang === "vi" ? "en" : "vi"); paper(); details(); list(); });
  find("search").addEventListener("input", () => {
    if (wanted()) chosen = null;
    list();
    details();
    find("panel").scrollTop = 0;
  });
  find("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { const first = find("list").querySelector("button"); if (first) first.click(); }
  });
  find("list").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...find("list").querySelectorAll("button")], next = buttons[buttons.indexOf(document.activeElement) + step];
    if (next) { next.focus(); event.preventDefault(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const id = chosen;
      clear();
      const button = [...find("list").querySelectorAll("button")].find((one) => one.dataset.node === id);
      if (button) button.focus();
    }
  });
  shrink();
  speak(lang);
  swatches();
  draw(false);
  details();
};

/* Key for comparing, as graph.spelling.bare makes it: accents away, đ too, one space. */
lineage.fold = (text) => text.normalize("NFC").replace(/[\u00d0\u0189\u0110\u0111\u00f0\u0256]/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  .toLowerCase().replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\s\u00a0\u00ad\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]+/g, " ").trim();
