"""From a drawing's pixels to its strokes on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Ink, Pen, Stroke
from artline.options import PageSettings
from artline.strokes import masses
from artline.strokes.budget import within
from artline.strokes.fit import fit
from artline.strokes.layers import layer_mask, layers_of, pens_of
from artline.strokes.order import ordered
from artline.strokes.path import Points
from artline.strokes.trace import trace

SPECK = 3.0
"""Length below which a mark outside of faces is left out, mm."""

SPECK_IN_FACE = 1.0
"""Length below which a mark in a face is left out, mm: nostrils, lashes and highlights stay."""


def draw(
    ink: Ink,
    drawn: NDArray[np.bool_],
    angle: NDArray[np.float32],
    settings: PageSettings,
    frame: tuple[float, float, float],
    *,
    pens: Sequence[Pen],
    lines_alone: bool = False,
) -> list[Stroke]:
    """Strokes of a drawing, ordered, on the page.

    Args:
        ink: what the drawing was finished from; its faces, sitter and lightness count.
        drawn: bool H×W, True = ink.
        angle: float32 H×W, direction in which masses are hatched, radians from the x axis.
        settings: what the user chose.
        frame: mm per pixel, then x and y in mm of the picture's top left corner on the page.
        pens: the pens, from dark to light.
        lines_alone: the drawing has no masses: however thick, all is line.

    Raises:
        OutputError: scikit-image is not installed.
    """
    scale, *corner = frame
    pen = max(p.width for p in pens) / scale
    height, width = drawn.shape
    shape = (height, width)
    faces = layer_mask(ink, "face", shape)
    lines, dark = (drawn, np.zeros_like(drawn)) if lines_alone else masses.parted(drawn)
    paths = [
        *trace(lines, faint(ink, shape)),
        *masses.paths(dark, angle, settings.masses, pen, faces),
    ]
    layers = layers_of(paths, shape, ink)
    kept = [
        (path, layer)
        for path, layer in zip(paths, layers, strict=True)
        if path.length * scale >= (SPECK_IN_FACE if layer == "face" else SPECK)
    ]
    if not kept:
        return []
    pen_names = pens_of([path for path, _ in kept], shape, ink, pens)
    strokes = [
        Stroke(p.points * scale + corner, p.widths * scale, pen_name, layer, p.closed)
        for (p, layer), pen_name in zip(kept, pen_names, strict=True)
    ]
    strokes = within(strokes, settings.strokes, settings.ink_length)
    strokes = ordered(strokes, pens, settings.order)
    corners = (*corner, corner[0] + width * scale, corner[1] + height * scale)
    return _drawn_finely(strokes, settings, corners)


def faint(ink: Ink, shape: tuple[int, int]) -> NDArray[np.float32]:
    """How much of a line the network saw at each pixel, float32 H×W."""
    import cv2

    return np.asarray(cv2.resize(ink.channels["line"], shape[::-1], interpolation=cv2.INTER_LINEAR))


def _drawn_finely(
    strokes: Sequence[Stroke], settings: PageSettings, corners: tuple[float, ...]
) -> list[Stroke]:
    """With curves, where wanted, and no more points than the tolerance asks for."""
    low, high = np.array(corners[:2]), np.array(corners[2:])
    curves: Sequence[Points | None] = [None] * len(strokes)
    if not settings.polyline:
        fitted = fit([(s.points, s.closed) for s in strokes], settings.tolerance)
        # a curve lies within the hull of its handles: so it cannot leave the picture
        curves = [np.clip(curve, low, high) for curve in fitted]
    return [
        replace(_simplified(stroke, settings.tolerance), curve=curve)
        for stroke, curve in zip(strokes, curves, strict=True)
    ]


def _simplified(stroke: Stroke, tolerance: float) -> Stroke:
    """Fewer points, none of the others farther than the tolerance (Ramer 1972, Douglas 1973)."""
    points = stroke.points.astype(np.float32)
    if stroke.closed:
        # a loop's ends are one place: its farthest point divides it into two open halves
        far = int(np.hypot(*(points - points[0]).T).argmax())
        back = [far + k for k in _kept_indices(points[far:], tolerance)[1:]]
        kept = _kept_indices(points[: far + 1], tolerance) + back
    else:
        kept = _kept_indices(points, tolerance)
    return replace(stroke, points=stroke.points[kept], widths=stroke.widths[kept])


def _kept_indices(points: NDArray[np.float32], tolerance: float) -> list[int]:
    """Indices of the points that stay, ascending; both ends always do.

    OpenCV gives points, not indices. It gives them unchanged and in order, so that each is found
    by walking on along the line to the next point with these very coordinates.
    """
    import cv2

    last = len(points) - 1
    kept = cv2.approxPolyDP(np.ascontiguousarray(points)[:, None], 0.5 * tolerance, False)[:, 0]
    remaining = iter(enumerate(points[1:last].tolist(), start=1))
    found = (next((k for k, here in remaining if here == p), None) for p in kept[1:-1].tolist())
    return [0, *(k for k in found if k is not None), last]
