"""Views of a collection of directives: each one self-contained HTML file that opens offline."""
