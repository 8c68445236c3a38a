"""From files to text and lines."""
