"""Which metrics are taken of a drawing: by what is known of its photo."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.mesh import MeshFinder
from artline.evaluate.metrics.gray import Gray, MetricError, as_gray, resize
from artline.evaluate.metrics.lpips import Lpips
from artline.evaluate.metrics.robustness import Draw
from artline.nouns import Face, Mesh

Scores = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Sitter:
    """A photo's face: what likeness and skin are measured on.

    Attributes:
        photo: uint8 H×W×3.
        face: the largest face.
        mesh: its mesh in the photo.
        skin: its bare skin, bool H×W.
        smoke_area: where its face should be paper or black, bool H×W.
        angle: typology angle of the lit cheek in degrees, or None.
    """

    photo: NDArray[np.uint8]
    face: Face
    mesh: Mesh
    skin: NDArray[np.bool_]
    smoke_area: NDArray[np.bool_]
    angle: float | None


def sitter(photo: NDArray[np.uint8], faces: tuple[Face, ...], finder: MeshFinder) -> Sitter | None:
    """The largest face's mesh and skin, or None where no mesh is seen."""
    from artline.evaluate.metrics.skin import skin_mask, typology_angle
    from artline.evaluate.metrics.smoke import smoke_area

    mesh = finder.find(photo, faces[0]) if faces else None
    if mesh is None:
        return None
    skin, angle = skin_mask(photo, mesh), typology_angle(photo, mesh)
    return Sitter(photo, faces[0], mesh, skin, smoke_area(photo, mesh), angle)


def of_drawing(drawing: Gray) -> Scores:
    """What can be said of any drawing: cleanliness and strokes."""
    from artline.evaluate.metrics.edge_width import edge_width
    from artline.evaluate.metrics.ink import crispness, ink_density, speckle
    from artline.evaluate.metrics.lines import strokes

    pen = strokes(drawing)
    scores = {
        "speckle": speckle(drawing),
        "crispness": crispness(drawing),
        "broken_lines": pen.ends / pen.length if pen.length else 0.0,
        "stroke_economy": pen.length / pen.count if pen.count else 0.0,
        "ink_density": ink_density(drawing),
    }
    edges = edge_width(drawing)
    if edges is not None:
        scores |= {"edge_width": edges.median, "edge_width_95": edges.percentile_95}
    return scores


def of_sitter(drawing: Gray, sitter: Sitter, finder: MeshFinder) -> Scores:
    """Likeness, and what lies on the face."""
    from artline.evaluate.metrics.likeness import edge_likeness, landmark_distance
    from artline.evaluate.metrics.skin import skin_ink
    from artline.evaluate.metrics.smoke import smoke

    edges = edge_likeness(drawing, sitter.photo, sitter.mesh)
    scores = {
        "edge_f1": edges.f1,
        "edge_precision": edges.precision,
        "edge_recall": edges.recall,
    }
    drawn = finder.find_drawn(drawing, sitter.face)
    scores["face_lost"] = float(drawn is None)
    if drawn is not None:
        scores["landmark_distance"] = landmark_distance(sitter.mesh, drawn)
    on_face = {
        "skin_ink": skin_ink(drawing, sitter.skin),
        "smoke": smoke(drawing, sitter.smoke_area),
    }
    return scores | {measure: share for measure, share in on_face.items() if share is not None}


def of_background(drawing: Gray, matte: Gray) -> Scores:
    """Ink outside the sitter.

    Raises:
        MetricError: a matte of other proportions.
    """
    from artline.evaluate.metrics.ink import background_ink

    return {"background_ink": background_ink(drawing, matte).of_background}


def of_reference(drawing: Gray, reference: Gray, lpips: Lpips | None) -> Iterator[Scores]:
    """Against an artist's drawing of the same size, metric by metric.

    Raises:
        MetricError: on the metric that needs larger pictures than these.
    """
    from artline.evaluate.metrics.ink import density_difference
    from artline.evaluate.metrics.lines import line_agreement
    from artline.evaluate.metrics.scoot import scoot
    from artline.evaluate.metrics.similarity import ms_ssim, ssim

    lines = line_agreement(drawing, reference)
    yield {"line_f1": lines.f1, "line_precision": lines.precision, "line_recall": lines.recall}
    yield {"ssim": ssim(drawing, reference), "scoot": scoot(drawing, reference)}
    yield {"density_difference": density_difference(drawing, reference)}
    if lpips is not None:
        yield {f"lpips_{lpips.network}": lpips.distance(drawing, reference)}
    yield {"ms_ssim": ms_ssim(drawing, reference)}


def of_artist(
    draw: Draw, photo: NDArray[np.uint8], name: str, lpips: Lpips | None
) -> Iterator[Scores]:
    """What only repeated drawing shows: robustness and stability.

    Args:
        draw: the artist; it is asked for the photo itself more than once (see `remembering`).
        photo: uint8 H×W×3.
        name: of the photo; seeds the harms, so that each photo has its own and keeps them.
        lpips: a loaded network, or None to leave LPIPS out.

    Raises:
        MetricError: on the metric that needs a larger photo than this.
    """
    from artline.evaluate.metrics.robustness import robustness
    from artline.evaluate.metrics.stability import (
        frame_stability,
        mirror_symmetry,
        scale_stability,
    )

    harmed = robustness(draw, photo, seed=zlib.crc32(name.encode()), lpips=lpips)
    scores = {f"robust_f1: {harm}": result.f1 for harm, result in harmed.items()}
    scores["robust_f1"] = float(np.mean([result.f1 for result in harmed.values()]))
    distances = {harm: r.lpips for harm, r in harmed.items() if r.lpips is not None}
    if distances:
        scores |= {f"robust_lpips: {harm}": value for harm, value in distances.items()}
        scores["robust_lpips"] = float(np.mean(list(distances.values())))
    yield scores
    mirrored = mirror_symmetry(draw, photo)
    yield {"mirror_f1": mirrored.f1, "mirror_difference": mirrored.difference}
    for size, scaled in scale_stability(draw, photo).items():
        yield {f"scale_f1: {size}": scaled.f1, f"scale_difference: {size}": scaled.difference}
    moved = frame_stability(draw, photo)
    yield {"frame_f1": moved.f1, "frame_difference": moved.difference}


def gathered(parts: Iterator[Scores], name: str) -> tuple[Scores, list[str]]:
    """All scores until one cannot be measured, and a line that says so."""
    scores: Scores = {}
    try:
        for part in parts:
            scores |= part
    except MetricError as fault:
        return scores, [f"{name}: {fault}"]
    return scores, []


def at_square(gray: Gray, side: int) -> Gray:
    """A drawing as a set compares it: on a square of that side, or as it is where `side` is 0."""
    return resize(as_gray(gray), (side, side)) if side else gray


def remembering(draw: Draw) -> Draw:
    """The same artist, who draws the very first photo only once, however often it is asked for."""
    first: tuple[NDArray[np.uint8], ArrayLike] | None = None

    def once(photo: NDArray[np.uint8]) -> ArrayLike:
        nonlocal first
        if first is None:
            first = (photo, draw(photo))
        return first[1] if photo is first[0] else draw(photo)

    return once
