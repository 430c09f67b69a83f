"""Ink becomes lines of a pen: thinned, joined, smoothed, each with its width."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.skeleton import edges_of
from artline.strokes.bridge import bridged
from artline.strokes.graph import Graph
from artline.strokes.path import Mask, Path, Points
from artline.strokes.skeleton import thin

SMOOTH = 1.5
"""Standard deviation of the Gaussian along a stroke that removes pixel steps, pixels."""

WIDTH_SMOOTH = 6.0
"""Standard deviation of the Gaussian along a stroke for its widths, pixels."""

DOT = 1.0
"""Length of the dot that stands for a speck without length, pixels."""


def trace(ink: Mask, faint: NDArray[np.float32] | None = None) -> list[Path]:
    """Centre lines of ink.

    Args:
        ink: bool H×W, True = ink.
        faint: float32 H×W, 0..1, how much of a line was seen at each pixel: gaps are bridged more
            readily where it is high. None: nowhere.

    Returns:
        Paths in pixels, every one inside the picture; widths from the distance to the paper.

    Raises:
        OutputError: scikit-image is not installed.
    """
    import cv2

    padded = np.pad(ink, 1).astype(np.uint8)
    distance = cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    # the nearest paper pixel's centre is half a pixel beyond the edge
    widths = np.asarray(2 * distance - 1, np.float64)
    graph = Graph(edges_of(thin(ink)), widths)
    lines = bridged(graph.strokes(), widths, ink, faint)
    return [_path(points, closed, widths) for points, closed in lines]


def _path(points: Points, closed: bool, widths: Points) -> Path:
    if len(points) < 2 or float(np.ptp(points, axis=0).max()) < DOT:
        points, closed = points.mean(axis=0) + np.array([[-DOT / 2, 0], [DOT / 2, 0]]), False
    h, w = widths.shape
    x = np.clip(points[:, 0].astype(np.intp), 0, w - 1)
    y = np.clip(points[:, 1].astype(np.intp), 0, h - 1)
    local = np.maximum(widths[y, x], 1.0)
    smooth = np.clip(smoothed(points, SMOOTH, closed), 0, (w, h))
    return Path(smooth, smoothed(local[:, None], WIDTH_SMOOTH, closed)[:, 0], closed)


def smoothed(values: Points, sigma: float, closed: bool) -> Points:
    """Gaussian along a path N×C; an open path keeps its ends, a closed one its closure."""
    reach = min(int(3 * sigma + 0.5), len(values) - 1)
    if reach < 1 or len(values) < 4:
        return values
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    if closed:
        ring = values[:-1]
        reach = min(reach, len(ring))
        kernel = kernel[len(kernel) // 2 - reach : len(kernel) // 2 + reach + 1]
        kernel = kernel / kernel.sum()
        padded = np.concatenate([ring[-reach:], ring, ring[:reach]])
    else:
        head = 2 * values[0] - values[reach:0:-1]
        tail = 2 * values[-1] - values[-2 : -reach - 2 : -1]
        padded = np.concatenate([head, values, tail])
    out = np.stack([np.convolve(column, kernel, "valid") for column in padded.T], 1)
    return np.concatenate([out, out[:1]]) if closed else out
