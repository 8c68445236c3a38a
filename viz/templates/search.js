/* Search without accents: words together before words apart, and where in the text they stand. */
"use strict";

/* Key for comparing, as graph.spelling.bare makes it: accents away, đ too, one space. */
lineage.fold = (text) => text.normalize("NFC").replace(/[\u00d0\u0189\u0110\u0111\u00f0\u0256]/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  .toLowerCase().replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\s\u00a0\u00ad\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]+/g, " ").trim();

/* An index over `items`; textOf(item) gives what is searched. Folding takes time with many: it is done when the page is
   idle, and what is not done yet when the first search comes is done then. */
lineage.index = (items, textOf) => {
  const folded = new Array(items.length);
  let next = 0;
  const fold = (until) => {
    for (; next < items.length && !(until && next % 64 === 0 && until() < 4); next += 1) folded[next] = lineage.fold(textOf(items[next]));
  };
  const rest = (deadline) => { fold(() => deadline.timeRemaining()); if (next < items.length) requestIdleCallback(rest); };
  if (items.length) requestIdleCallback(rest);
  return {
    ready: () => next >= items.length,
    /* Items that hold the folded phrase as it stands; if none does, those that hold each of its words. */
    find(phrase) {
      fold();
      const hits = items.filter((item, at) => folded[at].includes(phrase));
      if (hits.length || !phrase.includes(" ")) return hits;
      const words = phrase.split(" ");
      return items.filter((item, at) => words.every((word) => folded[at].includes(word)));
    },
  };
};

/* Folded text with the place in the original of each of its letters. */
const bareLetters = new Map();
const bareLetter = (letter) => {
  if (!bareLetters.has(letter)) bareLetters.set(letter, lineage.fold("x" + letter + "x").slice(1, -1));
  return bareLetters.get(letter);
};
const placed = (text) => {
  let folded = "";
  const places = [];
  let at = 0;
  for (const letter of text) {
    let bare = bareLetter(letter);
    if (bare === "" && /\s|\u00a0/.test(letter)) bare = " ";
    if (bare === " " && folded.endsWith(" ")) bare = "";
    for (const one of bare) { folded += one; places.push(at); }
    at += letter.length;
  }
  places.push(text.length);
  return { folded, places };
};
/* Ranges [start, end] of the original that the folded phrase names: the phrase itself, or else each of its words. Of
   several phrases (an array) those that stand there as they are. */
lineage.ranges = (text, phrase) => {
  if (!phrase || !phrase.length) return [];
  const { folded, places } = placed(text), found = [];
  const collect = (wanted) => {
    for (let at = folded.indexOf(wanted); wanted && at >= 0; at = folded.indexOf(wanted, at + wanted.length)) found.push([places[at], places[at + wanted.length] ?? text.length]);
  };
  if (Array.isArray(phrase)) phrase.forEach(collect); else collect(phrase);
  if (!found.length && !Array.isArray(phrase)) phrase.split(" ").forEach(collect);
  return found.sort((a, b) => a[0] - b[0]).reduce((kept, [start, end]) => {
    const last = kept[kept.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end); else kept.push([start, end]);
    return kept;
  }, []);
};
/* The text with what was searched marked; with `around` only that many characters on both sides of the first match. */
lineage.marked = (text, phrase, around) => {
  const holder = document.createDocumentFragment(), ranges = lineage.ranges(text, phrase);
  let from = 0, until = text.length;
  if (around !== undefined) {
    const first = ranges.length ? ranges[0] : [0, 0];
    const back = text.lastIndexOf(" ", Math.max(first[0] - around, 0)), on = text.indexOf(" ", first[1] + (ranges.length ? around : 2 * around));
    from = first[0] > around ? back + 1 : 0;
    until = on < 0 ? text.length : on;
    if (from > 0) holder.append("\u2026");
  }
  let at = from;
  for (const [start, end] of ranges) {
    if (start < from || end > until) continue;
    holder.append(text.slice(at, start), lineage.make("mark", text.slice(start, end)));
    at = end;
  }
  holder.append(text.slice(at, until));
  if (until < text.length) holder.append("\u2026");
  return holder;
};
