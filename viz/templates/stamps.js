/* A map that is moved: while nothing but the view changes, boxes and lines are copied from bitmaps that were made once for
   the scale at which they are seen. Drawing hundreds of curves anew for each frame takes too long without a GPU. */
"use strict";
/* True while what is drawn is what was drawn the last time; else what was kept is let go. */
lineage.still = (map, scale) => {
  const made = [map.scene, map.chosen, map.related, lineage.lang, scale], before = map.stamps;
  if (before && made.every((one, at) => one === before.made[at])) return true;
  map.stamps = { made, images: new Map(), lines: null };
  return false;
};
const bitmap = (width, height, place, left, top) => {
  const image = document.createElement("canvas"), context = image.getContext("2d");
  image.width = Math.ceil(width * place.a);
  image.height = Math.ceil(height * place.a);
  context.setTransform(place.a, 0, 0, place.a, -left * place.a, -top * place.a);
  return { image, context, left, top, right: left + width, bottom: top + height };
};
const copy = (context, made, place) => {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(made.image, Math.round(place.e + made.left * place.a), Math.round(place.f + made.top * place.a));
  context.setTransform(place);
};

/* Lanes as they are, and below the boxes the lines. */
lineage.stampLines = (context, map) => {
  const surface = lineage.canvasSurface(context, map.page);
  map.paintLanes(surface, true);
  paintLinesOf(context, surface, map);
  map.paintNames(surface, true);
};
const paintLinesOf = (context, surface, map) => {
  const SPARE = 0.35, LARGEST = 5000, FEW = 40, place = context.getTransform();
  const still = lineage.still(map, place.a), lines = map.stamps.lines;
  const left = -place.e / place.a, top = -place.f / place.a, width = context.canvas.width / place.a, height = context.canvas.height / place.a;
  if (!still || map.scene.edges.length < FEW) { map.paintLines(surface, true); return; }
  if (!lines || left < lines.left || top < lines.top || left + width > lines.right || top + height > lines.bottom) {
    const wide = Math.min(width * (1 + 2 * SPARE), LARGEST / place.a), high = Math.min(height * (1 + 2 * SPARE), LARGEST / place.a);
    if (wide < width || high < height) { map.paintLines(surface, true); return; }
    map.stamps.lines = bitmap(wide, high, place, left - (wide - width) / 2, top - (high - height) / 2);
    map.paintLines(lineage.canvasSurface(map.stamps.lines.context, map.page), true);
  }
  copy(context, map.stamps.lines, place);
};

lineage.stampBox = (context, map, id) => {
  const MARGIN = 8, place = context.getTransform(), [x, y] = map.scene.at[id], box = map.boxes.get(id).box;
  const { images } = map.stamps;
  if (!images.has(id)) { images.set(id, null); map.paintBox(lineage.canvasSurface(context, map.page), id, true); return; }
  if (images.get(id) === null) {
    const made = bitmap(box.w + 2 * MARGIN, box.h + 2 * MARGIN, place, x - box.w / 2 - MARGIN, y - box.h / 2 - MARGIN);
    map.paintBox(lineage.canvasSurface(made.context, map.page), id, true);
    images.set(id, made);
  }
  copy(context, images.get(id), place);
};
