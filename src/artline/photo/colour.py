"""Any colour mode, with or without an ICC profile, to sRGB on white paper.

A decoded picture is walked in blocks: the only things held in full are Pillow's pixels and the
finished array.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from artline.photo.depth import DEEP_MODES, Scale, blocks, crop, scale_of, to_eight
from artline.photo.orientation import as_stored, turned_shape
from artline.photo.raster import Raster

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile, ImageCmsTransform

_ALPHA_MODES = {"RGBA": "RGBA", "RGBa": "RGBA", "PA": "RGBA", "LA": "LA", "La": "LA"}
"""Pillow's mode → the mode that shows its transparency."""

_KEYED = "keyed"
"""In place of such a mode: one level of a deep grey picture is transparent."""

_BASES = {"1": "L", "L": "L", "LA": "L", "La": "L", "CMYK": "CMYK", "LAB": "LAB"}
"""Pillow's mode → the mode of its colours alone; every other is RGB."""

_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}
"""Pillow's mode → ICC's name of its colour space."""

_SAME = 1
"""Largest change of a level (0..255) by a profile that changes nothing."""


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
    transform, description, notice = _profile_of(image, opaque_mode)
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
            colours = _to_rgb(_converted(block, opaque_mode), transform)
            stored_rgb[at] = on_white(colours, stored_alpha[at])
        else:
            stored_rgb[at] = _to_rgb(_converted(block, opaque_mode), transform)
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


def _to_rgb(block: Image, transform: ImageCmsTransform | None) -> NDArray[np.uint8]:
    """A block of mode L, RGB, CMYK or LAB as uint8 h×w×3 (h×w×1 where it stays grey)."""
    if transform is not None:
        from PIL import ImageCms

        converted = ImageCms.applyTransform(block, transform)
        if converted is None:
            raise ValueError("the colour transform gave nothing")
        block = converted
    elif block.mode == "CMYK":
        block = block.convert("RGB")
    values = np.asarray(block)
    return values if values.ndim == 3 else values[..., None]


def _profile_of(
    image: Image | Raster, mode: str
) -> tuple[ImageCmsTransform | None, str | None, str | None]:
    """Transform to sRGB, the profile's description, and a notice if it cannot be honoured."""
    built_in = _transform(None, mode) if mode == "LAB" else None
    stored = image.info.get("icc_profile")
    if not stored:
        return built_in, None, None
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(stored))
        space = profile.profile.xcolor_space.strip()
        if space != _SPACES[mode]:
            return built_in, None, _mismatch(space, mode)
        description = " ".join((profile.profile.profile_description or "unnamed").split())
        transform = _transform(profile, mode)
        return (None if _changes_nothing(transform, mode) else transform), description, None
    except Exception:
        return built_in, None, "the ICC profile is damaged; took the colours as they are"


def _mismatch(space: str, mode: str) -> str:
    shown_space = "".join(c for c in space if c.isprintable())
    return f"the ICC profile is for {shown_space}, the picture {mode}; took the colours as they are"


def _transform(profile: ImageCmsProfile | None, mode: str) -> ImageCmsTransform:
    """To sRGB, relative to the paper's white with black point compensation, as viewers do.

    Without a profile: from CIE L*a*b* (D50), the one mode that needs none.
    """
    from PIL import ImageCms

    return ImageCms.buildTransform(
        profile or ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")),
        mode,
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        # without the second, lcms draws a grey curve through 33 points: too few for linear grey
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION
        | (ImageCms.Flags.NOOPTIMIZE if mode == "L" else ImageCms.Flags.NONE),
    )


def _changes_nothing(transform: ImageCmsTransform, mode: str) -> bool:
    """Whether the profile is sRGB in all but name: then the pixels stay exactly as they are."""
    if mode not in ("RGB", "L"):
        return False
    from PIL.Image import fromarray

    steps = np.arange(0, 256, 17, dtype=np.uint8)
    probe: NDArray[np.uint8] = steps[None, :]
    if mode == "RGB":
        probe = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
    seen = _to_rgb(fromarray(probe), transform).astype(int)
    return bool(np.abs(seen - (probe if probe.ndim == 3 else probe[..., None])).max() <= _SAME)
