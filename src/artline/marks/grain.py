"""The grain of hair: its direction, how surely it has one, and its dark strands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur

Field = NDArray[np.float32]

GRADIENTS = (0.7, 1.3, 2.2)  # pixels of a pass: Gaussians before the gradients that are added up
WINDOWS = (2.0, 4.5, 12.0)  # pixels of a pass: Gaussians over the structure tensor
COHERENT_GRADIENTS = (0.8, 1.5)  # pixels of a pass: Gaussians before the gradients of coherence
COHERENT_WINDOW = 5.0  # pixels of a pass: Gaussian over their tensor
STRANDS = ((0.5, 1.0), (0.9, 0.9), (1.6, 0.7))  # pixels of a pass: half width; its share
NEARBY = 9.0  # pixels of a pass: Gaussian over which the deviation of strands is taken
FLATTEST = 0.03  # log-lightness: least deviation that strands are divided by
TINY = np.float32(1e-9)


@dataclass(frozen=True, slots=True, eq=False)
class Grain:
    """Direction of hair at every pixel.

    Attributes:
        across: float32 h×w, x of the unit vector along the strands, of either sign.
        down: float32 h×w, its y.
    """

    across: Field
    down: Field

    @property
    def angle(self) -> Field:
        """Radians from the x axis, of period π."""
        return np.arctan2(self.down, self.across)

    @classmethod
    def of_twice(cls, cos: Field, sin: Field) -> Grain:
        """From cosine and sine of twice the angle, of any length."""
        unit = cos / (np.sqrt(cos * cos + sin * sin) + TINY)
        across = np.sqrt(np.maximum(1 + unit, 0) / 2)
        down = np.copysign(np.sqrt(np.maximum(1 - unit, 0) / 2), sin)
        return cls(across.astype(np.float32), down.astype(np.float32))

    def resized(self, height: int, width: int) -> Grain:
        """The same at another size."""
        import cv2

        twice = self.across**2 - self.down**2, 2 * self.across * self.down
        cos, sin = (
            np.asarray(cv2.resize(f, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
            for f in twice
        )
        return Grain.of_twice(cos, sin)


def grain(depth: Field, inside: Field, unit: float) -> Grain:
    """Direction by structure tensors of several scales, each smoothed within a region alone.

    Args:
        depth: float32 h×w, logarithm of lightness.
        inside: float32 h×w, 0..1, the region; its own edges should lie outside of it.
        unit: pixels for one of a pass.
    """
    xx, xy, yy = _tensor(depth, inside, GRADIENTS, unit)
    strength = xx + yy
    # an outline is far steeper than strands: without a limit it would turn all hair beside it
    limit: Field = 1 / np.sqrt(strength + strength.mean() / (inside.mean() + TINY) + TINY)
    xx, xy, yy = (np.asarray(q * limit, np.float32) for q in (xx, xy, yy))
    cos, sin = (np.zeros(depth.shape, np.float32) for _ in range(2))
    for window in WINDOWS:
        sigma, share = window * unit, np.float32(window**-0.5)
        cos += share * blur(yy - xx, sigma)
        sin -= share * blur(xy + xy, sigma)
    return Grain.of_twice(cos, sin)


def coherence(depth: Field, inside: Field, unit: float) -> Field:
    """How much one direction rules over five pixels of a pass, float32 h×w, 0..1.

    About 0.7 in combed hair, 0.5 in cropped hair and 0.35 in tight curls. Arguments as `grain`.
    """
    xx, xy, yy = (
        blur(q, COHERENT_WINDOW * unit) for q in _tensor(depth, inside, COHERENT_GRADIENTS, unit)
    )
    return np.asarray(np.sqrt((xx - yy) ** 2 + 4 * xy * xy) / (xx + yy + TINY), np.float32)


def crests(depth: Field, inside: Field, unit: float, flattest: float = FLATTEST) -> Field:
    """How much darker a place is than beside it, in deviations nearby; above 0 on dark strands.

    Args:
        depth: float32 h×w, lightness or its logarithm.
        inside: float32 h×w, 0..1, the region in which the deviation is taken.
        unit: pixels for one of a pass.
        flattest: least deviation that is divided by.
    """
    deeper = fine(depth, unit)
    square = blur(deeper * deeper * inside, NEARBY * unit) / (blur(inside, NEARBY * unit) + TINY)
    return np.asarray(deeper / np.sqrt(square + np.float32(flattest**2)), np.float32)


def fine(depth: Field, unit: float) -> Field:
    """How much darker a place is than beside it, at the scales of strands, in units of depth."""
    deeper = np.zeros_like(depth)
    for sigma, share in STRANDS:
        deeper += np.float32(share) * (blur(depth, 2 * sigma * unit) - blur(depth, sigma * unit))
    return deeper


def _tensor(
    depth: Field, inside: Field, sigmas: tuple[float, ...], unit: float
) -> tuple[Field, Field, Field]:
    """The structure tensor within a region, of gradients at several scales."""
    import cv2

    xx, xy, yy = (np.zeros_like(depth) for _ in range(3))
    for sigma in sigmas:
        smooth = blur(depth, sigma * unit)
        gx, gy = (
            np.asarray(cv2.Sobel(smooth, cv2.CV_32F, *order), np.float32)
            for order in ((1, 0), (0, 1))
        )
        xx, xy, yy = xx + gx * gx, xy + gx * gy, yy + gy * gy
    return xx * inside, xy * inside, yy * inside
