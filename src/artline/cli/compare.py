"""`artline compare`: photo and drawing side by side."""

from __future__ import annotations

from typing import Any

import click

from artline.cli.help import Command
from artline.cli.options import (
    artist_options,
    options_of,
    refuse_idle,
    take_frame,
    take_settings,
    verbose_option,
)
from artline.cli.place import PHOTO
from artline.cli.preset_option import kept_beside, preset_option
from artline.cli.sheets import draw_sheet, sheet_options, sheet_target
from artline.options import DRAWING, FRAMING
from artline.options.places import COMPARE

PANEL = 1200


EXAMPLES = (
    ("artline compare photo.jpg", "photo-compare.png beside the photo:"),
    (
        "artline compare photo.jpg --look stencil -o before-after.jpg",
        "Another look, under another name:",
    ),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photo", type=PHOTO, metavar="PHOTO")
@sheet_options("-compare")
@preset_option
@options_of(FRAMING, command=COMPARE)
@options_of(DRAWING, command=COMPARE)
@artist_options
@verbose_option
@click.pass_context
def compare(
    ctx: click.Context, /, *, photo: str, output: str | None, force: bool, **given: Any
) -> None:
    """Put a photo and its drawing side by side."""
    kept_beside(ctx, given, command=COMPARE)
    settings, frame = take_settings(given), take_frame(given)
    refuse_idle(ctx, settings, command=COMPARE)
    target = sheet_target(photo, "-compare", output, force)
    draw_sheet(photo, target, [settings], frame, panel=PANEL, columns=2, **given)
