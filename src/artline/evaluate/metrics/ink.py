"""How ink lies on the paper: how much, where it should not be, how clean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from artline.evaluate.metrics.gray import INKED, Gray, as_gray, as_matte, as_pair

LIGHTEST_INK = 0.9
DARKEST_MID_GREY = 0.25
LIGHTEST_MID_GREY = 0.75
SPECK_AREA = 6
CONTOUR_BAND = 0.01


@dataclass(frozen=True, slots=True)
class BackgroundInk:
    """Ink outside the sitter; lower is better.

    Attributes:
        of_picture: inked background pixels for each pixel of the picture, 0..1.
        of_background: the same for each background pixel, 0..1; 0 where there is no background.
        background: share of the picture that is background, 0..1.
    """

    of_picture: float
    of_background: float
    background: float


def ink_density(drawing: ArrayLike) -> float:
    """Mean darkness.

    mean(1 − grey). Range: 0 (blank) .. 1 (all black). Better: neither; see `density_difference`.
    Misses: everything but the amount of ink.
    Source: tone value, as in printing.

    Raises:
        MetricError: what `as_gray` refuses.
    """
    return float(1 - as_gray(drawing).mean(dtype=np.float64))


def density_difference(drawing: ArrayLike, reference: ArrayLike) -> float:
    """How much more ink than the reference.

    density(drawing) − density(reference). Range: −1..1, 0 is ideal, positive is too black.
    Better: nearer to 0.
    Misses: where the ink is; grey paper counts as ink.
    Source: artline's own.

    Raises:
        MetricError: sizes differ, or what `as_gray` refuses.
    """
    first, second = as_pair(drawing, reference)
    return ink_density(first) - ink_density(second)


def background_ink(drawing: ArrayLike, matte: ArrayLike) -> BackgroundInk:
    """Ink outside the sitter.

    Background: farther than 1 % of the long side from every pixel whose matte is over 0.5, so
    that the sitter's own outline is not counted. Inked: darker than half.

    Range: 0..1. Better: lower, where the background is meant to go.
    Misses: ink paler than half; what a faulty matte calls sitter; a drawing that keeps its
    background on purpose scores badly.
    Source: artline's own.

    Args:
        drawing: H×W, uint8 or float.
        matte: the same picture, 1 (255) = sitter; another size of the same proportions will do.

    Raises:
        MetricError: a matte of other proportions, or what `as_gray` refuses.
    """
    from artline.evaluate.metrics.lines import distance_to

    gray = as_gray(drawing)
    sitter = as_matte(matte, gray.shape) > 0.5
    outside = distance_to(sitter) > max(1.0, CONTOUR_BAND * max(gray.shape))
    inked = int(((gray < INKED) & outside).sum())
    area = int(outside.sum())
    return BackgroundInk(
        of_picture=inked / gray.size,
        of_background=inked / area if area else 0.0,
        background=area / gray.size,
    )


def crispness(drawing: ArrayLike) -> float:
    """Share of inked pixels that are mid-grey.

    |{0.25 ≤ grey ≤ 0.75}| / |{grey < 0.9}|; 0 where nothing is darker than 0.9.

    Range: 0 (only black on white) .. 1 (all grey). Better: lower.
    Misses: the soft pixel beside every anti-aliased edge counts, so thin lines and small
    pictures score worse: compare at one size; pencil is grey on purpose.
    Source: artline's own.

    Raises:
        MetricError: what `as_gray` refuses.
    """
    gray = as_gray(drawing)
    inked = int((gray < LIGHTEST_INK).sum())
    middle = int(((gray >= DARKEST_MID_GREY) & (gray <= LIGHTEST_MID_GREY)).sum())
    return middle / inked if inked else 0.0


def speckle(drawing: ArrayLike) -> float:
    """Specks of ink for each megapixel.

    Number of 8-connected pieces of ink (darker than half) smaller than 6 px² · 10⁶ / pixels.

    Range: 0.. Better: lower.
    Misses: specks on black (holes), specks paler than half; freckles and catchlights drawn on
    purpose; a speck of 6 px² is smaller on a larger picture: compare at one size.
    Source: artline's own; connected components as in Rosenfeld and Pfaltz 1966.

    Raises:
        MetricError: what `as_gray` refuses.
    """
    gray = as_gray(drawing)
    return _specks(gray) * 1e6 / gray.size


def _specks(gray: Gray) -> int:
    from scipy.ndimage import label

    pieces, count = label(gray < INKED, structure=np.ones((3, 3)))
    areas = np.bincount(pieces.ravel(), minlength=count + 1)[1:]
    return int((areas < SPECK_AREA).sum())
