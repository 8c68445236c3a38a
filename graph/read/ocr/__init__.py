"""Pages that are pictures: made straight, recognised, and given as printed pages."""
