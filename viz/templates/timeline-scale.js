/* Drawing of the timeline: days to places along the axis (in percent, so that screen and paper need no other drawing),
   and the marks of a row. What has no stated end is hatched, thins out and never has one; what goes on beyond the years
   shown has a sign outside the axis. */
"use strict";
lineage.timeline = (() => {
  const SVG = "http://www.w3.org/2000/svg", MIDDLE = 11;
  const shape = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, String(value));
    element.append(...children);
    return element;
  };
  const percent = (value) => Math.round(value * 1000) / 1000 + "%";

  /* Years `from` to `to` side by side, all of one width. at(day): where it begins; at(day, true): where it ends. */
  const scaleOf = (from, to) => ({
    from, to, count: to - from + 1,
    at(day, after) {
      const [year, month, date] = day.split("-").map(Number), start = Date.UTC(year, 0, 1);
      const part = (Date.UTC(year, month - 1, date + (after ? 1 : 0)) - start) / (Date.UTC(year + 1, 0, 1) - start);
      return (100 * (year - from + part)) / (to - from + 1);
    },
    /* Parts of a year that have room for a line and a word of their own. */
    get parts() { return this.count <= 2 ? 12 : this.count <= 5 ? 4 : 1; },
  });

  /* -1 for a day before the years shown, 1 for one after them, 0 for one within. */
  const side = (scale, day) => { const year = Number(day.slice(0, 4)); return year < scale.from ? -1 : year > scale.to ? 1 : 0; };
  const inside = (x) => Math.min(Math.max(x, 0), 100);

  /* Lines behind all rows, each a narrow background of one colour, which paper takes as it is: the as-of day, then
     years, then their parts. Puts them into `table`'s properties, for the axis without the as-of day. */
  const drawBehind = (table, scale, asOf) => {
    const parts = scale.count * scale.parts, lines = Array.from({ length: parts + 1 }, (_, part) => [(100 * part) / parts, part % scale.parts ? "#d3dce6" : "#8896a5", 1]);
    const put = (name, some) => {
      table.style.setProperty("--timeline-" + name, some.map(([, colour]) => "linear-gradient(" + colour + "," + colour + ")").join(","));
      table.style.setProperty("--timeline-" + name + "-at", some.map(([x]) => percent(x) + " 0").join(","));
      table.style.setProperty("--timeline-" + name + "-size", some.map(([, , width]) => width + "px 100%").join(","));
    };
    put("years", lines);
    put("behind", asOf && scale.at(asOf) >= 0 && scale.at(asOf) <= 100 ? [[scale.at(asOf, true), "#8d5a0b", 2], ...lines] : lines);
  };
  /* Hatches as lines, which paper takes as lines too. */
  const hatches = () => {
    const hatch = (id, step, width) => {
      let path = "";
      for (let x = -12; x < 2000; x += step) path += "M" + x + " 12l12-12";
      return shape("path", { id, d: path, class: "timeline-hatch", "stroke-width": width });
    };
    return [hatch("timeline-hatch-1", 6, 1.6), hatch("timeline-hatch-2", 11, 1.5), hatch("timeline-hatch-3", 19, 1.4)];
  };

  const at = (x, ...children) => shape("svg", { x: percent(x), y: 0, overflow: "visible", width: 1, height: 22 }, ...children);
  const box = (x, until, ...children) => shape("svg", { x: percent(x), y: MIDDLE - 6, width: percent(Math.max(until - x, 0)), height: 12 }, ...children);
  const solid = (x, until) => box(x, until, shape("rect", { width: "100%", height: 12, class: "timeline-solid" }));
  const hatched = (x, until, thickness) => box(x, until, shape("use", { href: "#timeline-hatch-" + thickness }));
  const chevron = (x, way, from = -12) => at(x, shape("path", { d: "M" + way * from + " 5l" + way * 6 + " 6l" + way * -6 + " 6", class: "timeline-stroke" }));
  /* Its middle stands where the last day ends. */
  const diamond = (scale, day, className) => (side(scale, day) ? [] : [at(scale.at(day, true), shape("path", { d: "M-7.5 11l7.5-7.5l7.5 7.5l-7.5 7.5Z", class: className }))]);
  const cap = (scale, day) => (side(scale, day) ? [] : [at(scale.at(day), shape("path", { d: "M1 3v16", class: "timeline-stroke" }))]);
  /* Beyond the axis, where nothing else is drawn: "no end stated" has its chevron within. */
  const beyond = (way) => shape("g", { "data-beyond": way < 0 ? "before" : "after" }, chevron(way < 0 ? 0 : 100, way, 3));
  const thinning = (x) => {
    const first = x + (100 - x) * 0.45, second = x + (100 - x) * 0.75;
    return [hatched(x, first, 1), hatched(first, second, 2), hatched(second, 100, 3), chevron(100, 1)];
  };
  const RHYTHM = { annual: 1, semiannual: 2, quarterly: 4, monthly: 12 };

  const drawings = {
    bar: (scale, start, end) => [solid(inside(scale.at(start)), inside(scale.at(end, true))), ...cap(scale, start), ...diamond(scale, end, "timeline-due")],
    due: (scale, start, end) => diamond(scale, end, "timeline-due"),
    start: (scale, start) => cap(scale, start),
    open: (scale, start) => (side(scale, start) > 0 ? [] : [...thinning(inside(scale.at(start))), ...cap(scale, start)]),
    standing: () => [hatched(0, 100, 3), chevron(0, -1), chevron(100, 1)],
    recurring: (scale, start, end, every) => {
      const first = start ? inside(scale.at(start)) : 0, last = end ? inside(scale.at(end, true)) : 100, drawn = [];
      if (first < last) drawn.push(shape("line", { x1: percent(first), x2: percent(last), y1: MIDDLE, y2: MIDDLE, class: "timeline-dots" }));
      const each = RHYTHM[every] || 0, step = 100 / (scale.count * each);
      if (each && each <= scale.parts * 4) for (let place = step / 2; place < 100; place += step) {
        if (place > first && place < last) drawn.push(shape("circle", { cx: percent(place), cy: MIDDLE, r: 5, class: "timeline-ring" }));
      }
      return start ? [...drawn, ...cap(scale, start)] : drawn;
    },
  };
  /* The last day of the requirement above, and a line from it to the day below that is later. */
  const ghost = (scale, one, later) => {
    const from = scale.at(one.due, true), kind = "timeline-above-" + one.status, drawn = [];
    if (later !== undefined) {
      for (const [x1, y1, x2, y2] of [[from, 20, from, 25], [from, 25, later, 25], [later, 20, later, 25]]) {
        if (x1 !== x2 || x1 === inside(x1)) drawn.push(shape("line", { x1: percent(inside(x1)), x2: percent(inside(x2)), y1, y2, class: kind }));
      }
    }
    return [...drawn, ...diamond(scale, one.due, "timeline-above " + kind)];
  };
  const marksOf = (row, scale) => {
    const svg = shape("svg", { class: "timeline-marks", "aria-hidden": "true", focusable: "false" });
    for (const [kind, start, end] of row.marks || []) {
      const drawn = shape("g", { "data-shape": kind }, ...drawings[kind](scale, start, end, row.recurrence));
      if (start) drawn.dataset.start = start;
      if (end) drawn.dataset.end = end;
      svg.append(drawn);
    }
    const late = row.due ? scale.at(row.due, true) : row.begin ? scale.at(row.begin) : undefined;
    for (const one of row.later || []) if (one.due) svg.append(shape("g", { "data-shape": "later" }, ...ghost(scale, one, late)));
    for (const one of row.dropped || []) if (one.due) svg.append(shape("g", { "data-shape": "dropped" }, ...ghost(scale, one)));
    const days = [...(row.marks || []).flatMap((one) => one.slice(1)), ...[...(row.later || []), ...(row.dropped || [])].map((one) => one.due)].filter(Boolean);
    for (const way of [-1, 1]) if (days.some((day) => side(scale, day) === way)) svg.append(beyond(way));
    return svg;
  };
  const swatch = (key) => {
    const scale = scaleOf(2000, 2001), svg = shape("svg", { width: 40, height: 27, class: "timeline-marks" });
    const drawn = {
      bar: () => drawings.bar(scale, "2000-02-01", "2001-07-31"), due: () => drawings.due(scale, null, "2001-03-31"),
      open: () => drawings.open(scale, "2000-03-01"), standing: drawings.standing,
      recurring: () => drawings.recurring(scale, null, null, "annual"),
      "later-confirmed": () => ghost(scale, { due: "2000-10-31", status: "confirmed" }, 92),
      "later-proposed": () => ghost(scale, { due: "2000-10-31", status: "proposed" }, 92),
      beyond: () => [solid(30, 70), chevron(30, -1, 3), chevron(70, 1, 3)],
      issued: () => [shape("line", { x1: "50%", x2: "50%", y1: 1, y2: 25, class: "timeline-issued" })],
      "as-of": () => [shape("line", { x1: "50%", x2: "50%", y1: 1, y2: 25, class: "timeline-as-of" })],
    };
    svg.append(...drawn[key]());
    return svg;
  };
  return { scaleOf, side, inside, hatches, marksOf, drawBehind, swatch, percent };
})();
