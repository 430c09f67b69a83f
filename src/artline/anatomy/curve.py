"""Curves through landmarks, drawn to the photo's own edges.

A curve is n×2 points (x, y). It is snapped by dynamic programming over offsets along its normal
(Amini, Weymouth, Jain 1990, Using Dynamic Programming for Solving Variational Problems in
Vision): what it gains in energy it pays for in bends.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.fields.coherent import Field, sample

Curve = NDArray[np.float64]
Energy = Callable[[Curve, Curve, Curve, Curve], NDArray[np.floating]]
"""From x, y and the normal's x, y (each n×offsets) to how much a line belongs there."""

SHORTEST = 1e-3
"""Pixels: points nearer to each other are one, and a shorter reach counts as this."""
OFFSET = 0.5
"""Pixels between the offsets that `snap` tries."""
LARGEST_BEND = 1.01
"""Pixels: `snap` lets the offset change by no more from one point to the next."""
FORBIDDEN = 1e6
"""Energy: cost of a larger bend."""
TINY = 1e-6
"""Least length, in pixels, that is divided by."""


def spline(points: ArrayLike, spacing: float = 1.0) -> Curve:
    """Catmull-Rom spline through points, at even spacing in pixels."""
    p = np.asarray(points, np.float64)
    p = p[np.r_[True, np.hypot(*np.diff(p, axis=0).T) > SHORTEST]]
    if len(p) < 2:
        return np.repeat(p[:1], 3, axis=0)
    q = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    pieces = []
    for a, b, c, d in zip(q, q[1:], q[2:], q[3:], strict=False):
        t = np.linspace(0, 1, max(2, int(2 * np.hypot(*(c - b)))), endpoint=False)[:, None]
        cubic = (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        pieces.append(0.5 * (2 * b + (c - a) * t + cubic))
    return even(np.vstack([*pieces, p[-1:]]), spacing)


def even(curve: Curve, spacing: float) -> Curve:
    """The same curve with points at even spacing, three at least."""
    length = np.r_[0, np.cumsum(np.hypot(*np.diff(curve, axis=0).T))]
    places = np.linspace(0, length[-1], max(3, int(length[-1] / spacing) + 1))
    return np.stack([np.interp(places, length, curve[:, k]) for k in (0, 1)], axis=1)


def normals(curve: Curve) -> Curve:
    """Unit normals, a quarter turn from the direction of the curve."""
    t = np.gradient(curve, axis=0)
    t /= np.maximum(np.hypot(*t.T), TINY)[:, None]
    return np.stack([-t[:, 1], t[:, 0]], axis=1)


def evened(values: ArrayLike, sigma: float) -> Curve:
    """A Gaussian of `sigma` points along n values, the ends kept."""
    v = np.asarray(values, np.float64)
    reach = int(3 * sigma) + 1
    if len(v) > reach:
        padded = np.pad(v, reach, mode="reflect", reflect_type="odd")
    else:
        padded = np.pad(v, reach, mode="edge")
    kernel = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma * sigma))
    return np.convolve(padded, kernel / kernel.sum(), "valid")


def firmness(energy: ArrayLike, sigma: float = 5.0) -> Curve:
    """How firmly the photo has the line, 0..1 along it."""
    return np.clip(evened(energy, sigma), 0, 1)


def read(field: Field, curve: Curve) -> Curve:
    """A field along a curve."""
    return sample(field, curve[:, :1], curve[:, 1:])[:, 0].astype(np.float64)


def snap(
    curve: Curve, energy: Energy, reach: float, stiff: float = 1.0, home: float = 0.35, *,
    even_out: float = 3.0,
) -> tuple[Curve, Curve]:  # fmt: skip
    """Move a curve along its normals to where the photo has a line.

    Args:
        curve: n×2 points about a pixel apart.
        energy: how much a line belongs to a place; about 1 where it surely does.
        reach: farthest offset in pixels.
        stiff: cost of a change of offset between neighbours.
        home: cost of the farthest offset.
        even_out: Gaussian along the curve, in points, that takes the steps out.

    Returns:
        The curve, and its energy at each point.
    """
    n = normals(curve)
    offsets = np.arange(-reach, reach + OFFSET / 2, OFFSET)
    x, y = (curve[:, k : k + 1] + n[:, k : k + 1] * offsets for k in (0, 1))
    spread = np.ones_like(offsets)
    gain = np.asarray(energy(x, y, n[:, :1] * spread, n[:, 1:] * spread), np.float64)
    cost = home * (offsets / max(reach, SHORTEST)) ** 2 - gain
    step = np.abs(offsets[:, None] - offsets[None])
    bend = np.where(step > LARGEST_BEND, FORBIDDEN, stiff * step**2)
    total, back = cost[0], np.zeros(cost.shape, int)
    for i in range(1, len(cost)):
        ways = total[None] + bend
        back[i] = ways.argmin(1)
        total = cost[i] + ways.min(1)
    path = np.empty(len(cost), int)
    path[-1] = total.argmin()
    for i in range(len(cost) - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    moved = curve + n * evened(offsets[path], even_out)[:, None]
    return moved, gain[np.arange(len(cost)), path]


def ridge(field: Field, scale: float) -> Energy:
    """Energy that is a field's own height."""
    return lambda x, y, _nx, _ny: sample(field, x, y) * scale


def edge(field: Field, half: float, scale: float) -> Energy:
    """Energy that is how much a field changes across the curve."""

    def energy(x: Curve, y: Curve, nx: Curve, ny: Curve) -> NDArray[np.floating]:
        ahead = sample(field, x + nx * half, y + ny * half)
        change = np.abs(ahead - sample(field, x - nx * half, y - ny * half))
        return np.asarray(change * scale)

    return energy


def rise(field: Field, direction: Curve, half: float, scale: float) -> Energy:
    """Energy that is how much a field rises in one direction of the picture."""
    dx, dy = direction * half

    def climb(x: Curve, y: Curve, _nx: Curve, _ny: Curve) -> NDArray[np.floating]:
        ahead = sample(field, x + dx, y + dy)
        return (ahead - sample(field, x - dx, y - dy)) * np.float32(scale)

    return climb
