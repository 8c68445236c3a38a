"""The command line. It reads the clock, the environment and the terminal, so that nothing below has to."""

from graph.cli import auditing, building, covering, giving, keeping, listing, reviewing  # each adds its commands
from graph.cli.group import main

__all__ = ["auditing", "building", "covering", "giving", "keeping", "listing", "main", "reviewing"]
