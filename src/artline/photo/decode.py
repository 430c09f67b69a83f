"""From the bytes of a file to its pixels: each kind by the library that reads it rightly."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, BinaryIO

from artline.photo import jpeg, jxl, plugins, png, raw, tiff, tiff_layouts, tiff_pages
from artline.photo.arrays import check_pixels
from artline.photo.kinds import RAW
from artline.photo.raster import Raster
from artline.photo.refusals import RARE_LAYOUT, refusals
from artline.photo.said import frames
from artline.photo.wish import Wish

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """A picture as its file has it.

    Attributes:
        pixels: a loaded Pillow image, or a `Raster`.
        kind: the kind of file.
        mode: colour mode as Pillow names it, before conversion.
        turned: EXIF orientation that the decoder applied already.
        turn: orientation still to be applied; None leaves it to EXIF.
        frames: how many pictures are in the file; None where `pixels` counts them.
        notices: one-line remarks.
    """

    pixels: Image | Raster
    kind: str
    mode: str
    turned: int = 1
    turn: int | None = None
    frames: int | None = None
    notices: list[str] = field(default_factory=list)

    def count(self) -> int:
        """Pictures in the file."""
        return frames(self.pixels) if self.frames is None else self.frames


def decode(kind: str, stream: BinaryIO, head: bytes, wish: Wish) -> Decoded:
    """The picture of a file.

    Args:
        kind: one of `artline.photo.kinds.READABLE`.
        stream: seekable, at its start.
        head: its first bytes.
        wish: what is allowed.

    Raises:
        PhotoError: it is refused.
        Exception: whatever a decoder makes of hostile data; see `refusals`.
    """
    by_kind = {"JPEG": _jpeg, "PNG": _png, "TIFF": _tiff, "JXL": _jxl, RAW: _raw}
    if kind in by_kind:
        return by_kind[kind](stream, wish)
    if size := plugins.early_size(kind, head):
        check_pixels(size, wish.max_pixels, wish.name)
    image = _by_pillow(kind, stream, wish)
    if kind in ("AVIF", "HEIF") and not image.info.get("icc_profile"):
        image.info["icc_profile"] = plugins.coded_profile(head)
    # libheif has turned the picture by its container, whatever EXIF says besides.
    return Decoded(image, kind, image.mode, turn=1 if kind == "HEIF" else None)


def _by_pillow(kind: str, stream: BinaryIO, wish: Wish) -> Image:
    image = plugins.header(kind, stream)
    check_pixels(image.size, wish.max_pixels, wish.name)
    image.load()
    # Some headers understate: libheif and GIF may settle the size while decoding.
    check_pixels(image.size, wish.max_pixels, wish.name)
    return image


def _jpeg(stream: BinaryIO, wish: Wish) -> Decoded:
    data = stream.read()
    jpeg.refuse_other_processes(data, wish.name)
    header = plugins.header("JPEG", io.BytesIO(data))
    check_pixels(header.size, wish.max_pixels, wish.name)
    raster, notices = jpeg.decoded(data, header, wish.name, damaged=wish.damaged)
    return Decoded(raster, "JPEG", header.mode, frames=jpeg.pictures(header), notices=notices)


def _png(stream: BinaryIO, wish: Wish) -> Decoded:
    said = png.chunks(stream)
    image = _by_pillow("PNG", stream, wish)
    profile, notice = png.profile(said)
    if png.overrides(said) or (profile and not image.info.get("icc_profile")):
        image.info["icc_profile"] = profile
    if (level := png.transparency(said)) is not None:
        image.info["transparency"] = level
    pixels = png.keyed(stream, image) if png.deep_with_key(said) else image
    return Decoded(
        pixels, "PNG", image.mode, frames=frames(image), notices=[notice] if notice else []
    )


def _tiff(stream: BinaryIO, wish: Wish) -> Decoded:
    plugins.check_directory(stream)
    with tiff_pages.opened(stream) as file:
        if tiff_pages.is_raw(file):
            stream.seek(0)
            with refusals(wish.name, RAW):
                return _raw(stream, wish)
        chosen = tiff_pages.chosen(file)
        page = chosen.page
        check_pixels((page.imagewidth, page.imagelength), wish.max_pixels, wish.name)
        tiff_layouts.refuse_unread(page, wish.name)
        tiff.check_segments(page)
        found = _tiff_by_pillow(stream, chosen, wish) if tiff_layouts.pillow_first(chosen) else None
        found = found or _tiff_by_tifffile(page, wish)
        if found is None and tiff_layouts.pillow_last(chosen):
            found = _tiff_by_pillow(stream, chosen, wish)
        if found is None:
            raise tiff_layouts.unread(page, wish.name)
        notices = [] if chosen.at == 0 else [tiff_pages.PASSED_OVER]
        return replace(found, frames=chosen.count, notices=[*found.notices, *notices])


def _tiff_by_pillow(stream: BinaryIO, chosen: tiff_pages.Chosen, wish: Wish) -> Decoded | None:
    """None where Pillow has no decoder for the layout."""
    stream.seek(0)
    try:
        image: Any = plugins.header("TIFF", stream)
        if chosen.at:
            image.seek(chosen.at)
    except SyntaxError as fault:
        if str(fault).startswith(RARE_LAYOUT):
            return None
        raise
    mode, own = image.mode, tiff_pages.orientation(chosen.page)
    # Pillow turns a TIFF itself while decoding, where the tag is of the usual type.
    turned = image.tag_v2.get(tiff_pages.ORIENTATION) == own
    image.load()
    check_pixels(image.size, wish.max_pixels, wish.name)
    return Decoded(image, "TIFF", mode, own if turned else 1, 1 if turned else own)


def _tiff_by_tifffile(page: Any, wish: Wish) -> Decoded | None:
    found = tiff.decoded(page, wish.name)
    if found is None:
        return None
    raster, notices = found
    turn = tiff_pages.orientation(page)
    return Decoded(raster, "TIFF", tiff.named(page, raster), 1, turn, notices=notices)


def _jxl(stream: BinaryIO, wish: Wish) -> Decoded:
    data = stream.read()
    head = jxl.head_of(data)
    check_pixels((head.width, head.height), wish.max_pixels, wish.name)
    found = jxl.decoded(data, head)
    if isinstance(found, bytes):
        return replace(_jpeg(io.BytesIO(found), wish), kind="JXL")
    return Decoded(
        found, "JXL", found.mode, turn=1, frames=1, notices=[jxl.ANIMATED] if head.animated else []
    )


def _raw(stream: BinaryIO, wish: Wish) -> Decoded:
    found, turned, notice = raw.decoded(stream, wish.max_pixels, wish.name)
    notices = [notice] if notice else []
    if isinstance(found, bytes):
        inner = _jpeg(io.BytesIO(found), wish)
        return replace(inner, kind=RAW, frames=1, notices=[*inner.notices, *notices])
    return Decoded(found, RAW, found.mode, turned, 1, 1, notices)
