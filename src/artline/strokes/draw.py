"""From a drawing's marks to its strokes on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from artline.finish.direction import direction
from artline.looks import LOOKS
from artline.nouns import Drawing, Ink, Pen, Stroke
from artline.options import PageSettings
from artline.strokes import masses
from artline.strokes.budget import within
from artline.strokes.carried import carried, cover
from artline.strokes.fit import fit
from artline.strokes.grain import beside, spacing
from artline.strokes.inked import inked, shapes_inked
from artline.strokes.joined import joined
from artline.strokes.layers import inner_faces, layers_of, pens_of, roles_map
from artline.strokes.order import ordered
from artline.strokes.passes import passes
from artline.strokes.path import Mask, Path, Points, sampled
from artline.strokes.swung import swung
from artline.strokes.trace import trace

SPECK = 3.0
"""Length below which a mark outside of faces is left out, mm."""

SPECK_IN_FACE = 0.6
"""Length below which a mark in a face is left out, mm: nostrils, lashes and highlights stay."""

BRANCH = 6.0
"""Longest line that is drawn out and back from the side of another, mm: lifting the pen twice
takes longer."""

SIGHT = 6
"""Points over which the direction of a line's end is taken."""

REACH = 3.0
"""Farthest way through the ink along which the pen stays down from a line to another, mm."""

TURN = 2.5
"""Farthest way through the ink along which the pen stays down from a hatching line or an outline of
a mass to another, mm: a longer way would cross other lines."""


def draw(
    drawing: Drawing,
    shape: tuple[int, int],
    settings: PageSettings,
    frame: tuple[float, float, float],
    *,
    pens: Sequence[Pen],
) -> list[Stroke]:
    """Strokes of a drawing, ordered, on the page.

    Args:
        drawing: its marks become strokes; of its ink, faces, sitter and lightness count.
        shape: rows and columns of the picture in which its shapes are traced.
        settings: what the user chose.
        frame: mm per pixel of that picture, then x and y in mm of its top left corner on the page.
        pens: the pens, from dark to light.

    Raises:
        OutputError: scikit-image is not installed.
    """
    scale, *corner = frame
    height, width = shape
    pen = max(p.width for p in pens) / scale
    paths = _paths(drawing, shape, settings.masses, scale, pen)
    strokes = _on_page(paths, drawing, shape, frame, pens)
    strokes = within(strokes, settings.strokes, settings.ink_length)
    strokes = ordered(strokes, pens, settings.order)
    corners = (*corner, corner[0] + width * scale, corner[1] + height * scale)
    return _drawn_finely(strokes, settings, corners)


def _paths(
    drawing: Drawing, shape: tuple[int, int], kind: str, scale: float, pen: float
) -> list[Path]:
    """All that the pen draws, in pixels; `kind` is what becomes of masses."""
    ink = drawing.ink
    own = carried(drawing.marks, shape, pen)
    drawn, tone = shapes_inked(drawing.marks, shape)
    faces = inner_faces(ink, shape)
    lines, dark, close = drawn, np.zeros_like(drawn), np.ones_like(drawn)
    look = LOOKS[drawing.settings.look]
    if look.masses:
        lines, dark = masses.parted(drawn, faces, pen)
        close = faces
    middles = trace(lines & ~cover(own, shape, 2), faint(ink, shape)) if lines.any() else []
    found = own + [_light(_reaching(path, dark, pen), tone) for path in middles]
    apart = beside(tone, close)
    wide = [
        passes(path, pen, float(np.median(sampled(apart, path))))
        for path in found
        if not path.whole
    ]
    # lines of one width tell nothing by it: a pen of its own width draws their middle
    whole = [path if look.even else swung(path, pen) for path in own if path.whole]
    found = whole + [replace(path, reach=REACH / scale) for parts in wide for path in parts]
    if kind == "none" or not dark.any():
        return found
    ground = masses.Ground(drawn, direction(ink, shape), spacing(ink, tone, faces), faces)
    areas = masses.paths(dark & ~cover(own, shape, masses.HATCH * pen), ground, kind, pen)
    return found + [replace(path, reach=TURN / scale) for path in areas]


def _reaching(path: Path, dark: Mask, pen: float) -> Path:
    """The path of a line goes on into the mass that it leaves: its middle ends before its edge."""
    if path.closed:
        return path
    points, widths = path.points, path.widths
    for _ in range(2):
        points, widths = points[::-1], widths[::-1]
        way = points[-1] - points[-min(SIGHT, len(points))]
        size = float(np.hypot(*way))
        count = round(0.5 * float(widths[-1])) + SIGHT
        ahead = points[-1] + way / max(size, 1e-9) * np.arange(1, count + 1)[:, None]
        inside = np.flatnonzero(sampled(dark, Path(ahead, ahead[:, 0])))
        if size > 0 and len(inside):
            ahead = ahead[: inside[0] + 1 + round(pen)]
            points = np.concatenate([points, ahead])
            widths = np.concatenate([widths, np.full(len(ahead), widths[-1])])
    return replace(path, points=points, widths=widths)


def _light(path: Path, tone: NDArray[np.float32]) -> Path:
    """The path of a light line is thinner."""
    return replace(path, widths=path.widths * float(np.percentile(sampled(tone, path), 75)))


def _on_page(
    paths: Sequence[Path],
    drawing: Drawing,
    shape: tuple[int, int],
    frame: tuple[float, float, float],
    pens: Sequence[Pen],
) -> list[Stroke]:
    """Paths joined within the ink, each with its layer and pen, without specks; in mm."""
    if not paths:
        return []
    scale, *corner = frame
    lowest, highest = np.array(corner), np.array(corner) + scale * np.array(shape[::-1])
    told = roles_map(drawing.marks, shape)
    layers = layers_of(paths, drawing.ink, told)
    names = pens_of(paths, shape, drawing.ink, pens)
    kinds = list(zip(layers, names, strict=True))
    near = np.zeros(shape, bool)
    if any(path.reach for path in paths):
        near = cover(paths, shape) | inked(drawing.marks, shape)
    return [
        Stroke(
            np.minimum(np.maximum(path.points * scale + corner, lowest), highest),
            path.widths * scale,
            name,
            layer,
            path.closed,
        )
        for path, (layer, name) in joined(paths, kinds, near, BRANCH / scale)
        if path.whole or path.length * scale >= (SPECK_IN_FACE if layer == "face" else SPECK)
    ]


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
        curves = [np.minimum(np.maximum(curve, low), high) for curve in fitted]
    return [
        _simplified(stroke, curve, settings.tolerance)
        for stroke, curve in zip(strokes, curves, strict=True)
    ]


def _simplified(stroke: Stroke, curve: Points | None, tolerance: float) -> Stroke:
    """With its curve, and fewer points: none of the others lies farther than the tolerance.

    Ramer 1972; Douglas and Peucker 1973.
    """
    if len(stroke.points) == 2:
        return replace(stroke, curve=curve)
    points = stroke.points.astype(np.float32)
    if stroke.closed:
        # a loop's ends are one place: its farthest point divides it into two open halves
        far = int(np.hypot(*(points - points[0]).T).argmax())
        back = [far + k for k in _kept_indices(points[far:], tolerance)[1:]]
        kept = _kept_indices(points[: far + 1], tolerance) + back
    else:
        kept = _kept_indices(points, tolerance)
    return replace(stroke, points=stroke.points[kept], widths=stroke.widths[kept], curve=curve)


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
