"""Soft ink made steep: its lines stay whole, and their edges become those of a brush.

A network's ink is grey wherever it hedges. It is smoothed along its own edges, and each pixel moves
towards the darker or the lighter of its neighbours, whichever it is nearer to: a
coherence-enhancing shock filter (Weickert 2003, "Coherence-Enhancing Shock Filters"; Kyprianidis
and Kang 2011, "Image and Video Abstraction by Coherence-Enhancing Filtering"). Nothing is cut at a
level, so a light line becomes a light line with steep edges and no line breaks.

The work is done on bytes: at 8 bits OpenCV's operators are several times as fast, and a drawing
has 8 bits in the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.morphology import disc
from artline.nouns import Mesh

U8 = NDArray[np.uint8]
Map = tuple[NDArray[Any], NDArray[Any]]
"""Where each pixel is taken from, in OpenCV's fixed-point form."""
Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Round:
    """One round of the filter; lengths in pixels of a pass.

    Attributes:
        radius: of the disc in which the darkest and the lightest neighbour are looked for.
        sigma: of the Gaussian along the edges.
    """

    radius: float
    sigma: float


ROUNDS = (Round(1.3, 1.4), Round(1.3, 1.4), Round(0.6, 0.85), Round(0.3, 0.43))
GENTLE = 2  # rounds, the last ones, that irises get: longer ones close a pupil's light
STEPS = (0.8, 1.166)  # sigmas: steps of two binomial filters, whose halved squares add to sigma²
LOW = 0.28  # share of the way from the lightest to the darkest neighbour that becomes the lightest
HIGH = 0.72  # share of that way that becomes the darkest
LEAST_CONTRAST = 5  # of 255: flatter places are not stretched further
SMOOTHING = 0.35  # pixels of a pass: Gaussian that takes the network's grid out of the enlargement
GRADIENT = 0.45  # pixels of a pass: Gaussian before the gradient that tells the edges' direction
TENSOR = 1.35  # pixels of a pass: Gaussian over the structure tensor
IRIS = 1.25  # radius of the disc around an iris, in radii of the iris
MARGIN = 6.0  # pixels of a pass around the ink that are worked on


def steepened(soft: Field, height: int, width: int, unit: float, meshes: Iterable[Mesh] = ()) -> U8:
    """Soft ink at another size, its edges steep.

    Args:
        soft: float32 h×w, 0..1, 1 = ink.
        height: rows wanted.
        width: columns wanted.
        unit: pixels of the result for one of a pass.
        meshes: faces, in pixels of `soft`; their irises are filtered gently.

    Returns:
        uint8 height×width, 255 = ink.
    """
    import cv2

    large = cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC)
    smooth = np.maximum(blur(np.asarray(large, np.float32), SMOOTHING * unit), 0)
    x: U8 = np.asarray(cv2.convertScaleAbs(smooth, alpha=255), np.uint8)
    rows, columns = _inked(x, round(MARGIN * unit))
    part = np.ascontiguousarray(x[rows, columns])
    if part.size:
        scale = (width / soft.shape[1], height / soft.shape[0])
        spared = _irises(meshes, scale, x.shape)[rows, columns]
        x[rows, columns] = _shocked(part, unit, spared)
    return x


def _shocked(x: U8, unit: float, spared: U8) -> U8:
    """All rounds of the filter; where `spared` is not 0, the gentle ones alone."""
    import cv2

    across, down = _along_edges(x, unit)
    steps: list[tuple[Map, Map]] = []
    sigma = 0.0
    for number, turn in enumerate(ROUNDS):
        before = x
        if turn.sigma != sigma:
            sigma = turn.sigma
            steps = [_steps(across, down, share * sigma * unit) for share in STEPS]
        for step in steps:
            x = _binomial(x, step)
        x = _stretched(x, turn.radius * unit)
        if number < len(ROUNDS) - GENTLE and spared.any():
            x = np.asarray(cv2.copyTo(before, spared, x), np.uint8)
    return x


def _along_edges(x: U8, unit: float) -> tuple[Field, Field]:
    """The unit vector along the edges at every pixel, float32 h×w each: across and down."""
    import cv2

    smooth = blur(x.astype(np.float32), max(GRADIENT * unit, 0.5))
    gx, gy = (
        cv2.Sobel(smooth, cv2.CV_32F, *order, borderType=cv2.BORDER_REPLICATE)
        for order in ((1, 0), (0, 1))
    )
    sigma = TENSOR * unit
    xx, xy, yy = (
        blur(np.asarray(cv2.multiply(a, b), np.float32), sigma)
        for a, b in ((gx, gx), (gx, gy), (gy, gy))
    )
    normal = 0.5 * np.asarray(cv2.phase(xx - yy, 2 * xy), np.float32)
    return -np.sin(normal), np.cos(normal)


def _steps(across: Field, down: Field, step: float) -> tuple[Map, Map]:
    """Where the neighbours at `step` pixels ahead and behind lie, as OpenCV's fixed-point maps."""
    import cv2

    h, w = across.shape
    x, y = np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32)[:, None]

    def moved(way: float) -> Map:
        place, fraction = cv2.convertMaps(x + way * across, y + way * down, cv2.CV_16SC2)
        return np.asarray(place), np.asarray(fraction)

    return moved(step), moved(-step)


def _binomial(x: U8, steps: tuple[Map, Map]) -> U8:
    """A quarter of each neighbour along the edges and half of the pixel itself."""
    import cv2

    ahead, behind = (
        cv2.remap(x, *way, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for way in steps
    )
    both = cv2.addWeighted(ahead, 0.5, behind, 0.5, 0)
    return np.asarray(cv2.addWeighted(x, 0.5, both, 0.5, 0), np.uint8)


def _stretched(x: U8, radius: float) -> U8:
    """Each pixel moved towards the darkest or the lightest within a disc of `radius` pixels."""
    import cv2

    around = disc(radius)
    sigma = max(0.4 * radius, 0.3)
    border = cv2.BORDER_REPLICATE
    most = cv2.GaussianBlur(cv2.dilate(x, around, borderType=border), (0, 0), sigma)
    least = cv2.GaussianBlur(cv2.erode(x, around, borderType=border), (0, 0), sigma)
    most, least = cv2.max(most, x), cv2.min(least, x)
    low, span = least.astype(np.float32), cv2.subtract(most, least).astype(np.float32)
    share = (x - low) / np.maximum(span, np.float32(LEAST_CONTRAST))
    share = np.clip((share - np.float32(LOW)) * np.float32(1 / (HIGH - LOW)), 0, 1)
    moved = low + span * (share * share * (3 - 2 * share))
    return np.asarray(cv2.convertScaleAbs(moved), np.uint8)


def _irises(meshes: Iterable[Mesh], scale: tuple[float, float], shape: tuple[int, ...]) -> U8:
    """255 in discs around the irises, uint8 h×w."""
    import cv2

    mask = np.zeros(shape[:2], np.uint8)
    for mesh in meshes:
        for iris in mesh.irises * np.array(scale, np.float32):
            radius = IRIS * float(np.hypot(*(iris[1] - iris[3]))) / 2
            x, y = (round(float(v)) for v in iris[0])
            cv2.circle(mask, (x, y), max(1, round(radius)), 255, -1)
    return mask


def _inked(x: U8, margin: int) -> tuple[slice, slice]:
    """Rows and columns that hold ink, with a margin."""
    found = []
    for axis, length in ((1, x.shape[0]), (0, x.shape[1])):
        places = np.flatnonzero(x.max(axis=axis))
        first, last = (int(places[0]), int(places[-1]) + 1) if places.size else (0, 0)
        found.append(slice(max(first - margin, 0), min(last + margin, length) if last else 0))
    return found[0], found[1]
