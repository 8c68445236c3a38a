/* A map as vectors: for paper, and as a file; and as a picture. */
"use strict";
lineage.mapPaper = (map) => {
  const find = map.find;
  let waiting = null;
  /* What is drawn, by name, for those who cannot see it. */
  const named = () => Object.keys(map.scene.at).map((id) => {
    const node = map.view.node ? map.view.node(id, map) : map.boxes.get(id);
    return node ? lineage.say(map.view.described(node, map).name) : "";
  }).filter(Boolean).join("; ");
  /* A map that is drawn anew for paper is cut into sheets of this size, which fill a page of A3; each begins with the heads
     of the columns, and no box is cut. A box is at most `widest`. What is a little higher stands on one sheet, smaller. */
  const SHEET = { wide: 1640, high: 1030, widest: 520 }, ONE = 1250;
  const sheet = (from, height) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "-4 " + (from - 4) + " " + (map.scene.w + 8) + " " + (height + 8));
    svg.setAttribute("preserveAspectRatio", "xMidYMin");
    svg.setAttribute("role", "img");
    for (const [name, text] of [["title", lineage.say(lineage.site.titles[map.frame.name])], ["desc", named()]]) {
      svg.appendChild(document.createElementNS(svg.namespaceURI, name)).textContent = lineage.xmlText(text);
    }
    const surface = lineage.paperSurface(svg, map.page);
    map.paintBelow(surface, false);
    const there = (id) => { const y = map.scene.at[id][1], half = map.boxes.get(id).box.h / 2; return y + half > from && y - half < from + height; };
    for (const id of Object.keys(map.scene.at)) if (there(id)) map.paintBox(surface, id, false);
    if (from > 0) map.scene.lanes.forEach((lane, index) => lineage.paintLane(surface, Object.assign({}, lane, { y: from, h: 38 }), index, lineage.lang));
    return svg;
  };
  const make = (whole) => {
    if (waiting !== null) { cancelIdleCallback(waiting); waiting = null; }
    const screen = map.scene, paper = map.view.paper && !whole;
    let drawn = paper ? map.view.paper(map, Object.assign({}, SHEET, { high: undefined })) : null;
    const cut = paper && drawn.scene.h > ONE;
    if (cut) { drawn.done(); drawn = map.view.paper(map, SHEET); }
    if (drawn) map.scene = drawn.scene; else if (map.view.whole) map.scene = map.view.whole(map);
    const sheets = [], high = map.scene.h;
    for (let from = 0; from === 0 || (cut && from < high); from += SHEET.high) sheets.push(sheet(from, cut ? SHEET.high : high));
    find("paper").replaceChildren(...sheets);
    if (drawn) drawn.done();
    map.scene = screen;
  };
  /* Drawn when the page has nothing else to do, and at the latest when it is printed. */
  const later = () => { if (waiting === null) waiting = requestIdleCallback(() => { waiting = null; make(); }, { timeout: 400 }); };
  window.addEventListener("beforeprint", () => { if (lineage.current === map.frame) make(); });
  find("svg").addEventListener("click", () => {
    make(true);
    const svg = find("paper").firstElementChild.cloneNode(true);
    const [, , wide, high] = svg.getAttribute("viewBox").split(" ");
    svg.setAttribute("width", wide);
    svg.setAttribute("height", high);
    lineage.save(map.frame.name + ".svg", new XMLSerializer().serializeToString(svg), "image/svg+xml");
  });
  /* Drawn anew at twice the size, so that it is sharp on paper and on a projector. */
  find("png").addEventListener("click", () => {
    const scene = map.scene, canvas = document.createElement("canvas"), scale = Math.min(2, 16000 / Math.max(scene.w, scene.h));
    canvas.width = Math.ceil((scene.w + 16) * scale);
    canvas.height = Math.ceil((scene.h + 16) * scale);
    const context = canvas.getContext("2d");
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, 8 * scale, 8 * scale);
    const surface = lineage.canvasSurface(context, map.page);
    map.paintBelow(surface, false);
    for (const id of Object.keys(scene.at)) map.paintBox(surface, id, false);
    canvas.toBlob((blob) => lineage.save(map.frame.name + ".png", blob));
  });
  return { make: () => make(), later };
};
