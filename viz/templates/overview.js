/* The overview: everything on one sheet, each number and name a way to the page that shows more. */
"use strict";
lineage.define("overview", (page) => {
  const { data } = page, word = lineage.word;
  const lead = () => {
    const { directive } = data, title = page.part("lead");
    title.hidden = !directive.title;
    title.replaceChildren(...(directive.title ? [directive.title, ...lineage.overviewMarks(directive.titleMarks)] : []));
    const facts = directive.facts.map((fact) => lineage.element("span", { class: "fact", title: word(fact.key) }, fact.value, lineage.overviewMarks(fact.marks)));
    page.part("facts").replaceChildren(...facts.flatMap((fact, at) => (at ? [" \u00b7 ", fact] : [fact])));
    page.part("state").replaceChildren(lineage.make("span", word(directive.held ? "overview.directive-held" : "overview.directive-not-held"), directive.held ? "mark" : "mark warning"));
  };
  /* A document without a symbol goes by its file; the findings page names both. */
  const place = (one) => [one.name, one.path, lineage.placeShown(one.file, one.line)].map(lineage.say).filter(Boolean).join(" \u00b7 ");
  const words = (one) => lineage.element("p", { class: "words" }, one.quote ? lineage.element("q", { title: one.quote }, one.quote) : null, lineage.make("span", place(one), "where"));
  const linked = (text, state) => (lineage.hasPage("findings") ? lineage.anchor(text, "findings", state) : lineage.make("span", text));
  const finding = (one) => {
    const severity = data.findings.severities.find((each) => each.key === one.severity);
    const ends = [one.at, one.against].filter(Boolean), said = ends.filter((end) => end.quote);
    return lineage.element("li", {},
      lineage.element("h3", {}, lineage.severity(one.severity, lineage.say(severity.word)), " ", linked(one.title, { finding: one.id }),
        one.alike > 1 ? lineage.element("span", { class: "alike" }, " ", linked(word("overview.alike", { count: one.alike }), { check: one.check })) : null,
        lineage.element("span", { class: "weight", title: word("overview.weight-hint") }, " ", lineage.overviewCount("overview.weight", one.weight))),
      lineage.element("p", { class: "message" }, lineage.say(one.message), said.length ? null : [" ", lineage.make("span", ends.map(place).join("; "), "where")]), said.map(words),
      lineage.element("p", { class: "settle" }, lineage.make("b", "\u2192 "), lineage.say(one.settle)));
  };
  const findings = () => {
    const { count, severities, top } = data.findings;
    const heading = lineage.make("h2", word(top.length > 1 ? "overview.findings" : "overview.findings-any", { count: top.length }));
    if (!count) return [heading, lineage.make("p", word("overview.no-findings"), "none")];
    const counts = severities.map((one, at) => [at ? " \u00b7 " : " ", lineage.severitySymbol(one.key), " " + lineage.say(one.word) + " ", linked(String(one.count), { severity: one.key })]).flat();
    return [lineage.element("div", { class: "head" }, heading, lineage.element("p", { class: "counts" }, linked(word("overview.count-findings", { count }), {}), ":", counts)),
      lineage.element("ol", {}, top.map(finding)), lineage.make("p", word("overview.ranking"), "why")];
  };
  const ways = () => lineage.site.pages.filter((one) => one.name !== page.name && lineage.site.words["overview.about-" + one.name])
    .map((one) => lineage.element("div", { class: "way" }, lineage.anchor(one.title, one.name), lineage.make("span", word("overview.about-" + one.name))));
  const speak = () => {
    lead();
    page.part("figures").replaceChildren(...lineage.overviewFigures(page));
    page.part("documents").replaceChildren(...lineage.overviewDocuments(page));
    page.part("findings").replaceChildren(...findings());
    page.part("ways").replaceChildren(...ways());
    page.part("ways").hidden = !page.part("ways").childElementCount;
  };
  speak();
  return { speak };
});
