"""Printed pages: words and ruled lines at their places, and the text that they make."""
