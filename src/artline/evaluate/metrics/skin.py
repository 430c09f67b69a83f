"""Ink on skin, and whether what is on a face falls alike on every skin tone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.typing import ArrayLike

from artline.anatomy.typology import SKIN_CLASSES, angle_of, skin_class
from artline.evaluate.metrics.bare_face import bare_face, lit_cheek
from artline.evaluate.metrics.gray import INKED, Mask, MetricError, as_gray
from artline.evaluate.metrics.statistics import Interval, bootstrap, unpaired_difference
from artline.faces.topology import BROWS, EYES, LIPS
from artline.nouns.mesh import Mesh

# How much is taken away around each part, in interocular distances: lashes and lids, brow hairs,
# the lips' outline, and the jaw's own line along the oval.
EYE_MARGIN = 0.10
BROW_MARGIN = 0.05
LIP_MARGIN = 0.04
JAW_MARGIN = 0.08

LEAST_IN_CLASS = 5
"""Photos a class needs before a gap is read from it."""


@dataclass(frozen=True, slots=True)
class SkinClass:
    """One class of skin tone.

    Attributes:
        name: "very light" … "dark".
        share: mean share of its photos with a bootstrap interval; `share.n` is their number.
    """

    name: str
    share: Interval


@dataclass(frozen=True, slots=True)
class SkinReport:
    """A share of the face, skin ink or smoke, per skin tone.

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
    oval is drawn in. Beard, and hair over the forehead: as `bare_face` tells them.

    Args:
        photo: uint8 H×W×3, sRGB.
        mesh: of the same picture.

    Raises:
        MetricError: not such a photo.
    """
    unit = mesh.interocular
    parts = (
        (EYES, EYE_MARGIN * unit),
        (BROWS, BROW_MARGIN * unit),
        (LIPS, LIP_MARGIN * unit),
    )
    return bare_face(photo, mesh, rim=JAW_MARGIN * unit, parts=parts)


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
    lit = lit_cheek(photo, mesh)
    if lit is None:
        return None
    lightness, yellow = lit
    return angle_of(lightness, yellow)


def by_skin_class(angles: Sequence[float], shares: Sequence[float], *, seed: int = 0) -> SkinReport:
    """Skin ink or smoke per skin tone, and the gap between the darkest and the lightest of them.

    Range of the gap: −1..1, 0 is fair, positive is more on dark skin. Better: nearer to 0.
    Misses: an angle is of skin and light together (`typology_angle`), so a class holds badly lit
    light faces too; few photos make a wide interval, and fewer than five no gap at all.
    Source: classes by Chardon, Cretois, Hourseau 1991; del Bino and Bernerd 2013 (British
    Journal of Dermatology 169:s3).

    Args:
        angles: typology angle of each photo, degrees.
        shares: `skin_ink` or `smoke` of the drawing of each photo, 0..1.
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
