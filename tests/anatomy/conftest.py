"""Faces of the example photos, found by the real models and measured once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import distance_transform_edt

from artline import pipeline
from artline.anatomy import pen, skin
from artline.anatomy.curve import spline
from artline.anatomy.head import OVAL, Head
from artline.anatomy.sight import Ground, Sight, ground, see
from artline.anatomy.skin import Skin
from artline.faces.masks import mask_of
from artline.faces.topology import CHEEKS
from artline.nouns import Mesh

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
SIDE = 320
FILES = {
    "bare": "faces-083",  # long waves, lips closed, seen from the front
    "dark-haired": "faces-096",
    "bearded": "faces-037",  # a full dark beard
    "smiling": "faces-079",  # teeth, deep folds, a short beard on dark skin
    "glasses": "faces-067",  # a frame, grey hair and beard
}


@dataclass(frozen=True)
class Sitter:
    """A photo of 320×320 with one face, about 145 pixels high."""

    rgb: NDArray[np.float32]
    mesh: Mesh

    @cached_property
    def head(self) -> Head:
        return Head.of(self.mesh)

    @cached_property
    def everywhere(self) -> NDArray[np.float32]:
        return np.ones((SIDE, SIDE), np.float32)

    @cached_property
    def ground(self) -> Ground:
        return ground(self.rgb, self.everywhere)

    @cached_property
    def sight(self) -> Sight:
        return see(self.rgb, self.everywhere)

    @cached_property
    def cheeks(self) -> NDArray[np.bool_]:
        return mask_of(self.mesh, CHEEKS, (SIDE, SIDE))

    @cached_property
    def skin(self) -> Skin:
        return skin.of_head(self.ground, self.head, grey=False)

    @cached_property
    def oval(self) -> NDArray[np.float32]:
        return self.inside(OVAL)

    @property
    def paper(self) -> NDArray[np.float32]:
        """A new canvas without ink."""
        return np.zeros((SIDE, SIDE), np.float32)

    def inside(self, ring: list[int]) -> NDArray[np.float32]:
        """The inside of a ring of landmarks."""
        return pen.shape((SIDE, SIDE), self.head.points[ring])

    def away(self, canvas: NDArray[np.float32], *curves: NDArray[np.float64]) -> float:
        """Pixels from the nearest of these curves to the farthest ink."""
        line = self.paper
        for curve in curves:
            pen.stroke(line, spline(curve), 1.5)
        return float(distance_transform_edt(line < 0.5)[canvas > 0.5].max(initial=0))

    def near(self, canvas: NDArray[np.float32], points: list[int], pixels: int = 2) -> float:
        """The faintest of these landmarks: most ink within `pixels` pixels of each."""
        return min(
            float(canvas[y - pixels : y + pixels + 1, x - pixels : x + pixels + 1].max())
            for x, y in np.rint(self.head.points[points]).astype(int)
        )


@pytest.fixture(scope="session")
def sitter() -> Callable[[str], Sitter]:
    """A sitter by name, see FILES."""

    @cache
    def found(name: str) -> Sitter:
        photo = Image.open(PHOTOS / f"{FILES[name]}.jpg").convert("RGB").resize((SIDE, SIDE))
        pixels = np.asarray(photo)
        face = pipeline.face_finder().find(pixels)[0]
        mesh = pipeline.face_mesh().find(pixels, face)
        assert mesh is not None
        return Sitter((pixels / 255).astype(np.float32), mesh)

    return found
