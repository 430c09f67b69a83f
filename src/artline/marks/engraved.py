"""Parallel lines that bend with form and swell with tone, as on banknotes.

The lines are the level lines of one smooth field that rises everywhere in the same direction: a
plane, bent by the form. So they never cross nor meet, and where the field is steep they lie
closer; widths follow their distance, so that tone does not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.coherent import sample
from artline.nouns import Line

Field = NDArray[np.float32]

STEP = 1.0
"""Distance between points across the canvas, pixels of a pass."""
LEAST_RISE = 0.6
"""Least rise of the bent field for a pixel, so that lines stay apart."""
THINNEST = 0.07
"""Width, in distances between lines, below which nothing is drawn."""
WIDEST = 0.92
"""Width, in distances between lines, at most."""
SHORTEST = 5.0
"""Length of a line, pixels of a pass, at least."""


def engraved(
    tone: Field, form: Field, spacing: float, unit: float, scale: float, *, angle: float = 0.0
) -> tuple[Line, ...]:
    """The lines of one direction.

    Args:
        tone: float32 h×w, 0..1, 1 = full ink.
        form: float32 h×w, pixels by which lines are moved upwards, smooth.
        spacing: distance between them where nothing bends them, pixels of a pass.
        unit: pixels of the tone for one of a pass.
        scale: pixels of the photo for one of the tone.
        angle: of the lines, radians, clockwise from level.
    """
    import cv2

    height, width = tone.shape
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    across = int(np.ceil(width * abs(cos) + height * abs(sin)))
    down = int(np.ceil(width * abs(sin) + height * abs(cos)))
    # from the turned canvas to the picture, pixel centres at whole numbers
    turn = np.array([[cos, -sin, 0.0], [sin, cos, 0.0]])
    turn[:, 2] = np.array([width, height]) / 2 - turn[:, :2] @ (np.array([across, down]) / 2)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    bent = cv2.warpAffine(form, turn, (across, down), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    level = np.arange(down)[:, None] + bent
    rise = np.maximum(np.diff(level, axis=0), LEAST_RISE)
    level = np.concatenate([level[:1], level[:1] + np.cumsum(rise, axis=0)]).astype(np.float32)
    gap = spacing * unit
    steepness = np.hypot(*np.gradient(level)).astype(np.float32)
    columns = np.arange(0, across, STEP * unit)
    levels = np.arange(np.ceil(level.min() / gap), np.floor(level.max() / gap)) * gap
    rows = np.arange(down)
    own = np.rint(columns).astype(np.intp).clip(0, across - 1)
    y = np.stack([np.interp(levels, level[:, c], rows, -1e4, -1e4) for c in own], 1)
    x = np.broadcast_to(columns, y.shape)
    apart = gap / np.maximum(sample(steepness, x, y), 1e-3)
    places = np.stack([x, y], -1) @ turn[:, :2].T + turn[:, 2]
    share = np.minimum(sample(tone, places[..., 0], places[..., 1]), WIDEST)
    h, w = np.array([height, width]) - 1
    inside = (places >= 0).all(-1) & (places[..., 0] <= w) & (places[..., 1] <= h)
    drawn = inside & (share > THINNEST)
    points = ((places + 0.5) * scale).astype(np.float32)
    widths = (share * apart * scale).astype(np.float32)
    least = max(int(SHORTEST / STEP), 3)
    return tuple(
        Line(points[row, a:b], widths[row, a:b], "line", whole=True)
        for row in range(len(levels))
        for a, b in _runs(drawn[row])
        if b - a >= least
    )


def _runs(chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where each stretch that is chosen begins, and where the next is not."""
    steps = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in steps.reshape(-1, 2)]
