"""Groups of commands: their help, and what is said to a word that is none of them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from artline.cli.help import Examples, write_examples
from artline.system.paths import exists

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
"""What could be a command: a photo's name has a suffix or lies in a folder."""


class Later(MutableMapping[str, click.Command]):
    """Commands that are imported when they are asked for: most runs need one of them.

    Args:
        modules: name of a command → module that holds it under this name.
    """

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._known: dict[str, str | click.Command] = dict(modules)

    def __getitem__(self, name: str) -> click.Command:
        known = self._known[name]
        if isinstance(known, str):
            found: click.Command = getattr(import_module(known), name)
            known = self._known[name] = found
        return known

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class Group(click.Group):
    """Commands that show their help where none of them is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Nothing typed is a question."""
        return super().parse_args(ctx, args or ["--help"])


class Commands(Group):
    """Commands, of which one may go unsaid, and whose help lists them in sections.

    Args:
        unsaid: name of the command that may go unsaid.
        examples: for the group's help.
        sections: heading → names of its commands, the everyday ones first.
        answers: whether the unsaid command itself says what is wrong with a word that is neither a
            file nor nearly a command.
    """

    def __init__(
        self,
        *args: Any,
        unsaid: str,
        examples: Examples,
        sections: dict[str, tuple[str, ...]],
        answers: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._answers = answers
        self._unsaid, self._examples, self._sections = unsaid, examples, sections

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the unsaid command in front of what is neither a command nor the group's option.

        Raises:
            click.UsageError: the first word is no command, and no file either.
        """
        own = {name for option in self.get_params(ctx) for name in option.opts}
        if args and args[0] not in own | self.commands.keys():
            odd = _WORD.fullmatch(args[0]) and not exists(args[0])
            if not ctx.resilient_parsing and odd and (self._near(args[0]) or not self._answers):
                raise click.UsageError(self._unknown(args), ctx)
            args = [self._unsaid, *args]
        return super().parse_args(ctx, args)

    def _unknown(self, args: list[str]) -> str:
        word, after = args[0], args[1:2]
        if word.lower() in ("help", "version"):
            meant = [*(after if after and after[0] in self.commands else ()), f"--{word.lower()}"]
            return f"{word}: no such command or file (did you mean artline {' '.join(meant)}?)"
        near = self._near(word)
        return f"{word}: no such command or file{f' (did you mean {near[0]}?)' if near else ''}"

    def _near(self, word: str) -> list[str]:
        """The command that a word may have been meant for; none or one."""
        return difflib.get_close_matches(word.lower(), self.commands, n=1)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What artline does, then examples of drawing."""
        super().format_help_text(ctx, formatter)
        write_examples(self._examples, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in sections; in columns that stand below each other."""
        width = max(map(len, self.commands))
        room = formatter.width - 6 - width
        for title, names in self._sections.items():
            with formatter.section(title):
                formatter.write_dl(
                    [
                        (f"{name:{width}}", self.commands[name].get_short_help_str(room))
                        for name in names
                    ]
                )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Photos, since the unsaid command takes them, and commands.

        Photos come first: click's script for bash forgets what it had when it meets them.
        """
        return [
            CompletionItem(incomplete, type="file"),
            *super().shell_complete(ctx, incomplete),
        ]
