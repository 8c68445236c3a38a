"""Make data/alignment/scorer.json: python -m graph.align.train FOLDER... [--leave-out NAME] --output FILE.

FOLDERs hold documents and the links that readers drew, as data/alignment/training.toml names them. With --leave-out a
document's labels are not looked at, so that the scorer can be tested on it. Needs the extra "train".
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from graph.align.labels import labelled, restated
from graph.align.training import train
from graph.errors import LineageError, UsageError

VERSION = "1"


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--manifest", type=click.Path(path_type=Path), default=Path("data/alignment/training.toml"))
@click.option("--leave-out", "left_out", multiple=True, metavar="NAME", help="Learn nothing from this document.")
@click.option("--output", "-o", type=click.Path(path_type=Path), required=True, help="File to write.")
def main(folders: tuple[Path, ...], manifest: Path, left_out: tuple[str, ...], output: Path) -> None:
    """Learn the weights of the scorer from labelled documents in FOLDERS. The same labels give the same bytes."""
    try:
        documents = [one for one in labelled(manifest, folders) if one.learned and one.name not in left_out]
        if not documents:
            raise UsageError("no labelled document was found", where=str(manifest), remedy="Name their folders")
        click.echo(f"learning from {', '.join(one.name for one in documents)}", err=True)
        examples = [example for one in documents for example in one.examples()]
        record = train(examples, VERSION, restated(documents))
    except LineageError as error:
        raise click.ClickException(str(error)) from error
    output.write_text(json.dumps(record, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
