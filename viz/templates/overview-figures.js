/* Key figures: one row of large numbers with their bar, a row for each lower document or level. */
"use strict";
lineage.overviewFigures = (page) => {
  const figures = page.data.figures, word = lineage.word;
  if (!figures) return [lineage.make("h2", word("overview.figures")), lineage.make("p", word("overview.no-figures"), "none")];
  const linked = (text, state) => (lineage.hasPage("coverage") ? lineage.anchor(text, "coverage", state) : lineage.make("span", text));
  /* A part of a match in which a person confirmed a link has the sign of the state and a tick. */
  const symbol = ({ key, state }) => (key === state ? lineage.coverage.symbol(state) : lineage.element("span", { class: "ticked" }, lineage.coverage.symbol(state), lineage.element("span", { "aria-hidden": "true" }, "\u2713")));
  const share = (count, all) => (all ? Math.round((100 * count) / all) + "%" : "");
  /* One picture: a piece for each state that occurs, as wide as its share. */
  const bar = (counts, all, size) => {
    const named = figures.states.map((state, at) => (counts[at] ? lineage.say(state.word) + " " + counts[at] : "")).filter(Boolean).join(", ");
    const made = lineage.element("div", { class: "stack " + size, role: "img", "aria-label": named || word("overview.nobody") });
    figures.states.forEach((state, at) => {
      if (!counts[at]) return;
      const piece = lineage.element("span", { class: "piece " + state.key });
      const roomy = counts[at] / all > (size === "large" ? 0.06 : 0.17);
      if (roomy) piece.append(lineage.element("b", {}, symbol(state), String(counts[at])));
      piece.style.setProperty("flex-grow", String(counts[at]));
      made.append(piece);
    });
    return made;
  };
  /* A tile for each state; what people confirmed of a part of it and what they did not stand together. What people decided
     of single places only has none: a large 0 would hide it. */
  const tiles = [...new Set(figures.states.map((one) => one.state))].map((state) => ({ state, parts: figures.states.map((one, at) => ({ ...one, count: figures.counts[at] })).filter((one) => one.state === state) }))
    .map((one) => ({ ...one, large: !["confirmed-gap", "justified"].includes(one.state) || one.parts.some((part) => part.count) }));
  const says = ({ parts }) => (parts.length > 1
    ? [word("overview.partly"), ...parts.flatMap((part, at) => [at ? ", " : " ", lineage.element("span", { class: "part" }, symbol(part), " ", String(part.count)), " ", word("overview.part-" + part.key)])]
    : [lineage.say(parts[0].word)]);
  const tile = (one) => {
    const { state, parts } = one, count = parts.reduce((sum, part) => sum + part.count, 0);
    return lineage.element("div", { class: "number " + state + (parts.length > 1 ? " split" : "") },
      lineage.element("span", { class: "big" }, lineage.coverage.symbol(state), linked(String(count), { state }), lineage.make("span", share(count, figures.addressed), "share")),
      lineage.element("span", { class: "says" }, says(one)));
  };
  const total = lineage.element("div", { class: "numbers" },
    lineage.element("div", { class: "number addressed" }, lineage.element("span", { class: "big" }, linked(String(figures.addressed), { state: "addressed" })),
      lineage.make("span", word("overview.addressed", { all: figures.requirements }), "says")),
    tiles.filter((one) => one.large).map(tile));
  /* The coverage page knows a document by its identifier, a level by its code. */
  const at = (place, state) => Object.assign({ state }, place.at ? { at: place.at } : { level: place.level });
  const row = (place) => lineage.element("tr", {},
    lineage.element("th", { scope: "row" }, linked(place.name, place.at ? { at: place.at } : { level: place.level }),
      place.documents ? " \u00b7 " + word("overview.documents", { count: place.documents }) : ""),
    lineage.element("td", { class: "amount" }, String(place.addressed)),
    figures.states.map((state, index) => lineage.element("td", { class: "amount" }, place.counts[index] ? linked(String(place.counts[index]), at(place, state.state)) : "0")),
    lineage.element("td", { class: "picture" }, place.addressed ? bar(place.counts, place.addressed, "small") : word("overview.nobody")));
  const head = lineage.element("tr", {}, lineage.element("th", { scope: "col" }, word("overview.below")), lineage.element("th", { scope: "col", class: "amount" }, word("overview.short-addressed")),
    figures.states.map((state) => lineage.element("th", { scope: "col", class: "amount", title: lineage.say(state.word) }, symbol(state), lineage.make("span", state.word, "unseen"))), lineage.make("th", word("overview.shares")));
  head.lastChild.scope = "col";
  const why = lineage.element("p", { class: "why" }, lineage.say(figures.why), figures.notAddressed ? " " + word("overview.not-addressed", { count: figures.notAddressed }) : "",
    figures.others > 0 ? " " + word("overview.others", { count: figures.others }) : "");
  const best = figures.severalPlaces ? lineage.make("p", word("overview.best"), "best") : "";
  const apart = tiles.filter((one) => !one.large).flatMap((one, at) => [at ? ", " : "", lineage.element("span", { class: "part" }, lineage.coverage.symbol(one.state), " ", lineage.say(one.parts[0].word))]);
  const [before, after] = word("overview.only-somewhere").split("{states}");
  const gaps = lineage.element("p", { class: "gaps" }, figures.gaps ? [linked(lineage.overviewCount("overview.gaps", figures.gaps), { gaps: "1" }), " ", word("overview.gaps-means"), " "] : [],
    apart.length ? [before, ...apart, after] : []);
  return [
    lineage.element("div", { class: "head" }, lineage.make("h2", word("overview.figures-of", { name: figures.name })),
      lineage.make("p", word(figures.reviewed ? "overview.some-reviewed" : "overview.none-reviewed"), "honest")),
    best, total, bar(figures.counts, figures.addressed, "large"), gaps.textContent ? gaps : "",
    lineage.element("table", { class: "below" }, lineage.element("thead", {}, head), lineage.element("tbody", {}, figures.places.map(row))), why,
  ];
};
