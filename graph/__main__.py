"""`python -m graph` is the command line."""

from graph.cli import main

if __name__ == "__main__":
    main(prog_name="lineage")
