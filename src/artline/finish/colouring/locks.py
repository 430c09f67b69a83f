"""Hair in locks: closed regions along its flow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.basins import basins
from artline.fields.blur import blur
from artline.fields.flow import along
from artline.finish.colouring.sections import Page
from artline.marks.canvas import DARKEST
from artline.marks.grain import grain
from artline.marks.regions import joined
from artline.nouns import Ink

Field = NDArray[np.float32]
Labels = NDArray[np.int32]
Mask = NDArray[np.bool_]

LOCK = 4.0
"""Width of a lock, mm."""
FINER = 1.8
"""What full detail divides that width by."""
COARSER = 2
"""Pixels of the page's grid for one on which locks are looked for."""
GRAIN = 0.5
"""Pixels of a pass, mm, for the hair's direction."""
LINED_LONG = 0.08
"""Pitch of the smoothing of the network's lines along locks, in widths of a lock."""
LONG = 0.28
"""Pitch of the smoothing along locks, in their widths."""
CHANCE = 0.6
"""Share of noise in what parts locks where the photo is flat."""
LINED = 1.2
"""How much deeper the network's lines part locks, in deviations."""
SEED = 11
"""Of that noise: any number, always the same."""
LEVELS = tuple(float(level) for level in np.arange(2.0, -1.6, -0.2))
"""Heights, in deviations, at which locks are looked for."""
VALLEY = 0.6
"""Least depth of the valley between two locks, in deviations of the surface's bend."""


def locks(ink: Ink, page: Page, inside: Mask, hold: Field, detail: float) -> Labels:
    """Locks within hair, int32 h×w on the page's grid, 1 and up.

    Args:
        ink: what the network saw; its lightness counts.
        page: the grid.
        inside: bool h×w, where hair is.
        hold: float32 h×w, 0..1, the network's lines, which part locks.
        detail: −1..1, how fine they are.
    """
    import cv2

    height, width = (max(side // COARSER, 1) for side in page.shape)

    def small(x: Field) -> Field:
        made = cv2.resize(x, (width, height), interpolation=cv2.INTER_AREA)
        return np.asarray(made, np.float32)

    unit = page.unit / COARSER
    wide = LOCK * unit * FINER**-detail
    region = small(inside.astype(np.float32))
    own = region > 0
    depth = np.log(small(page.enlarged(ink.lightness)) + np.float32(DARKEST))
    way = grain(depth, region, GRAIN * unit)
    noise = np.random.default_rng(SEED).standard_normal(depth.shape, np.float32)
    fine = [blur(x, 0.2 * wide) - blur(x, 0.6 * wide) for x in (depth, noise)]
    seen, chance = (_spread(along(x, way.angle, LONG * wide), own) for x in fine)
    lined = along(blur(small(hold), 0.15 * unit), way.angle, LINED_LONG * wide)
    surface = _spread(seen + np.float32(CHANCE) * chance - np.float32(LINED) * lined, own)
    found = basins(surface, LEVELS, own)
    valley = np.clip(_spread(_across(surface, way.across, way.down, 0.2 * wide), own), 0, None)
    found = joined(found, own.astype(np.int32), valley, VALLEY)
    size = (page.width, page.height)
    return np.asarray(cv2.resize(found, size, interpolation=cv2.INTER_NEAREST), np.int32)


def _spread(x: Field, inside: Mask) -> Field:
    """A field in its own deviations."""
    return np.asarray(x / (float(x[inside].std()) or 1.0), np.float32)


def _across(surface: Field, across: Field, down: Field, sigma: float) -> Field:
    """The second derivative across the flow: above 0 in valleys along it."""
    import cv2

    smooth = blur(surface, sigma)
    xx, xy, yy = (
        np.asarray(cv2.Sobel(smooth, cv2.CV_32F, *order), np.float32)
        for order in ((2, 0), (1, 1), (0, 2))
    )
    bend = down * down * xx - 2 * across * down * xy + across * across * yy
    return np.asarray(bend * np.float32(sigma * sigma), np.float32)
