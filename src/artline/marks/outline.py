"""Outlines of marks at the size at which they are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Line

Floats = NDArray[np.float64]

LONGEST_EDGE = 1.5
"""Pixels of the drawing that a straight piece of a curve is long, at most."""
SIGMAS = ((2.0, 60, 10**9), (1.2, 30, 60), (0.7, 0, 30))
"""Gaussians along outlines, in points; each for outlines of at least the second number of points
and of fewer than the third."""
TAPS = 6
"""Points on either side that a Gaussian sees."""
PAD = 2 * TAPS
"""Points that an outline is continued by, both ways: two Gaussians see as far."""
CAP = 5
"""Edges of a line's round end."""


def edges(
    rings: Sequence[NDArray[np.floating]], scale: float, box: Floats | None = None
) -> tuple[Floats, Floats]:
    """The edges of closed outlines, enlarged along smooth curves.

    The points are the control points of a closed uniform cubic B-spline (de Boor 1978, "A
    Practical Guide to Splines"): its curve has no corner where two straight pieces would meet,
    and does not swing.

    Args:
        rings: outlines, N×2 each, N ≥ 3.
        scale: pixels of the drawing for a unit of the outlines.
        box: float64 2×2, upper left and lower right corner in units of the outlines: where alone
            the edges must be right. Outlines that do not reach into it have none, and elsewhere
            curves are straight. None is everywhere.

    Returns:
        Where each edge begins and where it ends, float64 n×2 each, in pixels of the drawing.
    """
    if not rings:
        return np.zeros((0, 2)), np.zeros((0, 2))
    points = np.concatenate(rings).astype(np.float64) * scale
    lengths = np.array([len(ring) for ring in rings])
    after = _neighbours(lengths, 1)
    spacing = float(np.median(np.abs(points[after] - points).max(axis=1)))
    pieces = max(1, int(np.ceil(spacing / LONGEST_EDGE)))
    if box is None:
        begin = _along(_control(points, lengths), pieces)
        end = np.concatenate([begin[1:], begin[:1][:, after]])
        return begin.reshape(-1, 2), end.reshape(-1, 2)
    seen = _reaching(points, lengths, box * scale)
    points, lengths = points[np.repeat(seen, lengths)], lengths[seen]
    return _edges_near(points, lengths, box * scale, pieces)


def _reaching(points: Floats, lengths: NDArray[np.int64], box: Floats) -> NDArray[np.bool_]:
    """Which outlines reach into a box, bool for each."""
    first = np.cumsum(lengths) - lengths
    low, high = (extreme.reduceat(points, first) for extreme in (np.minimum, np.maximum))
    return np.asarray(((low < box[1]) & (high > box[0])).all(axis=1))


def curve(ring: NDArray[np.floating]) -> Floats:
    """Places on the curve of a closed outline, one for each of its points, float64 N×2."""
    return np.asarray(_along(_control(ring.astype(np.float64), np.array([len(ring)])), 1)[0])


def _edges_near(
    points: Floats, lengths: NDArray[np.int64], box: Floats, pieces: int
) -> tuple[Floats, Floats]:
    """Edges as `edges` gives them, of curves in as many pieces within a box, in one elsewhere."""
    if not len(lengths):
        return np.zeros((0, 2)), np.zeros((0, 2))
    control = _control(points, lengths)
    # a piece of a curve lies within the box around its control points
    low, high = np.minimum.reduce(control), np.maximum.reduce(control)
    near = ((low < box[1]) & (high > box[0])).all(axis=1)
    start = _along(control, 1)[0]
    stop = start[_neighbours(lengths, 1)]
    begin = _along(tuple(part[near] for part in control), pieces)
    end = np.concatenate([begin[1:], stop[near][None]])
    return (
        np.concatenate([begin.reshape(-1, 2), start[~near]]),
        np.concatenate([end.reshape(-1, 2), stop[~near]]),
    )


def _control(points: Floats, lengths: NDArray[np.int64]) -> tuple[Floats, ...]:
    """The four control points of each piece of the curves of closed outlines, n×2 each."""
    after = _neighbours(lengths, 1)
    return points[_neighbours(lengths, -1)], points, points[after], points[after][after]


def _along(control: tuple[Floats, ...], pieces: int) -> Floats:
    """Places on curves, pieces×n×2: row k is k/`pieces` of the way on."""
    times = np.arange(pieces)[:, None, None] / pieces
    return np.asarray(sum(w * c[None] for w, c in zip(_basis(times), control, strict=True)))


def evened(rings: Sequence[NDArray[np.floating]]) -> list[Floats]:
    """Closed outlines without tremor, neither smaller nor with their tips cut off.

    What a Gaussian along the outline takes away is smoothed as well and given back ("twicing",
    Tukey 1977, "Exploratory Data Analysis"): waves shorter than about ten points go, and what is
    longer stays where it is. Short outlines, dots and lights in eyes, are smoothed by less.

    Args:
        rings: outlines, N×2 each, N ≥ 3.
    """
    if not rings:
        return []
    points = np.concatenate(rings).astype(np.float64)
    lengths = np.array([len(ring) for ring in rings])
    # every ring with a few of its own points before and after it, so that all are one long line
    padded = lengths + 2 * PAD
    first = np.repeat(np.cumsum(lengths) - lengths, padded)
    own = np.repeat(lengths, padded)
    place = np.arange(len(first)) - np.repeat(np.cumsum(padded) - padded, padded)
    around = first + (place - PAD) % own
    inner = (place >= PAD) & (place < PAD + own)
    even = np.empty_like(points)
    for sigma, few, many in SIGMAS:
        chosen = (own >= few) & (own < many)
        if chosen.any():
            at, inside = around[chosen], inner[chosen]
            even[at[inside]] = _twice_smoothed(points[at], sigma)[inside]
    return np.split(even, np.cumsum(lengths)[:-1])


def _twice_smoothed(line: Floats, sigma: float) -> Floats:
    """A Gaussian along a line of points, n×2, and once more over what that took away."""
    import cv2

    def smooth(along: Floats) -> Floats:
        column = cv2.GaussianBlur(along[:, None], (1, 2 * TAPS + 1), sigmaX=1, sigmaY=sigma)
        return np.asarray(column, np.float64).reshape(-1, 2)

    once = smooth(line)
    return once + smooth(line - once)


def rings_of(lines: Sequence[Line]) -> list[NDArray[np.float32]]:
    """The outlines of lines as wide as they are, float32 n×2 each, their ends round.

    Lines of as many points are done together: a stippled picture has thousands of two.
    """
    found: list[NDArray[np.float32] | None] = [None] * len(lines)
    alike: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        alike.setdefault(len(line.points), []).append(number)
    for numbers in alike.values():
        points = np.stack([lines[k].points for k in numbers])
        rings = _rings(points, np.stack([lines[k].widths for k in numbers]))
        for number, ring in zip(numbers, rings, strict=True):
            found[number] = ring
    return [ring for ring in found if ring is not None]


def ring_of(line: Line) -> NDArray[np.float32]:
    """The outline of a line as wide as it is, float32 n×2, its ends round."""
    return rings_of([line])[0]


def _rings(points: NDArray[np.float32], widths: NDArray[np.float32]) -> NDArray[np.float32]:
    """Outlines of lines m×n×2 with widths m×n."""
    half = 0.5 * widths[..., None]
    ahead = np.gradient(points, axis=1)
    ahead /= np.maximum(np.hypot(ahead[..., 0], ahead[..., 1]), 1e-9)[..., None]
    across = np.stack([-ahead[..., 1], ahead[..., 0]], -1) * half
    turn = np.linspace(0, np.pi, CAP + 1)[1:-1, None]
    first, last = slice(0, 1), slice(-1, None)
    tip, root = (
        points[:, end] + way * (np.cos(turn) * across[:, end] + np.sin(turn) * on)
        for way, end, on in (
            (1, last, ahead[:, last] * half[:, last]),
            (-1, first, ahead[:, first] * half[:, first]),
        )
    )
    parts = (points + across, tip, (points - across)[:, ::-1], root)
    return np.concatenate(parts, 1).astype(np.float32)


def _neighbours(lengths: NDArray[np.int64], step: int) -> NDArray[np.int64]:
    """Index of the point one step farther along its own ring, int64 n."""
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    own = np.repeat(lengths, lengths)
    return np.asarray(first + (np.arange(len(first)) - first + step) % own)


def _basis(t: Floats) -> tuple[Floats, ...]:
    """The uniform cubic B-spline's four weights at t, 0..1."""
    return (
        (1 - t) ** 3 / 6,
        (3 * t**3 - 6 * t**2 + 4) / 6,
        (-3 * t**3 + 3 * t**2 + 3 * t + 1) / 6,
        t**3 / 6,
    )
