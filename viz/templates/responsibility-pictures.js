/* The two pictures at the top: the ten busiest bodies, and how tasks name their lead. Lengths start at 0, on one scale. */
"use strict";
{
/* The mark of the Party, the State or the Front, as on the maps; decorative, its word stands beside it or in the panel. */
lineage.responsibility.mark = (branch) => {
  const [svg, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  const mark = lineage.MARKS[branch] ? branch : "unknown", name = lineage.word("branch." + mark);
  for (const [key, value] of [["viewBox", "-9 -9 18 18"], ["width", 16], ["height", 16], ["class", "branch " + mark], ["role", "img"], ["aria-label", name]]) svg.setAttribute(key, value);
  path.setAttribute("d", lineage.MARKS[mark]);
  svg.append(path);
  return svg;
};

/* A bar of stretches [class, number], `end` being the whole width. */
lineage.responsibility.bar = (stretches, end) => {
  const bar = lineage.element("span", { class: "load", "aria-hidden": "true" });
  for (const [name, number] of stretches) if (number) {
    const stretch = lineage.make("span", null, name);
    stretch.style.setProperty("width", (number / end) * 100 + "%");
    bar.append(stretch);
  }
  return bar;
};
const loadOf = (count) => [["lead", count.load.lead], ["coordinating", count.load.coordinating], ["other", count.load.other]];
lineage.responsibility.load = (count, end) => lineage.responsibility.bar(loadOf(count), end);

/* "20 chủ trì · 3 phối hợp" */
lineage.responsibility.said = (count) => [["lead", count.load.lead], ["coordinating", count.load.coordinating], ["other", count.load.other]]
  .filter(([, number]) => number).map(([name, number]) => lineage.word("responsibility.number-" + name, { count: number })).join(" \u00b7 ");

const TOP = 10;
/* The bodies that lead or coordinate most. Groups are no bodies: they never stand here. */
lineage.responsibility.drawBusiest = (place, counts, { press }) => {
  const weight = (count) => count.load.lead + count.load.coordinating || 0;
  const order = new Intl.Collator("vi");
  const first = counts.filter((count) => !count.agency.collective && weight(count))
    .sort((a, b) => weight(b) - weight(a) || b.load.lead - a.load.lead || order.compare(a.agency.name, b.agency.name)).slice(0, TOP);
  const most = Math.max(0, ...first.map((count) => count.total)), axis = lineage.responsibility.axis(most);
  const rows = first.map((count) => {
    const button = lineage.button(null, () => press(count.agency));
    button.append(lineage.responsibility.mark(count.agency.branch), " ", lineage.make("span", count.agency.name));
    button.dataset.cell = count.agency.number;
    return lineage.element("li", {}, button, lineage.element("span", { class: "track" }, lineage.responsibility.load(count, axis.end)),
      lineage.make("span", lineage.responsibility.said(count), "numbers"));
  });
  const ticks = lineage.element("div", { class: "axis", "aria-hidden": "true" }, axis.steps.map((step) => {
    const tick = lineage.make("span", String(step));
    tick.style.setProperty("left", (step / axis.end) * 100 + "%");
    return tick;
  }));
  place.replaceChildren(
    lineage.make("h2", lineage.word(first.length === TOP ? "responsibility.busiest" : "responsibility.busiest-few", { count: first.length })),
    first.length ? lineage.element("ol", { class: "busiest" }, rows) : lineage.make("p", lineage.word("responsibility.nobody"), "note"),
    ...(first.length ? [lineage.element("div", { class: "axis-row" }, lineage.make("span", lineage.word("responsibility.axis")), ticks)] : []),
  );
};

const SIGN = { none: "\u2715", several: "\u25b2", collective: "\u25cb", one: "\u25cf" };
lineage.responsibility.sign = (state) => SIGN[state];
/* Tasks by how they name their lead, one line for each way, by level. */
lineage.responsibility.drawStates = (place, states, levels, { press }) => {
  const head = lineage.element("tr", {}, lineage.element("th", { scope: "col" }, lineage.word("responsibility.state")),
    levels.map((level) => lineage.element("th", { scope: "col", class: "number" }, level.name)),
    lineage.element("th", { scope: "col", class: "number" }, lineage.word("responsibility.all-levels")), lineage.element("th", { scope: "col", class: "share" }, lineage.word("responsibility.share")));
  const cell = (state, level, number) => {
    const key = state + "~lead~" + level;
    if (!number) return lineage.element("td", { class: "number nothing" }, "0");
    if (state === "all") return lineage.element("td", { class: "number" }, String(number));
    const button = lineage.button(String(number), () => press(state, level), "count");
    button.dataset.cell = key;
    button.setAttribute("aria-label", lineage.word("responsibility.state-" + state) + ", " + (level ? lineage.say(levels.find((one) => one.code === level).name) : lineage.word("responsibility.all-levels")) + ": " + number);
    return lineage.element("td", { class: "number" }, button);
  };
  const rows = [...lineage.responsibility.STATES, "all"].map((state) => lineage.element("tr", { class: "state-" + state },
    lineage.element("th", { scope: "row" }, SIGN[state] ? lineage.make("span", SIGN[state] + " ", "sign") : null, lineage.word("responsibility.state-" + state)),
    levels.map((level) => cell(state, level.code, states[state][level.code])), cell(state, "", states[state].total),
    lineage.element("td", { class: "share" }, state === "all" ? null : lineage.responsibility.bar([[state, states[state].total]], states.all.total || 1),
      lineage.make("span", Math.round((states[state].total / (states.all.total || 1)) * 100) + "%"))));
  place.replaceChildren(lineage.make("h2", lineage.word("responsibility.states")),
    lineage.element("table", { class: "states" }, lineage.element("thead", {}, head), lineage.element("tbody", {}, rows)),
    lineage.make("p", lineage.word("responsibility.states-note"), "note"));
};
}
