"""`artline film`: a drawing as it is drawn."""

from __future__ import annotations

import sys
from pathlib import Path
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
from artline.cli.place import OUTPUT, PHOTO
from artline.cli.preset_option import kept_beside, preset_option
from artline.cli.report import made
from artline.cli.sheets import free_target, source
from artline.errors import OutputError, shown
from artline.options import DRAWING, FRAMING
from artline.options.film import FILM_OPTIONS, FilmSettings
from artline.options.places import FILM
from artline.output.target import make_folder
from artline.system import streams

EXAMPLES = (
    ("artline film photo.jpg", "How it is drawn, as photo-film.gif:"),
    ("artline film photo.jpg -o photo.mp4 --shape story --seconds 6", "For a phone, six seconds:"),
    ("artline film photo.jpg -o photo.svg --look contour", "A vector picture that draws itself:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photo", type=PHOTO, metavar="PHOTO")
@click.option(
    "-o",
    "--output",
    type=OUTPUT,
    metavar="FILE|-",
    help="Where to write: .gif, .mp4 or .svg; - is stdout, as GIF.",
)
@preset_option
@options_of(FRAMING, command=FILM)
@options_of(DRAWING, command=FILM)
@options_of(FILM_OPTIONS, command=FILM)
@artist_options
@click.option("--force", is_flag=True, help="Replace a film that is already there.")
@verbose_option
@click.pass_context
def film(
    ctx: click.Context,
    /,
    *,
    photo: str,
    output: str | None,
    model: str,
    threads: int | None,
    max_pixels: int,
    damaged: bool,
    force: bool,
    **chosen: Any,
) -> None:
    """Film how a drawing is drawn: GIF, MP4 or SVG.

    The film of photo.jpg is photo-film.gif beside it, unless -o says otherwise. MP4 needs the
    extra artline[video].
    """
    from artline import pipeline
    from artline.api.artist import Artist
    from artline.output.raster import put, write

    to_stdout = output == "-" or (output is None and photo == "-")
    if to_stdout and streams.is_terminal(sys.stdout):
        raise click.UsageError("stdout is a terminal; name a file with -o, or pipe it on")
    path = output or str(Path(photo).with_name(f"{Path(photo).stem}-film.gif"))
    kind = "gif" if to_stdout else _kind(path)
    place = {"command": FILM, "format": "svg" if kind == "svg" else "png"}
    kept_beside(ctx, chosen, **place)
    wanted = FilmSettings.choose(**{name: chosen.pop(name) for name in FILM_OPTIONS})
    settings, frame = take_settings(chosen), take_frame(chosen)
    refuse_idle(ctx, settings, **place)
    if not to_stdout:
        free_target(path, force)
    artist = Artist(model, threads=threads, max_pixels=max_pixels, damaged=damaged)
    drawing = artist.draw(source(photo), settings, **frame.keywords)
    for notice in drawing.notices:
        streams.say(f"note: {shown(photo)}: {notice}")
    data = pipeline.film(drawing, wanted, kind)
    if to_stdout:
        write(data, streams.stdout(), kind)
        return
    make_folder(path)
    put(data, Path(path))
    made(photo, path, f"{wanted.seconds:g} s")


def _kind(path: str) -> str:
    """The format that a film's name says.

    Raises:
        click.UsageError: it says none, or one that cannot be written here.
    """
    from artline.output.film_files import film_format

    try:
        return film_format(Path(path).suffix)
    except OutputError as fault:
        raise click.UsageError(f"{shown(path)}: {fault}") from fault
