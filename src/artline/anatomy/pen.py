"""A pen: strokes with a width at every point, and shapes with smooth edges."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.anatomy.curve import Curve
from artline.fields.coherent import Field

FINE = 4
"""Times that strokes are drawn finer than the canvas; then they are averaged."""
DISCS = 3
"""Discs drawn along a stroke, per pixel of its length."""
THINNEST = 0.16
"""Width of a stroke, in pixels, from which it leaves ink."""
_SHIFT = 4  # OpenCV's fixed point: sixteenths of a pixel


def taper(count: int, start: float, end: float, tip: float = 0.1) -> Curve:
    """Widths 0..1 along a stroke: rising from `tip` over the share `start`, falling over `end`."""
    u = np.linspace(0, 1, count)
    width = np.ones(count)
    for place, share in ((u, start), (1 - u, end)):
        rising = tip + (1 - tip) * np.sin(np.clip(place / share, 0, 1) * np.pi / 2)
        width = np.minimum(width, rising)
    return width


def stroke(canvas: Field, curve: Curve, width: ArrayLike, value: float = 1.0) -> None:
    """Draw a stroke into the canvas, in place; ink does not add up.

    Args:
        canvas: float32 h×w, 0..1.
        curve: n×2 points.
        width: in pixels, one number or one for each point.
        value: height of the ink, 0..1.
    """
    import cv2

    widths = np.broadcast_to(np.asarray(width, np.float64), (len(curve),))
    box = _box(curve, widths.max() + 2, canvas.shape)
    if box is None:
        return
    rows, columns = box
    corner = (columns.start, rows.start)
    fine = _fine(rows, columns)
    length = np.r_[0, np.cumsum(np.hypot(*np.diff(curve, axis=0).T))]
    places = np.linspace(0, length[-1], max(2, int(DISCS * length[-1]) + 1))
    unit = FINE << _SHIFT
    for x, y, w in zip(
        np.interp(places, length, curve[:, 0]) - corner[0],
        np.interp(places, length, curve[:, 1]) - corner[1],
        np.interp(places, length, widths),
        strict=True,
    ):
        if w > THINNEST:
            centre = (round(x * unit), round(y * unit))
            cv2.circle(fine, centre, round(w / 2 * unit), 255, -1, cv2.LINE_8, _SHIFT)
    ink = _averaged(fine) * np.float32(value)
    np.maximum(canvas[rows, columns], ink, out=canvas[rows, columns])


def shape(size: tuple[int, ...], outline: ArrayLike) -> Field:
    """The inside of a closed outline of n×2 points, float32, 1 inside."""
    import cv2

    points = np.asarray(outline, np.float64)
    out = np.zeros(size, np.float32)
    box = _box(points, 2, out.shape)
    if box is not None:
        rows, columns = box
        fine = _fine(rows, columns)
        at = np.round((points - (columns.start, rows.start)) * (FINE << _SHIFT)).astype(np.int32)
        cv2.fillPoly(fine, [at], 255, cv2.LINE_8, _SHIFT)
        out[rows, columns] = _averaged(fine)
    return out


def _box(curve: Curve, margin: float, size: tuple[int, ...]) -> tuple[slice, slice] | None:
    """Rows and columns that hold a curve and its margin; None where it is off the canvas."""
    low = np.maximum(np.floor(curve.min(0) - margin), 0).astype(int)
    high = np.minimum(np.ceil(curve.max(0) + margin) + 1, size[::-1]).astype(int)
    if (high <= low).any():
        return None
    return slice(low[1], high[1]), slice(low[0], high[0])


def _fine(rows: slice, columns: slice) -> NDArray[np.uint8]:
    return np.zeros(
        ((rows.stop - rows.start) * FINE, (columns.stop - columns.start) * FINE), np.uint8
    )


def _averaged(fine: NDArray[np.uint8]) -> Field:
    import cv2

    small = cv2.resize(
        fine, (fine.shape[1] // FINE, fine.shape[0] // FINE), interpolation=cv2.INTER_AREA
    )
    return np.asarray(small, np.float32) / np.float32(255)
