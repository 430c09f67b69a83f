"""`artline presets`: the named settings."""

from __future__ import annotations

import click

from artline.cli.help import Command
from artline.cli.options import verbose_option
from artline.errors import shown
from artline.system import streams

EXAMPLES = (
    ("artline presets", "What there is:"),
    ("artline photo.jpg --preset fine", "One of them:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@verbose_option
def presets() -> None:
    """List the presets that --preset knows.

    Your own go into the file that is named last.
    """
    from artline.api.presets import own_file
    from artline.api.presets import presets as known

    rows = known()
    width = max(map(len, rows))
    for row in rows.values():
        streams.give(f"{row.name:{width}}  {row.about}")
    streams.say(f"own: {shown(own_file())}")
