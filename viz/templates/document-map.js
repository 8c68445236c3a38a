/* Document map: the layouts were computed beforehand, for each setting of the two switches and each province unfolded. */
"use strict";
lineage.documentView = (() => {
  const ALL = "province/*", setting = (map) => (map.switches.mentions ? "mentions" : "core") + (map.switches["all-citations"] ? "-all" : "");
  /* The province that is unfolded: what the URL says, if the map has it. */
  const province = (map) => { const key = map.frame.state.province || ""; return key in map.page.layouts[setting(map)] ? key : ""; };
  const laid = (map, which) => map.page.scenes[which[setting(map)][province(map)]];
  const unfold = (map, key) => { map.frame.set({ province: key || undefined }); map.anew(); };
  const holderOf = (id, map) => map.carried.nodes.find((node) => node.members && node.members.includes(id));
  const link = (text, name, state) => lineage.hasPage(name) && lineage.anchor(text, name, state, "button");
  return {
    tall: false,
    largest: 1.6,
    stamps: true,
    /* Where the wide layout could not be read, the narrow one, which is higher; on paper and as a whole the wide one. */
    scene(map, room) {
      const wide = laid(map, map.page.layouts);
      return room >= wide.w * map.page.readable ? wide : laid(map, map.page.narrow);
    },
    whole: (map) => laid(map, map.page.layouts),
    /* A box of a province unfolds it, and the one beside it leads back. */
    press(id, map) {
      if (map.boxes.get(id).kind !== "province") return false;
      unfold(map, id === ALL ? "" : id.slice("province/".length));
      return true;
    },
    reveal(id, map) {
      const there = () => laid(map, map.page.layouts).at[id] !== undefined;
      if (there()) return false;
      const holder = holderOf(id, map), box = map.frame.root.querySelector('[data-switch="mentions"]');
      map.frame.set({ province: holder ? holder.id.slice("province/".length) : undefined });
      if (!there() && box) { box.checked = map.switches.mentions = true; map.frame.set({ mentions: "1" }); }
      map.fresh = true;
      return true;
    },
    /* On a map of provinces what was found lights the box that it is folded into. */
    lit(hits, map) {
      const seen = (id) => (map.scene.at[id] ? id : (holderOf(id, map) || {}).id);
      const found = new Set(hits.map((node) => seen(node.id)).filter((id) => id !== undefined && map.scene.at[id]));
      return found.size ? found : null;
    },
    leave(map) { map.frame.set({ province: undefined }); },
    listed: (map) => map.carried.nodes.filter((node) => map.scene.at[node.id] !== undefined && node.id !== ALL),
    searched(node) {
      const words = (text) => (typeof text === "string" ? text : !text ? "" : text.vi + " " + text.en);
      if (node.kind === "province") return words(node.name);
      return lineage.plainView.searched(node);
    },
    /* What can be done with the chosen box: unfold it, or go on to what other pages have on it. */
    actions(id, map) {
      const node = map.boxes.get(id), links = node.links || {}, found = links.findings;
      if (node.kind === "province") return [lineage.button(lineage.word(id === ALL ? "page.fold" : "page.unfold"), () => unfold(map, id === ALL ? "" : id.slice("province/".length)))];
      const count = found && lineage.word(found[0] ? "documents.findings-high" : "documents.findings-count", { high: found[0], count: found[1] });
      const made = [
        links.tasks && link(lineage.word("documents.tasks"), "tasks", { node: id }),
        links.coverage && link(lineage.word("documents.coverage"), "coverage", { node: id }),
        found && link(lineage.word("documents.findings") + " (" + count + ")", "findings", { node: id }),
      ].filter(Boolean);
      return made.length ? [lineage.element("p", { class: "onward" }, made)] : [];
    },
    swatch(key, surface, map) {
      const sample = (held, stack) => lineage.paintBox(surface, { w: stack ? 27 : 32, h: stack ? 12 : 16, band: stack ? 10 : 0, pad: 0, inset: 0, radius: 5, branch: "unknown", held, stack, lines: [], line: 1.5 }, [stack ? 14 : 17, stack ? 11.5 : 9], map.page, lineage.lang, {});
      if (key === "province") sample(true, true);
      else if (key === "warning") lineage.paintWarning(surface, [17, 9]);
      else if (key === "reported") lineage.paintEdge(surface, { reported: true }, { d: "M1 9 H26", arrow: "M33 9 L24 4.6 L24 13.4 Z" });
      else return false;
      return true;
    },
    /* The chosen document, its neighbours, and the chains above and below it. */
    related(chosen, carried, scene) {
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
  };
})();
lineage.define("documents", (frame) => lineage.startMap(frame, lineage.documentView));
