/* Document map: the layouts were computed beforehand, one for each setting of the two switches. */
"use strict";
lineage.setting = (map) => (map.switches.mentions ? "mentions" : "core") + (map.switches["all-citations"] ? "-all" : "");
lineage.start({
  tall: false,
  /* Where the wide layout could not be read, the narrow one, which is higher; on paper and as a whole the wide one. */
  scene: (map, room) => {
    const wide = map.page.scenes[lineage.setting(map)];
    return room >= wide.w * map.page.readable ? wide : map.page.narrow[lineage.setting(map)];
  },
  whole: (map) => map.page.scenes[lineage.setting(map)],
  listed: (node, scene) => scene.at[node.id] !== undefined,
  reveal: (id, map) => {
    const box = document.getElementById("switch-mentions");
    if (map.state().scene.at[id] || !box) return false;
    box.checked = map.switches.mentions = true;
    return true;
  },
  /* The chosen document, its neighbours, and the chains above and below it. */
  related: (chosen, carried, scene) => {
    const drawn = scene.edges.map((route) => carried.edges[route.edge]);
    if (typeof chosen === "number") return new Set([carried.edges[chosen].from, carried.edges[chosen].to]);
    const found = new Set([chosen]);
    for (const [here, there] of [["from", "to"], ["to", "from"]]) {
      const open = [chosen], seen = new Set(open);
      while (open.length) {
        const id = open.pop();
        for (const edge of drawn) if (edge[here] === id && !seen.has(edge[there]) && (edge.chained || id === chosen)) {
          seen.add(edge[there]); found.add(edge[there]); if (edge.chained) open.push(edge[there]);
        }
      }
    }
    return found;
  },
});
