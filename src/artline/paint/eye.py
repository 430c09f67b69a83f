"""An eye as the photo shows it: open, with a white lighter than the iris, and skin around it.

Behind dark glasses, and in a closed eye, nothing is seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.smoothstep import smoothstep_scalar
from artline.paint.sitting import Sitting
from artline.paint.stencilled import Stencilled, ring_around

Points = NDArray[np.float64]

LOWER = [0, 1, 2, 3, 4, 5, 6, 7, 8]
UPPER = [8, 15, 14, 13, 12, 11, 10, 9, 0]
SMALLEST = 7.0
"""Width of the smallest eye that is painted, pixels of the canvas."""
OPEN = 0.14
"""Height of an open eye between its lids, in widths."""
CONTRAST = 5.0
"""Lightness, L*, by which the white is lighter than the iris where an eye is seen."""
LEAST_SEEN = 6
"""Pixels of the canvas of white and of iris from which the photo says how light they are."""
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
AROUND = (0.3, 0.8)
"""Distances from an eye, in halves of its width, between which the face's skin is seen."""
LIKE_SKIN = 12.0
"""Farthest that it is greener or bluer than the cheeks, a* and b*: make-up is neither."""
AS_LIGHT = 0.4
"""Least lightness of it, as a share of that of the cheeks."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the photo says of an eye.

    Attributes:
        iris: the colour that it is painted in, CIE L*a*b*.
        light: the side that the light comes from: −1 left, 1 right, 0 neither.
        around: lightness, L*, of the eye and of what is around it.
    """

    iris: tuple[float, float, float]
    light: float
    around: float


@dataclass(frozen=True, slots=True, eq=False)
class Eye:
    """An open eye on a fine grid.

    Attributes:
        area: the grid.
        ring: around the opening between the lids, pixels of the canvas.
        opening: bool, on the grid.
        middle: of the iris, pixels of the canvas.
        radius: of the iris, pixels of the canvas.
        width: from corner to corner, pixels of the canvas.
        down: from the middle of the upper lid to that of the lower, pixels of the canvas.
    """

    area: Stencilled
    ring: Points
    opening: NDArray[np.bool_]
    middle: Points
    radius: float
    width: float
    down: Points

    @classmethod
    def of(cls, seat: Sitting, lids: Points, iris: Points) -> Eye | None:
        """An eye; None where it is closed or too small."""
        width = float(np.hypot(*(lids[8] - lids[0])))
        height = float(np.hypot(*(lids[12] - lids[4])))
        if width < SMALLEST or height < OPEN * width:
            return None
        ring = ring_around(lids[LOWER], lids[UPPER])
        area = Stencilled.around(ring, 0.5 * width, seat)
        if area is None:
            return None
        radius = float(np.hypot(*(iris[1:] - iris[0]).T).mean())
        down = lids[4] - lids[12]
        return cls(area, ring, area.polygon(ring), iris[0], radius, width, down)

    def seen(self, seat: Sitting, skin: NDArray[np.float32], doubt: float) -> Seen | None:
        """What the photo shows of it; None where that is no eye.

        Args:
            seat: the photo.
            skin: float32 3, CIE L*a*b* of the cheeks.
            doubt: 1 or more: the greater, the fainter an eye may be.
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
        return Seen(
            _iris(lab, area, whole, self.middle, self.radius), float(np.sign(right - left)), near
        )


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
    colder = max(share * float(skin[1]) - a, share * float(skin[2]) - b)
    return colder < LIKE_SKIN * doubt and share > AS_LIGHT / doubt


def _halves(seat: Sitting, area: Stencilled) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Lightness to the left and to the right, far enough to tell where the light comes from."""
    height, width = seat.part.shape
    x, y = area.middle
    reach = round(4 * area.reach)
    rows = slice(max(round(y) - reach, 0), min(round(y) + reach, height))
    left = seat.lab[rows, max(round(x) - reach, 0) : max(round(x), 1), 0]
    right = seat.lab[rows, min(round(x), width - 1) : min(round(x) + reach, width), 0]
    return left, right
