"""A photo's face without its parts and its hair, and how light its cheeks are."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import Mask, as_photo
from artline.evaluate.metrics.lines import distance_to
from artline.faces.masks import mask_of
from artline.faces.topology import BETWEEN_BROWS, CHEEKS, NOSE_BASE, OVAL, Rings
from artline.nouns.mesh import Mesh

HAIR_LIGHTNESS = 0.75
"""Below the nose and above the brows, what is less light (L*) than this share of the lit cheek is
taken for hair."""

_CROP_MARGIN = 2


def bare_face(
    photo: ArrayLike, mesh: Mesh, *, rim: float, parts: Iterable[tuple[Rings, float]]
) -> Mask:
    """The mesh's oval minus parts of the face, beard, and hair over the forehead.

    Hair: below the base of the nose and above the brows, pixels less light than 0.75 of the lit
    cheek's median L*. Misses: a shadow across chin or forehead is taken for hair; a beard as
    light as the cheek is not.

    Args:
        photo: uint8 H×W×3, sRGB.
        mesh: of the same picture.
        rim: pixels by which the oval is drawn in.
        parts: rings of points, and the pixels by which each is dilated before it is taken away.

    Returns:
        Bool H×W.

    Raises:
        MetricError: not such a photo.
    """
    rgb = as_photo(photo)
    shape = rgb.shape[:2]
    rows, columns = _window(mesh, shape)
    inside = (rows.stop - rows.start, columns.stop - columns.start)
    local = mesh.placed(columns.start, rows.start)
    bare = distance_to(~mask_of(local, OVAL, inside)) > rim
    for rings, margin in parts:
        bare &= distance_to(mask_of(local, rings, inside)) > margin
    bare &= ~_hair(rgb[rows, columns], local)
    whole = np.zeros(shape, dtype=np.bool_)
    whole[rows, columns] = bare
    return whole


def lit_cheek(photo: ArrayLike, mesh: Mesh) -> tuple[float, float] | None:
    """Median L* and b* (CIE, D65) over the lighter half of both cheeks' pixels.

    None where no cheek is in the picture.

    Args:
        photo: uint8 H×W×3, sRGB.
        mesh: of the same picture.

    Raises:
        MetricError: not such a photo.
    """
    rgb = as_photo(photo)
    rows, columns = _window(mesh, rgb.shape[:2])
    return _lit_cheek(_lab(rgb[rows, columns]), mesh.placed(columns.start, rows.start))


def _window(mesh: Mesh, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The part of the picture that holds the face, so that nothing else is worked on."""
    low = np.floor(mesh.points.min(axis=0)).astype(int) - _CROP_MARGIN
    high = np.ceil(mesh.points.max(axis=0)).astype(int) + _CROP_MARGIN
    limits = np.array([shape[1], shape[0]])
    # At least one pixel, even where the face lies wholly outside.
    low = np.clip(low, 0, limits - 1)
    high = np.maximum(np.clip(high, 0, limits), low + 1)
    return slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))


def _lab(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    from skimage.color import rgb2lab

    return np.asarray(rgb2lab(rgb), dtype=np.float64)


def _lit_cheek(lab: NDArray[np.float64], mesh: Mesh) -> tuple[float, float] | None:
    """Median L* and b* of the lighter half of both cheeks."""
    cheek = lab[mask_of(mesh, CHEEKS, (lab.shape[0], lab.shape[1]))]
    if not len(cheek):
        return None
    lit = cheek[cheek[:, 0] >= np.median(cheek[:, 0])]
    return float(np.median(lit[:, 0])), float(np.median(lit[:, 2]))


def _hair(rgb: NDArray[np.uint8], mesh: Mesh) -> Mask:
    """Beard and fringe: where hair may grow, and too dark for this face's skin."""
    lab = _lab(rgb)
    lit = _lit_cheek(lab, mesh)
    if lit is None:
        return np.zeros(lab.shape[:2], dtype=np.bool_)
    y, x = np.indices(lab.shape[:2])
    # Down is the face's own direction, however the head is tilted.
    down = np.array([-math.sin(mesh.tilt), math.cos(mesh.tilt)])
    depth = x * down[0] + y * down[1]
    between_brows, nose_base = (float(mesh.points[k] @ down) for k in (BETWEEN_BROWS, NOSE_BASE))
    where = (depth < between_brows) | (depth > nose_base)
    return np.asarray(where & (lab[..., 0] < HAIR_LIGHTNESS * lit[0]), dtype=np.bool_)
