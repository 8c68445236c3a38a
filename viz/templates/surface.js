/* What a map is drawn with: the same strokes on the screen's canvas and, as vectors, on paper. */
"use strict";
lineage.COLOURS = lineage.STYLE.colours;
lineage.LINES = lineage.STYLE.lines;

lineage.font = (page, bold, size) => (bold ? "bold " : "") + (size || page.font.size) + "px " + page.font.stack;

/* One surface for each context. Paths are made once, and a typeface is set only where it changes: both cost more than
   the drawing itself while a map of hundreds of boxes is moved. */
lineage.canvasSurface = (() => {
  const surfaces = new WeakMap(), paths = new Map(), MOST_PATHS = 20000, UNREADABLE = 4;
  const pathOf = (data) => {
    let path = paths.get(data);
    if (!path) {
      if (paths.size > MOST_PATHS) paths.clear();
      paths.set(data, path = new Path2D(data));
    }
    return path;
  };
  const make = (context, page) => {
    const stroke = (style, path) => {
      context.strokeStyle = style.stroke;
      context.lineWidth = style.width || 1;
      context.setLineDash(style.dash || []);
      context.lineCap = style.cap || "butt";
      context.stroke(path);
    };
    const draw = (path, style) => {
      if (style.fill) { context.fillStyle = style.fill; context.fill(path); }
      if (style.stroke) stroke(style, path);
    };
    return {
      path(data, style) {
        if (!style.at) { draw(pathOf(data), style); return; }
        context.translate(style.at[0], style.at[1]);
        draw(pathOf(data), style);
        context.translate(-style.at[0], -style.at[1]);
      },
      text(text, x, y, style) {
        const font = lineage.font(page, style.bold, style.size), scale = context.getTransform().a;
        context.fillStyle = style.fill;
        /* Too small to be read: a bar in the place of the words. */
        if ((style.size || page.font.size) * scale < UNREADABLE * devicePixelRatio && !style.turn) {
          const wide = text.length * (style.size || page.font.size) * 0.5;
          context.fillRect(style.align === "center" ? x - wide / 2 : x, y - 7, wide, 4);
          return;
        }
        if (context.font !== font) context.font = font;
        context.textAlign = style.align || "left";
        context.textBaseline = "alphabetic";
        if (!style.turn) { context.fillText(text, x, y); return; }
        context.save();
        context.translate(x, y);
        context.rotate(-Math.PI / 2);
        context.fillText(text, 0, 0);
        context.restore();
      },
      fade(alpha) { context.globalAlpha = alpha; },
    };
  };
  return (context, page) => {
    if (!surfaces.has(context)) surfaces.set(context, make(context, page));
    return surfaces.get(context);
  };
})();

/* XML allows no control characters: a file with one would not open. */
lineage.xmlText = (text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");

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
      element.textContent = lineage.xmlText(text);
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
/* A box's paths, kept as long as it stays where it is: outline, strip, and the ring around the one chosen. */
lineage.boxPaths = (() => {
  const known = new WeakMap();
  return (box, centre) => {
    const before = known.get(box);
    if (before && before.x === centre[0] && before.y === centre[1] && before.w === box.w && before.h === box.h) return before;
    const left = centre[0] - box.w / 2, top = centre[1] - box.h / 2, radius = box.branch === "party" ? 0 : box.radius || lineage.STYLE.sizes.corner;
    const r = Math.min(radius, box.h / 2), edge = left + box.band, behind = (step) => lineage.outline(left + step, top - step, box.w, box.h, radius);
    const made = {
      x: centre[0], y: centre[1], w: box.w, h: box.h, left, top,
      outline: lineage.outline(left, top, box.w, box.h, radius),
      ring: lineage.outline(left - 4, top - 4, box.w + 8, box.h + 8, radius + 4),
      stack: box.stack ? [behind(6), behind(3)] : [],
      band: "M" + edge + " " + top + " H" + (left + r) + " A" + r + " " + r + " 0 0 0 " + left + " " + (top + r) + " V" + (top + box.h - r) +
        " A" + r + " " + r + " 0 0 0 " + (left + r) + " " + (top + box.h) + " H" + edge + " Z",
    };
    known.set(box, made);
    return made;
  };
})();

/* A box: branch by colour, by mark and by the shape of its corners; not held = dashed and pale; a stack = several. */
lineage.paintBox = (surface, box, centre, page, lang, state) => {
  const colours = lineage.COLOURS, paths = lineage.boxPaths(box, centre);
  const main = colours[box.branch], tint = colours.tint[box.branch];
  for (const path of paths.stack) surface.path(path, { fill: colours.box, stroke: main, width: 1 });
  surface.path(paths.outline, { fill: box.fill || colours.box });
  if (box.band) {
    surface.path(paths.band, { fill: box.held ? main : tint });
    surface.path(lineage.MARKS[box.branch], { at: [paths.left + box.band / 2, centre[1]], fill: box.held ? colours.box : main });
  }
  surface.path(paths.outline, { stroke: main, width: box.line || lineage.STYLE.sizes.line, dash: box.held ? undefined : [7, 5] });
  if (state.chosen) surface.path(paths.ring, { stroke: colours.chosen, width: 3.5 });
  if (state.badge) {
    const wide = 38, x = paths.left + box.w - wide - 6;
    surface.path(lineage.outline(x, centre[1] - 13, wide, 26, 13), { fill: tint });
    surface.text(state.badge, x + wide / 2, centre[1] + 5, { fill: main, bold: true, align: "center", size: page.font.size });
  }
  let y = paths.top + box.pad;
  for (const [text, tone] of box.lines[lang] || box.lines) {
    lineage.paintLine(surface, text[lang] || text, tone, paths.left + box.inset, y, page, box.shrink);
    y += page.font.line;
  }
};

lineage.paintLine = (surface, text, tone, x, y, page, shrink) => {
  const colours = lineage.COLOURS, size = page.font.size * (shrink || 1), base = y + page.font.line * 0.74;
  if (tone === "warning") {
    lineage.paintWarning(surface, [x + 8, y + page.font.line / 2]);
    surface.text(text, x + 21, base, { fill: colours.warning, bold: true, size: size });
    return;
  }
  surface.text(text, x, base, { fill: tone === "muted" ? colours.muted : colours.ink, bold: tone === "strong", size: size });
};
lineage.paintWarning = (surface, at) => {
  const colours = lineage.COLOURS;
  surface.path(lineage.MARKS.warning, { at, fill: colours.warningFill, stroke: colours.warning, width: 1.75 });
  surface.path(lineage.STYLE.sign, { at, stroke: colours.warning, width: 1.75 });
};

lineage.lineStyle = (edge) => (edge.reported ? lineage.LINES.reported : lineage.LINES[edge.relation]);
/* once: what lines of a bundle share is drawn with the first of them, and not again with each. */
lineage.paintEdge = (surface, edge, route, lang, once) => {
  const style = lineage.lineStyle(edge);
  surface.path(once && route.own || route.d, style);
  if (route.arrow && !(once && route.own)) surface.path(route.arrow, { fill: style.stroke });
};
lineage.paintEdgeLabel = (surface, route, page, lang) => {
  if (!route.label) return;
  const { label, labelHeight } = lineage.STYLE.sizes, [x, y] = route.label.at, wide = route.label.w[lang] + 6;
  surface.path(lineage.outline(x - wide / 2, y - labelHeight / 2, wide, labelHeight, 5), { fill: lineage.COLOURS.labelFill });
  surface.text(route.label.text[lang] || route.label.text, x, y + 5, { fill: lineage.COLOURS.label, align: "center", size: label });
};
lineage.paintLane = (surface, lane, index, lang) => {
  const colours = lineage.COLOURS, text = (lane.name[lang] || lane.name).toLocaleUpperCase("vi");
  surface.path(lineage.outline(lane.x, lane.y, lane.w, lane.h, 6), { fill: colours.lanes[index % 2] });
  if (!lane.turned) surface.text(text, lane.x + 14, lane.y + 27, { fill: colours.lane, bold: true, size: 17 });
};
/* The name along a horizontal lane, on a ground of the lane's colour. */
lineage.paintLaneName = (surface, lane, index, lang) => {
  if (!lane.turned) return;
  const colours = lineage.COLOURS, text = (lane.name[lang] || lane.name).toLocaleUpperCase("vi");
  const size = Math.min(lineage.STYLE.sizes.lane, (lane.h - 8) / (text.length * 0.78)), tall = Math.min(lane.h - 4, text.length * size * 0.8 + 8);
  surface.path(lineage.outline(lane.x + 4, lane.y + (lane.h - tall) / 2, size + 8, tall, 4), { fill: colours.lanes[index % 2] });
  surface.text(text, lane.x + 21, lane.y + lane.h / 2, { fill: colours.lane, bold: true, size: size, turn: true, align: "center" });
};
