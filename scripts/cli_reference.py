"""Write docs/cli.md from the commands themselves: `python scripts/cli_reference.py`.

A test fails when the file is stale.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from artline.cli import cli
from artline.cli.help import Command
from artline.cli.options import Words

TARGET = Path(__file__).parent.parent / "docs" / "cli.md"

HEAD = """# The command line

Written by `python scripts/cli_reference.py` from what `artline COMMAND --help` says; do not edit.

`artline photo.jpg` is short for `artline draw photo.jpg`. A photo named like a command is written
`./looks`, one that begins with a hyphen `./-photo.jpg`.

An option that would do nothing is refused, in one line that says what it is for: `--pen` for a PNG,
`--shade` in a look without masses, `--landscape` without `--page`.

Exit codes: 0 all drawn, 1 something failed, 2 wrong usage, 130 stopped by Ctrl-C. What a program
wants (JSON, a drawing with `-o -`) is on stdout; what a person wants is on stderr.
"""


def reference() -> str:
    """The whole page as Markdown."""
    return HEAD + "".join(f"\n{part}" for part in sections(cli.commands, "artline"))


def sections(commands: Mapping[str, click.Command], path: str) -> Iterator[str]:
    """Every command; those of a group after it."""
    for command in commands.values():
        yield section(command, f"{path} {command.name}")
        if isinstance(command, click.Group):
            yield from sections(command.commands, f"{path} {command.name}")


def section(command: click.Command, path: str) -> str:
    """One command: what it does, examples, arguments and options."""
    about = inspect.cleandoc(command.help or "")
    arguments = [p.metavar or p.name for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    if isinstance(command, click.Group):
        arguments = ["COMMAND", "..."]
    usage = " ".join([path, *(["[OPTIONS]"] if options else [])])
    depth = "#" * len(path.split())
    lines = [
        f"{depth} {path.removeprefix('artline ')}",
        "",
        f"`{' '.join([usage, *map(str, arguments)])}`",
        "",
        about,
        "",
    ]
    if isinstance(command, Command) and command.examples:
        if command.needs:
            lines += [f"<!-- not run: needs {command.needs} -->", ""]
        lines.append("```console")
        for line, meaning in command.examples:
            lines += [f"# {meaning.removesuffix(':')}", f"$ {line}"]
        lines += ["```", ""]
    if options:
        lines += ["| option | |", "|---|---|", *map(row, options), ""]
    return "\n".join(lines)


def row(option: click.Option) -> str:
    """One option as a row of a table."""
    names = ", ".join(f"`{name}`" for name in option.opts)
    words = isinstance(option.type, Words)
    metavar = option.type.get_metavar(option) if words else option.metavar
    value = f" `{metavar.strip('[]')}`" if metavar else ""
    default = f" Default: `{option.default}`." if option.show_default else ""
    cells = (f"{names}{value}", f"{option.help}{default}")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(reference(), encoding="utf-8")
