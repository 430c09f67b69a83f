"""Lines as a pen leaves them: where they run, where they break, how many strokes they take."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import INKED, Gray, Mask, as_gray, as_pair

TOLERANCE = 0.01
"""Largest distance between two lines that are the same, in long sides of the picture."""

WIDEST_STROKE = 0.03
"""Ink wider than this, in long sides, is a mass: its outline is the line, not its middle."""

_FAINTEST = 0.1
"""Two greys (0..1) closer than this are one grey: there is no ink to be told from paper."""


@dataclass(frozen=True, slots=True)
class LineAgreement:
    """How two drawings' lines agree; each 0..1, higher is better.

    Attributes:
        precision: share of the drawing's lines that the reference has too.
        recall: share of the reference's lines that the drawing has too.
    """

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Strokes:
    """What the pen did.

    Attributes:
        length: length of all strokes, in long sides of the picture.
        count: pieces of line between ends and crossings.
        ends: free ends, those that run into a mass not counted.
    """

    length: float
    count: int
    ends: int


def line_agreement(
    drawing: ArrayLike, reference: ArrayLike, tolerance: float = TOLERANCE
) -> LineAgreement:
    """Whether lines run where the reference's run.

    precision = |{p ∈ L(drawing): d(p, L(reference)) ≤ t}| / |L(drawing)|, recall the other way
    round, with L the thinned lines (`thinned`) and t = `tolerance` long sides (at least 1 px).

    Range: 0..1 each. Better: higher. Two drawings without lines agree wholly (1, 1); where one
    alone has none, both are 0.
    Misses: width and blackness of lines; which of two close lines was meant; a line 1.5 % off is
    as wrong as one that is not there, though an artist's hand is free by up to 5 % of the face.
    Source: boundary precision and recall with a distance tolerance, Martin, Fowlkes, Malik 2004
    (IEEE TPAMI 26:5), here without their one-to-one matching.

    Args:
        drawing: H×W, uint8 or float.
        reference: the same size.
        tolerance: in long sides.

    Raises:
        MetricError: sizes differ, or what `as_gray` refuses.
    """
    grays = as_pair(drawing, reference)
    lines, true_lines = (thinned(ink_of(gray)) for gray in grays)
    return agreement_of_lines(lines, true_lines, reach_of(grays[0].shape, tolerance))


def broken_lines(drawing: ArrayLike) -> float:
    """Free ends of strokes for each long side of line.

    ends / length, both as in `strokes`; 0 where nothing is drawn.

    Range: 0.. (a closed ring has 0; dashes of a hundredth of the long side have 200).
    Better: lower.
    Misses: lines that are whole but wrong; many short strokes are also how hair and hatching are
    drawn on purpose: compare drawings of the same photos, never two styles.
    Source: end points of a thinned line, as in fingerprint minutiae counting.

    Raises:
        MetricError: what `as_gray` refuses.
    """
    pen = strokes(drawing)
    return pen.ends / pen.length if pen.length else 0.0


def stroke_economy(drawing: ArrayLike) -> float:
    """Mean length of a stroke, in long sides: the same line in fewer strokes is more economical.

    length / count, both as in `strokes`; 0 where nothing is drawn.

    Range: 0.. Better: higher, at the same line agreement or likeness.
    Misses: whether the strokes say anything; one long scribble is very economical.
    Source: artline's own.

    Raises:
        MetricError: what `as_gray` refuses.
    """
    pen = strokes(drawing)
    return pen.length / pen.count if pen.count else 0.0


def strokes(drawing: ArrayLike) -> Strokes:
    """Length, number and free ends of the thinned strokes, masses left out.

    Length: 1 for each pair of neighbours side by side, √2 for each diagonal pair that no third
    pixel joins. Free end: a pixel with one neighbour (a lone pixel has two ends) farther than
    2 px from any mass.

    Raises:
        MetricError: what `as_gray` refuses.
    """
    ink = ink_of(as_gray(drawing))
    masses = masses_of(ink)
    skeleton = _skeleton(ink) & ~masses
    degree = _neighbours(skeleton)
    free = skeleton & ~_grown(masses, 2.0)
    ends = int((free & (degree == 1)).sum()) + 2 * int((free & (degree == 0)).sum())
    return Strokes(
        length=_length(skeleton) / max(ink.shape),
        count=_components(skeleton & (degree < 3)),
        ends=ends,
    )


def thinned(ink: Mask) -> Mask:
    """Ink as lines one pixel wide: strokes by their skeleton, masses by their outline.

    An artist who outlines hair and one who fills it have put the same line there.
    Skeleton: Zhang and Suen 1984, as scikit-image has it.
    """
    masses = masses_of(ink)
    outline = masses & ~_shrunk(masses, 1.0)
    return (_skeleton(ink) & ~masses) | outline


def masses_of(ink: Mask) -> Mask:
    """Where ink is wider than `WIDEST_STROKE`: opening by a disc of that diameter."""
    radius = max(2.0, WIDEST_STROKE / 2 * max(ink.shape))
    core = _shrunk(ink, radius)
    return _grown(core, radius) & ink


def ink_of(gray: Gray) -> Mask:
    """Where the drawing is ink, told from its paper by Otsu's threshold.

    Pencil on grey paper has no black: the level that divides a drawing's own greys best (Otsu
    1979) is taken; a drawing of one grey is all ink where that is darker than half.
    """
    from skimage.filters import threshold_otsu

    if float(gray.max() - gray.min()) < _FAINTEST:
        return np.full(gray.shape, float(gray.mean()) < INKED)
    level = float(threshold_otsu(gray))  # type: ignore[no-untyped-call]
    mask = gray <= level
    if float(gray[~mask].mean() - gray[mask].mean()) < _FAINTEST:
        return np.full(gray.shape, float(gray.mean()) < INKED)
    return np.asarray(mask, dtype=np.bool_)


def reach_of(shape: tuple[int, ...], tolerance: float = TOLERANCE) -> float:
    """A tolerance in long sides as pixels of a picture of that shape, at least one."""
    return max(1.0, tolerance * max(shape))


def agreement_of_lines(lines: Mask, true_lines: Mask, reach: float) -> LineAgreement:
    """Precision and recall of line pixels against those of a reference, `reach` in pixels."""
    if not lines.any() or not true_lines.any():
        both_bare = float(not lines.any() and not true_lines.any())
        return LineAgreement(both_bare, both_bare)
    return LineAgreement(
        float((distance_to(true_lines)[lines] <= reach).mean()),
        float((distance_to(lines)[true_lines] <= reach).mean()),
    )


def distance_to(mask: Mask) -> NDArray[np.float64]:
    """Euclidean distance of every pixel to the nearest one set, ∞ where none is."""
    import cv2

    if not mask.any():
        return np.full(mask.shape, math.inf)
    away = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    # Squares of distances are whole: so the last digits, lost in single precision, come back.
    return np.asarray(np.sqrt(np.rint(away.astype(np.float64) ** 2)), dtype=np.float64)


def _grown(mask: Mask, radius: float) -> Mask:
    return np.asarray(distance_to(mask) <= radius, dtype=np.bool_)


def _shrunk(mask: Mask, radius: float) -> Mask:
    # What lies beyond the frame is taken to go on as inside, so a filled corner stays filled.
    return np.asarray(distance_to(~mask) > radius, dtype=np.bool_)


def _skeleton(ink: Mask) -> Mask:
    from skimage.morphology import skeletonize

    return np.asarray(skeletonize(ink), dtype=np.bool_)  # type: ignore[no-untyped-call]


def _neighbours(skeleton: Mask) -> NDArray[np.int64]:
    """How many of its eight neighbours are set, for every pixel."""
    padded = np.pad(skeleton.astype(np.int64), 1)
    height, width = skeleton.shape
    total = sum(padded[y : y + height, x : x + width] for y in range(3) for x in range(3))
    return np.asarray(total - skeleton, dtype=np.int64)


def _length(skeleton: Mask) -> float:
    s = skeleton
    straight = int((s[:, 1:] & s[:, :-1]).sum()) + int((s[1:] & s[:-1]).sum())
    falling = s[1:, 1:] & s[:-1, :-1] & ~(s[1:, :-1] | s[:-1, 1:])
    rising = s[1:, :-1] & s[:-1, 1:] & ~(s[1:, 1:] | s[:-1, :-1])
    return straight + math.sqrt(2) * (int(falling.sum()) + int(rising.sum()))


def _components(mask: Mask) -> int:
    from scipy.ndimage import label

    return int(label(mask, structure=np.ones((3, 3)))[1])
