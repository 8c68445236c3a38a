"""The page of findings, and which of them matter most."""
