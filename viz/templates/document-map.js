/* Document map: the layouts were computed beforehand, one for each setting of the two switches. */
"use strict";
lineage.start({
  tall: false,
  scene: (map) => map.page.scenes[(map.switches.mentions ? "mentions" : "core") + (map.switches["all-citations"] ? "-all" : "")],
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
