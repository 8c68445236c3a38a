/* What is held and what is not, level by level. */
"use strict";
/* "(suy ra, các văn bản ghi khác nhau)" */
lineage.overviewMarks = (marks) => (marks && marks.length ? [" ", lineage.make("span", "(" + marks.map(lineage.say).join(", ") + ")", "note")] : []);
/* The words called `key` with a count, those of "key-one" where it is 1. */
lineage.overviewCount = (key, count, values) => (count === 1 && lineage.site.words[key + "-one"] ? lineage.word(key + "-one", values) : lineage.word(key, Object.assign({ count }, values)));
lineage.overviewDocuments = (page) => {
  const word = lineage.word, { levels, together } = page.data, MOST = 3;
  const named = (one) => (lineage.hasPage("documents") ? lineage.anchor(one.name, "documents", { node: one.id }) : lineage.make("span", one.name));
  const item = (one) => lineage.element("li", {}, lineage.element("span", { class: "dot", "aria-hidden": "true" }, "\u25a0 "), named(one), lineage.overviewMarks(one.nameMarks),
    one.date ? [" \u00b7 ", one.date, ...lineage.overviewMarks(one.dateMarks)] : [" \u00b7 ", word("overview.no-date")],
    one.tasks ? [" \u00b7 ", lineage.say(one.tasks)] : [], one.draft ? lineage.overviewMarks([word("overview.draft")]) : []);
  /* Documents that block as many requirements stand on one line. */
  const missing = (level) => lineage.element("ul", { class: together ? "inline" : undefined }, [...new Set(level.absent.map((one) => one.blocks))].map((count) => {
    const same = level.absent.filter((one) => one.blocks === count);
    const lead = count && together ? lineage.element("span", { class: "blocking" }, lineage.coverage.symbol("blocked"), lineage.make("span", word("overview.between"), "unseen")) : count ? lineage.element("span", { class: "blocking" }, lineage.coverage.symbol("blocked"), " ", together ? word("overview.between") : lineage.overviewCount("overview.blocks", count), ":") : lineage.element("span", { class: "dot", "aria-hidden": "true" }, "\u25a1");
    return lineage.element("li", {}, lead, " ", same.flatMap((one, at) => [at ? " \u00b7 " : "", named(one)]));
  }));
  /* Many documents: how many of how many provinces; those with most by name, where any has more than one. */
  const many = (level) => {
    const areas = level.areas, named = areas.length && areas[0].held > 1 ? areas.slice(0, 6) : [], rest = areas.length - named.length;
    const list = named.map((area) => lineage.say(area.name) + " " + area.held).join(" \u00b7 ") + (named.length && rest ? " \u00b7 " + word("overview.more-areas", { count: rest }) : "");
    return [lineage.make("p", word(areas.length ? "overview.many-held" : "overview.documents", { count: level.held, areas: areas.length })), list ? lineage.make("p", list) : null];
  };
  const held = (level) => (level.areas ? many(level) : level.documents.length ? lineage.element("ul", {}, level.documents.map(item)) : lineage.make("span", word("overview.none-held"), "none"));
  const away = (level) => (!level.missing ? lineage.make("span", word("overview.none-missing"), "none")
    : [level.areas ? lineage.make("p", word("overview.many-missing", { count: level.missing })) : null, missing(level)]);
  const row = (level) => lineage.element("tr", {}, lineage.element("th", { scope: "row" }, lineage.say(level.name)), lineage.element("td", {}, held(level)), lineage.element("td", {}, away(level)));
  if (!levels.length) return [lineage.make("h2", word("overview.held")), lineage.make("p", word("overview.no-documents"), "none")];
  const head = lineage.element("tr", {}, ["level", "held-column", "missing-column"].map((key) => lineage.element("th", { scope: "col" }, word("overview." + key))));
  const mentioned = levels.filter((level) => level.mentioned), count = mentioned.reduce((sum, level) => sum + level.mentioned, 0);
  const rest = count ? lineage.make("p", word("overview.mentioned", { count, levels: mentioned.map((level) => level.mentioned + " " + lineage.say(level.inside)).join(", ") }), "why") : null;
  /* Where all of them block the same requirements, that is said once: their numbers do not add up. */
  const places = () => (together.places.length > MOST ? word("overview.documents", { count: together.places.length }) : together.places.map(lineage.say).join(", "));
  const blocking = together && lineage.element("p", { class: "together" }, lineage.coverage.symbol("blocked"), " ",
    word(together.documents === 1 ? "overview.together-one" : "overview.together", { documents: together.documents, count: together.requirements, places: places() }), together.elsewhere ? word("overview.elsewhere") : ".");
  const rows = levels.filter((level) => level.held || level.missing).map(row);
  return [lineage.make("h2", word("overview.held")), rows.length ? lineage.element("table", { class: "levels" }, lineage.element("thead", {}, head), lineage.element("tbody", {}, rows)) : "", blocking || "", rest || ""];
};
