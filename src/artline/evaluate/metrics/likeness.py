"""Likeness without a reference: the photo's own edges and the face's own points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import LUMA, Gray, Mask, MetricError, as_gray, as_photo
from artline.evaluate.metrics.lines import LineAgreement, distance_to, ink_of, thinned
from artline.faces.masks import mask_of
from artline.faces.topology import OVAL
from artline.nouns.mesh import Mesh

EYES_APART = 96
"""Pixels between the outer eye corners of a face view: every face is brought to this scale.

All lengths below are pixels of that view, so that they hold for faces of any size.
"""

TOLERANCE = 4.0
"""Largest distance between a line and an edge that agree, pixels."""

BLUR = 1.5
"""Standard deviation of Canny's Gaussian, pixels."""

TENSOR_BLUR = 3.0
"""Standard deviation of the structure tensor's Gaussian, pixels."""

CONTRAST_BLUR = 24.0
"""Standard deviation of the Gaussian that takes local mean and variance, pixels."""

CONTRAST_FLOOR = 0.02
"""Added to the local deviation of grey (0..1), so that even skin is not blown up to noise."""

LEAST_COHERENCE = 0.3
"""Coherence of the structure tensor (0..1) above which an edge counts."""

STRONG = 0.90
"""Quantile of the gradient inside the face: Canny's high threshold."""

WEAK = 0.75
"""Quantile of the gradient inside the face: Canny's low threshold."""

JAW = 6.0
"""Pixels beyond the mesh's oval that still count as face: the jaw's own edge lies there."""

MARGIN = 0.12
"""Margin of the view around the mesh's points, in distances between the outer eye corners."""


@dataclass(frozen=True, slots=True, eq=False)
class _FaceView:
    """Photo and drawing of one face, at one size, with the face's oval."""

    photo: Gray
    drawing: Gray
    inside: Mask


def edge_likeness(drawing: ArrayLike, photo: ArrayLike, mesh: Mesh) -> LineAgreement:
    """Whether the drawing's lines inside the face run along the photo's own coherent edges.

    The face (mesh oval and 6 px around) is brought to 96 px between the outer eye corners.
    Edges: grey, locally normalised ((L − G_24 L) / √(G_24 var + 0.02²)), Canny σ = 1.5 with its
    thresholds at the 75 % and 90 % quantiles of the gradient inside the face, kept where the
    structure tensor (σ = 3) has coherence (λ1 − λ2) / (λ1 + λ2) over 0.3. Precision: share of
    the drawing's thinned lines within 4 px of an edge. Recall: share of the edges, weighted by
    gradient × coherence, within 4 px of a line.

    Range: 0..1 each. Better: higher.
    Misses: what an artist leaves out (wrinkles, shading) lowers recall though the drawing is good;
    the rim of a cast shadow is a coherent edge too; expression. Compare drawings of the same
    photos.
    Source: Canny 1986 (IEEE TPAMI 8:6); coherence: Weickert 1999 (IJCV 31:2); artline's own
    combination.

    Args:
        drawing: H×W, uint8 or float.
        photo: uint8 H×W×3, the same size.
        mesh: of the photo.

    Raises:
        MetricError: sizes differ, a face without extent, or what `as_gray` refuses.
    """
    view = _view(drawing, photo, mesh)
    edges, strength = coherent_edges(view.photo, view.inside)
    lines = thinned(ink_of(view.drawing)) & view.inside
    if not lines.any() or not edges.any():
        both_bare = not lines.any() and not edges.any()
        return LineAgreement(float(both_bare), float(both_bare))
    precise = distance_to(edges)[lines] <= TOLERANCE
    found = distance_to(lines)[edges] <= TOLERANCE
    weights = strength[edges]
    return LineAgreement(float(precise.mean()), float((found * weights).sum() / weights.sum()))


def landmark_distance(photo: Mesh, drawing: Mesh) -> float:
    """How far the face's points moved from photo to drawing.

    Mean over the 468 points of ‖p_drawing − p_photo‖ / distance between the photo's outer eye
    corners.

    Range: 0.. (0.02 is within the mesh's own noise, 0.1 is another face). Better: lower.
    Misses: the mesh was made for photos and draws its own idea of a face into sparse drawings;
    where it sees no face in the drawing (`MeshFinder.find` gives None) there is no number: count
    such drawings, they are the worst.
    Source: normalised mean error of face alignment, interocular as in 300-W (Sagonas et al. 2013).

    Raises:
        MetricError: a face without extent.
    """
    unit = photo.interocular
    if unit <= 0:
        raise MetricError("face mesh: both eyes in one place; leave this photo out")
    return float(np.hypot(*(drawing.points - photo.points).T).mean() / unit)


def coherent_edges(gray: Gray, inside: Mask) -> tuple[Mask, NDArray[np.float64]]:
    """Thin edges of a face view inside the mask, and the strength of every pixel.

    As described in `edge_likeness`.
    """
    from scipy.ndimage import gaussian_filter, sobel
    from skimage.feature import canny

    even = _normalised(gray)
    smooth = gaussian_filter(even, BLUR)
    dy, dx = sobel(smooth, axis=0), sobel(smooth, axis=1)
    gradient = np.hypot(dx, dy)
    if not inside.any() or not gradient[inside].any():
        return np.zeros(gray.shape, dtype=np.bool_), gradient
    xx, yy, xy = (gaussian_filter(product, TENSOR_BLUR) for product in (dx * dx, dy * dy, dx * dy))
    coherence = np.hypot(xx - yy, 2 * xy) / (xx + yy + 1e-9)
    weak, strong = np.quantile(gradient[inside], [WEAK, STRONG])
    edges = canny(even, BLUR, weak, strong, mask=inside)  # type: ignore[no-untyped-call]
    return np.asarray(edges & (coherence > LEAST_COHERENCE)), gradient * coherence


def _normalised(gray: Gray) -> NDArray[np.float64]:
    """Local mean taken away, divided by local deviation: the shaded half counts as the lit one."""
    from scipy.ndimage import gaussian_filter

    light = gray.astype(np.float64)
    mean = gaussian_filter(light, CONTRAST_BLUR)
    variance = gaussian_filter((light - mean) ** 2, CONTRAST_BLUR)
    return np.asarray((light - mean) / np.sqrt(variance + CONTRAST_FLOOR**2), dtype=np.float64)


def _view(drawing: ArrayLike, photo: ArrayLike, mesh: Mesh) -> _FaceView:
    gray, rgb = as_gray(drawing), as_photo(photo)
    if gray.shape != rgb.shape[:2]:
        raise MetricError(f"sizes differ: drawing {gray.shape}, photo {rgb.shape[:2]}")
    if mesh.interocular <= 0:
        raise MetricError("face mesh: both eyes in one place; leave this photo out")
    scale = EYES_APART / mesh.interocular
    box = _box(mesh)
    size = tuple(max(8, round((box[k + 2] - box[k]) * scale)) for k in (0, 1))
    luma = (rgb.astype(np.float32) @ LUMA) / np.float32(255)
    inside = mesh.placed(box[0], box[1], scale)
    return _FaceView(
        photo=_cut(np.clip(luma, 0, 1), box, size),
        drawing=_cut(gray, box, size),
        inside=distance_to(mask_of(inside, OVAL, (size[1], size[0]))) <= JAW,
    )


def _box(mesh: Mesh) -> tuple[float, float, float, float]:
    margin = MARGIN * mesh.interocular
    left, top = mesh.points.min(axis=0) - margin
    right, bottom = mesh.points.max(axis=0) + margin
    return float(left), float(top), float(right), float(bottom)


def _cut(gray: Gray, box: tuple[float, float, float, float], size: tuple[int, ...]) -> Gray:
    """A box of the picture at another size; beyond the frame the picture's edge goes on."""
    from PIL import Image

    left, top, right, bottom = box
    height, width = gray.shape
    pad = [max(0, int(np.ceil(v))) for v in (-top, bottom - height, -left, right - width)]
    wide = np.pad(gray, ((pad[0], pad[1]), (pad[2], pad[3])), mode="edge")
    moved = (left + pad[2], top + pad[0], right + pad[2], bottom + pad[0])
    cut = Image.fromarray(wide).resize((size[0], size[1]), Image.Resampling.BILINEAR, box=moved)
    return np.clip(np.asarray(cut, dtype=np.float32), 0, 1)
