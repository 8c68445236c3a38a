"""Web pages: those that Word saved, and those of portals."""
