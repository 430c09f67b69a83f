"""The command line: `artline photo.jpg`.

One file a command; none of them draws. Everything a user can do wrong ends in one line on stderr
and an exit code: 0 all drawn, 1 something failed, 2 wrong usage, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

import click

import artline
from artline.cli.commands import Commands, Later
from artline.cli.draw import EXAMPLES
from artline.cli.faults import FAILED, TERMINATED, refused
from artline.errors import Notice
from artline.system import streams

COMMANDS = {
    "draw": "draw",
    "batch": "batch",
    "looks": "looks",
    "presets": "presets",
    "info": "info",
    "compare": "compare",
    "film": "film",
    "booklet": "plotting",
    "preview": "plotting",
    "machines": "plotting",
    "models": "models",
    "serve": "serve",
    "evaluate": "evaluate",
    "data": "data",
    "train": "train",
    "export": "export",
    "completion": "completion",
}
"""Name of a command → the file in this room that has it."""

SECTIONS = {
    "Every day": ("draw", "batch", "looks", "presets", "compare", "film", "info", "serve"),
    "Strokes and machines": ("booklet", "preview", "machines"),
    "More": ("models", "completion", "evaluate", "data", "train", "export"),
}
"""Headings of the help, and the commands below them."""


@click.group(
    "artline",
    cls=Commands,
    commands=Later({name: f"artline.cli.{file}" for name, file in COMMANDS.items()}),
    unsaid="draw",
    examples=EXAMPLES,
    sections=SECTIONS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(artline.__version__, message="artline %(version)s")
def cli() -> None:
    """A portrait photo becomes line art, offline, in about a second.

    `artline photo.jpg` is short for `artline draw photo.jpg`; `artline draw --help` lists its
    options. A photo named like a command is written `./looks`.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing a user does gives a traceback."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    verbose = "-v" in arguments or "--verbose" in arguments
    streams.hold()
    try:
        with _terminable(), warnings.catch_warnings():
            warnings.simplefilter("default" if verbose else "ignore")
            warnings.simplefilter("always", Notice)
            warnings.showwarning = _teller()
            code = int(cli.main(arguments, prog_name="artline", standalone_mode=False) or 0)
    except (Exception, KeyboardInterrupt) as fault:
        code = refused(fault, verbose)
    return code if streams.settle() else code or FAILED


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """A polite kill ends as an exception does, so that no half-written file stays."""
    try:
        before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    except ValueError:  # not in the main thread, where no signal arrives
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _teller() -> Callable[..., None]:
    """Tells a notice in one line, once; any other warning as Python has it, which `-v` shows."""
    told: set[str] = set()

    def tell(  # noqa: PLR0917 - as `warnings` calls it
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if not issubclass(category, Notice):
            streams.say(warnings.formatwarning(message, category, filename, lineno, line), end="")
        elif str(message) not in told:
            told.add(str(message))
            streams.say(f"note: {message}")

    return tell
