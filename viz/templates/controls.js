/* Controls that several pages share: filters and sorting, both in the URL's state. */
"use strict";

/* Filters as labelled selects in `place`. specs: [{ key, label (word), all (word), options: [{ value, text, count }] }].
   What is chosen stands in page.state[key]; `changed()` is called after a choice. Returns { refresh, clear }. */
lineage.filters = (page, place, specs, changed) => {
  const draw = () => {
    place.replaceChildren(...specs().filter((spec) => spec.options.length > 1 || page.state[spec.key]).map((spec) => {
      const select = lineage.element("select", { "data-filter": spec.key });
      select.append(lineage.element("option", { value: "" }, lineage.word(spec.all)));
      for (const option of spec.options) {
        const count = option.count === undefined ? "" : " (" + option.count + ")";
        const element = lineage.element("option", { value: option.value }, lineage.say(option.text) + count);
        element.selected = page.state[spec.key] === String(option.value);
        select.append(element);
      }
      select.addEventListener("change", () => { page.set({ [spec.key]: select.value || undefined }); changed(); });
      return lineage.element("label", { class: "filter" }, lineage.make("span", lineage.word(spec.label)), select);
    }));
  };
  return { refresh: draw, clear() { page.set(Object.fromEntries(specs().map((spec) => [spec.key, undefined]))); draw(); changed(); } };
};

/* A table head that sorts: columns [{ key, label (word), className, value(row) }]. The order stands in page.state.sort,
   "-key" for downwards. Returns { head, sorted(rows) }. */
lineage.sorting = (page, columns, changed) => ({
  head() {
    const [key, down] = [(page.state.sort || "").replace(/^-/, ""), (page.state.sort || "").startsWith("-")];
    return lineage.element("tr", {}, columns.map((column) => {
      const sorted = column.key === key ? (down ? "descending" : "ascending") : undefined;
      const cell = lineage.element("th", { scope: "col", class: column.className, "aria-sort": sorted });
      if (!column.value) { cell.append(lineage.word(column.label)); return cell; }
      const button = lineage.button(lineage.word(column.label) + (sorted ? (down ? " \u25bc" : " \u25b2") : ""), () => {
        page.set({ sort: column.key !== key ? column.key : down ? undefined : "-" + key });
        changed();
        const again = page.root.querySelector('th button[data-sort="' + column.key + '"]');
        if (again) again.focus();
      }, "sort");
      button.dataset.sort = column.key;
      /* Browsers leave buttons out of a head that is repeated on paper. */
      cell.append(button, lineage.element("span", { class: "on-paper", "aria-hidden": "true" }, lineage.word(column.label)));
      return cell;
    }));
  },
  sorted(rows) {
    const wanted = page.state.sort || "", column = columns.find((one) => one.value && one.key === wanted.replace(/^-/, ""));
    if (!column) return rows;
    const turn = wanted.startsWith("-") ? -1 : 1, order = new Intl.Collator("vi", { numeric: true });
    const compare = (a, b) => (a === b ? 0 : a === null || a === undefined ? 1 : b === null || b === undefined ? -1 :
      turn * (typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b))));
    return rows.map((row, at) => [column.value(row), at, row]).sort((a, b) => compare(a[0], b[0]) || a[1] - b[1]).map((one) => one[2]);
  },
});
