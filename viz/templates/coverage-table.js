/* The coverage matrix as a table: head with totals, sections, rows. A row is made when it comes near the view, and of many
   columns only those near it. */
"use strict";
{
const { coverage, element, make, say } = lineage, { word } = coverage;

/* Columns: so many are drawn at once; more beyond the edge of what is in sight; as many as fit on a sheet of A3; and
   sheets side by side at most: a browser takes minutes over more. */
const ALL_COLUMNS = 16, AROUND = 3, ON_PAPER = 7, SHEETS = 10;
/* Rows: about how high one is in px with its words cut to three lines, and the letters of such a line. */
const HEIGHT = 88, LINE = 19, LETTERS = 40;

/* Widths in px for so much room: the requirement's own column takes what is left, and at least its own. */
const SNUG = { requirement: 280, lead: 112, due: 96, all: 126 }, ROOMY = { requirement: 420, lead: 156, due: 122, all: 148, place: 150 };
const least = ({ requirement, lead, due, all, place }, count) => requirement + lead + due + all + count * place;
const widthsFor = (count, room) => (least(ROOMY, count) <= room ? ROOMY : { ...SNUG, place: count <= 4 ? 140 : 122 });

/* The element in `root` with this value of a data attribute. */
coverage.find = (root, name, value) => root.querySelector("[data-" + name + '="' + CSS.escape(value) + '"]');
/* Draws, and gives the focus back to what had it before and was made anew. */
coverage.keepFocus = (root, draw) => {
  const before = document.activeElement, key = root.contains(before) && ["cell", "requirement", "sort", "chip", "by", "filter"].find((one) => one in before.dataset);
  draw();
  if (key && !before.isConnected) (coverage.find(root, key, before.dataset[key]) || root).focus({ preventScroll: true });
};

coverage.table = (page, model, actions) => {
  const part = page.part("scroll");
  let view = null, table = null, widths = null;
  /* Columns drawn, [from, until) of those shown; rows { sum, line, made } in their order, and by the line in the table. */
  let drawn = [0, 0], rows = [], rowOf = new Map();

  /* ---- head ---- */
  /* A head that sorts; its words once more for paper, where browsers leave buttons out of the heads that they repeat. */
  const sortable = (attributes, key, text, { above, below, hint = "", turns = [key, "-" + key] } = {}) => {
    const wanted = page.state.sort || "", down = wanted.startsWith("-"), active = wanted.replace(/^-/, "") === key;
    const button = lineage.button(say(text) + (active ? (down ? " \u25bc" : " \u25b2") : ""), () => actions.sort(turns[turns.indexOf(wanted) + 1]), "sort");
    button.dataset.sort = key;
    button.title = hint;
    return element("th", { scope: "col", "aria-sort": active ? (down ? "descending" : "ascending") : undefined, ...attributes },
      above && make("span", word(above), "coverage-line"), button, above ? [] : element("span", { class: "coverage-printed", "aria-hidden": "true" }, text), below);
  };
  const groupHeads = (columns) => {
    const runs = [];
    for (const { level } of columns) {
      const last = runs[runs.length - 1];
      if (last && last.level === level) last.count += 1; else runs.push({ level, count: 1 });
    }
    return runs.map(({ level, count }) => element("th", { scope: "colgroup", colspan: count, class: "group" },
      make("span", say(page.data.levels[level]) + (count > 1 ? " (" + count + ")" : ""), "coverage-group")));
  };
  const nameCell = (at) => {
    const column = view.columns[at], { short } = column;
    return sortable({ class: "column" }, column.id, short, { hint: say(column.name) + " \u00b7 " + word("sort-state", { place: short }),
      below: make("span", column.territory || (view.by === "document" ? word("territory-unknown") : ""), "coverage-under") });
  };
  const totalCell = ({ addressed, unasked, kinds }) => element("td", { class: "total" },
    make("span", word("addressed-count", { count: addressed }), "coverage-addressed"),
    addressed ? [coverage.bar(kinds, addressed), coverage.tally(kinds, true)] : [],
    unasked ? element("span", { class: "coverage-under", title: word("unasked-hint") }, word("unasked", { count: unasked })) : []);
  /* Cells for the columns of a window of those shown, with one cell in place of all before and after. */
  const across = (shown, [from, until], cell) => {
    const gone = (count) => (count > 0 ? element("td", { colspan: count, "aria-hidden": "true" }) : []);
    return [gone(from), ...shown.slice(from, until).map((at, place) => cell(at, from + place)), gone(shown.length - until)].flat();
  };
  const headOf = (shown, window) => {
    const tall = (name) => ({ rowspan: 2, class: name });
    return element("thead", {},
      element("tr", { class: "groups" },
        sortable(tall("requirement"), "", word("head-place"), { above: "head-requirement", turns: [] }),
        element("th", { scope: "col", ...tall("lead") }, word("head-lead")),
        sortable(tall("due"), "due", word("head-due")),
        sortable(tall("all"), "gaps", word("head-gaps"), { above: "head-all", turns: ["-gaps", "gaps"] }),
        groupHeads(shown.map((at) => view.columns[at]))),
      element("tr", { class: "names" }, across(shown, window, nameCell)),
      element("tr", { class: "totals" },
        element("th", { scope: "row", class: "requirement" }, word("total", { count: view.kept.length }), make("span", word("total-help"), "coverage-under")),
        element("td", { colspan: 2 }), totalCell({ ...coverage.counted(view.kept), unasked: 0 }), across(shown, window, (at) => totalCell(model.totals(view.kept, at)))));
  };

  /* ---- rows ---- */
  const stated = (one, more) => [element("span", { class: "coverage-word" }, coverage.symbol(coverage.kind(one)), " ", coverage.short(one.state)),
    coverage.voice(one).map((voice) => make("span", voice, "coverage-more coverage-voice")), more ? make("span", more, "coverage-more") : []];
  const placeCell = ({ requirement, cells }, at, place) => {
    const cell = cells[at], { id, duties } = requirement;
    return element("td", { class: "cell state-" + coverage.kind(cell), "aria-colindex": place + 5 },
      element("button", { type: "button", tabindex: -1, "data-cell": id + "~" + view.columns[at].id }, ...stated(cell, coverage.told(cell, duties).join(" \u00b7 "))));
  };
  const overallCell = (sum) => {
    const { addressed, unasked, kinds } = sum, places = addressed ? word("addressed-places", { count: addressed }) : unasked ? word("unasked-places", { count: unasked }) : "";
    return element("td", { class: "all state-" + coverage.kind(sum) }, ...stated(sum, addressed === 1 ? word("one-place") : places), addressed > 1 ? coverage.tally(kinds) : []);
  };
  const clamped = (text) => make("span", text || word("agency-none"), text ? "coverage-clamp" : "coverage-quiet");
  const foundInTask = (row) => {
    const { marks } = view, child = marks && !model.holds(marks, lineage.fold(row.requirement.text)) && model.taskWith(marks, row);
    return child ? element("span", { class: "coverage-found" }, word("search-in-task") + ": ", lineage.marked(page.data.tasks[child][4], marks, 45)) : [];
  };
  const cellsOf = (sum, shown, window) => {
    const { row } = sum, { id, path, text, leads, due, deadline } = row.requirement, whole = page.state.words;
    return [
      element("th", { scope: "row", class: "requirement" }, element("button", { type: "button", class: "coverage-path", tabindex: -1, "data-requirement": id }, path),
        element("span", { class: "coverage-clamp", title: whole ? undefined : text }, lineage.marked(text, view.marks, view.marks && !whole ? 90 : undefined)), foundInTask(row)),
      element("td", { class: "lead" }, clamped(leads.join("; "))),
      element("td", { class: "due" }, due ? make("span", lineage.day(due), "coverage-day") : [], due && !deadline ? [] : clamped(deadline)),
      overallCell(sum), ...across(shown, window, (at, place) => placeCell(row, at, place)),
    ];
  };
  const fill = (row) => {
    if (row.made) return;
    row.made = true;
    row.line.removeAttribute("aria-hidden");
    row.line.replaceChildren(...cellsOf(row.sum, view.shown, drawn));
  };
  /* Keeps a place of `height` px for a row. */
  const hold = (row, height) => {
    const space = element("td", { colspan: 4 + view.shown.length });
    space.style.setProperty("height", height + "px");
    row.made = false;
    row.line.setAttribute("aria-hidden", "true");
    row.line.replaceChildren(space);
  };
  const lineOf = (sum) => element("tr", { "data-row": sum.row.requirement.id });
  const held = (sum) => {
    const row = { sum, line: lineOf(sum) };
    hold(row, HEIGHT + LINE * (page.state.words ? Math.max(Math.ceil(sum.row.requirement.text.length / LETTERS) - 3, 0) : 0));
    rows.push(row);
    rowOf.set(row.line, row);
    return row.line;
  };
  /* A body for each section; in any other order than the document's, one for all. */
  const bodies = (span, line) => {
    const parts = [], { sort } = page.state;
    for (const sum of view.ordered) {
      const { group } = sum.row.requirement, last = parts[parts.length - 1];
      if (last && (sort || last.group === group)) last.sums.push(sum); else parts.push({ group, sums: [sum] });
    }
    return parts.map(({ group, sums }) => {
      const { path, heading } = view.table.groups[group];
      return element("tbody", {}, sort ? [] : element("tr", { class: "section" }, element("th", { scope: "rowgroup", colspan: span },
        element("span", { class: "coverage-section" }, make("b", path), " ", say(heading), make("span", " (" + sums.length + ")", "coverage-quiet")))), sums.map(line));
    });
  };
  const grid = (shown, window, line) => element("table", { class: "coverage-table" + (page.state.words ? " whole" : ""), "aria-colcount": shown.length + 4 },
    element("colgroup", {}, ["wide", "lead", "due", "all", ...shown.map(() => "place")].map((name) => element("col", { class: "coverage-" + name }))),
    headOf(shown, window), bodies(shown.length + 4, line));
  const size = () => {
    widths = widthsFor(view.shown.length, part.clientWidth);
    if (table) for (const [name, width] of Object.entries({ ...widths, least: least(widths, view.shown.length) })) table.style.setProperty("--" + name, width + "px");
  };

  /* ---- what is in sight ---- */
  const before = () => widths.lead + widths.due + widths.all;
  /* The columns in sight when scrolled so far, and `spare` more on both sides. */
  const inSight = (left, spare) => {
    const count = view.shown.length, first = (left - before()) / widths.place, wide = (part.clientWidth - widths.requirement) / widths.place;
    return count <= ALL_COLUMNS ? [0, count] : [Math.min(Math.max(Math.floor(first) - spare, 0), count - 1), Math.max(Math.min(Math.ceil(first + wide) + spare, count), 1)];
  };
  /* From where a column stands a third of the way across. */
  const leftOf = (place) => before() + place * widths.place - part.clientWidth / 3;
  /* Other columns once those drawn no longer reach beyond what is in sight; rows and their heights stay. */
  const shift = () => {
    const [from, until] = inSight(part.scrollLeft, 1);
    if (!table || (from >= drawn[0] && until <= drawn[1])) return;
    drawn = inSight(part.scrollLeft, AROUND);
    coverage.keepFocus(part, () => {
      table.tHead.replaceWith(headOf(view.shown, drawn));
      for (const row of rows) if (row.made) row.line.replaceChildren(...cellsOf(row.sum, view.shown, drawn));
    });
    actions.drawn();
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const row = rowOf.get(target);
      if (row && isIntersecting) fill(row);
      else if (row && row.made && boundingClientRect.height && !target.contains(document.activeElement)) hold(row, boundingClientRect.height);
    }
    actions.drawn();
  }, { root: part, rootMargin: "400px 0px" });
  part.addEventListener("scroll", shift, { passive: true });
  new ResizeObserver(() => { if (table && part.clientWidth) { size(); shift(); } }).observe(part);

  /* ---- what the page calls ---- */
  /* Draws the table where it is scrolled to, or about `goal`, a { row, at } as the page chooses them. */
  const draw = (next, goal) => {
    view = next;
    table = null;
    size();
    const place = goal ? view.shown.indexOf(goal.at) : -1, many = Math.ceil(part.clientHeight / HEIGHT) + 2;
    const middle = goal?.row ? view.ordered.findIndex((sum) => sum.row === goal.row) - many / 2 : part.scrollTop / HEIGHT - 2;
    drawn = inSight(place < 0 ? part.scrollLeft : leftOf(place), AROUND);
    watcher.disconnect();
    rows = [];
    rowOf = new Map();
    if (!view.kept.length) { part.replaceChildren(make("p", word("nothing"), "coverage-nothing")); return; }
    table = grid(view.shown, drawn, held);
    size();
    const first = Math.max(0, Math.min(Math.floor(middle), rows.length - many));
    rows.slice(first, first + many).forEach(fill);
    part.replaceChildren(table);
    for (const { line } of rows) watcher.observe(line);
    actions.drawn();
  };
  /* Makes the cell of a row at a column, or with no column its requirement, wherever it is. */
  const reach = (wanted, at) => {
    const place = view.shown.indexOf(at), row = rows.find(({ sum }) => sum.row === wanted);
    if (place >= 0 && (place < drawn[0] || place >= drawn[1])) { part.scrollLeft = leftOf(place); shift(); }
    if (row) fill(row);
    actions.drawn();
  };

  /* On paper: sheets of as many columns as fit, each with all rows. */
  window.addEventListener("beforeprint", () => {
    if (lineage.current !== page || !table || part.querySelector(".coverage-sheet")) return;
    table.classList.add("coverage-screen");
    const { shown } = view, last = Math.min(shown.length, ON_PAPER * SHEETS);
    if (last < shown.length) part.append(make("p", word("paper-columns", { shown: last, total: shown.length }), "coverage-sheet"));
    for (let from = 0; !from || from < last; from += ON_PAPER) {
      const columns = shown.slice(from, Math.min(from + ON_PAPER, last)), all = [0, columns.length];
      const line = (sum) => { const made = lineOf(sum); made.append(...cellsOf(sum, columns, all)); return made; };
      part.append(element("div", { class: "coverage-sheet" }, grid(columns, all, line)));
    }
  });
  window.addEventListener("afterprint", () => {
    for (const sheet of part.querySelectorAll(".coverage-sheet")) sheet.remove();
    if (table) table.classList.remove("coverage-screen");
  });
  return { draw, reach };
};
}
