/* Task map: columns of documents, sections and tasks, stacked here because sections fold; sizes come from Python. */
"use strict";
lineage.taskView = (() => {
  const GAP = 9, DOCUMENT_GAP = 26, TOP = 44, TRACK = 11, FIRST_TRACK = 16;
  const open = [], pages = new Map(), extras = new Map();
  let children = null, parents = null;

  const prepare = (map) => {
    if (children) return;
    children = new Map(); parents = new Map();
    for (const edge of map.carried.edges) if (edge.relation === "holds") {
      if (!children.has(edge.from)) children.set(edge.from, []);
      children.get(edge.from).push(edge.to);
      parents.set(edge.to, edge.from);
    }
    for (const column of map.page.columns) for (const id of column.documents) if (children.has(id)) open.push(id);
    while (open.length > 1 && shown(map).size > map.page.measures.budget) open.pop();
  };
  /* A box that stands for what does not fit: pressing it turns the page. */
  const more = (map, holder, key, count, step, width) => {
    const id = "more:" + holder + ":" + step, text = map.page.more[key];
    const fill = (one) => [[one.replace("#", count), "strong"]];
    const lines = { vi: fill(text.vi || text), en: fill(text.en || text) };
    map.boxes.set(id, { id: id, kind: "more", box: { w: width, h: 31, band: 0, pad: 5, inset: 12, branch: "unknown", held: true, lines: lines, fill: "#f5f7fa", line: 1 } });
    extras.set(id, () => pages.set(holder, (pages.get(holder) || 0) + step));
    return id;
  };
  const paged = (map, holder, ids, key, width) => {
    const size = map.page.measures.page;
    if (ids.length <= size + 1) return ids;
    const from = Math.min((pages.get(holder) || 0), Math.floor((ids.length - 1) / size)) * size, rest = ids.length - from - size;
    const window = ids.slice(from, from + size);
    if (from > 0) window.unshift(more(map, holder, key, from, -1, width));
    if (rest > 0) window.push(more(map, holder, key, rest, 1, width));
    return window;
  };
  const walk = (map, visit) => {
    const measures = map.page.measures;
    map.page.columns.forEach((column, index) => {
      for (const id of paged(map, "column:" + index, column.documents, "documents", measures.column)) {
        visit(id, index, 0);
        if (!open.includes(id)) continue;
        for (const group of paged(map, id, children.get(id) || [], "sections", measures.column - measures.indent)) {
          visit(group, index, 1, id);
          if (!open.includes(group)) continue;
          for (const task of paged(map, group, children.get(group) || [], "tasks", measures.column - 2 * measures.indent)) visit(task, index, 2, group);
        }
      }
    });
  };
  const shown = (map) => { const ids = new Set(); walk(map, (id) => ids.add(id)); return ids; };
  const keepToBudget = (map, wanted) => {
    const keep = new Set(); for (let id = wanted; id !== undefined; id = parents.get(id)) keep.add(id);
    while (shown(map).size > map.page.measures.budget) {
      const victim = open.find((id) => !keep.has(id) && parents.has(id)) || open.find((id) => !keep.has(id));
      if (victim === undefined) return;
      open.splice(open.indexOf(victim), 1);
    }
  };
  const toggle = (map, id) => {
    if (open.includes(id)) open.splice(open.indexOf(id), 1);
    else { open.push(id); keepToBudget(map, id); }
  };
  const rounded = (points) => {
    let path = "M" + points[0].join(" ");
    for (let i = 1; i < points.length - 1; i += 1) {
      const [a, b, c] = [points[i - 1], points[i], points[i + 1]];
      const toward = (p) => { const d = Math.hypot(p[0] - b[0], p[1] - b[1]) || 1, r = Math.min(7, d / 2); return [b[0] + (p[0] - b[0]) / d * r, b[1] + (p[1] - b[1]) / d * r]; };
      path += " L" + toward(a).join(" ") + " Q" + b.join(" ") + " " + toward(c).join(" ");
    }
    return path + " L" + points[points.length - 1].join(" ");
  };
  const arrow = (tip, way) => "M" + tip.join(" ") + " L" + (tip[0] - way * 11) + " " + (tip[1] - 5.5) + " L" + (tip[0] - way * 11) + " " + (tip[1] + 5.5) + " Z";

  /* Tracks: the gutter left of column c carries every link that runs down it; what skips columns runs above them. */
  const plan = (map, column) => {
    const gutters = map.page.columns.map(() => 0), tracks = new Map(), above = new Map();
    gutters.push(0);
    map.carried.edges.forEach((edge, index) => {
      const low = column.get(edge.from), high = column.get(edge.to);
      if (edge.relation === "same-as") { if (low !== undefined && high !== undefined) tracks.set(index, [low + 1, gutters[low + 1]++]); return; }
      if (edge.relation === "holds" || low === undefined || high === undefined) return;
      if (low === high) { tracks.set(index, [low, gutters[low]++]); return; }
      const [left, right] = [Math.min(low, high), Math.max(low, high)];
      if (right - left === 1) tracks.set(index, [right, gutters[right]++]);
      else { tracks.set(index, [right, gutters[right]++, left + 1, gutters[left + 1]++]); above.set(index, above.size); }
    });
    return { gutters, tracks, above };
  };
  const scene = (map) => {
    prepare(map);
    const measures = map.page.measures, at = {}, lanes = [], edges = [], column = new Map(), lefts = [];
    walk(map, (id, index) => column.set(id, index));
    const { gutters, tracks, above } = plan(map, column);
    let x = 0;
    map.page.columns.forEach((one, index) => { x += gutters[index] ? FIRST_TRACK * 2 + (gutters[index] - 1) * TRACK : (index ? 22 : 0); lefts.push(x); x += measures.column + 24; });
    const head = above.size * TRACK, ys = lefts.map(() => TOP + head + 4), tops = ys.map(() => true);
    walk(map, (id, index, depth) => {
      const box = map.boxes.get(id).box, indent = depth * measures.indent;
      if (depth === 0 && !tops[index]) ys[index] += DOCUMENT_GAP - GAP;
      tops[index] = false;
      at[id] = [lefts[index] + 12 + indent + box.w / 2, ys[index] + box.h / 2];
      ys[index] += box.h + GAP;
    });
    const height = Math.max(...ys, 120) + 8, width = x + (gutters[lefts.length] ? FIRST_TRACK + gutters[lefts.length] * TRACK : 0);
    map.page.columns.forEach((one, index) => lanes.push({ x: lefts[index], y: 0, w: measures.column + 24, h: height, name: one.name, turned: false }));
    const side = (id, way) => at[id][0] + way * map.boxes.get(id).box.w / 2;
    const ports = new Map();
    const sides = (edge) => {
      const low = column.get(edge.from), high = column.get(edge.to), same = edge.relation === "same-as";
      return { low, high, start: same || low < high ? 1 : -1, end: same || high < low ? 1 : -1 };
    };
    /* Ends on one side of a box stand 13 apart in the order of where they lead: above first, by way of the top before all. */
    map.carried.edges.forEach((edge, index) => {
      if (edge.relation === "holds" || !at[edge.from] || !at[edge.to]) return;
      const { start, end } = sides(edge);
      for (const [here, there, way] of [[edge.from, edge.to, start], [edge.to, edge.from, end]]) {
        const key = here + way;
        if (!ports.has(key)) ports.set(key, []);
        ports.get(key).push([above.has(index) ? -1 : at[there][1], index]);
      }
    });
    for (const ends of ports.values()) ends.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const port = (id, way, index) => {
      const ends = ports.get(id + way), room = Math.min(13, (map.boxes.get(id).box.h - 12) / ends.length);
      return at[id][1] + (ends.findIndex((one) => one[1] === index) - (ends.length - 1) / 2) * room;
    };
    map.carried.edges.forEach((edge, index) => {
      if (!at[edge.from] || !at[edge.to]) return;
      if (edge.relation === "holds") {
        const trunk = side(edge.from, -1) + 10, y = at[edge.to][1];
        edges.push({ edge: index, d: rounded([[trunk, at[edge.from][1] + map.boxes.get(edge.from).box.h / 2], [trunk, y], [side(edge.to, -1), y]]) });
        return;
      }
      const [gutter, track, farther, far] = tracks.get(index);
      const line = (which, number) => (which < lefts.length ? lefts[which] - FIRST_TRACK - number * TRACK : lefts[which - 1] + measures.column + 24 + FIRST_TRACK - 6 + number * TRACK);
      const { low, high, start, end } = sides(edge);
      const from = [side(edge.from, start), port(edge.from, start, index)], to = [side(edge.to, end), port(edge.to, end, index)];
      const near = [to[0] + end * 9, to[1]], track1 = line(gutter, track);
      let points = [from, [track1, from[1]], [track1, to[1]], near];
      if (farther !== undefined) {
        const y = TOP - 8 + above.get(index) * TRACK, track2 = line(farther, far), [first, second] = low > high ? [track1, track2] : [track2, track1];
        points = [from, [first, from[1]], [first, y], [second, y], [second, to[1]], near];
      }
      edges.push({ edge: index, d: rounded(points), arrow: arrow(to, -end) });
    });
    return { w: width, h: height, lanes: lanes, at: at, edges: edges };
  };
  return {
    tall: true,
    scene: scene,
    listed: (node, scene) => scene.at[node.id] !== undefined,
    press: (id, map) => {
      if (extras.has(id)) { extras.get(id)(); map.redraw(); return true; }
      if (children.has(id) && map.boxes.get(id).kind === "group") { toggle(map, id); map.redraw(); }
      return false;
    },
    /* What stands at the right of a section's box: how many tasks it would unfold, or a minus when it is open. */
    badge: (id, map) => { const box = map.boxes.get(id).box; return box.size ? (open.includes(id) ? "\u2212" : "+" + box.size) : null; },
    unfold: (id, map) => { if (!children || !children.has(id)) return null; return { open: open.includes(id), turn: () => { toggle(map, id); map.redraw(); } }; },
    reveal: (id, map) => {
      const before = shown(map);
      if (before.has(id)) return false;
      for (let child = id, parent = parents.get(id); parent !== undefined; child = parent, parent = parents.get(parent)) {
        if (!open.includes(parent)) open.push(parent);
        pages.set(parent, Math.floor(children.get(parent).indexOf(child) / map.page.measures.page));
      }
      map.page.columns.forEach((column, index) => {
        let top = id; while (parents.has(top)) top = parents.get(top);
        if (column.documents.includes(top)) pages.set("column:" + index, Math.floor(column.documents.indexOf(top) / map.page.measures.page));
      });
      keepToBudget(map, id);
      return true;
    },
    /* What is chosen, all that holds it or is held by it, and the chain of its document. */
    related: (chosen, carried, scene) => {
      if (typeof chosen === "number") return new Set([carried.edges[chosen].from, carried.edges[chosen].to]);
      const found = new Set([chosen]);
      const spread = (here, there, of) => { let grown = true; while (grown) { grown = false; for (const edge of carried.edges) if (of(edge) && found.has(edge[here]) && !found.has(edge[there])) { found.add(edge[there]); grown = true; } } };
      for (const edge of carried.edges) if (edge.relation === "same-as" && (edge.from === chosen || edge.to === chosen)) { found.add(edge.from); found.add(edge.to); }
      if (!parents.has(chosen)) spread("to", "from", (edge) => edge.relation !== "holds" && edge.relation !== "same-as");
      spread("from", "to", (edge) => edge.relation === "holds");
      spread("to", "from", (edge) => edge.relation === "holds");
      spread("from", "to", (edge) => edge.relation !== "holds" && edge.relation !== "same-as");
      for (const id of Object.keys(scene.at)) if (id.startsWith("more:") && found.has(id.split(":").slice(1, -1).join(":"))) found.add(id);
      return found;
    },
  };
})();
lineage.start(lineage.taskView);
