"""Directive lineage: from Vietnamese directives to a knowledge graph that can be asked who carries out what.

The way through the code runs in one direction: a file becomes text (`graph.read`), text becomes a
model (`graph.extract`), models find each other (`graph.resolve`), become triples (`graph.rdf`), go
into a store (`graph.store`) and are asked (`graph.query`). `graph.pipeline` is that path in one place.
"""

__version__ = "0.1.0"
