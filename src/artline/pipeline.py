"""From a photo to a drawing and its file, step by step. Read it first.

    read → see → finish → save

Nothing heavy is imported until a step needs it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from artline.errors import PhotoError, SettingError, shown
from artline.faces.load import face_finder, face_mesh
from artline.nouns import Drawing, Ink, Photo, Plot, Window, actions
from artline.options import ON_PAGE, OPTIONS, PageSettings, Settings, refuse_idle
from artline.options.files import KEEP_METADATA
from artline.options.frame import FACE, Frame
from artline.options.keywords import PageOptions
from artline.options.page import PRINTED_DPI
from artline.options.reading import DEFAULT_MAX_PIXELS
from artline.output.registry import format_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike
    from typing import BinaryIO

    import numpy as np
    from numpy.typing import NDArray

    from artline.ink.load import Loaded
    from artline.looks import Look
    from artline.options.film import FilmSettings

    Target = str | PathLike[str] | BinaryIO

__all__ = ["face_finder", "face_mesh"]


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


def framed(photo: Photo, frame: Frame, loaded: Loaded) -> Photo:
    """A photo turned, straightened and cropped, around its faces where the frame says so.

    Raises:
        PhotoError: it shall be cropped around the faces, and there are none.
        SettingError: see `photo.frame.framed`.
    """
    from artline.photo.frame import framed as frame_photo

    if frame.crop != FACE:
        return frame_photo(photo, frame)
    from artline.faces.believed import believed
    from artline.faces.crop import around

    upright = frame_photo(photo, replace(frame, crop=None))
    faces = loaded.finder.find(upright.rgb)
    if loaded.mesh is not None:
        faces = believed(loaded.mesh, upright.rgb, faces)
    if not faces:
        raise PhotoError(
            f"{shown(photo.name)}: crop {FACE}: there is no face; crop a box, such as 0.1,0,0.8,1"
        )
    return frame_photo(upright, Frame(crop=around(faces, upright.width, upright.height)))


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
    """Pixels of a part of the drawing that `finish` makes; nothing else is rendered.

    Raises:
        SettingError: the window reaches beyond the drawing.
        ModelError: the model that saw the ink lacks a channel that the look needs.
    """
    from artline.finish.pixels import pixels_of
    from artline.looks.nobody import drawn
    from artline.photo.size import output_size

    height, width = output_size(ink.photo.height, ink.photo.width, settings.size)
    if not window.within(height, width):
        raise SettingError(
            f"window: {window.width}×{window.height} pixels from {window.left}, {window.top} are "
            f"not within the drawing's {width}×{height}"
        )
    marks, _ = drawn(ink, settings)
    return pixels_of(marks, settings, window)


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


def printed(drawing: Drawing, page: PageSettings) -> NDArray[np.uint8]:
    """The pixels of a drawing on its page, as it will be printed.

    Raises:
        SettingError: a page of more pixels than a picture holds.
    """
    from artline.output.printed import on_page, printed_page

    sheet = printed_page(page, drawing.marks.width, drawing.marks.height)
    return on_page(at(drawing, sheet.size).pixels, sheet, drawing.settings)


def film(drawing: Drawing, chosen: FilmSettings, kind: str) -> bytes:
    """The bytes of a film in which a drawing is drawn.

    Args:
        drawing: what is drawn; its own size does not count.
        chosen: shape and length.
        kind: "gif", "mp4" or "svg".

    Raises:
        OutputError: no such film, nothing to draw, or an extra is missing.
    """
    from artline.output import film_files
    from artline.output.film import FILM_PEN, FILM_TOLERANCE, MARGIN, page_of
    from artline.output.printed import MM_PER_INCH

    kind = film_files.film_format(kind)
    across, down = page_of(chosen, drawing.marks.width, drawing.marks.height)
    page = {"page": f"{across}x{down}mm", "margin": MARGIN}
    traced = {"pen": FILM_PEN, "tolerance": FILM_TOLERANCE, "order": "artist", "animate": True}
    known = {**drawing.settings.values, **PageSettings().values, "format": "svg"}
    counting = {name: v for name, v in traced.items() if ON_PAGE[name].counts(known)}
    plot = strokes(drawing, PageSettings.choose(**page, **counting))
    if kind == "svg":
        return film_files.encode_svg(plot, chosen)
    dpi = round(MM_PER_INCH * film_files.PIXELS_PER_MM[kind])
    picture = printed(drawing, PageSettings.choose(**page, dpi=dpi))
    encoders = {"gif": film_files.encode_gif, "mp4": film_files.encode_mp4}
    paper = drawing.settings.paper_rgb
    return encoders[kind](film_files.opaque(picture, paper), paper, plot, chosen.seconds)


def plotted(drawing: Drawing, page: PageSettings, kind: str) -> Plot:
    """A drawing as the strokes of a file of that format.

    Raises:
        SettingError: a page or machine that is refused.
        OutputError: see `Drawing.strokes`.
    """
    from artline.output import reach

    on_page = reach.for_format(page, kind)
    reach.refuse_beyond(on_page, kind)
    return strokes(drawing, on_page)


def strokes(
    drawing: Drawing, page: PageSettings | None = None, /, **options: Unpack[PageOptions]
) -> Plot:
    """A drawing as paths of a pen; see `Drawing.strokes`."""
    from artline.output.reach import bed_of
    from artline.strokes.plot import strokes_of

    if page is not None and options:
        raise SettingError(f"{shown(next(iter(options)))}: give a page or options, not both")
    chosen = PageSettings.choose(**options) if page is None else page
    refuse_idle(ON_PAGE, chosen.changed, {**drawing.settings.values, **chosen.values})
    return strokes_of(drawing, chosen, bed_of(chosen, drawing.marks.width, drawing.marks.height))


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
