"""Eyes in colour: their white beneath the ink, iris, pupil and catchlight over it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from artline.faces.topology import CHEEKS
from artline.nouns import Colour, Mesh, Shape
from artline.paint.eye import Eye, Seen
from artline.paint.parts import HAIR
from artline.paint.sitting import Sitting

Mix = Callable[[tuple[float, ...]], Colour]
"""From a colour in CIE L*a*b* to that of the palette."""

TURNED = 0.45
"""Least width of an eye, as a share of that of the other: a narrower one is turned away."""
DOUBT = 1.6
"""By how much fainter an eye may be seen where the other is seen clearly."""
WHITE = (94.0, 0.0, 1.5)
"""Colour of the white of an eye, CIE L*a*b*."""
SHADED = (78.0, 1.0, 0.0)
"""The same beneath the upper lid."""
SHADE = 0.22
"""Height of the shade beneath the upper lid, in heights of the eye."""
DIMMED = 0.4
"""Share of what the photo's skin is darker than USUAL by which the white is darker as well."""
USUAL = 60.0
"""Lightness, L*, of skin from which on the white of eyes is as light as it can be."""
LIMBUS = 0.45
"""Lightness of the iris's rim, as a share of that of the iris."""
PUPIL = (6.0, 0.0, 0.0)
"""Colour of the pupil."""
RADII = (1.0, 0.82, 0.42)
"""Radii of the iris with its rim, without it, and of the pupil."""
GLINT = 0.26
"""Radius of the catchlight, in radii of the iris."""
CATCHLIGHT = (99.0, 0.0, 0.0)
"""Its colour."""
GLINT_AT = (0.34, -0.36)
"""Its middle, to the side that the light comes from and upwards, in radii of the iris."""
LASH = 0.9
"""Pixels of a pass of the upper lid's line that the iris leaves alone."""


def eyes(
    seat: Sitting, meshes: tuple[Mesh, ...], zoom: float, mix: Mix
) -> tuple[list[Shape], list[Shape]]:
    """What is painted beneath the ink, and what over it.

    Args:
        seat: what is painted.
        meshes: the faces' landmarks, working pixels.
        zoom: pixels of the canvas for a working pixel.
        mix: gives the palette's colours.
    """
    beneath: list[Shape] = []
    over: list[Shape] = []
    for mesh in meshes:
        skin = _cheeks(seat, mesh.points * zoom)
        parts = (mesh.contours, mesh.irises)
        pair = [
            Eye.of(seat, *((part[side] * zoom).astype(np.float64) for part in parts))
            for side in (0, 1)
        ]
        widest = max((eye.width for eye in pair if eye is not None), default=0.0)
        found = [eye for eye in pair if eye is not None and eye.width > TURNED * widest]
        # where one eye is seen, the other is not put out by a shadow
        sure = any(eye.seen(seat, skin, 1.0) is not None for eye in found)
        for eye in found:
            seen = eye.seen(seat, skin, DOUBT if sure else 1.0)
            if seen is not None:
                made = _painted(eye, seen, seat, mix)
                beneath += made[0]
                over += made[1]
    return beneath, over


def _cheeks(seat: Sitting, points: NDArray[np.float32]) -> NDArray[np.float32]:
    """The median colour of both cheeks, CIE L*a*b*, float32 3."""
    height, width = seat.part.shape
    at = np.concatenate([points[list(ring)] for ring in CHEEKS])
    x, y = np.clip(at.astype(np.intp), 0, (width - 1, height - 1)).T
    return np.asarray(np.median(seat.lab[y, x], axis=0), np.float32)


def _painted(eye: Eye, seen: Seen, seat: Sitting, mix: Mix) -> tuple[list[Shape], list[Shape]]:
    """What is painted of one eye beneath the ink and over it."""
    area, radius, colour = eye.area, eye.radius, seen.iris
    height = float(np.hypot(*eye.down))
    down = eye.down / height
    shade = eye.opening & ~area.polygon(eye.ring + SHADE * eye.down)
    beneath = area.shapes(eye.opening, mix(_dimmed(WHITE, seen.around)), "skin")
    beneath += area.shapes(shade, mix(_dimmed(SHADED, seen.around)), "skin")
    free = eye.opening & area.polygon(eye.ring + down * LASH * seat.unit)
    free &= ~area.sampled(seat.part == HAIR)
    rim = (colour[0] * LIMBUS, colour[1] * 0.7, colour[2] * 0.7)
    over: list[Shape] = []
    for share, painted in zip(RADII, (rim, colour, PUPIL), strict=True):
        over += area.shapes(free & area.disc(eye.middle, share * radius), mix(painted), "eyes")
    across = np.array([down[1], -down[0]])
    across *= np.sign(across[0]) * seen.light
    glint = eye.middle + radius * (GLINT_AT[0] * across + GLINT_AT[1] * down)
    spot = free & area.disc(glint, GLINT * radius)
    return beneath, over + area.shapes(spot, mix(CATCHLIGHT), "eyes")


def _dimmed(colour: tuple[float, float, float], near: float) -> tuple[float, float, float]:
    """White as light as the face around it lets it be."""
    less = DIMMED * max(USUAL - near, 0.0)
    return colour[0] - less, colour[1], colour[2]
