"""The order and frequency of degradations: light, then camera, then file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.train.data.degrade import camera, light, tone
from artline.train.data.degrade.glare import glare
from artline.train.data.degrade.shadow import SHAPES, shadow
from artline.train.data.degrade.small import small_photo
from artline.train.data.sample import Bytes

Pixels = NDArray[np.float32]
Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Step:
    """A degradation.

    Attributes:
        name: of the degradation.
        often: share of the photos that get it at full strength, 0..1.
        apply: the function.
    """

    name: str
    often: float
    apply: Callable[[Pixels, Rng], Pixels]


GLARE = 0.15
"""Share of the photos with known eyes that get glare on glasses, 0..1."""

ORDER = (
    Step("shadow", 0.40, shadow),
    Step("half light", 0.12, light.half_light),
    Step("exposure", 0.70, light.exposure),
    Step("dim", 0.05, light.dim),
    Step("colour cast", 0.45, light.colour_cast),
    Step("coloured light", 0.06, light.coloured_light),
    Step("grey", 0.11, tone.grey),
    Step("sepia", 0.07, tone.sepia),
    Step("blur", 0.30, camera.blur),
    Step("low resolution", 0.25, camera.low_resolution),
    Step("noise", 0.40, camera.noise),
    Step("jpeg", 0.40, camera.jpeg),
)


def degraded(photo: Bytes, rng: Rng, strength: float, eyes: NDArray[np.float32]) -> Bytes:
    """A photo as a bad camera in bad light would have taken it.

    Args:
        photo: uint8 H×W×3, sRGB.
        rng: random numbers.
        strength: factor of how often each step is applied, 0 (never) to 1.
        eyes: M×2×2, x and y of the eyes of each face in pixels.

    Returns:
        uint8 H×W×3.
    """
    if strength <= 0:
        return photo
    taken = rng.random(len(ORDER) + 1) < strength * np.array([GLARE, *(s.often for s in ORDER)])
    pixels = photo.astype(np.float32) / np.float32(255)
    if taken[0] and len(eyes):
        pixels = glare(pixels, rng, eyes)
    for step, now in zip(ORDER, taken[1:], strict=True):
        if now:
            pixels = np.clip(step.apply(pixels, rng), 0, 1)
    return np.asarray(np.rint(pixels * 255), np.uint8)


def made_small(photo: Bytes, rng: Rng) -> Bytes:
    """A photo uint8 H×W×3 as one of few pixels, enlarged; see `small_photo`."""
    small = small_photo(photo.astype(np.float32) / np.float32(255), rng)
    return np.asarray(np.rint(small * 255), np.uint8)


def each_degradation() -> dict[str, Callable[[Pixels, Rng], Pixels]]:
    """Every degradation by name, shadows by their shapes; glare needs eyes and is not here."""

    def of(shape: str) -> Callable[[Pixels, Rng], Pixels]:
        return lambda photo, rng: shadow(photo, rng, shape)

    shadows = {f"shadow: {shape}": of(shape) for shape in SHAPES}
    steps = {step.name: step.apply for step in ORDER if step.apply is not shadow}
    return shadows | steps | {"small photo": small_photo}
