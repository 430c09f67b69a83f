"""`artline compare`: photo and drawing side by side."""

from __future__ import annotations

from typing import Any

import click

from artline.cli.help import Command
from artline.cli.options import PHOTO, artist_options, settings_options, verbose_option
from artline.cli.sheets import save_sheet, sheet_options, sheet_target, small_enough, source
from artline.settings import Settings

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
def compare(
    *,
    photo: str,
    output: str | None,
    force: bool,
    model: str,
    threads: int | None,
    max_pixels: int,
    **chosen: Any,
) -> None:
    """Put a photo and its drawing side by side."""
    settings = Settings.choose(**chosen)
    target = sheet_target(photo, "-compare", output, force)

    from artline import pipeline

    artist = pipeline.Artist(model, threads=threads, max_pixels=max_pixels)
    ink = artist.see(source(photo))
    drawing = artist.finish(ink, **chosen, size=small_enough(ink.photo, PANEL))
    for notice in drawing.notices:
        click.echo(f"note: {photo}: {notice}", err=True)
    pictures = [("photo", ink.photo.rgb), (settings.look, drawing.pixels)]
    save_sheet(pictures, target, panel=PANEL, columns=2)
