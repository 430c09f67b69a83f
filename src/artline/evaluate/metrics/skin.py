"""Ink on skin, and whether it falls alike on every skin tone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import INKED, Mask, MetricError, as_gray, as_photo
from artline.evaluate.metrics.lines import distance_to
from artline.evaluate.metrics.statistics import Interval, bootstrap, unpaired_difference
from artline.nouns.mesh import BETWEEN_BROWS, BROWS, CHEEKS, EYES, LIPS, NOSE_BASE, OVAL, Mesh

# How much is taken away around each part, in interocular distances: lashes and lids, brow hairs,
# the lips' outline, and the jaw's own line along the oval.
EYE_MARGIN = 0.10
BROW_MARGIN = 0.05
LIP_MARGIN = 0.04
JAW_MARGIN = 0.08

HAIR_LIGHTNESS = 0.75
"""Below the nose and above the brows, what is less light (L*) than this share of the lit cheek is
taken for hair."""

SKIN_CLASSES = (
    ("very light", 55.0),
    ("light", 41.0),
    ("intermediate", 28.0),
    ("tan", 10.0),
    ("brown", -30.0),
    ("dark", -90.0),
)
"""Chardon's classes, each with the angle in degrees above which it begins."""

LEAST_IN_CLASS = 5
"""Photos a class needs before a gap is read from it."""

_CROP_MARGIN = 2


@dataclass(frozen=True, slots=True)
class SkinClass:
    """One class of skin tone.

    Attributes:
        name: "very light" … "dark".
        ink: mean skin ink of its photos with a bootstrap interval; `ink.n` is their number.
    """

    name: str
    ink: Interval


@dataclass(frozen=True, slots=True)
class SkinReport:
    """Skin ink per skin tone.

    Attributes:
        classes: those that occur, lightest first.
        gap: mean of the darkest minus mean of the lightest class with at least five photos, and
            its interval; 0 is fair. None where fewer than two classes have as many.
    """

    classes: tuple[SkinClass, ...]
    gap: Interval | None


def skin_ink(drawing: ArrayLike, skin: Mask) -> float | None:
    """Share of face-skin pixels darker than half.

    |{skin, grey < 0.5}| / |skin|; None where there is no skin to be seen.

    Range: 0..1. Better: lower, and alike for every skin tone (`by_skin_class`).
    Misses: grey washes paler than half; folds and freckles drawn on purpose count, and so do
    glasses.
    Source: artline's own.

    Args:
        drawing: H×W, uint8 or float.
        skin: bool H×W, from `skin_mask` of the photo.

    Raises:
        MetricError: sizes differ, or what `as_gray` refuses.
    """
    gray = as_gray(drawing)
    if gray.shape != skin.shape:
        raise MetricError(f"skin mask {skin.shape} does not fit the drawing {gray.shape}")
    return float((gray[skin] < INKED).mean()) if skin.any() else None


def skin_mask(photo: ArrayLike, mesh: Mesh) -> Mask:
    """Bare skin of the face: the mesh's oval minus eyes, brows, lips and beard.

    Each part is taken away with a margin (constants above, in interocular distances), and the
    oval is drawn in. Beard, and hair over the forehead: below the base of the nose and above the
    brows, pixels less light than 0.75 of the lit cheek's median L*. Misses: a shadow across chin
    or forehead is taken for hair; a beard as light as the cheek is not.

    Args:
        photo: uint8 H×W×3, sRGB.
        mesh: of the same picture.

    Raises:
        MetricError: not such a photo.
    """
    rgb = as_photo(photo)
    shape = rgb.shape[:2]
    rows, columns = _window(mesh, shape)
    inside = (rows.stop - rows.start, columns.stop - columns.start)
    local = mesh.placed(columns.start, rows.start)
    unit = mesh.interocular
    skin = distance_to(~local.area(OVAL, inside)) > JAW_MARGIN * unit
    for rings, margin in ((EYES, EYE_MARGIN), (BROWS, BROW_MARGIN), (LIPS, LIP_MARGIN)):
        skin &= distance_to(local.area(rings, inside)) > margin * unit
    skin &= ~_hair(rgb[rows, columns], local)
    whole = np.zeros(shape, dtype=np.bool_)
    whole[rows, columns] = skin
    return whole


def typology_angle(photo: ArrayLike, mesh: Mesh) -> float | None:
    """Individual typology angle of the lit cheek, in degrees.

    ITA = arctan((L* − 50) / b*) · 180/π, of the medians of L* and b* over the lighter half of
    both cheeks' pixels (CIE L*a*b*, D65). None where no cheek is in the picture.

    Range: −90 (darkest) .. 90 (lightest).
    Misses: the light and the camera: the same skin in warm or dim light comes out darker; make-up.
    Source: Chardon, Cretois, Hourseau 1991, International Journal of Cosmetic Science 13:4.

    Args:
        photo: uint8 H×W×3, sRGB.
        mesh: of the same picture.

    Raises:
        MetricError: not such a photo.
    """
    rgb = as_photo(photo)
    rows, columns = _window(mesh, rgb.shape[:2])
    local = mesh.placed(columns.start, rows.start)
    lit = _lit_cheek(_lab(rgb[rows, columns]), local)
    if lit is None:
        return None
    lightness, yellow = lit
    # b* of skin is positive; grey photos have 0, which is the limit of ±90°.
    return math.degrees(math.atan2(lightness - 50, max(yellow, 1e-6)))


def skin_class(angle: float) -> str:
    """Chardon's class of an individual typology angle.

    Very light > 55° > light > 41° > intermediate > 28° > tan > 10° > brown > −30° > dark.
    """
    return next((name for name, above in SKIN_CLASSES if angle > above), SKIN_CLASSES[-1][0])


def by_skin_class(angles: Sequence[float], shares: Sequence[float], *, seed: int = 0) -> SkinReport:
    """Skin ink per skin tone, and the gap between the darkest and the lightest of them.

    Range of the gap: −1..1, 0 is fair, positive is blacker on dark skin. Better: nearer to 0.
    Misses: an angle is of skin and light together (`typology_angle`), so a class holds badly lit
    light faces too; few photos make a wide interval, and fewer than five no gap at all.
    Source: classes by Chardon, Cretois, Hourseau 1991; del Bino and Bernerd 2013 (British
    Journal of Dermatology 169:s3).

    Args:
        angles: typology angle of each photo, degrees.
        shares: skin ink of the drawing of each photo, 0..1.
        seed: of the bootstrap.

    Raises:
        MetricError: lengths differ, or no photos.
    """
    if len(angles) != len(shares):
        raise MetricError(f"skin: {len(angles)} angles for {len(shares)} shares; give both")
    if not angles:
        raise MetricError("skin: no photo with a face mesh; leave the table out")
    groups: dict[str, list[float]] = {}
    for angle, share in zip(angles, shares, strict=True):
        groups.setdefault(skin_class(angle), []).append(share)
    present = [name for name, _ in SKIN_CLASSES if name in groups]
    classes = tuple(SkinClass(name, bootstrap(groups[name], seed=seed)) for name in present)
    enough = [name for name in present if len(groups[name]) >= LEAST_IN_CLASS]
    gap = None
    if len(enough) > 1:
        gap = unpaired_difference(groups[enough[-1]], groups[enough[0]], seed=seed)
    return SkinReport(classes, gap)


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
    cheek = lab[mesh.area(CHEEKS, (lab.shape[0], lab.shape[1]))]
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
