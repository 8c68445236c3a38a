/* What a page says of a link between a task and a requirement above it: whose word it is, and what speaks for it. */
"use strict";

/* "máy đề xuất, chưa rà soát · hẹp hơn yêu cầu · điểm 0,87" */
lineage.linkStatus = (link) => {
  const status = lineage.word(link.status === "confirmed" ? "link.confirmed-by" : "link.proposed", { reviewer: link.reviewer || "?", date: link.decided || "" }).trim();
  /* A link that a person added has no score of the machine's. */
  const score = link.score > 0 ? [lineage.word("link.score", { score: link.score.toLocaleString(lineage.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }) })] : [];
  return [status, lineage.word("link.relation-" + link.relation), ...score].join(" \u00b7 ");
};
/* The evidence of a link as small lines: words shared, documents both name, doubts, the reviewer's reason. */
lineage.linkEvidence = (link) => {
  const line = (key, texts, className) => (texts && texts.length ? [lineage.element("div", { class: "evidence " + (className || "") }, lineage.make("span", lineage.word(key) + ": "), texts.map(lineage.say).join("; "))] : []);
  return [
    ...(link.suspect ? [lineage.make("span", lineage.word("link.suspect"), "mark warning")] : []),
    ...line("link.phrases", (link.phrases || []).map((text) => "\u201c" + text + "\u201d")),
    ...line("link.documents", link.documents),
    ...line("link.against", link.against, "against"),
    ...line("link.note", link.note ? [link.note] : []),
  ];
};
/* A fact for lineage.facts: `other` is { id, name, quote: [file, line, words] }, the task at the other end. */
lineage.linkEntry = (link, other, up) => ({
  key: up ? "carries-out" : "carried-out-by", value: other.name, to: other.id, note: lineage.linkStatus(link),
  quotes: [other.quote], parts: lineage.linkEvidence(link), warning: Boolean(link.suspect),
});
