"""Read a photo from anything: a path, bytes, a file object, a Pillow image, an array."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from artline.errors import (
    ArtlineError,
    MemoryShortError,
    PhotoArrayError,
    PhotoNotAnImageError,
    PhotoTooLargeError,
    PhotoTruncatedError,
    PhotoUnsupportedError,
    shown,
)
from artline.nouns import Origin, Photo
from artline.photo.arrays import from_array, too_large
from artline.photo.kinds import HEAD, RAW, Unreadable, kind_of
from artline.photo.source import drained, opened, unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

    from artline.photo.exif import Exif

DEFAULT_MAX_PIXELS = 200_000_000
"""Pixels above which a picture is refused where nobody says otherwise."""

_WIDEST_PIXEL = 8
"""Bytes of the widest pixel, four channels of 16 bits: what bounds the bytes of a pipe."""

_METADATA = 256 << 20
"""Bytes that a pipe may give beyond those of its pixels."""

_RARE_LAYOUT = ("unknown pixel mode", "unknown data organization", "Unsupported BMP")
"""How Pillow begins to say that it understood a header and has no decoder for it."""


def read(source: Any, *, max_pixels: int = DEFAULT_MAX_PIXELS, name: str | None = None) -> Photo:
    """A photo, right side up, in sRGB.

    Args:
        source: a path (str or PathLike); the bytes of a file; a binary file object, seekable or
            not; a Pillow image; or an array (see `artline.photo.arrays.from_array`). Files may
            be JPEG, PNG, WebP, AVIF, TIFF, BMP, GIF, and HEIC or HEIF with pillow-heif.
        max_pixels: pictures with more pixels are refused by their header, before decoding.
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
            return _from_stream(stream, max_pixels, name or path)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _from_stream(io.BytesIO(source), max_pixels, name or "<bytes>")
    if hasattr(source, "read"):
        called = name or _file_name(source)
        most = _WIDEST_PIXEL * max_pixels + _METADATA
        return _from_stream(drained(source, called, most), max_pixels, called)
    return _from_object(source, max_pixels, name)


def _file_name(stream: Any) -> str:
    own = getattr(stream, "name", None)
    return own if isinstance(own, str) and own else "<file>"


def _from_object(source: Any, max_pixels: int, name: str | None) -> Photo:
    from PIL.Image import Image as PillowImage

    if isinstance(source, PillowImage):
        return _from_image(source, max_pixels, name or "<image>")
    if hasattr(source, "__array__"):
        return from_array(np.asarray(source), max_pixels, name or "<array>")
    raise PhotoArrayError(
        f"{shown(name or f'<{type(source).__name__}>')}: neither a path, bytes, a binary file,"
        " a Pillow image nor an array; give one of these"
    )


def _from_stream(stream: BinaryIO, max_pixels: int, name: str) -> Photo:
    """Sniff, open the header, hold it against the limit, decode, develop."""
    try:
        head = stream.read(HEAD)
        stream.seek(0)
    except OSError as error:
        raise unreadable(name, error) from error
    kind = _readable_kind(head, name)
    from artline.photo import plugins

    with _refusals(name, kind):
        if size := plugins.early_size(kind, head):
            _check_pixels(size, max_pixels, name)
        with plugins.header(kind, stream) as image:
            _check_pixels(image.size, max_pixels, name)
            _refuse_raw(image, name)
            return _developed(image, kind, max_pixels, name)


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


def _from_image(image: Image, max_pixels: int, name: str) -> Photo:
    """A Pillow image that someone else opened or made; it is neither changed nor closed."""
    with _refusals(name, getattr(image, "format", None) or "image"):
        if not all(image.size):
            raise PhotoArrayError(f"{shown(name)}: has no pixels; give at least 1×1")
        _check_pixels(image.size, max_pixels, name)
        return _developed(image, "image", max_pixels, name)


def _developed(image: Image, kind: str, max_pixels: int, name: str) -> Photo:
    from artline.photo.colour import develop
    from artline.photo.described import iptc_block, tiff_exif
    from artline.photo.exif import parse

    stored_turn = _tiff_orientation(image)
    mode = image.mode
    image.load()
    # Some headers understate: libheif and GIF may settle the size while decoding.
    _check_pixels(image.size, max_pixels, name)
    block = _exif_block(image)
    exif = parse(block)
    # Pillow turns a TIFF itself while decoding and then drops the tag.
    result = develop(image, exif.orientation, name)
    frames = 1 if kind == "image" else _frames(image)
    origin = Origin(
        format=kind,
        mode=mode,
        orientation=stored_turn if exif.orientation == 1 else exif.orientation,
        profile=result.profile,
        frames=frames,
        dpi=_dpi(image, exif),
        exif=block or tiff_exif(image),
        xmp=_xmp(image),
        iptc=iptc_block(image),
    )
    remarks = [exif.notice, *result.notices, _frames_notice(kind, frames)]
    return Photo(result.rgb, result.alpha, name, origin, tuple(r for r in remarks if r))


def _check_pixels(size: tuple[int, int], max_pixels: int, name: str) -> None:
    width, height = size
    if width * height > max_pixels:
        raise too_large(name, width, height, max_pixels)


def _refuse_raw(image: Image, name: str) -> None:
    """DNG, and raws without a suffix: TIFF inside, of which Pillow would show the thumbnail."""
    tags = getattr(image, "tag_v2", {})
    dng_version, compression, raw_schemes = 50706, 259, (32767, 34713, 65535)
    if dng_version in tags or tags.get(compression) in raw_schemes:
        raise PhotoUnsupportedError(f"{shown(name)}: {RAW.kind}s are not read here; {RAW.remedy}")


def _tiff_orientation(image: Image) -> int:
    turn = getattr(image, "tag_v2", {}).get(0x0112, 1)
    return turn if turn in range(1, 9) else 1


def _exif_block(image: Image) -> bytes:
    from artline.photo.described import text_chunk

    block = image.info.get("exif")
    return block if isinstance(block, bytes) else text_chunk(image, "exif")


def _xmp(image: Image) -> bytes:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        return packet.encode("utf-8", "surrogateescape")
    return packet if isinstance(packet, bytes) else b""


def _dpi(image: Image, exif: Exif) -> tuple[float, float] | None:
    from artline.photo.exif import plausible_dpi

    # Pillow makes up 72 dpi for a JPEG that has EXIF and no resolution.
    made_up = image.format == "JPEG" and image.info.get("jfif_unit") not in (1, 2)
    stored = None if made_up else plausible_dpi(image.info.get("dpi"))
    return stored or exif.dpi


def _frames(image: Image) -> int:
    """Frames in the file, counted last: where a later one is damaged, the first still counts."""
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:
        return 1


def _frames_notice(kind: str, frames: int) -> str | None:
    if frames <= 1:
        return None
    unit = {"TIFF": "pages", "HEIF": "pictures"}.get(kind, "frames")
    return f"{kind}: drew the first of {frames} {unit}"


@contextmanager
def _refusals(name: str, kind: str) -> Iterator[None]:
    """Whatever a decoder throws at hostile data, as one of our errors.

    Pillow's plugins raise SyntaxError, struct.error, ValueError, OSError, EOFError, TypeError
    and a dozen more; none of them means anything but that the file is damaged.
    """
    from PIL.Image import DecompressionBombError

    try:
        yield
    except ArtlineError:
        raise
    except MemoryError as error:
        raise MemoryShortError(
            f"{shown(name)}: not enough memory to decode it; make it smaller or close programs"
        ) from error
    except ImportError as error:
        if kind != "HEIF":
            raise
        raise PhotoUnsupportedError(
            f'{shown(name)}: HEIC needs one more package; pip install "artline[heif]"'
        ) from error
    except DecompressionBombError as error:
        raise PhotoTooLargeError(
            f"{shown(name)}: more pixels than Pillow decodes in this format; save it as PNG"
        ) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise unreadable(name, error) from error
        if str(error).startswith(_RARE_LAYOUT):
            raise PhotoUnsupportedError(
                f"{shown(name)}: a {kind} of a rare pixel layout; save it again with 8 or 16 bits"
                " a channel"
            ) from error
        raise PhotoTruncatedError(
            f"{shown(name)}: the {kind} data ends early or is damaged; copy or download it again"
        ) from error
