/* The marks of the coverage matrix: a symbol and a word for each state, tallies of several states, and bars. */
"use strict";
{
const { coverage, element } = lineage, { KINDS, word } = coverage;

/* Drawn, so that they look alike in every font and on paper: [shape, attributes] in a square of 16. */
const RING = ["circle", { cx: 8, cy: 8, r: 6 }];
const SHAPES = {
  "confirmed": [["circle", { cx: 8, cy: 8, r: 6.2, fill: "currentColor" }]],
  "proposed": [RING, ["path", { d: "M8 2a6 6 0 0 0 0 12z", fill: "currentColor" }]],
  "partly": [RING, ["path", { d: "M8 8V2a6 6 0 0 1 6 6z", fill: "currentColor" }]],
  "partly-confirmed": [RING, ["path", { d: "M8 8V2a6 6 0 0 1 6 6z", fill: "currentColor" }], ["path", { d: "M4.6 9.4l2.3 2.3 3.4-3.4" }]],
  "none-found": [RING],
  "confirmed-gap": [RING, ["path", { d: "M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" }]],
  "justified": [["path", { d: "M8 1.6L14.4 8 8 14.4 1.6 8z" }], ["path", { d: "M5.2 8h5.6" }]],
  "blocked": [["rect", { x: 2.4, y: 2.4, width: 11.2, height: 11.2, "stroke-dasharray": "2.6 1.8" }], ["path", { d: "M5 11l6-6" }]],
  "not-addressed": [["path", { d: "M4.5 8h7" }]],
  "unasked": [["path", { d: "M1.6 8h12.8M8 1.6v12.8" }]],
};
const symbols = {};
const shaped = (name, attributes, ...children) => {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
  shape.append(...children);
  return shape;
};
coverage.symbol = (state) => {
  symbols[state] = symbols[state] || shaped("svg", { class: "coverage-symbol", viewBox: "0 0 16 16", width: 16, height: 16, fill: "none", stroke: "currentColor", "stroke-width": 1.7, "aria-hidden": "true", "data-symbol": state },
    ...SHAPES[state].map(([name, attributes]) => shaped(name, attributes)));
  return symbols[state].cloneNode(true);
};
coverage.short = (state) => word("short-" + state);
/* Whose word a part of a match is; of other states nothing. */
coverage.voice = (one) => (one.state === "partly" ? [word("voice-" + coverage.kind(one))] : []);
/* The name of a kind, with its voice. */
const named = (kind) => (kind.startsWith("partly") ? coverage.short("partly") + ", " + word("voice-" + kind) : coverage.short(kind));
coverage.full = (one) => named(coverage.kind(one));
/* What a cell of a requirement with so many duties says besides its state. */
coverage.told = ({ state, links, confirmed, proposed, met, addressed }, duties) => (!links ? [] : [
  confirmed && proposed ? word("both", { confirmed, proposed }) : links === 1 ? word("task") : word("tasks", { count: links }),
  ...(confirmed && !proposed && state !== "confirmed" ? [word("confirmed-of", { count: confirmed })] : []),
  ...(duties > 1 ? [word("duties", { met, all: duties })] : []),
  ...(addressed ? [] : [word("short-not-addressed")]),
]);

/* Numbers of several states in one line: each its symbol and number, and in words for those who do not see them; `whole`
   says also that nothing is confirmed. */
coverage.tally = (counts, whole) => {
  const shown = KINDS.filter((state) => counts[state] || (whole && state === "confirmed")), number = (state) => String(counts[state] || 0);
  return element("span", { class: "coverage-tally", role: "img", "aria-label": shown.map((state) => number(state) + " " + named(state)).join("; ") },
    shown.map((state) => element("span", { class: "coverage-count", title: named(state) }, coverage.symbol(state), number(state))));
};

/* A bar of `total` parts, in the order of KINDS; each has a lightness of its own, so that it reads in grey. */
coverage.bar = (counts, total) => {
  const bar = shaped("svg", { class: "coverage-bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" });
  let from = 0;
  for (const state of KINDS) if (counts[state]) {
    const wide = 100 * counts[state] / total;
    bar.append(shaped("rect", { class: "fill-" + state, x: from.toFixed(2), y: 0.5, width: wide.toFixed(2), height: 7 }));
    from += wide;
  }
  return bar;
};
}
