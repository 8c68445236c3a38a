/* The outline: in the column of each level its documents, their sections, their tasks, folded to what can be read. */
"use strict";
lineage.taskOutline = (map) => {
  const { data, page } = map, INDENT = 16, GAP = 10, DOCUMENT_GAP = 20;
  const { budget, page: size } = page.measures;
  const open = [], pages = new Map(), provinces = new Map();
  page.columns.forEach((column, index) => {
    let from = 0;
    column.territories.forEach(([name, count], place) => {
      const id = "province\n" + index + "\n" + place;
      provinces.set(id, { id, kind: "province", name, documents: column.documents.slice(from, from + count), column: index });
      from += count;
    });
  });
  const provinceOf = new Map([...provinces.values()].flatMap((one) => one.documents.map((id) => [id, one.id])));
  const parent = (id) => (data.nodes.has(id) ? data.holder(id) ?? provinceOf.get(id) : undefined);
  const relations = map.carried.edges.map((edge, index) => [edge, index]).filter(([edge]) => edge.panel || edge.relation === "same-as");
  const children = (id) => (provinces.has(id) ? provinces.get(id).documents : data.children(id));
  const roots = (index) => (page.columns[index].territories.length ? [...provinces.values()].filter((one) => one.column === index).map((one) => one.id) : page.columns[index].documents);
  const WORDS = { document: "documents", section: "sections", task: "tasks", province: "provinces" };
  const kind = (id) => (provinces.has(id) ? "province" : data.kind(id));

  /* Every box in order: visit(id, column, depth, count of what is folded away before or after it). */
  const walk = (visit) => {
    const some = (holder, ids, column, depth) => {
      const from = ids.length > size + 1 ? Math.min(pages.get(holder) || 0, Math.floor((ids.length - 1) / size)) * size : 0;
      const until = ids.length > size + 1 ? from + size : ids.length;
      if (from > 0) visit(holder, column, depth, { count: from, step: -1, what: WORDS[kind(ids[0])] });
      for (const id of ids.slice(from, until)) {
        visit(id, column, depth);
        if (open.includes(id)) some(id, children(id), column, depth + 1);
      }
      if (ids.length > until) visit(holder, column, depth, { count: ids.length - until, step: 1, what: WORDS[kind(ids[0])] });
    };
    page.columns.forEach((column, index) => some("column\n" + index, roots(index), index, 0));
  };
  const count = () => { let found = 0; walk(() => { found += 1; }); return found; };
  const shown = () => { const ids = new Set(); walk((id, column, depth, more) => { if (!more) ids.add(id); }); return ids; };
  const keepToBudget = (wanted) => {
    const keep = new Set();
    for (let id = wanted; id !== undefined; id = parent(id)) keep.add(id);
    while (count() > budget) {
      const victim = open.find((id) => !keep.has(id) && data.nodes.has(id) && data.holder(id) !== undefined) || open.find((id) => !keep.has(id));
      if (victim === undefined) return;
      open.splice(open.indexOf(victim), 1);
    }
  };
  if (data.documents.length <= 3 * size) {
    for (const id of data.documents) if (data.children(id).length) open.push(id);
    while (open.length && count() > budget) open.pop();
  }
  const toggle = (id) => { if (open.includes(id)) open.splice(open.indexOf(id), 1); else { open.push(id); keepToBudget(id); } };
  const reveal = (id) => {
    if (shown().has(id)) return false;
    let child = id;
    for (let holder = parent(id); holder !== undefined; child = holder, holder = parent(holder)) {
      if (!open.includes(holder)) open.push(holder);
      pages.set(holder, Math.floor(children(holder).indexOf(child) / size));
    }
    const column = data.column(id);
    pages.set("column\n" + column, Math.floor(roots(column).indexOf(child) / size));
    keepToBudget(id);
    return true;
  };
  const box = (id, width) => {
    if (!provinces.has(id)) return { document: map.make.document, section: map.make.section, task: (one, w) => map.make.task(one, w, 3) }[data.kind(id)](id, width);
    const one = provinces.get(id), tasks = one.documents.reduce((sum, document) => sum + data.tasks(document).length, 0);
    const counted = lineage.word("more-documents", { count: one.documents.length }).slice(1) + " \u00b7 " + lineage.word("more-tasks", { count: tasks }).slice(1);
    return map.make.words([[one.name, "strong", 1], [counted, "muted", 1]], width, { pad: 7, size: one.documents.length, fill: "#fdfdf8" });
  };
  const scene = (room) => {
    const columns = page.columns.map((column) => ({ name: column.name, top: true, items: [] })), links = [], drawn = new Set();
    const width = lineage.layout.width(room, columns.length, 40, map.sheet && map.sheet.widest);
    walk((id, index, depth, more) => {
      const w = width - depth * INDENT, items = columns[index].items;
      if (more) {
        const key = "more\n" + id + "\n" + more.step, name = lineage.word("more-" + more.what, { count: more.count });
        map.extras.set(key, { id: key, kind: "more", name, act: () => pages.set(id, (pages.get(id) || 0) + more.step) });
        items.push({ id: key, box: map.make.words([[name, "strong", 1]], w), indent: depth * INDENT, gap: GAP });
        return;
      }
      if (provinces.has(id)) map.extras.set(id, provinces.get(id));
      drawn.add(id);
      items.push({ id, box: box(id, w), indent: depth * INDENT, gap: depth ? GAP : DOCUMENT_GAP });
    });
    columns.forEach((column) => { column.w = width; });
    for (const [edge, index] of relations) if (drawn.has(edge.from) && drawn.has(edge.to)) links.push({ edge: index, from: edge.from, to: edge.to, kind: edge.relation });
    const made = lineage.layout(columns, links, map.sheet && map.sheet.high);
    for (const column of columns) for (const item of column.items) map.boxes.set(item.id, { id: item.id, box: item.box });
    /* Lines from a section to what it holds. */
    for (const id of drawn) {
      const holder = parent(id);
      if (holder === undefined || !drawn.has(holder)) continue;
      const upper = map.boxes.get(holder).box, lower = map.boxes.get(id).box, x = made.at[holder][0] - upper.w / 2 + 8, y = made.at[id][1];
      made.edges.push({ edge: data.drawnEdge(holder, id, "holds"), d: "M" + x + " " + (made.at[holder][1] + upper.h / 2) + " V" + y + " H" + (made.at[id][0] - lower.w / 2) });
    }
    return made;
  };
  return { scene, toggle, reveal, open: (id) => open.includes(id), foldable: (id) => provinces.has(id) || data.children(id).length > 0, provinces, parent };
};
