/* The network of the task map by identifier: who holds what, which links go up and down. Everything else is made when
   it is first shown, for there may be tens of thousands of tasks. */
"use strict";
lineage.unpackTasks = (carried) => {
  const RELATIONS = ["equal", "narrower", "overlaps"], holders = carried.nodes, of = new Map(holders.map((node) => [node.id, node])), first = holders.length;
  for (const [place, rest, path, mark, line, words, file, rows] of carried.tasks) {
    const section = holders[place], document = of.get(section.holder), id = typeof rest === "string" ? rest : document.id + rest[0];
    const node = { id, label: path || id.slice(id.lastIndexOf("/task/") + 6), holder: section.id, words: [file || document.source, line, words], rows };
    if (mark) node.mark = mark;
    holders.push(node);
  }
  for (const [child, parent, confirmed, relation, score, more] of carried.links) {
    const status = confirmed ? "confirmed" : "proposed", edge = { from: holders[first + child].id, to: holders[first + parent].id, relation: status, link: Object.assign({ relation: RELATIONS[relation], status, score }, more) };
    if (more && more.through) edge.through = more.through;
    carried.edges.push(edge);
  }
  delete carried.tasks;
  delete carried.links;
};

lineage.taskData = (carried, drawing) => {
  if (carried.tasks) lineage.unpackTasks(carried);
  const nodes = new Map(carried.nodes.map((node) => [node.id, node]));
  const order = new Map(carried.nodes.map((node, place) => [node.id, place]));
  const children = new Map(), up = new Map(), down = new Map(), counts = new Map(), columnOf = new Map(), indexes = new Map();
  const put = (map, key, value) => { const there = map.get(key); if (there) there.push(value); else map.set(key, [value]); };
  for (const node of carried.nodes) if (node.holder !== undefined) put(children, node.holder, node.id);
  drawing.columns.forEach((column, index) => { for (const id of column.documents) columnOf.set(id, index); });
  const documents = drawing.columns.flatMap((column) => column.documents);
  const holder = (id) => nodes.get(id).holder;
  const top = (id) => { const node = nodes.get(id); if (node.top === undefined) node.top = node.holder === undefined ? id : top(node.holder); return node.top; };
  carried.edges.forEach((edge, index) => {
    if (!edge.link) return;
    put(up, edge.from, index);
    put(down, edge.to, index);
    const place = edge.relation === "confirmed" ? 0 : 1;
    for (const [end, way] of [[edge.from, "up"], [edge.to, "down"]]) for (let id = holder(end); id !== undefined; id = holder(id)) {
      if (!counts.has(id)) counts.set(id, { up: [0, 0], down: [0, 0] });
      counts.get(id)[way][place] += 1;
    }
  });
  /* The best first: confirmed before proposed, then by score. */
  const sorted = new Set();
  const ranked = (map, id, other) => {
    const found = map.get(id);
    if (!found) return [];
    if (!sorted.has(found)) {
      const edges = carried.edges, worth = (edge) => (edge.relation === "confirmed" ? 2 : 0) + edge.link.score;
      found.sort((a, b) => worth(edges[b]) - worth(edges[a]) || order.get(edges[a][other]) - order.get(edges[b][other]));
      sorted.add(found);
    }
    return found;
  };
  /* Links one way by the column of their other end, the nearest column first, in each the best first. */
  const byColumn = (way, id) => {
    const node = nodes.get(id), field = "links " + way, other = way === "up" ? "to" : "from";
    if (node[field]) return node[field];
    const found = new Map(), own = columnOf.get(top(id));
    for (const index of ranked(way === "up" ? up : down, id, other)) put(found, columnOf.get(top(carried.edges[index][other])), index);
    node[field] = [...found].map(([column, links]) => ({ column, links })).sort((a, b) => Math.abs(a.column - own) - Math.abs(b.column - own));
    return node[field];
  };
  /* An edge that is drawn and not in the data: a section's line to its task, a task's to what is folded away. */
  const drawnEdge = (from, to, relation) => {
    const key = relation + "\n" + from + "\n" + to;
    if (!indexes.has(key)) { indexes.set(key, carried.edges.length); carried.edges.push({ from, to, relation }); }
    return indexes.get(key);
  };
  /* Tasks that a section or a document holds, in the order of the text. */
  const tasks = (id) => (children.get(id) || []).flatMap((child) => (nodes.get(child).kind ? tasks(child) : [child]));
  /* Words of a task; those of a row of a table with its cells apart, which the source keeps apart by tabs. */
  const quote = (id) => {
    const { words: [file, line, words], mark } = nodes.get(id);
    return [file, line, mark === "appendix" ? words.trim().replace(/\s*\t\s*/g, " | ") : words];
  };
  const entries = (id) => lineage.entries(nodes.get(id).panel || [["quote", null, [quote(id)]], ...nodes.get(id).rows]);
  const values = (id, key) => nodes.get(id).rows.filter((row) => row[0] === key).map((row) => row[1]);
  const plain = (id) => quote(id)[2].replace(/\s+/g, " ").trim();
  const short = (document) => nodes.get(document).short;
  /* What stands between and is not held is told by its identifier, or by a name that could mean several. */
  const names = (ids) => [...ids].map((id) => (nodes.has(id) ? lineage.say(short(id)) : id));
  /* "07-KH/TW · B/II/1": a task by its document and place. */
  const address = (id) => lineage.say(short(top(id))) + " \u00b7 " + nodes.get(id).label;
  return {
    nodes, order, children: (id) => children.get(id) || [], holder, top, documents, tasks, entries, values, quote, plain, short, names, address, drawnEdge,
    edge: (index) => carried.edges[index],
    all: (way, id) => (way === "up" ? up : down).get(id) || [],
    up: (id) => ranked(up, id, "to"), down: (id) => ranked(down, id, "from"),
    byColumn,
    counts: (id) => counts.get(id) || { up: [0, 0], down: [0, 0] },
    column: (id) => columnOf.get(top(id)),
    level: (document) => columnOf.get(document),
    gaps: (id) => (drawing.gaps[id] || []).map(([state, place, missing]) => ({ state, document: documents[place], missing })),
    kind: (id) => nodes.get(id).kind || "task",
    isTask: (id) => nodes.has(id) && !nodes.get(id).kind,
  };
};
