"""SCOOT, the measure that FS2K's own benchmark reports."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import Gray, MetricError, as_pair

LEVELS = 6
"""Equal levels that grey is divided into."""

BLOCKS = 4
"""Blocks along each side of the picture."""

OFFSETS = ((0, 1), (-1, 1), (-1, 0), (-1, -1))
"""Steps to a neighbour, rows and columns: right, up right, up, up left."""

_SMALLEST = 2 * BLOCKS
"""Shortest side in pixels: a block of one pixel has no pair to count."""


def scoot(drawing: ArrayLike, reference: ArrayLike) -> float:
    """Structure co-occurrence texture.

    Grey in 6 equal levels; 4×4 blocks; in each block the co-occurrence counts of neighbours in
    four directions (0°, 45°, 90°, 135°), averaged over the directions and rounded; of these,
    as shares p(i, j), contrast Σ (i − j)² p and energy Σ p². The 32 numbers make Φ;
    score = 1 / (1 + ‖Φ(drawing) − Φ(reference)‖₂).

    Range: 0..1, 1 for identical drawings. Better: higher.
    Misses: where in a block anything is (a nose and a mouth of the same greys are one), and so
    likeness: on 24 pairs of each FS2K style another sitter's sketch scored nearly as the right
    one (0.20 for 0.22), and a blank sheet beat a bold drawing against pale pencil (0.27).
    Contrast weighs far more than energy, so the amount of black edges decides.
    Source: Fan et al. 2019, "Scoot: A Perceptual Metric for Facial Sketches", ICCV; details as
    in the authors' FS2K toolbox (contrast and energy; rows of the picture cut into 4, columns
    into 4).

    Args:
        drawing: H×W, uint8 or float, at least 8 px on the short side.
        reference: the same size.

    Raises:
        MetricError: sizes differ, too small, or what `as_gray` refuses.
    """
    x, y = as_pair(drawing, reference)
    if min(x.shape) < _SMALLEST:
        height, width = x.shape
        raise MetricError(f"SCOOT needs {_SMALLEST} px on the short side; this is {width}×{height}")
    return float(1 / (1 + np.linalg.norm(_texture(x) - _texture(y))))


def _texture(gray: Gray) -> NDArray[np.float64]:
    levels = np.minimum((gray * LEVELS).astype(np.int64), LEVELS - 1)
    rows = [levels.shape[0] * k // BLOCKS for k in range(BLOCKS + 1)]
    columns = [levels.shape[1] * k // BLOCKS for k in range(BLOCKS + 1)]
    return np.concatenate(
        [
            _contrast_and_energy(_co_occurrence(levels[top:bottom, left:right]))
            for top, bottom in pairwise(rows)
            for left, right in pairwise(columns)
        ]
    )


def _co_occurrence(block: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean count, over the four directions, of level j lying beside level i: 6×6."""
    height, width = block.shape
    total = np.zeros(LEVELS * LEVELS)
    for dy, dx in OFFSETS:
        here = block[max(0, -dy) : height - max(0, dy), max(0, -dx) : width - max(0, dx)]
        there = block[max(0, dy) : height + min(0, dy), max(0, dx) : width + min(0, dx)]
        total += np.bincount((here * LEVELS + there).ravel(), minlength=total.size)
    return np.floor(total / len(OFFSETS) + 0.5).reshape(LEVELS, LEVELS)


def _contrast_and_energy(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    share = counts / max(counts.sum(), 1.0)
    i, j = np.indices(share.shape)
    return np.array([((i - j) ** 2 * share).sum(), (share**2).sum()])
