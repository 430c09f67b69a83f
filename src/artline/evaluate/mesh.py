"""The face mesh as the metrics use it: on photos and on drawings."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline import pipeline
from artline.evaluate.metrics.gray import as_gray, as_photo
from artline.nouns import Face, Mesh


class MeshFinder:
    """The bundled model, loaded once. Safe to share by threads.

    Args:
        threads: threads for one look.

    Raises:
        ModelError: the bundled model is damaged.
    """

    def __init__(self, threads: int = 1) -> None:
        self._mesh = pipeline.face_mesh(threads=threads)

    def find(self, picture: NDArray[np.uint8], face: Face) -> Mesh | None:
        """The mesh of one face, or None where the model sees none there.

        Args:
            picture: uint8 H×W×3.
            face: box from brows to chin and the eyes, in fractions of the picture.

        Raises:
            MetricError: not such a picture.
        """
        return self._mesh.find(as_photo(picture, "picture"), face)

    def find_drawn(self, drawing: ArrayLike, face: Face) -> Mesh | None:
        """The mesh of the same face in its drawing, or None where none is seen.

        Args:
            drawing: H×W, uint8 or float, as every metric takes it.
            face: the face found in the photo.

        Raises:
            MetricError: what `as_gray` refuses.
        """
        plane = np.round(as_gray(drawing) * 255).astype(np.uint8)
        return self.find(np.repeat(plane[..., None], 3, axis=2), face)
