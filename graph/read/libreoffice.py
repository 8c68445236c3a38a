"""Files of older formats, converted by LibreOffice where it is installed.

It runs without a window, in a profile of its own that forbids macros and active content, and is ended with all that it
started when the time for the file is over.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from graph.errors import ReadError, reason
from graph.read.limits import MEGABYTE, Options

PROGRAMS = ("soffice", "libreoffice")
CONVERTED = "the file was converted by LibreOffice"
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
  <prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
  <prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
  <prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
  <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
 </item>
 <item oor:path="/org.openoffice.Office.Writer/Content/Update">
  <prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
 </item>
 <item oor:path="/org.openoffice.Office.Calc/Content/Update">
  <prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
 </item>
</oor:items>
"""
"""Settings of LibreOffice: no macros, no active content, links never updated."""


@dataclass(frozen=True, slots=True)
class Target:
    """A format to convert to: its ending, LibreOffice's name of the filter, and the Debian package that brings it."""

    suffix: str
    filter: str
    package: str


DOCX = Target(".docx", "docx:MS Word 2007 XML", "libreoffice-writer")
XLSX = Target(".xlsx", "xlsx:Calc MS Excel 2007 XML", "libreoffice-calc")


def converted(data: bytes, suffix: str, target: Target, where: str, options: Options) -> bytes:
    """The file with the ending `suffix` in the format `target`.

    Raises ReadError where LibreOffice is not installed, or cannot convert the file in time.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise ReadError(
            "LibreOffice is not installed, which this format needs",
            where=where,
            remedy=f"Install the Debian package {target.package}, or save the file as {target.suffix}",
        )
    with tempfile.TemporaryDirectory(prefix="lineage-") as name:
        folder = Path(name)
        given = folder / f"given{suffix}"
        given.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        _run([program, *_arguments(folder, target), str(given)], folder, where, options.limits.seconds)
        made = folder / "out" / f"given{target.suffix}"
        if not made.is_file() or made.stat().st_size > options.limits.expanded_megabytes * MEGABYTE:
            raise ReadError(
                "LibreOffice cannot read it",
                where=where,
                remedy=f"Save it as {target.suffix} in its own program",
            )
        return made.read_bytes()


def _arguments(folder: Path, target: Target) -> list[str]:
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        target.filter,
        "--outdir",
        str(folder / "out"),
    ]


def _run(command: list[str], folder: Path, where: str, seconds: int) -> None:
    """Run the command, in this process's group, so that it ends with it; when the time is over, end it and its own."""
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    try:
        process = subprocess.Popen(  # noqa: S603 - the program that was found, and paths of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except OSError as error:
        raise ReadError(
            f"LibreOffice cannot be started: {reason(error)}", where=where, remedy="Check its installation"
        ) from error
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"reading it took longer than {seconds} seconds",
            where=where,
            remedy="Split it, or raise the limit: --limit seconds=NUMBER",
        ) from error
    finally:
        process.kill()
        _end_all(str(folder))
        process.wait()


def _end_all(folder: str) -> None:
    """End what was started for files in `folder`: soffice is a script, and what it starts knows no more of it."""
    mark = os.fsencode(folder)
    for entry in Path("/proc").glob("[0-9]*"):  # where there is no /proc, the script alone is ended
        with contextlib.suppress(OSError):
            if int(entry.name) != os.getpid() and mark in (entry / "cmdline").read_bytes():
                os.kill(int(entry.name), signal.SIGKILL)
