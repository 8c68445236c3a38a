/* Where a map is looked at from: never past its edge, and never away from what is chosen. */
"use strict";
lineage.mapCamera = (map) => {
  const MARGIN = 12, LARGEST = 1.15, LEGIBLE = 14 / 15;
  const area = map.find("canvas"), network = () => map.network;
  const room = () => area.clientWidth - 2 * MARGIN;
  /* As near to `at` as may be without leaving the map; centred where all of it fits. */
  const look = (at, scale) => {
    const within = (wanted, size, window) => {
      const half = window / 2 / scale, margin = MARGIN / scale;
      return size + 2 * margin <= 2 * half ? size / 2 : Math.min(Math.max(wanted, half - margin), size + margin - half);
    };
    const position = { x: within(at.x, map.scene.w, area.clientWidth), y: within(at.y, map.scene.h, area.clientHeight) };
    if (map.view.tall && map.scene.h * scale + 2 * MARGIN < area.clientHeight) position.y = area.clientHeight / 2 / scale - MARGIN / scale;
    network().moveTo({ position: position, scale: scale, animation: false });
  };
  /* All of it where it can then be read; else as much as can be read, from the top. The document map shows all on demand. */
  const fit = () => {
    const across = room() / map.scene.w, down = (area.clientHeight - 2 * MARGIN) / map.scene.h, all = Math.min(across, down);
    const readable = map.view.tall ? Math.max(across, LEGIBLE) : map.whole ? all : Math.max(all, map.page.readable);
    look({ x: map.view.tall ? 0 : map.scene.w / 2, y: 0 }, Math.max(Math.min(readable, map.view.largest || (map.view.tall ? 1 : LARGEST)), 0.1));
    map.moved = false;
  };
  const corners = (id) => {
    const box = map.boxes.get(id).box, [x, y] = map.scene.at[id];
    return { left: x - box.w / 2, right: x + box.w / 2, top: y - box.h / 2, bottom: y + box.h / 2 };
  };
  /* Moves just so far that the chosen box is whole in view; of one larger than the view the beginning. */
  const keep = () => {
    if (typeof map.chosen !== "string" || !map.scene.at[map.chosen]) return;
    const scale = network().getScale(), at = network().getViewPosition(), box = corners(map.chosen);
    const shift = (from, to, middle, window, head) => {
      const half = window / 2 / scale, margin = (MARGIN + 2) / scale, low = middle - half + margin + head / scale, high = middle + half - margin;
      return from < low || to - from > high - low ? from - low : to > high ? to - high : 0;
    };
    const x = shift(box.left, box.right, at.x, area.clientWidth, 0), y = shift(box.top, box.bottom, at.y, area.clientHeight, map.view.tall ? 34 : 0);
    if (x || y) network().moveTo({ position: { x: at.x + x, y: at.y + y }, scale: scale, animation: false });
  };
  /* Where a box is seen, to hold it there while all else is drawn anew. */
  const seen = (id) => (map.network && map.scene && typeof id === "string" && map.scene.at[id] ? network().canvasToDOM({ x: map.scene.at[id][0], y: map.scene.at[id][1] }) : null);
  const hold = (id, point) => {
    const scale = network().getScale(), [x, y] = map.scene.at[id];
    look({ x: x - (point.x - area.clientWidth / 2) / scale, y: y - (point.y - area.clientHeight / 2) / scale }, scale);
  };
  const wheel = (event) => {
    if (event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    const at = network().getViewPosition(), scale = network().getScale();
    const [x, y] = event.shiftKey && !event.deltaX ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    look({ x: at.x + x / scale, y: at.y + y / scale }, scale);
    map.moved = true;
  };
  area.addEventListener("wheel", wheel, { capture: true, passive: false });
  return { room, look, fit, keep, seen, hold };
};
