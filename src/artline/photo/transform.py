"""From colours as a file has them to sRGB, by its ICC profile or without one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile, ImageCmsTransform

_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}
"""Pillow's mode → ICC's name of its colour space."""

_SAME = 1
"""Largest change of a level (0..255) by a profile that changes nothing."""


def to_srgb(
    stored: bytes | None, mode: str
) -> tuple[ImageCmsTransform | None, str | None, str | None]:
    """Transform to sRGB, the profile's description, and a notice if it cannot be honoured.

    Args:
        stored: the profile, or None.
        mode: L, RGB, CMYK or LAB: what the pixels are.
    """
    built_in = _transform(None, mode) if mode == "LAB" else None
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


def to_rgb(block: Image, transform: ImageCmsTransform | None) -> NDArray[np.uint8]:
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
    seen = to_rgb(fromarray(probe), transform).astype(int)
    return bool(np.abs(seen - (probe if probe.ndim == 3 else probe[..., None])).max() <= _SAME)
