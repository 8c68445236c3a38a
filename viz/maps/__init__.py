"""The two maps: documents, and the lineage of tasks."""
