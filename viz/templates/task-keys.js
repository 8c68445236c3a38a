/* The task map by keyboard, and the line above it: where one is, how to get back, how far the chain reaches. */
"use strict";
/* Arrows move along links: left to a requirement, right to what carries it out, up and down within the column. */
lineage.taskKeys = (event, map) => {
  const { scene, chosen, data } = map, step = { ArrowUp: -1, ArrowDown: 1 }[event.key], way = { ArrowLeft: "to", ArrowRight: "from" }[event.key];
  if (event.key === "Enter" && typeof chosen === "string") { lineage.taskView.enter(chosen, map); return true; }
  if (!step && !way) return false;
  const start = typeof chosen === "string" && scene.at[chosen] ? chosen : null;
  if (start === null) { const first = scene.columns.flat()[0]; if (first) map.choose(map.chain.focus && scene.at[map.chain.focus] ? map.chain.focus : first, true, true); return true; }
  if (step) {
    const column = scene.columns.find((ids) => ids.includes(start)), next = column[column.indexOf(start) + step];
    if (next !== undefined) map.choose(next, true, true);
    return true;
  }
  const other = way === "to" ? "from" : "to";
  const ends = scene.edges.map((route) => [data.edge(route.edge), route]).filter(([edge]) => edge[other] === start && scene.at[edge[way]] && edge.relation !== "holds" && edge.relation !== "same-as").map(([edge]) => edge[way]);
  const height = (id) => Math.abs(scene.at[id][1] - scene.at[start][1]);
  const next = ends.sort((a, b) => height(a) - height(b))[0];
  if (next !== undefined) map.choose(next, true, true); else map.announce(lineage.word(way === "to" ? "task.no-link-up" : "task.no-link-down"));
  return true;
};

lineage.taskTrail = (map) => {
  const place = map.find("trail"), { data, chain } = map;
  const crumbs = lineage.make("nav"), depths = lineage.make("div", null, "depths"), selects = {};
  crumbs.dataset.aria = "trail.name";
  for (const way of ["up", "down"]) {
    const label = lineage.make("label"), said = lineage.make("span"), select = selects[way] = lineage.make("select");
    said.dataset.label = "trail." + way;
    for (const value of ["0", "1", "2", "3", "all"]) { const option = lineage.make("option", value); option.value = value; select.append(option); }
    select.dataset.depth = way;
    select.addEventListener("change", () => {
      chain[way] = select.value === "all" ? chain.ALL : Number(select.value);
      chain.windows.clear();
      map.frame.set({ [way]: select.value === "all" ? undefined : select.value });
      map.redraw();
    });
    label.append(said, select);
    depths.append(label);
  }
  place.append(crumbs, depths);
  return () => {
    place.hidden = chain.focus === null;
    if (place.hidden) return;
    lineage.speakIn(place);
    for (const way of ["up", "down"]) {
      selects[way].value = chain[way] === chain.ALL ? "all" : String(chain[way]);
      selects[way].lastElementChild.textContent = lineage.word("trail.all");
    }
    const parts = [];
    for (let id = chain.focus; id !== undefined; id = data.holder(id)) parts.unshift(id);
    const named = (id) => lineage.say({ document: data.short(id), section: data.nodes.get(id).name, task: data.nodes.get(id).label }[data.kind(id)]);
    const back = lineage.button("\u2039 " + lineage.word("trail.back"), () => lineage.taskView.leave(map, true), "back");
    back.dataset.part = "back";
    crumbs.replaceChildren(back, ...parts.flatMap((id, at) => [at ? lineage.make("span", "\u203a") : null,
      id === chain.focus ? lineage.element("strong", { "aria-current": "location", class: data.isTask(id) ? "place" : null }, named(id)) : lineage.button(named(id), () => lineage.taskView.focus(id, map), "crumb")]).filter(Boolean));
  };
};
