"""Soft tone decided: bare skin is paper, the rest black or paper, and lines stay whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import binary_erosion

from artline import pipeline
from artline.anatomy.head import Head
from artline.anatomy.sight import ground
from artline.faces.masks import mask_of
from artline.faces.topology import BROWS, CHEEKS, EYES, LIPS, NOSTRILS
from artline.ink.features import completed
from artline.ink.soft_tone import Zones, without_tone_on_skin
from artline.nouns import Mesh

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
SIDE = 512
BARE, BROWN, BEARDED = "faces-083", "faces-096", "faces-079"
CHIN = [199, 200]


@dataclass(frozen=True)
class Sitter:
    """A photo with one face."""

    rgb: NDArray[np.float32]
    mesh: Mesh

    def made(self, pressure: NDArray[np.float32]) -> NDArray[np.float32]:
        """What is left of a network's pressure, the face's features made whole."""
        nothing = np.zeros_like(pressure)
        everywhere = np.ones_like(pressure)
        channels = {"line": nothing, "pressure": pressure}
        return completed(channels, self.rgb, everywhere, [self.mesh])["pressure"]

    def area(self, rings: object, erode: int = 0) -> NDArray[np.bool_]:
        mask = mask_of(self.mesh, rings, self.rgb.shape[:2])
        return binary_erosion(mask, iterations=erode) if erode else mask


@pytest.fixture(scope="module")
def sitters() -> dict[str, Sitter]:
    """Faces of the examples: bare skin, light and brown, and a beard on dark skin."""
    found = {}
    for name in (BARE, BROWN, BEARDED):
        photo = Image.open(PHOTOS / f"{name}.jpg").convert("RGB").resize((SIDE, SIDE))
        pixels = np.asarray(photo)
        face = pipeline.face_finder().find(pixels)[0]
        mesh = pipeline.face_mesh().find(pixels, face)
        found[name] = Sitter((pixels / 255).astype(np.float32), mesh)
    return found


def wash(tone: float) -> NDArray[np.float32]:
    return np.full((SIDE, SIDE), tone, np.float32)


@pytest.mark.parametrize("name", [BARE, BROWN, BEARDED])
@pytest.mark.parametrize("tone", [0.2, 0.7])
def test_a_wash_on_a_cheek_goes_and_a_line_across_it_stays(sitters, name, tone):
    """Protects skin of every tone from grey, and creases and scars from going with it."""
    sitter = sitters[name]
    cheeks = sitter.area(CHEEKS, erode=6)
    row = int(cheeks.sum(axis=1).argmax())
    pressure = wash(tone)
    pressure[row : row + 2] = 1.0
    made = sitter.made(pressure)
    across = cheeks[row] & cheeks[row + 1]
    assert across.sum() > 20
    assert made[row : row + 2, across].min() > 0.9
    beside = cheeks.copy()
    beside[row - 1 : row + 3] = False
    # an ear's shade at the edge of the cheek is no sure skin
    assert (made[beside] < 0.06).mean() > 0.9


@pytest.mark.parametrize("name", [BARE, BROWN, BEARDED])
def test_a_light_line_on_a_bare_cheek_stays_as_light(sitters, name):
    """Protects laugh lines: two pixels are no tone, however light."""
    sitter = sitters[name]
    cheeks = sitter.area(CHEEKS, erode=6)
    row = int(cheeks.sum(axis=1).argmax())
    pressure = wash(0)
    pressure[row : row + 2] = 0.4
    made = sitter.made(pressure)[row : row + 2, cheeks[row] & cheeks[row + 1]]
    assert np.abs(made - 0.4).max() < 0.02


@pytest.mark.parametrize("rings", [BROWS, EYES, LIPS, NOSTRILS])
@pytest.mark.parametrize("name", [BARE, BROWN])
def test_features_keep_their_tone(sitters, name, rings):
    """Protects brows, eyes, lips and nostrils, which are tone and no lines."""
    sitter = sitters[name]
    head = Head.of(sitter.mesh)
    zones = Zones.of(ground(sitter.rgb, np.ones((SIDE, SIDE), np.float32)), head)
    inside = sitter.area(rings)
    assert inside.sum() > 30
    kept = without_tone_on_skin(wash(0.4), zones, head, 1.0)
    assert kept[inside].mean() > 0.38
    # brows are made paler where the photo's are, before tone is decided
    made = sitter.made(wash(0.4))[inside]
    assert made.mean() > (0.15 if rings is BROWS else 0.38)


def alone(pressure: NDArray[np.float32]) -> NDArray[np.float32]:
    """What is left of it where there is no face."""
    rgb = np.full((SIDE, SIDE, 3), 0.5, np.float32)
    nothing, everywhere = np.zeros_like(pressure), np.ones_like(pressure)
    channels = {"line": nothing, "pressure": pressure}
    return completed(channels, rgb, everywhere, [])["pressure"]


def patch(tone: float, size: int = 100) -> NDArray[np.float32]:
    """A square of tone in the upper left, 40 pixels from the corner."""
    pressure = wash(0)
    pressure[40 : 40 + size, 40 : 40 + size] = tone
    return pressure


def test_outside_of_faces_a_wide_tone_is_black_or_paper():
    """Protects clothes and hair from marble: dark is black as a whole, pale is paper."""
    inside = slice(46, 134)
    assert alone(patch(0.7))[inside, inside].min() > 0.95
    assert alone(patch(0.2))[inside, inside].max() < 0.02
    assert alone(patch(1.0))[inside, inside].min() > 0.99


def test_middling_tone_goes_with_what_it_hangs_together_with():
    """Protects a jacket's lit half from being cut off its dark one."""
    inside = slice(46, 134)
    assert alone(patch(0.4))[inside, inside].max() < 0.02
    for lit, black in ((0.4, True), (0.2, False)):
        jacket = patch(lit)
        jacket[40:140, 140:240] = 0.7
        made = alone(jacket)[inside, inside]
        assert made.min() > 0.8 if black else made.max() < 0.02


def test_strands_stay_as_they_are():
    """Protects hair: what is narrower than the disc is line, whatever its tone."""
    for tone in (0.2, 0.5, 0.9):
        hair = wash(0)
        for left in range(40, 200, 12):
            hair[60:200, left : left + 3] = tone
        assert np.abs(alone(hair) - hair).max() < 0.01


def test_the_pitch_scales_what_is_narrow():
    """Protects small faces, which are looked at from near: the same strand is twice as wide."""
    rgb, everywhere, nothing = (
        np.full((SIDE, SIDE, 3), 0.5, np.float32),
        np.ones((SIDE, SIDE), np.float32),
        wash(0),
    )
    strand = wash(0)
    strand[60:300, 100:112] = 0.25
    near, far = (
        completed({"line": nothing, "pressure": strand}, rgb, everywhere, [], pitch)["pressure"]
        for pitch in (2.0, 1.0)
    )
    assert near[100:260, 102:110].min() > 0.24
    assert far[100:260, 102:110].max() < 0.05


def test_the_pale_tone_of_a_beard_stays(sitters):
    """Protects stubble, which is tone to a network; on a bare chin the same goes."""
    pale = {}
    for name in (BEARDED, BARE):
        x, y = sitters[name].mesh.points[CHIN].mean(0).astype(int)
        pale[name] = sitters[name].made(wash(0.2))[y - 3 : y + 4, x - 3 : x + 4]
    assert pale[BEARDED].min() > 0.2
    assert pale[BARE].max() < 0.06
