"""Read a photo from anything: a path, bytes, a file object, a Pillow image, an array."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from artline.errors import (
    PhotoArrayError,
    PhotoNotAnImageError,
    PhotoUnsupportedError,
    shown,
)
from artline.nouns import Origin, Photo
from artline.options.reading import DEFAULT_MAX_PIXELS
from artline.photo.arrays import check_pixels, from_array
from artline.photo.kinds import HEAD, Unreadable, kind_of
from artline.photo.source import drained, opened, unreadable
from artline.photo.wish import Wish

if TYPE_CHECKING:
    from PIL.Image import Image

    from artline.photo.decode import Decoded

_WIDEST_PIXEL = 8
"""Bytes of the widest pixel, four channels of 16 bits: what bounds the bytes of a pipe."""

_METADATA = 256 << 20
"""Bytes that a pipe may give beyond those of its pixels."""


def read(
    source: Any,
    *,
    max_pixels: int = DEFAULT_MAX_PIXELS,
    damaged: bool = False,
    name: str | None = None,
) -> Photo:
    """A photo, right side up, in sRGB.

    Args:
        source: a path (str or PathLike); the bytes of a file; a binary file object, seekable or
            not; a Pillow image; or an array (see `artline.photo.arrays.from_array`). Files may
            be JPEG, PNG, WebP, AVIF, TIFF, BMP, GIF, and with an extra each HEIC or HEIF, JPEG XL,
            and camera raw files.
        max_pixels: pictures with more pixels are refused by their header, before decoding.
        damaged: draw what is left of a damaged JPEG, with a notice, instead of refusing it.
        name: what to call it in messages; a path's or file's own name by default.

    Returns:
        The photo. EXIF orientation and ICC profile are applied, transparency is laid on white
        paper and kept aside in `alpha`. Of several frames or pages the first is read; such
        remarks are in `notices`.

    Raises:
        PhotoMissingError: no such file, or a folder.
        PhotoUnreadableError: not permitted, a pipe or device, or a failing disk.
        PhotoNotAnImageError: empty, or no picture.
        PhotoTruncatedError: cut short or damaged.
        PhotoTooLargeError: more pixels than `max_pixels`.
        PhotoUnsupportedError: a picture of a kind that is not read here.
        PhotoArrayError: an array that is no photo, or a source of another type.
        MemoryShortError: not enough memory for the picture.
    """
    if isinstance(source, np.ndarray):
        return from_array(source, max_pixels, name or "<array>")
    if isinstance(source, (str, os.PathLike)):
        path = os.fsdecode(source)
        with opened(path, name or path) as stream:
            return _from_stream(stream, Wish(name or path, max_pixels, damaged))
    if isinstance(source, (bytes, bytearray, memoryview)):
        wish = Wish(name or "<bytes>", max_pixels, damaged)
        return _from_stream(io.BytesIO(source), wish)
    if hasattr(source, "read"):
        wish = Wish(name or _file_name(source), max_pixels, damaged)
        most = _WIDEST_PIXEL * max_pixels + _METADATA
        return _from_stream(drained(source, wish.name, most), wish)
    return _from_object(source, max_pixels, name)


def _file_name(stream: Any) -> str:
    own = getattr(stream, "name", None)
    return own if isinstance(own, str) and own else "<file>"


def _from_object(source: Any, max_pixels: int, name: str | None) -> Photo:
    from PIL.Image import Image as PillowImage

    if isinstance(source, PillowImage):
        return _from_image(source, Wish(name or "<image>", max_pixels))
    if hasattr(source, "__array__"):
        return from_array(np.asarray(source), max_pixels, name or "<array>")
    raise PhotoArrayError(
        f"{shown(name or f'<{type(source).__name__}>')}: neither a path, bytes, a binary file,"
        " a Pillow image nor an array; give one of these"
    )


def _from_stream(stream: BinaryIO, wish: Wish) -> Photo:
    """Sniff, open the header, hold it against the limit, decode, develop."""
    try:
        head = stream.read(HEAD)
        stream.seek(0)
    except OSError as error:
        raise unreadable(wish.name, error) from error
    kind = _readable_kind(head, wish.name)
    from artline.photo.decode import decode
    from artline.photo.refusals import refusals

    with refusals(wish.name, kind):
        return _developed(decode(kind, stream, head, wish), wish)


def _readable_kind(head: bytes, name: str) -> str:
    if not head:
        raise PhotoNotAnImageError(f"{shown(name)}: is empty; copy or download it again")
    kind = kind_of(head, name)
    if kind is None:
        raise PhotoNotAnImageError(
            f"{shown(name)}: is not a picture; give JPEG, PNG, WebP, AVIF, TIFF, BMP, GIF or HEIC"
        )
    if isinstance(kind, Unreadable):
        raise PhotoUnsupportedError(f"{shown(name)}: {kind.kind}s are not read here; {kind.remedy}")
    return kind


def _from_image(image: Image, wish: Wish) -> Photo:
    """A Pillow image that someone else opened or made; it is neither changed nor closed."""
    from artline.photo.decode import Decoded
    from artline.photo.refusals import refusals

    with refusals(wish.name, getattr(image, "format", None) or "image"):
        if not all(image.size):
            raise PhotoArrayError(f"{shown(wish.name)}: has no pixels; give at least 1×1")
        check_pixels(image.size, wish.max_pixels, wish.name)
        turned, mode = _tiff_orientation(image), image.mode
        image.load()
        return _developed(Decoded(image, "image", mode, turned, frames=1), wish)


def _tiff_orientation(image: Image) -> int:
    """What Pillow turns by itself while decoding, and then drops the tag."""
    turn = getattr(image, "tag_v2", {}).get(0x0112, 1)
    return turn if turn in range(1, 9) else 1


def _developed(decoded: Decoded, wish: Wish) -> Photo:
    from artline.photo import said
    from artline.photo.colour import develop
    from artline.photo.described import iptc_block
    from artline.photo.exif import parse

    info, kind = decoded.pixels.info, decoded.kind
    block = said.exif_block(info)
    exif = parse(block)
    turn = exif.orientation if decoded.turn is None else decoded.turn
    result = develop(decoded.pixels, turn, wish.name)
    count = decoded.count()
    origin = Origin(
        format=kind,
        mode=decoded.mode,
        orientation=decoded.turned if turn == 1 else turn,
        profile=result.profile,
        frames=count,
        dpi=said.dpi(info, exif, kind),
        exif=block,
        xmp=said.xmp(info),
        iptc=iptc_block(info),
    )
    remarks = [
        *decoded.notices, exif.notice, *result.notices, said.frames_notice(kind, count)
    ]  # fmt: skip
    return Photo(result.rgb, result.alpha, wish.name, origin, tuple(r for r in remarks if r))
