/* What a map is drawn with: the same strokes on the screen's canvas and, as vectors, on paper. */
"use strict";
const lineage = {};

lineage.COLOURS = {
  party: "#9b1c1c", state: "#1b4f8a", front: "#5b4a00", unknown: "#4b5563",
  tint: { party: "#fbeaea", state: "#e6f0fa", front: "#f6f0d8", unknown: "#eceff2" },
  ink: "#1f2933", muted: "#3e4c59", warning: "#6b4200", warningFill: "#fff3d6", chosen: "#b7791f",
  lanes: ["#eef2f6", "#f7f9fb"], lane: "#243b53",
};
lineage.MARKS = {
  party: "M0 -8 L2.1 -2.7 L7.6 -2.5 L3.3 1 L4.7 6.5 L0 3.4 L-4.7 6.5 L-3.3 1 L-7.6 -2.5 L-2.1 -2.7 Z",
  state: "M-6.5 -7.5 L6.5 -7.5 L6.5 0.5 C6.5 4.5 3 6.8 0 8.2 C-3 6.8 -6.5 4.5 -6.5 0.5 Z",
  front: "M-7 -4 L0 -8 L7 -4 L7 4 L0 8 L-7 4 Z",
  unknown: "M-5 0 A5 5 0 1 0 5 0 A5 5 0 1 0 -5 0 Z",
  warning: "M0 -7 L7.5 6.5 L-7.5 6.5 Z",
};

lineage.font = (page, bold, size) => (bold ? "bold " : "") + (size || page.font.size) + "px " + page.font.stack;

lineage.canvasSurface = (context, page) => {
  const stroke = (style) => {
    if (!style.stroke) return false;
    context.strokeStyle = style.stroke;
    context.lineWidth = style.width || 1;
    context.setLineDash(style.dash || []);
    context.lineCap = style.cap || "butt";
    return true;
  };
  return {
    path(data, style) {
      const path = new Path2D(data);
      context.save();
      if (style.at) context.translate(style.at[0], style.at[1]);
      if (style.fill) { context.fillStyle = style.fill; context.fill(path); }
      if (stroke(style)) context.stroke(path);
      context.restore();
    },
    text(text, x, y, style) {
      context.save();
      context.translate(x, y);
      if (style.turn) context.rotate(-Math.PI / 2);
      context.font = lineage.font(page, style.bold, style.size);
      context.textAlign = style.align || "left";
      context.textBaseline = "alphabetic";
      context.fillStyle = style.fill;
      context.fillText(text, 0, 0);
      context.restore();
    },
    fade(alpha) { context.globalAlpha = alpha; },
  };
};

lineage.paperSurface = (parent, page) => {
  const space = "http://www.w3.org/2000/svg";
  let alpha = 1;
  const add = (name, attributes) => {
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
    if (alpha < 1) element.setAttribute("opacity", alpha);
    parent.appendChild(element);
    return element;
  };
  return {
    path(data, style) {
      add("path", {
        d: data, fill: style.fill || "none", stroke: style.stroke, "stroke-width": style.stroke && (style.width || 1),
        "stroke-dasharray": style.dash && style.dash.join(" "), "stroke-linecap": style.cap,
        transform: style.at && "translate(" + style.at[0] + " " + style.at[1] + ")",
      });
    },
    text(text, x, y, style) {
      const anchor = { center: "middle", right: "end" }[style.align];
      const element = add("text", {
        x: style.turn ? undefined : x, y: style.turn ? undefined : y, fill: style.fill, "text-anchor": anchor,
        "font-family": page.font.stack, "font-size": style.size || page.font.size,
        "font-weight": style.bold ? "bold" : undefined,
        transform: style.turn && "translate(" + x + " " + y + ") rotate(-90)",
      });
      element.textContent = text;
    },
    fade(value) { alpha = value; },
  };
};

lineage.outline = (x, y, width, height, radius) => {
  const r = Math.min(radius, height / 2);
  return "M" + (x + r) + " " + y + " H" + (x + width - r) + " A" + r + " " + r + " 0 0 1 " + (x + width) + " " + (y + r) +
    " V" + (y + height - r) + " A" + r + " " + r + " 0 0 1 " + (x + width - r) + " " + (y + height) + " H" + (x + r) +
    " A" + r + " " + r + " 0 0 1 " + x + " " + (y + height - r) + " V" + (y + r) + " A" + r + " " + r + " 0 0 1 " + (x + r) + " " + y + " Z";
};

/* A box: branch by colour, by mark and by the shape of its corners; not held = dashed and pale. */
lineage.paintBox = (surface, box, centre, page, lang, state) => {
  const colours = lineage.COLOURS;
  const main = colours[box.branch], tint = colours.tint[box.branch];
  const left = centre[0] - box.w / 2, top = centre[1] - box.h / 2;
  const radius = box.branch === "party" ? 0 : box.radius || 10;
  const dash = box.held ? undefined : [7, 5];
  const outline = lineage.outline(left, top, box.w, box.h, radius);
  surface.path(outline, { fill: box.fill || "#ffffff" });
  if (box.band) {
    const r = radius, edge = left + box.band;
    surface.path("M" + edge + " " + top + " H" + (left + r) + " A" + r + " " + r + " 0 0 0 " + left + " " + (top + r) + " V" + (top + box.h - r) +
      " A" + r + " " + r + " 0 0 0 " + (left + r) + " " + (top + box.h) + " H" + edge + " Z", { fill: box.held ? main : tint });
    surface.path(lineage.MARKS[box.branch], { at: [left + box.band / 2, centre[1]], fill: box.held ? "#ffffff" : main });
  }
  surface.path(outline, { stroke: main, width: box.line || 1.75, dash: dash });
  if (state.chosen) surface.path(lineage.outline(left - 4, top - 4, box.w + 8, box.h + 8, radius + 4), { stroke: colours.chosen, width: 3.5 });
  if (state.badge) {
    const wide = 38, x = left + box.w - wide - 6;
    surface.path(lineage.outline(x, centre[1] - 13, wide, 26, 13), { fill: tint });
    surface.text(state.badge, x + wide / 2, centre[1] + 5, { fill: main, bold: true, align: "center", size: page.font.size });
  }
  let y = top + box.pad;
  for (const [text, tone] of box.lines[lang] || box.lines) {
    lineage.paintLine(surface, text[lang] || text, tone, left + box.inset, y, page, box.shrink);
    y += page.font.line;
  }
};

lineage.paintLine = (surface, text, tone, x, y, page, shrink) => {
  const colours = lineage.COLOURS, size = page.font.size * (shrink || 1), base = y + page.font.line * 0.74;
  if (tone === "warning") {
    surface.path(lineage.MARKS.warning, { at: [x + 8, y + page.font.line / 2], fill: colours.warningFill, stroke: colours.warning, width: 1.75 });
    surface.path("M0 -2 V2 M0 3.6 V5", { at: [x + 8, y + page.font.line / 2], stroke: colours.warning, width: 1.75 });
    surface.text(text, x + 21, base, { fill: colours.warning, bold: true, size: size });
    return;
  }
  surface.text(text, x, base, { fill: tone === "muted" ? colours.muted : colours.ink, bold: tone === "strong", size: size });
};

lineage.LINES = {
  implements: { stroke: "#1f2933", width: 3 }, basis: { stroke: "#486581", width: 1.6 },
  amends: { stroke: "#6b21a8", width: 2 }, replaces: { stroke: "#6b21a8", width: 2 },
  mentions: { stroke: "#7b8794", width: 1.1 }, holds: { stroke: "#7b8794", width: 1.3 },
  "same-as": { stroke: "#6b21a8", width: 1.6 },
};
lineage.lineStyle = (edge) => {
  const style = Object.assign({}, lineage.LINES[edge.relation]);
  if (edge.reported) { style.stroke = "#8d5a0b"; style.dash = [0.5, 6]; style.cap = "round"; style.width = edge.relation === "implements" ? 3.4 : 2.4; }
  return style;
};
lineage.paintEdge = (surface, edge, route, lang) => {
  const style = lineage.lineStyle(edge);
  surface.path(route.d, style);
  if (route.arrow) surface.path(route.arrow, { fill: style.stroke });
};
lineage.paintEdgeLabel = (surface, route, page, lang) => {
  if (!route.label) return;
  const [x, y] = route.label.at, wide = route.label.w[lang] + 4;
  surface.path(lineage.outline(x - wide / 2, y - 9, wide, 18, 5), { fill: "#f4f7fa" });
  surface.text(route.label.text[lang] || route.label.text, x, y + 5, { fill: "#6b4200", align: "center", size: 14 });
};
lineage.paintLane = (surface, lane, index, lang) => {
  const colours = lineage.COLOURS;
  surface.path(lineage.outline(lane.x, lane.y, lane.w, lane.h, 6), { fill: colours.lanes[index % 2] });
  const text = (lane.name[lang] || lane.name).toLocaleUpperCase("vi");
  if (lane.turned) surface.text(text, lane.x + 27, lane.y + lane.h / 2, { fill: colours.lane, bold: true, size: 17, turn: true, align: "center" });
  else surface.text(text, lane.x + 14, lane.y + 27, { fill: colours.lane, bold: true, size: 17 });
};
