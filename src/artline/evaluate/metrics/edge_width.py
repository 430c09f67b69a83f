"""How soft the edges of a drawing are, in its own pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import Gray, MetricError, as_gray

PASS_SIDE = 608
"""Long side in pixels of the pass of the network that a drawing is enlarged from."""

PASS_PIXELS = 1.5
"""How far from a contour its edge is followed, in pixels of the pass."""

LEAST_REACH = 2.0
"""How far from a contour its edge is followed at least, in pixels of the drawing."""

LEAST_CONTRAST = 0.2
"""An edge whose greys differ by less is not measured."""

LOW_LEVEL = 0.2
HIGH_LEVEL = 0.8
"""The width is taken between these shares of the way from the least to the most grey."""

MOST_CONTOUR_POINTS = 20_000
"""Contour points that are measured at most; more are drawn from at random."""

# Pixels that are looked at for contour points at most. About one in twenty of a soft edge's
# pixels is one, so this leaves enough of them.
_MOST_CANDIDATES = 1_000_000
# Blur, in pixels, before gradients are taken: the direction of an anti-aliased edge is rough
# without it. Greys are read from the drawing as it is.
_GRADIENT_SIGMA = 1.0
_SAMPLES_PER_PIXEL = 8
# A flank ends where the grey has turned back by as much: less is grain.
_TURN = 0.05
# OpenCV reads no more than 32,767 rows of points at once.
_MOST_ROWS = 32_000


@dataclass(frozen=True, slots=True)
class EdgeWidth:
    """Widths of a drawing's edges, in pixels of the drawing; lower is sharper.

    Attributes:
        median: half of the contour points have a narrower edge.
        percentile_95: 95 % of the contour points have a narrower edge.
        n: contour points measured.
    """

    median: float
    percentile_95: float
    n: int


@dataclass(frozen=True, slots=True)
class _Contour:
    """Points on contours: float64 N each; (normal_x, normal_y) is one long and points to paper."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    normal_x: NDArray[np.float64]
    normal_y: NDArray[np.float64]


def edge_width(
    drawing: ArrayLike, *, pass_side: int = PASS_SIDE, seed: int = 0
) -> EdgeWidth | None:
    """Distance in pixels from 20 % to 80 % of the way across an edge, over all contours.

    A contour point is where the gradient is greatest along its own direction. From there grey is
    read (cubic, every 1/8 px) along that direction both ways, for 1.5 pixels of the network's
    pass (1.5 · long side / `pass_side`) and at least 2 px, and no farther than grey goes on
    rising or falling, so that the next line does not count. Between the least and the most grey
    found, those more than 0.2 apart, the width is the distance from the 20 % to the 80 % level.

    None where there is no such edge: a blank sheet, or washes alone.

    Range: about 0.5 to 1.2 px for an anti-aliased edge, 1.68 σ for one blurred by σ, and no more
    than 1.2 times the way that is followed. Better: lower, at one size.
    Misses: whether a line is rightly soft: pencil and shading are on purpose; jagged edges
    without any grey have the smallest width; edges wider than the way that is followed count as
    that wide.
    Source: rise distance of an edge as in ISO 12233 (10–90 % there), here from 20 to 80 % along
    the gradient's direction.

    Args:
        drawing: H×W, uint8 or float.
        pass_side: long side of the network's pass in pixels.
        seed: which contour points are measured where there are more than 20,000.

    Raises:
        MetricError: `pass_side` below 1, or what `as_gray` refuses.
    """
    if pass_side < 1:
        raise MetricError(f"pass_side: {pass_side} px is no side; give 1 or more")
    gray = as_gray(drawing)
    reach = max(LEAST_REACH, PASS_PIXELS * max(gray.shape) / pass_side)
    contour = _contour(gray, reach, np.random.default_rng(seed))
    if contour is None:
        return None
    widths = _widths(_profiles(gray, contour, reach))
    if not widths.size:
        return None
    median, high = np.percentile(widths, (50, 95))
    return EdgeWidth(float(median), float(high), int(widths.size))


def _contour(gray: Gray, reach: float, rng: np.random.Generator) -> _Contour | None:
    """Where the gradient is greatest along its direction, to a part of a pixel."""
    import cv2

    smooth = cv2.GaussianBlur(gray, (0, 0), _GRADIENT_SIGMA)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8)
    steepness = np.asarray(cv2.magnitude(across, down), dtype=np.float32)
    # The mean slope of the faintest edge that is measured, halved for what the blur takes.
    least = 0.5 * LEAST_CONTRAST / (2 * reach)
    candidates = _some(np.flatnonzero(steepness > least), _MOST_CANDIDATES, rng)
    if not candidates.size:
        return None
    rows, columns = np.divmod(candidates, gray.shape[1])
    here = steepness[rows, columns].astype(np.float64)
    x, y = columns.astype(np.float64), rows.astype(np.float64)
    normal_x, normal_y = across[rows, columns] / here, down[rows, columns] / here
    before = _read(steepness, x - normal_x, y - normal_y, cv2.INTER_LINEAR)
    after = _read(steepness, x + normal_x, y + normal_y, cv2.INTER_LINEAR)
    crest = np.flatnonzero((here > before) & (here >= after))
    crest = _some(crest, MOST_CONTOUR_POINTS, rng)
    if not crest.size:
        return None
    # The top of the parabola through the three steepnesses.
    drop = 2 * here[crest] - before[crest] - after[crest]
    shift = 0.5 * (after[crest] - before[crest]) / drop
    normal_x, normal_y = normal_x[crest], normal_y[crest]
    return _Contour(x[crest] + shift * normal_x, y[crest] + shift * normal_y, normal_x, normal_y)


def _profiles(gray: Gray, contour: _Contour, reach: float) -> NDArray[np.float64]:
    """Grey across each contour, from ink to paper: N×T, the contour at column T // 2."""
    import cv2

    half = math.ceil(reach * _SAMPLES_PER_PIXEL)
    steps = np.arange(-half, half + 1) / _SAMPLES_PER_PIXEL
    x = contour.x[:, None] + contour.normal_x[:, None] * steps
    y = contour.y[:, None] + contour.normal_y[:, None] * steps
    # Cubic interpolation overshoots beside sharp edges: there is no ink above black.
    return np.clip(_read(gray, x, y, cv2.INTER_CUBIC), 0, 1)


def _widths(profiles: NDArray[np.float64]) -> NDArray[np.float64]:
    """20–80 % widths in pixels of those profiles whose contrast is enough."""
    middle = profiles.shape[1] // 2
    rising = _until_turn(profiles[:, middle:])
    # Backwards and upside down, the dark half rises too.
    falling = 1 - _until_turn(1 - profiles[:, middle::-1])
    least, most = falling[:, -1], rising[:, -1]
    enough = most - least >= LEAST_CONTRAST
    flank = np.concatenate([falling[enough, :0:-1], rising[enough]], axis=1)
    least, contrast = least[enough], (most - least)[enough]
    start, end = (_crossing(flank, least + share * contrast) for share in (LOW_LEVEL, HIGH_LEVEL))
    return np.asarray((end - start) / _SAMPLES_PER_PIXEL, dtype=np.float64)


def _until_turn(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows as they rise from column 0, each kept at its highest from where it turns back."""
    highest = np.maximum.accumulate(values, axis=1)
    turned = np.logical_or.accumulate(highest - values > _TURN, axis=1)
    # Where a row has turned, -inf lets the highest before the turn stand.
    return np.maximum.accumulate(np.where(turned, -np.inf, values), axis=1)


def _crossing(flank: NDArray[np.float64], level: NDArray[np.float64]) -> NDArray[np.float64]:
    """Column, with a part of one, at which each row first reaches its level. Rows never fall."""
    after = (flank < level[:, None]).sum(axis=1)
    rows = np.arange(len(flank))
    low, high = flank[rows, after - 1], flank[rows, after]
    return np.asarray(after - 1 + (level - low) / (high - low), dtype=np.float64)


def _some(indices: NDArray[np.int64], most: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """All of them, or as many as `most` at random, each once."""
    if len(indices) <= most:
        return indices
    return rng.choice(indices, most, replace=False, shuffle=False)


def _read(
    picture: Gray, x: NDArray[np.float64], y: NDArray[np.float64], interpolation: int
) -> NDArray[np.float64]:
    """Values at points between pixels; beyond the frame its last pixels go on."""
    import cv2

    flat_x, flat_y = (part.reshape(len(part), -1).astype(np.float32) for part in (x, y))
    parts = [
        cv2.remap(
            picture,
            flat_x[start : start + _MOST_ROWS],
            flat_y[start : start + _MOST_ROWS],
            interpolation,
            borderMode=cv2.BORDER_REPLICATE,
        )
        for start in range(0, len(flat_x), _MOST_ROWS)
    ]
    return np.concatenate(parts).reshape(x.shape).astype(np.float64)
