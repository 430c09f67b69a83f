"""Layers of hatching are together as dark as the tone, and stay off eyes and lips' edges."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from artline import Artist
from artline.anatomy import pen
from artline.anatomy.head import Head
from artline.anatomy.lips import INNER
from artline.anatomy.relief import OPENING
from artline.fields.morphology import opening
from artline.finish.hatch.bare_lines import bare_lines
from artline.finish.hatch.layers import FULL, covers, gaps, left_for, parts
from artline.looks.hatch import CROSSHATCH, HATCH
from artline.nouns import Ink
from artline.options import Settings

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
RAMP = np.tile(np.linspace(0, 1, 101, dtype=np.float32), (2, 1))
ALONG = np.array([[0], [1]], np.float32) * np.ones_like(RAMP)


@pytest.fixture(scope="module")
def ink(artist: Artist) -> Ink:
    return artist.see(PHOTOS / "faces-096.jpg", looks=["spiral"])


@pytest.mark.parametrize("layers", [HATCH, CROSSHATCH])
def test_layers_are_together_as_dark_as_the_tone(layers) -> None:
    """Protects likeness: elsewhere and along hairs, up to the darkest that strokes can do."""
    found = covers(layers, RAMP, ALONG)
    together = 1 - np.prod([1 - cover for cover in found], axis=0)
    wanted = RAMP * FULL
    told = (wanted > 0.03) & (wanted < 0.8)
    assert np.abs(together - wanted)[told].max() < 0.005
    assert (np.diff(together, axis=1) > -0.01).all()


def test_three_layers_cross_at_most() -> None:
    """Protects from mud; and the look with one direction from a second but in the darkest."""
    assert len(CROSSHATCH) == 3 and len(HATCH) == 2
    second = covers(HATCH, RAMP, ALONG)[1]
    assert second[:, :45].max() == 0 and second[0, -1] > 0.3


def test_lines_take_their_tone_from_the_hatching() -> None:
    """Protects features from blots: under a line nothing is left to hatch."""
    line = np.zeros((40, 40), np.float32)
    line[19:22] = 1
    left = left_for(np.full((40, 40), 0.6, np.float32), line, 1.0)
    assert left[20].max() == 0
    assert left[5] == pytest.approx(0.6, abs=0.01)


def test_eyes_and_mouths_are_free(ink: Ink) -> None:
    """Protects the look in their eyes."""
    free, head = parts(ink, behind=True), Head.of(ink.meshes[0])
    for ring in (*(eye[OPENING] for eye in head.eyes), head.points[INNER]):
        assert free[pen.shape(ink.shape, ring) > 0.99].max() < 0.05
    assert free.mean() > 0.9


def test_dark_lenses_are_hatched(ink: Ink) -> None:
    """Protects sunglasses from staring eyes."""
    head = Head.of(ink.meshes[0])
    light = ink.lightness.copy()
    for eye in head.eyes:
        y, x = np.rint(eye[:63].mean(0))[::-1].astype(int)
        light[y - 30 : y + 30, x - 45 : x + 45] = 0.05
    worn = replace(ink, lightness=light)
    assert parts(worn, behind=True)[pen.shape(ink.shape, head.eyes[0][OPENING]) > 0.9].min() > 0.9


def test_erased_is_free(ink: Ink) -> None:
    """Protects the user's word."""
    erased = np.zeros(ink.shape, bool)
    erased[:100] = True
    assert parts(replace(ink, erased=erased), behind=True)[:100].max() == 0


def test_small_heads_and_lips_are_hatched_closer(ink: Ink) -> None:
    """Protects features of people who stand far away."""
    small = replace(ink, meshes=tuple(mesh.placed(0, 0, 0.3) for mesh in ink.meshes))
    found = gaps(small, 3.6)
    x, y = np.rint(small.meshes[0].points[4]).astype(int)
    assert found[y, x] < 0.75 * 3.6
    assert found[-5, -5] == pytest.approx(3.6, abs=0.05)


def test_black_areas_go_and_features_stay(ink: Ink) -> None:
    """Protects from black hair beneath the hatching, and faces from empty eyes."""
    tone, pitch = bare_lines(ink, Settings()).tone, ink.pitch
    assert (opening(tone, 4 * pitch) > 0.5).mean() < 0.004
    head = Head.of(ink.meshes[0])
    for eye in head.eyes:
        iris = pen.shape(ink.shape, eye[OPENING]) > 0.5
        assert tone[iris].max() > 0.8
