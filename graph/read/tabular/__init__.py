"""Tables of web pages and workbooks: cells with their spans, and how they are written for the parser."""
