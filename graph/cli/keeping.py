"""The commands that keep a store: backup, restore, unlock."""

from __future__ import annotations

from pathlib import Path

import click

from graph import backup
from graph.cli.group import main
from graph.cli.options import language_option, store_option, wait_option
from graph.messages import Language, say
from graph.store import open_store, unlock


@main.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_option
@language_option
def backup_command(file: Path, store: str, lang: Language) -> None:
    """Write the whole store to FILE: the graph, all decisions, and the hashes of the files it was built from.

    FILE is a zip archive; the same store gives the same bytes. A file of that name is replaced when the new one is
    whole. The store may be in use meanwhile.
    """
    with open_store(store, read_only=True) as opened:
        made = backup.backup(opened, file)
    click.echo(_said("backed-up", made, file, lang))


@main.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put the backup in the place of what the store holds.")
@store_option
@wait_option
@language_option
def restore_command(file: Path, replace: bool, store: str, wait: float, lang: Language) -> None:
    """Bring back a store from FILE, which `lineage backup` wrote.

    FILE is checked from end to end before anything is touched. In a folder the whole backup is restored or nothing; on
    a server a restore that was broken off has to be done again, and the store says so. A store that holds something is
    refused without --replace.
    """
    kept = backup.read_backup(file)
    with open_store(store, wait=wait, broken_off=replace) as opened:
        backup.restore(kept, opened, replace=replace)
    click.echo(_said("restored", kept.manifest, file, lang))


@main.command("unlock")
@store_option
@language_option
def unlock_command(store: str, lang: Language) -> None:
    """Let a server's store be written again after a program that was writing it was killed.

    Only when no program is writing it any more. The store in a folder never needs this: there the lock ends with its
    program.
    """
    holders = unlock(store)
    for holder in holders:
        click.echo(say("unlocked", lang, holder=holder))
    if not holders:
        click.echo(say("nothing-locked", lang))


def _said(key: str, manifest: backup.Manifest, path: Path, lang: Language) -> str:
    return say(
        key,
        lang,
        sources=len(manifest.sources),
        decisions=manifest.decisions,
        statements=manifest.statements,
        path=path,
    )
