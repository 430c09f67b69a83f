"""The same photo made worse: ten seeded harms a good drawing should not notice."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.errors import shown
from artline.evaluate.metrics.gray import MetricError, as_photo

Rgb = NDArray[np.uint8]
_Field = NDArray[np.float32]
_Harm = Callable[[Rgb, np.random.Generator], Rgb]

NOISE = 0.1
"""Standard deviation of the noise, in shares of the range."""

BLUR = 0.006
"""Standard deviation of the blur, in long sides."""

DARKNESS = 0.12
"""Share of the linear light that is left."""

JPEG_QUALITY = 20
"""As libjpeg counts it, 1..100."""

GAMMA = 2.2
"""Exponent that makes sRGB values linear light, nearly."""


def worsen(photo: ArrayLike, harm: str, *, seed: int = 0) -> Rgb:
    """A photo made worse; the same seed gives the same picture.

    Args:
        photo: uint8 H×W×3, sRGB.
        harm: a name from `HARMS`.
        seed: decides direction, place and strength where a harm has them.

    Returns:
        uint8, the same size but for "half size" and "quarter size".

    Raises:
        MetricError: no such harm, or not such a photo.
    """
    rgb = as_photo(photo)
    if harm not in HARMS:
        raise MetricError(f"{shown(harm)}: no such harm; there are {', '.join(HARMS)}")
    return HARMS[harm](rgb, np.random.default_rng([seed, list(HARMS).index(harm)]))


def _cast_shadow(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """A half plane in shade, its rim through the middle third and 1 % of the side soft."""
    rim = _across(rgb, rng.uniform(0, 2 * math.pi)) - rng.uniform(-0.15, 0.15)
    return _lit(rgb, _mixed(_step(rim, 0.01), rng.uniform(0.2, 0.35)))


def _half_lit(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """Light from one side alone: the other falls off to a tenth over a third of the width."""
    side = rng.choice([0.0, math.pi])
    return _lit(rgb, _mixed(_step(_across(rgb, side), 0.15), 0.1))


def _blinds(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """Slats of shade, 7 to 11 over the picture, slightly tilted."""
    slats = rng.uniform(7, 11)
    wave = np.sin(2 * math.pi * slats * _across(rgb, math.pi / 2 + rng.uniform(-0.3, 0.3)))
    return _lit(rgb, _mixed(_step(np.asarray(wave, dtype=np.float32), 0.15), 0.3))


def _darkness(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """An eighth of the light."""
    del rng
    return _lit(rgb, np.full(rgb.shape[:2], DARKNESS, dtype=np.float32))


def _noise(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """Gaussian noise, σ = 0.1 of the range, each channel by itself."""
    noisy = rgb / 255 + rng.normal(0, NOISE, rgb.shape)
    return _bytes(noisy)


def _jpeg(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """JPEG of quality 20."""
    from PIL import Image

    del rng
    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, "JPEG", quality=JPEG_QUALITY)
    stream.seek(0)
    with Image.open(stream) as image:
        return np.array(image.convert("RGB"))


def _half_size(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """Half as many pixels each way."""
    del rng
    return _reduced(rgb, 2)


def _quarter_size(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """A quarter as many pixels each way."""
    del rng
    return _reduced(rgb, 4)


def _colour_cast(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """One channel a quarter up, another a quarter down."""
    gains = rng.permutation([0.75, 1.0, 1.25])
    return _bytes(rgb / 255 * gains)


def _blur(rgb: Rgb, rng: np.random.Generator) -> Rgb:
    """Gaussian blur, σ = 0.6 % of the long side."""
    from scipy.ndimage import gaussian_filter

    del rng
    sigma = BLUR * max(rgb.shape[:2])
    return _bytes(gaussian_filter(rgb / 255, (sigma, sigma, 0), mode="nearest"))


HARMS: Mapping[str, _Harm] = MappingProxyType(
    {
        "cast shadow": _cast_shadow,
        "half-lit face": _half_lit,
        "blinds": _blinds,
        "darkness": _darkness,
        "noise": _noise,
        "JPEG 20": _jpeg,
        "half size": _half_size,
        "quarter size": _quarter_size,
        "colour cast": _colour_cast,
        "blur": _blur,
    }
)
"""Every harm by name. New ones go to the end: the place in this list is part of the seed."""


def _across(rgb: Rgb, angle: float) -> _Field:
    """How far each pixel lies from the middle along a direction, in long sides."""
    height, width = rgb.shape[:2]
    y, x = np.indices((height, width), dtype=np.float32)
    along = (x - width / 2) * math.cos(angle) + (y - height / 2) * math.sin(angle)
    return np.asarray(along / max(height, width), dtype=np.float32)


def _step(field: _Field, softness: float) -> _Field:
    """0 below zero, 1 above it, smooth over ± softness."""
    t = np.clip(field / (2 * softness) + 0.5, 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def _mixed(light: _Field, shade: float) -> _Field:
    """Full light where 1, `shade` of it where 0."""
    return np.asarray(shade + (1 - shade) * light, dtype=np.float32)


def _lit(rgb: Rgb, light: _Field) -> Rgb:
    """The photo under another light: a factor on linear light (gamma 2.2)."""
    return _bytes(rgb / 255 * light[..., None] ** (1 / GAMMA))


def _reduced(rgb: Rgb, factor: int) -> Rgb:
    from PIL import Image

    height, width = (max(1, round(side / factor)) for side in rgb.shape[:2])
    return np.array(Image.fromarray(rgb).resize((width, height), Image.Resampling.LANCZOS))


def _bytes(values: NDArray[np.floating]) -> Rgb:
    return np.asarray(np.clip(values * 255 + 0.5, 0, 255), dtype=np.uint8)
