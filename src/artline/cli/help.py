"""Help that shows how a command is used: examples first, then its options in groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from artline.options import DRAWING, ON_PAGE
from artline.options.files import KEEP_METADATA

Examples = tuple[tuple[str, str], ...]
"""Pairs of a command line and what it does."""

FILES = "Files"
MORE = "More"
SECTIONS: dict[str, frozenset[str]] = {
    "Drawing": frozenset(("preset", *DRAWING)),
    FILES: frozenset(("output", "kind", "recursive", "force", "skip_existing", KEEP_METADATA.name)),
    "Strokes and machines": frozenset(ON_PAGE),
}
"""Heading of a group of options → their names; what is in none comes last, as `MORE`."""


class Command(click.Command):
    """A command whose help has examples.

    `needs` says what an example needs that a folder of photos is not, so that no test runs it.
    """

    def __init__(self, *args: Any, examples: Examples = (), needs: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.needs = needs

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what is empty: an unset variable of a shell, that would mean another place."""
        if not ctx.resilient_parsing and (empty := _empty(args)):
            raise click.UsageError(f"{empty} is empty, as an unset variable of a shell is", ctx)
        return super().parse_args(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, then the examples."""
        super().format_help_text(ctx, formatter)
        write_examples(self.examples, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options in groups, where there are several groups of them."""
        groups: dict[str, list[tuple[str, str]]] = {name: [] for name in (*SECTIONS, MORE)}
        for param in self.get_params(ctx):
            if isinstance(param, click.Argument):
                continue
            if (record := param.get_help_record(ctx)) is not None:
                groups[_section(param.name)].append(record)
        filled = {name: records for name, records in groups.items() if records}
        for name, records in filled.items():
            with formatter.section(name if len(filled) > 1 else "Options"):
                formatter.write_dl(records)


def _section(name: str | None) -> str:
    return next((title for title, names in SECTIONS.items() if name in names), MORE)


def _empty(args: Iterable[str]) -> str | None:
    """What is empty among the words of a command line: an option by name, or a name."""
    before = ""
    for word in args:
        if word == "":
            return before if before.startswith("-") and before != "-" else "a name"
        name, sign, value = word.partition("=")
        if word.startswith("--") and sign and not value:
            return name
        before = word
    return None


def write_examples(examples: Examples, formatter: click.HelpFormatter) -> None:
    """The examples, each on one line that can be copied, what it does above it."""
    if not examples:
        return
    with formatter.section("Examples"):
        for line, meaning in examples:
            formatter.write(f"{'':{formatter.current_indent}}{meaning}\n")
            formatter.write(f"{'':{formatter.current_indent}}  $ {line}\n")
