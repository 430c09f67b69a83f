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

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.fields.blocks import SIDE, Blocks
from artline.fields.blur import blur
from artline.finish.stretch import stretched
from artline.nouns import Mesh

U8 = NDArray[np.uint8]
Field = NDArray[np.float32]
Pair = tuple[Field, Field]
"""Across and down."""


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
SMOOTHING = 0.35  # pixels of a pass: Gaussian that takes the network's grid out of the enlargement
GRADIENT = 0.45  # pixels of a pass: Gaussian before the gradient that tells the edges' direction
TENSOR = 1.35  # pixels of a pass: Gaussian over the structure tensor
IRIS = 1.25  # radius of the disc around an iris, in radii of the iris
HALVED = 0.75  # square pixels: what halving a picture and enlarging it again adds to a variance
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

    h, w = x.shape
    filled = (0, -h % SIDE, 0, -w % SIDE)
    x, spared = (
        np.asarray(cv2.copyMakeBorder(picture, *filled, cv2.BORDER_REPLICATE), np.uint8)
        for picture in (x, spared)
    )
    blocks = Blocks.uneven(x, math.ceil(MARGIN * unit / SIDE))
    if not len(blocks):
        return x[:h, :w]
    along, places = _along_edges(x, unit, blocks), blocks.places()
    gentle = blocks.taken(spared) if spared.any() else None
    own = blocks.taken(x)
    for number, turn in enumerate(ROUNDS):
        before = own
        for share in STEPS:
            own = _binomial(x, own, places, along, share * turn.sigma * unit)
            blocks.lay(x, own)
        own = stretched(x, own, blocks, turn.radius * unit)
        if gentle is not None and number < len(ROUNDS) - GENTLE:
            own = np.asarray(cv2.copyTo(before, gentle, own), np.uint8)
        blocks.lay(x, own)
    return x[:h, :w]


def _along_edges(x: U8, unit: float, blocks: Blocks) -> tuple[Field, Field]:
    """The unit vector along the edges at every value of the blocks: across and down.

    The structure tensor is smooth, so it is made at half the size.
    """
    import cv2

    h, w = x.shape
    smooth = blur(x.astype(np.float32), max(GRADIENT * unit, 0.5))
    gx, gy = (
        cv2.Sobel(smooth, cv2.CV_32F, *order, borderType=cv2.BORDER_REPLICATE)
        for order in ((1, 0), (0, 1))
    )
    half, sigma = (w // 2, h // 2), math.sqrt(max((TENSOR * unit) ** 2 - HALVED, 0.0)) / 2

    def mean(product: Any) -> Field:
        return blur(np.asarray(cv2.resize(product, half, interpolation=cv2.INTER_AREA)), sigma)

    xx, xy, yy = (mean(cv2.multiply(a, b)) for a, b in ((gx, gx), (gx, gy), (gy, gy)))
    even, odd = (
        blocks.taken(np.asarray(cv2.resize(part, (w, h), interpolation=cv2.INTER_LINEAR)))
        for part in (xx - yy, 2 * xy)
    )
    normal = 0.5 * np.asarray(cv2.phase(even, odd), np.float32)
    return -np.sin(normal), np.cos(normal)


def _binomial(x: U8, own: U8, places: Pair, along: Pair, step: float) -> U8:
    """A quarter of the neighbours at `step` pixels along the edges and half of the pixel itself."""
    import cv2

    def moved(length: float) -> Any:
        x_map, y_map = (cv2.scaleAdd(a, length, b) for a, b in zip(along, places, strict=True))
        return cv2.remap(x, x_map, y_map, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    ahead, behind = moved(step), moved(-step)
    both = cv2.addWeighted(ahead, 0.5, behind, 0.5, 0)
    return np.asarray(cv2.addWeighted(own, 0.5, both, 0.5, 0), np.uint8)


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
    """Rows and columns that hold ink, with a margin, from one border of blocks to another."""
    found = []
    for axis, length in ((1, x.shape[0]), (0, x.shape[1])):
        places = np.flatnonzero(x.max(axis=axis))
        first, last = (int(places[0]), int(places[-1]) + 1) if places.size else (0, 0)
        stop = min(last + margin + -(last + margin) % SIDE, length) if last else 0
        found.append(slice(max(first - margin, 0) // SIDE * SIDE, stop))
    return found[0], found[1]
