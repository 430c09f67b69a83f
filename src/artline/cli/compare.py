"""`artline compare`: photo and drawing side by side."""

from __future__ import annotations

from typing import Any

import click

from artline.cli.help import Command
from artline.cli.options import PHOTO, artist_options, settings_options, verbose_option
from artline.cli.sheets import draw_sheet, sheet_options, sheet_target

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
@settings_options("size")
@artist_options
@verbose_option
def compare(*, photo: str, output: str | None, force: bool, look: str, **given: Any) -> None:
    """Put a photo and its drawing side by side."""
    target = sheet_target(photo, "-compare", output, force)
    draw_sheet(photo, target, [look], panel=PANEL, columns=2, **given)
