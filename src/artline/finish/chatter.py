"""Chatter: short ridges that the gouge left in the rim of what is cut away."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from artline.fields.blur import blur
from artline.fields.morphology import Field
from artline.nouns import Ink, Line

SEED = 17
"""Of their places and lengths: any number, always the same."""
APART = 4.0
"""Distance between places where one may be, pixels of a pass."""
CHANCE = 0.1
"""That there is one."""
RIM = (2.5, 9.0)
"""Distance from what stands, pixels of a pass."""
LENGTH = (3.0, 9.0)
"""Shortest and longest, pixels of a pass."""
WIDTH = 0.7
"""In their middle, pixels of a pass."""
SHAPE = (0.0, 0.8, 1.0, 0.8, 0.0)
"""Width along a ridge, in that of its middle."""
FLATTEST = 1e-3
"""Slope of the distance from what stands, below which a place has no direction."""


def chatter(ink: Ink, standing: Field, weight: float) -> Iterator[Line]:
    """Ridges along the edge of what stands.

    Args:
        ink: its scale and pitch count.
        standing: float32 h×w, 0..1, what is not cut away.
        weight: the user's, of which their width is the root.
    """
    import cv2

    pitch = ink.pitch
    free = (standing < 0.5).astype(np.uint8)
    away = cv2.distanceTransform(free, cv2.DIST_L2, cv2.DIST_MASK_5)
    smooth = blur(np.asarray(away, np.float32), 2 * pitch)
    gx, gy = (np.asarray(cv2.Sobel(smooth, cv2.CV_32F, *o), np.float32) for o in ((1, 0), (0, 1)))
    chance = np.random.default_rng(SEED)
    step = max(round(APART * pitch), 2)
    y, x = np.mgrid[: ink.shape[0] : step, : ink.shape[1] : step].reshape(2, -1)
    length = chance.uniform(*LENGTH, len(x)) * pitch
    far = np.asarray(away)[y, x] / pitch
    steep = np.hypot(gx[y, x], gy[y, x])
    drawn = chance.uniform(size=len(x)) < CHANCE
    drawn &= (far > RIM[0]) & (far < RIM[1]) & (steep > FLATTEST)
    widths = (np.array(SHAPE) * WIDTH * pitch * ink.scale * weight**0.5).astype(np.float32)
    along = np.linspace(-0.5, 0.5, len(SHAPE))[:, None]
    for k in np.flatnonzero(drawn).tolist():
        way = np.array([-gy[y[k], x[k]], gx[y[k], x[k]]]) / steep[k]
        points = np.array([x[k] + 0.5, y[k] + 0.5]) + along * length[k] * way
        yield Line((points * ink.scale).astype(np.float32), widths, "line", 0.1)
