/* Who has which part in how many tasks. Data comes as lists (viz.responsibility), here it gets names. */
"use strict";
{
lineage.responsibility = {};

/* A task out of its list. What counting needs is there at once, what only the panel shows is read when asked for. `held` is
   [agency, its roles] of each agency with a part; `state` how the lead is named: none, one (a single body), several (more
   than one, a body among them), collective (only addressees that are no single body). */
class Task {
  constructor(raw, data, agencies, documents) {
    Object.assign(this, { raw, data, agencies, id: raw[0], document: documents[raw[1]], path: raw[2], quote: raw[5], held: [] });
    for (const [number, role] of raw[6]) {
      const agency = agencies[number], name = data.roles[role], known = this.held.find((one) => one[0] === agency);
      if (!known) this.held.push([agency, [name]]);
      else if (!known[1].includes(name)) known[1].push(name);
    }
    this.leads = this.held.filter(([, roles]) => roles.includes("lead")).map(([agency]) => agency);
    this.state = !this.leads.length ? "none" : this.leads.every((one) => one.collective) ? "collective" : this.leads.length > 1 ? "several" : "one";
  }
  at(file, line) { return [this.data.files[file], line]; }
  get place() { return this.at(this.raw[3], this.raw[4]); }
  get deadline() { return this.raw[7]; }
  get due() { return this.raw[8]; }
  get late() { return this.raw[9]; }
  get rows() { return this.raw[10].map(([id, path, file, line]) => ({ id, path, place: this.at(file, line) })); }
  get condition() { return this.raw[11]; }
  get parts() {
    const { names, roles, rules, headings } = this.data;
    return this.raw[6].map(([agency, role, name, rule, row, file, line, heading, quote]) => ({ agency: this.agencies[agency], role: roles[role], name: names[name],
      rule: rules[rule], row, place: file === undefined || file === null ? null : this.at(file, line), heading: headings[heading], quote }));
  }
}

/* Names as written of every agency, the most frequent first. */
const namesOf = (data) => {
  const found = data.agencies.map(() => new Map());
  for (const task of data.tasks) for (const [agency, , name] of task[6]) found[agency].set(name, (found[agency].get(name) || 0) + 1);
  return found.map((names) => [...names].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([name]) => data.names[name]));
};

/* The page's data as objects. */
lineage.responsibility.model = (data) => {
  let written = null;
  const agencies = data.agencies.map(([id, name, kind, branch, place, job], number) => ({
    number, id, name, kind, branch, place, level: data.places[place][0], job, collective: kind === "group" || kind === "generic",
    get names() { return (written = written || namesOf(data))[number]; },
    get searched() { return [name, ...this.names].join(" \n "); },
  }));
  const documents = data.documents.map(([id, name, level]) => ({ id, name, level }));
  const tasks = data.tasks.map((raw) => new Task(raw, data, agencies, documents));
  const levels = data.levels.map(([code, name]) => ({ code, name })), seen = new Set();
  for (const [, document, , , , , parts] of data.tasks) for (const part of parts) seen.add(data.roles[part[1]] + "~" + documents[document].level);
  const columns = data.roles.map((role) => ({ role, levels: levels.filter((level) => seen.has(role + "~" + level.code)) })).filter((one) => one.levels.length);
  return { agencies, documents, tasks, levels, columns, places: data.places.map(([level, name]) => ({ level, name })),
    task: new Map(tasks.flatMap((task) => [[task.id, task], ...task.raw[10].map(([row]) => [row, task])])), agency: new Map(agencies.map((one) => [one.id, one])) };
};
lineage.responsibility.STATES = ["none", "several", "collective", "one"];

/* What the filters leave: { tasks } that count for every agency, `named` whose agencies were found by name, which keep
   all their tasks. wanted: { level, document }; found: { tasks, agencies } as sets, or null without a search. */
lineage.responsibility.choose = (model, wanted, found) => {
  const inside = model.tasks.filter((task) => (!wanted.level || task.document.level === wanted.level) && (!wanted.document || task.document.id === wanted.document));
  return { tasks: inside, counts: (task, agency) => !found || found.tasks.has(task) || found.agencies.has(agency),
    shown: (task) => !found || found.tasks.has(task) || task.held.some(([agency]) => found.agencies.has(agency)) };
};

/* Numbers for each agency that is left with any: { agency, cells: { "lead~central": tasks }, roles: { lead: tasks },
   total, load: { lead, coordinating, other } }. In `load` a task counts once, for the strongest of its agency's roles. */
lineage.responsibility.count = (chosen, role) => {
  const counts = new Map();
  for (const task of chosen.tasks) {
    for (const [agency, all] of task.held) {
      if (!chosen.counts(task, agency)) continue;
      const roles = role ? all.filter((one) => one === role) : all;
      if (!roles.length) continue;
      if (!counts.has(agency)) counts.set(agency, { agency, cells: {}, roles: {}, total: 0, load: { lead: 0, coordinating: 0, other: 0 } });
      const count = counts.get(agency);
      count.total += 1;
      count.load[roles.includes("lead") ? "lead" : roles.includes("coordinating") ? "coordinating" : "other"] += 1;
      for (const one of roles) {
        const cell = one + "~" + task.document.level;
        count.cells[cell] = (count.cells[cell] || 0) + 1;
        count.roles[one] = (count.roles[one] || 0) + 1;
      }
    }
  }
  return [...counts.values()];
};

/* How the tasks name their lead, by the level of their document: { none: { total, central: ... }, ... }. */
lineage.responsibility.states = (chosen) => {
  const counts = Object.fromEntries([...lineage.responsibility.STATES, "all"].map((state) => [state, { total: 0 }]));
  for (const task of chosen.tasks.filter(chosen.shown)) for (const state of [task.state, "all"]) {
    counts[state].total += 1;
    counts[state][task.document.level] = (counts[state][task.document.level] || 0) + 1;
  }
  return counts;
};

/* The steps of an axis from 0 that holds `most`: at most six, at 1, 2 or 5 times a power of ten. */
lineage.responsibility.axis = (most) => {
  let step = 1;
  for (let at = 0; Math.ceil(Math.max(most, 1) / step) > 5; at += 1) step *= at % 3 === 1 ? 2.5 : 2;
  const end = Math.ceil(Math.max(most, 1) / step) * step;
  return { end, steps: Array.from({ length: end / step + 1 }, (_, at) => at * step) };
};
}
