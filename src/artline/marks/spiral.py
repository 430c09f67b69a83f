"""One spiral over the whole picture, as wide at each place as the tone there is dark.

It is Archimedes' spiral in its middle; outwards its turns take the picture's own form with round
corners (Lamé's curve), so that it reaches every corner without leaving the picture. Turns lie
closer on some sides than on others: widths follow their distance, so that tone does not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.coherent import sample
from artline.nouns import Line

Field = NDArray[np.float32]
Floats = NDArray[np.float64]

ROW = 4096
"""Places that are read in one row: OpenCV knows no longer ones than 32,767."""
STEP = 1.25
"""Distance between points, pixels of a pass."""
CORNER = (2.0, 10.0)
"""Power of Lamé's curve in the middle, an ellipse, and at the picture's edge."""
THINNEST = 0.09
"""Width of the line on white paper, in distances between turns."""
WIDEST = 0.96
"""Width of the line, in distances between turns, at most."""
MARGIN = 0.5
"""Distance of the outermost turn from the picture's edge, in distances between turns."""
OFF_CENTRE = 0.3
"""How far the spiral's middle lies from the picture's, in half sides, at most."""


def spiral(
    tone: Field,
    spacing: float,
    unit: float,
    scale: float,
    *,
    weight: float = 1.0,
    middle: tuple[float, float] | None = None,
) -> Line:
    """The spiral.

    Args:
        tone: float32 h×w, 0..1, 1 = full ink.
        spacing: distance between its turns, pixels of a pass.
        unit: pixels of the tone for one of a pass.
        scale: pixels of the photo for one of the tone.
        weight: what its widths are multiplied by.
        middle: where it begins, x and y in pixels of the tone, as near as it may; None for the
            picture's middle.

    Returns:
        A line from the middle outwards that is nowhere without width.
    """
    height, width = tone.shape
    gap = spacing * unit
    half = np.maximum(np.array([width, height]) / 2 - MARGIN * gap, gap)
    centre = np.array([width, height]) / 2
    turns = float(np.sqrt(half.prod())) / gap
    count = int(np.pi * half.prod() * 1.15 / (gap * STEP * unit)) + 16
    out = np.sqrt(np.linspace(0.25 / turns**2, 1, count))
    begun = centre if middle is None else np.array(middle)
    away = np.clip(begun - centre, -OFF_CENTRE * half, OFF_CENTRE * half)
    angle = 2 * np.pi * turns * out

    def places(out: Floats) -> Floats:
        """Points at their angles and so far out, 0..1."""
        power = CORNER[0] + (CORNER[1] - CORNER[0]) * out**2
        way = np.stack([np.cos(angle), np.sin(angle)], 1)
        size = (np.abs(way) ** power[:, None]).sum(1) ** (-1 / power)
        moved = centre + away * (1 - out)[:, None] + half * way * (size * out)[:, None]
        return np.asarray(moved, np.float64)

    points = places(out)
    along = np.gradient(points, axis=0)
    along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    outwards = places(out + 0.5 / turns) - places(out - 0.5 / turns)
    apart = np.abs(along[:, 0] * outwards[:, 1] - along[:, 1] * outwards[:, 0])
    share = np.clip(_read(tone, points - 0.5) * weight, THINNEST * min(weight, 1.0), WIDEST)
    return Line(
        (points * scale).astype(np.float32),
        (share * apart * scale).astype(np.float32),
        "line",
        whole=True,
    )


def _read(tone: Field, places: Floats) -> Field:
    """The tone at places, n×2 in pixels from the middle of the first; float32 n."""
    padded = np.pad(places, ((0, -len(places) % ROW), (0, 0)), mode="edge")
    x, y = padded.T.reshape(2, -1, ROW)
    return np.asarray(sample(tone, x, y).ravel()[: len(places)], np.float32)
