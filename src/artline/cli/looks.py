"""`artline looks`: the table of looks, or a photo in every one of them."""

from __future__ import annotations

from typing import Any

import click

from artline.cli.help import Command
from artline.cli.options import (
    artist_options,
    options_of,
    take_frame,
    take_in_looks,
    typed,
    verbose_option,
)
from artline.cli.place import PHOTO
from artline.cli.sheets import PANEL, draw_sheet, sheet_options, sheet_target
from artline.looks import LOOKS
from artline.options import DRAWING, FRAMING
from artline.options.places import LOOKS_SHEET
from artline.system import streams

EXAMPLES = (
    ("artline looks", "What there is:"),
    ("artline looks photo.jpg", "A photo in every look, on photo-looks.png:"),
    ("artline looks photo.jpg --weight 2", "With broader lines in each:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photo", required=False, type=PHOTO, metavar="[PHOTO]")
@sheet_options("-looks")
@options_of(FRAMING, command=LOOKS_SHEET)
@options_of(DRAWING, command=LOOKS_SHEET)
@artist_options
@verbose_option
@click.pass_context
def looks(
    ctx: click.Context, /, *, photo: str | None, output: str | None, force: bool, **given: Any
) -> None:
    """List the looks, or draw a photo in each.

    A model draws the looks whose channels it has. The sheet is labelled; it is STEM-looks.png
    beside the photo unless -o says otherwise. A setting counts in the looks in which it does
    something.
    """
    if photo is None:
        if idle := typed(ctx, {**FRAMING, **DRAWING}):
            raise click.UsageError(f"{idle[0]}: does nothing without a photo; name one")
        width = max(map(len, LOOKS))
        for look in LOOKS.values():
            streams.give(f"{look.name:{width}}  {look.about}")
        return
    frame = take_frame(given)
    every = take_in_looks(ctx, given, LOOKS, command=LOOKS_SHEET)
    target = sheet_target(photo, "-looks", output, force)
    draw_sheet(photo, target, every, frame, panel=PANEL, **given)
