/* What the timeline can be narrowed to: each filter counts what the others leave. */
"use strict";
lineage.timeline.filters = (page, rows, drawn) => {
  const KINDS = ["fixed", "begin", "steps", "recurrent", "ongoing", "conditional", "words"], MARKS = ["later", "dropped", "overdue", "contradicted"];
  const KEYS = ["document", "level", "lead", "kind", "mark", "from", "to"], MOST_LEADS = 150, data = page.data;
  const isMarked = (row, mark) => Boolean(mark === "contradicted" ? row.notes : row[mark]);
  const inYears = (row) => {
    const { from, to } = page.state, begin = row.begin || row.due, end = row.due || (row.begin ? "9999" : undefined);
    return !begin || ((!to || begin.slice(0, 4) <= to || (row.due && row.due.slice(0, 4) <= to)) && (!from || end.slice(0, 4) >= from || row.begin > row.due));
  };
  const tests = {
    document: (row, value) => rows.paperOf(row).id === value,
    level: (row, value) => rows.paperOf(row).level === value,
    lead: (row, value) => (value === "-" ? !row.lead : (row.lead || []).some((name) => rows.flat(name) === value)),
    kind: (row, value) => (value === "none" ? !row.kinds : (row.kinds || []).includes(value)),
    mark: isMarked,
  };
  const passes = (row, but) => Object.entries(tests).every(([key, test]) => key === but || !page.state[key] || test(row, page.state[key])) && inYears(row);
  const counted = (values) => {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  };
  const over = (key) => drawn.filter((row) => passes(row, key));
  const yearOptions = () => Array.from({ length: data.years ? data.years[1] - data.years[0] + 1 : 0 }, (_, at) => ({ value: data.years[0] + at, text: String(data.years[0] + at) }));
  const leadOptions = () => {
    const counts = counted(over("lead").flatMap((row) => (row.lead ? [...new Set(row.lead.map(rows.flat))] : ["-"])));
    const named = [...counts].filter(([name]) => name !== "-").sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_LEADS);
    const options = named.map(([value, count]) => ({ value, text: value.length > 70 ? value.slice(0, 70) + "\u2026" : value, count }));
    if (page.state.lead && page.state.lead !== "-" && !options.some((one) => one.value === page.state.lead)) options.unshift({ value: page.state.lead, text: page.state.lead, count: 0 });
    return [...(counts.get("-") || page.state.lead === "-" ? [{ value: "-", text: lineage.word("timeline.no-lead"), count: counts.get("-") || 0 }] : []), ...options];
  };
  const specs = () => {
    const documents = counted(over("document").map((row) => row.document)), levels = counted(over("level").map((row) => rows.paperOf(row).level));
    const names = new Map(data.documents.map((paper) => [paper.level, paper.levelName]));
    const kinds = counted(over("kind").flatMap((row) => row.kinds || ["none"])), marks = over("mark");
    const option = (key, value, count) => ({ value, text: lineage.word("timeline." + key + "-" + value), count });
    return [
      { key: "document", label: "timeline.filter-document", all: "timeline.all-documents", options: data.documents.map((paper, at) => ({ value: paper.id, text: paper.name, count: documents.get(at) || 0 })).filter((one) => one.count || one.value === page.state.document) },
      { key: "level", label: "timeline.filter-level", all: "timeline.all-levels", options: [...names].map(([value, text]) => ({ value, text, count: levels.get(value) || 0 })) },
      { key: "lead", label: "timeline.filter-lead", all: "timeline.all-leads", options: leadOptions() },
      { key: "kind", label: "timeline.filter-kind", all: "timeline.all-kinds", options: [...KINDS, "none"].map((kind) => option("kind", kind, kinds.get(kind) || 0)).filter((one) => one.count || one.value === page.state.kind) },
      { key: "mark", label: "timeline.filter-mark", all: "timeline.all-marks", options: MARKS.map((mark) => option("mark", mark, marks.filter((row) => isMarked(row, mark)).length)).filter((one) => one.count || one.value === page.state.mark || one.value === "later") },
      { key: "from", label: "timeline.filter-from", all: "timeline.every-year", options: yearOptions() },
      { key: "to", label: "timeline.filter-to", all: "timeline.every-year", options: yearOptions() },
    ];
  };
  return { passes, tests, KEYS, specs };
};
