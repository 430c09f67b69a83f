"""What is typed for a photo, and for where to write."""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import CompletionItem

from artline.errors import shown
from artline.system.paths import is_address


class _Place(click.types.StringParamType):
    """A file or folder, which may be a standard stream; whether it is there, its use will tell.

    click's own type asks, and refuses a whole run for one photo that may not be read.
    """

    name = "path"

    def __init__(self, streams: tuple[str, ...], instead: str) -> None:
        self._streams, self._instead = streams, instead

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, "-" for what the system calls the stream.

        Raises:
            click.UsageError: it is an address.
        """
        name = str(value)
        if is_address(name):
            raise click.UsageError(f"{shown(name)}: is an address; {self._instead}", ctx)
        return "-" if name in self._streams else name

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Files."""
        return [CompletionItem(incomplete, type="file")]


PHOTO = _Place(
    ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"),
    "download it first, as with curl -o photo.jpg ADDRESS",
)
"""A photo or a folder of photos; stdin as "-"."""

OUTPUT = _Place(("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"), "name a file to write")
"""Where to write; stdout as "-"."""
