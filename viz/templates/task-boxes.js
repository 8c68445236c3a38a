/* The boxes of the task map, broken to the width that the screen has and measured in the reader's own font. */
"use strict";
Object.assign(lineage.LINES, {
  confirmed: { stroke: "#14532d", width: 2.8 }, proposed: { stroke: "#3f4fa0", width: 1.8, dash: [7, 5] },
  more: { stroke: "#627d98", width: 1.3, dash: [2, 4] }, gap: { stroke: "#8d5a0b", width: 1.6, dash: [2, 5] },
});

lineage.measurer = (page) => {
  const context = document.createElement("canvas").getContext("2d");
  return (text, bold) => { context.font = lineage.font(page, bold); return context.measureText(text).width; };
};
/* `text` in at most `most` lines no wider than `room`; what is cut ends in an ellipsis. */
lineage.wrapped = (measure, text, room, most, bold) => {
  const fits = (line) => measure(line, bold) <= room, lines = [];
  const chopped = (word) => {
    const bits = [""];
    for (const letter of word) { if (bits[bits.length - 1] && !fits(bits[bits.length - 1] + letter)) bits.push(""); bits[bits.length - 1] += letter; }
    return bits;
  };
  const cut = (line) => { let kept = [...line]; while (kept.length && !fits(kept.join("") + "\u2026")) kept = kept.slice(0, -1); return kept.join("").replace(/[ ,;:.]+$/, "") + "\u2026"; };
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line && fits(line + " " + word)) { line += " " + word; continue; }
    const bits = !line && fits(word) ? [word] : fits(word) ? [word] : chopped(word);
    for (const bit of bits) { if (line) lines.push(line); line = bit; }
    if (lines.length >= most) break;
  }
  if (line && lines.length < most) return [...lines, line];
  if (!line && lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cut(lines[most - 1] + " " + line)];
};

lineage.taskBoxes = (map) => {
  const { page, data } = map, measure = lineage.measurer(page), PAD = 7, INSET = 12, RIGHT = 8;
  const broken = (text, room, most, bold) => lineage.wrapped(measure, lineage.say(text), room, most, bold);
  const finished = (box) => Object.assign(box, { h: box.lines.length * page.font.line + 2 * box.pad });
  const base = (w, more) => Object.assign({ w, band: 0, pad: PAD, inset: INSET, branch: "unknown", held: true, line: 1.2, lines: [] }, more);
  const branch = (id) => data.nodes.get(data.top(id)).branch;
  const place = (id) => {
    const node = data.nodes.get(id);
    return node.label + (node.mark ? " \u00b7 " + lineage.word("task." + node.mark) : "");
  };
  const field = (id, key, room, most) => {
    const said = data.values(id, key).map(lineage.say).join("; ").replace(/\s+/g, " ").trim();
    return said ? broken(lineage.word("field." + key) + ": " + said, room, most).map((line) => [line, "muted"]) : [];
  };
  const task = (id, w, most, focus) => {
    const room = w - INSET - RIGHT;
    const lines = [...broken(place(id), room, 1, true).map((line) => [line, "strong"]), ...broken(data.plain(id), room, most).map((line) => [line, "plain"]), ...field(id, "lead", room, focus ? 2 : 1), ...field(id, "deadline", room, 1)];
    return finished(base(w, { branch: branch(id), lines, line: focus ? 2.6 : 1.2, fill: focus ? "#fff8e6" : "#ffffff" }));
  };
  const countLines = (counts) => [counts.up, counts.down].filter((one) => one.some(Boolean)).map(() => ["", "plain"]);
  /* Facts side by side, each whole on its line. */
  const beside = (facts, room) => facts.map(lineage.say).reduce((lines, fact) => {
    const last = lines[lines.length - 1], longer = last + " \u00b7 " + fact;
    return last !== undefined && measure(longer) <= room ? [...lines.slice(0, -1), longer] : [...lines, fact];
  }, []).flatMap((line) => broken(line, room, 1));
  const documentBox = (id, w) => {
    const node = data.nodes.get(id), BAND = 26, INNER = 34, room = w - INNER - RIGHT, counts = data.counts(id);
    const lines = node.lines.flatMap(([text, tone, most]) => (Array.isArray(text) ? beside(text, room) : broken(text, room - (tone === "warning" ? 21 : 0), map.sheet ? 40 : most, tone === "strong" || tone === "warning")).map((line) => [line, tone]));
    return finished(base(w, { branch: node.branch, held: node.held, band: BAND, inset: INNER, line: 1.75, lines: [...lines, ...countLines(counts)], counts }));
  };
  /* The head of a document's tasks in a column: its symbol. */
  const heading = (id, w) => {
    const node = data.nodes.get(id), BAND = 24, room = w - 32 - RIGHT;
    return finished(base(w, { branch: node.branch, held: node.held, band: BAND, inset: 32, pad: 4, line: 1.2, fill: "#f5f7fa", lines: broken(node.short, room, 2, true).map((line) => [line, "strong"]) }));
  };
  const section = (id, w) => {
    const node = data.nodes.get(id), room = w - INSET - RIGHT, counts = data.counts(id);
    const lines = [...broken(node.name, room - 46, map.sheet ? 40 : 2, true).map((line) => [line, "strong"]), ...broken(node.count, room - 46, 1).map((line) => [line, "muted"])];
    return finished(base(w, { branch: branch(id), fill: "#fdfdf8", size: data.children(id).length, lines: [...lines, ...countLines(counts)], counts }));
  };
  const words = (lines, w, more) => finished(base(w, Object.assign({ pad: 5, fill: "#f5f7fa", line: 1, lines: lines.flatMap(([text, tone, most]) => broken(text, w - ((more && more.inset) || INSET) - RIGHT, most, tone === "strong").map((line) => [line, tone])) }, more)));
  return { task, document: documentBox, heading, section, words };
};

/* How many links go up and down, confirmed (solid) and proposed (dashed) apart, in the last lines of a box. */
lineage.paintCounts = (surface, box, centre, page) => {
  if (!box.counts) return;
  const ways = ["up", "down"].filter((way) => box.counts[way].some(Boolean)), ink = lineage.COLOURS.ink, left = centre[0] - box.w / 2 + box.inset;
  ways.forEach((way, row) => {
    const y = centre[1] + box.h / 2 - box.pad - (ways.length - row - 0.5) * page.font.line + 1;
    let x = left;
    surface.path(way === "up" ? "M9 0 H0 M4 -4 L0 0 L4 4" : "M0 0 H9 M5 -4 L9 0 L5 4", { at: [x + 1, y], stroke: ink, width: 1.8 });
    x += 19;
    box.counts[way].forEach((count, place) => {
      if (!count) return;
      const said = count.toLocaleString(lineage.lang);
      surface.path("M0 0 H18", Object.assign({ at: [x, y] }, lineage.LINES[place ? "proposed" : "confirmed"], place ? { dash: [5, 3] } : {}));
      surface.text(said, x + 22, y + 5, { fill: ink, size: page.font.size });
      x += 34 + said.length * page.font.size * 0.58;
    });
  });
};
/* What a link says of its two texts, where it reaches the task: equal, part of it, overlapping. */
lineage.paintRelation = (surface, relation, at) => {
  surface.path("M-8 0 A8 8 0 1 0 8 0 A8 8 0 1 0 -8 0 Z", { at, fill: "#ffffff", stroke: "#334e68", width: 1.2 });
  const shape = { equal: "M-4 -2 H4 M-4 2 H4", narrower: "M4 -3.6 H0 A3.6 3.6 0 0 0 0 3.6 H4", overlaps: "M-4.6 0 A2.9 2.9 0 1 0 1.2 0 A2.9 2.9 0 1 0 -4.6 0 M-1.2 0 A2.9 2.9 0 1 0 4.6 0 A2.9 2.9 0 1 0 -1.2 0" }[relation];
  surface.path(shape, { at, stroke: "#102a43", width: relation === "overlaps" ? 1.2 : 1.7 });
};
/* The symbol of a place without a link, the same as on the page of coverage (coverage-marks.js). */
lineage.GAPS = {
  "none-found": [["M-6 0 A6 6 0 1 0 6 0 A6 6 0 1 0 -6 0 Z"]],
  "confirmed-gap": [["M-6 0 A6 6 0 1 0 6 0 A6 6 0 1 0 -6 0 Z"], ["M-2.8 -2.8 L2.8 2.8 M2.8 -2.8 L-2.8 2.8"]],
  "justified": [["M0 -6.4 L6.4 0 L0 6.4 L-6.4 0 Z"], ["M-2.8 0 H2.8"]],
  "blocked": [["M-5.6 -5.6 H5.6 V5.6 H-5.6 Z", [2.6, 1.8]], ["M-3 3 L3 -3"]],
};
lineage.paintGap = (surface, state, at) => {
  for (const [path, dash] of lineage.GAPS[state]) surface.path(path, { at, stroke: lineage.COLOURS.ink, width: 1.7, dash });
};
lineage.paintSuspect = (surface, at) => {
  surface.path(lineage.MARKS.warning, { at, fill: lineage.COLOURS.warningFill, stroke: lineage.COLOURS.warning, width: 1.75 });
  surface.path("M0 -2 V2 M0 3.6 V5", { at, stroke: lineage.COLOURS.warning, width: 1.75 });
};
