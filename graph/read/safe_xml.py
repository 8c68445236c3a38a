"""XML that may be hostile: parsed without entities, without the network, and bounded in depth."""

from __future__ import annotations

from lxml import etree


def safe_xml_parser() -> etree.XMLParser:
    """A parser for XML of documents.

    Entities are not resolved (no entity bomb, no file of the reader's own machine in the text), nothing is fetched, no
    document type is loaded; elements are at most 256 deep and texts 10 MB long, as libxml2 bounds them.
    """
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
