"""From a photo to a drawing and its file, step by step. Read it first.

    read → see → finish → save

Nothing heavy is imported until a step needs it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from artline.faces.load import face_finder, face_mesh
from artline.ink.framed import framed
from artline.nouns import Drawing, Ink, Photo, Plot, Window, actions
from artline.options import OPTIONS, PageSettings, Settings, refuse_idle
from artline.options.files import KEEP_METADATA
from artline.options.page import PRINTED_DPI
from artline.options.reading import DEFAULT_MAX_PIXELS
from artline.output.filmed import film
from artline.output.plotted import plotted, strokes
from artline.output.printed import printed
from artline.output.registry import format_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike
    from typing import BinaryIO

    import numpy as np
    from numpy.typing import NDArray

    from artline.ink.load import Loaded
    from artline.looks import Look

    Target = str | PathLike[str] | BinaryIO

__all__ = ["face_finder", "face_mesh", "film", "framed", "plotted", "printed", "strokes"]


def read(
    source: Any,
    *,
    max_pixels: int = DEFAULT_MAX_PIXELS,
    damaged: bool = False,
    name: str | None = None,
) -> Photo:
    """A photo from a path, bytes, a file, a Pillow image or an array; see `photo.read.read`."""
    from artline.photo.read import read as read_photo

    return read_photo(source, max_pixels=max_pixels, damaged=damaged, name=name)


def see(
    photo: Photo,
    loaded: Loaded,
    *,
    wanted: Iterable[Look] | None = None,
    side: int | None = None,
) -> Ink:
    """Look at a photo once; see `artline.ink.see.see`."""
    from artline.ink.see import see as see_photo

    channels = None if wanted is None else {name for look in wanted for name in look.channels}
    return see_photo(photo, *loaded, wanted=channels, side=side)


def finish(ink: Ink, settings: Settings) -> Drawing:
    """A drawing from ink: the look's marks, at full size, coloured.

    Raises:
        ModelError: the model that saw the ink lacks a channel that the look needs.
    """
    from artline.finish.pixels import pixels_of
    from artline.looks.nobody import drawn

    marks, said = drawn(ink, settings)
    notices = (*ink.photo.notices, *ink.notices, *said)
    return Drawing(pixels_of(marks, settings), marks, ink, settings, notices)


def region(ink: Ink, settings: Settings, window: Window) -> NDArray[np.uint8]:
    """Pixels of a part of the drawing that `finish` makes; see `artline.looks.region.region`."""
    from artline.looks.region import region as draw_region

    return draw_region(ink, settings, window)


def at(drawing: Drawing, size: int | None) -> Drawing:
    """The same marks at another size; see `Drawing.at`."""
    from artline.finish.pixels import pixels_of

    settings = replace(drawing.settings, size=size)
    return replace(drawing, pixels=pixels_of(drawing.marks, settings), settings=settings)


def save(
    drawing: Drawing,
    target: Target,
    *,
    format: str | None = None,  # noqa: A002 - Pillow's own name for it
    keep_metadata: bool = False,
    page: PageSettings | None = None,
) -> None:
    """Write a drawing to a path or binary file; see `Drawing.save`."""
    from artline.output import raster

    row = format_of(target, format)
    chosen = page or PageSettings()
    given = [*chosen.changed, *([KEEP_METADATA.name] if keep_metadata else [])]
    refuse_idle(OPTIONS, given, {**drawing.settings.values, **chosen.values, "format": row.name})
    if row.kind == "strokes":
        save_strokes(plotted(drawing, chosen, row.name), target, format=format)
        return
    given_dpi = PRINTED_DPI if chosen.page and chosen.dpi is None else chosen.dpi
    origin = drawing.ink.photo.origin
    raster.save(
        drawing.pixels if chosen.page is None else printed(drawing, chosen),
        target,
        format,
        dpi=origin.dpi if given_dpi is None else (given_dpi, given_dpi),
        exif=origin.exif if keep_metadata else b"",
        xmp=origin.xmp if keep_metadata else b"",
        iptc=origin.iptc if keep_metadata else b"",
    )


def save_strokes(strokes: Plot, target: Target, *, format: str | None = None) -> None:  # noqa: A002
    """Write strokes to a path or binary file; see `Plot.save`."""
    from artline.output import stroke_files

    stroke_files.save(strokes, target, format)


def encode(
    drawing: Drawing,
    format: str,  # noqa: A002
    *,
    keep_metadata: bool = False,
    page: PageSettings | None = None,
) -> bytes:
    """A drawing as the bytes of a file of that format."""
    from io import BytesIO

    buffer = BytesIO()
    save(drawing, buffer, format=format, keep_metadata=keep_metadata, page=page)
    return buffer.getvalue()


actions.register(at=at, save=save, encode=encode, strokes=strokes, save_strokes=save_strokes)
