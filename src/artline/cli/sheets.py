"""What `looks` and `compare` share: where their sheet goes, and writing it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from artline.cli.place import OUTPUT
from artline.cli.report import made
from artline.errors import OutputError, OutputExistsError, shown
from artline.options import Frame, Settings
from artline.output.target import check_target, make_folder
from artline.system import streams
from artline.system.paths import exists, is_file, same

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
            type=OUTPUT,
            metavar="FILE|-",
            help=f"Where to write instead of STEM{ending}.png beside the photo; - is stdout.",
        )(function)

    return decorate


def source(photo: str) -> str | BinaryIO:
    """What to read: the path, or stdin for "-"."""
    return streams.stdin() if photo == "-" else photo


def small_enough(photo: Photo, panel: int) -> int:
    """Long side at which to draw a photo for a sheet: no larger than it is shown, or it is."""
    return max(16, min(panel, max(photo.width, photo.height)))


def sheet_target(photo: str, ending: str, output: str | None, force: bool) -> str | BinaryIO:
    """Where the sheet goes, checked before any work is done.

    Raises:
        OutputError: see `free_target`.
        click.UsageError: it has no name, an unknown suffix, or stdout is a terminal.
    """
    from artline.output.registry import format_of

    if output == "-" or (output is None and photo == "-"):
        if streams.is_terminal(sys.stdout):
            raise click.UsageError("stdout is a terminal; name a file with -o, or pipe it on")
        return streams.stdout()
    path = Path(photo).with_name(f"{Path(photo).stem}{ending}.png") if output is None else output
    try:
        format_of(path, kind="picture")
    except OutputError as fault:
        raise click.UsageError(str(fault)) from fault
    if exists(path) and same(path, photo):
        raise click.UsageError(f"{shown(path)}: is the photo itself; choose another -o")
    return free_target(str(path), force)


def free_target(path: str, force: bool) -> str:
    """The path of a file to write, if it may be.

    Raises:
        OutputError: it is already there and `force` is not given, or cannot be written to.
    """
    if is_file(path) and not force:
        raise OutputExistsError(f"{shown(path)}: already there; --force replaces it")
    check_target(path)
    return path


def draw_sheet(
    photo: str,
    target: str | BinaryIO,
    wanted: Sequence[Settings],
    frame: Frame,
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
    ink = artist.see(source(photo), looks=[one.look for one in drawn], frame=frame)
    size = small_enough(ink.photo, panel)
    drawings = [artist.finish(ink, replace(settings, size=size)) for settings in drawn]
    for notice in dict.fromkeys(notice for drawing in drawings for notice in drawing.notices):
        streams.say(f"note: {shown(photo)}: {notice}")
    pictures = [(drawing.settings.look, drawing.pixels) for drawing in drawings]
    shown_first = ("photo", ink.photo.rgb)
    save_sheet(photo, [shown_first, *pictures], target, panel=panel, columns=columns)


def save_sheet(
    name: str,
    pictures: Sequence[tuple[str, NDArray[np.uint8]]],
    target: str | BinaryIO,
    *,
    panel: int,
    columns: int = 0,
) -> None:
    """Compose the sheet of what has that name, write it, and say where it is."""
    from artline.output.contact import contact_sheet
    from artline.output.raster import save

    if isinstance(target, str):
        make_folder(target)
    sheet = contact_sheet(pictures, panel=panel, columns=columns)
    save(sheet, target)
    if isinstance(target, str):
        made(name, target, f"{sheet.shape[1]}×{sheet.shape[0]}")
