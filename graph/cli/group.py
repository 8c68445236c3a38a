"""The group of commands: errors become one clear line and exit status 2, and everything speaks UTF-8."""

from __future__ import annotations

import io
import sys
from typing import Any

import click

from graph import __version__
from graph.errors import LineageError
from graph.messages import Language, error_line, say


class Command(click.Command):
    """A command; turns our errors into one clear line in the language asked for, and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except LineageError as error:
            lang: Language = ctx.params.get("lang", "vi")
            click.echo(f"{say('error', lang)}: {error_line(error, lang)}", err=True)
            ctx.exit(2)


class Lineage(click.Group):
    """The group of commands; whatever the locale, they speak UTF-8."""

    command_class = Command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command of the group."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8")  # Vietnamese comes out whatever the locale
        return super().invoke(ctx)


@click.group(cls=Lineage, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lineage")
def main() -> None:
    """Follow a directive down to the district: who carries out what, in which words, by when.

    Theo dấu một chỉ đạo từ Trung ương tới huyện: ai làm việc gì, theo câu chữ nào, trước ngày nào.
    """
