"""`artline looks`: the table of looks, or a photo in every one of them."""

from __future__ import annotations

from typing import Any

import click

from artline.cli.help import Command
from artline.cli.options import PHOTO, artist_options, settings_options, verbose_option
from artline.cli.sheets import PANEL, draw_sheet, sheet_options, sheet_target
from artline.looks import LOOKS

EXAMPLES = (
    ("artline looks", "What there is:"),
    ("artline looks photo.jpg", "A photo in every look, on photo-looks.png:"),
    ("artline looks photo.jpg --weight 2", "With broader lines in each:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photo", required=False, type=PHOTO, metavar="[PHOTO]")
@sheet_options("-looks")
@settings_options("look", "size")
@artist_options
@verbose_option
def looks(*, photo: str | None, output: str | None, force: bool, **given: Any) -> None:
    """List the looks, or draw a photo in each.

    A model draws the looks whose channels it has. The sheet is labelled; it is STEM-looks.png
    beside the photo unless -o says otherwise.
    """
    if photo is None:
        width = max(map(len, LOOKS))
        for look in LOOKS.values():
            click.echo(f"{look.name:{width}}  {look.about}")
        return
    target = sheet_target(photo, "-looks", output, force)
    draw_sheet(photo, target, panel=PANEL, **given)
