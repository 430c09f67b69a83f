"""Camera raw files by LibRaw, through rawpy: the camera's own picture, or else developed here."""

from __future__ import annotations

from typing import Any, BinaryIO

from artline.errors import PhotoUnsupportedError, shown
from artline.photo.arrays import too_large
from artline.photo.raster import Raster

PREVIEW = "the raw file cannot be developed here; drew the smaller picture in it"

_LARGE_ENOUGH = 0.9
"""Share of the raw's long side from which the camera's own picture in it is taken."""

_TURNS = {3: 3, 5: 8, 6: 6}
"""LibRaw's flip → EXIF orientation."""


def decoded(stream: BinaryIO, max_pixels: int, name: str) -> tuple[Raster | bytes, int, str | None]:
    """The pixels, upright, or the camera's own JPEG; the turn that was applied; and a notice.

    Raises:
        ImportError: without rawpy.
        PhotoTooLargeError: more than `max_pixels`.
        PhotoUnsupportedError: of a camera or compression that LibRaw does not know.
        Exception: damaged.
    """
    import rawpy

    unknown = PhotoUnsupportedError(
        f"{shown(name)}: a camera raw file of a kind not known here; develop it to JPEG, TIFF or"
        " PNG in your raw converter"
    )
    try:
        with rawpy.imread(stream) as raw:
            sizes = raw.sizes
            if sizes.iwidth * sizes.iheight > max_pixels:
                raise too_large(name, sizes.iwidth, sizes.iheight, max_pixels)
            preview, longest = _preview(raw)
            if preview and longest >= _LARGE_ENOUGH * max(sizes.iwidth, sizes.iheight):
                return preview, 1, None
            try:
                pixels = raw.postprocess(use_camera_wb=True, output_bps=8)
            except rawpy.LibRawError:
                if preview:
                    return preview, 1, PREVIEW
                raise
            return Raster(pixels, "RGB"), _TURNS.get(sizes.flip, 1), None
    except (rawpy.LibRawFileUnsupportedError, rawpy.NotSupportedError) as fault:
        raise unknown from fault


def _preview(raw: Any) -> tuple[bytes, int]:
    """The JPEG that the camera put into a raw file, and its long side; nothing if there is none."""
    import rawpy
    import simplejpeg

    try:
        thumb = raw.extract_thumb()
        if thumb.format != rawpy.ThumbFormat.JPEG:
            return b"", 0
        height, width, *_ = simplejpeg.decode_jpeg_header(thumb.data)
    except (rawpy.LibRawError, ValueError):
        return b"", 0
    return bytes(thumb.data), max(height, width)
