/* What every page has: its data, its words in two languages, its state in the URL, and links to the other pages. */
"use strict";
const lineage = { definitions: {}, pages: {} };

/* ---- data ---- */
lineage.read = async (id) => {
  const element = document.getElementById(id);
  if (element.type === "application/json") return JSON.parse(element.textContent);
  const letters = atob(element.textContent), bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
};

/* A page: `start(page)` is called once, when the page is first shown, and returns what the frame may call:
   update() when the URL's state came from outside (a link, back), search() when the search text changed,
   speak() when the language changed. All are optional. */
lineage.define = (name, start) => { lineage.definitions[name] = start; };

/* ---- words ---- */
lineage.say = (text) => (text === null || text === undefined ? "" : typeof text === "object" ? text[lineage.lang] : String(text));
lineage.word = (key, values) => {
  const text = lineage.site.words[key];
  if (text === undefined) throw new Error("no word " + key);
  return lineage.say(text).replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? lineage.say(values[name]) : whole));
};
lineage.day = (iso) => (iso ? iso.split("-").reverse().join("/") : "");

/* ---- elements: text only ever goes in as text ---- */
lineage.make = (name, text, className) => {
  const element = document.createElement(name);
  if (text !== undefined && text !== null) element.textContent = lineage.say(text);
  if (className) element.className = className;
  return element;
};
/* attributes: names of ours with plain values; an address is only ever set by lineage.anchor. children: nodes, texts. */
lineage.element = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (/^(on|href$|src$|style$)/i.test(key)) throw new Error("not an attribute of a page: " + key);
    if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat()) if (child !== undefined && child !== null) element.append(child instanceof Node ? child : lineage.say(child));
  return element;
};
lineage.button = (text, press, className) => {
  const button = lineage.make("button", text, className);
  button.type = "button";
  button.addEventListener("click", press);
  return button;
};

/* ---- state in the URL: #node=...&state=... ; in a file of several pages also page=... ---- */
const escaped = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",");
const parsed = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const written = (state) => Object.entries(state).filter(([, value]) => value !== undefined && value !== null && value !== "")
  .map(([key, value]) => key + "=" + escaped(String(value))).join("&");
const own = (name, state) => Object.assign({}, lineage.site.whole ? { page: name } : {}, state, lineage.lang === lineage.site.lang ? {} : { lang: lineage.lang });

/* The address of `state` on another page (or on this one). */
lineage.address = (name, state) => {
  const place = lineage.site.pages.find((one) => one.name === name), hash = written(own(name, state || {}));
  return (lineage.site.whole || !place ? "" : place.file) + "#" + hash;
};
lineage.hasPage = (name) => lineage.site.pages.some((one) => one.name === name);
lineage.anchor = (text, name, state, className) => {
  const anchor = lineage.make("a", text, className);
  anchor.href = lineage.address(name, state);
  return anchor;
};

const openPage = (name, root, data) => {
  const page = {
    name, root, data, state: {},
    part: (part) => root.querySelector('[data-part="' + part + '"]'),
    /* Puts `changes` into the URL without leaving the page; an empty value takes a key out. */
    set(changes) {
      Object.assign(page.state, changes);
      for (const [key, value] of Object.entries(page.state)) if (value === undefined || value === null || value === "") delete page.state[key];
      const hash = "#" + written(own(name, page.state));
      if (hash !== location.hash) history.replaceState(null, "", hash);
      relink();
    },
    phrase: () => lineage.fold(page.state.q || ""),
    title(text) { lineage.site.titles[name] = text; retitle(page); },
  };
  return page;
};
const retitle = (page) => {
  const title = lineage.say(lineage.site.titles[page.name]);
  page.part("title").textContent = title;
  document.title = title;
};
/* Links of the head keep the language. */
const relink = () => {
  for (const link of document.querySelectorAll("[data-link]")) {
    const name = link.dataset.link;
    link.href = lineage.address(name).replace(/#$/, "");
    link.textContent = lineage.say(lineage.site.pages.find((one) => one.name === name).title);
    if (lineage.current && name === lineage.current.name) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
};
/* Words that stand in the page's markup: data-label for text, data-aria for a name, data-hint for a tooltip. */
lineage.speakIn = (root) => {
  for (const element of root.querySelectorAll("[data-label]")) element.textContent = lineage.word(element.dataset.label);
  for (const element of root.querySelectorAll("[data-aria]")) element.setAttribute("aria-label", lineage.word(element.dataset.aria));
  for (const element of root.querySelectorAll("[data-hint]")) element.title = lineage.word(element.dataset.hint);
};
const speakAll = () => {
  document.documentElement.lang = lineage.lang;
  lineage.speakIn(document);
  document.getElementById("language").title = lineage.word("page.language-hint");
  const page = lineage.current, field = document.getElementById("search"), key = lineage.site.search[page.name];
  field.hidden = !key;
  if (key) { field.placeholder = lineage.word(key); field.setAttribute("aria-label", lineage.word(key)); }
  document.getElementById("pages").setAttribute("aria-label", lineage.word("page.pages"));
  relink();
  retitle(page);
};

/* ---- running ---- */
const show = async () => {
  const state = parsed(), names = Object.keys(lineage.site.titles);
  const name = lineage.site.whole && names.includes(state.page) ? state.page : names[0];
  lineage.lang = state.lang === "vi" || state.lang === "en" ? state.lang : lineage.site.lang;
  delete state.page;
  delete state.lang;
  const spoken = lineage.lang;
  for (const root of document.querySelectorAll("main.page")) root.hidden = root.dataset.page !== name;
  if (!lineage.pages[name]) {
    const root = document.querySelector('main.page[data-page="' + name + '"]');
    lineage.pages[name] = openPage(name, root, await lineage.read("data-" + name));
  }
  const page = lineage.current = lineage.pages[name];
  page.state = state;
  document.getElementById("search").value = state.q || "";
  speakAll();
  if (!page.handlers) page.handlers = lineage.definitions[name](page) || {};
  else if (page.spoken !== spoken && page.handlers.speak) page.handlers.speak();
  page.spoken = spoken;
  if (page.handlers.update) page.handlers.update();
  if (lineage.site.search[name] && page.handlers.search) page.handlers.search();
};
lineage.run = async () => {
  lineage.site = await lineage.read("site");
  lineage.lang = lineage.site.lang;
  const field = document.getElementById("search");
  field.addEventListener("input", () => {
    lineage.current.set({ q: field.value.trim() ? field.value : undefined });
    if (lineage.current.handlers.search) lineage.current.handlers.search();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && lineage.current.handlers.enter) lineage.current.handlers.enter();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && lineage.current.handlers.escape) lineage.current.handlers.escape();
    if (event.key === "/" && !/^(input|select|textarea)$/i.test(document.activeElement.tagName)) { event.preventDefault(); field.focus(); }
  });
  document.getElementById("skip").addEventListener("click", () => {
    const { root } = lineage.current, goal = root.querySelector('[data-part="list"] button') || root.querySelector('[data-part="list"], .scroll') || root;
    if (goal.tabIndex < 0) goal.tabIndex = -1;
    goal.focus();
  });
  document.getElementById("print").addEventListener("click", () => window.print());
  document.getElementById("language").addEventListener("click", () => {
    lineage.lang = lineage.lang === "vi" ? "en" : "vi";
    const page = lineage.current;
    page.spoken = lineage.lang;
    page.set({});
    speakAll();
    if (page.handlers.speak) page.handlers.speak();
  });
  window.addEventListener("hashchange", show);
  await show();
  document.documentElement.dataset.ready = "yes";
};
/* Empties the search field and the state that goes with it. */
lineage.clearSearch = () => {
  document.getElementById("search").value = "";
  lineage.current.set({ q: undefined });
};

/* ---- files ---- */
lineage.save = (name, content, type) => {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type }));
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
};
/* A control that gives a file which stands beside the page, or which the page carries in itself. */
lineage.fileLink = (name, text) => {
  const carried = lineage.site.files[name];
  if (carried === undefined) return null;
  if (carried === null) {
    const anchor = lineage.make("a", text, "button");
    anchor.href = encodeURIComponent(name);
    anchor.download = name;
    return anchor;
  }
  return lineage.button(text, () => lineage.save(name, Uint8Array.from(atob(carried), (letter) => letter.charCodeAt(0)), "application/octet-stream"));
};
/* Rows as a CSV file that spreadsheets open rightly; a cell that they would take for a formula is made harmless. */
lineage.csv = (rows) => "\ufeff" + rows.map((row) => row.map((cell) => {
  const text = cell === null || cell === undefined ? "" : String(cell), safe = /^[ \u00a0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) && typeof cell !== "number" ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}).join(",")).join("\r\n") + "\r\n";
