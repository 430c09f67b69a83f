"""Grey on the face where there should be paper, or ink."""

from __future__ import annotations

from numpy.typing import ArrayLike

from artline.evaluate.metrics.bare_face import bare_face
from artline.evaluate.metrics.gray import Mask, MetricError, as_gray
from artline.faces.topology import BROWS, EYES, LIPS, NOSTRILS
from artline.nouns.mesh import Mesh

PALEST_SMOKE = 0.1
"""Paler ink (1 − grey) is paper."""

DARKEST_SMOKE = 0.9
"""Darker ink (1 − grey) is black."""

PART_MARGIN = 0.03
"""How far brows, eyes, lips and nostrils are dilated, in heights of the face."""


def smoke(drawing: ArrayLike, area: Mask) -> float | None:
    """Share of the face, without its parts and hair, that is neither paper nor black.

    |{area, 0.1 < 1 − grey < 0.9}| / |area|; None where there is no such area.

    Range: 0..1. Better: lower, and alike for every skin tone (`skin.by_skin_class`).
    Misses: where black or white is right; pencil and shading are grey on purpose; folds,
    freckles and glasses drawn in grey count, and so does the soft rim of every black line:
    compare at one size.
    Source: artline's own.

    Args:
        drawing: H×W, uint8 or float.
        area: bool H×W, from `smoke_area` of the photo.

    Raises:
        MetricError: sizes differ, or what `as_gray` refuses.
    """
    gray = as_gray(drawing)
    if gray.shape != area.shape:
        raise MetricError(f"smoke area {area.shape} does not fit the drawing {gray.shape}")
    if not area.any():
        return None
    ink = 1 - gray[area]
    return float(((ink > PALEST_SMOKE) & (ink < DARKEST_SMOKE)).mean())


def smoke_area(photo: ArrayLike, mesh: Mesh) -> Mask:
    """The whole face oval minus brows, eyes, lips, nostrils, beard, and hair over the forehead.

    Each part is dilated by 3 % of the face's height, forehead to chin. Hair: as `bare_face`
    tells it. Unlike in `skin.skin_mask`, the oval is not drawn in, and nostrils are out.

    Args:
        photo: uint8 H×W×3, sRGB.
        mesh: of the same picture.

    Raises:
        MetricError: not such a photo.
    """
    margin = PART_MARGIN * mesh.height
    parts = [(rings, margin) for rings in (BROWS, EYES, LIPS, NOSTRILS)]
    return bare_face(photo, mesh, rim=0, parts=parts)
