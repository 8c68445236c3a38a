/* The list beside a map: what is drawn, or what was found; the way in for keyboards and screen readers. */
"use strict";
lineage.mapList = (map) => {
  const MOST = 200;
  const { find, view } = map, place = find("list");
  const index = lineage.index(map.carried.nodes, (node) => view.searched(node, map));
  const line = (node, phrase) => {
    const { name, absent } = view.described(node, map), button = lineage.make("button", name, absent ? "absent" : "");
    button.type = "button";
    button.dataset.node = node.id;
    if (map.chosen === node.id) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => map.choose(node.id, true));
    if (phrase) {
      const said = lineage.say(name), within = lineage.ranges(said, phrase).length > 0, [before, text] = within ? ["", said] : view.found(node, map);
      button.replaceChildren(before, lineage.marked(text, phrase, 60));
    }
    const item = lineage.make("li");
    item.append(button);
    return item;
  };
  const draw = () => {
    const phrase = map.frame.phrase(), hits = phrase ? index.find(phrase) : view.listed(map);
    const made = document.createDocumentFragment(), count = hits.length.toLocaleString(lineage.lang);
    made.append(lineage.make("h2", lineage.word(phrase ? "page.found" : "page.list") + " (" + count + ")"));
    if (hits.length > MOST) made.append(lineage.make("p", lineage.word("page.first", { count: MOST }), "help"));
    if (phrase && !hits.length) made.append(lineage.make("p", lineage.word("page.none-found"), "help"));
    let holder = null, heading = null;
    for (const node of hits.slice(0, MOST)) {
      const name = lineage.say(view.described(node, map).heading);
      if (name !== heading) { heading = name; holder = lineage.make("ul"); made.append(lineage.make("h3", name), holder); }
      holder.append(line(node, phrase));
    }
    place.replaceChildren(made);
    map.related = map.chosen !== null ? view.related(map.chosen, map.carried, map.scene, map) : phrase ? view.lit(hits, map) : null;
    map.network.redraw();
  };
  place.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...place.querySelectorAll("button")], next = buttons[buttons.indexOf(document.activeElement) + step];
    if (next) { next.focus(); event.preventDefault(); }
  });
  const focus = (id) => {
    const button = [...place.querySelectorAll("button")].find((one) => one.dataset.node === id);
    if (button) button.focus();
  };
  return { draw, focus, first: () => place.querySelector("button") };
};
