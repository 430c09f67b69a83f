"""Any colour mode, with or without an ICC profile, to sRGB on white paper.

A decoded picture is walked in blocks: the only things held in full are Pillow's pixels and the
finished array.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from artline.photo.depth import DEEP_MODES, Scale, blocks, crop, scale_of, to_eight
from artline.photo.orientation import as_stored, turned_shape
from artline.photo.raster import Raster
from artline.photo.transform import to_rgb, to_srgb

if TYPE_CHECKING:
    from PIL.Image import Image

_ALPHA_MODES = {"RGBA": "RGBA", "RGBa": "RGBA", "PA": "RGBA", "LA": "LA", "La": "LA"}
"""Pillow's mode → the mode that shows its transparency."""

_KEYED = "keyed"
"""In place of such a mode: one level of a deep grey picture is transparent."""

_BASES = {"1": "L", "L": "L", "LA": "L", "La": "L", "CMYK": "CMYK", "LAB": "LAB"}
"""Pillow's mode → the mode of its colours alone; every other is RGB."""


@dataclass(frozen=True, slots=True, eq=False)
class Development:
    """A picture in sRGB.

    Attributes:
        rgb: uint8 H×W×3, upright, transparent parts laid on white.
        alpha: uint8 H×W, or None where everything is opaque.
        profile: description of the ICC profile that was honoured, or None.
        notices: one-line remarks.
    """

    rgb: NDArray[np.uint8]
    alpha: NDArray[np.uint8] | None
    profile: str | None
    notices: tuple[str, ...]


def develop(image: Image | Raster, orientation: int, name: str) -> Development:
    """A decoded picture of any Pillow mode as upright sRGB.

    Args:
        image: decoded; a Pillow image is not changed, a `Raster` may become the result.
        orientation: EXIF orientation still to be applied, 1..8.
        name: for messages.

    Raises:
        PhotoUnsupportedError: float values that are not finite.
    """
    scale = scale_of(image, name) if image.mode in DEEP_MODES else None
    opaque_mode, notices = _without_alpha(image), [scale.notice if scale else None]
    transform, description, notice = to_srgb(image.info.get("icc_profile"), opaque_mode)
    notices.append(notice)

    shape = turned_shape(image.height, image.width, orientation)
    alpha_mode = _alpha_mode(image)
    done = _done(image, orientation)
    rgb = np.empty((*shape, 3), np.uint8) if done is None else done
    alpha = np.empty(shape, np.uint8) if alpha_mode else None
    stored_rgb = as_stored(rgb, orientation)
    stored_alpha = None if alpha is None else as_stored(alpha, orientation)
    untouched = done is not None and transform is None
    for at in () if untouched else blocks(image.height, image.width):
        stored = crop(image, *at)
        block = _shallow(stored, scale)
        if stored_alpha is not None:
            stored_alpha[at], block = _parted(stored, block, alpha_mode, image.info)
            colours = to_rgb(_converted(block, opaque_mode), transform)
            stored_rgb[at] = on_white(colours, stored_alpha[at])
        else:
            stored_rgb[at] = to_rgb(_converted(block, opaque_mode), transform)
    if alpha is not None and (alpha == 255).all():
        alpha = None
    return Development(rgb, alpha, description, tuple(n for n in notices if n))


def _done(image: Image | Raster, orientation: int) -> NDArray[np.uint8] | None:
    """Pixels that need no second array: they are RGB, and upright."""
    if not isinstance(image, Raster) or image.mode != "RGB" or orientation != 1:
        return None
    plain = image.scale is None and image.pixels.dtype == np.uint8 and image.pixels.flags.writeable
    return image.pixels if plain and image.pixels.flags.c_contiguous else None


def _parted(
    stored: Image, block: Image, alpha_mode: str | None, info: Mapping[Any, Any]
) -> tuple[NDArray[np.uint8], Image]:
    """Transparency of a block, and the block with its colours."""
    if alpha_mode == _KEYED:
        opaque = np.asarray(stored) != info["transparency"]
        return np.where(opaque, 255, 0).astype(np.uint8), block
    block = block.convert(alpha_mode)
    return np.asarray(block.getchannel("A")), block


def on_white(colours: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Colours laid on white paper: c·α + 255·(1 − α), rounded to nearest.

    Args:
        colours: uint8 h×w×3, not premultiplied.
        alpha: uint8 h×w, 255 = opaque.
    """
    short = (255 - colours).astype(np.uint16) * alpha[..., None]
    return (255 - (short + 127) // 255).astype(np.uint8)


def _alpha_mode(image: Image | Raster) -> str | None:
    """The mode that shows a picture's transparency, or None where it has none."""
    if image.mode in DEEP_MODES and isinstance(image.info.get("transparency"), int):
        return _KEYED
    if image.mode in _ALPHA_MODES:
        return _ALPHA_MODES[image.mode]
    if "transparency" in image.info and image.mode in ("1", "L", "P", "RGB"):
        return "RGBA"
    return None


def _without_alpha(image: Image | Raster) -> str:
    """The mode in which a picture's colours go to sRGB."""
    if image.mode in DEEP_MODES:
        return "L"
    if "transparency" in image.info and image.mode in ("1", "L"):
        return "RGB"
    return _BASES.get(image.mode, "RGB")


def _shallow(block: Image, scale: Scale | None) -> Image:
    """A block of 8 bits a channel."""
    if scale is None:
        return block
    from PIL.Image import fromarray

    return fromarray(to_eight(block, scale))


def _converted(block: Image, mode: str) -> Image:
    return block if block.mode == mode else block.convert(mode)
