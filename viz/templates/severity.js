/* How grave a finding is: a symbol, a word and a colour. */
"use strict";
lineage.severitySymbol = (key) => lineage.element("span", { "aria-hidden": "true" }, { high: "\u25b2", medium: "\u25c6", low: "\u25cb" }[key]);
lineage.severity = (key, word) => lineage.element("span", { class: "severity " + key }, lineage.severitySymbol(key), " ", word);
