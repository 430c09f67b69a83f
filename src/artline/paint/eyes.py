"""Eyes in colour: their white beneath the ink, iris, pupil and catchlight over it.

An eye is painted where the photo shows one: open, with a white lighter than the iris. Behind
dark glasses, and in a closed eye, nothing is put.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.faces.topology import CHEEKS
from artline.fields.smoothstep import smoothstep_scalar
from artline.nouns import Colour, Mesh, Shape
from artline.paint.parts import HAIR
from artline.paint.sitting import Sitting
from artline.paint.stencilled import Stencilled, ring_around

Points = NDArray[np.float64]
Mix = Callable[[tuple[float, ...]], Colour]
"""From a colour in CIE L*a*b* to that of the palette."""

LOWER = [0, 1, 2, 3, 4, 5, 6, 7, 8]
UPPER = [8, 15, 14, 13, 12, 11, 10, 9, 0]
SMALLEST = 7.0
"""Width of the smallest eye that is painted, pixels of the canvas."""
TURNED = 0.45
"""Least width of an eye, as a share of that of the other: a narrower one is turned away."""
DOUBT = 1.6
"""By how much fainter an eye may be seen where the other is seen clearly."""
OPEN = 0.14
"""Height of an open eye between its lids, in widths."""
CONTRAST = 5.0
"""Lightness, L*, by which the white is lighter than the iris where an eye is seen."""
LEAST_SEEN = 6
"""Pixels of the canvas of white and of iris from which the photo says how light they are."""
WHITE = (94.0, 0.0, 1.5)
"""Colour of the white of an eye, CIE L*a*b*."""
SHADED = (78.0, 1.0, 0.0)
"""The same beneath the upper lid."""
SHADE = 0.22
"""Height of the shade beneath the upper lid, in heights of the eye."""
DIMMED = 0.45
"""Share of what the photo's skin is darker than USUAL by which the white is darker as well."""
USUAL = 60.0
"""Lightness, L*, of skin from which on the white of eyes is as light as it can be."""
IRIS = (0.5, 0.92)
"""Radii, in those of the iris, between which the photo's iris has its own colour."""
IRIS_LIGHT = (24.0, 58.0)
"""Least and greatest lightness of a painted iris."""
IRIS_LIGHTER = 6.0
"""Lightness that is added to the photo's: an iris lies in the shade of lid and lashes."""
IRIS_CHROMA = 1.5
"""What the chroma of the photo's iris is multiplied by, for the same reason."""
DARK_IRIS = 38.0
"""Lightness, L*, of an iris below which the photo hardly shows its hue."""
BROWN = (6.0, 9.0)
"""What is added to a* and b* of such an iris."""
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
AROUND = (0.3, 0.8)
"""Distances from an eye, in halves of its width, between which the face's skin is seen."""
LIKE_SKIN = 12.0
"""Farthest that it is from the cheeks' hue and chroma, a* and b*."""
AS_LIGHT = 0.4
"""Least lightness of it, as a share of that of the cheeks."""
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
        pair = [
            _Eye.of(seat, *((part[side] * zoom).astype(np.float64) for part in _parts(mesh)))
            for side in (0, 1)
        ]
        widest = max((eye.width for eye in pair if eye is not None), default=0.0)
        found = [eye for eye in pair if eye is not None and eye.width > TURNED * widest]
        # where one eye is seen, the other is not put out by a shadow
        sure = any(eye.seen(seat, skin, 1.0) is not None for eye in found)
        for eye in found:
            made = eye.painted(seat, skin, DOUBT if sure else 1.0, mix)
            beneath += made[0]
            over += made[1]
    return beneath, over


def _parts(mesh: Mesh) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return mesh.contours, mesh.irises


def _cheeks(seat: Sitting, points: NDArray[np.float32]) -> NDArray[np.float32]:
    """The median colour of both cheeks, CIE L*a*b*, float32 3."""
    height, width = seat.part.shape
    at = np.concatenate([points[list(ring)] for ring in CHEEKS])
    x, y = np.clip(at.astype(np.intp), 0, (width - 1, height - 1)).T
    return np.asarray(np.median(seat.lab[y, x], axis=0), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Eye:
    """An open eye, its lids and its iris in pixels of the canvas, on a fine grid."""

    area: Stencilled
    ring: Points
    opening: NDArray[np.bool_]
    middle: Points
    radius: float
    width: float
    down: Points

    @classmethod
    def of(cls, seat: Sitting, lids: Points, iris: Points) -> _Eye | None:
        """An eye; None where it is closed or too small."""
        width = float(np.hypot(*(lids[8] - lids[0])))
        height = float(np.hypot(*(lids[12] - lids[4])))
        if width < SMALLEST or height < OPEN * width:
            return None
        ring = ring_around(lids[LOWER], lids[UPPER])
        area = Stencilled.around(ring, 0.5 * width, seat.scale)
        if area is None:
            return None
        radius = float(np.hypot(*(iris[1:] - iris[0]).T).mean())
        down = lids[4] - lids[12]
        return cls(area, ring, area.polygon(ring), iris[0], radius, width, down)

    def painted(
        self, seat: Sitting, skin: NDArray[np.float32], doubt: float, mix: Mix
    ) -> tuple[list[Shape], list[Shape]]:
        """What is painted beneath the ink and over it."""
        seen = self.seen(seat, skin, doubt)
        if seen is None:
            return [], []
        colour, light_side, near = seen
        area, radius = self.area, self.radius
        height = float(np.hypot(*self.down))
        down = self.down / height
        shade = self.opening & ~area.polygon(self.ring + SHADE * self.down)
        beneath = area.shapes(self.opening, mix(_dimmed(WHITE, near)), "skin")
        beneath += area.shapes(shade, mix(_dimmed(SHADED, near)), "skin")
        free = self.opening & area.polygon(self.ring + down * LASH * seat.unit)
        free &= ~area.sampled(seat.part == HAIR)
        rim = (colour[0] * LIMBUS, colour[1] * 0.7, colour[2] * 0.7)
        over: list[Shape] = []
        for share, painted in zip(RADII, (rim, colour, PUPIL), strict=True):
            over += area.shapes(free & area.disc(self.middle, share * radius), mix(painted), "eyes")
        across = np.array([down[1], -down[0]])
        across *= np.sign(across[0]) * light_side
        glint = self.middle + radius * (GLINT_AT[0] * across + GLINT_AT[1] * down)
        spot = free & area.disc(glint, GLINT * radius)
        return beneath, over + area.shapes(spot, mix(CATCHLIGHT), "eyes")

    def seen(
        self, seat: Sitting, skin: NDArray[np.float32], doubt: float
    ) -> tuple[tuple[float, float, float], float, float] | None:
        """Colour of the iris, the side of the light, and how light it is around the eye.

        None where the photo shows no eye; the more doubt is allowed, the fainter one may be.
        """
        area, opening = self.area, self.opening
        lab = area.picture(seat.photo)
        white = opening & ~area.disc(self.middle, 1.15 * self.radius)
        whole = opening & area.disc(self.middle, 0.95 * self.radius)
        if min(white.sum(), whole.sum()) < LEAST_SEEN * area.fine**2:
            return None
        # half of the white lies in the shade of lashes
        lightest = float(np.percentile(lab[white][:, 0], 70))
        if lightest - float(np.median(lab[whole][:, 0])) < CONTRAST / doubt:
            return None
        if not _bare(lab, opening, area.fine * area.reach, skin, doubt):
            return None
        left, right = (float(part.mean()) if part.size else 0.0 for part in _halves(seat, area))
        near = float(np.median(lab[..., 0]))
        return _iris(lab, area, whole, self.middle, self.radius), np.sign(right - left), near


def _iris(
    lab: NDArray[np.float32],
    area: Stencilled,
    whole: NDArray[np.bool_],
    middle: Points,
    radius: float,
) -> tuple[float, float, float]:
    """The colour that an iris is painted in, CIE L*a*b*."""
    ring = whole & area.disc(middle, IRIS[1] * radius) & ~area.disc(middle, IRIS[0] * radius)
    own = lab[ring if ring.any() else whole]
    # without what mirrors the light
    own = own[own[:, 0] <= np.percentile(own[:, 0], 85)]
    light, a, b = (float(value) for value in np.median(own, axis=0))
    # too dark for its hue to be seen, an iris is brown
    brown = smoothstep_scalar(DARK_IRIS - light, 0, 12) * smoothstep_scalar(b, -5, 0)
    a, b = a + brown * BROWN[0], b + brown * BROWN[1]
    return float(np.clip(light + IRIS_LIGHTER, *IRIS_LIGHT)), IRIS_CHROMA * a, IRIS_CHROMA * b


def _bare(
    lab: NDArray[np.float32],
    opening: NDArray[np.bool_],
    reach: float,
    skin: NDArray[np.float32],
    doubt: float,
) -> bool:
    """Whether skin lies around an eye, and no lens of dark glasses."""
    import cv2

    far = cv2.distanceTransform((~opening).astype(np.uint8), cv2.DIST_L2, 5)
    ring = (far > AROUND[0] * reach) & (far < AROUND[1] * reach)
    if not ring.any():
        return False
    light, a, b = (float(value) for value in np.median(lab[ring], axis=0))
    share = min(light / max(float(skin[0]), 1.0), 1.0)
    near = float(np.hypot(a - share * skin[1], b - share * skin[2])) < LIKE_SKIN * doubt
    return near and share > AS_LIGHT / doubt


def _halves(seat: Sitting, area: Stencilled) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Lightness to the left and to the right, far enough to tell where the light comes from."""
    height, width = seat.part.shape
    x, y = area.middle
    reach = round(4 * area.reach)
    rows = slice(max(round(y) - reach, 0), min(round(y) + reach, height))
    left = seat.lab[rows, max(round(x) - reach, 0) : max(round(x), 1), 0]
    right = seat.lab[rows, min(round(x), width - 1) : min(round(x) + reach, width), 0]
    return left, right


def _dimmed(colour: tuple[float, float, float], near: float) -> tuple[float, float, float]:
    """White as light as the face around it lets it be."""
    less = DIMMED * max(USUAL - near, 0.0)
    return colour[0] - 0.5 * less, colour[1], colour[2]
