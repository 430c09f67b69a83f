"""TIFF by tifffile: the pixels of a page, whole and in the order of its samples."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.photo.depth import Scale, from_white, range_of
from artline.photo.raster import Raster
from artline.photo.tiff_layouts import OLD_JPEG, bits_of, is_unsigned, mode_of, offered, passed_over
from artline.photo.tiff_pages import info


def decoded(page: Any, name: str) -> tuple[Raster, list[str]] | None:
    """The pixels by tifffile, and remarks; None where it has no decoder for the page.

    Raises:
        PhotoUnsupportedError: values that are not finite numbers.
        Exception: damaged data.
    """
    mode = mode_of(page)
    if mode is None or page.dtype is None or page.dtype.kind not in "buif" or not offered(page):
        return None
    try:
        pixels = _channels_last(page.asarray(maxworkers=1), page, mode)
    except NotImplementedError:
        return None
    scale = (
        None if bits_of(page) == 8 and is_unsigned(page) else range_of(pixels, bits_of(page), name)
    )
    if int(page.photometric) == 0:
        scale = from_white(scale or Scale(0.0, 255.0))
    notices = [scale.notice] if scale and scale.notice else []
    if count := passed_over(page, mode):
        notices.append(f"TIFF: passed over {count} more channels of every pixel")
    return Raster(pixels, mode, scale, info(page)), notices


def named(page: Any, raster: Raster) -> str:
    """The colour mode in the file: Pillow's name, and the type of its numbers where it is deep."""
    if raster.scale is None or raster.pixels.dtype.kind == "b":
        return "1" if raster.pixels.dtype.kind == "b" else raster.mode
    deep = {"L;uint16": "I;16", "L;int32": "I", "L;float32": "F"}
    name = f"{raster.mode};{page.dtype.name}"
    return raster.mode if bits_of(page) == 8 else deep.get(name, name)


def check_segments(page: Any) -> None:
    """Refuse what a decoder would fill with zeros: strips and tiles that are not in the file.

    Raises:
        EOFError: they are not all there.
    """
    if int(page.compression) == OLD_JPEG:
        return  # it may lie elsewhere
    end = page.parent.filehandle.size
    places = list(zip(page.dataoffsets, page.databytecounts, strict=True))
    if len(places) < math.prod(page.chunked) or any(
        not count or at + count > end for at, count in places
    ):
        raise EOFError("strips are missing")


def _channels_last(values: NDArray[Any], page: Any, mode: str) -> NDArray[Any]:
    """H×W×C of the samples that the mode has."""
    from PIL.Image import getmodebands

    planes, _, height, width, together = page.shaped
    stacked = values.reshape(planes, height, width, together)
    pixels = np.moveaxis(stacked[..., 0], 0, -1) if planes > 1 else stacked[0]
    return pixels[..., : getmodebands(mode)]
