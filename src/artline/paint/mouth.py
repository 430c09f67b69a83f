"""Lips in their colour, clean teeth, and the dark of an open mouth, where the photo shows them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Mesh, Shape
from artline.paint.eyes import Mix
from artline.paint.sitting import Sitting
from artline.paint.stencilled import Stencilled, ring_around

Points = NDArray[np.float64]

UPPER = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291]
LOWER = [291, 375, 321, 405, 314, 17, 84, 181, 91, 146, 61]
INNER_UPPER = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308]
INNER_LOWER = [308, 324, 318, 402, 317, 14, 87, 178, 88, 95, 78]
SMALLEST = 9.0
"""Width of the smallest mouth that is painted, pixels of the canvas."""
REDDER = 2.5
"""Units of a* that lips get beside those of the photo."""
UPPER_DARKER = 5.0
"""Lightness, L*, by which the upper lip, which looks down, is darker than both are."""
OPEN = 0.07
"""Height of an open mouth between its lips, in widths."""
UNLIKE = 14.0
"""Distance, L*a*b* units, of teeth or depth from the colour of lips."""
WIDE = 0.16
"""Height of a mouth that is open whatever its colours, in widths."""
TEETH = (92.0, 0.0, 5.0)
"""Colour of teeth, CIE L*a*b*."""
TOOTH_LIGHT = 0.62
"""Lightness of teeth, as a share of that of the skin around the mouth, at least."""
LESS_RED = 4.0
"""Units of a* by which teeth are less red than the lips, and tongue and gums are not."""
LIGHTER = 15.0
"""Lightness, L*, by which teeth of any hue are lighter than the lips."""
TOOTH_SHARE = 0.12
"""Share of an open mouth that is teeth, from which on any are painted."""
DEPTH = (17.0, 14.0, 7.0)
"""Colour of the depth of an open mouth."""


def mouth(seat: Sitting, meshes: tuple[Mesh, ...], zoom: float, mix: Mix) -> list[Shape]:
    """Lips, depth and teeth of every face, beneath the ink.

    Args:
        seat: what is painted.
        meshes: the faces' landmarks, working pixels.
        zoom: pixels of the canvas for a working pixel.
        mix: gives the palette's colours.
    """
    found: list[Shape] = []
    for mesh in meshes:
        _mouth(seat, (mesh.points * zoom).astype(np.float64), mix, found)
    return found


def _mouth(seat: Sitting, points: Points, mix: Mix, found: list[Shape]) -> None:
    width = float(np.hypot(*(points[291] - points[61])))
    if width < SMALLEST:
        return
    area = Stencilled.around(points[[*UPPER, *LOWER]], 0.15 * width, seat)
    if area is None:
        return
    whole = area.polygon(ring_around(points[UPPER], points[LOWER]))
    inner = area.polygon(ring_around(points[INNER_UPPER], points[INNER_LOWER]))
    lips = whole & ~inner
    lab = area.picture(seat.photo)
    if not lips.any():
        return
    own = np.median(lab[lips], axis=0)
    gap = float(np.hypot(*(points[14] - points[13]))) / width
    # where lips are shut, the landmarks still leave a gap, which is lips as well
    parted = gap > WIDE or (gap > OPEN and _unlike(lab, inner, own))
    lips = lips if parted else whole
    light, a, b = (float(value) for value in own)
    line = np.concatenate([points[INNER_UPPER], points[LOWER]])
    lower = lips & area.polygon(ring_around(line[:11], line[11:]))
    found += area.shapes(whole, mix((light - UPPER_DARKER, a + REDDER, b)), "skin")
    found += area.shapes(lower, mix((light, a + REDDER, b)), "skin")
    if not parted:
        return
    found += area.shapes(inner, mix(DEPTH), "skin")
    around = float(np.median(lab[~whole][:, 0]))
    teeth = inner & (lab[..., 0] > max(TOOTH_LIGHT * around, light))
    teeth &= (lab[..., 1] < a - LESS_RED) | (lab[..., 0] > light + LIGHTER)
    if teeth.sum() > TOOTH_SHARE * inner.sum():
        found += area.shapes(_closed(teeth, width * area.fine) & inner, mix(TEETH), "skin")


def _unlike(lab: NDArray[np.float32], inner: NDArray[np.bool_], lips: NDArray[np.floating]) -> bool:
    """Whether most of what is between the lips has another colour than they have."""
    if not inner.any():
        return False
    return float(np.median(np.linalg.norm(lab[inner] - lips, axis=-1))) > UNLIKE


def _closed(mask: NDArray[np.bool_], width: float) -> NDArray[np.bool_]:
    """A mask without the gaps between teeth and without crumbs."""
    import cv2

    from artline.fields.morphology import disc

    plane = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, disc(0.05 * width))
    return cv2.morphologyEx(plane, cv2.MORPH_OPEN, disc(0.02 * width)) > 0
