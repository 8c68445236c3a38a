"""Stores of triples: one interface, an entry in a registry for each kind, one shared test suite."""

from graph.store.base import Solutions, Store, Term
from graph.store.registry import KINDS, StoreKind, open_store, unlock

__all__ = ["KINDS", "Solutions", "Store", "StoreKind", "Term", "open_store", "unlock"]
