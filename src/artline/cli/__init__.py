"""The command line: `artline photo.jpg`.

One file a command; none of them draws. Everything a user can do wrong ends in one line on stderr
and an exit code: 0 all drawn, 1 something failed, 2 wrong usage, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from typing import TextIO

import click

import artline
from artline.cli.compare import compare
from artline.cli.completion import completion
from artline.cli.data import data
from artline.cli.draw import draw
from artline.cli.evaluate import evaluate
from artline.cli.export import export
from artline.cli.help import write_examples
from artline.cli.info import info
from artline.cli.looks import looks
from artline.cli.models import models
from artline.cli.plotting import booklet, machines, preview
from artline.cli.serve import serve
from artline.cli.train import train
from artline.errors import ArtlineError, ModelError, SettingError, shown
from artline.plugins.registry import PluginWarning

FAILED, WRONG_USAGE, STOPPED, TERMINATED = 1, 2, 130, 143


class Commands(click.Group):
    """Commands, of which `draw` may go unsaid."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `draw` in front of anything that is neither a command nor the group's own option."""
        own = {name for option in self.get_params(ctx) for name in option.opts}
        if not args:
            args = ["--help"]
        elif args[0] not in own | self.commands.keys():
            args = [draw.name or "", *args]
        return super().parse_args(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What artline does, then examples of drawing."""
        super().format_help_text(ctx, formatter)
        write_examples(draw.examples, formatter)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Commands, and photos, since `draw` may go unsaid."""
        photos = click.shell_completion.CompletionItem(incomplete, type="file")
        return [*super().shell_complete(ctx, incomplete), photos]


@click.group(
    "artline",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(artline.__version__, message="artline %(version)s")
def cli() -> None:
    """A portrait photo becomes line art, offline, in about a second.

    `artline photo.jpg` is short for `artline draw photo.jpg`; `artline draw --help` lists its
    options. A photo named like a command is written `./looks`.
    """


for command in (
    draw,
    looks,
    info,
    compare,
    booklet,
    preview,
    machines,
    models,
    serve,
    evaluate,
    data,
    train,
    export,
    completion,
):
    cli.add_command(command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing a user does gives a traceback."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    verbose = "-v" in arguments or "--verbose" in arguments
    try:
        with _terminable(), warnings.catch_warnings():
            warnings.simplefilter("default" if verbose else "ignore")
            warnings.simplefilter("always", PluginWarning)
            warnings.showwarning = _told
            code = cli.main(arguments, prog_name="artline", standalone_mode=False) or 0
        sys.stdout.flush()
    except click.UsageError as fault:
        path = fault.ctx.command_path if fault.ctx else "artline"
        code = _refused(f"{_lowered(fault.format_message())}; see {path} --help", WRONG_USAGE)
    except (SettingError, ModelError) as fault:
        code = _refused(str(fault), WRONG_USAGE)
    except ArtlineError as fault:
        code = _refused(str(fault), FAILED)
    except (KeyboardInterrupt, click.Abort):
        code = STOPPED
    except BrokenPipeError:
        code = _abandoned()
    except MemoryError:
        code = _refused("not enough memory; close other programs, or try --size", FAILED)
    except Exception as fault:
        code = _at_fault(fault, verbose)
    return int(code)


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


def _told(  # noqa: PLR0917 - as `warnings` calls it
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A package's fault in one line; any other warning as Python has it, which `-v` shows."""
    if issubclass(category, PluginWarning):
        said = f"note: {message}\n"
    else:
        said = warnings.formatwarning(message, category, filename, lineno, line)
    click.echo(said, err=True, nl=False)


def _refused(message: str, code: int) -> int:
    click.echo(f"error: {message}", err=True)
    return code


def _at_fault(fault: Exception, verbose: bool) -> int:
    if verbose:
        traceback.print_exception(fault)
    said = shown(f"{type(fault).__name__}: {fault}")
    return _refused(f"artline is at fault ({said}); please report it", FAILED)


def _abandoned() -> int:
    """Whoever read stdout is gone: end quietly, and let nothing be flushed to nobody."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


def _lowered(message: str) -> str:
    message = message.strip().removesuffix(".").replace("\n", " ")
    return message[:1].lower() + message[1:]
