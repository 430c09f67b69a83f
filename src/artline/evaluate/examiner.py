"""One worker's tools, loaded once, and the judging of one photo after another."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from artline.errors import ArtlineError, shown
from artline.evaluate import score
from artline.evaluate.case import Case, Entrant
from artline.evaluate.mesh import MeshFinder
from artline.evaluate.metrics.gray import (
    Gray,
    MetricError,
    as_gray,
    as_photo,
    picture_to_gray,
)
from artline.evaluate.metrics.lpips import Lpips
from artline.evaluate.pictures import framed, read_gray, read_rgb, save_png, to_bytes

if TYPE_CHECKING:
    from artline.api.artist import Artist
    from artline.faces.finder import FaceFinder
    from artline.nouns import Face, Ink

Part = Literal["each", "sample"]
"""`each`: measured of every drawing; `sample`: slow measures, taken of some photos alone."""

LEAST_OVERLAP = 0.4
"""Intersection over union (0..1) of a face's boxes in photo and drawing.

Below it the drawing is taken for another crop.
"""


@dataclass(frozen=True, slots=True)
class Examination:
    """How every photo of a run is judged; goes to each worker.

    Attributes:
        entrants: who draws.
        folder: where drawings are kept.
        square: side of the square at which references are compared, 0 = the photo's size.
        tools: what is installed of "alexnet", "vgg16", "mesh".
        threads: threads of each network; None is one per core.
    """

    entrants: tuple[Entrant, ...]
    folder: Path
    square: int = 0
    tools: frozenset[str] = frozenset()
    threads: int | None = None

    def drawing_path(self, entrant: Entrant, case: Case) -> Path:
        """Where an entrant's drawing of a photo is kept."""
        return self.folder / "drawings" / entrant.name / f"{PurePosixPath(case.name)}.png"


@dataclass(slots=True)
class Judged:
    """What became of one photo.

    Attributes:
        name: the case's.
        part: what was measured.
        scores: entrant → measure → value.
        groups: attributes found while judging.
        angle: typology angle of the sitter's lit cheek in degrees, or None.
        problems: one line each.
    """

    name: str
    part: Part
    scores: dict[str, score.Scores] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    angle: float | None = None
    problems: list[str] = field(default_factory=list)


class Examiner:
    """Judges photos; each model is loaded when a photo needs it.

    Args:
        order: how.
    """

    def __init__(self, order: Examination) -> None:
        self._order = order
        self._artists: dict[str, Artist] = {}

    def judge(self, case: Case, part: Part) -> Judged:
        """Measure one photo's drawings; what is wrong with the photo is in `problems`.

        Raises:
            ModelError: a model cannot be used, so no photo could be judged.
        """
        judged = Judged(case.name, part)
        try:
            photo = read_rgb(case.photo)
            if part == "each":
                self._each(case, photo, judged)
            else:
                self._sample(case, photo, judged)
        except MemoryError:
            judged.problems.append(f"{shown(case.photo)}: not enough memory; try -j 1")
        except ArtlineError as fault:
            judged.problems.append(_named(fault, case))
        return judged

    def _each(self, case: Case, photo: NDArray[np.uint8], judged: Judged) -> None:
        drawings, faces = self._drawings(case, photo, judged)
        sitter = score.sitter(photo, faces, self._mesh) if self._mesh else None
        judged.angle = sitter.angle if sitter else None
        reference = self._reference(case, photo, judged)
        matte = self._companion(case.matte, judged)
        for entrant, drawing in drawings.items():
            scores = score.of_drawing(drawing)
            if sitter and self._mesh:
                scores |= score.of_sitter(drawing, sitter, self._mesh)
            if reference is not None:
                pair = self._pair(drawing, reference)
                more, problems = score.gathered(
                    score.of_reference(*pair, self._alexnet), shown(case.name)
                )
                scores |= more
                judged.problems += problems
            if matte is not None:
                try:
                    scores |= score.of_background(drawing, matte)
                except MetricError as fault:
                    matte = None
                    judged.problems.append(f"{shown(case.matte)}: {fault}; scored without")
            judged.scores[entrant.name] = scores
            save_png(to_bytes(drawing), self._order.drawing_path(entrant, case))

    def _sample(self, case: Case, photo: NDArray[np.uint8], judged: Judged) -> None:
        reference = self._reference(case, photo, judged) if self._vgg else None
        for entrant in self._order.entrants:
            if entrant.model is None:
                continue
            artist = self._artist(entrant.model)

            def drawn(
                rgb: NDArray[np.uint8], artist: Artist = artist, entrant: Entrant = entrant
            ) -> Gray:
                return picture_to_gray(artist.draw(rgb, entrant.settings).pixels)

            draw = score.remembering(drawn)

            scores, problems = score.gathered(
                score.of_artist(draw, photo, case.name, self._alexnet), shown(case.name)
            )
            if reference is not None and self._vgg:
                pair = self._pair(as_gray(draw(photo)), reference)
                scores["lpips_vgg16"] = self._vgg.distance(*pair)
            judged.scores[entrant.name] = scores
            judged.problems += problems

    def _drawings(
        self, case: Case, photo: NDArray[np.uint8], judged: Judged
    ) -> tuple[dict[Entrant, Gray], tuple[Face, ...]]:
        """Every entrant's drawing at the photo's pixels, and the faces in the photo.

        A rival's drawing that cannot be used takes the whole pair out.
        """
        seen: dict[str, Ink] = {}
        faces: tuple[Face, ...] = ()
        drawings: dict[Entrant, Gray] = {}
        for entrant in self._order.entrants:
            if entrant.model is None:
                continue
            if entrant.model not in seen:
                looks = [e.settings.look for e in self._order.entrants if e.model == entrant.model]
                seen[entrant.model] = self._artist(entrant.model).see(photo, looks=looks)
            ink = seen[entrant.model]
            faces = faces or ink.faces
            drawing = self._artist(entrant.model).finish(ink, entrant.settings)
            drawings[entrant] = picture_to_gray(drawing.pixels)
        for entrant in self._order.entrants:
            if entrant.model is None and case.rival is not None:
                drawings[entrant] = self._rival(case.rival, as_photo(photo), faces)
        return {entrant: drawings[entrant] for entrant in self._order.entrants}, faces

    def _rival(self, path: Path, photo: NDArray[np.uint8], faces: tuple[Face, ...]) -> Gray:
        """A rival's drawing in the photo's frame.

        Raises:
            MetricError: it shows another frame.
            PhotoError: it cannot be read.
        """
        rgb = read_rgb(path)
        try:
            gray = framed(picture_to_gray(rgb), (photo.shape[0], photo.shape[1]), path)
        except MetricError as fault:
            raise MetricError(f"{fault}; this pair is left out") from None
        drawn = self._finder.find(rgb)
        if faces and drawn and max(_overlap(faces[0], face) for face in drawn) < LEAST_OVERLAP:
            raise MetricError(
                f"{shown(path)}: its face lies elsewhere than the photo's, so it is another crop; "
                "this pair is left out"
            )
        return gray

    def _reference(self, case: Case, photo: NDArray[np.uint8], judged: Judged) -> Gray | None:
        """The artist's drawing, or None where there is none, or none of this photo's frame."""
        drawn = self._companion(case.reference, judged)
        if drawn is None:
            return None
        try:
            fitted = framed(drawn, (photo.shape[0], photo.shape[1]), case.reference)
        except MetricError as fault:
            judged.problems.append(f"{fault}; scored without")
            return None
        return drawn if self._order.square else fitted

    def _companion(self, path: Path | None, judged: Judged) -> Gray | None:
        """A reference or matte, or None where there is none or it cannot be read."""
        if path is None:
            return None
        try:
            return read_gray(path)
        except ArtlineError as fault:
            judged.problems.append(f"{fault}; scored without")
            return None

    def _pair(self, drawing: Gray, reference: Gray) -> tuple[Gray, Gray]:
        """Drawing and reference at one size: the set's square, or the photo's own."""
        side = self._order.square
        return score.at_square(drawing, side), score.at_square(reference, side)

    def _artist(self, model: str) -> Artist:
        if model not in self._artists:
            from artline.api.artist import Artist

            self._artists[model] = Artist(model, threads=self._order.threads)
        return self._artists[model]

    @cached_property
    def _finder(self) -> FaceFinder:
        from artline.pipeline import face_finder

        return face_finder()

    @cached_property
    def _mesh(self) -> MeshFinder | None:
        return MeshFinder() if "mesh" in self._order.tools else None

    @cached_property
    def _alexnet(self) -> Lpips | None:
        return self._lpips("alexnet")

    @cached_property
    def _vgg(self) -> Lpips | None:
        return self._lpips("vgg16")

    def _lpips(self, network: str) -> Lpips | None:
        threads = self._order.threads or 1
        return Lpips(network, threads=threads) if network in self._order.tools else None


def _named(fault: ArtlineError, case: Case) -> str:
    """The fault in one line that names a file."""
    said = str(fault)
    files = [path for path in (case.photo, case.rival, case.reference) if path]
    named: Any = any(shown(path) in said for path in files)
    return said if named else f"{shown(case.photo)}: {said}"


def _overlap(one: Face, other: Face) -> float:
    """Intersection over union of two boxes, 0..1."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(0.0, width) * max(0.0, height)
    areas = sum((f.right - f.left) * (f.bottom - f.top) for f in (one, other))
    return shared / (areas - shared) if areas > shared else 0.0
