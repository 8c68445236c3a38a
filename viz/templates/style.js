/* Colours, marks and lines of the maps: one JSON value that viz/pictures/style.py reads too, for pictures drawn in Python. */
lineage.STYLE = {
  "colours": {
    "party": "#9b1c1c", "state": "#1b4f8a", "front": "#5b4a00", "unknown": "#4b5563",
    "tint": { "party": "#fbeaea", "state": "#e6f0fa", "front": "#f6f0d8", "unknown": "#eceff2" },
    "ink": "#1f2933", "muted": "#3e4c59", "warning": "#6b4200", "warningFill": "#fff3d6", "chosen": "#b7791f",
    "lanes": ["#edf1f6", "#f7f9fb"], "lane": "#243b53", "label": "#5f3f05", "labelFill": "#fffaf0", "box": "#ffffff"
  },
  "sign": "M0 -2 V2 M0 3.6 V5",
  "lines": {
    "implements": { "stroke": "#1f2933", "width": 2.6 }, "basis": { "stroke": "#486581", "width": 1.6 },
    "amends": { "stroke": "#6b21a8", "width": 2 }, "replaces": { "stroke": "#6b21a8", "width": 2 },
    "mentions": { "stroke": "#7b8794", "width": 1.1 }, "holds": { "stroke": "#7b8794", "width": 1.3 },
    "same-as": { "stroke": "#6b21a8", "width": 1.6 },
    "confirmed": { "stroke": "#1f2933", "width": 2.6 },
    "proposed": { "stroke": "#1f2933", "width": 1.8, "dash": [7, 5] },
    "reported": { "stroke": "#8d5a0b", "width": 1.9, "dash": [0.1, 4.6], "cap": "round" }
  },
  "sizes": { "lane": 16, "label": 15, "labelHeight": 20, "corner": 10, "line": 1.75 }
};
