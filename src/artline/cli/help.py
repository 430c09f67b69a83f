"""Help that shows how a command is used: examples between what it does and its options."""

from __future__ import annotations

from typing import Any

import click

Examples = tuple[tuple[str, str], ...]
"""Pairs of a command line and what it does."""


class Command(click.Command):
    """A command whose help has examples.

    `needs` says what an example needs that a folder of photos is not, so that no test runs it.
    """

    def __init__(self, *args: Any, examples: Examples = (), needs: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.needs = needs

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, then the examples."""
        super().format_help_text(ctx, formatter)
        write_examples(self.examples, formatter)


def write_examples(examples: Examples, formatter: click.HelpFormatter) -> None:
    """The examples, each on one line that can be copied, what it does above it."""
    if not examples:
        return
    with formatter.section("Examples"):
        for line, meaning in examples:
            formatter.write(f"{'':{formatter.current_indent}}{meaning}\n")
            formatter.write(f"{'':{formatter.current_indent}}  $ {line}\n")
