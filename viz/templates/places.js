/* Where words stand, said so that a reader finds them in the file; as graph/references.py says it. */
"use strict";
{
const SIGN = "\u25a4\u00a0";

/* [first line, page, last page, sheet, row, percent] of the place that a line of the text as read belongs to; nothing
   where the file has only lines. */
const placeAt = (places, line) => {
  let low = 0, high = places.length;
  while (low < high) { const middle = (low + high) >> 1; if (places[middle][0] <= line) low = middle + 1; else high = middle; }
  return low ? places[low - 1] : [];
};
/* "dòng 12", "trang 3–4", "trang tính A, hàng 7" in the page's language, and apart from it what marks words as recognised
   from a picture. */
const placed = (file, line) => {
  if (!line) return ["", ""];
  const say = (key, values) => lineage.word("place." + key, values), places = Object.hasOwn(lineage.site.references, file) ? lineage.site.references[file] : null;
  const [, page, last, sheet, row, percent] = places ? placeAt(places, line) : [], known = (value) => value !== undefined && value !== null;
  const parts = [...(known(page) ? [known(last) && last > page ? say("pages", { page, last }) : say("page", { page })] : []),
    ...(known(sheet) ? [say("sheet", { sheet })] : []), ...(known(row) ? [say("row", { row })] : [])];
  return [parts.join(", ") || say(places ? "line-as-read" : "line", { line }), known(percent) ? say("recognised", { percent }) : ""];
};
const inWords = ([where, mark], sign) => (mark ? where + " (" + sign + mark + ")" : where);
/* The place in words, for a file that is saved; "" without a line. */
lineage.place = (file, line) => inWords(placed(file, line), "");
/* The place in words on a page: numbers tied to the word before them, a sign before what was recognised. */
lineage.placeShown = (file, line) => inWords(placed(file, line), SIGN).replace(/ (?=\d)/g, "\u00a0");
/* File and place: as programs write it where lines are the file's own ("a.txt:12"), else "a.pdf, trang 3". */
lineage.reference = (file, line) => (!file || !line ? file || "" : Object.hasOwn(lineage.site.references, file) ? file + ", " + lineage.place(file, line) : file + ":" + line);
/* File and place as an element, with the mark of what was recognised from a picture. */
lineage.source = (file, line) => {
  const [where, mark] = placed(file, line), shown = lineage.make("span", file + (where ? ", " + where : ""), "place");
  if (mark) shown.append(" ", lineage.make("span", SIGN + mark, "mark"));
  return shown;
};
}
