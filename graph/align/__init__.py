"""Which task carries out which requirement: lineage first, then words, meaning, and what people decided."""

from graph.align.align import align

__all__ = ["align"]
