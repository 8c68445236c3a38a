"""Maps for other programs: SVG, PNG, GraphML, GEXF."""
