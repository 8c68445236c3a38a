/* Columns of boxes and the lines between them: curves in the gutters, and where a line skips a column, a gap between
   two of its boxes. Nothing ever runs through a box. */
"use strict";
lineage.layout = (given, links, sheet) => {
  /* given: [{ name, w, items: [{ id, box, indent, gap (above) }] }], each column with something in it.
     links: [{ edge, from, to, kind, mark, suspect }], from the one that cites or carries out, to the one above it.
     sheet: on paper the height of a sheet, at whose foot no box is cut; one to `keep` goes with the next one. */
  const TOP = 42, PAD = 12, LANE = 6, SPACING = 6, ARROW = 11, BULGE = 30;
  const at = {}, place = new Map(), boxes = new Map();
  given.forEach((column, index) => column.items.forEach((item, row) => { place.set(item.id, [index, row]); boxes.set(item.id, item.box); }));
  const drawn = links.filter((link) => place.has(link.from) && place.has(link.to));
  const loops = given.map(() => [0, 0]);
  for (const link of drawn) if (place.get(link.from)[0] === place.get(link.to)[0]) loops[place.get(link.from)[0]][link.kind === "same-as" ? 1 : 0] += 1;
  const between = drawn.some((link) => place.get(link.from)[0] !== place.get(link.to)[0]);
  const gutter = given.length < 2 ? 0 : between ? lineage.layout.GUTTER : 26;
  const lefts = [];
  let x = loops[0] && loops[0][0] ? BULGE + 8 : 0;
  given.forEach((column, index) => { lefts.push(x); x += column.w + 2 * LANE + (index < given.length - 1 ? Math.max(gutter, loops[index][1] || loops[index + 1][0] ? BULGE + 18 : 0) : loops[index][1] ? BULGE + 8 : 0); });
  const inner = (index) => lefts[index] + LANE, right = (index) => lefts[index] + LANE + given[index].w;

  /* Gaps of column c: number r is above its item r, the last one below all; each is as high as its lines need. */
  const passing = given.map((column) => column.items.map(() => 0).concat(0));
  /* Where a box that would be cut at the foot of a sheet begins instead: below the heads of the next one. */
  const whole = (y, high) => {
    const next = sheet ? Math.ceil((y + 0.5) / sheet) * sheet : Infinity;
    return y + high > next - PAD ? next + TOP + PAD : y;
  };
  const spread = () => {
    const heights = given.map((column, index) => column.items.reduce((sum, item, row) => sum + (row ? item.gap : 0) + extra(index, row) + item.box.h, 0) + extra(index, column.items.length));
    const highest = Math.max(...heights, 60);
    let foot = TOP + PAD + highest;
    given.forEach((column, index) => {
      let y = TOP + PAD + (column.top ? 0 : (highest - heights[index]) / 2);
      column.items.forEach((item, row) => {
        const next = item.keep ? column.items[row + 1] : undefined;
        y = whole(y + (row ? item.gap : 0) + extra(index, row), item.box.h + (next ? next.gap + next.box.h : 0));
        at[item.id] = [inner(index) + item.indent + item.box.w / 2, y + item.box.h / 2];
        y += item.box.h;
      });
      foot = Math.max(foot, y);
    });
    return foot + PAD;
  };
  const extra = (index, row) => Math.max(0, passing[index][row] - 1) * SPACING + (passing[index][row] && (row === 0 || row === given[index].items.length) ? 14 : 0);
  spread();
  const edgeOf = (id, way) => at[id][1] + way * boxes.get(id).h / 2;
  const gapMiddle = (index, row) => {
    const items = given[index].items, above = row ? edgeOf(items[row - 1].id, 1) : null, below = row < items.length ? edgeOf(items[row].id, -1) : null;
    if (above === null) return below - 9 - Math.max(0, passing[index][row] - 1) * SPACING / 2;
    return below === null ? above + 9 + Math.max(0, passing[index][row] - 1) * SPACING / 2 : (above + below) / 2;
  };
  const ways = new Map();
  for (const link of drawn) {
    const [low] = place.get(link.from), [high] = place.get(link.to), first = Math.min(low, high), last = Math.max(low, high), chosen = [];
    const target = (at[link.from][1] + at[link.to][1]) / 2;
    for (let index = first + 1; index < last; index += 1) {
      const open = passing[index].map((_, row) => row).filter((row) => row === 0 || row === given[index].items.length || given[index].items[row].gap >= 10);
      const row = open.reduce((best, one) => (Math.abs(gapMiddle(index, one) - target) < Math.abs(gapMiddle(index, best) - target) ? one : best));
      chosen.push([index, row, passing[index][row]]);
      passing[index][row] += 1;
    }
    ways.set(link, chosen);
  }
  const height = spread();

  const side = (id, way) => at[id][0] + way * boxes.get(id).w / 2;
  const ports = new Map();
  const sideOf = (link, id) => {
    const [low] = place.get(link.from), [high] = place.get(link.to);
    if (low === high) return link.kind === "same-as" ? 1 : -1;
    return (id === link.from) === (low > high) ? -1 : 1;
  };
  for (const link of drawn) for (const [here, there] of [[link.from, link.to], [link.to, link.from]]) {
    const key = here + "\n" + sideOf(link, here);
    if (!ports.has(key)) ports.set(key, []);
    ports.get(key).push([at[there][1], link, here]);
  }
  for (const ends of ports.values()) ends.sort((a, b) => a[0] - b[0]);
  /* Where a requirement is reached all its lines meet; where a task sends them out each has its own place. */
  const port = (link, id) => {
    const ends = ports.get(id + "\n" + sideOf(link, id)).filter((one) => one[1].from === id), box = boxes.get(id);
    if (link.to === id && link.kind !== "same-as") return at[id][1] + (ends.length ? -Math.min(12, box.h / 4) : 0);
    const room = Math.min(19, (box.h - 16) / Math.max(1, ends.length));
    return at[id][1] + (Math.max(0, ends.findIndex((one) => one[1] === link)) - (ends.length - 1) / 2) * room;
  };
  const curve = (x1, y1, x2, y2) => { const k = (x2 - x1) * 0.5; return " C" + (x1 + k) + " " + y1 + " " + (x2 - k) + " " + y2 + " " + x2 + " " + y2; };
  const edges = drawn.map((link) => {
    const [low] = place.get(link.from), [high] = place.get(link.to), y1 = port(link, link.from), y2 = port(link, link.to);
    const out = sideOf(link, link.from), into = sideOf(link, link.to), start = side(link.from, out), tip = side(link.to, into);
    const route = { edge: link.edge, mark: link.mark, suspect: link.suspect, badge: [start + out * 12, y1] };
    const end = tip + into * (link.arrow === false ? 0 : ARROW - 2);
    if (low === high) {
      const reach = (out < 0 ? Math.min(start, tip) : Math.max(start, tip)) + out * BULGE;
      route.d = "M" + start + " " + y1 + " C" + reach + " " + y1 + " " + reach + " " + y2 + " " + end + " " + y2;
    } else {
      /* Drawn from the task; columns between are crossed in their gaps. */
      const way = low > high ? -1 : 1, steps = way < 0 ? [...ways.get(link)].reverse() : ways.get(link);
      const leave = (index, direction) => (direction < 0 ? lefts[index] : lefts[index] + given[index].w + 2 * LANE);
      let here = [leave(low, way), y1];
      route.d = "M" + start + " " + y1 + " L" + here[0] + " " + here[1];
      for (const [index, row, number] of steps) {
        const y = gapMiddle(index, row) + (number - (passing[index][row] - 1) / 2) * SPACING;
        const enter = leave(index, -way);
        route.d += curve(here[0], here[1], enter, y) + " L" + leave(index, way) + " " + y;
        here = [leave(index, way), y];
      }
      const arrive = leave(high, -way);
      route.d += curve(here[0], here[1], arrive, y2) + " L" + end + " " + y2;
    }
    if (link.arrow !== false) route.arrow = "M" + tip + " " + y2 + " L" + (tip + into * ARROW) + " " + (y2 - 5.5) + " L" + (tip + into * ARROW) + " " + (y2 + 5.5) + " Z";
    return route;
  });
  const lanes = given.map((column, index) => ({ x: lefts[index], y: 0, w: column.w + 2 * LANE, h: height, name: column.name, turned: false }));
  return { w: x, h: height, at, lanes, edges, columns: given.map((column) => column.items.map((item) => item.id)) };
};
lineage.layout.GUTTER = 92;
/* As wide as the screen allows: type stays at its full size, and what is too wide is looked at in parts. */
lineage.layout.width = (room, columns, loops, widest) => Math.max(216, Math.min(widest || 400, Math.floor((room - (columns - 1) * lineage.layout.GUTTER - (loops || 0)) / columns) - 12));
