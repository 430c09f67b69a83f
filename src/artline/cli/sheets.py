"""What `looks` and `compare` share: where their sheet goes, and writing it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from artline.cli.options import PHOTO
from artline.errors import OutputError, OutputExistsError, shown
from artline.options import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from artline.nouns import Photo

Function = TypeVar("Function", bound=Callable[..., Any])

PANEL = 640


def sheet_options(ending: str) -> Callable[[Function], Function]:
    """`-o` and `--force`."""

    def decorate(function: Function) -> Function:
        function = click.option(
            "--force", is_flag=True, help="Replace a sheet that is already there."
        )(function)
        return click.option(
            "-o",
            "--output",
            type=PHOTO,
            metavar="FILE|-",
            help=f"Where to write instead of STEM{ending}.png beside the photo; - is stdout.",
        )(function)

    return decorate


def source(photo: str) -> str | BinaryIO:
    """What to read: the path, or stdin for "-"."""
    return sys.stdin.buffer if photo == "-" else photo


def small_enough(photo: Photo, panel: int) -> int:
    """Long side at which to draw a photo for a sheet: no larger than it is shown, or it is."""
    return max(16, min(panel, max(photo.width, photo.height)))


def sheet_target(photo: str, ending: str, output: str | None, force: bool) -> str | BinaryIO:
    """Where the sheet goes, checked before any work is done.

    Raises:
        OutputExistsError: it is already there and `force` is not given.
        click.UsageError: it has no name, an unknown suffix, or stdout is a terminal.
    """
    from artline.output.registry import format_of

    if output == "-" or (output is None and photo == "-"):
        if sys.stdout.isatty():
            raise click.UsageError("stdout is a terminal; name a file with -o, or pipe it on")
        return sys.stdout.buffer
    path = Path(photo).with_name(f"{Path(photo).stem}{ending}.png") if output is None else output
    try:
        format_of(path, kind="picture")
    except OutputError as fault:
        raise click.UsageError(str(fault)) from fault
    if Path(path).exists() and Path(path).resolve() == Path(photo).resolve():
        raise click.UsageError(f"{shown(path)}: is the photo itself; choose another -o")
    if Path(path).exists() and not force:
        raise OutputExistsError(f"{shown(path)}: already there; --force replaces it")
    return str(path)


def draw_sheet(
    photo: str,
    target: str | BinaryIO,
    wanted: Sequence[Settings],
    *,
    panel: int,
    columns: int = 0,
    model: str,
    threads: int | None,
    max_pixels: int,
    damaged: bool,
) -> None:
    """Draw a photo as often as is wanted, from one sight of it, and save a sheet.

    Of several, those in looks that the model cannot draw are left out.
    """
    from artline.api.artist import Artist

    artist = Artist(model, threads=threads, max_pixels=max_pixels, damaged=damaged)
    able = [settings for settings in wanted if settings.look in artist.looks]
    drawn = able if len(wanted) > 1 else wanted
    ink = artist.see(source(photo), looks=[settings.look for settings in drawn])
    size = small_enough(ink.photo, panel)
    drawings = [artist.finish(ink, replace(settings, size=size)) for settings in drawn]
    for notice in dict.fromkeys(notice for drawing in drawings for notice in drawing.notices):
        click.echo(f"note: {photo}: {notice}", err=True)
    pictures = [(drawing.settings.look, drawing.pixels) for drawing in drawings]
    save_sheet([("photo", ink.photo.rgb), *pictures], target, panel=panel, columns=columns)


def save_sheet(
    pictures: Sequence[tuple[str, NDArray[np.uint8]]],
    target: str | BinaryIO,
    *,
    panel: int,
    columns: int = 0,
) -> None:
    """Compose the sheet, write it, and say where it is."""
    from artline.output.contact import contact_sheet
    from artline.output.raster import save

    save(contact_sheet(pictures, panel=panel, columns=columns), target)
    if isinstance(target, str):
        click.echo(f"→ {shown(target)}", err=True)
